/** What she forwards that holds no query: an address book, something to share, somebody's mail, or what cannot be read. */
import type { Handling } from "./arrive.ts";
import type { Desk, Step } from "./desk.ts";
import { takeInBooks } from "./people-import.ts";
import { offerWriter, writerOf } from "./people-offers.ts";
import { keepShared, likely, proposeShare, sharedIn } from "./share.ts";
import { obeyProven } from "./steering.ts";
import { couldNotRead } from "./unread.ts";

/** It names a deadline as lists do: a query stands in it that could not be read. */
const UNREAD_QUERY = /^\s*(?:deadline|outlet|media outlet)\s*:/im;

export function takeShare(step: Step, desk: Desk, handling: Handling, now: Date): void {
  const { message, books, inNote } = handling.understood;
  const text = message.originals[0]?.text ?? message.text;
  const isReadable = message.problems.length === 0 && !UNREAD_QUERY.test(text);
  const shared = isReadable ? sharedIn(handling.understood, desk, now) : null;
  const people = shared === null ? [] : likely(step, desk, shared, text);
  if (shared !== null) keepShared(step, shared, people, now);
  const says = (inNote?.commands.length ?? 0) > 0 ? inNote : null;
  if (says !== null || books.length > 0) {
    const reading = says ?? { commands: [], ignored: [] };
    obeyProven(step, desk, {
      ...handling,
      reading,
      now,
      ...(books.length === 0 ? {} : { beside: (answering) => takeInBooks(answering, books) }),
    });
    return;
  }
  if (shared !== null && (people.length > 0 || shared.event !== null))
    return proposeShare(step, desk, message, shared, people, now);
  const writer = isReadable ? writerOf(step, desk, message) : null;
  if (writer !== null) offerWriter(step, desk, writer, message, now);
  else couldNotRead(step, desk, handling.understood, now);
}
