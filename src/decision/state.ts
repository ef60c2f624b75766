/**
 * All that is remembered between two ticks. Plain JSON: instants are ISO 8601 UTC texts, tables are records.
 *
 * A record is never changed in place: a step copies the tables (`draft`) and puts new records into the copy, so
 * that a throw halfway changes nothing and the old State is still whole.
 */
import { createHmac } from "node:crypto";
import type { Command, Ignored } from "../command/command.ts";
import type { ContactId } from "../contact/contact.ts";
import type { Evidence } from "../match/match.ts";
import type { MailKey } from "../message/message.ts";
import type { MediaQuery } from "../query/query.ts";

/** ISO 8601, UTC. */
export type Instant = string;

export type QueryId = string & { readonly __brand: "QueryId" };
/** The 128-bit secret of a letter, or the id of any other mail of ours. */
export type MailId = string;

export type StoredQuery = Omit<MediaQuery, "deadlineAt"> & { readonly deadlineAt: Instant | null };

/** Somebody a query may suit, as it was when the query arrived. */
export interface Candidate {
  readonly contactId: ContactId;
  readonly score: number;
  readonly proposed: boolean;
  readonly because: readonly string[];
  readonly evidence: readonly Evidence[];
  readonly heldBack: readonly string[];
  readonly stretch: string | null;
}

/** One place a query stood in. */
export interface Sighting {
  readonly mailKey: MailKey;
  /** `HARO, Wed noon`. */
  readonly edition: string;
  readonly at: Instant;
  readonly deadlineText: string | null;
}

export interface KnownQuery {
  readonly id: QueryId;
  readonly identities: readonly string[];
  readonly query: StoredQuery;
  readonly seenIn: readonly Sighting[];
  readonly arrivedAt: Instant;
  /** When it closes, a bare day taken until 17:00 in the outlet's zone; null: no deadline given. */
  readonly closesAt: Instant | null;
  readonly candidates: readonly Candidate[];
  /** Whom she declined it for. */
  readonly skipped: readonly ContactId[];
  /** The letter it stood in full in; null: not shown yet. */
  readonly proposedIn: MailId | null;
  /** It came from a list by itself, not from her hand. */
  readonly cameByItself: boolean;
  /** One a query, ever. */
  readonly urgentAt: Instant | null;
  /** Days on which it was a line in a digest after it stood in full, the last call before its deadline among them. */
  readonly digests: readonly string[];
  /** Domain of whoever sent the list's mail; null or absent: not known. */
  readonly listDomain?: string | null;
}

/** A query passed on to one contact. */
export interface Pass {
  readonly id: string;
  readonly queryId: QueryId;
  readonly contactId: ContactId;
  /** The mail that carries it. */
  readonly mailId: MailId;
  readonly decidedAt: Instant;
  readonly note: string | null;
  readonly answeredAt: Instant | null;
  /** The first words of the answer. */
  readonly answer: string | null;
  /** She said done, or asked to let it rest: no reminder any more. */
  readonly closedAt: Instant | null;
  readonly remindedAt: Instant | null;
  /** Not before then; null: by the rule. */
  readonly snoozedUntil: Instant | null;
  readonly nudges: readonly MailId[];
}

export type Status =
  | "held"
  | "waiting"
  | "sending"
  | "sent"
  | "retry"
  | "unsure"
  | "failed"
  | "cancelled"
  | "expired";

