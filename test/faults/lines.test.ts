/** N2, N3, N5 and N6: lines that stall, drag, break again and again or go deaf under the daemon as it really runs. */
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test, vi } from "vitest";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import { type Chaos, type ChaosRule, startChaos } from "../support/chaos.ts";
import { plainMail } from "../support/editions.ts";
import { ASSISTANT } from "../support/office.ts";
import { worldOf } from "../support/world.ts";
import { alongside, finish, firstStart, judge } from "./killing.ts";
import { begin, isComplete, type Life } from "./life.ts";

/** N5: each line, to the mailbox and to the way out, is cut within this time; `CUTS=200 CUT_MS=1000 EVERY_MS=400` takes two minutes. */
const CUTS = Number(process.env.CUTS ?? 8);
const CUT_MS = Number(process.env.CUT_MS ?? 3000);
/** Between two forwards of hers, each of which brings one to a contact. */
const EVERY_MS = Number(process.env.EVERY_MS ?? 1200);
/** N3: `LINE_BYTES=20000` takes five minutes. */
const LINE_BYTES = Number(process.env.LINE_BYTES ?? 500_000);
const IMPATIENT = { IMPATIENT_MS: "2000" };
/** Still less than a large mail takes. */
const PATIENT = { IMPATIENT_MS: "8000" };
const LONG = { timeout: 20 * 60_000 };
/** Unread work never becomes a backlog, which is read by other rules. */
const OUTSTANDING = 20;

interface Wired {
  readonly life: Life;
  readonly sandbox: Sandbox;
  readonly imap: Chaos;
  readonly smtp: Chaos;
}

/** A life whose lines to the mailbox and to the way out go through proxies, after a clean first start. */
async function wired(): Promise<Wired> {
  let parts: Omit<Wired, "life"> | null = null;
  const life = await begin({
    start: async (users) => {
      const sandbox = await startSandbox({ users, filesSent: true });
      const imap = await startChaos({ to: sandbox.imap });
      const smtp = await startChaos({ to: sandbox.smtp });
      parts = { sandbox, imap, smtp };
      const stop = async () => void (await Promise.all([imap.close(), smtp.close(), sandbox.close()]));
      return { ...worldOf(sandbox, users), imap, smtp, stop };
    },
  });
  await firstStart(life);
  if (parts === null) throw new Error("no world was begun");
  return { ...(parts as Omit<Wired, "life">), life };
}

async function handled(life: Life): Promise<void> {
  const isDone = async () => isComplete(await life.reads(), life.forwarded);
  await vi.waitFor(async () => expect(await isDone()).toBe(true), { timeout: 60_000, interval: 100 });
}

const STALLS: readonly ChaosRule[] = [
  { do: "stall", when: { bytes: 0 } },
  { do: "stall", when: { match: /ready\r\n/ } },
  { do: "stall", when: { match: /\* SEARCH \d/ } },
  { do: "stall", when: { match: /Forwarded message/ } },
  { do: "stall", way: "up", when: { match: /UID MOVE/ } },
  { do: "stall", when: { match: /\+ (?:idling|go|OK)/i } },
];

test(
  "N2: a line that falls silent, wherever, is noticed, and a forward is handled once on the next",
  LONG,
  async () => {
    const { life, imap } = await wired();
    const daemon = life.start(IMPATIENT);
    const reading = alongside(life, daemon);
    for (const [n, rule] of STALLS.entries()) {
      await daemon.says(/^ticked/);
      imap.setRules([{ ...rule, times: 1 }]);
      imap.cutAll();
      await life.forwards();
      await handled(life);
      expect(imap.faults.stall).toBe(n + 1);
    }
    await finish(life, daemon);
    await reading;
    await judge(life);
  },
);

describe("N3: a line that is only slow is no dead line", () => {
  test.each<[string, ChaosRule]>([
    [`${LINE_BYTES} bytes a second, 5 MB`, { do: "slow", bytesPerSecond: LINE_BYTES }],
    ["300 ms each way", { do: "latency", ms: 300 }],
  ])("%s", LONG, async (_how, rule) => {
    const { life, imap } = await wired();
    const before = imap.connections;
    imap.setRules([rule]);
    const daemon = life.start(PATIENT);
    const reading = alongside(life, daemon);
    const head = {
      from: "big@example.org",
      to: ASSISTANT,
      subject: "big",
      date: new Date(),
      messageId: "big@example.org",
    };
    await life.world.deliver(ASSISTANT, plainMail(head, `${"word ".repeat(15)}\n`.repeat(70_000)));
    await life.forwards();
    const isFiled = async () => (await life.world.messages(ASSISTANT, "Handled")).length;
    await vi.waitFor(async () => expect(await isFiled()).toBeGreaterThan(0), {
      timeout: 10 * 60_000,
      interval: 200,
    });
    await handled(life);
    expect(imap.connections - before).toBe(1);
    expect(await daemon.end("SIGTERM")).toBe(0);
    await reading;
  });
});

test("N6: where IDLE went deaf the poll finds the mail", LONG, async () => {
  const { life, sandbox } = await wired();
  sandbox.imap.quiet = true;
  const daemon = life.start();
  const reading = alongside(life, daemon);
  await daemon.says(/^ticked/);
  await life.forwards();
  await handled(life);
  await finish(life, daemon);
  await reading;
  await judge(life);
});

test(`N5: ${CUTS} cuts while mail comes and goes`, LONG, async () => {
  const { life, sandbox, imap, smtp } = await wired();
  const both = [imap, smtp];
  for (const line of both) line.setRules([{ do: "cut", when: { ms: [50, CUT_MS] } }]);
  const before = sandbox.imap.counts.logins;
  const began = Date.now();
  const daemon = life.start({ ...IMPATIENT, BACKOFF_MS: "300000" });
  const reading = alongside(life, daemon);
  const cuts = () => both.reduce((sum, { faults }) => sum + (faults.cut ?? 0), 0);
  while (cuts() < CUTS && !daemon.isOver) {
    const { forwards } = await life.reads();
    if (life.forwarded - forwards.size < OUTSTANDING) await life.forwards();
    await pause(EVERY_MS);
    expect(imap.open).toBeLessThanOrEqual(1);
  }
  const logins = sandbox.imap.counts.logins - before;
  const seconds = (Date.now() - began) / 1000;
  for (const line of both) line.setRules([]);
  console.log(`${CUTS} cuts in ${Math.round(seconds)} s, ${2 * life.forwarded} mails: ${logins} logins`);
  expect(logins / seconds).toBeLessThan(1);
  await finish(life, daemon);
  await reading;
  await judge(life);
});
