/** What deciding stands on besides State and now, and what comes of it. */

import type { Contact, ContactId } from "../contact/contact.ts";
import { slug } from "../contact/names.ts";
import type { Lesson } from "../match/learn.ts";
import type { Match } from "../match/match.ts";
import type { MediaQuery } from "../query/query.ts";
import type { Zone } from "../time.ts";
import type { ServiceCard } from "./lists.ts";
import {
  type Draft,
  type KnownQuery,
  type LetterRecord,
  type MailId,
  mailIdOf,
  type Outgoing,
  type State,
} from "./state.ts";
import type { ContactMail, LetterName, NudgeView, Views } from "./views.ts";

export interface Desk {
  readonly owner: {
    readonly name: string;
    /** Lower-case; the first gets all letters. */
    readonly addresses: readonly string[];
    readonly zone: Zone;
    readonly signature: string | null;
  };
  readonly assistant: { readonly name: string; readonly address: string };
  /** Her own address in forwards; null: the assistant's, under her name. */
  readonly smtpFrom: string | null;
  readonly replyTo: "both" | "assistant";
  readonly holdMs: number;
  readonly quietHours: readonly [string, string];
  readonly weekends: boolean;
  readonly perContactPerWeek: number;
  readonly digestAt: string;
  /** Who follows up a silent contact: she is asked, or one nudge leaves by itself. Absent: she is asked. */
  readonly followUp?: "ask" | "announced";
  readonly propose: "as it comes" | "at once" | "digest";
  /** As they hold now, her words laid over contacts.json. */
  readonly contacts: readonly Contact[];
  /** As contacts.json has them; absent: the same. */
  readonly fileContacts?: readonly Contact[];
  /** What is wrong with contacts.json as it stands, in words; null or absent: nothing. */
  readonly contactsTrouble?: ContactsTrouble | null;
  /** What lists allow. */
  readonly cards: readonly ServiceCard[];
  /** Best first, every candidate. */
  readonly match: (query: MediaQuery) => readonly Match[];
  /** The score from which `match` proposes. */
  readonly proposesFrom: number;
  /** What a yes or no of hers teaches; null: nothing is seen between the two. */
  readonly lessonOf: (query: MediaQuery, contactId: ContactId, said: Lesson["said"]) => Lesson | null;
  /** How each query suits one contact in two forms of theirs; null: it has nothing to do with them, or suits both alike. */
  readonly compare: (
    before: Contact,
    after: Contact,
    queries: readonly MediaQuery[],
  ) => readonly { readonly before: Match | null; readonly after: Match | null }[];
  /** Queries that left State lately, where a mail asks for them; absent: none does. */
  readonly closed?: readonly KnownQuery[];
  /** The clock of a place in words, `Burlington, Vermont`; null: none known, or several. */
  readonly zoneAt: (place: string) => Zone | null;
  /** Subjects near an interest, none of those somebody has. */
  readonly related: (interest: string, have: readonly string[]) => readonly string[];
  /** The body of a nudge as it would go, to show it before. */
  readonly wordNudge: (view: NudgeView, wording: readonly string[]) => string;
}

/** What keeps contacts.json, or entries of it, from being read. */
export interface ContactsTrouble {
  /** One line each: `line 12, Ana Ruiz, timezone: …`. */
  readonly lines: readonly string[];
  /** Nothing of the file could be read: the last good copy holds. */
  readonly isWhole: boolean;
}

/** A mail decided on: which letter, what it says, and the head it will bear. */
export interface Decided<N extends LetterName = LetterName> {
  readonly name: N;
  readonly view: Views[N];
  readonly id: MailId;
  readonly messageId: string;
  readonly from: { readonly name: string | null; readonly address: string };
  readonly to: { readonly name: string | null; readonly address: string };
  readonly replyTo: readonly { readonly name: string | null; readonly address: string }[];
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly autoSubmitted: "auto-generated" | "auto-replied" | null;
  readonly at: Date;
  /** Files that go along; absent: none. */
  readonly attachments?: readonly Enclosure[];
  /** Whose wording goes first in a mail to a contact: their id, then their groups as `group-…`. */
  readonly wording?: readonly string[];
}

/** A file that goes along with a mail. */
export interface Enclosure {
  readonly filename: string;
  /** With its parameters: `text/calendar; charset=utf-8`. */
  readonly contentType: string;
  readonly content: string;
}

/** One line of the log: what was decided and why. Bears no address, subject or secret. */
export interface Because {
  readonly what: string;
  readonly because: string;
}

/** A step in the making: the State being written, the mails it causes, the reasons. */
export interface Step {
  readonly state: Draft;
  readonly mails: Decided[];
  readonly because: Because[];
}

export interface Outcome {
  readonly state: State;
  readonly mails: readonly Decided[];
  readonly because: readonly Because[];
}

/** What every letter to her carries, numbered on from the last. */
export function letterHead(step: Step, desk: Desk, key: string, now: Date) {
  step.state.letterNo += 1;
  return {
    letterNo: step.state.letterNo,
    ref: mailIdOf(step.state.storeKey, key),
    owner: { name: desk.owner.name, zone: desk.owner.zone },
    assistantName: desk.assistant.name,
    assistantAddress: desk.assistant.address,
    now,
  };
}

