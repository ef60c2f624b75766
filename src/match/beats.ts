/** The beat list made ready: cue phrases by their stems, so that a text's beats are found in one walk over its words. */

import { type PhraseHit, Phrases } from "./phrases.ts";
import { PlaceTable } from "./place-table.ts";
import { rarity } from "./senses.ts";
import { type KnownWord, type Space, spread, unit } from "./space.ts";
import { Stems } from "./stems.ts";
import type { Beat } from "./tables.ts";
import { type Language, stem, words } from "./words.ts";

/** What one phrase says about one beat. */
export interface Cue {
  readonly beat: number;
  /** 0 to 1: how surely the phrase means this beat. */
  readonly weight: number;
  readonly kind: "name" | "cue" | "who";
  /** Other beats claim the phrase too, and none of them is a part of the others. */
  readonly isContested: boolean;
  /** A part of the beat claims it too. */
  readonly isOfPart: boolean;
  /** Of a cue of one word, how the list spells it; several spellings can share a stem. Empty for phrases. */
  readonly spellings: readonly string[];
}

/** A job people are asked for by: which beats it speaks on, and whether it needs a licence. */
export interface Calling {
  readonly name: string;
  readonly beats: Set<number>;
  isLicensed: boolean;
}

/** The beats a word leans towards, and how far: deviations beyond what counts as leaning. */
export interface Leanings {
  readonly beats: Uint16Array;
  readonly excess: Float32Array;
}

export interface BeatIndex {
  readonly beats: readonly Beat[];
  /** The wider beat of each beat, -1 where it has none. */
  readonly parents: readonly number[];
  /** The parts of each beat. */
  readonly parts: readonly (readonly number[])[];
  /** Cue phrases in a text's stems. */
  find(stems: readonly string[], language: Language): PhraseHit<readonly Cue[]>[];
  /** Whether a cue phrase of another language holds this word's stem; of most words it is known without making that. */
  holds(word: string, language: Language): boolean;
  /** 0 to 1: how far a word that shares a cue's stem also shares its meaning, and lies at its subject. */
  agreement(cue: Cue, word: string): number;
  /** Callings named by a text's words (not stems: a marketer is no market). */
  callings(words: readonly string[]): PhraseHit<Calling>[];
  /** Cosines of a place with all beats; zeros without vectors. */
  closeness(place: Float32Array): Float32Array;
  /** Where a beat lies; null without vectors. */
  place(beat: number): Float32Array | null;
  /** The beats a word leans towards, by its row, and by how much more than usual. */
  leanings(row: number): Leanings;
}

/** A name says more than a cue. */
const KIND_WEIGHT: Readonly<Record<Cue["kind"], number>> = { name: 1, cue: 0.85, who: 0.8 };
/** A phrase of several words is surer than its words. */
const PHRASE_WEIGHT = 0.85;
/** What the name of a part says of the whole, where the whole has it for a name too. */
const OF_PART = 0.9;
/** Even a common word says something when it is the subject's very name. */
const LEAST_NAME_WEIGHT = 0.6;
/** Deviations above a word's mean closeness to the beats from which it leans towards one. */
const LEANS = 1.5;
/** Words of one stem this near to each other mean the same; strangers keep this part of a cue's weight. */
const AGREES = 0.4;
const LEAST_AGREEMENT = 0.2;
/** Cosine of a common word and a subject up to which it says nothing of it, and from which it says all it can. */
const STRANGE = 0.2;
const AT_HOME = 0.55;
/** Words whose agreement with a beat is kept: texts share most of their words. */
const AGREEMENTS_KEPT = 50_000;
/** Words whose leanings are kept: texts share most of their words. */
const LEANINGS_KEPT = 20_000;

type CueTable = Phrases<Cue[]>;

