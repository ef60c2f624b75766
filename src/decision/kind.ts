/** What an arriving mail is: exactly one of nine, by reading alone, in the order of DESIGN 1. */

import type { Contact } from "../contact/contact.ts";
import { contactByAddress } from "../contact/contacts.ts";
import type { Message } from "../message/message.ts";
import { subjectKind } from "../message/subject.ts";
import { GOOGLE_CONFIRMS } from "./confirmation.ts";
import type { LetterRecord, Outgoing, State } from "./state.ts";
import type { Understood } from "./understand.ts";

export type Kind =
  | "own"
  | "automatic"
  | "edition"
  | "confirmation"
  | "share"
  | "command"
  | "copied"
  | "reply"
  | "stranger";

/** Whose mail this is about. */
export interface Parties {
  /** Null: not told, anybody may be she. */
  readonly owners: readonly string[] | null;
  /** Null: not told, any mail is to the assistant. */
  readonly assistant: string | null;
  readonly contacts: readonly Contact[];
}

/** What of ours a mail refers to. */
export interface Thread {
  /** Bears an id of ours itself. */
  readonly own: Outgoing | null;
  readonly letter: LetterRecord | null;
  /** A forward or nudge of ours it answers. */
  readonly forward: Outgoing | null;
  /** It answers something of ours, or, where no State is known, looks as if it did. */
  readonly isAnswer: boolean;
}

export function kindOf({ message, edition }: Understood, thread: Thread, parties: Parties): Kind {
  const from = message.from[0]?.address ?? "";
  const isOwners = parties.owners === null || (parties.owners.includes(from) && message.from.length === 1);
  const holdsQuery = (edition?.queries.length ?? 0) > 0;
  const isAnswer = thread.isAnswer || (isOwners && quotesUs(message, parties));
  if (isOwn(message, thread, parties)) return "own";
  if (message.automatic !== null && !(message.automatic.why === "other" && holdsQuery)) return "automatic";
  if (holdsQuery && !isAnswer) return "edition";
  if (from === GOOGLE_CONFIRMS) return "confirmation";
  if (isOwners && message.originals.length > 0 && !isAnswer) return "share";
  if (isOwners && isToUs(message, parties)) {
    if (thread.letter !== null || (thread.isAnswer && thread.forward === null)) return "command";
    return isToUsAlone(message, parties) ? "command" : "copied";
  }
  if (isOwners) return "copied";
  if (thread.forward !== null || thread.isAnswer || contactByAddress(parties.contacts, from) !== null)
    return "reply";
  return "stranger";
}

/** An answer whose client put our letter below it as if it passed it on, and named no letter in its header. */
function quotesUs({ originals, subject }: Message, { assistant }: Parties): boolean {
  const isOurs = originals.length > 0 && originals.every(({ from }) => from?.address === assistant);
  return isOurs && assistant !== null && subjectKind(subject) !== "forward";
}

function isOwn(message: Message, thread: Thread, parties: Parties): boolean {
  if (message.sendalongId === null && thread.own === null) return false;
  const from = message.from[0]?.address ?? "";
  return thread.own !== null ? from === thread.own.from : from === parties.assistant;
}

function isToUs(message: Message, { assistant }: Parties): boolean {
  return assistant === null || [...message.to, ...message.cc].some((each) => each.address === assistant);
}

/** Nobody but the assistant, and perhaps herself, stands in To and Cc. */
function isToUsAlone(message: Message, { assistant, owners }: Parties): boolean {
  return [...message.to, ...message.cc].every(
    (each) => assistant === null || each.address === assistant || (owners ?? []).includes(each.address),
  );
}

/** What of ours a mail refers to, as far as State remembers. */
export function threadOf(
  message: Message,
  state: State,
  mailByMessageId: ReadonlyMap<string, Outgoing>,
  assistant: string,
): Thread {
  const own = message.sendalongId === null ? null : (state.outbox[message.sendalongId] ?? null);
  const named = [message.messageId, message.originalMessageId].map((id) =>
    id === null ? undefined : mailByMessageId.get(id),
  );
  const answered = [message.inReplyTo, ...message.references.toReversed()]
    .flatMap((id) => (id === null ? [] : [mailByMessageId.get(id)]))
    .filter((mail) => mail !== undefined);
  const letterId =
    message.refs.find((ref) => state.letters[ref] !== undefined) ??
    answered.find((mail) => state.letters[mail.id] !== undefined)?.id;
  const forward = answered.find((mail) => !mail.toOwner) ?? null;
  const letter = letterId === undefined ? null : (state.letters[letterId] ?? null);
  return {
    own: own ?? named.find((mail) => mail !== undefined) ?? null,
    letter,
    forward,
    isAnswer: letter !== null || forward !== null || answersForgotten(message, assistant),
  };
}

/** It answers a letter so old that its record is gone: still no edition, whatever it quotes. */
function answersForgotten(message: Message, assistant: string): boolean {
  if (message.forwardedMessageId !== null || message.inReplyTo === null) return false;
  const [left, domain] = message.inReplyTo.split("@");
  return /^[0-9a-hjkmnp-tv-z]{26}$/.test(left ?? "") && domain === assistant.split("@")[1];
}

/** The same without any State: the mail's own shape must do (DESIGN 6). */
export function threadByShape(message: Message): Thread {
  return { own: null, letter: null, forward: null, isAnswer: message.isAnswer };
}
