/** Editions of numbered items, `7) Summary: …`, as HARO and Source of Sources print them: cut, labels and values. */
import { QUERIES } from "../bounds.ts";
import { endOfText } from "./endings.ts";
import { type Key, type Label, type Labels, labelsBetween } from "./fields.ts";
import { collapsed, type Sheet } from "./text.ts";

export interface Item {
  /** As printed: `7`, `5.2`. */
  readonly number: string;
  readonly fields: ReadonlyMap<Key, string>;
  /** Bare lines between the fields: `No AI Pitches Considered`. */
  readonly flags: readonly string[];
  /** Word for word; empty when the item holds none. */
  readonly query: string;
}

export interface Style {
  readonly labels: Labels;
  /** The same labels in mid-line, in the letters they are printed in, for text that lost its line breaks. */
  readonly inline: RegExp;
  /** Whether `Requirements:` below the query is a field of this item, and not a heading in its prose. */
  readonly requirementsAreField: (fields: ReadonlyMap<Key, string>) => boolean;
}

const START = /(?<![\d.])(\d{1,3}(?:\.\d{1,3})?)[ \t*_]{0,4}\)\s{0,8}[*_]{0,2}summary\s{0,4}[*_]{0,2}\s?:/gi;
/** A head without these has lost line breaks. */
const EXPECTED: readonly Key[] = ["category", "email", "outlet", "query"];
const FLAG = /^[\s>*]*no (?:ai|pr)\b[^\n.]{0,40}\b(?:considered|accepted|allowed)\b[\s.*]*$/i;
const INLINE_FLAG = /\bNo (?:AI|PR) (?:[A-Z]\w+ ){0,3}(?:Considered|Accepted|Allowed)\b/;
/** How far below a heading its fields begin, at most. Characters. */
const HEAD_REACH = 3000;
/** Short values stay on their line when the label of the text is missing. */
const ONE_LINE = 200;

interface Start {
  readonly number: string;
  readonly at: number;
  /** Behind the `)`. */
  readonly labelAt: number;
  /** Behind `Summary:`. */
  readonly valueAt: number;
}

/** All items in the order they stand; `titles` are those of the mail's index. */
export function numberedItems(sheet: Sheet, style: Style, titles: ReadonlyMap<string, string>): Item[] {
  const { plain } = sheet;
  const candidates = startsIn(plain);
  const labels = labelsBetween(plain, candidates[0]?.labelAt ?? plain.length, plain.length, style.labels);
  const starts = trueStarts(plain, style, candidates, labels, titles).slice(0, QUERIES + 1);
  return starts.map((start, place) => {
    const next = starts[place + 1]?.at ?? plain.length;
    const own = labelsIn(labels, start.labelAt, next);
    return readItem(sheet, style, start, next, own, place === starts.length - 1);
  });
}

function startsIn(plain: string): Start[] {
  return [...plain.matchAll(START)].map((match) => ({
    number: match[1] ?? "",
    at: match.index,
    labelAt: plain.indexOf(")", match.index) + 1,
    valueAt: match.index + match[0].length,
  }));
}

/**
 * A heading is one when fields follow, and no other of its number stands in the index.
 *
 * `2) Summary: your view` inside a query has neither; in mid-line, where only lost line breaks can have put a heading,
 * more fields are asked for.
 */
function trueStarts(
  plain: string,
  style: Style,
  candidates: readonly Start[],
  labels: readonly Label[],
  titles: ReadonlyMap<string, string>,
): Start[] {
  const believable = candidates.filter((start, place) => {
    const end = Math.min(candidates[place + 1]?.at ?? plain.length, start.at + HEAD_REACH);
    const keys = keysBetween(plain, style, labels, start, end);
    if (!isAtLineHead(plain, start.at)) return keys.size >= 3 && keys.has("query");
    return keys.size > 0 || titles.has(start.number);
  });
  const titled = new Set(
    believable.filter((start) => isTitled(plain, start, titles)).map(({ number }) => number),
  );
  return believable.filter((start) => !titled.has(start.number) || isTitled(plain, start, titles));
}

/** The labels between two offsets, of a row in order. */
function labelsIn(labels: readonly Label[], from: number, to: number): readonly Label[] {
  return labels.slice(firstBehind(labels, from + 1), firstBehind(labels, to));
}

