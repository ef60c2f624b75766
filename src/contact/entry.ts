/** One entry of contacts.json: each key read by its own small rule, each fault kept to its key. */
import { durationMs, isZone } from "../time.ts";
import type { Contact, ContactId } from "./contact.ts";
import { bareAddress } from "./names.ts";

/** What is wrong with one key; `key` null: with the entry as a whole. */
export interface EntryFault {
  readonly key: string | null;
  readonly text: string;
}

export interface Entry {
  /** Null when there is no name, or no address where one is needed. The id is empty until one is given. */
  readonly contact: Contact | null;
  readonly faults: readonly EntryFault[];
}

/** Keys also read, by the key they stand for. */
export const ALIASES: Readonly<Record<string, string>> = {
  org: "organization",
  company: "organization",
  address: "addresses",
  email: "addresses",
  emails: "addresses",
};

const TONES = ["close", "colleague", "formal"] as const;
const STATUS = /^(?:active|stopped|bouncing|paused(?: until \d{4}-\d{2}-\d{2})?)$/;
const SERVICE_WISH = /^(?:always(?: (?:0?\.\d+|1(?:\.0+)?|0))?|never|ask)$/;

export function readEntry(raw: unknown, needsAddress: boolean): Entry {
  if (!isRecord(raw))
    return { contact: null, faults: [{ key: null, text: "a contact is an object in { }" }] };
  const keys = new Keys(raw);
  const contact = readKeys(keys);
  if (contact.name === "") keys.fault("name", "a contact needs a name");
  else if (needsAddress && contact.addresses.length === 0)
    keys.fault("addresses", "a contact needs at least one address");
  else return { contact, faults: keys.faults };
  return { contact: null, faults: keys.faults };
}

function readKeys(keys: Keys): Contact {
  return {
    id: (keys.text("id") ?? "") as ContactId,
    name: keys.text("name") ?? "",
    addresses: readAddresses(keys),
    organization: keys.text("organization"),
    interests: keys.list("interests"),
    outlets: keys.list("outlets"),
    categories: keys.list("categories"),
    groups: keys.list("groups"),
    regions: keys.list("regions"),
    languages: keys.list("languages"),
    roles: keys.list("roles"),
    services: readServices(keys),
    timezone: keys.checked("timezone", isZone, "is no time zone; write it like Europe/Madrid"),
    tone: readTone(keys),
    greeting: keys.text("greeting"),
    perWeek: keys.number("perWeek"),
    every: keys.checked("every", isDuration, "should be a time like 6w or 10d"),
    latest: keys.checked("latest", isDuration, "should be a time like 6w or 10d"),
    notes: keys.text("notes"),
    metAt: keys.text("metAt"),
    status:
      keys.checked("status", isStatus, "should be active, stopped, bouncing or paused until 2026-12-01") ??
      "active",
  };
}

function readTone(keys: Keys): Contact["tone"] {
  const tone = keys.checked("tone", isTone, `should be ${TONES.join(", ")}`);
  return TONES.find((each) => each === tone) ?? "colleague";
}

function readAddresses(keys: Keys): string[] {
  const read = keys.list("addresses").map((each) => ({ each, address: bareAddress(each) }));
  for (const { each, address } of read) {
    if (address === null) keys.fault("addresses", `"${each}" is no mail address`);
  }
  return [...new Set(read.flatMap(({ address }) => (address === null ? [] : [address])))];
}

function readServices(keys: Keys): Record<string, string> {
  const raw = keys.value("services");
  if (raw === undefined || raw === null) return {};
  if (!isRecord(raw)) {
    keys.fault("services", 'should look like {"haro": "always"}');
    return {};
  }
  const wishes = Object.entries(raw).map(
    ([service, wish]) => [service.toLowerCase(), String(wish).trim().toLowerCase()] as const,
  );
  const good = wishes.filter(([, wish]) => SERVICE_WISH.test(wish));
  for (const [service, wish] of wishes) {
    if (!SERVICE_WISH.test(wish))
      keys.fault("services", `${service}: "${wish}" should be always, always 0.8 or never`);
  }
  return Object.fromEntries(good);
}

/** The keys of one entry, aliases resolved, faults gathered on the way. */
class Keys {
  readonly faults: EntryFault[] = [];
  readonly #values = new Map<string, unknown>();

  constructor(raw: Readonly<Record<string, unknown>>) {
    for (const [key, value] of Object.entries(raw)) {
      const known = ALIASES[key] ?? key;
      if (known === key || !this.#values.has(known)) this.#values.set(known, value);
    }
  }

  value(key: string): unknown {
    return this.#values.get(key);
  }

  fault(key: string, text: string): void {
    this.faults.push({ key, text });
  }

  /** Null when absent, empty or not a text. */
  text(key: string): string | null {
    const value = this.value(key);
    if (value === undefined || value === null) return null;
    if (typeof value === "number") return String(value);
    if (typeof value === "string") return value.trim() === "" ? null : value.trim();
    this.fault(key, "should be text in double quotes");
    return null;
  }

  checked(key: string, isGood: (value: string) => boolean, else_: string): string | null {
    const value = this.text(key);
    if (value === null || isGood(value)) return value;
    this.fault(key, `"${value}" ${else_}`);
    return null;
  }

  /** A list of texts; one text is cut at its commas, quoted phrases left whole. */
  list(key: string): string[] {
    const value = this.value(key);
    if (value === undefined || value === null) return [];
    if (typeof value === "string") return splitList(value);
    if (!Array.isArray(value)) {
      this.fault(key, 'should be a list like ["one", "two"]');
      return [];
    }
    const texts = value.filter((each) => typeof each === "string" || typeof each === "number");
    if (texts.length < value.length) this.fault(key, "holds something that is no text");
    return texts.map((each) => String(each).trim()).filter((each) => each !== "");
  }

  number(key: string): number | null {
    const value = this.value(key);
    if (value === undefined || value === null || value === "") return null;
    const number = Number(value);
    if (Number.isFinite(number) && number >= 0 && typeof value !== "boolean") return number;
    this.fault(key, "should be a number, 0 or more");
    return null;
  }
}

/** `baking, "food science, and more"; -crypto` -> three pieces. */
export function splitList(text: string): string[] {
  const pieces = text.match(/(?:"[^"]*"|[^,;\n"]|")+/g) ?? [];
  return pieces.map((piece) => piece.trim()).filter((piece) => piece !== "");
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isTone(value: string): boolean {
  return TONES.some((tone) => tone === value);
}

function isDuration(value: string): boolean {
  return durationMs(value) !== null;
}

function isStatus(value: string): boolean {
  return STATUS.test(value);
}
