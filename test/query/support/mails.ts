/** Mails as they reach the assistant: a source, forwarded by hand from several clients, attached, or straight. */
import type { Source } from "../../../src/query/read.ts";

const HEAD = [
  "From: Jo Owner <jo@example.com>",
  "To: assistant@example.net",
  "Date: Tue, 29 Dec 2026 08:00:00 +0000",
  "Message-ID: <m1@example.com>",
  "MIME-Version: 1.0",
];
const HTML = 'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: 8bit';
const PLAIN = 'Content-Type: text/plain; charset="utf-8"\r\nContent-Transfer-Encoding: 8bit';

const crlf = (text: string): string => text.replace(/\r?\n/g, "\r\n");
const mail = (subject: string, body: string): Buffer =>
  Buffer.from(`${[...HEAD, `Subject: ${subject}`, PLAIN].join("\r\n")}\r\n\r\n${crlf(body)}`);

const addressOf = (source: Source): string => source.from?.address ?? "list@example.org";
const dateOf = (source: Source): Date => source.sentAt ?? new Date(0);

const html = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/\r?\n/g, "<br>\r\n");
const htmlMail = (body: string): Buffer =>
  Buffer.from(
    `${[...HEAD, "Subject: Fwd: today", 'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: 8bit'].join("\r\n")}\r\n\r\n<html><body>${body}</body></html>`,
  );

interface Way {
  readonly name: string;
  /** @param page the mail's own HTML where it has no other text */
  readonly build: (source: Source, page?: string | null) => Buffer;
}

const quoted = (text: string): string =>
  text
    .split(/\r?\n/)
    .map((line) => `> ${line}`)
    .join("\n");

/** Clients that send plain text break long lines between words. */
const wrapped = (text: string): string =>
  text
    .split(/\r?\n/)
    .map((line) => line.replace(/(?=\S)(.{1,71}\S)(?:[ ]+|$)/g, "$1\n").replace(/\n$/, ""))
    .join("\n");

export const FORWARDS: readonly Way[] = [
  {
    name: "Gmail",
    build: (source) =>
      mail(
        `Fwd: ${source.subject}`,
        `for today\n\n---------- Forwarded message ---------\nFrom: <${addressOf(source)}>\nDate: ${dateOf(source).toUTCString()}\nSubject: ${source.subject}\nTo: <jo@example.com>\n\n\n${source.text}`,
      ),
  },
  {
    name: "Gmail, subject retyped",
    build: (source) =>
      mail(
        "have a look",
        `---------- Forwarded message ---------\nFrom: <${addressOf(source)}>\nDate: ${dateOf(source).toUTCString()}\nSubject: ${source.subject}\nTo: <jo@example.com>\n\n\n${source.text}`,
      ),
  },
  {
    name: "Apple Mail",
    build: (source) =>
      mail(
        `Fwd: ${source.subject}`,
        `\n\nBegin forwarded message:\n\n> From: ${addressOf(source)}\n> Subject: ${source.subject}\n> Date: ${dateOf(source).toUTCString()}\n> To: jo@example.com\n> \n${source.text
          .split(/\r?\n/)
          .map((line) => `> ${line}`)
          .join("\n")}`,
      ),
  },
  {
    name: "iPhone, below its signature",
    build: (source) =>
      mail(
        `Fwd: ${source.subject}`,
        `\n\nSent from my iPhone\n\nBegin forwarded message:\n\n${quoted(`From: List <${addressOf(source)}>\nDate: ${dateOf(source).toUTCString()}\nTo: jo@example.com\nSubject: ${source.subject}\n\n${source.text}`)}`,
      ),
  },
  {
    name: "Thunderbird, wrapped",
    build: (source) =>
      mail(
        `Fwd: ${source.subject}`,
        `\n\n-------- Forwarded Message --------\nSubject: \t${source.subject}\nDate: \t${dateOf(source).toUTCString()}\nFrom: \tList <${addressOf(source)}>\nTo: \tjo@example.com\n\n\n\n${wrapped(source.text)}`,
      ),
  },
  {
    name: "Outlook",
    build: (source) =>
      mail(
        `FW: ${source.subject}`,
        `\n\n________________________________\nFrom: ${addressOf(source)} <${addressOf(source)}>\nSent: ${dateOf(source).toUTCString()}\nTo: jo@example.com\nSubject: ${source.subject}\n\n${source.text}`,
      ),
  },
  {
    name: "Gmail, HTML only",
    build: (source, page) =>
      htmlMail(
        `<div class="gmail_quote">---------- Forwarded message ---------<br>From: <span>&lt;<a href="mailto:${addressOf(source)}">${addressOf(source)}</a>&gt;</span><br>Date: ${dateOf(source).toUTCString()}<br>Subject: ${html(source.subject ?? "")}<br>To: &lt;<a href="mailto:jo@example.com">jo@example.com</a>&gt;<br><br><br>${page ?? html(source.text)}</div>`,
      ),
  },
  {
    name: "Outlook, HTML only, a paragraph a line",
    build: (source, page) =>
      htmlMail(
        `<div><hr><b>From:</b> ${addressOf(source)} &lt;${addressOf(source)}&gt;<br><b>Sent:</b> ${dateOf(source).toUTCString()}<br><b>To:</b> jo@example.com<br><b>Subject:</b> ${html(source.subject ?? "")}</div>${
          page ??
          source.text
            .split(/\r?\n/)
            .map((line) => `<p>${html(line) || "&nbsp;"}</p>`)
            .join("\r\n")
        }`,
      ),
  },
  {
    name: "as attachment",
    build: (source, page = null) => {
      const inner = `From: ${addressOf(source)}\r\nTo: jo@example.com\r\nDate: ${dateOf(source).toUTCString()}\r\nSubject: ${source.subject}\r\nMIME-Version: 1.0\r\n${page === null ? PLAIN : HTML}\r\n\r\n${crlf(page ?? source.text)}`;
      return Buffer.from(
        `${[...HEAD, "Subject: today", 'Content-Type: multipart/mixed; boundary="b"'].join("\r\n")}\r\n\r\n--b\r\n${PLAIN}\r\n\r\nsee attached\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n${inner}\r\n--b--\r\n`,
      );
    },
  },
  {
    name: "straight from the list",
    build: (source) =>
      Buffer.from(
        `From: ${addressOf(source)}\r\nTo: jo@example.com\r\nDate: ${dateOf(source).toUTCString()}\r\nSubject: ${source.subject}\r\nMessage-ID: <l1@example.org>\r\nMIME-Version: 1.0\r\n${PLAIN}\r\n\r\n${crlf(source.text)}`,
      ),
  },
];
