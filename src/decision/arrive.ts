/** An arriving mail: what it is, and what comes of it, as the next State and the letters it causes (DESIGN 1). */
import { contactByAddress } from "../contact/contacts.ts";
import { wishesIn } from "../followup/wishes.ts";
import type { Message } from "../message/message.ts";
import { isListsOwn } from "../query/domains.ts";
import type { Edition } from "../query/query.ts";
import { dayOf } from "../time.ts";
import { noteAbsence } from "./absence.ts";
import { GOOGLE_CONFIRMS, handOnConfirmation } from "./confirmation.ts";
import { goesToOthers, noteCopied } from "./copied.ts";
import { type Desk, isOwner, type Outcome, type Step } from "./desk.ts";
import { noteLine } from "./digest.ts";
import { edited, liveDesk } from "./edits.ts";
import { gather } from "./gather.ts";
import { listName, takeIn } from "./intake.ts";
import { type Kind, kindOf, type Parties, type Thread, threadOf } from "./kind.ts";
import { noteEmpty, noteList } from "./list-log.ts";
import { wantsFullProof } from "./obey.ts";
import { propose } from "./propose.ts";
import { takeReply } from "./replies.ts";
import { takeShare } from "./sharing.ts";
import { actOnWord } from "./standing.ts";
import { type Draft, draft, type Outgoing, type State } from "./state.ts";
import { obeyProven, takeCommand } from "./steering.ts";
import type { Understood } from "./understand.ts";

/** What the shell found out about who wrote it (DESIGN 4). */
export interface Proof {
  readonly full: "dkim" | "server" | "sent" | null;
  /** For "Was this you?": `no signature of example.com`; empty when proven. */
  readonly whyNot: string;
  /** b= of the signatures it rests on, so that they prove only once. */
  readonly marks: readonly string[];
  /** Domains whose signature holds, whoever wrote it: what makes a list's own mail believable. */
  readonly signers: readonly string[];
  /** The signer that her `yes` teaches, one tenant's own; null: none, or it is proven. */
  readonly learnable: string | null;
  /** The server that handed it in; null: unknown. */
  readonly through: string | null;
}

export interface Arrival {
  readonly understood: Understood;
  /** INTERNALDATE. */
  readonly receivedAt: Date;
  readonly proof: Proof;
  /** One of many that waited: read, but not answered one by one. */
  readonly isBacklog: boolean;
}

export const UNPROVEN: Proof = {
  full: null,
  whyNot: "no proof was looked for",
  marks: [],
  signers: [],
  learnable: null,
  through: null,
};

/** What has been learnt about mails of a step, for the shell to log. */
export interface Arrived extends Outcome {
  readonly kinds: readonly Kind[];
}

/** The next State and the letters of some arriving mails. Known ones change nothing. */
export function arrive(state: State, arrivals: readonly Arrival[], given: Desk, now: Date): Arrived {
  const step: Step = { state: draft(state), mails: [], because: [] };
  const desk = liveDesk(given, step);
  const moment: Moment = { now, today: dayOf(now, "UTC"), byMessageId: mailsByMessageId(state) };
  const kinds = arrivals.map((arrival) => arriveOne(step, arrival, desk, moment));
  return {
    state: step.state,
    mails: step.mails,
    because: step.because,
    kinds,
  };
}

/** Our mails by every name they have. */
function mailsByMessageId(state: State): ReadonlyMap<string, Outgoing> {
  return new Map(
    Object.values(state.outbox).flatMap((mail) =>
      [mail.messageId, ...mail.otherIds].map((id) => [id, mail] as const),
    ),
  );
}

