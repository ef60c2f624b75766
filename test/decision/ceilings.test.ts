/** The last guard against a loop: so many mails in such a time, whatever was decided. */
import { describe, expect, test } from "vitest";
import { LETTERS_AN_HOUR, MAILS_AN_HOUR_TO_ONE } from "../../src/bounds.ts";
import { afterCeiling, ceilingOver, tellBreaker } from "../../src/decision/ceilings.ts";
import { outgoing, type Step } from "../../src/decision/desk.ts";
import { draft, type Outgoing, type State } from "../../src/decision/state.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../src/time.ts";
import { desk, NOW, stateWith } from "./desk.ts";

const CEILINGS = { perMinute: 100_000, perDay: 100_000 };

function mail(n: number, changes: Partial<Outgoing> = {}): Outgoing {
  return outgoing({
    id: `mail-${n}`,
    key: `mail:${n}`,
    kind: "forward",
    toOwner: false,
    from: "sendalong@example.test",
    to: "ana@example.test",
    messageId: `mail-${n}@example.test`,
    status: "sent",
    createdAt: NOW.toISOString(),
    leavesAt: NOW.toISOString(),
    sentAt: NOW.toISOString(),
    ...changes,
  });
}

function sent(count: number, changes: Partial<Outgoing> = {}): State {
  const mails = Array.from({ length: count }, (_, n) => mail(n, changes));
  return stateWith({ outbox: Object.fromEntries(mails.map((each) => [each.id, each])) });
}

const ago = (ms: number) => new Date(NOW.getTime() - ms).toISOString();
const LETTER = { kind: "proposal", toOwner: true, to: "nell@example.test" } as const;
const WAITING = { status: "waiting", sentAt: null } as const;
const over = (state: State, waiting: Partial<Outgoing> = {}, ceilings = CEILINGS) =>
  ceilingOver(state, mail(9999, { ...WAITING, ...waiting }), ceilings, NOW)?.why ?? null;

test.each<[string, State, Partial<Outgoing>, Partial<typeof CEILINGS>, RegExp | null]>([
  ["nothing has left", sent(0), {}, {}, null],
  ["one less than an hour's worth to one address", sent(MAILS_AN_HOUR_TO_ONE - 1), {}, {}, null],
  ["an hour's worth to one address", sent(MAILS_AN_HOUR_TO_ONE), {}, {}, /an hour to one address/],
  [
    "the same, but the mail is for somebody else",
    sent(MAILS_AN_HOUR_TO_ONE),
    { to: "raj@example.test" },
    {},
    null,
  ],
  ["the same, an hour ago", sent(MAILS_AN_HOUR_TO_ONE, { sentAt: ago(HOUR_MS) }), {}, {}, null],
  ["letters to her know no ceiling of an address", sent(50, LETTER), LETTER, {}, null],
  [
    "perDay is reached",
    sent(3, { to: "raj@example.test", sentAt: ago(DAY_MS - 1) }),
    {},
    { perDay: 3 },
    /3 a day/,
  ],
  ["perDay never holds letters to her", sent(3), LETTER, { perDay: 3 }, null],
  ["perMinute is reached", sent(2), LETTER, { perMinute: 2 }, /2 a minute/],
  ["perMinute was reached a minute ago", sent(2, { sentAt: ago(MINUTE_MS) }), LETTER, { perMinute: 2 }, null],
  [
    "an hour's worth, dated by a clock that was a year ahead",
    sent(MAILS_AN_HOUR_TO_ONE, { sentAt: ago(-365 * DAY_MS) }),
    {},
    {},
    null,
  ],
  ["the breaker stops letters", sent(LETTERS_AN_HOUR, LETTER), LETTER, {}, /I stopped/],
  ["the breaker stops forwards too", sent(LETTERS_AN_HOUR, LETTER), {}, {}, /I stopped/],
])("%s", (_, state, waiting, ceilings, why) => {
  const said = over(state, waiting, { ...CEILINGS, ...ceilings });
  if (why === null) expect(said).toBeNull();
  else expect(said).toMatch(why);
});

test("what must wait for the hour says why and is looked at again later, not at once", () => {
  const state = sent(MAILS_AN_HOUR_TO_ONE);
  const waiting = mail(9999, WAITING);
  const ceiling = ceilingOver(state, waiting, CEILINGS, NOW);
  if (ceiling === null) throw new Error("nothing holds it");
  const after = afterCeiling(state, waiting, ceiling).outbox[waiting.id];
  expect(after).toMatchObject({ status: "waiting", why: ceiling.why });
  expect(new Date(after?.leavesAt ?? 0).getTime()).toBeGreaterThan(NOW.getTime());
});

describe("the breaker", () => {
  const told = (state: State, now = NOW): Step => {
    const step: Step = { state: draft(state), mails: [], because: [] };
    tellBreaker(step, desk([]), now);
    return step;
  };

  test("tells her once, and that letter leaves all the same", () => {
    const step = told(sent(LETTERS_AN_HOUR, LETTER));
    const [letter] = step.mails;
    const record = step.state.outbox[letter?.id ?? ""];
    expect(letter?.name).toBe("notice");
    if (record === undefined) throw new Error("the letter is not in the outbox");
    expect(ceilingOver(step.state as State, record, CEILINGS, NOW)).toBeNull();
    expect(told(step.state as State, new Date(NOW.getTime() + MINUTE_MS)).mails).toEqual([]);
  });

  test("says nothing on an ordinary day", () => {
    expect(told(sent(LETTERS_AN_HOUR - 1, LETTER)).mails).toEqual([]);
  });
});
