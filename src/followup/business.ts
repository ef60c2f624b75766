/** Business days and hours in somebody's zone. A business day is Monday to Friday; holidays are not known. */
import { inZone, type Zone } from "../time.ts";

/** The hours of a business day in which a contact may get a nudge. */
const OPENS = 8;
const CLOSES = 18;

/** The instant itself when it falls into business hours, else the next opening. */
export function nextBusinessHour(at: Date, zone: Zone): Date {
  let local = inZone(at, zone);
  if (local.weekday <= 5 && local.hour >= OPENS && local.hour < CLOSES) return at;
  if (local.hour >= OPENS) local = local.plus({ days: 1 });
  let opening = local.startOf("day").set({ hour: OPENS });
  while (opening.weekday > 5) opening = opening.plus({ days: 1 });
  return opening.toJSDate();
}

/** The same wall clock so many business days later. */
export function businessDaysAfter(at: Date, days: number, zone: Zone): Date {
  const local = inZone(at, zone);
  let total = 0;
  for (let left = days; left > 0; ) {
    total += 1;
    if (((local.weekday + total - 1) % 7) + 1 <= 5) left -= 1;
  }
  // In one step: on the way lies perhaps a night that skips this hour.
  return local.plus({ days: total }).toJSDate();
}

/** Milliseconds between two instants that lie in business days of a zone, nights counted, weekends not. */
export function businessMsBetween(from: Date, to: Date, zone: Zone): number {
  let total = 0;
  let day = inZone(from, zone).startOf("day");
  while (day.toMillis() < to.getTime()) {
    const next = day.plus({ days: 1 });
    const begins = Math.max(day.toMillis(), from.getTime());
    const ends = Math.min(next.toMillis(), to.getTime());
    if (day.weekday <= 5) total += Math.max(0, ends - begins);
    day = next;
  }
  return total;
}
