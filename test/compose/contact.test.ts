import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { composed, sampleOf } from "./templates.ts";

const { query } = sampleOf("forward", "close");

test.each(["close", "colleague", "formal"])("the query stands word for word, %s", (tone) => {
  expect(composed("forward", tone).text).toContain(`\n\n${query}\n\n`);
});

test("whatever a query holds, it leaves as it came, not folded, not trimmed", () => {
  const lines = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          "",
          "  indented",
          "-- ",
          "> quoted",
          "日本語; ünïcode 👩‍🍳",
          "{{query}}",
          "From x",
          `${"long ".repeat(40)}end`,
          "a\tb",
          "three\u00a0blanks\u00a0\u00a0",
        ),
        fc.string({ unit: "grapheme" }),
      ),
    )
    .map((parts) => `Q${parts.join("\n")}.`)
    .filter((text) => !/(?![\n\t])\p{Cc}/u.test(text));
  fc.assert(
    fc.property(lines, fc.constantFrom("close", "colleague", "formal"), (words, tone) => {
      expect(composed("forward", tone, { query: words }).text).toContain(`\n${words}\n`);
    }),
    { numRuns: 30 },
  );
});

test("her line stands first, untouched, after the greeting", () => {
  expect(composed("forward", "close, with her line").text).toMatch(
    /^Ana,\n\nSaw this and thought of your book\.\nIt is out in May, no\?\n\nSourdough and food science, so I thought of you\./,
  );
});

test.each([
  ["close", "Ana,\n", "\n\nNell\n"],
  ["colleague", "Hi Ana,\n", "\n\nBest,\nNell\n\nNell Hartigan\nCommunications, Copenhagen\n"],
  [
    "formal",
    "Dear Dr. Ruiz,\n",
    "\n\nWith kind regards,\n\nNell Hartigan\nCommunications, Copenhagen\nnell@example.com\n",
  ],
])("greeting and name, %s", (tone, greeting, name) => {
  const { text } = composed("forward", tone);
  expect(text.startsWith(greeting)).toBe(true);
  expect(text).toContain(name);
});

test("somebody formal without a set greeting is named in full", () => {
  const { contact } = sampleOf("forward", "formal");
  expect(composed("forward", "formal", { contact: { ...contact, greeting: null } }).text).toMatch(
    /^Dear Ana Ruiz,\n/,
  );
});

test.each(["close", "colleague", "formal"])(
  "deadline on both clocks, refusals, rule and the way out, %s",
  (tone) => {
    const text = composed("forward", tone).text.replace(/\s+/g, " ");
    expect(text).toMatch(/7:00 PM ET, which is 1:00 AM (on )?Fri(day)? in Madrid/);
    expect(text).toContain("reply+2c9e61d4@example.net");
    expect(text).toContain("AI");
    expect(text).toMatch(/not (be )?post|don't post|not published|not posted/);
    expect(text).toContain('"stop"');
    expect(text).toContain("assistant");
  },
);

test("only stated interests are reasons: quotes fall, refusals are none", () => {
  const { text } = composed("forward", "close", { interests: ['"food science"', "-crypto", "AI"] });
  expect(text).toContain("Food science and AI, so I thought of you.");
  expect(text).not.toContain("crypto");
});

test("without a stated interest no reason is made up", () => {
  expect(composed("forward", "little known").text).toContain("This made me think of you.");
});

test.each([
  ["little known", "There is no deadline given; sooner is better."],
  ["little known, colleague", 'The deadline is only "ASAP"; sooner is better.'],
  ["little known, formal", "How to answer: by a message on the site named above"],
  ["late at night", "I know it's late; it closes tonight."],
  ["past the deadline", "so\nthis may come too late."],
  ["several ways", "By form: https://crumbandkettle.example.com/answer"],
  ["several ways", "(The text was cut off there in what I got.)"],
  ["several ways", "Asked for: Bakers with a shop of their own"],
  ["several ways", 'About passing it on, the list says: "Share with sources'],
  ["little known", "I don't know this list's rules on passing things on"],
])("%s: %s", (sample, words) => {
  expect(composed("forward", sample).text.replace(/\s+/g, " ")).toContain(words.replace(/\s+/g, " "));
});

test("the subject says what, for whom and by when", () => {
  expect(composed("forward", "close").subject).toBe(
    "Why does my sourdough stall in winter? (Crumb & Kettle, by tonight)",
  );
  expect(composed("forward", "formal").subject).toBe(
    "Media request: Why does my sourdough stall in winter? (Crumb & Kettle, 21 January)",
  );
});

describe("its page", () => {
  const { html } = composed("forward", "close");

  test("sets neither colour nor width of text, as a letter between people", () => {
    expect(html).not.toMatch(/color:|width:\s*\d|max-width|bgcolor|class=/);
  });

  test("opens a mail to the journalist and nothing else", () => {
    expect([...(html ?? "").matchAll(/href="([^"]*)"/g)].map(([, link]) => link)).toEqual([
      "mailto:reply%2B2c9e61d4@example.net?subject=Why%20does%20my%20sourdough%20stall%20in%20winter%3F",
    ]);
  });

  test("no address with a strange scheme becomes a link", () => {
    const page = composed("forward", "close", { routes: [{ kind: "site", to: "javascript:alert(1)" }] }).html;
    expect(page).not.toMatch(/href="javascript/i);
    expect(page).toContain("javascript:alert(1)");
  });
});

test("a nudge stays in the thread, and takes the weight off", () => {
  const { subject, text } = composed("nudge", "before");
  expect(subject).toBe("Re: Why does my sourdough stall in winter? (Crumb & Kettle, by tonight)");
  expect(text.replace(/\s+/g, " ")).toContain(
    "closes tonight, Thu 21 Jan, 7:00 PM ET, which is 1:00 AM Fri in Madrid. A no is a fine answer",
  );
});

test("after the deadline the nudge is the light question", () => {
  expect(composed("nudge", "after").text).toContain('"Yes" or "no" is plenty.');
});

test("her own words replace ours", () => {
  expect(composed("nudge", "her words").text).toBe("Ana,\n\nPlease ignore the last one.\n\nNell\n");
});

test("who was named is thanked with the link that came of it", () => {
  expect(composed("thanks", "referred").text).toContain("https://brassbell.example.com/podcast/41");
});

test("the line she liked is left out where she chose none", () => {
  expect(composed("congratulation", "no outlet").text).not.toContain("best line");
});

test("a clipping between friends has no stop line, the first mail ever has", () => {
  expect(composed("share", "article").text).not.toContain("stop");
  expect(composed("share", "first mail, formal").text).toContain('"stop"');
});

test("where only a link of hers leads to the journalist, the contact answers through her", () => {
  const alone = { routes: [], url: null, answersThroughHer: true } as const;
  for (const tone of ["close", "formal"] as const) {
    const view = sampleOf("forward", tone === "close" ? "close" : "formal");
    const { text, html } = composed("forward", tone, { ...alone, contact: { ...view.contact, tone } });
    for (const part of [text, html ?? ""])
      expect(part.replace(/\s+/g, " ")).toContain("the link I have works for me alone");
    expect(text).not.toContain("stands in the text");
  }
});
