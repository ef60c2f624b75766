/** `remind`, `snooze`, `done`: when she hears of something again, or never. */
import type { Command } from "../command/command.ts";
import type { ContactId } from "../contact/contact.ts";
import { morningAfter } from "../followup/reminder.ts";
import { readWhen } from "../query/when.ts";
import { type Answering, cannotTell, itemsOf, notDone, splitCode } from "./answer.ts";
import { owedUnder, putOwed } from "./owed.ts";
import { contactById, titleOf } from "./present.ts";
import { codesIn, type Passed, passedUnder } from "./silent.ts";
import type { Item, KnownQuery, Owed } from "./state.ts";

const AFTER_DEADLINE = /^(?:the )?(?:day |morning )?after (?:the |its )?deadline$/;

/** `remind 3b fri 9am`, `remind 3 after deadline`, `remind 3d`: a letter then. */
export function obeyRemind(answering: Answering, command: Command): void {
  const codes = codesIn(answering, command);
  if (answering.namelessCodes) return;
  if (codes.length === 0) return remindOfLetter(answering, command);
  for (const code of codes) remindOne(answering, code, command);
}

function remindOne(answering: Answering, code: string, command: Command): void {
  const { mail, desk, now } = answering;
  const thing = thingUnder(answering, code);
  if (thing === null)
    return notDone(answering, command, `there is no ${code} in mail ${answering.letter?.no ?? ""}`);
  const at = momentOf(answering, command, thing.known);
  if (at === null) return;
  const [before] = owedUnder(answering, code).filter(({ closedAt }) => closedAt === null);
  const owed: Owed = {
    ...(before ?? newReminder(`remind:${mail.key}:${code}`, thing, now)),
    dueAt: at.toISOString(),
    toldAt: null,
  };
  const name = thing.contactId === null ? null : (contactById(desk, thing.contactId)?.name ?? null);
  putOwed(answering, code, owed, `the reminder ${name === null ? "" : `about ${name}`}`.trim());
  makeWay(answering, thing.found);
  const closes = thing.known?.closesAt ?? null;
  const isLate = closes !== null && new Date(closes) <= at && new Date(closes) > now;
  answering.done.push({
    code,
    name,
    text: isLate ? "I remind you (after it closes)" : "I remind you",
    at,
    undo: "undo",
  });
}

/** What was snoozed before makes way. */
function makeWay({ step }: Answering, found: Passed | null): void {
  if (found === null) return;
  const pass = step.state.passes[found.pass.id];
  if (pass !== undefined && pass.snoozedUntil !== null)
    step.state.passes[pass.id] = { ...pass, snoozedUntil: null };
}

function newReminder(id: string, { about, contactId, text }: Thing, now: Date): Owed {
  return {
    id,
    kind: "reminder",
    contactId,
    about,
    text,
    saidAt: now.toISOString(),
    dueAt: null,
    toldAt: null,
    closedAt: null,
  };
}

/** Nothing in it is named: it is about the letter, or about her mail itself. */
function remindOfLetter(answering: Answering, command: Command): void {
  const { letter, mail, now } = answering;
  const at = momentOf(answering, command, null);
  if (at === null) return;
  const text = letter?.subject ?? mail.subject ?? "what you wrote to me about";
  const thing = { about: null, contactId: null, text, known: null, found: null };
  const owed = { ...newReminder(`remind:${mail.key}`, thing, now), dueAt: at.toISOString() };
  putOwed(answering, "", owed, "the reminder");
  answering.done.push({ code: null, name: null, text: "I remind you", at, undo: "undo" });
}

interface Thing {
  readonly about: Item | null;
  readonly contactId: ContactId | null;
  readonly text: string;
  readonly known: KnownQuery | null;
  readonly found: Passed | null;
}

function thingUnder(answering: Answering, code: string): Thing | null {
  const { step, letter } = answering;
  const { state } = step;
  const { number, person } = splitCode(code);
  const item = itemsOf(state, letter).get(number);
  const found = passedUnder(answering, code);
  if (item === undefined) return null;
  if (found !== null) {
    const { known, contact, mail } = found;
    return {
      about: { kind: "mail", mailId: mail.id },
      contactId: contact.id,
      text: titleOf(known),
      known,
      found,
    };
  }
  if (item.kind === "query") {
    const known = state.queries[item.queryId];
    if (known === undefined || (person !== null && item.people[person] === undefined)) return null;
    const contactId = person === null ? null : (item.people[person] ?? null);
    return { about: item, contactId, text: titleOf(known), known, found: null };
  }
  if (item.kind === "owed") {
    const owed = state.owed[item.owedId];
    return owed === undefined ? null : { ...owed, known: null, found: null };
  }
  if (item.kind === "contact")
    return { about: null, contactId: item.contactId, text: "writing again", known: null, found: null };
  return { about: null, contactId: null, text: letter?.subject ?? "this", known: null, found: null };
}

/** The moment her words name; told when there is none. */
function momentOf(answering: Answering, command: Command, known: KnownQuery | null): Date | null {
  const { desk, now } = answering;
  const words = (command.when ?? "").toLowerCase().trim();
  if (AFTER_DEADLINE.test(words)) {
    if (known?.closesAt != null) {
      const closes = new Date(known.closesAt);
      return morningAfter(closes > now ? closes : now, desk.owner.zone);
    }
    notDone(answering, command, known === null ? "it names no query" : "it has no deadline; name a day");
    return null;
  }
  const at = readWhen(words, now, desk.owner.zone);
  if (at !== null && at > now) return at;
  cannotTell(answering, command);
  return null;
}

