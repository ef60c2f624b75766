/** Once a local day, at her hour: tables over both clock changes, and the law under restarts and clocks that jump. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { digestDay, nextDigestAfter } from "../../src/digest/day.ts";
import { dayOf, HOUR_MS, instantOf, MINUTE_MS } from "../../src/time.ts";

const COPENHAGEN = "Europe/Copenhagen";
const decided =
  (...days: readonly string[]) =>
  (day: string) =>
    days.includes(day);

describe("the day of a digest", () => {
  test.each([
    ["before her hour", "2027-01-20T06:29:59Z", "07:30", COPENHAGEN, null],
    ["at her hour", "2027-01-20T06:30:00Z", "07:30", COPENHAGEN, "2027-01-20"],
    ["long after it", "2027-01-20T22:59:00Z", "07:30", COPENHAGEN, "2027-01-20"],
    ["in Honolulu it is still yesterday", "2027-01-20T09:00:00Z", "07:30", "Pacific/Honolulu", "2027-01-19"],
    ["in Kathmandu it is tomorrow", "2027-01-20T18:30:00Z", "00:10", "Asia/Kathmandu", "2027-01-21"],
    ["on the short night, before the skipped hour", "2027-03-28T00:59:00Z", "02:30", COPENHAGEN, null],
    ["the skipped hour is moved on by the gap", "2027-03-28T01:29:00Z", "02:30", COPENHAGEN, null],
    ["and comes then", "2027-03-28T01:30:00Z", "02:30", COPENHAGEN, "2027-03-28"],
    [
      "an hour earlier by UTC on the morning after",
      "2027-03-28T05:30:00Z",
      "07:30",
      COPENHAGEN,
      "2027-03-28",
    ],
    ["of the doubled hour the first counts", "2027-10-31T00:30:00Z", "02:30", COPENHAGEN, "2027-10-31"],
    ["before it, nothing", "2027-10-31T00:29:00Z", "02:30", COPENHAGEN, null],
    ["New York's doubled hour", "2027-11-07T05:30:00Z", "01:30", "America/New_York", "2027-11-07"],
    ["an hour later by UTC on the morning after", "2027-10-31T06:29:00Z", "07:30", COPENHAGEN, null],
  ])("%s", (_case, now, at, zone, expected) => {
    expect(digestDay(new Date(now), at, zone, decided())).toBe(expected);
  });

  test("of the doubled hour the second brings none", () => {
    expect(
      digestDay(new Date("2027-10-31T01:30:00Z"), "02:30", COPENHAGEN, decided("2027-10-31")),
    ).toBeNull();
  });

  test("a clock that was a year ahead for a while costs no digest when it is right again", () => {
    const days = decided("2028-01-20");
    expect(digestDay(new Date("2027-01-21T07:00:00Z"), "07:30", COPENHAGEN, days)).toBe("2027-01-21");
  });
});

describe("when the next digest comes", () => {
  test.each([
    ["today, her hour is ahead", "2027-01-20T05:00:00Z", [], "2027-01-20T06:30:00Z"],
    ["now, it is due", "2027-01-20T08:00:00Z", [], "2027-01-20T08:00:00Z"],
    ["tomorrow, today's is done", "2027-01-20T08:00:00Z", ["2027-01-20"], "2027-01-21T06:30:00Z"],
    ["on the eve of the short day", "2027-03-27T22:45:00Z", ["2027-03-27"], "2027-03-28T05:30:00Z"],
    ["on the eve of the long day", "2027-10-30T21:45:00Z", ["2027-10-30"], "2027-10-31T06:30:00Z"],
    ["in the long day", "2027-10-31T06:45:00Z", ["2027-10-31"], "2027-11-01T06:30:00Z"],
  ])("%s", (_case, now, days, expected) => {
    expect(nextDigestAfter(new Date(now), "07:30", COPENHAGEN, decided(...days))).toEqual(new Date(expected));
  });
});

/** What a clock does between two looks of the program at it. Minutes. */
const steps = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 1, max: 90 }) },
  { weight: 3, arbitrary: fc.integer({ min: 90, max: 4 * 24 * 60 }) },
  { weight: 1, arbitrary: fc.integer({ min: -3 * 24 * 60, max: -1 }) },
);
const starts = fc.constantFrom(
  "2027-03-26T12:00:00Z",
  "2027-10-29T12:00:00Z",
  "2027-11-05T12:00:00Z",
  "2027-01-20T12:00:00Z",
);
const zones = fc.constantFrom(
  COPENHAGEN,
  "America/New_York",
  "Pacific/Honolulu",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
);
const hours = fc.constantFrom("00:00", "01:30", "02:00", "02:30", "07:30", "23:55");

test("at most one digest a local day, and one on every day the program ran after her hour", () => {
  fc.assert(
    fc.property(starts, zones, hours, fc.array(steps, { maxLength: 40 }), (start, zone, at, moves) => {
      const written: string[] = [];
      const owed = new Set<string>();
      let now = Date.parse(start);
      for (const move of moves) {
        now += move * MINUTE_MS;
        const today = dayOf(new Date(now), zone);
        if (new Date(now) >= instantOf(today, at, zone)) owed.add(today);
        const day = digestDay(new Date(now), at, zone, (each) => written.includes(each));
        if (day !== null) written.push(day);
        const next = nextDigestAfter(new Date(now), at, zone, (each) => written.includes(each));
        expect(next.getTime()).toBeGreaterThan(now);
        expect(next.getTime() - now).toBeLessThanOrEqual(49 * HOUR_MS);
      }
      expect(written.length).toBe(new Set(written).size);
      expect(new Set(written)).toEqual(owed);
    }),
  );
});
