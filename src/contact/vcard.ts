/** vCards 3.0 (RFC 2426) and 4.0 (RFC 6350) in and out, 2.1 in, as phones, Apple, Google and Outlook write them. */
import ical, { type Component, type Property } from "ical.js";
import type { Contact } from "./contact.ts";
import { modern } from "./vcard-old.ts";

/** An entry of an address book: keys as in contacts.json, and what it is called in the book. */
export interface BookEntry {
  readonly where: string;
  /** Null: it could not be read, and why. */
  readonly raw: Readonly<Record<string, unknown>> | null;
  readonly fault: string | null;
}

/** Groups that every Google account has. */
export const NO_GROUP =
  /^\*? ?(?:my ?contacts|starred(?: in android)?|friends|family|coworkers|imported on .*)$/i;
/** Ours, where a vCard has no place for it. */
const OWN = "x-sendalong";

export function readVcards(text: string): readonly BookEntry[] {
  const cards = text.split(/^(?=BEGIN:VCARD)/im).filter((each) => /^BEGIN:VCARD/i.test(each));
  return cards.map((card, at) => readCard(card, `card ${at + 1}`));
}

function readCard(card: string, where: string): BookEntry {
  try {
    const parsed = ical.parse(modern(withoutPictures(card)).trim());
    const [, properties] = (Array.isArray(parsed[0]) ? parsed[0] : parsed) as Component;
    const raw = entryOf(properties);
    return { where: raw.name === "" ? where : `${where}, ${raw.name}`, raw, fault: null };
  } catch {
    const [, name = ""] = /^FN[^:\n]*:(.*)$/im.exec(card) ?? [];
    return {
      where: name === "" ? where : `${where}, ${name.trim()}`,
      raw: null,
      fault: "it is no vCard I can read; export as vCard 3.0 or 4.0",
    };
  }
}

/** Most of a phone's book is photographs. */
function withoutPictures(card: string): string {
  return card.replace(/^(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:].*(?:\r?\n[ \t].*)*\r?\n/gim, "");
}

function entryOf(properties: readonly Property[]) {
  const all = (name: string) => properties.filter((each) => each[0] === name);
  const texts = (name: string) =>
    all(name)
      .flatMap(([, , , ...values]) => values.flatMap(flat))
      .filter((each) => each !== "");
  const own = ownKeys(texts(OWN)[0] ?? "");
  const [, , , city = "", region = "", , country = ""] = parts(all("adr")[0]?.[3]);
  const place = [city, region === city ? "" : region, country].filter((each) => each !== "").join(", ");
  const timezone = texts("tz").find((each) => /^[A-Z]\w+\/\w/.test(each));
  return {
    name: texts("fn")[0] ?? nameOf(all("n")[0]),
    addresses: byPreference(all("email")).flatMap(([, , , value]) => flat(value)),
    ...some("organization", parts(all("org")[0]?.[3])[0]),
    ...some("roles", texts("title")),
    ...some(
      "groups",
      texts("categories").filter((each) => !NO_GROUP.test(each)),
    ),
    ...some("interests", [...texts("interest"), ...texts("expertise")]),
    ...some("languages", texts("lang")),
    ...some("regions", place === "" ? [] : [place]),
    ...some("timezone", timezone),
    ...some("notes", texts("note").join("\n")),
    ...own,
  };
}

/** Nothing where there is nothing: what is empty is not said. */
function some(key: string, value: string | readonly string[] | undefined): Readonly<Record<string, unknown>> {
  return value === undefined || value.length === 0
    ? {}
    : { [key]: typeof value === "string" ? value.trim() : value };
}

function parts(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map((each) =>
    typeof each === "string" ? each.trim() : "",
  );
}

function flat(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).flatMap((each) =>
    typeof each === "string" ? each.trim() : [],
  );
}

/** `Ruiz;Ana;María;Dr.;` -> `Ana María Ruiz`. */
function nameOf(property: Property | undefined): string {
  const [last = "", first = "", middle = ""] = parts(property?.[3]);
  return [first, middle, last].filter((each) => each !== "").join(" ");
}

/** PREF=1 (RFC 6350 §5.3), `TYPE=pref` (RFC 2426 §3.3.2); else in their order. */
function byPreference(properties: readonly Property[]): readonly Property[] {
  const rank = ([, { pref, type }]: Property) =>
    typeof pref === "string"
      ? Number(pref)
      : [type ?? []].flat().some((each) => each.toLowerCase() === "pref")
        ? 0
        : 101;
  return properties.toSorted((a, b) => rank(a) - rank(b));
}

function ownKeys(text: string): Readonly<Record<string, unknown>> {
  if (text === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}

/** Kept as JSON in one line of ours: what vCard has no line for. */
const OWN_KEYS = [
  "outlets",
  "categories",
  "regions",
  "services",
  "tone",
  "greeting",
  "perWeek",
  "every",
  "latest",
  "metAt",
  "status",
] as const;

/** One card a contact, version 4.0, CRLF line ends. */
export function writeVcards(contacts: readonly Contact[]): string {
  return contacts.map((contact) => `${ical.stringify(["vcard", cardOf(contact), []])}\r\n`).join("");
}

function cardOf(contact: Contact): Property[] {
  const { name, addresses, organization, interests, groups, languages, roles, timezone, notes } = contact;
  const words = name.split(/\s+/);
  const line = (key: string, values: readonly (string | null)[]): Property[] =>
    values.flatMap((value) => (value === null || value === "" ? [] : [[key, {}, "text", value]]));
  const own = Object.fromEntries(
    OWN_KEYS.filter((key) => !isPlain(key, contact[key])).map((key) => [key, contact[key]]),
  );
  return [
    ["version", {}, "text", "4.0"],
    ["fn", {}, "text", name],
    ["n", {}, "text", [words.at(-1) ?? "", words.slice(0, -1).join(" "), "", "", ""]],
    ...addresses.map((address, at): Property => ["email", at === 0 ? { pref: "1" } : {}, "text", address]),
    ...line("org", [organization]),
    ...line("title", roles),
    ...line("interest", interests),
    ...line("lang", languages),
    ...line("tz", [timezone]),
    ...(groups.length === 0 ? [] : [["categories", {}, "text", ...groups] as Property]),
    ...line("note", [notes]),
    ...(Object.keys(own).length === 0 ? [] : line(OWN, [JSON.stringify(own)])),
  ];
}

function isPlain(key: string, value: unknown): boolean {
  if (value === null || (key === "tone" && value === "colleague") || (key === "status" && value === "active"))
    return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}
