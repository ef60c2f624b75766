/** A look at a query's words: what an interest brings is not missed, and most of the rest is. */
import { expect, test } from "vitest";
import type { ContactId } from "../../src/contact/contact.ts";
import { createGlance } from "../../src/match/glance.ts";
import { createMatcher } from "../../src/match/matcher.ts";
import { contactsOf, queryOf, TABLES } from "./asking.ts";
import { readSet } from "./labelled.ts";

/** Each an interest of one of the set's people. */
const INTERESTS = [...new Set(readSet("practice").contacts.flatMap(({ interests }) => interests))]
  .filter((each) => !each.startsWith("-"))
  .filter((_, at) => at % 6 === 0);

test("it looks closer at nearly all that an interest brings, and at less than half of all", () => {
  const { queries } = readSet("practice");
  const matcher = createMatcher(TABLES);
  matcher.sync(contactsOf(INTERESTS.map((each) => ({ id: each, interests: [each] }))));
  const glances = new Map(INTERESTS.map((each) => [each as ContactId, createGlance(TABLES, each)] as const));
  const told = queries.flatMap((query) => {
    const proposed = new Set(matcher.match(query).flatMap((each) => (each.proposed ? each.contactId : [])));
    return [...glances].map(([id, glance]) => ({ looks: glance(query), brings: proposed.has(id) }));
  });
  const brought = told.filter(({ brings }) => brings);
  const missed = brought.filter(({ looks }) => !looks);
  expect(brought.length).toBeGreaterThan(5);
  expect(missed.length / brought.length).toBeLessThan(0.03);
  expect(told.filter(({ looks }) => looks).length / told.length).toBeLessThan(0.5);
});

test.each([
  ["its own word", "sourdough", "Why does my sourdough stall in winter?", true],
  ["the name of its subject", "sourdough", "The bread of the future", true],
  ["nothing of it", "sourdough", "Night trains and the people who staff them", false],
  [
    "another language, which it cannot tell",
    "sourdough",
    "Wir suchen Bäckerinnen mit eigenem Natursauerteig",
    true,
  ],
])("%s", (_case, interest, summary, looks) => {
  expect(createGlance(TABLES, interest)(queryOf(summary))).toBe(looks);
});

test("an exclude is looked for like an interest, and without vectors everything is", () => {
  expect(createGlance(TABLES, "-crypto")(queryOf("Crypto in pensions"))).toBe(true);
  expect(createGlance({ vectors: null, beats: [] }, "sourdough")(queryOf("Night trains"))).toBe(true);
});
