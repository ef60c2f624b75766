/** The figures of the labelled sets, with a margin: a change that makes matching worse is seen here. */
import { describe, expect, test } from "vitest";
import { createMatcher } from "../../src/match/matcher.ts";
import { TABLES } from "./asking.ts";
import { figuresOf, hasSet, readSet } from "./labelled.ts";

const FLOORS = {
  practice: { f05: 0.62, first: 0.8, three: 0.88, quiet: 0.8 },
  fresh: { f05: 0.62, first: 0.7, three: 0.78, quiet: 0.75 },
  own: { f05: 0.72, first: 0.85, three: 0.87, quiet: 0.9 },
  held: { f05: 0.56, first: 0.75, three: 0.82, quiet: 0.75 },
  dev: { f05: 0.87, first: 0.91, three: 0.88, quiet: 0.99 },
  real: { f05: 0.65, first: 0.68, three: 0.85, quiet: 0.92 },
} as const;

/** Sets that are whole only with the contacts of the development set. */
const JOINED: readonly string[] = ["fresh", "held"];

for (const name of ["practice", "fresh", "own", "held", "dev", "real"] as const) {
  const isThere = hasSet(name) && (!JOINED.includes(name) || hasSet("dev"));
  describe.skipIf(!isThere)(`the ${name} set (only where it lies beside the repository)`, () => {
    test("is matched as well as before", () => {
      const { contacts, queries, fits } = readSet(name);
      const matcher = createMatcher(TABLES);
      matcher.sync(contacts);
      const found = figuresOf(matcher, queries, fits);
      for (const [figure, floor] of Object.entries(FLOORS[name]))
        expect(found[figure as keyof typeof found], figure).toBeGreaterThanOrEqual(floor);
    });
  });
}
