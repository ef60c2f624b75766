/** `test ana: sourdough`: what a month would have brought, from the State and from what left it. */
import { expect, test } from "vitest";
import type { Command } from "../../src/command/command.ts";
import { beginAnswering } from "../../src/decision/answer.ts";
import type { Desk } from "../../src/decision/desk.ts";
import { obeyTest, queriesAmong } from "../../src/decision/preview.ts";
import { draft, emptyState, type KnownQuery, type QueryId } from "../../src/decision/state.ts";
import type { Match } from "../../src/match/match.ts";
import { contact, desk, NOW, query } from "./desk.ts";

const ana = contact({ name: "Ana Ruiz", interests: ["bread"] });

function asked(id: string, summary: string, arrivedAt: string): KnownQuery {
  return query({ summary }, { id: id as QueryId, arrivedAt });
}

function match(because: readonly string[], heldBack: readonly string[] = []): Match {
  const proposed = because.length > 0 && heldBack.length === 0;
  const zone = because.length > 0 ? "propose" : "silent";
  return { contactId: ana.id, score: 0.9, proposed, zone, evidence: [], because, heldBack, stretch: null };
}

/** An interest meets a query that names it; `-word` holds back. */
const compare: Desk["compare"] = (before, after, queries) =>
  queries.map(({ summary }) => {
    const words = summary ?? "";
    const of = (interests: readonly string[]) =>
      match(
        interests.filter((each) => words.includes(each)).map((each) => `${each} (summary)`),
        interests.filter((each) => each.startsWith("-") && words.includes(each.slice(1))),
      );
    return { before: of(before.interests), after: of(after.interests) };
  });

function shownFor(text: string, changes: Partial<Desk> = {}, open: readonly KnownQuery[] = []) {
  const queries = Object.fromEntries(open.map((known) => [known.id, known]));
  const answering = beginAnswering({
    step: { state: draft({ ...emptyState("store", "00"), queries }), mails: [], because: [] },
    desk: desk([ana], { compare, ...changes }),
    now: NOW,
    trust: "thread",
    mail: { key: "k" as never, messageId: null, subject: null, sentAt: NOW },
    letter: null,
  });
  const before = JSON.stringify(answering.step.state);
  obeyTest(answering, { ...TEST, text });
  expect(JSON.stringify(answering.step.state)).toBe(before);
  return answering.shown;
}

const TEST: Command = {
  verb: "test",
  items: [],
  except: [],
  contacts: ["ana"],
  services: [],
  note: null,
  when: null,
  text: null,
  line: "test ana: …",
};

const OPEN = [
  asked("q1", "rye in winter", "2027-01-19T10:00:00Z"),
  {
    ...asked("q2", "bread and rye", "2027-01-18T10:00:00Z"),
    candidates: [match(["bread (summary)"])],
  },
  asked("q3", "night trains", "2027-01-17T10:00:00Z"),
];

test("what is new with it is named, what fits without it is counted, and nothing changes", () => {
  expect(shownFor("rye", {}, OPEN)).toEqual([
    {
      heading: "Ana Ruiz with rye: 1 more of the 3 queries since Sun 17 Jan",
      lines: [
        'Tue 19 Jan: "rye in winter" (Crumb & Kettle), rye (summary)',
        "1 of them fits Ana without it",
        "Nothing was changed. To add it:",
        "ana + rye",
      ],
    },
  ]);
});

test("queries that left State count, those older than a month and those twice there do not", () => {
  const closed = [
    asked("q1", "rye in winter", "2027-01-19T10:00:00Z"),
    asked("q8", "rye in December", "2026-12-24T10:00:00Z"),
    asked("q9", "rye last autumn", "2026-11-24T10:00:00Z"),
  ];
  const [section] = shownFor("rye", { closed }, OPEN);
  expect(section?.heading).toBe("Ana Ruiz with rye: 2 more of the 4 queries since Thu 24 Dec");
});

test("an exclude tells what it would have kept away", () => {
  const [section] = shownFor("-rye", {}, OPEN);
  expect(section?.lines).toEqual([
    'Mon 18 Jan: "bread and rye" (Crumb & Kettle), held back: -rye',
    "Nothing was changed. To add it:",
    "ana - rye",
  ]);
});

test("several at once, more than are listed, and none at all", () => {
  const many = Array.from({ length: 9 }, (_, nth) => asked(`q${nth}`, `rye ${nth}`, "2027-01-19T10:00:00Z"));
  const [section] = shownFor('rye, "cold kitchens"', {}, many);
  expect(section?.lines).toHaveLength(10);
  expect(section?.lines.slice(-4)).toEqual([
    "and 3 more",
    "Nothing was changed. To add them:",
    "ana + rye",
    'ana + "cold kitchens"',
  ]);
  expect(shownFor("rye")[0]?.heading).toBe("Ana Ruiz with rye: I keep no query of the last month");
  expect(shownFor("ferries", {}, OPEN)[0]?.heading).toContain("none more of the 3 queries");
});

test("of an archive only the queries are taken", () => {
  expect(queriesAmong([query(), { id: "m", key: "forward" }, null, "day"])).toEqual([query()]);
});
