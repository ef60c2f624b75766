/** How much of what they speak on a query concerns, for all contacts at once. */
import { candidatesFor } from "./candidates.ts";
import type { Found } from "./explain.ts";
import { createScorer, type Fit, type Scorer, type Sight } from "./fit.ts";
import type { Interests } from "./interests.ts";
import { largest } from "./largest.ts";
import { massOf } from "./pool.ts";
import type { Profile } from "./profile.ts";
import { numberOf, sourceOf } from "./uses.ts";

/** Weaker evidence about an interest is none. */
const LEAST_STRENGTH = 0.5;

/** Where more interests than this concern a query, only the contacts that look best get the closest look. */
const CROWD = 120;
const LOOKED_AT = 40;

export interface Masses {
  /** Numbers of the contacts whose interests the query concerns, in no order. */
  readonly touched: readonly number[];
  /** By number; 0 for all others. */
  readonly mass: Float64Array;
  /** The interests of a contact that met the query, best first. */
  found(profile: Profile): Found[];
}

type Profiles = readonly (Profile | null)[];

/** What is known of an interest. */
const UNMET = 0;
const ROUGHLY = 1;
const WHOLLY = 2;

export function massesFor(sight: Sight, profiles: Profiles): Masses {
  const scorer = createScorer(sight);
  const { asked, heard, interests } = sight;
  const candidates = candidatesFor(asked, heard, interests);
  const isCrowd = candidates.length > CROWD;
  const known: Known = {
    state: new Uint8Array(interests.size),
    strength: new Float64Array(interests.size),
    fits: new Map(),
  };
  const met = candidates.filter((at) => {
    const strength = isCrowd ? scorer.rough(at) : scorer.whole(at);
    if (strength < LEAST_STRENGTH) return false;
    known.strength[at] = strength;
    known.state[at] = isCrowd ? ROUGHLY : WHOLLY;
    return true;
  });
  const { touched, mass } = pooled(met, known, interests, profiles.length);
  if (isCrowd)
    for (const slot of largest(touched, mass, LOOKED_AT)) mass[slot] = refined(profiles[slot], known, scorer);
  return { touched, mass, found: (profile) => foundOf(profile, known, scorer) };
}

/** By the interest's number. */
interface Known {
  readonly state: Uint8Array;
  readonly strength: Float64Array;
  readonly fits: Map<number, Fit>;
}

function pooled(
  met: readonly number[],
  { strength }: Known,
  { uses }: Interests,
  size: number,
): Pick<Masses, "touched" | "mass"> {
  const touched: number[] = [];
  const mass = new Float64Array(size);
  for (const at of met) {
    const own = strength[at] ?? 0;
    const stated = massOf(own, "interest");
    for (const use of uses.of(at)) {
      const slot = numberOf(use);
      const source = sourceOf(use);
      const before = mass[slot] ?? 0;
      if (before === 0) touched.push(slot);
      mass[slot] = before + (source === "interest" ? stated : massOf(own, source));
    }
  }
  return { touched, mass };
}

/** Looks closer at a contact: his interests are measured wholly, and his mass with them. */
function refined(profile: Profile | null | undefined, { state, strength }: Known, scorer: Scorer): number {
  let sum = 0;
  for (const want of profile?.wants ?? []) {
    const at = numberOf(want);
    if (state[at] === UNMET) continue;
    if (state[at] === ROUGHLY) strength[at] = scorer.whole(at);
    state[at] = WHOLLY;
    sum += massOf(strength[at] ?? 0, sourceOf(want));
  }
  return sum;
}

function foundOf({ wants }: Profile, { state, strength, fits }: Known, scorer: Scorer): Found[] {
  const fitOf = (at: number): Fit => {
    const fit = fits.get(at) ?? scorer.fit(at, state[at] === WHOLLY);
    fits.set(at, fit);
    return fit;
  };
  return wants
    .filter((want) => state[numberOf(want)] !== UNMET)
    .map((want) => {
      const interest = numberOf(want);
      const source = sourceOf(want);
      return { interest, source, fit: fitOf(interest), mass: massOf(strength[interest] ?? 0, source) };
    })
    .sort((one, other) => other.mass - one.mass);
}
