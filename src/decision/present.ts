/** Queries and people as letters show them: numbered, with their clocks and reasons. */

import type { Contact, ContactId } from "../contact/contact.ts";
import { farKind, linkIn } from "../match/stretch.ts";
import { inZone, type Zone } from "../time.ts";
import type { Desk } from "./desk.ts";
import { isStretch, STRETCH_RULE } from "./links.ts";
import { barOn, forbiddenBy, type Judgement, judge } from "./policy.ts";
import type { Candidate, Item, KnownQuery, State } from "./state.ts";
import { cameToNothing } from "./status.ts";
import type { Deadline, PersonView, ProposedItem, QueryHead } from "./views.ts";
import { byTurn, type Waiting, waitingOf } from "./waiting.ts";

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
  offered: Offered = new Map(),
): Presented {
  const candidates = fitting(state, desk, known, now);
  return present(state, desk, known, { number, from: 0, candidates, now, offered });
}

/** How many queries a letter offers somebody so far: the cap counts them too. */
export type Offered = Map<ContactId, number>;

export interface Presenting {
  readonly number: string;
  /** How many letters (a, b, …) are taken already. */
  readonly from: number;
  readonly candidates: readonly Candidate[];
  readonly now: Date;
  readonly offered?: Offered;
}

export function present(
  state: State,
  desk: Desk,
  known: KnownQuery,
  { number, from, candidates, now, offered = new Map() }: Presenting,
): Presented {
  const people: Record<string, ContactId> = {};
  const heldBack: Record<string, string> = {};
  const views: PersonView[] = [];
  for (const candidate of candidates.slice(0, PEOPLE)) {
    const contact = contactById(desk, candidate.contactId);
    if (contact === null) continue;
    const letter = codeLetter(from + views.length);
    const beside = offered.get(contact.id) ?? 0;
    const above = Object.values(people);
    const judgement = judge(state, desk, { contact, known, now, beside, above });
    people[letter] = contact.id;
    if (judgement.heldBack === null) offered.set(contact.id, beside + 1);
    else heldBack[letter] = judgement.heldBack;
    const waiting = waitingOf(state, candidate, candidates);
    const { zone } = desk.owner;
    views.push(personView({ code: `${number}${letter}`, contact, candidate, judgement, waiting, zone }));
  }
  return {
    view: { ...proposedItem(desk, known, number), people: views },
    item: { kind: "query", queryId: known.id, people, heldBack },
  };
}

/** `a` to `z`, then `aa`. */
export function codeLetter(index: number): string {
  return (index >= 26 ? codeLetter(Math.floor(index / 26) - 1) : "") + String.fromCharCode(97 + (index % 26));
}

/**
 * Those in the propose zone whom she has not answered for yet: first the free, then who should rest, held back ones
 * last; in each the better fit, and of equals who has waited longest.
 */
export function fitting(state: State, desk: Desk, known: KnownQuery, now: Date): readonly Candidate[] {
  const places = new Map(
    welcome(state, desk, known).map((each) => [each, placeOf(state, desk, known, each, now)]),
  );
  return [...places.keys()]
    .toSorted(byTurn(state))
    .toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
}

/** Those she may still be asked about, in the order they fit. */
export function welcome(state: State, desk: Desk, known: KnownQuery): readonly Candidate[] {
  return known.candidates.filter((each) => mayBeAskedFor(state, desk, known, each));
}

function mayBeAskedFor(state: State, desk: Desk, known: KnownQuery, candidate: Candidate): boolean {
  const { contactId, proposed, heldBack } = candidate;
  return (
    (proposed || heldBack.length > 0) &&
    !known.skipped.includes(contactId) &&
    !isPassedOn(state, known, contactId) &&
    isWelcome(state, desk, known, contactId)
  );
}

function placeOf(state: State, desk: Desk, known: KnownQuery, candidate: Candidate, now: Date): number {
  if (candidate.heldBack.length > 0) return 2;
  const contact = contactById(desk, candidate.contactId);
  return contact !== null && judge(state, desk, { contact, known, now }).rests.length > 0 ? 1 : 0;
}

