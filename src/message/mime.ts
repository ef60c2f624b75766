/** Bytes to MIME parts, and what is done where mailparser gives up. */
import {
  HEAD_BYTES,
  HEADER_FIELD_CHARS,
  HEADER_FIELDS,
  MAIL_BYTES,
  MAIL_LINES,
  MIME_PARTS,
} from "../bounds.ts";
import { UnreadableMail } from "../errors.ts";
import type { Problem } from "./message.ts";
import { type Part, type Parts, readParts } from "./parts.ts";

const LINE_FEED = 10;

export interface HeaderField {
  /** Lower-case. */
  readonly name: string;
  /** Unfolded, encoded words left as they are. */
  readonly value: string;
}

export interface MimePart {
  /** Lower-case, without parameters. */
  readonly contentType: string;
  readonly filename: string | null;
  readonly content: Buffer;
}

export interface Mime {
  readonly fields: readonly HeaderField[];
  /** Encoded words decoded; null when absent. */
  readonly subject: string | null;
  /** Every text/plain part, and every text/html part; empty when none. */
  readonly plain: string;
  readonly html: string;
  /** Lower-case, without parameters; null when the mail names none. */
  readonly contentType: string | null;
  /** Everything that is no text of the mail itself: attachments, attached mails, delivery reports. */
  readonly parts: readonly MimePart[];
  readonly problems: readonly Problem[];
}

/** @throws UnreadableMail when not even the header can be read. */
export async function readMime(bytes: Uint8Array): Promise<Mime> {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tooLarge = whole.length > MAIL_BYTES || hasTooManyLines(whole);
  const read = tooLarge ? whole.subarray(0, HEAD_BYTES) : whole;
  const problems = tooLarge ? [tooLargeProblem(whole.length)] : [];
  try {
    const mime = mimeOf(await readParts(read), problems);
    return isHollow(mime) ? { ...mime, plain: bodyAsText(read) } : mime;
  } catch (cause) {
    return await readReduced(read, problems, cause);
  }
}

/** mailparser works line by line: millions of empty ones hold it for seconds. */
function hasTooManyLines(mail: Buffer): boolean {
  if (mail.length < MAIL_LINES) return false;
  let lines = 0;
  for (let at = mail.indexOf(LINE_FEED); at >= 0; at = mail.indexOf(LINE_FEED, at + 1)) {
    if (++lines > MAIL_LINES) return true;
  }
  return false;
}

/** A multipart whose boundary never comes: its text is all preamble, and mailparser drops it. */
function isHollow({ contentType, plain, html, parts }: Mime): boolean {
  return (
    (contentType?.startsWith("multipart/") ?? false) && plain === "" && html === "" && parts.length === 0
  );
}

function bodyAsText(mail: Buffer): string {
  return split(mail).body.subarray(0, HEAD_BYTES).toString("utf8").trimStart();
}

/** mailparser refuses headers over 1 MB and more than 1,000 parts (EMAXLEN): less of the mail is better than none. */
async function readReduced(mail: Buffer, problems: readonly Problem[], first: unknown): Promise<Mime> {
  const { header, body } = split(mail);
  const shortHeader = reducedHeader(header);
  const tries = [
    { bytes: Buffer.concat([shortHeader, body]), problem: headerProblem },
    { bytes: Buffer.concat([shortHeader, firstParts(body)]), problem: partsProblem },
    { bytes: shortHeader, problem: partsProblem },
  ];
  for (const { bytes, problem } of tries) {
    try {
      return mimeOf(await readParts(bytes), [...problems, problem]);
    } catch {
      // The next try reads less.
    }
  }
  throw new UnreadableMail("This mail cannot be read: its structure is broken.", { cause: first });
}

function split(mail: Buffer): { header: Buffer; body: Buffer } {
  const ends = [mail.indexOf("\r\n\r\n"), mail.indexOf("\n\n")].filter((end) => end >= 0);
  const end = ends.length === 0 ? mail.length : Math.min(...ends);
  return { header: mail.subarray(0, end), body: mail.subarray(end) };
}

function reducedHeader(header: Buffer): Buffer {
  const fields = header
    .subarray(0, HEAD_BYTES * 4)
    .toString("latin1")
    .split(/\r?\n(?![ \t])/)
    .slice(0, HEADER_FIELDS)
    .map((field) => field.slice(0, HEADER_FIELD_CHARS));
  return Buffer.from(fields.join("\r\n"), "latin1");
}

/** The body up to where the boundary lines pass nine tenths of what is allowed. */
function firstParts(body: Buffer): Buffer {
  let end = -1;
  for (let seen = 0; seen < MIME_PARTS * 0.9; seen++) {
    const next = body.indexOf("\n--", end + 1);
    if (next < 0) return body;
    end = next;
  }
  return body.subarray(0, end);
}

const headerProblem: Problem = {
  code: "header-too-large",
  text: "The header of this mail is far too large; only its first fields were read.",
};
const partsProblem: Problem = {
  code: "too-many-parts",
  text: "This mail has too many parts; only the first were read.",
};

function tooLargeProblem(size: number): Problem {
  const megabytes = Math.round(size / 1024 / 1024);
  return {
    code: "too-large",
    text: `This mail is too large (${megabytes} MB, or too many lines); only its header and the first ${HEAD_BYTES / 1024} kB were read.`,
  };
}

function mimeOf(mail: Parts, problems: readonly Problem[]): Mime {
  const contentType = mail.headers.get("content-type");
  const subject = mail.headers.get("subject");
  return {
    fields: mail.headerLines.map(({ key, line }) => ({ name: key, value: unfolded(line) })),
    subject: typeof subject === "string" && subject.trim() !== "" ? subject : null,
    plain: mail.plain,
    html: mail.html,
    contentType:
      typeof contentType === "object" && "value" in contentType && typeof contentType.value === "string"
        ? contentType.value.toLowerCase()
        : null,
    parts: mail.attachments.map(partOf),
    problems,
  };
}

function unfolded(line: string): string {
  return utf8OrLatin1(line.slice(line.indexOf(":") + 1))
    .replace(/\s+/g, " ")
    .trim();
}

/** mailparser hands out raw header lines a byte a character; unencoded 8-bit text is mostly UTF-8. */
function utf8OrLatin1(binary: string): string {
  if (!/[\u0080-\u00ff]/.test(binary)) return binary;
  const decoded = Buffer.from(binary, "latin1").toString("utf8");
  return decoded.includes("\ufffd") ? binary : decoded;
}

/** What a part is that does not say it, or says nothing one can use (RFC 2046, 4.5.1). */
const UNTYPED = "application/octet-stream";

function partOf(part: Part): MimePart {
  return {
    contentType: part.contentType === false ? UNTYPED : part.contentType.toLowerCase(),
    filename: part.filename ?? null,
    content: part.content,
  };
}
