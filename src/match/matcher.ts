/** Her contacts against one query: who fits, how well and why. */
import type { Contact, ContactId } from "../contact/contact.ts";
import { type Asked, askedOf } from "./asked.ts";
import { createBeatIndex } from "./beats.ts";
import { callingJudge } from "./calling.ts";
import { createExplainer, type Found } from "./explain.ts";
import { createScorer, type Features, type Fit, type Scorer, strengthOf } from "./fit.ts";
import { compileInterest, type Interest } from "./interest.ts";
import { createInterestIndex } from "./interests.ts";
import type { Taught } from "./learn.ts";
import type { Match } from "./match.ts";
import { createGazetteer } from "./places.ts";
import { massFor, massOf, noTraits, scoreOf, type Traits } from "./pool.ts";
import { type Profile, profileOf, type Want } from "./profile.ts";
import { type MatchableQuery, readQuery } from "./reading.ts";
import { createRules } from "./rules.ts";
import { createSpace } from "./space.ts";
import type { MatchTables } from "./tables.ts";
import { readWanted } from "./wanted.ts";
import { SHIPPED_WEIGHTS, type Weights, WORDS_ONLY_WEIGHTS } from "./weights.ts";
import type { Language } from "./words.ts";

export type { MatchableQuery } from "./reading.ts";
export type { Weights } from "./weights.ts";

export interface Matcher {
  put(contact: Contact): void;
  remove(id: ContactId): void;
  /** Brings the index to exactly these contacts; only changed ones cost. */
  sync(contacts: readonly Contact[]): void;
  /** Every candidate, best first; whoever is not named has nothing to do with the query. */
  match(query: MatchableQuery): Match[];
  /** The numbers behind a match, for learning weights: one entry a candidate, in no order. */
  weigh(query: MatchableQuery): Weighed[];
  /** The query's most telling words, best first. */
  tellingWords(query: MatchableQuery): string[];
  /** From here on her decisions count; what was taught before is forgotten. */
  teach(taught: Taught): void;
}

export interface Weighed {
  readonly contactId: ContactId;
  readonly interests: readonly { readonly source: Want["source"]; readonly features: Features }[];
  readonly contact: Readonly<Traits>;
}

/** Scores below this are no candidates. */
const LEAST_SCORE = 0.005;
/** Where a query touches more people than this, only a better score makes a candidate. */
const MANY = 300;
const LEAST_SCORE_OF_MANY = 0.05;
/** Of those that are neither proposed nor worth a second look, only so many are named. */
const MOST_CANDIDATES = 60;
/** Weaker evidence about an interest is none. */
const LEAST_STRENGTH = 0.5;

/** Where more interests than this concern a query, only the contacts that look best get the closest look. */
const CROWD = 120;
const LOOKED_AT = 60;

/** More people than this are not even asked who they are: those of the least evidence are left out. */
const JUDGED = 800;

/** Words of a query that are remembered when she passed it on. */
const MOST_TELLING = 12;
/** Deviations above the usual from which a query is like those she passed on; beyond the most, more says no more. */
const LEAST_TAUGHT = 1;
const MOST_TAUGHT = 4;
/** For each deviation. In the score's logit. */
const TAUGHT_WEIGHT = 0.3;
const LESSONS_TO_TRUST = 3;
/** Less than this is no change worth telling. */
const LEAST_CHANGE = 0.005;

const NO_TABLES: MatchTables = { vectors: null, beats: [], places: [] };

/** What is made of the tables alone: it takes most of a second, and all matchers on them may share it. */
interface World {
  readonly space: ReturnType<typeof createSpace>;
  readonly beats: ReturnType<typeof createBeatIndex>;
  readonly gazetteer: ReturnType<typeof createGazetteer>;
}

const worlds = new WeakMap<MatchTables, World>();

function worldOf(tables: MatchTables): World {
  const known = worlds.get(tables);
  if (known !== undefined) return known;
  const space = createSpace(tables.vectors);
  const beats = createBeatIndex(tables.beats, space);
  const made = { space, beats, gazetteer: createGazetteer(tables.places) };
  worlds.set(tables, made);
  return made;
}

/** Where the queries lie that she passed on to somebody: all together, and each. */
interface Lore {
  readonly place: Float32Array;
  readonly places: readonly Float32Array[];
}

/**
 * @param tables null: words alone decide, by `WORDS_ONLY_WEIGHTS`.
 * @param shipped an owner's own, where she has taught some.
 */
