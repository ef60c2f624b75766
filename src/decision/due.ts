/** What time alone brings: holds that end, mails that come too late, records that may go. */
import type { Contact } from "../contact/contact.ts";
import { DAY_MS, dayOf } from "../time.ts";
import { nameOf, queryOf } from "./about-mail.ts";
import { tellBreaker } from "./ceilings.ts";
import { tellContactsTrouble } from "./contacts-trouble.ts";
import { type Desk, letterHead, type Outcome, type Step, writeLetter } from "./desk.ts";
import { digestWhenDue, nextDigestAt } from "./digest.ts";
import { dropOvertaken } from "./edits.ts";
import { proposeWhenDue, writeUrgent } from "./gather.ts";
import { givenOf } from "./given.ts";
import { type Leaving, leavingAt } from "./hours.ts";
import { leavesStateAt } from "./intake.ts";
import { isTooOld } from "./obey.ts";
import { tellOwed } from "./owed.ts";
import { isPersonal } from "./personal.ts";
import { judge } from "./policy.ts";
import { contactById, titleOf } from "./present.ts";
import { proposeBacklog } from "./propose.ts";
import { noteOwnWords } from "./reasons.ts";
import { tellFailed } from "./refused.ts";
import { followUp } from "./silent.ts";
import { type Draft, draft, type Outgoing, type State } from "./state.ts";
import { isOver, isYetToLeave } from "./status.ts";
import { stepped } from "./step.ts";
import { setRight } from "./wrong-clock.ts";

const KEYS_MS = 180 * DAY_MS;
const LETTERS_MS = 90 * DAY_MS;
/** What was given may be in print a year later. */
const GIVEN_MS = 400 * DAY_MS;
/** Mails that are done stay this long, for answers and bounces to find them. */
const DONE_MS = 60 * DAY_MS;

/** Before anything leaves: holds end, what is too late or out of hours does not go. */
export function beforeLeaving(state: State, desk: Desk, now: Date): Outcome {
  return stepped(state, desk, (step, desk) => {
    setRight(step, now);
    endHolds(step, desk, now);
    expire(step, desk, now);
    postpone(step, desk, now);
  });
}

/** What she is to hear by now, once what was due has left. Not while mails are still waiting to be read. */
export function lettersDue(state: State, desk: Desk, now: Date): Outcome {
  return stepped(state, desk, (step, desk) => {
    dropOvertaken(step, desk);
    tellContactsTrouble(step, desk, now);
    tellBreaker(step, desk, now);
    tellFailed(step, desk, now);
    proposeBacklog(step, desk, now);
    writeUrgent(step, desk, () => nextDigestAt(step.state, desk, now), now);
    proposeWhenDue(step, desk, now);
    noteOwnWords(step.state);
    followUp(step, desk, now);
    tellOwed(step, desk, now);
    digestWhenDue(step, desk, now);
  });
}

/** The hold is over; what waits for the morning says so. */
function endHolds(step: Step, desk: Desk, now: Date): void {
  for (const mail of Object.values(step.state.outbox)) {
    if (mail.status !== "held" || new Date(mail.createdAt).getTime() + desk.holdMs > now.getTime()) continue;
    step.state.outbox[mail.id] = { ...mail, status: "waiting" };
  }
}

/** A mail to a contact that could not leave in its hour (an outage, a night asleep) waits for the next good one. */
function postpone(step: Step, desk: Desk, now: Date): void {
  for (const mail of leavingNow(step.state, now)) {
    const contact = mail.contactId === null ? null : contactById(desk, mail.contactId);
    const next = contact === null ? null : goodHour(step.state, desk, { mail, contact, now });
    if (next === null || next.at <= now) continue;
    step.state.outbox[mail.id] = { ...mail, leavesAt: next.at.toISOString(), why: next.why };
    step.because.push({ what: "postpone", because: "its hour passed, and it is quiet there now" });
  }
}

interface Late {
  readonly mail: Outgoing;
  readonly contact: Contact;
  readonly now: Date;
}

/** Null: it goes at any hour, as a receipt does. */
function goodHour(state: State, desk: Desk, { mail, contact, now }: Late): Leaving | null {
  const known = queryOf(state, mail);
  if (known !== null) return judge(state, desk, { contact, known, now, holdMs: 0 }).leaves;
  if (!isPersonal(mail.kind)) return null;
  return leavingAt(now, contact, { closesAt: mail.expiresAt }, { ...desk, holdMs: 0 });
}

/** A forward whose deadline passed before it could leave does not leave; she is told. */
function expire(step: Step, desk: Desk, now: Date): void {
  const late = Object.values(step.state.outbox).filter(
    (mail) => mail.expiresAt !== null && new Date(mail.expiresAt) <= now && isYetToLeave(mail.status),
  );
  const [first] = late;
  if (first === undefined) return;
  for (const mail of late) step.state.outbox[mail.id] = { ...mail, status: "expired" };
  const key = `expired:${first.id}:${first.expiresAt ?? ""}`;
  const lines = late.map((mail) => {
    const known = queryOf(step.state, mail);
    return `${nameOf(desk, mail)}${known === null ? "" : `: ${titleOf(known)}`}`;
  });
  const one = late.length === 1;
  const view = {
    ...letterHead(step, desk, key, now),
    subject: one ? `Too late for ${nameOf(desk, first)}` : `Too late for ${late.length} of your forwards`,
    news: one
      ? "One of your forwards did not leave: the deadline passed first."
      : `${late.length} of your forwards did not leave: the deadlines passed first.`,
    paragraphs: [
      ...lines,
      "Nothing went out. If it is still worth a try, answer the proposal it came from with the same number, and I ask once more.",
    ],
    evidence: [],
    answers: [],
  };
  writeLetter(step, desk, "notice", view, { key, now, inReplyTo: null });
  step.because.push({ what: "expire", because: "the deadline passed before it could leave" });
}

