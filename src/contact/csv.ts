/** Address books as tables: what Google, Outlook, Apple and others export, and our own. Columns are known by their headings. */
import { type CsvError, parse } from "csv-parse/sync";
import type { Contact } from "./contact.ts";
import { splitList } from "./entry.ts";
import { fold } from "./names.ts";
import { type BookEntry, NO_GROUP } from "./vcard.ts";
import { KEYS } from "./write.ts";

/** Headings stand in one of the first lines: LinkedIn writes a note above them. */
const HEADING_LINES = 10;

type Meaning =
  | "name"
  | "first"
  | "middle"
  | "last"
  | "email"
  | "organization"
  | "title"
  | "notes"
  | "city"
  | "country"
  | "labels"
  | "interests";

/** By what a heading says once folded; the first that fits. */
const HEADINGS: readonly (readonly [RegExp, Meaning | null])[] = [
  [
    /\b(?:type|typ|label|display name|anzeigename|yomi|phonetic|nickname|file as|url|prefix|suffix|phone|fax)\b/,
    null,
  ],
  [/\be?mails?\b|courriel|messagerie|\bcorreo|posta elettronica/, "email"],
  [/^(?:full name|name|display name|contact|nombre completo|nom complet|vollstandiger name)$/, "name"],
  [/^(?:first(?: name)?|given(?: name)?|forename|vorname|prenom|nombre|nome)$/, "first"],
  [/^(?:middle(?: name)?|additional name|weitere vornamen|deuxieme prenom|segundo nombre)$/, "middle"],
  [/^(?:last(?: name)?|family(?: name)?|surname|nachname|nom|nom de famille|apellidos?|cognome)$/, "last"],
  [
    /^(?:company|company name|organi[sz]ation|organi[sz]ation(?: 1)? name|employer|outlet|firma|societe|empresa|azienda)$/,
    "organization",
  ],
  [/^(?:job title|position|organi[sz]ation(?: 1)? title|role|funktion|fonction|cargo)$/, "title"],
  [/^(?:notes?|notizen|remarques|notas)$/, "notes"],
  [/^(?:(?:business|work|home|address 1) )?(?:city|town)$|^(?:ort|ville|ciudad)\b/, "city"],
  [/^(?:(?:business|work|home|address 1) )?country(?: region)?$|^(?:land|pays|pais)\b/, "country"],
  [/^(?:labels?|group membership|categories|kategorien|categorias)$/, "labels"],
  [/^(?:interests?|topics?|subjects?|expertise|tags?|keywords|beats?)$/, "interests"],
];

/** @throws Error saying what is wrong with the table as a whole. */
export function readTable(text: string): readonly BookEntry[] {
  const rows = rowsOf(text);
  const at = rows.slice(0, HEADING_LINES).findIndex((row) => isHeading(row));
  const heading = rows[at];
  if (heading === undefined)
    throw new Error(
      `no column of mail addresses in it; its columns are ${(rows[0] ?? []).slice(0, 8).join(", ")}`,
    );
  const isOwn = heading.includes("addresses");
  const meanings = heading.map((each) => (isOwn ? null : meaningOf(each)));
  return rows.slice(at + 1).map((row, index) => {
    const raw = isOwn ? ownEntry(heading, row) : entryOf(meanings, row);
    const name = typeof raw.name === "string" && raw.name !== "" ? `, ${raw.name}` : "";
    return { where: `row ${at + index + 2}${name}`, raw, fault: null };
  });
}

function rowsOf(text: string): readonly (readonly string[])[] {
  try {
    return parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
    });
  } catch (cause) {
    throw new Error(`it is no table I can read (${(cause as CsvError).message})`, { cause });
  }
}

/** Whichever parts the first line most often, quotes left out: Outlook takes the semicolon of the country. */
function delimiterOf(text: string): string {
  const [line = ""] = text.replace(/"[^"]*"/g, "").split(/\r?\n/, 1);
  const count = (sign: string) => line.split(sign).length;
  return [",", ";", "\t"].toSorted((a, b) => count(b) - count(a))[0] ?? ",";
}

function isHeading(row: readonly string[]): boolean {
  return row.includes("addresses") || row.some((each) => !each.includes("@") && meaningOf(each) === "email");
}

function meaningOf(heading: string): Meaning | null {
  const said = fold(heading)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .replace(/\be mail/g, "email")
    .trim();
  const plain = said.replace(/ value$/, "");
  return HEADINGS.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
}

function ownEntry(heading: readonly string[], row: readonly string[]): Readonly<Record<string, unknown>> {
  const cells = heading.flatMap((key, at) => {
    const cell = row[at] ?? "";
    const isKnown = KEYS.some((each) => each === key);
    return isKnown && cell !== "" ? [[key, cellValue(key, cell)] as const] : [];
  });
  return Object.fromEntries(cells);
}

/** Quotes mean something round an interest; elsewhere they only keep a comma from parting. */
function cellValue(key: string, cell: string): unknown {
  if (key === "services") return services(cell);
  if (!UNQUOTED.has(key)) return cell;
  return splitList(cell).map((each) => each.replace(/^"(.*)"$/, "$1"));
}

const UNQUOTED: ReadonlySet<string> = new Set("outlets categories groups regions languages roles".split(" "));

function services(cell: string): Readonly<Record<string, string>> {
  return Object.fromEntries(cell.split(";").map((each) => each.split("=").map((part) => part.trim())));
}

function entryOf(
  meanings: readonly (Meaning | null)[],
  row: readonly string[],
): Readonly<Record<string, unknown>> {
  const cells = (meaning: Meaning) => row.filter((cell, at) => meanings[at] === meaning && cell !== "");
  const [first, middle, last] = [cells("first")[0], cells("middle")[0], cells("last")[0]];
  const name = [first, middle, last].filter((each) => each !== undefined).join(" ");
  const groups = cells("labels").flatMap((each) => each.split(/ ::: |;/).map((group) => group.trim()));
  return {
    name: name === "" ? (cells("name")[0] ?? "") : name,
    addresses: cells("email")
      .flatMap((each) => each.split(/ ::: |[;,\s]+/))
      .filter((each) => each.includes("@")),
    organization: cells("organization")[0] ?? null,
    roles: cells("title").slice(0, 1),
    notes: cells("notes").join("\n"),
    regions: [[cells("city")[0], cells("country")[0]].filter((each) => each !== undefined).join(", ")],
    groups: groups.filter((each) => each !== "" && !NO_GROUP.test(each)),
    interests: cells("interests").join(", "),
  };
}

/** Our own table: a heading, a row a contact, lists cut by commas, CRLF line ends (RFC 4180). */
export function writeTable(contacts: readonly Contact[]): string {
  const rows = contacts.map((contact) => KEYS.map((key) => cellOf(contact[key])));
  return [KEYS, ...rows].map((row) => `${row.map(quoted).join(",")}\r\n`).join("");
}

function cellOf(value: Contact[keyof Contact]): string {
  if (value === null) return "";
  if (Array.isArray(value))
    return value
      .map((each: string) => (/[,;]/.test(each) && !each.includes('"') ? `"${each}"` : each))
      .join(", ");
  if (typeof value === "object")
    return Object.entries(value)
      .map(([key, each]) => `${key}=${each}`)
      .join(";");
  return String(value);
}

function quoted(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
