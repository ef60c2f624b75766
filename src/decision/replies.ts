/** Answers of contacts, and of others in their threads: noted once, handed to her when only we got them. */
import type { Contact } from "../contact/contact.ts";
import { contactByAddress } from "../contact/contacts.ts";
import type { Message } from "../message/message.ts";
import { passOf, queryOf } from "./about-mail.ts";
import { noteAnswered } from "./answered.ts";
import { type Desk, isOwner, letterHead, type Step, writeLetter } from "./desk.ts";
import type { Thread } from "./kind.ts";
import { isUnder } from "./lists.ts";
import { offersFor } from "./offers.ts";
import { contactById, titleOf } from "./present.ts";
import type { Item, Outgoing } from "./state.ts";
import { type Heard, hear, NOTHING_HEARD } from "./wishes.ts";

/** @param signers domains whose signature holds: a wish outside our threads counts only under theirs. */
export function takeReply(step: Step, desk: Desk, { message, thread, signers, now }: Replying): void {
  const from = message.from[0];
  const writer = from === undefined ? null : contactByAddress(desk.contacts, from.address);
  const addressee = thread.forward?.contactId == null ? null : contactById(desk, thread.forward.contactId);
  const isTheirs = writer !== null && (addressee === null || writer.id === addressee.id);
  if (isTheirs) noteAnswered(step, desk, writer, { forward: thread.forward, message, now });
  const isProven = thread.forward !== null || isSigned(from?.address ?? "", signers);
  const heard = isTheirs && isProven ? hear({ step, desk, writer, message, now }) : NOTHING_HEARD;
  const reachedHer = [...message.to, ...message.cc].some((each) => isOwner(desk, each.address));
  step.because.push({
    what: "reply",
    because: isTheirs ? "from the contact" : "from somebody else in the thread",
  });
  if (!reachedHer || heard.did.length > 0) {
    if (isTheirs) markHandedOn(step, writer, now);
    handOn(step, desk, message, { writer, forward: thread.forward, heard, now });
  }
}

export interface Replying {
  readonly message: Message;
  readonly thread: Thread;
  readonly signers: readonly string[];
  readonly now: Date;
}

/** By the domain of the address or one above it (RFC 7489 §3.1.1, relaxed). */
function isSigned(address: string, signers: readonly string[]): boolean {
  const domain = address.split("@")[1] ?? "";
  return signers.some((each) => isUnder(domain, each));
}

/** What she reads in a letter of its own is no news for the digest. */
function markHandedOn(step: Step, writer: Contact, now: Date): void {
  for (const pass of Object.values(step.state.passes)) {
    if (pass.contactId === writer.id && pass.answeredAt === now.toISOString())
      step.state.passes[pass.id] = { ...pass, isHandedOn: true };
  }
}

const NO_OFFER = { answers: [], question: null };

interface HandingOn {
  readonly writer: Contact | null;
  readonly forward: Outgoing | null;
  readonly heard: Heard;
  readonly now: Date;
}

function handOn(step: Step, desk: Desk, message: Message, { writer, forward, heard, now }: HandingOn): void {
  const key = `handed-on:${message.key}`;
  const known = forward === null ? null : queryOf(step.state, forward);
  const [from] = message.from;
  const pass = forward === null ? null : passOf(step.state, forward.id);
  const offer = pass === null ? NO_OFFER : offersFor(step.state, desk, pass, "1", "yes");
  // One question a letter: what they ask for comes before what could be offered.
  const question = heard.question ?? offer.question;
  const answers = [...heard.answers, ...(heard.question === null ? offer.answers : [])];
  const items: Record<string, Item> = forward === null ? {} : { "1": { kind: "mail", mailId: forward.id } };
  writeLetter(
    step,
    desk,
    "handed-on",
    {
      ...letterHead(step, desk, key, now),
      subject: message.subject,
      from: { name: from?.name ?? null, address: from?.address ?? "" },
      sentAt: message.sentAt,
      text: message.freeText === "" ? message.text : message.freeText,
      contact: writer?.name ?? null,
      title: known === null ? null : titleOf(known),
      did: heard.did,
      answers,
      attachments: message.attachments.map((each) => each.filename ?? each.contentType),
    },
    {
      key,
      now,
      inReplyTo: null,
      items,
      questions: question === null ? {} : { "": question },
      did: heard.doings,
      offers: answers.map(({ type }) => type),
    },
  );
}
