/**
 * A printed deadline -> an instant with its zone, or a day (DESIGN 8).
 *
 * Our own tables read what lists print; chrono-node is asked last, for phrases such as "a week from Tuesday".
 * Nothing is invented: words that name no day give nulls and keep their text.
 */
import { casual } from "chrono-node/en";
import { DAY_MS, dayOf, HOUR_MS, instantOf, inZone, MINUTE_MS, type Zone } from "../time.ts";
import { evened } from "./evened.ts";
import { inEnglish } from "./languages.ts";
import { printedZone } from "./zones.ts";

export interface Deadline {
  readonly deadlineAt: Date | null;
  /** `2026-09-18`, only where a day is printed without a time. */
  readonly deadlineDate: string | null;
  /** As printed, white space collapsed. */
  readonly deadlineText: string | null;
  /** The zone the words name; null when they name none, then the caller's zone was taken. */
  readonly deadlineZone: Zone | null;
}

export const NO_DEADLINE: Deadline = {
  deadlineAt: null,
  deadlineDate: null,
  deadlineText: null,
  deadlineZone: null,
};

/** Where lists print no zone: the services read here are American. */
export const LIST_ZONE: Zone = "America/New_York";

/** A day without a year may lie this far before the mail that prints it. */
const DAYS_BACK = 45;
/** Longer values are prose, of which only the start is looked at. Characters. */
const WORDS = 160;

interface Day {
  readonly year: number | null;
  readonly month: number;
  readonly day: number;
}

interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly midnight: boolean;
}

