/** N1, N4 and N8 of the fault plan: whatever IMAP does, each mail is handled once; judged from the mailboxes. */
import { describe, expect, onTestFinished, test } from "vitest";
import type { Deed, ImapSandbox, SessionView } from "../../src/sandbox/imap.ts";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { type Chaos, type ChaosRule, startChaos } from "../support/chaos.ts";
import { gmailForward, haroEdition, QUERIES } from "../support/editions.ts";
import { ASSISTANT, type Office, openOffice, USERS } from "../support/office.ts";
import { sandboxWorld, worldOf } from "../support/world.ts";

interface Shaken {
  readonly at: Office;
  readonly chaos: Chaos;
}

/** An office that reads its mail through the proxy, after a clean first start. */
async function shaken(): Promise<Shaken> {
  const world = await sandboxWorld(USERS);
  const chaos = await startChaos({ to: world.imap });
  onTestFinished(async () => {
    await chaos.close();
    await world.stop();
  });
  const at = await openOffice({ ...world, imap: chaos });
  await at.tick();
  return { at, chaos };
}

/** From the next line on. */
function breakLines({ chaos }: Shaken, ...rules: readonly ChaosRule[]): void {
  chaos.setRules(rules);
  chaos.cutAll();
}

let forwarded = 0;

/** She forwards an edition whose one query is like no other. */
async function forwards(at: Office): Promise<string> {
  forwarded += 1;
  const [like] = QUERIES;
  if (like === undefined) throw new Error("there is no sample query");
  const words = Array.from({ length: 12 }, (_, word) => `w${forwarded}x${word}`).join(" ");
  const query = {
    ...like,
    summary: `Sourdough question ${forwarded}`,
    email: `reply+00000000-0000-4000-8000-${String(forwarded).padStart(12, "0")}@helpareporter.com`,
    query: `About sourdough: ${words}.`,
  };
  const head = at.head(`Fwd: ${forwarded}`);
  await at.arrives(gmailForward(head, haroEdition([query])));
  return head.messageId;
}

/** Each forward of hers has its one proposal, stands in Handled once, and each mail of ours in Sent once. */
async function expectOnce(at: Office, forwardIds: readonly string[], others = 0): Promise<void> {
  const letters = await at.inbox();
  const answered = letters.flatMap((letter) => (letter.inReplyTo === null ? [] : [letter.inReplyTo]));
  expect(answered.filter((id) => forwardIds.includes(id)).sort()).toEqual([...forwardIds].sort());
  expect(await at.world.messages(ASSISTANT)).toHaveLength(0);
  expect(await at.world.messages(ASSISTANT, "Handled")).toHaveLength(forwardIds.length + others);
  const sent = (await at.world.acceptedMails()).map(({ messageId }) => messageId);
  expect(new Set(sent).size).toBe(sent.length);
  const filed = await at.world.messages(ASSISTANT, "Sent");
  expect(filed.map(({ raw }) => /^message-id: *<([^>]*)>/im.exec(raw.toString())?.[1]).sort()).toEqual(
    sent.sort(),
  );
}

