/** `forget ana`: asked about once, then nothing is left but a scrambled number (DESIGN 4, letter 27). */
import type { Command } from "../command/command.ts";
import type { Contact } from "../contact/contact.ts";
import { DAY_MS } from "../time.ts";
import { type Answering, tell } from "./answer.ts";
import { ask } from "./asking.ts";
import { contactById } from "./present.ts";
import { scrambled } from "./shut.ts";
import type { Draft, Question, State } from "./state.ts";
import { cancel, isOver } from "./status.ts";
import { oneContact } from "./whom.ts";

/** What a contact asked for happens by itself after that. */
const BY_ITSELF_MS = 7 * DAY_MS;
/** A letter that names somebody and cannot leave keeps her own yes from being carried out no longer than this. */
const PATIENCE_MS = DAY_MS;

export function obeyForget(answering: Answering, command: Command): void {
  for (const contact of command.contacts.flatMap((words) => oneContact(answering, words, command)))
    ask(
      answering,
      { kind: "forget", contactId: contact.id },
      {
        name: contact.name,
        text: `Forget ${contact.addresses.join(", ") || "this entry"}? Name, addresses, interests, notes and the record of what was sent are erased here, the copies too, and no undo brings them back. A scrambled number stays, so that no import does either. Mails in your own mailbox are out of my reach. Nothing is erased yet.`,
        label: "Yes, forget",
        does: "erases it all now",
      },
    );
}

/** The answer names nobody: it would be a trace. */
export function answerForget(
  answering: Answering,
  { contactId }: Question & { readonly kind: "forget" },
): void {
  const { desk, step, now } = answering;
  const contact = contactById(desk, contactId);
  const text =
    contact === null
      ? "There is nobody to forget any more"
      : "Forgotten. What names them here is erased once this mail has left, and one scrambled number stays. Mails in your own mailbox are yours to delete";
  tell(answering, null, text, null);
  if (contact !== null) beginForgetting(step.state, contact, "hers", now);
}

/** From now on nothing goes there, and no import brings the address back. */
export function beginForgetting(state: Draft, contact: Contact, wish: "hers" | "theirs", now: Date): void {
  const at = now.getTime() + (wish === "hers" ? 0 : BY_ITSELF_MS);
  state.forgetting[contact.id] = { wish, dueAt: new Date(at).toISOString() };
  for (const address of contact.addresses) state.forgotten[scrambled(state, address)] = now.toISOString();
  for (const mail of Object.values(state.outbox)) if (mail.contactId === contact.id) cancel(state, mail.id);
}

/** Who is to be erased in this moment: once no letter that may name them is on its way. */
export function toErase(state: State, now: Date): readonly Contact["id"][] {
  const isBusy = Object.values(state.outbox).some(
    (mail) =>
      (mail.toOwner || mail.kind === "thanks") &&
      (!isOver(mail.status) || (mail.status === "sent" && !mail.filed)),
  );
  return Object.entries(state.forgetting).flatMap(([id, { dueAt }]) => {
    const late = now.getTime() - new Date(dueAt).getTime();
    return late < 0 || (isBusy && late < PATIENCE_MS) ? [] : [id as Contact["id"]];
  });
}
