/** Rules that keep somebody out, each shown with its words. */
import { expect, test } from "vitest";
import { matchOf } from "./asking.ts";

const GARDENS = { summary: "Gardening in a dry year", query: "Looking for gardeners with advice." };

test.each([
  [
    "an exclude in the title",
    { interests: ["wine", "-beer"] },
    { summary: "Wine or beer with the roast?" },
    "-beer",
  ],
  [
    "an exclude by meaning",
    { interests: ["personal finance", "-crypto"] },
    {
      summary: "Bitcoin in your personal finance",
      query: "Looking for experts on bitcoin, stablecoins and personal finance.",
    },
    "-crypto",
  ],
  [
    "a refused outlet",
    { interests: ["gardening"], outlets: ["-Daily X"] },
    { ...GARDENS, outlet: "The Daily X" },
    "-Daily X",
  ],
  [
    "its web address",
    { interests: ["gardening"], outlets: ["-Daily X"] },
    { ...GARDENS, outlet: "dailyx.com" },
    "-Daily X",
  ],
  [
    "a demanded country",
    { interests: ["gardening"], regions: ["Texas"] },
    { ...GARDENS, requirements: "UK only" },
    "asks for UK, speaks for Texas",
  ],
  [
    "a demanded language",
    { interests: ["gardening"], languages: ["German"] },
    { ...GARDENS, requirements: "Answers in Spanish" },
    "asks for Spanish, speaks German",
  ],
])("%s holds back", (_case, contact, query, rule) => {
  expect(matchOf(contact.interests, query, contact)).toMatchObject({ proposed: false, heldBack: [rule] });
});

test.each([
  ["a state lies in its country", { regions: ["Texas"] }, { requirements: "US sources only" }],
  ["a city lies in its state", { regions: ["Austin"] }, { requirements: "Must be licensed in Texas" }],
  ["a wish is no demand", { regions: ["Texas"] }, { requirements: "UK preferred" }],
  ["nobody said where he may speak", { regions: [] }, { requirements: "UK only" }],
  ["worldwide is everywhere", { regions: ["Worldwide"] }, { requirements: "UK only" }],
  [
    "a place in the story is no demand",
    { regions: ["Texas"] },
    { query: "I fell for the gardens of Kyoto. Looking for gardeners with advice." },
  ],
  ["another outlet", { outlets: ["-Daily X"] }, { outlet: "Daily Planet" }],
  [
    "an exclude that only the refusals name",
    { interests: ["gardening", "-lawn care"] },
    { query: "Looking for gardeners. No lawn care pitches, please." },
  ],
])("%s: passes", (_case, contact, query) => {
  const { interests = ["gardening"] } = contact as { interests?: string[] };
  expect(matchOf(interests, { ...GARDENS, ...query }, contact)?.heldBack).toEqual([]);
});

test("what a title names is refused, however much is said of something else", () => {
  const query = {
    summary: "A ripe brie from cashews: is plant-based cheese there yet?",
    query:
      "Cheese makers, how do you culture, wash and age a rind, and who buys the cheese? I would like three dairies and a shop.",
  };
  expect(matchOf(["cheese making", "-veganism"], query)).toMatchObject({
    proposed: false,
    heldBack: ["-veganism"],
  });
  expect(matchOf(["cheese making"], query)?.heldBack).toEqual([]);
});
