/** One mail: bytes to Message. */
import { BOOK_BYTES, MAIL_BYTES, MIME_NESTING, ORIGINALS } from "../bounds.ts";
import { UnreadableMail } from "../errors.ts";
import { automaticOf, submittedOf } from "./automatic.ts";
import { blocksIn } from "./block.ts";
import { bounceOf } from "./bounce.ts";
import { headerDate } from "./dates.ts";
import { forwardsIn, noteOf } from "./forward.ts";
import {
  addressesOf,
  deliveredTo,
  fieldValue,
  listOf,
  messageIdOf,
  messageIdsOf,
  traceOf,
} from "./header.ts";
import { htmlToText } from "./html.ts";
import { mailKey } from "./key.ts";
import type { Attachment, Message, Original, Problem } from "./message.ts";
import { type Mime, type MimePart, readMime } from "./mime.ts";
import { pageOf } from "./page.ts";
import { freeTextOf, ownLines, refsIn } from "./reply.ts";
import { subjectKind } from "./subject.ts";
import { oneLine, tidied } from "./tidy.ts";

const SUBJECT_CHARS = 1000;
const FILENAME_CHARS = 200;
const SENDALONG_ID_CHARS = 200;
/** A plain part this short beside HTML may be a stub (`view this mail in a browser`). Characters. */
const STUB_CHARS = 300;
/** Attached mails are parsed anew, one inside the other; together no more than this. Bytes. */
const ATTACHED_BYTES = 2 * MAIL_BYTES;

/**
 * @throws UnreadableMail when not even the header can be read; whatever else is wrong stands in `problems`
 */
export async function parseMessage(bytes: Uint8Array): Promise<Message> {
  return messageOf(await readMime(bytes), { bytesLeft: ATTACHED_BYTES, mailsLeft: ORIGINALS, depth: 0 });
}

/** What attached mails may still cost, shared by all of one mail. */
interface Budget {
  bytesLeft: number;
  mailsLeft: number;
  readonly depth: number;
}

async function messageOf(mime: Mime, budget: Budget): Promise<Message> {
  const { fields } = mime;
  const body = tidied(bodyText(mime));
  const subject = oneLine(mime.subject ?? "", SUBJECT_CHARS) || null;
  const date = headerDate(fieldValue(fields, "date") ?? "");
  const page = pageOf(body.text);
  const headers = blocksIn(page);
  const own = ownLines(page, headers[0]);
  const inline = forwardsIn(page, headers, { subject, outer: date });
  const attached = await attachedMails(mime.parts, budget);
  const bounce = bounceOf(mime, body.text);
  const inReplyTo = messageIdOf(fields, "in-reply-to");
  const forwardedMessageId = messageIdOf(fields, "x-forwarded-message-id");
  return {
    key: keyOf(mime),
    messageId: messageIdOf(fields, "message-id"),
    sendalongId: oneLine(fieldValue(fields, "x-sendalong-id") ?? "", SENDALONG_ID_CHARS) || null,
    originalMessageId: messageIdOf(fields, "x-microsoft-original-message-id"),
    inReplyTo,
    references: messageIdsOf(fields, "references"),
    forwardedMessageId,
    from: addressesOf(fields, "from"),
    to: addressesOf(fields, "to"),
    cc: addressesOf(fields, "cc"),
    replyTo: addressesOf(fields, "reply-to"),
    deliveredTo: deliveredTo(fields),
    subject,
    sentAt: date?.at ?? null,
    text: body.text,
    originals: [...inline.originals, ...attached.originals].slice(0, ORIGINALS),
    note: inline.originals.length === 0 && attached.originals.length > 0 ? noteOf(body.text) : inline.note,
    freeText: freeTextOf(own, { isAnswer: inReplyTo !== null }),
    isAnswer: inReplyTo !== null && forwardedMessageId === null && subjectKind(subject) !== "forward",
    refs: refsIn(own),
    automatic: automaticOf({ mime, bounce, text: body.text, subject, sentAt: date?.at ?? null }),
    bounce,
    list: listOf(fields),
    autoSubmitted: submittedOf(mime),
    attachments: [...mime.parts.map(attachmentOf), ...attached.attachments],
    trace: traceOf(fields),
    problems: [...mime.problems, ...problemsOf(mime, body), ...attached.problems],
  };
}

/** The plain part; the HTML's text where there is none, or where the plain part is a stub or only a piece of the mail. */
function bodyText({ plain, html }: Mime): string {
  const words = plain.trim();
  if (html === "" || words.length > STUB_CHARS) return plain;
  const fromHtml = htmlToText(html);
  if (words === "") return fromHtml;
  if (fromHtml.length < 3 * words.length) return plain;
  const start = packed(words).slice(0, 60);
  return packed(fromHtml).includes(start) ? fromHtml : `${plain.trimEnd()}\n\n${fromHtml}`;
}

function packed(text: string): string {
  return text.replace(/\s+/g, "");
}

