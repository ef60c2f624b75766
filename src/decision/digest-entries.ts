/** What may stand in a digest beside queries to decide: each thing with its line, its ready answer and its question. */
import { DAY_MS, dayOf, inZone, spoken } from "../time.ts";
import { nameOf, queryOf } from "./about-mail.ts";
import type { Desk } from "./desk.ts";
import { type Closed, closedUnanswered, closedWords } from "./light-question.ts";
import { listWarnings } from "./list-log.ts";
import { offersFor } from "./offers.ts";
import { isWaiting } from "./owed.ts";
import { contactById, titleOf } from "./present.ts";
import { type Quiet, quietPeople } from "./reasons.ts";
import { senderItem } from "./sender-item.ts";
import { leavingItem, unsureAnswers } from "./show.ts";
import type { Item, Note, Outgoing, Owed, Pass, Question, State } from "./state.ts";
import { isYetToLeave } from "./status.ts";
import type { LeavingItem, NoteItem } from "./views.ts";
import { handleFor } from "./whom.ts";

export type PartName = "unsure" | "asks" | "leaving" | "cameBack" | "owed" | "standing" | "quiet" | "lines";

/** What is written down once a digest told of it. */
export interface Told {
  readonly kind: "owed" | "quiet" | "closed" | "list";
  readonly id: string;
}

export interface Entry<V> {
  /** What its number means; null: nothing can be done about it. */
  readonly item: Item | null;
  readonly view: (number: string) => V;
  readonly question?: (number: string) => Question | null;
  /** Reason enough for a digest; else it only goes along with one. */
  readonly isNews: boolean;
  readonly told?: Told;
}

export interface Since {
  readonly since: string;
  readonly now: Date;
}

/** A promise that stood in a digest before is no news for so long. */
const REPEAT_OWED_MS = 7 * DAY_MS;

export type Entries = {
  readonly [P in PartName]: readonly Entry<P extends "leaving" ? LeavingItem : NoteItem>[];
};

export function entriesOf(state: State, desk: Desk, { since, now }: Since): Entries {
  const closed = closedUnanswered(state, desk, now);
  return {
    unsure: unsure(state, desk),
    asks: closed.filter(({ canAsk }) => canAsk).map((each) => lightQuestion(desk, each)),
    leaving: leavingToday(state, desk, now).map((mail) => ({
      item: { kind: "mail", mailId: mail.id },
      view: (number) => leavingItem(state, desk, mail, number),
      isNews: true,
    })),
    cameBack: answeredSince(state, since).map((each) => cameBack(state, desk, each)),
    owed: openOwed(state).map((each) => owedEntry(desk, each, now)),
    standing: sentOnWord(state, since).map((pass) => standing(state, desk, pass)),
    quiet: quietPeople(state, desk, now).map((each) => quiet(desk, each)),
    lines: [
      ...closed.filter(({ canAsk }) => !canAsk).map((each) => closedLine(desk, each)),
      ...listWarnings(state, desk.owner.zone, now).map(({ address, text }) => ({
        ...line(text),
        told: { kind: "list" as const, id: address },
      })),
      ...troubles(state, since),
      ...notes(state),
    ],
  };
}

function line(text: string): Entry<NoteItem> {
  return { item: null, view: () => note(text), isNews: true };
}

function note(text: string): NoteItem {
  return { number: "", name: null, at: null, quote: null, text, answers: [] };
}

function unsure(state: State, desk: Desk): readonly Entry<NoteItem>[] {
  return Object.values(state.outbox)
    .filter((mail) => mail.status === "unsure" && !mail.toOwner)
    .map((mail) => ({
      item: { kind: "mail", mailId: mail.id },
      isNews: true,
      view: (number) => ({
        number,
        name: nameOf(desk, mail),
        at: null,
        quote: null,
        text: "I still cannot tell whether this went out.",
        answers: unsureAnswers(number),
      }),
    }));
}

/** Letter 22 is offered; it leaves on her word only. */
function lightQuestion(desk: Desk, closed: Closed): Entry<NoteItem> {
  const { contact, mail, pass } = closed;
  return {
    item: { kind: "mail", mailId: mail.id },
    isNews: true,
    told: { kind: "closed", id: pass.id },
    view: (number) => ({
      number,
      name: contact.name,
      at: null,
      quote: null,
      text: `${closedWords(desk, closed)} Ask lightly?`,
      answers: [{ type: `nudge ${number}`, label: "Ask lightly", does: "one question, in the same thread" }],
    }),
  };
}

function closedLine(desk: Desk, closed: Closed): Entry<NoteItem> {
  return {
    ...line(`${closed.contact.name}: ${closedWords(desk, closed)} I let it rest.`),
    told: { kind: "closed", id: closed.pass.id },
  };
}

function leavingToday(state: State, desk: Desk, now: Date): readonly Outgoing[] {
  const today = dayOf(now, desk.owner.zone);
  return Object.values(state.outbox)
    .filter(
      (mail) =>
        !mail.toOwner &&
        isYetToLeave(mail.status) &&
        dayOf(new Date(mail.leavesAt), desk.owner.zone) <= today,
    )
    .toSorted((a, b) => a.leavesAt.localeCompare(b.leavesAt));
}

interface Answered {
  readonly pass: Pass;
  readonly mail: Outgoing;
  readonly at: string;
}

/** Answers that came since; of one that was handed to her in a letter nothing more is said. */
function answeredSince(state: State, since: string): readonly Answered[] {
  return Object.values(state.passes)
    .flatMap((pass) => {
      const mail = state.outbox[pass.mailId];
      const at = pass.answeredAt;
      return mail === undefined || at === null || at <= since || pass.isHandedOn === true
        ? []
        : [{ pass, mail, at }];
    })
    .toSorted((a, b) => a.at.localeCompare(b.at));
}

