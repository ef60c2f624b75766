/** Lists that stopped: what came regularly and does not come any more. */
import { businessMsBetween } from "../followup/business.ts";
import { DAY_MS, type Zone } from "../time.ts";

/** Fewer tell no rhythm. */
const LEAST = 4;
/** So many times its longest pause is no pause. */
const PAUSES = 2;
/** Longer than this no list is missed: it was a rare one. Milliseconds of business days. */
const LONGEST_MS = 10 * DAY_MS;
/** Kept of each list. */
export const ARRIVALS = 12;

/**
 * Whether a list is missing: silent for over twice its longest pause, and at least a whole business day. Weekends
 * do not count, on either side.
 *
 * @param cameAt the oldest first
 */
export function hasStopped(cameAt: readonly Date[], now: Date, zone: Zone): boolean {
  const last = cameAt.at(-1);
  if (last === undefined || cameAt.length < LEAST) return false;
  const silence = businessMsBetween(last, now, zone);
  if (silence <= DAY_MS) return false;
  const pauses = cameAt.slice(1).map((at, index) => businessMsBetween(cameAt[index] ?? at, at, zone));
  const longest = Math.max(...pauses);
  return longest <= LONGEST_MS && silence > Math.max(DAY_MS, PAUSES * longest);
}

/** How often it came: `twice a day`, `every day`, `every week`. */
export function rhythmOf(cameAt: readonly Date[], zone: Zone): string {
  const [first, last] = [cameAt[0], cameAt.at(-1)];
  if (first === undefined || last === undefined || cameAt.length < 2) return "now and then";
  const mean = businessMsBetween(first, last, zone) / (cameAt.length - 1);
  if (mean < 0.42 * DAY_MS) return "several times a day";
  if (mean < 0.75 * DAY_MS) return "twice a day";
  if (mean < 1.6 * DAY_MS) return "every day";
  return mean < 3.5 * DAY_MS ? "twice a week" : "every week";
}
