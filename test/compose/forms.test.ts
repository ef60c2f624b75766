import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  clock,
  deadlineToContact,
  deadlineToHer,
  digits,
  dueWord,
  givenName,
  givenNames,
  inWords,
  leavesAt,
  listed,
  shortened,
  soon,
  timeLeft,
  timeLeftInWords,
  zoneLetters,
} from "../../src/compose/forms.ts";
import type { Deadline } from "../../src/decision/views.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../src/time.ts";

const COPENHAGEN = "Europe/Copenhagen";
const NEW_YORK = "America/New_York";
const NOW = new Date("2027-01-20T17:00:00Z");

function plain(text: string): string {
  return text.replaceAll("\u00a0", " ");
}

function deadline(facts: Partial<Deadline>): Deadline {
  return { at: null, date: null, text: null, zone: NEW_YORK, ...facts };
}

function at(iso: string, zone: string | null = NEW_YORK): Deadline {
  return deadline({ at: new Date(iso), zone });
}

describe("a deadline told to her", () => {
  test.each<[string, Deadline, string]>([
    [
      "tomorrow, past her midnight",
      at("2027-01-22T00:00:00Z"),
      "Thu 21 Jan, 7:00 PM ET (in 31 h), 1:00 AM Fri for you",
    ],
    [
      "today, same weekday for both",
      at("2027-01-20T21:00:00Z"),
      "Wed 20 Jan, 4:00 PM ET (in 4 h), 10:00 PM for you",
    ],
    ["in some days", at("2027-01-25T17:00:00Z"), "Mon 25 Jan, 12:00 PM ET (in 5 days), 6:00 PM for you"],
    ["just past", at("2027-01-20T16:20:00Z"), "Wed 20 Jan, 11:20 AM ET (closed 40 min ago), 5:20 PM for you"],
    [
      "her own clock is said once",
      at("2027-01-21T12:00:00Z", "Europe/Madrid"),
      "Thu 21 Jan, 1:00 PM CET (in 19 h)",
    ],
    ["unknown zone", at("2027-01-21T12:00:00Z", null), "Thu 21 Jan, 1:00 PM for you (in 19 h)"],
    [
      "a day without an hour lasts until 17:00 there",
      deadline({ date: "2027-01-21" }),
      "Thu 21 Jan, no hour given (tomorrow)",
    ],
    ["words alone", deadline({ text: "ASAP" }), 'no date given, only "ASAP"'],
    ["nothing", deadline({ zone: null }), "no deadline given"],
    [
      "next year is said",
      at("2028-01-21T00:00:00Z"),
      "Thu 20 Jan 2028, 7:00 PM ET (in 365 days), 1:00 AM Fri for you",
    ],
  ])("%s", (_case, given, expected) => {
    expect(plain(deadlineToHer(given, NOW, COPENHAGEN))).toBe(expected);
  });

  test.each<[string, string, string, string, string, string]>([
    [
      "US clocks are forward, hers not yet",
      "2027-03-15T23:00:00Z",
      NEW_YORK,
      "2027-03-15T06:30:00Z",
      COPENHAGEN,
      "Mon 15 Mar, 7:00 PM ET (in 16 h), 12:00 AM Tue for you",
    ],
    [
      "across her spring night",
      "2027-03-28T07:00:00Z",
      "Europe/London",
      "2027-03-27T23:00:00Z",
      COPENHAGEN,
      "Sun 28 Mar, 8:00 AM BST (in 8 h), 9:00 AM for you",
    ],
    [
      "in the hour that comes twice, first",
      "2026-11-01T05:30:00Z",
      NEW_YORK,
      "2026-11-01T00:00:00Z",
      "Asia/Kathmandu",
      "Sun 1 Nov, 1:30 AM ET (in 5 h), 11:15 AM for you",
    ],
    [
      "in the hour that comes twice, second",
      "2026-11-01T06:30:00Z",
      NEW_YORK,
      "2026-11-01T00:00:00Z",
      "Asia/Kathmandu",
      "Sun 1 Nov, 1:30 AM ET (in 6 h), 12:15 PM for you",
    ],
    [
      "from Honolulu to Kathmandu",
      "2026-12-31T22:00:00Z",
      "Pacific/Honolulu",
      "2026-12-31T12:00:00Z",
      "Asia/Kathmandu",
      "Thu 31 Dec, 12:00 PM HST (in 10 h), 3:45 AM Fri for you",
    ],
    [
      "from Kathmandu to Honolulu",
      "2026-12-31T22:00:00Z",
      "Asia/Kathmandu",
      "2026-12-31T12:00:00Z",
      "Pacific/Honolulu",
      "Fri 1 Jan, 3:45 AM Kathmandu time (in 10 h), 12:00 PM Thu for you",
    ],
  ])("%s", (_case, iso, zone, now, hers, expected) => {
    expect(plain(deadlineToHer(at(iso, zone), new Date(now), hers))).toBe(expected);
  });
});

