/** Words, stems and the way people write them. */
import fc from "fast-check";
import snowball from "snowball-stemmers";
import { expect, test } from "vitest";
import { stem, tokens, words } from "../../src/match/words.ts";

test.each([
  ["C++ and C#", ["c++", "and", "c#"]],
  ["a 401(k) plan", ["a", "401k", "plan"]],
  ["R&D in the U.S.", ["r&d", "in", "the", "US"]],
  ["e-bikes", ["ebikes"]],
  ["plain IT people", ["plain", "IT", "people"]],
  ["WHO IS IT", ["who", "is", "it"]],
  ["café Straße", ["cafe", "strasse"]],
  ["the dog's bed", ["the", "dog", "bed"]],
  ["寿司職人", ["寿司", "司職", "職人"]],
])("%s", (text, expected) => {
  expect(words(text)).toEqual(expected);
});

const ENDINGS = [
  "",
  "s",
  "es",
  "ed",
  "edly",
  "ing",
  "ingly",
  "ly",
  "ness",
  "fully",
  "ational",
  "ization",
  "ousness",
  "ement",
  "y",
  "ies",
  "eed",
];
const ROOTS = [
  "bake",
  "run",
  "hope",
  "fl",
  "general",
  "commun",
  "sky",
  "say",
  "toy",
  "control",
  "sens",
  "vital",
  "relat",
  "di",
  "succ",
  "arsen",
  "oper",
];

test("the English stem is Snowball's, word for word", () => {
  const english = snowball.newStemmer("english");
  const made = fc
    .tuple(fc.constantFrom(...ROOTS), fc.constantFrom(...ENDINGS), fc.constantFrom(...ENDINGS))
    .map((parts) => parts.join(""));
  const random = fc.string({ unit: fc.constantFrom(..."aeiouybdglnrstmlz"), minLength: 3, maxLength: 12 });
  fc.assert(
    fc.property(fc.oneof(made, random), (word) => {
      if (word.length > 2) expect(stem(word)).toBe(english.stem(word));
    }),
    { numRuns: 5000 },
  );
});

const texts = fc
  .array(
    fc.oneof(
      fc.constantFrom("C++", "401(k)", "U.S.", "寿司職人", "e-bike", "café", "IT", "’s", "\n", "🥖"),
      fc.string(),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(" "));

test("tokens stand in the text in order, and never overlap but in unspaced script", () => {
  fc.assert(
    fc.property(texts, (text) => {
      let last = 0;
      for (const { start, end } of tokens(text)) {
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
        expect(start).toBeGreaterThanOrEqual(last);
        last = start;
      }
    }),
  );
});
