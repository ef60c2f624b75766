/** Answers of contacts, and of others in their threads: noted once, handed to her when only we got them. */
import type { Contact } from "../contact/contact.ts";
import { contactByAddress } from "../contact/contacts.ts";
import type { Message } from "../message/message.ts";
import { noteAnswered } from "./answered.ts";
import { type Desk, isOwner, letterHead, messageIdOf, outgoing, type Step, writeLetter } from "./desk.ts";
import type { Thread } from "./kind.ts";
import { offersFor } from "./offers.ts";
import { firstName } from "./policy.ts";
import { contactById, titleOf } from "./present.ts";
import { passOf, queryOf } from "./show.ts";
import { noteStopped } from "./shut.ts";
import { type Item, mailIdOf, type Outgoing, type State } from "./state.ts";
import { cancel } from "./undo.ts";

/** `stop`, alone or with a courtesy, as the whole first line. */
const STOP = /^(?:please\s+)?(?:stop|unsubscribe)(?:\s+(?:please|thanks|thank you))?[.!\s]*$/i;

export function takeReply(step: Step, desk: Desk, message: Message, thread: Thread, now: Date): void {
  const from = message.from[0];
  const writer = from === undefined ? null : contactByAddress(desk.contacts, from.address);
  const addressee = thread.forward?.contactId == null ? null : contactById(desk, thread.forward.contactId);
  const isTheirs = writer !== null && (addressee === null || writer.id === addressee.id);
  if (isTheirs) noteAnswered(step, desk, writer, { forward: thread.forward, message, now });
  const did =
    isTheirs && thread.forward !== null && saysStop(message) ? stop(step, desk, writer, message, now) : [];
  const reachedHer = [...message.to, ...message.cc].some((each) => isOwner(desk, each.address));
  step.because.push({
    what: "reply",
    because: isTheirs ? "from the contact" : "from somebody else in the thread",
  });
  if (!reachedHer || did.length > 0) {
    if (isTheirs) markHandedOn(step, writer, now);
    handOn(step, desk, message, { writer, forward: thread.forward, did, now });
  }
}

/** What she reads in a letter of its own is no news for the digest. */
function markHandedOn(step: Step, writer: Contact, now: Date): void {
  for (const pass of Object.values(step.state.passes)) {
    if (pass.contactId === writer.id && pass.answeredAt === now.toISOString())
      step.state.passes[pass.id] = { ...pass, isHandedOn: true };
  }
}

function saysStop(message: Message): boolean {
  return STOP.test(message.freeText.trim().split("\n", 1)[0] ?? "");
}

/** Holds at once and for good: what was on its way is stopped too, and the contact gets one receipt. */
function stop(step: Step, desk: Desk, writer: Contact, message: Message, now: Date): readonly string[] {
  const isSaidAgain = step.state.stopped[writer.id] !== undefined;
  noteStopped(step.state, writer, now);
  const underway = Object.values(step.state.outbox).filter(
    (mail) => mail.contactId === writer.id && (mail.kind === "forward" || mail.kind === "nudge"),
  );
  const stopped = underway.filter((mail) => cancel(step.state, mail.id)).length;
  // An answering machine may say it to each receipt.
  if (!isSaidAgain) writeReceipt(step, desk, message, { writer, wasOnItsWay: stopped > 0, now });
  const also =
    stopped === 0
      ? ""
      : ` ${stopped} on the way to ${firstName(writer)} ${stopped === 1 ? "is" : "are"} stopped too.`;
  return [`${writer.name} asked for no more queries: nothing goes there from now on.${also}`];
}

interface Stopping {
  readonly writer: Contact;
  readonly wasOnItsWay: boolean;
  readonly now: Date;
}

function writeReceipt(
  step: Step,
  desk: Desk,
  message: Message,
  { writer, wasOnItsWay, now }: Stopping,
): void {
  const key = `stop-receipt:${message.key}`;
  const id = mailIdOf(step.state.storeKey, key);
  const messageId = messageIdOf(id, desk);
  const to = message.from[0]?.address ?? "";
  const at = now.toISOString();
  step.state.outbox[id] = outgoing({
    id,
    key,
    kind: "stop-receipt",
    toOwner: false,
    from: desk.assistant.address,
    to,
    contactId: writer.id,
    messageId,
    status: "waiting",
    createdAt: at,
    leavesAt: at,
  });
  step.mails.push({
    name: "stop-receipt",
    view: {
      owner: { name: desk.owner.name },
      subject: message.subject,
      address: to,
      name: writer.name,
      wasOnItsWay,
    },
    id,
    messageId,
    from: { name: `${desk.assistant.name} for ${desk.owner.name}`, address: desk.assistant.address },
    to: { name: writer.name, address: to },
    replyTo: [],
    inReplyTo: message.messageId,
    references: [messageId, ...(message.messageId === null ? [] : [message.messageId])],
    autoSubmitted: "auto-replied",
    at: now,
  });
}

interface HandingOn {
  readonly writer: Contact | null;
  readonly forward: Outgoing | null;
  readonly did: readonly string[];
  readonly now: Date;
}

function handOn(step: Step, desk: Desk, message: Message, { writer, forward, did, now }: HandingOn): void {
  const key = `handed-on:${message.key}`;
  const known = forward === null ? null : queryOf(step.state, forward);
  const [from] = message.from;
  const pass = forward === null ? null : passOf(step.state as State, forward);
  const { answers, question } =
    pass === null ? { answers: [], question: null } : offersFor(step.state as State, desk, pass, "1", "yes");
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
      did,
      answers,
      attachments: message.attachments.map((each) => each.filename ?? each.contentType),
    },
    {
      key,
      now,
      inReplyTo: null,
      items,
      questions: question === null ? {} : { "": question },
      offers: answers.map(({ type }) => type),
    },
  );
}
