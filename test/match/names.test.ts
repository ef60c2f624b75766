/** A field asked for by its very name: whoever speaks on it is found, and nobody who only speaks on one like it. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Match } from "../../src/match/match.ts";
import { createMatcher, type Matcher } from "../../src/match/matcher.ts";
import { contactsOf, matches, queryOf, TABLES } from "./asking.ts";

const named = (subject: string) =>
  queryOf({
    summary: `A question about ${subject}`,
    query: `I am writing a story about ${subject} and would like to speak with somebody who knows it well.`,
  });

describe("one contact for each field we know, with its name for an interest", () => {
  const { beats } = TABLES;
  let matcher: Matcher;
  beforeAll(() => {
    matcher = createMatcher(TABLES);
    matcher.sync(contactsOf(beats.map(({ name }) => ({ interests: [name] }))));
  });
  const ofField = (found: readonly Match[], field: number) =>
    found.some(({ contactId, proposed }) => proposed && contactId === `c${field}`);

  test("each is proposed where it is named", () => {
    const missed = beats.filter(({ name }, at) => !ofField(matcher.match(named(name)), at));
    expect(missed.map(({ name }) => name)).toEqual([]);
  });

  test("and nearly always by another name of it", () => {
    const others = beats.flatMap(({ also }, at) => also.slice(0, 3).map((name) => ({ name, at })));
    const met = others.filter(({ name, at }) => ofField(matcher.match(named(name)), at));
    expect(others.length).toBeGreaterThan(2000);
    expect(met.length / others.length).toBeGreaterThan(0.91);
  });
});

test.each([
  ["breast cancer", ["oncology", "breast cancer"], ["prostate cancer"]],
  ["eczema", ["dermatology", "eczema"], ["acne"]],
  ["the construction industry", ["construction"], ["construction safety"]],
  ["telework", ["remote work"], ["commuting"]],
  ["fintech", ["fintech"], ["gadgets"]],
  ["locksmiths", ["locksmiths"], ["blacksmithing and knifemaking"]],
])("%s: %j, not %j", (subject, near, far) => {
  const found = matches(
    [...near, ...far].map((interest) => ({ interests: [interest] })),
    named(subject),
  );
  const proposed = found.filter((each) => each.proposed).map(({ contactId }) => contactId);
  expect(proposed.sort()).toEqual(near.map((_interest, at) => `c${at}`));
});

test("a word that only she uses is one word too", () => {
  const [found] = matches([{ interests: ["timegardening"] }], named("timegardening"));
  expect(found).toMatchObject({ proposed: true, because: ["timegardening (summary)"] });
});
