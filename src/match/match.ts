/** Why a query fits a contact, and how well. */
import type { ContactId } from "../contact/contact.ts";

/** One reason, pointing at the words it stands on. */
export interface Evidence {
  /** What she keeps about the contact: the interest, category or note as she wrote it. */
  readonly interest: string;
  /** The words of the query that it met; the same as the interest when they are literally there. */
  readonly words: string;
  readonly where: "summary" | "query" | "requirements" | "category" | "outlet" | "note";
  /** True when it came from her private notes: never shown to the contact. */
  readonly isPrivate: boolean;
}

/** Scores from here on are proposed. */
export const PROPOSES_FROM = 0.5;

export interface Match {
  readonly contactId: ContactId;
  /** 0 to 1. */
  readonly score: number;
  readonly proposed: boolean;
  readonly zone: "propose" | "maybe" | "silent";
  readonly evidence: readonly Evidence[];
  /** The evidence in words a friend would use: `remote work = "team spread over four time zones" (query)`. */
  readonly because: readonly string[];
  /** Rules that keep this person out, each with its words (`-crypto`); empty when none. */
  readonly heldBack: readonly string[];
  /** The path of a stretch match; null for an ordinary one. */
  readonly stretch: string | null;
  /** What her earlier decisions changed; absent: nothing. */
  readonly taught?: {
    /** The score without them. */
    readonly without: number;
    /** Queries like this one that she passed on to this contact. */
    readonly alike: number;
  };
}
