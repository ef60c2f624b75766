/**
 * What contacts ask of the mails they get (DESIGN 4): `stop`, `pause`, `less` and `forget me` hold at once; what narrows,
 * or brings queries back, waits for her yes. She is told of each.
 */
import type { Contact } from "../contact/contact.ts";
import { firstName } from "../contact/contacts.ts";
import { type Wish, wishesIn } from "../followup/wishes.ts";
import type { Message } from "../message/message.ts";
import { readWhen } from "../query/when.ts";
import { dayOf, inZone } from "../time.ts";
import { type Answering, tell } from "./answer.ts";
import { type Desk, type Step, writeOwn } from "./desk.ts";
import { editContact, setEdit } from "./edits.ts";
import { beginForgetting } from "./forget.ts";
import { contactById } from "./present.ts";
import { isStopped, liftStop, noteStopped } from "./shut.ts";
import type { Doing, EditValue, Question } from "./state.ts";
import { cancel } from "./status.ts";
import type { Answer, ReceiptView, Views } from "./views.ts";
import { handleFor } from "./whom.ts";

/** What came of an answer, for the letter that hands it to her. */
export interface Heard {
  /** Whole sentences. */
  readonly did: readonly string[];
  readonly doings: readonly Doing[];
  /** What a bare yes answers; null: nothing is asked. */
  readonly question: Question | null;
  readonly answers: readonly Answer[];
}

export const NOTHING_HEARD: Heard = { did: [], doings: [], question: null, answers: [] };

interface Hearing {
  readonly step: Step;
  readonly desk: Desk;
  readonly writer: Contact;
  readonly message: Message;
  readonly now: Date;
}

/** One at a time: the first that asks her something asks alone. */
export function hear(hearing: Hearing): Heard {
  const heard = wishesIn(hearing.message.freeText).map((wish) => hearOne(hearing, wish));
  const asking = heard.find(({ question }) => question !== null);
  return {
    did: heard.flatMap(({ did }) => did),
    doings: heard.flatMap(({ doings }) => doings),
    question: asking?.question ?? null,
    answers: [...(asking?.answers ?? []), ...(heard.some(({ doings }) => doings.length > 0) ? [UNDO] : [])],
  };
}

const UNDO: Answer = { type: "undo", label: null, does: "takes it back" };

function hearOne(hearing: Hearing, wish: Wish): Heard {
  switch (wish.kind) {
    case "stop":
      return stop(hearing);
    case "forget":
      return forget(hearing);
    case "less":
      return lifting(hearing, less(hearing));
    case "pause":
      return lifting(hearing, pause(hearing, wish.when));
    case "only":
      return only(hearing, wish.subjects);
    case "resume":
      return lifting(hearing, NOTHING_HEARD);
  }
}

/** Holds at once and for good: what was on its way is stopped too, and the contact gets one receipt. */
function stop(hearing: Hearing): Heard {
  const { step, writer, now } = hearing;
  const isSaidAgain = isStopped(step.state, writer);
  noteStopped(step.state, writer, now);
  const stopped = stopUnderway(hearing);
  // An answering machine may say it to each receipt.
  if (!isSaidAgain) writeReceipt(hearing, "stop-receipt", { name: writer.name, wasOnItsWay: stopped !== "" });
  return told(`${writer.name} asked for no more queries: nothing goes there from now on.${stopped}`);
}

function stopUnderway({ step, writer }: Hearing): string {
  const underway = Object.values(step.state.outbox).filter((mail) => mail.contactId === writer.id);
  const stopped = underway.filter((mail) => cancel(step.state, mail.id)).length;
  return stopped === 0
    ? ""
    : ` ${stopped} on the way to ${firstName(writer)} ${stopped === 1 ? "is" : "are"} stopped too.`;
}

/** Nothing goes there at once; erased on her yes, or by itself after a week (letter 27). */
function forget(hearing: Hearing): Heard {
  const { step, desk, writer, now } = hearing;
  const isSaidAgain = step.state.forgetting[writer.id] !== undefined;
  const stopped = stopUnderway(hearing);
  noteStopped(step.state, writer, now);
  if (!isSaidAgain) {
    beginForgetting(step.state, writer, "theirs", now);
    writeReceipt(hearing, "forget-receipt", {});
  }
  const due = new Date(step.state.forgetting[writer.id]?.dueAt ?? now);
  const day = inZone(due, desk.owner.zone).toFormat("ccc d LLL");
  return {
    ...told(
      `${writer.name} asked to be forgotten. Nothing more goes there; a yes erases it all now, else it happens by itself on ${day}.${stopped}`,
    ),
    question: { kind: "forget", contactId: writer.id, code: "" },
    answers: [{ type: "yes", label: "Yes, erase now", does: "erases it all now" }],
  };
}

