/** A text cut into lines once, each with and without its quote marks: what the finders of forwards and quotes look at. */

export interface Page {
  /** As they stand. */
  readonly lines: readonly string[];
  /** Without quote marks and without blanks at their end. */
  readonly plain: readonly string[];
  /** How many `>` stand before each. */
  readonly depths: readonly number[];
}

const QUOTE_MARKS = /^[ \t]*(?:>[ \t]?)+/;

/** @param text tidied, LF line ends */
export function pageOf(text: string): Page {
  const lines = text.split("\n");
  const marks = lines.map((line) => (mayBeQuoted(line) ? (QUOTE_MARKS.exec(line)?.[0] ?? "") : ""));
  return {
    lines,
    plain: lines.map((line, index) => line.slice(marks[index]?.length ?? 0).trimEnd()),
    depths: marks.map((mark) => mark.split(">").length - 1),
  };
}

function mayBeQuoted(line: string): boolean {
  const first = line.charCodeAt(0);
  return first === 62 || ((first === 32 || first === 9) && line.includes(">"));
}
