/** How long to stay away after the line was lost or the login refused. */
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "../time.ts";

/** First and longest wait, milliseconds. Providers lock accounts that knock too often with a wrong password. */
const WAITS = {
  line: { first: SECOND_MS, longest: 5 * MINUTE_MS },
  login: { first: MINUTE_MS, longest: HOUR_MS },
};

/**
 * Doubles with each attempt; the random half keeps many clients of one server from coming back together.
 *
 * @param attempt 0 for the first try after a connection that worked.
 * @param random Gives numbers from 0 up to, not including, 1.
 * @returns Milliseconds, between half and the whole of the attempt's wait.
 */
export function reconnectDelayMs(attempt: number, cause: "line" | "login", random: () => number): number {
  const { first, longest } = WAITS[cause];
  const wait = Math.min(longest, first * 2 ** attempt);
  return Math.round(wait / 2 + (wait / 2) * random());
}