function told(sentence: string): Heard {
  return { ...NOTHING_HEARD, did: [sentence] };
}

/** The least: one a fortnight. */
const LEAST_A_WEEK = 0.5;

function less(hearing: Hearing): Heard {
  const { desk, writer } = hearing;
  const before = writer.perWeek ?? desk.perContactPerWeek;
  const after = Math.max(LEAST_A_WEEK, before / 2);
  if (after >= before) return told(`${writer.name} asked for fewer queries; it is one a fortnight already.`);
  const often = after === LEAST_A_WEEK ? "one a fortnight" : `${after} a week`;
  return edit(
    hearing,
    "perWeek",
    after,
    `${writer.name} asked for fewer queries: ${often} at most from now on, half of what it was.`,
  );
}

function pause(hearing: Hearing, when: string): Heard {
  const { desk, writer, now } = hearing;
  const zone = writer.timezone ?? desk.owner.zone;
  const until = readWhen(when, now, zone);
  if (until === null || dayOf(until, zone) <= dayOf(now, zone))
    return told(
      `${writer.name} asked to pause until "${when}", and I cannot tell when that is. Nothing is changed; "pause ${handleFor(desk, writer)} till …" does it.`,
    );
  const said = inZone(until, zone).toFormat("d LLL yyyy");
  return edit(
    hearing,
    "status",
    `paused until ${dayOf(until, zone)}`,
    `${writer.name} asked to pause: held back until ${said}. What you name still goes.`,
  );
}

function edit(
  { step, desk, writer }: Hearing,
  key: "perWeek" | "status",
  set: EditValue,
  sentence: string,
): Heard {
  const was = writer[key];
  setEdit(step.state, desk, writer.id, key, set);
  const about = `what ${writer.name} asked for`;
  return {
    ...told(sentence),
    doings: [{ kind: "edit", code: "", contactId: writer.id, key, was, set, about }],
  };
}

/** Whoever said stop and now wishes for anything else may wish for queries: only her yes lifts it. */
function lifting({ step, writer }: Hearing, heard: Heard): Heard {
  if (!isStopped(step.state, writer)) return heard;
  const sentence = `${writer.name} had asked for no more queries, and writes this now. Until you say yes the stop holds.`;
  return {
    ...heard,
    did: [...heard.did, sentence],
    question: {
      kind: "wish",
      contactId: writer.id,
      key: STOPPED,
      set: null,
      about: `the stop of ${writer.name}`,
      code: "",
    },
    answers: [{ type: "yes", label: "Yes, queries may go there again", does: "queries may go there again" }],
  };
}

/** Not a key of contacts.json: what they said themselves. */
const STOPPED = "stopped";

function only(hearing: Hearing, subjects: readonly string[]): Heard {
  const { writer } = hearing;
  const kept = writer.interests.filter((each) => each.startsWith("-"));
  const wish: Heard = {
    ...told(`${writer.name} asks for ${subjects.join(" and ")} only.`),
    question: {
      kind: "wish",
      contactId: writer.id,
      key: "interests",
      set: [...subjects, ...kept],
      about: `the interests of ${writer.name}`,
      code: "",
    },
    answers: [
      {
        type: "yes",
        label: `Yes, only ${subjects.join(", ")}`,
        does: `makes ${subjects.join(", ")} the only ${subjects.length === 1 ? "interest" : "interests"}`,
      },
    ],
  };
  return lifting(hearing, wish);
}

/** Her yes to what somebody asked for. */
export function answerWish(
  answering: Answering,
  { contactId, key, set, about }: Question & { readonly kind: "wish" },
): void {
  const { step, desk } = answering;
  const contact = contactById(desk, contactId);
  if (contact === null) return;
  if (key !== STOPPED) editContact(answering, contactId, key, set, about);
  else {
    liftStop(step.state, contact);
    if (contact.status === "stopped") editContact(answering, contactId, "status", "active", about);
  }
  const text = key === STOPPED ? "queries may go there again" : `${[set].flat().join(", ")} from now on`;
  tell(answering, contact.name, text, key === STOPPED ? null : "undo");
}

/** From the assistant itself, at once (letters 26 and 27). */
function writeReceipt<N extends "stop-receipt" | "forget-receipt">(
  { step, desk, writer, message, now }: Hearing,
  name: N,
  more: Omit<Views[N], keyof ReceiptView>,
): void {
  const address = message.from[0]?.address ?? "";
  const view = { owner: { name: desk.owner.name }, subject: message.subject, address, ...more } as Views[N];
  writeOwn(step, desk, name, view, {
    key: `${name}:${message.key}`,
    now,
    fromName: `${desk.assistant.name} for ${desk.owner.name}`,
    to: { name: writer.name, address },
    contactId: writer.id,
    inReplyTo: message.messageId,
    autoSubmitted: "auto-replied",
  });
}
