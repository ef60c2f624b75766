/** What State remembers for following up: what she gave, owes and saved, and how lists come. */
import type { ContactId } from "../contact/contact.ts";
import type { Instant, Item, MailId } from "./records.ts";

/** What she gave somebody and what came of it; outlives the query itself, for stories run late. */
export interface Given {
  /** The pass it was. */
  readonly id: string;
  readonly contactId: ContactId;
  readonly mailId: MailId;
  readonly title: string;
  readonly outlet: string | null;
  readonly service: string;
  readonly sentAt: Instant;
  readonly answeredAt: Instant | null;
  readonly pitched: boolean;
  readonly through: ContactId | null;
  /** Where it is in print; the line she liked, if she named one. */
  readonly ran: { readonly at: Instant; readonly link: string | null; readonly quote: string | null } | null;
  /** The link they sent with "it ran", before her yes; absent: they said nothing of it. */
  readonly saysRan?: string | null;
}

/**
 * Something she is to hear of, or means to do for somebody. `remind` makes reminders, a Bcc'd note promises, `met` the
 * first follow-up: put one into `state.owed` under its id, note a Doing of kind `owed`, and the rest is done by itself.
 */
export interface Owed {
  readonly id: string;
  readonly kind: "reminder" | "promise" | "follow-up";
  /** Whom it is about or owed to; null: nobody in particular. */
  readonly contactId: ContactId | null;
  /** The query or forward it is about; null: none. */
  readonly about: Item | null;
  /** Her words: `I'll send you the tide-mill piece`, `coffee`; for a reminder what it is about. */
  readonly text: string;
  readonly saidAt: Instant;
  /** When a letter brings it; null: it stands in digests until it is done. */
  readonly dueAt: Instant | null;
  /** The last digest or letter that told of it. */
  readonly toldAt: Instant | null;
  readonly closedAt: Instant | null;
}

/** Something she forwarded that can be shared: an article, a newsletter, an event. */
export interface Shared {
  /** Key of the mail that brought it; `Saved` has the same. */
  readonly id: string;
  readonly title: string;
  /** Cleaned, and for anybody; null: none. */
  readonly url: string | null;
  readonly from: string | null;
  /** Domain of whoever sent it; null: not known. */
  readonly domain: string | null;
  readonly arrivedAt: Instant;
  readonly event: {
    /** Null: a whole day. */
    readonly at: Instant | null;
    readonly day: string;
    readonly zone: string | null;
    readonly where: string | null;
    /** The calendar entry to be attached; null: it is gone. */
    readonly file: string | null;
  } | null;
  /** Interests of contacts it touches. */
  readonly interests: readonly string[];
}

/** An article or event on her shelf: a reason to write to whoever it interests. */
export interface Saved {
  readonly id: string;
  readonly title: string;
  readonly url: string | null;
  /** Where it came from: an outlet, a sender's name. */
  readonly from: string | null;
  readonly savedAt: Instant;
  /** Interests of contacts it touches, as contacts.json has them. */
  readonly interests: readonly string[];
  /** `2027-01-28`: the day of an event; absent: an article. */
  readonly on?: string | null;
  /** Whom she saved it for; absent: whoever it interests. */
  readonly forIds?: readonly ContactId[];
}

/** What a list brings by itself or through her hand, for noticing when it stops. */
export interface ListLog {
  readonly name: string;
  readonly service: string;
  /** When its last editions came, the oldest first, a dozen at most. */
  readonly cameAt: readonly Instant[];
  /** Editions in a row of which no query could be read. */
  readonly empty: number;
  /** A digest said that it stopped, or cannot be read any more. */
  readonly warnedAt: Instant | null;
}
