/** The announced nudge after a night asleep, of a contact whose clock nobody knows: hers is taken. */
import { expect, test } from "vitest";
import type { Step } from "../../src/decision/desk.ts";
import { followUp } from "../../src/decision/silent.ts";
import { draft, type QueryId } from "../../src/decision/state.ts";
import { contact, desk, passedOn, query, stateWith } from "./desk.ts";

const ANA = contact({ name: "Ana Ruiz", timezone: null });
const AT = desk([ANA], {
  followUp: "announced",
  owner: {
    name: "Nell Hartigan",
    addresses: ["nell@example.test"],
    zone: "America/Los_Angeles",
    signature: null,
  },
});

/** Sent two days before; it is 2 AM with her. */
function nudgesAtNight(closesAt: string): number {
  const night = new Date("2027-01-21T10:00:00Z");
  const known = query({ deadlineAt: closesAt }, { id: "old-2" as QueryId, closesAt });
  const state = { ...stateWith(passedOn(ANA, 2)), queries: { [known.id]: known } };
  const step: Step = { state: draft(state), mails: [], because: [] };
  followUp(step, AT, night);
  return step.mails.filter(({ name }) => name === "nudge").length;
}

test.each([
  ["waits for her morning", "2027-01-21T19:00:00Z", 0],
  ["does not, where that would be too late", "2027-01-21T17:30:00Z", 1],
])("it %s", (_case, closesAt, nudges) => {
  expect(nudgesAtNight(closesAt)).toBe(nudges);
});
