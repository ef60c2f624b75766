/** What a mailing says it holds: the lines of its INDEX. "Quiet day" and "reader broke" must not look alike. */
import { QUERIES } from "../bounds.ts";
import type { Problem } from "../message/message.ts";
import { collapsed } from "./text.ts";

export interface Entry {
  readonly number: string;
  /** Headline and outlet as the index has them. */
  readonly title: string;
  /** The heading above it; null when there is none. */
  readonly heading: string | null;
}

const OPENING =
  /(?<![*=_-])[*=_-]{3,120}\s{0,3}INDEX\s{0,3}[*=_-]{3,120}|(?:^|\n)[ \t>*]{0,6}INDEX[ \t*]{0,4}(?=\n)/;
const CLOSING = /\n[ \t>]{0,4}\*{10,}[ \t]{0,4}(?=\n|$)|\*{20,}/;
const FIRST_ITEM = /\d\s{0,2}\)\s{0,8}[*_]{0,2}summary\s{0,4}[*_]{0,2}\s?:/i;
const AT_HEAD = /(?:^|\n)[ \t>*•-]{0,6}(\d{1,3}(?:\.\d{1,3})?)[ \t]?\)[ \t]*/g;
const ANYWHERE = /(?:^|\s)(\d{1,3})[ \t]?\)\s/g;
/** No index has more lines; a text that looks like one may. */
const MOST = 2 * QUERIES;
/** How many titles a problem names. */
const NAMED = 6;

interface Mark {
  readonly number: string;
  readonly at: number;
  readonly titleAt: number;
}

/** The entries of the index; null when the mail has none. */
export function indexOf(plain: string): Entry[] | null {
  const opening = OPENING.exec(plain);
  if (opening === null) return null;
  const from = opening.index + opening[0].length;
  const block = plain.slice(from, endOfIndex(plain, from));
  const marks = marksIn(block);
  return marks.map((mark, place) =>
    entry(block, mark, marks[place - 1], marks[place + 1]?.at ?? block.length),
  );
}

function endOfIndex(plain: string, from: number): number {
  const rest = plain.slice(from);
  const ends = [CLOSING.exec(rest)?.index, FIRST_ITEM.exec(rest)?.index].filter((at) => at !== undefined);
  return from + Math.min(rest.length, ...ends);
}

/** `N)` at line heads; where a number of the row is missing there, in mid-line (a wrap drew lines together). */
function marksIn(block: string): Mark[] {
  const heads = marksOf(block, AT_HEAD);
  const inline = marksOf(block, ANYWHERE);
  const marks: Mark[] = [];
  let at = -1;
  for (let expected = firstOf(heads, inline); expected !== undefined; ) {
    marks.push(expected);
    at = expected.at;
    const next = nextNumber(expected.number);
    const later = (mark: Mark): boolean => mark.at > at;
    expected =
      heads.find((mark) => later(mark) && mark.number === next) ??
      inline.find((mark) => later(mark) && mark.number === next) ??
      heads.find((mark) => later(mark) && isNear(mark.number, next));
  }
  return marks;
}

/** The row begins at a line head, unless a wrap drew its `1)` up into the line above. */
function firstOf(heads: readonly Mark[], inline: readonly Mark[]): Mark | undefined {
  const [head] = heads;
  const one = head?.number === "1" ? undefined : inline.find((mark) => mark.number === "1");
  return one !== undefined && (head === undefined || one.at < head.at) ? one : (head ?? inline[0]);
}

function marksOf(block: string, pattern: RegExp): Mark[] {
  return [...block.matchAll(pattern)].slice(0, MOST).map((match) => ({
    number: match[1] ?? "",
    at: match.index,
    titleAt: match.index + match[0].length,
  }));
}

function nextNumber(number: string): string {
  const [whole = "", part] = number.split(".");
  return part === undefined ? String(Number(whole) + 1) : `${whole}.${Number(part) + 1}`;
}

/** Rows may skip a number or begin again at the next heading (`1)`, `6.1)`). */
function isNear(number: string, expected: string): boolean {
  if (number.includes(".")) return true;
  return number === "1" || (Number(number) > Number(expected) && Number(number) <= Number(expected) + 3);
}

function entry(block: string, mark: Mark, before: Mark | undefined, end: number): Entry {
  const own = block.slice(mark.titleAt, end);
  const title = collapsed(own.split(/\n[ \t]*\n/)[0] ?? "").replace(/\s*(?:\(#\w+\)|<#\w+>)/g, "");
  return { number: mark.number, title: closed(title), heading: headingAbove(block, mark.at, before) };
}

/** Behind the outlet's last parenthesis stands the next heading, drawn up by a wrap. */
function closed(title: string): string {
  const end = title.lastIndexOf(")");
  return end > 3 ? title.slice(0, end + 1) : title;
}

function headingAbove(block: string, at: number, before: Mark | undefined): string | null {
  const between = block.slice(before?.titleAt ?? 0, at);
  const lines = between.split("\n").map((line) => line.trim());
  const last = lines.findLast((line) => line !== "");
  if (last === undefined) return null;
  const isOwnLine = last.length <= 60 && !/\d\)|\)$/.test(last);
  const place = lines.lastIndexOf(last);
  const above = lines[place - 1];
  const isApart = above === undefined ? before === undefined : above === "" || above.endsWith(")");
  if (isOwnLine && (isApart || before === undefined)) return unstarred(last);
  return drawnUp(collapsed(between), before);
}

/** Lines drawn together: what stands behind the outlet's parenthesis of the entry before. */
function drawnUp(between: string, before: Mark | undefined): string | null {
  const behind = before === undefined ? between : between.slice(between.lastIndexOf(")") + 1);
  const words = unstarred(behind.trim());
  return words === "" || words === between || words.length > 60 ? null : words;
}

function unstarred(words: string): string {
  return words.replace(/^[*_]+|[*_]+$/g, "").trim();
}

/** Number -> title. */
export function titlesOf(index: readonly Entry[] | null): ReadonlyMap<string, string> {
  return new Map(index?.map(({ number, title }) => [number, title]));
}

/** The heading that holds for a number: its own or the nearest above. */
export function headingOf(index: readonly Entry[] | null, number: string): string | null {
  const place = index?.findIndex((each) => each.number === number) ?? -1;
  if (index === null || place === -1) return null;
  return index.slice(0, place + 1).findLast((each) => each.heading !== null)?.heading ?? null;
}

/** One problem that names what is missing; none when the counts agree. */
export function countProblems(
  index: readonly Entry[] | null,
  read: readonly { readonly number: string | null }[],
): Problem[] {
  if (index === null || index.length === read.length) return [];
  const missing = index.filter((each) => !read.some(({ number }) => number === each.number));
  return [
    countProblem(
      index.length,
      read.length,
      missing.map(({ number, title }) => `${number}) ${title}`),
    ),
  ];
}

export function countProblem(announced: number, read: number, missing: readonly string[]): Problem {
  const names = missing.slice(0, NAMED).map((name) => `“${name}”`);
  const more = missing.length > NAMED ? ` and ${missing.length - NAMED} more` : "";
  const which = names.length === 0 ? "" : `; not read: ${names.join(", ")}${more}`;
  return {
    code: "count-differs",
    text: `The mail announces ${announced} queries, ${read} were read${which}.`,
  };
}
