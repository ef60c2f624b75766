/** Nothing names somebody any more, and everything else stands as it stood. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ContactId } from "../../src/contact/contact.ts";
import { eraserOf, stateWithout } from "../../src/decision/erase.ts";
import { toErase } from "../../src/decision/forget.ts";
import { emptyState, type State } from "../../src/decision/state.ts";
import { contact, NOW, passedOn, query, stateWith } from "./desk.ts";

const ana = contact({ name: "Ana Ruiz" });
const raj = contact({ name: "Raj Mehta" });

const letter = (changes: object) => ({
  id: "l1",
  no: 1,
  kind: "proposal",
  at: NOW.toISOString(),
  messageId: "l1@x",
  subject: "Ana, and 3 h 50 left",
  parent: null,
  items: {},
  questions: {},
  did: [],
  rest: [],
  undone: false,
  ...changes,
});

/** Ana and Raj in every table there is. */
function busy(): State {
  const known = query(
    { query: "Bakers wanted. Anagrams and Ana Ruiz of another town may answer." },
    {
      identities: ["ana ruiz of another town"],
      skipped: [ana.id, raj.id],
      candidates: [ana, raj].map(({ id, name }) => ({
        contactId: id,
        score: 0.9,
        proposed: true,
        because: [`${name} (note)`],
        evidence: [],
        heldBack: [],
        stretch: null,
      })),
    },
  );
  const base = stateWith(passedOn(ana, 3), passedOn(raj, 4));
  return {
    ...base,
    queries: { [known.id]: known },
    identities: { "ana ruiz of another town": known.id },
    letters: {
      l1: letter({
        items: {
          "1": { kind: "query", queryId: known.id, people: { a: ana.id, b: raj.id }, heldBack: { a: "x" } },
        },
        questions: {
          "": { kind: "forget", contactId: ana.id, code: "" },
          "2": { kind: "forget", contactId: raj.id, code: "2" },
        },
        offers: ["7 to ana", "ask raj"],
      }),
    } as unknown as State["letters"],
    edits: { "ana-ruiz notes": { contactId: ana.id, key: "notes", before: null, after: "Ana likes rye" } },
    stopped: { [ana.id]: NOW.toISOString(), "0123": NOW.toISOString() },
    touches: { [ana.id]: NOW.toISOString(), [raj.id]: NOW.toISOString() },
    declined: { "ana-ruiz rye bread": { count: 1, askedAt: null } },
    notes: [{ at: NOW.toISOString(), text: "A stranger wrote: Ana Ruiz, ANA@example.test." }],
    forgetting: { [ana.id]: { wish: "hers", dueAt: NOW.toISOString() } },
    keys: { abc: "2027-01-20" },
  };
}

test("name, addresses and id are nowhere but in a journalist's own words; the others stay", () => {
  const before = busy();
  const after = stateWithout(before, eraserOf([ana], [raj]));
  const { queries, identities, ...rest } = after;
  expect(JSON.stringify(rest)).not.toMatch(/\bana\b|ruiz|ana@/i);
  const [known] = Object.values(queries);
  expect(known?.query).toEqual(Object.values(before.queries)[0]?.query);
  expect(identities).toEqual(before.identities);
  expect(known?.identities).toEqual(["ana ruiz of another town"]);
  expect(known?.candidates.map(({ contactId }) => contactId)).toEqual([raj.id]);
  expect(known?.skipped).toEqual([raj.id]);
  expect(Object.values(after.passes).map(({ contactId }) => contactId)).toEqual([raj.id]);
  expect(after.letters.l1?.items["1"]).toMatchObject({ people: { b: raj.id } });
  expect(Object.keys(after.letters.l1?.questions ?? {})).toEqual(["2"]);
  expect(after.letters.l1?.subject).toBe("somebody, and 3 h 50 left");
  expect(after.touches).toEqual({ [raj.id]: NOW.toISOString() });
  expect(after.stopped).toEqual({ "0123": NOW.toISOString() });
  expect([after.keys, after.storeKey]).toEqual([before.keys, before.storeKey]);
});

test("a first name that somebody else bears stays in their letters", () => {
  const other = contact({ name: "Ana Lopes" });
  const after = stateWithout(busy(), eraserOf([ana], [other, raj]));
  expect(after.letters.l1?.subject).toBe("Ana, and 3 h 50 left");
});

test("a person who was never there takes nothing along", () => {
  const names = fc.constantFrom("May Will", "No One", "A. B", "王小明", "Re Fwd", "x.*y");
  fc.assert(
    fc.property(names, (name) => {
      const nobody = { id: "nobody-at-all" as ContactId, name, addresses: ["nobody@nowhere.example"] };
      const state = busy();
      expect(stateWithout(state, eraserOf([nobody], [ana, raj]))).toEqual(state);
    }),
  );
});

test("it waits until letters that may name them have left, a day at most; a contact's own wish a week", () => {
  const wish = (dueAt: string): State => ({
    ...emptyState("store", "00"),
    forgetting: { [ana.id]: { wish: "hers", dueAt } },
    outbox: passedOn(ana, 0, {}, { toOwner: true, status: "retry" }).outbox,
  });
  const day = 24 * 60 * 60 * 1000;
  const at = (ms: number) => new Date(NOW.getTime() + ms);
  expect(toErase(wish(NOW.toISOString()), at(0))).toEqual([]);
  expect(toErase(wish(NOW.toISOString()), at(day))).toEqual([ana.id]);
  expect(toErase({ ...wish(at(7 * day).toISOString()), outbox: {} }, at(6 * day))).toEqual([]);
  expect(toErase({ ...wish(at(7 * day).toISOString()), outbox: {} }, at(7 * day))).toEqual([ana.id]);
});
