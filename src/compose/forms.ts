/**
 * The fixed forms of the letters: clocks, time left, counts, names. The same thing is written the same way everywhere.
 *
 * A no-break space (U+00A0) holds `7:00 PM ET` together; plain text turns it into a blank after wrapping.
 */

import type { Deadline } from "../decision/views.ts";
import type { Zone } from "../time.ts";
import { DAY_MS, dayOf, HOUR_MS, instantOf, inZone, MINUTE_MS } from "../time.ts";

/** Holds a clock together over a line's end. */
export const NBSP = "\u00a0";

/** A day without an hour is taken to last until then, in the outlet's zone (DESIGN 8). */
const END_OF_DAY = "17:00";
/** Above this the year is said too. */
const FAR_MS = 300 * DAY_MS;
/** A deadline in these first hours of a day is still called "tonight" the evening before. */
const NIGHT_ENDS_AT_HOUR = 4;
const EVENING_AT_HOUR = 17;

const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/** US lists mean the wall clock of the region, whatever the season: ET, not EST or EDT. */
const REGION_LETTERS: Readonly<Record<string, string>> = {
  "America/New_York": "ET",
  "America/Detroit": "ET",
  "America/Toronto": "ET",
  "America/Chicago": "CT",
  "America/Winnipeg": "CT",
  "America/Denver": "MT",
  "America/Edmonton": "MT",
  "America/Phoenix": "MST",
  "America/Los_Angeles": "PT",
  "America/Vancouver": "PT",
  "America/Halifax": "AT",
  "America/Anchorage": "AKT",
  "Pacific/Honolulu": "HST",
  "Asia/Kolkata": "IST",
  "Asia/Tokyo": "JST",
  "Australia/Brisbane": "AEST",
  UTC: "UTC",
  "Etc/UTC": "UTC",
  "Etc/GMT": "GMT",
  GMT: "GMT",
};

/** Standard and summer letters, by zone. */
const SEASON_LETTERS: Readonly<Record<string, readonly [string, string]>> = {
  "Europe/London": ["GMT", "BST"],
  "Europe/Belfast": ["GMT", "BST"],
  "Europe/Lisbon": ["WET", "WEST"],
  "Australia/Sydney": ["AEST", "AEDT"],
  "Australia/Melbourne": ["AEST", "AEDT"],
  "Pacific/Auckland": ["NZST", "NZDT"],
};

/** The rest of Europe by its standard offset, minutes. */
const EUROPE_LETTERS: Readonly<Record<number, readonly [string, string]>> = {
  60: ["CET", "CEST"],
  120: ["EET", "EEST"],
};

/** A deadline taken apart, for a form that sets its pieces differently. */
export interface DeadlineParts {
  /** `Thu 21 Jan, 7:00 PM ET`, or the words for a missing one. */
  readonly when: string;
  /** `in 31 h`, `closed 40 min ago`; null without a date. */
  readonly left: string | null;
  /** `1:00 AM Fri`; null where her clock shows the same or there is no hour. */
  readonly yours: string | null;
  readonly isNear: boolean;
  /** `7:00 PM ET`, where that alone says it: within a day of now and on no other day of the outlet; else null. */
  readonly hour: string | null;
}

/** `Thu 21 Jan, 7:00 PM ET (in 31 h), 1:00 AM Fri for you` */
export function deadlineToHer(deadline: Deadline, now: Date, zone: Zone): string {
  const { when, left, yours } = deadlineParts(deadline, now, zone);
  return `${when}${left === null ? "" : ` (${left})`}${yours === null ? "" : `, ${yours}${NBSP}for${NBSP}you`}`;
}

