/** From evidence about interests to one score for a contact. */
import { CONTACT_FEATURES, type ContactFeature, type Weights } from "./weights.ts";

/** Where she keeps what a contact speaks on. Roles and notes tell less than interests; notes are hers alone. */
export type Source = "interest" | "role" | "note";

/** What speaks for or against a contact beside his interests. Filled anew for each contact, so not readonly. */
export type Traits = Record<ContactFeature, number>;

export function noTraits(): Traits {
  return {
    liked: 0,
    domain: 0,
    calling: 0,
    otherCalling: 0,
    onlyOtherCalling: 0,
    strictlyOther: 0,
    laypeople: 0,
    someLaypeople: 0,
    products: 0,
    refusedCalling: 0,
    identity: 0,
    foreign: 0,
  };
}

/** Roles and notes say less than what somebody is known to speak on; a note alone never proposes. */
const SOURCE_FACTOR: Readonly<Record<Source, number>> = { interest: 1, role: 0.85, note: 0.6 };

/** What one interest adds to a contact: interests add up softly, the best counts whole, the next a little. */
export function massOf(strength: number, source: Source): number {
  return Math.expm1(strength * SOURCE_FACTOR[source]);
}

/**
 * The score of a contact, 0 to 1, from the mass of all its interests. One more interest never lowers it.
 *
 * @param taught what her earlier decisions add, in the logit.
 */
export function scoreOf(
  mass: number,
  traits: Readonly<Traits>,
  { bias, contact }: Weights,
  taught = 0,
): number {
  const leaning =
    traits.liked * contact.liked +
    traits.domain * contact.domain +
    traits.calling * contact.calling +
    traits.otherCalling * contact.otherCalling +
    traits.onlyOtherCalling * contact.onlyOtherCalling +
    traits.strictlyOther * contact.strictlyOther +
    traits.laypeople * contact.laypeople +
    traits.someLaypeople * contact.someLaypeople +
    traits.products * contact.products +
    traits.refusedCalling * contact.refusedCalling +
    traits.identity * contact.identity +
    traits.foreign * contact.foreign;
  return logistic(rounded(Math.log1p(mass) + bias + leaning + taught));
}

/** Between what a query can set the traits of anybody. */
export interface TraitRange {
  readonly least: Traits;
  readonly most: Traits;
}

/** Anything. */
export function anyTraits(): TraitRange {
  const most = noTraits();
  for (const feature of CONTACT_FEATURES) most[feature] = 1;
  return { least: noTraits(), most };
}

/** Steps of the logit that scores are told apart by. */
const STEPS = 1e10;
/** More than is lost where numbers are rounded. In the logit. */
const ROUNDING = 1e-9;

/**
 * The mass without which a contact cannot reach a score, whatever speaks for it.
 *
 * @param taught the most that her earlier decisions add, in the logit.
 */
export function massFor(
  score: number,
  { bias, contact }: Weights,
  { least, most }: TraitRange,
  taught = 0,
): number {
  const favours = CONTACT_FEATURES.reduce(
    (sum, feature) => sum + contact[feature] * (contact[feature] > 0 ? most : least)[feature],
    0,
  );
  return Math.expm1(Math.log(score / (1 - score)) - bias - favours - taught - ROUNDING);
}

/** Interests are summed in the order the index has them; who has the same ones has the same score all the same. */
function rounded(logit: number): number {
  return Math.round(logit * STEPS) / STEPS;
}

function logistic(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
