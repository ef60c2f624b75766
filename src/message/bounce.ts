/** Mails that say that a mail could not be delivered (RFC 3464, and the forms without it): for whom, why, and whether for good. */
import { type Failure, failuresIn, looksUndelivered, returnedFrom } from "./bounce-text.ts";
import { addressesOf, fieldValue, fieldValues, messageIdsIn, plainAddress } from "./header.ts";
import type { Bounce, MessageId } from "./message.ts";
import type { Mime, MimePart } from "./mime.ts";
import { oneLine, tidied } from "./tidy.ts";

type Recipient = Bounce["recipients"][number];

const DIAGNOSTIC_CHARS = 300;
/** What of a report or a returned mail is looked at. Bytes. */
const REPORT_BYTES = 100_000;
/** Recipients one bounce may name. */
const RECIPIENTS = 50;

/** RFC 3463. */
const STATUS = /\b([245])\.(\d{1,3})\.(\d{1,3})\b/;
const REPLY_CODE = /(?<![\d.])([45])\d\d(?![\d.]\d)/;

/** Local parts of machines that return mail, and the names they give themselves. */
const DAEMON =
  /\b(?:mailer|mail)[-_. ]?daemon\b|<?\bpost[-_]?master@|mail[-_. ]delivery[-_. ](?:sub)?system|mdaemon@/i;

/** RFC 3464 §2.3.3. */
const SUCCESS = /^(?:deliver|relay|expand)/;

/**
 * Null when the mail is no bounce; a report of success is none.
 *
 * @param text the mail's own, tidied
 */
export function bounceOf(mime: Mime, text: string): Bounce | null {
  const reported = mime.parts.filter(isDeliveryStatus).flatMap((part) => recipientsIn(textOf(part)));
  if (reported.length > 0) {
    const failed = reported.filter(({ action }) => !SUCCESS.test(action ?? ""));
    return failed.length === 0 ? null : bounce(failed, mime, text);
  }
  if (!isReturned(mime, text)) return null;
  const inText = /^(?:final|original)-recipient:/im.test(text) ? recipientsIn(text) : [];
  return bounce(inText.length > 0 ? inText : fromWords(mime, text), mime, text);
}

/** Whether the mail reports a success: it is automatic, but nothing came back. */
export function isDeliveryReport({ parts }: Mime): boolean {
  return parts.some(isDeliveryStatus);
}

/** `Return-Path: <>`: mail to which nothing may be sent back (RFC 5321 §4.5.5). */
export function hasNullSender({ fields }: Mime): boolean {
  return fields.some(({ name, value }) => name === "return-path" && (value === "<>" || value === ""));
}

function bounce(recipients: readonly Recipient[], mime: Mime, text: string): Bounce {
  const isDelay = looksUndelivered(mime.subject ?? "", text).delayed;
  const once = new Map(recipients.slice(0, RECIPIENTS).map((recipient) => [recipient.address, recipient]));
  return {
    recipients: [...once.values()].map((recipient) =>
      recipient.final === null && recipient.action !== "delayed"
        ? { ...recipient, final: !isDelay }
        : recipient,
    ),
    originalMessageId: originalIdIn(mime.parts, text),
  };
}

function isReturned(mime: Mime, text: string): boolean {
  const { fields } = mime;
  if (fieldValue(fields, "x-failed-recipients") !== null) return true;
  const isReport = /^multipart\/report\b.*delivery-status/i.test(fieldValue(fields, "content-type") ?? "");
  const isDaemon = fieldValues(fields, "from").some((from) => DAEMON.test(from));
  const isNobodys = hasNullSender(mime) && fieldValue(fields, "x-auto-response-suppress") === null;
  if (!isReport && !isDaemon && !isNobodys) return false;
  const says = looksUndelivered(mime.subject ?? "", text);
  return says.inText || (says.inSubject && (isReport || isDaemon));
}

function isDeliveryStatus({ contentType }: MimePart): boolean {
  return contentType === "message/delivery-status" || contentType === "message/global-delivery-status";
}

