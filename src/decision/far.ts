/** The one stretch of a day (C8): in a letter where nobody or few fit, of what nobody fits the likeliest. */
import { farKind } from "../match/stretch.ts";
import { dayOf } from "../time.ts";
import type { Desk, Step } from "./desk.ts";
import { isOpen } from "./intake.ts";
import { isStretch } from "./links.ts";
import { barOn, forbiddenBy } from "./policy.ts";
import { contactById, isPassedOn, type Presented, present } from "./present.ts";
import type { Candidate, KnownQuery, State } from "./state.ts";

/** Where more queries than this fit, a letter has enough to look at. */
const FEW = 3;

export interface Far {
  readonly known: KnownQuery;
  readonly candidate: Candidate;
}

/** @param fitting how many queries of the letter fit somebody. */
export function stretchAmong(
  state: State,
  desk: Desk,
  queries: readonly KnownQuery[],
  fitting: number,
  now: Date,
): Far | null {
  const today = dayOf(now, desk.owner.zone);
  const isHad = Object.values(state.queries).some(({ stretchedOn }) => stretchedOn === today);
  if (fitting > FEW || isHad) return null;
  const all = queries.flatMap((known) =>
    known.proposedIn === null && isOpen(known, now) ? (farIn(state, desk, known) ?? []) : [],
  );
  return all.toSorted((a, b) => rank(b) - rank(a) || b.candidate.score - a.candidate.score)[0] ?? null;
}

/** Whom a stretch leads to, where nobody fits and nothing forbids it. */
function farIn(state: State, desk: Desk, known: KnownQuery): Far | null {
  const { candidates, skipped } = known;
  if (candidates.some(({ proposed }) => proposed) || forbiddenBy(desk, known) !== null) return null;
  const candidate = candidates.find((each) => {
    const contact = contactById(desk, each.contactId);
    if (!isStretch(each) || skipped.includes(each.contactId) || contact === null) return false;
    return !isPassedOn(state, known, each.contactId) && barOn(state, desk, contact, known) === null;
  });
  return candidate === undefined ? null : { known, candidate };
}

/** Her own note before the neighbouring field. */
function rank({ candidate }: Far): number {
  return farKind(candidate) === "stretch" ? 1 : 0;
}

/** Shows it under a number, and remembers that today had its stretch. */
export function presentFar(
  step: Step,
  desk: Desk,
  { known, candidate }: Far,
  number: string,
  now: Date,
): Presented {
  step.state.queries[known.id] = { ...known, stretchedOn: dayOf(now, desk.owner.zone) };
  return present(step.state, desk, known, { number, from: 0, candidates: [candidate], now });
}
