/** The figures of the labelled sets, with a margin: a change that makes matching worse is seen here. */
import { describe, expect, test } from "vitest";
import { createMatcher } from "../../src/match/matcher.ts";
import { TABLES } from "./asking.ts";
import { figuresOf, hasSet, readSet } from "./labelled.ts";

const FLOORS = {
  practice: { f05: 0.64, first: 0.84, three: 0.92, quiet: 0.9 },
  fresh: { f05: 0.7, first: 0.72, three: 0.79, quiet: 0.86 },
  own: { f05: 0.72, first: 0.9, three: 0.93, quiet: 0.95 },
  blind: { f05: 0.73, first: 0.83, three: 0.86, quiet: 0.95 },
  held: { f05: 0.65, first: 0.73, three: 0.85, quiet: 0.9 },
  oblique: { f05: 0.35, first: 0.62, three: 0.72, quiet: 0.83 },
  dev: { f05: 0.9, first: 0.97, three: 0.88, quiet: 0.99 },
  real: { f05: 0.76, first: 0.8, three: 0.85, quiet: 0.95 },
} as const;

/** Sets that are whole only with the contacts of the development set. */
const JOINED: readonly string[] = ["fresh", "held", "blind"];

for (const name of ["practice", "fresh", "own", "blind", "held", "oblique", "dev", "real"] as const) {
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
