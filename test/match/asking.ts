/** Contacts and queries of one line each, matched with the tables that ship. */
import type { Contact } from "../../src/contact/contact.ts";
import { parseContacts } from "../../src/contact/contacts.ts";
import type { Match } from "../../src/match/match.ts";
import { createMatcher, type MatchableQuery } from "../../src/match/matcher.ts";
import { loadMatchTables } from "../../src/tables/matching.ts";

/** A query that says nothing. */
export const SILENT: MatchableQuery = {
  summary: null,
  category: null,
  outlet: null,
  query: "",
  requirements: null,
  region: null,
};

export const TABLES = loadMatchTables();
/** One for all: making the beats ready takes longer than a hundred matches. */
const MATCHER = createMatcher(TABLES);

export function queryOf(query: string | Partial<MatchableQuery>): MatchableQuery {
  return { ...SILENT, ...(typeof query === "string" ? { summary: query } : query) };
}

/** The name is the id. */
export function contactsOf(raw: readonly object[]): Contact[] {
  const named = raw.map((each, at) => ({ id: `c${at}`, name: `C${at}`, ...each }));
  return [...parseContacts(JSON.stringify(named), { needsAddress: false }).contacts];
}

/** Every candidate, best first. */
export function matches(contacts: readonly object[], query: string | Partial<MatchableQuery>): Match[] {
  MATCHER.sync(contactsOf(contacts));
  return MATCHER.match(queryOf(query));
}

/** How one contact with these interests meets a query; undefined when not at all. */
export function matchOf(
  interests: readonly string[],
  query: string | Partial<MatchableQuery>,
  more: object = {},
): Match | undefined {
  return matches([{ interests, ...more }], query)[0];
}
