/** We ask mailparser for less than its `simpleParser` does; what both give must be the same. */
import fc from "fast-check";
import { simpleParser } from "mailparser";
import { expect, test } from "vitest";
import { readParts } from "../../src/message/parts.ts";

const HEAD = [
  '"Jo, Owner" <jo@example.com>, =?utf-8?Q?J=C3=BCrg?= <j@example.org>',
  "Subject: =?utf-8?B?4oCcQmFrZXJz4oCd?= wanted",
  "Date: Tue, 03 Mar 2026 10:14:00 -0500",
  "Message-ID: <one@example.com>",
  "References: <two@example.com>",
  "\t<three@example.com>",
  "DKIM-Signature: v=1; d=example.com; b=abc (not a comment)",
  "List-Id: The list <list.example.org>",
];
const MIXED = 'Content-Type: multipart/mixed; boundary="b"';
const TEXT = ["--b", "Content-Type: text/plain; charset=iso-8859-1", "", "Caf\u00e9 bakers", ""];
const HTML = ["--b", "Content-Type: text/html", "", "<p>Bakers <b>who</b> bike</p>", ""];
const CARD = [
  "--b",
  "Content-Type: text/vcard; name=ana.vcf",
  "Content-ID: <card@example.com>",
  "Content-Transfer-Encoding: base64",
  "",
  "QkVHSU46VkNBUkQ=",
  "",
];
const MAIL = [
  "--b",
  "Content-Type: message/rfc822",
  "",
  "Subject: inner",
  "From: x@example.org",
  "",
  "Inner.",
  "",
];
const UNNAMED = ["--b", "Content-Type: ", "Content-Disposition: attachment", "", "bytes", ""];

test.each([
  ["a plain text", ["Content-Type: text/plain; charset=utf-8", "", "Bakers who bike"]],
  ["text wrapped to flow", ["Content-Type: text/plain; format=flowed", "", "Bakers ", "who bike"]],
  ["HTML alone", ["Content-Type: TEXT/HTML", "", "<p>Bakers</p>"]],
  ["text and HTML", [MIXED, "", ...TEXT, ...HTML, "--b--"]],
  ["attachments between texts", [MIXED, "", ...CARD, ...TEXT, ...CARD, ...MAIL, ...TEXT, "--b--"]],
  ["an attachment whose end is missing", [MIXED, "", ...TEXT, ...CARD]],
  ["a part without a type", [MIXED, "", ...UNNAMED, "--b--"]],
  ["a mail that is an attachment", ["Content-Type: application/pdf; name=x.pdf", "", "%PDF"]],
  ["a mail with parts inside a mail", ["Content-Type: message/rfc822; boundary=b", "", ...TEXT, "--b--"]],
  ["no body", ["Content-Type: text/plain"]],
  ["no field at all", []],
])("%s is read as simpleParser reads it", async (_what, lines) => {
  await expectSame(Buffer.from([`From: ${HEAD.join("\r\n")}`, ...lines, ""].join("\r\n"), "latin1"));
});

test("addresses, dates and identifiers are not taken apart", async () => {
  const { headers } = await readParts(Buffer.from([`From: ${HEAD.join("\r\n")}`, "", "Bakers"].join("\r\n")));
  expect([...headers.keys()]).toEqual(["subject"]);
});

test("any lines of mail are read as simpleParser reads them", async () => {
  const line = fc.oneof(
    fc.constantFrom(...HEAD, MIXED, ...TEXT, ...HTML, ...CARD, ...MAIL, ...UNNAMED, "--b--", ""),
    fc.constantFrom("Content-Type: text/plain", "Content-Transfer-Encoding: quoted-printable", "=E9=\r\n="),
    fc.string(),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 40 }), async (lines) => {
      await expectSame(Buffer.from(lines.join("\r\n"), "latin1"));
    }),
  );
});

async function expectSame(mail: Buffer): Promise<void> {
  const whole = await simpleParser(mail, {
    skipHtmlToText: true,
    skipTextToHtml: true,
    keepDeliveryStatus: true,
    ignoreEmbedded: true,
    keepCidLinks: true,
    checksumAlgo: false,
  });
  const { headers, headerLines, plain, html, attachments } = await readParts(mail);
  expect({ headerLines, plain, html }).toEqual({
    headerLines: whole.headerLines,
    plain: whole.text ?? "",
    html: whole.html || "",
  });
  expect(headers.get("subject")).toEqual(whole.subject);
  expect(headers.get("content-type")).toEqual(whole.headers.get("content-type"));
  expect(
    attachments.map(({ contentType, filename, content }) => ({ contentType, filename, content })),
  ).toEqual(
    whole.attachments.map(({ contentType, filename, content }) => ({ contentType, filename, content })),
  );
}
