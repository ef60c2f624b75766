/**
 * The mails a mail passes on inline.
 *
 * Our own finder of labelled headers comes first: it knows every client's labels, nested forwards and any length.
 * `email-forward-parser` reads the two shapes that have no header of their own (Yahoo's, run together into one line,
 * and Outlook for Mac's single line), and labels we do not know; it sees only the head of the block, as if the
 * subject were `Fwd: `, with mailto links taken out.
 */
import EmailForwardParser from "email-forward-parser";
import { LINE_CHARS, ORIGINALS } from "../bounds.ts";
import { type Block, introAbove } from "./block.ts";
import { type DateContext, printedDate } from "./dates.ts";
import { plainAddress } from "./header.ts";
import { introLength } from "./intro.ts";
import { markOf } from "./labels.ts";
import type { Address, Original } from "./message.ts";
import type { Page } from "./page.ts";
import { forwardedSubject, subjectKind } from "./subject.ts";
import { oneLine } from "./tidy.ts";

/** What the library sees of a block. Characters. */
const HEAD_CHARS = 4000;
/** Of a list of addressees no more is read. Characters. */
const MAILBOXES_CHARS = 2000;
/** A note above a forward is a few lines; a longer text above a header that nothing announces is an answer. Characters. */
const NOTE_CHARS = 400;
const SUBJECT_CHARS = 1000;
const NAME_CHARS = 200;
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
const library = new EmailForwardParser();

/** @param headers all of the page's, in order */
export function forwardsIn(page: Page, headers: readonly Block[], context: ForwardContext): Forwards {
  const { lines } = page;
  const blocks = headers.slice(0, ORIGINALS);
  const first = blocks[0];
  if (first !== undefined && isForward(page, first, context)) {
    return {
      originals: blocks.map((block, index) => originalOf(lines, block, blocks[index + 1]?.start, context)),
      note: noteAbove(lines, first.start),
    };
  }
  return first === undefined ? unlabelledForward(page, context) : NONE;
}

function isForward(page: Page, block: Block, { subject }: ForwardContext): boolean {
  const kind = subjectKind(subject);
  if (kind === "forward") return true;
  if (introAbove(page, block.start)) return false;
  if (block.mark === "forward") return true;
  return kind !== "reply" && (noteAbove(page.lines, block.start)?.length ?? 0) <= NOTE_CHARS;
}

function noteAbove(lines: readonly string[], end: number): string | null {
  return lines.slice(0, end).join("\n").trim() || null;
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

/** Takes off the quote marks or the indent that the forward put before every line. */
function bodyOf(lines: readonly string[], depth: number): string {
  const filled = lines.filter((line) => line.trim() !== "");
  const quoted = depth === 0 && filled.length > 0 && filled.every((line) => /^\s*>/.test(line));
  const indented = filled.length > 0 && filled.every((line) => line.startsWith("    "));
  return lines
    .map((line) => (indented ? line.slice(4) : unquotedBy(line, quoted ? 1 : depth)))
    .join("\n")
    .replace(/^\s*\n/, "")
    .trimEnd();
}

function unquotedBy(line: string, depth: number): string {
  let text = line;
  for (let level = 0; level < depth; level++) {
    text = text.replace(/^[ \t]*>[ \t]?/, "");
  }
  return text;
}

const MAILBOX =
  /(?:"([^"]*)"|'([^']*)'|([^<>[\]();"]*?))\s*[<[(]\s*(?:mailto:)?([^\s<>[\]()@]+@[^\s<>[\]()]+?)(?:<mailto:[^<>]*>)?\s*[>\])]+|([^\s<>[\]()@,;:"]+@[^\s<>[\]()@,;:"]+)/g;

/** `Jo Doe <jo@x.org>, Ann [mailto:ann@x.org]; "Lee, Bo" <bo@x.org<mailto:bo@x.org>>` */
export function mailboxesIn(value: string): Address[] {
  const plain = value.slice(0, MAILBOXES_CHARS).replace(/<mailto:[^<>]*>(?=\s*[<>])/g, "");
  return [...plain.matchAll(MAILBOX)].flatMap((found) => {
    const address = plainAddress(found[4] ?? found[5] ?? "");
    if (address === null) return [];
    return [{ address, name: displayName(found[1] ?? found[2] ?? found[3] ?? "", address) }];
  });
}

