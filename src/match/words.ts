/** Text -> words and their stems, for matching only. */
import snowball from "snowball-stemmers";

/** Words that carry no subject. */
const EMPTY = new Set(
  `a about above after again all also am an and any are as at be been before being between both but by can could did do does
doing down during each few for from further had has have having he her here hers him his how i if in into is it its just me more
most my no nor not now of off on once one only or other our out over own same she should so some such than that the their them
then there these they this those through to too two under until up us very was we were what when where which while who whom why
will with would you your yours`.split(/\s+/),
);

const english = snowball.newStemmer("english");
const stems = new Map<string, string>();

/** The words of a text, lower-case, accents taken off: `Café-owners` -> `cafe`, `owners`. */
export function words(text: string): string[] {
  const plain = text
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()
    .replace(/[’']s\b/g, "");
  return plain.match(/[\p{L}\p{N}]+(?:\+\+|#)?/gu) ?? [];
}

export function isEmptyWord(word: string): boolean {
  return EMPTY.has(word);
}

/** The stem of a lower-case word; short words and words with other signs stay whole. */
export function stem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const made = word.length < 4 || /[^a-z]/.test(word) ? word : english.stem(word);
  if (stems.size < 200_000) stems.set(word, made);
  return made;
}
