/** Her decisions teach: shown on decisions that were not learnt from. */
import { expect, test } from "vitest";
import { bounded, type Lesson, learn, lessonOf } from "../../src/match/learn.ts";
import { createMatcher, type Matcher } from "../../src/match/matcher.ts";
import { SHIPPED_WEIGHTS } from "../../src/match/weights.ts";
import { contactsOf, queryOf, TABLES } from "./asking.ts";
import { figuresOf, hasSet, type LabelledSet, readSet } from "./labelled.ts";

/** Sets no weight was fitted on; three of them are whole only with the contacts of the development set. */
const UNTUNED = hasSet("dev") ? (["own", "blind", "held", "fresh"] as const) : (["own"] as const);

/** People further down a proposal's "more" are not looked at. */
const SHOWN = 5;

/** What she would have answered: yes to whom a reader judged fitting, of those she was shown. */
function decisions(matcher: Matcher, queries: LabelledSet["queries"], fits: LabelledSet["fits"]): Lesson[] {
  return queries.flatMap((query) =>
    matcher
      .match(query)
      .filter(
        ({ zone, heldBack }, rank) =>
          heldBack.length === 0 && (zone === "propose" || (zone === "maybe" && rank < SHOWN)),
      )
      .flatMap(
        ({ contactId }) =>
          lessonOf(matcher, query, contactId, fits.get(query.id)?.has(contactId) ? "yes" : "no") ?? [],
      ),
  );
}

test("taught by half of her decisions, the matcher is better on the other half", () => {
  const gains = (["practice", "dev", "real", ...UNTUNED] as const).filter(hasSet).flatMap((name) => {
    const { contacts, queries, fits } = readSet(name);
    const matcher = createMatcher(TABLES);
    matcher.sync(contacts);
    return [0, 1].map((half) => {
      const [seen, unseen] = [0, 1].map((part) => queries.filter((_, at) => at % 2 === (half + part) % 2));
      matcher.teach(learn([]));
      const before = figuresOf(matcher, unseen ?? [], fits);
      matcher.teach(learn(decisions(matcher, seen ?? [], fits)));
      return figuresOf(matcher, unseen ?? [], fits).f05 - before.f05;
    });
  });
  expect(gains.reduce((sum, gain) => sum + gain, 0) / gains.length).toBeGreaterThan(0);
});

test("too few decisions teach nothing, and a lesson taken back is unlearnt", () => {
  const { contacts, queries, fits } = readSet("practice");
  const matcher = createMatcher(TABLES);
  matcher.sync(contacts);
  const lessons = decisions(matcher, queries, fits);
  expect(learn(lessons.slice(0, 7)).weights).toEqual(SHIPPED_WEIGHTS);
  const query = queries[0] ?? queryOf("");
  const untaught = matcher.match(query);
  matcher.teach(learn(lessons));
  expect(matcher.match(query)).not.toEqual(untaught);
  matcher.teach(learn([]));
  expect(matcher.match(query)).toEqual(untaught);
});

test("lessons are plain JSON, and order the weights but for their sign", () => {
  const { contacts, queries, fits } = readSet("practice");
  const matcher = createMatcher(TABLES);
  matcher.sync(contacts);
  const lessons = decisions(matcher, queries, fits);
  expect(JSON.parse(JSON.stringify(lessons))).toEqual(lessons);
  const { weights } = learn(lessons.map((lesson) => ({ ...lesson, said: "no" })));
  for (const [name, weight] of Object.entries(weights.contact))
    expect(weight * SHIPPED_WEIGHTS.contact[name as keyof typeof weights.contact]).toBeGreaterThanOrEqual(0);
});

test("her no's raise the border and her yes's lower it, no further than it may go; scores keep their meaning", () => {
  const { contacts, queries, fits } = readSet("practice");
  const matcher = createMatcher(TABLES);
  matcher.sync(contacts);
  const lessons = decisions(matcher, queries, fits);
  const border = (said: Lesson["said"]) => learn(lessons.map((lesson) => ({ ...lesson, said }))).weights;
  expect(border("no").proposeAt).toBeGreaterThan(SHIPPED_WEIGHTS.proposeAt);
  expect(border("no").proposeAt).toBeLessThanOrEqual(0.82);
  expect(border("yes").proposeAt).toBeLessThan(SHIPPED_WEIGHTS.proposeAt);
  expect(border("yes").proposeAt).toBeGreaterThanOrEqual(0.18);
  expect(border("no").bias).toBe(SHIPPED_WEIGHTS.bias);
});

test("of many lessons the oldest are forgotten, of one contact and of all", () => {
  const lesson = (id: string): Lesson => ({
    contactId: id as Lesson["contactId"],
    said: "no",
    numbers: {},
    more: 0,
    words: "",
  });
  const many = (count: number, id: (nth: number) => string) =>
    Object.fromEntries(Array.from({ length: count }, (_, nth) => [`q${nth}:${id(nth)}`, lesson(id(nth))]));
  const keys = (lessons: Record<string, Lesson>) => Object.keys(bounded(lessons));
  expect(keys(many(30, () => "ana"))).toEqual(keys(many(30, () => "ana")).toSorted(byNumber));
  expect(keys(many(30, () => "ana")).at(0)).toBe("q5:ana");
  expect(keys(many(30, () => "ana"))).toHaveLength(25);
  expect(keys(many(1000, (nth) => `c${nth}`))).toHaveLength(400);
  expect(keys(many(1000, (nth) => `c${nth}`)).at(-1)).toBe("q999:c999");
});

function byNumber(one: string, other: string): number {
  return Number.parseInt(one.slice(1), 10) - Number.parseInt(other.slice(1), 10);
}

test("whom she passed queries like this to stands before somebody of the same interest", () => {
  const matcher = createMatcher(TABLES);
  matcher.sync(
    contactsOf([
      { id: "ana", interests: ["cooking"] },
      { id: "ben", interests: ["cooking"] },
    ]),
  );
  const passedOn = [
    "Kimchi, sauerkraut and miso: cooking with fermentation",
    "Pickles and brine: cooks who ferment vegetables",
    "Koji and kombucha in the kitchen: cooking with cultures",
  ].map((summary, at) => ({ id: `q${at}`, ...queryOf(summary) }));
  const [, ben] = contactsOf([{ id: "ana" }, { id: "ben" }]);
  if (ben === undefined) throw new Error("there is no Ben");
  matcher.teach(learn(passedOn.flatMap((query) => lessonOf(matcher, query, ben.id, "yes") ?? [])));
  const [first, second] = matcher.match(queryOf("Cooking with sauerkraut and other ferments"));
  expect([first?.contactId, second?.contactId]).toEqual(["ben", "ana"]);
  expect(first?.score).toBeGreaterThan(second?.score ?? 1);
  expect(first?.taught).toEqual({ without: second?.score, alike: 3 });
  expect(second?.taught).toBeUndefined();
});
