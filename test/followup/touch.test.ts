/** How often she wants to be in touch, and when silence is worth a word. */
import { describe, expect, test } from "vitest";
import { cadenceOf, overdue } from "../../src/followup/touch.ts";
import { DAY_MS } from "../../src/time.ts";

const WEEK_MS = 7 * DAY_MS;
const NOW = new Date("2027-01-20T15:00:00Z");
const ago = (days: number) => new Date(NOW.getTime() - days * DAY_MS);

describe("the cadence", () => {
  test.each([
    ["her own words", { every: "6w", latest: "10w" }, [], { everyMs: 6 * WEEK_MS, latestMs: 10 * WEEK_MS }],
    [
      "no latest: twice the ideal",
      { every: "6w", latest: null },
      [],
      { everyMs: 6 * WEEK_MS, latestMs: 12 * WEEK_MS },
    ],
    [
      "a latest before the ideal is the ideal",
      { every: "6w", latest: "2w" },
      [],
      { everyMs: 6 * WEEK_MS, latestMs: 6 * WEEK_MS },
    ],
    ["months", { every: "2 months", latest: null }, [], { everyMs: 60 * DAY_MS, latestMs: 120 * DAY_MS }],
    ["a word", { every: "week", latest: null }, [], { everyMs: WEEK_MS, latestMs: 2 * WEEK_MS }],
    [
      "every other week",
      { every: "other week", latest: null },
      [],
      { everyMs: 2 * WEEK_MS, latestMs: 4 * WEEK_MS },
    ],
    [
      "of the groups the most frequent",
      { every: null, latest: null },
      ["press", "friends"],
      { everyMs: 4 * WEEK_MS, latestMs: 8 * WEEK_MS },
    ],
    [
      "their own goes before the groups'",
      { every: "9w", latest: "9w" },
      ["press"],
      { everyMs: 9 * WEEK_MS, latestMs: 9 * WEEK_MS },
    ],
    ["none set", { every: null, latest: null }, ["strangers"], null],
    ["nonsense is none", { every: "often", latest: null }, [], null],
  ])("%s", (_case, own, groups, expected) => {
    const ofGroups = { press: "4w", friends: "8w" };
    expect(cadenceOf(own, groups, ofGroups)).toEqual(expected);
  });
});

describe("silence", () => {
  const cadence = { everyMs: 6 * WEEK_MS, latestMs: 10 * WEEK_MS };
  test.each([
    ["in time", 41, null],
    ["from the ideal on", 42, 0],
    ["halfway to the latest", 56, 0.5],
    ["past the latest", 84, 1.5],
  ])("%s", (_case, days, expected) => {
    expect(overdue(ago(days), cadence, NOW)).toBe(expected);
  });

  test("nobody is quiet who was never in touch, or for whom she set nothing", () => {
    expect(overdue(null, cadence, NOW)).toBeNull();
    expect(overdue(ago(900), null, NOW)).toBeNull();
  });
});
