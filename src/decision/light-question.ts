/**
 * It closed and nobody answered: told once, on the second business day, with one light question ready (letter 22). It
 * leaves on her word; where the query went on a standing approval, on that one, reported by the digest of its day.
 */
import { afterwardsAt } from "../followup/reminder.ts";
import { dayOf, HOUR_MS, spokenDay } from "../time.ts";
import type { Desk, Step } from "./desk.ts";
import { leavingAt } from "./hours.ts";
import { barOnNudge, decideNudge } from "./nudge.ts";
import { judge } from "./policy.ts";
import { titleOf } from "./present.ts";
import { type Passed, passed } from "./silent.ts";
import type { State } from "./state.ts";

/** She has this long to say undo. */
const HOLD_MS = 2 * HOUR_MS;

export interface Closed extends Passed {
  readonly canAsk: boolean;
}

/** Two business days after its deadline a forward nobody answered is told of, once. */
export function closedUnanswered(state: State, desk: Desk, now: Date): readonly Closed[] {
  return Object.values(state.passes).flatMap((pass) => {
    if (pass.answeredAt !== null || pass.closedAt !== null || pass.closedToldAt != null) return [];
    const closesAt = state.queries[pass.queryId]?.closesAt;
    if (closesAt == null || new Date(closesAt) > now || state.outbox[pass.mailId]?.status !== "sent")
      return [];
    const found = passed(state, desk, pass);
    if (found === null) return [];
    const zone = found.contact.timezone ?? desk.owner.zone;
    if (afterwardsAt(new Date(closesAt), zone) > now) return [];
    return [{ ...found, canAsk: barOnNudge(state, desk, found, now) === null }];
  });
}

export function closedWords({ owner }: Desk, { known }: Closed): string {
  const outlet = known.query.outlet === null ? "" : ` (${known.query.outlet})`;
  const day = known.closesAt === null ? "" : ` ${spokenDay(new Date(known.closesAt), owner.zone)}`;
  return `"${titleOf(known)}"${outlet} closed${day} without a word.`;
}

/** On a standing approval that still holds it leaves by itself, on a day whose digest can say so before. */
export function askOnStandingWord(step: Step, desk: Desk, now: Date): void {
  const { zone } = desk.owner;
  for (const closed of closedUnanswered(step.state, desk, now)) {
    const { pass, contact, known, canAsk } = closed;
    if (!canAsk || pass.onWord == null) continue;
    if (judge(step.state, desk, { contact, known, now }).approval === null) continue;
    const { at } = leavingAt(now, contact, known, { ...desk, holdMs: HOLD_MS });
    if (dayOf(at, zone) !== dayOf(now, zone)) continue;
    step.state.passes[pass.id] = { ...pass, closedToldAt: now.toISOString() };
    decideNudge(step, desk, closed, { note: null, now, holdMs: HOLD_MS });
    step.because.push({ what: "nudge", because: "her standing word, and nobody answered" });
  }
}
