/** `send` and `skip`, and the yes to a late question: who gets what, and what stands against it. */
import type { Command } from "../command/command.ts";
import type { Contact, ContactId } from "../contact/contact.ts";
import { passOf } from "./about-mail.ts";
import { type Answering, goingTo, isOffered, itemsOf, notDone, notSuggested, splitCode } from "./answer.ts";
import { decideForward } from "./forward.ts";
import { isOpen } from "./intake.ts";
import { keepLesson, noteDeclined } from "./learning.ts";
import { keepLink, STRETCH_RULE } from "./links.ts";
import { against, type Bar, type Judgement, judge, passesInWeek } from "./policy.ts";
import { contactById, deadlineOf, passId } from "./present.ts";
import { answerQuestion } from "./questions.ts";
import { sendShared } from "./share-words.ts";
import { nudgesAt, type Passed, passed, remindsAt } from "./silent.ts";
import type { Item, KnownQuery, Outgoing, Question } from "./state.ts";
import { cameToNothing } from "./status.ts";
import type { WillGo } from "./views.ts";
import { oneContact } from "./whom.ts";

/** One person under one item, as her command names them. */
interface Target {
  readonly code: string;
  readonly known: KnownQuery;
  readonly contact: Contact;
  /** Named herself, not only with the whole item: a rule that holds back is set aside. */
  readonly isNamed: boolean;
}

type QueryItem = Item & { readonly kind: "query" };

export function obeySend(answering: Answering, said: Command): void {
  const command = sendShared(answering, said);
  if (command === null) return;
  if (command.contacts.length > 0) return sendToNamed(answering, command);
  const told = answering.didYouMean.length;
  let met = 0;
  for (const code of codesOf(answering, command)) {
    const question = questionAt(answering, code);
    const targets = question === null ? targetsOf(answering, code, command) : [];
    met += question === null ? targets.length : 1;
    if (question !== null) answerQuestion(answering, question);
    for (const target of targets) sendTo(answering, target, command.note, false);
  }
  if (met === 0 && answering.didYouMean.length === told && !answering.namelessCodes)
    notDone(
      answering,
      command,
      `nobody is left there to send to in mail ${answering.letter?.no ?? ""}${byNameOnly(answering, command)}`,
    );
}

/** Whom `1` left out, though their names would send. */
function byNameOnly(answering: Answering, command: Command): string {
  const items = itemsOf(answering.step.state, answering.letter);
  const codes = codesOf(answering, command).flatMap((code) => {
    const item = items.get(code);
    return item?.kind === "query" ? Object.keys(item.heldBack).map((letter) => `"${code}${letter}"`) : [];
  });
  return codes.length === 0 ? "" : `; ${codes.join(", ")} goes when you name it`;
}

export function obeySkip(answering: Answering, command: Command): void {
  for (const code of codesOf(answering, command)) {
    const question = questionAt(answering, code);
    const targets = question === null ? targetsOf(answering, code, { ...command, verb: "skip" }) : [];
    if (question !== null)
      answering.done.push({ code, name: null, text: "left alone", at: null, undo: null });
    skipTargets(answering, code, targets, typeof command.items !== "string");
  }
}

/** The yes to "closed 40 min ago. Pass it on anyway?". */
export function answerLate(answering: Answering, question: Question & { readonly kind: "late" }): void {
  const known = answering.step.state.queries[question.queryId];
  const contact = contactById(answering.desk, question.contactId);
  if (known === undefined || contact === null) return;
  sendTo(answering, { code: question.code, known, contact, isNamed: true }, question.note, true);
}

/** The question that stands at a code, in the letter itself only: an older one was overtaken. */
function questionAt({ letter }: Answering, code: string): Question | null {
  return letter?.questions[code] ?? (code === "" ? null : bareQuestionFor(letter, code));
}