export function deadlineParts(deadline: Deadline, now: Date, zone: Zone): DeadlineParts {
  const endsAt = closesAt(deadline, zone);
  if (endsAt === null)
    return { when: withoutDate(deadline), left: null, yours: null, isNear: false, hour: null };
  const theirs = deadline.zone ?? zone;
  const left = leftOrClosed(endsAt, now);
  const isNear = endsAt > now && endsAt.getTime() - now.getTime() < DAY_MS;
  if (deadline.at === null) {
    const days = endsAt < now ? left : daysLeft(endsAt, now, theirs);
    return {
      when: `${day(endsAt, theirs, now)}, no hour given`,
      left: days,
      yours: null,
      isNear,
      hour: null,
    };
  }
  const letters = deadline.zone === null ? `for${NBSP}you` : zoneLetters(endsAt, theirs);
  const hour = `${clock(endsAt, theirs)}${NBSP}${letters}`;
  const when = `${day(endsAt, theirs, now)}, ${hour}`;
  const isSameDay = dayOf(endsAt, theirs) === dayOf(now, theirs);
  return { when, left, yours: otherClock(endsAt, theirs, zone), isNear, hour: isSameDay ? hour : null };
}

/** `Thu 21 Jan, 7:00 PM ET, which is 1:00 AM Fri in Madrid`; no countdown, for it is read later than it is written. */
export function deadlineToContact(
  deadline: Deadline,
  contact: { readonly zone: Zone | null; readonly place: string | null },
  now: Date,
  isFormal = false,
): string {
  const endsAt = closesAt(deadline, contact.zone ?? "UTC");
  if (endsAt === null) return withoutDate(deadline);
  const theirs = deadline.zone ?? contact.zone;
  if (deadline.at === null)
    return isFormal ? longDay(endsAt, theirs ?? "UTC", now) : day(endsAt, theirs ?? "UTC", now);
  if (theirs === null) return `${day(endsAt, "UTC", now)}, ${clock(endsAt, "UTC")}${NBSP}UTC`;
  const outletDay = isFormal ? longDay(endsAt, theirs, now) : day(endsAt, theirs, now);
  const letters = deadline.zone === null ? `your${NBSP}time` : zoneLetters(endsAt, theirs);
  const outlet = `${outletDay}, ${clock(endsAt, theirs)}${NBSP}${letters}`;
  const own = contact.zone === null ? null : otherClock(endsAt, theirs, contact.zone, isFormal);
  if (own === null) return outlet;
  return `${outlet}, which ${endsAt <= now ? "was" : "is"} ${own} ${contact.place === null ? "for you" : `in ${contact.place}`}`;
}

/** `tonight`, `today`, `tomorrow`, `Mon 25 Jan` as the contact would say it; null without a date or when past. */
export function dueWord(deadline: Deadline, now: Date, zone: Zone | null): string | null {
  const local = zone ?? deadline.zone ?? "UTC";
  const endsAt = closesAt(deadline, local);
  if (endsAt === null || endsAt <= now) return null;
  const end = inZone(endsAt, local);
  const evening = end.hour < NIGHT_ENDS_AT_HOUR ? end.minus({ days: 1 }) : end;
  const days = Math.round(evening.startOf("day").diff(inZone(now, local).startOf("day"), "days").days);
  const isNight = end.hour < NIGHT_ENDS_AT_HOUR || end.hour >= EVENING_AT_HOUR;
  if (days <= 0) return isNight && deadline.at !== null ? "tonight" : "today";
  return days === 1 ? "tomorrow" : `${evening.toFormat("ccc d LLL")}`.replaceAll(" ", NBSP);
}

/** The instant it ends, a day's taken as 17:00 in the outlet's zone; null when none is known. */
export function closesAt(deadline: Deadline, fallback: Zone): Date | null {
  if (deadline.at !== null) return deadline.at;
  return deadline.date === null ? null : instantOf(deadline.date, END_OF_DAY, deadline.zone ?? fallback);
}

/** `40 min`, `3 h 50` (under 4 h), `31 h` (under 72 h), `5 days`; always rounded down. */
export function timeLeft(ms: number): string {
  const minutes = Math.floor(ms / MINUTE_MS);
  if (minutes < 1) return "under a minute".replaceAll(" ", NBSP);
  if (minutes < 60) return `${minutes}${NBSP}min`;
  if (ms < 4 * HOUR_MS) return hoursAndMinutes(ms);
  if (ms < 72 * HOUR_MS) return `${Math.floor(ms / HOUR_MS)}${NBSP}h`;
  return `${Math.floor(ms / DAY_MS)}${NBSP}days`;
}