describe("a deadline told to a contact", () => {
  const madrid = { zone: "Europe/Madrid", place: "Madrid" };
  test.each<[string, Deadline, { zone: string | null; place: string | null }, boolean, string]>([
    [
      "on both clocks",
      at("2027-01-22T00:00:00Z"),
      madrid,
      false,
      "Thu 21 Jan, 7:00 PM ET, which is 1:00 AM Fri in Madrid",
    ],
    [
      "formally",
      at("2027-01-22T00:00:00Z"),
      madrid,
      true,
      "Thursday 21 January, 7:00 PM ET, which is 1:00 AM on Friday in Madrid",
    ],
    [
      "same weekday",
      at("2027-01-21T17:00:00Z"),
      madrid,
      false,
      "Thu 21 Jan, 12:00 PM ET, which is 6:00 PM in Madrid",
    ],
    [
      "place unknown",
      at("2027-01-21T17:00:00Z"),
      { ...madrid, place: null },
      false,
      "Thu 21 Jan, 12:00 PM ET, which is 6:00 PM for you",
    ],
    [
      "contact's zone unknown",
      at("2027-01-21T17:00:00Z"),
      { zone: null, place: null },
      false,
      "Thu 21 Jan, 12:00 PM ET",
    ],
    [
      "outlet's zone unknown",
      at("2027-01-21T17:00:00Z", null),
      madrid,
      false,
      "Thu 21 Jan, 6:00 PM your time",
    ],
    [
      "both unknown",
      at("2027-01-21T17:00:00Z", null),
      { zone: null, place: null },
      false,
      "Thu 21 Jan, 5:00 PM UTC",
    ],
    [
      "same clock",
      at("2027-01-21T17:00:00Z"),
      { zone: "America/Toronto", place: "Toronto" },
      false,
      "Thu 21 Jan, 12:00 PM ET",
    ],
    [
      "past",
      at("2027-01-20T14:00:00Z"),
      madrid,
      false,
      "Wed 20 Jan, 9:00 AM ET, which was 3:00 PM in Madrid",
    ],
    ["a day alone", deadline({ date: "2027-01-21" }), madrid, false, "Thu 21 Jan"],
    ["none", deadline({}), madrid, false, "no deadline given"],
  ])("%s", (_case, given, contact, isFormal, expected) => {
    expect(plain(deadlineToContact(given, contact, NOW, isFormal))).toBe(expected);
  });
});

test.each<[string, string, string | null]>([
  ["one in the night is still tonight", "2027-01-21T00:30:00Z", "tonight"],
  ["later the same day", "2027-01-20T18:30:00Z", "tonight"],
  ["the next noon", "2027-01-21T12:00:00Z", "tomorrow"],
  ["after the next night", "2027-01-22T00:30:00Z", "tomorrow"],
  ["a day further on", "2027-01-25T17:00:00Z", "Mon 25 Jan"],
  ["past", "2027-01-20T16:00:00Z", null],
])("due, %s", (_case, iso, expected) => {
  const word = dueWord(at(iso), NOW, "Europe/Madrid");
  expect(word === null ? null : plain(word)).toBe(expected);
});

test.each<[number, string, string]>([
  [30 * 1000, "under a minute", "under a minute"],
  [MINUTE_MS, "1 min", "1 minute"],
  [40 * MINUTE_MS, "40 min", "40 minutes"],
  [HOUR_MS - 1, "59 min", "59 minutes"],
  [HOUR_MS, "1 h", "1 hour"],
  [HOUR_MS + 5 * MINUTE_MS, "1 h 05", "1 h 05"],
  [4 * HOUR_MS - 1, "3 h 59", "3 h 59"],
  [4 * HOUR_MS, "4 h", "4 hours"],
  [72 * HOUR_MS - 1, "71 h", "71 hours"],
  [72 * HOUR_MS, "3 days", "3 days"],
  [6 * DAY_MS - 1, "5 days", "5 days"],
])("%i ms left", (ms, short, words) => {
  expect(plain(timeLeft(ms))).toBe(short);
  expect(plain(timeLeftInWords(ms))).toBe(words);
});

test("time left never promises more than there is", () => {
  fc.assert(
    fc.property(fc.integer({ min: MINUTE_MS, max: 400 * DAY_MS }), (ms) => {
      const said = plain(timeLeft(ms));
      const [, first = "0", unit, minutes = "0"] = /^(\d+) (min|h|days)(?: (\d\d))?$/.exec(said) ?? [];
      const unitMs = unit === "min" ? MINUTE_MS : unit === "h" ? HOUR_MS : DAY_MS;
      expect(Number(first) * unitMs + Number(minutes) * MINUTE_MS).toBeLessThanOrEqual(ms);
      expect(Number(first)).toBeGreaterThan(0);
    }),
  );
});

