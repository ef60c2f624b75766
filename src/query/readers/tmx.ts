/** TMX Messenger: `1. Title`, `Synopsis: …`, `Sent from: OUTLET / reply to journalist, email: send+N.N@tmxmessenger.com`. */
import { LIST_ZONE, NO_DEADLINE, readDeadline } from "../deadline.ts";
import { withoutTail } from "../endings.ts";
import { addressIn, personField } from "../fields.ts";
import type { MediaQuery } from "../query.ts";
import { edition, mediaQuery, type Reader } from "../reader.ts";
import { collapsed, orNull, type Sheet } from "../text.ts";

const SYNOPSIS = /(?<=^|[\s>*])Synopsis:[ \t*]{0,4}/gi;
const SENDER = /(?:^|[\s>*])Sent\s+from:\s*/i;
const RELAY = /send\+[\d.]{1,30}@tmxmessenger\.com/i;
const TITLE = /(?:^|\s)(\d{1,3})\.\s+(\S[^\n]{0,300}(?:\n(?!\s*\n)[^\n]{0,300}){0,3})$/;
const DEADLINE = /(?:^|\n)[ \t>*]{0,6}Deadline:[ \t]*([^\n]{1,120})/i;
const FRAME = /^(?:messages? below from (?:a )?newsrooms?\.?|newsroom messages?:?|[-_*=]{5,})$/i;

export const tmx: Reader = { service: "tmx", recognises, read };

function recognises({ plain }: Sheet): boolean {
  return /Synopsis:/i.test(plain) && (RELAY.test(plain) || /messages? below from/i.test(plain));
}

function read(sheet: Sheet): ReturnType<Reader["read"]> {
  const marks = [...sheet.plain.matchAll(SYNOPSIS)];
  let from = 0;
  let category: string | null = null;
  const queries: MediaQuery[] = [];
  for (const [place, mark] of marks.entries()) {
    const next = marks[place + 1]?.index ?? sheet.plain.length;
    const head = headOf(sheet.plain.slice(from, mark.index));
    category = head.category ?? category;
    const end = endOfMessage(sheet.plain, mark.index, next);
    queries.push(readMessage(sheet, mark.index + mark[0].length, end, head, category));
    from = end;
  }
  return queries.length === 0 ? null : edition("tmx", null, queries, []);
}

interface Head {
  readonly number: string | null;
  readonly title: string | null;
  readonly category: string | null;
}

/** The numbered title closes the block; above it may stand a category line. */
function headOf(block: string): Head {
  const trimmed = block.trimEnd();
  const title = TITLE.exec(trimmed);
  const lines = (title === null ? trimmed : trimmed.slice(0, title.index))
    .split("\n")
    .map((line) => collapsed(line.replace(/[>*]/g, " ")));
  const words = lines.filter((line) => line !== "" && !FRAME.test(line));
  if (title !== null)
    return { number: title[1] ?? null, title: orNull(title[2]), category: short(words.at(-1)) };
  return { number: null, title: words.at(-1) ?? null, category: short(words.at(-2)) };
}

/** A category is a word or three; a sentence is the note above the list. */
function short(line: string | undefined): string | null {
  const words = (line ?? "").replace(/^.*newsrooms\.\s*/i, "");
  return words === "" || words.length > 40 || /[.!?:]$/.test(words) ? null : words;
}

/** Behind the relay address; where it is missing, where the next title begins. */
function endOfMessage(plain: string, from: number, next: number): number {
  const block = plain.slice(from, next);
  const sender = SENDER.exec(block);
  const relay = RELAY.exec(sender === null ? "" : block.slice(sender.index));
  if (sender !== null && relay !== null) return from + sender.index + relay.index + relay[0].length;
  const newline = sender === null ? -1 : block.indexOf("\n", sender.index + sender[0].length);
  return newline === -1 ? next : from + newline;
}

function readMessage(
  sheet: Sheet,
  from: number,
  end: number,
  head: Head,
  category: string | null,
): MediaQuery {
  const block = sheet.plain.slice(from, end);
  const sender = SENDER.exec(block);
  const due = DEADLINE.exec(block);
  const stop = Math.min(sender?.index ?? block.length, due?.index ?? block.length);
  const query = sheet.text.slice(from, from + withoutTail(block.slice(0, stop))).trim();
  const from_ = sender === null ? "" : block.slice(sender.index + sender[0].length);
  const [outlet, journalist] = senderOf(from_);
  const replyTo = addressIn(RELAY.exec(from_)?.[0]);
  return mediaQuery(
    "tmx",
    {
      number: head.number,
      summary: head.title,
      category,
      outlet,
      journalist,
      replyTo,
      deadline: due === null ? NO_DEADLINE : readDeadline(due[1] ?? null, sheet.source.sentAt, LIST_ZONE),
      query,
      partial: query === "" || /(?:\.\.\.|…)$/.test(query),
    },
    sheet,
  );
}

/** `NBC / reply to journalist, email: …`, or with a name: `NBC / Dana Wu, email: …`. */
function senderOf(line: string): [string | null, string | null] {
  const [outlet = "", answer = ""] = line.split(/\s\/\s|,?\s+reply\s+to\b/i);
  const name = answer.split(/,|\bemail:/i)[0] ?? "";
  return [
    orNull(outlet.replace(RELAY, "")),
    /journalist|^reply|@|^to\b/i.test(name) ? null : personField(name),
  ];
}
