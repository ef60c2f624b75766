/** Her yes to a question that a letter asks, bare or by its code: what it does. */
import { holdEnds } from "../followup/reminder.ts";
import type { Answering } from "./answer.ts";
import { stopMatchingOn } from "./learning.ts";
import { answerAboutPeople } from "./people-verbs.ts";
import { writeOnYes } from "./ran.ts";
import { answerLate } from "./sending-words.ts";
import { passed } from "./silent.ts";
import type { Question } from "./state.ts";

export function answerQuestion(answering: Answering, question: Question): void {
  switch (question.kind) {
    case "late":
      return answerLate(answering, question);
    case "interest":
      return stopMatchingOn(answering, question);
    case "hold":
      return hold(answering, question);
    case "congratulate":
    case "thank":
      return writeOnYes(answering, question);
    case "related":
    case "merge":
    case "forget":
    case "wish":
    case "newcomer":
      return answerAboutPeople(answering, question);
  }
}

/** "Hold until Fri?" yes: she hears of it again that afternoon, unless they wrote. */
function hold(answering: Answering, { passId, code }: Question & { readonly kind: "hold" }): void {
  const { step, desk, now, did, done } = answering;
  const pass = step.state.passes[passId];
  const found = pass === undefined ? null : passed(step.state, desk, pass);
  if (pass?.promisedAt == null || found === null) return;
  const { contact, known } = found;
  const closes = known.closesAt === null ? null : new Date(known.closesAt);
  const until = holdEnds(new Date(pass.promisedAt), closes, contact.timezone ?? desk.owner.zone);
  if (until <= now) {
    done.push({ code, name: contact.name, text: "that day is over already", at: null, undo: null });
    return;
  }
  const { closedAt, snoozedUntil, heldUntil = null } = pass;
  const before = { closedAt, snoozedUntil, heldUntil };
  did.push({ kind: "rest", code, passId, before, about: contact.name });
  step.state.passes[passId] = { ...pass, heldUntil: until.toISOString(), closedAt: null };
  const text = "held; if nothing comes I remind you";
  done.push({ code, name: contact.name, text, at: until, undo: "undo" });
}
