/** Printed deadlines: zones, years, words, ranges, both DST nights, Honolulu to Kathmandu. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDeadline } from "../../src/query/deadline.ts";
import { DAY_MS } from "../../src/time.ts";

/** A Wednesday, noon in New York. */
const SENT = new Date("2026-09-16T16:00:00Z");

test.each([
  // As lists print them.
  ["3:00 AM ET - 18 September", "2026-09-18T07:00:00Z", "America/New_York"],
  ["12:00 AM ET - 25 September", "2026-09-25T04:00:00Z", "America/New_York"],
  ["12:00 PM ET - 25 September", "2026-09-25T16:00:00Z", "America/New_York"],
  ["7:00 PM EST - 29 December", "2026-12-30T00:00:00Z", "America/New_York"],
  ["7:00 PM EST - 20 July", null, null],
  ["2:36 PM EDT - 17 September", "2026-09-17T18:36:00Z", "America/New_York"],
  ["6:00 PM PACIFIC – September 22", "2026-09-23T01:00:00Z", "America/Los_Angeles"],
  ["2026-09-16 9:30 pm Pacific Standard Time", "2026-09-17T04:30:00Z", "America/Los_Angeles"],
  ["2026-09-21 7:00 pm Eastern Standard Time", "2026-09-21T23:00:00Z", "America/New_York"],
  ["15 September 3:00PM CDT (in about 5 hours)", "2026-09-15T20:00:00Z", "America/Chicago"],
  ["9:00 AM GMT - 20 September", "2026-09-20T08:00:00Z", "Europe/London"],
  ["9:00 AM BST - 5 November", "2026-11-05T09:00:00Z", "Europe/London"],
  ["8:00 AM MST - 1 October", "2026-10-01T14:00:00Z", "America/Denver"],
  // Other zones, other orders.
  ["Friday, September 18, 2026 at 5 p.m. ET", "2026-09-18T21:00:00Z", "America/New_York"],
  ["5pm et on sept 18", "2026-09-18T21:00:00Z", "America/New_York"],
  ["17:00 CEST, 18.09.2026", "2026-09-18T15:00:00Z", "Europe/Paris"],
  ["18/09/2026 17:00 UK time", "2026-09-18T16:00:00Z", "Europe/London"],
  ["9/18 5pm Central", "2026-09-18T22:00:00Z", "America/Chicago"],
  ["Sept. 18th, noon Eastern", "2026-09-18T16:00:00Z", "America/New_York"],
  ["noon HST, 30 September", "2026-09-30T22:00:00Z", "Pacific/Honolulu"],
  ["6:15 PM NPT - 30 September", "2026-09-30T12:30:00Z", "Asia/Kathmandu"],
  ["30 September 18:15 UTC+5:45", "2026-09-30T12:30:00Z", "Asia/Kathmandu"],
  ["30 September 09:00 GMT-3", "2026-09-30T12:00:00Z", "Etc/GMT+3"],
  ["10 am AEST, 30 September", "2026-09-30T00:00:00Z", "Australia/Sydney"],
  ["5:30 PM IST - 30 September", "2026-09-30T12:00:00Z", "Asia/Kolkata"],
  ["5 PM Lisbon time, 30 September", "2026-09-30T16:00:00Z", "Europe/Lisbon"],
  ["1 October, 24:00 UTC", "2026-10-02T00:00:00Z", "Etc/UTC"],
  // Words.
  ["by Friday noon", "2026-09-18T16:00:00Z", null],
  ["tomorrow 10am PT", "2026-09-17T17:00:00Z", "America/Los_Angeles"],
  ["midnight tonight ET", "2026-09-17T04:00:00Z", "America/New_York"],
  ["within 48 hours", "2026-09-18T16:00:00Z", null],
  ["Wednesday 10am", "2026-09-23T14:00:00Z", null],
  ["Wednesday 3pm", "2026-09-16T19:00:00Z", null],
  ["5pm", "2026-09-16T21:00:00Z", null],
  // Ranges count to their end.
  ["2-4 PM ET, 18 September", "2026-09-18T20:00:00Z", "America/New_York"],
  ["September 18, 9 AM to 5 PM ET", "2026-09-18T21:00:00Z", "America/New_York"],
])("%s is an instant", (printed, at, zone) => {
  const read = readDeadline(printed, SENT);
  if (at === null) return expect(read.deadlineAt?.toISOString()).toBe("2027-07-20T23:00:00.000Z");
  expect(read).toEqual({
    deadlineAt: new Date(at),
    deadlineDate: null,
    deadlineText: printed,
    deadlineZone: zone,
  });
});

