/** A mail that breaks whoever reads it: three tries, then it lies in Problems and she is told; the others are handled. */
import { describe, expect, onTestFinished, test } from "vitest";
import type { Understood } from "../../src/decision/understand.ts";
import { UnreadableMail } from "../../src/errors.ts";
import { openUnderstanding, type Raw, type Understanding } from "../../src/understanding.ts";
import { gmailForward, haroEdition, plainMail } from "../support/editions.ts";
import { ASSISTANT, type Office, OWNER, openOffice, USERS } from "../support/office.ts";
import { sandboxWorld } from "../support/world.ts";

const READER = new URL("../support/poison-worker.mjs", import.meta.url);
/** Long for a mail of a few lines, also on a busy machine. Milliseconds. */
const LIMIT_MS = 1000;
/** For what ends by itself: filling the heap may take long. */
const PATIENT_MS = 30_000;

function poisoned(kind: string, id = "poison"): string {
  const head = {
    from: "news@lists.example",
    to: ASSISTANT,
    subject: "Weekly letter",
    date: new Date("2027-01-20T14:00:00Z"),
    messageId: `${id}@example.test`,
    headers: [`X-Poison: ${kind}`],
  };
  return plainMail(head, "Nothing to see.\n");
}

test.each([
  [LIMIT_MS, ["none", "hang", "none"], ["Weekly letter", "it took longer than 1 s to read", "Weekly letter"]],
  [
    PATIENT_MS,
    ["heap", "none", "exit", "throw", "none"],
    [
      "it took more than 300 MB to read",
      "Weekly letter",
      "reading it ended the reader",
      "nobody caught this",
      "Weekly letter",
    ],
  ],
])(
  "what breaks the reader in %i ms is told of it, and the mails beside it are read",
  async (limitMs, kinds, expected) => {
    const reader = openUnderstanding([OWNER], limitMs, READER);
    onTestFinished(() => reader.close());
    await reader.ready();
    expect((await reader.understand(kinds.map(raw))).map(outcome)).toEqual(expected);
  },
);

test("two who ask at once get each their own answers", async () => {
  const reader = openUnderstanding([OWNER], PATIENT_MS, READER);
  onTestFinished(() => reader.close());
  const subjects = ["one", "two", "three"];
  const named = (subject: string) => {
    const mail = poisoned("none").replace(/X-Poison: none\r\n/, "");
    return rawOf(mail.replace(/^Subject: .*$/m, `Subject: ${subject}`));
  };
  const [many, single] = await Promise.all([
    reader.understand([...subjects.map(named), raw("throw")]),
    reader.understand([named("alone")]),
  ]);
  expect(many.map(outcome)).toEqual([...subjects, "nobody caught this"]);
  expect(single.map(outcome)).toEqual(["alone"]);
});

test.each(["throw", "exit", "hang"])(
  "a job that lies with the reader already is read whole, though the one before ends it by %s, and so is one after",
  async (kind) => {
    const reader = openUnderstanding([OWNER], LIMIT_MS, READER);
    onTestFinished(() => reader.close());
    await reader.ready();
    const jobs = [["none", kind], ["none", kind, "none"], ["none"]].map((kinds) =>
      reader.understand(kinds.map(raw)),
    );
    const told = (await Promise.all(jobs)).map((results) => results.map(outcome));
    const broken = expect.not.stringMatching(/^Weekly letter$/);
    expect(told).toEqual([
      ["Weekly letter", broken],
      ["Weekly letter", broken, "Weekly letter"],
      ["Weekly letter"],
    ]);
  },
);

function raw(kind: string): Raw {
  return rawOf(poisoned(kind).replace(/X-Poison: none\r\n/, ""));
}

function rawOf(mail: string): Raw {
  return { bytes: Buffer.from(mail), receivedAt: null, truncated: false };
}

/** Its subject, or why it could not be read. */
function outcome(result: Understood | UnreadableMail): string | null {
  return result instanceof UnreadableMail ? result.message : result.message.subject;
}

async function office(understanding: Understanding): Promise<Office> {
  const world = await sandboxWorld(USERS);
  onTestFinished(() => world.stop());
  const at = await openOffice(world, { rooms: { instead: { understanding } } });
  await at.tick();
  return at;
}

/** She forwards an edition before and after it. */
async function amongOthers(at: Office, poison: string): Promise<readonly string[]> {
  const heads = [at.head("Fwd: HARO Queries"), at.head("Fwd: HARO Queries, again")];
  const [before, after] = heads;
  if (before === undefined || after === undefined) throw new Error("two heads were made");
  await at.arrives(gmailForward(before, haroEdition()));
  await at.arrives(poison);
  await at.arrives(gmailForward(after, haroEdition()));
  at.clock.advance("2m");
  return heads.map(({ messageId }) => messageId).sort();
}

const answeredIn = async (at: Office) => (await at.inbox()).map(({ inReplyTo }) => inReplyTo).sort();
const idsIn = async (at: Office, mailbox: string) =>
  (await at.world.messages(ASSISTANT, mailbox)).map(
    ({ raw }) => /^message-id: *<([^>]*)>/im.exec(raw.toString())?.[1],
  );

async function expectSetAside(at: Office, others: readonly string[], why: string): Promise<void> {
  expect(await answeredIn(at)).toEqual(others);
  expect((await idsIn(at, "Handled")).sort()).toEqual(others);
  expect(await idsIn(at, "Problems")).toEqual(["poison@example.test"]);
  expect(await idsIn(at, "INBOX")).toEqual([]);
  at.clock.set("2027-01-21T06:31:00Z");
  await at.tick();
  const digest = (await at.inbox()).at(-1);
  expect(digest?.text.replace(/\s+/g, " ")).toContain(
    `I could not read "Weekly letter" (${why}); it lies in your folder of problems.`,
  );
  // It stays there: nobody tries again, and what comes next is handled.
  const next = at.head("Fwd: HARO Queries, once more");
  await at.arrives(gmailForward(next, haroEdition()));
  await at.restart();
  await at.tick();
  expect((await at.inbox()).at(-1)?.inReplyTo).toBe(next.messageId);
  expect(await idsIn(at, "Problems")).toEqual(["poison@example.test"]);
}

describe("a poison mail among two forwards of hers", () => {
  test("that the reader cannot get through holds up nobody", async () => {
    const at = await office(openUnderstanding([OWNER], LIMIT_MS, READER));
    const others = await amongOthers(at, poisoned("hang"));
    await at.tick();
    expect(await answeredIn(at)).toEqual(others);
    expect(await idsIn(at, "INBOX")).toEqual(["poison@example.test"]);
    await at.tick();
    expect(await idsIn(at, "Problems")).toEqual([]);
    await at.tick();
    await expectSetAside(at, others, "it took longer than 1 s to read");
  });

  test("that ends the whole process is found out, restart by restart", async () => {
    const real = openUnderstanding([OWNER]);
    let deaths = 0;
    const at = await office({
      ...real,
      understand: async (mails) => {
        const isDeadly = mails.some(({ bytes }) => Buffer.from(bytes).includes("X-Poison: death"));
        if (isDeadly) throw new Error(`death ${++deaths}`);
        return real.understand(mails);
      },
    });
    const others = await amongOthers(at, poisoned("death"));
    while (deaths < 3) {
      await expect(at.tick()).rejects.toThrow(`death ${deaths + 1}`);
      await at.restart();
    }
    await at.tick();
    expect(deaths).toBe(3);
    await expectSetAside(at, others, "the program ended while reading it");
  });
});
