/** A mail of hers to somebody else that copied us: it moves the clock of last contact and keeps her promises (F8). */
import { contactByAddress } from "../contact/contacts.ts";
import { promisesIn } from "../followup/said.ts";
import type { Message } from "../message/message.ts";
import { type Desk, isOurs, type Step } from "./desk.ts";
import { offerCopied } from "./people-offers.ts";
import { advance } from "./reasons.ts";

/** @param isProven whether it came from her beyond doubt: a forged one changes nothing. */
export function noteCopied(step: Step, desk: Desk, message: Message, isProven: boolean, now: Date): void {
  const people = [...message.to, ...message.cc].flatMap(
    ({ address }) => contactByAddress(desk.contacts, address) ?? [],
  );
  if (isProven) offerCopied(step, desk, message, now);
  if (!isProven || people.length === 0) {
    step.because.push({ what: "leave", because: isProven ? "copied, to nobody I know" : "copied, unproven" });
    return;
  }
  for (const { id } of people) advance(step.state.touches, id, now.toISOString());
  const [first] = people;
  const text = message.freeText === "" ? message.text : message.freeText;
  for (const [at, said] of promisesIn(text).entries()) {
    const id = `promise:${message.key}:${at}`;
    step.state.owed[id] = {
      id,
      kind: "promise",
      contactId: first?.id ?? null,
      about: null,
      text: said,
      saidAt: now.toISOString(),
      dueAt: null,
      toldAt: null,
      closedAt: null,
    };
  }
  step.because.push({ what: "copied", because: "her words to somebody of hers move their clock" });
}

/** Whether a mail of hers goes to others too, so that its signature is worth a look. */
export function goesToOthers({ to, cc }: Message, desk: Desk): boolean {
  return [...to, ...cc].some(({ address }) => !isOurs(desk, address));
}
