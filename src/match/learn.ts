/**
 * What her decisions teach: the border from which she is asked and the mix of evidence, for her; and for each contact
 * the words of the queries she passed on. Nothing is changed in place: what is known is worked out of the lessons, so
 * that a lesson taken back is unlearnt.
 */
import type { ContactId } from "../contact/contact.ts";
import { strengthOf } from "./fit.ts";
import { massOf } from "./pool.ts";
import type { Want } from "./profile.ts";
import type { MatchableQuery } from "./reading.ts";
import {
  CONTACT_FEATURES,
  type ContactFeature,
  INTEREST_FEATURES,
  type InterestFeature,
  SHIPPED_WEIGHTS,
  type Weights,
} from "./weights.ts";

/** One decision of hers about one person and one query, with the numbers it stood on. Plain JSON. */
export interface Lesson {
  readonly contactId: ContactId;
  readonly said: "yes" | "no";
  /** The best interest's evidence and the contact's; what is not there is 0. */
  readonly numbers: Readonly<Partial<Record<InterestFeature | ContactFeature, number>>>;
  /** What his other interests added, in log mass. */
  readonly more: number;
  /** The query's most telling words, parted by blanks; empty for a no, which tells nothing about him. */
  readonly words: string;
}

/** What a matcher is taught by. */
export interface Taught {
  /** Where the weights began; a matcher that began elsewhere keeps its own. */
  readonly from: Weights;
  readonly weights: Weights;
  /** For each contact the telling words of every query she passed on to him. */
  readonly words: ReadonlyMap<ContactId, readonly (readonly string[])[]>;
}

/** The part of a matcher a lesson is made with. */
export interface Witness {
  weigh(query: MatchableQuery): readonly {
    readonly contactId: ContactId;
    readonly interests: readonly {
      readonly source: Want["source"];
      readonly features: Readonly<Record<InterestFeature, number>>;
    }[];
    readonly contact: Readonly<Record<ContactFeature, number>>;
  }[];
  tellingWords(query: MatchableQuery): readonly string[];
}

/** Fewer decisions than this are chance. */
const LEAST_LESSONS = 8;
/** Older ones are forgotten: people and tastes change, and the file stays small. Of all, and of one contact. */
const MOST_LESSONS = 400;
const MOST_OF_ONE = 25;
/** A wrong proposal costs her more than one missed, so a yes must be this likely before she is asked. */
const LIKELY = Math.log(0.6 / 0.4);
/** How far a weight may be led away from the shipped one before it costs as much as one wrong answer. */
const EASE = 0.15;
const BIAS_EASE = 0.7;
/** The border moves no further than this either way. In the score's logit. */
const FARTHEST = 1.5;
const STEPS = 300;
const RATE = 0.03;

/** @returns null when the matcher sees nothing between the two, so that there is nothing to learn. */
export function lessonOf(
  matcher: Witness,
  query: MatchableQuery,
  contactId: ContactId,
  said: Lesson["said"],
): Lesson | null {
  const weighed = matcher.weigh(query).find((each) => each.contactId === contactId);
  const best = weighed?.interests[0];
  if (weighed === undefined || best === undefined) return null;
  const mass = weighed.interests.reduce(
    (sum, { features, source }) => sum + massOf(strengthOf(features, SHIPPED_WEIGHTS), source),
    0,
  );
  const numbers = Object.entries({ ...best.features, ...weighed.contact })
    .map(([name, value]) => [name, rounded(value)] as const)
    .filter(([, value]) => value !== 0);
  return {
    contactId,
    said,
    numbers: Object.fromEntries(numbers),
    more: rounded(Math.log1p(mass) - strengthOf(best.features, SHIPPED_WEIGHTS)),
    words: said === "yes" ? matcher.tellingWords(query).join(" ") : "",
  };
}

/** Those that are kept, by their keys. @param lessons oldest first. */
export function bounded(lessons: Readonly<Record<string, Lesson>>): Record<string, Lesson> {
  const ofOne = new Map<ContactId, number>();
  const newest = Object.entries(lessons)
    .toReversed()
    .filter(([, { contactId }]) => {
      const nth = (ofOne.get(contactId) ?? 0) + 1;
      ofOne.set(contactId, nth);
      return nth <= MOST_OF_ONE;
    });
  return Object.fromEntries(newest.slice(0, MOST_LESSONS).toReversed());
}