function keyOf({ fields, plain, html, parts }: Mime) {
  const printed = (name: string) => fieldValue(fields, name) ?? "";
  return mailKey(
    {
      messageId: printed("message-id"),
      date: printed("date"),
      from: printed("from"),
      subject: printed("subject"),
    },
    [plain, html, ...parts.map(({ content }) => content)],
  );
}

interface Attached {
  readonly originals: readonly Original[];
  /** Books and calendar entries inside them. */
  readonly attachments: readonly Attachment[];
  /** What of them could not be read, each kind once. */
  readonly problems: readonly Problem[];
}

/** Attached mails, and what those pass on, in the order they stand. */
async function attachedMails(parts: readonly MimePart[], budget: Budget): Promise<Attached> {
  const originals: Original[] = [];
  const attachments: Attachment[] = [];
  const problems = new Map<string, Problem>();
  for (const part of parts.filter(isMail)) {
    const message = await attachedMail(part.content, budget);
    for (const problem of message?.problems ?? [unopenedProblem]) problems.set(problem.code, problem);
    if (message === null) continue;
    originals.push(originalOf(message), ...message.originals);
    attachments.push(...message.attachments.filter(({ content }) => content !== null));
  }
  problems.delete("empty");
  return { originals, attachments, problems: [...problems.values()] };
}

function isMail({ contentType, filename }: MimePart): boolean {
  return (
    contentType === "message/rfc822" || contentType === "message/global" || /\.eml$/i.test(filename ?? "")
  );
}

/** Null when it cannot be read, or too much was read already. */
async function attachedMail(content: Buffer, budget: Budget): Promise<Message | null> {
  if (budget.mailsLeft <= 0 || budget.bytesLeft < content.length || budget.depth >= MIME_NESTING) return null;
  const inner = {
    mailsLeft: budget.mailsLeft - 1,
    bytesLeft: budget.bytesLeft - content.length,
    depth: budget.depth + 1,
  };
  try {
    return await messageOf(await readMime(content), inner);
  } catch (cause) {
    if (cause instanceof UnreadableMail) return null;
    throw cause;
  } finally {
    budget.mailsLeft = inner.mailsLeft;
    budget.bytesLeft = inner.bytesLeft;
  }
}

const unopenedProblem: Problem = {
  code: "attached-unread",
  text: "A mail attached to this one could not be read, or there are too many of them.",
};

function originalOf(message: Message): Original {
  return {
    from: message.from[0] ?? null,
    to: message.to,
    subject: message.subject,
    sentAt: message.sentAt,
    messageId: message.messageId,
    text: message.originals.some(({ attached }) => !attached) ? (message.note ?? "") : message.text.trim(),
    attached: true,
  };
}

function attachmentOf({ contentType, filename, content }: MimePart): Attachment {
  const isRead = isBookOrEvent(contentType, filename) && content.length <= BOOK_BYTES;
  return {
    filename: plainFilename(filename),
    contentType,
    size: content.length,
    content: isRead ? Uint8Array.from(content) : null,
  };
}

/** vCards (RFC 6350), tables and calendar entries (RFC 5545), by type or by name: many clients know no type. */
function isBookOrEvent(contentType: string, filename: string | null): boolean {
  return (
    /^text\/(?:(?:x-)?vcard|csv|calendar|directory)$/.test(contentType) ||
    /\.(?:vcf|csv|ics)$/i.test(filename ?? "")
  );
}

/** The last piece of a path, on one line; null when nothing is left. */
function plainFilename(printed: string | null): string | null {
  const name =
    oneLine(printed ?? "", FILENAME_CHARS * 4)
      .split(/[/\\]/)
      .at(-1) ?? "";
  return name.replace(/^\.+/, "").slice(0, FILENAME_CHARS) || null;
}

function problemsOf(mime: Mime, body: { text: string; truncated: boolean }): Problem[] {
  const problems: Problem[] = [];
  const types = mime.parts.map(({ contentType }) => contentType);
  if (
    types.includes("application/ms-tnef") ||
    mime.parts.some(({ filename }) => /^winmail\.dat$/i.test(filename ?? ""))
  ) {
    problems.push({
      code: "winmail",
      text: "The mail's content is in a winmail.dat, which only Outlook reads. Forward it as HTML or plain text instead.",
    });
  }
  if (isEncrypted(mime, types)) {
    problems.push({
      code: "encrypted",
      text: "The mail is encrypted and cannot be read. Forward its text instead.",
    });
  } else if (body.text.trim() === "" && mime.parts.length === 0) {
    problems.push({ code: "empty", text: "The mail has no text and no attachment." });
  }
  if (body.truncated) {
    problems.push({ code: "truncated", text: "The mail's text is very long; its end was cut off." });
  }
  return problems;
}

function isEncrypted({ contentType, plain }: Mime, types: readonly string[]): boolean {
  return (
    contentType === "multipart/encrypted" ||
    /^application\/(?:x-)?pkcs7-mime$/.test(contentType ?? "") ||
    types.includes("application/pgp-encrypted") ||
    /^\s*-----BEGIN PGP MESSAGE-----/.test(plain)
  );
}
