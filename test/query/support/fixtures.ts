/** Invented mailings in the shapes of real ones, with their reading beside them: `NAME.txt`, `NAME.expected.json`. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { htmlToText } from "../../../src/message/html.ts";
import type { Source } from "../../../src/query/read.ts";
import type { Expected } from "./samples.ts";

const root = new URL("../../fixtures/query/", import.meta.url);
/** Written before the readers were looked at, as a stranger's eye; some hold no query. */
const more = new URL("more/", root);

export interface Fixture {
  readonly name: string;
  readonly source: Source;
  /** The mail's HTML where it has no other text; null otherwise. */
  readonly html: string | null;
  readonly expected: Expected;
}

interface Envelope {
  readonly from: string;
  readonly subject: string;
  readonly sentAt: string;
}

export function fixtures(): Fixture[] {
  return fixturesIn(root);
}

export function moreFixtures(): Fixture[] {
  return fixturesIn(more);
}

function fixturesIn(folder: URL): Fixture[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".expected.json"))
    .sort()
    .map((file) => fixture(file.replace(".expected.json", ""), folder));
}

export function fixture(name: string, folder: URL = root): Fixture {
  const expected: Expected & Envelope = JSON.parse(
    readFileSync(new URL(`${name}.expected.json`, folder), "utf8"),
  );
  const page = new URL(`${name}.html`, folder);
  const html = existsSync(page) ? readFileSync(page, "utf8") : null;
  const text = html === null ? readFileSync(new URL(`${name}.txt`, folder), "utf8") : htmlToText(html);
  const from = { address: expected.from, name: null };
  const source = { from, subject: expected.subject, sentAt: new Date(expected.sentAt), text, listId: null };
  return { name, source, html, expected };
}
