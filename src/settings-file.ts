/** config.json: what stands in it and on which line, and what in it is no setting at all. */
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { slips } from "./command/slips.ts";
import { jsonLines } from "./contact/json-lines.ts";
import { Misconfigured } from "./errors.ts";
import { ROWS } from "./settings.ts";

export interface SettingsFile {
  /** False: there is no such file, and it counts as an empty one. */
  readonly exists: boolean;
  /** Where it lies. */
  readonly folder: string;
  /** What stands under a key like `owner.name`; undefined: nothing. */
  valueOf(key: string): unknown;
  /** `/home/jo/config.json, line 4`. */
  placeOf(key: string): string;
  /** What no setting is named, each with its place and cure. */
  readonly complaints: readonly string[];
}

type Table = Readonly<Record<string, unknown>>;

const VERSION = 1;
const KEYS = ROWS.map(({ key }) => key);
/** `owner`, `imap` …: they hold settings and are none themselves. */
const GROUPS = new Set(KEYS.flatMap((key) => (key.includes(".") ? [key.split(".")[0] ?? ""] : [])));
/** A slip of more letters than this is another word. */
const SLIPS = 2;

/** @throws Misconfigured when it cannot be read or is no JSON object. */
export function readSettingsFile(path: string): SettingsFile {
  const source = readOrNull(path);
  const table = source === null ? {} : parsed(source, path);
  const lines = source === null ? null : jsonLines(source).lines;
  const placeOf = (key: string) => {
    const line = lines?.get(key.split(".").join("/"));
    return line === undefined ? path : `${path}, line ${line}`;
  };
  return {
    exists: source !== null,
    folder: dirname(path),
    valueOf: (key) =>
      key.split(".").reduce<unknown>((at, part) => (isTable(at) ? at[part] : undefined), table),
    placeOf,
    complaints: [...versionComplaint(table, placeOf), ...strangers(table, placeOf)],
  };
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, "utf8").replace(/^\uFEFF/, "");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw new Misconfigured(`${path} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

function parsed(source: string, path: string): Table {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (cause) {
    const { fault } = jsonLines(source);
    const what = fault === null ? `: ${(cause as Error).message}` : `, line ${fault.line}: ${fault.text}`;
    throw new Misconfigured(`${path}${what}. It must be valid JSON.`, { cause });
  }
  if (isTable(value)) return value;
  throw new Misconfigured(
    `${path} must hold one JSON object, as README's "Connecting a real mailbox" shows.`,
  );
}

function versionComplaint({ version }: Table, placeOf: (key: string) => string): readonly string[] {
  if (version === undefined || version === VERSION) return [];
  return [
    `${placeOf("version")}: version ${JSON.stringify(version)} is not known here; this program reads version ${VERSION}.`,
  ];
}

function strangers(table: Table, placeOf: (key: string) => string): readonly string[] {
  return Object.entries(table).flatMap(([key, value]) => {
    if (key === "version" || KEYS.includes(key)) return [];
    if (!GROUPS.has(key)) return [`${placeOf(key)}: there is no setting "${key}".${cureFor(key)}`];
    if (!isTable(value))
      return [`${placeOf(key)}: "${key}" must be an object with the settings ${inGroup(key).join(", ")}.`];
    return Object.keys(value)
      .map((name) => `${key}.${name}`)
      .filter((full) => !KEYS.includes(full))
      .map((full) => `${placeOf(full)}: there is no setting "${full}".${cureFor(full)}`);
  });
}

function inGroup(group: string): readonly string[] {
  return KEYS.filter((key) => key.startsWith(`${group}.`)).map((key) => key.slice(group.length + 1));
}

function cureFor(key: string): string {
  if (/pass|secret|token/i.test(key))
    return " Passwords do not belong into this file: set SENDALONG_IMAP_PASSWORD (and SENDALONG_SMTP_PASSWORD, where it differs).";
  const near = meant(key);
  return near === null ? " `sendalong config` lists all." : ` Did you mean "${near}"?`;
}

/** The setting a key was most likely meant to be: in the wrong group, in the wrong case, or misspelt. */
function meant(key: string): string | null {
  const word = nameOf(key);
  const distance = (each: string) =>
    Math.min(slips(key.toLowerCase(), each.toLowerCase()), slips(word, nameOf(each)));
  const [nearest] = KEYS.map((each) => ({ each, off: distance(each) }))
    .filter(({ each, off }) => off <= SLIPS && off < nameOf(each).length / 2)
    .toSorted((one, other) => one.off - other.off);
  return nearest?.each ?? null;
}

function nameOf(key: string): string {
  return (key.split(".").at(-1) ?? key).toLowerCase().replace(/[^a-z]/g, "");
}

function isTable(value: unknown): value is Table {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
