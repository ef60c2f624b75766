/**
 * When something is owed for a forward (DESIGN 7): the reminder of a silent contact, the light question after the
 * deadline, the way round an absence. Pure: instants and zones in, an instant out.
 */

import { HOUR_MS, instantOf, inZone, type Zone } from "../time.ts";
import { businessDaysAfter, nextBusinessHour } from "./business.ts";

/** A reminder closer to the deadline than this only annoys. Milliseconds. */
export const USEFUL_NOTICE_MS = 2 * HOUR_MS;
/** Without a deadline a contact has this long. Business days. */
const PATIENCE_DAYS = 3;
/** After the deadline it is asked lightly on this day. Business days. */
const AFTERWARDS_DAYS = 2;
/** What they promised for a day is looked for at this hour of it. */
const END_OF_WORK = "16:00";

export interface Silent {
  readonly sentAt: Date;
  /** When the query closes; null: no deadline given. */
  readonly closesAt: Date | null;
  /** The contact's. */
  readonly zone: Zone;
  /** `2027-05-12`: the day an out-of-office names as that of the return; null or absent: they are there. */
  readonly returnsOn?: string | null;
}

/**
 * Halfway to the deadline, so that as much time is left to pitch as was lost; moved on to the next hour the
 * contact could get the nudge, unless that comes too late. Not before the day after a return.
 *
 * @returns null when the deadline is too near to be worth a letter, or comes before they are back.
 */
export function reminderAt(silent: Silent): Date | null {
  const due = undisturbedAt(silent);
  const back = backAt(silent);
  if (due === null || back === null || back <= due) return due;
  const { closesAt } = silent;
  return closesAt !== null && closesAt.getTime() - back.getTime() < USEFUL_NOTICE_MS ? null : back;
}

function undisturbedAt({ sentAt, closesAt, zone }: Silent): Date | null {
  if (closesAt === null) return nextBusinessHour(businessDaysAfter(sentAt, PATIENCE_DAYS, zone), zone);
  const due = new Date((sentAt.getTime() + closesAt.getTime()) / 2);
  if (closesAt.getTime() - due.getTime() < USEFUL_NOTICE_MS) return null;
  const moved = nextBusinessHour(due, zone);
  return closesAt.getTime() - moved.getTime() < USEFUL_NOTICE_MS ? due : moved;
}

/** The first business hour of the day after the return: the first day back belongs to the pile. */
function backAt({ returnsOn, zone }: Silent): Date | null {
  if (returnsOn == null) return null;
  const next = inZone(instantOf(returnsOn, "12:00", zone), zone)
    .plus({ days: 1 })
    .startOf("day");
  return nextBusinessHour(next.toJSDate(), zone);
}

/** From when on a closed, unanswered forward may be asked about lightly: the second business day after. */
export function afterwardsAt(closesAt: Date, zone: Zone): Date {
  return inZone(businessDaysAfter(closesAt, AFTERWARDS_DAYS, zone), zone)
    .startOf("day")
    .toJSDate();
}

/** The morning after a deadline, for "after deadline": hers, as it is her who is reminded. */
export function morningAfter(closesAt: Date, zone: Zone): Date {
  const day = inZone(closesAt, zone).plus({ days: 1 }).toFormat("yyyy-MM-dd");
  return nextBusinessHour(instantOf(day, "09:00", zone), zone);
}

/** When what they promised for a day is looked for: its afternoon in their zone, in time for the deadline. */
export function holdEnds(promised: Date, closesAt: Date | null, zone: Zone): Date {
  const evening = instantOf(inZone(promised, zone).toFormat("yyyy-MM-dd"), END_OF_WORK, zone);
  const last = closesAt === null ? evening : new Date(closesAt.getTime() - USEFUL_NOTICE_MS);
  return evening <= last || last <= promised ? evening : last;
}
