/** Where a piece will run, told from what it is about. */
import { expect, test } from "vitest";
import { mediumWords } from "../../src/match/medium.ts";
import { matchOf, queryOf } from "./asking.ts";

test.each([
  ["Potters to join us on our podcast"],
  ["New podcast from Kiln & Co: considering potential guests"],
  ["I am recording an episode of the Slow Clay podcast on glazes."],
  ["Podcast guests wanted: potters with a comeback"],
  ["We are launching a new podcast and take applications."],
  ["I host Slow Clay, a podcast for potters."],
  ["Seeking potters for podcast"],
])("runs there: %s", (query) => {
  expect([...mediumWords(queryOf({ query }))]).toEqual(["podcast", "podcasts"]);
});

test.each([
  ["How to start a podcast: what should a beginner buy?"],
  ["I'm writing about podcasts that sell pottery."],
  ["Calling all wine podcasts: swap with us"],
  ["Podcasters, what did your first episode for the show cost?"],
  ["Writing a piece on podcast advertising for the Sunday page."],
])("is about it: %s", (query) => {
  expect([...mediumWords(queryOf({ query }))]).toEqual([]);
});

test("podcasters are not asked for because the talk will be one", () => {
  const at = (summary: string) => matchOf(["podcasts"], { summary, query: `${summary}.` })?.proposed ?? false;
  expect(at("Seeking divorce lawyers to appear on our podcast")).toBe(false);
  expect(at("Seeking hosts who have run podcasts for years")).toBe(true);
});
