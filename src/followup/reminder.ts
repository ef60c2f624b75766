/** When she is reminded of a silent contact (DESIGN 7). Pure: instants and zones in, an instant out. */
import { HOUR_MS, inZone, type Zone } from "../time.ts";

/** A reminder closer to the deadline than this only annoys. Milliseconds. */
export const USEFUL_NOTICE_MS = 2 * HOUR_MS;
/** The hours of a business day in which a contact may get a nudge. */
const OPENS = 8;
const CLOSES = 18;
/** Without a deadline a contact has this long. Business days. */
const PATIENCE_DAYS = 3;

export interface Silent {
  readonly sentAt: Date;
  /** When the query closes; null: no deadline given. */
  readonly closesAt: Date | null;
  /** The contact's. */
  readonly zone: Zone;
}

/**
 * Halfway to the deadline, so that as much time is left to pitch as was lost; moved on to the next hour the
 * contact could get the nudge, unless that comes too late.
 *
 * @returns null when the deadline is too near to be worth a letter.
 */
export function reminderAt({ sentAt, closesAt, zone }: Silent): Date | null {
  if (closesAt === null) return nextBusinessHour(businessDaysAfter(sentAt, PATIENCE_DAYS, zone), zone);
  const due = new Date((sentAt.getTime() + closesAt.getTime()) / 2);
  if (closesAt.getTime() - due.getTime() < USEFUL_NOTICE_MS) return null;
  const moved = nextBusinessHour(due, zone);
  return closesAt.getTime() - moved.getTime() < USEFUL_NOTICE_MS ? due : moved;
}

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
