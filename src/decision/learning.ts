/**
 * What her yes and no teach: each is kept as a lesson for the match, and after three `no` for one interest of
 * somebody's she is asked once whether to stop matching on it (C6). `undo` unlearns, `why` shows what was learnt.
 */
import type { Contact, ContactId } from "../contact/contact.ts";
import { firstName } from "../contact/contacts.ts";
import { bounded, type Lesson } from "../match/learn.ts";
import { PROPOSES_FROM } from "../match/match.ts";
import { type Answering, tell } from "./answer.ts";
import type { Desk, Step } from "./desk.ts";
import { editContact } from "./edits.ts";
import { contactById, passId } from "./present.ts";
import {
  type Candidate,
  type Draft,
  type KnownQuery,
  openQuery,
  type Question,
  type State,
} from "./state.ts";

/** So many times is no accident. */
const TIMES = 3;

/** What she decided last about somebody and a query is their one lesson. @param said null: she took it back. */
export function keepLesson(
  { step, desk }: { readonly step: Step; readonly desk: Desk },
  known: KnownQuery,
  contactId: ContactId,
  said: Lesson["said"] | null,
): void {
  const { state } = step;
  const key = passId(known, contactId);
  const lesson = said === null ? null : desk.lessonOf(openQuery(known.query), contactId, said);
  const { [key]: before, ...others } = state.lessons;
  if (lesson !== null) state.lessons = bounded({ ...others, [key]: lesson });
  else if (before !== undefined) state.lessons = others;
}

/** What all her decisions so far changed for one match, for `why`; empty where they changed nothing. */
export function learntLines(
  state: State,
  { proposesFrom }: Desk,
  contact: Contact,
  { score, taught, heldBack }: Candidate,
): readonly string[] {
  const border = borderLine(state, proposesFrom);
  if (taught === undefined) return border;
  const { without, alike } = taught;
  const cause =
    alike === 0 ? "what you decided so far" : `you passed on ${alike} like this to ${firstName(contact)}`;
  const isAsked = score >= proposesFrom;
  const differs = isAsked !== without >= PROPOSES_FROM && heldBack.length === 0;
  return [
    `${cause}: ${score.toFixed(2)}, without it ${without.toFixed(2)}`,
    ...border,
    ...(differs ? [`without your own yes and no I would ${isAsked ? "not " : ""}have proposed it`] : []),
  ];
}

function borderLine({ lessons }: State, proposesFrom: number): readonly string[] {
  if (proposesFrom === PROPOSES_FROM) return [];
  const all = Object.values(lessons);
  const yes = all.filter(({ said }) => said === "yes").length;
  return [
    `your border is ${proposesFrom.toFixed(2)}, after ${yes} yes and ${all.length - yes} no of yours; it began at ${PROPOSES_FROM.toFixed(2)}`,
  ];
}

/** Counts a `no` by name for the interest that brought the match, and asks when it is the third. */
export function noteDeclined(answering: Answering, known: KnownQuery, contact: Contact, code: string): void {
  const { step, now, asked, questions } = answering;
  const interest = interestBehind(known, contact);
  if (interest === null) return;
  const key = keyOf(contact, interest);
  const before = step.state.declined[key] ?? { count: 0, askedAt: null };
  const count = before.count + 1;
  // One bare question a letter: another one is asked with the next no.
  const isTime = count >= TIMES && before.askedAt === null && asked[""] === undefined;
  step.state.declined[key] = { count, askedAt: isTime ? now.toISOString() : before.askedAt };
  if (!isTime) return;
  asked[""] = { kind: "interest", contactId: contact.id, interest, code };
  questions.push({
    kind: "text",
    code: null,
    name: contact.name,
    text: `That is the ${count === TIMES ? "third" : "next"} no for ${firstName(contact)} on ${plain(interest)}. Shall I stop matching ${firstName(contact)} on it?`,
    answers: [{ type: "yes", label: "Yes, stop matching on it", does: null }],
  });
}

/** Taken back by `undo`: it does not count. */
export function noteNotDeclined(state: Draft, known: KnownQuery, contact: Contact | null): void {
  const interest = contact === null ? null : interestBehind(known, contact);
  if (contact === null || interest === null) return;
  const key = keyOf(contact, interest);
  const before = state.declined[key];
  if (before !== undefined) state.declined[key] = { ...before, count: Math.max(0, before.count - 1) };
}

/** Her yes: the interest goes. */
export function stopMatchingOn(
  answering: Answering,
  { contactId, interest }: Question & { kind: "interest" },
): void {
  const contact = contactById(answering.desk, contactId);
  if (contact === null) return;
  const left = contact.interests.filter((each) => each !== interest);
  editContact(answering, contact.id, "interests", left, `${plain(interest)} for ${contact.name}`);
  tell(answering, contact.name, `no longer matched on ${plain(interest)}`);
}

/** The strongest reason that is an interest of theirs. */
function interestBehind(known: KnownQuery, contact: Contact): string | null {
  const evidence = known.candidates.find((each) => each.contactId === contact.id)?.evidence ?? [];
  return evidence.find((each) => contact.interests.includes(each.interest))?.interest ?? null;
}

function keyOf(contact: Contact, interest: string): string {
  return `${contact.id} ${interest}`;
}

function plain(interest: string): string {
  return `"${interest.replace(/^"(.*)"$/, "$1")}"`;
}
