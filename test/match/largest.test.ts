import fc from "fast-check";
import { expect, test } from "vitest";
import { largest } from "../../src/match/largest.ts";

test("the largest are those a full sort would put first, and all level with the last of them", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 200 }),
      fc.integer({ min: 1, max: 40 }),
      (values, count) => {
        const places = [...values.keys()];
        const least = values.toSorted((one, other) => other - one)[count - 1] ?? Number.NEGATIVE_INFINITY;
        const expected = places.filter((place) => (values[place] ?? 0) >= least);
        expect(largest(places, Float64Array.from(values), count)).toEqual(expected);
      },
    ),
  );
});
