/** Learning by asking (C6): after three `no` for one interest of somebody's she is asked once; nothing is unlearnt silently. */
import type { Contact } from "../contact/contact.ts";
import type { Answering } from "./answer.ts";
import { editContact } from "./edits.ts";
import { firstName } from "./policy.ts";
import { contactById } from "./present.ts";
import type { Draft, KnownQuery, Question } from "./state.ts";

/** So many times is no accident. */
const TIMES = 3;

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
  answering.done.push({
    code: null,
    name: contact.name,
    text: `no longer matched on ${plain(interest)}`,
    at: null,
    undo: "undo",
  });
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