function bareQuestionFor(letter: Answering["letter"], code: string): Question | null {
  const bare = letter?.questions[""];
  return bare !== undefined && "code" in bare && bare.code === code ? bare : null;
}

/** The codes a command names, ranges and `all` written out, exceptions taken off. */
function codesOf(answering: Answering, command: Command): readonly string[] {
  const items = itemsOf(answering.step.state, answering.letter);
  if (answering.letter === null || items.size === 0) {
    answering.namelessCodes = true;
    return [];
  }
  const codes = typeof command.items === "string" ? queryNumbers(items) : command.items;
  const known = codes.filter(
    (code) => questionAt(answering, code) !== null || isKnown(answering, items, code, command),
  );
  return known.filter((code) => !command.except.includes(code));
}

function queryNumbers(items: ReadonlyMap<string, Item>): readonly string[] {
  return [...items].filter(([, item]) => item.kind === "query").map(([number]) => number);
}

function isKnown(
  answering: Answering,
  items: ReadonlyMap<string, Item>,
  code: string,
  command: Command,
): boolean {
  const { number, person } = splitCode(code);
  const item = items.get(number);
  if (item?.kind === "query" && (person === null || item.people[person] !== undefined)) return true;
  if (item !== undefined && command.contacts.length > 0 && queryBehind(answering, item) !== undefined)
    return true;
  if (item?.kind === "mail") {
    notDone(answering, command, `${code} is a mail, not a query`);
    return false;
  }
  const why = `there is no ${code} in mail ${answering.letter?.no ?? ""}`;
  notDone(answering, command, why);
  return false;
}

/** Whom a code means: one person, or all under an item that nothing holds back and she has not decided on. */
function targetsOf(answering: Answering, code: string, command: Command): readonly Target[] {
  const { number, person } = splitCode(code);
  const item = itemsOf(answering.step.state, answering.letter).get(number);
  const known = item?.kind === "query" ? answering.step.state.queries[item.queryId] : undefined;
  if (item?.kind !== "query" || known === undefined) {
    notDone(answering, command, `${code} is too old, I have let it go`);
    return [];
  }
  const letters = person === null ? wholeItem(answering, item, known, number, command) : [person];
  return letters.flatMap((letter) => {
    const id = item.people[letter];
    const contact = id === undefined ? null : contactById(answering.desk, id);
    return contact === null ? [] : [{ code: `${number}${letter}`, known, contact, isNamed: person !== null }];
  });
}

function wholeItem(
  answering: Answering,
  item: QueryItem,
  known: KnownQuery,
  number: string,
  command: Command,
): readonly string[] {
  const isSkip = command.verb === "skip";
  return Object.entries(item.people)
    .filter(([letter]) => !command.except.includes(`${number}${letter}`))
    .filter(([letter]) => isSkip || item.heldBack[letter] === undefined)
    .filter(([, id]) => isLeftOpen(answering, known, id, isSkip, command))
    .map(([letter]) => letter);
}

/** `skip rest` and a second "send all" leave alone what she decided before; naming it does not. */
function isLeftOpen(
  answering: Answering,
  known: KnownQuery,
  id: ContactId,
  isSkip: boolean,
  command: Command,
): boolean {
  const { state } = answering.step;
  const pass = state.passes[passId(known, id)];
  const status = pass === undefined ? undefined : state.outbox[pass.mailId]?.status;
  const isPassed = status !== undefined && status !== "cancelled";
  if (isSkip) return !isPassed || status === "failed" || status === "expired";
  const isSweeping = typeof command.items === "string";
  return !(isSweeping && isPassed) && !known.skipped.includes(id);
}

