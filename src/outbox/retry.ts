/** When a mail that surely did not leave is tried again. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../time.ts";

/** Our own submission server is asked, not a stranger's: it is soon back or says why not. */
const FIRST_DELAYS_MS: readonly number[] = [1, 5, 15, 30].map((minutes) => minutes * MINUTE_MS);
const THEN_EVERY_MS = HOUR_MS;
const GIVE_UP_AFTER_MS = 2 * DAY_MS;

/**
 * How long to wait after the `tries`-th try (the first is 1) in milliseconds: 1, 5, 15, 30 minutes, then hourly.
 *
 * @returns null once two days have gone by: she is told.
 */
export function retryDelayMs(tries: number): number | null {
  const first = FIRST_DELAYS_MS.slice(0, tries);
  const waited = first.reduce((sum, delay) => sum + delay, 0) + (tries - first.length) * THEN_EVERY_MS;
  if (waited > GIVE_UP_AFTER_MS) return null;
  return FIRST_DELAYS_MS[tries - 1] ?? THEN_EVERY_MS;
}
