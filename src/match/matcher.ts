/** Her contacts against one query: who fits, how well and why. */
import type { Contact, ContactId } from "../contact/contact.ts";
import { type Asked, askedOf } from "./asked.ts";
import { createBeatIndex } from "./beats.ts";
import { callingJudge } from "./calling.ts";
import { createExplainer, type Found } from "./explain.ts";
import { type Features, type Sight, strengthOf } from "./fit.ts";
import { Heard } from "./heard.ts";
import { largest } from "./largest.ts";
import type { Taught } from "./learn.ts";
import { createLore } from "./lore.ts";
import { type Masses, massesFor } from "./masses.ts";
import type { Match } from "./match.ts";
import { createGazetteer } from "./places.ts";
import {
  anyTraits,
  massFor,
  massOf,
  noTraits,
  type Source,
  scoreOf,
  type TraitRange,
  type Traits,
} from "./pool.ts";
import type { Profile } from "./profile.ts";
import { type MatchableQuery, readQuery } from "./reading.ts";
import { createRoster } from "./roster.ts";
import { createRules, type Rules } from "./rules.ts";
import { createSpace } from "./space.ts";
import type { MatchTables } from "./tables.ts";
import { readWanted } from "./wanted.ts";
import { SHIPPED_WEIGHTS, type Weights, WORDS_ONLY_WEIGHTS } from "./weights.ts";
import { type Language, rememberStems } from "./words.ts";

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
  readonly interests: readonly { readonly source: Source; readonly features: Features }[];
  readonly contact: Readonly<Traits>;
}

/** Scores below this are no candidates. */
const LEAST_SCORE = 0.0005;
/** Where a query touches more people than this, only a better score makes a candidate. */
const MANY = 300;
const LEAST_SCORE_OF_MANY = 0.02;
/** Of those that are neither proposed nor worth a second look, only so many are named. */
const MOST_CANDIDATES = 8;
/** More people than this are not even asked who they are: those of the least evidence are left out. */
const JUDGED = 800;

/** Words of a query that are remembered when she passed it on. */
const MOST_TELLING = 12;
/** Less than this is no change worth telling. */
const LEAST_CHANGE = 0.005;

const ANY_TRAITS = anyTraits();
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
  for (const [language, lines] of Object.entries(tables.stems ?? {}))
    rememberStems(language as Language, lines);
  const space = createSpace(tables.vectors);
  const beats = createBeatIndex(tables.beats, space);
  const made = { space, beats, gazetteer: createGazetteer(tables.places) };
  worlds.set(tables, made);
  return made;
}

/**
 * @param tables null: words alone decide, by `WORDS_ONLY_WEIGHTS`.
 * @param shipped an owner's own, where she has taught some.
 */
