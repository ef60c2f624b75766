/**
 * All that is remembered between two ticks. Plain JSON: instants are ISO 8601 UTC texts, tables are records.
 *
 * A record is never changed in place: a step copies the tables (`draft`) and puts new records into the copy, so
 * that a throw halfway changes nothing and the old State is still whole.
 */
import { createHmac } from "node:crypto";
import type { Lesson } from "../match/learn.ts";
import type { MediaQuery } from "../query/query.ts";
import type {
  Away,
  Declined,
  Instant,
  KnownQuery,
  LetterRecord,
  Link,
  MailboxRecord,
  MailId,
  Note,
  Outgoing,
  Pass,
  QueryId,
  StoredQuery,
  Trouble,
  Unproven,
} from "./records.ts";
import type { Given, ListLog, Owed, Saved, Shared } from "./records-owed.ts";
import type { ContactEdit, Forgetting } from "./records-people.ts";

export type * from "./records.ts";
export type * from "./records-owed.ts";
export type * from "./records-people.ts";

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
  /** Domains that sign for one tenant alone, learnt with her yes to "Was this you?" → when (DESIGN 4). */
  readonly signers: Readonly<Record<string, Instant>>;
  /** Contacts who said stop, by contact id, and their addresses by `scrambled` → when. Only they lift it. */
  readonly stopped: Readonly<Record<string, Instant>>;
  /** Addresses of people who were forgotten, by `scrambled` → when: all that is left of them. */
  readonly forgotten: Readonly<Record<string, Instant>>;
  /** Contacts who are to be forgotten: from then on, and why it waits until then. */
  readonly forgetting: Readonly<Record<string, Forgetting>>;
  /** What she was told of contacts.json, until it is mended; null: nothing. */
  readonly contactsTold: string | null;
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
  /**
   * By pass: what her decisions teach the match, the oldest first. Replaced as a whole, also in a draft: what was learnt
   * is kept by this very object, and holds for as long as it is the same one.
   */
  readonly lessons: Readonly<Record<string, Lesson>>;
  /** `contact link`: stretches she said yes or no to. */
  readonly links: Readonly<Record<string, Link>>;
  /** What came from then on is to be read once more; null: nothing is asked for. */
  readonly readSince: Instant | null;
  readonly owed: Readonly<Record<string, Owed>>;
  /** What she forwarded to be shared, by the mail that brought it. */
  readonly shares: Readonly<Record<string, Shared>>;
  /** Her shelf, by id. */
  readonly saved: Readonly<Record<string, Saved>>;
  readonly given: Readonly<Record<string, Given>>;
  /** Contact → the last words between the two, hers or theirs, as far as mail shows. */
  readonly touches: Readonly<Record<string, Instant>>;
  /** Contact → `2027-05-12`, the day they said they are back. */
  readonly absent: Readonly<Record<string, string>>;
  /** Contact → when a digest last told that they went quiet. */
  readonly quietTold: Readonly<Record<string, Instant>>;
  /** Group → how often she wants to be in touch with its people, `6w`. */
  readonly cadences: Readonly<Record<string, string>>;
  /** By the address a list writes from. */
  readonly listLogs: Readonly<Record<string, ListLog>>;
  /** `2027-01 haro` → queries read in that month, and how many of them suited somebody. */
  readonly tallies: Readonly<Record<string, { readonly read: number; readonly fit: number }>>;
}

export const STATE_VERSION = 1;

/** Tables that came later: a state.json without them is whole. */
const LATER: ReadonlySet<string> = new Set([
  "edits",
  "muted",
  "admitted",
  "ignored",
  "declined",
  "lessons",
  "links",
  "signers",
  "forgotten",
  "forgetting",
  "owed",
  "saved",
  "shares",
  "given",
  "touches",
  "absent",
  "quietTold",
  "cadences",
  "listLogs",
  "tallies",
]);

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
    signers: {},
    stopped: {},
    forgotten: {},
    forgetting: {},
    contactsTold: null,
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
    lessons: {},
    links: {},
    readSince: null,
    owed: {},
    shares: {},
    saved: {},
    given: {},
    touches: {},
    absent: {},
    quietTold: {},
    cadences: {},
    listLogs: {},
    tallies: {},
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

/** A State whose tables may be written to, all but `lessons`; the records in them stay as they are. */
export type Draft = {
  -readonly [K in keyof State]: State[K] extends Readonly<Record<string, infer V>>
    ? K extends "lessons"
      ? State[K]
      : Record<string, V>
    : State[K];
};

export function draft(state: State): Draft {
  return {
    ...state,
    mailboxes: { ...state.mailboxes },
    keys: copyOf(state.keys),
    queries: { ...state.queries },
    identities: { ...state.identities },
    passes: { ...state.passes },
    letters: { ...state.letters },
    outbox: { ...state.outbox },
    unproven: { ...state.unproven },
    askedOn: { ...state.askedOn },
    marks: { ...state.marks },
    signers: { ...state.signers },
    stopped: { ...state.stopped },
    forgotten: { ...state.forgotten },
    forgetting: { ...state.forgetting },
    edits: { ...state.edits },
    muted: { ...state.muted },
    admitted: { ...state.admitted },
    ignored: { ...state.ignored },
    declined: { ...state.declined },
    links: { ...state.links },
    owed: { ...state.owed },
    shares: { ...state.shares },
    saved: { ...state.saved },
    given: { ...state.given },
    touches: { ...state.touches },
    absent: { ...state.absent },
    quietTold: { ...state.quietTold },
    cadences: { ...state.cadences },
    listLogs: { ...state.listLogs },
    tallies: { ...state.tallies },
  };
}

/** Of the one table that holds a row for each mail of half a year: spreading it takes twice as long. */
function copyOf<T>(table: Readonly<Record<string, T>>): Record<string, T> {
  const copy: Record<string, T> = Object.create(null);
  for (const name in table) copy[name] = table[name] as T;
  return copy;
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
