/**
 * The stem of an English word: Snowball's "English" (Porter2, https://snowballstem.org/algorithms/english/stemmer.html).
 *
 * Written out because the beat list needs nine thousand stems before the first query, and the library takes half a
 * second for them. A test compares the two word for word.
 */

const EXCEPTIONS = new Map([
  ["skis", "ski"],
  ["skies", "sky"],
  ["dying", "die"],
  ["lying", "lie"],
  ["tying", "tie"],
  ["idly", "idl"],
  ["gently", "gentl"],
  ["ugly", "ugli"],
  ["early", "earli"],
  ["only", "onli"],
  ["singly", "singl"],
  ...["sky", "news", "howe", "atlas", "cosmos", "bias", "andes"].map((word): [string, string] => [
    word,
    word,
  ]),
]);
const DONE_AFTER_1A = new Set([
  "inning",
  "outing",
  "canning",
  "herring",
  "earring",
  "proceed",
  "exceed",
  "succeed",
]);
/** Words whose first region begins after these. */
const LONG_STARTS = ["gener", "commun", "arsen"];
const DOUBLES = new Set(["bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt"]);

/** Longer endings before those they end in. */
const STEP_2: readonly (readonly [string, string])[] = [
  ["ational", "ate"],
  ["fulness", "ful"],
  ["iveness", "ive"],
  ["ization", "ize"],
  ["ousness", "ous"],
  ["biliti", "ble"],
  ["lessli", "less"],
  ["tional", "tion"],
  ["alism", "al"],
  ["aliti", "al"],
  ["ation", "ate"],
  ["entli", "ent"],
  ["fulli", "ful"],
  ["iviti", "ive"],
  ["ousli", "ous"],
  ["abli", "able"],
  ["alli", "al"],
  ["anci", "ance"],
  ["ator", "ate"],
  ["enci", "ence"],
  ["izer", "ize"],
  ["bli", "ble"],
  ["ogi", "og"],
  ["li", ""],
];
const STEP_3: readonly (readonly [string, string])[] = [
  ["ational", "ate"],
  ["tional", "tion"],
  ["alize", "al"],
  ["ative", ""],
  ["icate", "ic"],
  ["iciti", "ic"],
  ["ical", "ic"],
  ["ness", ""],
  ["ful", ""],
];
const STEP_4: readonly string[] =
  "ement able ance ence ible ment ant ate ent ism iti ion ive ize ous al er ic".split(" ");

/** @param word lower case, letters only, three at least. */
export function englishStem(word: string): string {
  const exception = EXCEPTIONS.get(word);
  if (exception !== undefined) return exception;
  const marked = markConsonantY(word);
  const r1 = firstRegion(marked);
  const r2 = regionAfter(marked, r1);
  const after1a = step1a(marked);
  if (DONE_AFTER_1A.has(after1a)) return after1a;
  let stem = step1c(step1b(after1a, r1));
  stem = step2(stem, r1);
  stem = step3(stem, r1, r2);
  stem = step4(stem, r2);
  return step5(stem, r1, r2).replaceAll("Y", "y");
}

function isVowel(letter: string | undefined): boolean {
  return letter !== undefined && "aeiouy".includes(letter);
}

/** A `y` at the beginning or after a vowel is a consonant, written `Y`. */
function markConsonantY(word: string): string {
  if (!word.includes("y")) return word;
  let marked = "";
  for (let at = 0; at < word.length; at++)
    marked += word[at] === "y" && (at === 0 || isVowel(marked[at - 1])) ? "Y" : word[at];
  return marked;
}

function firstRegion(word: string): number {
  const start = LONG_STARTS.find((each) => word.startsWith(each));
  return start === undefined ? regionAfter(word, 0) : start.length;
}

/** Behind the first consonant that follows a vowel, from a place on. */
function regionAfter(word: string, from: number): number {
  for (let at = from + 1; at < word.length; at++)
    if (!isVowel(word[at]) && isVowel(word[at - 1])) return at + 1;
  return word.length;
}

function hasVowel(word: string, to: number): boolean {
  for (let at = 0; at < to; at++) if (isVowel(word[at])) return true;
  return false;
}

function step1a(word: string): string {
  if (word.endsWith("sses")) return word.slice(0, -2);
  if (word.endsWith("ied") || word.endsWith("ies")) return word.slice(0, word.length > 4 ? -2 : -1);
  if (!word.endsWith("s") || word.endsWith("us") || word.endsWith("ss")) return word;
  return hasVowel(word, word.length - 2) ? word.slice(0, -1) : word;
}

function step1b(word: string, r1: number): string {
  for (const ending of ["eedly", "eed"])
    if (word.endsWith(ending))
      return word.length - ending.length >= r1 ? `${word.slice(0, -ending.length)}ee` : word;
  const ending = ["ingly", "edly", "ing", "ed"].find((each) => word.endsWith(each));
  if (ending === undefined || !hasVowel(word, word.length - ending.length)) return word;
  const bare = word.slice(0, -ending.length);
  if (/(?:at|bl|iz)$/.test(bare)) return `${bare}e`;
  if (DOUBLES.has(bare.slice(-2))) return bare.slice(0, -1);
  return isShort(bare, r1) ? `${bare}e` : bare;
}

/** Ends in a short syllable, and nothing is left of the first region. */
function isShort(word: string, r1: number): boolean {
  return r1 >= word.length && endsShort(word);
}

function endsShort(word: string): boolean {
  const last = word.length - 1;
  if (last === 1) return isVowel(word[0]) && !isVowel(word[1]);
  return (
    last > 1 &&
    !isVowel(word[last - 2]) &&
    isVowel(word[last - 1]) &&
    !isVowel(word[last]) &&
    !"wxY".includes(word[last] ?? "")
  );
}

function step1c(word: string): string {
  const isAfterConsonant = word.length > 2 && /[yY]$/.test(word) && !isVowel(word.at(-2));
  return isAfterConsonant ? `${word.slice(0, -1)}i` : word;
}

function step2(word: string, r1: number): string {
  const found = STEP_2.find(([ending]) => word.endsWith(ending));
  if (found === undefined) return word;
  const [ending, put] = found;
  const start = word.length - ending.length;
  if (start < r1) return word;
  if (ending === "ogi" && word[start - 1] !== "l") return word;
  if (ending === "li" && !"cdeghkmnrt".includes(word[start - 1] ?? " ")) return word;
  return word.slice(0, start) + put;
}

function step3(word: string, r1: number, r2: number): string {
  const found = STEP_3.find(([ending]) => word.endsWith(ending));
  if (found === undefined) return word;
  const [ending, put] = found;
  const start = word.length - ending.length;
  return start < (ending === "ative" ? r2 : r1) ? word : word.slice(0, start) + put;
}

function step4(word: string, r2: number): string {
  const ending = STEP_4.find((each) => word.endsWith(each));
  if (ending === undefined) return word;
  const start = word.length - ending.length;
  if (start < r2 || (ending === "ion" && !"st".includes(word[start - 1] ?? " "))) return word;
  return word.slice(0, start);
}

function step5(word: string, r1: number, r2: number): string {
  const start = word.length - 1;
  const bare = word.slice(0, start);
  if (word.endsWith("e")) return start >= r2 || (start >= r1 && !endsShort(bare)) ? bare : word;
  return word.endsWith("ll") && start >= r2 ? bare : word;
}
