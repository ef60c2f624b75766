/** The month's sums, counted twice: at the post office, and in the assistant's own books. */
import type { Pass, State } from "../../decision/state.ts";
import { NELL, SENDALONG } from "./cast.ts";
import type { Lived, Posted } from "./world.ts";

export interface Sums {
  readonly "queries read": number;
  readonly "letters to Nell": number;
  readonly "passed on": number;
  readonly "nudges and receipts": number;
  readonly "answers to what was passed on": number;
  /** Passed on, by the contact's address. */
  readonly to: Readonly<Record<string, number>>;
}

/** What crossed the post office's counter. */
export function sumsOfPost({ posted, queryIds }: Lived): Sums {
  const ours = posted.filter(({ from }) => from === SENDALONG.address);
  const toPeople = ours.filter(({ to }) => !to.includes(NELL.address));
  const forwards = toPeople.filter(isForward);
  return {
    "queries read": queryIds.size,
    "letters to Nell": ours.length - toPeople.length,
    "passed on": forwards.length,
    "nudges and receipts": toPeople.length - forwards.length,
    "answers to what was passed on": answered(posted, forwards),
    to: tally(forwards.flatMap(({ to }) => to)),
  };
}

function isForward({ message }: Posted): boolean {
  return message.inReplyTo === null && message.autoSubmitted === null;
}

/** Forwards that somebody answered by hand. */
function answered(posted: readonly Posted[], forwards: readonly Posted[]): number {
  const named = new Set(
    posted
      .filter(
        ({ from, message }) =>
          from !== SENDALONG.address && from !== NELL.address && message.automatic === null,
      )
      .flatMap(({ message }) => [message.inReplyTo, ...message.references]),
  );
  return forwards.filter(({ message }) => message.messageId !== null && named.has(message.messageId)).length;
}

/** What the assistant wrote down: its State, and what it has put away since. */
export function sumsOfBooks(state: State, archived: readonly unknown[]): Sums {
  const kept = [...Object.values(state.queries), ...archived.filter((each) => has(each, "closesAt"))];
  const passes = [
    ...Object.values(state.passes),
    ...(archived.filter((each) => has(each, "decidedAt")) as Pass[]),
  ];
  const sent = Object.values(state.outbox).filter(({ status }) => status === "sent");
  const toPeople = sent.filter(({ toOwner }) => !toOwner);
  const forwards = toPeople.filter(({ kind }) => kind === "forward");
  return {
    "queries read": kept.length,
    "letters to Nell": sent.length - toPeople.length,
    "passed on": forwards.length,
    "nudges and receipts": toPeople.length - forwards.length,
    "answers to what was passed on": passes.filter(({ answeredAt }) => answeredAt !== null).length,
    to: tally(forwards.map(({ to }) => to)),
  };
}

function has(record: unknown, key: string): boolean {
  return typeof record === "object" && record !== null && key in record;
}

function tally(names: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/** Where the two differ, and what must not have happened; empty: all is well. */
export function differences(post: Sums, books: Sums): readonly string[] {
  const names = Object.keys(post).filter((name) => name !== "to") as Exclude<keyof Sums, "to">[];
  const people = [...new Set([...Object.keys(post.to), ...Object.keys(books.to)])];
  return [
    ...names
      .filter((name) => post[name] !== books[name])
      .map((name) => `${name}: the post office has ${post[name]}, the books ${books[name]}`),
    ...people
      .filter((address) => post.to[address] !== books.to[address])
      .map(
        (address) =>
          `to ${address}: the post office has ${post.to[address] ?? 0}, the books ${books.to[address] ?? 0}`,
      ),
  ];
}

/** Mails of ours to anybody who is not of the cast, or twice the same to the same person. */
export function wrongs(posted: readonly Posted[], cast: ReadonlySet<string>): readonly string[] {
  const ours = posted.filter(({ from }) => from === SENDALONG.address);
  const strangers = ours.flatMap(({ to }) => to).filter((address) => !cast.has(address));
  const seen = new Set<string>();
  const twice = ours.filter(({ to, message }) => {
    const key = `${to.join()} ${message.subject} ${message.text}`;
    return seen.size === seen.add(key).size;
  });
  return [
    ...strangers.map((address) => `a mail went to ${address}, who is nobody of the month`),
    ...twice.map(({ to, message }) => `twice to ${to.join()}: ${message.subject}`),
  ];
}
