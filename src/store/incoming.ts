/** `incoming/`: mails laid down by `receive` beside a running daemon, taken at its next pass. Needs no lock. */
import { createHash } from "node:crypto";
import { readdir, readFile, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { codeOf, type Disk, diskError, ensureFolder, realDisk, replaceFile } from "./disk.ts";

export interface Incoming {
  /** Names in the order the mails were laid; half-written ones never show. */
  list(): Promise<string[]>;
  /** Null when it is gone. */
  read(name: string): Promise<Buffer | null>;
  /** On the platter when it resolves. The same bytes laid twice are two mails here: telling them apart is for the keys. */
  lay(bytes: Uint8Array): Promise<string>;
  /** After the commit that handled it. */
  remove(name: string): Promise<void>;
  /** What cannot be read lies in `problems/` from then on, untouched. */
  setAside(name: string): Promise<void>;
}

export function openIncoming(folder: string, disk: Disk = realDisk): Incoming {
  const incoming = join(folder, "incoming");
  let laid = 0;
  return {
    list: () => listed(incoming),
    read: async (name) => {
      try {
        return await readFile(join(incoming, basename(name)));
      } catch (error) {
        if (codeOf(error) === "ENOENT") return null;
        throw diskError(error, join(incoming, name));
      }
    },
    lay: async (bytes) => {
      await ensureFolder(disk, incoming);
      laid += 1;
      const name = nameFor(bytes, laid);
      await replaceFile(disk, join(incoming, name), bytes);
      return name;
    },
    remove: (name) => rm(join(incoming, basename(name)), { force: true }),
    setAside: async (name) => {
      const aside = join(incoming, "problems");
      await ensureFolder(disk, aside);
      try {
        await rename(join(incoming, basename(name)), join(aside, basename(name)));
      } catch (error) {
        if (codeOf(error) !== "ENOENT") throw diskError(error, join(aside, name));
      }
    },
  };
}

/** Sorts by time, then by order within one process; the hash keeps two processes apart. */
function nameFor(bytes: Uint8Array, laid: number): string {
  const hash = createHash("sha256").update(bytes).update(String(process.pid)).digest("hex").slice(0, 16);
  return `${Date.now()}-${String(laid).padStart(6, "0")}-${hash}.eml`;
}

async function listed(incoming: string): Promise<string[]> {
  try {
    const names = await readdir(incoming);
    return names.filter((name) => name.endsWith(".eml") && !name.startsWith(".")).sort();
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw diskError(error, incoming);
  }
}
