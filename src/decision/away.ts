/** Her days off, and what the digest after them tells: what came, what closed, who heard from her standing word (letter 6c). */
import type { Desk } from "./desk.ts";
import { isOpen } from "./intake.ts";
import { contactById, fitsSomebody, isUndecided } from "./present.ts";
import type { KnownQuery, State } from "./state.ts";
import type { DigestView } from "./views.ts";

/** Whether she is away: then no letter comes but answers to her own words. */
export function isAway({ away }: Pick<State, "away">, now: Date): boolean {
  return away !== null && new Date(away.from) <= now && now < new Date(away.until);
}

export function awayView(state: State, desk: Desk, now: Date): DigestView["away"] {
  const { away } = state;
  if (away === null) return null;
  const fit = fitAway(state, desk);
  const onWord = Object.values(state.passes).filter(
    (pass) =>
      pass.onWord != null &&
      (state.outbox[pass.mailId]?.sentAt ?? "") > away.from &&
      state.outbox[pass.mailId]?.status === "sent",
  );
  return {
    from: new Date(away.from),
    to: new Date(away.until),
    fit: fit.length,
    closed: missedAway(state, desk, now).length,
    standingTo: [...new Set(onWord.flatMap((pass) => contactById(desk, pass.contactId)?.name ?? []))],
  };
}

/** Queries that came meanwhile and suited somebody. */
function fitAway(state: State, desk: Desk): readonly KnownQuery[] {
  const from = state.away?.from ?? "";
  return Object.values(state.queries).filter(
    (known) => known.arrivedAt > from && (fitsSomebody(state, desk, known) || !isUndecided(state, known)),
  );
}

export function missedAway(state: State, desk: Desk, now: Date): readonly KnownQuery[] {
  return fitAway(state, desk).filter((known) => !isOpen(known, now) && isUndecided(state, known));
}
