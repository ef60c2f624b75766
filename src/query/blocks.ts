/** What the generic readers share: labels of any list, how many queries it announces, a query made of fields. */

import { QUERIES } from "../bounds.ts";
import type { Problem } from "../message/message.ts";
import { countProblem, countProblems, type Entry } from "./announced.ts";
import { readDeadline } from "./deadline.ts";
import { endOfText } from "./endings.ts";
import {
  addressIn,
  isListsOwn,
  type Key,
  type Label,
  labelAt,
  linkIn,
  outletField,
  personField,
} from "./fields.ts";
import { cleanLink } from "./links.ts";
import { seeksSource } from "./prose.ts";
import type { MediaQuery } from "./query.ts";
import { mediaQuery } from "./reader.ts";
import { regionField } from "./region.ts";
import { zoneOfSender } from "./sender.ts";
import { LABELS, labelsInMidLine } from "./spellings.ts";
import { collapsed, orNull, type Sheet } from "./text.ts";

/** Labels only the press prints, and how far each goes towards a query. */
const PRESS_LABEL =
  /^[\s*_>#\d.)(\]-]{0,10}(?:media outlet|outlet|publication|journalist|reporter|writer|producer|query|source request|writer['’]s request|media outlet\/publication|call-?out|podcast|show|newspaper|magazine|medium|zeitung|zeitschrift|journalistin|redaktion|anfrage|rechercheanfrage|m[eé]dia|journaliste|rédaction|titre|demande|medio|periodista|consulta|petici[oó]n|testata|giornalista|richiesta|journalist|oproep|jornalista|ve[ií]culo|pedido)\b[^:\t\n]{0,20}[:\t]/gimu;
const COUNTED =
  "(?:queries|requests|opportunities|alerts|call-?outs|leads|(?:recherche)?anfragen|demandes|appels|peticiones|consultas|richieste|aanvragen|oproepen|pedidos)";
const COUNT = new RegExp(
  `\\b(\\d{1,3})\\s+(?:new\\s+|open\\s+|fresh\\s+|media\\s+|journalist\\s+|source\\s+|neue\\s+|nouvelles\\s+){0,3}${COUNTED}\\b|\\b${COUNTED}\\s?[-–—:(]\\s?(\\d{1,3})\\b(?!\\s?(?:of|/|[a-z]*day|am|pm))`,
  "i",
);
const OF_MANY =
  /(?:^|\n)[ \t*#>]{0,6}(?:(?:query|request|item|no\.?)\s*)?#?(\d{1,3})\s*(?:of|\/)\s*(\d{1,3})\b/i;
export const NUMBER_LINE =
  /^[\s*_>#=[(-]{0,8}(?:(?:query|request|item|no\.?|number|lead|opportunity)\s*)?#?(\d{1,3})(?:\s*(?:of|\/)\s*\d{1,3})?[\s.):\]*_=-]{0,12}$/i;
const NUMBER_HEAD = /^[\s*_>#[(]{0,6}(\d{1,3})\s?[.):\]]{1,2}\s{0,4}\*{0,2}/;
export const RULE_LINE = /^[\s>]*(?:[-_*=~—–#]\s?){3,}\s*$/;
const HINT =
  /\bquer(?:y|ies)\b|journalist|reporter|media (?:request|opportunit|lead)|source request|call-?outs?|press request|journalist|journaliste|periodista|giornalist|jornalista|recherche|anfrage|témoi|fuentes/iu;
/** A block of fewer labels is prose. */
export const FEWEST = 3;

/** More stand in no mail of 400 queries. */
const MOST_LABELS = 12 * QUERIES;

/** A label at a line head, with the number before it and the words behind it. */
export interface Numbered extends Label {
  readonly number: string | null;
  /** As printed, letters only, lower-case: `Call-out:` and `Details:` mean alike, and stand for different things. */
  readonly name: string;
  readonly value: string;
}

/** Several readers ask the same of the same sheet. */
const SPEAKS = new WeakMap<Sheet, boolean>();

/** Whether labels stand in it that only the press prints, and words round them that ask for sources. */
export function speaksOfThePress(sheet: Sheet): boolean {
  const known = SPEAKS.get(sheet) ?? hasPressLabels(sheet);
  SPEAKS.set(sheet, known);
  return known;
}

function hasPressLabels(sheet: Sheet): boolean {
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

/** Null: it is its own. A sheet as its own value would outlive its mail until the whole heap is looked through. */
const RELINED = new WeakMap<Sheet, Sheet | null>();

/** Where a client drew the lines of a paragraph together, each label gets its line back; offsets stay. */
export function relined(sheet: Sheet): Sheet {
  const known = RELINED.get(sheet);
  if (known !== undefined) return known ?? sheet;
  const lined = withLines(sheet);
  RELINED.set(sheet, lined === sheet ? null : lined);
  return lined;
}

function withLines(sheet: Sheet): Sheet {
  const all = labelsInMidLine(sheet.plain).slice(0, MOST_LABELS);
  if (all.length < FEWEST) return sheet;
  const atHeads = numberedLabels(sheet.plain);
  const inside = outside(all, atHeads);
  if (inside.length < FEWEST || inside.length * 4 < atHeads.length) return sheet;
  return { ...sheet, text: broken(sheet.text, inside), plain: broken(sheet.plain, inside) };
}

/** Offsets that lie in no label of a line head: `Request:` in `Writer's Request:` is none of its own. Both in order. */
function outside(offsets: readonly number[], labels: readonly Label[]): number[] {
  let next = 0;
  return offsets.filter((offset) => {
    while ((labels[next]?.valueAt ?? Number.POSITIVE_INFINITY) <= offset) next++;
    return offset < (labels[next]?.at ?? Number.POSITIVE_INFINITY);
  });
}

/** The blank before each offset becomes a line break. */
function broken(text: string, offsets: readonly number[]): string {
  const pieces = offsets.map((at, place) => text.slice(offsets[place - 1] ?? 0, at - 1));
  return `${pieces.join("\n")}\n${text.slice(offsets.at(-1))}`;
}

/** `12 media queries` above the first block, or `Query 1 of 12`. */
export function countPrinted(preamble: string, plain: string): number | null {
  const [, before, behind] = COUNT.exec(preamble) ?? [];
  const count = before ?? behind ?? OF_MANY.exec(plain)?.[2];
  return count === undefined || Number(count) === 0 ? null : Number(count);
}

/** Labels at line heads, also behind a number: `3) Headline: …`. */
export function numberedLabels(plain: string): Numbered[] {
  const found: Numbered[] = [];
  for (let at = 0; at < plain.length && found.length < MOST_LABELS; ) {
    const newline = plain.indexOf("\n", at);
    const end = newline === -1 ? plain.length : newline;
    const head = NUMBER_HEAD.exec(plain.slice(at, Math.min(end, at + 20)));
    const label = labelAt(plain, at + (head?.[0].length ?? 0), end, LABELS);
    const number = head?.[1] ?? null;
    if (label !== null) {
      const value = valueOn(plain, label.valueAt, end);
      const name = lettersOf(plain.slice(at, label.valueAt));
      found.push({ ...label, key: keyOf(label, value), at, number, name, value });
    } else {
      const unnamed = found.length === 0 ? null : addressLine(plain, at, end);
      if (unnamed !== null) found.push({ ...unnamed, number });
    }
    at = end + 1;
  }
  return found;
}

/** A contact that begins with an address is where to write. */
function keyOf({ key }: Label, value: string): Key {
  return key === "name" && ADDRESS_FIRST.test(value) ? "email" : key;
}

const ADDRESS_FIRST = /^<?[\w.+'-]{1,80}@[\w.-]{1,120}(?:$|[\s>,;])/;
const ADDRESS_LINE =
  /^[\s*>]{0,6}(?:to|please|for|send|reply|respond|pitch|e-?mail|write|answer|contact)\b[^:\n@]{4,58}:[ \t*]{1,3}(<?[\w.+'-]{1,80}@[\w.-]{1,120}>?)[\s*]*$/i;
const TO_ANSWER = /\b(?:answer|respond|reply|e-?mail|write|pitch|contact|send)\b/i;

/** `To answer, email the writer: x@y.com`: whatever the label, its value is an address to write to. */
function addressLine(plain: string, at: number, end: number): Omit<Numbered, "number"> | null {
  if (end - at > 200) return null;
  const line = plain.slice(at, end);
  const address = ADDRESS_LINE.exec(line)?.[1];
  if (address === undefined || !TO_ANSWER.test(line)) return null;
  return { key: "email", at, valueAt: at + line.lastIndexOf(":") + 1, name: "address", value: address };
}

function lettersOf(label: string): string {
  return label.toLowerCase().replace(/[^\p{L}]/gu, "");
}

/** What stands behind the label on its line; a wrap may have put it on the next one. */
function valueOn(plain: string, from: number, end: number): string {
  const own = collapsed(plain.slice(from, end));
  if (own !== "") return own;
  const next =
    plain
      .slice(end + 1, end + 300)
      .trimStart()
      .split("\n")[0] ?? "";
  return labelAt(next, 0, next.length, LABELS) === null ? collapsed(next) : "";
}

/** Word for word, without rules and footer. */
export function textFrom(sheet: Sheet, from: number, to: number, isLast: boolean): string {
  return sheet.text.slice(from, endOfText(sheet.plain, from, to, isLast)).trim();
}

export interface Fields {
  readonly number: string | null;
  readonly fields: ReadonlyMap<Key, string>;
  readonly query: string;
  readonly url?: string | null;
}

export function labelledQuery(sheet: Sheet, { number, fields, query, url = null }: Fields): MediaQuery {
  const { source } = sheet;
  const printed = addressIn(fields.get("email")) ?? addressIn(fields.get("name"));
  const page = linkIn(fields.get("email"));
  const { outlet, outletUrl, anonymous } = outletField(fields.get("outlet"), fields.get("website"));
  const deadline = [fields.get("deadline") ?? fields.get("date"), fields.get("time"), fields.get("zone")];
  return mediaQuery(
    "labelled",
    {
      number: number ?? orNull(fields.get("number")),
      summary: orNull(fields.get("summary")),
      category: orNull(fields.get("category")),
      outlet,
      outletUrl,
      anonymous: anonymous || /^yes\b/i.test(fields.get("anonymous") ?? ""),
      journalist: personField(fields.get("name")?.replace(/[<(]?\S+@\S+/, "")),
      replyTo: printed === null || isListsOwn(printed, source.from) ? null : printed,
      url,
      site: page === null ? url : cleanLink(page),
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

/** The problems every list of a generic reader has: that it was guessed, and what is missing of it. */
export function listProblems(
  index: readonly Entry[] | null,
  announced: number | null,
  queries: readonly MediaQuery[],
): Problem[] {
  const differs = index === null && announced !== null && announced !== queries.length;
  const known = { code: "read-by-labels", text: "I do not know this list; it was read by its labels." };
  return [
    known,
    ...(differs ? [countProblem(announced, queries.length, [])] : countProblems(index, queries)),
  ];
}
