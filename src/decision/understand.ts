/** Everything that reading alone can say about a mail. Pure and bounded; runs in a worker with limits. */

import { HEAD_BYTES, MAIL_BYTES } from "../bounds.ts";
import type { Reading } from "../command/command.ts";
import { readCommands } from "../command/read.ts";
import { bookText } from "../contact/contacts.ts";
import { type CalendarEvent, readEvent } from "../message/calendar.ts";
import type { Message, Problem } from "../message/message.ts";
import { parseMessage } from "../message/parse.ts";
import type { Edition } from "../query/query.ts";
import { readEdition } from "../query/read.ts";
import type { BookFile } from "./people-import.ts";

/** Plain data: it crosses from the worker by structured clone. */
export interface Understood {
  readonly message: Message;
  readonly edition: Edition | null;
  /** The whole text as an answer: nothing of the subject. Null: nobody of hers wrote it. */
  readonly asAnswer: Reading | null;
  /** The same as a new mail: the subject is one more first line. */
  readonly asNew: Reading | null;
  /** What stands above a forward. */
  readonly inNote: Reading | null;
  /** Address books that hang on a mail of hers. */
  readonly books: readonly BookFile[];
  /** The event that hangs on a mail of hers, or on what it passes on. */
  readonly event: CalendarEvent | null;
}

export interface Circumstances {
  /** Her addresses, lower-case: only their mail is read for commands. Null: anybody's is. */
  readonly owners: readonly string[] | null;
  /** The server's INTERNALDATE, for deadlines of mail without a Date of its own. */
  readonly receivedAt: Date | null;
  /** Only the beginning of a too large mail is here. */
  readonly truncated: boolean;
}

const TRUNCATED: Problem = {
  code: "too-large",
  text: `This mail is too large (over ${MAIL_BYTES / 1024 / 1024} MB); only its header and the first ${HEAD_BYTES / 1024} kB were read.`,
};

/** @throws UnreadableMail */
export async function understand(
  bytes: Uint8Array,
  { owners, receivedAt, truncated }: Circumstances,
): Promise<Understood> {
  const parsed = await parseMessage(bytes);
  const message = truncated ? { ...parsed, problems: [TRUNCATED, ...parsed.problems] } : parsed;
  const edition = readEdition(message, receivedAt);
  const isHers = owners === null || message.from.some((each) => owners.includes(each.address));
  const isListsOwn = edition !== null && !mayAnswer(message) && message.originals.length === 0;
  if (!isHers || isListsOwn || message.automatic !== null)
    return { message, edition, asAnswer: null, asNew: null, inNote: null, books: [], event: null };
  return {
    message,
    edition,
    asAnswer: readCommands(message.text, { subject: null }),
    asNew: readCommands(message.text, { subject: saysSo(message) ? message.subject : null }),
    inNote: message.note === null ? null : readCommands(message.note, { subject: null }),
    books: booksIn(message),
    event: eventIn(message),
  };
}

/** vCards and tables; what a mail client calls a card for its sender (`signature.vcf`) is one too. */
function booksIn({ attachments }: Message): readonly BookFile[] {
  return attachments.flatMap(({ filename, contentType, content }) => {
    const isBook = /vcard|csv|directory/.test(contentType) || /\.(?:vcf|csv)$/i.test(filename ?? "");
    return content === null || !isBook ? [] : [{ filename: filename ?? "the address book", content }];
  });
}

function eventIn({ attachments }: Message): CalendarEvent | null {
  for (const { filename, contentType, content } of attachments) {
    const isEvent = contentType === "text/calendar" || /\.ics$/i.test(filename ?? "");
    const event = content === null || !isEvent ? null : readEvent(bookText(content));
    if (event !== null) return event;
  }
  return null;
}

/** The subject of an answer or a forward is another mail's (DESIGN 5). */
function saysSo({ isAnswer, originals }: Message): boolean {
  return !isAnswer && originals.length === 0;
}

/** Phones open an answer as a new mail: only its `ref:` line, or References, say what it answers. */
function mayAnswer({ isAnswer, refs, references }: Message): boolean {
  return isAnswer || refs.length > 0 || references.length > 0;
}
