/**
 * An `OutgoingMail` as the bytes that leave: the same mail always gives the same bytes, so that a second try and
 * the copy in Sent are the very mail.
 *
 * Names and subjects hold words of strangers. No character of theirs ends a header or begins another; addresses
 * are handed on as objects, never as text to be taken apart again.
 */
import MimeNode from "nodemailer/lib/mime-node";
import type { Mailbox, OutgoingMail } from "../compose/mail.ts";

/** It stands in a header and names the MIME boundaries. */
const MAIL_ID = /^[A-Za-z0-9_-]{1,60}$/;
/** An id without its brackets, ASCII and short enough for a header line (RFC 5322 §3.6.4, generously). */
const MESSAGE_ID = /^[!-;=?-~]{1,900}$/;
/** A dot-atom on each side, in any script; what else RFC 5322 allows nobody uses and everybody reads differently. */
const ADDRESS = /^[^\s<>(),:;@"\\[\]\p{Cc}]+@[^\s<>(),:;@"\\[\]\p{Cc}]+$/u;
/** Line ends, tabs and whatever else is no character to show, in any script. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** Such a line needs no encoding: it is short (RFC 5322 §2.1.1) and ends in no blank that a server could cut. */
const PLAIN_LINE = /^(?:[\t -~]{0,77}[!-~])?$/;
/** Some stores put a `>` before it, in quoted-printable too. */
const MBOX_LINE = /^From /m;
/** From this share of bytes outside ASCII on, base64 is the shorter one. */
const BASE64_SHARE = 1 / 6;

/**
 * Text alone, or text and HTML as alternatives; UTF-8. The text arrives word for word, line ends apart.
 *
 * @throws Error when an id, an address or the date of ours is none.
 */
export async function toBytes(mail: OutgoingMail): Promise<Buffer> {
  const root = bodyOf(mail);
  for (const [key, value] of headersOf(mail)) root.setHeader(key, value);
  return root.build();
}

function bodyOf(mail: OutgoingMail): MimeNode {
  const options = { baseBoundary: checked(mail.id, MAIL_ID, "id of a mail"), newline: "win" };
  const { attachments = [] } = mail;
  if (attachments.length === 0) return worded(mail, (type) => new MimeNode(type, options));
  const root = new MimeNode("multipart/mixed", options);
  worded(mail, (type) => root.createChild(type));
  for (const { filename, contentType, content } of attachments)
    filled(root.createChild(contentType, { filename: oneLine(filename) }), content);
  return root;
}

function worded({ text, html }: OutgoingMail, make: (type: string) => MimeNode): MimeNode {
  if (html === null) return filled(make("text/plain; charset=utf-8"), text);
  const node = make("multipart/alternative");
  filled(node.createChild("text/plain; charset=utf-8"), text);
  filled(node.createChild("text/html; charset=utf-8"), html);
  return node;
}

function filled(node: MimeNode, text: string): MimeNode {
  const lines = text.split(/\r\n|\r|\n/);
  node.setHeader("Content-Transfer-Encoding", encodingFor(lines));
  return node.setContent(lines.join("\r\n"));
}

function encodingFor(lines: readonly string[]): "7bit" | "quoted-printable" | "base64" {
  if (lines.some((line) => MBOX_LINE.test(line))) return "base64";
  if (lines.every((line) => PLAIN_LINE.test(line))) return "7bit";
  const bytes = Buffer.from(lines.join(""));
  const outside = bytes.reduce((count, byte) => count + (byte > 0x7e ? 1 : 0), 0);
  return outside > bytes.length * BASE64_SHARE ? "base64" : "quoted-printable";
}

type HeaderValue = Parameters<MimeNode["setHeader"]>[1];

/** A header whose value is null or empty is left out. */
function headersOf(mail: OutgoingMail): [string, HeaderValue][] {
  if (Number.isNaN(mail.at.getTime())) throw new Error("a mail of ours has no date");
  const references = mail.references.filter((id) => MESSAGE_ID.test(id));
  const inReplyTo = mail.inReplyTo !== null && MESSAGE_ID.test(mail.inReplyTo) ? mail.inReplyTo : null;
  const headers: [string, HeaderValue][] = [
    ["From", addressOf(mail.from)],
    ["To", addressOf(mail.to)],
    ["Reply-To", mail.replyTo.map(addressOf)],
    ["Subject", oneLine(mail.subject)],
    ["Date", mail.at],
    ["Message-ID", `<${checked(mail.messageId, MESSAGE_ID, "Message-ID")}>`],
    ["In-Reply-To", inReplyTo],
    ["References", references.map((id) => `<${id}>`).join(" ")],
    ["Auto-Submitted", mail.autoSubmitted],
    ["X-Sendalong-Id", mail.id],
  ];
  return headers.filter(([, value]) => !isNothing(value));
}

function isNothing(value: unknown): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

function addressOf({ name, address }: Mailbox): { name: string; address: string } {
  return { name: oneLine(name ?? ""), address: checked(address, ADDRESS, "mail address") };
}

/** An encoded word (RFC 2047) that a stranger spelt out stays visible: it must not turn into something else. */
function oneLine(text: string): string {
  return text.replace(UNPRINTABLE, " ").replaceAll("=?", "= ?").trim();
}

function checked(value: string, pattern: RegExp, what: string): string {
  if (!pattern.test(value)) throw new Error(`no ${what}: ${JSON.stringify(value)}`);
  return value;
}
