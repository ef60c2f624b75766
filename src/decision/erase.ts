/** What is left of a State, or of any record of ours, when nothing in it may name somebody any more. */
import type { Contact } from "../contact/contact.ts";
import { checkState, type State } from "./state.ts";

/** Gives a value without the person, undefined when the value itself is about nobody else. */
export type Eraser = (value: unknown) => unknown;

/** Stands where a name stood. */
const SOMEBODY = "somebody";

export type Named = Pick<Contact, "id" | "name" | "addresses">;

/**
 * @param people one person, under each name he had here.
 * @param others those who stay: what they are called is left alone.
 */
export function eraserOf(people: readonly Named[], others: readonly Pick<Contact, "name">[]): Eraser {
  const reword = rewording(people, others);
  const ids: ReadonlySet<unknown> = new Set(people.map(({ id }) => id));
  const isAbout = (value: unknown) => ids.has(value);
  const inKey = new RegExp(`(?:^|[ :])(?:${people.map(({ id }) => escaped(id)).join("|")})(?:$|[ :])`);
  const walk = (value: unknown): unknown => {
    if (typeof value === "string") return reword(value);
    if (Array.isArray(value))
      return value.filter((each) => !isAbout(each)).flatMap((each) => walk(each) ?? []);
    if (typeof value !== "object" || value === null) return value;
    const own = value as Readonly<Record<string, unknown>>;
    if (["contactId", "keep", "other"].some((key) => isAbout(own[key]))) return undefined;
    const kept = Object.entries(own).flatMap(([key, each]) => {
      const left = inKey.test(key) || isAbout(each) ? undefined : isPrinted(key, each) ? each : walk(each);
      return left === undefined ? [] : [[reword(key), left] as const];
    });
    return Object.fromEntries(kept);
  };
  return walk;
}

/** Entries that became one with this one: they name the same person. */
export function namesakesIn(state: State, id: Contact["id"]): readonly Named[] {
  const did = Object.values(state.letters).flatMap((letter) => letter.did);
  const merged = did.flatMap((each) => (each.kind === "merged" && each.keep === id ? [each.other] : []));
  return did.flatMap((each) => {
    const was = each.kind === "edit" && merged.includes(each.contactId) ? each.was : null;
    return typeof was === "object" && was !== null && "name" in was ? [was] : [];
  });
}

/** A journalist's words stand as they came. */
function isPrinted(key: string, value: unknown): boolean {
  return key === "query" && typeof value === "object" && value !== null && "routes" in value;
}

/** Names, addresses and ids; the first name too, where nobody else bears it. */
function rewording(
  people: readonly Named[],
  others: readonly Pick<Contact, "name">[],
): (text: string) => string {
  const taken = new Set(others.flatMap(({ name }) => name.toLowerCase().split(/\s+/)));
  const words = people.flatMap(({ id, name, addresses }) => {
    const [first = name] = name.split(/\s+/);
    return [name, id, ...addresses, ...(taken.has(first.toLowerCase()) || first.length < 2 ? [] : [first])];
  });
  const longestFirst = [...new Set(words)].toSorted((a, b) => b.length - a.length).map(escaped);
  const found = new RegExp(`(?<![\\p{L}\\p{N}])(?:${longestFirst.join("|")})(?![\\p{L}\\p{N}])`, "giu");
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
