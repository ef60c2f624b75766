/** Laws of steering: nobody but she changes who gets mail, and nothing is sent that she did not name. */
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { Contact } from "../../src/contact/contact.ts";
import { type Arrival, arrive, type Proof, UNPROVEN } from "../../src/decision/arrive.ts";
import type { Desk } from "../../src/decision/desk.ts";
import { beforeLeaving } from "../../src/decision/due.ts";
import { emptyState, type LetterRecord, type State } from "../../src/decision/state.ts";
import { understand } from "../../src/decision/understand.ts";
import type { MediaQuery } from "../../src/query/query.ts";
import { gmailForward, haroEdition, plainMail, topPosted } from "../support/editions.ts";
import { contact, desk, NOW } from "./desk.ts";

const OWNER = "nell@example.test";
const ASSISTANT = "sendalong@example.test";
const ANA = contact({ name: "Ana Ruiz" });
const PETER = contact({ name: "Peter Grau", services: { haro: "always" } });
const BEATRIZ = contact({ name: "Beatriz Lund" });
const FULL: Proof = { ...UNPROVEN, full: "dkim", whyNot: "" };

/** Ana and Peter for sourdough, Beatriz for bees. */
function matches({ query }: MediaQuery) {
  const fits = (who: Contact) => ({
    contactId: who.id,
    score: 0.9,
    proposed: true,
    zone: "propose" as const,
    because: ["sourdough"],
    evidence: [],
    heldBack: [],
    stretch: null,
  });
  if (/sourdough/.test(query)) return [fits(ANA), fits(PETER)];
  return /beekeep/.test(query) ? [fits(BEATRIZ)] : [];
}

const AT: Desk = desk([ANA, PETER, BEATRIZ], { match: matches });
const WHO: Readonly<Record<string, Contact>> = { "1a": ANA, "1b": PETER, "2a": BEATRIZ };

async function arrivalOf(raw: string, proof: Proof = UNPROVEN): Promise<Arrival> {
  const understood = await understand(Buffer.from(raw), {
    owners: [OWNER],
    receivedAt: NOW,
    truncated: false,
  });
  return { understood, receivedAt: NOW, proof, isBacklog: false };
}

let n = 0;
const head = (from: string, subject: string) => {
  n += 1;
  return { from, to: ASSISTANT, subject, date: NOW, messageId: `m${n}@example.test` };
};

let proposed: State;
let letter: LetterRecord;

beforeAll(async () => {
  const edition = gmailForward(head(OWNER, "Fwd: HARO Queries"), haroEdition());
  proposed = arrive(emptyState("store", "00"), [await arrivalOf(edition)], AT, NOW).state;
  const [only] = Object.values(proposed.letters);
  if (only === undefined) throw new Error("no proposal was written");
  letter = only;
});

const answer = (words: string, from = OWNER) =>
  topPosted(head(from, ""), words, {
    messageId: letter.messageId,
    references: [],
    subject: "2 queries",
    text: "   send all    Ana, Peter, Beatriz\n   1a  Ana Ruiz",
  });

const toContacts = (state: State) =>
  Object.values(state.outbox)
    .filter(({ toOwner, status }) => !toOwner && status !== "cancelled")
    .map(({ kind, contactId }) => `${kind} ${contactId}`)
    .toSorted();

/** All that decides who gets mail, letters to her aside. */
const steered = ({ passes, edits, muted, admitted, ignored, away, declined, queries, readSince }: State) => ({
  passes,
  edits,
  muted,
  admitted,
  ignored,
  away,
  declined,
  readSince,
  skipped: Object.values(queries).map(({ id, skipped }) => [id, skipped]),
});

const WORDS = [
  "send all",
  "1",
  "1a 2a: hello",
  "1 to beatriz",
  "skip 1",
  "none",
  "yes",
  "yes all",
  "always ana haro",
  "never ana haro",
  "never ana",
  "pause ana 2w",
  "away till 12 may",
  "mute haro",
  "admit 1",
  "ignore 1",
  "ana evil@example.org",
  "read last 3 days",
  "nudge 1a",
  "resend 1",
  "undo",
  "forget ana",
] as const;

