import fc from "fast-check";
import { expect, test } from "vitest";
import { parseMessage } from "../../src/message/parse.ts";

interface Parts {
  readonly before?: string;
  readonly id?: string;
  readonly date?: string;
  readonly from?: string;
  readonly subject?: string;
  readonly encoding?: "7bit" | "base64";
  readonly body?: string;
}

function mail(parts: Parts = {}): string {
  const {
    before = "",
    id = "Message-ID: <a@example.org>\n",
    encoding = "7bit",
    body = "Bakers wanted\n",
  } = parts;
  return [
    `${before}From: ${parts.from ?? "Ann <ann@example.org>"}`,
    `Date: ${parts.date ?? "Tue, 03 Mar 2026 10:14:00 -0500"}`,
    `${id}Subject: ${parts.subject ?? "Bakers"}`,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    `Content-Transfer-Encoding: ${encoding}`,
    "",
    encoding === "base64" ? Buffer.from(body).toString("base64") : body,
  ].join("\n");
}

const keyOf = async (raw: string) => (await parseMessage(Buffer.from(raw))).key;

test.each([
  [
    "delivered by To and by Cc",
    { before: "Delivered-To: jo@example.com\nReceived: from a.example by b.example; Tue, 3 Mar 2026\n" },
  ],
  ["marked by a filter", { before: "X-Spam-Score: 0\nX-Original-To: jo@example.com\n" }],
  ["encoded otherwise on the way", { encoding: "base64" as const }],
  ["with a blank line more at its end", { body: "Bakers wanted\n\n" }],
])("a mail %s has the same key", async (_case, parts) => {
  expect(await keyOf(mail(parts))).toBe(await keyOf(mail()));
});

test("line ends do not change the key", async () => {
  expect(await keyOf(mail().replace(/\n/g, "\r\n"))).toBe(await keyOf(mail()));
});

test.each([
  ["body", { body: "Bakers wanted!\n" }],
  ["Message-ID", { id: "Message-ID: <b@example.org>\n" }],
  ["sender", { from: "Ann <ann@example.net>" }],
  ["date", { date: "Tue, 03 Mar 2026 10:14:01 -0500" }],
  ["subject", { subject: "Bakers!" }],
])("another %s makes another key", async (_field, parts) => {
  expect(await keyOf(mail(parts))).not.toBe(await keyOf(mail()));
});

test.each(["", "Message-ID:\n", "Message-ID: <>\n"])(
  "mails that differ only in their body have their own keys with %j",
  async (id) => {
    const keys = await Promise.all(["one", "two", "three"].map((body) => keyOf(mail({ id, body }))));
    expect(new Set(keys).size).toBe(3);
  },
);

test("a key is 16 bytes in hex", async () => {
  expect(await keyOf(mail())).toMatch(/^[0-9a-f]{32}$/);
});

test("words moved from one field to the next make another key", () => {
  const word = fc.constantFrom("a", "b", "ab", "1:a");
  return fc.assert(
    fc.asyncProperty(fc.tuple(word, word), fc.tuple(word, word), async (one, other) => {
      fc.pre(one.join("|") !== other.join("|"));
      const [a, b] = [one, other].map(([subject, body]) => mail({ subject, body }));
      expect(await keyOf(a ?? "")).not.toBe(await keyOf(b ?? ""));
    }),
  );
});
