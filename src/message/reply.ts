/** The part of an answer that its sender wrote. */
import EmailReplyParser from "email-reply-parser";
import { LINE_CHARS, REPLY_CHARS } from "../bounds.ts";
import type { Block } from "./block.ts";
import { markOf } from "./labels.ts";
import type { Page } from "./page.ts";

/** The secret of a letter: 26 characters, 128 random bits (DESIGN 5). */
const REF = /^[\s*_]*ref:\s*([a-z0-9]{26})(?![a-z0-9])/i;

/** A signature stands in the last lines: only they are looked at, for looking costs more than parsing. */
const SIGNATURE_LINES = 25;

/** A mail of more lines that answers nothing is a list's or a letter's, and whole. */
const ANSWER_LINES = 40;

/**
 * What stands neither in a quote nor in a signature; empty when nothing is left.
 *
 * @param own what `ownLines` gave
 */
export function freeTextOf(own: readonly string[], { isAnswer }: { readonly isAnswer: boolean }): string {
  const lines = own.slice(0, own.findLastIndex(hasWords) + 1);
  if (!isAnswer && lines.length > ANSWER_LINES) return lines.join("\n").trim();
  const end = lines.slice(-SIGNATURE_LINES).join("\n");
  const start = lines.slice(0, -SIGNATURE_LINES).join("\n");
  const kept = end.length > REPLY_CHARS ? end : withoutSignature(end);
  return (start === "" ? kept : `${start}\n${kept}`).trim();
}

/** A line of signs at the end only parted the answer from the quote. */
function hasWords(line: string): boolean {
  return !/^[\s=_*~-]*$/.test(line);
}

/** Secrets on `ref: …` lines, lower-case, each once. */
export function refsIn(own: readonly string[]): string[] {
  const refs = own.filter((line) => REF.test(line)).map((line) => REF.exec(line)?.[1]?.toLowerCase() ?? "");
  return [...new Set(refs)];
}

/** The lines above the quote; where nothing stands above it, those below and between that bear no quote mark. */
export function ownLines(page: Page, header: Block | undefined): readonly string[] {
  const { lines } = page;
  const quote = quoteStart(page, header);
  if (quote === null) return lines.filter((line) => !isQuoted(line));
  const above = lines.slice(0, quote.start);
  if (above.some((line) => line.trim() !== "" && !isQuoted(line)))
    return above.filter((line) => !isQuoted(line));
  const below = lines.slice(quote.end);
  return below.some(isQuoted) ? below.filter((line) => !isQuoted(line)) : [];
}

function quoteStart(
  { plain, intro }: Page,
  header: Block | undefined,
): { start: number; end: number } | null {
  const end = Math.min(header?.start ?? plain.length, intro?.start ?? plain.length);
  const marked = plain.slice(0, end).findIndex((line) => {
    const mark = markOf(line.trim());
    return mark === "original" || mark === "forward";
  });
  if (marked >= 0) return { start: marked, end: marked + 1 };
  if (intro !== null && intro.start === end) return intro;
  return header === undefined ? null : { start: header.start, end: header.bodyStart };
}

function isQuoted(line: string): boolean {
  return line.trimStart().startsWith(">");
}

/**
 * Whatever the library takes for a signature, a quote or what stands above one holds one of these; most texts hold
 * none, and reading them costs it as much as a small mail costs mailparser.
 */
const MAY_BE_SIGNED = new RegExp(
  [
    "^>|>:?\\s*$|^\\s*(?:[-_]{2,4}|[+=]{2,4}|_{32})\\s*$",
    "wrote|écrit|escrib|scritto|escreveu|schrieb|schreef|pisze|napisał|skrev|kirjoitti|写道|작성|のメッセージ|г\\. в",
    "\\b(?:From|Von|De|Van|Da)\\s?:|original|oprindelig|d'origine|ursprüngliche",
    "sent from|get outlook|cheers|best wishes|regards|gesendet|sendt fra|envoyé|télécharger|bien . vous",
    "cordialement|bonne (?:journ|soir)|enviado|in data|verzonden|verstuurd",
  ].join("|"),
  "imu",
);
const LINE_ENDS = /[^\S\n]+$/gm;

/** What a person wrote, without a mobile's or their own signature; empty when it is nothing else. */
export function withoutSignature(own: string): string {
  if (!MAY_BE_SIGNED.test(own)) return own.replace(LINE_ENDS, "").trim();
  // The library notes a signature only when it reads a line above it.
  const short = own
    .split("\n")
    .map((line) => line.slice(0, LINE_CHARS))
    .join("\n");
  return new EmailReplyParser().read(`\n${short}`).getVisibleText().trim();
}
