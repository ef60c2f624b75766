/** Mails in her name: obeyed as far as they are proven, asked about where they are not (DESIGN 4). */
import type { Reading } from "../command/command.ts";
import { dayOf } from "../time.ts";
import { type Answering, beginAnswering, type Trust } from "./answer.ts";
import type { Handling } from "./arrive.ts";
import { type Desk, letterHead, type Step, writeLetter } from "./desk.ts";
import { isTooOld, obey, writeTranscript } from "./obey.ts";
import { takeInBooks } from "./people-import.ts";
import type { State } from "./state.ts";
import { couldNotRead } from "./unread.ts";
import { asProse } from "./whom.ts";

export function takeCommand(step: Step, desk: Desk, handling: Handling, now: Date): void {
  const { understood, thread } = handling;
  const reading = thread.isAnswer ? understood.asAnswer : understood.asNew;
  if (reading === null) return;
  const isEmpty = reading.commands.length === 0 && reading.ignored.length === 0;
  if (isEmpty && understood.message.problems.length > 0) return couldNotRead(step, desk, understood, now);
  const { books } = understood;
  if (books.length === 0) return obeyProven(step, desk, { ...handling, reading, now });
  obeyProven(step, desk, { ...handling, reading, now, beside: (answering) => takeInBooks(answering, books) });
}

/** What is to be obeyed, and when. */
export interface Obeying extends Handling {
  readonly reading: Reading;
  readonly now: Date;
  /** What else of the mail comes into the transcript. */
  readonly beside?: (answering: Answering) => void;
}

/** Obeys as far as proven; what is not is asked about. */
export function obeyProven(step: Step, desk: Desk, handling: Obeying): void {
  const { now, beside } = handling;
  const reading = asProse(handling.reading, desk);
  const { understood, thread, proof } = handling;
  const { message } = understood;
  const trust = trustIn(step.state, handling);
  if (trust === null) {
    if (reading.commands.length > 0) askWhetherHers(step, desk, handling, reading, now);
    else if (beside !== undefined) tellUnproven(step, desk, handling, now);
    else step.because.push({ what: "leave", because: "prose in her name, unproven" });
    return;
  }
  for (const mark of proof.marks) step.state.marks[mark] = dayOf(now, "UTC");
  const answering = beginAnswering({
    step,
    desk,
    now,
    trust,
    mail: {
      key: message.key,
      messageId: message.messageId,
      subject: message.subject,
      sentAt: message.sentAt ?? now,
    },
    letter: thread.letter,
  });
  obey(answering, reading);
  beside?.(answering);
  writeTranscript(answering);
  step.because.push({ what: "obey", because: `${reading.commands.length} commands with ${trust} proof` });
}

/** Files in her name that nothing proves to be hers: told once a day, and left. */
function tellUnproven(step: Step, desk: Desk, { understood, proof }: Handling, now: Date): void {
  const { message } = understood;
  const from = message.from[0]?.address ?? "";
  const today = dayOf(now, desk.owner.zone);
  step.because.push({ what: "leave", because: `files in her name, but ${proof.whyNot}` });
  if (step.state.askedOn[from] === today) return;
  step.state.askedOn[from] = today;
  const key = `unproven:${message.key}`;
  const view = {
    ...letterHead(step, desk, key, now),
    subject: "Was this you? A mail with files",
    news: `A mail in your name brought ${understood.books.map(({ filename }) => filename).join(", ")}, and I could not tell that it came from you. I took nothing in.`,
    paragraphs: [
      `Why not: ${proof.whyNot}.`,
      "If it was you, send it once more from the mail program you usually write to me from. If it wasn't, do nothing.",
    ],
    evidence: [],
    answers: [],
  };
  writeLetter(step, desk, "notice", view, { key, now, inReplyTo: message.messageId });
}

function trustIn(state: State, { proof, thread }: Handling): Trust | null {
  if (proof.full !== null && !proof.marks.some((mark) => state.marks[mark] !== undefined)) return "full";
  return thread.letter === null ? null : "thread";
}

/** One "Was this you?" a claimed sender and day; what comes later that day waits for the same yes. */
function askWhetherHers(
  step: Step,
  desk: Desk,
  { understood, thread, proof, receivedAt }: Handling,
  reading: Reading,
  now: Date,
): void {
  const { message } = understood;
  const from = message.from[0];
  if (from === undefined) return;
  step.state.unproven[message.key] = {
    mailKey: message.key,
    at: now.toISOString(),
    from,
    subject: message.subject,
    inReplyTo: message.inReplyTo,
    letterId: thread.letter?.id ?? null,
    commands: reading.commands,
    ignored: reading.ignored,
    whyNot: proof.whyNot,
    signer: proof.learnable,
    askedIn: null,
  };
  step.because.push({ what: "ask", because: `in her name, but ${proof.whyNot}` });
  const today = dayOf(now, desk.owner.zone);
  if (step.state.askedOn[from.address] === today) return;
  step.state.askedOn[from.address] = today;
  const waiting = Object.values(step.state.unproven).filter(
    (each) => each.from.address === from.address && each.askedIn === null && !isTooOld(each, now),
  );
  const key = `was-this-you:${message.key}`;
  const view = {
    ...letterHead(step, desk, key, now),
    kind: "command" as const,
    mails: waiting.map((each) => ({
      from: each.from,
      arrivedAt: each.mailKey === message.key ? receivedAt : new Date(each.at),
      through: each.mailKey === message.key ? proof.through : null,
      says: each.commands.map((command) => command.line),
      whyNot: each.whyNot,
    })),
  };
  const id = writeLetter(step, desk, "was-this-you", view, {
    key,
    now,
    inReplyTo: null,
    questions: { "": { kind: "was-this-you", mailKeys: waiting.map((each) => each.mailKey) } },
  });
  for (const each of waiting) step.state.unproven[each.mailKey] = { ...each, askedIn: id };
}
