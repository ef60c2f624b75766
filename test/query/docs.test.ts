/** docs/problems.md lists every problem this room can name. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const src = new URL("../../src/query/", import.meta.url);
const docs = readFileSync(new URL("../../docs/problems.md", import.meta.url), "utf8");

const codes = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .flatMap((file) => [...readFileSync(new URL(file, src), "utf8").matchAll(/\bcode: "([a-z-]+)"/g)])
  .map(([, code]) => code);

test("every code stands in docs/problems.md", () => {
  expect(codes.length).toBeGreaterThan(5);
  expect(codes.filter((code) => !docs.includes(`\`${code}\``))).toEqual([]);
});

test("docs/problems.md names no code of the queries that is gone", () => {
  const section = docs.split("## Of the queries")[1]?.split("\n## ")[0] ?? "";
  const named = [...section.matchAll(/^\| `([a-z-]+)`/gm)].map(([, code]) => code);
  expect(named.filter((code) => !codes.includes(code))).toEqual([]);
});
