/**
 * Makes data/stems.json: the stems of all words of data/beats.json, so that no start has to work them out again. Words
 * that are missing there are stemmed when they are met, so nothing breaks before it is run again.
 *
 *   npm run build && node test/bench/build-stems.mjs
 */
import { writeFileSync } from "node:fs";
import { stem, words } from "../../dist/match/words.js";
import { loadBeats } from "../../dist/tables/beats.js";

const beats = loadBeats(new URL("../../data/beats.json", import.meta.url));
/** Words of other languages have an English stem too: nobody knows of a word alone which language it is of. */
const texts = {
  en: beats.flatMap(({ name, also, cues, who, foreign }) => [
    name,
    ...also,
    ...cues,
    ...who,
    ...Object.values(foreign).flat(),
  ]),
  ...Object.fromEntries(
    ["es", "de", "fr", "pt", "it"].map((language) => [
      language,
      beats.flatMap(({ foreign }) => foreign[language] ?? []),
    ]),
  ),
};
const stems = Object.entries(texts).map(([language, list]) => {
  const own = [...new Set(list.flatMap((text) => words(text)))].sort();
  return [language, own.map((word) => `${word} ${stem(word, language)}`).join("\n")];
});
writeFileSync(
  new URL("../../data/stems.json", import.meta.url),
  `${JSON.stringify({ version: 1, stems: Object.fromEntries(stems) }, null, 1)}\n`,
);