export function createBeatIndex(beats: readonly Beat[], space: Space): BeatIndex {
  const english: CueTable = new Phrases();
  const callings = new Phrases<Calling>();
  const places = new PlaceTable(space.dimensions);
  beats.forEach((beat, at) => {
    const own = addEnglish(beat, at, space, english);
    for (const written of beat.who) addCalling(written, at, callings);
    places.add(placeOf(own, space));
  });
  const parents = parentsOf(beats);
  english.change((cues) => shared(cues, parents));
  const foreign = foreignTables(beats, parents, space);
  const stemsOf = foreignStems(beats);
  return {
    beats,
    parents,
    parts: partsOf(parents),
    find: (stems, language) => (language === "en" ? english : foreign(language)).find(stems),
    holds: (word, language) => stemsOf(language).hold(word),
    agreement: keptAgreement(places, space),
    callings: (own) => callings.find(own.map(singular)),
    closeness: (place) => places.cosines(place),
    place: (beat) => (space.dimensions === 0 ? null : places.at(beat)),
    leanings: keptLeanings(places, space),
  };
}

function parentsOf(beats: readonly Beat[]): number[] {
  const atName = new Map(beats.map((beat, at) => [beat.name, at]));
  return beats.map(({ within }) => (within === null ? -1 : (atName.get(within) ?? -1)));
}

function partsOf(parents: readonly number[]): number[][] {
  const parts = parents.map((): number[] => []);
  for (const [part, parent] of parents.entries()) parts[parent]?.push(part);
  return parts;
}

function placeOf(words: readonly KnownWord[], space: Space): Float32Array | null {
  const sum = new Float32Array(space.dimensions);
  for (const { row, weight } of words) space.pull(sum, row, weight);
  return unit(sum);
}

/** @returns the words of its English names and cues, which make its place. */
function addEnglish(beat: Beat, at: number, space: Space, table: CueTable): KnownWord[] {
  const add = (text: string, kind: Cue["kind"]): KnownWord[] => addCue(text, kind, "en", at, space, table);
  const names = [beat.name, ...beat.also].flatMap((text) => add(text, "name"));
  for (const text of beat.who) add(text.replace(/^!/, ""), "who");
  return [...names, ...beat.cues.flatMap((text) => add(text, "cue"))];
}

/** The cues of another language are read when the first text in it comes. */
function foreignTables(
  beats: readonly Beat[],
  parents: readonly number[],
  space: Space,
): (language: Language) => CueTable {
  return eachOnce((language) => {
    const table: CueTable = new Phrases();
    beats.forEach(({ foreign }, at) => {
      for (const text of foreign[language] ?? []) addCue(text, "name", language, at, space, table);
    });
    table.change((cues) => shared(cues, parents));
    return table;
  });
}

/** Their stems alone come much earlier: whenever an interest has a word that English does not know. */
function foreignStems(beats: readonly Beat[]): (language: Language) => Stems {
  return eachOnce((language) => {
    const stems = new Stems(language);
    for (const { foreign } of beats)
      for (const text of foreign[language] ?? []) for (const word of words(text)) stems.add(word);
    return stems;
  });
}

function eachOnce<T>(make: (language: Language) => T): (language: Language) => T {
  const made = new Map<Language, T>();
  return (language) => {
    const known = made.get(language) ?? make(language);
    made.set(language, known);
    return known;
  };
}

/** @returns the words of the cue. */
function addCue(
  text: string,
  kind: Cue["kind"],
  language: Language,
  at: number,
  space: Space,
  table: CueTable,
): KnownWord[] {
  const own = words(text).map(space.know);
  const [first] = own;
  if (first === undefined) return own;
  const stems = own.map(({ word, stem: english }) => (language === "en" ? english : stem(word, language)));
  const known = table.at(stems, () => []);
  const spellings = own.length === 1 ? [first.word] : [];
  const same = known.findIndex((cue) => cue.beat === at);
  const before = known[same];
  if (before !== undefined) known[same] = { ...before, spellings: [...before.spellings, ...spellings] };
  else
    known.push({
      beat: at,
      kind,
      isContested: false,
      isOfPart: false,
      weight: cueWeight(own, kind),
      spellings,
    });
  return own;
}