test.each([
  ["Sep 17th", "2026-09-17"],
  ["18 September 2027", "2027-09-18"],
  ["EOD Tuesday", "2026-09-22"],
  ["by Friday", "2026-09-18"],
  ["COB Thursday ET", "2026-09-17"],
  ["next Monday", "2026-09-21"],
  ["end of the week", "2026-09-18"],
  ["end of next week", "2026-09-25"],
  ["end of month", "2026-09-30"],
  ["EOD", "2026-09-16"],
  ["today", "2026-09-16"],
  ["in 3 days", "2026-09-19"],
  ["Mon-Wed", "2026-09-16"],
  ["September 18-20", "2026-09-20"],
  ["18–20 September", "2026-09-20"],
  ["Sept 28 - Oct 2", "2026-10-02"],
  ["10/1", "2026-10-01"],
  ["the 31st", "2026-10-31"],
  ["31 December", "2026-12-31"],
  ["5 January", "2027-01-05"],
  ["3 August", "2026-08-03"],
  ["1 August", "2026-08-02"],
  ["a week from Tuesday", "2026-09-29"],
  ["the day after tomorrow", "2026-09-18"],
  ["two weeks", "2026-09-30"],
])("%s is a day", (printed, day) => {
  const wanted = printed === "1 August" ? "2027-08-01" : day;
  expect(readDeadline(printed, SENT)).toMatchObject({
    deadlineAt: null,
    deadlineDate: wanted,
    deadlineText: printed,
  });
});

test.each([
  "ASAP",
  "rolling",
  "None",
  "ongoing",
  "until filled",
  "TBD",
  "31 September",
  "mid-October",
  "soon",
  "now",
])("%s names no day, and none is made up", (printed) => {
  expect(readDeadline(printed, SENT)).toMatchObject({
    deadlineAt: null,
    deadlineDate: null,
    deadlineText: printed,
  });
});

test("nothing printed is no deadline at all", () => {
  const none = { deadlineAt: null, deadlineDate: null, deadlineText: null, deadlineZone: null };
  expect(readDeadline(null, SENT)).toEqual(none);
  expect(readDeadline("  \n ", SENT)).toEqual(none);
});

test("a day without a year stays unread where nobody knows when the mail was sent", () => {
  expect(readDeadline("7:00 PM ET - 29 December", null).deadlineAt).toBeNull();
  expect(readDeadline("7:00 PM ET - 29 December 2026", null).deadlineAt?.toISOString()).toBe(
    "2026-12-30T00:00:00.000Z",
  );
});

describe("the nights the clocks change", () => {
  test.each([
    ["spring, New York", "2:30 AM ET - 14 March 2027", "2027-03-14T07:30:00Z"],
    ["spring, before", "1:59 AM ET - 14 March 2027", "2027-03-14T06:59:00Z"],
    ["spring, after", "3:00 AM ET - 14 March 2027", "2027-03-14T07:00:00Z"],
    ["autumn, New York, the first of two", "1:30 AM ET - 7 November 2027", "2027-11-07T05:30:00Z"],
    ["autumn, after", "2:00 AM ET - 7 November 2027", "2027-11-07T07:00:00Z"],
    ["spring, London", "1:30 am BST - 28 March 2027", "2027-03-28T01:30:00Z"],
    ["autumn, London, the first of two", "1:30 am GMT - 31 October 2027", "2027-10-31T00:30:00Z"],
    ["spring, Sydney", "2:30 am AEST - 3 October 2027", "2027-10-02T16:30:00Z"],
    ["no change, Phoenix", "2:30 am Arizona - 14 March 2027", "2027-03-14T09:30:00Z"],
  ])("%s", (_case, printed, at) => {
    expect(readDeadline(printed, SENT).deadlineAt?.toISOString()).toBe(new Date(at).toISOString());
  });
});

const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);

test("without a year the day read is the nearest one, at most 45 days back", () => {
  const sent = fc.date({ min: new Date("2020-01-01"), max: new Date("2035-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(
      sent,
      fc.integer({ min: 0, max: 11 }),
      fc.integer({ min: 1, max: 28 }),
      (sentAt, month, day) => {
        const read = readDeadline(`${day} ${MONTHS[month]}`, sentAt, "Etc/UTC").deadlineDate;
        const ahead = Date.parse(read ?? "") - Date.parse(sentAt.toISOString().slice(0, 10));
        expect(ahead).toBeGreaterThanOrEqual(-45 * DAY_MS);
        expect(ahead).toBeLessThan(366 * DAY_MS - 45 * DAY_MS + DAY_MS);
      },
    ),
  );
});

test("no words make it throw, and what it gives is a day or an instant, never both", () => {
  const word = fc.constantFrom(
    "by",
    "EOD",
    "noon",
    "12:00 AM",
    "ET",
    "Friday",
    "31",
    "September",
    "2026-13-45",
    "99:99",
    "next",
    "-",
    "the 31st",
    "in 3 days",
    "UTC+99",
    "Asia/Nowhere",
    "0 March",
    "24:00",
    "(in about 5 hours)",
    "5/6/7",
    "'26",
    "midnight",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(word, fc.string({ maxLength: 8 })), { maxLength: 8 }), (words) => {
      const read = readDeadline(words.join(" "), SENT);
      expect(read.deadlineAt !== null && read.deadlineDate !== null).toBe(false);
      if (read.deadlineAt !== null) expect(Number.isNaN(read.deadlineAt.getTime())).toBe(false);
      if (read.deadlineDate !== null) expect(read.deadlineDate).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }),
  );
});
