/** D2, D4, N6, N7, S6, S7: other clients, poor servers, throttling and an outage, judged from the servers' side. */
import { describe, expect, onTestFinished, test } from "vitest";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { gmailForward, haroEdition, plainMail } from "../support/editions.ts";
import { markIn, numberedQuery } from "../support/numbered.ts";
import { ASSISTANT, type Office, OWNER, openOffice, USERS } from "../support/office.ts";
import type { Sink, SinkRule } from "../support/sink.ts";
import { sinkWorld } from "../support/sink-world.ts";
import { worldOf } from "../support/world.ts";
import { expectAccounted, expectGoesOn, expectSentOnce, expectTruth, fieldOf } from "./truth.ts";

const ANA = "ana@example.test";
const EVERYTHING = "MOVE UIDPLUS IDLE CONDSTORE SPECIAL-USE NAMESPACE ID ENABLE UNSELECT SASL-IR LITERAL+";

interface Options {
  readonly without?: readonly string[];
  readonly onCommand?: (line: string) => "no" | null;
}

async function office({ without = [], onCommand = () => null }: Options = {}) {
  const sandbox = await startSandbox({
    users: USERS,
    imap: { without, onCommand: (line, { user }) => (user === ASSISTANT ? onCommand(line) : null) },
  });
  onTestFinished(() => sandbox.close());
  const at = await openOffice(worldOf(sandbox, USERS));
  await at.tick();
  return { at, imap: sandbox.imap };
}

let forwarded = 0;

async function forwards(at: Office): Promise<string> {
  const head = at.head("Fwd: queries");
  await at.arrives(gmailForward(head, haroEdition([numberedQuery(++forwarded, at.clock.now())])));
  return head.messageId;
}

const answersTo = async (at: Office, id: string) =>
  (await at.inbox()).filter(({ inReplyTo }) => inReplyTo === id);

describe("D2: an id that two mails share", () => {
  test("is no proof of a double: both are handled, a copy of one is not", async () => {
    const { at } = await office();
    const head = { ...at.head("Fwd: queries"), messageId: "shared@example.test" };
    const [one, two] = [1, 2].map((n) => gmailForward(head, haroEdition([numberedQuery(n, at.clock.now())])));
    for (const raw of [one, two, one]) await at.arrives(raw ?? "");
    await at.tick();
    await at.arrives(two ?? "");
    await at.tick();
    expect((await answersTo(at, head.messageId)).map(({ text }) => markIn(text)).sort()).toEqual([
      "q1q",
      "q2q",
    ]);
    await expectTruth(at, { delivered: 4 });
  });
});

describe("D4: her other client", () => {
  test.each([
    ["deletes", (imap: Moving, uid: number) => imap.remove(ASSISTANT, uid)],
    ["moves to another folder", (imap: Moving, uid: number) => move(imap, uid, "Later")],
    ["files in Handled before us", (imap: Moving, uid: number) => move(imap, uid, "Handled")],
  ])(
    "%s a mail at each step of its way: it is closed as gone, and nobody tries again",
    async (_what, take) => {
      for (const command of ["UID SEARCH", "UID FETCH", "UID MOVE"]) {
        let act: (() => void) | null = null;
        const { at, imap } = await office({
          onCommand: (line) => {
            if (line.startsWith(command)) act?.();
            return null;
          },
        });
        imap.createFolder(ASSISTANT, "Later");
        await forwards(at);
        const [gone] = imap.messages(ASSISTANT);
        act = () => {
          act = null;
          take(imap, gone?.uid ?? 0);
        };
        await at.endure();
        for (let n = 0; n < 3; n++) await at.tick();
        const before = { ...imap.counts.commands };
        await at.tick();
        const after = imap.counts.commands;
        // Nothing of it is fetched or filed once more.
        expect([after["UID FETCH"], after["UID MOVE"]]).toEqual([before["UID FETCH"], before["UID MOVE"]]);
        expect(imap.messages(ASSISTANT)).toEqual([]);
        await expectGoesOn(at);
      }
    },
  );

  test("puts a handled mail back into INBOX: it is known", async () => {
    const { at, imap } = await office();
    const id = await forwards(at);
    await at.tick();
    const [handled] = imap.messages(ASSISTANT, "Handled");
    imap.deliver(ASSISTANT, handled?.raw ?? "");
    await at.tick();
    expect(await answersTo(at, id)).toHaveLength(1);
    await expectTruth(at, { delivered: 2 });
  });
});

type Moving = Awaited<ReturnType<typeof office>>["imap"];

function move(imap: Moving, uid: number, folder: string): void {
  const mail = imap.messages(ASSISTANT).find((each) => each.uid === uid);
  if (mail === undefined) return;
  imap.remove(ASSISTANT, uid);
  imap.deliver(ASSISTANT, mail.raw, { mailbox: folder });
}

