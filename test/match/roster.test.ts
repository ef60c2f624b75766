/** A large roster is looked at in two steps and kept in columns whose places are used again; neither may be seen from outside. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Contact } from "../../src/contact/contact.ts";
import { createMatcher, type Matcher } from "../../src/match/matcher.ts";
import { contactsOf, queryOf, TABLES } from "./asking.ts";

const SUBJECTS = TABLES.beats.flatMap(({ name, also, cues }) => [name, ...also, ...cues.slice(0, 4)]);
const PEOPLE = 250;
const QUERIES = [
  "Bakers on the price of flour: how do small bakeries get by?",
  "Looking for accountants who advise restaurants on taxes and payroll",
  "Remote work and the empty office: managers of distributed teams wanted",
].map((summary) => queryOf({ summary, query: `${summary}. Anybody who works in the trade is welcome.` }));

const person = fc.record({
  interests: fc.array(fc.constantFrom(...SUBJECTS), { minLength: 1, maxLength: 4 }),
  roles: fc.array(fc.constantFrom("baker", "accountant", "florist"), { maxLength: 1 }),
  notes: fc.option(fc.constantFrom("bakes bread, runs a shop", "knows payroll"), { nil: null }),
});
const someone = fc.integer({ min: 0, max: PEOPLE - 1 });
const change = fc.oneof(
  fc.tuple(someone, person).map(([at, made]) => ({ at, made })),
  someone.map((at) => ({ at, made: null })),
);

/** Sums in another order differ in their last digits. */
function answers(matcher: Matcher) {
  return QUERIES.map((query) =>
    matcher
      .match(query)
      .map(({ contactId, score, because }) => ({ contactId, score: score.toFixed(9), because }))
      .sort((one, other) => (one.contactId < other.contactId ? -1 : 1)),
  );
}

test("after any changes a crowd is matched like one made anew", () => {
  fc.assert(
    fc.property(
      fc.array(person, { minLength: PEOPLE, maxLength: PEOPLE }),
      fc.array(change, { maxLength: 80 }),
      (people, changes) => {
        const contacts = contactsOf(people.map((each, at) => ({ ...each, id: `p${at}` })));
        const lived = createMatcher(TABLES);
        lived.sync(contacts);
        const now = new Map<string, Contact>(contacts.map((contact) => [contact.id, contact]));
        for (const { at, made } of changes) {
          const [contact] = contactsOf([{ ...(made ?? {}), id: `p${at}` }]);
          if (contact === undefined) continue;
          now.delete(contact.id);
          if (made === null) lived.remove(contact.id);
          else lived.put(contact);
          if (made !== null) now.set(contact.id, contact);
        }
        const anew = createMatcher(TABLES);
        anew.sync([...now.values()]);
        expect(answers(lived)).toEqual(answers(anew));
      },
    ),
    { numRuns: 3 },
  );
});
