/** Which day a digest is due for: once a local day, whatever clocks and restarts do (I1). */
import { dayOf, instantOf, inZone, type Zone } from "../time.ts";

/**
 * The local day whose digest is due now; null when her hour has not come yet or that day had its digest.
 *
 * A night asleep, or a clock that jumps ahead, brings one for the day it is now, none for those between. Of an hour
 * that comes twice the first counts, one that is skipped is moved on.
 *
 * @param isDecided whether a day's digest was decided before, written or silent.
 */
export function digestDay(
  now: Date,
  digestAt: string,
  zone: Zone,
  isDecided: (day: string) => boolean,
): string | null {
  const today = dayOf(now, zone);
  return !isDecided(today) && now >= instantOf(today, digestAt, zone) ? today : null;
}

/** When the next digest comes; now, when one is due. */
export function nextDigestAfter(
  now: Date,
  digestAt: string,
  zone: Zone,
  isDecided: (day: string) => boolean,
): Date {
  if (digestDay(now, digestAt, zone, isDecided) !== null) return now;
  const today = dayOf(now, zone);
  const todays = instantOf(today, digestAt, zone);
  if (todays > now && !isDecided(today)) return todays;
  const tomorrow = inZone(now, zone).startOf("day").plus({ days: 1 });
  return instantOf(tomorrow.toFormat("yyyy-MM-dd"), digestAt, zone);
}
