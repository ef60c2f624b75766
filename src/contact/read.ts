/** Her contacts.json, forgiving in what is read: one bad key costs that key, one bad entry that entry (G3). */
import type { Contact, ContactId } from "./contact.ts";
import { type Entry, isRecord, readEntry } from "./entry.ts";
import { jsonLines } from "./json-lines.ts";
import { addressKey, slug } from "./names.ts";

export interface ContactProblem {
  /** From 1; null when it belongs to no line. */
  readonly line: number | null;
  /** Name or id of the contact, as far as known. */
  readonly contact: string | null;
  readonly key: string | null;
  readonly text: string;
}

export interface ParsedContacts {
  readonly contacts: Contact[];
  readonly problems: ContactProblem[];
  /** The JSON as it stood, for writing it back; undefined when the text is no JSON. */
  readonly raw: unknown;
}

export interface ParseOptions {
  /** False for `match`, which writes to nobody. */
  readonly needsAddress?: boolean;
}

/** Versions above this were written by a newer program. */
export const CONTACTS_VERSION = 1;

/** A problem before its line is looked up. `index` is the entry's place in the list. */
interface Finding {
  readonly index: number | null;
  readonly contact: string | null;
  readonly key: string | null;
  readonly text: string;
}

/** Reads `{"version":1,"contacts":[…]}` or a bare array; an empty text is an empty list. Never throws. */
export function parseContacts(text: string, { needsAddress = true }: ParseOptions = {}): ParsedContacts {
  const json = text.replace(/^\uFEFF/, "");
  if (json.trim() === "") return { contacts: [], problems: [], raw: undefined };
  const raw = tryParse(json);
  if (raw === undefined) return { contacts: [], problems: [syntaxProblem(json)], raw };

  const entries = rawEntries(raw).map((each) => readEntry(each, needsAddress));
  const { contacts, findings } = withIds(entries);
  const all = [...wholeFindings(raw), ...entryFindings(entries, rawEntries(raw)), ...findings];
  return { contacts, problems: located(all, json, Array.isArray(raw)), raw };
}

/** The entries of the file, whichever of its two shapes it has. */
export function rawEntries(raw: unknown): readonly unknown[] {
  if (Array.isArray(raw)) return raw;
  return isRecord(raw) && Array.isArray(raw.contacts) ? raw.contacts : [];
}

/** No id is made of these: any table by id seems to know them (a contact named "Constructor"). */
const EVERY_OBJECT_HAS = Object.getOwnPropertyNames(Object.prototype);

/** Gives every contact its own id and reports ids and addresses that two share. Entries and contacts keep their order. */
export function withIds(entries: readonly Entry[]): { contacts: Contact[]; findings: Finding[] } {
  const taken = new Set<string>();
  const stated = new Set([
    ...EVERY_OBJECT_HAS,
    ...entries.flatMap(({ contact }) => (contact === null ? [] : [contact.id as string])),
  ]);
  const owners = new Map<string, string>();
  const findings: Finding[] = [];
  const contacts = entries.flatMap(({ contact }, index) => {
    if (contact === null) return [];
    if (taken.has(contact.id))
      findings.push({
        index,
        contact: contact.name,
        key: "id",
        text: `the id "${contact.id}" is taken; each contact has its own`,
      });
    const id =
      contact.id !== "" && !taken.has(contact.id)
        ? contact.id
        : freeId(slug(contact.name) ?? "contact", taken, stated);
    taken.add(id);
    findings.push(...sharedAddresses(contact, index, owners));
    return [{ ...contact, id: id as ContactId }];
  });
  return { contacts, findings };
}

function freeId(wanted: string, taken: ReadonlySet<string>, stated: ReadonlySet<string>): string {
  let id = wanted;
  for (let count = 2; taken.has(id) || stated.has(id); count++) id = `${wanted}-${count}`;
  return id;
}

function sharedAddresses(contact: Contact, index: number, owners: Map<string, string>): Finding[] {
  return contact.addresses.flatMap((address) => {
    const key = addressKey(address);
    const owner = owners.get(key);
    owners.set(key, owner ?? contact.name);
    if (owner === undefined || owner === contact.name) return [];
    return [{ index, contact: contact.name, key: "addresses", text: `${address} stands at ${owner} too` }];
  });
}

function wholeFindings(raw: unknown): Finding[] {
  const whole = (key: string | null, text: string): Finding[] => [{ index: null, contact: null, key, text }];
  if (Array.isArray(raw)) return [];
  if (!isRecord(raw) || !Array.isArray(raw.contacts))
    return whole("contacts", 'should look like {"version": 1, "contacts": […]}');
  const { version } = raw;
  if (version === undefined || (typeof version === "number" && version <= CONTACTS_VERSION)) return [];
  return whole(
    "version",
    `version ${String(version)} is newer than this program, which knows ${CONTACTS_VERSION}`,
  );
}

function entryFindings(entries: readonly Entry[], raw: readonly unknown[]): Finding[] {
  return entries.flatMap((entry, index) =>
    entry.faults.map(({ key, text }) => ({ index, contact: nameOf(raw[index]), key, text })),
  );
}

function nameOf(entry: unknown): string | null {
  if (!isRecord(entry)) return null;
  const name = [entry.name, entry.id].find((each) => typeof each === "string" && each.trim() !== "");
  return typeof name === "string" ? name : null;
}

/** Lines are looked up only when there is something to report: it means reading the text a second time. */
function located(findings: readonly Finding[], json: string, isBare: boolean): ContactProblem[] {
  if (findings.length === 0) return [];
  const { lines } = jsonLines(json);
  return findings.map(({ index, contact, key, text }) => {
    const entry = index === null ? "" : isBare ? `${index}` : `contacts/${index}`;
    const path = [entry, key ?? ""].filter((part) => part !== "").join("/");
    return { line: lines.get(path) ?? lines.get(entry) ?? null, contact, key, text };
  });
}

function syntaxProblem(json: string): ContactProblem {
  const { fault } = jsonLines(json);
  return { line: fault?.line ?? null, contact: null, key: null, text: fault?.text ?? "this is no JSON" };
}

function tryParse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
