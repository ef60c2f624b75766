/** Her yes and no as lessons: one for each person and query, the last word counts, and why tells what they changed. */
import { expect, test } from "vitest";
import type { Step } from "../../src/decision/desk.ts";
import { keepLesson, learntLines } from "../../src/decision/learning.ts";
import { draft, emptyState } from "../../src/decision/state.ts";
import type { Lesson } from "../../src/match/learn.ts";
import { contact, desk, query } from "./desk.ts";

const ana = contact({ name: "Ana Ruiz" });
const known = query();

function lesson(said: Lesson["said"]): Lesson {
  return { contactId: ana.id, said, numbers: { beat: 1 }, more: 0, words: "" };
}

/** A step, and a desk whose matcher sees something between any two. */
function opened() {
  const step: Step = { state: draft(emptyState("store", "00")), mails: [], because: [] };
  return { step, desk: desk([ana], { lessonOf: (_query, _id, said) => lesson(said) }) };
}

test("her last word about somebody and a query is their one lesson, and taken back there is none", () => {
  const at = opened();
  keepLesson(at, known, ana.id, "yes");
  keepLesson(at, known, ana.id, "no");
  expect(at.step.state.lessons).toEqual({ [`${known.id}:${ana.id}`]: lesson("no") });
  keepLesson(at, known, ana.id, null);
  expect(at.step.state.lessons).toEqual({});
});

test("a table of lessons is never written to in place, and stays the same where nothing is learnt", () => {
  const at = opened();
  const before = at.step.state.lessons;
  keepLesson(at, known, ana.id, null);
  expect(at.step.state.lessons).toBe(before);
  keepLesson(at, known, ana.id, "yes");
  expect(at.step.state.lessons).not.toBe(before);
  expect(before).toEqual({});
});

const candidate = {
  contactId: ana.id,
  score: 0.62,
  proposed: true,
  because: [],
  evidence: [],
  heldBack: [],
  stretch: null,
};

test.each([
  ["nothing was learnt", {}, 0.5, []],
  [
    "she passed on four like it",
    { taught: { without: 0.46, alike: 4 } },
    0.5,
    [
      "you passed on 4 like this to Ana: 0.62, without it 0.46",
      "without your own yes and no I would not have proposed it",
    ],
  ],
  [
    "what counts has moved",
    { taught: { without: 0.71, alike: 0 } },
    0.5,
    ["what you decided so far: 0.62, without it 0.71"],
  ],
  [
    "her border moved over it",
    { taught: { without: 0.61, alike: 0 } },
    0.7,
    [
      "what you decided so far: 0.62, without it 0.61",
      "your border is 0.70, after 1 yes and 2 no of yours; it began at 0.50",
      "without your own yes and no I would have proposed it",
    ],
  ],
])("why, when %s", (_case, taught, proposesFrom, lines) => {
  const lessons = { a: lesson("yes"), b: lesson("no"), c: lesson("no") };
  const state = { ...emptyState("store", "00"), lessons };
  expect(learntLines(state, desk([ana], { proposesFrom }), ana, { ...candidate, ...taught })).toEqual(lines);
});
