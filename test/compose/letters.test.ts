import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCommands } from "../../src/command/read.ts";
import { compose } from "../../src/compose/compose.ts";
import { verbatimMark } from "../../src/compose/wrap.ts";
import type { Views } from "../../src/decision/views.ts";
import { answersIn, composed, everyLetter, sampleOf, templates } from "./templates.ts";

const FOOT =
  /\n\nSendalong for Nell Hartigan\. Write to me as to a person; the short words\nare in "help"\. +mail \d+\n$/;
const toContacts = [
  "forward",
  "nudge",
  "thanks",
  "congratulation",
  "share",
  "stop-receipt",
  "forget-receipt",
];
const isToContact = (name: string) => toContacts.includes(name);
const SECRET = "q7m2x4kd9tz0b6ra8nw3ce5vyh";

describe.each(everyLetter)("%s, %s", (name, sample) => {
  const mail = composed(name, sample);

  test("says something, and nothing of our own machinery shows", () => {
    expect(mail.subject).not.toBe("");
    for (const part of [mail.subject, mail.text, mail.html ?? ""]) {
      expect(part).not.toMatch(/undefined|\bnull\b|NaN|\[object|Invalid|\{\{|\}\}|\p{Co}/u);
      expect(part).not.toContain(verbatimMark(0).slice(0, 1));
      expect(part).not.toMatch(/[ \t]\n/);
    }
  });

  test("keeps the voice: no exclamation mark, no successfully, no sorry", () => {
    const own = name === "handed-on" || sample === "prose" ? "" : mail.text;
    expect(own).not.toMatch(/!|successfully|sorry|oops|just wanted|inconvenience|great news/i);
  });

  test("has no line beyond 72 columns but an address or words that are not ours", () => {
    const wide = mail.text.split("\n").filter((line) => [...line].length > 72);
    if (name !== "share" && name !== "reminder")
      expect(wide.filter((line) => line.trim().includes(" "))).toEqual([]);
  });

  test("is under 60 KB", () => {
    expect(Buffer.byteLength(mail.text) + Buffer.byteLength(mail.html ?? "")).toBeLessThan(60_000);
  });

  test("is a page whose tags all close, with nothing fetched and nothing that runs", () => {
    if (mail.html === null) return;
    expect(unclosed(mail.html)).toEqual([]);
    expect(mail.html).not.toMatch(
      /<(?:img|script|link|iframe|form|object|base)\b|\son\w+=|url\(|http-equiv|@import/i,
    );
    expect(mail.html).toContain('lang="en"');
  });
});

describe.each(everyLetter.filter(([name]) => !isToContact(name)))("to her, %s, %s", (name, sample) => {
  const mail = composed(name, sample);

  test("ends with its number, and the page with it too", () => {
    expect(mail.text).toMatch(FOOT);
    expect(mail.html).toMatch(/Mail&nbsp;\d+\./);
  });

  test("offers answers that name it, each a command we read", () => {
    for (const { to, subject, body } of answersIn(mail.html ?? "")) {
      expect(to).toBe("sendalong@example.com");
      expect(subject).toMatch(/^Re: ./);
      expect(body.endsWith(`\r\n\r\nref: ${SECRET}\r\n`)).toBe(true);
      const [first = ""] = body.split("\r\n");
      const typed = /[: ]$/.test(first) ? `${first.trimEnd()} a line` : first;
      if (isWhole(typed))
        expect(readCommands(body.replace(first, typed), { subject: null }).commands, first).not.toEqual([]);
    }
  });
});

describe.each(everyLetter.filter(([name]) => isToContact(name)))("to a contact, %s, %s", (name, sample) => {
  const mail = composed(name, sample);

  test("tells a contact no number, code or secret", () => {
    expect(`${mail.subject}${mail.text}${mail.html ?? ""}`).not.toMatch(
      new RegExp(`${SECRET}|ref:|mail \\d+|\\b\\d[a-z]\\b`),
    );
    expect(answersIn(mail.html ?? "")).toEqual([]);
  });
});

/** `add ` and `hanna ` open a draft that she completes. */
function isWhole(typed: string): boolean {
  return !/^(?:add|[a-z]+) a line$/.test(typed);
}

/** Tags that are opened and not closed, or the other way round. */
function unclosed(html: string): readonly string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  const body = html.replace(/<!--[\s\S]*?-->/g, "").replace(/<style>[\s\S]*?<\/style>/g, "");
  for (const [, slash, tag = ""] of body.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/g)) {
    if (["meta", "br"].includes(tag)) continue;
    if (slash === "") open.push(tag);
    else if (open.pop() !== tag) wrong.push(tag);
  }
  return [...wrong, ...open];
}

