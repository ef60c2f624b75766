/** The index follows the contacts: whatever was added, changed and removed on the way, the answer is the same. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { createMatcher } from "../../src/match/matcher.ts";
import { contactsOf, queryOf, TABLES } from "./asking.ts";

const INTERESTS = [
  "sourdough",
  "remote work",
  "beekeeping",
  "-beekeeping",
  "estate planning",
  '"food science"',
  "401(k)",
  "solar power",
];
const QUERY = queryOf({
  summary: "Sourdough and beekeeping from a home office",
  query:
    "Looking for bakers, beekeepers and people who manage remote teams. Food science and solar power welcome.",
});

const person = fc.record({
  id: fc.constantFrom("ana", "ben", "cy", "dee"),
  interests: fc.uniqueArray(fc.constantFrom(...INTERESTS), { maxLength: 4 }),
  roles: fc.uniqueArray(fc.constantFrom("baker", "beekeeper"), { maxLength: 1 }),
});
const step = fc.oneof(
  person.map((contact) => ({ put: contact, remove: null })),
  fc.constantFrom("ana", "ben", "cy", "dee").map((remove) => ({ put: null, remove })),
);

test("put and remove in any order match like an index made anew", () => {
  const lived = createMatcher(TABLES);
  const anew = createMatcher(TABLES);
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const now = new Map<string, ReturnType<typeof contactsOf>[number]>();
      lived.sync([]);
      for (const { put, remove } of steps) {
        const [contact] = put === null ? [] : contactsOf([put]);
        if (contact !== undefined) {
          now.set(contact.id, contact);
          lived.put(contact);
        } else if (remove !== null) {
          const gone = now.get(remove);
          if (gone !== undefined) lived.remove(gone.id);
          now.delete(remove);
        }
      }
      anew.sync([]);
      anew.sync([...now.values()]);
      expect(lived.match(QUERY)).toEqual(anew.match(QUERY));
    }),
    { numRuns: 60 },
  );
});

test("a new address or greeting changes nothing in the index", () => {
  const matcher = createMatcher(TABLES);
  const [before] = contactsOf([{ id: "ana", interests: ["sourdough"] }]);
  if (before === undefined) throw new Error("there is no contact");
  matcher.put(before);
  const first = matcher.match(QUERY);
  matcher.put({ ...before, greeting: "Dear Ana," });
  expect(matcher.match(QUERY)).toEqual(first);
});

test("of a crowd that has the same interest nobody is left out", () => {
  const matcher = createMatcher(TABLES);
  matcher.sync(contactsOf(Array.from({ length: 1500 }, () => ({ interests: ["sourdough"] }))));
  const proposed = matcher.match(QUERY).filter((match) => match.proposed);
  expect(proposed).toHaveLength(1500);
  expect(new Set(proposed.map(({ score }) => score)).size).toBe(1);
});

test("in whatever order the index met interests, the same ones have the same score", () => {
  const scoreAfter = (...first: string[]) => {
    const matcher = createMatcher(TABLES);
    const keeper = { interests: [], roles: ["beekeeper"] };
    const ana = { id: "ana", interests: ["solar power", "remote work"], roles: ["beekeeper"] };
    matcher.sync(contactsOf([keeper, ...first.map((interest) => ({ interests: [interest] })), ana]));
    return matcher.match(QUERY).find(({ contactId }) => contactId === "ana")?.score;
  };
  expect(scoreAfter("remote work", "solar power")).toBe(scoreAfter("solar power", "remote work"));
});