/** A mail of ours, from the moment it is decided. Its bytes lie in `outbox/<id>.eml`. */
export interface Outgoing {
  readonly id: MailId;
  /** What it is for: `proposal:<mail>`, `forward:<query>:<contact>`. One key, one mail, ever. */
  readonly key: string;
  /** Name of the letter or mail: `proposal`, `forward`. */
  readonly kind: string;
  readonly toOwner: boolean;
  readonly from: string;
  readonly to: string;
  readonly contactId: ContactId | null;
  readonly messageId: string;
  /** Names the server gave it instead. */
  readonly otherIds: readonly string[];
  readonly status: Status;
  readonly createdAt: Instant;
  readonly leavesAt: Instant;
  /** As worded; null: not yet. */
  readonly subject: string | null;
  /** Why it waits; null: nothing but its hold. */
  readonly why: string | null;
  /** Past this it does not leave any more; null: never too late. */
  readonly expiresAt: Instant | null;
  readonly tries: number;
  readonly sentAt: Instant | null;
  readonly handedOverAt: Instant | null;
  /** The server's last words. */
  readonly said: string | null;
  /** Whether it is known to stand in Sent: filed by the server or laid there by us. */
  readonly filed: boolean;
}

export type Question =
  | {
      readonly kind: "late";
      readonly queryId: QueryId;
      readonly contactId: ContactId;
      readonly note: string | null;
      readonly code: string;
    }
  | { readonly kind: "was-this-you"; readonly mailKeys: readonly MailKey[] }
  | { readonly kind: "unsure"; readonly mailId: MailId }
  /** Whether somebody is still to be matched on an interest (C6). */
  | {
      readonly kind: "interest";
      readonly contactId: ContactId;
      readonly interest: string;
      readonly code: string;
    };

/** Somebody who wrote and is nobody of hers: a list at the door, or a stranger. */
export interface Sender {
  /** Lower-case. */
  readonly address: string;
  /** What the list is called; null: no list. */
  readonly list: string | null;
  /** The domain whose signature held; null: none, so nothing of it can be believed. */
  readonly signer: string | null;
}

export type Item =
  | {
      readonly kind: "query";
      readonly queryId: QueryId;
      /** `a` → contact. */
      readonly people: Readonly<Record<string, ContactId>>;
      /** `b` → the rule that keeps this person out of `2` and `send all`. */
      readonly heldBack: Readonly<Record<string, string>>;
    }
  | { readonly kind: "mail"; readonly mailId: MailId }
  | { readonly kind: "sender"; readonly sender: Sender };

/** Tables of what she set by a word, each key to the moment she did. */
export type WordTable = "muted" | "admitted" | "ignored";

/** Something of a contact's that her word changed, over what contacts.json says. */
export interface ContactEdit {
  readonly contactId: ContactId;
  /** `services.haro`, `status` or `interests`. */
  readonly key: string;
  /** What contacts.json says; once she changes it there, hers holds and this is void. */
  readonly before: string | null | readonly string[];
  readonly after: string | null | readonly string[];
}

export interface Away {
  readonly from: Instant;
  readonly until: Instant;
}

/** What one answer of hers did, so that it can be undone. */
export type Doing =
  | { readonly kind: "send"; readonly code: string; readonly mailId: MailId }
  | {
      readonly kind: "skip";
      readonly code: string;
      readonly queryId: QueryId;
      readonly contactIds: readonly ContactId[];
    }
  /** A line of a table was put or taken; `before` null: there was none. */
  | {
      readonly kind: "table";
      readonly code: string;
      readonly table: WordTable;
      readonly key: string;
      readonly before: Instant | null;
      readonly about: string;
    }
  | {
      readonly kind: "edit";
      readonly code: string;
      readonly key: string;
      readonly before: ContactEdit | null;
      readonly about: string;
    }
  | { readonly kind: "away"; readonly code: string; readonly before: Away | null };

/** A letter to her: what its numbers mean. Lives 90 days. */
export interface LetterRecord {
  readonly id: MailId;
  readonly no: number;
  readonly kind: string;
  readonly at: Instant;
  readonly messageId: string;
  readonly subject: string | null;
  /** The letter this one answers in; its numbers hold here too. */
  readonly parent: MailId | null;
  readonly items: Readonly<Record<string, Item>>;
  /** By code, `""` for the one that a bare yes answers. */
  readonly questions: Readonly<Record<string, Question>>;
  readonly did: readonly Doing[];
  /** Queries the mail held that are not among the items. */
  readonly rest: readonly QueryId[];
  readonly undone: boolean;
  /** Commands printed in it beside its codes (`ask beatriz`, `7 to raj`), in their plainest words: its thread proves them. */
  readonly offers?: readonly string[];
}

