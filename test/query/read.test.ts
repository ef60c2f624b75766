/** Splitting at true starts only, counting against what is announced, and which part of a mail is read. */
import { describe, expect, test } from "vitest";
import { parseMessage } from "../../src/message/parse.ts";
import { readEdition, readSource } from "../../src/query/read.ts";
import { fixture } from "./support/fixtures.ts";

const SENT = new Date("2026-10-05T09:00:00Z");
const read = (text: string, from = "haro@helpareporter.com") =>
  readSource({ from: { address: from, name: null }, subject: null, sentAt: SENT, text, listId: null });

const item = (number: number | string, summary: string, query: string, more = ""): string =>
  `${number}) Summary: ${summary}\n\nName: A\n\nCategory: Travel\n\nEmail: reply+${number}@helpareporter.com\n\nMedia Outlet: B\n\nDeadline: 3:00 PM ET - 9 October\n\n${more}Query:\n\n${query}\n\nBack to Top\n\n-----------------------------------\n\n`;

describe("a heading inside a query starts nothing", () => {
  test.each([
    ["in mid-line", "Please send 2) Summary: two lines. Email: no files. 3) a photo."],
    ["in mid-line, with words that look like fields", "Send: 2) Summary: x\nDeadline: soon\nEmail: none"],
    ["numbers at line heads", "1) your name\n2) your town\n3) your age"],
    ["a rule and a heading", "First part.\n\n-----------------------------------\n\nSECOND PART\n\nmore"],
  ])("%s", (_case, query) => {
    const edition = read(item(1, "Night trains", query) + item(2, "Ferries", "Tell us."));
    expect(edition?.queries.map((each) => [each.number, each.summary, each.query])).toEqual([
      ["1", "Night trains", query],
      ["2", "Ferries", "Tell us."],
    ]);
  });
});

describe("the count against the index", () => {
  const index = (...titles: string[]): string =>
    `********* INDEX ***********\n\nTRAVEL\n\n${titles.map((title, at) => `${at + 1}) ${title} (B)`).join("\n\n")}\n\n****************************\n\n`;

  test("agrees: no problem", () => {
    const edition = read(index("Trains", "Ferries") + item(1, "Trains", "x") + item(2, "Ferries", "y"));
    expect(edition).toMatchObject({ announced: 2, problems: [] });
  });

  test("differs: the mail says which are missing", () => {
    const edition = read(
      index("Trains", "Ferries", "Trams") + item(1, "Trains", "x") + item(3, "Trams", "z"),
    );
    expect(edition?.announced).toBe(3);
    expect(edition?.problems).toEqual([
      {
        code: "count-differs",
        text: "The mail announces 3 queries, 2 were read; not read: “2) Ferries (B)”.",
      },
    ]);
  });

  test("an index with no item at all is an edition that could not be read, not a quiet day", () => {
    const edition = read(`${index("Trains", "Ferries")}1) Summary: Trains\n\nMedia Outlet: B\n`);
    expect(edition?.problems.map(({ code }) => code)).toContain("count-differs");
  });

  test("a title that a wrap broke and a number inside a title count once", () => {
    const text = `********* INDEX ***********\n\n1) Top 2) mistakes of people who travel by night\ntrain (B)\n\n2) Ferries\n(B)\n\n****************************\n\n`;
    expect(read(text + item(1, "Top 2) mistakes", "x") + item(2, "Ferries", "y"))?.announced).toBe(2);
  });
});

test("an item without text is kept, marked, and told", () => {
  const [first] = [read(item(1, "Trains", ""))];
  expect(first?.queries).toMatchObject([{ summary: "Trains", query: "", partial: true }]);
  expect(first?.problems.map(({ code }) => code)).toEqual(["query-without-text"]);
});

test("a text without its label is read below the last field", () => {
  const text = item(1, "Trains", "Tell us of night trains.\n\nAnd of day ones.").replace("Query:\n\n", "");
  expect(read(text)?.queries[0]?.query).toBe("Tell us of night trains.\n\nAnd of day ones.");
});