test.each<[string, string, string]>([
  [NEW_YORK, "2027-01-20T12:00:00Z", "ET"],
  [NEW_YORK, "2027-07-20T12:00:00Z", "ET"],
  ["America/Chicago", "2027-07-20T12:00:00Z", "CT"],
  ["America/Denver", "2027-07-20T12:00:00Z", "MT"],
  ["America/Los_Angeles", "2027-07-20T12:00:00Z", "PT"],
  ["Europe/London", "2027-01-20T12:00:00Z", "GMT"],
  ["Europe/London", "2027-07-20T12:00:00Z", "BST"],
  ["Europe/Berlin", "2027-01-20T12:00:00Z", "CET"],
  ["Europe/Berlin", "2027-07-20T12:00:00Z", "CEST"],
  ["Europe/Athens", "2027-07-20T12:00:00Z", "EEST"],
  ["Europe/Istanbul", "2027-07-20T12:00:00Z", "Istanbul time"],
  ["America/Argentina/Buenos_Aires", "2027-07-20T12:00:00Z", "Buenos Aires time"],
  ["Asia/Kathmandu", "2027-07-20T12:00:00Z", "Kathmandu time"],
  ["UTC", "2027-07-20T12:00:00Z", "UTC"],
  ["Etc/GMT+5", "2027-07-20T12:00:00Z", "UTC-5"],
])("letters of %s at %s", (zone, iso, expected) => {
  expect(plain(zoneLetters(new Date(iso), zone))).toBe(expected);
});

test.each<[string, string, { zone: string | null; place: string | null }, string]>([
  [
    "within the hour",
    "2027-01-20T17:10:00Z",
    { zone: "Europe/Madrid", place: "Madrid" },
    "6:10 PM for you, in 10 min",
  ],
  ["at once", "2027-01-20T17:00:00Z", { zone: null, place: null }, "6:00 PM for you, now"],
  [
    "same clock",
    "2027-01-21T07:00:00Z",
    { zone: "Europe/Madrid", place: "Madrid" },
    "Thu 21 Jan, 8:00 AM in Madrid and for you",
  ],
  [
    "another clock",
    "2027-01-21T14:00:00Z",
    { zone: "America/Chicago", place: "Chicago" },
    "Thu 21 Jan, 8:00 AM in Chicago, 3:00 PM for you",
  ],
  [
    "place unknown",
    "2027-01-21T14:00:00Z",
    { zone: "America/Chicago", place: null },
    "Thu 21 Jan, 8:00 AM there, 3:00 PM for you",
  ],
  ["zone unknown", "2027-01-21T14:00:00Z", { zone: null, place: null }, "Thu 21 Jan, 3:00 PM for you"],
])("leaves %s", (_case, iso, person, expected) => {
  expect(plain(leavesAt(new Date(iso), person, COPENHAGEN, NOW))).toBe(expected);
});

test("a weekday stands only where today would be wrong", () => {
  expect(plain(soon(new Date("2027-01-20T21:50:00Z"), COPENHAGEN, NOW))).toBe("10:50 PM");
  expect(plain(soon(new Date("2027-01-21T07:00:00Z"), COPENHAGEN, NOW))).toBe("Thu 8:00 AM");
  expect(plain(soon(new Date("2027-01-27T07:00:00Z"), COPENHAGEN, NOW))).toBe("Wed 27 Jan, 8:00 AM");
});

test("midnight and noon are 12 o'clock", () => {
  expect(plain(clock(new Date("2027-01-20T23:00:00Z"), COPENHAGEN))).toBe("12:00 AM");
  expect(plain(clock(new Date("2027-01-20T11:00:00Z"), COPENHAGEN))).toBe("12:00 PM");
});

test.each([
  [0, "no", "0"],
  [1, "one", "1"],
  [10, "ten", "10"],
  [11, "11", "11"],
  [1204, "1,204", "1,204"],
  [1234567, "1,234,567", "1,234,567"],
])("%i in words and digits", (count, words, figures) => {
  expect(inWords(count)).toBe(words);
  expect(digits(count)).toBe(figures);
});

test.each([
  ["Ana Ruiz", "Ana"],
  ["Ruiz, Ana", "Ana"],
  ["Dr. Ana Ruiz", "Ana"],
  ["Prof. Dr. Ana Ruiz", "Ana"],
  ["J. K. Lund", "J. K. Lund"],
  ["Jean-Luc Obi", "Jean-Luc"],
  ["Ana", "Ana"],
  ["李小龍", "李小龍"],
  ["dr", "dr"],
])("given name of %s", (name, expected) => {
  expect(givenName(name)).toBe(expected);
});

test("two people of one given name are told apart", () => {
  expect(givenNames(["Ana Ruiz", "Peter Grau", "Ana Lund", "Ana Ruiz"])).toEqual([
    "Ana Ruiz",
    "Peter",
    "Ana Lund",
  ]);
});

test("a row of names ends in and", () => {
  expect(listed([])).toBe("");
  expect(listed(["Ana"])).toBe("Ana");
  expect(listed(["Ana", "Peter"])).toBe("Ana and Peter");
  expect(listed(["Ana", "Peter", "Tom"])).toBe("Ana, Peter and Tom");
});

test("a shortened text keeps to its limit and to whole signs", () => {
  expect(shortened("Saw this and smiled", 12)).toBe("Saw this…");
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 5, max: 60 }), (text, limit) => {
      const cut = shortened(text, limit);
      expect([...cut].length).toBeLessThanOrEqual(Math.max(limit, 1));
      expect(cut).not.toMatch(/\p{Cs}/u);
    }),
  );
});
