/** Keeping in touch: who went quiet, and the reason to write that makes it worth saying (F5, F7). */
import type { Contact, ContactId } from "../contact/contact.ts";
import { cadenceOf, overdue } from "../followup/touch.ts";
import { DAY_MS, dayOf, instantOf, inZone, spokenDay } from "../time.ts";
import type { Desk } from "./desk.ts";
import { isOpen } from "./intake.ts";
import { barOnMail, goneOrGoing } from "./personal.ts";
import { deadlineOf, isPassedOn, titleOf } from "./present.ts";
import type { Draft, Saved, State } from "./state.ts";

/** Told in seven days. */
const A_WEEK = 3;
const WEEK_MS = 7 * DAY_MS;
/** The same person is not told again before. */
const AGAIN_MS = 2 * WEEK_MS;
/** An event is a reason so long before. */
const AHEAD_MS = 3 * WEEK_MS;

export interface Reason {
  /** A whole sentence. */
  readonly text: string;
  /** What of her shelf it is; null: something else. */
  readonly savedId: string | null;
}

/** The best reason to write to somebody now: an event ahead, a promise, something saved, an open query. Null: none. */
export function reasonToWrite(state: State, desk: Desk, contact: Contact, now: Date): Reason | null {
  return (
    eventAhead(state, desk, contact, now) ??
    promise(state, desk, contact) ??
    savedLink(state, desk, contact) ??
    openQuery(state, desk, contact, now)
  );
}

function eventAhead(state: State, desk: Desk, contact: Contact, now: Date): Reason | null {
  const { zone } = desk.owner;
  const today = dayOf(now, zone);
  const last = dayOf(new Date(now.getTime() + AHEAD_MS), zone);
  const [event] = shelfFor(state, contact)
    .filter(({ on }) => on != null && on >= today && on <= last)
    .toSorted((a, b) => (a.on ?? "").localeCompare(b.on ?? ""));
  if (event?.on == null) return null;
  const day = spokenDay(instantOf(event.on, "12:00", zone), zone);
  return { text: `"${event.title}" is on ${day}; you saved it.`, savedId: event.id };
}

function promise({ owed }: State, { owner }: Desk, contact: Contact): Reason | null {
  const open = Object.values(owed).find(
    (each) => each.contactId === contact.id && each.kind !== "reminder" && each.closedAt === null,
  );
  if (open === undefined) return null;
  const day = inZone(new Date(open.saidAt), owner.zone).toFormat("d LLL");
  return {
    text: open.kind === "promise" ? `You wrote on ${day}: "${open.text}".` : `You wanted to: ${open.text}.`,
    savedId: null,
  };
}

function savedLink(state: State, { owner }: Desk, contact: Contact): Reason | null {
  const saved = shelfFor(state, contact).findLast(({ on }) => on == null);
  if (saved === undefined) return null;
  const day = inZone(new Date(saved.savedAt), owner.zone).toFormat("d LLL");
  return {
    text: `You saved "${saved.title}"${saved.from === null ? "" : ` (${saved.from})`} on ${day}.`,
    savedId: saved.id,
  };
}

/** What of her shelf suits somebody and has not gone there; the oldest first. */
function shelfFor(state: State, contact: Contact): readonly Saved[] {
  const theirs = new Set(contact.interests.map(plain));
  return Object.values(state.saved)
    .filter(({ id, interests, forIds }) => {
      const isFor = forIds?.includes(contact.id) ?? interests.some((each) => theirs.has(plain(each)));
      return isFor && goneOrGoing(state, shareKey(id, contact.id)) === null;
    })
    .toSorted((a, b) => a.savedAt.localeCompare(b.savedAt));
}

/** Key of the mail that hands somebody a thing of her shelf. */
export function shareKey(savedId: string, contactId: ContactId): string {
  return `share:${savedId}:${contactId}`;
}

function plain(interest: string): string {
  return interest.replace(/^"(.*)"$/, "$1").toLowerCase();
}

