/** First start, backlog, renumbering, the same mail twice: what a mailbox already holds, judged from what leaves. */
import { describe, expect, onTestFinished, test } from "vitest";
import { CHUNK } from "../../src/bounds.ts";
import { ServiceUnavailable } from "../../src/errors.ts";
import { tick } from "../../src/main.ts";
import type { Deed, ImapSandbox, SessionView } from "../../src/sandbox/imap.ts";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../src/time.ts";
import { gmailForward, haroEdition, type MailHead, plainMail, QUERIES } from "../support/editions.ts";
import { ASSISTANT, type Office, OWNER, openOffice, USERS } from "../support/office.ts";
import { worldOf } from "../support/world.ts";

interface Past {
  readonly at: Office;
  readonly imap: ImapSandbox;
  /** A forward of hers with one query of its own, received so long before now. */
  forward(agoMs: number): MailHead;
  /** Any other mail of so long ago. */
  other(agoMs: number): void;
  /** Asked at each command of the assistant's: what to do instead. */
  onCommand: (line: string) => Deed | null;
}

async function past(): Promise<Past> {
  const onCommand = (line: string, { user }: SessionView) => {
    return user === ASSISTANT ? self.onCommand(line) : null;
  };
  const sandbox = await startSandbox({ users: USERS, imap: { onCommand } });
  onTestFinished(() => sandbox.close());
  const at = await openOffice(worldOf(sandbox, USERS));
  let mails = 0;
  const laid = (raw: (head: MailHead) => string, agoMs: number): MailHead => {
    mails += 1;
    const date = new Date(at.clock.now().getTime() - agoMs);
    const head = { ...at.head(`Fwd: number ${mails}`), messageId: `laid-${mails}@example.test`, date };
    sandbox.imap.deliver(ASSISTANT, raw(head), { at: date });
    return head;
  };
  const self: Past = {
    at,
    imap: sandbox.imap,
    forward: (agoMs) => laid((head) => gmailForward(head, haroEdition([queryNo(mails)])), agoMs),
    other: (agoMs) =>
      void laid((head) => plainMail({ ...head, from: "news@lists.example" }, `Letter ${mails}.\n`), agoMs),
    onCommand: () => null,
  };
  return self;
}

function queryNo(number: number) {
  const [like] = QUERIES;
  if (like === undefined) throw new Error("there is no sample query");
  const words = Array.from({ length: 12 }, (_, word) => `w${number}x${word}`).join(" ");
  return {
    ...like,
    summary: `Sourdough question ${number}`,
    email: `reply+00000000-0000-4000-8000-${String(number).padStart(12, "0")}@helpareporter.com`,
    deadline: "7:00 PM ET - 29 January",
    query: `About sourdough: ${words}.`,
  };
}

/** The forwards of hers that were answered, by their Message-ID. */
const answered = async (at: Office) =>
  (await at.inbox(OWNER))
    .flatMap(({ inReplyTo }) => (inReplyTo?.startsWith("laid-") ? [inReplyTo] : []))
    .sort();
const idsOf = (heads: readonly MailHead[]) => heads.map(({ messageId }) => messageId).sort();
const standsIn = async (at: Office, mailbox: string) => (await at.world.messages(ASSISTANT, mailbox)).length;
const firstStartOf = (at: Office) => at.rooms().assistant.state.firstStart;

