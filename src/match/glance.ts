/**
 * Whether a query can have anything to do with an interest, by a look at its words alone: a small part of the work of
 * matching it. It often says yes in vain, and should never say no in vain.
 */
import { isSmallWord } from "./language.ts";
import type { MatchableQuery } from "./reading.ts";
import { createSpace, type Space } from "./space.ts";
import type { Beat, MatchTables } from "./tables.ts";
import { stem, words } from "./words.ts";

export type Glance = (query: MatchableQuery) => boolean;

/** Cosine from which a beat is what the interest means, though no word of it says so. */
const MEANT = 0.65;
/** Cosine from which a word speaks of the interest. */
const NEAR = 0.5;
/** Where more than this part of its words is in no table, a query is in another language, and matched in any case. */
const STRANGE = 0.4;
/** The interest's most telling word and its beat's names say enough alone; of cues and words near to it two are wanted. */
const NAMES = 2;
const HINTS = 1;
const ENOUGH = 2;

/** What a word says of the interest, by its stem. */
type Signals = ReadonlyMap<string, number>;

/** @param tables without vectors every query is worth a closer look. */
export function createGlance(
  { vectors, beats }: Pick<MatchTables, "vectors" | "beats">,
  interest: string,
): Glance {
  const space = createSpace(vectors);
  const own = words(interest.replace(/^-/, "")).filter((word) => !isSmallWord(word, "en"));
  if (vectors === null || own.length === 0 || !/^[\x20-\x7e]*$/.test(interest)) return () => true;
  const place = space.place(own.map((word) => ({ word, weight: space.weight(word) })));
  const signals = signalsOf(own, beatsMeant(own, place, beats, space), space);
  const known = new Map<string, number>();
  const saysOf = (word: string): number => {
    const said = known.get(word) ?? saidBy(word, signals, place, space);
    known.set(word, said);
    return said;
  };
  return ({ summary, category, outlet, query, requirements }) => {
    const all = new Set(words([summary, category, outlet, query, requirements].join("\n")));
    let said = 0;
    for (const word of all) said += saysOf(word);
    return said >= ENOUGH || isStrange(all, space);
  };
}

/** Those a word of the interest names or gives away, and those it lies near. */
function beatsMeant(
  own: readonly string[],
  place: Float32Array | null,
  beats: readonly Beat[],
  space: Space,
): readonly Beat[] {
  const stems = new Set(own.map(stemOf));
  return beats.filter(
    (beat) =>
      [...subjectsOf(beat), ...hintsOf(beat)].some((phrase) =>
        phrase.every((word) => stems.has(stemOf(word))),
      ) || subjectsOf(beat).some((phrase) => near(place, phrase, space) >= MEANT),
  );
}

function signalsOf(own: readonly string[], beats: readonly Beat[], space: Space): Signals {
  const signals = new Map<string, number>();
  const add = (phrases: readonly (readonly string[])[], worth: number) => {
    for (const phrase of phrases) signals.set(stemOf(telling(phrase, space)), worth);
  };
  add(beats.flatMap(hintsOf), HINTS);
  add(beats.flatMap(subjectsOf), NAMES);
  for (const word of own) signals.set(stemOf(word), Math.max(HINTS, signals.get(stemOf(word)) ?? 0));
  signals.set(stemOf(telling(own, space)), NAMES);
  return signals;
}

function saidBy(word: string, signals: Signals, place: Float32Array | null, space: Space): number {
  if (isSmallWord(word, "en")) return 0;
  return signals.get(stemOf(word)) ?? (near(place, [word], space) >= NEAR ? HINTS : 0);
}

function isStrange(all: ReadonlySet<string>, space: Space): boolean {
  let strange = 0;
  for (const word of all) if (space.row(word) < 0) strange++;
  return strange > all.size * STRANGE;
}

function subjectsOf({ name, also }: Beat): readonly (readonly string[])[] {
  return [name, ...also].map(words).filter((phrase) => phrase.length > 0);
}

function hintsOf({ cues, who }: Beat): readonly (readonly string[])[] {
  return [...cues, ...who].map(words).filter((phrase) => phrase.length > 0);
}

function near(place: Float32Array | null, phrase: readonly string[], space: Space): number {
  const other = space.place(phrase.map((word) => ({ word, weight: space.weight(word) })));
  return place === null || other === null ? 0 : space.near(place, other);
}

/** The one word of a phrase that it would be strange to find elsewhere. */
function telling(phrase: readonly string[], space: Space): string {
  return phrase.reduce((best, word) => (space.weight(word) > space.weight(best) ? word : best));
}

function stemOf(word: string): string {
  return stem(word, "en");
}