function openQuery(state: State, desk: Desk, contact: Contact, now: Date): Reason | null {
  const known = Object.values(state.queries).find(
    (each) =>
      isOpen(each, now) &&
      each.proposedIn !== null &&
      !each.skipped.includes(contact.id) &&
      !isPassedOn(state, each, contact.id) &&
      each.candidates.some(
        (one) => one.contactId === contact.id && one.proposed && one.heldBack.length === 0,
      ),
  );
  if (known === undefined) return null;
  const { at } = deadlineOf(known);
  const until = at === null ? "" : ` until ${spokenDay(at, desk.owner.zone)}`;
  return { text: `"${titleOf(known)}" is open for them${until}.`, savedId: null };
}

export interface Quiet {
  readonly contact: Contact;
  readonly lastAt: Date;
  readonly reason: Reason;
}

/** Those who went quiet by her own measure and whom there is a reason to write to; three a week at most. */
export function quietPeople(state: State, desk: Desk, now: Date): readonly Quiet[] {
  const told = Object.values(state.quietTold).filter((at) => isWithin(at, now, WEEK_MS)).length;
  return quietOnes(state, desk, now)
    .filter(({ contact }) => mayTellAgain(state.quietTold[contact.id], now))
    .slice(0, Math.max(0, A_WEEK - told));
}

/** All of them, who is longest overdue first. */
function quietOnes(state: State, desk: Desk, now: Date): readonly Quiet[] {
  const due = desk.contacts.flatMap((contact) => {
    const lastAt = lastTouch(state, contact);
    const late = overdue(lastAt, cadenceFor(state, contact), now);
    return late === null || lastAt === null || !isReachable(state, contact)
      ? []
      : [{ contact, lastAt, late }];
  });
  return due
    .toSorted((a, b) => b.late - a.late || a.contact.id.localeCompare(b.contact.id))
    .flatMap(({ contact, lastAt }) => {
      const reason = reasonToWrite(state, desk, contact, now);
      return reason === null ? [] : [{ contact, lastAt, reason }];
    });
}

function cadenceFor({ cadences }: State, { every, latest, groups }: Contact) {
  return cadenceOf({ every, latest }, groups, cadences);
}

function isReachable(state: State, contact: Contact): boolean {
  return contact.status === "active" && barOnMail(state, contact) === null;
}

function isWithin(at: string, now: Date, ms: number): boolean {
  const gone = now.getTime() - new Date(at).getTime();
  return gone >= 0 && gone < ms;
}

/** A moment ahead is a snooze. */
function mayTellAgain(toldAt: string | undefined, now: Date): boolean {
  return toldAt === undefined || now.getTime() - new Date(toldAt).getTime() >= AGAIN_MS;
}

/** The last words between the two, else the day she met them; null: none known. */
export function lastTouch({ touches }: State, { id, metAt }: Contact): Date | null {
  const met = metAt === null ? Number.NaN : new Date(metAt).getTime();
  const at = Math.max(
    touches[id] === undefined ? 0 : new Date(touches[id]).getTime(),
    Number.isNaN(met) ? 0 : met,
  );
  return at === 0 ? null : new Date(at);
}

/** Mails that bear words of hers move the clock when they have left; what was worded by rule moves nothing. */
export function noteOwnWords(state: Draft): void {
  for (const mail of Object.values(state.outbox)) {
    if (mail.contactId === null || mail.status !== "sent" || mail.sentAt === null) continue;
    if (!["thanks", "congratulation", "share"].includes(mail.kind)) continue;
    advance(state.touches, mail.contactId, mail.sentAt);
  }
  for (const { note, mailId, contactId } of Object.values(state.passes)) {
    const mail = state.outbox[mailId];
    if (note !== null && mail?.status === "sent" && mail.sentAt !== null)
      advance(state.touches, contactId, mail.sentAt);
  }
}

/** A clock never goes back. */
export function advance(touches: Record<string, string>, contactId: ContactId, at: string): void {
  if ((touches[contactId] ?? "") < at) touches[contactId] = at;
}
