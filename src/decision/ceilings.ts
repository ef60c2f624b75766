/** How many mails may leave in which time, whatever was decided: the last guard against a loop (DESIGN 4). */
import { LETTERS_AN_HOUR, MAILS_AN_HOUR_TO_ONE } from "../bounds.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../time.ts";
import { type Desk, letterHead, type Step, writeLetter } from "./desk.ts";
import { withMail } from "./sending.ts";
import type { Outgoing, State } from "./state.ts";

export interface Ceilings {
  /** To whomever. */
  readonly perMinute: number;
  /** To contacts. */
  readonly perDay: number;
}

/** The letter that tells of it leaves all the same. */
const BREAKER = "breaker";

/** Mails that must wait for an hour or a day to go by are looked at again this often. */
const AGAIN_MS = 10 * MINUTE_MS;

export interface Ceiling {
  readonly why: string;
  /** When to look again; null: at the next chance. */
  readonly until: Date | null;
}

/** Why a mail whose hour has come does not leave yet; null: it may. */
export function ceilingOver(state: State, mail: Outgoing, ceilings: Ceilings, now: Date): Ceiling | null {
  if (isBreaker(mail)) return null;
  if (sentWithin(state, MINUTE_MS, now) >= ceilings.perMinute)
    return { why: `${ceilings.perMinute} a minute are enough`, until: null };
  const why = overTheHour(state, mail, now) ?? overTheDay(state, mail, ceilings, now);
  return why === null ? null : { why, until: new Date(now.getTime() + AGAIN_MS) };
}

export function afterCeiling(state: State, mail: Outgoing, { why, until }: Ceiling): State {
  return until === null ? state : withMail(state, { ...mail, leavesAt: until.toISOString(), why });
}

function overTheHour(state: State, mail: Outgoing, now: Date): string | null {
  if (isTripped(state, now)) return `over ${LETTERS_AN_HOUR} mails to you within an hour: I stopped`;
  const toOne = mail.toOwner ? 0 : sentWithin(state, HOUR_MS, now, (each) => each.to === mail.to);
  return toOne >= MAILS_AN_HOUR_TO_ONE ? `no more than ${MAILS_AN_HOUR_TO_ONE} an hour to one address` : null;
}

function overTheDay(state: State, mail: Outgoing, { perDay }: Ceilings, now: Date): string | null {
  if (mail.toOwner) return null;
  const today = sentWithin(state, DAY_MS, now, (each) => !each.toOwner);
  return today >= perDay ? `${perDay} a day to all your contacts, your limit` : null;
}

/** So many letters are no day's work but a loop: all rests until the hour is over, and she is told once a day. */
export function tellBreaker(step: Step, desk: Desk, now: Date): void {
  const { state } = step;
  if (!isTripped(state, now)) return;
  const isTold = Object.values(state.outbox).some(
    (mail) => isBreaker(mail) && now.getTime() - new Date(mail.createdAt).getTime() < DAY_MS,
  );
  if (isTold) return;
  const key = `${BREAKER}:${now.toISOString()}`;
  const waiting = Object.values(state.outbox).filter((mail) => mail.status === "waiting").length;
  const view = {
    ...letterHead(step, desk, key, now),
    subject: "I stopped: too many mails in one hour",
    news: `I wrote you ${LETTERS_AN_HOUR} mails within an hour. That is no day's work but a fault, so I stopped.`,
    paragraphs: [
      `Nothing leaves until that hour is over, to you or to anybody else. ${waiting} ${waiting === 1 ? "mail waits" : "mails wait"}; none is lost.`,
      "Should another program be answering me, a filter of yours that keeps it from writing here ends it.",
    ],
    evidence: [],
    answers: [{ type: "pending", label: "What waits", does: "what has not left yet" }],
  };
  writeLetter(step, desk, "notice", view, { key, now, inReplyTo: null });
  step.because.push({ what: "stop", because: `${LETTERS_AN_HOUR} letters within an hour` });
}

function isTripped(state: State, now: Date): boolean {
  return sentWithin(state, HOUR_MS, now, (each) => each.toOwner && !isBreaker(each)) >= LETTERS_AN_HOUR;
}

function isBreaker({ key }: Outgoing): boolean {
  return key.startsWith(`${BREAKER}:`);
}

function sentWithin(
  { outbox }: State,
  ms: number,
  now: Date,
  counts: (each: Outgoing) => boolean = () => true,
): number {
  return Object.values(outbox).filter(
    (each) =>
      // What a clock that was ahead dated would count for years.
      each.sentAt !== null && Math.abs(now.getTime() - new Date(each.sentAt).getTime()) < ms && counts(each),
  ).length;
}
