/** What is left of a State, or of any record of ours, when nothing in it may name somebody any more. */
import type { Contact } from "../contact/contact.ts";
import { firstName } from "../contact/contacts.ts";
import { checkState, type State } from "./state.ts";
import { cameToNothing } from "./status.ts";

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
  const walk = (value: unknown, word: Word): unknown => {
    if (typeof value === "string") return reword[word](value);
    if (Array.isArray(value))
      return value.filter((each) => !isAbout(each)).flatMap((each) => walk(each, word) ?? []);
    if (typeof value !== "object" || value === null) return value;
    const own = value as Readonly<Record<string, unknown>>;
    if (["contactId", "keep", "other"].some((key) => isAbout(own[key]))) return undefined;
    const inner = isOurs(own) ? "first" : word;
    const kept = Object.entries(own).flatMap(([key, each]) => {
      const left =
        inKey.test(key) || isAbout(each) ? undefined : isTheirs(key, own) ? each : walk(each, inner);
      return left === undefined ? [] : [[reword.whole(key), left] as const];
    });
    return Object.fromEntries(kept);
  };
  return (value) => walk(value, "whole");
}

/** Whole names only, or the first name too. */
type Word = "whole" | "first";

/** A letter, a mail of ours or a mail that waits: what stands in it was worded here, or by her. */
function isOurs(own: Readonly<Record<string, unknown>>): boolean {
  return ("items" in own && "did" in own) || "toOwner" in own || "commands" in own;
}

/** A query stands as it came, and is known again by its identities. */
function isTheirs(key: string, own: Readonly<Record<string, unknown>>): boolean {
  return "identities" in own && "seenIn" in own && (key === "query" || key === "identities");
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

/** Names, addresses and ids; the first name too where it is asked for and nobody else bears it. */
function rewording(
  people: readonly Named[],
  others: readonly Pick<Contact, "name">[],
): Readonly<Record<Word, (text: string) => string>> {
  const taken = new Set(others.flatMap(({ name }) => name.toLowerCase().split(/\s+/)));
  const whole = people.flatMap(({ id, name, addresses }) => [name, id, ...addresses]);
  const first = people.map(firstName);
  const free = first.filter((each) => !taken.has(each.toLowerCase()) && each.length > 1);
  return { whole: without(whole), first: without([...whole, ...free]) };
}

function without(words: readonly string[]): (text: string) => string {
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
  const { storeId, storeKey, mailboxes, keys, marks, identities } = state;
  return {
    ...checkState(erase({ ...state, mailboxes: {}, keys: {}, marks: {}, identities: {} })),
    storeId,
    storeKey,
    mailboxes,
    keys,
    marks,
    identities,
  };
}

/** Mails of which no bytes are needed any more: they may hold what is to be erased. */
export function spentMails(state: State): readonly string[] {
  return Object.values(state.outbox).flatMap(({ id, status, filed }) =>
    (status === "sent" && filed) || cameToNothing(status) ? [id] : [],
  );
}
