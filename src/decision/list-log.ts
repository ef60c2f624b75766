/** How lists come: each arrival noted, so that the digest can say when one stops, or cannot be read any more (I2). */
import { ARRIVALS, hasStopped, rhythmOf } from "../digest/arrivals.ts";
import type { Message } from "../message/message.ts";
import type { Edition } from "../query/query.ts";
import { spokenDay, type Zone } from "../time.ts";
import type { Desk, Step } from "./desk.ts";
import { listName } from "./intake.ts";
import { fitsSomebody } from "./present.ts";
import type { Draft, Instant, KnownQuery, ListLog, State } from "./state.ts";
import { monthOf } from "./stats.ts";

/** So many mails in a row without a query are no accident. */
const EMPTY = 2;

interface Came {
  readonly edition: Edition;
  readonly message: Message;
  readonly receivedAt: Date;
  /** She forwarded it by hand: those keep her own hours. */
  readonly isHers: boolean;
}

/** When a list's mails come and what they bring, for warnings and numbers. */
export function noteList(step: Step, desk: Desk, queries: readonly KnownQuery[], came: Came): void {
  const { state } = step;
  const { edition, message, receivedAt, isHers } = came;
  const address = message.from[0]?.address;
  if (address !== undefined && !isHers)
    noteArrival(
      step.state,
      address,
      { name: listName(edition.service, message), service: edition.service },
      receivedAt,
    );
  const fresh = queries.filter(({ seenIn }) => seenIn.length === 1);
  const fit = fresh.filter((known) => fitsSomebody(state, desk, known)).length;
  tally(step.state, fresh, fit, monthOf(receivedAt, desk.owner.zone));
}

function noteArrival(state: Draft, address: string, list: Pick<ListLog, "name" | "service">, at: Date): void {
  const cameAt = [...(state.listLogs[address]?.cameAt ?? []), at.toISOString()].slice(-ARRIVALS);
  state.listLogs[address] = { ...list, cameAt, empty: 0, warnedAt: null };
}

/** @returns false when the sender is no list that was ever read. */
export function noteEmpty(state: Draft, address: string, at: Date): boolean {
  const log = state.listLogs[address];
  if (log === undefined) return false;
  const cameAt = [...log.cameAt, at.toISOString()].slice(-ARRIVALS);
  state.listLogs[address] = { ...log, cameAt, empty: log.empty + 1 };
  return true;
}

/** One that a digest is to warn of, and was not yet. */
export interface ListWarning {
  readonly address: string;
  readonly text: string;
}

export function listWarnings(state: State, zone: Zone, now: Date): readonly ListWarning[] {
  return Object.entries(state.listLogs).flatMap(([address, log]) => {
    const isMuted = state.muted[log.service] !== undefined;
    const text = log.warnedAt === null && !isMuted ? (emptyWords(log) ?? stoppedWords(log, zone, now)) : null;
    return text === null ? [] : [{ address, text }];
  });
}

function emptyWords({ name, empty }: ListLog): string | null {
  return empty < EMPTY
    ? null
    : `${name} came ${empty} times in a row without a query I could read. It may look different now: forward me one "as attachment".`;
}

function stoppedWords({ name, cameAt }: ListLog, zone: Zone, now: Date): string | null {
  const times = cameAt.map((at) => new Date(at));
  const last = times.at(-1);
  if (last === undefined || !hasStopped(times, now, zone)) return null;
  const day = spokenDay(last, zone);
  return `${name} has not arrived since ${day}; it usually comes ${rhythmOf(times, zone)}.`;
}

export function noteWarned(state: Draft, address: string, at: Instant): void {
  const log = state.listLogs[address];
  if (log !== undefined) state.listLogs[address] = { ...log, warnedAt: at };
}

/** What each list brought in a month, kept when the queries themselves are gone. @param fit how many suited somebody. */
function tally(state: Draft, queries: readonly KnownQuery[], fit: number, month: string): void {
  const [first] = queries;
  if (first === undefined) return;
  const key = `${month} ${first.query.service}`;
  const before = state.tallies[key] ?? { read: 0, fit: 0 };
  state.tallies[key] = { read: before.read + queries.length, fit: before.fit + fit };
}