describe("the first start on a mailbox that holds 2,000 mails", () => {
  test("sends nothing about them, says how many, and handles twenty of hers from the last day", async () => {
    const { at, forward, other } = await past();
    for (let n = 0; n < 1_900; n++) other(2 * DAY_MS + n * MINUTE_MS);
    for (let n = 0; n < 50; n++) forward(25 * HOUR_MS + n * MINUTE_MS);
    for (let n = 0; n < 25; n++) other(n * MINUTE_MS);
    const lately = Array.from({ length: 25 }, (_, n) => forward(23 * HOUR_MS - n * MINUTE_MS));
    await at.tick();
    expect(await answered(at)).toEqual(idsOf(lately.slice(-20)));
    expect(firstStartOf(at)?.leftAlone).toBe(1_980);
    expect(await standsIn(at, "Handled")).toBe(20);
    expect(await standsIn(at, "INBOX")).toBe(1_980);
    expect(at.log.filter((line) => line.includes("first-start leftAlone=1980"))).toHaveLength(1);
    // Nothing more comes of it later, and what is new is handled.
    const fresh = forward(0);
    await at.restart();
    await at.tick();
    expect(await answered(at)).toEqual(idsOf([...lately.slice(-20), fresh]));
    expect(await standsIn(at, "INBOX")).toBe(1_980);
  });

  test("those of them that she wants read after all are read", async () => {
    const { at, forward } = await past();
    for (let n = 0; n < 50; n++) forward(9 * DAY_MS + n * MINUTE_MS);
    // SEARCH counts in days: these come along and are older than asked for.
    for (let n = 0; n < 50; n++) forward(4 * DAY_MS + (n + 1) * MINUTE_MS);
    const wanted = Array.from({ length: 30 }, (_, n) => forward(2 * DAY_MS + n * MINUTE_MS));
    await at.tick();
    expect(await answered(at)).toEqual([]);
    const line = await at.rooms().openMailbox();
    await at.rooms().assistant.readAgain(line, new Date(at.clock.now().getTime() - 4 * DAY_MS));
    await line.close();
    await at.tick();
    expect(await answered(at)).toEqual(idsOf(wanted));
    expect(await standsIn(at, "INBOX")).toBe(100);
    await at.tick();
    expect(await answered(at)).toHaveLength(30);
  });
});

/** Message-IDs in the order they were filed. */
const filed = async (at: Office) =>
  (await at.world.messages(ASSISTANT, "Handled")).map(
    ({ raw }) => /^message-id: *<([^>]*)>/im.exec(raw.toString())?.[1] ?? "",
  );
const backlogLetters = async (at: Office) =>
  (await at.inbox(OWNER)).filter(
    (letter) => letter.inReplyTo === null && /queries/.test(letter.subject ?? ""),
  );

/** A few more than make a backlog. */
const BACKLOG_MAILS = 3 * CHUNK + 10;

describe("a backlog", () => {
  test("gives one letter, newest first, and what comes meanwhile is not kept waiting", async () => {
    const self = await past();
    const { at, forward } = self;
    await at.tick();
    const heads = Array.from({ length: BACKLOG_MAILS }, (_, n) => forward(DAY_MS - n * MINUTE_MS));
    const meanwhile: MailHead[] = [];
    self.onCommand = (line) => {
      if (line.startsWith("UID MOVE") && meanwhile.length === 0) meanwhile.push(forward(0));
      return null;
    };
    await at.tick();
    expect(await answered(at)).toEqual([]);
    const letters = await backlogLetters(at);
    expect(letters.map(({ text }) => text.includes(`${BACKLOG_MAILS + 1} mails`))).toEqual([true]);
    const order = await filed(at);
    expect([...order].sort()).toEqual(idsOf([...heads, ...meanwhile]));
    expect([...order.slice(0, CHUNK)].sort()).toEqual(idsOf(heads.slice(-CHUNK)));
    // The second chunk was being read already when it came.
    expect(order.slice(2 * CHUNK, 3 * CHUNK)).toContain(meanwhile[0]?.messageId);
    expect([...order.slice(3 * CHUNK)].sort()).toEqual(idsOf(heads.slice(0, 11)));
    expect(await standsIn(at, "INBOX")).toBe(0);
    const next = forward(0);
    await at.tick();
    expect(await answered(at)).toEqual([next.messageId]);
    expect(await backlogLetters(at)).toHaveLength(1);
  });

  test.each([
    ["lost lines and a restart", [2, 4], ({ imap }: Past) => imap.cutAll()],
    ["a renumbering", [3], ({ imap }: Past) => imap.resetUids(ASSISTANT)],
  ] as const)(
    "with %s in the middle of it still gives one letter, each mail handled once",
    async (_what, chunks, goWrong) => {
      const self = await past();
      const { at, forward } = self;
      await at.tick();
      const heads = Array.from({ length: BACKLOG_MAILS }, (_, n) => forward(DAY_MS - n * MINUTE_MS));
      let fetches = 0;
      self.onCommand = (line) => {
        if (!line.startsWith("UID FETCH")) return null;
        fetches += 1;
        if (chunks.some((chunk) => chunk === fetches)) goWrong(self);
        return null;
      };
      for (const [time] of chunks.entries()) {
        await expect(at.tick()).rejects.toThrow(ServiceUnavailable);
        if (time > 0) await at.restart();
        // As the daemon does while its line is down.
        await tick(at.rooms(), null);
      }
      await at.tick();
      expect(await answered(at)).toEqual([]);
      expect((await backlogLetters(at)).map(({ text }) => text.includes(`${BACKLOG_MAILS} mails`))).toEqual([
        true,
      ]);
      expect((await filed(at)).sort()).toEqual(idsOf(heads));
      expect(await standsIn(at, "INBOX")).toBe(0);
    },
  );

  test("stopped between two looks has tried none of what was being read for the next one", async () => {
    const self = await past();
    const { at, other } = self;
    await at.tick();
    for (let n = 0; n < 10 * CHUNK; n++) other(n * MINUTE_MS);
    const stop = new AbortController();
    self.onCommand = (line) => {
      if (line.startsWith("UID MOVE")) stop.abort();
      return null;
    };
    const line = await at.rooms().openMailbox();
    await tick(at.rooms(), line, stop.signal);
    const left = await line.list();
    expect(left.length).toBeGreaterThan(0);
    const { journal } = at.rooms().store;
    expect(left.filter((uid) => journal.tries(`INBOX/${line.uidValidity}/${uid}`) > 0)).toEqual([]);
    await line.close();
    await at.tick();
    expect(new Set(await filed(at)).size).toBe(10 * CHUNK);
    expect(await filed(at)).toHaveLength(10 * CHUNK);
    expect(await standsIn(at, "INBOX")).toBe(0);
  });
});

