/** Subjects near one she gave somebody. */
import { expect, test } from "vitest";
import { createRelated } from "../../src/match/related.ts";
import { loadMatchTables } from "../../src/tables/matching.ts";

const related = createRelated(loadMatchTables());

test.each([
  ["baking", "bread"],
  ['"food science"', "food chemistry"],
  ["podcasts", "audio"],
  ["crypto", "blockchain"],
])("%s is near %s", (interest, near) => {
  expect(related(interest, [])).toContain(near);
});

test("nothing that says the same as one they have, or than another", () => {
  expect(related("baking", ["bread baking", "-pastry"])).not.toEqual(
    expect.arrayContaining(["bread", "pastry"]),
  );
  expect(related("cybersecurity", [])).not.toContain("cyber security");
});

test("of a word nobody knows nothing is near", () => {
  expect(related("quaxbolt", [])).toEqual([]);
});

test("without vectors a beat's own names are left", () => {
  const { beats } = loadMatchTables();
  expect(createRelated({ vectors: null, beats })("crypto", [])).toContain("cryptocurrency");
});
