/** `ana + podcasts`, `ana - crypto`, `every 6w ana`: what somebody is asked about, and how often she wants to be in touch. */
import type { Command } from "../command/command.ts";
import type { Contact } from "../contact/contact.ts";
import { findContacts } from "../contact/contacts.ts";
import { type Answering, cannotTell, tell } from "./answer.ts";
import { ask } from "./asking.ts";
import type { Desk } from "./desk.ts";
import { editContact, joined } from "./edits.ts";
import { contactById } from "./present.ts";
import type { Question } from "./state.ts";
import { handleFor, oneContact } from "./whom.ts";

export function obeyInterest(answering: Answering, command: Command): void {
  const text = command.text ?? "";
  const term = text.slice(1).trim();
  for (const contact of command.contacts.flatMap((words) => oneContact(answering, words, command))) {
    if (text.startsWith("-")) takeOut(answering, contact, term);
    else putIn(answering, contact, term);
  }
}

function putIn(answering: Answering, contact: Contact, term: string): void {
  const { interests } = contact;
  if (interests.some((each) => isSame(each, term)))
    return tell(answering, contact.name, `${term} is there already`, null);
  const refused = interests.find((each) => isSame(each, `-${term}`));
  const kept = interests.filter((each) => each !== refused);
  editContact(answering, contact.id, "interests", [...kept, term], `${term} for ${contact.name}`);
  tell(
    answering,
    contact.name,
    refused === undefined ? `${term} added` : `${term} added, and no longer kept out`,
  );
  offerRelated(answering, contact, [term]);
}

/** Takes the interest out; one they never had becomes an exclude. */
function takeOut(answering: Answering, contact: Contact, term: string): void {
  const { interests } = contact;
  if (interests.some((each) => isSame(each, `-${term}`)))
    return tell(answering, contact.name, `${term} is kept out already`, null);
  const had = interests.filter((each) => isSame(each, term));
  const next = had.length > 0 ? interests.filter((each) => !had.includes(each)) : [...interests, `-${term}`];
  editContact(answering, contact.id, "interests", next, `${term} and ${contact.name}`);
  const text =
    had.length > 0
      ? `${term} is no interest any more; "${handleFor(answering.desk, contact)} - ${term}" once more keeps it out`
      : `had no interest in ${term}, so what is about it is held back from now on (-${term})`;
  tell(answering, contact.name, text);
}

/** Case, quotes and a blank after the minus aside. */
function isSame(one: string, other: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/"/g, "").replace(/^-\s*/, "-").trim();
  return plain(one) === plain(other);
}

/** `every 6w ana`; `every 6w press` for everybody of a group. */
export function obeyEvery(answering: Answering, command: Command): void {
  const every = span(command.when ?? "");
  if (every === null) return cannotTell(answering, command);
  const groups = command.contacts.flatMap((words) => groupCalled(answering.desk, words) ?? []);
  for (const group of groups) setCadence(answering, group, every);
  const names = command.contacts.filter((words) => groupCalled(answering.desk, words) === null);
  for (const contact of names.flatMap((words) => oneContact(answering, words, command))) {
    editContact(answering, contact.id, "every", every, `how often you write to ${contact.name}`);
    tell(answering, contact.name, `every ${every} from now on, counted from the last words between you`);
  }
}

/** A group of hers that bears this name and nobody else does; null: none. */
function groupCalled({ contacts }: Desk, words: string): string | null {
  const group = contacts
    .flatMap(({ groups }) => groups)
    .find((each) => each.toLowerCase() === words.toLowerCase());
  return group === undefined || findContacts(contacts, words).length > 0 ? null : group;
}

function setCadence(answering: Answering, group: string, every: string): void {
  const { step, desk, did } = answering;
  const before = step.state.cadences[group] ?? null;
  did.push({
    kind: "table",
    code: "",
    table: "cadences",
    key: group,
    before,
    about: `how often for ${group}`,
  });
  step.state.cadences[group] = every;
  const count = desk.contacts.filter(({ groups }) => groups.includes(group)).length;
  const whom = `${count} ${count === 1 ? "person" : "people"}; who has a span of their own keeps it`;
  tell(answering, group, `every ${every} from now on, ${whom}`);
}

const UNIT_DAYS: Readonly<Record<string, number>> = { d: 1, w: 7, m: 30, q: 91, y: 365 };

/** `6w`, `2 months`, `other week`, as contacts.json has it; null: no span of days. */
function span(words: string): string | null {
  const [, count = "1", unit = ""] =
    /^(\d{1,3}|an?|one|other)?\s*(d|w|m|q|y)[a-z]*$/i.exec(words.trim()) ?? [];
  const number = count === "other" ? 2 : /^\d/.test(count) ? Number(count) : 1;
  const days = number * (UNIT_DAYS[unit.toLowerCase()] ?? 0);
  if (days === 0) return null;
  return days % 7 === 0 ? `${days / 7}w` : `${days}d`;
}

/** Interests near those just added: offered, never added by themselves. */
export function offerRelated(answering: Answering, { id, name }: Contact, added: readonly string[]): void {
  const contact = contactById(answering.desk, id);
  if (contact === null) return;
  const near = nearTo(answering, added, contact.interests);
  if (near.length === 0) return;
  ask(
    answering,
    { kind: "related", contactId: id, interests: near },
    {
      name,
      text: `Also near ${added.slice(0, LOOKED_AT).join(", ")}: ${near.join(", ")}. Add them too?`,
      label: "Yes, all of them",
      does: "adds all of them",
    },
  );
}

/** Subjects offered at once, and how many of those added they are looked for. */
const OFFERED = 4;
const LOOKED_AT = 3;

function nearTo({ desk }: Answering, added: readonly string[], have: readonly string[]): readonly string[] {
  const near: string[] = [];
  for (const term of added.slice(0, LOOKED_AT)) near.push(...desk.related(term, [...have, ...near]));
  return near.slice(0, OFFERED);
}

export function answerRelated(answering: Answering, question: Question & { readonly kind: "related" }): void {
  const contact = contactById(answering.desk, question.contactId);
  if (contact === null) return;
  const all = joined(contact.interests, question.interests);
  editContact(
    answering,
    contact.id,
    "interests",
    all,
    `${question.interests.join(", ")} for ${contact.name}`,
  );
  tell(answering, contact.name, `${question.interests.join(", ")} added`);
}