function displayName(printed: string, address: string): string | null {
  const name = oneLine(printed, NAME_CHARS)
    .replace(/^[\s,;]+|[\s,;]+$/g, "")
    .replace(/^["'«„“]+\s?|\s?["'»“”]+$/g, "");
  return name === "" || name.toLowerCase() === address ? null : name;
}

/** Yahoo's header in one line, or Outlook for Mac's `On 28/10/2021 12:46, "Jo Doe" <jo@x.org> wrote:` over the whole mail. */
function unlabelledForward(page: Page, context: ForwardContext): Forwards {
  const { lines } = page;
  const opening = gluedHeader(lines) ?? introOfWhole(page, context) ?? unknownHeader(page, context);
  if (opening === null) return NONE;
  const read = library.read(headOf(lines.slice(opening.start)), "Fwd: ").email;
  const address = plainAddress(read.from.address ?? "");
  if (address === null) return NONE;
  const { start, bodyStart } = opening;
  return {
    originals: [
      {
        from: { address, name: displayName(read.from.name ?? "", address) },
        to: [read.to ?? []]
          .flat()
          .flatMap((to) => mailboxesIn(to.address ?? "").map((each) => ({ ...each, name: to.name }))),
        subject: subjectOf(read.subject, context),
        sentAt: printedDate(read.date ?? "", { outer: context.outer, croatian: false }),
        messageId: null,
        text: bodyOf(lines.slice(bodyStart), 0),
        attached: false,
      },
    ],
    note: noteAbove(lines, start),
  };
}

interface Opening {
  readonly start: number;
  readonly bodyStart: number;
}

/** `----- Forwarded Message ----- From: Jo Doe <jo@x.org>To: …Subject: …`, all in one line. */
function gluedHeader(lines: readonly string[]): Opening | null {
  const start = lines.findIndex((line) => {
    const [, mark] = /^\s*(-{3,}[^-]{5,60}-{3,})\s*\S/.exec(line) ?? [];
    return mark !== undefined && markOf(mark.trim()) !== null && line.includes("@");
  });
  return start < 0 ? null : { start, bodyStart: start + 1 };
}

/** A mail that is nothing but one other mail below an intro line, which an answer never is: it would be quoted. */
function introOfWhole({ lines }: Page, { subject }: ForwardContext): Opening | null {
  const kind = subjectKind(subject);
  if (kind === "reply") return null;
  const start = lines.findIndex((_line, index) => introLength(lines, index) > 0);
  if (start < 0) return null;
  const bodyStart = start + introLength(lines, start);
  const body = lines.slice(bodyStart).filter((line) => line.trim() !== "");
  if (body.length === 0) return null;
  const isQuoted = body.some((line) => line.trimStart().startsWith(">"));
  const isIndented = body.every((line) => line.startsWith("    "));
  const isWhole = noteAbove(lines, start) === null && !isQuoted;
  return kind === "forward" || isWhole || isIndented ? { start, bodyStart } : null;
}

/** A header in a language we have no labels of: the library may know it. */
function unknownHeader({ plain }: Page, { subject }: ForwardContext): Opening | null {
  const start = plain.findIndex((line) => markOf(line.trim()) === "forward");
  if (start < 0 && subjectKind(subject) !== "forward") return null;
  const from = Math.max(start, 0);
  const blank = plain.findIndex((line, index) => index > from + 2 && line.trim() === "");
  return blank < 0 ? null : { start: from, bodyStart: blank + 1 };
}

/** What the library may see: short lines, no mailto links, few characters. */
function headOf(lines: readonly string[]): string {
  return lines
    .slice(0, 60)
    .map((line) => line.slice(0, LINE_CHARS))
    .join("\n")
    .replace(/<mailto:([^<>]*)>/g, "")
    .replace(/\[mailto:([^[\]]*)\]/g, "<$1>")
    .slice(0, HEAD_CHARS);
}
