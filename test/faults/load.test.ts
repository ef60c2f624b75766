/** V1 and V2: much mail at once, and mail for a long time over lines and servers that fail: all recorded, in bounded memory. */
import { setTimeout as pause } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { MINUTE_MS, SECOND_MS } from "../../src/time.ts";
import { type Chaos, startChaos } from "../support/chaos.ts";
import { ASSISTANT } from "../support/office.ts";
import type { SinkRule } from "../support/sink.ts";
import { sinkWorld } from "../support/sink-world.ts";
import type { MailWorld } from "../support/world.ts";
import { alongside, finish, firstStart } from "./killing.ts";
import { begin, type Life } from "./life.ts";
import { expectFiled, expectSentOnce } from "./truth.ts";

/** V1: mails waiting at once; `BACKLOG=10000` takes a minute or two. */
const BACKLOG = Number(process.env.BACKLOG ?? 1500);
/** V2: `SOAK_MINUTES=30` is the whole; below five memory is told, not judged. */
const SOAK_MINUTES = Number(process.env.SOAK_MINUTES ?? 0.4);
const JUDGED_FROM_MINUTES = 5;
const MEMORY_MB = 300;
/** Within this a new mail is to be handled, whatever waits. */
const PROMPT_MS = 10 * SECOND_MS;
const LONG = { timeout: 4 * 60 * MINUTE_MS };

const held = async (world: MailWorld, mailbox: string) => (await world.messages(ASSISTANT, mailbox)).length;

test(`V1: ${BACKLOG} mails at once, and a new one not behind them`, LONG, async () => {
  const life = await begin();
  await firstStart(life);
  while (life.chatted < BACKLOG) await life.chats();
  const began = Date.now();
  const daemon = life.start();
  await isHandled(life.world, (handled) => handled > BACKLOG / 10, 5 * MINUTE_MS);
  await life.forwards();
  const came = Date.now();
  const holds = ({ raw }: { raw: Buffer }) => raw.includes("Message-ID: <forward-1@");
  await vi.waitFor(
    async () => expect((await life.world.messages(ASSISTANT, "Handled")).some(holds)).toBe(true),
    { timeout: PROMPT_MS, interval: 50 },
  );
  const promptMs = Date.now() - came;
  const waiting = await held(life.world, "INBOX");
  await isHandled(life.world, (handled) => handled === BACKLOG + 1, 20 * MINUTE_MS);
  const rate = Math.round((BACKLOG * SECOND_MS) / (Date.now() - began));
  const memory = daemon.memory();
  console.log(
    `${BACKLOG} waiting mails: ${rate}/s, start included; a new one handled after ${promptMs} ms while ${waiting} waited; ${memory?.most} MB at most`,
  );
  expect(memory?.most ?? 0).toBeLessThan(MEMORY_MB);
  await daemon.says(/^ticked/);
  expect(await daemon.end("SIGTERM")).toBe(0);
  await expectFiled(life.world, { delivered: BACKLOG + 1 });
  await expectSentOnce(life.world, []);
  expect(Object.keys(life.state().keys)).toHaveLength(BACKLOG + 1);
});

function isHandled(world: MailWorld, isEnough: (handled: number) => boolean, timeout: number): Promise<void> {
  return vi.waitFor(async () => expect(isEnough(await held(world, "Handled"))).toBe(true), {
    timeout,
    interval: 50,
  });
}

/** Lines break every few seconds; in the long form the provider also puts mails off, and once all of them. */
const PUT_OFF: readonly SinkRule[] = [
  { at: "mail", do: "reply", code: 450, text: "4.7.1 slow down", times: 1, when: { nth: 300 } },
  { at: "rcpt", do: "reply", code: 451, text: "4.3.0 try later", when: { probability: 0.02 } },
];

interface Soaking {
  readonly life: Life;
  readonly imap: Chaos;
}

async function soaking(): Promise<Soaking> {
  const chaos: Chaos[] = [];
  const life = await begin({
    start: async (users) => {
      const world = await sinkWorld(users, {
        rules: SOAK_MINUTES < JUDGED_FROM_MINUTES ? [] : PUT_OFF,
      });
      const imap = await startChaos({ to: world.imap });
      chaos.push(imap);
      const stop = async () => void (await Promise.all([imap.close(), world.stop()]));
      return { ...world, imap, stop };
    },
  });
  await firstStart(life);
  const [imap] = chaos;
  if (imap === undefined) throw new Error("no world was begun");
  return { life, imap };
}

test(`V2: ${SOAK_MINUTES} minutes at a mail a second, with cuts and throttling`, LONG, async () => {
  const { life, imap } = await soaking();
  imap.setRules([{ do: "cut", when: { ms: [3000, 20_000] } }]);
  const daemon = life.start({ BACKOFF_MS: "5000" });
  const reading = alongside(life, daemon);
  const samples: number[] = [];
  for (let second = 0; second < SOAK_MINUTES * 60; second++) {
    if (second % 10 === 0) await life.forwards();
    else await life.chats();
    samples.push(daemon.memory()?.now ?? 0);
    await pause(SECOND_MS);
    expect(daemon.isOver).toBe(false);
  }
  imap.setRules([]);
  const [early, late] = [middleOf(samples, 1 / 3), middleOf(samples, 0.9)];
  console.log(
    `${samples.length} mails in ${SOAK_MINUTES} min, ${imap.faults.cut} cuts: ${early} MB after a third, ${late} MB at the end`,
  );
  if (SOAK_MINUTES >= JUDGED_FROM_MINUTES) expect(late).toBeLessThan(early * 1.1);
  await finish(life, daemon, 20 * MINUTE_MS);
  await reading;
  await expectFiled(life.world, { delivered: 2 * life.forwarded + life.chatted });
  await expectSentOnce(life.world, ["ana@example.test"]);
});

/** The median of a tenth of the samples, from there on. */
function middleOf(samples: readonly number[], from: number): number {
  const start = Math.floor(samples.length * from);
  const tenth = samples.slice(start, start + Math.ceil(samples.length / 10)).toSorted((a, b) => a - b);
  return tenth[tenth.length >> 1] ?? 0;
}
