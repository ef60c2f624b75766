/** Notices that she saved contacts.json, so that her edit counts at once; the poll beneath finds it as well. */
import { watch } from "node:fs";
import { SECOND_MS } from "../time.ts";

/** Some editors write a file in two steps: it is looked at when they are through. */
const SETTLES_MS = SECOND_MS / 2;

export interface Edits {
  /** Aborts at her next edit, or with the signal given. */
  next(signal: AbortSignal): AbortSignal;
  close(): void;
}

export function watchFile(folder: string, name: string): Edits {
  let edit = new AbortController();
  let timer: NodeJS.Timeout | null = null;
  const noted = () => {
    const old = edit;
    edit = new AbortController();
    old.abort();
  };
  const watcher = begin(folder, (changed) => {
    if (changed !== name) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(noted, SETTLES_MS);
    timer.unref();
  });
  return {
    next: (signal) => AbortSignal.any([signal, edit.signal]),
    close: () => {
      if (timer !== null) clearTimeout(timer);
      watcher?.close();
    },
  };
}

/** Null where the system cannot watch, or has no watch left to give. */
function begin(folder: string, onChange: (name: string | null) => void) {
  try {
    const watcher = watch(folder, { persistent: false }, (_event, name) => onChange(name));
    return watcher.on("error", () => watcher.close());
  } catch {
    return null;
  }
}
