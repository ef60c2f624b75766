/** `undo`: what the last answer did is taken back, as far as it has not left. */
import type { Command } from "../command/command.ts";
import { nameOf } from "./about-mail.ts";
import { type Answering, itemsOf, notDone, rootOf, tell } from "./answer.ts";
import { takeBackEdit } from "./edits.ts";
import { keepLesson, noteNotDeclined } from "./learning.ts";
import { takeOutAdded } from "./people-import.ts";
import { takeApart } from "./people-merge.ts";
import { contactById, isPassedOn } from "./present.ts";
import type { Doing, LetterRecord, Outgoing } from "./state.ts";
import { cancel } from "./status.ts";

export function obeyUndo(answering: Answering, command: Command): void {
  const answers = undoable(answering);
  const codes = typeof command.items === "string" ? [] : command.items;
  if (codes.length === 0) return undoLast(answering, answers[0] ?? null);
  for (const code of codes) undoCode(answering, answers, code, command);
}

/** Answers of hers in this thread that did something, the latest first; without a letter all of them. */
function undoable({ step, letter }: Answering): readonly LetterRecord[] {
  const { state } = step;
  const root = letter === null ? null : rootOf(state, letter);
  return Object.values(state.letters)
    .filter((each) => each.did.length > 0 && !each.undone && (root === null || rootOf(state, each) === root))
    .toSorted((a, b) => b.no - a.no);
}

function undoLast(answering: Answering, last: LetterRecord | null): void {
  const own = answering.did.splice(0);
  if (own.length > 0) return takeBackAll(answering, own);
  if (last === null) return tell(answering, null, "there is nothing left to undo", null);
  takeBackAll(answering, last.did);
  answering.step.state.letters[last.id] = { ...last, undone: true };
}

function undoCode(
  answering: Answering,
  answers: readonly LetterRecord[],
  code: string,
  command: Command,
): void {
  const item = itemsOf(answering.step.state, answering.letter).get(code);
  const isIt = (doing: Doing) => doing.code === code || doing.code.replace(/[a-z]+$/, "") === code;
  const named = answers.filter((each) => each.did.some(isIt));
  if (named.length === 0 && item?.kind === "mail") return stopMail(answering, code, item.mailId);
  if (named.length === 0) {
    notDone(answering, command, `nothing under ${code} can be undone`);
    return;
  }
  // A whole item may have gone in several answers: none of it is to leave.
  for (const answer of named) {
    takeBackAll(answering, answer.did.filter(isIt));
    const left = answer.did.filter((doing) => !isIt(doing));
    answering.step.state.letters[answer.id] = { ...answer, did: left, undone: left.length === 0 };
  }
}

function takeBackAll(answering: Answering, doings: readonly Doing[]): void {
  const isOfMails = ({ kind }: Doing) => kind === "send" || kind === "skip";
  for (const doing of doings.filter(isOfMails)) takeBack(answering, doing);
  // The last set is the first taken back: a mail may have set the same thing twice.
  for (const doing of doings.toReversed()) if (!isOfMails(doing)) takeBack(answering, doing);
}

function takeBack(answering: Answering, doing: Doing): void {
  const { state } = answering.step;
  switch (doing.kind) {
    case "send":
      return stopMail(answering, doing.code, doing.mailId);
    case "skip":
      return unskip(answering, doing);
    case "table":
      putBack(state[doing.table], doing.key, doing.before);
      return tellTakenBack(answering, doing.about);
    case "edit":
      if (takeBackEdit(answering, doing)) return tellTakenBack(answering, doing.about);
      return tell(answering, null, `${doing.about}: changed again since, so left as it is`, null);
    case "saved":
      putBack(state.saved, doing.savedId, doing.before);
      return tellTakenBack(answering, doing.about);
    case "added":
      return takeOutAdded(answering, doing);
    case "merged":
      return takeApart(state, doing);
    case "link":
      putBack(state.links, doing.key, doing.before);
      return tellTakenBack(answering, doing.about);
    case "away":
      state.away = doing.before;
      return tellTakenBack(answering, "away");
    case "owed":
      putBack(state.owed, doing.owedId, doing.before);
      return tellTakenBack(answering, doing.about);
    case "given":
      putBack(state.given, doing.givenId, doing.before);
      return tellTakenBack(answering, doing.about);
    case "rest": {
      const pass = state.passes[doing.passId];
      if (pass === undefined) return;
      state.passes[doing.passId] = { ...pass, ...doing.before };
      return tellTakenBack(answering, doing.about);
    }
  }
}

function putBack<T>(table: Record<string, T>, id: string, before: T | null): void {
  if (before === null) delete table[id];
  else table[id] = before;
}

function tellTakenBack(answering: Answering, about: string): void {
  tell(answering, null, `${about}: taken back, as it was before`, null);
}

function stopMail(answering: Answering, code: string, mailId: string): void {
  const { step, desk } = answering;
  const mail = step.state.outbox[mailId];
  if (mail === undefined) return;
  unlearnYes(answering, mail);
  const name = nameOf(desk, mail);
  if (cancel(step.state, mailId)) answering.stopped.push({ code, name, leftAt: null });
  else if (mail.status !== "cancelled")
    answering.stopped.push({
      code,
      name,
      leftAt: new Date(mail.sentAt ?? mail.handedOverAt ?? mail.leavesAt),
    });
}

/** Also when it is too late for the mail: her yes was not meant. A no she had said before holds again. */
function unlearnYes(answering: Answering, { id, contactId }: Outgoing): void {
  const { passes, queries } = answering.step.state;
  const pass = Object.values(passes).find((each) => each.mailId === id);
  const known = pass === undefined ? undefined : queries[pass.queryId];
  if (known === undefined || contactId === null) return;
  keepLesson(answering, known, contactId, known.skipped.includes(contactId) ? "no" : null);
}

function unskip(
  answering: Answering,
  { code, queryId, contactIds, isLearnt }: Doing & { readonly kind: "skip" },
): void {
  const { step, desk } = answering;
  const known = step.state.queries[queryId];
  if (known === undefined) return;
  step.state.queries[queryId] = { ...known, skipped: known.skipped.filter((id) => !contactIds.includes(id)) };
  for (const id of contactIds)
    keepLesson(answering, known, id, isPassedOn(step.state, known, id) ? "yes" : null);
  const [first] = contactIds;
  const contact = first === undefined ? null : contactById(desk, first);
  if (isLearnt === true) noteNotDeclined(step.state, known, contact);
  const name = contact?.name ?? null;
  answering.done.push({ code, name, text: "no longer skipped", at: null, undo: null });
}
