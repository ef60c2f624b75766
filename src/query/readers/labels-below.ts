/**
 * Any list that prints a headline and a text, and its labels below: `… Publication: … Deadline: …`, then a link.
 *
 * Where `labelled` finds neither headline nor text among the labels, they stand above.
 */
import { QUERIES } from "../../bounds.ts";
import {
  countPrinted,
  labelledQuery,
  listProblems,
  type Numbered,
  numberedLabels,
  RULE_LINE,
  relined,
  speaksOfThePress,
  textFrom,
} from "../blocks.ts";
import type { Key } from "../fields.ts";
import { cleanLink } from "../links.ts";
import { seeksSource } from "../prose.ts";
import type { MediaQuery } from "../query.ts";
import { edition, type Reader } from "../reader.ts";
import { collapsed, type Sheet } from "../text.ts";

/** Two labels below a text are no chance. */
const FEWEST_BELOW = 2;
/** Longer is no headline. Characters. */
const HEADLINE = 120;
/** A value is no longer than this; more is the next item's text. Characters. */
const VALUE = 160;
const GREETING =
  /^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|welcome|here (?:are|is)|today['’]s|drink up|below)\b/i;
const LINK_LINE = /^\s{0,6}[<(]?(https?:\/\/[^\s<>)]+)[>)]?[ \t]*(?=\n|$)/;
const LAST_LINK = /\s[<(]?(https?:\/\/[^\s<>)]+)[>)]?$/;

export const labelsBelow: Reader = { service: "labelled", recognises: speaksOfThePress, read };

interface Run {
  readonly labels: readonly Numbered[];
  readonly at: number;
  /** Behind the last label's line, and the link below it. */
  readonly end: number;
  readonly url: string | null;
}

function read(printed: Sheet): ReturnType<Reader["read"]> {
  const sheet = relined(printed);
  const runs = runsIn(sheet.plain)
    .filter(isBelow)
    .slice(0, QUERIES + 1);
  const queries = runs
    .map((run, place) => readRun(sheet, run, runs[place - 1]?.end ?? 0, place === 0))
    .filter((query) => query !== null);
  const [only] = queries;
  if (only === undefined || (queries.length === 1 && !seeksSource(only.query, sheet.source.subject)))
    return null;
  const announced = countPrinted(sheet.plain.slice(0, runs[0]?.at ?? 0), sheet.plain);
  return edition("labelled", announced, queries, listProblems(null, announced, queries));
}

/** Labels on lines that follow each other; a value may have been wrapped. */
function runsIn(plain: string): Run[] {
  const rows: Numbered[][] = [];
  for (const label of numberedLabels(plain)) {
    const before = rows.at(-1)?.at(-1);
    const value = before === undefined ? "" : plain.slice(before.valueAt, label.at);
    const isNew = rows.at(-1)?.every(({ key }) => key !== label.key) ?? false;
    const isNext =
      before !== undefined && isNew && value.length <= VALUE && !/\S[^\S\n]*\n\s*\n\s*\S/.test(value);
    if (!isNext) rows.push([]);
    else rows.at(-1)?.splice(-1, 1, { ...before, value: collapsed(value) });
    rows.at(-1)?.push(label);
  }
  return rows.map((labels) => closed(plain, labels));
}

/** The link stands on the line below, or was drawn up into the last value. */
function closed(plain: string, labels: readonly Numbered[]): Run {
  const last = labels.at(-1);
  const newline = plain.indexOf("\n", last?.valueAt ?? 0);
  const end = newline === -1 ? plain.length : newline;
  const at = labels[0]?.at ?? 0;
  const drawn = LAST_LINK.exec(last?.value ?? "");
  if (last !== undefined && drawn !== null) {
    const value = last.value.slice(0, drawn.index).trim();
    return { labels: [...labels.slice(0, -1), { ...last, value }], at, end, url: cleanLink(drawn[1] ?? "") };
  }
  const below = LINK_LINE.exec(plain.slice(end, end + 600));
  return {
    labels,
    at,
    end: end + (below?.[0].length ?? 0),
    url: below === null ? null : cleanLink(below[1] ?? ""),
  };
}

function isBelow({ labels }: Run): boolean {
  const keys = new Set(labels.map(({ key }) => key));
  if (keys.size < FEWEST_BELOW || keys.has("query") || keys.has("summary")) return false;
  return keys.has("outlet") || (keys.has("name") && keys.has("deadline"));
}

function readRun(sheet: Sheet, run: Run, from: number, isFirst: boolean): MediaQuery | null {
  const above = textFrom(sheet, isFirst ? behindGreeting(sheet.plain, run.at) : from, run.at, false);
  const { number, headline, text } = headed(above);
  if (text === "") return null;
  const fields = new Map<Key, string>(run.labels.map(({ key, value }) => [key, value]));
  if (headline !== null) fields.set("summary", headline);
  return labelledQuery(sheet, { number, fields, query: text, url: run.url });
}

/** What the list says to its reader before its first item: paragraphs, or a line where the empty ones are lost. */
function behindGreeting(plain: string, to: number): number {
  let from = 0;
  for (const piece of plain.slice(0, to).split(/(?<=\n[ \t]*\n)/)) {
    const isGreeting = GREETING.test(piece.trim()) || piece.trim() === "" || RULE_LINE.test(piece.trim());
    const line =
      GREETING.test(piece.trim()) && from + piece.length >= to ? (piece.split(/(?<=\n)/)[0] ?? "") : piece;
    if (!isGreeting) break;
    from += line.length;
  }
  return from >= to ? 0 : from;
}

/** A first line of its own, without a stop, is the headline. */
function headed(above: string): { number: string | null; headline: string | null; text: string } {
  const lines = above
    .replace(/^(?:[-_*=~#]{3,}\s*\n)+/, "")
    .trim()
    .split("\n");
  const [, number = null, first = ""] = /^\s*(?:(\d{1,3})[.)]\s+)?(.*)$/.exec(lines[0] ?? "") ?? [];
  const rest = lines.slice(1).join("\n").trim();
  const isHeadline =
    rest !== "" && first.length <= HEADLINE && !/[.!?,;]$/.test(first.trim()) && !/^[a-z]/.test(rest);
  return isHeadline
    ? { number, headline: collapsed(first), text: rest }
    : { number: null, headline: null, text: lines.join("\n").trim() };
}
