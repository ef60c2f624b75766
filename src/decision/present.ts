/** Queries and people as letters show them: numbered, with their clocks and reasons. */

import type { Contact, ContactId } from "../contact/contact.ts";
import type { Desk } from "./desk.ts";
import { banFor, firstName, heldBackFor, leavingAt } from "./policy.ts";
import type { Candidate, Item, KnownQuery, State } from "./state.ts";
import type { Deadline, PersonView, ProposedItem, QueryHead } from "./views.ts";

/** People shown under one query; the rest stands behind "more". */
const PEOPLE = 5;
/** A title made from a query's own first words. Characters. */
const TITLE_CHARS = 70;

/** An item of a letter together with what its codes will mean. */
export interface Presented {
  readonly view: ProposedItem;
  readonly item: Item & { readonly kind: "query" };
}

/** A query with those it suits, not yet declined or served, numbered. */
export function presentQuery(
  state: State,
  desk: Desk,
  known: KnownQuery,
  number: string,
  now: Date,
): Presented {
  return present(state, desk, known, { number, from: 0, candidates: fitting(state, desk, known), now });
}

export interface Presenting {
  readonly number: string;
  /** How many letters (a, b, …) are taken already. */
  readonly from: number;
  readonly candidates: readonly Candidate[];
  readonly now: Date;
}

export function present(
  state: State,
  desk: Desk,
  known: KnownQuery,
  { number, from, candidates, now }: Presenting,
): Presented {
  const people: Record<string, ContactId> = {};
  const heldBack: Record<string, string> = {};
  const views: PersonView[] = [];
  for (const candidate of candidates.slice(0, PEOPLE)) {
    const contact = contactById(desk, candidate.contactId);
    if (contact === null) continue;
    const letter = codeLetter(from + views.length);
    const rule = candidate.heldBack[0] ?? heldBackFor(state, contact, desk, now);
    people[letter] = contact.id;
    if (rule !== null) heldBack[letter] = rule;
    views.push(personView(state, desk, known, { code: `${number}${letter}`, contact, candidate, rule, now }));
  }
  return {
    view: { ...proposedItem(known, number), people: views },
    item: { kind: "query", queryId: known.id, people, heldBack },
  };
}

/** `a` to `z`, then `aa`. */
export function codeLetter(index: number): string {
  return (index >= 26 ? codeLetter(Math.floor(index / 26) - 1) : "") + String.fromCharCode(97 + (index % 26));
}

/** Those in the propose zone whom she has not answered for yet, held back ones last. */
export function fitting(state: State, desk: Desk, known: KnownQuery): readonly Candidate[] {
  const open = known.candidates.filter(
    (each) =>
      (each.proposed || each.heldBack.length > 0) &&
      !known.skipped.includes(each.contactId) &&
      !isPassedOn(state, known, each.contactId) &&
      isWelcome(state, desk, known, each.contactId),
  );
  return [
    ...open.filter((each) => each.heldBack.length === 0),
    ...open.filter((each) => each.heldBack.length > 0),
  ];
}

/** Whether somebody is a plain match, no stretch, and nothing holds them back. */
export function strongest(state: State, desk: Desk, known: KnownQuery): boolean {
  return fitting(state, desk, known).some(
    (each) => each.heldBack.length === 0 && each.proposed && each.stretch === null,
  );
}

/** Somebody we still know, and whom nothing binding keeps from this query. */
function isWelcome(state: State, desk: Desk, known: KnownQuery, contactId: ContactId): boolean {
  const contact = contactById(desk, contactId);
  return contact !== null && banFor(state, contact, known) === null;
}

/** Whether a query fits anybody who is not kept out by a rule of theirs. */
export function fitsSomebody(state: State, desk: Desk, known: KnownQuery): boolean {
  return fitting(state, desk, known).some((each) => each.heldBack.length === 0);
}

