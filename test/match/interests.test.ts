/** Interests as people write them. */
import { expect, test } from "vitest";
import { matchOf } from "./asking.ts";

test.each([
  ["an abbreviation", "AI", "AI in schools: what teachers should know"],
  ["PR", "PR", "PR crisis: how should a brand respond?"],
  ["HR", "HR", "HR leaders on layoffs"],
  ["SaaS", "SaaS", "SaaS pricing after the boom"],
  ["B2B", "B2B", "B2B sales calls nobody answers"],
  ["a name with signs", "C++", "C++ developers on memory safety"],
  ["401(k)", "401(k)", "Your 401(k) after a layoff"],
  ["401k for 401(k)", "401k", "Your 401(k) after a layoff"],
  ["R&D", "R&D tax credits", "R&D tax credits for startups"],
  ["a hyphen", "e-bikes", "E-bike batteries catching fire"],
  ["a hyphen for a blank", "remote-work", "Remote work after the boom"],
  ["singular for plural", "podcast", "Podcasts about grief"],
  ["an accent left out", "café ownership", "Cafe ownership in a downturn"],
  ["an accent added", "Beyonce", "Beyoncé and her fans"],
  ["a quoted phrase", '"food science"', "Food science at home"],
  ["a stem", "bakery", "Bakers wanted: what flour costs now"],
  ["the same by another name", "remote work", "Is telecommuting here to stay?"],
  ["a name of our time", "semaglutide", "Semaglutide shortages"],
])("%s is found", (_case, interest, summary) => {
  expect(matchOf([interest], summary)).toMatchObject({ proposed: true });
});

test.each([
  ["AI is no aid", "AI", "Foreign aid after the cuts"],
  ["C++ is no C#", "C++", "C# developers on games"],
  ["a bakery is no laundry", "bakery", "Laundry rooms people linger in"],
  ["a quoted phrase stands together", '"food science"', "The science of photographing food"],
  ["IT is no pronoun", "IT", "What is it like to retire at forty?"],
  ["golf drivers are no lorry drivers", "golf drivers", "Truck drivers on the price of diesel"],
])("%s", (_case, interest, summary) => {
  expect(matchOf([interest], summary)?.proposed ?? false).toBe(false);
});

test.each([
  ["insomnia", "One night you remember: sleeping-car attendants wanted"],
  [
    "running",
    { summary: "Running for office", query: "Looking for political consultants who advise candidates." },
  ],
  ["cooking", { summary: "Cooking the books", query: "Forensic accountants on how small firms hide losses" }],
  ["gardening", { summary: "Plants that closed", query: "Union leaders at car plants, what came after?" }],
  ["therapy", { summary: "Retail therapy", query: "Researchers of consumers on shopping by impulse" }],
])("%s in another sense proposes nobody", (interest, query) => {
  expect(matchOf([interest], query)?.proposed ?? false).toBe(false);
});

test("another interest tells which of two senses is hers", () => {
  const query = "Apple raises the price of the iPhone again";
  const cider = matchOf(["apples", "cider", "orchards"], query)?.score ?? 0;
  const phones = matchOf(["Apple", "iPhone apps"], query)?.score ?? 0;
  expect(phones).toBeGreaterThan(cider);
});

test.each([
  ["Japanese", "寿司", { summary: "東京の寿司職人を探しています", query: "寿司の歴史について話せる方" }],
  ["Chinese", "机器学习", { summary: "寻找机器学习专家谈论未来" }],
  [
    "Spanish",
    "remote work",
    {
      summary: "El teletrabajo en España",
      query: "Buscamos expertos que nos hablen del teletrabajo y de la vuelta a la oficina",
    },
  ],
  [
    "German",
    "remote work",
    {
      summary: "Homeoffice ade?",
      query: "Wir suchen Fachleute, die mit uns über das Homeoffice und die Rückkehr ins Büro sprechen.",
    },
  ],
])("a query in %s reaches its people", (_language, interest, query) => {
  expect(matchOf([interest], query)).toMatchObject({ proposed: true });
});

test("words of an interest that stand far apart say something else", () => {
  const query = "Seeking a health expert on what it means when a figure known to all the public is cured.";
  const near = "Seeking an expert on the health of the public in a city of millions.";
  expect(matchOf(["public health"], { summary: "A statement", query })?.because ?? []).not.toContain(
    "public health (query)",
  );
  expect(matchOf(["public health"], { summary: "A statement", query: near })?.because).toContain(
    "public health (query)",
  );
});

test("an interest in her contact's own language meets an English query", () => {
  const query = {
    summary: "Gardening in a dry year",
    query: "Gardeners, how do you keep a garden with little water?",
  };
  expect(matchOf(["jardinería"], query, { languages: ["Spanish"] })).toMatchObject({
    proposed: true,
  });
});

test("roles count nearly as much as interests; a note alone never proposes", () => {
  const query = { summary: "Beekeeping in winter", query: "Seeking beekeepers on the cluster." };
  expect(matchOf([], query, { roles: ["beekeeper"] })).toMatchObject({ proposed: true });
  expect(matchOf([], query, { notes: "keeps bees; a beekeeper for years" })?.proposed).toBe(false);
});

test("a liked category or outlet lifts, and never brings somebody by itself", () => {
  const query = {
    summary: "Wool and its price",
    category: "Hobbies",
    outlet: "Craft Weekly",
    query: "Looking for shop owners.",
  };
  const plain = matchOf(["knitting"], query)?.score ?? 0;
  expect(matchOf(["knitting"], query, { categories: ["Hobbies"] })?.score).toBeGreaterThan(plain);
  expect(matchOf(["knitting"], query, { outlets: ["Craft Weekly"] })?.score).toBeGreaterThan(plain);
  expect(
    matchOf(["tax law"], query, { outlets: ["Craft Weekly"], categories: ["Hobbies"] })?.proposed ?? false,
  ).toBe(false);
});
