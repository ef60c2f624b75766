import fc from "fast-check";
import { expect, test } from "vitest";
import { reconnectDelayMs } from "../../src/mailbox/mailbox.ts";
import { ascending, batches, uidSet } from "../../src/mailbox/uids.ts";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "../../src/time.ts";

/** Uids as they stand after years of filing: runs with holes. */
const uids = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 12 })), { maxLength: 20 })
  .map((runs) => ascending(runs.flatMap(([from, length]) => Array.from({ length }, (_, at) => from + at))));

test.each([
  [[7], "7"],
  [[1, 2, 3, 7], "1:3,7"],
  [[1, 3, 5], "1,3,5"],
])("the set of %j is %s", (list, set) => {
  expect(uidSet(list)).toBe(set);
});

test("a set names exactly its uids", () => {
  fc.assert(
    fc.property(uids, (list) => {
      expect(spelledOut(uidSet(list))).toEqual(list);
    }),
  );
});

test("batches hold everything once, in order, none too large", () => {
  fc.assert(
    fc.property(uids, fc.integer({ min: 1, max: 50 }), (list, size) => {
      expect(batches(list, size).flat()).toEqual(list);
      expect(batches(list, size).every((each) => each.length > 0 && each.length <= size)).toBe(true);
    }),
  );
});

test.each([
  ["line", 0, 0, 0.5 * SECOND_MS],
  ["line", 0, 1, SECOND_MS],
  ["line", 3, 1, 8 * SECOND_MS],
  ["line", 40, 1, 5 * MINUTE_MS],
  ["line", 5000, 0, 2.5 * MINUTE_MS],
  ["login", 0, 1, MINUTE_MS],
  ["login", 40, 1, HOUR_MS],
] as const)("after a lost %s, attempt %i, chance %d: %d ms", (cause, attempt, chance, expected) => {
  expect(reconnectDelayMs(attempt, cause, () => chance)).toBe(expected);
});

test("a refused login always waits longer than a lost line", () => {
  const chance = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
  fc.assert(
    fc.property(fc.nat(100), chance, (attempt, random) => {
      const wait = (cause: "line" | "login") => reconnectDelayMs(attempt, cause, () => random);
      expect(wait("login")).toBeGreaterThan(wait("line"));
    }),
  );
});

function spelledOut(set: string): number[] {
  return set.split(",").flatMap((range) => {
    if (range === "") return [];
    const [from = 0, to = from] = range.split(":").map(Number);
    return Array.from({ length: to - from + 1 }, (_, at) => from + at);
  });
}
