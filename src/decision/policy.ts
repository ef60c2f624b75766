/** May this leave now, and if not, why and until when: the one place that says so. */
import type { Contact, ContactId } from "../contact/contact.ts";
import { HOUR_MS, instantOf, inZone, type Zone } from "../time.ts";
import type { Desk } from "./desk.ts";
import type { KnownQuery, State } from "./state.ts";

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

/**
 * When a forward of hers leaves: the hold first, then the contact's quiet hours and weekend, unless waiting
 * would leave too little of the contact's waking day before the deadline.
 */
export function leavingAt(now: Date, contact: Contact, query: KnownQuery, desk: Desk): Leaving {
  const held = new Date(now.getTime() + desk.holdMs);
  const zone = contact.timezone ?? desk.owner.zone;
  const allowed = nextAllowed(held, zone, desk);
  if (allowed.getTime() === held.getTime()) return { at: held, why: null };
  const closes = query.closesAt === null ? null : new Date(query.closesAt);
  // What has closed already is late anyway: nobody is woken for it.
  const isAhead = closes !== null && closes > now;
  if (isAhead && wakingMsBetween(allowed, closes, zone) < WAKING_LEFT_MS) {
    return { at: held, why: "it closes too soon to wait for the morning" };
  }
  return { at: allowed, why: "quiet hours" };
}

/** The first instant from `from` on that lies outside quiet hours and, where she keeps them, weekends. */
export function nextAllowed(from: Date, zone: Zone, desk: Pick<Desk, "quietHours" | "weekends">): Date {
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

/** What binds even her own word: why it does not go, and what would lift it. */
export interface Ban {
  readonly why: string;
  readonly lift: string | null;
}

export function banFor(state: State, contact: Contact, query: KnownQuery): Ban | null {
  if (contact.status === "stopped" || state.stopped[contact.id] !== undefined) {
    return {
      why: `${firstName(contact)} asked not to get queries`,
      lift: `only ${firstName(contact)} lifts that`,
    };
  }
  if (contact.services[query.query.service] === "never") {
    return { why: `you said never for ${query.query.service}`, lift: "the line in contacts.json" };
  }
  if (contact.addresses.length === 0)
    return { why: "I have no address", lift: "an address in contacts.json" };
  return null;
}

/** What keeps a person out of `2` and "send all", though not from being named; null: nothing. */
export function heldBackFor(state: State, contact: Contact, desk: Desk, now: Date): string | null {
  const paused = /^paused until (\S+)/.exec(contact.status)?.[1];
  if (paused !== undefined && now < new Date(paused)) return `paused until ${paused}`;
  if (contact.status === "bouncing") return "the last mail came back";
  const limit = contact.perWeek ?? desk.perContactPerWeek;
  const had = passesSince(state, contact.id, new Date(now.getTime() - 7 * 24 * HOUR_MS));
  return had >= limit ? `had ${had} from you this week, your limit` : null;
}

/** Forwards to a contact since then, those that were stopped left out. */
export function passesSince(state: State, contactId: ContactId, since: Date): number {
  return Object.values(state.passes).filter((pass) => {
    if (pass.contactId !== contactId || new Date(pass.decidedAt) < since) return false;
    const status = state.outbox[pass.mailId]?.status;
    return status !== "cancelled" && status !== "expired" && status !== "failed";
  }).length;
}

export function firstName(contact: Contact): string {
  return contact.name.split(/\s+/)[0] ?? contact.name;
}
