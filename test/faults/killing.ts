/** A life whose daemon is killed at moments of chance, and how it is judged afterwards, from the mailboxes. */
import { setTimeout as pause } from "node:timers/promises";
import { expect, vi } from "vitest";
import { ASSISTANT } from "../support/office.ts";
import { seeded } from "../support/random.ts";
import type { Daemon, Place } from "./daemon.ts";
import { doubles, isComplete, type Life } from "./life.ts";

/** She does not pile up more than this: a backlog is read by other rules. */
const OUTSTANDING = 20;
/** The last run ends with everything done, on a busy machine too. Milliseconds. */
const FINISH_MS = 180_000;
/** What it says while it handles two forwards and their answers. */
const LINES = 120;

/** She reads along while it works: whenever it says something, and until it ends. */
export async function alongside(life: Life, daemon: Daemon): Promise<void> {
  while (!daemon.isOver) {
    await daemon.hasSaid(daemon.said.length + 1);
    await life.reads();
  }
}

/** A clean first start on an empty mailbox: what comes later is new. */
export async function firstStart(life: Life): Promise<void> {
  const daemon = life.start();
  await daemon.says(/^ticked/);
  expect(await daemon.end("SIGTERM")).toBe(0);
}

/** Runs to the end of all work, and leaves. Gives the steps that took. */
export async function finish(life: Life, daemon = life.start(), patienceMs = FINISH_MS): Promise<number> {
  const reading = alongside(life, daemon);
  const isDone = async () =>
    isComplete(await life.reads(), life.forwarded) &&
    Object.values(life.state().outbox).every((mail) => mail.status === "sent" && mail.filed);
  await vi.waitFor(async () => expect(await isDone()).toBe(true), { timeout: patienceMs, interval: 200 });
  await daemon.says(/^ticked/);
  expect(await daemon.end("SIGTERM")).toBe(0);
  await reading;
  return (
    daemon.said
      .flatMap((line) => /^ticked (\d+)/.exec(line)?.slice(1) ?? [])
      .map(Number)
      .at(-1) ?? 0
  );
}

/** Where sent mail is filed: everything has come, once, and nothing was ever unclear. */
export async function judge(life: Life): Promise<void> {
  const tally = await life.reads();
  expect(doubles(tally.proposals, tally.transcripts, tally.forwards)).toEqual([]);
  expect(tally.astray).toEqual([]);
  expect([...tally.doubts]).toEqual([]);
  expect(isComplete(tally, life.forwarded)).toBe(true);
  expect(Object.values(life.state().outbox).filter((mail) => mail.status !== "sent")).toEqual([]);
  expect(await life.world.messages(ASSISTANT)).toHaveLength(0);
  expect(await life.world.messages(ASSISTANT, "Handled")).toHaveLength(2 * life.forwarded + life.chatted);
}

/** Where nothing is filed: she may have been asked once a kill, and no contact is written to twice. Gives how often. */
export async function judgeUnfiled(life: Life, kills: number): Promise<number> {
  const { forwards, doubts, astray } = await life.reads();
  expect(doubles(forwards)).toEqual([]);
  expect(forwards.size).toBe(life.forwarded);
  expect(astray).toEqual([]);
  expect(doubts.size).toBeLessThanOrEqual(kills);
  return doubts.size;
}

/**
 * Ends it at moments of chance, counted in what it has said; tells where it was each time.
 *
 * @param chats letters without a query that come besides, spread over the kills
 */
export async function kill(life: Life, kills: number, seed: number, chats = 0): Promise<readonly Place[]> {
  const random = seeded(seed);
  const places: Place[] = [];
  for (let n = 0; n < kills; n++) {
    for (let more = 0; more < 2; more++) {
      const { forwards } = await life.reads();
      if (life.forwarded - forwards.size < OUTSTANDING) await life.forwards();
    }
    while (life.chatted < (chats * (n + 1)) / kills) await life.chats();
    const daemon = life.start();
    const reading = alongside(life, daemon);
    const isEarly = random() < 0.1;
    // Reading comes first in a run and takes few lines: the square gives it its share.
    if (!isEarly) await daemon.hasSaid(1 + Math.floor(random() ** 2 * LINES));
    await pause(random() * (isEarly ? 600 : 15));
    await daemon.end("SIGKILL");
    await reading;
    places.push(daemon.place());
  }
  return places;
}

/** Where kills fell, as `before its first commit`, `within a commit` and `after a commit`, and by step. */
export function told(places: readonly Place[]): string {
  const count = (of: (place: Place) => string) => {
    const counts = new Map<string, number>();
    for (const place of places) counts.set(of(place), (counts.get(of(place)) ?? 0) + 1);
    return [...counts].toSorted((a, b) => b[1] - a[1]).map(([what, times]) => `${times} ${what}`);
  };
  return `${count(({ around }) => around).join(", ")} (${count(({ step }) => step).join(", ")})`;
}
