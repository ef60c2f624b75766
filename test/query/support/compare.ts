/** A reading beside what a person read: the fields that differ, by name. */
import type { Edition, MediaQuery } from "../../../src/query/query.ts";
import type { Expected, ExpectedQuery } from "./samples.ts";

/** Compared as they stand. */
export const PLAIN = [
  "number",
  "summary",
  "category",
  "outlet",
  "outletUrl",
  "journalist",
  "anonymous",
  "replyTo",
  "deadlineText",
  "deadlineDate",
] as const;

export interface Difference {
  readonly field: string;
  readonly got: unknown;
  readonly wanted: unknown;
}

export interface Comparison {
  /** How many fields were looked at. */
  readonly fields: number;
  readonly differences: readonly Difference[];
}

export function compare(edition: Edition | null, expected: Expected): Comparison {
  const differences: Difference[] = [];
  let fields = 0;
  const same = (field: string, got: unknown, wanted: unknown): void => {
    fields++;
    if (got !== wanted) differences.push({ field, got, wanted });
  };
  const service = edition?.service ?? null;
  same(
    "service",
    service !== null && expected.serviceAlso?.includes(service) ? expected.service : service,
    expected.service,
  );
  same("announced", edition?.announced ?? null, expected.announced ?? null);
  const queries = edition?.queries ?? [];
  const more = queries.length - expected.queries.length;
  same("count", more > 0 && more <= (expected.alsoAllowed?.length ?? 0) ? 0 : more, 0);
  for (const [place, wanted] of expected.queries.entries()) {
    const got = queries[place];
    if (got === undefined) same(`${place}`, undefined, wanted.summary ?? wanted.queryStartsWith);
    else queryFields(place, got, wanted, same);
  }
  return { fields, differences };
}

function queryFields(
  place: number,
  got: MediaQuery,
  wanted: ExpectedQuery,
  same: (field: string, got: unknown, wanted: unknown) => void,
): void {
  for (const field of PLAIN) same(`${place}.${field}`, got[field], wanted[field]);
  const at = wanted.deadlineAt === null ? null : new Date(wanted.deadlineAt).toISOString();
  same(`${place}.deadlineAt`, got.deadlineAt?.toISOString() ?? null, at);
  const text = got.query.replace(/\s+/g, " ").trim();
  const [start, end] = [wanted.queryStartsWith.trim(), wanted.queryEndsWith.trim()];
  same(`${place}.start`, text.slice(0, start.length).trim(), start);
  same(`${place}.end`, text.slice(-end.length).trim(), end);
  same(`${place}.fixed refusals`, fixed(got.refuses), fixed(wanted.refuses));
  if (wanted.requirements !== undefined) same(`${place}.requirements`, got.requirements, wanted.requirements);
  same(`${place}.region`, alike(got.region, wanted.region), true);
}

/** The refusals that have fixed words; the others are a matter of judgement. */
function fixed(refuses: readonly string[]): string {
  return refuses
    .filter((each) => /^(?:AI answers|PR or third parties)$/.test(each))
    .sort()
    .join();
}

/** Regions are a matter of judgement too: a word in common will do. */
function alike(got: string | null, wanted: string | null): boolean {
  if (got === null || wanted === null) return got === wanted;
  const words = (text: string): string[] => text.toLowerCase().match(/[a-z]+/g) ?? [];
  return (
    words(got).some((word) => words(wanted).includes(word)) || words(got).join("") === words(wanted).join("")
  );
}
