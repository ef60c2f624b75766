/** K1, K2 and K4: the process ends anywhere, and nothing is lost, nothing leaves twice, nothing stays unclear. */
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test, vi } from "vitest";
import { ASSISTANT } from "../support/office.ts";
import { seeded } from "../support/random.ts";
import { type Sink, type SinkRule, sentTwice } from "../support/sink.ts";
import { type SinkWorld, sinkWorld } from "../support/sink-world.ts";
import { sandboxWorld } from "../support/world.ts";
import type { Daemon, Place } from "./daemon.ts";
import { begin, doubles, isComplete, type Life } from "./life.ts";

const KILLS = Number(process.env.KILLS ?? 100);
const SEED = Number(process.env.SEED ?? 7);
/** Of the steps of one mail's way so many, evenly spread from one of chance; default: each. */
const STEPS = Number(process.env.STEPS ?? Number.POSITIVE_INFINITY);
/** She does not pile up more than this: a backlog is read by other rules. */
const OUTSTANDING = 20;
/** The last run ends with everything done, on a busy machine too. Milliseconds. */
const FINISH_MS = 180_000;
/** What it says while it handles two forwards and their answers. */
const LINES = 120;
const LONG = { timeout: 30 * 60_000 };

/** She reads along while it works: whenever it says something, and until it ends. */
async function alongside(life: Life, daemon: Daemon): Promise<void> {
  while (!daemon.isOver) {
    await daemon.hasSaid(daemon.said.length + 1);
    await life.reads();
  }
}

/** A clean first start on an empty mailbox: what comes later is new. */
async function firstStart(life: Life): Promise<void> {
  const daemon = life.start();
  await daemon.says(/^ticked/);
  expect(await daemon.end("SIGTERM")).toBe(0);
}

/** Runs to the end of all work, and leaves. */
async function finish(life: Life): Promise<number> {
  const daemon = life.start();
  const reading = alongside(life, daemon);
  const isDone = async () =>
    isComplete(await life.reads(), life.forwarded) &&
    Object.values(life.state().outbox).every((mail) => mail.status === "sent" && mail.filed);
  await vi.waitFor(async () => expect(await isDone()).toBe(true), { timeout: FINISH_MS, interval: 200 });
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

async function judge(life: Life): Promise<void> {
  const tally = await life.reads();
  expect(doubles(tally.proposals, tally.transcripts, tally.forwards)).toEqual([]);
  expect(tally.astray).toEqual([]);
  expect([...tally.doubts]).toEqual([]);
  expect(isComplete(tally, life.forwarded)).toBe(true);
  expect(Object.values(life.state().outbox).filter((mail) => mail.status !== "sent")).toEqual([]);
  expect(await life.world.messages(ASSISTANT)).toHaveLength(0);
  expect(await life.world.messages(ASSISTANT, "Handled")).toHaveLength(2 * life.forwarded);
}

/** Ends it at moments of chance, counted in what it has said; tells where it was each time. */
async function kill(life: Life, kills: number, seed = SEED): Promise<readonly Place[]> {
  const random = seeded(seed);
  const places: Place[] = [];
  for (let n = 0; n < kills; n++) {
    for (let more = 0; more < 2; more++) {
      const { forwards } = await life.reads();
      if (life.forwarded - forwards.size < OUTSTANDING) await life.forwards();
    }
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
function told(places: readonly Place[]): string {
  const count = (of: (place: Place) => string) => {
    const counts = new Map<string, number>();
    for (const place of places) counts.set(of(place), (counts.get(of(place)) ?? 0) + 1);
    return [...counts].toSorted((a, b) => b[1] - a[1]).map(([what, times]) => `${times} ${what}`);
  };
  return `${count(({ around }) => around).join(", ")} (${count(({ step }) => step).join(", ")})`;
}

test(`K1: ${KILLS} kills at random moments, where sent mail is filed`, LONG, async () => {
  const life = await begin();
  await firstStart(life);
  const places = await kill(life, KILLS);
  await finish(life);
  await judge(life);
  console.log(`${life.forwarded} forwards, ${KILLS} kills: ${told(places)}`);
});

test("K1: where nothing is filed she is asked rather than a contact written to twice", LONG, async () => {
  const life = await begin({ start: sandboxWorld });
  await firstStart(life);
  const kills = Math.ceil(KILLS / 4);
  const places = await kill(life, kills, SEED + 1);
  await finish(life);
  const { forwards, doubts, astray } = await life.reads();
  expect(doubles(forwards)).toEqual([]);
  expect(forwards.size).toBe(life.forwarded);
  expect(astray).toEqual([]);
  expect(doubts.size).toBeLessThanOrEqual(kills);
  console.log(`${life.forwarded} forwards, ${kills} kills, ${doubts.size} doubts: ${told(places)}`);
});

/** Lives led at the same time. */
const AT_ONCE = 2;

test("K2: killed at the steps of one mail's way", LONG, async () => {
  const reference = await begin();
  await reference.forwards();
  const steps = await finish(reference);
  expect(steps).toBeGreaterThan(40);
  const chosen = stepsOf(steps);
  const left = [...chosen];
  const killAtNext = async () => {
    for (let at = left.shift(); at !== undefined; at = left.shift()) {
      const life = await begin();
      await life.forwards();
      const daemon = life.start({ CRASH_AT: String(at) });
      await alongside(life, daemon);
      await finish(life);
      await judge(life);
      await life.world.stop();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, killAtNext));
  console.log(`killed at ${chosen.length} of ${steps} steps: ${chosen.join(" ")}`);
});

function stepsOf(steps: number): readonly number[] {
  const stride = Math.max(1, steps / STEPS);
  const first = Math.floor(seeded(SEED)() * stride);
  return Array.from({ length: Math.min(steps, STEPS) }, (_, n) => 1 + Math.floor(first + n * stride));
}

/** What supervisors grant before they kill (systemd more, Docker just this). Milliseconds. */
const GRACE_MS = 10_000;

/** Asked to stop while the n-th mail is leaving. */
async function stopAt(life: Life, nth: number): Promise<void> {
  for (let n = 0; n < 6; n++) await life.forwards();
  const daemon = life.start();
  const reading = alongside(life, daemon);
  for (let n = 0; n < nth; n++) await daemon.says(/^> handover/);
  const end = daemon.end("SIGTERM").then((code) => `ended with ${code}`);
  expect(await Promise.race([end, pause(GRACE_MS, "still running")])).toBe("ended with 0");
  await reading;
}

describe("K4: asked to stop in the middle of sending", () => {
  test("it lets the mail in hand leave and no other", LONG, async () => {
    let world: SinkWorld | null = null;
    const rules: SinkRule[] = [{ at: "end", do: "delay", ms: 1500 }];
    const life = await begin({ start: async (users) => (world = await sinkWorld(users, { rules })) });
    await stopAt(life, 2);
    expect(Object.values(life.state().outbox).filter((mail) => mail.status === "unsure")).toEqual([]);
    sinkOf(world).setRules([]);
    await finish(life);
    await judge(life);
  });

  test("a server that took it and never says so does not hold it up", LONG, async () => {
    let world: SinkWorld | null = null;
    const rules: SinkRule[] = [{ at: "end", do: "stall", accept: true, times: 1 }];
    const life = await begin({ start: async (users) => (world = await sinkWorld(users, { rules })) });
    await stopAt(life, 1);
    await finish(life);
    await judge(life);
    expect(sentTwice(sinkOf(world).accepted)).toEqual([]);
  });
});

function sinkOf(world: SinkWorld | null): Sink {
  if (world === null) throw new Error("no world was begun");
  return world.sink;
}
