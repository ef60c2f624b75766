/** A forward: one query to one contact, in her voice, held back for as long as she may still say undo. */

import type { Contact } from "../contact/contact.ts";
import {
  contactHead,
  type Desk,
  messageIdOf,
  outgoing,
  ownerAddress,
  type Step,
  wordingFor,
} from "./desk.ts";
import { travelling } from "./lists.ts";
import { judge } from "./policy.ts";
import { deadlineOf, headlineOf, passId } from "./present.ts";
import { namedBy } from "./referral.ts";
import { type KnownQuery, type MailId, mailIdOf } from "./state.ts";

export interface Forwarding {
  readonly known: KnownQuery;
  readonly contact: Contact;
  /** Her personal line. */
  readonly note: string | null;
  /** She sends it although the deadline is past. */
  readonly isLate: boolean;
  readonly now: Date;
  /** Another hold than hers, milliseconds. */
  readonly holdMs?: number;
  /** For the log. */
  readonly because?: string;
}

export interface Underway {
  readonly mailId: MailId;
  readonly at: Date;
  readonly why: string | null;
}

/** Decides a forward. Its key is query and contact: whatever happens, that pair has one mail. */
export function decideForward(step: Step, desk: Desk, forwarding: Forwarding): Underway {
  const { known, contact, now, isLate } = forwarding;
  const key = `forward:${known.id}:${contact.id}`;
  const id = mailIdOf(step.state.storeKey, key);
  const { holdMs } = forwarding;
  const { leaves: leaving } = judge(step.state, desk, {
    contact,
    known,
    now,
    ...(holdMs === undefined ? {} : { holdMs }),
  });
  const messageId = messageIdOf(id, desk);
  const to = contact.addresses[0] ?? "";
  step.state.outbox[id] = outgoing({
    id,
    key,
    kind: "forward",
    toOwner: false,
    from: fromOf(desk).address,
    to,
    contactId: contact.id,
    messageId,
    status: "held",
    createdAt: now.toISOString(),
    leavesAt: leaving.at.toISOString(),
    why: leaving.why,
    expiresAt: isLate ? null : known.closesAt,
  });
  step.state.passes[passId(known, contact.id)] = {
    id: passId(known, contact.id),
    queryId: known.id,
    contactId: contact.id,
    mailId: id,
    decidedAt: now.toISOString(),
    note: forwarding.note,
    answeredAt: null,
    answer: null,
    closedAt: null,
    remindedAt: null,
    snoozedUntil: null,
    nudges: [],
    through: namedBy(step.state, desk, known, contact),
  };
  step.mails.push(forwardMail(desk, forwarding, { id, messageId, to, at: leaving.at }));
  step.because.push({ what: "forward", because: forwarding.because ?? "she named it" });
  return { mailId: id, ...leaving };
}

interface Head {
  readonly id: MailId;
  readonly messageId: string;
  readonly to: string;
  readonly at: Date;
}

function forwardMail(
  desk: Desk,
  { known, contact, note, isLate }: Forwarding,
  { id, messageId, to, at }: Head,
): Step["mails"][number] {
  const { query } = known;
  const { answersThroughHer, ...travels } = travelling(desk, known);
  return {
    name: "forward",
    view: {
      ...contactHead(desk, contact, at),
      personalLine: note,
      interests: statedInterests(known, contact),
      title: headlineOf(known),
      outlet: query.outlet,
      journalist: query.journalist,
      partial: query.partial,
      region: query.region,
      ...travels,
      answersThroughHer,
      deadline: deadlineOf(known),
      refuses: query.refuses,
      isLate,
    },
    id,
    messageId,
    from: fromOf(desk),
    to: { name: contact.name, address: to },
    replyTo: replyToOf(desk),
    inReplyTo: null,
    references: [messageId],
    autoSubmitted: null,
    at,
    wording: wordingFor(contact),
  };
}

/** Her own address where her server lets it pass, else her name over the assistant's. */
export function fromOf(desk: Desk): { readonly name: string; readonly address: string } {
  return { name: desk.owner.name, address: desk.smtpFrom ?? desk.assistant.address };
}

/** She first, so that the answer reaches her; then the assistant, so that it is noted. */
export function replyToOf(desk: Desk): readonly { readonly name: string | null; readonly address: string }[] {
  const own = { name: desk.owner.name, address: desk.assistant.address };
  return desk.replyTo === "both"
    ? [
        { name: desk.owner.name, address: ownerAddress(desk) },
        { ...own, name: null },
      ]
    : [own];
}

/** Reasons a contact may see: interests they stated and the query names; no likeness of ours, never her notes. */
function statedInterests(known: KnownQuery, contact: Contact): readonly string[] {
  const evidence = known.candidates.find((each) => each.contactId === contact.id)?.evidence ?? [];
  const stated = evidence
    .filter(({ isPrivate, interest, words }) => !isPrivate && words === interest)
    .filter(({ interest }) => contact.interests.includes(interest))
    .map((each) => each.interest);
  return [...new Set(stated)].slice(0, 3);
}
