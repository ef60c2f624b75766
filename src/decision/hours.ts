/** When a mail may reach somebody: quiet hours and weekends in their zone, unless waiting would cost the deadline. */
import type { Contact } from "../contact/contact.ts";
import { HOUR_MS, instantOf, inZone, type Zone } from "../time.ts";
import type { Desk } from "./desk.ts";
import type { KnownQuery } from "./state.ts";

/** Waiting must leave this much of a contact's waking day before the deadline, else the forward does not wait. */
const WAKING_LEFT_MS = 6 * HOUR_MS;
const WAKING_FROM = 8;
const WAKING_TO = 22;

/** How far ahead an allowed hour is looked for: a long weekend is behind us by then. Days. */
const HORIZON_DAYS = 10;

export interface Leaving {
  readonly at: Date;
  /** Why later than the hold alone; null: it is not. */
  readonly why: string | null;
}

/** The hold first, then the contact's quiet hours and weekend. */
export function leavingAt(
  now: Date,
  contact: Contact,
  known: Pick<KnownQuery, "closesAt">,
  desk: Pick<Desk, "owner" | "quietHours" | "weekends" | "holdMs">,
): Leaving {
  const held = new Date(now.getTime() + desk.holdMs);
  const zone = contact.timezone ?? desk.owner.zone;
  const allowed = nextAllowed(held, zone, desk);
  if (allowed.getTime() === held.getTime()) return { at: held, why: null };
  const closes = known.closesAt === null ? null : new Date(known.closesAt);
  // What has closed already is late anyway: nobody is woken for it.
  const isAhead = closes !== null && closes > now;
  if (isAhead && wakingMsBetween(allowed, closes, zone) < WAKING_LEFT_MS) {
    return { at: held, why: "it closes too soon to wait for the morning" };
  }
  return { at: allowed, why: "quiet hours" };
}

/** The first instant from `from` on that lies outside quiet hours and, where she keeps them, weekends. */
function nextAllowed(from: Date, zone: Zone, desk: Pick<Desk, "quietHours" | "weekends">): Date {
  const [begin, end] = desk.quietHours;
  let at = from;
  for (let step = 0; step < 2 * HORIZON_DAYS; step++) {
    const local = inZone(at, zone);
    const clock = local.toFormat("HH:mm");
    if (!desk.weekends && local.weekday >= 6)
      at = instantOf(local.plus({ days: 1 }).toFormat("yyyy-MM-dd"), end, zone);
    else if (isQuiet(clock, begin, end))
      at = instantOf((clock >= end ? local.plus({ days: 1 }) : local).toFormat("yyyy-MM-dd"), end, zone);
    else return at;
  }
  return at;
}

function isQuiet(clock: string, begin: string, end: string): boolean {
  return begin <= end ? clock >= begin && clock < end : clock >= begin || clock < end;
}

/** Hours between 8 and 22 of that zone's days. */
function wakingMsBetween(from: Date, to: Date, zone: Zone): number {
  let total = 0;
  let day = inZone(from, zone).startOf("day");
  for (let step = 0; step < HORIZON_DAYS && day.toMillis() < to.getTime(); step++) {
    const opens = Math.max(day.set({ hour: WAKING_FROM }).toMillis(), from.getTime());
    const closes = Math.min(day.set({ hour: WAKING_TO }).toMillis(), to.getTime());
    total += Math.max(0, closes - opens);
    day = day.plus({ days: 1 });
  }
  return total;
}
