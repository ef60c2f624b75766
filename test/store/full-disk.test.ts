/** On a disk of one megabyte in memory: there a write that does not fit is cut short before it fails (F1). */
import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { ServiceUnavailable } from "../../src/errors.ts";
import { openStore, readState, type Store } from "../../src/store/store.ts";
import { smallDisk, type Tally, tallyIn, unmount } from "./support.ts";

const disk = smallDisk(1024 * 1024);
const folder = join(disk.path ?? "", "hers");
const filler = join(disk.path ?? "", "filler");

describe.skipIf(disk.path === null)(`on a full disk ${disk.because}`, () => {
  afterAll(() => unmount(disk.path ?? ""));
  beforeEach(() => {
    rmSync(folder, { recursive: true, force: true });
    rmSync(filler, { force: true });
  });

  test("a commit fails as a passing trouble, the state before stands, and it goes on when room is back", async () => {
    const store = await begun();
    fill();
    const commit = store.commit({ ...store.state, count: 2, filler: "x".repeat(20_000) });
    await expect(commit).rejects.toThrow(ServiceUnavailable);
    await expect(store.commit({ ...store.state, count: 2 })).rejects.toThrow(/disk full: .*state\.json/);
    expect(store.state.count).toBe(1);
    expect((await readState(tallyIn(folder)))?.count).toBe(1);
    expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);

    rmSync(filler);
    await store.commit({ ...store.state, count: 3 });
    await store.close();
    expect((await readState(tallyIn(folder)))?.count).toBe(3);
  });

  test("a mail that does not fit leaves no commit and no half mail", async () => {
    const store = await begun();
    fill(60_000);
    const bytes = Buffer.alloc(100_000, "x");
    await expect(store.commit({ ...store.state, count: 2 }, [{ id: "m2", bytes }])).rejects.toThrow(
      /disk full: .*m2/,
    );
    expect(await store.readMail("m2")).toBeNull();
    expect(store.state.count).toBe(1);
    await store.close();
  });

  test("a handover that cannot be written throws and leaves the journal whole", async () => {
    const store = await begun();
    store.journal.handover("m1", "k1");
    fill();
    const id = "m".repeat(100);
    const note = (): void => {
      for (let n = 0; n < 200; n += 1) store.journal.handover(`${id}${n}`, "k");
    };
    expect(note).toThrow(ServiceUnavailable);
    const known = store.journal.sends().length;
    rmSync(filler);
    store.journal.handover("m2", "k2");
    await store.close();
    const again = await openStore(tallyIn(folder));
    expect(again.journal.stateOf("m2")).toBe("handed-over");
    expect(again.journal.sends()).toHaveLength(known + 1);
    await again.close();
  });

  test("a full disk at any size of what is left never harms the state", async () => {
    for (let left = 0; left < 40_000; left += 3_333) {
      const store = await begun();
      fill(left);
      const text = "y".repeat(8_000);
      const outcome = await store
        .commit({ ...store.state, count: 2, filler: text }, [{ id: "m2", bytes: Buffer.from(text) }])
        .then(
          () => 2,
          () => 1,
        );
      expect((await readState(tallyIn(folder)))?.count).toBe(outcome);
      await store.close();
      rmSync(folder, { recursive: true });
      rmSync(filler, { force: true });
    }
  });
});

async function begun(): Promise<Store<Tally>> {
  const store = await openStore(tallyIn(folder));
  await store.commit({ ...store.state, count: 1 });
  return store;
}

/** Takes what is left of the disk, but for so many bytes. */
function fill(left = 0): void {
  if (existsSync(filler)) rmSync(filler);
  for (let bytes = 1024 * 1024; bytes >= 4096; bytes -= 4096) {
    try {
      writeFileSync(filler, Buffer.alloc(bytes));
      if (left > 0) writeFileSync(filler, Buffer.alloc(Math.max(0, bytes - left)));
      return;
    } catch {
      rmSync(filler, { force: true });
    }
  }
}
