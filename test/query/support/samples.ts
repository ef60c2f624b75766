/** Real mailings beside the repository, with what a person read in them. Absent in a clone of its own. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { htmlToText } from "../../../src/message/html.ts";
import type { Source } from "../../../src/query/read.ts";

const root = new URL("../../../../shared/samples/", import.meta.url);

export const SAMPLES_ARE_HERE = existsSync(root);

export interface ExpectedQuery {
  readonly number: string | null;
  readonly summary: string | null;
  readonly category: string | null;
  readonly outlet: string | null;
  readonly outletUrl: string | null;
  readonly journalist: string | null;
  readonly anonymous: boolean;
  readonly replyTo: string | null;
  readonly deadlineText: string | null;
  readonly deadlineAt: string | null;
  readonly deadlineDate: string | null;
  readonly queryStartsWith: string;
  readonly queryEndsWith: string;
  readonly refuses: readonly string[];
  readonly region: string | null;
  /** Only where a fixture states it. */
  readonly requirements?: string | null;
}

export interface Expected {
  readonly service: string | null;
  readonly serviceAlso?: readonly string[];
  readonly announced?: number | null;
  readonly receivedAt?: string;
  readonly queries: readonly ExpectedQuery[];
  readonly alsoAllowed?: readonly unknown[];
}

export interface Sample {
  readonly name: string;
  readonly source: Source;
  readonly expected: Expected;
}

export function samples(): Sample[] {
  if (!SAMPLES_ARE_HERE) return [];
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".expected.json"))
    .sort()
    .map((file) => sample(file.replace(".expected.json", "")));
}

function sample(name: string): Sample {
  const expected: Expected = JSON.parse(readFileSync(new URL(`${name}.expected.json`, root), "utf8"));
  const kind =
    ["txt", "eml", "html"].find((ending) => existsSync(new URL(`${name}.${ending}`, root))) ?? "txt";
  const raw = readFileSync(new URL(`${name}.${kind}`, root), "utf8");
  return { name, source: sourceOf(raw, kind, expected), expected };
}

/** Captures begin with a few header lines of their own. */
function sourceOf(raw: string, kind: string, expected: Expected): Source {
  const fallback = expected.receivedAt === undefined ? null : new Date(expected.receivedAt);
  const plain = { from: null, subject: null, sentAt: fallback, text: raw, listId: null };
  if (kind === "html") return { ...plain, text: htmlToText(raw) };
  const body =
    /----- BODY \(text\/plain\) -----\r?\n/.exec(raw) ?? (kind === "eml" ? /\r?\n\r?\n/.exec(raw) : null);
  if (body === null) return plain;
  const field = (label: string): string =>
    new RegExp(`^${label}: (.*)$`, "m").exec(raw.slice(0, body.index))?.[1]?.trim() ?? "";
  const from = field("From");
  return {
    ...plain,
    from: { address: (/<([^>]+)>/.exec(from)?.[1] ?? from).toLowerCase(), name: null },
    subject: field("Subject"),
    sentAt: new Date(field("Date")),
    text: raw.slice(body.index + body[0].length),
  };
}
