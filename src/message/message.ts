/** One mail, read: what stands in it, before anybody asks what it means for us. */

/** RFC 5322 §3.6.4, without angle brackets. */
export type MessageId = string & { readonly __brand: "MessageId" };

/** What a mail is known by: hex of the first 16 bytes of a sha256, trace fields left out (DESIGN 3.1). */
export type MailKey = string & { readonly __brand: "MailKey" };

export interface Address {
  /** `local-part@domain`, lower-case. */
  readonly address: string;
  /** The display name, decoded; null when there is none. */
  readonly name: string | null;
}

/** A stable kebab-case code and one English sentence. All codes are listed in docs/problems.md. */
export interface Problem {
  readonly code: string;
  readonly text: string;
}

/** A mail that this mail passes on: inline below a forward header, or attached as message/rfc822. */
export interface Original {
  readonly from: Address | null;
  readonly to: readonly Address[];
  readonly subject: string | null;
  /** Null when the printed date could not be read. */
  readonly sentAt: Date | null;
  readonly messageId: MessageId | null;
  /** Plain text, LF line ends, without the quote marks the forward put before its lines. */
  readonly text: string;
  readonly attached: boolean;
}

export type AutomaticReason =
  | "bounce"
  | "out-of-office"
  | "challenge"
  | "feedback"
  | "receipt"
  | "loop"
  | "other";

export interface Bounce {
  readonly recipients: readonly {
    readonly address: string;
    /** RFC 3463, `5.1.1`; null when none is printed. */
    readonly status: string | null;
    /** RFC 3464 §2.3.3: failed, delayed, delivered, relayed, expanded. */
    readonly action: string | null;
    /** True: never again. False: may work later. Null: not told. */
    readonly final: boolean | null;
    /** The server's own words, one line, for showing to her. */
    readonly diagnostic: string | null;
  }[];
  /** Message-ID of the mail that came back. */
  readonly originalMessageId: MessageId | null;
}

export interface Attachment {
  /** As printed, decoded, path and control characters removed; null when none. */
  readonly filename: string | null;
  readonly contentType: string;
  /** Bytes after decoding. */
  readonly size: number;
  /** Of an address book or a calendar entry; null for anything else, and for what is too large. */
  readonly content: Uint8Array | null;
}

/** Header lines that sender proof needs, unfolded, in the order they stand (top first). */
export interface TraceField {
  readonly name:
    | "received"
    | "authentication-results"
    | "arc-authentication-results"
    | "dkim-signature"
    | "return-path";
  readonly value: string;
}

export interface Message {
  readonly key: MailKey;
  readonly messageId: MessageId | null;
  /** X-Sendalong-Id, X-Microsoft-Original-Message-ID: further names of the same mail. */
  readonly sendalongId: string | null;
  readonly originalMessageId: MessageId | null;
  readonly inReplyTo: MessageId | null;
  readonly references: readonly MessageId[];
  /** X-Forwarded-Message-Id (Thunderbird sets it on forwards, beside In-Reply-To). */
  readonly forwardedMessageId: MessageId | null;
  /** All addresses of all From fields: only a mail with exactly one may hold commands. */
  readonly from: readonly Address[];
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly replyTo: readonly Address[];
  /** Delivered-To, X-Original-To and kin, lower-case. */
  readonly deliveredTo: readonly string[];
  readonly subject: string | null;
  /** The Date field, a claim; null when absent or nonsense. */
  readonly sentAt: Date | null;
  /** The whole body as plain text (our own HTML to text where there is no plain part), LF line ends, bounded. */
  readonly text: string;
  /** Forwarded originals in the order they stand. Filled by shape alone: whether the mail *is* a forward or an
   *  answer that quotes is for `isAnswer` and the State to say. */
  readonly originals: readonly Original[];
  /** What stands above the first original, for commands and notes; null when nothing. */
  readonly note: string | null;
  /** The part the sender wrote in an answer: no quote, no signature. May be empty. */
  readonly freeText: string;
  /** In-Reply-To present, no X-Forwarded-Message-Id, subject not beginning with a forward word. */
  readonly isAnswer: boolean;
  /** Secrets on `ref: …` lines, lower-case, wherever they stand outside a quote. */
  readonly refs: readonly string[];
  readonly automatic: { readonly why: AutomaticReason; readonly returnsOn: string | null } | null;
  readonly bounce: Bounce | null;
  /** List-Id without brackets and phrase. */
  readonly list: { readonly id: string } | null;
  /** Auto-Submitted as printed, lower-case; null when absent. */
  readonly autoSubmitted: string | null;
  readonly attachments: readonly Attachment[];
  readonly trace: readonly TraceField[];
  /** `winmail`, `encrypted`, `empty`, `too-large`, `truncated`, … : what could not be read and why. */
  readonly problems: readonly Problem[];
}

/** One DKIM signature of a mail, checked (RFC 6376). What `proof/` finds and `message/proof.ts` judges. */
export interface Signature {
  /** d=, lower-case. */
  readonly domain: string;
  readonly passes: boolean;
  /** h=, lower-case names. */
  readonly signedFields: readonly string[];
  /** Whether l= stands in it: then more could be appended below the signed part. */
  readonly partial: boolean;
  /** b=, without white space: the mark a replay bears again. */
  readonly mark: string;
}