/** A mail of somebody's that wants to pass for hers, or for an answer that steers. */
interface Attempt {
  readonly from: string;
  readonly words: readonly string[];
  readonly thread: "none" | "letter" | "forward";
  readonly forged: readonly string[];
  readonly hasRef: boolean;
  readonly isSubject: boolean;
}

/** In her name an answer to her own letter is hers: that is another law. */
const isHers = (from: string) => from.toLowerCase().replace(/^.*<|>.*$/g, "") === OWNER;

const attempts: fc.Arbitrary<Attempt> = fc
  .record({
    from: fc.constantFrom(
      "ana@example.test",
      "lou@example.org",
      OWNER,
      OWNER.toUpperCase(),
      `Nell Hartigan <${OWNER}>`,
      `"Nell Hartigan <${OWNER}>" <lou@example.org>`,
      `"${OWNER}" <ana@example.test>`,
      `${OWNER}, lou@example.org`,
      `nell@example.test.example.org`,
      `Nell <nell+x@other.example>`,
    ),
    words: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 }),
    thread: fc.constantFrom("none", "letter", "forward"),
    forged: fc.subarray([
      `Sender: ${OWNER}`,
      `Reply-To: ${OWNER}`,
      "Authentication-Results: mail.example.test; dkim=pass header.d=example.test; dmarc=pass",
      "DKIM-Signature: v=1; a=rsa-sha256; d=example.test; s=x; h=From:To:Subject:Date; bh=AAAA; b=AAAA",
      "X-Sendalong-Id: nothing",
    ] as const),
    hasRef: fc.boolean(),
    isSubject: fc.boolean(),
  })
  .filter(({ from, thread, hasRef }) => !(isHers(from) && (thread === "letter" || hasRef)));

/** All three have it, as of an hour ago. */
async function passedOn(): Promise<State> {
  const { state } = arrive(proposed, [await arrivalOf(answer("send all"), FULL)], AT, NOW);
  const outbox = Object.entries(state.outbox).map(([id, mail]) => [
    id,
    mail.toOwner ? mail : { ...mail, status: "sent" as const, sentAt: NOW.toISOString() },
  ]);
  return { ...state, outbox: Object.fromEntries(outbox) };
}

function mailOf(state: State, { from, words, thread, forged, hasRef, isSubject }: Attempt): string {
  const forward = Object.values(state.outbox).find(({ toOwner }) => !toOwner)?.messageId ?? "";
  const id = thread === "letter" ? letter.messageId : forward;
  const threading = thread === "none" ? [] : [`In-Reply-To: <${id}>`, `References: <${id}>`];
  const ref = hasRef ? `\n\nref: ${letter.id}` : "";
  const subject = isSubject ? (words[0] ?? "") : "A word";
  return plainMail(
    { ...head(from, subject), headers: [...threading, ...forged] },
    `${words.join("\n")}${ref}\n`,
  );
}

test("what anybody else writes, or anybody unproven in her name, changes nothing about who gets mail", async () => {
  const sent = await passedOn();
  expect(toContacts(sent)).toHaveLength(3);
  await fc.assert(
    fc.asyncProperty(attempts, fc.constantFrom(proposed, sent), async (attempt, before) => {
      const { state } = arrive(before, [await arrivalOf(mailOf(before, attempt))], AT, NOW);
      expect(toContacts(state)).toEqual(toContacts(before));
      expect(steered(answersLeftOut(state))).toEqual(steered(answersLeftOut(before)));
    }),
    { numRuns: 300 },
  );
});

/** That somebody answered is noted: it steers nothing by itself. */
function answersLeftOut(state: State): State {
  const passes = Object.entries(state.passes).map(([id, { contactId, mailId, onWord, nudges }]) => [
    id,
    { contactId, mailId, onWord, nudges },
  ]);
  return { ...state, passes: Object.fromEntries(passes) };
}

