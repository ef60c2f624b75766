/** A silent contact: one reminder to her with the nudge ready, or, announced, the one nudge by itself (DESIGN 7). */
import type { Command } from "../command/command.ts";
import type { Contact } from "../contact/contact.ts";
import { nextBusinessHour } from "../followup/business.ts";
import { reminderAt, USEFUL_NOTICE_MS } from "../followup/reminder.ts";
import { passOf } from "./about-mail.ts";
import { type Answering, itemsOf, notDone, splitCode } from "./answer.ts";
import { isAway } from "./away.ts";
import { type Desk, letterHead, type Step, wordingFor, writeLetter } from "./desk.ts";
import { leavingAt } from "./hours.ts";
import { isOpen } from "./intake.ts";
import { barOnNudge, decideNudge, NUDGES, nudgesOf, nudgeView } from "./nudge.ts";
import { barOn } from "./policy.ts";
import { contactById, deadlineOf, passId, titleOf } from "./present.ts";
import type { Item, KnownQuery, Outgoing, Pass, State } from "./state.ts";
import { oneContact } from "./whom.ts";

/** A pass with all that belongs to it; null when something of it is gone. */
export interface Passed {
  readonly pass: Pass;
  readonly mail: Outgoing;
  readonly known: KnownQuery;
  readonly contact: Contact;
}

export function passed(state: State, desk: Desk, pass: Pass): Passed | null {
  const mail = state.outbox[pass.mailId];
  const known = state.queries[pass.queryId];
  const contact = contactById(desk, pass.contactId);
  return mail === undefined || known === undefined || contact === null
    ? null
    : { pass, mail, known, contact };
}

/** When she is reminded of it, or it is nudged by itself; null: never, or not any more. */
export function remindsAt(state: State, desk: Desk, found: Passed): Date | null {
  const at = ownTime(state, desk, found);
  return at === null || barOn(state, desk, found.contact, found.known) !== null ? null : at;
}

function ownTime(state: State, desk: Desk, { pass, mail, known, contact }: Passed): Date | null {
  if (pass.closedAt !== null) return null;
  if (pass.heldUntil != null) return new Date(pass.heldUntil);
  if (pass.answeredAt !== null) return null;
  if (pass.snoozedUntil !== null) return new Date(pass.snoozedUntil);
  if (pass.remindedAt !== null || !["held", "waiting", "sent"].includes(mail.status)) return null;
  if (hasReminderOfHers(state, pass)) return null;
  return reminderAt({
    sentAt: new Date(mail.sentAt ?? mail.leavesAt),
    closesAt: known.closesAt === null ? null : new Date(known.closesAt),
    zone: contact.timezone ?? desk.owner.zone,
    returnsOn: state.absent[contact.id] ?? null,
  });
}

/** `remind 3b fri 9am` stands in the place of the rule. */
function hasReminderOfHers({ owed }: State, { mailId }: Pass): boolean {
  return Object.values(owed).some(
    ({ about, closedAt, toldAt }) =>
      about?.kind === "mail" && about.mailId === mailId && closedAt === null && toldAt === null,
  );
}

/** When the one announced nudge leaves by itself, in hours the contact may get mail; null: it does not. */
export function nudgesAt(state: State, desk: Desk, found: Passed): Date | null {
  if (!isLeftToUs(state, desk, found.pass)) return null;
  const at = remindsAt(state, desk, found);
  return at === null ? null : leavingAt(at, found.contact, found.known, { ...desk, holdMs: 0 }).at;
}

/** Announced follow-ups are for the first silence; what she moved by a word of hers she is asked about. */
function isLeftToUs(state: State, { followUp }: Desk, pass: Pass): boolean {
  const isUntouched = pass.snoozedUntil === null && pass.heldUntil == null && pass.remindedAt === null;
  return followUp === "announced" && isUntouched && nudgesOf(state, pass).length === 0;
}

