/** An out-of-office is no answer: its day of return moves the reminder, and she is told (F2). */
import { contactByAddress } from "../contact/contacts.ts";
import type { Message } from "../message/message.ts";
import { dayOf, instantOf, spoken, spokenDay } from "../time.ts";
import type { Desk, Step } from "./desk.ts";
import { noteLine } from "./digest.ts";
import { isOpen } from "./intake.ts";
import type { Thread } from "./kind.ts";
import { contactById } from "./present.ts";
import { passed, remindsAt } from "./silent.ts";

export function noteAbsence(step: Step, desk: Desk, message: Message, { forward }: Thread, now: Date): void {
  const { automatic, from } = message;
  if (automatic?.why !== "out-of-office" || automatic.returnsOn === null) return;
  const byAddress = contactByAddress(desk.contacts, from[0]?.address ?? "");
  const contact = byAddress ?? (forward?.contactId == null ? null : contactById(desk, forward.contactId));
  if (contact === null || automatic.returnsOn < dayOf(now, "UTC")) return;
  if (step.state.absent[contact.id] === automatic.returnsOn) return;
  step.state.absent[contact.id] = automatic.returnsOn;
  const { zone } = desk.owner;
  const day = spokenDay(instantOf(automatic.returnsOn, "12:00", zone), zone);
  const said = `${contact.name} is away; back ${day}, says an automatic answer.`;
  noteLine(step.state, now, `${said} ${consequence(step, desk, contact.id, now)}`.trim());
  step.because.push({ what: "absence", because: "the reminder waits for the day after the return" });
}

function consequence(step: Step, desk: Desk, contactId: string, now: Date): string {
  const { state } = step;
  const open = Object.values(state.passes).flatMap((pass) => {
    const found = pass.contactId === contactId && pass.answeredAt === null ? passed(state, desk, pass) : null;
    return found === null || !isOpen(found.known, now) ? [] : [found];
  });
  const [first] = open;
  if (first === undefined) return "";
  const at = remindsAt(state, desk, first);
  if (at !== null && at > now) return `I remind you ${spoken(at, desk.owner.zone)}.`;
  return first.pass.remindedAt === null ? "That is too late for what you passed on." : "";
}
