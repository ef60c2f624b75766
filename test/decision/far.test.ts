/** The stretch of a day (C8): one, where few fit, never by `1`, `all` or a standing word, and what a yes makes of it. */
import { expect, test } from "vitest";
import type { Step } from "../../src/decision/desk.ts";
import { presentFar, stretchAmong } from "../../src/decision/far.ts";
import { keepLink, STRETCH_RULE, withLinks } from "../../src/decision/links.ts";
import { against, judge } from "../../src/decision/policy.ts";
import { fitsSomebody, strongest } from "../../src/decision/present.ts";
import {
  type Candidate,
  draft,
  emptyState,
  type KnownQuery,
  type QueryId,
  type State,
} from "../../src/decision/state.ts";
import { contact, desk, NOW, query } from "./desk.ts";

const tom = contact({ name: "Tom Achterberg", services: { haro: "always" } });
const raj = contact({ name: "Raj Mehta" });
const at = desk([tom, raj]);

function far(to: typeof tom, score: number, isPrivate: boolean): Candidate {
  const evidence = [{ interest: "barge", words: "barge", where: "query", isPrivate } as const];
  const stretch = 'small rooms > tiny homes > "barge" (your note)';
  return { contactId: to.id, score, proposed: false, because: [], evidence, heldBack: [], stretch };
}

function asked(id: string, candidates: readonly Candidate[], changes: Partial<KnownQuery> = {}): KnownQuery {
  return query({}, { id: id as QueryId, candidates, ...changes });
}

function stateOf(...queries: readonly KnownQuery[]): State {
  return {
    ...emptyState("store", "00"),
    queries: Object.fromEntries(queries.map((each) => [each.id, each])),
  };
}

const note = asked("q1", [far(tom, 0.05, true)]);
const neighbour = asked("q2", [far(raj, 0.3, false)]);

test("her own note comes before the neighbouring field, and else the likelier", () => {
  const state = stateOf(note, neighbour);
  expect(stretchAmong(state, at, [neighbour, note], 0, NOW)?.known.id).toBe("q1");
  const likelier = asked("q3", [far(tom, 0.4, false)]);
  expect(stretchAmong(state, at, [neighbour, likelier], 0, NOW)?.known.id).toBe("q3");
});

test.each<readonly [string, State, KnownQuery, number]>([
  ["enough fits", stateOf(note), note, 4],
  ["today had its stretch", stateOf(asked("q9", [], { stretchedOn: "2027-01-20" })), note, 0],
  [
    "somebody fits",
    stateOf(),
    asked("q1", [{ ...far(raj, 0.9, false), proposed: true }, far(tom, 0.3, false)]),
    0,
  ],
  ["she skipped it", stateOf(), { ...note, skipped: [tom.id] }, 0],
  ["it is closed", stateOf(), { ...note, closesAt: "2027-01-19T00:00:00Z" }, 0],
  ["it was proposed before", stateOf(), { ...note, proposedIn: "m1" }, 0],
  ["he asked to get none", { ...stateOf(), stopped: { [tom.id]: NOW.toISOString() } }, note, 0],
  ["a rule holds him back", stateOf(), asked("q1", [{ ...far(tom, 0.3, true), heldBack: ["-boats"] }]), 0],
])("none when %s", (_case, state, known, fitting) => {
  expect(stretchAmong(state, at, [known], fitting, NOW)).toBeNull();
});

test("yesterday's stretch leaves today its own", () => {
  const state = stateOf(asked("q9", [], { stretchedOn: "2027-01-19" }));
  expect(stretchAmong(state, at, [note], 3, NOW)?.known).toBe(note);
});

test("shown, it is the day's; it binds whole items and her standing word, not her naming", () => {
  const step: Step = { state: draft(stateOf(note)), mails: [], because: [] };
  const { view, item } = presentFar(step, at, { known: note, candidate: far(tom, 0.05, true) }, "1", NOW);
  expect(step.state.queries.q1?.stretchedOn).toBe("2027-01-20");
  expect(view.people[0]).toMatchObject({ heldBack: null, mayKnow: false, because: [] });
  expect(item.heldBack).toEqual({ a: STRETCH_RULE });
  const judgement = judge(step.state as State, at, { contact: tom, known: note, now: NOW });
  expect(against(judgement, "named")).toBeNull();
  expect(against(judgement, "swept")?.why).toBe(STRETCH_RULE);
  expect(against(judgement, "standing")?.why).toBe(STRETCH_RULE);
  expect(strongest(step.state as State, at, note)).toBe(false);
});

const match = { ...far(tom, 0.05, true), zone: "silent" } as const;

test("a yes makes the link a reason to propose, though no strong one; a no ends it; each can be taken back", () => {
  const step: Step = { state: draft(stateOf(note)), mails: [], because: [] };
  const answering = { step, now: NOW, did: [] };
  const say = (said: "yes" | "no") => keepLink(answering, note, tom, { code: "1a", said });
  expect(withLinks(step.state as State, [match])).toEqual([match]);
  expect(say("yes")).toBe('I have learnt the link tiny homes > "barge" (your note)');
  expect(say("yes")).toBeNull();
  const [learnt] = withLinks(step.state as State, [match]);
  expect(learnt).toMatchObject({ proposed: true, learnt: NOW.toISOString() });
  const { zone: _zone, ...candidate } = learnt ?? match;
  const known = asked("q4", [candidate]);
  expect(fitsSomebody(step.state as State, at, known)).toBe(true);
  expect(strongest(step.state as State, at, known)).toBe(false);
  expect(against(judge(step.state as State, at, { contact: tom, known, now: NOW }), "swept")).toBeNull();
  expect(say("no")).toContain("is forgotten");
  expect(withLinks(step.state as State, [match])[0]).toMatchObject({ proposed: false, stretch: null });
  expect(answering.did).toMatchObject([
    { kind: "link", before: null },
    { kind: "link", before: { said: "yes" } },
  ]);
});

test("what hangs on no link teaches none", () => {
  const step: Step = { state: draft(stateOf()), mails: [], because: [] };
  const plain = asked("q5", [{ ...far(tom, 0.9, false), stretch: null }]);
  expect(keepLink({ step, now: NOW, did: [] }, plain, tom, { code: "1a", said: "yes" })).toBeNull();
  expect(step.state.links).toEqual({});
});