/** What every mail to a contact carries. @param at when it leaves. */
export function contactHead(desk: Desk, contact: Contact, at: Date): ContactMail {
  const { name, zone, signature } = desk.owner;
  const { greeting, tone, timezone, regions } = contact;
  return {
    owner: { name, address: ownerAddress(desk), zone, signature },
    contact: { name: contact.name, greeting, tone, zone: timezone, place: regions[0] ?? null },
    now: at,
  };
}

export interface LetterOptions {
  readonly key: string;
  readonly now: Date;
  /** The mail of hers it answers; null: it starts a thread. */
  readonly inReplyTo: string | null;
  readonly parent?: MailId | null;
  readonly items?: LetterRecord["items"];
  readonly questions?: LetterRecord["questions"];
  readonly did?: LetterRecord["did"];
  /** Queries read but not shown: what a bare "more" lists. */
  readonly rest?: LetterRecord["rest"];
  /** Commands it prints that its codes do not cover. */
  readonly offers?: LetterRecord["offers"];
  readonly autoSubmitted?: "auto-generated" | "auto-replied";
  readonly attachments?: readonly Enclosure[];
}

/** Puts a letter to her on its way: its record, its place in the outbox, the mail itself. */
export function writeLetter<N extends LetterName>(
  step: Step,
  desk: Desk,
  name: N,
  view: Views[N] & { letterNo: number },
  options: LetterOptions,
): MailId {
  const { inReplyTo, autoSubmitted = "auto-generated", attachments } = options;
  const { id, messageId } = writeOwn(step, desk, name, view, {
    key: options.key,
    now: options.now,
    fromName: desk.assistant.name,
    to: { name: desk.owner.name, address: ownerAddress(desk) },
    contactId: null,
    inReplyTo,
    autoSubmitted,
    ...(attachments === undefined ? {} : { attachments }),
  });
  step.state.letters[id] = {
    id,
    no: view.letterNo,
    kind: name,
    at: options.now.toISOString(),
    messageId,
    subject: null,
    parent: options.parent ?? null,
    items: options.items ?? {},
    questions: options.questions ?? {},
    did: options.did ?? [],
    rest: options.rest ?? [],
    undone: false,
    ...(options.offers === undefined ? {} : { offers: options.offers }),
  };
  return id;
}

/** A mail in the assistant's own name. */
export interface OwnMail {
  readonly key: string;
  readonly now: Date;
  readonly fromName: string;
  readonly to: Decided["to"];
  /** Whom it goes to; null: to her. */
  readonly contactId: ContactId | null;
  readonly inReplyTo: string | null;
  readonly autoSubmitted: "auto-generated" | "auto-replied";
  readonly attachments?: readonly Enclosure[];
}

/** Puts it on its way, to leave at once: its place in the outbox, the mail itself. */
export function writeOwn<N extends LetterName>(
  step: Step,
  desk: Desk,
  name: N,
  view: Views[N],
  { key, now, fromName, to, contactId, inReplyTo, autoSubmitted, attachments }: OwnMail,
): Pick<Decided, "id" | "messageId"> {
  const id = mailIdOf(step.state.storeKey, key);
  const messageId = messageIdOf(id, desk);
  const { address } = desk.assistant;
  step.state.outbox[id] = outgoing({
    id,
    key,
    kind: name,
    toOwner: contactId === null,
    from: address,
    to: to.address,
    contactId,
    messageId,
    status: "waiting",
    createdAt: now.toISOString(),
    leavesAt: now.toISOString(),
  });
  step.mails.push({
    name,
    view,
    id,
    messageId,
    from: { name: fromName, address },
    to,
    replyTo: [],
    inReplyTo,
    references: inReplyTo === null ? [messageId] : [messageId, inReplyTo],
    autoSubmitted,
    at: now,
    ...(attachments === undefined ? {} : { attachments }),
  });
  return { id, messageId };
}

/** A new entry of the outbox; what is not given has not happened yet. */
export function outgoing(
  given: Pick<
    Outgoing,
    "id" | "key" | "kind" | "toOwner" | "from" | "to" | "messageId" | "status" | "createdAt" | "leavesAt"
  > &
    Partial<Outgoing>,
): Outgoing {
  return {
    contactId: null,
    subject: null,
    otherIds: [],
    why: null,
    expiresAt: null,
    tries: 0,
    sentAt: null,
    handedOverAt: null,
    said: null,
    filed: false,
    ...given,
  };
}

/** RFC 5322 §3.6.4 `id-left@id-right`, without angle brackets. */
export function messageIdOf(id: MailId, desk: Desk): string {
  return `${id}@${desk.assistant.address.split("@")[1] ?? "localhost"}`;
}

export function ownerAddress(desk: Desk): string {
  return desk.owner.addresses[0] ?? "";
}

/** Names of her own templates for somebody, the nearest first. */
export function wordingFor({ id, groups }: Contact): readonly string[] {
  return [id, ...groups.map((group) => `group-${slug(group) ?? "unnamed"}`)];
}

export function isOwner(desk: Desk, address: string | undefined): boolean {
  return address !== undefined && desk.owner.addresses.includes(address);
}

/** Hers, or the assistant's. */
export function isOurs(desk: Desk, address: string): boolean {
  return isOwner(desk, address) || address === desk.assistant.address;
}
