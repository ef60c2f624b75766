/** One interest made ready: its stems, its beats, its place in the space. Made once, shared by all who have it. */
import { type BeatIndex, type Cue, isWithin } from "./beats.ts";
import { isSmallWord } from "./language.ts";
import type { KnownWord, Space } from "./space.ts";
import { type Language, stem, words } from "./words.ts";

export interface InterestWord {
  readonly word: string;
  readonly stem: string;
  /** Its part of the whole interest, by how telling it is; all parts together are 1. */
  readonly share: number;
  /** 0 to 1, how telling. */
  readonly weight: number;
  readonly row: number;
}

export interface BeatMeant {
  readonly beat: number;
  /** 0 to 1. */
  readonly sure: number;
}

export interface Interest {
  /** As she wrote it. */
  readonly text: string;
  /** Quoted by her: the words must stand together, and nothing like them will do. */
  readonly isExact: boolean;
  readonly words: readonly InterestWord[];
  readonly phrases: Phrasing;
  readonly beats: readonly BeatMeant[];
  /** How far its words lead together, each pulling by its weight; 0 when none has a place. */
  readonly length: number;
}

/** The stems of an interest in order, small words and all; those of other languages than English are made when asked for. */
export class Phrasing {
  readonly #own: readonly KnownWord[];
  /** May be written in another language than English. */
  readonly isForeign: boolean;
  #made: Map<Language, readonly string[]> | null = null;

  constructor(own: readonly KnownWord[], isForeign: boolean) {
    this.#own = own;
    this.isForeign = isForeign;
  }

  /** Undefined: it is not written in that language. */
  get(language: Language): readonly string[] | undefined {
    if (language === "en") return this.#own.map(({ stem }) => stem);
    if (!this.isForeign) return undefined;
    this.#made ??= new Map();
    const known = this.#made.get(language) ?? this.#own.map(({ word }) => stem(word, language));
    this.#made.set(language, known);
    return known;
  }
}

const FOREIGN: readonly Language[] = ["es", "de", "fr", "pt", "it"];
const LANGUAGES: readonly Language[] = ["en", ...FOREIGN];
/** Which other languages than English an interest may be written in, and whether its contact is known to speak them. */
interface Foreign {
  readonly languages: readonly Language[];
  readonly isSpoken: boolean;
}
const NOT_FOREIGN: Foreign = { languages: [], isSpoken: false };
const ANY_FOREIGN: Foreign = { languages: FOREIGN, isSpoken: false };
/** An interest that names its beats this surely needs no search by its own place. */
export const SURE_BEAT = 0.5;
/** A word of another language is seldom quite its translation (`Mittelstand` is no corner shop). */
const TRANSLATED = 0.85;
/** Less is noise. */
const LEAST_BEAT = 0.15;

/** The language codes and names a contact's `languages` may hold. */
const LANGUAGE_NAMES: Readonly<Record<Language, RegExp>> = {
  en: /^(?:en|eng|english)\b/i,
  es: /^(?:es|spa|spanish|espa[nñ]ol|castellano)\b/i,
  de: /^(?:de|deu|ger|german|deutsch)\b/i,
  fr: /^(?:fr|fra|fre|french|fran[cç]ais)/i,
  pt: /^(?:pt|por|portuguese|portugu[eê]s)/i,
  it: /^(?:it|ita|italian|italiano)\b/i,
};

export function languageNamed(name: string): Language | null {
  return LANGUAGES.find((language) => LANGUAGE_NAMES[language].test(name.trim())) ?? null;
}

/** @param foreign the languages its contact speaks beside English, which it may be written in. */
export function compileInterest(
  written: string,
  space: Space,
  beats: BeatIndex,
  foreign: readonly Language[] = [],
): Interest {
  const quoted = /^["“„«](.*)["”»]$/.exec(written.trim())?.[1];
  const own = words(quoted ?? written).map(space.know);
  const isEnglish =
    foreign.length === 0 && own.every(({ row }) => row >= 0) && /^[\x20-\x7e]*$/.test(written);
  const told = own.filter(({ word }) => !isSmallWord(word, "en"));
  const kept = interestWords(told.length > 0 ? told : own);
  const length = space.reach(kept);
  const isExact = quoted !== undefined;
  return {
    text: written,
    isExact,
    words: kept,
    phrases: new Phrasing(own, !isEnglish),
    length,
    beats: isExact ? [] : beatsOf(own, languagesFor(isEnglish, foreign), beats),
  };
}

