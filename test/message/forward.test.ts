import { expect, test } from "vitest";
import { parseMessage } from "../../src/message/parse.ts";
import { BODY, FORWARDS } from "./forwards.ts";
import { asHtml, mailOf } from "./mail.ts";

/** [what she did, the subject, how the text is sent] */
const CONDITIONS = [
  ["as sent", "Fwd: Bakers wanted", "text"],
  ["her own subject", "for today", "text"],
  ["no subject", null, "text"],
  ["HTML only", "Fwd: Bakers wanted", "html"],
] as const;

for (const [condition, subject, form] of CONDITIONS) {
  test.each(FORWARDS)(
    `${condition}, %s: sender, subject, date and text are the original's`,
    async (_client, above, sentAt) => {
      const text = [...above, "", BODY].join("\n");
      const message = await parseMessage(
        mailOf(form === "html" ? { subject, html: asHtml(text) } : { subject, text }),
      );
      expect(message.originals).toHaveLength(1);
      expect(message.originals[0]).toMatchObject({
        from: { address: "ann@example.org", name: "Ann Lister" },
        subject: "Bakers wanted",
        sentAt: new Date(sentAt),
        text: BODY,
        attached: false,
      });
      expect(message.originals[0]?.to[0]).toMatchObject({ address: "jo@example.com" });
      expect(message.note).toBeNull();
    },
  );
}

test("Yandex prints one line, and one at the end", async () => {
  const text = [
    "для Ани",
    "",
    "-------- Пересылаемое сообщение --------",
    '02.03.2026, 18:02, "Ann Lister" <ann@example.org>:',
    "",
    BODY,
    "",
    "-------- Конец пересылаемого сообщения --------",
  ].join("\n");
  const message = await parseMessage(mailOf({ subject: "для Ани", text }));
  expect(message.originals).toMatchObject([
    {
      from: { address: "ann@example.org", name: "Ann Lister" },
      sentAt: new Date("2026-03-02T23:02:00Z"),
      text: BODY,
    },
  ]);
  expect(message.note).toBe("для Ани");
});

const APPLE = [
  "Begin forwarded message:",
  "",
  "> From: Ann Lister <ann@example.org>",
  "> Subject: Bakers wanted",
  "> Date: March 2, 2026 at 6:02:11 PM EST",
  "> To: Jo Owner <jo@example.com>",
  ">",
  ...BODY.split("\n").map((line) => `> ${line}`),
];

test("Apple Mail quotes what it forwards, and the quote marks are taken off", async () => {
  const message = await parseMessage(
    mailOf({ subject: "Bakers", text: ["for ana", "", ...APPLE].join("\n") }),
  );
  expect(message.originals).toMatchObject([{ text: BODY, sentAt: new Date("2026-03-02T23:02:11Z") }]);
  expect(message.note).toBe("for ana");
});

test("a phone's signature above a forward is no note", async () => {
  const text = ["Sent from my iPhone", "", ...APPLE].join("\n");
  expect((await parseMessage(mailOf({ text }))).note).toBeNull();
});

test("a quote mark of the original's own stays", async () => {
  const text = [...APPLE, ">", "> > What is October Theory?"].join("\n");
  const { originals } = await parseMessage(mailOf({ text }));
  expect(originals[0]?.text.endsWith("\n> What is October Theory?")).toBe(true);
});

test("a forward of a forward holds both, in the order they stand", async () => {
  const text = [
    "two of them",
    "",
    "---------- Forwarded message ---------",
    "From: Cy Short <cy@example.com>",
    "Date: Tue, Mar 3, 2026 at 8:00 AM",
    "Subject: Fwd: Bakers wanted",
    "To: <jo@example.com>",
    "",
    "see below",
    "",
    "________________________________",
    "From: Ann Lister <ann@example.org>",
    "Sent: Monday, March 2, 2026 6:02 PM",
    "To: Cy Short <cy@example.com>",
    "Subject: Bakers wanted",
    "",
    BODY,
  ].join("\n");
  const message = await parseMessage(mailOf({ subject: "Fwd: Fwd: Bakers wanted", text }));
  expect(message.originals.map(({ from, text: body }) => [from?.address, body])).toEqual([
    ["cy@example.com", "see below"],
    ["ann@example.org", BODY],
  ]);
  expect(message.note).toBe("two of them");
});

test.each([
  ["an answer with a quoted header", "Re: Bakers wanted", OUTLOOK_HEADER()],
  [
    "an answer below an intro line",
    "Re: Bakers wanted",
    ["On Mon, Mar 2, 2026 at 6:02 PM, Ann <ann@example.org> wrote:", "> hi"],
  ],
  [
    "an answer without a subject",
    null,
    ["On Mon, Mar 2, 2026 at 6:02 PM, Ann <ann@example.org> wrote:", "> hi"],
  ],
  [
    "an answer to a mail that held a forward",
    "Bakers",
    ["On Mon, Mar 2, 2026 at 6:02 PM, Ann <ann@example.org> wrote:", ...APPLE.map((line) => `> ${line}`)],
  ],
])("%s passes nothing on", async (_case, subject, quote) => {
  const message = await parseMessage(mailOf({ subject, text: ["Happy to help.", "", ...quote].join("\n") }));
  expect(message.originals).toEqual([]);
  expect(message.freeText).toBe("Happy to help.");
});

function OUTLOOK_HEADER(): string[] {
  return [
    "From: Ann Lister <ann@example.org>",
    "Sent: Monday, March 2, 2026 6:02 PM",
    "To: Jo Owner <jo@example.com>",
    "Subject: Bakers wanted",
    "",
    "Do you know a baker?",
  ];
}

test.each([
  [
    "a label that is an outlet's",
    ["From: The Daily", "", "Experts on sleep", "", "Submit By: 3 March 3:00 PM"],
  ],
  [
    "the labels of a query",
    [
      "Summary: Sleep",
      "Name: Ann Lister",
      "Category: Health",
      "Email: q1@example.org",
      "Deadline: 7 PM 3 March 2026",
    ],
  ],
  ["a date and a subject in prose", ["Date: 3 March", "Subject: to change", "", "Come along."]],
])("%s is no forwarded header", async (_case, lines) => {
  expect((await parseMessage(mailOf({ subject: "Fwd: x", text: lines.join("\n") }))).originals).toEqual([]);
});
