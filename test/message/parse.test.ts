import { expect, test } from "vitest";
import { parseMessage } from "../../src/message/parse.ts";

const crlf = (...lines: string[]) => Buffer.from(`${lines.join("\r\n")}\r\n`);

const HEAD = [
  "From: Jo Owner <jo@example.com>",
  "To: Sendalong <assistant@example.net>",
  "Subject: Fwd: Bakers wanted",
  "Date: Tue, 03 Mar 2026 10:14:00 -0500",
  "Message-ID: <fwd-1@example.com>",
  "MIME-Version: 1.0",
];

test("a Gmail forward holds its original and the note above it", async () => {
  const message = await parseMessage(
    crlf(
      ...HEAD,
      "Content-Type: text/plain; charset=utf-8",
      "",
      "for ana",
      "",
      "---------- Forwarded message ---------",
      "From: The List <list@example.org>",
      "Date: Tue, Mar 3, 2026 at 6:02 AM",
      "Subject: Bakers wanted",
      "To: <jo@example.com>",
      "",
      "",
      "1) Summary: Bakers who bike",
    ),
  );
  expect(message.note).toBe("for ana");
  expect(message.originals).toEqual([
    {
      from: { address: "list@example.org", name: "The List" },
      to: [{ address: "jo@example.com", name: null }],
      subject: "Bakers wanted",
      sentAt: new Date("2026-03-03T11:02:00Z"),
      messageId: null,
      text: "1) Summary: Bakers who bike",
      attached: false,
    },
  ]);
});

test("attached mails, also nameless and nested, are originals in the order they stand", async () => {
  const inner = (subject: string, ...rest: string[]) => [
    "Content-Type: message/rfc822",
    "",
    "From: The List <list@example.org>",
    `Subject: ${subject}`,
    "Date: Mon, 02 Mar 2026 06:00:00 +0000",
    `Message-ID: <${subject}@example.org>`,
    ...(rest.length > 0 ? rest : ["", `The text of ${subject}.`]),
  ];
  const message = await parseMessage(
    crlf(
      ...HEAD,
      'Content-Type: multipart/mixed; boundary="b"',
      "",
      "--b",
      "",
      "two of them",
      "--b",
      ...inner("one"),
      "--b",
      ...inner("two", 'Content-Type: multipart/mixed; boundary="c"', "", "--c", ...inner("three"), "--c--"),
      "--b--",
    ),
  );
  expect(message.originals.map(({ subject, attached }) => [subject, attached])).toEqual([
    ["one", true],
    ["two", true],
    ["three", true],
  ]);
  expect(message.originals[0]?.text).toBe("The text of one.");
  expect(message.originals[0]?.messageId).toBe("one@example.org");
  expect(message.note).toBe("two of them");
});

test("addresses are lower-case, of all From fields, groups opened, look-alikes as printed", async () => {
  const message = await parseMessage(
    crlf(
      "From: =?utf-8?Q?J=C3=B6_Owner?= <Jo@Example.com>",
      "From: other@example.net",
      "To: Team: Ann <ann@example.org>, bea@example.org;",
      "Cc: <x@xn--e1afmkfd.test>",
      "Delivered-To: Assistant+Lists@example.net",
      "X-Original-To: assistant@example.net",
      "",
      "hello",
    ),
  );
  expect(message.from).toEqual([
    { address: "jo@example.com", name: "Jö Owner" },
    { address: "other@example.net", name: null },
  ]);
  expect(message.to.map(({ address }) => address)).toEqual(["ann@example.org", "bea@example.org"]);
  expect(message.cc.map(({ address }) => address)).toEqual(["x@xn--e1afmkfd.test"]);
  expect(message.deliveredTo).toEqual(["assistant+lists@example.net", "assistant@example.net"]);
});

test("thread ids lose their brackets, also folded ones", async () => {
  const message = await parseMessage(
    crlf(
      ...HEAD,
      "In-Reply-To: <letter-1@example.net>",
      "References: <a@example.org>",
      "\t<letter-1@example.net>",
      "X-Microsoft-Original-Message-ID: <ours@example.net>",
      "X-Sendalong-Id: abc",
      "List-Id: Media queries <queries.example.org>",
      "",
      "hello",
    ),
  );
  expect(message).toMatchObject({
    messageId: "fwd-1@example.com",
    inReplyTo: "letter-1@example.net",
    references: ["a@example.org", "letter-1@example.net"],
    originalMessageId: "ours@example.net",
    sendalongId: "abc",
    list: { id: "queries.example.org" },
  });
});

test("fields that prove the sender stand in their order, unfolded", async () => {
  const { trace } = await parseMessage(
    crlf(
      "Return-Path: <jo@example.com>",
      "Authentication-Results: mx.example.net;",
      "\tdkim=pass header.d=example.com",
      "Received: from a.example by mx.example.net; Tue, 3 Mar 2026",
      ...HEAD,
      "",
      "hello",
    ),
  );
  expect(trace).toEqual([
    { name: "return-path", value: "<jo@example.com>" },
    { name: "authentication-results", value: "mx.example.net; dkim=pass header.d=example.com" },
    { name: "received", value: "from a.example by mx.example.net; Tue, 3 Mar 2026" },
  ]);
});

test.each([
  ["Tue, 03 Mar 2026 10:14:00 -0500 (EST)", "2026-03-03T15:14:00Z"],
  ["3 Mar 26 10:14 EST", "2026-03-03T15:14:00Z"],
  ["2026-03-03T10:14:00-05:00", "2026-03-03T15:14:00Z"],
  ["yesterday-ish", null],
  ["", null],
])("the Date field %j is %s", async (date, sentAt) => {
  const message = await parseMessage(crlf("From: jo@example.com", `Date: ${date}`, "", "hello"));
  expect(message.sentAt).toEqual(sentAt === null ? null : new Date(sentAt));
});

