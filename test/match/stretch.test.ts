/** When nobody fits: the one nobody would have thought of, with the path that leads to him. */
import { expect, test } from "vitest";
import { farMatch } from "../../src/match/stretch.ts";
import { matches } from "./asking.ts";

const TINY = {
  summary: "Small rooms, big lives",
  query: "I want to talk to designers of tiny homes and small rooms: where does everything go?",
};

test("her note leads to a stretch, its path from the query's words to the note", () => {
  const far = farMatch(
    matches([{ interests: ["freight logistics"], notes: "22 years at sea, lives on a barge" }], TINY),
  );
  expect(far).toMatchObject({
    kind: "stretch",
    path: 'Small rooms > tiny homes > "lives on a barge" (your note)',
  });
  expect(far?.match.proposed).toBe(false);
});

test("whoever works in the neighbouring field may know somebody", () => {
  const far = farMatch(matches([{ interests: ["solar power"] }], "Wind turbines at sea"));
  expect(far).toMatchObject({ kind: "may know", path: "Wind turbines > wind power > solar power" });
});

test.each([
  ["somebody fits", [{ interests: ["tiny homes"] }, { interests: [], notes: "lives on a barge" }]],
  ["he is held back", [{ interests: ["-tiny homes"], notes: "lives on a barge" }]],
  ["nothing leads to anybody", [{ interests: ["tax law"] }]],
])("none when %s", (_case, contacts) => {
  expect(farMatch(matches(contacts, TINY))).toBeNull();
});