interface Reading {
  /** `2026-09-18`. */
  readonly day: string;
  readonly clock: Clock | null;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

const MONTH =
  "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b";
const NUMBER = "(\\d{1,2})(?!\\d)(?:st|nd|rd|th)?";
const TO = "\\s?(?:-|–|—|to|and|&|through|thru)\\s?";
const YEAR = "(?:,?\\s?(\\d{4})(?!\\d)|,?\\s?'(\\d{2})(?!\\d))?";

const ISO = /(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/g;
const DAY_MONTH = new RegExp(
  `(?<![\\d:])${NUMBER}(?:${TO}${NUMBER})?\\.?\\s?(?:of\\s)?${MONTH}\\.?${YEAR}`,
  "gi",
);
const MONTH_DAY = new RegExp(
  `\\b${MONTH}\\.?,?\\s?(?:the\\s)?${NUMBER}(?:${TO}${NUMBER}(?!\\s?${MONTH}))?${YEAR}`,
  "gi",
);
const NUMERIC = /(?<![\d.:/])(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?![\d:/])/g;
const WEEKDAY = /\b(next\s|this\s)?(mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|r|rs|rsday|urday)?\b/gi;
const ORDINAL = /\b(\d{1,2})(?:st|nd|rd|th)\b/gi;

const CLOCK = new RegExp(
  [
    "(?:\\d{1,2}(?::\\d{2})?(?:[-–]|\\sto\\s)|\\d{1,2}(?::\\d{2})?\\s?[ap]\\.?m\\.?\\s?(?:-|–|—|to|and)\\s?)?(?<![\\d:])(\\d{1,2})(?:[:.](\\d{2}))?(?::\\d{2})?\\s?([ap])\\.?\\s?m\\b\\.?",
    "(?:12(?::00)?\\s?)?\\b(noon|midday|midnight)\\b",
    "(?<![\\d:])(\\d{1,2}):(\\d{2})(?::\\d{2})?(?![\\d:])(?:\\s?(?:hrs|hours|h|uhr))?",
    "\\b([01]\\d|2[0-3])([0-5]\\d)\\s?(?:hrs|hours|h)\\b",
  ].join("|"),
  "gi",
);
/** `(in about 5 hours)` repeats what the value says. */
const REMARK = /\([^()]{0,60}\b(?:hours?|days?|minutes?|weeks?|left|remaining)\b[^()]{0,20}\)/gi;

/**
 * @param printed the value without its label
 * @param sentAt of the inner mail; null leaves days without a year unread
 * @param zone for a clock printed without one
 */
export function readDeadline(printed: string | null, sentAt: Date | null, zone: Zone = LIST_ZONE): Deadline {
  const text = (printed ?? "").replace(/\s+/g, " ").trim();
  if (text === "") return NO_DEADLINE;

  const cut = text.slice(0, WORDS).replace(REMARK, " ");
  const english = inEnglish(cut);
  const words = evened(english?.words ?? cut);
  const named = printedZone(words);
  const rest = named === null ? words : words.replace(named.words, ZONE_MARK);
  const clockZone = named?.zone ?? (zone === LIST_ZONE ? english?.zone : null) ?? zone;
  const kept = { ...NO_DEADLINE, deadlineText: text, deadlineZone: named?.zone ?? null };

  const after = hoursAfter(rest, sentAt);
  if (after !== null) return { ...kept, deadlineAt: after };
  const reading = ownReading(rest, sentAt, clockZone) ?? chronoReading(rest, sentAt, clockZone);
  if (reading === null) return kept;
  if (reading.clock === null) return { ...kept, deadlineDate: reading.day };
  return { ...kept, deadlineAt: instant(reading.day, reading.clock, clockZone) };
}

/** Stands where the zone's words stood: the clock before it is the one meant. */
const ZONE_MARK = " \u0001";

const HOURS_AFTER =
  /\b(?:(?:in|within)\s(?:the\snext\s)?|next\s)(\d{1,3}|an?|one|two|three|four|five|six)\s?(hours?|hrs?|minutes?)\b/i;
const FEW = ["", "one", "two", "three", "four", "five", "six"];

/** `within 48 hours`: the one relative form that names an instant. */
function hoursAfter(words: string, sentAt: Date | null): Date | null {
  const [, count, unit] = HOURS_AFTER.exec(words) ?? [];
  if (count === undefined || unit === undefined || sentAt === null) return null;
  return new Date(sentAt.getTime() + countOf(count) * (unit.startsWith("m") ? MINUTE_MS : HOUR_MS));
}

function ownReading(words: string, sentAt: Date | null, zone: Zone): Reading | null {
  const clock = clockIn(words);
  const rest = (clock === null ? words : words.replace(CLOCK, " ; ")).replace(ZONE_MARK, " ");

  const printed = lastDay(rest, zone);
  if (printed !== null) {
    const day = dayInYear(printed, sentAt === null ? null : sentDay(sentAt, zone));
    return day === null ? null : { day, clock };
  }
  if (sentAt === null) return null;
  return relativeReading(rest, clock, sentAt, zone);
}

/** The clock before the zone; else the last one printed: of `2-4 PM` the end. */
function clockIn(words: string): Clock | null {
  const zoneAt = words.indexOf(ZONE_MARK);
  const matches = [...words.matchAll(CLOCK)];
  const match =
    matches.find(({ index, 0: whole }) => Math.abs(index + whole.trimEnd().length - zoneAt) <= 2) ??
    matches.at(-1);
  if (match === undefined) return null;
  const [, hour12, minute12, half, word, hour24, minute24, hourHrs, minuteHrs] = match;
  const hour = half === undefined ? Number(hour24 ?? hourHrs ?? 0) : hourOf(Number(hour12), half);
  const minute = Number(minute12 ?? minute24 ?? minuteHrs ?? 0);
  if (word !== undefined) {
    const midnight = word.toLowerCase() === "midnight";
    return { hour: midnight ? 0 : 12, minute: 0, midnight };
  }
  return hour > 24 || minute > 59 ? null : { hour, minute, midnight: false };
}

function hourOf(hour: number, half: string): number {
  if (hour > 12) return hour;
  return (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0);
}

/** The last day printed with its month: a range counts to its end. */
function lastDay(words: string, zone: Zone): Day | null {
  const days: { at: number; day: Day }[] = [];
  for (const match of words.matchAll(ISO))
    days.push({ at: match.index, day: dayFrom(match[3], match[2], match[1]) });
  for (const match of words.matchAll(DAY_MONTH))
    days.push({
      at: match.index,
      day: dayFrom(match[2] ?? match[1], monthOf(match[3]), match[4] ?? shortYear(match[5])),
    });
  for (const match of words.matchAll(MONTH_DAY))
    days.push({
      at: match.index,
      day: dayFrom(match[3] ?? match[2], monthOf(match[1]), match[5] ?? shortYear(match[6])),
    });
  if (days.length === 0)
    for (const match of words.matchAll(NUMERIC)) {
      const day = numericDay(match, zone);
      if (day !== null) days.push({ at: match.index, day });
    }
  return days.sort((a, b) => a.at - b.at).at(-1)?.day ?? null;
}

function dayFrom(day: string | undefined, month: string | number | undefined, year: string | undefined): Day {
  return { day: Number(day), month: Number(month), year: year === undefined ? null : Number(year) };
}

function monthOf(name: string | undefined): number {
  return MONTHS.indexOf((name ?? "").slice(0, 3).toLowerCase()) + 1;
}

function shortYear(year: string | undefined): string | undefined {
  return year === undefined ? undefined : year.length === 2 ? `20${year}` : year;
}

/** `9/18` in America, `18/9` elsewhere and behind points; what can only be one is that one. */
function numericDay(match: RegExpExecArray, zone: Zone): Day | null {
  const [, first, mark, second, year] = match;
  if (mark === "-" && year === undefined) return null;
  if (mark === "." && year === undefined && Number(second) > 12) return null;
  const monthFirst =
    Number(first) > 12 ? false : Number(second) > 12 ? true : mark === "/" && zone.startsWith("America/");
  const day = monthFirst ? dayFrom(second, first, shortYear(year)) : dayFrom(first, second, shortYear(year));
  return day.month >= 1 && day.month <= 12 ? day : null;
}

/** Without a year: of the candidates the nearest to the mail's own day, at most 45 days before it. */
function dayInYear({ year, month, day }: Day, sentDay: string | null): string | null {
  if (year !== null) return isoDay(year, month, day);
  if (sentDay === null) return null;
  const sent = Date.parse(sentDay);
  const sentYear = Number(sentDay.slice(0, 4));
  let best: string | null = null;
  let nearest = Number.POSITIVE_INFINITY;
  for (const candidate of [sentYear - 1, sentYear, sentYear + 1]) {
    const ahead = Date.UTC(candidate, month - 1, day) - sent;
    const iso =
      ahead < -DAYS_BACK * DAY_MS || Math.abs(ahead) >= nearest ? null : isoDay(candidate, month, day);
    if (iso === null) continue;
    nearest = Math.abs(ahead);
    best = iso;
  }
  return best;
}

/** Null for a day the calendar has not, such as 31 September. */
function isoDay(year: number, month: number, day: number): string | null {
  const isCalendar = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  if (!isCalendar || year < 1900 || year > 2200) return null;
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Words counted from the day the mail was sent: weekdays, `today`, `EOD`, a bare clock. */
function relativeReading(words: string, clock: Clock | null, sentAt: Date, zone: Zone): Reading | null {
  const today = sentDay(sentAt, zone);
  const named = namedDay(words, clock, sentAt, zone);
  if (named !== null) return { day: daysLater(named, daysFrom(words)), clock };
  if (/\btomorrow\b/i.test(words)) return { day: daysLater(today, 1 + daysFrom(words)), clock };
  if (/\b(?:today|tonight|this (?:evening|afternoon|morning))\b/i.test(words))
    return { day: daysLater(today, daysFrom(words) + (clock?.midnight ? 1 : 0)), clock };
  const span = spanDay(words, today);
  if (span !== null) return { day: span, clock };
  const ordinal = [...words.matchAll(ORDINAL)].at(-1)?.[1];
  if (ordinal !== undefined) return nextOrdinal(Number(ordinal), today, clock);
  if (/\b(?:eod|cob|eob|end of (?:the )?(?:business )?day|close of (?:business|play))\b/i.test(words))
    return { day: today, clock };
  return clock !== null &&
    !/[a-z]{3}/i.test(words.replace(/\b(?:by|before|until|at|latest|sharp|the)\b/gi, ""))
    ? { day: nextWithClock(today, clock, sentAt, zone), clock }
    : null;
}

/** `a week from`, `two days after`: what is added to the day named behind it. */
function daysFrom(words: string): number {
  if (/\bday after (?!the\b)/i.test(words)) return 1;
  const [, count, unit] = /\b(\d{1,2}|a|one|two|three)\s(days?|weeks?)\s(?:from|after)\b/i.exec(words) ?? [];
  return count === undefined || unit === undefined ? 0 : countOf(count) * (/^w/i.test(unit) ? 7 : 1);
}

/** The coming day of that name; `next Friday` is the one of next week. */
function namedDay(words: string, clock: Clock | null, sentAt: Date, zone: Zone): string | null {
  const match = [...words.matchAll(WEEKDAY)].at(-1);
  if (match === undefined) return null;
  const wanted = WEEKDAYS.indexOf((match[2] ?? "").toLowerCase()) + 1;
  const today = sentDay(sentAt, zone);
  const weekday = inZone(sentAt, zone).weekday;
  if (match[1]?.trim().toLowerCase() === "next" || /\bnext week\b/i.test(words))
    return daysLater(today, 7 - weekday + wanted);
  const ahead = (wanted - weekday + 7) % 7;
  const past = ahead === 0 && clock !== null && instant(today, clock, zone) < sentAt;
  return daysLater(today, past ? 7 : ahead);
}

function spanDay(words: string, today: string): string | null {
  const weekday = new Date(today).getUTCDay() || 7;
  const [, workdays] =
    /\b(\d{1,2}|one|two|three|four|five)\s(?:business|working)\sdays?\b/i.exec(words) ?? [];
  if (workdays !== undefined) return workdaysLater(today, countOf(workdays));
  const [, month] = END_OF_MONTH.exec(words) ?? [];
  if (month !== undefined) return endOfMonth(monthOf(month), today);
  const [, count, unit] =
    /\b(?:in|within)\s(?:the next\s)?(\d{1,3}|a|one|two|three)\s?(days?|weeks?)\b/i.exec(words) ?? [];
  if (count !== undefined && unit !== undefined)
    return daysLater(today, countOf(count) * (/^w/i.test(unit) ? 7 : 1));
  if (/\b(?:end of next week|next week)\b/i.test(words)) return daysLater(today, 12 - weekday);
  if (/\b(?:end of (?:the |this )?week|eow|this week)\b/i.test(words))
    return daysLater(today, (5 - weekday + 7) % 7);
  if (/\bweekend\b/i.test(words)) return daysLater(today, 7 - weekday);
  if (/\b(?:end of (?:the |this )?month|eom)\b/i.test(words)) return lastOfMonth(today);
  return null;
}

function countOf(word: string): number {
  if (/^an?$/i.test(word)) return 1;
  const at = FEW.indexOf(word.toLowerCase());
  return at === -1 ? Number(word) : at;
}

const END_OF_MONTH = new RegExp(`\\bend of ${MONTH}(?!\\.?\\s?\\d)`, "i");

/** The next one that comes. */
function endOfMonth(month: number, today: string): string {
  const [year, thisMonth] = today.split("-").map(Number);
  const ahead = month < (thisMonth ?? 0) ? 1 : 0;
  return lastOfMonth(`${(year ?? 0) + ahead}-${String(month).padStart(2, "0")}-01`);
}

function workdaysLater(today: string, count: number): string {
  let day = today;
  for (let left = count; left > 0; ) {
    day = daysLater(day, 1);
    if (new Date(day).getUTCDay() % 6 !== 0) left--;
  }
  return day;
}

function lastOfMonth(today: string): string {
  const [year, month] = today.split("-").map(Number);
  return new Date(Date.UTC(year ?? 0, month ?? 0, 0)).toISOString().slice(0, 10);
}

/** `the 31st`: the next month that has one. */
function nextOrdinal(wanted: number, today: string, clock: Clock | null): Reading | null {
  const [year, month] = today.split("-").map(Number);
  for (let ahead = 0; ahead < 3; ahead++) {
    const first = new Date(Date.UTC(year ?? 0, (month ?? 1) - 1 + ahead, 1));
    const day = isoDay(first.getUTCFullYear(), first.getUTCMonth() + 1, wanted);
    if (day !== null && day >= today) return { day, clock };
  }
  return null;
}

function nextWithClock(today: string, clock: Clock, sentAt: Date, zone: Zone): string {
  return instant(today, clock, zone) < sentAt ? daysLater(today, 1) : today;
}

function daysLater(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

function instant(day: string, { hour, minute }: Clock, zone: Zone): Date {
  if (hour === 24) return known(daysLater(day, 1), "00:00", zone);
  return known(day, `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`, zone);
}

/** Lists print the same few deadlines again and again, and asking for a zone's offset is dear. */
const INSTANTS = new Map<string, Date>();
const DAYS = new Map<string, string>();
const MOST_KNOWN = 2000;

function known(day: string, time: string, zone: Zone): Date {
  return remembered(INSTANTS, `${day} ${time} ${zone}`, () => instantOf(day, time, zone));
}

function sentDay(sentAt: Date, zone: Zone): string {
  return remembered(DAYS, `${sentAt.getTime()} ${zone}`, () => dayOf(sentAt, zone));
}

function remembered<T>(answers: Map<string, T>, name: string, ask: () => T): T {
  const found = answers.get(name) ?? ask();
  if (answers.size >= MOST_KNOWN) answers.clear();
  answers.set(name, found);
  return found;
}

/** Only a day that the words really name is taken: chrono fills in the rest from today. */
function chronoReading(words: string, sentAt: Date | null, zone: Zone): Reading | null {
  if (sentAt === null || !/\b(?:days?|weeks?|months?|from|after|before|night)\b/i.test(words)) return null;
  const reference = { instant: sentAt, timezone: inZone(sentAt, zone).offset };
  const result = casual.parse(words, reference, { forwardDate: true }).at(-1);
  const part = result?.end ?? result?.start;
  if (part === undefined || !(part.isCertain("day") || part.isCertain("weekday"))) return null;
  const day = isoDay(part.get("year") ?? 0, part.get("month") ?? 0, part.get("day") ?? 0);
  if (day === null) return null;
  const hour = part.isCertain("hour") ? part.get("hour") : null;
  return { day, clock: hour === null ? null : { hour, minute: part.get("minute") ?? 0, midnight: false } };
}