/** A mail in her name that waits for her yes. */
export interface Unproven {
  readonly mailKey: MailKey;
  readonly at: Instant;
  readonly from: { readonly name: string | null; readonly address: string };
  readonly subject: string | null;
  readonly inReplyTo: string | null;
  readonly letterId: MailId | null;
  readonly commands: readonly Command[];
  readonly ignored: readonly Ignored[];
  readonly whyNot: string;
  /** The letter that asks; null: not asked yet today. */
  readonly askedIn: MailId | null;
}

export interface MailboxRecord {
  readonly uidValidity: string;
  /** Known uids as ranges, `1:500,503`. */
  readonly known: string;
  /** Handled, not yet moved: where each goes. */
  readonly unfiled: Readonly<Record<string, "handled" | "problems">>;
}

/** A mail set aside. */
export interface Trouble {
  readonly at: Instant;
  readonly subject: string | null;
  readonly why: string;
}

/** A line for the next digest. */
export interface Note {
  readonly at: Instant;
  readonly text: string;
  /** Whom it is about, so that it can be numbered and answered; absent: nothing can be done about it. */
  readonly sender?: Sender;
}

/** How often she declined somebody for one interest by name, and whether she was asked about it. */
export interface Declined {
  readonly count: number;
  readonly askedAt: Instant | null;
}

export interface State {
  readonly version: 1;
  readonly storeId: string;
  /** Hex; ids of mails are made from it and their key, so that the same mail has the same id after any restart. */
  readonly storeKey: string;
  readonly letterNo: number;
  readonly firstStart: { readonly at: Instant; readonly leftAlone: number } | null;
  readonly mailboxes: Readonly<Record<string, MailboxRecord>>;
  /** Key of a mail → the day it came, kept 180 days. */
  readonly keys: Readonly<Record<string, string>>;
  readonly queries: Readonly<Record<string, KnownQuery>>;
  /** Identity → query, for finding the same again. */
  readonly identities: Readonly<Record<string, QueryId>>;
  readonly passes: Readonly<Record<string, Pass>>;
  readonly letters: Readonly<Record<string, LetterRecord>>;
  readonly outbox: Readonly<Record<string, Outgoing>>;
  readonly unproven: Readonly<Record<string, Unproven>>;
  /** Claimed sender → the day a "Was this you?" was asked. */
  readonly askedOn: Readonly<Record<string, string>>;
  /** Marks (`b=`) of signatures already used for a command → day. */
  readonly marks: Readonly<Record<string, string>>;
  /** Contacts who said stop, by contact id → when. Only they lift it. */
  readonly stopped: Readonly<Record<string, Instant>>;
  readonly problems: readonly Trouble[];
  /** Queries gathered during a backlog, for one letter at its end; null: no backlog. */
  readonly backlog: { readonly mails: number; readonly queryIds: readonly QueryId[] } | null;
  /** Queries that lists brought by themselves, waiting for a proposal; since the first of them. */
  readonly gathered: { readonly since: Instant; readonly queryIds: readonly QueryId[] } | null;
  /**
   * The last local day a digest was decided for, when it was, from when on it tells ("" at first), and the last day
   * one was really written.
   */
  readonly digest: {
    readonly day: string;
    readonly at: Instant;
    readonly since: Instant | "";
    readonly writtenDay: string | null;
  } | null;
  /** Lines for the next digest, gone once told: strangers, lists that knocked. */
  readonly notes: readonly Note[];
  /** Whether the server files what we send by itself; null: not known yet. */
  readonly filesSent: boolean | null;
  /** Sending rests until then (quota, throttling, refused login), and why. */
  readonly rest: { readonly until: Instant; readonly why: string } | null;
  /** `contact key` → what her words changed of a contact. */
  readonly edits: Readonly<Record<string, ContactEdit>>;
  /** Services she does not want to hear of by themselves. */
  readonly muted: Readonly<Record<string, Instant>>;
  /** `signer address` of lists whose own mails she lets in. */
  readonly admitted: Readonly<Record<string, Instant>>;
  /** Addresses of senders she wants to hear nothing more of. */
  readonly ignored: Readonly<Record<string, Instant>>;
  readonly away: Away | null;
  /** `contact interest`. */
  readonly declined: Readonly<Record<string, Declined>>;
  /** What came from then on is to be read once more; null: nothing is asked for. */
  readonly readSince: Instant | null;
}

