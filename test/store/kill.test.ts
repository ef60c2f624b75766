/** Kills without warning, at random moments, of a process that does nothing but commit (fault plan K1, K3). */
import { once } from "node:events";
import { watch } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openJournal } from "../../src/store/journal.ts";
import { openStore } from "../../src/store/store.ts";
import { startCommitter, tallyIn, temporaryFolder } from "./support.ts";

const KILLS = 5;

test.each([
  ["small", 0],
  ["of 1 MB", 1_000_000],
])(
  "a state that is %s is whole after every kill, the last acknowledged commit in it",
  async (_case, filler) => {
    const folder = temporaryFolder();
    for (let run = 1; run <= KILLS; run += 1) {
      const acknowledged = await runAndKill(folder, filler, 1 + ((run * 7) % 11));
      const store = await openStore(tallyIn(folder));
      const { count } = store.state;
      expect(count).toBeGreaterThanOrEqual(acknowledged);
      expect(await store.readMail(`m${count}`)).toEqual(Buffer.from(`mail ${count}`));
      expect(store.journal.stateOf(`m${acknowledged}`)).toBe("handed-over");
      expect(store.journal.tries(`mail ${acknowledged}`)).toBeGreaterThanOrEqual(1);
      expect((await store.readArchive("2026-11")).size).toBeGreaterThanOrEqual(Math.floor(acknowledged / 5));
      await store.close();
    }
    expect(openJournal(join(folder, "sending.log")).sends().length).toBeGreaterThanOrEqual(KILLS);
  },
);

/**
 * Kills at the `after`-th thing that happens in the folder once something was acknowledged: that falls into every
 * part of a commit. The last number that was acknowledged.
 */
async function runAndKill(folder: string, filler: number, after: number): Promise<number> {
  const child = startCommitter(folder, filler);
  let printed = "";
  let happened = 0;
  const watcher = watch(folder, () => {
    if (printed.includes("\n")) happened += 1;
    if (happened >= after) child.kill("SIGKILL");
  });
  child.stdout?.on("data", (part: Buffer) => {
    printed += part.toString();
  });
  let complaint = "";
  child.stderr?.on("data", (part: Buffer) => {
    complaint += part.toString();
  });
  await once(child, "close");
  watcher.close();
  expect(complaint).toBe("");
  return Number(printed.trimEnd().split("\n").at(-1));
}
