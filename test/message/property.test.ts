/** Laws that hold for any bytes. The generators speak mail: what breaks readers is nearly a mail. */
import { existsSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ORIGINALS, TEXT_CHARS } from "../../src/bounds.ts";
import { htmlToText } from "../../src/message/html.ts";
import type { Message } from "../../src/message/message.ts";
import { parseMessage } from "../../src/message/parse.ts";
import { tidied } from "../../src/message/tidy.ts";

const WORDS = [
  ...[
    "From: ",
    "To: ",
    "Subject: ",
    "Date: ",
    "Sent: ",
    "Cc: ",
    "Von: ",
    "发件人：",
    "| From | ",
    "*From:* ",
  ],
  ...[
    "In-Reply-To: ",
    "References: ",
    "Message-ID: ",
    "Content-Type: ",
    "Content-Transfer-Encoding: ",
    "Received: ",
  ],
  ...[
    "Auto-Submitted: auto-replied",
    "Return-Path: <>",
    "X-Failed-Recipients: ",
    "Final-Recipient: rfc822; ",
  ],
  ...[
    "multipart/mixed; boundary=b",
    "multipart/alternative; boundary=c",
    "message/rfc822",
    "text/html",
    "text/plain",
  ],
  ...[
    "message/delivery-status",
    "application/ms-tnef",
    "base64",
    "quoted-printable",
    "; charset=utf-8",
    "format=flowed",
  ],
  ...[
    "--b",
    "--b--",
    "--c",
    "--c--",
    "-- ",
    "---",
    "> ",
    ">",
    ">> ",
    "    ",
    "________________________________",
  ],
  ...["---------- Forwarded message ---------", "Begin forwarded message:", "-----Original Message-----"],
  ...["On Tue, 3 Mar 2026 at 10:14, Ann <ann@example.org> wrote:", "Am 3.3.2026 schrieb ann@example.org:"],
  ...[
    "Ann Lister <ann@example.org>",
    "<ann@example.org>",
    '"Lister, Ann" <ann@example.org>',
    "ann@",
    "@",
    "<>",
    "<",
  ],
  ...[
    "Tue, 3 Mar 2026 10:14:00 -0500",
    "3/3/26 10:14 PM",
    "31 February 2026",
    "2026年3月3日",
    "until 12 May",
  ],
  ...[
    "Re: ",
    "Fwd: ",
    "AW: ",
    "=?utf-8?B?4oKs?=",
    "=?utf-8?Q?=0D=0A?=",
    "=?x?",
    "=",
    "=3D",
    "=E2=82",
    "ref: ",
  ],
  ...[
    "<div>",
    "</div>",
    "<blockquote>",
    "<table><tr><td>",
    "<a href='mailto:a@example.org'>",
    "&nbsp;",
    "&#x0;",
    "<!--",
  ],
  ...[
    "550 5.1.1 no such user",
    "could not be delivered",
    "\u0000",
    "\u202e",
    "\ufeff",
    "\u00ff",
    "\ud800",
    "😀",
    "ü",
  ],
];

const piece = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 8 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(" ", "\t", ">", "<", "\n", "-", "x", "@", "a@"), fc.nat(3000))
      .map(([unit, times]) => unit.repeat(times)),
  },
);
const line = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(""));
const text = fc
  .array(fc.tuple(line, fc.constantFrom("\r\n", "\r\n", "\r\n", "\n", "\r")), { maxLength: 40 })
  .map((lines) => lines.map(([content, end]) => content + end).join(""));
const bytes = fc.oneof(
  text.map((content) => Buffer.from(content)),
  text.map((content) => Buffer.from(content, "latin1")),
  fc.uint8Array({ maxLength: 500 }).map((content) => Buffer.from(content)),
);

/** What the rest of the program takes for granted. */
function expectSafe(message: Message): void {
  expect(message.key).toMatch(/^[0-9a-f]{32}$/);
  expect(message.text.length).toBeLessThanOrEqual(TEXT_CHARS);
  expect(message.originals.length).toBeLessThanOrEqual(ORIGINALS);
  const values = [
    message.subject,
    message.messageId,
    message.inReplyTo,
    ...message.references,
    ...[...message.from, ...message.to, ...message.cc, ...message.replyTo].flatMap(({ address, name }) => [
      address,
      name,
    ]),
    ...message.originals.flatMap(({ subject, from }) => [subject, from?.name ?? null]),
    ...message.attachments.map(({ filename }) => filename),
  ];
  for (const value of values) expect(value ?? "").not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
  for (const { address } of message.from) expect(address).toBe(address.toLowerCase());
  for (const at of [message.sentAt, ...message.originals.map(({ sentAt }) => sentAt)]) {
    if (at !== null) expect(Number.isNaN(at.getTime())).toBe(false);
  }
  for (const empty of [message.subject, message.note, message.messageId]) expect(empty).not.toBe("");
}

test("no bytes make the reader throw, and what it gives is safe to use", () =>
  fc.assert(
    fc.asyncProperty(bytes, async (raw) => expectSafe(await parseMessage(raw))),
    { numRuns: 200 },
  ));

test("reading twice gives the same", () =>
  fc.assert(
    fc.asyncProperty(bytes, async (raw) => {
      expect(await parseMessage(raw)).toEqual(await parseMessage(raw));
    }),
    { numRuns: 100 },
  ));

test("tidying what is tidy changes nothing", () => {
  fc.assert(
    fc.property(text, (raw) => {
      const once = tidied(raw).text;
      expect(tidied(once).text).toBe(once);
    }),
  );
});

test("HTML of any kind becomes text", () => {
  fc.assert(
    fc.property(text, (raw) => {
      expect(typeof htmlToText(raw)).toBe("string");
    }),
  );
});

test("what a mail passes on and what stands above it are words of the mail", () =>
  fc.assert(
    fc.asyncProperty(text, async (body) => {
      const message = await parseMessage(Buffer.from(`Subject: Fwd: x\r\n\r\n${body}`));
      const words = new Set(message.text.split(/[\s>]+/));
      const kept = [
        message.note ?? "",
        ...message.originals.filter(({ attached }) => !attached).map((each) => each.text),
      ];
      for (const word of kept.join(" ").split(/[\s>]+/)) if (word !== "") expect(words).toContain(word);
    }),
    { numRuns: 200 },
  ));

const hostile = new URL("../../../shared/faults/hostile-mail.mjs", import.meta.url);

describe.skipIf(!existsSync(hostile))("hostile mail (skipped without ../shared)", async () => {
  interface HostileMail {
    readonly name: string;
    readonly raw: () => Buffer;
  }
  const { hostileMails } = existsSync(hostile)
    ? ((await import(hostile.href)) as { hostileMails(options: { big: boolean }): HostileMail[] })
    : { hostileMails: () => [] };

  test.each(hostileMails({ big: true }).map((mail) => [mail.name, mail] as const))(
    "%s is read",
    async (_name, mail) => {
      expectSafe(await parseMessage(mail.raw()));
    },
  );
});
