/** When a silent contact brings a reminder: tables in five zones over both clock changes, and the law of DESIGN 7. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { businessDaysAfter, nextBusinessHour, reminderAt } from "../../src/followup/reminder.ts";
import { HOUR_MS, inZone } from "../../src/time.ts";

/** The wall clock of an instant, `Mon 2027-03-29 08:00`. */
const wall = (at: Date | null, zone: string) =>
  at === null ? null : inZone(at, zone).toFormat("ccc yyyy-MM-dd HH:mm");

const ZONES = [
  "Pacific/Honolulu",
  "America/New_York",
  "Europe/London",
  "Europe/Copenhagen",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
];

describe("the next business hour", () => {
  test.each([
    ["inside the day it stays", "2027-01-20T10:15:00Z", "Europe/Copenhagen", "Wed 2027-01-20 11:15"],
    ["eight sharp is inside", "2027-01-20T07:00:00Z", "Europe/Copenhagen", "Wed 2027-01-20 08:00"],
    ["six sharp is not", "2027-01-20T17:00:00Z", "Europe/Copenhagen", "Thu 2027-01-21 08:00"],
    [
      "before dawn is the same day's opening",
      "2027-01-20T03:00:00Z",
      "Europe/Copenhagen",
      "Wed 2027-01-20 08:00",
    ],
    ["Friday night is Monday", "2027-01-22T20:00:00Z", "Europe/Copenhagen", "Mon 2027-01-25 08:00"],
    ["Saturday before dawn is Monday", "2027-01-23T03:00:00Z", "Europe/Copenhagen", "Mon 2027-01-25 08:00"],
    ["Sunday noon is Monday", "2027-01-24T11:00:00Z", "Europe/Copenhagen", "Mon 2027-01-25 08:00"],
    ["over the short night", "2027-03-27T12:00:00Z", "Europe/Copenhagen", "Mon 2027-03-29 08:00"],
    ["in the short night", "2027-03-28T00:30:00Z", "Europe/London", "Mon 2027-03-29 08:00"],
    ["over the long night", "2027-10-30T12:00:00Z", "Europe/Copenhagen", "Mon 2027-11-01 08:00"],
    ["in the hour that comes twice", "2027-11-07T06:30:00Z", "America/New_York", "Mon 2027-11-08 08:00"],
    ["New York's short night", "2027-03-14T07:30:00Z", "America/New_York", "Mon 2027-03-15 08:00"],
    ["Honolulu is still Friday", "2027-01-23T02:00:00Z", "Pacific/Honolulu", "Fri 2027-01-22 16:00"],
    ["Kathmandu is Saturday already", "2027-01-22T19:00:00Z", "Asia/Kathmandu", "Mon 2027-01-25 08:00"],
    ["half an hour of summer", "2027-04-03T15:10:00Z", "Australia/Lord_Howe", "Mon 2027-04-05 08:00"],
  ])("%s", (_case, at, zone, expected) => {
    expect(wall(nextBusinessHour(new Date(at), zone), zone)).toBe(expected);
  });
});

describe("business days", () => {
  test.each([
    ["Wednesday and three are Monday", "2027-01-20T10:15:00Z", "Europe/Copenhagen", "Mon 2027-01-25 11:15"],
    ["from a Saturday the week begins", "2027-01-23T10:15:00Z", "Europe/Copenhagen", "Wed 2027-01-27 11:15"],
    [
      "the wall clock stays over the short night",
      "2027-03-26T10:15:00Z",
      "Europe/Copenhagen",
      "Wed 2027-03-31 11:15",
    ],
    ["and over the long one", "2027-10-29T10:15:00Z", "Europe/Copenhagen", "Wed 2027-11-03 12:15"],
    [
      "an hour the clocks skip on the way does not stick",
      "2027-03-26T01:30:00Z",
      "Europe/Copenhagen",
      "Wed 2027-03-31 02:30",
    ],
    ["nor in New York", "2027-03-12T07:30:00Z", "America/New_York", "Wed 2027-03-17 02:30"],
    [
      "the day is the contact's, in Honolulu Friday",
      "2027-01-23T02:00:00Z",
      "Pacific/Honolulu",
      "Wed 2027-01-27 16:00",
    ],
    ["in Kathmandu Saturday", "2027-01-22T19:00:00Z", "Asia/Kathmandu", "Wed 2027-01-27 00:45"],
  ])("%s", (_case, at, zone, expected) => {
    expect(wall(businessDaysAfter(new Date(at), 3, zone), zone)).toBe(expected);
  });
});