/** Tells whether a mail claims more than its thread proves, so that the shell should look at its signatures. */
export function proofWanted(state: State, desk: Desk): (understood: Understood) => boolean {
  const byMessageId = mailsByMessageId(state);
  const contacts = edited(desk.contacts, state.edits);
  return ({ message, edition, asNew, inNote, books }) => {
    const holdsQuery = (edition?.queries.length ?? 0) > 0;
    const brings = (asNew?.commands.length ?? 0) + (inNote?.commands.length ?? 0) + books.length;
    const from = message.from[0]?.address;
    if (from === GOOGLE_CONFIRMS) return true;
    if (!isOwner(desk, from) || message.from.length !== 1)
      return holdsQuery || (contactByAddress(contacts, from ?? "") !== null && maySteer(message));
    const thread = threadOf(message, state, byMessageId, desk.assistant.address);
    if (thread.letter !== null) return books.length > 0 || (asNew?.commands.some(wantsFullProof) ?? false);
    return holdsQuery || goesToOthers(message, desk) || brings > 0;
  };
}

/** A wish in a mail of its own counts only under their signature. */
function maySteer({ freeText, automatic }: Message): boolean {
  return automatic === null && wishesIn(freeText).length > 0;
}

/** The same for all mails of a step. */
interface Moment {
  readonly now: Date;
  /** In UTC. */
  readonly today: string;
  readonly byMessageId: ReadonlyMap<string, Outgoing>;
}

function arriveOne(step: Step, arrival: Arrival, desk: Desk, { now, today, byMessageId }: Moment): Kind {
  const { message } = arrival.understood;
  const parties: Parties = {
    owners: desk.owner.addresses,
    assistant: desk.assistant.address,
    contacts: desk.contacts,
  };
  const thread = threadOf(message, step.state, byMessageId, desk.assistant.address);
  const kind = kindOf(arrival.understood, thread, parties);
  if (step.state.keys[message.key] !== undefined) {
    step.because.push({ what: "leave", because: "the same mail was handled before" });
    return kind;
  }
  step.state.keys[message.key] = today;
  handle(step, desk, { ...arrival, kind, thread }, now);
  return kind;
}

export interface Handling extends Arrival {
  readonly kind: Kind;
  readonly thread: Thread;
}

function handle(step: Step, desk: Desk, handling: Handling, now: Date): void {
  const { message } = handling.understood;
  switch (handling.kind) {
    case "own":
      return noteOwn(step.state, handling.thread, message, now);
    case "edition":
      return takeEdition(step, desk, handling, now);
    case "share":
      return takeShare(step, desk, handling, now);
    case "confirmation":
      return handOnConfirmation(step, desk, message, handling.proof.signers, now);
    case "command":
      return takeCommand(step, desk, handling, now);
    case "reply":
      return takeReply(step, desk, {
        message,
        thread: handling.thread,
        signers: handling.proof.signers,
        now,
      });
    case "copied":
      return noteCopied(step, desk, message, handling.proof.full !== null, now);
    case "automatic":
      noteAbsence(step, desk, message, handling.thread, now);
      return noteAutomatic(step, message);
    case "stranger":
      return noteStranger(step, message, now);
    default:
      step.because.push({ what: "leave", because: handling.kind });
  }
}

/** A mail of ours that came back to us is evidence that it went out. */
function noteOwn(state: Draft, { own }: Thread, message: Message, now: Date): void {
  if (own === null) return;
  const renamed =
    message.messageId !== null &&
    message.messageId !== own.messageId &&
    !own.otherIds.includes(message.messageId);
  const otherIds =
    renamed && message.messageId !== null ? [...own.otherIds, message.messageId] : own.otherIds;
  const isSettled = own.status === "sent" || own.status === "cancelled";
  state.outbox[own.id] = isSettled
    ? { ...own, otherIds }
    : { ...own, otherIds, status: "sent", sentAt: own.handedOverAt ?? now.toISOString() };
}

