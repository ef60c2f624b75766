/** A list that stopped is missed, one that rests over the weekend or was always rare is not. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasStopped, rhythmOf } from "../../src/digest/arrivals.ts";
import { HOUR_MS } from "../../src/time.ts";

const ZONE = "Europe/Copenhagen";
const times = (...texts: readonly string[]) => texts.map((text) => new Date(text));
/** Morning and evening from Monday 11 January 2027 on, weekends free. */
const twiceADay = times(
  ...["11", "12", "13", "14", "15"].flatMap((day) => [
    `2027-01-${day}T09:00:00Z`,
    `2027-01-${day}T16:00:00Z`,
  ]),
);
const weekly = times(
  "2026-12-28T09:00:00Z",
  "2027-01-04T09:00:00Z",
  "2027-01-11T09:00:00Z",
  "2027-01-18T09:00:00Z",
);

describe("a list has stopped", () => {
  test.each([
    ["Friday evening, after the weekend it is only Monday morning", twiceADay, "2027-01-18T08:00:00Z", false],
    ["all weekend", twiceADay, "2027-01-17T20:00:00Z", false],
    ["Monday without a mail", twiceADay, "2027-01-18T22:30:00Z", false],
    ["a day and a half without one", twiceADay, "2027-01-19T12:00:00Z", true],
    ["a weekly one, six days on", weekly, "2027-01-24T09:00:00Z", false],
    ["a weekly one, after three weeks", weekly, "2027-02-08T10:00:00Z", true],
    ["too few tell no rhythm", twiceADay.slice(0, 3), "2027-03-01T09:00:00Z", false],
    ["never came", [], "2027-03-01T09:00:00Z", false],
  ])("%s", (_case, cameAt, now, expected) => {
    expect(hasStopped(cameAt, new Date(now), ZONE)).toBe(expected);
  });

  test("its rhythm is told in words", () => {
    expect(rhythmOf(twiceADay, ZONE)).toBe("twice a day");
    expect(rhythmOf(weekly, ZONE)).toBe("every week");
    expect(rhythmOf(weekly.slice(0, 1), ZONE)).toBe("now and then");
  });

  test("one that goes on as it came never has", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 4, max: 12 }), (hours, count) => {
        const cameAt = Array.from(
          { length: count },
          (_, at) => new Date(Date.parse("2027-01-11T09:00:00Z") + at * hours * HOUR_MS),
        );
        const last = cameAt.at(-1) ?? new Date(0);
        expect(hasStopped(cameAt, new Date(last.getTime() + hours * HOUR_MS), ZONE)).toBe(false);
      }),
    );
  });
});
