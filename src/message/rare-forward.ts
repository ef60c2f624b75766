/**
 * Forwards without a labelled header that we know: Yahoo's, whose header is run together into one line; Outlook for
 * Mac's and Yandex's, which print `On 3/3/2026 6:02, "Jo Doe" <jo@example.com> wrote:` alone; and labels of languages
 * that are in no table of ours.
 *
 * `email-forward-parser` reads the first two. It sees only the head of the block, as if the subject were `Fwd: `, with
 * mailto links taken out: bare it finds hardly any of the forwards whose subject she retyped, and a long text costs ten
 * times what mailparser takes.
 */
import EmailForwardParser from "email-forward-parser";
import { LINE_CHARS } from "../bounds.ts";
import { type Block, guessedBlock } from "./block.ts";
import { plainAddress } from "./header.ts";
import { dashedWords, markOf } from "./labels.ts";
import { displayName, mailboxesIn } from "./mailboxes.ts";
import type { Address } from "./message.ts";
import type { Page } from "./page.ts";

/** What the library sees of a block. Characters. */
const HEAD_CHARS = 4000;
/** Of what is called a header by nothing but its shape, the first of so many filled lines. */
const TOP_LINES = 6;

export interface RareForward {
  readonly from: Address;
  readonly to: readonly Address[];
  readonly subject: string | null;
  /** As printed; empty when none is. */
  readonly date: string;
  readonly start: number;
  readonly bodyStart: number;
}

interface Opening {
  readonly start: number;
  /** The first line that the library may see. */
  readonly head: number;
  readonly bodyStart: number;
}

const library = new EmailForwardParser();

/** @param kind what the subject says of the mail */
export function rareForward(page: Page, kind: "forward" | "reply" | "own"): RareForward | Block | null {
  const opening = gluedHeader(page) ?? introOfWhole(page, kind);
  return (opening === null ? null : readByLibrary(page, opening)) ?? unknownLabels(page, kind);
}

/** `----- Forwarded Message ----- From: Jo Doe <jo@x.org>To: …Subject: …`, all in one line. */
function gluedHeader({ lines }: Page): Opening | null {
  const start = lines.findIndex((line) => {
    const [, mark] = /^\s*(-{3,}[^-]{5,60}-{3,})\s*\S/.exec(line) ?? [];
    return mark !== undefined && markOf(mark.trim()) !== null && line.includes("@");
  });
  return start < 0 ? null : { start, head: start, bodyStart: start + 1 };
}

/**
 * A mail that is nothing but one other mail below an intro line, which an answer never is: it would be quoted.
 * A line that says so may stand above it.
 */
function introOfWhole({ lines, plain, intro }: Page, kind: "forward" | "reply" | "own"): Opening | null {
  if (intro === null) return null;
  const { start: head, end: bodyStart } = intro;
  const above = plain.slice(0, head).findLastIndex((line) => line.trim() !== "");
  const isMarked = above >= 0 && markOf((plain[above] ?? "").trim()) === "forward";
  const opening = { start: isMarked ? above : head, head, bodyStart };
  if (isMarked || kind === "forward") return opening;
  const body = lines.slice(bodyStart).filter((line) => line.trim() !== "");
  if (kind === "reply" || body.length === 0) return null;
  const isQuoted = body.some((line) => line.trimStart().startsWith(">"));
  const isIndented = body.every((line) => line.startsWith("    "));
  return (above < 0 && !isQuoted) || isIndented ? opening : null;
}

function readByLibrary({ plain }: Page, { start, head, bodyStart }: Opening): RareForward | null {
  const read = library.read(headOf(plain.slice(head)), "Fwd: ").email;
  const address = plainAddress(read.from.address ?? "");
  if (address === null) return readIntro(plain.slice(head, bodyStart).join(" "), { start, bodyStart });
  return {
    from: { address, name: displayName(read.from.name ?? "", address) },
    to: [read.to ?? []].flat().flatMap(({ address, name }) => {
      const plainTo = plainAddress(address ?? "");
      return plainTo === null ? [] : [{ address: plainTo, name: displayName(name ?? "", plainTo) }];
    }),
    subject: read.subject ?? null,
    date: read.date ?? "",
    start,
    bodyStart,
  };
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

/** `03.03.2026, 06:02, "Jo Doe" <jo@example.com>:` */
function readIntro(
  line: string,
  { start, bodyStart }: { start: number; bodyStart: number },
): RareForward | null {
  const mailbox = /"[^"]*"\s*<[^<>]+>|[^\s<>()",;]+@[^\s<>()",;]+/.exec(line.slice(0, LINE_CHARS))?.[0] ?? "";
  const from = mailboxesIn(mailbox)[0];
  return from === undefined ? null : { from, to: [], subject: null, date: line, start, bodyStart };
}

/** A header in a language we have no labels of: three labelled lines or more below `----- words -----`, or at the top. */
function unknownLabels({ plain }: Page, kind: "forward" | "reply" | "own"): Block | null {
  let filled = 0;
  let announced = false;
  for (const [index, line] of plain.entries()) {
    const text = line.trim();
    if (text === "") continue;
    filled++;
    const isTop = kind === "forward" && filled <= TOP_LINES;
    const block = announced || isTop ? guessedBlock(plain, index) : null;
    if (block !== null) return block;
    announced = dashedWords(text) !== null;
  }
  return null;
}
