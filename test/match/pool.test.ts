/** From evidence to a score: the bound that spares a look at most people is never too high. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { massFor, noTraits, scoreOf, type TraitRange, type Traits } from "../../src/match/pool.ts";
import { CONTACT_FEATURES, SHIPPED_WEIGHTS } from "../../src/match/weights.ts";

const part = fc.double({ min: 0, max: 1, noNaN: true });
const weights = fc
  .array(fc.double({ min: -8, max: 2, noNaN: true }), {
    minLength: CONTACT_FEATURES.length,
    maxLength: CONTACT_FEATURES.length,
  })
  .map((values) => ({ ...SHIPPED_WEIGHTS, contact: traitsOf((at) => values[at] ?? 0) }));
/** Three numbers a trait: the least, what somebody has, and the most. */
const people = fc
  .array(
    fc.tuple(part, part, part).map((three) => three.toSorted((one, other) => one - other)),
    { minLength: CONTACT_FEATURES.length, maxLength: CONTACT_FEATURES.length },
  )
  .map((values) => {
    const [least, own, most] = [0, 1, 2].map((nth) => traitsOf((at) => values[at]?.[nth] ?? 0));
    return { own: own as Traits, range: { least, most } as TraitRange };
  });

function traitsOf(value: (at: number) => number): Traits {
  const traits = noTraits();
  for (const [at, feature] of CONTACT_FEATURES.entries()) traits[feature] = value(at);
  return traits;
}

test("whoever reaches a score has the mass it takes", () => {
  fc.assert(
    fc.property(
      weights,
      people,
      fc.double({ min: 0, max: 500, noNaN: true }),
      part,
      (own, who, mass, taught) => {
        const score = scoreOf(mass, who.own, own, taught);
        fc.pre(score < 0.9999);
        expect(mass).toBeGreaterThanOrEqual(massFor(score, own, who.range, taught));
      },
    ),
  );
});
