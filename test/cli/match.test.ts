/** `match` from outside: fit alone, in the contract's order and keys. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { tempFolder } from "../support/temp.ts";
import { jsonLines, sendalong } from "./program.ts";

const CONTACTS = [
  { id: "ana", name: "Ana Ruiz", interests: ["sourdough", "food science"] },
  { id: "beatriz", name: "Beatriz Lund", interests: ["beekeeping"], addresses: ["beatriz@example.com"] },
  { name: "Peter Grau", interests: ["sourdough", "-winter"] },
];
const QUERIES = [
  { id: "q2", summary: "Beekeeping in February", query: "Seeking a practical voice on beekeeping." },
  {
    id: "q1",
    summary: "Why does my sourdough stall in winter?",
    category: "Food",
    outlet: "Crumb & Kettle",
    deadline: "2027-01-22T00:00:00Z",
    query: "Looking for people who bake sourdough and know food science.",
    requirements: null,
  },
  { id: "q3", summary: "Night trains", query: "I want to hear from sleeping-car attendants." },
];

async function match(options: readonly string[] = [], lines = QUERIES.map((each) => JSON.stringify(each))) {
  const folder = tempFolder();
  const contacts = join(folder, "contacts.json");
  const queries = join(folder, "queries.jsonl");
  writeFileSync(contacts, JSON.stringify(CONTACTS));
  writeFileSync(queries, `${lines.join("\n")}\n`);
  const cwd = tempFolder();
  const args = ["match", "--contacts", contacts, "--queries", queries, ...options];
  const ended = await sendalong(args, { cwd });
  return { ...ended, left: readdirSync(cwd) };
}

describe("match --json", () => {
  test("prints each proposed match, by query order, then score", async () => {
    const { code, stdout, stderr, left } = await match(["--json"]);
    expect([code, stderr, left]).toEqual([0, "", []]);
    const found = jsonLines(stdout);
    expect(found.map(({ queryId, contactId }) => [queryId, contactId])).toEqual([
      ["q2", "beatriz"],
      ["q1", "ana"],
    ]);
    for (const line of found) {
      expect(Object.keys(line)).toEqual(["queryId", "contactId", "score", "because"]);
      expect(line.score).toSatisfy((score: number) => score > 0 && score <= 1);
      expect(line.because).toSatisfy((because: string[]) => because.length > 0 && because.every(Boolean));
    }
  });

  test("with --all prints every candidate, whether proposed, and what holds it back", async () => {
    const all = jsonLines((await match(["--json", "--all"])).stdout);
    for (const line of all)
      expect(Object.keys(line)).toEqual(["queryId", "contactId", "score", "because", "proposed", "heldBack"]);
    const order = QUERIES.map(({ id }) => id);
    for (const [at, line] of all.entries()) {
      const before = all[at - 1];
      if (before === undefined) continue;
      const [query, queryBefore] = [line, before].map((each) => order.indexOf(String(each.queryId)));
      expect(query).toBeGreaterThanOrEqual(queryBefore ?? 0);
      if (query === queryBefore) expect(Number(line.score)).toBeLessThanOrEqual(Number(before.score));
    }
    const excluded = all.find(({ contactId, queryId }) => contactId === "peter-grau" && queryId === "q1");
    expect(excluded?.heldBack).toSatisfy((rules: string[]) => rules.join().includes("winter"));
    expect(all.filter(({ proposed }) => proposed === true).length).toBeLessThan(all.length);
  });
});

test("match tells it in words without --json", async () => {
  expect((await match()).stdout).toMatch(/^q1 {2}ana {2}[01]\.\d\d {2}.*sourdough/m);
});

test("match leaves out a line that is no query, and says which", async () => {
  const { code, stdout, stderr } = await match(
    ["--json"],
    ["no json", "", JSON.stringify(QUERIES[0]), '["q"]'],
  );
  expect(code).toBe(1);
  expect(jsonLines(stdout)).toHaveLength(1);
  expect(stderr).toMatch(/queries\.jsonl, line 1: no JSON object with a "summary" or "query"/);
  expect(stderr).toMatch(/queries\.jsonl, line 4: no JSON object/);
});

test("match of a file that is something else complains a few times, not of every line", async () => {
  const { code, stderr } = await match([], Array(60).fill("Dear all, see below."));
  expect(code).toBe(1);
  expect(stderr.trim().split("\n")).toHaveLength(4);
  expect(stderr).toContain("57 more such lines");
});

test("match takes what explain --json prints, and names its queries by line and number", async () => {
  const mail = {
    file: "a.eml",
    kind: "forward",
    edition: { queries: QUERIES.map(({ id: _id, ...rest }, at) => ({ number: String(at + 1), ...rest })) },
  };
  const { code, stdout } = await match(
    ["--json"],
    [JSON.stringify(mail), JSON.stringify({ file: "b.eml", edition: null })],
  );
  expect(code).toBe(0);
  expect(jsonLines(stdout).map(({ queryId, contactId }) => [queryId, contactId])).toEqual([
    ["1.1", "beatriz"],
    ["1.2", "ana"],
  ]);
});

test("match cannot run without its files", async () => {
  const { code, stderr } = await sendalong(["match", "--contacts", "none.json", "--queries", "none.jsonl"]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^none\.json cannot be read/);
});

const SET = new URL("../../../shared/matching/dev/", import.meta.url);

describe.skipIf(!existsSync(SET))("the labelled set (skipped where it is not at hand)", () => {
  test("is matched without a complaint, every line complete", async () => {
    const file = (name: string) => fileURLToPath(new URL(name, SET));
    const args = ["match", "--json", "--contacts", file("contacts.json"), "--queries", file("queries.jsonl")];
    const { code, stdout, stderr } = await sendalong(args);
    expect([code, stderr]).toEqual([0, ""]);
    const ids = new Set(jsonLines(readFileSync(file("queries.jsonl"), "utf8")).map(({ id }) => id));
    for (const { queryId } of jsonLines(stdout)) expect(ids).toContain(queryId);
  });
});