/** `4 hours`, `5 days`, for a sentence. */
export function timeLeftInWords(ms: number): string {
  const short = timeLeft(ms);
  if (short.endsWith("min"))
    return short === `1${NBSP}min` ? `1${NBSP}minute` : short.replace("min", "minutes");
  return short.endsWith("h") ? short.replace(/h$/, short === `1${NBSP}h` ? "hour" : "hours") : short;
}

/** `33 h 53`, for how long something took. */
export function hoursAndMinutes(ms: number): string {
  const hours = Math.floor(ms / HOUR_MS);
  const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS);
  if (hours === 0) return `${minutes}${NBSP}min`;
  return minutes === 0 ? `${hours}${NBSP}h` : `${hours}${NBSP}h${NBSP}${String(minutes).padStart(2, "0")}`;
}

/** `7:00 PM` */
export function clock(at: Date, zone: Zone): string {
  return inZone(at, zone).toFormat("h:mm a").replaceAll(" ", NBSP);
}

/** `Thu 21 Jan`, with the year when it is far from now. */
export function day(at: Date, zone: Zone, now: Date): string {
  return inZone(at, zone)
    .toFormat(isFar(at, now) ? "ccc d LLL yyyy" : "ccc d LLL")
    .replaceAll(" ", NBSP);
}

/** `Thursday 21 January` */
export function longDay(at: Date, zone: Zone, now: Date): string {
  return inZone(at, zone)
    .toFormat(isFar(at, now) ? "cccc d LLLL yyyy" : "cccc d LLLL")
    .replaceAll(" ", NBSP);
}

/** `10:50 PM` today, `Thu 8:00 AM` within six days, else `Thu 21 Jan, 8:00 AM`; in one zone. */
export function soon(at: Date, zone: Zone, now: Date): string {
  const days = Math.abs(
    Math.round(inZone(at, zone).startOf("day").diff(inZone(now, zone).startOf("day"), "days").days),
  );
  if (days === 0) return clock(at, zone);
  return days < 7 ? `${weekday(at, zone)}${NBSP}${clock(at, zone)}` : dayAndClock(at, zone, now);
}

/** `Thu 21 Jan, 8:00 AM` */
export function dayAndClock(at: Date, zone: Zone, now: Date): string {
  return `${day(at, zone, now)}, ${clock(at, zone)}`;
}

/** `today, Wed 20 Jan`, `tomorrow, Thu 21 Jan`, else `Mon 25 Jan`; short: `Wed` within a week, else `Wed 20 Jan`. */
export function dayWord(at: Date, now: Date, zone: Zone, isShort = false): string {
  const days = Math.round(
    inZone(at, zone).startOf("day").diff(inZone(now, zone).startOf("day"), "days").days,
  );
  if (isShort) return Math.abs(days) < 7 ? weekday(at, zone) : day(at, zone, now);
  const said = days === 0 ? "today, " : days === 1 ? "tomorrow, " : "";
  return `${said}${day(at, zone, now)}`;
}

/** `Fri 22 Jan, 9:00 AM CET`, for what she set herself (F1). */
export function dayClockZone(at: Date, zone: Zone, now: Date): string {
  return `${dayAndClock(at, zone, now)}${NBSP}${zoneLetters(at, zone)}`;
}

/** `10:50 PM for you, in 10 min` · `Thu 21 Jan, 8:00 AM in Madrid and for you` · `…, 8:00 AM in Chicago, 3:00 PM for you` */
export function leavesAt(
  at: Date,
  person: { readonly zone: Zone | null; readonly place: string | null },
  zone: Zone,
  now: Date,
): string {
  const left = at.getTime() - now.getTime();
  if (left < HOUR_MS)
    return `${clock(at, zone)}${NBSP}for${NBSP}you, ${left < MINUTE_MS ? "now" : `in ${timeLeft(left)}`}`;
  if (person.zone === null) return `${dayAndClock(at, zone, now)}${NBSP}for${NBSP}you`;
  const there = `${dayAndClock(at, person.zone, now)} ${person.place === null ? "there" : `in ${person.place}`}`;
  const own = otherClock(at, person.zone, zone);
  return own === null ? `${there} and for${NBSP}you` : `${there}, ${own}${NBSP}for${NBSP}you`;
}