/** Where the first label at or behind an offset stands in the row. */
function firstBehind(labels: readonly Label[], offset: number): number {
  let low = 0;
  let high = labels.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((labels[middle]?.at ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function keysBetween(
  plain: string,
  style: Style,
  labels: readonly Label[],
  start: Start,
  end: number,
): Set<Key> {
  const keys = new Set(labelsIn(labels, start.labelAt, end).map(({ key }) => key));
  if (keys.size >= EXPECTED.length) return keys;
  for (const [label] of plain.slice(start.valueAt, end).matchAll(style.inline)) {
    const key = style.labels.get(nameOf(label));
    if (key !== undefined) keys.add(key);
  }
  return keys;
}

/** Whether the index has this headline, as far as a line goes. */
function isTitled(plain: string, start: Start, titles: ReadonlyMap<string, string>): boolean {
  const title = letters(titles.get(start.number) ?? "");
  const own = letters(plain.slice(start.valueAt, start.valueAt + 60).split("\n\n")[0] ?? "").slice(0, 24);
  return own !== "" && title.startsWith(own);
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, "");
}

function nameOf(label: string): string {
  return collapsed(label.replace(/:$/, "")).toLowerCase();
}

function isAtLineHead(plain: string, at: number): boolean {
  return /(?:^|\n)[\s>*_]{0,6}$/.test(plain.slice(Math.max(0, at - 8), at));
}

function readItem(
  sheet: Sheet,
  style: Style,
  start: Start,
  next: number,
  own: readonly Label[],
  isLast: boolean,
): Item {
  const { plain } = sheet;
  const head = headLabels(plain, style, start, next, own);
  const query = head.find(({ key }) => key === "query");
  const above = query === undefined ? head : head.slice(0, -1);
  const { fields, flags, rest } = headFields(sheet, above, query?.at ?? next, query === undefined);

  const textAt = query?.valueAt ?? rest;
  if (textAt === null) return { number: start.number, fields, flags, query: "" };
  const textEnd = endOfText(plain, textAt, next, isLast);
  const below = own.filter(({ at }) => at > textAt && at < textEnd);
  const isMangled = query !== undefined && !own.includes(query);
  const lower = fieldsBelow(sheet, style, fields, { textAt, textEnd, isMangled }, below);
  return {
    number: start.number,
    fields: lower.fields,
    flags,
    query: sheet.text.slice(textAt, lower.textEnd).trim(),
  };
}

/** Labels at line heads up to the query's; where some are missing, those in mid-line too. */
function headLabels(plain: string, style: Style, start: Start, to: number, own: readonly Label[]): Label[] {
  const summary: Label = { key: "summary", at: start.labelAt, valueAt: start.valueAt };
  const query = own.findIndex(({ key }) => key === "query");
  const head = [summary, ...(query === -1 ? own : own.slice(0, query + 1))];
  const keys = new Set(head.map(({ key }) => key));
  const isWhole = EXPECTED.every((key) => keys.has(key));
  const end = query === -1 ? to : (head.at(-1)?.valueAt ?? to);
  if (isWhole && (keys.has("name") || plain.slice(start.valueAt, end).search(/(?:Name|NAME):/) === -1))
    return head;
  return withInline(plain, style, start.valueAt, end, head);
}

function withInline(plain: string, style: Style, from: number, to: number, head: readonly Label[]): Label[] {
  const inline = inlineLabels(plain, style, from, to);
  const query = inline.find(({ key }) => key === "query");
  const atHeads = head.filter(({ at }) => query === undefined || at < query.at);
  const keys = new Set(atHeads.map(({ key }) => key));
  const missing = inline.filter(({ key }) => !keys.has(key));
  if (query === undefined && !keys.has("query") && atHeads.length > 2) return atHeads;
  return [...atHeads, ...missing].sort((one, other) => one.at - other.at);
}

/** Labels in mid-line up to the query's; a doubled one parts the value before it. */
function inlineLabels(plain: string, style: Style, from: number, to: number): Label[] {
  const found: Label[] = [];
  for (const match of plain.slice(from, to).matchAll(style.inline)) {
    const key = style.labels.get(nameOf(match[0]));
    if (key === undefined) continue;
    found.push({ key, at: from + match.index, valueAt: from + match.index + match[0].length });
    if (key === "query") return found;
  }
  return found;
}

interface Head {
  readonly fields: Map<Key, string>;
  readonly flags: string[];
  /** Where the text starts when its label is missing; null when nothing is left. */
  readonly rest: number | null;
}

function headFields(sheet: Sheet, head: readonly Label[], end: number, queryIsMissing: boolean): Head {
  const fields = new Map<Key, string>();
  const flags: string[] = [];
  let rest: number | null = null;
  head.forEach((label, place) => {
    const isLast = place === head.length - 1;
    const until = head[place + 1]?.at ?? end;
    const stop = isLast && queryIsMissing ? endOfValue(sheet.plain, label, until) : until;
    if (isLast && queryIsMissing && stop < until) rest = stop;
    const value = joined(sheet.text.slice(label.valueAt, stop), flags);
    if (value !== "" && !fields.has(label.key)) fields.set(label.key, value);
  });
  return { fields, flags, rest };
}

/** The value's lines as one; flags between the fields are set aside. */
function joined(raw: string, flags: string[]): string {
  const value = collapsed(raw.includes("\n") ? withoutFlagLines(raw, flags) : raw).replace(
    /^\*+\s?|\s?\*+$/g,
    "",
  );
  const inline = value.includes("No ") ? INLINE_FLAG.exec(value) : null;
  if (inline === null) return value;
  flags.push(inline[0]);
  return collapsed(value.replace(inline[0], " "));
}

function withoutFlagLines(raw: string, flags: string[]): string {
  const lines = raw.split("\n").filter((line) => {
    if (line.length < 8 || !FLAG.test(line)) return true;
    flags.push(collapsed(line.replace(/[>*]/g, "")));
    return false;
  });
  return lines.join(" ").replace(/(?:^|\s)>+(?=\s|$)/g, " ");
}

/** A headline may wrap up to the next empty line; other values are one line. */
function endOfValue(plain: string, label: Label, to: number): number {
  const blank = plain.slice(label.valueAt, to).search(/\S[^\S\n]*\n[^\S\n]*(?:\n|$)/);
  if (label.key === "summary") return blank === -1 ? to : label.valueAt + blank + 1;
  let at = label.valueAt;
  while (at < to && /\s/.test(plain.charAt(at))) at++;
  const newline = plain.indexOf("\n", at);
  return newline === -1 || newline > to ? Math.min(to, at + ONE_LINE) : newline;
}

interface TextSpan {
  readonly textAt: number;
  readonly textEnd: number;
  /** Whether labels stand in mid-line here. */
  readonly isMangled: boolean;
}

/** Fields printed below the query: Cision's `Requirements:`, and a whole block of fields in another order. */
function fieldsBelow(
  sheet: Sheet,
  style: Style,
  above: ReadonlyMap<Key, string>,
  { textAt, textEnd, isMangled }: TextSpan,
  below: readonly Label[],
): { fields: Map<Key, string>; textEnd: number } {
  const fields = new Map(above);
  let end = textEnd;
  for (const { label, value } of trailingBlock(sheet, below, textEnd, fields)) {
    fields.set(label.key, value);
    end = Math.min(end, label.at);
  }
  if (!style.requirementsAreField(fields)) return { fields, textEnd: end };
  const requirements = requirementsLabel(sheet.plain, below, { textAt, textEnd: end, isMangled });
  if (requirements === null) return { fields, textEnd: end };
  fields.set("requirements", joined(sheet.text.slice(requirements.valueAt, end), []));
  return { fields, textEnd: requirements.at };
}

function requirementsLabel(
  plain: string,
  below: readonly Label[],
  { textAt, textEnd, isMangled }: TextSpan,
): Label | null {
  const atHead = below.findLast(({ key, at }) => key === "requirements" && at < textEnd);
  if (atHead !== undefined || !isMangled) return atHead ?? null;
  const at = plain.slice(textAt, textEnd).lastIndexOf("Requirements:");
  if (at <= 0) return null;
  return { key: "requirements", at: textAt + at, valueAt: textAt + at + "Requirements:".length };
}

/**
 * Labels not met above that close the item one after the other, each with a value on its line.
 *
 * A form to fill in (`Name:`, `Title:`) has no values; a single `Name: …` may be prose, so two are asked for.
 */
function trailingBlock(
  sheet: Sheet,
  below: readonly Label[],
  end: number,
  known: ReadonlyMap<Key, string>,
): { label: Label; value: string }[] {
  const block: { label: Label; value: string }[] = [];
  let until = end;
  for (const label of below.toReversed()) {
    const raw = sheet.text.slice(label.valueAt, until).trim();
    const isOne = raw !== "" && !raw.includes("\n") && raw.length < ONE_LINE;
    if (!isOne || label.key === "requirements" || label.key === "query" || known.has(label.key)) break;
    block.push({ label, value: collapsed(raw) });
    until = label.at;
  }
  return block.length >= 2 ? block : [];
}