/** A cue's weight is kept whole where the word both means the same and lies at the subject. */
function keptAgreement(places: PlaceTable, space: Space): BeatIndex["agreement"] {
  const kept = new Map<string, number>();
  return ({ spellings, beat }, word) => {
    if (spellings.length === 0) return 1;
    const key = `${beat} ${word}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const same = Math.max(...spellings.map((spelling) => sameness(spelling, word, space)));
    const made = same * belonging(word, places.at(beat), space);
    if (kept.size < AGREEMENTS_KEPT) kept.set(key, made);
    return made;
  };
}

/** `attendants` shares its stem with `attendance` and not its meaning. */
function sameness(spelling: string, word: string, space: Space): number {
  if (spelling === word || singular(spelling) === singular(word)) return 1;
  const [one, other] = [space.row(spelling), space.row(word)];
  const near = one < 0 || other < 0 ? AGREES : space.nearRows(one, other);
  return near >= AGREES ? 1 : Math.max(LEAST_AGREEMENT, near / AGREES);
}

/** `hear` is seldom said of hearing, nor `product` of productivity; rare words mean one thing and keep all. */
function belonging(word: string, subject: Float32Array, space: Space): number {
  const { row, weight } = space.know(word);
  const place = space.placeOfRow(row);
  if (place === null) return 1;
  const near = (space.near(place, subject) - STRANGE) / (AT_HOME - STRANGE);
  return Math.min(1, Math.max(0, near, rarity(weight)));
}

function cueWeight(own: readonly KnownWord[], kind: Cue["kind"]): number {
  let telling = 0;
  for (const { weight } of own) telling = Math.max(telling, weight);
  const base = own.length > 1 ? Math.max(PHRASE_WEIGHT, telling) : telling;
  return KIND_WEIGHT[kind] * (kind === "name" ? Math.max(LEAST_NAME_WEIGHT, base) : base);
}

/**
 * A phrase that several beats claim says less about each; one whose name it is keeps it whole. A beat and its part do not
 * quarrel: what speaks for the part speaks for both.
 */
function shared(cues: Cue[], parents: readonly number[]): Cue[] {
  if (cues.length === 1) return cues;
  return cues.map((cue) => {
    const isOfPart = cues.some(({ beat }) => isWithin(beat, cue.beat, parents));
    const rivals = cues.filter(
      ({ beat }) =>
        beat !== cue.beat &&
        !isWithin(cue.beat, beat, parents) &&
        !(cue.kind === "name" && isWithin(beat, cue.beat, parents)),
    ).length;
    return {
      ...cue,
      isOfPart,
      isContested: rivals > 0,
      weight:
        cue.kind === "name" ? cue.weight * (isOfPart ? OF_PART : 1) : cue.weight / Math.sqrt(1 + rivals),
    };
  });
}

/** Whether one beat is a part of another, or a part of such a part. */
export function isWithin(part: number, whole: number, parents: readonly number[]): boolean {
  let wider = parents[part] ?? -1;
  while (wider >= 0 && wider !== whole) wider = parents[wider] ?? -1;
  return wider >= 0;
}

function addCalling(written: string, at: number, callings: Phrases<Calling>): void {
  const name = written.replace(/^!/, "");
  const calling = callings.at(words(name).map(singular), () => ({
    name,
    beats: new Set(),
    isLicensed: false,
  }));
  calling.beats.add(at);
  calling.isLicensed ||= written.startsWith("!");
}

/** `dermatologists` -> `dermatologist`; enough for the names of callings. */
export function singular(word: string): string {
  if (word.length < 4 || word.endsWith("ss")) return word;
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  return word.endsWith("s") ? word.slice(0, -1) : word;
}

function keptLeanings(places: PlaceTable, space: Space): (row: number) => Leanings {
  const kept = new Map<number, Leanings>();
  return (row) => {
    const known = kept.get(row);
    if (known !== undefined) return known;
    const place = space.placeOfRow(row);
    const made = place === null ? NO_LEANINGS : leaningsOf(places.cosines(place));
    if (kept.size < LEANINGS_KEPT) kept.set(row, made);
    return made;
  };
}

const NO_LEANINGS: Leanings = { beats: new Uint16Array(), excess: new Float32Array() };

function leaningsOf(near: Float32Array): Leanings {
  const { mean, deviation } = spread(near);
  const least = mean + LEANS * deviation;
  const leant: number[] = [];
  for (let beat = 0; beat < near.length; beat++) if ((near[beat] ?? 0) > least) leant.push(beat);
  const beats = Uint16Array.from(leant);
  const excess = new Float32Array(beats.length);
  for (let at = 0; at < beats.length; at++) excess[at] = ((near[beats[at] ?? 0] ?? 0) - least) / deviation;
  return { beats, excess };
}
