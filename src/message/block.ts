/** Finds the headers of mails passed on inline: runs of lines that begin with the labels of a mail header. */
import { dashedWords, type Labelled, labelledLine, type Mark, markOf, type Role } from "./labels.ts";
import type { Page } from "./page.ts";

export interface Block {
  /** Index of its first line, the line that announces it included. */
  readonly start: number;
  /** Index of the first line below its header. */
  readonly bodyStart: number;
  /** How many `>` stand before its lines. */
  readonly depth: number;
  /** What the line above it says of it; null when there is none. */
  readonly mark: Mark | null;
  readonly values: ReadonlyMap<Role, string>;
  /** The from label, as printed: it tells the client's language. */
  readonly fromLabel: string;
}

/** A value may fold over this many lines, a list of addressees over more. */
const FOLDED_LINES = 3;
const ADDRESSEE_LINES = 40;
/** A longer line is a paragraph. Characters. */
const FOLDED_CHARS = 1000;
/** Addressees beyond this many characters are passed over. */
const VALUE_CHARS = 4000;
/** A client folds no line shorter than this. Characters. */
const FOLDS_FROM = 60;
/** How far above a header the line that announces it may stand. */
const MARK_LINES = 3;

const ADDRESS = /[^\s@<>()[\]]+@[^\s@<>()[\]]+\.[^\s@<>()[\]]+/;
const ADDRESSES = new RegExp(ADDRESS, "g");
const OPENING_ROLES: ReadonlySet<Role> = new Set<Role>(["from", "date", "subject", "to", "reply-to"]);

/** In the order they stand; none reaches into another. */
export function blocksIn(page: Page): Block[] {
  const blocks: Block[] = [];
  for (let index = 0; index < page.plain.length; index++) {
    const block = blockAt(page, index, blocks.at(-1)?.bodyStart ?? 0);
    if (block === null) continue;
    blocks.push(block);
    index = block.bodyStart - 1;
  }
  return blocks;
}

function blockAt(page: Page, index: number, after: number): Block | null {
  const first = fieldAt(page.plain, index);
  if (first === null || first.role === null || !OPENING_ROLES.has(first.role)) return null;
  const above = markAbove(page.plain, index, after);
  const header = readHeader(page.plain, index);
  if (!isHeader(header.values, above.mark)) return null;
  return {
    start: above.start,
    bodyStart: header.end,
    depth: page.depths[index] ?? 0,
    mark: above.mark,
    values: header.values,
    fromLabel: header.fromLabel,
  };
}

function fieldAt(lines: readonly string[], index: number): Labelled | null {
  const line = lines[index];
  return line === undefined ? null : labelledLine(line);
}

function markAbove(
  lines: readonly string[],
  index: number,
  after: number,
): { start: number; mark: Mark | null } {
  for (let above = index - 1; above >= Math.max(after, index - MARK_LINES); above--) {
    const text = (lines[above] ?? "").trim();
    if (text === "") continue;
    const mark = markOf(text);
    return mark === null ? { start: index, mark: null } : { start: above, mark };
  }
  return { start: index, mark: null };
}

interface Header {
  readonly values: Map<Role, string>;
  readonly end: number;
  readonly fromLabel: string;
}

function readHeader(lines: readonly string[], start: number): Header {
  const values = new Map<Role, string>();
  let fromLabel = "";
  let last: Role = "other";
  let index = start;
  while (index < lines.length) {
    const text = (lines[index] ?? "").trim();
    const field = fieldAt(lines, index);
    if (text === "") {
      if (!continuesBelow(lines, index, values)) break;
    } else if (field?.role != null) {
      if (field.role !== "other" && values.has(field.role)) break;
      if (field.role === "from") fromLabel = field.label;
      last = field.role;
      values.set(last, field.value);
    } else if (isFolded(lines, index, last, values)) {
      const value = values.get(last) ?? "";
      if (value.length < VALUE_CHARS) values.set(last, `${value} ${text}`.trim());
    } else {
      break;
    }
    index++;
  }
  return { values, end: index, fromLabel };
}

/** HTML mail may print each field as a paragraph of its own: one blank line between two of them. */
function continuesBelow(lines: readonly string[], index: number, values: ReadonlyMap<Role, string>): boolean {
  const next = fieldAt(lines, index + 1);
  return next?.role != null && next.role !== "other" && !values.has(next.role) && !hasBody(values);
}