/** Mails whose hour has come, letters to her first, then by hour; of one minute as she would read them. */
export function leavingNow(state: State, now: Date): readonly Outgoing[] {
  if (state.rest !== null && new Date(state.rest.until) > now) return [];
  return Object.values(state.outbox)
    .filter(
      (mail) => (mail.status === "waiting" || mail.status === "retry") && new Date(mail.leavesAt) <= now,
    )
    .toSorted(
      (a, b) =>
        Number(b.toOwner) - Number(a.toOwner) ||
        a.leavesAt.localeCompare(b.leavesAt) ||
        placeOf(state, a) - placeOf(state, b) ||
        a.id.localeCompare(b.id),
    );
}

/** What answers a mail of hers; letters that come by themselves in the same minute are read after it. */
const ANSWERS: ReadonlySet<string> = new Set(["transcript", "proposal", "more", "why", "pending", "help"]);
/** More letters than are ever written. */
const LETTERS = 1e9;

/** In the order they are to be read: the answer first, then as they are numbered. */
function placeOf({ letters }: State, { id, kind }: Outgoing): number {
  return (letters[id]?.no ?? 0) + (ANSWERS.has(kind) ? 0 : LETTERS);
}

/** The earliest instant at which time alone brings something; null: nothing is due. */
export function nextDueAt(state: State, holdMs: number): Date | null {
  const instants = Object.values(state.outbox).flatMap((mail) => {
    if (mail.status === "held")
      return [Math.min(new Date(mail.createdAt).getTime() + holdMs, new Date(mail.leavesAt).getTime())];
    if (mail.status === "waiting" || mail.status === "retry") return [new Date(mail.leavesAt).getTime()];
    return [];
  });
  const rest = state.rest === null ? 0 : new Date(state.rest.until).getTime();
  return instants.length === 0 ? null : new Date(Math.max(rest, Math.min(...instants)));
}

export interface Swept {
  readonly state: State;
  readonly archived: readonly { readonly id: string; readonly month: string; readonly record: unknown }[];
  /** Mails whose bytes may go. */
  readonly mailIds: readonly string[];
}

/** Takes out of State what is closed for good; it lives on in the archive of its month. Null: nothing to do. */
export function sweep(state: State, now: Date): Swept | null {
  const next = draft(state);
  const archived: { id: string; month: string; record: unknown }[] = [];
  const mailIds: string[] = [];
  const away = (table: Record<string, unknown>, id: string, at: string) => {
    archived.push({ id, month: at.slice(0, 7), record: table[id] });
    delete table[id];
  };
  for (const known of Object.values(state.queries)) {
    if (leavesStateAt(known) > now || isStillOwed(state, known.id)) continue;
    for (const identity of known.identities) delete next.identities[identity];
    away(next.queries, known.id, known.arrivedAt);
  }
  for (const pass of Object.values(state.passes)) {
    if (next.queries[pass.queryId] !== undefined) continue;
    const given = givenOf(state, pass);
    if (given !== null) next.given[pass.id] = given;
    away(next.passes, pass.id, pass.decidedAt);
  }
  for (const mail of Object.values(state.outbox)) {
    if (!isOver(mail.status) || now.getTime() - new Date(mail.createdAt).getTime() < DONE_MS) continue;
    away(next.outbox, mail.id, mail.createdAt);
    mailIds.push(mail.id);
  }
  for (const letter of Object.values(state.letters))
    if (now.getTime() - new Date(letter.at).getTime() > LETTERS_MS) away(next.letters, letter.id, letter.at);
  for (const waiting of Object.values(state.unproven))
    if (isTooOld(waiting, now)) delete next.unproven[waiting.mailKey];
  sweepOwed(next, now, away);
  const oldest = dayOf(new Date(now.getTime() - KEYS_MS), "UTC");
  for (const [key, day] of Object.entries(state.keys)) if (day < oldest) away(next.keys, key, day);
  for (const [mark, day] of Object.entries(state.marks)) if (day < oldest) delete next.marks[mark];
  return archived.length === 0 ? null : { state: next, archived, mailIds };
}

/** What is told, done or long in print lives on in the archive. */
function sweepOwed(
  { given, owed, saved, absent, quietTold }: Draft,
  now: Date,
  away: (table: Record<string, unknown>, id: string, at: string) => void,
): void {
  const before = (ms: number) => new Date(now.getTime() - ms).toISOString();
  for (const { id, sentAt } of Object.values(given)) if (sentAt < before(GIVEN_MS)) away(given, id, sentAt);
  for (const { id, closedAt, toldAt, kind, saidAt } of Object.values(owed)) {
    const over = closedAt ?? (kind === "reminder" ? toldAt : null);
    if (over !== null && over < before(LETTERS_MS)) away(owed, id, saidAt);
  }
  for (const { id, savedAt } of Object.values(saved))
    if (savedAt < before(GIVEN_MS)) away(saved, id, savedAt);
  for (const [id, day] of Object.entries(absent)) if (day < before(DONE_MS).slice(0, 10)) delete absent[id];
  for (const [id, at] of Object.entries(quietTold)) if (at < before(LETTERS_MS)) delete quietTold[id];
}

function isStillOwed(state: State, queryId: string): boolean {
  return Object.values(state.passes).some(
    (pass) => pass.queryId === queryId && !isOver(state.outbox[pass.mailId]?.status ?? "sent"),
  );
}
