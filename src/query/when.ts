/** The moments she names later: `fri 9am`, `3d`, `12 may`, `in 3 weeks`. Read in her zone, always ahead of now. */
import { casual, GB, type ParsedResult } from "chrono-node/en";
import { DAY_MS, dayOf, durationMs, instantOf, inZone, type Zone } from "../time.ts";
import { printedZone } from "./zones.ts";

/** The hour meant where only a day is named. */
const MORNING = "09:00";
/** Words round a date that say nothing of it. */
const FILLERS =
  /\b(?:on|at|by|in|the|until|till|til|from|of|please|pls|again|back|me|around|about)\b|[,.;:!?–—-]/gi;
const DURATION =
  /^(?:in\s)?(\d{1,3}|an?|one|two|three|four|six)\s?(m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?|mo|months?)$/;
/** What is behind us is no moment ahead, whatever weekday it names. */
const BEHIND = /^(?:last|past|previous|yesterday)\b|\bago$/;
/** Longer is prose. Characters. */
const LONGEST = 60;

/**
 * @param zone the IANA name of her zone; another one printed in the words wins
 * @returns null when the words name no moment ahead of now, or say anything else besides
 */
export function readWhen(words: string, now: Date, zone: Zone): Date | null {
  const said = words.replace(/\s+/g, " ").trim().toLowerCase();
  if (said === "" || said.length > LONGEST || BEHIND.test(said)) return null;
  return DURATION.test(said) ? duration(said, now, zone) : dated(said, now, zone);
}

/** `3d`, `2 weeks`, `in a month`: days and longer end at nine in the morning, hours on the minute. */
function duration(said: string, now: Date, zone: Zone): Date | null {
  const [, count, unit] = DURATION.exec(said) ?? [];
  if (count === undefined || unit === undefined) return null;
  const number = numberOf(count);
  if (/^mo/.test(unit)) return inZone(now, zone).plus({ months: number }).set(NINE).toJSDate();
  const ms = durationMs(`${number}${unit.charAt(0)}`);
  if (ms === null || number === 0) return null;
  return ms < DAY_MS || /^[mh]/.test(unit)
    ? new Date(now.getTime() + ms)
    : inZone(now, zone)
        .plus({ days: Math.round(ms / DAY_MS) })
        .set(NINE)
        .toJSDate();
}

type Components = ParsedResult["start"];

const NINE = { hour: 9, minute: 0, second: 0, millisecond: 0 };

function numberOf(word: string): number {
  const words: Readonly<Record<string, number>> = { a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, six: 6 };
  return words[word] ?? Number(word);
}

function dated(said: string, now: Date, herZone: Zone): Date | null {
  const named = printedZone(said);
  const zone = named?.zone ?? herZone;
  const rest = (named === null ? said : said.replace(named.words, " ")).replace(/\b(\d{1,2})h\b/g, "$1:00");
  const reference = { instant: now, timezone: inZone(now, zone).offset };
  const parser = zone.startsWith("America/") ? casual : GB;
  const results = parser.parse(rest, reference, { forwardDate: true });
  const result = results[0];
  if (result === undefined || results.length > 1 || !isNothing(rest.replace(result.text, " "))) return null;

  const start = result.start;
  const day = dayNamed(start);
  if (day === null) return null;
  const clock = start.isCertain("hour") ? clockOf(start) : partOfDay(said);
  return ahead(instantOf(day, clock, zone), start, now, zone);
}

function partOfDay(said: string): string {
  if (/evening|tonight/.test(said)) return "18:00";
  return /afternoon/.test(said) ? "14:00" : MORNING;
}

function isNothing(words: string): boolean {
  return words.replace(FILLERS, " ").trim() === "";
}

function dayNamed(start: Components): string | null {
  const [year, month, day] = [start.get("year"), start.get("month"), start.get("day")];
  if (year === null || month === null || day === null) return null;
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

function clockOf(start: Components): string {
  return `${String(start.get("hour") ?? 9).padStart(2, "0")}:${String(start.get("minute") ?? 0).padStart(2, "0")}`;
}

/** `9am` said at noon is tomorrow's, `fri 9am` said on a Friday noon next week's. A printed day stays what it is. */
function ahead(at: Date, start: Components, now: Date, zone: Zone): Date | null {
  if (Number.isNaN(at.getTime())) return null;
  if (at > now) return at;
  const step = start.isCertain("weekday") ? 7 : start.isCertain("day") ? null : 1;
  if (step === null) return null;
  const local = inZone(at, zone).plus({ days: step });
  const later = instantOf(dayOf(local.toJSDate(), zone), local.toFormat("HH:mm"), zone);
  return later > now ? later : null;
}