describe("N7: a server that knows less", () => {
  test.each([...EVERYTHING.split(" "), EVERYTHING])(
    "without %s each mail is handled once, and nothing of others is expunged",
    async (without) => {
      const { at, imap } = await office({ without: without.split(" ") });
      const theirs = imap.deliver(
        ASSISTANT,
        plainMail({ ...at.head("theirs"), from: "lou@example.org" }, "theirs"),
        { flags: ["\\Deleted"] },
      );
      const ids = [await forwards(at), await forwards(at)];
      await at.tick();
      await at.answers((await answersTo(at, ids[0] ?? ""))[0] ?? (await at.lastLetter()), "1a");
      for (let n = 0; n < 3; n++) {
        await at.tick();
        at.clock.advance("11m");
      }
      await at.restart();
      await at.tick();
      for (const id of ids) expect(await answersTo(at, id)).toHaveLength(1);
      expect(await at.inbox(ANA)).toHaveLength(1);
      const everywhere = ["INBOX", "Handled"].flatMap((mailbox) => imap.messages(ASSISTANT, mailbox));
      expect(everywhere.some(({ raw }) => raw.includes("Subject: theirs"))).toBe(true);
      expect(theirs).toBeGreaterThan(0);
      const handled = imap.messages(ASSISTANT, "Handled").map(({ raw }) => fieldOf(raw, "message-id"));
      expect(new Set(handled).size).toBe(handled.length);
      await expectSentOnce(at.world, [ANA]);
      await expectGoesOn(at);
    },
  );
});

/** Six a week to Ana would be capped; here a burst of letters to her is what leaves. */
async function sinkOffice(rules: readonly SinkRule[], perMinute = 1000): Promise<{ at: Office; sink: Sink }> {
  let at: Office | null = null;
  const world = await sinkWorld(USERS, { rules, now: () => at?.clock.now() ?? new Date(0) });
  onTestFinished(() => world.stop());
  at = await openOffice(world, {
    config: { perMinute },
    rooms: { outboxTimeouts: { connectMs: 2000, greetingMs: 2000, socketMs: 2000, answerMs: 500 } },
  });
  await at.tick();
  return { at, sink: world.sink };
}

describe("S6: throttling", () => {
  const MAILS = 60;

  test.each<[string, readonly SinkRule[]]>([
    [
      "450 above five in ten seconds",
      [
        {
          at: "mail",
          do: "reply",
          code: 450,
          text: "4.7.1 slow down",
          when: { rate: { count: 5, ms: 10_000 } },
        },
      ],
    ],
    [
      "421 after three a connection",
      [{ at: "mail", do: "reply", code: 421, text: "4.7.0 too many", when: { every: 4 } }],
    ],
    ["452 every third time", [{ at: "end", do: "reply", code: 452, text: "4.2.2 full", when: { every: 3 } }]],
  ])("%s: all leave, none twice, tries at most twice the mails", async (_how, rules) => {
    const { at, sink } = await sinkOffice(rules);
    for (let n = 0; n < MAILS; n++) await forwards(at);
    for (let step = 0; step < 120 && sink.accepted.length < MAILS; step++) {
      await at.tick();
      at.clock.advance(step < 30 ? "3s" : "5m");
    }
    await at.tick();
    expect(sink.accepted).toHaveLength(MAILS);
    expect((sink.counts["mail:reply"] ?? 0) + (sink.counts["end:reply"] ?? 0)).toBeGreaterThan(0);
    expect(sink.counts.mail).toBeLessThanOrEqual(2 * MAILS);
    await expectSentOnce(at.world, []);
    await expectAccounted(at.world, at.rooms().assistant.state);
  });
});

describe("S7: nothing can be sent for an hour", () => {
  test("one digest and each reminder once, no burst", async () => {
    const { at, sink } = await sinkOffice([]);
    const ids = [await forwards(at), await forwards(at), await forwards(at)];
    await at.tick();
    for (const id of ids) await at.answers((await answersTo(at, id))[0] ?? (await at.lastLetter()), "1a");
    await at.tick();
    at.clock.advance("11m");
    await at.tick();
    at.clock.set("2027-01-21T06:25:00Z");
    sink.cutAll();
    sink.setRules([{ at: "connect", do: "drop" }]);
    await forwards(at);
    const before = sink.accepted.length;
    for (let minute = 0; minute < 60; minute += 2) {
      await at.tick();
      at.clock.advance("2m");
    }
    expect(sink.accepted).toHaveLength(before);
    // Growing pauses: no more than the first five tries of each mail.
    const waiting = Object.values(at.rooms().assistant.state.outbox).filter(
      ({ status }) => status === "retry",
    );
    expect(waiting.length).toBeGreaterThan(0);
    expect(Math.max(0, ...waiting.map(({ tries }) => tries))).toBeLessThanOrEqual(5);
    sink.setRules([]);
    for (let hour = 0; hour < 4; hour++) {
      await at.tick();
      at.clock.advance("1h");
    }
    const since = sink.accepted.slice(before).filter(({ to }) => to[0] === OWNER);
    const subjects = since.map(({ subject }) => subject ?? "");
    expect(
      subjects.filter((subject) => /digest|today|\d to decide/i.test(subject)).length,
    ).toBeLessThanOrEqual(1);
    expect(new Set(subjects).size).toBe(subjects.length);
    expect(since.length).toBeLessThanOrEqual(2 + ids.length);
    await expectSentOnce(at.world, [ANA]);
    await expectGoesOn(at);
  });
});
