/** Two entries become one: what was known of the one that goes is the other's. */
import { expect, test } from "vitest";
import type { ContactId } from "../../src/contact/contact.ts";
import { rehung, takeApart } from "../../src/decision/people-merge.ts";
import { draft, emptyState, type State } from "../../src/decision/state.ts";

const ANA = { id: "ana" as ContactId };
const ANNA = { id: "anna" as ContactId };
const lesson = { contactId: ANNA.id, said: "yes" as const, numbers: {}, more: 0, words: "rye bread" };
const before = {
  ...emptyState("00", "00"),
  touches: {
    ana: "2027-01-05T10:00:00.000Z",
    anna: "2027-03-05T10:00:00.000Z",
    tom: "2027-02-01T10:00:00.000Z",
  },
  absent: { ana: "2027-05-12", anna: "2027-04-01" },
  lessons: { "q1:anna": lesson, "q2:ana": { ...lesson, contactId: ANA.id }, "q2:anna": lesson },
  declined: { "anna crypto": { count: 2, askedAt: null }, "annabel crypto": { count: 1, askedAt: null } },
  links: { "anna ferments": { said: "no", at: "2027-01-01T00:00:00.000Z" } },
} satisfies State;

test("what was learnt, promised and last said goes along, the later day and her own word first", () => {
  const state = draft(before);
  rehung(state, ANA, ANNA);
  expect(state.touches).toEqual({ ana: before.touches.anna, tom: before.touches.tom });
  expect(state.absent).toEqual({ ana: "2027-05-12" });
  expect(state.lessons).toEqual({
    "q1:ana": { ...lesson, contactId: ANA.id },
    "q2:ana": { ...lesson, contactId: ANA.id },
  });
  expect(state.declined).toEqual({
    "ana crypto": { count: 2, askedAt: null },
    "annabel crypto": { count: 1, askedAt: null },
  });
  expect(state.links).toEqual({ "ana ferments": before.links["anna ferments"] });
});

test("undo brings every row back to where it stood", () => {
  const state = draft(before);
  takeApart(state, rehung(state, ANA, ANNA));
  expect(state).toEqual(before);
});