export function createMatcher(tables: MatchTables | null, shipped: Weights = weightsFor(tables)): Matcher {
  let weights = shipped;
  const taught = new Map<ContactId, Lore>();
  const { space, beats, gazetteer } = worldOf(tables ?? NO_TABLES);
  const index = createInterestIndex(beats, space.dimensions);
  const compile = memo((text, foreign) => compileInterest(text, space, beats, foreign));
  const slots = new Map<ContactId, number>();
  const profiles: (Profile | null)[] = [];

  const remove = (id: ContactId): void => {
    const slot = slots.get(id);
    const profile = slot === undefined ? undefined : profiles[slot];
    if (slot === undefined || !profile) return;
    index.remove(slot, profile.wants);
    profiles[slot] = null;
    slots.delete(id);
  };
  const put = (contact: Contact): void => {
    const slot = slots.get(contact.id);
    if (slot !== undefined && isSame(profiles[slot]?.contact, contact)) return;
    remove(contact.id);
    const made = profileOf(contact, compile, beats);
    const wants = made.wants.map((want) => ({ ...want, interest: index.shared(want.interest) }));
    const profile = { ...made, wants };
    const at = profiles.push(profile) - 1;
    slots.set(contact.id, at);
    for (const want of profile.wants) index.add(at, want);
  };

  const placeOf = (words: readonly string[]) =>
    space.place(words.map((word) => ({ word, weight: space.weight(word) })));

  /** What both doors share: the query's side, and the mass of every contact it concerns. */
  const look = (query: MatchableQuery) => {
    const reading = readQuery(query, space);
    const asked = askedOf(reading, space, beats);
    const scorer = createScorer(asked, space, weights);
    const fits = new Map<Interest, Fit>();
    const mass = new Float64Array(profiles.length);
    const touched: number[] = [];
    const candidates = index.candidates(asked);
    const isCrowd = candidates.length > CROWD;
    for (const { interest, users } of candidates) {
      const fit = isCrowd ? scorer.rough(interest) : scorer.whole(interest);
      const strength = strengthOf(fit.features, weights);
      if (strength < LEAST_STRENGTH) continue;
      fits.set(interest, fit);
      const adds = massOf(strength, "interest");
      for (const { slot, source } of users) {
        const before = mass[slot] ?? 0;
        if (before === 0) touched.push(slot);
        mass[slot] = before + (source === "interest" ? adds : massOf(strength, source));
      }
    }
    if (isCrowd) refine(largest(touched, mass, LOOKED_AT), fits, mass, scorer);
    const judge = callingJudge(readWanted(reading, beats), beats);
    const rules = createRules(asked, gazetteer);
    const setTraits = (profile: Profile, traits: Traits): void => {
      judge(profile, traits);
      rules.setTraits(profile, traits);
    };
    return { asked, fits, mass, touched, rules, setTraits };
  };

  /** Looks closer at some contacts: their fits become whole, and their mass with them. */
  const refine = (
    chosen: readonly number[],
    fits: Map<Interest, Fit>,
    mass: Float64Array,
    scorer: Scorer,
  ): void => {
    const done = new Set<Interest>();
    for (const slot of chosen) {
      let sum = 0;
      for (const { interest, source } of profiles[slot]?.wants ?? []) {
        let fit = fits.get(interest);
        if (fit === undefined) continue;
        if (!done.has(interest)) {
          fit = scorer.whole(interest);
          fits.set(interest, fit);
          done.add(interest);
        }
        sum += massOf(strengthOf(fit.features, weights), source);
      }
      mass[slot] = sum;
    }
  };

  /** The interests of a contact that met the query, best first. */
  const foundOf = (profile: Profile, fits: ReadonlyMap<Interest, Fit>): Found[] =>
    profile.wants
      .flatMap((want) => {
        const fit = fits.get(want.interest);
        return fit === undefined
          ? []
          : [{ want, fit, mass: massOf(strengthOf(fit.features, weights), want.source) }];
      })
      .sort((one, other) => other.mass - one.mass);

  /** Deviations above the usual by which a query is like those she passed on. */
  const nearness = (place: Float32Array, { place: own, usual }: Asked): number =>
    own === null ? 0 : Math.max(0, (space.near(place, own) - usual.mean) / usual.deviation - LEAST_TAUGHT);

  /** What it adds that she passed on queries like this to him before. In the score's logit. */
  const taughtFor = ({ contact }: Profile, asked: Asked): number => {
    const lore = taught.get(contact.id);
    if (lore === undefined) return 0;
    const trust = Math.min(1, lore.places.length / LESSONS_TO_TRUST);
    return TAUGHT_WEIGHT * trust * Math.min(MOST_TAUGHT, nearness(lore.place, asked));
  };

  /** What she taught, beside what the shipped weights say alone. */
  const changeOf = (
    { contact }: Profile,
    found: readonly Found[],
    traits: Readonly<Traits>,
    score: number,
    asked: Asked,
  ): Pick<Match, "taught"> => {
    const mass = found.reduce(
      (sum, { want, fit }) => sum + massOf(strengthOf(fit.features, shipped), want.source),
      0,
    );
    const without = scoreOf(mass, traits, shipped);
    const alike = (taught.get(contact.id)?.places ?? []).filter((place) => nearness(place, asked) > 0);
    if (Math.abs(score - without) < LEAST_CHANGE) return {};
    return { taught: { without, alike: alike.length } };
  };

  const match = (query: MatchableQuery): Match[] => {
    const { asked, fits, mass, touched, rules, setTraits } = look(query);
    const least = touched.length > MANY ? LEAST_SCORE_OF_MANY : LEAST_SCORE;
    const leastMass = massFor(least, weights);
    const traits = noTraits();
    const scored: { profile: Profile; score: number }[] = [];
    for (const slot of largest(touched, mass, JUDGED)) {
      const profile = profiles[slot];
      if (!profile || (mass[slot] ?? 0) < leastMass) continue;
      setTraits(profile, traits);
      const score = scoreOf(mass[slot] ?? 0, traits, weights, taughtFor(profile, asked));
      if (score >= least) scored.push({ profile, score });
    }
    scored.sort(
      (one, other) => other.score - one.score || (one.profile.contact.id < other.profile.contact.id ? -1 : 1),
    );
    const explain = createExplainer(asked, space, beats, weights);
    const kept = scored.filter(({ score }, rank) => rank < MOST_CANDIDATES || score >= weights.maybeAt);
    const isTaught = weights !== shipped || taught.size > 0;
    return kept.map(({ profile, score }) => {
      const found = foundOf(profile, fits);
      const explained = explain(profile, found, score, rules.heldBack(profile));
      if (!isTaught) return explained;
      setTraits(profile, traits);
      return { ...explained, ...changeOf(profile, found, traits, score, asked) };
    });
  };

  return {
    put,
    remove,
    sync(contacts) {
      const wanted = new Set(contacts.map((contact) => contact.id));
      for (const id of [...slots.keys()]) if (!wanted.has(id)) remove(id);
      for (const contact of contacts) put(contact);
    },
    match,
    tellingWords: (query) =>
      askedOf(readQuery(query, space), space, beats)
        .salient.slice(0, MOST_TELLING)
        .map(({ word }) => word),
    teach(lessons) {
      weights = lessons.from === shipped ? lessons.weights : shipped;
      taught.clear();
      for (const [id, queries] of lessons.words) {
        const places = queries.flatMap((words) => placeOf(words) ?? []);
        const place = placeOf(queries.flat());
        if (place !== null) taught.set(id, { place, places });
      }
    },
    weigh(query) {
      const { fits, touched, setTraits } = look(query);
      return touched.flatMap((slot) => {
        const profile = profiles[slot];
        if (!profile) return [];
        const interests = foundOf(profile, fits).map(({ want, fit }) => ({
          source: want.source,
          features: fit.features,
        }));
        const traits = noTraits();
        setTraits(profile, traits);
        return [{ contactId: profile.contact.id, interests, contact: traits }];
      });
    },
  };
}

