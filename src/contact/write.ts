/** contacts.json as it is written: made for her eyes and hands, the same order every time. */
import type { Contact } from "./contact.ts";
import { ALIASES, isRecord, readEntry } from "./entry.ts";
import { CONTACTS_VERSION, rawEntries, withIds } from "./read.ts";

/** The order of DESIGN 6. */
export const KEYS: readonly (keyof Contact)[] = [
  "id",
  "name",
  "addresses",
  "organization",
  "interests",
  "outlets",
  "categories",
  "groups",
  "regions",
  "languages",
  "roles",
  "services",
  "timezone",
  "tone",
  "greeting",
  "perWeek",
  "every",
  "latest",
  "notes",
  "metAt",
  "status",
];

/** Written even when empty, so that she sees where to fill in. */
const ALWAYS: ReadonlySet<string> = new Set(["id", "name", "addresses", "interests"]);

type Raw = Readonly<Record<string, unknown>>;

/**
 * The text of the file, one key a line.
 *
 * @param raw the file as last read. A key whose meaning did not change stays as she wrote it, keys we do not
 *   know stay, entries that could not be read stay; contacts missing from the list go.
 */
export function serializeContacts(contacts: readonly Contact[], raw?: unknown): string {
  const known = knownEntries(raw, new Set(contacts.map(({ id }) => id)));
  const entries = [
    ...contacts.map((contact) => written(contact, known.byId.get(contact.id))),
    ...known.unread,
  ];
  const others = Object.entries(isRecord(raw) ? raw : {}).filter(
    ([key]) => key !== "version" && key !== "contacts",
  );
  const lines = others.map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`);
  const list = entries.length === 0 ? "[]" : `[\n${entries.map(formatted).join(",\n")}\n  ]`;
  return `{\n  "version": ${CONTACTS_VERSION},\n${lines.join("")}  "contacts": ${list}\n}\n`;
}

interface Known {
  readonly byId: ReadonlyMap<string, { readonly raw: Raw; readonly contact: Contact }>;
  /** Entries that no contact could be made of. */
  readonly unread: readonly unknown[];
}

/** @param kept ids of those who stay; an entry without an address was never among those who could go. */
function knownEntries(raw: unknown, kept: ReadonlySet<string>): Known {
  const all = rawEntries(raw).map((each) => ({ raw: each, entry: readEntry(each, false) }));
  const read = all.filter(({ entry }) => entry.contact !== null);
  const { contacts } = withIds(read.map(({ entry }) => entry));
  const byId = new Map(
    contacts.flatMap((contact, index) => {
      const own = read[index]?.raw;
      return isRecord(own) ? [[contact.id as string, { raw: own, contact }] as const] : [];
    }),
  );
  const nameless = all.filter(({ entry }) => entry.contact === null).map((each) => each.raw);
  const unreached = contacts.flatMap(({ id, addresses }, index) =>
    addresses.length === 0 && !kept.has(id) ? [read[index]?.raw] : [],
  );
  return { byId, unread: [...nameless, ...unreached] };
}

function written(
  contact: Contact,
  before: { readonly raw: Raw; readonly contact: Contact } | undefined,
): Raw {
  const raw = before === undefined ? {} : withoutAliases(before.raw);
  const known = KEYS.flatMap((key) => {
    const isUnchanged = before !== undefined && key in raw && same(before.contact[key], contact[key]);
    if (isUnchanged) return [[key, raw[key]] as const];
    return ALWAYS.has(key) || !isDefault(key, contact[key]) || key in raw
      ? [[key, contact[key]] as const]
      : [];
  });
  const own = Object.entries(raw).filter(([key]) => !KEYS.some((each) => each === key));
  return Object.fromEntries([...known, ...own]);
}

/** `org` becomes `organization`, unless both stand there. */
function withoutAliases(raw: Raw): Raw {
  return Object.fromEntries(
    Object.entries(raw).map(([key, value]) => {
      const real = ALIASES[key];
      return [real === undefined || real in raw ? key : real, value];
    }),
  );
}

function isDefault(key: keyof Contact, value: unknown): boolean {
  if (value === null || (key === "status" && value === "active") || (key === "tone" && value === "colleague"))
    return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function formatted(entry: unknown): string {
  if (!isRecord(entry)) return `    ${JSON.stringify(entry)}`;
  const lines = Object.entries(entry).map(([key, value]) => `      ${JSON.stringify(key)}: ${inline(value)}`);
  return `    {\n${lines.join(",\n")}\n    }`;
}

/** JSON on one line, with the blanks a person would type. */
function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${inline(each)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}
