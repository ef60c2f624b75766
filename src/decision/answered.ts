/** What a contact's mail says about the forwards it answers: closed, promised for a day, pitched, in print. */
import type { Contact } from "../contact/contact.ts";
import { outcomeOf, promisedDay } from "../followup/said.ts";
import type { Message } from "../message/message.ts";
import type { Desk, Step } from "./desk.ts";
import { givenBy, givenOf } from "./given.ts";
import { advance } from "./reasons.ts";
import type { Given, Outgoing, Pass, State } from "./state.ts";

export interface TheirMail {
  /** In whose thread it came; null: in none of ours. */
  readonly forward: Outgoing | null;
  readonly message: Message;
  readonly now: Date;
}

/** In a forward's thread that one is answered, else all that are open with this contact. */
export function noteAnswered(
  step: Step,
  desk: Desk,
  writer: Contact,
  { forward, message, now }: TheirMail,
): void {
  const { state } = step;
  const whole = wordsOf(message);
  const outcome = outcomeOf(whole);
  const promised = promisedDay(whole, now, writer.timezone ?? desk.owner.zone);
  advance(state.touches, writer.id, now.toISOString());
  // Whoever writes is back.
  delete state.absent[writer.id];
  for (const pass of Object.values(state.passes)) {
    if (pass.contactId !== writer.id || !isNews(pass, outcome?.kind ?? null)) continue;
    if (forward === null ? !hasLeft(step, pass) || pass.answeredAt !== null : !carries(pass, forward))
      continue;
    state.passes[pass.id] = {
      ...pass,
      answeredAt: now.toISOString(),
      answer: firstWords(message),
      isHandedOn: false,
      heldUntil: null,
      promisedAt: promised?.toISOString() ?? null,
    };
  }
  if (outcome?.kind === "ran") noteSaysRan(state, writer, forward, outcome.link);
}

/** A second mail is news where they were waited for, or have more to tell than before. */
function isNews(pass: Pass, outcome: string | null): boolean {
  return pass.answeredAt === null || pass.heldUntil != null || outcome === "ran" || pass.promisedAt != null;
}

/** "It ran" is about the thread's query, else the last she gave them; her yes keeps it. */
function noteSaysRan(
  state: Step["state"],
  writer: Contact,
  forward: Outgoing | null,
  link: string | null,
): void {
  const given = (forward === null ? null : givenBy(state, forward.id)) ?? lastGiven(state, writer);
  if (given !== null) state.given[given.id] = { ...given, saysRan: link };
}

function lastGiven(state: State, { id }: Contact): Given | null {
  const live = Object.values(state.passes).flatMap((pass) =>
    pass.contactId === id ? (givenOf(state, pass) ?? []) : [],
  );
  const kept = Object.values(state.given).filter(({ contactId }) => contactId === id);
  return [...kept, ...live].toSorted((a, b) => a.sentAt.localeCompare(b.sentAt)).at(-1) ?? null;
}

function carries({ mailId, nudges }: Pass, { id }: Outgoing): boolean {
  return mailId === id || nudges.includes(id);
}

function hasLeft(step: Step, pass: Pass): boolean {
  return step.state.outbox[pass.mailId]?.status === "sent";
}

function wordsOf({ freeText, text }: Message): string {
  return (freeText === "" ? text : freeText).trim();
}

/** Of an answer the digest shows one line. Characters. */
const WORDS = 120;

function firstWords(message: Message): string {
  const words = wordsOf(message)
    .replace(/\s*\n\s*\n\s*/g, " / ")
    .replace(/\s+/g, " ");
  return words.length <= WORDS ? words : `${words.slice(0, words.lastIndexOf(" ", WORDS))} …`;
}
