/** One process a folder: `.lock` names the process that holds it. */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Misconfigured } from "../errors.ts";
import { codeOf, diskError, FILE_MODE } from "./disk.ts";

/** Two starts that both find a dead lock meet at most a few times. */
const ATTEMPTS = 5;

export interface Lock {
  release(): void;
}

/**
 * Takes the folder's lock; one left by a process that is gone is taken over.
 *
 * @throws Misconfigured naming the process that holds it.
 */
export function takeLock(folder: string): Lock {
  const path = join(folder, ".lock");
  const mine = `${process.pid} ${bornAt(process.pid) ?? "?"}\n`;
  const draft = `${path}.${process.pid}`;
  try {
    writeFileSync(draft, mine, { mode: FILE_MODE });
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (linked(draft, path)) return { release: () => release(path, mine) };
      setAside(path, readOrEmpty(path), folder);
    }
    throw new Misconfigured(`${path} is taken again and again: is a second Sendalong starting on ${folder}?`);
  } catch (error) {
    throw diskError(error, path);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** A link appears whole or not at all, so that nobody ever reads an empty lock. */
function linked(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/**
 * Moves a dead process's lock away. Moving, not deleting: of two that both found it dead only one moves it, and
 * the other sees that what it moved is a living one's and puts it back.
 */
function setAside(path: string, found: string, folder: string): void {
  refuseIfAlive(found, folder);
  const aside = `${path}.${process.pid}.dead`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return;
    throw error;
  }
  const moved = readOrEmpty(aside);
  if (moved !== found) linked(aside, path);
  rmSync(aside, { force: true });
  if (moved !== found) refuseIfAlive(moved, folder);
}

/** The living process that holds the folder; null when none does. Takes nothing. */
export function heldBy(folder: string): number | null {
  return livingHolder(readOrEmpty(join(folder, ".lock")));
}

function refuseIfAlive(lock: string, folder: string): void {
  const holder = livingHolder(lock);
  if (holder === null) return;
  throw new Misconfigured(`another Sendalong (process ${holder}) is running on ${folder}: stop it first`);
}

function livingHolder(lock: string): number | null {
  const [pid, born] = lock.trim().split(" ");
  const holder = Number(pid);
  if (!Number.isInteger(holder) || holder <= 0 || !isAlive(holder)) return null;
  // A number may have gone to another process since (in a container it does at each start).
  const bornNow = bornAt(holder);
  return bornNow !== null && born !== "?" && born !== bornNow ? null : holder;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/** When a process began, in the kernel's ticks since boot (proc(5), stat field 22); null where there is no /proc. */
function bornAt(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The program's name, field 2, may hold blanks and brackets.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}

function release(path: string, mine: string): void {
  if (readOrEmpty(path) === mine) rmSync(path, { force: true });
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
