/** The day's digest: when it is due, silent when there is nothing, and what becomes of what stood in it (DESIGN 7). */
import { digestDay, nextDigestAfter } from "../digest/day.ts";
import { DAY_MS, dayOf, instantOf, inZone, type Zone } from "../time.ts";
import { type Answering, letterKey } from "./answer.ts";
import { awayView, isAway, missedAway } from "./away.ts";
import { countedSince, countsOf, digestKey } from "./counts.ts";
import { type Desk, letterHead, type Step, writeLetter } from "./desk.ts";
import { gatherParts, type Parts } from "./digest-parts.ts";
import { askOnStandingWord } from "./light-question.ts";
import { noteWarned } from "./list-log.ts";
import { type Draft, mailIdOf, type Note, type Sender, type State } from "./state.ts";
import { hasGiven, statsLines } from "./stats.ts";
import type { DigestView } from "./views.ts";

/** After so many days of silence one line says that all is well. */
const QUIET_DAYS = 7;
/** Lines kept for the next digest; a flood shows as its newest. */
const NOTES = 20;

/** @param sender whom it is about; of one she ignores nothing is noted. */
export function noteLine(state: Draft, now: Date, text: string, sender?: Sender): void {
  if (sender !== undefined && state.ignored[sender.address] !== undefined) return;
  const others = state.notes.filter((note) => note.text !== text && !isSameList(note, sender));
  const note: Note = { at: now.toISOString(), text, ...(sender === undefined ? {} : { sender }) };
  state.notes = [...others, note].slice(-NOTES);
}

/** A list that knocked is told once, as it came last. */
function isSameList(note: Note, sender: Sender | undefined): boolean {
  return sender?.list != null && note.sender?.list === sender.list && note.sender.address === sender.address;
}

/** Decides today's digest when its hour has come: once a local day, written or silent. */
export function digestWhenDue(step: Step, desk: Desk, now: Date): void {
  const before = step.state.digest;
  const { zone } = desk.owner;
  const { away } = step.state;
  const day = digestDay(now, desk.digestAt, zone, isDecided(step.state));
  if (day === null || isAway(step.state, now)) return;
  const isBack = away !== null && new Date(away.until) <= now;
  const last = before?.writtenDay ?? null;
  const isQuietWeek = daysBetween(last ?? firstDay(step.state, zone) ?? day, day) >= QUIET_DAYS;
  askOnStandingWord(step, desk, now);
  const since = lastDecided(step.state, now);
  const parts = gatherParts(step.state, desk, { since, now });
  const month = monthPart(step.state, desk, last ?? firstDay(step.state, zone), day);
  const isQuiet = !parts.isNews && month?.isNews !== true;
  const isWritten = isBack || !isQuiet || isQuietWeek;
  // Silent days counted nothing: the numbers go back to the last digest she read.
  const told = earlier(lastWritten(step.state, desk), since);
  const counted = isBack ? earlier(away.from, since) : told;
  if (isWritten) {
    const kind = isBack ? "back" : isQuiet ? "quiet week" : "day";
    writeDigest(step, desk, { key: digestKey(day), parts, month, kind, since: counted, now });
    step.state.notes = [];
    if (isBack) step.state.away = null;
  }
  step.state.digest = { day, at: now.toISOString(), since: counted, writtenDay: isWritten ? day : last };
  // What a list brought either stands in it, waits behind its "more", or is closed.
  step.state.gathered = null;
  step.because.push({ what: "digest", because: isWritten ? `${parts.count} items` : "nothing to say" });
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}

/** When the last digest was written; `""` before the first. */
function lastWritten({ digest, letters, storeKey }: State, desk: Desk): string {
  const day = digest?.writtenDay ?? null;
  if (day === null) return "";
  return (
    letters[mailIdOf(storeKey, digestKey(day))]?.at ??
    instantOf(day, desk.digestAt, desk.owner.zone).toISOString()
  );
}

/** When the next digest comes; now, when it is due in this very step. */
export function nextDigestAt(state: State, desk: Desk, now: Date): Date {
  return nextDigestAfter(now, desk.digestAt, desk.owner.zone, isDecided(state));
}

/** A written digest is known by its letter, also after a clock that went back; a silent one by being the last. */
function isDecided(state: State): (day: string) => boolean {
  return (day) =>
    state.digest?.day === day || state.letters[mailIdOf(state.storeKey, digestKey(day))] !== undefined;
}

/** From when on this digest tells; a last one ahead of now was decided under a clock that was wrong. */
function lastDecided(state: State, now: Date): string {
  const at = state.digest?.at ?? "";
  return at > now.toISOString() ? new Date(now.getTime() - DAY_MS).toISOString() : at;
}

