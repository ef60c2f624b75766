/** What a mail is known by (DESIGN 3.1). */
import { createHash } from "node:crypto";
import type { MailKey } from "./message.ts";

const KEY_BYTES = 16;

export interface KeyFields {
  /** Header values as printed, unfolded; empty when absent. */
  readonly messageId: string;
  readonly date: string;
  readonly from: string;
  readonly subject: string;
}

/**
 * The same for every delivery of one mail (by To, by Cc, from a list and straight), another for any other mail,
 * also one that bears a Message-ID seen before.
 *
 * @param body the decoded texts, with LF line ends, and attachments, in order
 */
export function mailKey(fields: KeyFields, body: readonly (string | Uint8Array)[]): MailKey {
  const hash = createHash("sha256");
  const pieces = [fields.messageId, fields.date, fields.from, fields.subject, ...body.map(evenly)];
  for (const piece of pieces) {
    hash.update(`${piece.length}:`).update(piece);
  }
  return hash.digest().subarray(0, KEY_BYTES).toString("hex") as MailKey;
}

/** Servers on the way change what stands at the very end. */
function evenly(piece: string | Uint8Array): string | Uint8Array {
  return typeof piece === "string" ? piece.trimEnd() : piece;
}