/** One reminder, or one announced nudge, for each silent contact whose time has come. */
export function followUp(step: Step, desk: Desk, now: Date): void {
  if (isAway(step.state, now)) return;
  for (const pass of Object.values(step.state.passes)) {
    if (isSettled(step.state, pass, now)) continue;
    const found = passed(step.state, desk, pass);
    if (found === null || found.mail.status !== "sent" || !isOpen(found.known, now)) continue;
    const due = remindsAt(step.state, desk, found);
    if (due === null || due > now || isUseless(found, now)) continue;
    if (isLeftToUs(step.state, desk, pass)) nudgeByItself(step, desk, found, now);
    else if (pass.heldUntil != null) remindOfPromise(step, desk, found, now);
    else writeReminder(step, desk, found, now);
  }
}

/** What most passes are told by at a glance: answered, reminded of, or not silent for half the time yet. */
function isSettled({ queries }: State, pass: Pass, now: Date): boolean {
  if (pass.closedAt !== null) return true;
  if (pass.heldUntil != null || pass.snoozedUntil !== null) return false;
  const closesAt = queries[pass.queryId]?.closesAt ?? null;
  const half =
    closesAt === null ? null : (new Date(pass.decidedAt).getTime() + new Date(closesAt).getTime()) / 2;
  return pass.answeredAt !== null || pass.remindedAt !== null || (half !== null && half > now.getTime());
}

/** The program slept past its hour and too little time is left; what she asked for herself comes all the same. */
function isUseless({ pass, known }: Passed, now: Date): boolean {
  return pass.snoozedUntil === null && pass.heldUntil == null && isTooLate({ known }, now);
}

function nudgeByItself(step: Step, desk: Desk, found: Passed, now: Date): void {
  const { pass, contact } = found;
  // Its hour was told; a night asleep must not bring it at another that suits nobody.
  const next = nextBusinessHour(now, contact.timezone ?? desk.owner.zone);
  if (next > now && !isTooLate(found, next)) return;
  step.state.passes[pass.id] = { ...pass, remindedAt: now.toISOString() };
  if (barOnNudge(step.state, desk, found, now) !== null) return;
  decideNudge(step, desk, found, { note: null, now, holdMs: 0 });
  step.because.push({ what: "nudge", because: "announced, and silent for half the time" });
}

/** Whether a mail at that hour leaves no time to act on it. */
function isTooLate({ known }: Pick<Passed, "known">, at: Date): boolean {
  return known.closesAt !== null && new Date(known.closesAt).getTime() - at.getTime() < USEFUL_NOTICE_MS;
}

function writeReminder(step: Step, desk: Desk, found: Passed, now: Date): void {
  const { pass, mail, known, contact } = found;
  const key = `remind:${pass.id}:${pass.snoozedUntil ?? "1"}`;
  const nudges = nudgesOf(step.state, pass).length;
  step.state.passes[pass.id] = { ...pass, remindedAt: now.toISOString(), snoozedUntil: null };
  const view = {
    ...letterHead(step, desk, key, now),
    kind: "silent" as const,
    item: {
      number: "1",
      name: contact.name,
      title: titleOf(known),
      outlet: known.query.outlet,
      sentAt: new Date(mail.sentAt ?? mail.leavesAt),
      deadline: deadlineOf(known),
      remindAt: null,
      place: contact.regions[0] ?? null,
      zone: contact.timezone,
    },
    nudge: nudges >= NUDGES ? null : desk.wordNudge(nudgeView(desk, found, null, now), wordingFor(contact)),
    nudgesSent: nudges,
  };
  const items: Record<string, Item> = { "1": { kind: "mail", mailId: mail.id } };
  writeLetter(step, desk, "reminder", view, { key, now, inReplyTo: null, items });
  step.because.push({ what: "remind", because: "the contact has been silent for half the time" });
}

