/** Invented mailings in the shapes of real ones, with their reading beside them: `NAME.txt`, `NAME.expected.json`. */
import { readdirSync, readFileSync } from "node:fs";
import type { Source } from "../../../src/query/read.ts";
import type { Expected } from "./samples.ts";

const root = new URL("../../fixtures/query/", import.meta.url);

export interface Fixture {
  readonly name: string;
  readonly source: Source;
  readonly expected: Expected;
}

interface Envelope {
  readonly from: string;
  readonly subject: string;
  readonly sentAt: string;
}

export function fixtures(): Fixture[] {
  return readdirSync(root)
    .filter((file) => file.endsWith(".expected.json"))
    .sort()
    .map((file) => fixture(file.replace(".expected.json", "")));
}

export function fixture(name: string): Fixture {
  const expected: Expected & Envelope = JSON.parse(
    readFileSync(new URL(`${name}.expected.json`, root), "utf8"),
  );
  const text = readFileSync(new URL(`${name}.txt`, root), "utf8");
  const from = { address: expected.from, name: null };
  const source = { from, subject: expected.subject, sentAt: new Date(expected.sentAt), text, listId: null };
  return { name, source, expected };
}
