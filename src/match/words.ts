/** Text -> words, where they stand, and their stems. For matching only: nothing here is ever shown. */
import snowball from "snowball-stemmers";
import { englishStem } from "./english-stem.ts";

export type Language = "en" | "es" | "de" | "fr" | "pt" | "it";

/** One word of a text: folded (lower case, no accents), and its place in the text as written. */
export interface Token {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

const STEMMER_NAMES: Readonly<Record<Language, string>> = {
  en: "english",
  es: "spanish",
  de: "german",
  fr: "french",
  pt: "portuguese",
  it: "italian",
};

/** Scripts written without blanks between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
const WORD_SIGN = /[\p{L}\p{M}\p{N}]/u;

/**
 * Words with a sign inside, where the plain scan would part them: `401(k)`, `U.S.`, `R&D`, `C++`, `e-bike`, `H-1B`.
 * Looked for from the place of the word's first letter only.
 */
const COMPOUND =
  /\p{N}+(?:\([\p{L}\p{N}]\))+|(?:\p{L}\.){2,}|\p{L}&\p{L}(?![\p{L}\p{N}])|\p{L}(?:\+\+|#)|\p{L}-[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/uy;

/** Abbreviations that would drown in a common word are kept in capitals. */
const SHOUTED = new Set(["IT", "US", "WHO", "AM", "OR", "ME"]);

/** Stems kept at most; beyond it they are made anew each time. */
const STEM_CACHE = 100_000;

/** The first sign of an inner one: what follows the letters in `401(`, `U.`, `R&`, `C+`, `C#`, `e-`. */
const COMPOUND_SIGNS = new Set(["(", ".", "&", "+", "#", "-"]);

const UNKNOWN_SIGN = 0;
const OTHER_SIGN = 1;
const WORD_SIGN_KIND = 2;
/** What each UTF-16 unit is, found out once. Halves of surrogate pairs count as part of a word. */
const signs = new Uint8Array(0x10000);

const stemmers = new Map<Language, { stem(word: string): string }>();
const caches = new Map<Language, Map<string, string>>();

/** The words of a text in order. Runs of unspaced script come as overlapping pairs, which finds any part of them. */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  const isShouting = text === text.toUpperCase();
  for (let at = 0; at < text.length; ) {
    if (!isWordSign(text.charCodeAt(at))) {
      at++;
      continue;
    }
    const end = wordEnd(text, at);
    addWord(found, text, at, end, isShouting);
    at = end;
  }
  return found;
}

/** Most of what is read at the start is as plain as this. */
const PLAIN = /^[a-z]+(?: [a-z]+)*$/;

/** The folded words of a text. */
export function words(text: string): string[] {
  if (PLAIN.test(text)) return text.split(" ");
  return tokens(text).map((token) => token.word);
}

function isWordSign(code: number): boolean {
  const known = signs[code] ?? 0;
  if (known !== UNKNOWN_SIGN) return known === WORD_SIGN_KIND;
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  const isWord = isSurrogate || WORD_SIGN.test(String.fromCharCode(code));
  signs[code] = isWord ? WORD_SIGN_KIND : OTHER_SIGN;
  return isWord;
}

/** Where the word that begins here ends, its inner signs included. */
function wordEnd(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && isWordSign(text.charCodeAt(end))) end++;
  const next = text[end];
  if (next === undefined || !COMPOUND_SIGNS.has(next) || (end - start > 1 && next !== "(")) return end;
  COMPOUND.lastIndex = start;
  return COMPOUND.test(text) ? COMPOUND.lastIndex : end;
}

function addWord(found: Token[], text: string, start: number, end: number, isShouting: boolean): void {
  const written = text.slice(start, end);
  if (end - start > 1 && isPlain(written)) found.push({ word: written, start, end });
  else if (isAscii(written)) {
    const isPossessive =
      written.length === 1 && (written === "s" || written === "S") && /['’]/.test(text[start - 1] ?? "");
    if (!isPossessive) found.push({ word: folded(written, isShouting), start, end });
  } else if (UNSPACED.test(written)) found.push(...pairs(written, start));
  else found.push({ word: folded(written, isShouting), start, end });
}

/** Small letters `a` to `z` only, as most words are: folded already. */
function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x61 || code > 0x7a) return false;
  }
  return true;
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}

function pairs(run: string, start: number): Token[] {
  const signs = [...run];
  if (signs.length === 1) return [{ word: run, start, end: start + run.length }];
  return signs
    .slice(1)
    .map((sign, at) => ({ word: `${signs[at]}${sign}`, start: start + at, end: start + at + 2 }));
}

function folded(written: string, isShouting: boolean): string {
  const bare = /[().]/.test(written) ? written.replace(/[().]/g, "") : written;
  if (!isShouting && SHOUTED.has(bare)) return bare;
  const plain = isAscii(bare) ? bare : bare.normalize("NFKD").replace(/\p{M}/gu, "").replace(/ß/g, "ss");
  const lower = plain.toLowerCase();
  return lower.length > 2 && lower[1] === "-" ? `${lower[0]}${lower.slice(2)}` : lower;
}

/** The stem of a folded word; words with digits or signs, and very short ones, are their own stem. */
export function stem(word: string, language: Language = "en"): string {
  const cache = cacheOf(language);
  const known = cache.get(word);
  if (known !== undefined) return known;
  const made = word.length < 3 || !/^[a-z]+$/.test(word) ? word : newStem(word, language);
  if (cache.size < STEM_CACHE) cache.set(word, made);
  return made;
}

/** Stems worked out before, a line each: `bakers baker`. */
export function rememberStems(language: Language, lines: string): void {
  const cache = cacheOf(language);
  for (const line of lines.split("\n")) {
    const blank = line.indexOf(" ");
    if (blank > 0) cache.set(line.slice(0, blank), line.slice(blank + 1));
  }
}

function newStem(word: string, language: Language): string {
  return language === "en" ? englishStem(word) : stemmerOf(language).stem(word);
}

function cacheOf(language: Language): Map<string, string> {
  const known = caches.get(language);
  if (known !== undefined) return known;
  const made = new Map<string, string>();
  caches.set(language, made);
  return made;
}

function stemmerOf(language: Language): { stem(word: string): string } {
  const known = stemmers.get(language);
  if (known !== undefined) return known;
  const made = snowball.newStemmer(STEMMER_NAMES[language]);
  stemmers.set(language, made);
  return made;
}

/**
 * What is left of an English stem when the endings that name the doer, the place or the trade are gone, so that
 * `bakery`, `baker` and `baking` meet. Too bold alone: the caller checks that the two words are also near in meaning.
 */
export function root(stemmed: string): string {
  const bare = stemmed.replace(/(?:eri|ery|er|or|ist|ian|ism|ic|i|e|y)$/, "");
  return bare.length >= 3 ? bare : stemmed;
}
