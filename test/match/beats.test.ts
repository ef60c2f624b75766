/** How much a word that stands in a text says of a beat whose cue has the same stem. */
import { expect, test } from "vitest";
import { createBeatIndex } from "../../src/match/beats.ts";
import { createSpace } from "../../src/match/space.ts";
import { stem } from "../../src/match/words.ts";
import { TABLES } from "./asking.ts";

const INDEX = createBeatIndex(TABLES.beats, createSpace(TABLES.vectors));

function agreement(beat: string, word: string): number | undefined {
  const cues = INDEX.find([stem(word)], "en").flatMap(({ value }) => value);
  const cue = cues.find((each) => INDEX.beats[each.beat]?.name === beat);
  return cue && INDEX.agreement(cue, word);
}

test.each([
  ["gardening", "gardeners"],
  ["gardening", "garden"],
  ["retail", "shop"],
  ["mortgages", "mortgage"],
])("%s is said by %s", (beat, word) => {
  expect(agreement(beat, word)).toBe(1);
});

test.each([
  ["productivity", "product"],
  ["decluttering", "organizations"],
  ["business etiquette", "tips"],
  ["supply chain", "sources"],
])("%s is hardly said by %s", (beat, word) => {
  expect(agreement(beat, word)).toBeLessThan(0.2);
});

test("a rare word says all of its subject, wherever it lies", () => {
  expect(agreement("dermatology", "eczema")).toBe(1);
});
