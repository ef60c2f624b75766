/**
 * `sending.log`: what must be on the disk before the next step may happen, one JSON line an entry.
 *
 * Tries of a mail stand here before it is parsed, so that a poison mail is not parsed for ever; a send stands
 * here before its body leaves, so that a kill cannot make it leave twice (DESIGN 3.1, 3.3). Everything is
 * synchronous: a handover is written inside nodemailer's own logger, where nothing can be awaited.
 */
import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { codeOf, diskError, FILE_MODE, replaceFileSync, syncFolderSync, writeWholeSync } from "./disk.ts";

export type Settlement = "sent" | "refused" | "not-sent";

/** One mail that reached the server's `354`. */
export interface Send {
  readonly id: string;
  /** What the mail is for, `digest:2026-11-22`: the same over all tries and ids. */
  readonly key: string;
  /** `handed-over`: nobody knows yet whether it left. */
  readonly state: "handed-over" | Settlement;
  /** Of the last line about it. */
  readonly at: Date;
}

export interface Journal {
  /** How often handling this mail has begun. */
  tries(mailKey: string): number;
  /**
   * One line for all of them. Before parsing, never after.
   *
   * @param isUrgent false: it outlives the process, but perhaps not the machine. Default true.
   */
  noteTries(mailKeys: readonly string[], isUrgent?: boolean): void;
  /** They stood the test, or were not to blame for what ended it. Not on the platter when it returns: lost, it is one try more. */
  takeBackTries(mailKeys: readonly string[]): void;
  /** At the `354`, before the body leaves. When it throws the body must not leave. */
  handover(id: string, key: string): void;
  settled(id: string, outcome: Settlement): void;
  /** `none`: never handed over, surely unsent. */
  stateOf(id: string): "none" | Send["state"];
  sends(): readonly Send[];
  /** Drops tries and settled sends whose last line is older. What is handed over stays until it is settled. */
  compact(before: Date): void;
  /** Writes every key anew: what it was for may have to be forgotten. */
  reword(word: (key: string) => string): void;
  close(): void;
}

interface Line {
  readonly at: string;
  readonly tries?: readonly string[];
  readonly untried?: readonly string[];
  readonly handover?: string;
  readonly key?: string;
  readonly settled?: string;
  readonly outcome?: Settlement;
}

interface Try {
  readonly count: number;
  readonly at: Date;
}

/** The file is made with the first line. `now` gives the instants that `compact` goes by. */
export function openJournal(path: string, now: () => Date = () => new Date()): Journal {
  const { tries, sends } = read(path);
  const file = new LogFile(path);
  const rewrite = (): void => {
    file.close();
    replaceFileSync(path, Buffer.from(written(tries, sends)));
  };
  const note = (line: Omit<Line, "at">, isUrgent = true): void => {
    const stamped = { at: now().toISOString(), ...line };
    file.append(`${JSON.stringify(stamped)}\n`, isUrgent);
    take(stamped, tries, sends);
  };
  return {
    tries: (mailKey) => tries.get(mailKey)?.count ?? 0,
    noteTries: (mailKeys, isUrgent = true) => {
      if (mailKeys.length > 0) note({ tries: mailKeys }, isUrgent);
    },
    takeBackTries: (mailKeys) => {
      if (mailKeys.length > 0) note({ untried: mailKeys }, false);
    },
    handover: (id, key) => note({ handover: id, key }),
    settled: (id, outcome) => note({ settled: id, outcome }),
    stateOf: (id) => sends.get(id)?.state ?? "none",
    sends: () => [...sends.values()],
    compact: (before) => {
      dropOlder(before, tries, sends);
      rewrite();
    },
    reword: (word) => {
      for (const [id, send] of sends) sends.set(id, { ...send, key: word(send.key) });
      rewrite();
    },
    close: () => file.close(),
  };
}

function read(path: string): { tries: Map<string, Try>; sends: Map<string, Send> } {
  const tries = new Map<string, Try>();
  const sends = new Map<string, Send>();
  for (const text of readText(path).split("\n")) {
    const line = parsed(text);
    if (line !== null) take(line, tries, sends);
  }
  return { tries, sends };
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return "";
    throw diskError(error, path);
  }
}

/** Null for a line that a kill cut off: its fsync never returned, so nothing was done upon it. */
function parsed(text: string): Line | null {
  try {
    const line: unknown = JSON.parse(text);
    return typeof line === "object" && line !== null && "at" in line ? (line as Line) : null;
  } catch {
    return null;
  }
}

function take(line: Line, tries: Map<string, Try>, sends: Map<string, Send>): void {
  const at = new Date(line.at);
  for (const key of line.tries ?? []) tries.set(key, { count: (tries.get(key)?.count ?? 0) + 1, at });
  for (const key of line.untried ?? [])
    tries.set(key, { count: Math.max(0, (tries.get(key)?.count ?? 0) - 1), at });
  if (line.handover !== undefined)
    sends.set(line.handover, { id: line.handover, key: line.key ?? "", state: "handed-over", at });
  if (line.settled !== undefined && line.outcome !== undefined) {
    const key = sends.get(line.settled)?.key ?? "";
    sends.set(line.settled, { id: line.settled, key, state: line.outcome, at });
  }
}

function dropOlder(before: Date, tries: Map<string, Try>, sends: Map<string, Send>): void {
  for (const [key, each] of tries) if (each.at < before) tries.delete(key);
  for (const [id, each] of sends) if (each.state !== "handed-over" && each.at < before) sends.delete(id);
}

function written(tries: ReadonlyMap<string, Try>, sends: ReadonlyMap<string, Send>): string {
  const lines: Line[] = [];
  for (const [key, { count, at }] of tries)
    lines.push({ at: at.toISOString(), tries: Array.from({ length: count }, () => key) });
  for (const { id, key, state, at } of sends.values()) {
    lines.push({ at: at.toISOString(), handover: id, key });
    if (state !== "handed-over") lines.push({ at: at.toISOString(), settled: id, outcome: state });
  }
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** A file that only grows, and that after a failed append stands as before it. */
class LogFile {
  readonly #path: string;
  #file: number | null = null;

  constructor(path: string) {
    this.#path = path;
  }

  /** @param isUrgent whether it must be on the platter before anything else happens. */
  append(line: string, isUrgent: boolean): void {
    try {
      this.#file ??= this.#open();
      const size = fstatSync(this.#file).size;
      try {
        writeWholeSync(this.#file, Buffer.from(line));
        if (isUrgent) fsyncSync(this.#file);
      } catch (error) {
        ftruncateSync(this.#file, size);
        throw error;
      }
    } catch (error) {
      // Opened anew, the end of the file is looked at again.
      this.close();
      throw diskError(error, this.#path);
    }
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }

  /** A line that a kill tore is ended first, or the next one would be lost with it. */
  #open(): number {
    const isTorn = !/(^|\n)$/.test(readText(this.#path).slice(-1));
    const file = openSync(this.#path, "a", FILE_MODE);
    if (isTorn) writeWholeSync(file, Buffer.from("\n"));
    syncFolderSync(dirname(this.#path));
    return file;
  }
}