function textOf(part: MimePart): string {
  return tidied(part.content.subarray(0, REPORT_BYTES).toString("utf8")).text;
}

/** One group of fields a recipient, parted by blank lines (RFC 3464 §2.1). */
function recipientsIn(report: string): Recipient[] {
  return report.split(/\n\n+/).flatMap((group) => {
    const fields = fieldsIn(group);
    const address = addressIn(fields.get("original-recipient")) ?? addressIn(fields.get("final-recipient"));
    return address === null ? [] : [recipientOf(address, fields)];
  });
}

function fieldsIn(group: string): Map<string, string> {
  const lines = group.replace(/\n[ \t]+/g, " ").split("\n");
  return new Map(
    lines.flatMap((line): [string, string][] => {
      const [, name, value] = /^([\w-]+)\s*:\s*(.*)$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value.trim()]];
    }),
  );
}

/** `rfc822; ana@example.com`, with or without brackets. */
function addressIn(value: string | undefined): string | null {
  if (value === undefined) return null;
  const printed = value.slice(value.indexOf(";") + 1);
  return plainAddress(/<([^<>]*)>/.exec(printed)?.[1] ?? printed);
}

function recipientOf(address: string, fields: ReadonlyMap<string, string>): Recipient {
  const action =
    fields
      .get("action")
      ?.toLowerCase()
      .split(/[\s;(]/)[0] ?? null;
  const words = fields.get("diagnostic-code") ?? "";
  const status = STATUS.exec(fields.get("status") ?? "")?.[0] ?? STATUS.exec(words)?.[0] ?? null;
  return { address, status, action, final: isFinal(action, status, words), diagnostic: diagnosticOf(words) };
}

function diagnosticOf(words: string): string | null {
  return oneLine(words, DIAGNOSTIC_CHARS) || null;
}

/** RFC 3463 §2 and RFC 5321 §4.2.1: 4 may work later, 5 never will. */
function isFinal(action: string | null, status: string | null, words: string): boolean | null {
  if (action === "delayed") return false;
  const digit = status?.[0] ?? REPLY_CODE.exec(words)?.[1];
  if (digit === "4") return false;
  return digit === "5" || action === "failed" ? true : null;
}

/** Reports without fields: qmail, Exim, Exchange, Domino, Gmail and many small ones write sentences. */
function fromWords(mime: Mime, text: string): Recipient[] {
  const own = [...addressesOf(mime.fields, "to"), ...addressesOf(mime.fields, "from")].map(
    (each) => each.address,
  );
  const named = fieldValues(mime.fields, "x-failed-recipients").flatMap((value) => value.split(","));
  const failed = named.flatMap((printed) => plainAddress(printed.trim()) ?? []);
  const returned = mime.parts.filter(isReturnedMail).map(textOf).join("\n\n");
  const failures = failuresIn(text, { failed, notThese: own, returned });
  return failures.map(recipientFromWords);
}

function recipientFromWords({ address, words, report }: Failure): Recipient {
  const status = STATUS.exec(words)?.[0] ?? null;
  const final = isFinal(null, status, words) ?? isFinal(null, STATUS.exec(report)?.[0] ?? null, report);
  return { address, status, action: null, final, diagnostic: diagnosticOf(words) };
}

function isReturnedMail({ contentType }: MimePart): boolean {
  return /^(?:message\/rfc822|message\/global|text\/rfc822-headers)/.test(contentType);
}

function originalIdIn(parts: readonly MimePart[], text: string): MessageId | null {
  for (const returned of [...parts.filter(isReturnedMail).map(textOf), returnedFrom(text)]) {
    const value = /^message-id:[ \t]*([^\n]*(?:\n[ \t][^\n]*)?)/im.exec(returned)?.[1];
    const id = value === undefined ? undefined : messageIdsIn(value.trim())[0];
    if (id !== undefined) return id;
  }
  return null;
}
