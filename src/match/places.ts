/** The gazetteer made ready: places named in a text, and which lies in which. */
import type { Place } from "./tables.ts";
import { tokens } from "./words.ts";

export interface PlaceHit {
  readonly place: string;
  /** As written, and where: characters of the text. */
  readonly written: string;
  readonly start: number;
  readonly end: number;
}

export interface Gazetteer {
  find(text: string): PlaceHit[];
  /** True when one is the other or lies in it, whichever way round. */
  meet(one: string, other: string): boolean;
  /** IANA name; null when unknown or when the place has several. */
  timezone(place: string): string | null;
}

/** Names of more words are not looked for. */
const LONGEST = 4;
/** Two-letter names (`US`, `TX`, `LA`) count only in capitals: `us`, `in` and `me` are words. */
const SHORT = 3;

export function createGazetteer(places: readonly Place[]): Gazetteer {
  const byName = new Map(places.map((place) => [place.name, place]));
  const names = new Map<string, { place: string; isShort: boolean }>();
  for (const place of places) {
    for (const name of [place.name, ...place.also]) {
      const key = keyOf(name);
      if (!names.has(key)) names.set(key, { place: place.name, isShort: key.length < SHORT });
    }
  }
  const liesIn = (inner: string, outer: string): boolean => {
    for (let at: string | null = inner; at !== null; at = byName.get(at)?.within ?? null)
      if (at === outer) return true;
    return false;
  };
  return {
    find: (text) => findPlaces(text, names),
    meet: (one, other) => liesIn(one, other) || liesIn(other, one),
    timezone: (place) => byName.get(place)?.timezone ?? null,
  };
}

function keyOf(name: string): string {
  return tokens(name)
    .map((token) => token.word.toLowerCase())
    .join(" ");
}

function findPlaces(
  text: string,
  names: ReadonlyMap<string, { place: string; isShort: boolean }>,
): PlaceHit[] {
  const found: PlaceHit[] = [];
  const own = tokens(text);
  for (let from = 0; from < own.length; from++) {
    if (isSmallLetter(text[own[from]?.start ?? 0] ?? "")) continue;
    for (let to = Math.min(own.length, from + LONGEST); to > from; to--) {
      const words = own.slice(from, to);
      const hit = names.get(words.map((token) => token.word.toLowerCase()).join(" "));
      const start = words[0]?.start ?? 0;
      const end = words.at(-1)?.end ?? 0;
      const written = text.slice(start, end);
      if (hit === undefined || !isName(written, hit.isShort)) continue;
      found.push({ place: hit.place, written, start, end });
      from = to - 1;
      break;
    }
  }
  return found;
}

function isSmallLetter(sign: string): boolean {
  return sign !== sign.toUpperCase();
}

/** Names begin with a capital; short ones are all capitals. */
function isName(written: string, isShort: boolean): boolean {
  return isShort ? written === written.toUpperCase() : /^[\p{Lu}]/u.test(written);
}
