/** A mail of ours, ready to be put into bytes. */
import type { Enclosure } from "../decision/desk.ts";

export interface Mailbox {
  readonly name: string | null;
  readonly address: string;
}

/** Without angle brackets; `id` is also the left part of Message-ID and the value of X-Sendalong-Id. */
export interface OutgoingMail {
  /** 26 characters, 128 bits. For a letter it is the secret its answers are known by. */
  readonly id: string;
  readonly messageId: string;
  readonly from: Mailbox;
  /** Exactly one recipient a mail, always. */
  readonly to: Mailbox;
  readonly replyTo: readonly Mailbox[];
  readonly subject: string;
  readonly text: string;
  /** Null: text only. */
  readonly html: string | null;
  /** Absent: none. */
  readonly attachments?: readonly Enclosure[];
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  /** `auto-generated` for letters, `auto-replied` for receipts, null for forwards. */
  readonly autoSubmitted: "auto-generated" | "auto-replied" | null;
  /** The Date field. */
  readonly at: Date;
}