/** `ET`, `GMT`, `CEST`; `Kathmandu time` where no letters are in use. */
export function zoneLetters(at: Date, zone: Zone): string {
  const known = REGION_LETTERS[zone];
  if (known !== undefined) return known;
  const local = inZone(at, zone);
  const pair =
    SEASON_LETTERS[zone] ??
    (zone.startsWith("Europe/") ? EUROPE_LETTERS[local.offset - (local.isInDST ? 60 : 0)] : undefined);
  if (pair !== undefined) return local.isInDST ? pair[1] : pair[0];
  if (!zone.includes("/") || zone.startsWith("Etc/")) return local.toFormat("'UTC'Z");
  return `${zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", NBSP)}${NBSP}time`;
}

/** `three` up to ten, digits above: `1,204`. */
export function inWords(count: number): string {
  return NUMBERS[count] ?? digits(count);
}

export function digits(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

export function plural(count: number, one: string, many: string): string {
  return count === 1 ? one : many;
}

export function capital(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

/** `Ana, Peter and Tom` */
export function listed(names: readonly string[], last = "and"): string {
  if (names.length < 2) return names[0] ?? "";
  return `${names.slice(0, -1).join(", ")} ${last} ${names.at(-1)}`;
}

/** `Ana` of `Ana Ruiz`, `Ruiz, Ana` and `Dr. Ana Ruiz`; the whole name where it opens with an initial. */
export function givenName(name: string): string {
  const turned = /^([^,]+), +([^,]+)$/.exec(name);
  const plain = (turned === null ? name : `${turned[2]} ${turned[1]}`).trim();
  const untitled = plain.replace(/^(?:(?:dr|prof|mr|mrs|ms|mx|sir|dame)\.? +)+/i, "");
  const first = untitled.split(/ +/)[0] ?? "";
  return first === "" || /^\p{L}\.?$/u.test(first) || first.includes(".") ? plain : first;
}

/** Each person once, by given name; by the whole name where two share one. */
export function givenNames(names: readonly string[]): readonly string[] {
  const people = [...new Set(names)];
  const givens = people.map(givenName);
  return people.map((name, at) => {
    const given = givens[at] ?? name;
    return givens.filter((each) => each === given).length > 1 ? name : given;
  });
}

/** At most `limit` characters, cut at a word, with an ellipsis. */
export function shortened(text: string, limit: number): string {
  const letters = [...text];
  if (letters.length <= limit) return text;
  const cut = letters.slice(0, limit - 1).join("");
  const atWord = cut.replace(/\s+\S*$/, "");
  return `${(atWord.length > limit / 2 ? atWord : cut).replace(/[\s,;:.]+$/, "")}…`;
}

function weekday(at: Date, zone: Zone): string {
  return inZone(at, zone).toFormat("ccc");
}

function isFar(at: Date, now: Date): boolean {
  return Math.abs(at.getTime() - now.getTime()) > FAR_MS;
}

function leftOrClosed(endsAt: Date, now: Date): string {
  const ms = endsAt.getTime() - now.getTime();
  if (ms > 0) return `in${NBSP}${timeLeft(ms)}`;
  return `closed${NBSP}${timeLeft(-ms)}${NBSP}ago`;
}

/** `today`, `tomorrow`, `in 5 days`, by the calendar of that place. */
function daysLeft(day: Date, now: Date, zone: Zone): string {
  const end = inZone(day, zone).startOf("day");
  const days = Math.round(end.diff(inZone(now, zone).startOf("day"), "days").days);
  return ["today", "tomorrow"][days] ?? `in${NBSP}${days}${NBSP}days`;
}

/** `1:00 AM Fri`: the second clock, its weekday only if it differs; null when both clocks show the same. */
function otherClock(at: Date, first: Zone, second: Zone, isFormal = false): string | null {
  const [there, here] = [inZone(at, first), inZone(at, second)];
  if (there.offset === here.offset) return null;
  if (there.toISODate() === here.toISODate()) return clock(at, second);
  return isFormal
    ? `${clock(at, second)} on ${here.toFormat("cccc")}`
    : `${clock(at, second)}${NBSP}${weekday(at, second)}`;
}

function withoutDate({ text }: Deadline): string {
  return text === null ? "no deadline given" : `no date given, only "${text}"`;
}
