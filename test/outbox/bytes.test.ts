import * as fc from "fast-check";
import { simpleParser } from "mailparser";
import { expect, test } from "vitest";
import type { OutgoingMail } from "../../src/compose/mail.ts";
import { toBytes } from "../../src/outbox/bytes.ts";

const LETTER: OutgoingMail = {
  id: "abcdefghijklmnopqrstuvwxyz",
  messageId: "abcdefghijklmnopqrstuvwxyz@example.net",
  from: { name: "Sendalong", address: "desk@example.net" },
  to: { name: "Jo Owner", address: "jo@example.com" },
  replyTo: [],
  subject: "3 queries, 2 fit",
  text: "Hello\n",
  html: null,
  inReplyTo: null,
  references: [],
  autoSubmitted: null,
  at: new Date("2026-11-22T07:30:00Z"),
};

/** Header lines unfolded, in order, as `[lower-case name, value]`. */
function headersOf(bytes: Buffer): [string, string][] {
  const head = bytes.toString("utf8").split("\r\n\r\n")[0] ?? "";
  return head
    .replace(/\r\n[ \t]/g, " ")
    .split("\r\n")
    .map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 2)]);
}

async function parsed(mail: Partial<OutgoingMail>) {
  return simpleParser(await toBytes({ ...LETTER, ...mail }), { skipTextToHtml: true, skipHtmlToText: true });
}

test("a letter bears each header once, with its own ids and date", async () => {
  const bytes = await toBytes({
    ...LETTER,
    replyTo: [
      { name: null, address: "jo@example.com" },
      { name: "Sendalong", address: "desk@example.net" },
    ],
    inReplyTo: "first@example.com",
    references: ["abc@example.net", "first@example.com"],
    autoSubmitted: "auto-generated",
  });
  expect(headersOf(bytes)).toEqual([
    ["content-transfer-encoding", "7bit"],
    ["from", "Sendalong <desk@example.net>"],
    ["to", "Jo Owner <jo@example.com>"],
    ["reply-to", "jo@example.com, Sendalong <desk@example.net>"],
    ["subject", "3 queries, 2 fit"],
    ["date", "Sun, 22 Nov 2026 07:30:00 +0000"],
    ["message-id", "<abcdefghijklmnopqrstuvwxyz@example.net>"],
    ["in-reply-to", "<first@example.com>"],
    ["references", "<abc@example.net> <first@example.com>"],
    ["auto-submitted", "auto-generated"],
    ["x-sendalong-id", "abcdefghijklmnopqrstuvwxyz"],
    ["mime-version", "1.0"],
    ["content-type", "text/plain; charset=utf-8"],
  ]);
});

test("what is not set stands in no header", async () => {
  const names = headersOf(await toBytes(LETTER)).map(([name]) => name);
  for (const name of ["reply-to", "in-reply-to", "references", "auto-submitted", "cc", "bcc", "x-mailer"])
    expect(names).not.toContain(name);
});

test("the same mail gives the same bytes, another id another boundary", async () => {
  const mail = { ...LETTER, html: "<p>Hello</p>" };
  const bytes = await toBytes(mail);
  expect(await toBytes(mail)).toEqual(bytes);
  expect(bytes.toString()).toContain('boundary="--_NmP-abcdefghijklmnopqrstuvwxyz-Part_1"');
  expect((await toBytes({ ...mail, id: "zyx" })).toString()).toContain("zyx-Part_1");
});

test("text and HTML are alternatives, the text first", async () => {
  const mail = await parsed({ text: "Grüße\n", html: "<p>Grüße</p>" });
  expect(mail.headers.get("content-type")).toMatchObject({ value: "multipart/alternative" });
  expect([mail.text, mail.html]).toEqual(["Grüße\n", "<p>Grüße</p>"]);
  expect(mail.attachments).toEqual([]);
});

