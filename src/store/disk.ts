/**
 * Writing so that a kill, a power cut or a full disk leaves either the old file or the new one, never half.
 *
 * lowdb's own adapters and the usual atomic writers do not fsync, and some rename a truncated file over the
 * good one when the disk is full; hence this one (DESIGN 3.6).
 */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { DiskUnavailable, Misconfigured } from "../errors.ts";

/** Only the owner of the process reads her mail. */
export const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/** What goes away again when somebody makes room or plugs the disk back in. */
const PASSING = new Map([
  ["ENOSPC", "disk full"],
  ["EDQUOT", "disk full (quota)"],
  ["EIO", "disk error"],
  ["EMFILE", "too many open files"],
  ["ENFILE", "too many open files"],
]);
/** What stays until somebody changes rights, mounts or paths. */
const FORBIDDEN = new Set(["EACCES", "EPERM", "EROFS", "ENOTDIR", "EISDIR", "EEXIST"]);

/** The steps of a safe write; tests put one in that fails at the n-th. */
export interface Disk {
  /** The whole file with these bytes, on the platter before it resolves. */
  writeSynced(path: string, bytes: Uint8Array): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Makes renames and new names in this folder last. */
  syncFolder(folder: string): Promise<void>;
}

export const realDisk: Disk = { writeSynced, rename, syncFolder };

/**
 * Puts `bytes` in place of the file: temporary file beside it, size checked, fsync, rename, fsync of the folder.
 *
 * @throws ServiceUnavailable when the disk is full or failing, Misconfigured when we may not write; the old
 *   file then stands as before.
 */
export async function replaceFile(disk: Disk, path: string, bytes: Uint8Array): Promise<void> {
  await replaceFiles(disk, dirname(path), [{ name: basename(path), bytes }]);
}

/** Several of one folder, one after the other; those before a failure are in place. */
export async function replaceFiles(
  disk: Disk,
  folder: string,
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
): Promise<void> {
  let path = folder;
  try {
    for (const { name, bytes } of files) {
      path = join(folder, name);
      await disk.writeSynced(besides(path), bytes);
      await disk.rename(besides(path), path);
    }
    await disk.syncFolder(folder);
  } catch (error) {
    // What was half written takes the room that others may need.
    await rm(besides(path), { force: true }).catch(() => undefined);
    throw diskError(error, path);
  }
}

/** The same without awaiting anything, for a file that others may append to meanwhile. */
export function replaceFileSync(path: string, bytes: Uint8Array): void {
  const beside = besides(path);
  try {
    const file = openSync(beside, "w", FILE_MODE);
    try {
      writeWholeSync(file, bytes);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, path);
    syncFolderSync(dirname(path));
  } catch (error) {
    rmSync(beside, { force: true });
    throw diskError(error, path);
  }
}

function besides(path: string): string {
  return join(dirname(path), `.${basename(path)}.tmp`);
}

/** One write may take only a part, as it does on a disk that is nearly full. */
export function writeWholeSync(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
}

export function syncFolderSync(folder: string): void {
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** A folder of ours, made when it is not there yet. */
export async function ensureFolder(disk: Disk, folder: string): Promise<void> {
  try {
    const made = await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
    if (made !== undefined) await disk.syncFolder(dirname(made));
  } catch (error) {
    throw diskError(error, folder);
  }
}

/** Says who must act on a failed write; what is none of these comes back as it was. */
export function diskError(error: unknown, path: string): unknown {
  const code = codeOf(error);
  const passing = PASSING.get(code);
  if (passing !== undefined)
    return new DiskUnavailable(`${passing}: ${path} could not be written (${code})`, { cause: error });
  if (FORBIDDEN.has(code))
    return new Misconfigured(`${path} cannot be used (${code}): it and its folder must be ours to write`, {
      cause: error,
    });
  return error;
}

/** `ENOENT` and kin; empty for what is no system error. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, "w", FILE_MODE);
  try {
    await file.writeFile(bytes);
    await file.sync();
    const { size } = await file.stat();
    if (size !== bytes.length)
      throw Object.assign(new Error(`${size} of ${bytes.length} bytes written`), { code: "ENOSPC" });
  } finally {
    await file.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