/** They named a day for writing again, she held until then, and nothing came. */
function remindOfPromise(step: Step, desk: Desk, found: Passed, now: Date): void {
  const { pass, mail, known, contact } = found;
  const key = `remind:${pass.id}:${pass.heldUntil}`;
  step.state.passes[pass.id] = { ...pass, remindedAt: now.toISOString(), heldUntil: null };
  const canNudge = barOnNudge(step.state, desk, found, now) === null;
  const outlet = known.query.outlet;
  const view = {
    ...letterHead(step, desk, key, now),
    kind: "owed" as const,
    number: "1",
    name: contact.name,
    place: contact.regions[0] ?? null,
    reason: "was to write by today",
    text: `${contact.name} wrote "${pass.answer ?? ""}", and nothing came since.`,
    card: [`${titleOf(known)}${outlet === null ? "" : ` (${outlet})`}`],
    answers: [
      ...(canNudge ? [{ type: "nudge 1", label: null, does: "asks, in the same thread" }] : []),
      { type: "snooze 1 1d", label: null, does: "ask me again tomorrow" },
      { type: "done 1", label: null, does: "let it rest" },
    ],
  };
  const items: Record<string, Item> = { "1": { kind: "mail", mailId: mail.id } };
  writeLetter(step, desk, "reminder", view, { key, now, inReplyTo: null, items });
  step.because.push({ what: "remind", because: "the day they named is over" });
}

export interface PassedUnder {
  readonly code: string;
  readonly found: Passed;
}

/** What her codes mean here: a mail that was passed on, by its own number or by query and person. */
export function passesOf(answering: Answering, command: Command): readonly PassedUnder[] {
  return codesIn(answering, command).flatMap((code) => {
    const found = everyoneUnder(answering, code);
    if (found.length > 0) return found;
    notDone(answering, command, `nothing was passed on under ${code}`);
    return [];
  });
}

/** `1` is everyone under 1 it was passed on to. */
function everyoneUnder(answering: Answering, code: string): readonly PassedUnder[] {
  const { number, person } = splitCode(code);
  const item = itemsOf(answering.step.state, answering.letter).get(number);
  const codes =
    item?.kind === "query" && person === null
      ? Object.keys(item.people).map((each) => number + each)
      : [code];
  return codes.flatMap((each) => {
    const found = passedUnder(answering, each);
    return found === null ? [] : [{ code: each, found }];
  });
}

/** The codes she names, or those under which the people she names were passed something on. */
export function codesIn(answering: Answering, command: Command): readonly string[] {
  const { step, letter } = answering;
  const { items: named, contacts } = command;
  if (letter === null) {
    answering.namelessCodes = named.length + contacts.length > 0;
    return [];
  }
  if (contacts.length > 0) return codesOfPeople(answering, command);
  return typeof named === "string" ? [...itemsOf(step.state, letter).keys()] : named;
}

function codesOfPeople(answering: Answering, command: Command): readonly string[] {
  const { step, letter } = answering;
  const codes = [...itemsOf(step.state, letter)].flatMap(([number, item]) =>
    item.kind === "query" ? Object.keys(item.people).map((person) => number + person) : [number],
  );
  return command.contacts
    .flatMap((words) => oneContact(answering, words, command))
    .flatMap(({ id, name }) => {
      const theirs = codes.filter((code) => passedUnder(answering, code)?.contact.id === id);
      if (theirs.length === 1) return theirs;
      const why = `${name} has ${theirs.length === 0 ? "nothing" : "several things"} in mail ${letter?.no ?? ""}`;
      notDone(answering, command, why);
      return [];
    });
}

export function passedUnder({ step, desk, letter }: Answering, code: string): Passed | null {
  const { state } = step;
  const { number, person } = splitCode(code);
  const pass = passUnder(state, itemsOf(state, letter).get(number) ?? null, person);
  return pass === null ? null : passed(state, desk, pass);
}

export function passUnder(state: State, item: Item | null, person: string | null): Pass | null {
  if (item?.kind === "owed") return passUnder(state, state.owed[item.owedId]?.about ?? null, person);
  if (item?.kind === "mail") return passOf(state, item.mailId);
  if (item?.kind !== "query") return null;
  const known = state.queries[item.queryId];
  const contactId = person === null ? Object.values(item.people)[0] : item.people[person];
  if (known === undefined || contactId === undefined) return null;
  return state.passes[passId(known, contactId)] ?? null;
}
