/** A state.json of an earlier day is whole without the tables that came later. */
import { expect, test } from "vitest";
import { checkState, emptyState } from "../../src/decision/state.ts";

const LATER = ["edits", "muted", "admitted", "ignored", "declined", "lessons", "links", "away", "readSince"];

test("tables that came later are empty where they are missing", () => {
  const old = Object.fromEntries(
    Object.entries(emptyState("store", "00")).filter(([key]) => !LATER.includes(key)),
  );
  expect(checkState(old)).toEqual(emptyState("store", "00"));
});

test.each([
  ["outbox", undefined, '"outbox" is missing'],
  ["edits", [], '"edits" is of the wrong kind'],
  ["muted", null, '"muted" is of the wrong kind'],
])("%s that is %j is named", (key, value, why) => {
  expect(() => checkState({ ...emptyState("store", "00"), [key]: value })).toThrow(why);
});