test("fields printed below the text are read and cut off", () => {
  const text =
    "1) Summary: Trains\n\nQuery:\n\nTell us.\n\nName: Ana\n\nCategory: Travel\n\nEmail: reply+1@helpareporter.com\n\nMedia Outlet: B\n\nDeadline: 3:00 PM ET - 9 October\n\nBack to Top\n";
  expect(read(text)?.queries).toMatchObject([
    {
      journalist: "Ana",
      category: "Travel",
      replyTo: "reply+1@helpareporter.com",
      outlet: "B",
      query: "Tell us.",
    },
  ]);
});

test("a form to fill in stays in the text", () => {
  const query = "Please answer:\n\nName:\nTitle:\nEmail:\nThanks!";
  expect(read(item(1, "Trains", query))?.queries[0]?.query).toBe(query);
});

test("at most 400 queries are taken from one mail, and it says so", () => {
  const edition = read(Array.from({ length: 450 }, (_, at) => item(at + 1, "T", "x")).join(""));
  expect(edition?.queries).toHaveLength(400);
  expect(edition?.problems.map(({ code }) => code)).toContain("too-many-queries");
});

test("an account mail from a list's own address is no edition", () => {
  expect(
    read(
      "Hi there,\n\nThanks for signing up for HARO! Just one quick step: verify your email.\n\n10–15 queries per email.",
    ),
  ).toBeNull();
});

describe("which part of a mail is read", () => {
  const mail = (headers: string, body: string): Promise<Parameters<typeof readEdition>[0]> =>
    parseMessage(
      Buffer.from(
        `From: jo@example.com\r\nTo: assistant@example.net\r\n${headers}\r\n\r\n${body.replace(/\n/g, "\r\n")}`,
      ),
    );
  const forwarded = (text: string): string =>
    `---------- Forwarded message ---------\nFrom: <haro@helpareporter.com>\nDate: Mon, 28 Dec 2026 22:06:11 +0000\nSubject: HARO Queries\nTo: <jo@example.com>\n\n${text}\n\n`;

  test("several originals make one list, announced their sum", async () => {
    const one = fixture("haro-featured").source.text;
    const two = fixture("haro-cision").source.text;
    const edition = readEdition(await mail("Subject: Fwd: today", forwarded(one) + forwarded(two)), null);
    expect(edition?.announced).toBe(10);
    expect(edition?.queries).toHaveLength(10);
  });

  test("years come from the inner mail, not from the day it was forwarded", async () => {
    const headers = "Subject: Fwd: old\r\nDate: Tue, 28 Dec 2027 08:00:00 +0000";
    const edition = readEdition(await mail(headers, forwarded(fixture("haro-featured").source.text)), null);
    expect(edition?.queries[1]?.deadlineAt?.toISOString()).toBe("2027-01-03T05:00:00.000Z");
  });

  test("an answer that quotes a query holds none", async () => {
    const headers = "Subject: Re: Bakers\r\nIn-Reply-To: <x@example.net>";
    const quoted = item(1, "Trains", "Tell us.")
      .split("\n")
      .map((line) => `> ${line}`)
      .join("\n");
    expect(readEdition(await mail(headers, `Happy to help!\n\n${quoted}`), null)).toBeNull();
  });

  test("without any date the caller's stands in", async () => {
    const message = await mail("Subject: x", item(1, "Trains", "Tell us."));
    expect(readEdition(message, SENT)?.queries[0]?.deadlineAt?.toISOString()).toBe(
      "2026-10-09T19:00:00.000Z",
    );
    expect(readEdition(message, null)?.queries[0]?.deadlineAt).toBeNull();
  });

  test("a mail that was cut leaves its last query marked as partial", async () => {
    const message = await mail("Subject: x", item(1, "Trains", "Tell us.") + item(2, "Trams", "Tell"));
    const cut = { ...message, problems: [{ code: "truncated", text: "cut" }] };
    expect(readEdition(cut, SENT)?.queries.map(({ partial }) => partial)).toEqual([false, true]);
  });
});
