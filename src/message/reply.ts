/** The part of an answer that its sender wrote. */
import EmailReplyParser from "email-reply-parser";
import { LINE_CHARS, REPLY_CHARS } from "../bounds.ts";
import { blocksIn, unquoted } from "./block.ts";
import { introLength } from "./intro.ts";
import { markOf } from "./labels.ts";

/** The secret of a letter: 26 characters, 128 random bits (DESIGN 5). */
const REF = /^[\s*_]*ref:\s*([a-z0-9]{26})(?![a-z0-9])/i;

/**
 * What stands neither in a quote nor in a signature; empty when nothing is left.
 *
 * @param text tidied, LF line ends
 */
export function freeTextOf(text: string): string {
  const own = ownLines(text.split("\n")).join("\n").trim();
  return own.length > REPLY_CHARS ? own : withoutSignature(own);
}

/** Secrets on `ref: …` lines outside a quote, lower-case, each once. */
export function refsIn(text: string): string[] {
  if (!/\bref:/i.test(text)) return [];
  const refs = ownLines(text.split("\n")).flatMap((line) => REF.exec(line)?.[1]?.toLowerCase() ?? []);
  return [...new Set(refs)];
}

/** The lines above the quote; where nothing stands above it, those below and between that bear no quote mark. */
function ownLines(lines: readonly string[]): readonly string[] {
  const quote = quoteStart(lines);
  if (quote === null) return lines.filter((line) => !isQuoted(line));
  const above = lines.slice(0, quote.start);
  if (above.some((line) => line.trim() !== "" && !isQuoted(line)))
    return above.filter((line) => !isQuoted(line));
  const below = lines.slice(quote.end);
  return below.some(isQuoted) ? below.filter((line) => !isQuoted(line)) : [];
}

function quoteStart(lines: readonly string[]): { start: number; end: number } | null {
  const plain = lines.map((line) => unquoted(line).text);
  const block = blocksIn(lines)[0];
  for (let start = 0; start < (block?.start ?? lines.length); start++) {
    const length = introLength(plain, start);
    if (length > 0) return { start, end: start + length };
    const mark = markOf((plain[start] ?? "").trim());
    if (mark === "original" || mark === "forward") return { start, end: start + 1 };
  }
  return block === undefined ? null : { start: block.start, end: block.bodyStart };
}

function isQuoted(line: string): boolean {
  return /^\s*>/.test(line);
}

function withoutSignature(own: string): string {
  const short = own
    .split("\n")
    .map((line) => line.slice(0, LINE_CHARS))
    .join("\n");
  return new EmailReplyParser().read(short).getVisibleText().trim();
}
