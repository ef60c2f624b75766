/** F1: the disk is full while the daemon runs, on a file system of four megabytes in memory. */
import { closeSync, openSync, rmSync, statSync, truncateSync, writeSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { smallDisk, unmount } from "../store/support.ts";
import { seeded } from "../support/random.ts";
import { finish, firstStart, judge } from "./killing.ts";
import { begin, type Life } from "./life.ts";

const SEED = Number(process.env.SEED ?? 7);
/** One for each dozen kills of a run. */
const ROUNDS = Math.ceil(Number(process.env.KILLS ?? 100) / 12);
const BLOCK = 4096;
const disk = smallDisk(1024 * BLOCK);
const LONG = { timeout: 15 * 60_000 };

describe.skipIf(disk.path === null)(`F1: a full disk ${disk.because}`, () => {
  afterAll(() => unmount(disk.path ?? ""));

  const filler = join(disk.path ?? "", "filler");
  const makeRoom = () => rmSync(filler, { force: true });
  /** Takes all that is left, but for so many bytes. */
  const fill = (left = 0) => {
    const file = openSync(filler, "w");
    try {
      for (;;) writeSync(file, Buffer.alloc(BLOCK));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
    } finally {
      closeSync(file);
    }
    if (left > 0) truncateBy(filler, left);
  };
  const life = async (name: string): Promise<Life> => {
    makeRoom();
    const begun = await begin({ folder: join(disk.path ?? "", name) });
    await firstStart(begun);
    return begun;
  };

  test("nothing leaves while nothing can be written; with room it goes on by itself", LONG, async () => {
    const her = await life("still");
    const daemon = her.start();
    await daemon.says(/^ticked/);
    const before = her.state();
    fill();
    for (let n = 0; n < 3; n++) await her.forwards();
    for (let tries = 0; tries < 4; tries++) await daemon.says(/^up$/);
    expect(daemon.isOver).toBe(false);
    expect(await her.world.acceptedMails()).toEqual([]);
    expect(her.state()).toEqual(before);
    makeRoom();
    await finish(her, daemon);
    await judge(her);
  });

  test(
    "filled to the brim or nearly, and killed there: nothing is lost, nothing leaves twice",
    LONG,
    async () => {
      const her = await life("shaken");
      const random = seeded(SEED);
      for (let round = 0; round < ROUNDS; round++) {
        await her.forwards();
        const daemon = her.start();
        await daemon.hasSaid(1 + Math.floor(random() * 40));
        fill(Math.floor(random() * 8) * BLOCK);
        await her.reads();
        await daemon.hasSaid(daemon.said.length + 10);
        await daemon.end("SIGKILL");
        her.state();
        makeRoom();
      }
      await finish(her);
      await judge(her);
    },
  );
});

function truncateBy(path: string, bytes: number): void {
  truncateSync(path, Math.max(0, statSync(path).size - bytes));
}