/** @param from a matcher's own weights; nothing is changed but by lessons enough. */
export function learn(lessons: readonly Lesson[], from: Weights = SHIPPED_WEIGHTS): Taught {
  const asked = lessons.filter((lesson) => wasShown(lesson, from));
  const weights = asked.length < LEAST_LESSONS ? from : refitted(asked, from);
  return { from, weights, words: wordsTaught(lessons) };
}

/** Whom she added by hand, far below the border, tells of him and not of the border: nobody asked her about the others there. */
function wasShown(lesson: Lesson, from: Weights): boolean {
  const weights = inOrder({ ...from.interest, ...from.contact });
  const logit = inOrder(lesson.numbers).reduce(
    (sum, value, at) => sum + value * (weights[at] ?? 0),
    lesson.more + from.bias,
  );
  return logistic(logit) >= from.maybeAt;
}

/** As INTEREST_FEATURES and CONTACT_FEATURES order them. */
function inOrder(numbers: Lesson["numbers"]): readonly number[] {
  return [...INTEREST_FEATURES, ...CONTACT_FEATURES].map((name) => numbers[name] ?? 0);
}

function wordsTaught(lessons: readonly Lesson[]): Map<ContactId, readonly (readonly string[])[]> {
  const words = new Map<ContactId, readonly (readonly string[])[]>();
  for (const { contactId, said, words: own } of lessons)
    if (said === "yes")
      words.set(contactId, [...(words.get(contactId) ?? []), own.split(" ").filter(Boolean)]);
  return words;
}

/** Logistic regression that starts from the shipped weights and is drawn back to them. */
function refitted(lessons: readonly Lesson[], from: Weights): Weights {
  const examples = lessons.map(({ numbers, more, said }) => ({ numbers: inOrder(numbers), more, said }));
  const start = [...inOrder({ ...from.interest, ...from.contact }), from.bias + LIKELY];
  const last = start.length - 1;
  const ease = start.map((weight, at) => (at === last ? BIAS_EASE : EASE * Math.max(1, Math.abs(weight))));
  let weights = start;
  for (let step = 0; step < STEPS; step++) {
    const slope = gradient(examples, weights);
    weights = weights.map((weight, at) => {
      const scale = ease[at] ?? EASE;
      const pull = (weight - (start[at] ?? 0)) / scale ** 2;
      return weight - RATE * scale ** 2 * ((slope[at] ?? 0) + pull) * (1 / (1 + lessons.length / 20));
    });
  }
  return weightsOf(
    weights.map((weight, at) => held(weight, start[at] ?? 0, at === last)),
    from,
  );
}

/** No weight changes its sign, and the border stays in reach of where it began. */
function held(weight: number, start: number, isBias: boolean): number {
  if (isBias) return Math.min(start + FARTHEST, Math.max(start - FARTHEST, weight));
  return start === 0 || Math.sign(weight) !== Math.sign(start) ? 0 : weight;
}

interface Example {
  readonly numbers: readonly number[];
  readonly more: number;
  readonly said: Lesson["said"];
}

function gradient(examples: readonly Example[], weights: readonly number[]): number[] {
  const slope = weights.map(() => 0);
  const last = weights.length - 1;
  for (const { numbers, more, said } of examples) {
    const logit = numbers.reduce(
      (sum, value, at) => sum + value * (weights[at] ?? 0),
      more + (weights[last] ?? 0),
    );
    const error = logistic(logit) - (said === "yes" ? 1 : 0);
    numbers.forEach((value, at) => {
      slope[at] = (slope[at] ?? 0) + error * value;
    });
    slope[last] = (slope[last] ?? 0) + error;
  }
  return slope;
}

/** The border moves instead of the scores: what she approved "from 0.8 on" stays where it was. */
function weightsOf(numbers: readonly number[], from: Weights): Weights {
  const at = (place: number): number => numbers[place] ?? 0;
  const shift = INTEREST_FEATURES.length;
  const moved = at(numbers.length - 1) - LIKELY - from.bias;
  return {
    ...from,
    interest: Object.fromEntries(
      INTEREST_FEATURES.map((name, place) => [name, at(place)]),
    ) as Weights["interest"],
    contact: Object.fromEntries(
      CONTACT_FEATURES.map((name, place) => [name, at(shift + place)]),
    ) as Weights["contact"],
    proposeAt: rounded(lowered(from.proposeAt, moved)),
    maybeAt: rounded(lowered(from.maybeAt, moved)),
  };
}

/** @param by in the score's logit. */
function lowered(score: number, by: number): number {
  return logistic(Math.log(score / (1 - score)) - by);
}

function logistic(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