function cameBack(state: State, desk: Desk, { pass, mail, at }: Answered): Entry<NoteItem> {
  const known = queryOf(state, mail);
  const about = known === null ? "" : `On "${titleOf(known)}".`;
  return {
    item: { kind: "mail", mailId: mail.id },
    isNews: true,
    question: (number) => offersFor(state, desk, pass, number, `yes ${number}`).question,
    view: (number) => {
      const { answers, asks } = offersFor(state, desk, pass, number, `yes ${number}`);
      const text = [about, asks ?? ""].filter((words) => words !== "").join(" ");
      return {
        number,
        name: nameOf(desk, mail),
        at: new Date(at),
        quote: pass.answer,
        text: text === "" ? null : text,
        answers,
      };
    },
  };
}

/** Promises and next steps without an hour, and such as were told and not done. */
function openOwed({ owed }: State): readonly Owed[] {
  return Object.values(owed)
    .filter((each) => each.kind !== "reminder" && each.closedAt === null)
    .filter((each) => each.dueAt === null || !isWaiting(each))
    .toSorted((a, b) => a.saidAt.localeCompare(b.saidAt));
}

/** All she is owed or owes, reminders that are still to come among them: for `pending`. */
export function pendingOwed(state: State, desk: Desk, now: Date): readonly Entry<NoteItem>[] {
  const all = Object.values(state.owed).filter(
    (each) => isWaiting(each) || (each.kind !== "reminder" && each.closedAt === null),
  );
  return all.toSorted((a, b) => a.saidAt.localeCompare(b.saidAt)).map((each) => owedEntry(desk, each, now));
}

function owedEntry(desk: Desk, owed: Owed, now: Date): Entry<NoteItem> {
  const contact = owed.contactId === null ? null : contactById(desk, owed.contactId);
  const isPromise = owed.kind === "promise";
  return {
    item: { kind: "owed", owedId: owed.id },
    isNews: owed.toldAt === null || now.getTime() - new Date(owed.toldAt).getTime() >= REPEAT_OWED_MS,
    told: { kind: "owed", id: owed.id },
    view: (number) => ({
      number,
      name: contact?.name ?? null,
      at: new Date(owed.saidAt),
      quote: isPromise ? owed.text : null,
      text:
        [isPromise ? null : `${owed.text}.`, comesAt(owed, desk)].filter((each) => each !== null).join(" ") ||
        null,
      answers: [
        { type: `done ${number}`, label: null, does: isPromise ? "it is kept" : "it is dealt with" },
        { type: `snooze ${number} 1w`, label: null, does: "a letter in a week" },
      ],
    }),
  };
}

function comesAt(owed: Owed, { owner }: Desk): string | null {
  return owed.dueAt === null || !isWaiting(owed)
    ? null
    : `I remind you ${spoken(new Date(owed.dueAt), owner.zone)}.`;
}

/** What left on a standing word and brought no answer yet: that has its own place. */
function sentOnWord(state: State, since: string): readonly Pass[] {
  return Object.values(state.passes).filter((pass) => {
    const mail = state.outbox[pass.mailId];
    return (
      pass.onWord != null &&
      mail?.status === "sent" &&
      (mail.sentAt ?? "") > since &&
      pass.answeredAt === null
    );
  });
}

function standing(state: State, desk: Desk, pass: Pass): Entry<NoteItem> {
  const known = state.queries[pass.queryId];
  const mail = state.outbox[pass.mailId];
  const contact = contactById(desk, pass.contactId);
  const handle = contact === null ? pass.contactId : handleFor(desk, contact);
  return {
    item: { kind: "mail", mailId: pass.mailId },
    isNews: true,
    view: (number) => ({
      number,
      name: contact?.name ?? pass.contactId,
      at: mail?.sentAt == null ? null : new Date(mail.sentAt),
      quote: null,
      text: known === undefined ? null : `"${titleOf(known)}".`,
      answers: [{ type: `ask ${handle}`, label: null, does: "ends the approval" }],
    }),
  };
}

function quiet(desk: Desk, { contact, lastAt, reason }: Quiet): Entry<NoteItem> {
  const day = inZone(lastAt, desk.owner.zone).toFormat("d LLL yyyy");
  return {
    item: { kind: "contact", contactId: contact.id, savedId: reason.savedId },
    isNews: true,
    told: { kind: "quiet", id: contact.id },
    view: (number) => ({
      number,
      name: contact.name,
      at: null,
      quote: null,
      text: `${reason.text} Last words: ${day}.${reason.savedId === null ? "" : ` "${number}: your line" sends it with your line on top.`}`,
      answers: [
        { type: `done ${number}`, label: null, does: "you wrote yourself" },
        { type: `snooze ${number} 2w`, label: null, does: "not now" },
      ],
    }),
  };
}

/** Mails that could not be read. */
function troubles({ problems }: State, since: string): readonly Entry<NoteItem>[] {
  return problems
    .filter((each) => each.at > since)
    .map(({ subject, why }) =>
      line(
        `I could not read ${subject === null ? "a mail" : `"${subject}"`} (${why}); it lies in your folder of problems.`,
      ),
    );
}

/** Strangers, lists that knocked, and whatever else was put by for the next digest. */
function notes({ notes: kept, ignored }: State): readonly Entry<NoteItem>[] {
  return kept
    .filter(({ sender }: Note) => sender === undefined || ignored[sender.address] === undefined)
    .map(({ text, sender }) =>
      sender === undefined
        ? line(text)
        : {
            item: { kind: "sender", sender },
            isNews: true,
            view: (number) => senderItem(text, sender, number),
          },
    );
}
