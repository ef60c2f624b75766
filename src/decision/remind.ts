/** A silent contact: one reminder to her, with the nudge ready (letter 5); and her words about it. */
import type { Command } from "../command/command.ts";
import type { Contact } from "../contact/contact.ts";
import { reminderAt, USEFUL_NOTICE_MS } from "../followup/reminder.ts";
import { readWhen } from "../query/when.ts";
import { DAY_MS } from "../time.ts";
import { type Answering, itemsOf, splitCode } from "./answer.ts";
import {
  contactHead,
  type Desk,
  letterHead,
  messageIdOf,
  outgoing,
  type Step,
  wordingFor,
  writeLetter,
} from "./desk.ts";
import { fromOf, replyToOf } from "./forward.ts";
import { isOpen } from "./intake.ts";
import { isAway } from "./lists.ts";
import { against, type Bar, judge } from "./policy.ts";
import { contactById, deadlineOf, passId, titleOf } from "./present.ts";
import { type Item, type KnownQuery, mailIdOf, type Outgoing, type Pass, type State } from "./state.ts";
import type { NudgeView } from "./views.ts";

/** Nudges a forward may have. */
const NUDGES = 2;

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

/** When she is reminded of it; null: never, or not any more. */
export function remindsAt(state: State, desk: Desk, { pass, mail, known, contact }: Passed): Date | null {
  if (judge(state, desk, { contact, known, now: new Date(mail.leavesAt) }).barred !== null) return null;
  if (pass.answeredAt !== null || pass.closedAt !== null) return null;
  if (pass.snoozedUntil !== null) return new Date(pass.snoozedUntil);
  if (pass.remindedAt !== null || !["held", "waiting", "sent"].includes(mail.status)) return null;
  return reminderAt({
    sentAt: new Date(mail.sentAt ?? mail.leavesAt),
    closesAt: known.closesAt === null ? null : new Date(known.closesAt),
    zone: contact.timezone ?? desk.owner.zone,
  });
}

/** One reminder for each silent contact whose time has come. */
export function remind(step: Step, desk: Desk, now: Date): void {
  if (isAway(step.state, now)) return;
  for (const pass of Object.values(step.state.passes)) {
    const found = passed(step.state as State, desk, pass);
    if (found === null || found.mail.status !== "sent" || !isOpen(found.known, now)) continue;
    const due = remindsAt(step.state as State, desk, found);
    if (due !== null && due <= now && !isUseless(found, now)) writeReminder(step, desk, found, now);
  }
}

/** The program slept past its hour and too little time is left; what she asked for herself comes all the same. */
function isUseless({ pass, known }: Passed, now: Date): boolean {
  return (
    pass.snoozedUntil === null &&
    known.closesAt !== null &&
    new Date(known.closesAt).getTime() - now.getTime() < USEFUL_NOTICE_MS
  );
}

function writeReminder(step: Step, desk: Desk, { pass, mail, known, contact }: Passed, now: Date): void {
  const key = `remind:${pass.id}:${pass.snoozedUntil ?? "1"}`;
  const nudges = nudgesOf(step.state as State, pass).length;
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
    nudge:
      nudges >= NUDGES
        ? null
        : desk.wordNudge(nudgeView(desk, { pass, mail, known, contact }, null, now), wordingFor(contact)),
    nudgesSent: nudges,
  };
  writeLetter(step, desk, "reminder", view, {
    key,
    now,
    inReplyTo: null,
    items: { "1": { kind: "mail", mailId: mail.id } },
  });
  step.because.push({ what: "remind", because: "the contact has been silent for half the time" });
}

/** `done 1`: no reminder any more. */
export function obeyDone(answering: Answering, command: Command): void {
  for (const { code, found } of passesOf(answering, command)) {
    noteRest(answering, code, found);
    answering.step.state.passes[found.pass.id] = { ...found.pass, closedAt: answering.now.toISOString() };
    answering.done.push({
      code,
      name: found.contact.name,
      text: "left in peace, I don't remind you",
      at: null,
      undo: "undo",
    });
  }
}

/** `snooze 1 1d`: the reminder comes again then, also after a `done`. */
export function obeySnooze(answering: Answering, command: Command): void {
  const { step, desk, now } = answering;
  const until = readWhen(command.when ?? "1d", now, desk.owner.zone);
  if (until === null || until <= now)
    return notDone(answering, command, `I cannot tell when "${command.when ?? ""}" is`);
  for (const { code, found } of passesOf(answering, command)) {
    const { pass, known, contact } = found;
    if (pass.answeredAt !== null) notDone(answering, command, `${contact.name} has answered already`);
    else if (known.closesAt !== null && until >= new Date(known.closesAt))
      notDone(answering, command, "that is after its deadline");
    else {
      noteRest(answering, code, found);
      step.state.passes[pass.id] = { ...pass, snoozedUntil: until.toISOString(), closedAt: null };
      answering.done.push({ code, name: contact.name, text: "I ask you again", at: until, undo: "undo" });
    }
  }
}

function noteRest({ did }: Answering, code: string, { pass, contact }: Passed): void {
  const { id: passId, closedAt, snoozedUntil } = pass;
  did.push({ kind: "rest", code, passId, before: { closedAt, snoozedUntil }, about: contact.name });
}

