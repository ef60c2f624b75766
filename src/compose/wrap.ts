/** Plain text to 72 columns: our own sentences are wrapped, quoted words never. */

export const COLUMNS = 72;
/** A second column further right than this is no column to hang under. */
const DEEPEST_HANG = 34;
/** Verbatim text stands in the rendered letter as this mark and its index; no printed value can hold it (`oneLine`). */
const MARK = "\u0001";

/** The mark that `wrapped` replaces with the words kept under that index. */
export function verbatimMark(index: number): string {
  return `${MARK}${index}${MARK}`;
}

/**
 * Wraps a rendered text template.
 *
 * A line hangs under its second column, told by two blanks (`1a  Joan …`); a tab pushes what follows it to the right
 * margin; no-break spaces become blanks at the end. More than two blank lines in a row, and blank ends, are dropped.
 */
export function wrapped(rendered: string, verbatim: readonly string[]): string {
  const lines = rendered.replaceAll("\r\n", "\n").split("\n").flatMap(wrapLine);
  const text = lines
    .join("\n")
    .replaceAll("\u00a0", " ")
    .replace(/\n{4,}/g, "\n\n\n")
    .replace(/^\n+/, "")
    .replace(/\n+$/, "");
  const marks = new RegExp(`${MARK}(\\d+)${MARK}`, "g");
  return `${text.replace(marks, (_mark, index: string) => verbatim[Number(index)] ?? "")}\n`;
}

/** One line of a stranger's words: no line breaks, no controls, nothing that turns the reading direction. */
export function oneLine(text: string): string {
  return text
    .replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff]/g, "")
    .replace(/[\p{Cc} \u2028\u2029]+/gu, " ")
    .trim();
}

/** The same words with LF line ends and without controls, which no reader shows and some terminals obey. */
export function uncontrolled(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(/(?![\n\t])\p{Cc}/gu, "");
}

function wrapLine(line: string): string[] {
  const [left = "", right] = line.split("\t");
  const lines = fold(left.replace(/ +$/, ""));
  if (right === undefined) return lines;
  const last = lines.pop() ?? "";
  const room = COLUMNS - width(last) - width(right);
  return room >= 2
    ? [...lines, `${last}${" ".repeat(room)}${right}`]
    : [...lines, last, right.padStart(COLUMNS)];
}

function fold(line: string): string[] {
  if (width(line) <= COLUMNS || line.includes(MARK)) return [line];
  const head = /^ *(?:\S+(?: \S+)* {2,})?/.exec(line)?.[0] ?? "";
  const lead = /^ */.exec(line)?.[0] ?? "";
  const isColumn = width(head) <= DEEPEST_HANG;
  const start = isColumn ? head : lead;
  const hang = " ".repeat(start.length);
  const out: string[] = [];
  let current = start;
  let isEmpty = true;
  for (const word of line.slice(start.length).split(/ +/)) {
    if (!isEmpty && width(current) + 1 + width(word) > COLUMNS) {
      out.push(current);
      current = hang;
      isEmpty = true;
    }
    current += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...out, current];
}

function width(text: string): number {
  return [...text].length;
}
