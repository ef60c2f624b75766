/** The numbers of a digest and what stands behind each: a number and the word that opens it never differ (I4). */
import type { Contact, ContactId } from "../contact/contact.ts";
import type { Desk } from "./desk.ts";
import { isOpen } from "./intake.ts";
import { heldBackBy, keptOut } from "./policy.ts";
import { contactById, welcome } from "./present.ts";
import { failuresIn } from "./refused.ts";
import { type Instant, type KnownQuery, mailIdOf, type Outgoing, type State, type Trouble } from "./state.ts";
import { isYetToLeave } from "./status.ts";
import type { Counts } from "./views.ts";

export interface Counted {
  readonly sent: readonly Outgoing[];
  readonly waiting: readonly Outgoing[];
  readonly failed: readonly Outgoing[];
  readonly read: readonly KnownQuery[];
  readonly unreadable: readonly Trouble[];
  readonly heldBack: readonly {
    readonly known: KnownQuery;
    readonly name: string;
    readonly rule: string;
  }[];
}

/** The assistant's own, to contacts: nobody passed anything on. */
const RECEIPTS: ReadonlySet<string> = new Set(["stop-receipt", "forget-receipt"]);

/** What happened after that instant, and what waits or is held back now; newest first. `""`: all that is remembered. */
export function countedSince(state: State, desk: Desk, since: Instant | "", now: Date): Counted {
  const mails = Object.values(state.outbox)
    .filter(({ toOwner, kind }) => !toOwner && !RECEIPTS.has(kind))
    .toSorted((a, b) => b.leavesAt.localeCompare(a.leavesAt));
  const told = failuresTold(state, since);
  return {
    sent: mails.filter(
      (mail) => mail.status === "sent" && (mail.sentAt ?? "") > since && mail.kind !== "nudge",
    ),
    waiting: mails.filter((mail) => isYetToLeave(mail.status)),
    failed: mails.filter(
      (mail) =>
        (mail.status === "failed" && told.has(mail.id)) ||
        (mail.status === "expired" && (mail.expiresAt ?? "") > since),
    ),
    read: Object.values(state.queries)
      .filter((known) => known.arrivedAt > since)
      .toSorted((a, b) => b.arrivedAt.localeCompare(a.arrivedAt)),
    unreadable: state.problems.filter((each) => each.at > since),
    heldBack: heldBackNow(state, desk, now),
  };
}

/** Whom a rule keeps from what is open. Of somebody who fits many queries the rules are looked up once. */
function heldBackNow(state: State, desk: Desk, now: Date): Counted["heldBack"] {
  const kept = new Map<ContactId, string | null>();
  const keptOutOf = (contact: Contact, known: KnownQuery) => {
    if (!kept.has(contact.id)) kept.set(contact.id, keptOut(state, desk, { contact, known, now }));
    return kept.get(contact.id) ?? null;
  };
  return Object.values(state.queries)
    .filter((known) => isOpen(known, now))
    .flatMap((known) =>
      welcome(state, desk, known).flatMap((candidate) => {
        const contact = contactById(desk, candidate.contactId);
        const rule = contact === null ? null : heldBackBy(candidate, () => keptOutOf(contact, known));
        return contact === null || rule === null ? [] : [{ known, name: contact.name, rule }];
      }),
    );
}

/** A refusal comes long after its mail was made: it counts from the notice that told her. */
function failuresTold(state: State, since: Instant | ""): ReadonlySet<string> {
  const letters = Object.values(state.letters).filter((letter) => letter.at > since);
  return new Set(letters.flatMap((letter) => failuresIn(state, letter)));
}

export function countsOf(counted: Counted): Counts {
  const { sent, waiting, heldBack, failed, read, unreadable } = counted;
  return {
    sent: sent.length,
    waiting: waiting.length,
    heldBack: heldBack.length,
    failed: failed.length,
    read: read.length,
    unreadable: unreadable.length,
  };
}

export function digestKey(day: string): string {
  return `digest:${day}`;
}

/** From when on a letter tells, if it is the digest decided last; else "". */
export function toldSince({ digest, storeKey }: State, letterId: string | null): Instant | "" {
  return digest !== null && letterId === mailIdOf(storeKey, digestKey(digest.day)) ? digest.since : "";
}