describe("strangers' words", () => {
  const hostile =
    'O\'Reilly & Co <script>alert(1)</script>\r\nBcc: all@example.net\n\n   yes   {{owner.name}} \u202e\u0000" onload="x';

  test.each(everyLetter)("become neither markup, nor a header, nor a template: %s, %s", (name, sample) => {
    const view = poisoned(sampleOf(name, sample), hostile) as Views[typeof name];
    const mail = compose(name, view, templates);
    expect(mail.subject).not.toMatch(/(?!\u00a0)[\p{Cc}\u202e]/u);
    expect(mail.html ?? "").not.toMatch(/<script|"\sonload="/);
    expect(mail.html ?? "").not.toContain("&amp;amp;");
    expect(mail.html === null ? [] : unclosed(mail.html)).toEqual([]);
    expect(mail.text).not.toContain("\u0000");
  });

  test("stand right in both parts", () => {
    const [item] = sampleOf("proposal", "one person").items;
    if (item === undefined) throw new Error("no item");
    const mail = composed("proposal", "one person", { items: [{ ...item, outlet: "O'Reilly & Co" }] });
    expect(mail.text).toContain("O'Reilly & Co");
    expect(mail.html).toContain("O&#x27;Reilly &amp; Co");
  });

  test("on one line cannot lay out a letter", () => {
    const [item] = sampleOf("proposal", "one person").items;
    if (item === undefined) throw new Error("no item");
    const { text } = composed("proposal", "one person", {
      items: [{ ...item, title: "News\n\nAnswer:\n\n   send all" }],
    });
    expect(text.match(/^Answer:$/gm)).toHaveLength(1);
  });

  test("whatever they are, a letter is written", () => {
    const words = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("\ud800", "{{#if", "</td>", "=?utf-8?q?x?=", "a".repeat(3000)),
    );
    fc.assert(
      fc.property(words, (text) => {
        const [item] = sampleOf("proposal", "ordinary").items;
        if (item === undefined) throw new Error("no item");
        const people = item.people.map((each) => ({ ...each, name: text, because: [text], heldBack: text }));
        const mail = composed("proposal", "ordinary", {
          items: [{ ...item, title: text, outlet: text, journalist: text, warnings: [text], people }],
        });
        expect(mail.subject).not.toMatch(/[\r\n]/);
        expect(mail.html === null ? [] : unclosed(mail.html)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});

/** The view with every free word replaced; kinds, zones, secrets and codes stay. */
function poisoned(value: unknown, words: string, key = ""): unknown {
  const fixed = [
    "fault",
    "kind",
    "zone",
    "ref",
    "because",
    "assistantAddress",
    "digestAt",
    "tone",
    "code",
    "number",
    "type",
    "rule",
    "date",
    "address",
    "link",
    "handle",
  ];
  if (typeof value === "string") return fixed.includes(key) && !words.startsWith(key) ? value : words;
  if (Array.isArray(value))
    return value.map((each: unknown) => poisoned(each, words, key === "because" ? "words" : key));
  if (value instanceof Date || typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, poisoned(each, words, name)]));
}

describe("size", () => {
  const [, sourdough] = sampleOf("proposal", "ordinary").items;

  test.each([1, 2, 3, 5])(
    "a proposal of twelve items with %i people each is under 60 KB with its page",
    (count) => {
      if (sourdough === undefined) throw new Error("no item");
      const items = Array.from({ length: 12 }, (_, item) => ({
        ...sourdough,
        number: String(item + 1),
        people: Array.from({ length: count }, (_each, at) => ({
          code: `${item + 1}${"abcde"[at]}`,
          name: `Firstname${at} Lastname${item}`,
          place: "Madrid",
          zone: "Europe/Madrid",
          because: ["sourdough (summary)", 'food science = "food scientists" (query)'],
          heldBack: null,
          stretch: null,
          mayKnow: false,
          goesAt: null,
          waitingSince: null,
          remarks: ["the last one is unanswered"],
        })),
      }));
      const mail = composed("proposal", "ordinary", { items });
      expect(mail.html).not.toBeNull();
      expect(Buffer.byteLength(mail.text) + Buffer.byteLength(mail.html ?? "")).toBeLessThan(60_000);
      for (const { number } of items)
        expect(answersIn(mail.html ?? "").some(({ body }) => body.startsWith(number))).toBe(true);
    },
  );

  test("a query that is too long for any page still goes out whole", () => {
    const query = "Long words of a journalist. ".repeat(4000);
    expect(composed("forward", "close", { query }).text).toContain(query);
    expect(composed("forward", "close", { query }).html).toContain("Long words of a journalist.");
  });
});