/** Whether nobody has it or is about to get it: then she is still asked. */
export function isUndecided(state: State, known: KnownQuery): boolean {
  return !Object.values(state.passes).some(
    (pass) =>
      pass.queryId === known.id &&
      !["cancelled", "expired", "failed"].includes(state.outbox[pass.mailId]?.status ?? "sent"),
  );
}

/** Decided for this contact, and not taken back by "undo". */
export function isPassedOn(state: State, known: KnownQuery, contactId: ContactId): boolean {
  const pass = state.passes[passId(known, contactId)];
  return pass !== undefined && state.outbox[pass.mailId]?.status !== "cancelled";
}

export function passId(known: KnownQuery, contactId: ContactId): string {
  return `${known.id}:${contactId}`;
}

export function contactById(desk: Desk, id: ContactId): Contact | null {
  return desk.contacts.find((contact) => contact.id === id) ?? null;
}

export function proposedItem(known: KnownQuery, number: string): Omit<ProposedItem, "people"> {
  const { query } = known;
  const before = known.seenIn.length > 1 ? known.seenIn.at(-2) : undefined;
  return {
    ...queryHead(known, number),
    refuses: query.refuses,
    requirements: query.requirements,
    region: query.region,
    warnings: query.warnings,
    seenAgain: before?.edition ?? null,
    onlyForYou: null,
  };
}

export function queryHead(known: KnownQuery, number: string): QueryHead {
  const { query } = known;
  return {
    number,
    title: titleOf(known),
    outlet: query.outlet,
    journalist: query.journalist,
    deadline: deadlineOf(known),
    service: null,
  };
}

/** `Dear all,` before a post says nothing of it. */
const SALUTATION = /^(?:dear|hi|hello|hey|good (?:morning|afternoon|evening))\b[^,.!:]{0,40}[,.!:] /i;

/** The list's own headline, else the query's first words. */
export function titleOf({ query }: KnownQuery): string {
  if (query.summary !== null) return query.summary;
  const words = query.query.replace(/\s+/g, " ").trim().replace(SALUTATION, "");
  if (words.length <= TITLE_CHARS) return words;
  return `${words.slice(0, words.lastIndexOf(" ", TITLE_CHARS))} …`;
}

export function deadlineOf({ query }: KnownQuery): Deadline {
  return {
    at: query.deadlineAt === null ? null : new Date(query.deadlineAt),
    date: query.deadlineDate,
    text: query.deadlineText,
    zone: query.deadlineZone,
  };
}

interface PersonIn {
  readonly code: string;
  readonly contact: Contact;
  readonly candidate: Candidate;
  readonly rule: string | null;
  readonly now: Date;
}

function personView(
  state: State,
  desk: Desk,
  known: KnownQuery,
  { code, contact, candidate, rule, now }: PersonIn,
): PersonView {
  const leaving = leavingAt(now, contact, known, desk);
  return {
    code,
    name: contact.name,
    place: contact.regions[0] ?? null,
    zone: contact.timezone,
    because: candidate.because,
    heldBack: rule,
    stretch: candidate.stretch,
    goesAt: leaving.why === "quiet hours" ? leaving.at : null,
    waitingSince: null,
    remarks: isLastUnanswered(state, contact.id)
      ? [`the last one to ${firstName(contact)} is unanswered`]
      : [],
  };
}

/** Whether the last forward to somebody waits for an answer. Of one that was put away nothing is said. */
function isLastUnanswered(state: State, contactId: ContactId): boolean {
  const forwards = Object.values(state.outbox).filter(
    (mail) => mail.contactId === contactId && mail.kind === "forward" && mail.status === "sent",
  );
  const last = forwards.toSorted((a, b) => (a.sentAt ?? "").localeCompare(b.sentAt ?? "")).at(-1);
  const pass =
    last === undefined ? undefined : Object.values(state.passes).find(({ mailId }) => mailId === last.id);
  return pass !== undefined && pass.answeredAt === null;
}