function languagesFor(isEnglish: boolean, spoken: readonly Language[]): Foreign {
  if (isEnglish) return NOT_FOREIGN;
  return spoken.length > 0 ? { languages: spoken, isSpoken: true } : ANY_FOREIGN;
}

/** Stemming takes longest of all, so where no phrase of a beat can hold a word it is left empty. */
function stemsIn(own: readonly KnownWord[], language: Language, beats: BeatIndex): string[] {
  if (language === "en") return own.map(({ stem }) => stem);
  return own.map(({ word }) => (beats.holds(word, language) ? stem(word, language) : ""));
}

/** Even a word that says nothing says a little when it is somebody's interest. */
const LEAST_WEIGHT = 0.05;

function interestWords(own: readonly KnownWord[]): InterestWord[] {
  const total = own.reduce((sum, { weight }) => sum + Math.max(LEAST_WEIGHT, weight), 0);
  return own.map(({ word, stem, row, weight: telling }) => {
    const weight = Math.max(LEAST_WEIGHT, telling);
    return { word, stem, weight, share: weight / total, row };
  });
}

/** @param foreign other languages it may be written in; they are tried where English says nothing of it, or he speaks them. */
function beatsOf(own: readonly KnownWord[], foreign: Foreign, beats: BeatIndex): BeatMeant[] {
  const found: Found[] = [];
  addBeats(found, own, "en", beats);
  if (!foreign.isSpoken && found.length > 0) return found;
  for (const language of foreign.languages)
    if (foreign.isSpoken || mayBeIn(own, language, beats)) addBeats(found, own, language, beats);
  return found;
}

/** One of the words that English does not know is a cue's there. */
function mayBeIn(own: readonly KnownWord[], language: Language, beats: BeatIndex): boolean {
  return own.some(({ row, word }) => row < 0 && beats.holds(word, language));
}

interface Found {
  readonly beat: number;
  sure: number;
}

function addBeats(found: Found[], own: readonly KnownWord[], language: Language, beats: BeatIndex): void {
  const total = weightOf(own, 0, own.length) || 1;
  for (const { from, to, value } of beats.find(stemsIn(own, language, beats), language)) {
    const covered = weightOf(own, from, to) / total;
    for (const { beat, kind, weight } of value.length === 1
      ? value
      : narrowest(value, own.slice(from, to), beats)) {
      const plain = kind === "name" ? 0.45 + 0.55 * covered : (0.25 + 0.6 * covered) * weight;
      const sure = language === "en" ? plain : plain * TRANSLATED;
      if (sure < LEAST_BEAT) continue;
      const known = found.find((each) => each.beat === beat);
      if (known === undefined) found.push({ beat, sure });
      else known.sure = Math.max(known.sure, sure);
    }
  }
}

/** Of the beats that claim a phrase, the one whose very name it is, or else those of which no part has it for a name. */
function narrowest(
  claims: readonly Cue[],
  phrase: readonly KnownWord[],
  { beats, parents }: BeatIndex,
): readonly Cue[] {
  const text = phrase.map(({ word }) => word).join(" ");
  const own = claims.find(({ beat }) => beats[beat]?.name === text);
  if (own !== undefined) return [own];
  const isNameOfPart = ({ beat }: Cue) =>
    claims.some((other) => other.kind === "name" && isWithin(other.beat, beat, parents));
  return claims.filter((claim) => !isNameOfPart(claim));
}

/** How telling the words `from` up to but not including `to` are, summed. */
function weightOf(own: readonly KnownWord[], from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at++) sum += own[at]?.weight ?? 0;
  return sum;
}
