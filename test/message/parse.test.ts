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
