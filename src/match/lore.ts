/** What she passed on to whom: queries like those count for him a little more. */
import type { ContactId } from "../contact/contact.ts";
import type { Asked } from "./asked.ts";
import type { Taught } from "./learn.ts";
import type { Space } from "./space.ts";

/** Deviations above the usual from which a query is like those she passed on; beyond the most, more says no more. */
const LEAST_TAUGHT = 1;
const MOST_TAUGHT = 4;
/** For each deviation. In the score's logit. */
const TAUGHT_WEIGHT = 0.3;
const LESSONS_TO_TRUST = 3;

export interface Lore {
  readonly isEmpty: boolean;
  /** More than this it adds to nobody. In the score's logit. */
  readonly mostFavour: number;
  /** What is learnt before is forgotten. */
  learn(words: Taught["words"]): void;
  /** What it adds that she passed on queries like this to him before. In the score's logit. */
  favour(id: ContactId, asked: Asked): number;
  /** How many queries like this one she passed on to him. */
  alike(id: ContactId, asked: Asked): number;
}

/** Where the queries lie that she passed on to somebody: all together, and each. */
interface Passed {
  readonly place: Float32Array;
  readonly places: readonly Float32Array[];
}

export function createLore(space: Space): Lore {
  const passed = new Map<ContactId, Passed>();
  const placeOf = (words: readonly string[]) =>
    space.place(words.map((word) => ({ word, weight: space.weight(word) })));
  return {
    get isEmpty() {
      return passed.size === 0;
    },
    get mostFavour() {
      return passed.size === 0 ? 0 : TAUGHT_WEIGHT * MOST_TAUGHT;
    },
    learn(words) {
      passed.clear();
      for (const [id, queries] of words) {
        const places = queries.flatMap((own) => placeOf(own) ?? []);
        const place = placeOf(queries.flat());
        if (place !== null) passed.set(id, { place, places });
      }
    },
    favour(id, asked) {
      const own = passed.size === 0 ? undefined : passed.get(id);
      if (own === undefined) return 0;
      const trust = Math.min(1, own.places.length / LESSONS_TO_TRUST);
      return TAUGHT_WEIGHT * trust * Math.min(MOST_TAUGHT, nearness(own.place, asked, space));
    },
    alike: (id, asked) =>
      (passed.get(id)?.places ?? []).filter((place) => nearness(place, asked, space) > 0).length,
  };
}

/** Deviations above the usual by which a query is like those she passed on. */
function nearness(place: Float32Array, { place: own, usual }: Asked, space: Space): number {
  if (own === null) return 0;
  return Math.max(0, (space.near(place, own) - usual.mean) / usual.deviation - LEAST_TAUGHT);
}
