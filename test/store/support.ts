/** A small State, folders that go away again, and a child process that can be killed while it commits. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { type Disk, realDisk } from "../../src/store/disk.ts";
import { openStore, type Store, type StoreOptions } from "../../src/store/store.ts";

export interface Tally {
  readonly version: number;
  readonly storeId: string;
  readonly count: number;
  readonly filler?: string;
}

export function tallyIn(folder: string, more: Partial<StoreOptions<Tally>> = {}): StoreOptions<Tally> {
  return {
    folder,
    version: 2,
    empty: (storeId) => ({ version: 2, storeId, count: 0 }),
    check: (value) => {
      const { count, storeId, ...rest } = value as Tally;
      if (typeof count !== "number") throw new Error("count is no number");
      return { ...rest, version: 2, storeId, count };
    },
    ...more,
  };
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "store-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Closed when the test ends, if not before. */
export async function opened(folder: string, more: Partial<StoreOptions<Tally>> = {}): Promise<Store<Tally>> {
  const store = await openStore(tallyIn(folder, more));
  onTestFinished(() => store.close());
  return store;
}

/** A folder that holds one commit, closed again. */
export async function folderWithOneCommit(): Promise<string> {
  const folder = temporaryFolder();
  const store = await openStore(tallyIn(folder));
  await store.commit({ ...store.state, count: 1 });
  await store.close();
  return folder;
}

/** A disk whose n-th step, counted from 1, fails with `code`; a failing write leaves half the file. */
export function failingAt(n: number, code: string): Disk & { steps: () => number } {
  let steps = 0;
  const strike = async (half: () => Promise<void>): Promise<void> => {
    steps += 1;
    if (steps !== n) return;
    await half();
    throw Object.assign(new Error(code), { code });
  };
  return {
    steps: () => steps,
    writeSynced: async (path, bytes) => {
      await strike(() => realDisk.writeSynced(path, bytes.subarray(0, bytes.length >> 1)));
      await realDisk.writeSynced(path, bytes);
    },
    rename: async (from, to) => {
      await strike(async () => undefined);
      await realDisk.rename(from, to);
    },
    syncFolder: async (folder) => {
      await strike(async () => undefined);
      await realDisk.syncFolder(folder);
    },
  };
}

/** Runs `committer.mjs` on the built program: it prints a number after each commit that was acknowledged. */
export function startCommitter(folder: string, fillerBytes: number): ChildProcess {
  const script = fileURLToPath(new URL("committer.mjs", import.meta.url));
  return spawn(process.execPath, [script, folder, String(fillerBytes)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
}

export async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, "close");
  child.kill("SIGKILL");
  await closed;
}

/** A file system of this size in memory; null with the reason when we may not mount one. */
export function smallDisk(bytes: number): { readonly path: string | null; readonly because: string } {
  const path = mkdtempSync(join(tmpdir(), "small-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${bytes}`, "tmpfs", path], { stdio: "pipe" });
  } catch (error) {
    rmSync(path, { recursive: true, force: true });
    return { path: null, because: `no small disk: ${error instanceof Error ? error.message : error}` };
  }
  return { path, because: "" };
}

export function unmount(path: string): void {
  execFileSync("umount", [path], { stdio: "pipe" });
  rmSync(path, { recursive: true, force: true });
}
