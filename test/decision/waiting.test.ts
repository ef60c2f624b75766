/** Of equals who waited longest comes first, and rivals beside each other are not offered without a word (C7). */
import { expect, test } from "vitest";
import { presentQuery } from "../../src/decision/present.ts";
import type { Candidate, State } from "../../src/decision/state.ts";
import { contact, desk, NOW, passedOn, query, stateWith } from "./desk.ts";

const ana = contact({ name: "Ana Ruiz" });
const peter = contact({ name: "Peter Grau" });

function fits(name: { readonly id: Candidate["contactId"] }, score: number): Candidate {
  return {
    contactId: name.id,
    score,
    proposed: true,
    because: ["sourdough (summary)"],
    evidence: [],
    heldBack: [],
    stretch: null,
  };
}

function shown(
  state: State,
  candidates = [fits(ana, 0.9), fits(peter, 0.89)],
  people = [ana, peter],
): readonly (readonly [string, Date | null, readonly string[]])[] {
  const { view } = presentQuery(state, desk(people), query({}, { candidates }), "1", NOW);
  return view.people.map(({ name, waitingSince, remarks }) => [name, waitingSince, remarks]);
}

const answered = { answeredAt: NOW.toISOString() };

test("nobody had any: the better fit first, and nothing is said", () => {
  expect(shown(stateWith())).toEqual([
    ["Ana Ruiz", null, []],
    ["Peter Grau", null, []],
  ]);
});

test("who never had one comes before who had, and it says so", () => {
  expect(shown(stateWith(passedOn(ana, 9, answered)))).toEqual([
    ["Peter Grau", null, ["has had none from you yet"]],
    ["Ana Ruiz", null, []],
  ]);
});

test("of two who had one, who waited longer comes first, with the day", () => {
  const [first, second] = shown(stateWith(passedOn(ana, 9, answered), passedOn(peter, 20, answered)));
  expect(first?.[0]).toBe("Peter Grau");
  expect(first?.[1]?.toISOString()).toBe("2026-12-31T15:00:00.000Z");
  expect(second).toEqual(["Ana Ruiz", null, []]);
});

test("a better fit is not overtaken, and nobody is said to wait", () => {
  const candidates = [fits(ana, 0.9), fits(peter, 0.6)];
  expect(shown(stateWith(passedOn(ana, 9, answered)), candidates)[0]).toEqual(["Ana Ruiz", null, []]);
});

test("what was stopped or came too late is no query they had", () => {
  const stopped = passedOn(ana, 9, answered, { status: "cancelled" });
  expect(shown(stateWith(stopped))[0]).toEqual(["Ana Ruiz", null, []]);
});

test("a rival offered above is named to the one below, and to nobody of the same house", () => {
  const house = { groups: ["rival:payroll"], organization: "One Ltd" };
  const [one, other, mate] = [
    contact({ name: "Ana Ruiz", ...house }),
    contact({ name: "Peter Grau", ...house, organization: "Two Ltd" }),
    contact({ name: "Joan Whitlock", ...house }),
  ];
  const people = [one, other, mate];
  const rows = shown(
    stateWith(),
    people.map((each, nth) => fits(each, 0.9 - nth / 5)),
    people,
  );
  expect(rows.map(([, , remarks]) => remarks)).toEqual([
    [],
    ["Ana Ruiz stands above for this one, a rival (payroll)"],
    ["Peter Grau stands above for this one, a rival (payroll)"],
  ]);
});
