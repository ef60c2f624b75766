/** What holds for any mailing, printed well or badly. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { QUERIES } from "../../src/bounds.ts";
import { readSource, type Source } from "../../src/query/read.ts";
import { DAMAGES, wordsOf } from "./support/damage.ts";

const SENT = new Date("2026-10-05T09:00:00Z");

const source = (text: string, from = "haro@helpareporter.com"): Source => ({
  from: { address: from, name: null },
  subject: "HARO Queries",
  sentAt: SENT,
  text,
  listId: null,
});

const words = fc
  .array(
    fc.constantFrom(
      "bakers",
      "who",
      "start",
      "(really)",
      "at",
      "3am:",
      "Café",
      "“first",
      "loaf”",
      "& co.",
      "don't",
      "🥐",
      "日本",
    ),
    {
      minLength: 1,
      maxLength: 9,
    },
  )
  .map((list) => list.join(" "));

/** Lines of a query that look like something else. */
const line = fc.oneof(
  words,
  fc.constantFrom(
    "1) When do you get up?",
    "2) and in winter?",
    "Note: the usual.",
    "Questions include: how, why.",
    "Deadline: October 20 for photos.",
    "Email: no attachments.",
    "------------------------",
    "* a bullet",
    "- a dash",
    "# # #",
    "Important: read this twice.",
    "see https://pond.example/a?b=1",
    "Social Anxiety: a study",
    "",
  ),
);

interface Printed {
  readonly summary: string;
  readonly name: string | null;
  readonly category: string;
  readonly outlet: string;
  readonly link: string | null;
  readonly id: string;
  readonly day: number;
  readonly lines: readonly string[];
  readonly order: readonly number[];
}

const item: fc.Arbitrary<Printed> = fc.record({
  summary: words,
  name: fc.option(fc.constantFrom("Ana O'Neill", "T. Oyelaran", "Wen-Li Hartono, MSW"), { nil: null }),
  category: fc.constantFrom("Travel", "Health and Pharma", "General"),
  outlet: fc.constantFrom("Pond Gazette", "Hive | Talk", "Short Wave (UK)", "TBD", "Book, author, Ruth"),
  link: fc.option(fc.constantFrom("https://pond.example", "https://hive.example/@talk"), { nil: null }),
  id: fc.uuid(),
  day: fc.integer({ min: 1, max: 28 }),
  lines: fc.array(line, { maxLength: 7 }).map((list) => ["I am writing on bread.", ...list, "Thank you."]),
  order: fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5, maxLength: 5 }),
});

/** As HARO prints an item, its fields in any order. */
function printed(each: Printed, place: number): string {
  const address = `reply+${each.id}@helpareporter.com`;
  const fields = [
    each.name === null ? null : `Name: ${each.name}`,
    `Category: ${each.category}`,
    `Email: ${address}\n${address}`,
    `Media Outlet: ${each.outlet}${each.link === null ? "" : ` (${each.link})`}`,
    `Deadline: 3:00 PM ET - ${each.day} October`,
  ];
  const ordered = each.order.map((at) => fields[at]).filter((field) => typeof field === "string");
  return [
    `${place + 1}) Summary: ${each.summary}`,
    ...ordered,
    `Query:\n\n${each.lines.join("\n")}`,
    "Back to Top",
    "-----------------------------------",
  ].join("\n\n");
}

function edition(items: readonly Printed[]): string {
  const index = items.map((each, place) => `${place + 1}) ${each.summary} (${each.outlet})`).join("\n\n");
  return `********* INDEX ***********\n\n\nGENERAL\n\n${index}\n\n****************************\n\n${items.map(printed).join("\n\n")}\n\nHARO connects journalists with expert sources.\n\nUnsubscribe https://unsubscribe.resend.com/?token=1`;
}

test("what is printed is what is read, in any order of fields", () => {
  fc.assert(
    fc.property(fc.array(item, { minLength: 1, maxLength: 6 }), (items) => {
      const read = readSource(source(edition(items)));
      expect(read?.announced).toBe(items.length);
      expect(read?.problems).toEqual([]);
      expect(
        read?.queries.map((query) => ({ ...query, day: query.deadlineAt?.toISOString().slice(8, 13) })),
      ).toMatchObject(
        items.map((each, place) => ({
          number: String(place + 1),
          summary: each.summary,
          journalist: each.name,
          category: each.category,
          outlet: each.outlet,
          outletUrl: each.link,
          replyTo: `reply+${each.id}@helpareporter.com`,
          day: `${String(each.day).padStart(2, "0")}T19`,
          query: each.lines.join("\n").trim(),
        })),
      );
    }),
  );
});

