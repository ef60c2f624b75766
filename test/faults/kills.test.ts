/** K1, K2 and K4: the process ends anywhere, and nothing is lost, nothing leaves twice, nothing stays unclear. */
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { seeded } from "../support/random.ts";
import { type Sink, type SinkRule, sentTwice } from "../support/sink.ts";
import { type SinkWorld, sinkWorld } from "../support/sink-world.ts";
import { sandboxWorld } from "../support/world.ts";
import { alongside, finish, firstStart, judge, judgeUnfiled, kill, told } from "./killing.ts";
import { begin, type Life } from "./life.ts";

const KILLS = Number(process.env.KILLS ?? 100);
/** Letters without a query that come besides: `KILLS=300 CHATS=1000` is the whole, about 2,000 mails. */
const CHATS = Number(process.env.CHATS ?? KILLS);
const SEED = Number(process.env.SEED ?? 7);
/** Of the steps of one mail's way so many, evenly spread from one of chance; default: each. */
const STEPS = Number(process.env.STEPS ?? Number.POSITIVE_INFINITY);
const LONG = { timeout: 30 * 60_000 };

test(`K1: ${KILLS} kills at random moments, where sent mail is filed`, LONG, async () => {
  const life = await begin();
  await firstStart(life);
  const places = await kill(life, KILLS, SEED, CHATS);
  await finish(life);
  await judge(life);
  const mails = 2 * life.forwarded + life.chatted;
  console.log(`${mails} mails, ${life.forwarded} forwards, ${KILLS} kills: ${told(places)}`);
});

test("K1: where nothing is filed she is asked rather than a contact written to twice", LONG, async () => {
  const life = await begin({ start: sandboxWorld });
  await firstStart(life);
  const kills = Math.ceil(KILLS / 4);
  const places = await kill(life, kills, SEED + 1);
  await finish(life);
  const doubts = await judgeUnfiled(life, kills);
  console.log(`${life.forwarded} forwards, ${kills} kills, ${doubts} doubts: ${told(places)}`);
});

test("K1: cut off at its commit again and again, a mail is no poison", LONG, async () => {
  const life = await begin();
  await firstStart(life);
  await life.forwards();
  const crash = async (at: number) => {
    const daemon = life.start({ CRASH_AT: String(at) });
    await daemon.ended;
    return daemon.said.at(-1);
  };
  let at = 1;
  while ((await crash(at)) !== "> commit") at++;
  for (let more = 0; more < 3; more++) expect(await crash(at)).toBe("> commit");
  await finish(life);
  await judge(life);
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