describe("the reminder", () => {
  test.each([
    [
      "halfway, inside the day",
      "2027-01-20T09:00:00Z",
      "2027-01-21T13:00:00Z",
      "Europe/Copenhagen",
      "Thu 2027-01-21 08:00",
    ],
    [
      "halfway is a good hour",
      "2027-01-20T09:00:00Z",
      "2027-01-22T09:00:00Z",
      "Europe/Copenhagen",
      "Thu 2027-01-21 10:00",
    ],
    [
      "over a weekend on to Monday",
      "2027-01-22T15:00:00Z",
      "2027-01-25T22:00:00Z",
      "Europe/Copenhagen",
      "Mon 2027-01-25 08:00",
    ],
    [
      "not moved where that leaves under two hours",
      "2027-01-22T15:00:00Z",
      "2027-01-25T08:59:00Z",
      "Europe/Copenhagen",
      "Sun 2027-01-24 00:59",
    ],
    [
      "moved where it leaves two hours sharp",
      "2027-01-22T15:00:00Z",
      "2027-01-25T09:00:00Z",
      "Europe/Copenhagen",
      "Mon 2027-01-25 08:00",
    ],
    [
      "four hours in all are just enough",
      "2027-01-20T09:00:00Z",
      "2027-01-20T13:00:00Z",
      "Europe/Copenhagen",
      "Wed 2027-01-20 12:00",
    ],
    ["a minute less is not", "2027-01-20T09:00:00Z", "2027-01-20T12:59:00Z", "Europe/Copenhagen", null],
    [
      "sent past the deadline: none",
      "2027-01-20T09:00:00Z",
      "2027-01-20T08:00:00Z",
      "Europe/Copenhagen",
      null,
    ],
    [
      "no deadline: three business days",
      "2027-01-20T10:15:00Z",
      null,
      "Europe/Copenhagen",
      "Mon 2027-01-25 11:15",
    ],
    [
      "no deadline, sent at night: the next opening",
      "2027-01-20T21:15:00Z",
      null,
      "Europe/Copenhagen",
      "Tue 2027-01-26 08:00",
    ],
    [
      "the long night lies between",
      "2027-10-29T09:00:00Z",
      "2027-11-02T22:00:00Z",
      "America/New_York",
      "Mon 2027-11-01 08:00",
    ],
    [
      "Honolulu's morning",
      "2027-01-20T20:00:00Z",
      "2027-01-21T20:00:00Z",
      "Pacific/Honolulu",
      "Thu 2027-01-21 08:00",
    ],
    [
      "Kathmandu's quarter hours",
      "2027-01-20T04:00:00Z",
      "2027-01-21T04:15:00Z",
      "Asia/Kathmandu",
      "Thu 2027-01-21 08:00",
    ],
  ])("%s", (_case, sentAt, closesAt, zone, expected) => {
    const silent = {
      sentAt: new Date(sentAt),
      closesAt: closesAt === null ? null : new Date(closesAt),
      zone,
    };
    expect(wall(reminderAt(silent), zone)).toBe(expected);
  });

  const instants = fc.integer({
    min: Date.parse("2026-11-01T00:00:00Z") / 60_000,
    max: Date.parse("2028-04-30T00:00:00Z") / 60_000,
  });

  test("never falls after its deadline, nor less than two hours before it, nor before halfway", () => {
    fc.assert(
      fc.property(
        instants,
        fc.integer({ min: -60, max: 20 * 24 * 60 }),
        fc.constantFrom(...ZONES),
        (sent, minutes, zone) => {
          const sentAt = new Date(sent * 60_000);
          const closesAt = new Date((sent + minutes) * 60_000);
          const at = reminderAt({ sentAt, closesAt, zone });
          expect(at === null).toBe(minutes < 4 * 60);
          if (at === null) return;
          expect(closesAt.getTime() - at.getTime()).toBeGreaterThanOrEqual(2 * HOUR_MS);
          expect(at.getTime() - sentAt.getTime()).toBeGreaterThanOrEqual((minutes * 60_000) / 2);
        },
      ),
    );
  });

  test("without a deadline falls into the contact's business hours, three to six days on", () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...ZONES), (sent, zone) => {
        const at = reminderAt({ sentAt: new Date(sent * 60_000), closesAt: null, zone });
        const local = inZone(at ?? new Date(0), zone);
        expect(local.weekday).toBeLessThanOrEqual(5);
        expect(local.hour).toBeGreaterThanOrEqual(8);
        expect(local.hour).toBeLessThan(18);
        const days = local.diff(inZone(new Date(sent * 60_000), zone), "days").days;
        expect(days).toBeGreaterThanOrEqual(2.5);
        expect(days).toBeLessThanOrEqual(6.5);
      }),
    );
  });
});
