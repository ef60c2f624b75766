/** `match`: fit alone, for judging the matcher from outside. Reads no folder and knows no clock. */
import { readFileSync } from "node:fs";
import { parseContacts } from "../contact/contacts.ts";
import { Misconfigured } from "../errors.ts";
import type { Match } from "../match/match.ts";
import { createMatcher, type MatchableQuery } from "../match/matcher.ts";
import { loadMatchTables } from "../tables/matching.ts";
import { type Globals, print, printJson } from "./context.ts";

export interface MatchOptions {
  readonly contacts: string;
  readonly queries: string;
  readonly json?: boolean;
  readonly all?: boolean;
}

export async function match(_globals: Globals, options: MatchOptions): Promise<void> {
  const { contacts, problems } = parseContacts(read(options.contacts), { needsAddress: false });
  for (const problem of problems)
    complain(`${options.contacts}${problem.line === null ? "" : `, line ${problem.line}`}: ${problem.text}`);
  const matcher = createMatcher(loadMatchTables());
  matcher.sync(contacts);
  for (const [index, line] of read(options.queries).split("\n").entries()) {
    const query = line.trim() === "" ? null : queryOf(line, `${options.queries}, line ${index + 1}`);
    if (query === null) continue;
    const matches = matcher.match(query).filter((each) => options.all === true || each.proposed);
    for (const each of matches) tell(query.id, each, options);
  }
}

interface NamedQuery extends MatchableQuery {
  readonly id: string;
}

function queryOf(line: string, place: string): NamedQuery | null {
  const value = objectIn(line);
  if (value === null) {
    complain(`${place}: it is no JSON object, so it was left out`);
    return null;
  }
  const text = (key: string) => {
    const found = value[key];
    return typeof found === "string" && found !== "" ? found : null;
  };
  return {
    id: String(value.id ?? ""),
    summary: text("summary"),
    category: text("category"),
    outlet: text("outlet"),
    query: text("query") ?? "",
    requirements: text("requirements"),
    region: text("region"),
  };
}

function objectIn(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && !Array.isArray(value)
      ? (value as Record<string, unknown> | null)
      : null;
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

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Misconfigured(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

function complain(line: string): void {
  console.error(line);
  process.exitCode = 1;
}
