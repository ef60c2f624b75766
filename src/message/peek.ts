/** The subject of a mail that could not be read, so that she knows which one it was. No parser is asked again. */
import { oneLine } from "./tidy.ts";

/** Only so much of the mail is looked at. Bytes. */
const HEAD_BYTES = 64 * 1024;
const SUBJECT_CHARS = 200;

/** RFC 5322 §2.2.3: folded lines begin with white space. */
const SUBJECT = /^subject:[ \t]*([^\r\n]{0,998}(?:\r?\n[ \t][^\r\n]{0,998}){0,8})/im;
/** RFC 2047 §2; white space between two of them is none. */
const ENCODED = /=\?([\w-]{1,40})(?:\*[\w-]*)?\?([bq])\?([^?\s]{0,800})\?=(?:\s+(?==\?))?/gi;

/** @returns null when it has none. */
export function subjectOf(mail: Uint8Array): string | null {
  const head = Buffer.from(mail.subarray(0, HEAD_BYTES)).toString("latin1");
  const end = /\r?\n\r?\n/.exec(head)?.index ?? head.length;
  const [, raw = ""] = SUBJECT.exec(head.slice(0, end)) ?? [];
  const said = oneLine(raw.replace(ENCODED, decoded), SUBJECT_CHARS).trim();
  return said === "" ? null : said;
}

function decoded(whole: string, charset: string, way: string, text: string): string {
  const bytes = /b/i.test(way)
    ? Buffer.from(text, "base64")
    : Buffer.from(text.replace(/_/g, " ").replace(/=([0-9a-f]{2})/gi, unhex), "latin1");
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return whole;
  }
}

function unhex(_whole: string, hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16));
}
