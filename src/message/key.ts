/** What a mail is known by (DESIGN 3.1). */
import { hash } from "node:crypto";
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
  const pieces = [fields.messageId, fields.date, fields.from, fields.subject, ...body.map(evenly)];
  return hash("sha256", joined(pieces), "hex").slice(0, 2 * KEY_BYTES) as MailKey;
}

/** Servers on the way change what stands at the very end. */
function evenly(piece: string | Uint8Array): string | Uint8Array {
  return typeof piece === "string" ? piece.trimEnd() : piece;
}

/** Each with its length before it. One text where all are texts: to feed a hash piece by piece takes half as long again. */
function joined(pieces: readonly (string | Uint8Array)[]): string | Uint8Array {
  if (pieces.every((piece) => typeof piece === "string"))
    return pieces.map((piece) => `${piece.length}:${piece}`).join("");
  return Buffer.concat(pieces.flatMap((piece) => [Buffer.from(`${piece.length}:`), bytesOf(piece)]));
}

function bytesOf(piece: string | Uint8Array): Uint8Array {
  return typeof piece === "string" ? Buffer.from(piece) : piece;
}
