/** Sends of which nobody can tell whether they left: asked about once, settled by her word (letter 10). */
import type { Command } from "../command/command.ts";
import { nameOf, queryOf } from "./about-mail.ts";
import { type Answering, itemsOf, notDone } from "./answer.ts";
import { type Desk, letterHead, type Step, writeLetter } from "./desk.ts";
import { deadlineOf, titleOf } from "./present.ts";
import type { Item, LetterRecord, Outgoing } from "./state.ts";

/** `resend 4`: the same mail once more, by the same id. */
export function obeyResend(answering: Answering, command: Command): void {
  for (const { code, mail } of unsureMails(answering, command)) {
    const { step, desk, now } = answering;
    step.state.outbox[mail.id] = {
      ...mail,
      status: "waiting",
      leavesAt: now.toISOString(),
      why: null,
      handedOverAt: null,
    };
    answering.willGo.push({
      code,
      name: nameOf(desk, mail),
      place: null,
      zone: null,
      goesAt: now,
      note: null,
      what: null,
      remarks: ["a second time, as you say"],
      remindAt: null,
      nudgeAt: null,
    });
  }
}

/** `sent 4`: she knows it went. */
export function obeySent(answering: Answering, command: Command): void {
  for (const { code, mail } of unsureMails(answering, command)) {
    answering.step.state.outbox[mail.id] = {
      ...mail,
      status: "sent",
      sentAt: mail.handedOverAt ?? answering.now.toISOString(),
    };
    answering.done.push({
      code,
      name: nameOf(answering.desk, mail),
      text: "noted as sent",
      at: null,
      undo: null,
    });
  }
}

function unsureMails(
  answering: Answering,
  command: Command,
): readonly { readonly code: string; readonly mail: Outgoing }[] {
  const items = itemsOf(answering.step.state, answering.letter);
  if (answering.letter === null) answering.namelessCodes = true;
  const codes =
    answering.letter === null ? [] : typeof command.items === "string" ? [...items.keys()] : command.items;
  return codes.flatMap((code) => {
    const item = items.get(code);
    const mail = item?.kind === "mail" ? answering.step.state.outbox[item.mailId] : undefined;
    if (mail?.status === "unsure") return [{ code, mail }];
    notDone(answering, command, `${code} is no mail I am unsure of`);
    return [];
  });
}

export interface Asking {
  /** Looked for in vain. */
  readonly ids: readonly string[];
  /** The folders looked in. */
  readonly lookedIn: readonly string[];
  readonly now: Date;
}

/** Asks about all mails to contacts that are unsure and not asked about yet, in one letter. */
export function askAboutUnsure(step: Step, desk: Desk, { ids, lookedIn, now }: Asking): void {
  const letters = Object.values(step.state.letters).filter((each) => each.kind === "unsure");
  const unsure = Object.values(step.state.outbox).filter(
    (each) =>
      ids.includes(each.id) && each.status === "unsure" && !each.toOwner && !isAskedAbout(letters, each),
  );
  const [first] = unsure;
  if (first === undefined) return;
  const key = `unsure:${first.id}:${first.handedOverAt ?? ""}`;
  const items: Record<string, Item> = Object.fromEntries(
    unsure.map((mail, index) => [String(index + 1), { kind: "mail", mailId: mail.id }]),
  );
  const views = unsure.map((mail, index) => {
    const known = queryOf(step.state, mail);
    return {
      number: String(index + 1),
      name: nameOf(desk, mail),
      title: known === null ? null : titleOf(known),
      outlet: known?.query.outlet ?? null,
      handedOverAt: new Date(mail.handedOverAt ?? mail.leavesAt),
      deadline: known === null ? null : deadlineOf(known),
    };
  });
  writeLetter(
    step,
    desk,
    "unsure",
    { ...letterHead(step, desk, key, now), items: views, lookedIn, lookedAt: now },
    { key, now, inReplyTo: null, items },
  );
  step.because.push({
    what: "unsure",
    because: "the line broke after the mail was handed over, and Sent does not show it",
  });
}

/** A mail sent again on her word and unsure again is asked about again. */
function isAskedAbout(letters: readonly LetterRecord[], mail: Outgoing): boolean {
  return letters.some(
    (letter) =>
      letter.at >= (mail.handedOverAt ?? mail.leavesAt) &&
      Object.values(letter.items).some((item) => item.kind === "mail" && item.mailId === mail.id),
  );
}