function sendToNamed(answering: Answering, command: Command): void {
  const contacts = command.contacts.flatMap((words) => oneContact(answering, words, command));
  for (const code of codesOf(answering, command)) {
    const { number, person } = splitCode(code);
    const item = itemsOf(answering.step.state, answering.letter).get(number);
    const known = item === undefined ? undefined : queryBehind(answering, item);
    if (known === undefined || item === undefined) continue;
    const people = item.kind === "query" ? item.people : {};
    for (const contact of contacts) {
      if (person !== null && people[person] !== contact.id) {
        askWhich(answering, code, command);
        continue;
      }
      const letter = Object.entries(people).find(([, id]) => id === contact.id)?.[0];
      if (letter === undefined && answering.trust !== "full" && !isOffered(answering, command)) {
        notSuggested(answering, code, contact);
        continue;
      }
      sendTo(
        answering,
        { code: letter === undefined ? number : `${number}${letter}`, known, contact, isNamed: true },
        command.note,
        false,
      );
    }
  }
}

/** `1a to raj`, where 1a is somebody else. */
function askWhich({ didYouMean }: Answering, code: string, { line, contacts }: Command): void {
  const { number } = splitCode(code);
  const suggestion = `${number} to ${contacts.join(", ")}`;
  didYouMean.push({ line, suggestion, why: `${code} is somebody else` });
}

/** `7 to raj` under an answer that came back: the query that answer is about. */
function queryBehind({ step }: Answering, item: Item): KnownQuery | undefined {
  if (item.kind === "query") return step.state.queries[item.queryId];
  const mail = item.kind === "mail" ? step.state.outbox[item.mailId] : undefined;
  const pass = mail === undefined ? null : passOf(step.state, mail.id);
  return pass === null ? undefined : step.state.queries[pass.queryId];
}

function sendTo(answering: Answering, target: Target, note: string | null, isLate: boolean): void {
  const { step, desk, now } = answering;
  const { code, known, contact } = target;
  const judgement = judge(step.state, desk, { contact, known, now });
  const bar = against(judgement, "named") ?? sinceHeldBack(judgement, target);
  if (bar !== null) {
    answering.refused.push({ code, name: contact.name, ...bar });
    return;
  }
  const pass = step.state.passes[passId(known, contact.id)];
  const mail = pass === undefined ? undefined : step.state.outbox[pass.mailId];
  if (mail !== undefined && mail.status !== "cancelled" && mail.status !== "expired")
    return tellBefore(answering, target, mail);
  if (!isLate && !isOpen(known, now)) return askLate(answering, target, note);
  const remarks = remarksOn(answering, target);
  const leaving = decideForward(step, desk, { known, contact, note, isLate, now });
  const fresh = step.state.passes[passId(known, contact.id)];
  const found = fresh === undefined ? null : passed(step.state, desk, fresh);
  keepLesson(answering, known, contact.id, "yes");
  const learnt = keepLink(answering, known, contact, { code, said: "yes" });
  answering.did.push({ kind: "send", code, mailId: leaving.mailId });
  const all = [
    ...remarks,
    ...(leaving.why === null || leaving.why === "quiet hours" ? [] : [leaving.why]),
    ...(learnt === null ? [] : [learnt]),
  ];
  const after = followUpOf(answering, found);
  answering.willGo.push(goingTo(contact, { code, goesAt: leaving.at, note, remarks: all, ...after }));
}

/** What comes when they stay silent: a reminder to her, or the announced nudge. */
function followUpOf({ step, desk }: Answering, found: Passed | null): Pick<WillGo, "remindAt" | "nudgeAt"> {
  if (found === null) return { remindAt: null, nudgeAt: null };
  const nudgeAt = nudgesAt(step.state, desk, found);
  return { remindAt: nudgeAt === null ? remindsAt(step.state, desk, found) : null, nudgeAt };
}

/** A pause or bounce of which her letter did not know yet keeps its rule; a cap reached since does not bind her yes. */
function sinceHeldBack({ heldBack }: Judgement, { code, isNamed }: Target): Bar | null {
  return isNamed || heldBack === null || heldBack.startsWith("had ")
    ? null
    : { why: heldBack, lift: `"${code}" sends it all the same` };
}

