/** How well one interest meets one query, in numbers that can be weighed and explained. */
import { type Asked, saturated } from "./asked.ts";
import { type Interest, type InterestWord, SURE_BEAT } from "./interest.ts";
import type { Space } from "./space.ts";
import type { InterestFeature, Weights } from "./weights.ts";
import type { Language } from "./words.ts";

export type Features = Readonly<Record<InterestFeature, number>>;

export interface Fit {
  readonly features: Features;
  /** The beat that says most; -1 when none does. */
  readonly beat: number;
  /** The passage where a quoted interest stands, or all words of another do; -1 when none. */
  readonly at: number;
}

/** Words less alike than this have nothing to say about each other. */
const LEAST_ALIKE = 0.35;
/** Words of one root (`bakery`, `bakers`) are as good as the same when they are not strangers in meaning. */
const SAME_ROOT = 0.9;
const LEAST_ALIKE_ROOTS = 0.2;
/** Two words in a phrase say as much as a rare one. */
const PHRASE_WEIGHT = 0.85;
/** She put it in quotes: just these words are what she waits for. */
const EXACT_WEIGHT = 1.6;
const REPEAT_WEIGHT = 0.2;
const MOST_REPEATS = 3;

const NOTHING: Fit = {
  features: { words: 0, soft: 0, beat: 0, main: 0, near: 0, leaning: 0, closeness: 0, title: 0 },
  beat: -1,
  at: -1,
};

export interface Scorer {
  /** Everything. */
  whole(interest: Interest): Fit;
  /** Without the search for words like an interest's own, which takes longest. */
  rough(interest: Interest): Fit;
}

/** Fits interests to one query. */
export function createScorer(asked: Asked, space: Space, weights: Weights): Scorer {
  const alike = new Map<string, number>();
  const likeness = (word: InterestWord): number => {
    const known = alike.get(word.word) ?? likenessOf(word, asked, space);
    alike.set(word.word, known);
    return known;
  };
  return {
    whole: (interest) => fitOf(interest, asked, space, weights, likeness),
    rough: (interest) => fitOf(interest, asked, space, weights, null),
  };
}

export function strengthOf(features: Features, { interest }: Weights): number {
  return (
    features.words * interest.words +
    features.soft * interest.soft +
    features.beat * interest.beat +
    features.main * interest.main +
    features.near * interest.near +
    features.leaning * interest.leaning +
    features.closeness * interest.closeness +
    features.title * interest.title
  );
}

function fitOf(
  interest: Interest,
  asked: Asked,
  space: Space,
  weights: Weights,
  likeness: ((word: InterestWord) => number) | null,
): Fit {
  const literal = bestLiteral(interest, asked);
  if (interest.isExact && literal.at < 0) return NOTHING;
  const listed = beatFeatures(interest, asked);
  const isAlone = !interest.beats.some(({ sure }) => sure >= SURE_BEAT);
  const near = interest.place === null || asked.place === null ? 0 : space.near(interest.place, asked.place);
  const closeness = interest.place === null ? 0 : (near - asked.usual.mean) / asked.usual.deviation;
  // An interest that no beat speaks for is its own beat: its words are the only cue, its place the only place.
  const isRare = isRareWord(interest, literal.at);
  const isCue = isAlone || isRare || interest.words.length > 1;
  const beat = isCue ? Math.max(listed.said, saturated(literal.sum)) : listed.said;
  const main = isCue
    ? Math.max(listed.share, literal.sum / Math.max(asked.topSum, literal.sum, LEAST))
    : listed.share;
  const features = {
    words: saturated(literal.sum),
    beat,
    main,
    near: Math.max(0, listed.kin - main),
    leaning: Math.max(0, listed.leaning, isAlone ? closeness : 0),
    closeness: Math.max(0, closeness),
    soft: 0,
    title: 0,
  };
  const backing = backingOf(interest, literal.at, asked);
  features.leaning *= backing;
  features.closeness *= backing;
  if (!hasPlaces(interest, asked) || isRare) addGuesses(features);
  const isWorthWords = strengthOf(features, weights) >= WORTH_WORDS;
  addWords(features, interest, asked, isWorthWords ? likeness : null);
  features.soft = Math.max(features.soft * (interest.isExact ? EXACT_WEIGHT : 1), listed.named * SYNONYM);
  return { features, beat: listed.best, at: literal.at };
}

/** Another name of the very subject is nearly as good as the words themselves. */
const SYNONYM = 0.7;
/** What closeness and leaning come to where words say the same this surely; for words that have no place. */
const USUAL_CLOSENESS = 3.5;
const USUAL_LEANING = 5;
/** How telling, 0 to 1. */
const RARE = 0.95;

