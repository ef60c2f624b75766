/** What lists bring by themselves: gathered for a proposal, at once where it will not wait (DESIGN 1). */
import { dayOf, HOUR_MS, inZone } from "../time.ts";
import { isAway } from "./away.ts";
import { type Desk, letterHead, type Step, writeLetter } from "./desk.ts";
import { isOpen } from "./intake.ts";
import { isMuted } from "./lists.ts";
import { fitsSomebody, isUndecided, presentQuery, strongest } from "./present.ts";
import { proposeGathered } from "./propose.ts";
import type { Draft, KnownQuery, State } from "./state.ts";

/** A proposal leaves so long after the first query that came by itself. */
const GATHER_MS = 2 * HOUR_MS;
/** Proposals of this kind leave until then, her time; later ones wait for the digest. */
const UNTIL = "19:00";
/** A proposal that could not leave at its minute (the program slept) may be so late, else the digest has it. */
const LATE_MS = HOUR_MS;
/** An undecided strong match gets its one urgent letter when less than this is left. */
const LAST_CALL_MS = 4 * HOUR_MS;
const URGENT_A_DAY = 3;

/** Puts queries of an admitted list by for the next proposal, unless nobody fits; beside those that fit, all that were read. */
export function gather(step: Step, desk: Desk, queries: readonly KnownQuery[], now: Date): void {
  const fresh = queries.filter(
    (each) => each.proposedIn === null && each.cameByItself && !isMuted(step.state, each),
  );
  const fit = fresh.filter((each) => fitsSomebody(step.state, desk, each));
  if (fit.length === 0 && (step.state.gathered === null || fresh.length === 0)) return;
  const before = step.state.gathered ?? { since: now.toISOString(), queryIds: [] };
  step.state.gathered = {
    ...before,
    queryIds: [...new Set([...before.queryIds, ...fresh.map((each) => each.id)])],
  };
  step.because.push({ what: "gather", because: `${fit.length} queries of a list fit somebody` });
}

/** The proposal of what was gathered, when its time has come; `digest` leaves all of it to the digest. */
export function proposeWhenDue(step: Step, desk: Desk, now: Date): void {
  const { gathered } = step.state;
  if (gathered === null || isAway(step.state, now)) return;
  const leaves = proposalAt(gathered.since, desk);
  if (leaves === null || leaves > now || !isGoodHour(leaves, desk, now)) return;
  const open = gathered.queryIds
    .flatMap((id) => step.state.queries[id] ?? [])
    .filter((each) => each.proposedIn === null && isOpen(each, now) && !isMuted(step.state, each));
  step.state.gathered = null;
  if (open.some((each) => fitsSomebody(step.state, desk, each)))
    proposeGathered(
      step,
      desk,
      { queries: open, beside: besideThem(step.state, gathered), since: gathered.since },
      now,
    );
  else step.because.push({ what: "leave", because: "what was gathered is closed or decided" });
}

/** What came by itself in the same hours and fits nobody. */
function besideThem(
  state: Draft,
  { since, queryIds }: NonNullable<State["gathered"]>,
): readonly KnownQuery[] {
  const from = new Date(new Date(since).getTime() - GATHER_MS).toISOString();
  return Object.values(state.queries).filter(
    (each) =>
      each.cameByItself && each.arrivedAt >= from && !queryIds.includes(each.id) && !isMuted(state, each),
  );
}

/** When what was gathered since then is proposed; null: it waits for the digest. */
function proposalAt(since: string, desk: Desk): Date | null {
  if (desk.propose === "digest") return null;
  if (desk.propose === "at once") return new Date(since);
  const at = new Date(new Date(since).getTime() + GATHER_MS);
  const clock = inZone(at, desk.owner.zone).toFormat("HH:mm");
  return clock >= desk.digestAt && clock <= UNTIL ? at : null;
}

function isGoodHour(leaves: Date, { propose, digestAt, owner }: Desk, now: Date): boolean {
  if (propose === "at once" || now.getTime() - leaves.getTime() <= LATE_MS) return true;
  const clock = inZone(now, owner.zone).toFormat("HH:mm");
  return dayOf(now, owner.zone) === dayOf(leaves, owner.zone) && clock >= digestAt && clock <= UNTIL;
}

/**
 * One letter for a strong match that cannot wait: not proposed yet and closing before it would be, or proposed,
 * undecided and closing within four hours. Once a query, three a day.
 */
export function writeUrgent(step: Step, desk: Desk, nextDigestAt: () => Date, now: Date): void {
  if (isAway(step.state, now)) return;
  const candidates = Object.values(step.state.queries)
    .filter((known) => isUrgent(step.state, desk, known, nextDigestAt, now))
    .toSorted((a, b) => (a.closesAt ?? "").localeCompare(b.closesAt ?? ""));
  if (candidates.length === 0) return;
  const today = dayOf(now, desk.owner.zone);
  let left =
    URGENT_A_DAY -
    Object.values(step.state.letters).filter(
      (letter) => letter.kind === "urgent" && dayOf(new Date(letter.at), desk.owner.zone) === today,
    ).length;
  for (const known of candidates) {
    if (left-- <= 0) return;
    const key = `urgent:${known.id}`;
    const presented = presentQuery(step.state, desk, known, "1", now);
    const id = writeLetter(
      step,
      desk,
      "urgent",
      { ...letterHead(step, desk, key, now), item: presented.view },
      { key, now, inReplyTo: null, items: { "1": presented.item } },
    );
    step.state.queries[known.id] = {
      ...known,
      urgentAt: now.toISOString(),
      proposedIn: known.proposedIn ?? id,
    };
    step.because.push({ what: "urgent", because: "a strong match closes soon and is undecided" });
  }
}

function isUrgent(state: State, desk: Desk, known: KnownQuery, nextDigestAt: () => Date, now: Date): boolean {
  if (isMuted(state, known)) return false;
  if (known.urgentAt !== null || known.closesAt === null || !isOpen(known, now)) return false;
  if (!isUndecided(state, known) || !strongest(state, desk, known)) return false;
  const closes = new Date(known.closesAt);
  if (known.proposedIn !== null)
    return closes.getTime() - now.getTime() < LAST_CALL_MS && wasProposedBefore(state, known, now);
  const gathered = state.gathered?.queryIds.includes(known.id) === true ? state.gathered : null;
  return gathered !== null && closes < (proposalAt(gathered.since, desk) ?? nextDigestAt());
}

/** A proposal that came with the clock already running is its own urgent letter. */
function wasProposedBefore(state: State, known: KnownQuery, now: Date): boolean {
  const letter = known.proposedIn === null ? undefined : state.letters[known.proposedIn];
  if (letter === undefined || known.closesAt === null) return false;
  return (
    new Date(known.closesAt).getTime() - new Date(letter.at).getTime() >= LAST_CALL_MS &&
    new Date(letter.at) < now
  );
}
