/** The bytes of mails as people's programs and lists write them (RFC 5322, RFC 2045). */

import type { Person } from "./cast.ts";
import { wrapLine } from "./wrap.ts";

export interface Head {
  readonly from: Person;
  readonly to: readonly Person[];
  readonly subject: string;
  readonly date: Date;
  readonly messageId: string;
  /** Whole lines. */
  readonly more?: readonly string[];
}

export interface Body {
  readonly text: string;
  /** Null: a plain mail. */
  readonly html: string | null;
}

/** A mail that was written before, and what a program prints of it above or below a new text. */
export interface Before {
  readonly from: Person;
  readonly to: readonly Person[];
  readonly subject: string;
  readonly date: Date;
  readonly messageId: string;
  readonly references: readonly string[];
  readonly body: Body;
}

export function mailOf(head: Head, { text, html }: Body): string {
  if (html === null) return crlf([...headLines(head), TEXT, EIGHT_BIT, "", text]);
  return crlf([
    ...headLines(head),
    'Content-Type: multipart/alternative; boundary="alternative"',
    "",
    "--alternative",
    TEXT,
    EIGHT_BIT,
    "",
    text,
    "--alternative",
    "Content-Type: text/html; charset=utf-8",
    EIGHT_BIT,
    "",
    html,
    "--alternative--",
    "",
  ]);
}

/** A forward as Gmail writes it: the mail below its own heading, as text and as HTML. */
export function gmailForward(head: Head, before: Before): string {
  const date = gmailDate(before.date);
  const text = [
    "",
    "",
    "---------- Forwarded message ---------",
    `From: ${gmailName(before.from)}`,
    `Date: ${date}`,
    `Subject: ${before.subject}`,
    `To: ${before.to.map(gmailName).join(", ")}`,
    "",
    "",
    before.body.text,
  ];
  const attribution = [
    "---------- Forwarded message ---------",
    `From: <strong class="gmail_sendername" dir="auto">${escaped(before.from.name ?? "")}</strong> <span dir="auto">&lt;<a href="mailto:${before.from.address}">${before.from.address}</a>&gt;</span>`,
    `Date: ${date}`,
    `Subject: ${escaped(before.subject)}`,
    `To:  ${before.to.map(({ address }) => `&lt;<a href="mailto:${address}">${address}</a>&gt;`).join(", ")}`,
  ];
  const html = `<div dir="ltr"><br><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${attribution.join("<br>\n")}<br></div><br><br>${before.body.html ?? asHtml(before.body.text)}</div></div>`;
  return mailOf(head, { text: text.join("\n"), html });
}

/** A forward that carries the mail whole (message/rfc822). */
export function attachedForward(head: Head, raw: string): string {
  return crlf([
    ...headLines(head),
    'Content-Type: multipart/mixed; boundary="mixed"',
    "",
    "--mixed",
    TEXT,
    "",
    "",
    "--mixed",
    "Content-Type: message/rfc822; name=ForwardedMessage.eml",
    "Content-Disposition: attachment; filename=ForwardedMessage.eml",
    "",
    raw,
    "--mixed--",
    "",
  ]);
}

/** An answer typed on top: the words, then the whole mail quoted below its line. */
export function answerTo(head: Omit<Head, "subject">, words: string, before: Before): string {
  const { from, date, messageId, references, subject } = before;
  const intro = `On ${gmailDate(date)} ${from.name === null ? "" : `${from.name} `}<${from.address}> wrote:`;
  const quoted = before.body.text.split("\n").map((line) => `> ${line}`.trimEnd());
  return mailOf(
    {
      ...head,
      subject: /^re:/i.test(subject) ? subject : `Re: ${subject}`,
      more: [
        `In-Reply-To: <${messageId}>`,
        `References: ${[...new Set([...references, messageId])].map((id) => `<${id}>`).join("\r\n ")}`,
        ...(head.more ?? []),
      ],
    },
    { text: [words, "", intro, "", ...quoted, ""].join("\n"), html: null },
  );
}

const TEXT = "Content-Type: text/plain; charset=utf-8";
const EIGHT_BIT = "Content-Transfer-Encoding: 8bit";

function headLines({ from, to, subject, date, messageId, more = [] }: Head): string[] {
  return [
    `From: ${mailbox(from)}`,
    `To: ${to.map(mailbox).join(",\r\n ")}`,
    ...subjectLines(subject),
    `Date: ${date.toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: <${messageId}>`,
    ...more,
    "MIME-Version: 1.0",
  ];
}

/** Folded, in encoded words where it is more than ASCII (RFC 2047). */
function subjectLines(subject: string): readonly string[] {
  const isPlain = /^[ -~]*$/.test(subject);
  const words = isPlain
    ? subject
    : (subject.match(/.{1,12}/gu) ?? [])
        .map((piece) => `=?UTF-8?B?${Buffer.from(piece).toString("base64")}?=`)
        .join(" ");
  return wrapLine(`Subject: ${words}`, 76).map((line, index) => (index === 0 ? line : ` ${line}`));
}

function mailbox({ name, address }: Person): string {
  if (name === null) return address;
  return /^[\w ]+$/.test(name) ? `${name} <${address}>` : `"${name.replace(/["\\]/g, "\\$&")}" <${address}>`;
}

function gmailName({ name, address }: Person): string {
  return name === null ? `<${address}>` : `${name} <${address}>`;
}

/** `Wed, Jan 20, 2027 at 6:06 PM`, in Copenhagen as her program is set. */
function gmailDate(date: Date): string {
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("en-US", { timeZone: "Europe/Copenhagen", ...options }).format(date);
  const day = part({ weekday: "short", month: "short", day: "numeric", year: "numeric" });
  return `${day} at ${part({ hour: "numeric", minute: "2-digit" }).replace("\u202f", " ")}`;
}

export function asHtml(text: string): string {
  return text
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${escaped(paragraph).replace(/\n/g, "<br>\n")}</p>`)
    .join("\n");
}

export function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

function crlf(lines: readonly string[]): string {
  return lines.join("\n").replace(/\r?\n/g, "\r\n");
}
