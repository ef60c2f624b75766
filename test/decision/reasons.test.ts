/** Who went quiet: with a reason or not at all, three a week, the same one not before a fortnight. */
import { describe, expect, test } from "vitest";
import { lastTouch, noteOwnWords, quietPeople, reasonToWrite } from "../../src/decision/reasons.ts";
import { scrambled } from "../../src/decision/shut.ts";
import { draft, type Saved, type State } from "../../src/decision/state.ts";
import { DAY_MS } from "../../src/time.ts";
import { contact, desk, NOW, passedOn, stateWith } from "./desk.ts";

const ago = (days: number) => new Date(NOW.getTime() - days * DAY_MS).toISOString();
const later = (days: number) => new Date(NOW.getTime() + days * DAY_MS);
const ARTICLE: Saved = {
  id: "s1",
  title: "Bread in February",
  url: "https://crumb.example.com/bread",
  from: "Crumb & Kettle",
  savedAt: ago(3),
  interests: ["Sourdough"],
};
const TEN = Array.from({ length: 10 }, (_, n) =>
  contact({ name: `Person P${n}`, every: "6w", metAt: `2026-0${1 + (n % 9)}-10` }),
);
const AT = desk(TEN);

function stateAt(changes: Partial<State> = {}): State {
  return { ...stateWith(), saved: { s1: ARTICLE }, ...changes };
}

describe("a reason to write", () => {
  const ana = contact({ name: "Ana Ruiz", interests: ['"sourdough"'] });
  const at = desk([ana]);
  test.each([
    ["something saved that suits them", {}, 'You saved "Bread in February" (Crumb & Kettle) on 17 Jan.'],
    ["nothing that suits them", { saved: { s1: { ...ARTICLE, interests: ["bees"] } } }, null],
    [
      "saved for them by name",
      { saved: { s1: { ...ARTICLE, interests: [], forIds: [ana.id] } } },
      'You saved "Bread in February" (Crumb & Kettle) on 17 Jan.',
    ],
    ["saved for somebody else", { saved: { s1: { ...ARTICLE, forIds: [TEN[0]?.id ?? ana.id] } } }, null],
    [
      "an event ahead",
      { saved: { s1: { ...ARTICLE, on: "2027-01-28" } } },
      '"Bread in February" is on Thu 28 Jan; you saved it.',
    ],
    ["an event that is over", { saved: { s1: { ...ARTICLE, on: "2027-01-10" } } }, null],
    ["nothing at all", { saved: {} }, null],
  ])("%s", (_case, changes, expected) => {
    expect(reasonToWrite(stateAt(changes), at, ana, NOW)?.text ?? null).toBe(expected);
  });
});

test("three a week, and the next three the week after", () => {
  const told: string[] = [];
  let quietTold: Record<string, string> = {};
  for (const day of [0, 1, 6, 7, 8, 13]) {
    const quiet = quietPeople(stateAt({ quietTold }), AT, later(day));
    for (const { contact: one } of quiet) quietTold = { ...quietTold, [one.id]: later(day).toISOString() };
    told.push(...quiet.map(({ contact: one }) => `${day} ${one.name}`));
  }
  expect(told.map((each) => each.split(" ")[0])).toEqual(["0", "0", "0", "7", "7", "7"]);
  expect(new Set(told.map((each) => each.slice(2))).size).toBe(6);
});

test("nobody without a reason, nobody who said stop, is paused or was written to", () => {
  expect(quietPeople(stateAt({ saved: {} }), AT, NOW)).toEqual([]);
  const [one, two, three] = TEN;
  if (one === undefined || two === undefined || three === undefined) throw new Error("ten people");
  const few = desk([{ ...one, status: "paused until 2027-03-01" }, two, three]);
  const state = stateAt({ stopped: { [two.id]: ago(1) }, touches: { [three.id]: ago(5) } });
  expect(quietPeople(state, few, NOW)).toEqual([]);
});

test("nobody whose address said stop under another entry", () => {
  const [one] = TEN;
  if (one === undefined) throw new Error("ten people");
  const stopped = { [scrambled({ storeKey: "00" }, one.addresses[0] ?? "")]: ago(1) };
  expect(quietPeople(stateAt(), desk([one]), NOW)).toHaveLength(1);
  expect(quietPeople(stateAt({ stopped }), desk([one]), NOW)).toEqual([]);
});

test("the clock moves with words of hers, not with what was worded by rule", () => {
  const [one, two] = TEN;
  if (one === undefined || two === undefined) throw new Error("ten people");
  const next = draft(stateWith(passedOn(one, 4, { note: "for you" }), passedOn(two, 4)));
  noteOwnWords(next);
  expect(lastTouch(next as State, one)?.toISOString()).toBe(ago(4));
  expect(lastTouch(next as State, two)?.toISOString()).toBe("2026-02-10T00:00:00.000Z");
});
