/**
 * Any list that prints labels: `Headline: … Publication: … Deadline: …`, one block a query.
 *
 * The names of labels differ from list to list, so a wide set is known; a contact form or a job offer has labels too,
 * so a block counts only when it speaks of an outlet, a journalist or a query.
 */
import { QUERIES } from "../../bounds.ts";
import { headingOf, indexOf } from "../announced.ts";
import {
  countPrinted,
  FEWEST,
  labelledQuery,
  listProblems,
  NUMBER_LINE,
  type Numbered,
  numberedLabels,
  RULE_LINE,
  relined,
  speaksOfThePress,
  textFrom,
} from "../blocks.ts";
import type { Key } from "../fields.ts";
import { offersWork } from "../prose.ts";
import type { MediaQuery } from "../query.ts";
import { edition, type Reader } from "../reader.ts";
import { collapsed, type Sheet } from "../text.ts";

/** Longer is no headline. Characters. */
const HEADLINE = 120;
const HEAD_LINE = /^[ \t>*_#]{0,6}(?:(\d{1,3})[.)]\s{1,3})?[*_]{0,2}([\p{L}\p{N}"“‘'$£€(].*?)[*_\s]*$/u;
/** What a list says to its reader, and what it is called. */
const GREETING =
  /^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|welcome|here (?:are|is)|today['’]s|below|new)\b|\b(?:quer(?:y|ies)|requests?|opportunit(?:y|ies)|alerts?|call-?outs?|leads|newsletter|digest|bulletin)\s*$/i;

export const labelled: Reader = { service: "labelled", recognises: speaksOfThePress, read };

function read(printed: Sheet): ReturnType<Reader["read"]> {
  const sheet = relined(printed);
  const labels = numberedLabels(sheet.plain);
  const blocks = blocksOf(labels)
    .slice(0, QUERIES + 1)
    .map(withHeadline);
  const index = indexOf(sheet.plain);
  const heads = headsOf(sheet.plain, blocks);
  const ends = blocks.map((_, place) =>
    blockStart(sheet.plain, heads[place + 1]?.at ?? blocks[place + 1]?.[0]?.at ?? sheet.plain.length),
  );
  const queries = blocks
    .map((block, place) =>
      readBlock(
        sheet,
        block,
        heads[place] ?? null,
        ends[place] ?? sheet.plain.length,
        place === blocks.length - 1,
      ),
    )
    .filter((query) => query !== null)
    .map((query) => ({ ...query, category: query.category ?? headingOf(index, query.number ?? "") }));
  if (queries.length === 0) return null;
  const announced = index?.length ?? countPrinted(sheet.plain.slice(0, blocks[0]?.[0]?.at ?? 0), sheet.plain);
  return edition("labelled", announced, queries, listProblems(index, announced, queries));
}

/** Runs of labels; a label met before opens the next block when others met before follow it. */
function blocksOf(labels: readonly Numbered[]): Numbered[][] {
  const blocks: Numbered[][] = [];
  let keys = new Set<Key>();
  let names = new Set<string>();
  for (const [place, label] of labels.entries()) {
    const opener = blocks[0]?.[0];
    const isOpener = label.key === opener?.key && label.name === opener.name;
    if (
      opener?.key === "query" &&
      label.key === "query" &&
      !isOpener &&
      countOf(blocks.at(-1), "query") === 1
    ) {
      blocks.at(-1)?.push(label);
      continue;
    }
    const isNumbered = opener === undefined || opener.number === null || label.number !== null;
    const isAgain = names.has(label.name) || (isOpener && keys.has("query"));
    const isNext =
      isAgain && isNumbered && keys.size >= FEWEST - 1 && follows(labels, place) >= (isOpener ? 2 : FEWEST);
    const isLoose = keys.has(label.key) && keys.size < FEWEST - 1 && labels[place - 1]?.value !== label.value;
    if (isLoose) blocks.pop();
    if (blocks.length === 0 || isNext || isLoose) {
      blocks.push([]);
      keys = new Set();
      names = new Set();
    }
    keys.add(label.key);
    names.add(label.name);
    blocks.at(-1)?.push(label);
  }
  return blocks;
}

function countOf(block: readonly Numbered[] | undefined, key: Key): number {
  return block?.filter((label) => label.key === key).length ?? 0;
}

/** Of two labels that call for a text, `Call-out: …` above and `Details: …` below, the first is the headline. */
function withHeadline(block: readonly Numbered[]): readonly Numbered[] {
  const [first, second] = block;
  const isHeadline =
    first?.key === "query" &&
    second !== undefined &&
    second.key !== "query" &&
    first.value.length <= HEADLINE &&
    countOf(block, "summary") === 0 &&
    countOf(block, "query") > 1;
  return isHeadline ? [{ ...first, key: "summary" }, ...block.slice(1)] : block;
}

/** A headline without a label, above the labels of its query. */
interface Head {
  readonly at: number;
  readonly number: string | null;
  readonly headline: string;
}

/** Either all have one, where there are several or a number stands before it, or none. */
function headsOf(plain: string, blocks: readonly (readonly Numbered[])[]): readonly (Head | null)[] {
  if (blocks.some((block) => countOf(block, "summary") > 0)) return [];
  const heads = blocks.map((block, place) =>
    headAbove(plain, block[0]?.at ?? 0, blocks[place - 1]?.at(-1)?.valueAt ?? 0),
  );
  const isSure = heads.every((head) => head !== null && (blocks.length > 1 || head.number !== null));
  return isSure ? heads : [];
}

function headAbove(plain: string, at: number, floor: number): Head | null {
  const lines = plain.slice(Math.max(floor, at - 400), at).split("\n");
  const place = lines.slice(0, -1).findLastIndex((line) => line.trim() !== "");
  const line = lines[place] ?? "";
  const [, number = null, headline = ""] = HEAD_LINE.exec(line) ?? [];
  const above = lines[place - 1]?.trim() ?? "";
  const isOwn = number !== null || above === "" || RULE_LINE.test(above);
  if (!isOwn || lines.length - 1 - place > 5 || headline.length > HEADLINE || /[.!:;,]$/.test(headline))
    return null;
  const isFrame =
    GREETING.test(headline) || RULE_LINE.test(line) || (number === null && NUMBER_LINE.test(line));
  if (isFrame) return null;
  const behind = lines.slice(place).reduce((length, each) => length + each.length + 1, -1);
  return { at: at - behind, number, headline: collapsed(headline) };
}

/** How many different labels with values stand from here on, before one comes again; a doubled line is one. */
function follows(labels: readonly Numbered[], from: number): number {
  const keys = new Set<Key>();
  let before: Numbered | null = null;
  for (const label of labels.slice(from, from + 14)) {
    const isDoubled = before?.key === label.key && before.value === label.value;
    if (keys.has(label.key) && !isDoubled) break;
    if (label.value !== "" || label.key === "query") keys.add(label.key);
    before = label;
  }
  return keys.size;
}

/** Above a block's first label its number, a rule and blank lines belong to it, not to the block before. */
function blockStart(plain: string, at: number): number {
  let start = at;
  for (let turn = 0; turn < 6 && start > 0; turn++) {
    const before = plain.lastIndexOf("\n", start - 2);
    const line = plain.slice(before + 1, start - 1);
    if (line.trim() !== "" && !RULE_LINE.test(line) && !NUMBER_LINE.test(line)) break;
    start = before + 1;
  }
  return start;
}

function readBlock(
  sheet: Sheet,
  block: readonly Numbered[],
  head: Head | null,
  end: number,
  isLast: boolean,
): MediaQuery | null {
  const used = usedLabels(block);
  const queryKey = used.some(({ key }) => key === "query") ? "query" : null;
  const fields = new Map<Key, string>(head === null ? [] : [["summary", head.headline]]);
  let query = "";
  for (const [place, label] of used.entries()) {
    const stop = used[place + 1]?.at ?? end;
    const isText = label.key === queryKey || (queryKey === null && place === used.length - 1);
    if (isText && label.key !== queryKey) {
      fields.set(label.key, label.value);
      query = textFrom(
        sheet,
        label.valueAt + (sheet.plain.slice(label.valueAt).split("\n")[0] ?? "").length,
        stop,
        isLast,
      );
    } else if (isText) query = textFrom(sheet, label.valueAt, stop, isLast && stop === end);
    else
      fields.set(
        label.key,
        valueUpTo(sheet, label, block[block.indexOf(label) + 1]?.at ?? end, isLast && stop === end),
      );
  }
  const isQuery =
    used.length >= FEWEST &&
    (query !== "" || fields.has("summary")) &&
    isForThePress(used) &&
    !offersWork(query);
  return isQuery
    ? labelledQuery(sheet, { number: head?.number ?? numberOf(sheet.plain, block), fields, query })
    : null;
}

/** Each label once; an empty one below the text is a form to fill in. */
function usedLabels(block: readonly Numbered[]): Numbered[] {
  const keys = new Set<Key>();
  let isBelowText = false;
  return block.filter((label) => {
    if (keys.has(label.key) || (isBelowText && label.value === "")) return false;
    keys.add(label.key);
    isBelowText ||= label.key === "query";
    return true;
  });
}

function isForThePress(used: readonly Numbered[]): boolean {
  const keys = new Set(used.map(({ key }) => key));
  return keys.has("outlet") || keys.has("query") || (keys.has("name") && keys.has("deadline"));
}

/** A value goes on over wrapped lines, up to an empty one or one that has a label nobody knows. */
function valueUpTo(sheet: Sheet, label: Numbered, stop: number, isLast: boolean): string {
  const raw = textFrom(sheet, label.valueAt, stop, isLast);
  const end = raw.search(/\n\s*\n|\n[ \t>*]{0,4}[A-Z][\w' \u00a0-]{1,28}(?::|[ \u00a0][-–])\s/);
  return collapsed(end === -1 ? raw : raw.slice(0, end)).replace(/\*+$/, "");
}

/** On the first label's line, or on a line of its own above it. */
function numberOf(plain: string, block: readonly Numbered[]): string | null {
  const first = block[0];
  if (first === undefined) return null;
  if (first.number !== null) return first.number;
  const lines = plain
    .slice(Math.max(0, first.at - 200), first.at)
    .split("\n")
    .filter((line) => line.trim() !== "" && !RULE_LINE.test(line));
  return NUMBER_LINE.exec(lines.at(-1) ?? "")?.[1] ?? null;
}
