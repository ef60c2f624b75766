/** A clock that was ahead for a while: what it dated is brought back to now, or it would wait for years. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../time.ts";
import type { Step } from "./desk.ts";
import type { Outgoing } from "./state.ts";
import { isYetToLeave } from "./status.ts";

/** Honest clocks are set right by less. */
const SLACK_MS = 5 * MINUTE_MS;
/** The longest pause between two tries, to her; to a contact nights and a weekend may follow it. */
const PAUSES_MS = { hers: HOUR_MS, theirs: 7 * DAY_MS } as const;

export function setRight(step: Step, now: Date): void {
  const { rest } = step.state;
  if (rest !== null && isAfter(rest.until, now, PAUSES_MS.hers)) step.state.rest = null;
  for (const mail of Object.values(step.state.outbox)) {
    const right = isYetToLeave(mail.status) ? rightly(mail, now) : mail;
    if (right === mail) continue;
    step.state.outbox[mail.id] = right;
    step.because.push({ what: "set right", because: "it was dated by a clock that was ahead" });
  }
}

/** The same mail when nothing is wrong with it. */
function rightly(mail: Outgoing, now: Date): Outgoing {
  if (isAfter(mail.createdAt, now, 0)) {
    const waitMs = Math.max(0, new Date(mail.leavesAt).getTime() - new Date(mail.createdAt).getTime());
    return {
      ...mail,
      createdAt: now.toISOString(),
      leavesAt: new Date(now.getTime() + waitMs).toISOString(),
    };
  }
  const pauseMs = mail.toOwner ? PAUSES_MS.hers : PAUSES_MS.theirs;
  const isStuck = mail.status === "retry" && isAfter(mail.leavesAt, now, pauseMs);
  return isStuck ? { ...mail, leavesAt: now.toISOString() } : mail;
}

function isAfter(instant: string, now: Date, byMs: number): boolean {
  return new Date(instant).getTime() - now.getTime() > byMs + SLACK_MS;
}