/** Vectors know English words only: `401(k)`, `jardinería` and a Spanish query have no place, which says nothing against them. */
function hasPlaces(interest: Interest, { reading, place }: Asked): boolean {
  return reading.language === "en" && place !== null && interest.place !== null;
}

/** `running` lies near `running for office` by that word alone; whether it is the same running the rest must say. */
function backingOf({ words: [only, ...more], place }: Interest, at: number, { senses }: Asked): number {
  return at < 0 || only === undefined || more.length > 0 ? 1 : senses.backing(only, place);
}

/** A rare word that stands there means what it says, though few texts taught us where it lies. */
function isRareWord({ words }: Interest, at: number): boolean {
  return at >= 0 && words.length === 1 && words.some(({ weight }) => weight >= RARE);
}

function addGuesses(features: { beat: number; main: number; leaning: number; closeness: number }): void {
  const sure = features.beat * features.main;
  features.closeness = Math.max(features.closeness, sure * USUAL_CLOSENESS);
  features.leaning = Math.max(features.leaning, sure * USUAL_LEANING);
}

/** So that nothing is divided by nothing. */
const LEAST = 1e-6;
/** An interest with less other evidence than this gets no search for words like its own: it would not save it. */
const WORTH_WORDS = 1.2;

/** The passage that says the whole interest best, and what all such passages together say. */
function bestLiteral(interest: Interest, { reading, words }: Asked): { at: number; sum: number } {
  const needed = neededStems(interest, reading.language);
  if (needed.length === 0) return NOWHERE;
  for (const stem of needed) if (!words.has(stem)) return NOWHERE;
  let at = -1;
  let best = 0;
  let count = 0;
  reading.passages.forEach(({ stems, weight }, index) => {
    if (
      weight === 0 ||
      !(interest.isExact ? holdsPhrase(stems, needed) : needed.every((stem) => stems.includes(stem)))
    )
      return;
    count++;
    if (weight > best) [best, at] = [weight, index];
  });
  const telling = Math.max(...interest.words.map((word) => word.weight));
  const weight = interest.words.length > 1 ? Math.max(PHRASE_WEIGHT, telling) : telling;
  const wished = interest.isExact ? EXACT_WEIGHT : 1;
  return {
    at,
    sum: wished * best * weight * (1 + REPEAT_WEIGHT * Math.min(Math.max(0, count - 1), MOST_REPEATS)),
  };
}

const NOWHERE = { at: -1, sum: 0 };

/** The stems of the words that matter; of a quoted interest, or in another language than English, of all its words. */
function neededStems(interest: Interest, language: Language): readonly string[] {
  if (interest.isExact) return interest.phrases.get(language) ?? interest.phrases.get("en") ?? [];
  const phrase = language === "en" ? undefined : interest.phrases.get(language);
  return phrase ?? interest.stems;
}

export function holdsPhrase(stems: readonly string[], phrase: readonly string[]): boolean {
  for (let from = 0; from + phrase.length <= stems.length; from++) {
    if (phrase.every((stem, at) => stems[from + at] === stem)) return true;
  }
  return false;
}

function addWords(
  features: { soft: number; title: number },
  interest: Interest,
  asked: Asked,
  likeness: ((word: InterestWord) => number) | null,
): void {
  for (const word of interest.words) {
    const isInTitle = asked.words.get(word.stem);
    if (isInTitle !== undefined) features.soft += word.share;
    else if (likeness !== null) features.soft += word.share * likeness(word);
    if (isInTitle === true) features.title += word.share * word.weight;
  }
}

function likenessOf(word: InterestWord, { salient }: Asked, space: Space): number {
  let best = 0;
  for (const each of salient) {
    const near = space.nearRows(word.row, each.row);
    const isKin = word.root === each.root && (near >= LEAST_ALIKE_ROOTS || word.row < 0 || each.row < 0);
    best = Math.max(best, isKin ? SAME_ROOT : near);
  }
  return best < LEAST_ALIKE ? 0 : best;
}

function beatFeatures(
  interest: Interest,
  { beats, numbers, leaning }: Asked,
): { said: number; share: number; kin: number; leaning: number; named: number; best: number } {
  const found = { said: 0, share: 0, kin: 0, leaning: 0, named: 0, best: -1 };
  for (const { beat, sure } of interest.beats) {
    const said = sure * (numbers.said[beat] ?? 0);
    found.named = Math.max(found.named, sure * (beats.get(beat)?.named ?? 0));
    found.share = Math.max(found.share, sure * (numbers.share[beat] ?? 0));
    found.kin = Math.max(found.kin, sure * (numbers.kin[beat] ?? 0));
    found.leaning = Math.max(found.leaning, sure * (leaning[beat] ?? 0));
    if (said > found.said) [found.said, found.best] = [said, beat];
  }
  return found;
}
