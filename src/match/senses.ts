/**
 * A guard against words in another sense: `sleeping-car attendants` say nothing of insomnia. Where one word is all that
 * speaks for a subject, the rest of the query must lie towards that subject too.
 */
import type { Passage } from "./reading.ts";
import { dot, type Space, unit } from "./space.ts";

/** Deviations above the usual at which the rest of a query backs a word wholly, and below which it does not at all. */
const BACKED = 3;
const UNBACKED = 1;
/** What a common word without any backing still counts; rare words mean one thing and keep all. */
const UNBACKED_SHARE = 0.15;
/** How telling a word is, 0 to 1, from which it begins to count as rare. */
const RATHER_RARE = 0.75;
/** A query with fewer other telling words than this cannot contradict one. Summed weights. */
const LEAST_CONTEXT = 3;

export interface Senses {
  /** 0 to 1: how far the query without a word backs a subject, given by its place. The word's weight is how telling it is. */
  backing(said: { readonly stem: string; readonly weight: number }, subject: Float32Array | null): number;
}

/** @param usual how near the query lies to any subject: the mean and the deviation. */
export function createSenses(
  passages: readonly Passage[],
  all: Drift,
  space: Space,
  usual: { readonly mean: number; readonly deviation: number },
): Senses {
  const contexts = new Map<string, Float32Array | null>();
  const without = (stem: string): Float32Array | null => {
    const known = contexts.get(stem);
    if (known !== undefined) return known;
    const made = contextOf(passages, stem, all, space);
    contexts.set(stem, made);
    return made;
  };
  return {
    backing({ stem, weight }, subject) {
      const context = subject === null ? null : without(stem);
      if (context === null || subject === null) return 1;
      const near = (dot(context, subject) - usual.mean) / usual.deviation;
      const backed = Math.min(1, Math.max(0, (near - UNBACKED) / (BACKED - UNBACKED)));
      return UNBACKED_SHARE + (1 - UNBACKED_SHARE) * Math.max(backed, rarity(weight));
    },
  };
}

/** How far a word counts as rare, from 0 to 1, given how telling it is. */
export function rarity(weight: number): number {
  return Math.max(0, (weight - RATHER_RARE) / (1 - RATHER_RARE));
}

/** Where words lead together, each pulling by how telling it is and how much its passage says. */
export interface Drift {
  readonly sum: Float32Array;
  /** The weights, summed. */
  readonly total: number;
}

export function driftOf(passages: readonly Passage[], space: Space): Drift {
  const sum = new Float32Array(space.dimensions);
  let total = 0;
  for (const { rows, telling, weight } of passages) {
    if (weight === 0) continue;
    for (let at = 0; at < rows.length; at++) {
      const own = (telling[at] ?? 0) * weight;
      space.pull(sum, rows[at] ?? -1, own);
      total += own;
    }
  }
  return { sum, total };
}

/** Where the query leads without the word; null when too little is left to say. */
function contextOf(
  passages: readonly Passage[],
  without: string,
  all: Drift,
  space: Space,
): Float32Array | null {
  const sum = all.sum.slice();
  let total = all.total;
  for (const { stems, rows, telling, weight } of passages) {
    if (weight === 0) continue;
    for (let at = stems.indexOf(without); at >= 0; at = stems.indexOf(without, at + 1)) {
      const own = (telling[at] ?? 0) * weight;
      space.pull(sum, rows[at] ?? -1, -own);
      total -= own;
    }
  }
  return total < LEAST_CONTEXT ? null : unit(sum);
}
