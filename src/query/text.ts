/** The text of a mail, made ready for readers: one copy to match on, one to cut queries from, offsets the same. */
import { TEXT_CHARS } from "../bounds.ts";
import type { Address } from "../message/message.ts";
import { withoutWrappers } from "./links.ts";

/** One original of a forward, or the mail itself. */
export interface Source {
  readonly from: Address | null;
  readonly subject: string | null;
  /** The inner mail's own date: years of deadlines hang on it. */
  readonly sentAt: Date | null;
  readonly text: string;
  readonly listId: string | null;
}

export interface Sheet {
  /** Whether characters stand in it that nobody sees. */
  readonly hidesCharacters: boolean;
  readonly source: Source;
  /** Word for word, LF line ends. */
  readonly text: string;
  /** The same, each odd blank made a space: never longer or shorter than `text`. */
  readonly plain: string;
}

/** No-break, figure, thin and zero-width blanks, which clients put in the place of a space. */
const ODD_BLANKS = /[\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]/g;
/** Tag characters, turned directions, runs of zero-width blanks. */
const INVISIBLE = /\udb40[\udc00-\udc7f]|[\u202a-\u202e\u2066-\u2069]|[\u200b\u200c\u2060]{4,}/;
/** One look for all of these. */
const ODD = /[\u00a0\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\udb40]/;
/** Forwards quoted this deep lose all their marks. */
const QUOTE_DEPTH = 6;
/** From this share of marked lines the marks are a forward's and not the list's own (Qwoted marks its query). */
const QUOTED_SHARE = 0.85;

export function sheetOf(source: Source): Sheet {
  const text = withoutResidue(unquoted(withoutWrappers(evenLines(source.text.slice(0, TEXT_CHARS)))));
  if (!ODD.test(text)) return { source, text, plain: text, hidesCharacters: false };
  return { source, text, plain: withPlainBlanks(text), hidesCharacters: INVISIBLE.test(text) };
}

function evenLines(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

/** Each odd blank made a space; the length stays. */
export function withPlainBlanks(text: string): string {
  return ODD.test(text) ? text.replace(ODD_BLANKS, " ") : text;
}

/** White space made single spaces, none at the ends. */
export function collapsed(text: string): string {
  return (UNEVEN.test(text) ? text.replace(OTHER_BLANKS, " ").replace(/ {2,}/g, " ") : text).trim();
}

const UNEVEN = /[^\S ]| {2}/;

/** Single spaces, most of any text, are left untouched: matching each of them is what made this slow. */
const OTHER_BLANKS = /[^\S ]+/g;

/** Null for an empty text: unknown is null. */
export function orNull(text: string | undefined): string | null {
  const value = collapsed(text ?? "");
  return value === "" ? null : value;
}

/** `x@y <mailto:x@y>` and `*Label:*` are how clients print a link and bold letters. */
function withoutResidue(text: string): string {
  const linked = text.includes("mailto:") ? text.replace(MAILTO, "$1") : text;
  return linked.includes(":*") ? linked.replace(BOLD_LABEL, "$1$2") : linked;
}

const MAILTO = /([\w.+'-]{1,80}@[\w.-]{1,120})\s?[<[(]mailto:[^>\])\s]{1,300}[>\])]/g;
const BOLD_LABEL =
  /((?:^|\n)[ \t>]{0,6}(?:\d{1,3}(?:\.\d{1,3})?[.)][ \t]{0,3})?)\*{1,2}([A-Z][^*\n:]{1,40}:)\*{1,2}/g;

function unquoted(text: string): string {
  if (!text.includes(">") || !/(?:^|\n) {0,3}>/.test(text)) return text;
  let lines = text.split("\n");
  for (let depth = 0; depth < QUOTE_DEPTH && isQuoted(lines); depth++)
    lines = lines.map((line) => line.replace(/^\s{0,3}> ?/, ""));
  return lines.join("\n");
}

function isQuoted(lines: readonly string[]): boolean {
  const filled = lines.filter((line) => line.trim() !== "");
  const marked = filled.filter((line) => /^\s{0,3}>/.test(line));
  return marked.length > 0 && marked.length >= filled.length * QUOTED_SHARE;
}