/** A header that has all its fields: what stands below a blank line is body, whatever it looks like. */
function hasBody(values: ReadonlyMap<Role, string>): boolean {
  return values.has("from") && values.has("to") && values.has("date") && values.has("subject");
}

function isFolded(
  lines: readonly string[],
  index: number,
  last: Role,
  values: ReadonlyMap<Role, string>,
): boolean {
  const before = values.get(last) ?? "";
  const text = lines[index] ?? "";
  const above = lines[index - 1] ?? "";
  if (text.length > FOLDED_CHARS) return false;
  if (last === "to" || last === "cc") {
    return (
      /[,;<]$/.test(above) ||
      (ADDRESS.test(text) &&
        !/[.!?]/.test(text.replace(ADDRESSES, "")) &&
        fieldBelow(lines, index, ADDRESSEE_LINES, values))
    );
  }
  if (last === "from" && before !== "" && !ADDRESS.test(before) && /^\s*<[^\s<>]+@[^\s<>]+>/.test(text))
    return true;
  if (fieldBelow(lines, index, FOLDED_LINES, values)) return true;
  const below = (lines[index + 1] ?? "").trim();
  return last === "subject" && below === "" && above.length >= FOLDS_FROM && text.length < FOLDS_FROM;
}

/** Whether one of the next lines, before any blank one, is a field still missing. */
function fieldBelow(
  lines: readonly string[],
  index: number,
  reach: number,
  values: ReadonlyMap<Role, string>,
): boolean {
  if (hasBody(values)) return false;
  for (let below = index + 1; below <= index + reach; below++) {
    const line = lines[below];
    if (line === undefined || line.trim() === "") return false;
    const role = fieldAt(lines, below)?.role ?? null;
    if (role !== null && role !== "other") return !values.has(role);
  }
  return false;
}

/**
 * Whether the fields are a mail's and not labels of a query (`From: The Daily`, `Date: 3 May`): from and two more,
 * or from and one more where the line above says so.
 */
function isHeader(values: ReadonlyMap<Role, string>, mark: Mark | null): boolean {
  const from = values.get("from");
  if (from === undefined) return false;
  const others = ["date", "subject", "to"].filter((role) => values.has(role as Role)).length;
  if (mark === "forward") return others >= 1;
  const dated = /\d/.test(values.get("date") ?? "");
  if (ADDRESS.test(from)) return others >= 2;
  return others === 3 && dated && (mark !== null || ADDRESS.test(values.get("to") ?? ""));
}

/** Labels of a header have a script or an alphabet of their own; those of a query in English are no header. */
const FOREIGN = /[^\p{ASCII}]/u;
const DATE = /\d{4}|\d{1,2}[:.]\d{2}/;

/**
 * A header whose labels are in no table: three lines or more with a label each, one of them with an address, one with
 * a date. What each means is told by its value: the first address wrote it, the next received it, what is left is the
 * subject.
 */
export function guessedBlock(lines: readonly string[], start: number): Block | null {
  const fields: Labelled[] = [];
  for (let index = start; index < lines.length; index++) {
    const field = fieldAt(lines, index);
    if (field === null || field.value === "") break;
    fields.push(field);
  }
  const values = new Map<Role, string>();
  for (const { role, value } of fields) {
    const meant = role ?? guessedRole(value, values);
    if (!values.has(meant)) values.set(meant, value);
  }
  const isForeign = fields.some(({ label, role }) => role !== null || FOREIGN.test(label));
  if (fields.length < 3 || !isForeign || !values.has("date") || !ADDRESS.test(values.get("from") ?? ""))
    return null;
  return {
    start: startAbove(lines, start),
    bodyStart: start + fields.length,
    depth: 0,
    mark: null,
    values,
    fromLabel: "",
  };
}

function guessedRole(value: string, values: ReadonlyMap<Role, string>): Role {
  if (ADDRESS.test(value)) return values.has("from") ? (values.has("to") ? "cc" : "to") : "from";
  return DATE.test(value) && !values.has("date") ? "date" : "subject";
}

/** The line of dashes above belongs to it. */
function startAbove(lines: readonly string[], start: number): number {
  const above = lines.slice(0, start).findLastIndex((line) => line.trim() !== "");
  return above >= 0 && dashedWords((lines[above] ?? "").trim()) !== null ? above : start;
}
