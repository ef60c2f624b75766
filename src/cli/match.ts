/** `match`: fit alone, for judging the matcher from outside. Reads no folder and knows no clock. */
import { parseContacts } from "../contact/contacts.ts";
import type { Match } from "../match/match.ts";
import { createMatcher, type MatchableQuery } from "../match/matcher.ts";
import { loadMatchTables } from "../tables/matching.ts";
import { complain, type Globals, print, printJson, readText } from "./context.ts";

export interface MatchOptions {
  readonly contacts: string;
  readonly queries: string;
  readonly json?: boolean;
  readonly all?: boolean;
}

export async function match(_globals: Globals, options: MatchOptions): Promise<void> {
  const { contacts, problems } = parseContacts(readText(options.contacts), { needsAddress: false });
  for (const problem of problems)
    complain(`${options.contacts}${problem.line === null ? "" : `, line ${problem.line}`}: ${problem.text}`);
  const matcher = createMatcher(loadMatchTables());
  matcher.sync(contacts);
  for (const query of queriesIn(options.queries)) {
    const matches = matcher.match(query).filter((each) => options.all === true || each.proposed);
    for (const each of matches) tell(query.id, each, options);
  }
}

interface NamedQuery extends MatchableQuery {
  readonly id: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** More lines than this are not complained of one by one: the file is something else. */
const COMPLAINTS = 3;

/** One query a line, or what `explain --json` prints: a mail a line. */
function queriesIn(file: string): readonly NamedQuery[] {
  const lines = readText(file).split("\n");
  const unusable: number[] = [];
  const queries = lines.flatMap((line, index) => {
    if (line.trim() === "") return [];
    const value = objectIn(line);
    const found = value === null ? null : queriesOf(value, String(index + 1));
    if (found === null) unusable.push(index + 1);
    return found ?? [];
  });
  for (const line of unusable.slice(0, COMPLAINTS))
    complain(`${file}, line ${line}: no JSON object with a "summary" or "query", so it was left out.`);
  if (unusable.length > COMPLAINTS)
    complain(
      `${file}: ${unusable.length - COMPLAINTS} more such lines. --queries wants one JSON object a line.`,
    );
  return queries;
}

/** Null: the line holds no query and is no mail either. */
function queriesOf(value: Fields, line: string): NamedQuery[] | null {
  if (typeof value.summary === "string" || typeof value.query === "string") return [queryOf(value, line)];
  if (!("edition" in value)) return null;
  const listed = (value.edition as Fields | null)?.queries;
  return Array.isArray(listed)
    ? listed.map((each: Fields, at) => queryOf(each, `${line}.${String(each.number ?? at + 1)}`))
    : [];
}

/** @param place its name where it bears none. */
function queryOf(value: Fields, place: string): NamedQuery {
  const text = (key: string) => {
    const found = value[key];
    return typeof found === "string" && found !== "" ? found : null;
  };
  return {
    id: String(value.id ?? place),
    summary: text("summary"),
    category: text("category"),
    outlet: text("outlet"),
    query: text("query") ?? "",
    requirements: text("requirements"),
    region: text("region"),
  };
}

function objectIn(line: string): Fields | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && !Array.isArray(value) ? (value as Fields | null) : null;
  } catch {
    return null;
  }
}

function tell(queryId: string, found: Match, { json, all }: MatchOptions): void {
  const { contactId, score, because, proposed, heldBack } = found;
  if (json === true)
    printJson({ queryId, contactId, score, because, ...(all === true ? { proposed, heldBack } : {}) });
  else
    print(
      `${queryId}  ${contactId}  ${score.toFixed(2)}${proposed ? "" : " (not proposed)"}  ${[...because, ...heldBack.map((rule) => `held back: ${rule}`)].join("; ")}`,
    );
}
