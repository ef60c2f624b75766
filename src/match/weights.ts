/** What each kind of evidence is worth. Fitted on labelled sets (test/bench/fit-weights.mjs). An owner may have her own. */
import { PROPOSES_FROM } from "./match.ts";

/** Evidence about one interest, each from 0 upward. */
export const INTEREST_FEATURES = [
  "words",
  "soft",
  "beat",
  "main",
  "near",
  "leaning",
  "closeness",
  "title",
] as const;
/** Evidence about the contact as a whole; `against` kinds carry negative weights. */
export const CONTACT_FEATURES = [
  "liked",
  "domain",
  "calling",
  "otherCalling",
  "onlyOtherCalling",
  "strictlyOther",
  "laypeople",
  "someLaypeople",
  "products",
  "refusedCalling",
  "identity",
  "foreign",
] as const;

export type InterestFeature = (typeof INTEREST_FEATURES)[number];
export type ContactFeature = (typeof CONTACT_FEATURES)[number];

export interface Weights {
  readonly interest: Readonly<Record<InterestFeature, number>>;
  readonly contact: Readonly<Record<ContactFeature, number>>;
  readonly bias: number;
  /** Scores from here on are proposed. */
  readonly proposeAt: number;
  /** Scores from here on are worth a second look. */
  readonly maybeAt: number;
}

export const SHIPPED_WEIGHTS: Weights = {
  interest: {
    words: 2.29,
    soft: 0.76,
    beat: 0.85,
    main: 5.02,
    near: 4,
    leaning: 0.33,
    closeness: 0.76,
    title: 0,
  },
  contact: {
    liked: 0.77,
    domain: 1.37,
    calling: 1.65,
    otherCalling: -0.08,
    onlyOtherCalling: -0.6,
    strictlyOther: -1.08,
    laypeople: -3.5,
    someLaypeople: -1.53,
    products: -8,
    refusedCalling: -3.8,
    identity: -5.01,
    foreign: -2.37,
  },
  bias: -9.27,
  proposeAt: PROPOSES_FROM,
  maybeAt: 0.1,
};

/** Without tables there are only the words: a whole interest in the title or twice in the text proposes. */
export const WORDS_ONLY_WEIGHTS: Weights = {
  ...SHIPPED_WEIGHTS,
  interest: { words: 5, soft: 1.5, beat: 0, main: 0, near: 0, leaning: 0, closeness: 0, title: 1.2 },
  bias: -4.6,
};