export const STATE_VERSION = 1;

/** Tables that came later: a state.json without them is whole. */
const LATER: ReadonlySet<string> = new Set(["edits", "muted", "admitted", "ignored", "declined"]);

export function emptyState(storeId: string, storeKey: string): State {
  return {
    version: STATE_VERSION,
    storeId,
    storeKey,
    letterNo: 0,
    firstStart: null,
    mailboxes: {},
    keys: {},
    queries: {},
    identities: {},
    passes: {},
    letters: {},
    outbox: {},
    unproven: {},
    askedOn: {},
    marks: {},
    stopped: {},
    problems: [],
    backlog: null,
    gathered: null,
    digest: null,
    notes: [],
    filesSent: null,
    rest: null,
    edits: {},
    muted: {},
    admitted: {},
    ignored: {},
    away: null,
    declined: {},
    readSince: null,
  };
}

/** @throws Error naming the key that is wrong, for the store to name the file. */
export function checkState(value: unknown): State {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error("it holds no JSON object");
  const state = value as Record<string, unknown>;
  for (const [key, like] of Object.entries(emptyState("", ""))) {
    if (like === null) continue;
    const found = state[key];
    if (found === undefined && LATER.has(key)) continue;
    if (typeof found !== typeof like || Array.isArray(found) !== Array.isArray(like) || found === null) {
      throw new Error(`"${key}" is ${found === undefined ? "missing" : "of the wrong kind"}`);
    }
  }
  return { ...emptyState("", ""), ...state } as State;
}

/** A State whose tables may be written to; the records in them stay as they are. */
export type Draft = {
  -readonly [K in keyof State]: State[K] extends Readonly<Record<string, infer V>>
    ? Record<string, V>
    : State[K];
};

export function draft(state: State): Draft {
  return {
    ...state,
    mailboxes: { ...state.mailboxes },
    keys: { ...state.keys },
    queries: { ...state.queries },
    identities: { ...state.identities },
    passes: { ...state.passes },
    letters: { ...state.letters },
    outbox: { ...state.outbox },
    unproven: { ...state.unproven },
    askedOn: { ...state.askedOn },
    marks: { ...state.marks },
    stopped: { ...state.stopped },
    edits: { ...state.edits },
    muted: { ...state.muted },
    admitted: { ...state.admitted },
    ignored: { ...state.ignored },
    declined: { ...state.declined },
  };
}

/** Crockford's base 32, lower case: no i, l, o, u to misread. */
const DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";

/** 26 characters, 128 bits: the same for the same store and key, guessable by nobody. */
export function mailIdOf(storeKey: string, key: string): MailId {
  const bytes = createHmac("sha256", Buffer.from(storeKey, "hex")).update(key).digest().subarray(0, 16);
  let value = BigInt(`0x${bytes.toString("hex")}`);
  let id = "";
  for (let place = 0; place < 26; place++) {
    id = DIGITS.charAt(Number(value & 31n)) + id;
    value >>= 5n;
  }
  return id;
}

export function storedQuery(query: MediaQuery): StoredQuery {
  return { ...query, deadlineAt: query.deadlineAt?.toISOString() ?? null };
}

export function openQuery(stored: StoredQuery): MediaQuery {
  return { ...stored, deadlineAt: stored.deadlineAt === null ? null : new Date(stored.deadlineAt) };
}
