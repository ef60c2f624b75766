/** How well one interest meets one query, in numbers that can be weighed and explained. */
import { type Asked, RARE, saturated } from "./asked.ts";
import { type Heard, IN_TITLE } from "./heard.ts";
import type { Interests } from "./interests.ts";
import type { Space } from "./space.ts";
import { INTEREST_FEATURES, type InterestFeature, type Weights } from "./weights.ts";
import type { Language } from "./words.ts";

export type Features = Readonly<Record<InterestFeature, number>>;

export interface Fit {
  readonly features: Features;
  /** The beat that says most; -1 when none does. */
  readonly beat: number;
  /** The passage where a quoted interest stands, or all words of another do; -1 when none. */
  readonly at: number;
}

/** Two words in a phrase say as much as a rare one. */
const PHRASE_WEIGHT = 0.85;
/** She put it in quotes: just these words are what she waits for. */
const EXACT_WEIGHT = 1.6;
const REPEAT_WEIGHT = 0.2;
const MOST_REPEATS = 3;

/** A fit to fill again and again: most interests are looked at once and left. */
interface Scratch extends Fit {
  readonly features: { -readonly [name in InterestFeature]: number };
  readonly told: WordsSaid;
  readonly listed: BeatsSaid;
  beat: number;
  at: number;
}

export interface Scorer {
  /** How strongly an interest meets the query, without the search for words like its own, which takes longest. */
  rough(at: number): number;
  /** The same with everything. */
  whole(at: number): number;
  /** What its strength is made of. */
  fit(at: number, isWhole: boolean): Fit;
}

/** What one query is to the interests. */
export interface Sight {
  readonly asked: Asked;
  readonly heard: Heard;
  readonly interests: Interests;
  readonly space: Space;
  readonly weights: Weights;
}

