/** `archive/2026-11.json`: what is closed, a month a file, so that the state stays small. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Misconfigured } from "../errors.ts";
import { codeOf, type Disk, diskError, ensureFolder, replaceFile } from "./disk.ts";
import { parseJson } from "./json.ts";

const VERSION = 1;
const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;

export interface Archived {
  /** Laying the same id down twice leaves one record, the later one. */
  readonly id: string;
  /** `2026-11` */
  readonly month: string;
  readonly record: unknown;
}

export async function layDown(disk: Disk, folder: string, archived: readonly Archived[]): Promise<void> {
  if (archived.length === 0) return;
  await ensureFolder(disk, folder);
  for (const month of new Set(archived.map((entry) => entry.month))) {
    const records = new Map(await readMonth(folder, month));
    for (const entry of archived) if (entry.month === month) records.set(entry.id, entry.record);
    await rewriteMonth(disk, folder, month, Object.fromEntries(records));
  }
}

/** The month has these records and no other. */
export async function rewriteMonth(
  disk: Disk,
  folder: string,
  month: string,
  records: Readonly<Record<string, unknown>>,
): Promise<void> {
  const file = { version: VERSION, records };
  await replaceFile(disk, pathOf(folder, month), Buffer.from(JSON.stringify(file, null, 1)));
}

/** Records by id; empty for a month without any. */
export async function readMonth(folder: string, month: string): Promise<ReadonlyMap<string, unknown>> {
  const path = pathOf(folder, month);
  try {
    return recordsOf(parseJson(await readFile(path, "utf8"), path), path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return new Map();
    throw diskError(error, path);
  }
}

/** Months that have a file, oldest first. */
export async function listMonths(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return [];
    throw error;
  });
  return names
    .map((name) => name.replace(/\.json$/, ""))
    .filter((name) => MONTH.test(name))
    .sort();
}

function pathOf(folder: string, month: string): string {
  if (!MONTH.test(month)) throw new Error(`no month: ${month}`);
  return join(folder, `${month}.json`);
}

function recordsOf(value: unknown, path: string): ReadonlyMap<string, unknown> {
  const { version, records } = (value ?? {}) as { version?: unknown; records?: unknown };
  if (version !== VERSION || typeof records !== "object" || records === null)
    throw new Misconfigured(`${path} is no archive of version ${VERSION}: move it elsewhere`);
  return new Map(Object.entries(records));
}
