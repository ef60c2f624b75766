/** All interests of all contacts, each distinct one once, and how to find those a query may concern. */
import type { Asked } from "./asked.ts";
import type { BeatIndex } from "./beats.ts";
import { type Interest, SURE_BEAT } from "./interest.ts";
import { PlaceTable } from "./place-table.ts";
import type { Want } from "./profile.ts";
import type { Language } from "./words.ts";

export interface User {
  /** The contact's place in the matcher. */
  readonly slot: number;
  readonly source: Want["source"];
}

export interface Entry {
  readonly interest: Interest;
  readonly users: User[];
}

export interface InterestIndex {
  add(slot: number, want: Want): void;
  remove(slot: number, wants: readonly Want[]): void;
  /** The one interest that stands for all equal ones. */
  shared(interest: Interest): Interest;
  /** The entries worth a closer look. */
  candidates(asked: Asked): Entry[];
}

/** A beat this small a part of the query brings no candidates by itself. */
const LEAST_SHARE = 0.12;
/** A relative's part must be this large to bring them. */
const LEAST_KIN = 0.25;
/** Deviations by which a query as a whole, or its telling words, must lie towards a beat to bring its people. */
const LEAST_CLOSENESS = 2.5;
const LEAST_LEANING = 4;
/** An interest without a beat is looked at from this closeness on. */
const LEAST_OWN_CLOSENESS = 2;
/** Less of an interest's words than this, and the words alone make no candidate. */
const LEAST_COVERAGE = 0.45;
/** A beat less sure than this is no reason to look. */
const LEAST_SURE = 0.2;

export function createInterestIndex(beats: BeatIndex, dimensions: number): InterestIndex {
  const entries: Entry[] = [];
  const byText = new Map<string, number[]>();
  const byStem = new Map<Language, Map<string, Posting[]>>();
  const byBeat: number[][] = beats.beats.map(() => []);
  const alone = { places: new PlaceTable(dimensions), owners: [] as number[] };

  const enter = (interest: Interest): number => {
    const at = entries.push({ interest, users: [] }) - 1;
    push(byText, interest.text, at);
    for (const [language, shares] of stemShares(interest)) {
      const postings = byStem.get(language) ?? new Map<string, Posting[]>();
      byStem.set(language, postings);
      for (const [stem, share] of shares) push(postings, stem, { at, share });
    }
    for (const { beat, sure } of interest.beats) if (sure >= LEAST_SURE) byBeat[beat]?.push(at);
    if (interest.place !== null && !interest.beats.some(({ sure }) => sure >= SURE_BEAT)) {
      alone.places.add(interest.place);
      alone.owners.push(at);
    }
    return at;
  };
  const entryOf = (interest: Interest): Entry | undefined => {
    const at = byText.get(interest.text)?.find((each) => isSame(entries[each]?.interest, interest));
    return entries[at ?? enter(interest)];
  };
  return {
    add: (slot, { interest, source }) => void entryOf(interest)?.users.push({ slot, source }),
    shared: (interest) => entryOf(interest)?.interest ?? interest,
    remove(slot, wants) {
      for (const { interest } of wants) {
        const users = entryOf(interest)?.users ?? [];
        const at = users.findIndex((user) => user.slot === slot);
        if (at >= 0) users.splice(at, 1);
      }
    },
    candidates(asked) {
      const found = new Set<number>();
      for (const beat of livelyBeats(asked)) for (const at of byBeat[beat] ?? []) found.add(at);
      for (const at of wordCandidates(asked, byStem.get(asked.reading.language), entries.length))
        found.add(at);
      for (const at of placeCandidates(asked, alone)) found.add(at);
      return [...found].flatMap((at) => {
        const entry = entries[at];
        return entry === undefined || entry.users.length === 0 ? [] : [entry];
      });
    },
  };
}

/** Interests of one text can mean different beats, by the contacts they belong to. */
function isSame(one: Interest | undefined, other: Interest): boolean {
  if (one === undefined || one.phrases.size !== other.phrases.size || one.beats.length !== other.beats.length)
    return false;
  return one.beats.every(
    ({ beat, sure }, at) => other.beats[at]?.beat === beat && other.beats[at]?.sure === sure,
  );
}

/** An interest a stem stands in, and what part of it the stem is. */
interface Posting {
  readonly at: number;
  readonly share: number;
}

/** In another language than English every word counts the same. */
function stemShares(interest: Interest): Map<Language, Map<string, number>> {
  const equal = 1 / Math.max(1, interest.words.length);
  const found = new Map<Language, Map<string, number>>();
  for (const [language, phrase] of interest.phrases)
    found.set(language, new Map(phrase.map((stem) => [stem, equal])));
  const english = found.get("en") ?? new Map<string, number>();
  for (const { stem, share } of interest.words) english.set(stem, share);
  return found.set("en", english);
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** The beats the query is about, leans towards, or has a close relative of. */
function livelyBeats({ numbers, closeness, leaning }: Asked): number[] {
  const lively: number[] = [];
  numbers.share.forEach((share, beat) => {
    const isSaid = share >= LEAST_SHARE || (numbers.kin[beat] ?? 0) >= LEAST_KIN;
    if (isSaid || (closeness[beat] ?? 0) >= LEAST_CLOSENESS || (leaning[beat] ?? 0) >= LEAST_LEANING)
      lively.push(beat);
  });
  return lively;
}

/** Interests enough of whose words are said. */
function wordCandidates(
  { words }: Asked,
  postings: ReadonlyMap<string, readonly Posting[]> | undefined,
  count: number,
): number[] {
  const said = new Float32Array(count);
  const found: number[] = [];
  for (const stem of words.keys()) {
    for (const { at, share } of postings?.get(stem) ?? []) {
      const before = said[at] ?? 0;
      said[at] = before + share;
      if (before < LEAST_COVERAGE && before + share >= LEAST_COVERAGE) found.push(at);
    }
  }
  return found;
}

function placeCandidates(
  { place, usual }: Asked,
  alone: { places: PlaceTable; owners: readonly number[] },
): number[] {
  if (place === null || alone.owners.length === 0) return [];
  const least = usual.mean + LEAST_OWN_CLOSENESS * usual.deviation;
  const near = alone.places.cosines(place);
  return alone.owners.filter((_, at) => (near[at] ?? 0) >= least);
}
