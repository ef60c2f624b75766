import { expect, test } from "vitest";
import { lazyMatcher } from "../../src/match/lazy.ts";
import { learn } from "../../src/match/learn.ts";
import { createMatcher } from "../../src/match/matcher.ts";
import { contactsOf, queryOf, TABLES } from "./asking.ts";

test("a lazy matcher is made by the first query, once, and answers as one that was there all along", () => {
  let made = 0;
  const lazy = lazyMatcher(() => {
    made++;
    return createMatcher(TABLES);
  });
  const eager = createMatcher(TABLES);
  const [ana, ben, cy] = contactsOf([
    { id: "ana", interests: ["sourdough"] },
    { id: "ben", interests: ["sourdough", "rye bread"] },
    { id: "cy", interests: ["sourdough"] },
  ]);
  if (ana === undefined || ben === undefined || cy === undefined) throw new Error("there are no contacts");
  for (const each of [lazy, eager]) {
    each.sync([ana, cy]);
    each.put(ben);
    each.remove(cy.id);
    each.teach(learn([]));
  }
  expect(made).toBe(0);
  const query = queryOf("Why does my sourdough stall?");
  expect(lazy.match(query)).toEqual(eager.match(query));
  lazy.remove(ana.id);
  eager.remove(ana.id);
  expect(lazy.match(query)).toEqual(eager.match(query));
  expect(made).toBe(1);
});
