/** Of most words it is known without stemming them that their stem is none of some: a stem begins like its word. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Stems } from "../../src/match/stems.ts";
import { type Language, words } from "../../src/match/words.ts";
import { TABLES } from "./asking.ts";

const FOREIGN: readonly Language[] = ["es", "de", "fr", "pt", "it"];
const WRITTEN = TABLES.beats.flatMap(({ name, also, cues, foreign }) => [
  name,
  ...also,
  ...cues,
  ...Object.values(foreign).flat(),
]);
const WORDS = [...new Set(WRITTEN.flatMap(words))].filter((_, at) => at % 8 === 0);

function mayHold(word: string, language: Language): boolean {
  const stems = new Stems(language);
  stems.add(word);
  return stems.mayHold(word) && stems.hold(word);
}

test.each(FOREIGN)("no stem of a word is missed, %s", (language) => {
  expect(WORDS.length).toBeGreaterThan(1000);
  expect(WORDS.filter((word) => !mayHold(word, language))).toEqual([]);
});

test("nor of letters that are no word", () => {
  const letters = fc
    .array(fc.constantFrom(..."abcdeghilmnoqrstuvwyz"), { minLength: 1, maxLength: 9 })
    .map((each) => each.join(""));
  const endings = fc.constantFrom(
    "",
    ..."logia logie logias ucion uciones encia ence enza ications amment emment issement ivite euse aux isation mente idades keiten lichst ungen".split(
      " ",
    ),
  );
  fc.assert(
    fc.property(letters, endings, fc.constantFrom(...FOREIGN), (begun, ending, language) => {
      expect(mayHold(begun + ending, language)).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

test("a word that begins otherwise is not stemmed", () => {
  const stems = new Stems("es");
  for (const each of ["jardines", "vinos", "luz"]) stems.add(each);
  expect(["jardineras", "vinilo"].map((word) => stems.mayHold(word))).toEqual([true, true]);
  expect(["pan", "jugar", "ja"].map((word) => stems.mayHold(word))).toEqual([false, false, false]);
  expect(["jardin", "jardinero", "vino"].map((word) => stems.hold(word))).toEqual([true, false, true]);
});
