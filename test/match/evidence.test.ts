/** What a match says for itself. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { matches, matchOf } from "./asking.ts";

test.each([
  ["a word in the title", ["sourdough"], { summary: "Why does my sourdough stall?" }, "sourdough (summary)"],
  [
    "the words of the query that mean the same",
    ["remote work"],
    {
      summary: "Alone at the kitchen table",
      query: "I want to hear how people lead a team spread over four time zones, fully remote.",
    },
    /^remote work = ".+" \(query\)$/,
  ],
  [
    "a quoted phrase, also beside a stronger reason",
    ["sourdough", '"food scientists"'],
    {
      summary: "Why does my sourdough stall?",
      query: "Looking for bakers and food scientists on sourdough.",
    },
    '"food scientists" (query)',
  ],
  [
    "a requirement",
    ["probate"],
    { summary: "When nobody left a will", requirements: "Experience with probate." },
    /probate/,
  ],
])("%s is named", (_case, interests, query, words) => {
  const because = matchOf(interests, query)?.because ?? [];
  expect(because).toEqual(
    expect.arrayContaining([typeof words === "string" ? words : expect.stringMatching(words)]),
  );
});

test.each([30, 31, 32, 33, 63, 64, 65, 100])(
  "an interest said after %i sentences only is named",
  (before) => {
    const query = [...Array<string>(before).fill("The street was quiet."), "It is about sourdough starters."];
    const words = { summary: "A quiet street", query: query.join("\n") };
    expect(matchOf(["sourdough starters"], words)?.evidence[0]).toMatchObject({
      words: "sourdough starters",
      where: "query",
    });
  },
);

test("a note is quoted to her and marked as hers alone", () => {
  const match = matchOf(
    ["sailing"],
    { summary: "Living on a barge and sailing it" },
    { notes: "lives on a barge" },
  );
  expect(match?.because).toContain('"lives on a barge" (your note)');
  expect(match?.evidence.filter(({ isPrivate }) => isPrivate)).toHaveLength(1);
});

const SUBJECTS = [
  "sourdough",
  "remote work",
  "beekeeping",
  "estate planning",
  "solar power",
  "knee surgery",
  "tax audits",
  "teen anxiety",
];
const ASKS = [
  "Looking for experts on",
  "I need somebody who can explain",
  "Seeking sources about",
  "Who knows",
];
const queries = fc.record({
  summary: fc.constantFrom(...SUBJECTS),
  ask: fc.constantFrom(...ASKS),
  about: fc.constantFrom(...SUBJECTS, "the price of flour", "night trains", "commuting"),
  end: fc.constantFrom(".", "?", " and what comes next."),
});
const people = fc.array(
  fc.record({ interests: fc.uniqueArray(fc.constantFrom(...SUBJECTS), { minLength: 1, maxLength: 4 }) }),
  {
    minLength: 1,
    maxLength: 5,
  },
);

test("every quoted word stands in the part of the query it is said to stand in", () => {
  fc.assert(
    fc.property(queries, people, ({ summary, ask, about, end }, contacts) => {
      const query = { summary, query: `${ask} ${about}${end}` };
      for (const { evidence } of matches(contacts, query)) {
        for (const { words, interest, where } of evidence) {
          if (words !== interest && where !== "note")
            expect(query[where as "summary" | "query"]).toContain(words);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test("whoever is proposed has at least one reason, three at most", () => {
  fc.assert(
    fc.property(queries, people, ({ summary, ask, about, end }, contacts) => {
      for (const { proposed, because } of matches(contacts, { summary, query: `${ask} ${about}${end}` })) {
        expect(because.length).toBeLessThanOrEqual(3);
        if (proposed) expect(because.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 60 },
  );
});

test("one more interest never loses a match", () => {
  fc.assert(
    fc.property(
      queries,
      people,
      fc.constantFrom(...SUBJECTS),
      ({ summary, ask, about, end }, contacts, more) => {
        const query = { summary, query: `${ask} ${about}${end}` };
        const [first] = contacts;
        const before = matches([{ interests: first?.interests ?? [] }], query)[0]?.score ?? 0;
        const after = matches([{ interests: [...(first?.interests ?? []), more] }], query)[0]?.score ?? 0;
        expect(after).toBeGreaterThanOrEqual(before - 1e-9);
      },
    ),
    { numRuns: 60 },
  );
});
