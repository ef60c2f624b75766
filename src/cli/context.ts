/** What every command is given, and what most of them open. */
import { existsSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Loaded, loadConfig, loadSecret, type Where, whereabouts } from "../config.ts";
import { Misconfigured } from "../errors.ts";
import { type Level, type Log, openLog } from "../log.ts";
import type { RoomsOptions } from "../rooms.ts";

export interface Globals {
  readonly data?: string;
  readonly config?: string;
  readonly now?: string;
  readonly log?: "text" | "json";
  readonly logLevel: Level;
}

export interface Context {
  readonly where: Where;
  readonly loaded: Loaded;
  readonly now: () => Date;
  readonly log: Log;
}

/** @throws Misconfigured */
export function openContext(globals: Globals): Context {
  const where = whereabouts(globals);
  const loaded = loadConfig(where, globals);
  const now = clockFrom(globals.now);
  const format = loaded.config.log;
  return {
    where,
    loaded,
    now,
    log: openLog({ level: globals.logLevel, format, write: (line) => console.error(line), now }),
  };
}

/** The system's clock, or one that starts at the given instant and goes on from there. */
export function clockFrom(instant: string | undefined): () => Date {
  if (instant === undefined) return () => new Date();
  const start = new Date(instant).getTime();
  if (Number.isNaN(start))
    throw new Misconfigured(`--now ${instant} is no instant: write it like 2026-11-22T09:00:00Z.`);
  const offset = start - Date.now();
  return () => new Date(Date.now() + offset);
}

/** @throws Misconfigured when a password is missing. */
export function roomsOptions({ where, loaded, now, log }: Context): RoomsOptions {
  const { config } = loaded;
  const secrets = { imap: loadSecret("imap", config), smtp: loadSecret("smtp", config) };
  return { config, folder: where.folder, now, log, secrets };
}

/**
 * Local proof of life: when the last tick ended is the lock's time of change, and that of `.started`, which outlives
 * the process.
 */
export function beatOf({ where, now }: Context): () => void {
  return () => {
    const at = now();
    for (const path of [lockOf(where.folder), startedOf(where.folder)])
      if (existsSync(path)) utimesSync(path, at, at);
  };
}

/** When any process last ended a tick here; null: none ever did. */
export function lastLook(folder: string): Date | null {
  return statSync(startedOf(folder), { throwIfNoEntry: false })?.mtime ?? null;
}

/** Null when no process ever held the folder. */
export function lastTick(folder: string): Date | null {
  return statSync(lockOf(folder), { throwIfNoEntry: false })?.mtime ?? null;
}

function startedOf(folder: string): string {
  return join(folder, ".started");
}

function lockOf(folder: string): string {
  return join(folder, ".lock");
}

/** @throws Misconfigured naming the file and why. */
export function readText(file: string): string {
  return readBytes(file).toString("utf8");
}

export function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Misconfigured(`${file} cannot be read: ${whyNot(error)}.`, { cause: error });
  }
}

/** For her eyes only. @throws Misconfigured naming the file and why. */
export function writeText(file: string, text: string): void {
  try {
    writeFileSync(file, text, { mode: 0o600 });
  } catch (error) {
    throw new Misconfigured(`${file} cannot be written: ${whyNot(error)}.`, { cause: error });
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  EISDIR: "it is a folder",
  ENOTDIR: "its folder is a file",
  EACCES: "you may not",
  EPERM: "you may not",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
};

/** What the system said of a file, in words. */
export function whyNot(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return REASONS[code ?? ""] ?? message;
}

/** Some input was unusable; the rest is done all the same (exit 1). */
export function complain(line: string): void {
  console.error(line);
  process.exitCode = 1;
}

/** `1 query`, `3 queries`. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** One JSON object a line. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