const CUTS: readonly (readonly [string, ChaosRule])[] = [
  ["within the greeting", { do: "cut", when: { bytes: 10 } }],
  ["at login", { do: "cut", way: "up", when: { match: /AUTHENTICATE|LOGIN/ } }],
  [
    "in the answer to the login",
    { do: "reset", when: { match: /Logged in|AUTHENTICATE completed|\bOK\b/, count: 2 } },
  ],
  ["at SEARCH", { do: "cut", way: "up", when: { match: /UID SEARCH/ } }],
  ["in the answer of SEARCH", { do: "cut", when: { match: /\* SEARCH \d/ } }],
  ["before the first mail", { do: "cut", way: "up", when: { match: /UID FETCH[^\r]*\r\n/ } }],
  ["within a mail", { do: "cut", when: { match: /Forwarded message/, count: 2 } }],
  ["between two mails", { do: "reset", when: { match: /FETCH \(/, count: 2 } }],
  ["before MOVE", { do: "cut", way: "up", when: { match: /UID MOVE/ }, swallow: true }],
  ["after MOVE, its answer lost", { do: "cut", way: "up", when: { match: /UID MOVE[^\r]*\r\n/ } }],
  ["while it looks in Sent", { do: "cut", way: "up", when: { match: /SEARCH HEADER[^\r]*\r\n/ } }],
  ["before APPEND", { do: "cut", way: "up", when: { match: /APPEND/ }, swallow: true }],
  ["within APPEND", { do: "cut", way: "up", when: { match: /APPEND[^\r]*\r\n/ } }],
  ["after APPEND, its answer lost", { do: "cut", when: { match: /APPENDUID/ }, swallow: true }],
];

describe("N1: the line cut while ticking", () => {
  test.each(CUTS)("%s: each of three forwards is handled once", async (_where, rule) => {
    const office = await shaken();
    const { at, chaos } = office;
    const ids = [await forwards(at), await forwards(at), await forwards(at)];
    breakLines(office, { ...rule, times: 1 });
    await at.endure();
    expect(chaos.faults).toEqual({ [rule.do]: 1 });
    await at.endure();
    await expectOnce(at, ids);
  });

  test("after so many bytes of what the server says: nothing is lost, nothing comes twice", async () => {
    const office = await shaken();
    const { at, chaos } = office;
    const ids: string[] = [];
    for (let bytes = 50; bytes < 4_000; bytes += 250) {
      ids.push(await forwards(at));
      breakLines(office, { do: "cut", when: { bytes }, times: 1 });
      await at.endure();
    }
    expect(chaos.faults.cut).toBeGreaterThan(10);
    await at.endure();
    await expectOnce(at, ids);
  });

  test("what she names leaves once however the lines break", async () => {
    const office = await shaken();
    const { at } = office;
    const ids = [await forwards(at)];
    breakLines(office, { do: "cut", when: { match: /FETCH \(/ }, times: 1 });
    await at.endure();
    await at.answers(await at.lastLetter(), "1a");
    breakLines(office, { do: "cut", way: "up", when: { match: /UID MOVE[^\r]*\r\n/ }, times: 1 });
    await at.endure();
    at.clock.advance("11m");
    breakLines(office, { do: "cut", way: "up", when: { match: /APPEND[^\r]*\r\n/ }, times: 1 });
    await at.endure();
    await at.endure();
    expect(await at.inbox("ana@example.test")).toHaveLength(1);
    await expectOnce(at, ids, 1);
  });
});

interface Misled {
  readonly at: Office;
  /** The next commands that fit are answered so. */
  misbehave(command: RegExp, deed: Deed, times?: number): void;
  /** Done with the next command that fits, before it is run. */
  before(command: RegExp, act: () => void): void;
  /** How often it misbehaved. */
  done(): number;
  readonly imap: ImapSandbox;
}

/** An office on a server that answers as told; it has not ticked yet. */
async function misled(): Promise<Misled> {
  const rules: {
    readonly command: RegExp;
    readonly deed: Deed | null;
    readonly act: () => void;
    left: number;
  }[] = [];
  let done = 0;
  const onCommand = (line: string, { user }: SessionView) => {
    const rule =
      user === ASSISTANT ? rules.find(({ command, left }) => left > 0 && command.test(line)) : undefined;
    if (rule === undefined) return null;
    rule.left -= 1;
    done += 1;
    rule.act();
    return rule.deed;
  };
  const sandbox = await startSandbox({ users: USERS, imap: { onCommand } });
  onTestFinished(() => sandbox.close());
  const at = await openOffice(worldOf(sandbox, USERS));
  return {
    at,
    imap: sandbox.imap,
    misbehave: (command, deed, times = 1) =>
      void rules.push({ command, deed, act: () => undefined, left: times }),
    before: (command, act) => void rules.push({ command, deed: null, act, left: 1 }),
    done: () => done,
  };
}

describe("a server that answers wrongly", () => {
  test("N4: a mail that FETCH leaves out is asked for once more", async () => {
    const { at, misbehave, done } = await misled();
    await at.tick();
    const ids = [await forwards(at), await forwards(at), await forwards(at)];
    misbehave(/^UID FETCH/, "omit");
    await at.tick();
    expect(done()).toBe(1);
    await expectOnce(at, ids);
  });

  test("N4: a mail that SEARCH leaves out is found at the next look", async () => {
    const { at, misbehave } = await misled();
    await at.tick();
    const ids = [await forwards(at), await forwards(at)];
    misbehave(/^UID SEARCH ALL/, "omit");
    await at.tick();
    expect(await at.inbox()).toHaveLength(1);
    await at.tick();
    await expectOnce(at, ids);
  });

  test.each([
    ["UID SEARCH", "no"],
    ["UID SEARCH", "bad"],
    ["UID FETCH", "no"],
    ["UID FETCH", "bad"],
    ["UID MOVE", "no"],
    ["UID MOVE", "bad"],
    ["APPEND", "no"],
    ["APPEND", "bad"],
    ["EXAMINE", "no"],
    ["NOOP", "bye"],
  ] as const)("N8: %s answered with %s: told as trouble, done again, handled once", async (command, deed) => {
    const { at, misbehave, done } = await misled();
    await at.tick();
    const ids = [await forwards(at), await forwards(at)];
    misbehave(new RegExp(`^${command}`), deed, 2);
    const lost = await at.endure();
    expect(done()).toBe(2);
    expect(lost.length).toBeGreaterThan(0);
    await at.endure();
    await expectOnce(at, ids);
  });

  test.each(["no", "bad", "cut"] as const)(
    "N8: SEARCH answered with %s is no empty mailbox, at the first start least of all",
    async (deed) => {
      const { at, misbehave } = await misled();
      await at.world.deliver(
        ASSISTANT,
        gmailForward({ ...at.head("Fwd: old"), date: new Date(0) }, haroEdition()),
        {
          at: new Date(at.clock.now().getTime() - 3 * 24 * 60 * 60 * 1000),
        },
      );
      misbehave(/^UID SEARCH/, deed);
      await expect(at.tick()).rejects.toThrow();
      expect(at.rooms().assistant.state.firstStart).toBeNull();
      await at.endure();
      expect(at.rooms().assistant.state.firstStart?.leftAlone).toBe(1);
      expect(await at.inbox()).toEqual([]);
    },
  );

  test("N4: at a first start what FETCH leaves out of hers is not left alone", async () => {
    const { at, misbehave, done } = await misled();
    const ids = [await forwards(at), await forwards(at)];
    misbehave(/^UID FETCH .*ENVELOPE/, "omit");
    await at.tick();
    expect(done()).toBe(1);
    await expectOnce(at, ids);
    expect(at.rooms().assistant.state.firstStart?.leftAlone).toBe(0);
  });

  test.each(["UID FETCH", "UID MOVE"])(
    "D4: a mail that another client takes away before %s is over",
    async (command) => {
      const { at, imap, before, done } = await misled();
      await at.tick();
      await forwards(at);
      const ids = [await forwards(at)];
      const [gone] = imap.messages(ASSISTANT);
      before(new RegExp(`^${command}`), () => void imap.remove(ASSISTANT, gone?.uid ?? 0));
      await at.tick();
      const after = done();
      await at.tick();
      expect(after).toBe(1);
      expect(await at.world.messages(ASSISTANT)).toHaveLength(0);
      expect((await at.inbox()).filter((letter) => ids.includes(letter.inReplyTo ?? ""))).toHaveLength(1);
      expect(Object.values(at.rooms().assistant.state.mailboxes).map(({ unfiled }) => unfiled)).toEqual([{}]);
    },
  );
});
