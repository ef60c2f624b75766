/** How queries suit one person in two forms: as their interests are, and as they would be (`test ana: sourdough`). */
import type { Contact, ContactId } from "../contact/contact.ts";
import type { Glance } from "./glance.ts";
import type { Taught } from "./learn.ts";
import type { Match } from "./match.ts";
import type { Matcher } from "./matcher.ts";
import type { MatchableQuery } from "./reading.ts";

export interface Comparing {
  /** Knows nobody yet, and is of no use for anything else afterwards. */
  readonly matcher: Matcher;
  readonly glanceFor: (interest: string) => Glance;
  readonly taught: Taught;
}

/** Of one query; null: it has nothing to do with them, or suits both alike. */
export interface Compared {
  readonly before: Match | null;
  readonly after: Match | null;
}

/**
 * As what she taught about everybody has it; what she passed on to this one leads to neither. Queries in which no word
 * speaks of what is new are not matched: they suit the two alike, and take far longer to match than to look at.
 */
export function compared(
  { matcher, glanceFor, taught }: Comparing,
  before: Contact,
  after: Contact,
  queries: readonly MatchableQuery[],
): readonly Compared[] {
  const later = { ...after, id: `${after.id} later` as ContactId };
  const glances = after.interests.filter((each) => !before.interests.includes(each)).map(glanceFor);
  matcher.teach({ ...taught, words: new Map() });
  matcher.sync([before, later]);
  return queries.map((query) => {
    if (!glances.some((concerns) => concerns(query))) return { before: null, after: null };
    const matches = matcher.match(query);
    const of = (id: ContactId) => matches.find(({ contactId }) => contactId === id) ?? null;
    return { before: of(before.id), after: of(later.id) };
  });
}