function firstDay({ firstStart }: State, zone: Zone): string | null {
  return firstStart === null ? null : dayOf(new Date(firstStart.at), zone);
}

interface Writing {
  readonly key: string;
  readonly parts: Parts;
  readonly month: DigestView["month"];
  readonly kind: DigestView["kind"];
  readonly since: string;
  readonly now: Date;
  /** The mail of hers that asked for it; absent: nobody did. */
  readonly inReplyTo?: string | null;
}

function writeDigest(step: Step, desk: Desk, writing: Writing): void {
  const { key, parts, kind, now, inReplyTo = null } = writing;
  const { state } = step;
  const view = { ...letterHead(step, desk, key, now), ...viewOf(state, desk, writing) };
  const missed = kind === "back" ? missedAway(state, desk, now) : [];
  const rest = [...parts.rest, ...missed].map((known) => known.id);
  const { items, questions, offers } = parts;
  const id = writeLetter(step, desk, "digest", view, { key, now, inReplyTo, items, questions, rest, offers });
  const day = dayOf(now, desk.owner.zone);
  for (const known of parts.shown)
    step.state.queries[known.id] =
      known.proposedIn === null
        ? { ...known, proposedIn: id }
        : { ...known, digests: [...new Set([...known.digests, day])] };
  noteTold(step.state, parts, now.toISOString());
}

function viewOf(
  state: State,
  desk: Desk,
  { parts, month, kind, since, now }: Writing,
): Omit<DigestView, keyof ReturnType<typeof letterHead>> {
  const isFirst = state.digest?.writtenDay == null;
  const leftAlone = state.firstStart?.leftAlone ?? 0;
  const counted = countedSince(state, desk, since, now);
  return {
    kind,
    decide: parts.decide,
    asks: parts.asks,
    leaving: parts.leaving,
    cameBack: parts.cameBack,
    owed: parts.owed,
    standing: parts.standing,
    quiet: parts.quiet,
    warnings: parts.warnings,
    month,
    more: parts.rest.length,
    stillOpen: parts.stillOpen,
    counts: countsOf(counted),
    firstStart: isFirst && leftAlone > 0 ? leftAlone : null,
    since: since === "" ? null : new Date(since),
    away: kind === "back" ? awayView(state, desk, now) : null,
    lists: new Set(counted.read.map((known) => known.query.service)).size,
  };
}

/** What was told once is not told again tomorrow. */
function noteTold(state: Draft, { told }: Parts, at: string): void {
  for (const { kind, id } of told) {
    const [owed, pass] = [state.owed[id], state.passes[id]];
    if (kind === "owed" && owed !== undefined) state.owed[id] = { ...owed, toldAt: at };
    if (kind === "closed" && pass !== undefined) state.passes[id] = { ...pass, closedToldAt: at };
    if (kind === "quiet") state.quietTold[id] = at;
    if (kind === "list") noteWarned(state, id, at);
  }
}

interface Month extends NonNullable<DigestView["month"]> {
  /** She gave something in it: reason enough for a digest, else it goes along with one. */
  readonly isNews: boolean;
}

/** Told with the first digest of a month: what the last one led to. Null: no new month, or nothing in it. */
function monthPart(state: State, desk: Desk, last: string | null, day: string): Month | null {
  const month = day.slice(0, 7);
  if (last === null || last.slice(0, 7) >= month) return null;
  const from = inZone(instantOf(`${month}-01`, "12:00", desk.owner.zone), desk.owner.zone).minus({
    months: 1,
  });
  const span = { from: from.toFormat("yyyy-MM"), before: month };
  const lines = statsLines(state, desk, span);
  return lines.length === 0
    ? null
    : { name: from.toFormat("LLLL"), lines, isNews: hasGiven(state, desk, span) };
}

/** `digest`: what the next one would tell, now; that one still comes. */
export function obeyDigest(answering: Answering): void {
  const { step, desk, now, mail } = answering;
  const { state } = step;
  const since = lastWritten(state, desk);
  const parts = gatherParts(state, desk, { since, now });
  const key = letterKey(answering, "digest-asked");
  writeDigest(step, desk, { key, parts, month: null, kind: "day", since, now, inReplyTo: mail.messageId });
}

function daysBetween(from: string, to: string): number {
  return Math.round(
    (new Date(`${to}T00:00:00Z`).getTime() - new Date(`${from}T00:00:00Z`).getTime()) / DAY_MS,
  );
}
