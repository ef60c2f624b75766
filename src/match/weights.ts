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
    words: 1.83,
    soft: 0.27,
    beat: 1.47,
    main: 4.65,
    near: 4.05,
    leaning: 0.35,
    closeness: 0.74,
    title: 0,
  },
  contact: {
    liked: 0.78,
    domain: 1.34,
    calling: 1.64,
    otherCalling: -0.05,
    onlyOtherCalling: -0.6,
    strictlyOther: -0.97,
    laypeople: -3.5,
    someLaypeople: -1.42,
    products: -8,
    refusedCalling: -3.52,
    identity: -4.93,
    foreign: -2.42,
  },
  bias: -9.07,
  proposeAt: PROPOSES_FROM,
  maybeAt: 0.1,
};

/** Without tables there are only the words: a whole interest in the title or twice in the text proposes. */
export const WORDS_ONLY_WEIGHTS: Weights = {
  ...SHIPPED_WEIGHTS,
  interest: { words: 5, soft: 1.5, beat: 0, main: 0, near: 0, leaning: 0, closeness: 0, title: 1.2 },
  bias: -4.6,
};
