/** A person on one line, as she writes it in a mail: `Ana Ruiz ana@x.com: baking, "food science", -crypto; Madrid`. */
import type { Contact, ContactId } from "./contact.ts";
import { splitList } from "./entry.ts";
import { addressKey, bareAddress } from "./names.ts";

/** What the line says; the rest of a contact is empty. */
export type Named = Pick<Contact, "name" | "addresses" | "organization" | "interests" | "regions">;

/** An address, its angle brackets and the comma or colon after it. */
const ADDRESS = /<?(?:mailto:)?[^\s<>(),;:"@]{1,64}@[^\s<>(),;:"@]+\.[^\s<>(),;:"@.]+>?/gi;

/** Null when the line names nobody with an address. */
export function personOnLine(line: string): Named | null {
  const text = line.replace(/[“”„«»]/g, '"').trim();
  const { head, interests, place } = partsOf(text);
  const addresses = unique((head.match(ADDRESS) ?? []).flatMap((each) => bareAddress(each) ?? []));
  const [first] = addresses;
  if (first === undefined) return null;
  const { name, organization } = namedIn(head.replace(ADDRESS, " , "));
  return {
    name: name ?? nameFrom(first),
    addresses,
    organization,
    interests: interestsIn(interests),
    regions: place === "" ? [] : [place.replace(/[.\s]+$/, "")],
  };
}

function unique(addresses: readonly string[]): string[] {
  return addresses.filter(
    (each, at) => addresses.findIndex((one) => addressKey(one) === addressKey(each)) === at,
  );
}

/** Up to the colon after the last address, from there to the semicolon, and behind it. */
function partsOf(text: string): {
  readonly head: string;
  readonly interests: string;
  readonly place: string;
} {
  const addresses = [...text.matchAll(ADDRESS)];
  const last = addresses.at(-1);
  const end = last === undefined ? text.length : last.index + last[0].length;
  const [, head = "", rest = ""] = /^([^:;]*)([\s\S]*)$/.exec(text.slice(end)) ?? [];
  const [interests = "", place = ""] = cutOutsideQuotes(rest.replace(/^:/, ""), ";");
  return { head: text.slice(0, end) + head, interests, place: place.trim() };
}

/** In two, at the first such sign that stands in no quotes. */
export function cutOutsideQuotes(text: string, sign: string): readonly string[] {
  let isQuoted = false;
  for (const [at, char] of [...text].entries()) {
    if (char === '"') isQuoted = !isQuoted;
    if (char === sign && !isQuoted) return [text.slice(0, at), text.slice(at + 1)];
  }
  return [text];
}

/** What is left beside the addresses: the name, and behind a comma, `at`, `of` or in brackets where they work. */
function namedIn(head: string): { readonly name: string | null; readonly organization: string | null } {
  const [, bracketed = ""] = /\(([^()]+)\)/.exec(head) ?? [];
  const pieces = head
    .replace(/\([^()]*\)/g, " ")
    .replace(/"/g, "")
    .split(/\s*,\s*| (?:at|of|from) /)
    .map((piece) => piece.replace(/\s+/g, " ").trim())
    .filter((piece) => piece !== "");
  const [name, ...others] = pieces;
  const organization = [bracketed.trim(), ...others].find((each) => each !== "") ?? null;
  return { name: name ?? null, organization };
}

/** `ana.ruiz+x@example.org` -> `Ana Ruiz`. */
export function nameFrom(address: string): string {
  const local = addressKey(address).split("@")[0] ?? address;
  const words = local.split(/[._-]+/).filter((word) => word !== "");
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(" ");
}

/** `not crypto`, `no crypto` and `- crypto` are `-crypto`; each once. */
function interestsIn(text: string): string[] {
  const said = splitList(text).map((each) =>
    each
      .replace(/^and /i, "")
      .replace(/^(?:-|–|—|not |no |never )\s*/i, "-")
      .replace(/^\+\s*/, "")
      .replace(/[.]+$/, "")
      .trim(),
  );
  return said.filter((each, at) => each !== "" && each !== "-" && said.indexOf(each) === at);
}

/** A contact with nothing but what is given; its keys in the order of contacts.json, so that equal ones compare equal. */
export function contactWith({
  name,
  addresses,
  ...others
}: Partial<Contact> & Pick<Contact, "name" | "addresses">): Contact {
  return {
    id: "" as ContactId,
    name,
    addresses,
    organization: null,
    interests: [],
    outlets: [],
    categories: [],
    groups: [],
    regions: [],
    languages: [],
    roles: [],
    services: {},
    timezone: null,
    tone: "colleague",
    greeting: null,
    perWeek: null,
    every: null,
    latest: null,
    notes: null,
    metAt: null,
    status: "active",
    ...others,
  };
}
