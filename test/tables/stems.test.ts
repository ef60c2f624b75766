/** The stems that ship are those the stemmers make: nothing here may load them into the stemmers first. */
import { expect, test } from "vitest";
import { type Language, stem } from "../../src/match/words.ts";
import { loadStems } from "../../src/tables/stems.ts";

const SHIPPED = loadStems(new URL("../../data/stems.json", import.meta.url));

test.each(["en", "es", "de", "fr", "pt", "it"] satisfies Language[])(
  "the %s words of the beat list ship with their stems",
  (language) => {
    const pairs = (SHIPPED[language] ?? "").split("\n").map((line) => line.split(" "));
    expect(pairs.length).toBeGreaterThan(100);
    expect(pairs.filter(([word = "", stemmed]) => stem(word, language) !== stemmed)).toEqual([]);
  },
);

test("without the file every stem is worked out", () => {
  expect(loadStems(new URL("../../data/no-such-file.json", import.meta.url))).toEqual({});
});
