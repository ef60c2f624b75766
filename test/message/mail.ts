/** Builds the bytes of invented mails for the tests of this room. */

export interface MailParts {
  /** Null leaves the field out. */
  readonly subject?: string | null;
  readonly headers?: readonly string[];
  readonly text?: string;
  readonly html?: string;
}

/** A mail from Jo Owner to the assistant, sent on 3 March 2026 at 10:14 in New York. */
export function mailOf({ subject = "Hello", headers = [], text, html }: MailParts): Buffer {
  return Buffer.from(
    [
      "From: Jo Owner <jo@example.com>",
      "To: Sendalong <assistant@example.net>",
      ...(subject === null ? [] : [`Subject: ${encoded(subject)}`]),
      "Date: Tue, 03 Mar 2026 10:14:00 -0500",
      "Message-ID: <mail-1@example.com>",
      "MIME-Version: 1.0",
      ...headers,
      `Content-Type: text/${html === undefined ? "plain" : "html"}; charset=utf-8`,
      "Content-Transfer-Encoding: base64",
      "",
      base64(html ?? text ?? ""),
    ].join("\r\n"),
  );
}

/** The text as an HTML mail: lines as `<br>`, addresses as links. */
export function asHtml(text: string): string {
  const lines = text.split(/\r?\n/).map((line) =>
    line
      .replace(/&/g, "&amp;")
      .replace(/</g, "&lt;")
      .replace(/>/g, "&gt;")
      .replace(/[\w.+-]+@[\w.-]+\.\w+/g, (address) => `<a href="mailto:${address}">${address}</a>`),
  );
  return `<html><body>${lines.join("<br>\n")}</body></html>`;
}

export function base64(content: string): string {
  return Buffer.from(content).toString("base64").replace(/.{76}/g, "$&\r\n");
}

function encoded(text: string): string {
  return /^[ -~]*$/.test(text) ? text : `=?utf-8?B?${Buffer.from(text).toString("base64")}?=`;
}
