/** What State's tables hold. Plain JSON: instants are ISO 8601 UTC texts, tables are records, nothing is changed in place. */
import type { Command, Ignored } from "../command/command.ts";
import type { ContactId } from "../contact/contact.ts";
import type { Match } from "../match/match.ts";
import type { MailKey } from "../message/message.ts";
import type { MediaQuery } from "../query/query.ts";
import type { Given, Owed, Saved } from "./records-owed.ts";
import type { EditValue, Newcomer, Row } from "./records-people.ts";

/** ISO 8601, UTC. */
export type Instant = string;

export type QueryId = string & { readonly __brand: "QueryId" };
/** The 128-bit secret of a letter, or the id of any other mail of ours. */
export type MailId = string;

export type StoredQuery = Omit<MediaQuery, "deadlineAt"> & { readonly deadlineAt: Instant | null };

/** Somebody a query may suit, as it was when the query arrived. */
export interface Candidate extends Omit<Match, "zone"> {
  /** Once a stretch, proposed like any other since she said yes to it then. */
  readonly learnt?: Instant;
}

/** What she said to a stretch, and when. */
export interface Link {
  readonly said: "yes" | "no";
  readonly at: Instant;
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
  /** Subject of the mail a single post came in, its only headline; null or absent: an edition's is none of a query's. */
  readonly subject?: string | null;
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
  /** `2027-01-20`: her day on which it was shown as the stretch of that day. */
  readonly stretchedOn?: string;
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
  /** Her standing word it leaves on, `always ana haro`; null or absent: she named it. */
  readonly onWord?: string | null;
  /** The answer was handed to her in a letter of its own. */
  readonly isHandedOn?: boolean;
  /** "I'll get back to you Friday": the morning after the day they named; offered to her as a hold. */
  readonly promisedAt?: Instant | null;
  /** On her yes to that: she hears of it again then, unless they wrote. */
  readonly heldUntil?: Instant | null;
  /** Who named this contact, and is to be thanked when it runs. */
  readonly through?: ContactId | null;
  /** A digest told that it closed unanswered. */
  readonly closedToldAt?: Instant | null;
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
  /** Hold until the day they named? */
  | { readonly kind: "hold"; readonly passId: string; readonly code: string }
  /** It ran: a congratulation, or thanks to somebody who helped. */
  | { readonly kind: "congratulate"; readonly givenId: string; readonly code: string }
  | {
      readonly kind: "thank";
      readonly givenId: string;
      readonly contactId: ContactId;
      readonly code: string;
    }
  /** Interests near one she gave somebody. */
  | {
      readonly kind: "related";
      readonly contactId: ContactId;
      readonly interests: readonly string[];
      readonly code: string;
    }
  | { readonly kind: "merge"; readonly keep: ContactId; readonly other: ContactId; readonly code: string }
  | { readonly kind: "forget"; readonly contactId: ContactId; readonly code: string }
  /** Somebody new; `thanks` is whom a thank-you goes to on the same yes. */
  | {
      readonly kind: "newcomer";
      readonly person: Newcomer;
      readonly thanks: { readonly contactId: ContactId; readonly mailId: MailId } | null;
      readonly code: string;
    }
  /** Something a contact asked for that is hers to allow. */
  | {
      readonly kind: "wish";
      readonly contactId: ContactId;
      readonly key: string;
      readonly set: EditValue;
      readonly about: string;
      readonly code: string;
    }
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
  | { readonly kind: "sender"; readonly sender: Sender }
  | { readonly kind: "owed"; readonly owedId: string }
  /** Something to share; `a` → contact. */
  | { readonly kind: "share"; readonly shareId: string; readonly people: Readonly<Record<string, ContactId>> }
  /** A contact to write to, and what to write about; `savedId` null: the reason is another one. */
  | { readonly kind: "contact"; readonly contactId: ContactId; readonly savedId: string | null };

/** Tables of what she set by a word, each key to the moment she did. */
export type WordTable = "muted" | "admitted" | "ignored" | "touches" | "quietTold" | "cadences";

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
      /** It was counted as a no for the interest behind it. */
      readonly isLearnt?: boolean;
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
      readonly contactId: ContactId;
      readonly key: string;
      /** What held before, and what it set; changed since, it is not taken back. */
      readonly was: EditValue;
      readonly set: EditValue;
      readonly about: string;
    }
  /** People of an address book were taken in. */
  | {
      readonly kind: "added";
      readonly code: string;
      readonly contactIds: readonly ContactId[];
      readonly about: string;
    }
  /** Two entries became one: what was re-hung from the one that went. */
  | {
      readonly kind: "merged";
      readonly code: string;
      readonly keep: ContactId;
      readonly other: ContactId;
      readonly passIds: readonly string[];
      readonly mailIds: readonly MailId[];
      /** What else was known of the one that went, and what stood there before; absent in older records. */
      readonly rows?: readonly Row[];
    }
  /** Something was put on her shelf; `before` null: it was not there. */
  | {
      readonly kind: "saved";
      readonly code: string;
      readonly savedId: string;
      readonly before: Saved | null;
      readonly about: string;
    }
  | { readonly kind: "away"; readonly code: string; readonly before: Away | null }
  /** A stretch was learnt or forgotten; `before` null: nothing was known of it. */
  | {
      readonly kind: "link";
      readonly code: string;
      readonly key: string;
      readonly before: Link | null;
      readonly about: string;
    }
  /** When somebody is asked about again, or never, was changed. */
  | {
      readonly kind: "rest";
      readonly code: string;
      readonly passId: string;
      readonly before: Pick<Pass, "closedAt" | "snoozedUntil" | "heldUntil">;
      readonly about: string;
    }
  /** Something owed was written down, moved or done; `before` null: it was not there. */
  | {
      readonly kind: "owed";
      readonly code: string;
      readonly owedId: string;
      readonly before: Owed | null;
      readonly about: string;
    }
  | {
      readonly kind: "given";
      readonly code: string;
      readonly givenId: string;
      readonly before: Given | null;
      readonly about: string;
    };

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
  /** Her yes teaches this signer; absent or null: none. */
  readonly signer?: string | null;
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