test("an answer to a letter sends exactly whom it names, whatever stands around it", async () => {
  const around = fc.record({
    before: fc.constantFrom("", "Hi,\n\n", "Hello Sendalong,\n"),
    between: fc.constantFrom(" ", ", ", " and ", "\n", " & "),
    after: fc.constantFrom(
      "",
      "\n\nThanks, all of them are lovely",
      "\n\n-- \nNell\n2 Harbour Street",
      "\n\n1 is the best",
    ),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.subarray(Object.keys(WHO), { minLength: 1 }),
      around,
      async (codes, { before, between, after }) => {
        const raw = answer(`${before}${codes.join(between)}${after}`);
        const { state } = arrive(proposed, [await arrivalOf(raw)], AT, NOW);
        const named = codes.map((code) => `forward ${WHO[code]?.id}`).toSorted();
        expect(toContacts(state)).toEqual(named);
        // And once: the same answer, and the same words again, add nothing.
        const again = arrive(
          state,
          [await arrivalOf(raw), await arrivalOf(answer(codes.join(" ")))],
          AT,
          NOW,
        ).state;
        expect(toContacts(again)).toEqual(named);
        expect(Object.keys(again.passes)).toEqual(Object.keys(state.passes));
      },
    ),
  );
});

/** Lines of an answer with whom each of them names to be sent to; hedged, declined and asked about is nobody. */
const SAYS: Readonly<Record<string, readonly string[]>> = {
  "1a": ["1a"],
  "send 2": ["2a"],
  "1": ["1a", "1b"],
  "all but 2": ["1a", "1b"],
  "1 to peter": ["1b"],
  "Peter for 1": ["1b"],
  "1b: hello, 2a would like this too": ["1b"],
  "yes to 2": ["2a"],
  "1a?": [],
  "not 2": [],
  "don't send 1b": [],
  "no 1a": [],
  "skip 2": [],
  "1: Ana only": ["1a"],
  "2 people asked me about 1a": [],
  "2a if she has time": [],
  "if Ana is back: 1": [],
  "sned 2a": [],
  "maybe 1b later": [],
  "1: not this week": [],
  "1a was lovely last time": [],
  "Beatriz please": [],
  "Can you send 2?": [],
  "I would send all of these": [],
  "why 2a": [],
  "more 1": [],
  "Thanks, 1 and 2 look good": [],
  "3": [],
  "": [],
};

test("whatever lines an answer holds, it sends to nobody whom none of them names", async () => {
  const lines = fc.array(fc.constantFrom(...Object.keys(SAYS)), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(lines, async (said) => {
      const { state } = arrive(proposed, [await arrivalOf(answer(said.join("\n")))], AT, NOW);
      const named = said.flatMap((line) => SAYS[line] ?? []).map((code) => `forward ${WHO[code]?.id}`);
      expect(named).toEqual(expect.arrayContaining(toContacts(state)));
    }),
    { numRuns: 300 },
  );
});

test("by its thread alone an answer changes no rule; it is asked about, and her yes to that does it", async () => {
  const rules = fc.constantFrom(
    "always ana haro",
    "never ana haro",
    "pause ana 2w",
    "away till 12 may",
    "mute haro",
    "ana new@example.org",
  );
  await fc.assert(
    fc.asyncProperty(rules, async (words) => {
      const unproven = arrive(proposed, [await arrivalOf(answer(words))], AT, NOW).state;
      expect(steered(unproven)).toEqual(steered(proposed));
      expect(Object.values(unproven.unproven)).toHaveLength(1);
      const proven = arrive(proposed, [await arrivalOf(answer(words), FULL)], AT, NOW).state;
      expect(steered(proven)).not.toEqual(steered(proposed));
      // Undone, all is as it was.
      const undone = arrive(proven, [await arrivalOf(answer("undo"), FULL)], AT, NOW).state;
      expect(steered(undone)).toEqual(steered(proposed));
    }),
    { numRuns: 20 },
  );
});

test("a standing word acts on a proven edition once, never on an unproven one, and a second tick decides nothing new", async () => {
  const edition = gmailForward(head(OWNER, "Fwd: HARO Queries"), haroEdition());
  const proven = arrive(emptyState("store", "00"), [await arrivalOf(edition, FULL)], AT, NOW).state;
  expect(toContacts(proposed)).toEqual([]);
  expect(toContacts(proven)).toEqual(["forward peter-grau"]);
  const again = gmailForward(head(OWNER, "Fwd: HARO Queries"), haroEdition());
  const twice = arrive(proven, [await arrivalOf(again, FULL)], AT, NOW).state;
  expect(toContacts(twice)).toEqual(["forward peter-grau"]);
  expect(beforeLeaving(twice, AT, NOW).mails).toEqual([]);
});
