/** A standing approval about to act says what it led to so far, by the same measure as `stats`. */
import { expect, test } from "vitest";
import { actOnWord } from "../../src/decision/standing.ts";
import { draft, type QueryId } from "../../src/decision/state.ts";
import type { StandingView } from "../../src/decision/views.ts";
import { contact, desk, NOW, passedOn, query, stateWith } from "./desk.ts";

const ANA = contact({ name: "Ana Ruiz", services: { haro: "always" } });
const FITS = {
  contactId: ANA.id,
  score: 0.9,
  proposed: true,
  because: [],
  evidence: [],
  heldBack: [],
  stretch: null,
};

function soFar(answer: string) {
  const answered = { answer, answeredAt: NOW.toISOString(), onWord: "always ana haro" };
  const before = query({}, { id: "old-20" as QueryId });
  const state = { ...stateWith(passedOn(ANA, 20, answered)), queries: { [before.id]: before } };
  const step = { state: draft(state), mails: [], because: [] };
  actOnWord(step, desk([ANA]), [query({}, { candidates: [FITS] })], NOW);
  const letter = Object.values(step.mails as readonly { name: string; view: unknown }[]).find(
    ({ name }) => name === "standing",
  );
  return (letter?.view as StandingView | undefined)?.soFar;
}

test.each([
  ["I pitched it this morning", 1],
  ["Done, sent mine", 1],
  ["Sorry, no: a colleague pitched him last week", 0],
  ["What is their deadline?", 0],
])("%s", (answer, pitched) => {
  expect(soFar(answer)).toEqual({ sent: 1, answered: 1, pitched });
});
