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
  readonly queryId: string;
  readonly contactId: ContactId;
  readonly said: "yes" | "no";
  /** The best interest's evidence, then the contact's, as INTEREST_FEATURES and CONTACT_FEATURES order them. */
  readonly numbers: readonly number[];
  /** What his other interests added, in log mass. */
  readonly more: number;
  /** The query's most telling words. */
  readonly words: readonly string[];
}

/** What a matcher is taught by. */
export interface Taught {
  readonly weights: Weights;
  /** For each contact the words of the queries she passed on to him, the oftener said the oftener listed. */
  readonly words: ReadonlyMap<ContactId, readonly string[]>;
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
/** Older ones are forgotten: people and tastes change, and the file stays small. */
export const MOST_LESSONS = 500;
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
  query: MatchableQuery & { readonly id: string },
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
  const numbers = [
    ...INTEREST_FEATURES.map((name) => best.features[name]),
    ...CONTACT_FEATURES.map((name) => weighed.contact[name]),
  ];
  return {
    queryId: query.id,
    contactId,
    said,
    numbers: numbers.map(rounded),
    more: rounded(Math.log1p(mass) - strengthOf(best.features, SHIPPED_WEIGHTS)),
    words: matcher.tellingWords(query),
  };
}

/** @param lessons oldest first. */
export function learn(lessons: readonly Lesson[], from: Weights = SHIPPED_WEIGHTS): Taught {
  const kept = lessons.slice(-MOST_LESSONS);
  const asked = kept.filter((lesson) => wasShown(lesson, from));
  return { weights: asked.length < LEAST_LESSONS ? from : refitted(asked, from), words: wordsTaught(kept) };
}

/** Whom she added by hand, far below the border, tells of him and not of the border: nobody asked her about the others there. */
function wasShown({ numbers, more }: Lesson, { interest, contact, bias, maybeAt }: Weights): boolean {
  const weights = [
    ...INTEREST_FEATURES.map((name) => interest[name]),
    ...CONTACT_FEATURES.map((name) => contact[name]),
  ];
  const logit = numbers.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), more + bias);
  return 1 / (1 + Math.exp(-logit)) >= maybeAt;
}

function wordsTaught(lessons: readonly Lesson[]): Map<ContactId, readonly string[]> {
  const words = new Map<ContactId, readonly string[]>();
  for (const { contactId, said, words: own } of lessons)
    if (said === "yes") words.set(contactId, [...(words.get(contactId) ?? []), ...own]);
  return words;
}

/** Logistic regression that starts from the shipped weights and is drawn back to them. */
function refitted(lessons: readonly Lesson[], from: Weights): Weights {
  const start = [
    ...INTEREST_FEATURES.map((name) => from.interest[name]),
    ...CONTACT_FEATURES.map((name) => from.contact[name]),
    from.bias + LIKELY,
  ];
  const last = start.length - 1;
  const ease = start.map((weight, at) => (at === last ? BIAS_EASE : EASE * Math.max(1, Math.abs(weight))));
  let weights = start;
  for (let step = 0; step < STEPS; step++) {
    const slope = gradient(lessons, weights);
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

function gradient(lessons: readonly Lesson[], weights: readonly number[]): number[] {
  const slope = weights.map(() => 0);
  const last = weights.length - 1;
  for (const { numbers, more, said } of lessons) {
    const logit = numbers.reduce(
      (sum, value, at) => sum + value * (weights[at] ?? 0),
      more + (weights[last] ?? 0),
    );
    const error = 1 / (1 + Math.exp(-logit)) - (said === "yes" ? 1 : 0);
    numbers.forEach((value, at) => {
      slope[at] = (slope[at] ?? 0) + error * value;
    });
    slope[last] = (slope[last] ?? 0) + error;
  }
  return slope;
}

function weightsOf(numbers: readonly number[], from: Weights): Weights {
  const at = (place: number): number => numbers[place] ?? 0;
  const shift = INTEREST_FEATURES.length;
  return {
    ...from,
    interest: Object.fromEntries(
      INTEREST_FEATURES.map((name, place) => [name, at(place)]),
    ) as Weights["interest"],
    contact: Object.fromEntries(
      CONTACT_FEATURES.map((name, place) => [name, at(shift + place)]),
    ) as Weights["contact"],
    bias: at(numbers.length - 1) - LIKELY,
  };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