const TEXTS: readonly [string, string][] = [
  ["plain", "One line.\n\nAnother.\n"],
  ["with accents", "Grüße an Zoë, naïve café\n"],
  ["with emoji", "Thanks 🎉 👩🏽‍🍳 👍\n"],
  ["Japanese", "取材のお願い、締め切りは金曜日です。\n"],
  ["right to left", "שלום, النص العربي\n"],
  ["with long lines", `${"A word and another; ".repeat(200)}\nend\n`],
  ["with one endless word", `https://example.com/${"x".repeat(3000)}?a=b=c\n`],
  ["with blanks at line ends", "one \ntwo\t\nthree  \n"],
  ["with dots at line starts", ".\n..\n.hidden\n"],
  ["with From at line starts", "From here on\n>From there\nFrom\n"],
  ["with equal signs", "a=b, =3D, =\n=20\n"],
  ["with quotes", "> quoted\n>> twice\n\n-- \nJo\n"],
  ["with tabs and a form feed", "a\tb\n\fc\n"],
  ["without a last line end", "no end"],
];

test.each(TEXTS)("a text %s arrives word for word", async (_case, text) => {
  const alone = await parsed({ text });
  expect(alone.text?.replace(/\n?$/, "\n")).toBe(text.replace(/\n?$/, "\n"));
  expect((await parsed({ text, html: "<p>x</p>" })).text).toBe(text);
});

test.each(TEXTS)("a text %s leaves in lines every server takes", async (_case, text) => {
  const lines = (await toBytes({ ...LETTER, text, html: `<p>${text}</p>` })).toString("latin1").split("\r\n");
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(78);
  expect(lines.join("")).toMatch(/^[\t -~]*$/);
  expect(lines.filter((line) => line.startsWith("From "))).toEqual([]);
});

test("any text arrives word for word", async () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "\n",
      " \n",
      "=",
      "=\n",
      "From ",
      ".",
      "-- \n",
      "é",
      "名",
      "👍",
      "\t",
      "--_NmP-",
      "\u00a0",
      "\u2028",
    ),
    fc.string({ unit: "grapheme", maxLength: 90 }),
  );
  const texts = fc.array(piece, { maxLength: 30 }).map((pieces) => `${pieces.join("").replace(/\r/g, "")}.`);
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      fc.pre(!text.includes("\0"));
      expect((await parsed({ text, html: "<p>x</p>" })).text).toBe(text);
    }),
    { numRuns: 150 },
  );
});

test.each([
  ["O'Reilly & Co"],
  ["Zoë Müller-Nuñez"],
  ["山田 太郎"],
  ["Ana 🎉"],
  ['Ana "Cook" Ruiz, PhD'],
  ["Ruiz, Ana (press)"],
  ["a@b.example"],
  ["back\\slash"],
])("the name %j arrives as it is", async (name) => {
  const mail = await parsed({ to: { name, address: "ana@example.com" }, subject: name });
  const to = Array.isArray(mail.to) ? mail.to[0] : mail.to;
  expect(to?.value).toEqual([{ name, address: "ana@example.com" }]);
  expect(mail.subject).toBe(name);
});

test("a long subject in any script arrives as it is", async () => {
  const subject = `${"Ein längerer Betreff über Brötchen, ".repeat(8)}Ende`;
  expect((await parsed({ subject })).subject).toBe(subject);
  const plain = `${"a longer subject about bread, ".repeat(8)}end`;
  expect((await parsed({ subject: plain })).subject).toBe(plain);
});

test("an encoded word that a stranger spelt out stays what it is", async () => {
  const spelt = "=?utf-8?Q?=0D=0ABcc:_v@evil.example?=";
  const mail = await parsed({ subject: spelt, to: { name: spelt, address: "ana@example.com" } });
  expect(mail.subject).toBe(spelt.replace("=?", "= ?"));
  expect(mail.bcc).toBeUndefined();
});

