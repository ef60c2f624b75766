/** What she asked to be reminded of, promised, or means to do next: the letter that brings it, and how it is done. */
import { spoken, spokenDay, type Zone } from "../time.ts";
import { type Answering, itemsOf, splitCode } from "./answer.ts";
import { isAway } from "./away.ts";
import { type Desk, letterHead, type Step, writeLetter } from "./desk.ts";
import { isOpen } from "./intake.ts";
import { barOnNudge } from "./nudge.ts";
import { contactById, presentQuery, titleOf } from "./present.ts";
import { reasonToWrite } from "./reasons.ts";
import { passed, passUnder } from "./silent.ts";
import type { Item, Owed, State } from "./state.ts";
import type { Answer, Letter, ReminderView } from "./views.ts";

/** A letter for everything whose hour has come. */
export function tellOwed(step: Step, desk: Desk, now: Date): void {
  if (isAway(step.state, now)) return;
  for (const owed of Object.values(step.state.owed)) {
    if (isWaiting(owed) && owed.dueAt !== null && new Date(owed.dueAt) <= now) tell(step, desk, owed, now);
  }
}

/** Neither done nor told since it was last set. */
export function isWaiting({ closedAt, toldAt, dueAt }: Owed): boolean {
  return closedAt === null && (toldAt === null || dueAt === null || toldAt < dueAt);
}

function tell(step: Step, desk: Desk, owed: Owed, now: Date): void {
  const key = `remind:${owed.id}:${owed.dueAt}`;
  const told = contents(step.state, desk, owed, now);
  step.state.owed[owed.id] = { ...owed, toldAt: now.toISOString() };
  const view = { ...letterHead(step, desk, key, now), kind: "owed" as const, number: "1", ...told.view };
  writeLetter(step, desk, "reminder", view, { key, now, inReplyTo: null, items: { "1": told.item } });
  step.because.push({ what: "remind", because: "she asked for it, or promised" });
}

interface Contents {
  readonly view: Omit<Extract<ReminderView, { kind: "owed" }>, keyof Letter | "kind" | "number">;
  readonly item: Item;
}

const LATER: readonly Answer[] = [
  { type: "snooze 1 1d", label: null, does: "ask me again tomorrow" },
  { type: "done 1", label: null, does: "it is dealt with" },
];

function contents(state: State, desk: Desk, owed: Owed, now: Date): Contents {
  return (
    aboutPass(state, desk, owed, now) ?? aboutQuery(state, desk, owed, now) ?? plain(state, desk, owed, now)
  );
}

function asked({ saidAt }: Owed, zone: Zone): string {
  return `You asked me on ${spokenDay(new Date(saidAt), zone)} to remind you now.`;
}

function aboutPass(state: State, desk: Desk, owed: Owed, now: Date): Contents | null {
  const pass = passUnder(state, owed.about, null);
  const found = pass === null ? null : passed(state, desk, pass);
  if (pass === null || found === null) return null;
  const { known, mail, contact } = found;
  const canNudge = pass.answeredAt === null && barOnNudge(state, desk, found, now) === null;
  const news =
    pass.answeredAt === null
      ? `${contact.name} has not answered.`
      : `${contact.name} answered: "${pass.answer ?? ""}"`;
  const sent =
    mail.sentAt === null ? "Not sent yet" : `Sent ${spoken(new Date(mail.sentAt), desk.owner.zone)}`;
  return {
    item: { kind: "mail", mailId: mail.id },
    view: {
      name: contact.name,
      place: contact.regions[0] ?? null,
      reason: titleOf(known),
      text: `${asked(owed, desk.owner.zone)} ${news}`,
      card: [
        ...queryLines(titleOf(known), known.query.outlet, known.closesAt, desk.owner.zone, now),
        `${sent}.`,
      ],
      answers: [
        ...(canNudge
          ? [
              {
                type: "nudge 1",
                label: null,
                does: isOpen(known, now)
                  ? "a nudge, in the same thread"
                  : "one light question, in the same thread",
              },
            ]
          : []),
        ...LATER,
      ],
    },
  };
}

function aboutQuery(state: State, desk: Desk, { about, ...owed }: Owed, now: Date): Contents | null {
  const known = about?.kind === "query" ? state.queries[about.queryId] : undefined;
  if (known === undefined) return null;
  const { view, item } = presentQuery(state, desk, known, "1", now);
  const names = view.people.map(({ code, name }) => `${code}  ${name}`);
  const outlet = known.query.outlet;
  const canSend = isOpen(known, now) && view.people.length > 0;
  return {
    item,
    view: {
      name: outlet ?? "A query",
      place: null,
      reason: titleOf(known),
      text: asked({ about: null, ...owed }, desk.owner.zone),
      card: [...queryLines(titleOf(known), null, known.closesAt, desk.owner.zone, now), ...names],
      answers: [
        ...(canSend ? [{ type: "1", label: null, does: "passes it on" }] : []),
        ...(canSend ? [{ type: "skip 1", label: null, does: "and I forget it" }] : []),
        ...LATER,
      ],
    },
  };
}

function plain(state: State, desk: Desk, owed: Owed, now: Date): Contents {
  const contact = owed.contactId === null ? null : contactById(desk, owed.contactId);
  const { zone } = desk.owner;
  const reason = contact === null ? null : reasonToWrite(state, desk, contact, now);
  const since = spokenDay(new Date(owed.saidAt), zone);
  const text =
    owed.kind === "promise"
      ? `You wrote on ${since}: "${owed.text}".`
      : contact === null
        ? `${asked(owed, zone)}`
        : `You wanted to write to ${contact.name}: ${owed.text}. That was on ${since}.`;
  const touch = contact === null ? undefined : state.touches[contact.id];
  return {
    item: { kind: "owed", owedId: owed.id },
    view: {
      name: contact?.name ?? "Reminder",
      place: contact?.regions[0] ?? null,
      reason: owed.text,
      text,
      card: [
        ...(reason === null ? [] : [reason.text]),
        ...(touch === undefined ? [] : [`Last real contact: ${spokenDay(new Date(touch), zone)}.`]),
        ...(contact === null ? [owed.text] : []),
      ],
      answers: LATER,
    },
  };
}

function queryLines(
  title: string,
  outlet: string | null,
  closesAt: string | null,
  zone: Zone,
  now: Date,
): readonly string[] {
  const at = closesAt === null ? null : new Date(closesAt);
  const closes =
    at === null ? "No deadline given." : `${at > now ? "Closes" : "Closed"} ${spoken(at, zone)} for you.`;
  return [`${title}${outlet === null ? "" : ` (${outlet})`}`, closes];
}

/** What is owed under a code of hers: the thing itself, or her reminders about that query or mail. */
export function owedUnder({ step, letter }: Answering, code: string): readonly Owed[] {
  const item = itemsOf(step.state, letter).get(splitCode(code).number);
  return Object.values(step.state.owed).filter(
    (owed) => (item?.kind === "owed" && item.owedId === owed.id) || isAbout(owed, item),
  );
}

function isAbout({ about }: Owed, item: Item | undefined): boolean {
  if (about?.kind === "query") return item?.kind === "query" && item.queryId === about.queryId;
  return about?.kind === "mail" && item?.kind === "mail" && item.mailId === about.mailId;
}

/** Writes it down so that `undo` takes it back. @param about for "…: taken back". */
export function putOwed({ step, did }: Answering, code: string, owed: Owed, about: string): void {
  did.push({ kind: "owed", code, owedId: owed.id, before: step.state.owed[owed.id] ?? null, about });
  step.state.owed[owed.id] = owed;
}
