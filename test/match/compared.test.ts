/** What an interest would change, by the tables that ship. */
import { expect, test } from "vitest";
import { compared } from "../../src/match/compared.ts";
import { createGlance } from "../../src/match/glance.ts";
import { learn } from "../../src/match/learn.ts";
import { createMatcher } from "../../src/match/matcher.ts";
import { loadMatchTables } from "../../src/tables/matching.ts";
import { contact, query } from "../decision/desk.ts";

const tables = loadMatchTables();
const ana = contact({ name: "Ana Ruiz", interests: ["beekeeping"] });
const ask = (summary: string) => ({ ...query({ summary, query: summary }).query, deadlineAt: null });

const BREAD = ask("Looking for sourdough bakers");
const BEES = ask("Looking for beekeepers who lost a hive");
const TRAINS = ask("Looking for passengers of night trains");

test("what is new brings its query, and leaves the others alone", () => {
  const later = { ...ana, interests: [...ana.interests, "sourdough"] };
  const tools = {
    matcher: createMatcher(tables),
    glanceFor: (interest: string) => createGlance(tables, interest),
    taught: learn([]),
  };
  const [bread, bees, trains] = compared(tools, ana, later, [BREAD, BEES, TRAINS]);
  expect([bread?.before?.proposed ?? false, bread?.after?.proposed]).toEqual([false, true]);
  expect([bees, trains]).toEqual([
    { before: null, after: null },
    { before: null, after: null },
  ]);
});