/** `done 1`: no reminder and no nudge any more; what she owed is kept. */
export function obeyDone(answering: Answering, command: Command): void {
  for (const code of codesIn(answering, command)) {
    const owed = owedUnder(answering, code).filter(({ closedAt }) => closedAt === null);
    const found = passedUnder(answering, code);
    for (const each of owed) closeOwed(answering, code, each, found === null);
    if (found !== null) letRest(answering, code, found);
    else if (owed.length === 0 && !wroteHerself(answering, code))
      notDone(answering, command, `nothing was passed on under ${code}`);
  }
}

function closeOwed(answering: Answering, code: string, owed: Owed, isTold: boolean): void {
  const { desk, now } = answering;
  const name = owed.contactId === null ? null : (contactById(desk, owed.contactId)?.name ?? null);
  putOwed(answering, code, { ...owed, closedAt: now.toISOString() }, name ?? owed.text);
  const text = owed.kind === "promise" ? "kept" : "done, I don't remind you";
  if (isTold) answering.done.push({ code, name, text, at: null, undo: "undo" });
  if (owed.contactId !== null && owed.kind !== "reminder") touch(answering, code, owed.contactId);
}

function letRest(answering: Answering, code: string, found: Passed): void {
  const { step, done, now } = answering;
  noteRest(answering, code, found);
  step.state.passes[found.pass.id] = { ...found.pass, closedAt: now.toISOString(), heldUntil: null };
  const text = "left in peace, I don't remind you";
  done.push({ code, name: found.contact.name, text, at: null, undo: "undo" });
}

/** `done 3` at somebody who went quiet: she wrote to them by another way. */
function wroteHerself(answering: Answering, code: string): boolean {
  const { step, desk, letter } = answering;
  const item = itemsOf(step.state, letter).get(splitCode(code).number);
  if (item?.kind !== "contact") return false;
  touch(answering, code, item.contactId);
  const name = contactById(desk, item.contactId)?.name ?? null;
  answering.done.push({ code, name, text: "good; their clock starts anew", at: null, undo: "undo" });
  return true;
}

function touch({ step, did, desk, now }: Answering, code: string, contactId: ContactId): void {
  const before = step.state.touches[contactId] ?? null;
  const name = contactById(desk, contactId)?.name ?? contactId;
  did.push({ kind: "table", code, table: "touches", key: contactId, before, about: `the clock of ${name}` });
  step.state.touches[contactId] = now.toISOString();
}

/** `snooze 1 1d`: it comes again then, also after a `done`. */
export function obeySnooze(answering: Answering, command: Command): void {
  const { desk, now } = answering;
  const until = readWhen(command.when ?? "1d", now, desk.owner.zone);
  if (until === null || until <= now) return cannotTell(answering, command);
  for (const code of codesIn(answering, command)) {
    const found = passedUnder(answering, code);
    if (owedUnder(answering, code).length > 0 || found === null) snoozeOther(answering, code, command, until);
    else snoozePass(answering, { code, found, command, until });
  }
}

/** A query she has not decided on, or something she owes: as a reminder of hers. */
function snoozeOther(answering: Answering, code: string, command: Command, until: Date): void {
  const { step, desk, letter } = answering;
  const item = itemsOf(step.state, letter).get(splitCode(code).number);
  if (item?.kind === "contact") {
    const { contactId } = item;
    const before = step.state.quietTold[contactId] ?? null;
    const name = contactById(desk, contactId)?.name ?? null;
    answering.did.push({
      kind: "table",
      code,
      table: "quietTold",
      key: contactId,
      before,
      about: name ?? code,
    });
    step.state.quietTold[contactId] = until.toISOString();
    answering.done.push({ code, name, text: "I say nothing of it until", at: until, undo: "undo" });
    return;
  }
  if (item?.kind === "mail" && owedUnder(answering, code).length === 0)
    return notDone(answering, command, `nothing was passed on under ${code}`);
  remindOne(answering, code, { ...command, when: command.when ?? "1d" });
}

interface Snoozing {
  readonly code: string;
  readonly found: Passed;
  readonly command: Command;
  readonly until: Date;
}

function snoozePass(answering: Answering, { code, found, command, until }: Snoozing): void {
  const { pass, known, contact } = found;
  if (pass.answeredAt !== null) return notDone(answering, command, `${contact.name} has answered already`);
  if (known.closesAt !== null && until >= new Date(known.closesAt))
    return notDone(answering, command, "that is after its deadline");
  noteRest(answering, code, found);
  answering.step.state.passes[pass.id] = { ...pass, snoozedUntil: until.toISOString(), closedAt: null };
  answering.done.push({ code, name: contact.name, text: "I ask you again", at: until, undo: "undo" });
}

function noteRest({ did }: Answering, code: string, { pass, contact }: Passed): void {
  const { id, closedAt, snoozedUntil, heldUntil = null } = pass;
  did.push({
    kind: "rest",
    code,
    passId: id,
    before: { closedAt, snoozedUntil, heldUntil },
    about: contact.name,
  });
}
