/** Which day a digest is due for: once a local day, whatever clocks and restarts do (I1). */
import { dayOf, instantOf, type Zone } from "../time.ts";

/**
 * The local day whose digest is due now; null when her hour has not come yet or that day had its digest.
 *
 * Days only go forward: a clock that jumps back brings no second digest, one that jumps ahead or a night asleep
 * brings one for the day it is now. Of an hour that comes twice the first counts, one that is skipped is moved on.
 *
 * @param last the last day a digest was decided for, written or silent; null: none yet.
 */
export function digestDay(now: Date, digestAt: string, zone: Zone, last: string | null): string | null {
  const today = dayOf(now, zone);
  if (last !== null && today <= last) return null;
  return now >= instantOf(today, digestAt, zone) ? today : null;
}
