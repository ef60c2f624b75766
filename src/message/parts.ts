/**
 * What mailparser finds in a mail: its fields as printed, its texts, its other parts.
 *
 * Its `simpleParser` also takes every address, date and identifier of the header apart, which for a small mail is a
 * third of its work. We read those ourselves, from the printed fields (header.ts), so it is not asked for them.
 */
import { type AttachmentStream, type HeaderLines, type Headers, MailParser } from "mailparser";

/**
 * Its own text from HTML repeats link targets, and its making HTML of text costs time; a delivery-status or
 * message/rfc822 part that is not kept apart melts into the text.
 */
const OPTIONS = {
  skipHtmlToText: true,
  skipTextToHtml: true,
  keepDeliveryStatus: true,
  ignoreEmbedded: true,
  checksumAlgo: false,
} as const;

/** The fields of a mail's own header that mailparser is asked for. */
const TAKEN_APART: ReadonlySet<string> = new Set(["content-type", "subject"]);

export interface Parts {
  /** As printed, in the order they stand. */
  readonly headerLines: HeaderLines;
  /** Content-Type and Subject, where they stand. */
  readonly headers: Headers;
  /** Every text/plain part, and every text/html part; empty when none. */
  readonly plain: string;
  readonly html: string;
  readonly attachments: readonly Part[];
}

export interface Part {
  /** False where the part bears an empty Content-Type; mailparser's types know only the string. */
  readonly contentType: string | false;
  readonly filename?: string;
  readonly content: Buffer;
}

/** @throws what mailparser gives up with: a header too large, too many parts */
export function readParts(mail: Buffer): Promise<Parts> {
  return new Promise((resolve, reject) => {
    const parser = new PartsParser(OPTIONS);
    const attachments: Part[] = [];
    parser.on("data", (part) => {
      if (part.type === "attachment") take(part, parser, attachments);
    });
    parser.on("error", reject);
    parser.on("end", () => {
      const { headers, headerLines, text, html } = parser;
      if (headers === false || headerLines === false) reject(new Error("no header was found"));
      else resolve({ headers, headerLines, plain: text || "", html: html || "", attachments });
    });
    parser.end(mail);
  });
}

/** What follows comes when this part was read to its end. */
function take(part: AttachmentStream, parser: MailParser, attachments: Part[]): void {
  const chunks: Buffer[] = [];
  parser.pause();
  part.content.on("data", (chunk: Buffer) => chunks.push(chunk));
  part.content.on("end", () => {
    attachments.push({ ...part, content: Buffer.concat(chunks) });
    part.release?.();
    parser.resume();
  });
}

/** In none of the library's types. Were it called otherwise one day, all fields would be taken apart again, no more. */
interface Internal {
  processHeaders(lines: HeaderLines): Headers;
}
const { processHeaders } = MailParser.prototype as unknown as Internal;

class PartsParser extends MailParser implements Internal {
  processHeaders(lines: HeaderLines): Headers {
    const isOwn = this.headers === false;
    return processHeaders.call(this, isOwn ? lines.filter(({ key }) => TAKEN_APART.has(key)) : lines);
  }
}