/** So many contacts of the largest mass, and all that are level with the last of them. */
function largest(touched: readonly number[], mass: Float64Array, count: number): readonly number[] {
  if (touched.length <= count) return touched;
  const masses = Float64Array.from(touched, (slot) => mass[slot] ?? 0).sort();
  const least = masses[masses.length - count] ?? 0;
  return touched.filter((slot) => (mass[slot] ?? 0) >= least);
}

function weightsFor(tables: MatchTables | null): Weights {
  return tables === null || tables.vectors === null || tables.beats.length === 0
    ? WORDS_ONLY_WEIGHTS
    : SHIPPED_WEIGHTS;
}

/** What matching sees of a contact; a new address or greeting costs nothing. */
function isSame(one: Contact | undefined, other: Contact): boolean {
  return one === other || (one !== undefined && seen(one) === seen(other));
}

function seen(contact: Contact): string {
  const { id, name, organization, interests, outlets, categories, regions, languages, roles, notes } =
    contact;
  return JSON.stringify([
    id,
    name,
    organization,
    interests,
    outlets,
    categories,
    regions,
    languages,
    roles,
    notes,
  ]);
}

/** Equal interests of contacts who speak the same are compiled once. */
function memo(compile: (text: string, foreign: readonly Language[]) => Interest) {
  const made = new Map<string, Interest>();
  return (text: string, foreign: readonly Language[]): Interest => {
    const key = `${foreign.join(",")}|${text}`;
    const known = made.get(key);
    if (known !== undefined) return known;
    const interest = compile(text, foreign);
    made.set(key, interest);
    return interest;
  };
}