function notDone({ didYouMean }: Answering, { line }: Command, why: string): void {
  didYouMean.push({ line, suggestion: null, why });
}

/** `nudge 1`, `nudge 1: your words`: a short follow-up in the same thread, two at most. */
export function obeyNudge(answering: Answering, command: Command): void {
  const { step, desk, now } = answering;
  for (const { code, found } of passesOf(answering, command)) {
    const { contact, pass, mail, known } = found;
    const last = lastNudge(step.state as State, pass);
    if (last?.sentAt != null && now.getTime() - new Date(last.sentAt).getTime() < DAY_MS) {
      answering.alreadySent.push({ code, name: contact.name, sentAt: new Date(last.sentAt) });
      continue;
    }
    const { leaves: leaving, ...rules } = judge(step.state as State, desk, { contact, known, now });
    const bar =
      against({ ...rules, leaves: leaving }, "named") ?? whyNoNudge(step.state as State, found, last);
    if (bar !== null) {
      answering.refused.push({ code, name: contact.name, ...bar });
      continue;
    }
    const key = `nudge:${pass.id}:${pass.nudges.length + 1}`;
    const id = mailIdOf(step.state.storeKey, key);
    const messageId = messageIdOf(id, desk);
    step.state.outbox[id] = outgoing({
      id,
      key,
      kind: "nudge",
      toOwner: false,
      from: mail.from,
      to: mail.to,
      contactId: contact.id,
      messageId,
      status: "held",
      createdAt: now.toISOString(),
      leavesAt: leaving.at.toISOString(),
      why: leaving.why,
      expiresAt: isOpen(known, leaving.at) ? known.closesAt : null,
    });
    step.state.passes[pass.id] = { ...pass, nudges: [...pass.nudges, id] };
    step.mails.push({
      name: "nudge",
      view: nudgeView(desk, found, command.note, leaving.at),
      id,
      messageId,
      from: fromOf(desk),
      to: { name: contact.name, address: mail.to },
      replyTo: replyToOf(desk),
      inReplyTo: mail.messageId,
      references: [messageId, mail.messageId],
      autoSubmitted: null,
      at: leaving.at,
      wording: wordingFor(contact),
    });
    answering.did.push({ kind: "send", code, mailId: id });
    answering.willGo.push({
      code,
      name: contact.name,
      place: contact.regions[0] ?? null,
      zone: contact.timezone,
      goesAt: leaving.at,
      note: command.note,
      what: "a nudge",
      remarks: [],
      remindAt: null,
      nudgeAt: null,
    });
  }
}

/** Nudges that went or will go; what was undone does not count. */
function nudgesOf(state: State, pass: Pass): readonly Outgoing[] {
  return pass.nudges
    .flatMap((id) => state.outbox[id] ?? [])
    .filter((mail) => !["cancelled", "expired", "failed"].includes(mail.status));
}

function lastNudge(state: State, pass: Pass): Outgoing | null {
  return nudgesOf(state, pass).at(-1) ?? null;
}

function whyNoNudge(state: State, { pass, mail }: Passed, last: Outgoing | null): Bar | null {
  if (mail.status !== "sent") return { why: "the forward itself has not left", lift: null };
  if (last !== null && last.status !== "sent") return { why: "a nudge is on its way already", lift: null };
  return nudgesOf(state, pass).length >= NUDGES ? { why: "two nudges went already", lift: null } : null;
}

function nudgeView(desk: Desk, { mail, known, contact }: Passed, text: string | null, at: Date): NudgeView {
  return {
    ...contactHead(desk, contact, at),
    subject: mail.subject ?? titleOf(known),
    text,
    title: titleOf(known),
    outlet: known.query.outlet,
    deadline: deadlineOf(known),
  };
}

/** What her codes mean here: a mail that was passed on, by its own number or by query and person. */
function passesOf(
  answering: Answering,
  command: Command,
): readonly { readonly code: string; readonly found: Passed }[] {
  const { step, desk, letter } = answering;
  const items = itemsOf(step.state as State, letter);
  if (letter === null) answering.namelessCodes = true;
  const codes = letter === null ? [] : typeof command.items === "string" ? [...items.keys()] : command.items;
  return codes.flatMap((code) => {
    const { number, person } = splitCode(code);
    const item = items.get(number);
    const pass =
      item?.kind === "mail"
        ? Object.values(step.state.passes).find((each) => each.mailId === item.mailId)
        : passUnder(answering, item, person);
    const found = pass === undefined ? null : passed(step.state as State, desk, pass);
    if (found !== null) return [{ code, found }];
    answering.didYouMean.push({
      line: command.line,
      suggestion: null,
      why: `nothing was passed on under ${code}`,
    });
    return [];
  });
}

function passUnder({ step }: Answering, item: Item | undefined, person: string | null): Pass | undefined {
  if (item?.kind !== "query") return undefined;
  const known = step.state.queries[item.queryId];
  const contactId = person === null ? Object.values(item.people)[0] : item.people[person];
  return known === undefined || contactId === undefined
    ? undefined
    : step.state.passes[passId(known, contactId)];
}
