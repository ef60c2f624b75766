/** Who is asked for: a query names a field and may still want somebody else than its expert. */
import { expect, test } from "vitest";
import { createMatcher } from "../../src/match/matcher.ts";
import { contactsOf, matchOf, queryOf, TABLES } from "./asking.ts";

const isProposed = (interests: string[], query: { summary: string; query: string; requirements?: string }) =>
  matchOf(interests, query)?.proposed ?? false;

test.each([
  [
    "women who lived through it",
    ["insomnia"],
    {
      summary: "Insomnia after fifty",
      query: "I want to talk to women who have stopped sleeping since they turned fifty.",
    },
  ],
  [
    "readers' own stories",
    ["divorce law"],
    {
      summary: "Divorce stories",
      query: "Have you been through a divorce after forty years? Tell us your story.",
    },
  ],
  [
    "those who lived through it, in the first person",
    ["criminal defense"],
    {
      summary: "A night in the cell",
      query: "I'm collecting first-person accounts of criminal charges: the cell, the bus home, the bill.",
    },
  ],
  [
    "goods to test",
    ["skincare"],
    {
      summary: "Winter skincare",
      query: "Accepting products for review: send full-size samples of skincare.",
    },
  ],
  [
    "a gift guide",
    ["coffee"],
    { summary: "Gift guide: coffee lovers", query: "Submit your products for our coffee gift guide." },
  ],
  [
    "nobody but those who had it, whatever trade they are of",
    ["knee surgery"],
    {
      summary: "Patients only: back at work after knee surgery",
      query: "I want to hear from teachers and nurses about the first week after knee surgery.",
      requirements: "Must have had knee surgery yourself.",
    },
  ],
])("%s: not the expert", (_case, interests, query) => {
  expect(isProposed(interests, query)).toBe(false);
});

test.each([
  [
    "who treats it",
    ["insomnia"],
    {
      summary: "Insomnia after fifty",
      query: "I want to talk to people who treat insomnia in women over fifty.",
    },
  ],
  [
    "who sends a sample of his work",
    ["audiobooks"],
    {
      summary: "Reading audiobooks for a living",
      query: "I would like to talk to narrators who read audiobooks at home. Please send a sample clip.",
    },
  ],
  [
    "who looks after it",
    ["archives"],
    {
      summary: "What turned up in the archives",
      query: "I am looking for people who look after archives in small towns.",
    },
  ],
  [
    "who has figures",
    ["solar power"],
    {
      summary: "Balcony solar power",
      query: "Looking for somebody with figures from a year of solar power.",
    },
  ],
  [
    "lay people and experts",
    ["insomnia"],
    {
      summary: "Insomnia after fifty",
      query: "I want to hear from women who cannot sleep, and from sleep experts on insomnia.",
    },
  ],
  [
    "who does it day by day",
    ["insomnia"],
    {
      summary: "Insomnia after fifty",
      query: "I am looking for someone who visits patients with insomnia and tells them how to sleep again.",
    },
  ],
  [
    "people of a field",
    ["search and rescue"],
    {
      summary: "What search and rescue finds in your bag",
      query: "I'd like to hear from search and rescue people who go out with the stretcher.",
    },
  ],
  [
    "who has been at it for years, of a country",
    ["insomnia"],
    {
      summary: "Insomnia after fifty",
      query: "Looking for somebody to explain insomnia after fifty.",
      requirements: "Must have been in practice for five years and have had training. US residents only.",
    },
  ],
  [
    "a trade that no list knows",
    ["whisky"],
    {
      summary: "Whisky in a hot summer",
      query: "I am looking for blenders who have seen whisky evaporate. When did you last fill a cask?",
    },
  ],
])("%s: the expert", (_case, interests, query) => {
  expect(isProposed(interests, query)).toBe(true);
});

test("whose calling is turned away stands lower", () => {
  const query = "Looking for advice on divorce and money.";
  const asked = matchOf(["divorce law"], { summary: "Divorce and money", query })?.score ?? 0;
  const refused =
    matchOf(["divorce law"], { summary: "Divorce and money", query: `${query} No lawyers, please.` })
      ?.score ?? 0;
  expect(refused).toBeLessThanOrEqual(asked);
});

test("must be a dietitian: a dietitian stands before a cook", () => {
  const query = {
    summary: "Protein at breakfast",
    query: "What should people eat for breakfast, and how is it cooked?",
    requirements: "Must be a registered dietitian.",
  };
  const dietitian = matchOf(["nutrition", "dietitian"], query)?.score ?? 0;
  const cook = matchOf(["cooking", "recipe development"], query)?.score ?? 0;
  expect(dietitian).toBeGreaterThan(cook);
});

test("founders and leaders say who is asked, and little of the subject", () => {
  const query = {
    summary: "Business leaders: how does AI help your company?",
    query: "I'm looking for founders, CEOs and owners who put AI to work in their own companies.",
  };
  expect(isProposed(["small business", "entrepreneurship"], query)).toBe(false);
  const onLeading = { summary: "Leadership in hospitals", query: "Looking for experts on leadership." };
  expect(isProposed(["leadership"], onLeading)).toBe(true);
});

test.each([
  ["property managers", "property management"],
  ["social workers", "social work"],
  ["funeral directors", "funerals"],
])("%s are a trade, though managers, workers and directors are none", (who, interest) => {
  const matcher = createMatcher(TABLES);
  matcher.sync(contactsOf([{ interests: [interest] }]));
  const query = queryOf({
    summary: "Three letters",
    query: `Looking for ${who} to tell what became of them.`,
  });
  expect(matcher.weigh(query)[0]?.contact.calling).toBe(1);
});
