/** Instants, zones and durations: the one place that asks luxon. An instant is a Date, a zone an IANA name. */
import { DateTime, IANAZone } from "luxon";

export type Zone = string;

export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

const UNIT_MS: Readonly<Record<string, number>> = {
  s: SECOND_MS,
  m: MINUTE_MS,
  h: HOUR_MS,
  d: DAY_MS,
  w: 7 * DAY_MS,
};

/** `90s 10m 2h 3d 6w` in milliseconds; null when it is no such duration. */
export function durationMs(text: string): number | null {
  const [, count, unit] = /^(\d{1,6})\s*([smhdw])$/.exec(text.trim()) ?? [];
  if (count === undefined || unit === undefined) return null;
  return Number(count) * (UNIT_MS[unit] ?? 0);
}

export function isZone(name: string): boolean {
  return IANAZone.isValidZone(name);
}

/** The wall clock of an instant in a zone. */
export function inZone(at: Date, zone: Zone): DateTime {
  return DateTime.fromJSDate(at, { zone }).setLocale("en-US");
}

/** `Thu 21 Jan, 7:00 PM`: an instant as a letter says it. */
export function spoken(at: Date, zone: Zone): string {
  return inZone(at, zone).toFormat("ccc d LLL, h:mm a");
}

/** `Thu 21 Jan`. */
export function spokenDay(at: Date, zone: Zone): string {
  return inZone(at, zone).toFormat("ccc d LLL");
}

/** `2026-11-22`, the local day of an instant. */
export function dayOf(at: Date, zone: Zone): string {
  return inZone(at, zone).toFormat("yyyy-MM-dd");
}

/**
 * The instant of a wall clock in a zone. A time the clocks skip is moved on by the gap (02:30 becomes 03:30),
 * of a time that comes twice the first is taken.
 */
export function instantOf(day: string, time: string, zone: Zone): Date {
  const at = DateTime.fromISO(`${day}T${time}`, { zone });
  // Of a doubled hour luxon itself takes whichever has the offset of *today*: it would change with the season.
  return (at.getPossibleOffsets()[0] ?? at).toJSDate();
}
