/** Moments she names later, in her zone, always ahead of now. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { readWhen } from "../../src/query/when.ts";

/** Friday, 20 November 2026, 12:30 in New York. */
const NOW = new Date("2026-11-20T17:30:00Z");
const ZONE = "America/New_York";

test.each([
  ["fri 9am", "2026-11-27T14:00:00Z"],
  ["friday", "2026-11-27T14:00:00Z"],
  ["fri 4pm", "2026-11-20T21:00:00Z"],
  ["3d", "2026-11-23T14:00:00Z"],
  ["2w", "2026-12-04T14:00:00Z"],
  ["6w", "2027-01-01T14:00:00Z"],
  ["2h", "2026-11-20T19:30:00Z"],
  ["90m", "2026-11-20T19:00:00Z"],
  ["a month", "2026-12-20T14:00:00Z"],
  ["in 3 weeks", "2026-12-11T14:00:00Z"],
  ["tomorrow", "2026-11-21T14:00:00Z"],
  ["noon tomorrow", "2026-11-21T17:00:00Z"],
  ["tonight", "2026-11-20T23:00:00Z"],
  ["9am", "2026-11-21T14:00:00Z"],
  ["at 4pm", "2026-11-20T21:00:00Z"],
  ["next tuesday", "2026-11-24T14:00:00Z"],
  ["tue 14:00", "2026-11-24T19:00:00Z"],
  ["mon morning", "2026-11-23T14:00:00Z"],
  ["12 may", "2027-05-12T13:00:00Z"],
  ["till 12 may", "2027-05-12T13:00:00Z"],
  ["12 may 2027 10:30", "2027-05-12T14:30:00Z"],
  ["11/25", "2026-11-25T14:00:00Z"],
  ["3pm PT", "2026-11-20T23:00:00Z"],
  ["1 jan", "2027-01-01T14:00:00Z"],
])("%s", (words, at) => {
  expect(readWhen(words, NOW, ZONE)?.toISOString()).toBe(new Date(at).toISOString());
});

test.each([
  "",
  "yesterday",
  "last friday",
  "two days ago",
  "friday banana",
  "after deadline",
  "soon",
  "0d",
  "31 feb",
  "10 november 2026",
  "x".repeat(200),
])("%s names no moment ahead", (words) => {
  expect(readWhen(words, NOW, ZONE)).toBeNull();
});

test("nine in the morning is nine on her clock, over both nights the clocks change", () => {
  const local = (words: string, now: string, zone: string) =>
    readWhen(words, new Date(now), zone)?.toISOString();
  expect(local("2d", "2027-03-13T17:00:00Z", ZONE)).toBe("2027-03-15T13:00:00.000Z");
  expect(local("2d", "2027-11-06T16:00:00Z", ZONE)).toBe("2027-11-08T14:00:00.000Z");
  expect(local("tomorrow", "2026-11-20T17:30:00Z", "Asia/Kathmandu")).toBe("2026-11-21T03:15:00.000Z");
  expect(local("tomorrow", "2026-11-20T17:30:00Z", "Pacific/Honolulu")).toBe("2026-11-21T19:00:00.000Z");
});

test("days stand before months where she does not live in America", () => {
  expect(readWhen("3/12", NOW, "Europe/London")?.toISOString()).toBe("2026-12-03T09:00:00.000Z");
  expect(readWhen("12/3", NOW, ZONE)?.toISOString()).toBe("2026-12-03T14:00:00.000Z");
});

test("whatever she says, it is ahead of now or nothing", () => {
  const word = fc.constantFrom(
    "fri",
    "9am",
    "in",
    "3",
    "weeks",
    "d",
    "12",
    "may",
    "next",
    "tomorrow",
    "noon",
    "-",
    "PT",
    "2027",
    "eod",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(word, fc.string({ maxLength: 6 })), { maxLength: 5 }), (words) => {
      const at = readWhen(words.join(" "), NOW, ZONE);
      if (at !== null) expect(at.getTime()).toBeGreaterThan(NOW.getTime());
    }),
  );
});