const BREAKS = ["\r\n", "\n", "\r", "\0", "\u2028", "\u0085", "\v", "\r\n\r\n", "\n "];
const INJECTED = BREAKS.map((end) => `x${end}Bcc: victim@evil.example${end}X-Evil: 1`);

/** Names of headers, and the bytes of the head. */
async function headOf(mail: Partial<OutgoingMail>) {
  const bytes = await toBytes({ ...LETTER, ...mail });
  return {
    names: headersOf(bytes).map(([name]) => name),
    lines: bytes.toString("latin1").split("\r\n\r\n")[0] ?? "",
  };
}

test.each(INJECTED)("%j in a name, a subject or a reference makes no header", async (evil) => {
  const usual = await headOf({ replyTo: [LETTER.to], inReplyTo: "a@b.example", references: ["a@b.example"] });
  const { names, lines } = await headOf({
    from: { ...LETTER.from, name: evil },
    to: { ...LETTER.to, name: evil },
    replyTo: [{ ...LETTER.to, name: evil }],
    subject: evil,
    inReplyTo: "a@b.example",
    references: ["a@b.example", evil, `<${evil}>`, "c@d.example> <e@f.example"],
  });
  expect(names).toEqual(usual.names);
  expect(lines.replaceAll("\r\n", "")).not.toMatch(/[\r\n\0]/);
});

test.each(INJECTED)("an In-Reply-To that reads %j is left out", async (evil) => {
  expect((await headOf({ inReplyTo: evil })).names).not.toContain("in-reply-to");
});

test.each([
  ...INJECTED.map((evil) => `b@x.example${evil}`),
  "b@x.example, v@evil.example",
  "b@x.example; v@evil.example",
  "<b@x.example>",
  '"b x"@x.example',
  "b@x@evil.example",
  "b(comment)@x.example",
  "nobody",
  "",
])("%j is no address and makes no mail", async (address) => {
  for (const field of ["from", "to"] as const)
    await expect(toBytes({ ...LETTER, [field]: { name: null, address } })).rejects.toThrow("no mail address");
  await expect(toBytes({ ...LETTER, replyTo: [{ name: null, address }] })).rejects.toThrow("no mail address");
});

test.each([
  ["id", { id: 'x"\r\nBcc: v@evil.example' }],
  ["id", { id: "" }],
  ["Message-ID", { messageId: "a@b.example>\r\nBcc: v@evil.example" }],
  ["Message-ID", { messageId: "" }],
  ["date", { at: new Date(Number.NaN) }],
])("a wrong %s of ours makes no mail", async (what, wrong) => {
  await expect(toBytes({ ...LETTER, ...wrong })).rejects.toThrow(what);
});

test("whatever stands in its fields, a mail has the headers it should have, and one recipient", async () => {
  const words = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          "\r\n",
          "\n",
          "\0",
          "Bcc: v@evil.example",
          "<v@evil.example>",
          ",",
          ";",
          '"',
          "\\",
          "(",
          ":",
          "=?utf-8?B?DQo=?=",
        ),
        fc.string({ unit: "grapheme", maxLength: 12 }),
      ),
      { maxLength: 8 },
    )
    .map((pieces) => pieces.join(""));
  await fc.assert(
    fc.asyncProperty(words, words, fc.array(words, { maxLength: 3 }), async (name, subject, references) => {
      const bytes = await toBytes({
        ...LETTER,
        to: { ...LETTER.to, name },
        subject: `s${subject}`,
        references,
      });
      const names = headersOf(bytes).map(([header]) => header);
      expect(names.filter((header) => header !== "references")).toEqual(
        headersOf(await toBytes(LETTER)).map(([header]) => header),
      );
      const mail = await simpleParser(bytes);
      const to = Array.isArray(mail.to) ? mail.to[0] : mail.to;
      expect(to?.value.map((each) => each.address)).toEqual([LETTER.to.address]);
      expect(mail.text).toBe("Hello\n");
    }),
    { numRuns: 150 },
  );
});