describe("D3: the server renumbers the mailbox", () => {
  test("while nothing happens: old mail stays known, new mail is found", async () => {
    const { at, imap, forward, other } = await past();
    for (let n = 0; n < 30; n++) other(9 * DAY_MS + n * MINUTE_MS);
    await at.tick();
    const first = forward(0);
    await at.tick();
    // She put one of them back, where it would be found again.
    const [handled] = imap.messages(ASSISTANT, "Handled");
    imap.deliver(ASSISTANT, handled?.raw ?? "", { at: at.clock.now() });
    imap.resetUids(ASSISTANT);
    const second = forward(0);
    await at.endure();
    expect(await answered(at)).toEqual(idsOf([first, second]));
    expect(await standsIn(at, "INBOX")).toBe(30);
    await at.restart();
    imap.resetUids(ASSISTANT);
    await at.endure();
    expect(await answered(at)).toEqual(idsOf([first, second]));
    expect(await standsIn(at, "INBOX")).toBe(30);
    expect(await at.inbox(OWNER)).toHaveLength(2);
  });

  test.each(["UID FETCH", "UID MOVE"])("at %s: what was in hand is handled once", async (command) => {
    const self = await past();
    const { at, imap, forward } = self;
    await at.tick();
    const heads = [forward(0), forward(0), forward(0)];
    let isReset = false;
    self.onCommand = (line) => {
      if (isReset || !line.startsWith(command)) return null;
      isReset = true;
      imap.resetUids(ASSISTANT);
      return "cut";
    };
    await at.endure();
    await at.endure();
    expect(isReset).toBe(true);
    expect(await answered(at)).toEqual(idsOf(heads));
    expect((await filed(at)).sort()).toEqual(idsOf(heads));
    expect(await standsIn(at, "INBOX")).toBe(0);
  });
});

test("D1: the same mail again, at once, once handled, after a restart, weeks later: proposed once, all put away", async () => {
  const { at } = await past();
  await at.tick();
  const mail = gmailForward(at.head("Fwd: HARO Queries"), haroEdition());
  const again = () => at.arrives(`Received: by another.example; ${at.clock.now().toUTCString()}\r\n${mail}`);
  await at.arrives(mail);
  await again();
  await at.tick();
  await again();
  await at.tick();
  await at.restart();
  await again();
  await at.tick();
  at.clock.advance("6w");
  await again();
  await at.tick();
  expect((await at.inbox(OWNER)).filter(({ inReplyTo }) => inReplyTo?.startsWith("hers-"))).toHaveLength(1);
  expect(await standsIn(at, "Handled")).toBe(5);
  expect(await standsIn(at, "INBOX")).toBe(0);
});