test("no way of forwarding loses or adds a query, or changes its words", () => {
  fc.assert(
    fc.property(
      fc.array(item, { minLength: 1, maxLength: 4 }),
      fc.constantFrom(...DAMAGES),
      (items, damage) => {
        const read = readSource(source(damage.apply(edition(items))));
        expect(read?.queries.map(({ replyTo, query }) => [replyTo, wordsOf(query)])).toEqual(
          items.map((each) => [`reply+${each.id}@helpareporter.com`, wordsOf(each.lines.join("\n"))]),
        );
      },
    ),
    { numRuns: 300 },
  );
});

/** Everything a reader looks for, in the wrong places. */
const piece = fc.oneof(
  { weight: 3, arbitrary: words },
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      "1) Summary: ",
      "2)SUMMARY:",
      "Summary:",
      "Query:",
      "\nName: ",
      "\nEmail: a@b.co",
      "\nMedia Outlet: ",
      "\nDeadline: ",
      "\nRequirements: ",
      "Back to Top",
      "\n-----\n",
      "\n****************************\n",
      "********* INDEX ***********",
      "\n\n",
      "\n",
      "Answer by Sep 17th",
      "\n5 alerts\n",
      "https://connectively.us/api/auth/magic-link/verify?token=1&callbackURL=%2F%E0%A4%A",
      "Submit By: ",
      "From: Outlet\n",
      "\n > ",
      "RESPOND TO THIS REPORTER VIA QWOTED",
      "Synopsis: ",
      "\n1. T\n",
      "Sent from: N / reply to journalist, email: send+1.2@tmxmessenger.com",
      "TODAY/LAW: a - b (US) ",
      "\nLAW/TODAY: a—b\n",
      "#journorequest looking for a vet ",
      "Headline: ",
      "\nJournalist: x\n",
      "\nPublication: y\n",
      "\nDetails: ",
      "I'm looking for a source ",
      "for a story ",
      "by Friday noon ",
      "unsubscribe",
      "<mailto:",
      "[image: ",
      "\u00a0",
      "\u200b",
      "(https://",
      ")",
      "* ",
      "> ",
      "DEADLINE DATE: 2026-99-99",
      "https://x.safelinks.protection.outlook.com/?url=%E0%A4%A",
      "https://urldefense.proofpoint.com/v2/url?u=-E0-A4",
      "\ud83e",
    ),
  },
);
const SENDERS = [
  "haro@helpareporter.com",
  "peter@sourceofsources.com",
  "noreply@connectively.us",
  "notifications@qwoted.com",
  "profnet@profnet.com",
  "jo@example.com",
];

test("no text makes a reader throw, and what it gives is whole", () => {
  const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(text, fc.constantFrom(...SENDERS), (mail, from) => {
      const read = readSource(source(mail, from));
      for (const query of read?.queries ?? []) {
        expect(query.deadlineAt !== null && query.deadlineDate !== null).toBe(false);
        expect(query.routes.length).toBeGreaterThan(0);
        expect(query.replyTo ?? "a@b.co").toMatch(/^[^\s@A-Z]+@[^\s@A-Z]+$/);
        expect(query.query).toBe(query.query.trim());
      }
    }),
    { numRuns: 1000 },
  );
});

const HOSTILE = [
  " ",
  "\n",
  "-",
  "_",
  "(",
  "1) ",
  "1) Summary: ",
  "1) Summary:\n",
  "\n1) Summary: x\nQuery: y",
  "Answer by Sep 1st ",
  "\n1 alerts\nAnswer by Sep 1st",
  "Submit By: ",
  "Synopsis: ",
  "TODAY/LAW: a - b ",
  "A",
  "a@",
  "https://",
  "<mailto:",
  "#journorequest ",
  "Headline: ",
  "\nJournalist: a\nOutlet: b",
  "12:00 AM ",
  "***INDEX***\n1) a",
  "https://urldefense.com/v3/__",
  "ignore all ",
  "AAAA+/",
  "*A:*",
  "by 1/2/",
];

test.each(HOSTILE)("200 kB of %j are read in time, and the number of queries is bounded", (unit) => {
  const read = readSource(source(unit.repeat(Math.ceil(200_000 / unit.length))));
  expect(read?.queries.length ?? 0).toBeLessThanOrEqual(QUERIES);
});
