/** The nudge: a short follow-up to a silent contact in the thread of the forward (letters 21 and 22), two at most. */
import type { Command } from "../command/command.ts";
import { DAY_MS } from "../time.ts";
import { type Answering, goingTo } from "./answer.ts";
import { contactHead, type Desk, type Step } from "./desk.ts";
import { isOpen } from "./intake.ts";
import { travelling } from "./lists.ts";
import { sendInHerName } from "./personal.ts";
import { against, type Bar, judge } from "./policy.ts";
import { deadlineOf, titleOf } from "./present.ts";
import { type Passed, passesOf } from "./silent.ts";
import type { KnownQuery, Outgoing, Pass, State } from "./state.ts";
import { cameToNothing } from "./status.ts";
import type { NudgeView } from "./views.ts";

/** Nudges a forward may have. */
export const NUDGES = 2;

/** `nudge 1`, `nudge 1: your words`; past the deadline it is the light question. */
export function obeyNudge(answering: Answering, command: Command): void {
  for (const { code, found } of passesOf(answering, command)) nudgeOne(answering, code, found, command.note);
}

function nudgeOne(answering: Answering, code: string, found: Passed, note: string | null): void {
  const { step, desk, now } = answering;
  const { contact, pass } = found;
  const last = lastNudge(step.state, pass);
  if (last?.sentAt != null && now.getTime() - new Date(last.sentAt).getTime() < DAY_MS) {
    answering.alreadySent.push({ code, name: contact.name, sentAt: new Date(last.sentAt) });
    return;
  }
  const bar = barOnNudge(step.state, desk, found, now);
  if (bar !== null) {
    answering.refused.push({ code, name: contact.name, ...bar });
    return;
  }
  const { mailId, at } = decideNudge(step, desk, found, { note, now });
  answering.did.push({ kind: "send", code, mailId });
  answering.willGo.push(goingTo(contact, { code, goesAt: at, note, what: "a nudge" }));
}

/** What keeps a nudge from leaving, also on her word; null: nothing. */
export function barOnNudge(state: State, desk: Desk, found: Passed, now: Date): Bar | null {
  const { contact, known, pass, mail } = found;
  const bar = against(judge(state, desk, { contact, known, now }), "named");
  if (bar !== null) return bar;
  if (mail.status !== "sent") return { why: "the forward itself has not left", lift: null };
  const last = lastNudge(state, pass);
  if (last !== null && last.status !== "sent") return { why: "a nudge is on its way already", lift: null };
  return nudgesOf(state, pass).length >= NUDGES ? { why: "two nudges went already", lift: null } : null;
}

export interface Nudging {
  /** Her own words instead of ours. */
  readonly note: string | null;
  readonly now: Date;
  readonly holdMs?: number;
}

export function decideNudge(step: Step, desk: Desk, found: Passed, { note, now, holdMs }: Nudging) {
  const { pass, mail, known, contact } = found;
  const going = sendInHerName(step, desk, {
    name: "nudge",
    contact,
    key: `nudge:${pass.id}:${pass.nudges.length + 1}`,
    view: (at) => nudgeView(desk, found, note, at),
    after: mail,
    closesAt: known.closesAt,
    expiresAt: (at) => (isOpen(known, at) ? known.closesAt : null),
    now,
    ...(holdMs === undefined ? {} : { holdMs }),
  });
  const current = step.state.passes[pass.id] ?? pass;
  step.state.passes[pass.id] = { ...current, nudges: [...current.nudges, going.mailId] };
  return going;
}

/** Nudges that went or will go; what was undone does not count. */
export function nudgesOf(state: State, pass: Pass): readonly Outgoing[] {
  return pass.nudges.flatMap((id) => state.outbox[id] ?? []).filter((mail) => !cameToNothing(mail.status));
}

function lastNudge(state: State, pass: Pass): Outgoing | null {
  return nudgesOf(state, pass).at(-1) ?? null;
}

function wayOf(desk: Desk, known: KnownQuery): string | null {
  const { routes, url } = travelling(desk, known);
  return routes.find(({ to }) => to !== null)?.to ?? url;
}

export function nudgeView(
  desk: Desk,
  { mail, known, contact }: Pick<Passed, "mail" | "known" | "contact">,
  text: string | null,
  at: Date,
): NudgeView {
  return {
    ...contactHead(desk, contact, at),
    subject: mail.subject ?? titleOf(known),
    text,
    title: titleOf(known),
    outlet: known.query.outlet,
    journalist: known.query.journalist,
    way: wayOf(desk, known),
    deadline: deadlineOf(known),
  };
}
