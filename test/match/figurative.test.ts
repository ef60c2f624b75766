/** Words that stand in a query and say nothing about what it is about. */
import { expect, test } from "vitest";
import { matchOf } from "./asking.ts";

test.each([
  [
    ["farming", "crops"],
    "Phone apps and the great data harvest: privacy lawyers, what may they keep?",
    false,
  ],
  [["farming", "crops"], "Farming after a wet harvest: wheat farmers on the price of seed drills", true],
  [["swimming pools"], "Eight tables and a league night: owners of pool halls, does cue sport pay?", false],
  [["swimming pools"], "Green water, dead pump: who keeps a backyard pool clear all summer?", true],
])("%j and %j", (interests, summary, isProposed) => {
  expect(matchOf(interests, { summary, query: summary })?.proposed ?? false).toBe(isProposed);
});

test("what she has in hand already is not looked for", () => {
  const summary = "What soil smells like";
  const asking = "I'd like to interview a winemaker about the smell of slate in a vineyard.";
  const having = "I'd like to interview perfumers. I've already recorded a winemaker in his vineyard.";
  const at = (query: string) => matchOf(["wine", "vineyards"], { summary, query });
  expect(at(asking)?.proposed).toBe(true);
  expect(at(having)?.proposed ?? false).toBe(false);
});

test("a small word of another language is no cue, whatever its stem", () => {
  const query = "Busco a geriatras que expliquen cómo se cuida a un padre con demencia y cómo empezar.";
  const found = matchOf(
    ["gastronomía", "viajes"],
    { summary: "¿Y cómo se lo digo?", query },
    { languages: ["es"] },
  );
  expect(found?.proposed ?? false).toBe(false);
  expect(JSON.stringify(found?.because ?? [])).not.toMatch(/cómo/i);
});