const part = (type: string, ...lines: string[]) => ["--b", `Content-Type: ${type}`, ...lines, "", "x"];
const mixed = (...parts: string[]) =>
  crlf(...HEAD, 'Content-Type: multipart/mixed; boundary="b"', "", ...parts, "--b--");

test.each([
  ["winmail", mixed(...part("application/ms-tnef; name=winmail.dat"))],
  [
    "encrypted",
    crlf(
      ...HEAD,
      'Content-Type: multipart/encrypted; boundary="b"',
      "",
      ...part("application/pgp-encrypted"),
      "--b--",
    ),
  ],
  ["encrypted", crlf(...HEAD, "", "-----BEGIN PGP MESSAGE-----", "hQEMA", "-----END PGP MESSAGE-----")],
  ["encrypted", crlf(...HEAD, "Content-Type: application/pkcs7-mime; smime-type=enveloped-data", "", "MIIB")],
  ["empty", crlf(...HEAD, "", "")],
  ["empty", Buffer.alloc(0)],
  ["truncated", crlf(...HEAD, "", "words ".repeat(50_000))],
  ["too-large", crlf(...HEAD, "", "words\r\n".repeat(2_000_000))],
  ["header-too-large", crlf(...HEAD, ...Array.from({ length: 50_000 }, (_, n) => `X-${n}: y`), "", "x")],
  [
    "too-many-parts",
    mixed(
      ...Array.from({ length: 2000 }, () => part("text/plain", "Content-Disposition: attachment")).flat(),
    ),
  ],
])("%s mail is read as far as it goes, and says so", async (code, bytes) => {
  const { problems } = await parseMessage(bytes);
  expect(problems.map((problem) => problem.code)).toContain(code);
});

test("a multipart without its boundary is read as text", async () => {
  const message = await parseMessage(
    crlf(...HEAD, "Content-Type: multipart/mixed; boundary=gone", "", "Bakers wanted"),
  );
  expect(message.text.trim()).toBe("Bakers wanted");
});

test.each([
  ["a path", "../../etc/cron.d/x", "x"],
  ["a Windows path", "C:\\\\tmp\\\\x.txt", "x.txt"],
  ["a line break", "=?utf-8?B?eA0KWC1FdmlsOiAx?=", "x X-Evil: 1"],
  ["a leading dot", ".bashrc", "bashrc"],
  ["nothing but a path", "../", null],
])("a file name keeps no %s", async (_what, printed, filename) => {
  const { attachments } = await parseMessage(
    mixed(...part("application/octet-stream", `Content-Disposition: attachment; filename="${printed}"`)),
  );
  expect(attachments).toMatchObject([{ filename, size: 1 }]);
});

test("a subject with a line break in it is one line", async () => {
  const evil = Buffer.from("hi\r\nBcc: eve@example.test").toString("base64");
  expect(
    (await parseMessage(crlf("From: jo@example.com", `Subject: =?utf-8?B?${evil}?=`, "", "x"))).subject,
  ).toBe("hi Bcc: eve@example.test");
});

test.each(["Content-Type:", "Content-Type: ;name=a.bin"])(
  "a part with `%s` costs the mail nothing",
  async (field) => {
    const mail = mixed(...part("text/plain"), "--b", field, "Content-Disposition: attachment", "", "x", "");
    const { attachments, problems, text } = await parseMessage(mail);
    expect({ problems, attachments: attachments.map(({ contentType }) => contentType) }).toEqual({
      problems: [],
      attachments: ["application/octet-stream"],
    });
    expect(text.trim()).toBe("x");
  },
);

test("an attached mail that cannot be opened is told, not dropped", async () => {
  const layers = 40;
  const nested = Array.from({ length: layers }, (_, layer) => [
    `Subject: layer ${layer}`,
    "Content-Type: message/rfc822",
    "",
  ]);
  const message = await parseMessage(crlf(...nested.flat(), "Subject: core", "", "core"));
  expect(message.originals.length).toBeLessThan(layers);
  expect(message.problems.map(({ code }) => code)).toEqual(["attached-unread"]);
});

test("what is wrong with an attached mail is told of the mail that bears it", async () => {
  const message = await parseMessage(
    mixed(
      ...[
        "--b",
        "Content-Type: message/rfc822",
        "",
        "From: ann@example.org",
        "",
        "-----BEGIN PGP MESSAGE-----",
        "hQEMA",
      ],
    ),
  );
  expect(message.problems.map(({ code }) => code)).toEqual(["encrypted"]);
});

test("a signature above attached mails is no note", async () => {
  const message = await parseMessage(
    mixed(
      "--b",
      "",
      "Sent from my iPhone",
      "--b",
      "Content-Type: message/rfc822",
      "",
      "From: ann@example.org",
      "",
      "hi",
    ),
  );
  expect([message.note, message.originals.length]).toEqual([null, 1]);
});

test("a mail attached inline does not melt into the text", async () => {
  const message = await parseMessage(
    mixed(
      ...["--b", "", "for ana", "--b", "Content-Type: message/rfc822", "Content-Disposition: inline", ""],
      ...["From: ann@example.org", "Subject: Bakers wanted", "", "Bakers who bike"],
    ),
  );
  expect(message.text.trim()).toBe("for ana");
  expect(message.originals).toMatchObject([{ subject: "Bakers wanted", text: "Bakers who bike" }]);
});

test.each(["\u000f\u007f@a", "a@b@example.org", "@example.org", "a@", '"a b"@example.org'])(
  "%j is no address",
  async (from) => {
    expect((await parseMessage(crlf(`From: <${from}>`, "", "x"))).from).toEqual([]);
  },
);
