/**
 * Qwoted: one request a mail, rarely more; answered on its site only.
 *
 * Its own `>` marks stand before the query, its line `From: Outlet` is no mail header. Long texts are cut at about
 * 420 characters with `...`.
 */
import { LIST_ZONE, readDeadline } from "../deadline.ts";
import { withoutTail } from "../endings.ts";
import type { MediaQuery } from "../query.ts";
import { edition, mediaQuery, type Reader } from "../reader.ts";
import { collapsed, orNull, type Sheet } from "../text.ts";

const DUE = /(?<=^|[\s>*])Submit By:[ \t*]{0,4}/gi;
const ANSWER = /\n?[ \t>*]{0,6}RESPOND TO THIS REPORTER VIA QWOTED/i;
const FROM = /(?:^|\n)[ \t>*]{0,6}From:[ \t]*([^\n]{1,200})\n/gi;
const MARKED_LINE = /\n[ \t]{0,3}>[ \t]?[^\s>]/;
const FRAME =
  /^(?:because you follow\b.*|[=_-]{5,}|\[image:.*\]|.{0,80}\blogo\]?|view (?:this )?(?:email|request).*|new requests?:?.*)$/i;
/** Its click links show no address of their own. */
const SITE = "https://app.qwoted.com/";
/** Shorter texts end in dots of their writer's. Characters. */
const CUT_AT = 300;
/** A value that a wrap has broken is taken up to here. Characters. */
const VALUE = 120;

export const qwoted: Reader = { service: "qwoted", recognises, read };

function recognises({ source, plain }: Sheet): boolean {
  const isTheirs = /@(?:.*\.)?qwoted\.com$/.test(source.from?.address ?? "") || /qwoted/i.test(plain);
  return (isTheirs || /\bBecause you follow\s{1,3}#/.test(plain)) && /Submit By:/i.test(plain);
}

function read(sheet: Sheet): ReturnType<Reader["read"]> {
  const queries: MediaQuery[] = [];
  let from = 0;
  for (const due of sheet.plain.matchAll(DUE)) {
    const query = readRequest(sheet, from, due.index, due.index + due[0].length);
    if (query !== null) queries.push(query);
    from = behindAnswer(sheet.plain, due.index + due[0].length);
  }
  return queries.length === 0 ? null : edition("qwoted", null, queries, []);
}

/** The next request begins below the button of this one. */
function behindAnswer(plain: string, at: number): number {
  const near = plain.slice(at, at + 2000);
  const button = ANSWER.exec(near);
  const newline = plain.indexOf("\n", at + (button === null ? 0 : button.index + button[0].length));
  return newline === -1 ? plain.length : newline;
}

interface Head {
  readonly outlet: string | null;
  readonly headline: string | null;
  /** Where the text starts, from the start of the block. */
  readonly textAt: number;
}

function readRequest(sheet: Sheet, from: number, to: number, valueAt: number): MediaQuery | null {
  const block = sheet.plain.slice(from, to);
  const head = labelledHead(block) ?? bareHead(block, sheet.source.subject);
  const text = unmarked(sheet.text.slice(from + head.textAt, to));
  const query = text.slice(0, withoutTail(text)).trim();
  if (query === "" && head.headline === null) return null;
  return mediaQuery(
    "qwoted",
    {
      summary: head.headline,
      outlet: head.outlet,
      site: SITE,
      deadline: readDeadline(dueValue(sheet.plain, valueAt), sheet.source.sentAt, LIST_ZONE),
      query,
      partial: query === "" || (query.length >= CUT_AT && /(?:\.\.\.|…)$/.test(query)),
    },
    sheet,
  );
}

/** `From: Outlet`, then the headline up to the marked lines or the next paragraph. */
function labelledHead(block: string): Head | null {
  const froms = [...block.matchAll(FROM)];
  // Above the first marked line stands the list's own; below it `From:` is a word of the query.
  const text = MARKED_LINE.exec(block)?.index ?? block.length;
  const from = froms.filter(({ index }) => index < text).at(-1) ?? froms.at(-1);
  if (from === undefined) return null;
  const start = from.index + from[0].length;
  const headline = headlineAt(block, start);
  return { outlet: orNull(from[1]), headline: headline.words, textAt: headline.end };
}

function headlineAt(block: string, start: number): { words: string | null; end: number } {
  const lines = block.slice(start).split("\n");
  let at = start;
  let words = "";
  for (const line of lines) {
    const isText = /^\s*>/.test(line) && words !== "";
    if (isText || (words !== "" && line.trim() === "")) break;
    words = collapsed(`${words} ${line.replace(/[>*]/g, " ")}`);
    at += line.length + 1;
  }
  return { words: orNull(words), end: Math.min(at, block.length) };
}

/** HTML made text: outlet and headline on lines of their own, named once more in the subject `Outlet: headline`. */
function bareHead(block: string, subject: string | null): Head {
  const bySubject = subject === null ? null : subjectHead(block, subject);
  if (bySubject !== null) return bySubject;
  let at = 0;
  const found: string[] = [];
  for (const line of block.split("\n")) {
    const words = collapsed(line.replace(/[>*#]/g, " "));
    if (found.length === 2) break;
    if (words !== "" && !FRAME.test(collapsed(line))) found.push(words);
    at += line.length + 1;
  }
  return { outlet: found[0] ?? null, headline: found[1] ?? null, textAt: Math.min(at, block.length) };
}

function subjectHead(block: string, subject: string): Head | null {
  const bare = subject.replace(/^(?:\s*(?:fwd?|re|wg|tr|rv|aw|i)\s*:)+\s*/i, "");
  const colon = bare.indexOf(": ");
  if (colon < 1) return null;
  const headline = bare.slice(colon + 2).trim();
  const at = block.replace(/[\n>]/g, " ").indexOf(headline);
  if (headline.length < 4 || at === -1) return null;
  return { outlet: orNull(bare.slice(0, colon)), headline, textAt: at + headline.length };
}

/** The list's own marks before each line are no part of the query; a wrap may have drawn them into the line. */
function unmarked(text: string): string {
  const lines = text.trim().split("\n");
  const isDrawnIn = lines.filter((line) => MARK.test(line)).length === 1;
  const whole = lines.map((line) => line.replace(MARK, "")).join("\n");
  return isDrawnIn ? whole.replace(/ >(?= |$)/g, "") : whole;
}

const MARK = /^[^\S\n]{0,3}>[^\S\n]?/;

/** Up to the end of the line, or of the parenthesis that a wrap has broken. */
function dueValue(plain: string, at: number): string {
  const near = plain.slice(at, at + VALUE);
  const newline = near.indexOf("\n");
  const line = newline === -1 ? near : near.slice(0, newline);
  const close = near.indexOf(")");
  const isOpen = line.includes("(") && !line.includes(")") && close !== -1;
  return collapsed((isOpen ? near.slice(0, close + 1) : line).split(/RESPOND TO THIS/)[0] ?? "");
}
