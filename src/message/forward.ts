/**
 * The mails a mail passes on inline.
 *
 * Our own finder of labelled headers comes first: it knows every client's labels, nested forwards and any length.
 * The shapes it cannot know are in rare-forward.ts.
 */
import { ORIGINALS } from "../bounds.ts";
import type { Block } from "./block.ts";
import { type DateContext, printedDate } from "./dates.ts";
import { dashedWords, markOf } from "./labels.ts";
import { mailboxesIn } from "./mailboxes.ts";
import type { Original } from "./message.ts";
import type { Page } from "./page.ts";
import { rareForward } from "./rare-forward.ts";
import { withoutSignature } from "./reply.ts";
import { forwardedSubject, subjectKind } from "./subject.ts";
import { oneLine } from "./tidy.ts";

/** A note above a forward is a few lines; a longer text above a header that nothing announces is an answer. Characters. */
const NOTE_CHARS = 400;
const SUBJECT_CHARS = 1000;
const CROATIAN_LABELS = /^(?:šalje|pošiljatelj)$/i;

export interface Forwards {
  readonly originals: readonly Original[];
  /** What stands above the first; null when nothing, or when there is no original. */
  readonly note: string | null;
}

export interface ForwardContext {
  /** The subject of the mail that passes on; null when absent. */
  readonly subject: string | null;
  readonly outer: DateContext["outer"];
}

const NONE: Forwards = { originals: [], note: null };

/** @param headers all of the page's, in order */
export function forwardsIn(page: Page, headers: readonly Block[], context: ForwardContext): Forwards {
  const blocks = headers.slice(0, ORIGINALS);
  const first = blocks[0];
  if (first === undefined) return ofRare(page, context);
  if (!isForward(page, first, context)) return NONE;
  return {
    originals: blocks.map((block, index) => originalOf(page.lines, block, blocks[index + 1]?.start, context)),
    note: noteAbove(page.lines, first.start),
  };
}

function ofRare(page: Page, context: ForwardContext): Forwards {
  const rare = rareForward(page, subjectKind(context.subject));
  if (rare === null) return NONE;
  if ("values" in rare) {
    return {
      originals: [originalOf(page.lines, rare, undefined, context)],
      note: noteAbove(page.lines, rare.start),
    };
  }
  const { from, to, subject, date, start, bodyStart } = rare;
  const original: Original = {
    from,
    to,
    subject: subjectOf(subject, context),
    sentAt: printedDate(date, { outer: context.outer, croatian: false }),
    messageId: null,
    text: bodyOf(page.lines.slice(bodyStart), 0),
    attached: false,
  };
  return { originals: [original], note: noteAbove(page.lines, start) };
}

function isForward(page: Page, block: Block, { subject }: ForwardContext): boolean {
  const kind = subjectKind(subject);
  if (kind === "forward") return true;
  const isQuoted = page.intro !== null && page.intro.start < block.start;
  if (isQuoted) return false;
  if (block.mark === "forward") return true;
  return kind !== "reply" && page.lines.slice(0, block.start).join("\n").trim().length <= NOTE_CHARS;
}

function noteAbove(lines: readonly string[], end: number): string | null {
  return noteOf(lines.slice(0, end).join("\n"));
}

/** A text above what is passed on, without a signature; null when nothing is left. */
export function noteOf(text: string): string | null {
  const note = text.trim();
  return (note.length > NOTE_CHARS ? note : withoutSignature(note)) || null;
}

function originalOf(
  lines: readonly string[],
  block: Block,
  end: number | undefined,
  context: ForwardContext,
): Original {
  const { values } = block;
  const dates = { outer: context.outer, croatian: CROATIAN_LABELS.test(block.fromLabel) };
  return {
    from: mailboxesIn(values.get("from") ?? "")[0] ?? null,
    to: mailboxesIn(values.get("to") ?? ""),
    subject: subjectOf(values.get("subject"), context),
    sentAt: printedDate(values.get("date") ?? "", dates),
    messageId: null,
    text: bodyOf(lines.slice(block.bodyStart, end), block.depth),
    attached: false,
  };
}

/** The printed one; else her `Fwd: …` without its word, but never a subject of her own. */
function subjectOf(printed: string | null | undefined, { subject }: ForwardContext): string | null {
  const inner = oneLine(printed ?? "", SUBJECT_CHARS);
  if (inner !== "" || subjectKind(subject) !== "forward") return inner || null;
  return forwardedSubject(subject ?? "") || null;
}

/** Takes off the quote marks or the indent that the forward put before every line, and its closing line. */
function bodyOf(lines: readonly string[], depth: number): string {
  const filled = lines.filter((line) => line.trim() !== "");
  const quoted = depth === 0 && filled.length > 0 && filled.every((line) => /^\s*>/.test(line));
  const indented = filled.length > 0 && filled.every((line) => line.startsWith("    "));
  const plain = lines.map((line) => (indented ? line.slice(4) : unquotedBy(line, quoted ? 1 : depth)));
  const opening = plain.findIndex((line) => line.trim() !== "");
  if (opening >= 0 && isClosing(plain[opening] ?? "")) plain.splice(0, opening + 1);
  const closing = plain.findLastIndex((line) => line.trim() !== "");
  if (closing >= 0 && isClosing(plain[closing] ?? "")) plain.splice(closing);
  return plain
    .join("\n")
    .replace(/^\s*\n/, "")
    .trimEnd();
}

/** Zoho repeats its opening line below the header, mail.ru and Yandex end with `----- Конец пересылаемого сообщения -----`. */
function isClosing(line: string): boolean {
  return dashedWords(line.trim()) !== null && markOf(line.trim()) === "forward";
}

function unquotedBy(line: string, depth: number): string {
  let text = line;
  for (let level = 0; level < depth; level++) {
    text = text.replace(/^[ \t]*>[ \t]?/, "");
  }
  return text;
}
