/** When a silent contact brings a reminder: tables in five zones over both clock changes, and the law of DESIGN 7. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { businessDaysAfter, businessMsBetween, nextBusinessHour } from "../../src/followup/business.ts";
import { afterwardsAt, holdEnds, morningAfter, reminderAt } from "../../src/followup/reminder.ts";
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

describe("an absence", () => {
  test.each([
    ["moves it to the day after the return", "2027-01-29T22:00:00Z", "2027-01-26", "Wed 2027-01-27 08:00"],
    ["back on a Friday is Monday", "2027-02-04T00:00:00Z", "2027-01-29", "Mon 2027-02-01 08:00"],
    ["back before half the time moves nothing", "2027-02-04T00:00:00Z", "2027-01-20", "Wed 2027-01-27 16:30"],
    ["back too late for the deadline: none", "2027-01-26T22:00:00Z", "2027-01-26", null],
    ["without a deadline, the day after the return", null, "2027-02-26", "Mon 2027-03-01 08:00"],
    ["over the short night", "2027-04-20T22:00:00Z", "2027-03-28", "Mon 2027-03-29 08:00"],
    ["back on the last of the month", "2027-02-05T22:00:00Z", "2027-01-31", "Mon 2027-02-01 08:00"],
  ])("%s", (_case, closesAt, returnsOn, expected) => {
    const silent = {
      sentAt: new Date("2027-01-20T07:00:00Z"),
      closesAt: closesAt === null ? null : new Date(closesAt),
      zone: "Europe/Copenhagen",
      returnsOn,
    };
    const at = reminderAt(silent);
    expect(at === null ? null : wall(at, "Europe/Copenhagen")).toBe(expected);
  });

  test("never brings it before the return is over, nor too late for the deadline, in any zone", () => {
    const minutes = fc.integer({
      min: Date.parse("2027-01-01") / 60_000,
      max: Date.parse("2028-04-01") / 60_000,
    });
    fc.assert(
      fc.property(
        minutes,
        fc.integer({ min: 1, max: 20 * 24 * 60 }),
        fc.integer({ min: -5, max: 30 }),
        fc.constantFrom(...ZONES),
        (sent, open, days, zone) => {
          const sentAt = new Date(sent * 60_000);
          const closesAt = new Date((sent + open) * 60_000);
          const returnsOn = inZone(sentAt, zone).plus({ days }).toFormat("yyyy-MM-dd");
          const at = reminderAt({ sentAt, closesAt, zone, returnsOn });
          if (at === null) return;
          expect(closesAt.getTime() - at.getTime()).toBeGreaterThanOrEqual(2 * HOUR_MS);
          expect(inZone(at, zone).toFormat("yyyy-MM-dd") > returnsOn || days < 0).toBe(true);
        },
      ),
    );
  });

  test("over a leap day", () => {
    const silent = {
      sentAt: new Date("2028-02-25T09:00:00Z"),
      closesAt: null,
      zone: "Asia/Kathmandu",
      returnsOn: "2028-02-29",
    };
    expect(wall(reminderAt(silent), "Asia/Kathmandu")).toBe("Wed 2028-03-01 14:45");
  });
});

/** Both nights of each zone that has them; Honolulu and Kathmandu have none and are there for their distance. */
describe("the second business day after a deadline", () => {
  test.each([
    ["Europe/Copenhagen", "2027-01-20T17:00:00Z", "Fri 2027-01-22 00:00"],
    ["Europe/Copenhagen", "2027-01-22T17:00:00Z", "Tue 2027-01-26 00:00"],
    ["Europe/Copenhagen", "2027-03-26T17:00:00Z", "Tue 2027-03-30 00:00"],
    ["Europe/London", "2027-10-29T17:00:00Z", "Tue 2027-11-02 00:00"],
    ["America/New_York", "2027-03-12T22:00:00Z", "Tue 2027-03-16 00:00"],
    ["America/New_York", "2027-11-05T22:00:00Z", "Tue 2027-11-09 00:00"],
    ["Pacific/Honolulu", "2027-01-23T03:00:00Z", "Tue 2027-01-26 00:00"],
    ["Asia/Kathmandu", "2027-01-22T19:00:00Z", "Tue 2027-01-26 00:00"],
    ["Australia/Lord_Howe", "2027-04-02T03:00:00Z", "Tue 2027-04-06 00:00"],
    ["Europe/Copenhagen", "2028-02-28T17:00:00Z", "Wed 2028-03-01 00:00"],
  ])("%s, closed %s", (zone, closesAt, expected) => {
    expect(wall(afterwardsAt(new Date(closesAt), zone), zone)).toBe(expected);
  });
});

describe("the morning after a deadline", () => {
  test.each([
    ["Europe/Copenhagen", "2027-01-21T00:00:00Z", "Fri 2027-01-22 09:00"],
    ["Europe/Copenhagen", "2027-01-22T17:00:00Z", "Mon 2027-01-25 08:00"],
    ["Europe/Copenhagen", "2027-03-27T17:00:00Z", "Mon 2027-03-29 08:00"],
    ["America/New_York", "2027-01-31T23:00:00Z", "Mon 2027-02-01 09:00"],
    ["Pacific/Honolulu", "2028-02-28T20:00:00Z", "Tue 2028-02-29 09:00"],
  ])("%s, closes %s", (zone, closesAt, expected) => {
    expect(wall(morningAfter(new Date(closesAt), zone), zone)).toBe(expected);
  });
});

describe("a hold", () => {
  test.each([
    ["ends on the afternoon of the day", "2027-01-29T00:00:00Z", "Fri 2027-01-22 16:00"],
    ["in time for the deadline", "2027-01-22T15:00:00Z", "Fri 2027-01-22 14:00"],
    ["also where the day comes after the deadline", "2027-01-21T15:00:00Z", "Fri 2027-01-22 16:00"],
    ["without a deadline", null, "Fri 2027-01-22 16:00"],
  ])("%s", (_case, closesAt, expected) => {
    const promised = new Date("2027-01-22T11:00:00Z");
    const zone = "Europe/Copenhagen";
    expect(wall(holdEnds(promised, closesAt === null ? null : new Date(closesAt), zone), zone)).toBe(
      expected,
    );
  });
});

describe("business time", () => {
  test.each([
    ["a weekend is none", "2027-01-22T23:00:00Z", "2027-01-24T23:00:00Z", 0],
    ["Friday noon to Monday noon", "2027-01-22T11:00:00Z", "2027-01-25T11:00:00Z", 24],
    ["a week over the short night", "2027-03-24T11:00:00Z", "2027-03-31T10:00:00Z", 120],
    ["over the long night", "2027-10-27T10:00:00Z", "2027-11-03T11:00:00Z", 120],
    ["backwards is none", "2027-01-25T11:00:00Z", "2027-01-22T11:00:00Z", 0],
  ])("%s", (_case, from, to, hours) => {
    expect(businessMsBetween(new Date(from), new Date(to), "Europe/Copenhagen")).toBe(hours * HOUR_MS);
  });
});