/** Whether somebody is a plain match, no stretch, and nothing holds them back. */
export function strongest(state: State, desk: Desk, known: KnownQuery): boolean {
  return known.candidates.some(
    (each) =>
      each.heldBack.length === 0 &&
      each.proposed &&
      each.stretch === null &&
      mayBeAskedFor(state, desk, known, each),
  );
}

/** Somebody we still know, and whom nothing binding keeps from this query. */
function isWelcome(state: State, desk: Desk, known: KnownQuery, contactId: ContactId): boolean {
  const contact = contactById(desk, contactId);
  return contact !== null && barOn(state, desk, contact, known) === null;
}

/** Whether a query fits anybody who is not kept out by a rule of theirs. */
export function fitsSomebody(state: State, desk: Desk, known: KnownQuery): boolean {
  return known.candidates.some(
    (each) => each.heldBack.length === 0 && mayBeAskedFor(state, desk, known, each),
  );
}

/** Whether nobody has it or is about to get it: then she is still asked. */
export function isUndecided(state: State, known: KnownQuery): boolean {
  return !Object.values(state.passes).some(
    (pass) => pass.queryId === known.id && !cameToNothing(state.outbox[pass.mailId]?.status),
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

const INDEXES = new WeakMap<readonly Contact[], ReadonlyMap<ContactId, Contact>>();

/** Made once for each reading of her contacts: of a double id the first holds. */
function byId(contacts: readonly Contact[]): ReadonlyMap<ContactId, Contact> {
  const known = INDEXES.get(contacts);
  if (known !== undefined) return known;
  const index = new Map(contacts.toReversed().map((contact) => [contact.id, contact]));
  INDEXES.set(contacts, index);
  return index;
}

export function contactById(desk: Desk, id: ContactId): Contact | null {
  return byId(desk.contacts).get(id) ?? null;
}

function proposedItem(desk: Desk, known: KnownQuery, number: string): Omit<ProposedItem, "people"> {
  const { query } = known;
  const before = known.seenIn.length > 1 ? known.seenIn.at(-2) : undefined;
  return {
    ...queryHead(known, number),
    refuses: query.refuses,
    requirements: query.requirements,
    region: query.region,
    warnings: query.warnings,
    seenAgain: before === undefined ? null : `${before.edition}${otherDeadlines(known)}`,
    onlyForYou: forbiddenBy(desk, known)?.why ?? null,
  };
}

/** The earliest deadline counts; what else is printed for the same query is shown beside it. */
function otherDeadlines({ query, seenIn }: KnownQuery): string {
  const printed = new Set(seenIn.map(({ deadlineText }) => deadlineText));
  printed.delete(query.deadlineText);
  printed.delete(null);
  return printed.size === 0 ? "" : `; also printed: “${[...printed].join("”, “")}”`;
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

/** What it was headed with, by its list or as a mail; null: nothing. */
export function headlineOf({ query, subject }: KnownQuery): string | null {
  return query.summary ?? subject ?? null;
}

/** Its headline, else the query's first words. */
export function titleOf(known: KnownQuery): string {
  const { query } = known;
  const headline = headlineOf(known);
  if (headline !== null) return headline;
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
  readonly judgement: Judgement;
  readonly waiting: Waiting;
  /** Hers. */
  readonly zone: Zone;
}

function personView({ code, contact, candidate, judgement, waiting, zone }: PersonIn): PersonView {
  const { leaves, heldBack, rests } = judgement;
  const isFar = isStretch(candidate);
  return {
    code,
    name: contact.name,
    place: contact.regions[0] ?? null,
    zone: contact.timezone,
    because: isFar ? [] : reasonsFor(candidate, zone),
    heldBack: heldBack === STRETCH_RULE ? null : heldBack,
    stretch: isFar ? candidate.stretch : null,
    mayKnow: isFar && farKind(candidate) === "may know",
    goesAt: leaves.why === "quiet hours" ? leaves.at : null,
    waitingSince: waiting.since,
    remarks: [...waiting.remarks, ...rests],
  };
}

/** The evidence; of what was a stretch once the yes of hers that made it a match. */
export function reasonsFor({ learnt, stretch, because }: Candidate, zone: Zone): readonly string[] {
  if (learnt === undefined || stretch === null) return because;
  return [`learnt ${inZone(new Date(learnt), zone).toFormat("d LLL")}: ${linkIn(stretch)}`];
}
