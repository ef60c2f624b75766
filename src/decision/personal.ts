/**
 * A mail in her name that is no forward: a nudge, a thank-you, a congratulation, something shared. Held back like a
 * forward so that "undo" reaches it, then sent in the contact's good hours; its key sends it once.
 */
import type { Contact } from "../contact/contact.ts";
import { firstName } from "../contact/contacts.ts";
import { type Desk, type Enclosure, messageIdOf, outgoing, type Step, wordingFor } from "./desk.ts";
import { fromOf, replyToOf } from "./forward.ts";
import { type Leaving, leavingAt } from "./hours.ts";
import type { Bar } from "./policy.ts";
import { isStopped } from "./shut.ts";
import { type Instant, type MailId, mailIdOf, type Outgoing, type State } from "./state.ts";
import { cameToNothing } from "./status.ts";
import type { Views } from "./views.ts";

export type PersonalName = "nudge" | "thanks" | "congratulation" | "share";

/** Whether a mail of this kind keeps to good hours as a person would. */
export function isPersonal(kind: string): boolean {
  return ["nudge", "thanks", "congratulation", "share"].includes(kind);
}

export interface Personal<N extends PersonalName> {
  readonly name: N;
  readonly contact: Contact;
  /** `thanks:<pass>:<contact>`: one key, one mail. */
  readonly key: string;
  /** What it says, worded for the hour it leaves. */
  readonly view: (at: Date) => Views[N];
  /** The mail to them it goes on from, to the same address; null: a thread of its own. */
  readonly after: Outgoing | null;
  /** Waiting for a good hour must not cost this; null: nothing closes. */
  readonly closesAt: Instant | null;
  /** Past this it does not leave any more; null: never too late. */
  readonly expiresAt: (at: Date) => Instant | null;
  readonly now: Date;
  /** Another hold than hers, milliseconds. */
  readonly holdMs?: number;
  readonly attachments?: readonly Enclosure[];
}

/** Puts it on its way. */
export function sendInHerName<N extends PersonalName>(
  step: Step,
  desk: Desk,
  personal: Personal<N>,
): Leaving & { readonly mailId: MailId } {
  const { name, contact, key, after, closesAt, now, holdMs = desk.holdMs } = personal;
  const leaving = leavingAt(now, contact, { closesAt }, { ...desk, holdMs });
  const id = mailIdOf(step.state.storeKey, key);
  const messageId = messageIdOf(id, desk);
  const to = after?.to ?? contact.addresses[0] ?? "";
  step.state.outbox[id] = outgoing({
    id,
    key,
    kind: name,
    toOwner: false,
    from: after?.from ?? fromOf(desk).address,
    to,
    contactId: contact.id,
    messageId,
    // Without a hold there is nothing for "undo" to catch.
    status: holdMs === 0 ? "waiting" : "held",
    createdAt: now.toISOString(),
    leavesAt: leaving.at.toISOString(),
    why: leaving.why,
    expiresAt: personal.expiresAt(leaving.at),
  });
  step.mails.push({
    name,
    view: personal.view(leaving.at),
    id,
    messageId,
    from: fromOf(desk),
    to: { name: contact.name, address: to },
    replyTo: replyToOf(desk),
    inReplyTo: after?.messageId ?? null,
    references: after === null ? [messageId] : [messageId, after.messageId],
    autoSubmitted: null,
    at: leaving.at,
    wording: wordingFor(contact),
    ...(personal.attachments === undefined ? {} : { attachments: personal.attachments }),
  });
  return { ...leaving, mailId: id };
}

/** What keeps any mail in her name from somebody; null: nothing. */
export function barOnMail(
  state: Pick<State, "stopped" | "storeKey" | "forgetting">,
  contact: Contact,
): Bar | null {
  const first = firstName(contact);
  if (isStopped(state, contact) || state.forgetting[contact.id] !== undefined)
    return { why: `${first} asked not to get mail from here`, lift: `only ${first} lifts that` };
  return contact.addresses.length === 0
    ? { why: "I have no address", lift: "an address in contacts.json" }
    : null;
}

/** The mail of this key, on its way or gone; null: none, or it came to nothing and may be decided anew. */
export function goneOrGoing(state: Pick<State, "outbox" | "storeKey">, key: string): Outgoing | null {
  const mail = state.outbox[mailIdOf(state.storeKey, key)];
  return mail === undefined || cameToNothing(mail.status) ? null : mail;
}
