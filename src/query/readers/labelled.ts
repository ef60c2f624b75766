/**
 * Any list that prints labels: `Headline: … Publication: … Deadline: …`, one block a query.
 *
 * The names of labels differ from list to list, so a wide set is known; a contact form or a job offer has labels too,
 * so a block counts only when it speaks of an outlet, a journalist or a query.
 */
import { QUERIES } from "../../bounds.ts";
import { countProblem, countProblems, headingOf, indexOf } from "../announced.ts";
import { readDeadline } from "../deadline.ts";
import { endOfText } from "../endings.ts";
import {
  addressIn,
  isListsOwn,
  type Key,
  type Label,
  labelAt,
  linkIn,
  outletField,
  personField,
} from "../fields.ts";
import { cleanLink } from "../links.ts";
import { seeksSource } from "../prose.ts";
import type { MediaQuery } from "../query.ts";
import { edition, mediaQuery, type Reader } from "../reader.ts";
import { regionField } from "../region.ts";
import { zoneOfSender } from "../sender.ts";
import { LABELS, labelsInMidLine } from "../spellings.ts";
import { collapsed, orNull, type Sheet } from "../text.ts";

/** Labels only the press prints, and how far each goes towards a query. */
const PRESS_LABEL =
  /^[\s*_>#\d.)(\]-]{0,10}(?:media outlet|outlet|publication|journalist|reporter|writer|producer|query|source request|writer['’]s request|media outlet\/publication|call-?out|podcast|show|newspaper|magazine)\b[^:\n]{0,20}:/gim;
const COUNT =
  /\b(\d{1,3})\s+(?:new\s+|open\s+|fresh\s+|media\s+|journalist\s+|source\s+){0,3}(?:queries|requests|opportunities|alerts|call-?outs|leads)\b/i;
const OF_MANY =
  /(?:^|\n)[ \t*#>]{0,6}(?:(?:query|request|item|no\.?)\s*)?#?(\d{1,3})\s*(?:of|\/)\s*(\d{1,3})\b/i;
const NUMBER_LINE =
  /^[\s*_>#=[(-]{0,8}(?:(?:query|request|item|no\.?|number|lead|opportunity)\s*)?#?(\d{1,3})(?:\s*(?:of|\/)\s*\d{1,3})?[\s.):\]*_=-]{0,12}$/i;
const NUMBER_HEAD = /^[\s*_>#[(]{0,6}(\d{1,3})\s?[.):\]]{1,2}\s{0,4}\*{0,2}/;
const RULE_LINE = /^[\s>]*(?:[-_*=~—–#]\s?){3,}\s*$/;
const HINT =
  /\bquer(?:y|ies)\b|journalist|reporter|media (?:request|opportunit|lead)|source request|call-?outs?|press request/i;
/** A block of fewer labels is prose. */
const FEWEST = 3;

interface Numbered extends Label {
  readonly number: string | null;
  readonly value: string;
}

export const labelled: Reader = { service: "labelled", recognises, read };

function recognises(sheet: Sheet): boolean {
  const { source } = sheet;
  const { plain } = relined(sheet);
  const pressLabels = new Set(
    [...plain.matchAll(PRESS_LABEL)].map(([label]) => label.toLowerCase().replace(/[^a-z]/g, "")),
  );
  if (pressLabels.size === 0) return false;
  return (
    pressLabels.size >= 2 ||
    HINT.test(source.subject ?? "") ||
    HINT.test(plain.slice(0, 1500)) ||
    seeksSource(plain.slice(0, 4000), source.subject)
  );
}

/** Where a client drew the lines of a paragraph together, each label gets its line back; offsets stay. */
function relined(sheet: Sheet): Sheet {
  const inside = labelsInMidLine(sheet.plain);
  const atHeads = inside.length < FEWEST ? [] : numberedLabels(sheet.plain);
  if (inside.length < FEWEST || inside.length < atHeads.length) return sheet;
  return { ...sheet, text: broken(sheet.text, inside), plain: broken(sheet.plain, inside) };
}

/** The blank before each offset becomes a line break. */
function broken(text: string, offsets: readonly number[]): string {
  const pieces = offsets.map((at, place) => text.slice(offsets[place - 1] ?? 0, at - 1));
  return `${pieces.join("\n")}\n${text.slice(offsets.at(-1))}`;
}

function read(printed: Sheet): ReturnType<Reader["read"]> {
  const sheet = relined(printed);
  const labels = numberedLabels(sheet.plain);
  const blocks = blocksOf(labels).slice(0, QUERIES + 1);
  const index = indexOf(sheet.plain);
  const ends = blocks.map((_, place) =>
    blockStart(sheet.plain, blocks[place + 1]?.[0]?.at ?? sheet.plain.length),
  );
  const queries = blocks
    .map((block, place) =>
      readBlock(sheet, block, ends[place] ?? sheet.plain.length, place === blocks.length - 1),
    )
    .filter((query) => query !== null)
    .map((query) => ({ ...query, category: query.category ?? headingOf(index, query.number ?? "") }));
  if (queries.length === 0) return null;
  const announced = index?.length ?? countPrinted(sheet.plain.slice(0, blocks[0]?.[0]?.at ?? 0), sheet.plain);
  const differs = index === null && announced !== null && announced !== queries.length;
  const problems = differs ? [countProblem(announced, queries.length, [])] : countProblems(index, queries);
  const known = { code: "read-by-labels", text: "I do not know this list; it was read by its labels." };
  return edition("labelled", announced, queries, [known, ...problems]);
}

/** `12 media queries` above the first block, or `Query 1 of 12`. */
function countPrinted(preamble: string, plain: string): number | null {
  const count = COUNT.exec(preamble)?.[1] ?? OF_MANY.exec(plain)?.[2];
  return count === undefined || Number(count) === 0 ? null : Number(count);
}

/** Labels at line heads, also behind a number: `3) Headline: …`. */
function numberedLabels(plain: string): Numbered[] {
  const found: Numbered[] = [];
  for (let at = 0; at < plain.length; ) {
    const newline = plain.indexOf("\n", at);
    const end = newline === -1 ? plain.length : newline;
    const head = NUMBER_HEAD.exec(plain.slice(at, Math.min(end, at + 20)));
    const label = labelAt(plain, at + (head?.[0].length ?? 0), end, LABELS);
    if (label !== null)
      found.push({ ...label, at, number: head?.[1] ?? null, value: valueOn(plain, label.valueAt, end) });
    at = end + 1;
  }
  return found;
}

/** What stands behind the label on its line; a wrap may have put it on the next one. */
function valueOn(plain: string, from: number, end: number): string {
  const own = collapsed(plain.slice(from, end));
  if (own !== "") return own;
  const next = plain.slice(end + 1, end + 300).split("\n")[0] ?? "";
  return labelAt(next, 0, next.length, LABELS) === null ? collapsed(next) : "";
}

/** Runs of labels; a label met before opens the next block when others met before follow it. */
function blocksOf(labels: readonly Numbered[]): Numbered[][] {
  const blocks: Numbered[][] = [];
  let keys = new Set<Key>();
  for (const [place, label] of labels.entries()) {
    const opener = blocks[0]?.[0];
    const isOpener = label.key === opener?.key;
    const isNumbered = opener === undefined || opener.number === null || label.number !== null;
    const isAgain = keys.has(label.key) || (isOpener && keys.has("query"));
    const isNext =
      isAgain && isNumbered && keys.size >= FEWEST - 1 && follows(labels, place) >= (isOpener ? 2 : FEWEST);
    const isLoose = keys.has(label.key) && keys.size < FEWEST - 1 && labels[place - 1]?.value !== label.value;
    if (isLoose) blocks.pop();
    if (blocks.length === 0 || isNext || isLoose) {
      blocks.push([]);
      keys = new Set();
    }
    keys.add(label.key);
    blocks.at(-1)?.push(label);
  }
  return blocks;
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
  end: number,
  isLast: boolean,
): MediaQuery | null {
  const used = usedLabels(block);
  const queryKey = used.some(({ key }) => key === "query") ? "query" : null;
  const fields = new Map<Key, string>();
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
  const isQuery = used.length >= FEWEST && (query !== "" || fields.has("summary")) && isForThePress(used);
  return isQuery ? toQuery(sheet, block, fields, query) : null;
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

function textFrom(sheet: Sheet, from: number, to: number, isLast: boolean): string {
  return sheet.text.slice(from, endOfText(sheet.plain, from, to, isLast)).trim();
}

function valueUpTo(sheet: Sheet, label: Numbered, stop: number, isLast: boolean): string {
  return collapsed(textFrom(sheet, label.valueAt, stop, isLast).replace(/\n\s*\n[\s\S]*$/, "")).replace(
    /\*+$/,
    "",
  );
}

function toQuery(
  sheet: Sheet,
  block: readonly Numbered[],
  fields: ReadonlyMap<Key, string>,
  query: string,
): MediaQuery {
  const { source } = sheet;
  const printed = addressIn(fields.get("email")) ?? addressIn(fields.get("name"));
  const page = linkIn(fields.get("email"));
  const { outlet, outletUrl, anonymous } = outletField(fields.get("outlet"), fields.get("website"));
  const deadline = [fields.get("deadline") ?? fields.get("date"), fields.get("time"), fields.get("zone")];
  return mediaQuery(
    "labelled",
    {
      number: numberOf(sheet.plain, block) ?? orNull(fields.get("number")),
      summary: orNull(fields.get("summary")),
      category: orNull(fields.get("category")),
      outlet,
      outletUrl,
      anonymous: anonymous || /^yes\b/i.test(fields.get("anonymous") ?? ""),
      journalist: personField(fields.get("name")?.replace(/[<(]?\S+@\S+/, "")),
      replyTo: printed === null || isListsOwn(printed, source.from) ? null : printed,
      site: page === null ? null : cleanLink(page),
      deadline: readDeadline(
        deadline.filter((part) => part !== undefined).join(" "),
        source.sentAt,
        zoneOfSender(source.from),
      ),
      query,
      requirements: orNull(fields.get("requirements")),
      region: regionField(fields.get("region")),
    },
    sheet,
  );
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
