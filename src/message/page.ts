/** A text cut into lines once, each with and without its quote marks: what the finders of forwards and quotes look at. */
import { introLength } from "./intro.ts";

export interface Page {
  /** As they stand. */
  readonly lines: readonly string[];
  /** Without quote marks and without blanks at their end. */
  readonly plain: readonly string[];
  /** How many `>` stand before each. */
  readonly depths: readonly number[];
  /** The first line or lines that say `On … wrote:`, end exclusive; null when none do. */
  readonly intro: { readonly start: number; readonly end: number } | null;
}

const QUOTE_MARKS = /^[ \t]*(?:>[ \t]?)+/;

/** @param text tidied, LF line ends */
export function pageOf(text: string): Page {
  const lines = text.split("\n");
  const marks = lines.map((line) => (mayBeQuoted(line) ? (QUOTE_MARKS.exec(line)?.[0] ?? "") : ""));
  const plain = lines.map((line, index) => withoutEnd(line.slice(marks[index]?.length ?? 0)));
  return {
    lines,
    plain,
    depths: marks.map((mark) => (mark === "" ? 0 : mark.split(">").length - 1)),
    intro: firstIntro(plain),
  };
}

function firstIntro(plain: readonly string[]): Page["intro"] {
  for (let start = 0; start < plain.length; start++) {
    const length = introLength(plain, start);
    if (length > 0) return { start, end: start + length };
  }
  return null;
}

function withoutEnd(line: string): string {
  return line.charCodeAt(line.length - 1) > 32 ? line : line.trimEnd();
}

function mayBeQuoted(line: string): boolean {
  const first = line.charCodeAt(0);
  return first === 62 || ((first === 32 || first === 9) && line.includes(">"));
}
