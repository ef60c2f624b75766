/** The clock of a place in her words. */
import type { Zone } from "../time.ts";
import { createGazetteer } from "./places.ts";
import type { Place } from "./tables.ts";

/** @returns for `madrid`, `Burlington, Vermont`: of the first place in it that has one clock; null: none has. */
export type ZoneAt = (place: string) => Zone | null;

export function createZoneAt(places: readonly Place[]): ZoneAt {
  const gazetteer = createGazetteer(places);
  return (place) => {
    const found = gazetteer.find(place.replace(/\p{L}+/gu, capitalised));
    return found.map((hit) => gazetteer.timezone(hit.place)).find((zone) => zone !== null) ?? null;
  };
}

/** `madrid` is meant as Madrid; `USA` stays. */
function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