/** Fits interests to one query. */
export function createScorer(sight: Sight): Scorer {
  const scratch: Scratch = {
    features: { words: 0, soft: 0, beat: 0, main: 0, near: 0, leaning: 0, closeness: 0, title: 0 },
    told: { isAll: false, share: 0, inTitle: 0, near: 0 },
    listed: { said: 0, share: 0, kin: 0, leaning: 0, named: 0, rare: 0, best: -1 },
    beat: -1,
    at: -1,
  };
  const strength = (at: number, isWhole: boolean): number => {
    measure(scratch, at, isWhole, sight);
    return strengthOf(scratch.features, sight.weights);
  };
  return {
    rough: (at) => strength(at, false),
    whole: (at) => strength(at, true),
    fit(at, isWhole) {
      measure(scratch, at, isWhole, sight);
      return { features: { ...scratch.features }, beat: scratch.beat, at: scratch.at };
    },
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

/** Fills `scratch`. */
function measure(scratch: Scratch, at: number, isWhole: boolean, sight: Sight): void {
  const { asked, interests, weights } = sight;
  const { features } = scratch;
  const told = wordsSaid(scratch.told, at, sight);
  const literal = bestLiteral(at, told.isAll, sight);
  scratch.at = literal.at;
  if (interests.isExact(at) && literal.at < 0) return clear(scratch);
  const listed = beatsSaid(scratch.listed, at, asked, interests);
  scratch.beat = listed.best;
  const isAlone = interests.isAlone(at);
  const closeness = interests.isPlaced(at) ? (told.near - asked.usual.mean) / asked.usual.deviation : 0;
  // An interest that no beat speaks for is its own beat: its words are the only cue, its place the only place.
  const isRare = isRareWord(at, literal.at, interests);
  const isCue = isAlone || isRare || wordCount(at, interests) > 1;
  features.words = literal.sum === 0 ? 0 : saturated(literal.sum);
  features.beat = isCue ? Math.max(listed.said, features.words) : listed.said;
  features.main = isCue
    ? Math.max(listed.share, literal.sum / Math.max(asked.topSum, literal.sum, LEAST))
    : listed.share;
  features.near = Math.max(0, listed.kin - features.main);
  const backing = backingOf(at, literal.at, sight);
  const leaning = Math.max(0, listed.leaning, isAlone ? closeness : 0);
  features.leaning = backing * Math.min(leaning, MOST_LEANING);
  features.closeness = backing * Math.max(0, closeness);
  features.soft = 0;
  features.title = 0;
  if (!hasPlaces(at, asked, interests) || isRare || listed.rare > 0) addGuesses(features);
  const isSought = isWhole && !told.isAll && strengthOf(features, weights) >= -weights.bias - TOO_FAR;
  const soft = isSought ? softShare(at, sight) : told.share;
  features.soft = Math.max(soft * (interests.isExact(at) ? EXACT_WEIGHT : 1), listed.named * SYNONYM);
  features.title = told.inTitle;
}

function clear(scratch: Scratch): void {
  for (const name of INTEREST_FEATURES) scratch.features[name] = 0;
  scratch.beat = -1;
}

function wordCount(at: number, { cellsFrom }: Interests): number {
  return (cellsFrom.data[at + 1] ?? 0) - (cellsFrom.data[at] ?? 0);
}

/** Another name of the very subject is nearly as good as the words themselves. */
const SYNONYM = 0.7;
/** A query that says the same word in every line leans no more towards its meaning than this. Deviations. */
const MOST_LEANING = 8;
/** What closeness and leaning come to where words say the same this surely; for words that have no place. */
const USUAL_CLOSENESS = 3.5;
const USUAL_LEANING = 5;

/** Vectors know English words only: `401(k)`, `jardinería` and a Spanish query have no place, which says nothing against them. */
function hasPlaces(at: number, { reading, place }: Asked, interests: Interests): boolean {
  return reading.language === "en" && place !== null && interests.isPlaced(at);
}

/** `running` lies near `running for office` by that word alone; whether it is the same running the rest must say. */
function backingOf(at: number, saidAt: number, { asked, interests, space }: Sight): number {
  if (saidAt < 0 || wordCount(at, interests) !== 1) return 1;
  const { stemOf, stems, rows, weights } = interests.lexicon;
  const word = interests.wordsOf(at)[0] ?? 0;
  const said = { stem: stems[stemOf.data[word] ?? 0] ?? "", weight: weights.data[word] ?? 0 };
  return asked.senses.backing(said, space.placeOfRow(rows.data[word] ?? -1));
}

/** A rare word that stands there means what it says, though few texts taught us where it lies. */
function isRareWord(at: number, saidAt: number, interests: Interests): boolean {
  return saidAt >= 0 && wordCount(at, interests) === 1 && mostTelling(at, interests) >= RARE;
}

function mostTelling(at: number, interests: Interests): number {
  let most = 0;
  for (const word of interests.wordsOf(at)) most = Math.max(most, interests.lexicon.weights.data[word] ?? 0);
  return most;
}

function addGuesses(features: Scratch["features"]): void {
  const sure = features.beat * features.main;
  features.closeness = Math.max(features.closeness, sure * USUAL_CLOSENESS);
  features.leaning = Math.max(features.leaning, sure * USUAL_LEANING);
}

/** So that nothing is divided by nothing. */
const LEAST = 1e-6;
/** An interest this far below the border gets no search for words like its own: it would not save it. In the score's logit. */
const TOO_FAR = 4.5;

/** The passage that says the whole interest best, and what all such passages together say. */
function bestLiteral(at: number, isAllSaid: boolean, sight: Sight): { at: number; sum: number } {
  const { asked, heard, interests } = sight;
  const phrase = phraseOf(at, asked.reading.language, interests);
  if (phrase === null ? !isAllSaid : !phrase.every((stem) => asked.words.has(stem))) return NOWHERE;
  const words = interests.wordsOf(at);
  if ((phrase ?? words).length === 0) return NOWHERE;
  const isExact = interests.isExact(at);
  let saidAt = -1;
  let best = 0;
  let count = 0;
  const note = (passage: number): void => {
    const weight = asked.reading.passages[passage]?.weight ?? 0;
    count++;
    if (weight > best) [best, saidAt] = [weight, passage];
  };
  if (phrase === null) {
    const stems = words.length > 1 ? interests.stemsOf(at) : [];
    heard.eachPassageWith(words, (passage) => {
      if (words.length === 1 || standsTogether(asked.reading.passages[passage]?.stems ?? [], stems))
        note(passage);
    });
  } else eachPassageSaying(phrase, isExact, asked, note);
  const telling = mostTelling(at, interests);
  const weight = words.length > 1 ? Math.max(PHRASE_WEIGHT, telling) : telling;
  const repeats = 1 + REPEAT_WEIGHT * Math.min(Math.max(0, count - 1), MOST_REPEATS);
  return { at: saidAt, sum: (isExact ? EXACT_WEIGHT : 1) * best * weight * repeats };
}

/** Words further apart than this say something else: `a public figure … a health expert`. */
const APART = 4;

/** Whether the words of an interest stand close to each other somewhere, in any order. */
function standsTogether(stems: readonly string[], needed: readonly string[]): boolean {
  const within = needed.length + APART;
  return stems.some(
    (stem, from) =>
      needed.includes(stem) &&
      needed.every((each) => {
        const at = stems.indexOf(each, from);
        return at >= 0 && at < from + within;
      }),
  );
}

/** @param isExact whether the stems must stand together. */
function eachPassageSaying(
  needed: readonly string[],
  isExact: boolean,
  { reading }: Asked,
  visit: (passage: number) => void,
): void {
  reading.passages.forEach(({ stems, weight }, passage) => {
    if (weight === 0) return;
    if (isExact ? holdsPhrase(stems, needed) : needed.every((stem) => stems.includes(stem))) visit(passage);
  });
}

const NOWHERE = { at: -1, sum: 0 };

/** Of a quoted interest, or in another language than English, all its stems are needed; null: only those that matter. */
function phraseOf(at: number, language: Language, interests: Interests): readonly string[] | null {
  const phrases = interests.isPhrased(at) ? interests.phrases.get(at) : undefined;
  if (phrases === undefined) return null;
  if (interests.isExact(at)) return phrases.get(language) ?? phrases.get("en") ?? [];
  return language === "en" ? null : (phrases.get(language) ?? null);
}

export function holdsPhrase(stems: readonly string[], phrase: readonly string[]): boolean {
  for (let from = 0; from + phrase.length <= stems.length; from++) {
    if (phrase.every((stem, at) => stems[from + at] === stem)) return true;
  }
  return false;
}

/** What the query says of an interest's words. */
interface WordsSaid {
  isAll: boolean;
  /** The parts of the interest whose words are said, and those in the title by how telling they are. */
  share: number;
  inTitle: number;
  /** Cosine of the interest's place and the whole query. */
  near: number;
}

/** @returns `found`, filled anew. */
function wordsSaid(found: WordsSaid, at: number, { heard, interests }: Sight): Readonly<WordsSaid> {
  const { said } = heard;
  const words = interests.words.data;
  const shares = interests.shares.data;
  const pulls = interests.pulls.data;
  let isAll = true;
  found.share = found.inTitle = found.near = 0;
  const to = interests.cellsFrom.data[at + 1] ?? 0;
  for (let cell = interests.cellsFrom.data[at] ?? 0; cell < to; cell++) {
    const word = words[cell] ?? 0;
    const how = said[word] ?? 0;
    found.near += (pulls[cell] ?? 0) * (heard.near[word] ?? 0);
    if (how === 0) isAll = false;
    else found.share += shares[cell] ?? 0;
    if (how === IN_TITLE) found.inTitle += (shares[cell] ?? 0) * (interests.lexicon.weights.data[word] ?? 0);
  }
  found.isAll = isAll;
  return found;
}

/** The same share where words that are not said are looked for among those like them. */
function softShare(at: number, { heard, interests: { cellsFrom, words, shares } }: Sight): number {
  let soft = 0;
  for (let cell = cellsFrom.data[at] ?? 0; cell < (cellsFrom.data[at + 1] ?? 0); cell++) {
    const word = words.data[cell] ?? 0;
    soft += (shares.data[cell] ?? 0) * (heard.said[word] !== 0 ? 1 : heard.alike(word));
  }
  return soft;
}

/** What the query says of the beats an interest means: of each number the largest. */
interface BeatsSaid {
  said: number;
  share: number;
  kin: number;
  leaning: number;
  named: number;
  rare: number;
  /** The beat that is said most; -1 when none is. */
  best: number;
}

/** @returns `found`, filled anew. */
function beatsSaid(
  found: BeatsSaid,
  at: number,
  { numbers, leaning }: Asked,
  { beatsFrom, beats, sures }: Interests,
): Readonly<BeatsSaid> {
  found.said = found.share = found.kin = found.leaning = found.named = found.rare = 0;
  found.best = -1;
  for (let nth = beatsFrom.data[at] ?? 0; nth < (beatsFrom.data[at + 1] ?? 0); nth++) {
    const beat = beats.data[nth] ?? 0;
    const sure = sures.data[nth] ?? 0;
    const said = sure * (numbers.said[beat] ?? 0);
    found.named = Math.max(found.named, sure * (numbers.named[beat] ?? 0));
    found.rare = Math.max(found.rare, sure * (numbers.rare[beat] ?? 0));
    found.share = Math.max(found.share, sure * (numbers.share[beat] ?? 0));
    found.kin = Math.max(found.kin, sure * (numbers.kin[beat] ?? 0));
    found.leaning = Math.max(found.leaning, sure * (leaning[beat] ?? 0));
    if (said <= found.said) continue;
    found.said = said;
    found.best = beat;
  }
  return found;
}