export function createMatcher(tables: MatchTables | null, shipped: Weights = weightsFor(tables)): Matcher {
  let weights = shipped;
  const { space, beats, gazetteer } = worldOf(tables ?? NO_TABLES);
  const lore = createLore(space);
  const roster = createRoster(space, beats);
  const { interests, profiles } = roster;

  const isNamed = (stem: string): boolean =>
    interests.lexicon.stem(stem) !== undefined || beats.find([stem], "en").length > 0;
  const read = (query: MatchableQuery): Asked => askedOf(readQuery(query, space, isNamed), space, beats);

  /** What both doors share: the query's side, and the mass of every contact it concerns. */
  const look = (query: MatchableQuery): Look => {
    const asked = read(query);
    const heard = new Heard(asked, interests.lexicon);
    const sight: Sight = { asked, heard, interests, space, weights };
    return { sight, masses: massesFor(sight, profiles) };
  };

  const judgeFor = ({ asked }: Sight): Judge => {
    const callings = callingJudge(readWanted(asked.reading, beats), beats, interests);
    const rules = createRules(asked, gazetteer);
    const range = anyTraits();
    callings.narrow(range);
    rules.narrow(range);
    const setTraits = (profile: Profile, traits: Traits): void => {
      callings.setTraits(profile, traits);
      rules.setTraits(profile, traits);
    };
    return { rules, range, setTraits };
  };

  /** Those whose score makes them candidates, best first. @param judge is made when there is somebody to judge. */
  const scored = ({ sight, masses: { touched, mass } }: Look, judge: () => Judge): Scored[] => {
    const least = touched.length > MANY ? LEAST_SCORE_OF_MANY : LEAST_SCORE;
    const heavy = (slots: readonly number[], leastMass: number) =>
      slots.filter((slot) => (mass[slot] ?? 0) >= leastMass);
    const hopeful = heavy(touched, massFor(least, weights, ANY_TRAITS));
    if (hopeful.length === 0) return [];
    const { range, setTraits } = judge();
    const able = heavy(hopeful, massFor(least, weights, range, lore.mostFavour));
    const traits = noTraits();
    const found: Scored[] = [];
    for (const slot of largest(able, mass, JUDGED)) {
      const profile = profiles[slot];
      if (!profile) continue;
      setTraits(profile, traits);
      const favour = lore.favour(profile.contact.id, sight.asked);
      const score = scoreOf(mass[slot] ?? 0, traits, weights, favour);
      if (score >= least) found.push({ profile, score });
    }
    return found.sort(
      (one, other) => other.score - one.score || (one.profile.contact.id < other.profile.contact.id ? -1 : 1),
    );
  };

  /** What she taught, beside what the shipped weights say alone. */
  const changeOf = (
    { profile, score }: Scored,
    found: readonly Found[],
    { asked }: Sight,
    { setTraits }: Judge,
  ): Pick<Match, "taught"> => {
    const traits = noTraits();
    setTraits(profile, traits);
    const mass = found.reduce(
      (sum, { fit, source }) => sum + massOf(strengthOf(fit.features, shipped), source),
      0,
    );
    const without = scoreOf(mass, traits, shipped);
    if (Math.abs(score - without) < LEAST_CHANGE) return {};
    return { taught: { without, alike: lore.alike(profile.contact.id, asked) } };
  };

  const match = (query: MatchableQuery): Match[] => {
    const seen = look(query);
    const { sight, masses } = seen;
    const judge = madeOnce(() => judgeFor(sight));
    const explain = createExplainer(sight, beats);
    const isTaught = weights !== shipped || !lore.isEmpty;
    return scored(seen, judge)
      .filter(({ score }, rank) => rank < MOST_CANDIDATES || score >= weights.maybeAt)
      .map((each) => {
        const found = masses.found(each.profile);
        const explained = explain(each.profile, found, each.score, judge().rules.heldBack(each.profile));
        return isTaught ? { ...explained, ...changeOf(each, found, sight, judge()) } : explained;
      });
  };

  return {
    put: roster.put,
    remove: roster.remove,
    sync: roster.sync,
    match,
    tellingWords: (query) =>
      read(query)
        .salient.slice(0, MOST_TELLING)
        .map(({ word }) => word),
    teach(lessons) {
      weights = lessons.from === shipped ? lessons.weights : shipped;
      lore.learn(lessons.words);
    },
    weigh(query) {
      const { sight, masses } = look(query);
      const { setTraits } = judgeFor(sight);
      return masses.touched.flatMap((slot) => {
        const profile = profiles[slot];
        if (!profile) return [];
        const interests = masses
          .found(profile)
          .map(({ source, fit }) => ({ source, features: fit.features }));
        const traits = noTraits();
        setTraits(profile, traits);
        return [{ contactId: profile.contact.id, interests, contact: traits }];
      });
    },
  };
}

/** What a query is to the interests and their people. */
interface Look {
  readonly sight: Sight;
  readonly masses: Masses;
}

/** What speaks for or against somebody beside his interests. */
interface Judge {
  readonly rules: Rules;
  readonly range: TraitRange;
  setTraits(profile: Profile, traits: Traits): void;
}

function madeOnce<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

interface Scored {
  readonly profile: Profile;
  readonly score: number;
}

function weightsFor(tables: MatchTables | null): Weights {
  return tables === null || tables.vectors === null || tables.beats.length === 0
    ? WORDS_ONLY_WEIGHTS
    : SHIPPED_WEIGHTS;
}