/** The same answer twice acts once. */
function tellBefore(answering: Answering, { code, contact }: Target, mail: Outgoing): void {
  const { name } = contact;
  const at = new Date(mail.sentAt ?? mail.leavesAt);
  if (mail.status === "sent") answering.alreadySent.push({ code, name, sentAt: at });
  else if (mail.status === "failed")
    answering.refused.push({ code, name, why: "the server refused it before", lift: null });
  else if (mail.status === "unsure")
    answering.refused.push({ code, name, why: "I still cannot tell whether it went before", lift: null });
  else answering.done.push({ code, name, text: "on its way already, leaves", at, undo: `undo ${code}` });
}

function askLate(answering: Answering, { code, known, contact }: Target, note: string | null): void {
  const isFirst = answering.asked[""] === undefined;
  const question: Question = { kind: "late", queryId: known.id, contactId: contact.id, note, code };
  answering.asked[isFirst ? "" : code] = question;
  const type = isFirst ? "yes" : `yes ${code}`;
  answering.questions.push({
    kind: "late",
    code,
    name: contact.name,
    deadline: deadlineOf(known),
    answers: [{ type, label: `Yes, pass it on to ${contact.name} anyway`, does: null }],
  });
}

/** The rule her own word sets aside, said all the same; with "send all" the cap may be passed between two letters. */
function remarksOn({ step, desk, now }: Answering, { known, contact, isNamed }: Target): readonly string[] {
  const { heldBack, rests } = judge(step.state, desk, { contact, known, now });
  if (heldBack === null || heldBack === STRETCH_RULE) return [];
  if (!heldBack.startsWith("had ")) return isNamed ? [`held back (${heldBack}), sent as you named it`] : [];
  const nth = ordinal(passesInWeek(step.state, contact.id, now, known) + 1);
  const silent = rests.some((each) => each.endsWith("is unanswered")) ? ", the last unanswered" : "";
  return [`${nth} to ${contact.name} in a week${silent}${isNamed ? ", as you named it" : ""}`];
}

function ordinal(count: number): string {
  const ending =
    count % 100 >= 11 && count % 100 <= 13 ? "th" : (["th", "st", "nd", "rd"][count % 10] ?? "th");
  return `${count}${ending}`;
}

/** @param isNamed by its code: "skip rest" clears the table, and no interest is to blame for it. */
function skipTargets(answering: Answering, code: string, targets: readonly Target[], isNamed: boolean): void {
  const { state } = answering.step;
  const open = targets.filter(
    ({ known, contact }) => !(state.queries[known.id]?.skipped.includes(contact.id) ?? false),
  );
  for (const { known, contact, code: at } of open) {
    const current = state.queries[known.id] ?? known;
    const status = state.outbox[state.passes[passId(known, contact.id)]?.mailId ?? ""]?.status;
    if (status !== undefined && !cameToNothing(status)) {
      answering.refused.push({
        code: at,
        name: contact.name,
        why: "it is on its way or gone",
        lift: status === "sent" ? null : `undo ${at}`,
      });
      continue;
    }
    state.queries[known.id] = { ...current, skipped: [...current.skipped, contact.id] };
    keepLesson(answering, known, contact.id, "no");
    const forgot = isNamed ? keepLink(answering, known, contact, { code: at, said: "no" }) : null;
    const isLearnt = isNamed && forgot === null;
    answering.did.push({
      kind: "skip",
      code: at,
      queryId: known.id,
      contactIds: [contact.id],
      ...(isLearnt ? { isLearnt } : {}),
    });
    if (isLearnt) noteDeclined(answering, known, contact, at);
    const text = forgot === null ? "skipped" : `skipped, and ${forgot}`;
    answering.done.push({ code: at, name: contact.name, text, at: null, undo: null });
  }
  if (open.length === 0 && targets.length > 0)
    answering.done.push({ code, name: null, text: "was skipped before", at: null, undo: null });
}
