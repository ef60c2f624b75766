import { expect, test } from "vitest";
import { parseContacts } from "../../src/contact/contacts.ts";
import { createMatcher, type MatchableQuery } from "../../src/match/matcher.ts";
import { SILENT } from "./asking.ts";

function because(interests: string[], query: Partial<MatchableQuery>, more: object = {}) {
  const { contacts } = parseContacts(JSON.stringify([{ id: "ana", name: "Ana", interests, ...more }]), {
    needsAddress: false,
  });
  const matcher = createMatcher(null);
  matcher.sync(contacts);
  return matcher.match({ ...SILENT, ...query })[0];
}

test.each([
  ["a word in the title", ["sourdough"], { summary: "Why does my sourdough stall?" }, "sourdough (summary)"],
  [
    "a stem",
    ["bakery"],
    { summary: "Bakers on rising prices", query: "Owners of bakeries" },
    "bakery (query)",
  ],
  ["a quoted phrase", ['"food science"'], { summary: "Food science at home" }, '"food science" (summary)'],
])("%s proposes", (_case, interests, query, words) => {
  const match = because(interests, query);
  expect(match?.proposed || match?.because.includes(words)).toBe(true);
  expect(match?.because).toContain(words);
});

test.each([
  ["an exclude", { interests: ["-crypto"] }, { summary: "Savings in crypto" }, "-crypto"],
  [
    "an outlet she refuses for him",
    { outlets: ["-Daily X"] },
    { outlet: "Daily X", summary: "Savings" },
    "-Daily X",
  ],
])("%s holds back", (_case, more, query, rule) => {
  const match = because(
    ["savings", ...("interests" in more ? more.interests : [])],
    query,
    "outlets" in more ? more : {},
  );
  expect(match).toMatchObject({ proposed: false, heldBack: [rule] });
});

test.each([
  "I am looking for beekeepers who winter their hives indoors.",
  "Hello all, I am looking for beekeepers who winter their hives indoors.",
  "Good morning everyone! I am looking for beekeepers who winter their hives indoors.",
  "Looking for beekeepers who winter their hives indoors, please email me by 4 February.",
  "Hi everyone: I need beekeepers who winter their hives indoors. Please write to me by Friday.",
])("neither greeting nor closing hides what is asked: %s", (query) => {
  expect(because(["beekeepers"], { query })?.because).toEqual(["beekeepers (query)"]);
});