function takeEdition(
  step: Step,
  desk: Desk,
  { understood, thread, proof, isBacklog, receivedAt }: Handling,
  now: Date,
): void {
  const { message, edition, inNote } = understood;
  if (edition === null) return;
  const isHers = isOwner(desk, message.from[0]?.address) && message.from.length === 1;
  if (!isHers && step.state.muted[edition.service] !== undefined) {
    step.because.push({ what: "leave", because: "she muted this list" });
    return;
  }
  if (!isHers && !isAdmitted(step.state, edition, message, proof))
    return noteKnock(step, message, edition, proof, now);
  const queries = takeIn(step, desk, { edition, message, receivedAt, cameByItself: !isHers });
  noteList(step, desk, queries, { edition, message, receivedAt, isHers });
  if (isBacklog) {
    const before = step.state.backlog ?? { mails: 0, queryIds: [] };
    step.state.backlog = {
      mails: before.mails + 1,
      queryIds: [...new Set([...before.queryIds, ...queries.map((each) => each.id)])],
    };
    return;
  }
  // A forged edition in her name must not reach anybody on her standing word.
  if (!isHers || proof.full !== null) {
    const fresh = queries.filter(
      (known) => known.proposedIn === null && known.seenIn[0]?.mailKey === message.key,
    );
    actOnWord(step, desk, fresh, now);
  }
  if (!isHers) return gather(step, desk, queries, now);
  propose(step, desk, { queries, message, edition, isProven: proof.full !== null, now });
  if (inNote !== null && inNote.commands.length > 0)
    obeyProven(step, desk, {
      ...{ understood, thread, proof, isBacklog, receivedAt, kind: "edition" },
      reading: inNote,
      now,
    });
}

/** Its own domain signed it, or the signer she admitted under this very address. */
function isAdmitted(state: State, { service }: Edition, { from }: Message, { signers }: Proof): boolean {
  const address = from[0]?.address ?? "";
  return signers.some(
    (signer) => isListsOwn(service, signer) || state.admitted[`${signer} ${address}`] !== undefined,
  );
}

/** A list that came straight and is not admitted is not read; the digest says so, once a sender. */
function noteKnock(step: Step, message: Message, edition: Edition, proof: Proof, now: Date): void {
  const address = message.from[0]?.address ?? null;
  const list = listName(edition.service, message);
  const domain = address?.split("@")[1] ?? "";
  const signer =
    proof.signers.find((each) => domain === each || domain.endsWith(`.${each}`)) ?? proof.signers[0];
  const wish =
    signer === undefined
      ? "It bears no signature I can check, so I left it unread; forward it yourself and I read it."
      : `Signed by ${signer}; I left it unread. Read its mails from now on?`;
  noteLine(
    step.state,
    now,
    `Looks like ${list}, came straight from ${address ?? "an unnamed sender"}. ${wish}`,
    address === null ? undefined : { address, list, signer: signer ?? null },
  );
  step.because.push({ what: "leave", because: "an edition that no owner sent and no rule admits" });
}

function noteStranger(step: Step, message: Message, now: Date): void {
  const from = message.from[0];
  if (from !== undefined && noteEmpty(step.state, from.address, now)) {
    step.because.push({ what: "leave", because: "a list's mail without a query" });
    return;
  }
  noteLine(
    step.state,
    now,
    `A stranger wrote: ${from?.name ?? from?.address ?? "no name"}, "${message.subject ?? "no subject"}". Not acted on.`,
    from === undefined ? undefined : { address: from.address, list: null, signer: null },
  );
  step.because.push({ what: "leave", because: "stranger" });
}

/** Recorded, never answered. A mail of ours that came back for good is known as failed. */
function noteAutomatic(step: Step, message: Message): void {
  step.because.push({ what: "leave", because: `automatic: ${message.automatic?.why ?? "other"}` });
  const original = message.bounce?.originalMessageId;
  const mail =
    original === undefined || original === null ? undefined : mailsByMessageId(step.state).get(original);
  const final = message.bounce?.recipients.find((each) => each.final === true);
  if (mail === undefined || final === undefined) return;
  step.state.outbox[mail.id] = { ...mail, status: "failed", said: final.diagnostic ?? final.status };
}
