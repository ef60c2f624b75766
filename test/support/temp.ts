/** A folder of its own for every test that asks, gone when the test is over. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** Files in memory where the system has such a place: a weak disk's fsync costs more than most tests do. */
export const IN_MEMORY = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

/** @param within where it is made; absent: on the disk. */
export function tempFolder(within = tmpdir()): string {
  const folder = mkdtempSync(join(within, "sendalong-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
