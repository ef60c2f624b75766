/** What is left of a State, or of any record of ours, when nothing in it may name somebody any more. */
import type { Contact } from "../contact/contact.ts";
import { checkState, type State } from "./state.ts";

/** Gives a value without the person, undefined when the value itself is about nobody else. */
export type Eraser = (value: unknown) => unknown;

/** Stands where a name stood. */
const SOMEBODY = "somebody";

type Named = Pick<Contact, "id" | "name" | "addresses">;

/**
 * @param others those who stay: what they are called is left alone.
 */
export function eraserOf(person: Named, others: readonly Pick<Contact, "name">[]): Eraser {
  const reword = rewording(person, others);
  const isAbout = (value: unknown) => value === person.id;
  const inKey = new RegExp(`(?:^|[ :])${escaped(person.id)}(?:$|[ :])`);
  const walk = (value: unknown): unknown => {
    if (typeof value === "string") return reword(value);
    if (Array.isArray(value))
      return value.filter((each) => !isAbout(each)).flatMap((each) => walk(each) ?? []);
    if (typeof value !== "object" || value === null) return value;
    if (["contactId", "keep", "other"].some((key) => isAbout((value as Record<string, unknown>)[key])))
      return undefined;
    const kept = Object.entries(value).flatMap(([key, each]) => {
      const left = inKey.test(key) || isAbout(each) ? undefined : isPrinted(key, each) ? each : walk(each);
      return left === undefined ? [] : [[reword(key), left] as const];
    });
    return Object.fromEntries(kept);
  };
  return walk;
}

/** A journalist's words stand as they came. */
function isPrinted(key: string, value: unknown): boolean {
  return key === "query" && typeof value === "object" && value !== null && "routes" in value;
}

/** Name, addresses and id; the first name too, where nobody else bears it. */
function rewording(
  { id, name, addresses }: Named,
  others: readonly Pick<Contact, "name">[],
): (text: string) => string {
  const [first = name] = name.split(/\s+/);
  const isShared = others.some((each) => each.name.toLowerCase().split(/\s+/).includes(first.toLowerCase()));
  const words = [name, id, ...addresses, ...(isShared || first.length < 2 ? [] : [first])];
  const found = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${words
      .toSorted((a, b) => b.length - a.length)
      .map(escaped)
      .join("|")})(?![\\p{L}\\p{N}])`,
    "giu",
  );
  return (text) => text.replace(found, SOMEBODY);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** The State without them. What said so that they are to be erased is gone as well. */
export function stateWithout(state: State, erase: Eraser): State {
  // Keys and secrets are not words: they are put back as they were.
  const { storeId, storeKey, mailboxes, keys, marks } = state;
  return {
    ...checkState(erase({ ...state, mailboxes: {}, keys: {}, marks: {} })),
    storeId,
    storeKey,
    mailboxes,
    keys,
    marks,
  };
}

/** Mails of which no bytes are needed any more: they may hold what is to be erased. */
export function spentMails(state: State): readonly string[] {
  return Object.values(state.outbox).flatMap(({ id, status, filed }) =>
    (status === "sent" && filed) || ["cancelled", "expired", "failed"].includes(status) ? [id] : [],
  );
}
