/** A whole address book by mail, and again: every person once, State small again once the file has them. */
import { expect, test } from "vitest";
import type { Contact } from "../../src/contact/contact.ts";
import { beginAnswering } from "../../src/decision/answer.ts";
import type { Step } from "../../src/decision/desk.ts";
import { dropOvertaken, edited, liveDesk } from "../../src/decision/edits.ts";
import { takeInBooks } from "../../src/decision/people-import.ts";
import { draft, emptyState, type State } from "../../src/decision/state.ts";
import type { MailKey } from "../../src/message/message.ts";
import { desk, NOW } from "./desk.ts";

const PEOPLE = 2000;

function bookOf(address: (n: number) => string): Uint8Array {
  const rows = Array.from({ length: PEOPLE }, (_, n) => `Person ${n},${address(n)}\n`);
  return Buffer.from(`Name,Email\n${rows.join("")}`);
}

function takeIn(state: State, contacts: readonly Contact[], content: Uint8Array) {
  const step: Step = { state: draft(state), mails: [], because: [] };
  const live = liveDesk(desk(contacts), step);
  const mail = { key: "k" as MailKey, messageId: null, subject: null, sentAt: NOW };
  const answering = beginAnswering({ step, desk: live, now: NOW, trust: "full", mail, letter: null });
  takeInBooks(answering, [{ filename: "people.csv", content }]);
  return { state: step.state as State, done: answering.done.map(({ text }) => text), did: answering.did };
}

test(`${PEOPLE} people, twice, then each with a further address`, () => {
  const once = takeIn(
    emptyState("store", "00"),
    [],
    bookOf((n) => `p${n}@example.org`),
  );
  expect(once.done).toEqual([`${PEOPLE} people added, 0 known already`]);
  const file = edited([], once.state.edits);
  const step: Step = { state: draft(once.state), mails: [], because: [] };
  dropOvertaken(step, desk(file));
  expect(step.state.edits).toEqual({});
  const again = takeIn(
    step.state as State,
    file,
    bookOf((n) => `P${n}+x@Example.org`),
  );
  expect(again.done).toEqual([`0 people added, ${PEOPLE} known already`]);
  expect(again.state.edits).toEqual({});
  const grown = takeIn(
    again.state,
    file,
    bookOf((n) => `p${n}@example.org;p${n}@home.example`),
  );
  expect(grown.done).toEqual([`0 people added, ${PEOPLE} known already`]);
  expect(edited(file, grown.state.edits).every(({ addresses }) => addresses.length === 2)).toBe(true);
  // So many are not kept in mind for an undo.
  expect(once.did).toEqual([]);
});

test("an answer alone does not prove that a book is hers", () => {
  const step: Step = { state: draft(emptyState("store", "00")), mails: [], because: [] };
  const live = liveDesk(desk([]), step);
  const mail = { key: "k" as MailKey, messageId: null, subject: null, sentAt: NOW };
  const answering = beginAnswering({ step, desk: live, now: NOW, trust: "thread", mail, letter: null });
  takeInBooks(answering, [{ filename: "people.csv", content: bookOf((n) => `p${n}@example.org`) }]);
  expect(step.state.edits).toEqual({});
  expect(answering.didYouMean).toMatchObject([{ line: "people.csv" }]);
});
