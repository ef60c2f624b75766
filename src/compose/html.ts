/** A stranger's text as HTML: escaped, its paragraphs, lists and line breaks kept. */
import Handlebars from "handlebars";

/** Text whose longest line is wider than this was not wrapped by a mail program. */
const WIDEST_WRAP = 80;
/** And narrower than this it was not wrapped either: those are lists and verses. */
const NARROWEST_WRAP = 50;

/** What a wrap moves as one: a word, or a clock of ours with its letters. */
const UNBROKEN = /^(?:\d{1,2}:\d\d [AP]M(?: [A-Z]{2,4}\b)?\S*|\S+)/;

/**
 * Paragraphs as `<p>`, kept line breaks as `<br>`. Lines that only a mail program broke (the next word would not have
 * fitted) run on, so that a phone can fold them itself; not one word or sign is changed.
 */
export function asHtml(text: string): string {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  const width = Math.max(...lines.map((line) => line.trimEnd().length));
  const isWrapped = width <= WIDEST_WRAP && width >= NARROWEST_WRAP;
  return paragraphs(lines)
    .map((paragraph) => `<p>${joined(paragraph, isWrapped ? width : Number.POSITIVE_INFINITY)}</p>`)
    .join("\n");
}

function paragraphs(lines: readonly string[]): string[][] {
  const found: string[][] = [[]];
  for (const line of lines) {
    if (line.trim() === "") found.push([]);
    else found.at(-1)?.push(line);
  }
  return found.filter((paragraph) => paragraph.length > 0);
}

function joined(lines: readonly string[], width: number): string {
  return lines
    .map((line, at) => {
      const next = lines[at + 1];
      if (next === undefined) return spaced(line);
      return `${spaced(line)}${runsOn(line, next, width) ? "\n" : "<br>\n"}`;
    })
    .join("");
}

function runsOn(line: string, next: string, width: number): boolean {
  if (/^\s|^(?:[-*•–·>]|\(?\w{1,3}[.)])/.test(next)) return false;
  const word = UNBROKEN.exec(next)?.[0] ?? "";
  return line.trimEnd().length + 1 + word.length > width;
}

/** Runs of blanks keep their width. */
function spaced(line: string): string {
  return Handlebars.escapeExpression(line.trimEnd())
    .replaceAll("\t", "    ")
    .replace(/^ | {2,}/g, (blanks) => "\u00a0".repeat(blanks.length));
}
