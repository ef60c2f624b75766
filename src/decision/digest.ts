/** The day's digest: what is open, each thing in one place, silent when there is nothing (DESIGN 7). */
import { digestDay } from "../digest/day.ts";
import { DAY_MS, dayOf, HOUR_MS, instantOf } from "../time.ts";
import { type Desk, letterHead, type Step, writeLetter } from "./desk.ts";
import { isOpen } from "./intake.ts";
import { fitsSomebody, presentQuery, queryHead, titleOf } from "./present.ts";
import { leavingItem, nameOf, queryOf, unsureAnswers } from "./show.ts";
import type { Draft, Item, KnownQuery, Outgoing, State } from "./state.ts";
import type { Counts, DigestView, LeavingItem, NoteItem, OpenItem } from "./views.ts";

/** Items of one digest; the rest is a number. */
const ITEMS = 12;
/** What was proposed less than this before is fresh in her mind. */
const FRESH_MS = 3 * HOUR_MS;
/** An undecided query stands in so many digests after its proposal, and once more in its last day. */
const REPEATS = 2;
/** After so many days of silence one line says that all is well. */
const QUIET_DAYS = 7;
/** Lines kept for the next digest; a flood shows as its newest. */
const NOTES = 20;

export function noteLine(state: Draft, now: Date, text: string): void {
  state.notes = [...state.notes, { at: now.toISOString(), text }].slice(-NOTES);
}

/** Decides today's digest when its hour has come: once a local day, written or silent. */
export function digestWhenDue(step: Step, desk: Desk, now: Date): void {
  const day = digestDay(now, desk.digestAt, desk.owner.zone, step.state.digest?.day ?? null);
  if (day === null) return;
  const before = step.state.digest;
  const parts = gatherParts(step, desk, now);
  const isQuiet = parts.count === 0;
  const since =
    before?.writtenDay ??
    (step.state.firstStart === null ? day : dayOf(new Date(step.state.firstStart.at), desk.owner.zone));
  const isQuietWeek = isQuiet && daysBetween(since, day) >= QUIET_DAYS;
  const isWritten = !isQuiet || isQuietWeek;
  if (isWritten) writeDigest(step, desk, { day, parts, kind: isQuiet ? "quiet week" : "day", now });
  step.state.digest = {
    day,
    at: now.toISOString(),
    writtenDay: isWritten ? day : (before?.writtenDay ?? null),
  };
  step.because.push({ what: "digest", because: isWritten ? `${parts.count} items` : "nothing to say" });
}

/** When the next digest comes. */
export function nextDigestAt(state: State, desk: Desk, now: Date): Date {
  const today = dayOf(now, desk.owner.zone);
  const todays = instantOf(today, desk.digestAt, desk.owner.zone);
  if (todays > now && (state.digest === null || state.digest.day < today)) return todays;
  return instantOf(dayOf(new Date(now.getTime() + DAY_MS), desk.owner.zone), desk.digestAt, desk.owner.zone);
}

interface Parts {
  readonly items: Record<string, Item>;
  readonly decide: readonly OpenItem[];
  readonly shown: readonly KnownQuery[];
  readonly leaving: readonly LeavingItem[];
  readonly cameBack: readonly NoteItem[];
  readonly warnings: readonly NoteItem[];
  readonly more: number;
  readonly count: number;
  readonly heldBack: number;
}

function gatherParts(step: Step, desk: Desk, now: Date): Parts {
  const state = step.state as State;
  const items: Record<string, Item> = {};
  const number = (item: Item) => {
    const next = String(Object.keys(items).length + 1);
    items[next] = item;
    return next;
  };
  const open = toDecide(state, desk, now);
  const leaving = leavingToday(state, desk, now);
  const back = answeredSince(state);
  const unsure = Object.values(state.outbox).filter((mail) => mail.status === "unsure" && !mail.toOwner);
  const room = Math.max(1, ITEMS - leaving.length - back.length - unsure.length);
  const shown = open.slice(0, room);
  const decide = shown.map((known): OpenItem => {
    const next = String(Object.keys(items).length + 1);
    const { view, item } = presentQuery(state, desk, known, next, now);
    items[next] = item;
    return { ...queryHead(known, next), people: view.people, isNew: known.proposedIn === null };
  });
  const leavingItems = leaving
    .slice(0, ITEMS)
    .map((mail) => leavingItem(state, desk, mail, number({ kind: "mail", mailId: mail.id })));
  const cameBack = back.slice(0, ITEMS).map(({ mail, answer, at }): NoteItem => {
    const known = queryOf(state, mail);
    return {
      number: number({ kind: "mail", mailId: mail.id }),
      name: nameOf(desk, mail),
      at: new Date(at),
      quote: answer,
      text: known === null ? null : `On "${titleOf(known)}".`,
      answers: [],
    };
  });
  const warnings = [
    ...unsure.map((mail): NoteItem => {
      const next = number({ kind: "mail", mailId: mail.id });
      return {
        number: next,
        name: nameOf(desk, mail),
        at: null,
        quote: null,
        text: "I still cannot tell whether this went out.",
        answers: unsureAnswers(next),
      };
    }),
    ...news(state).map(
      (text): NoteItem => ({ number: "", name: null, at: null, quote: null, text, answers: [] }),
    ),
  ];
  const more =
    open.length - shown.length + Math.max(0, leaving.length - ITEMS) + Math.max(0, back.length - ITEMS);
  return {
    items,
    decide,
    shown,
    leaving: leavingItems,
    cameBack,
    warnings,
    more,
    count: decide.length + leavingItems.length + cameBack.length + warnings.length,
    heldBack: decide.flatMap((each) => each.people).filter((person) => person.heldBack !== null).length,
  };
}

/** New ones first, then those still waiting; each by deadline, none last. */
function toDecide(state: State, desk: Desk, now: Date): readonly KnownQuery[] {
  return Object.values(state.queries)
    .filter((known) => isOpen(known, now) && fitsSomebody(state, desk, known) && belongs(state, known, now))
    .toSorted(
      (a, b) =>
        Number(a.proposedIn !== null) - Number(b.proposedIn !== null) ||
        (a.closesAt ?? "9").localeCompare(b.closesAt ?? "9"),
    );
}

function belongs(state: State, known: KnownQuery, now: Date): boolean {
  if (known.proposedIn === null) return known.cameByItself;
  const letter = state.letters[known.proposedIn];
  if (letter !== undefined && now.getTime() - new Date(letter.at).getTime() < FRESH_MS) return false;
  const isLastDay = known.closesAt !== null && new Date(known.closesAt).getTime() - now.getTime() < DAY_MS;
  return known.digests.length < REPEATS || (isLastDay && known.digests.length === REPEATS);
}

function leavingToday(state: State, desk: Desk, now: Date): readonly Outgoing[] {
  const today = dayOf(now, desk.owner.zone);
  return Object.values(state.outbox)
    .filter(
      (mail) =>
        !mail.toOwner &&
        ["held", "waiting", "retry"].includes(mail.status) &&
        dayOf(new Date(mail.leavesAt), desk.owner.zone) <= today,
    )
    .toSorted((a, b) => a.leavesAt.localeCompare(b.leavesAt));
}

function answeredSince(
  state: State,
): readonly { readonly mail: Outgoing; readonly answer: string | null; readonly at: string }[] {
  const since = state.digest?.at ?? "";
  return Object.values(state.passes).flatMap((pass) => {
    const mail = state.outbox[pass.mailId];
    return mail === undefined || pass.answeredAt === null || pass.answeredAt <= since
      ? []
      : [{ mail, answer: pass.answer, at: pass.answeredAt }];
  });
}

/** Strangers, lists that knocked, mails that could not be read. */
function news(state: State): readonly string[] {
  const since = state.digest?.at ?? "";
  const notes = state.notes.filter((note) => note.at > since).map((note) => note.text);
  const troubles = state.problems
    .filter((each) => each.at > since)
    .map((each) => `I could not read a mail (${each.why}); it lies in your folder of problems.`);
  return [...notes, ...troubles];
}

interface Writing {
  readonly day: string;
  readonly parts: Parts;
  readonly kind: DigestView["kind"];
  readonly now: Date;
}

function writeDigest(step: Step, desk: Desk, { day, parts, kind, now }: Writing): void {
  const state = step.state as State;
  const key = `digest:${day}`;
  const isFirst = state.digest?.writtenDay == null;
  const view: DigestView = {
    ...letterHead(step, desk, key, now),
    kind,
    decide: parts.decide,
    asks: [],
    leaving: parts.leaving,
    cameBack: parts.cameBack,
    owed: [],
    standing: [],
    quiet: [],
    warnings: parts.warnings,
    more: parts.more,
    counts: countsOf(state, parts),
    firstStart:
      isFirst && (state.firstStart?.leftAlone ?? 0) > 0 ? (state.firstStart?.leftAlone ?? null) : null,
    away: null,
    lists: new Set(readSince(state).map((known) => known.query.service)).size,
  };
  const id = writeLetter(step, desk, "digest", view, { key, now, inReplyTo: null, items: parts.items });
  for (const { id: queryId } of parts.shown) {
    const known = step.state.queries[queryId];
    if (known !== undefined)
      step.state.queries[queryId] = {
        ...known,
        proposedIn: known.proposedIn ?? id,
        digests: [...known.digests, day],
      };
  }
  if (step.state.gathered !== null) step.state.gathered = null;
}

function readSince(state: State): readonly KnownQuery[] {
  const since = state.digest?.at ?? "";
  return Object.values(state.queries).filter((known) => known.arrivedAt > since);
}

function countsOf(state: State, parts: Parts): Counts {
  const since = state.digest?.at ?? "";
  const mails = Object.values(state.outbox).filter((mail) => !mail.toOwner);
  return {
    sent: mails.filter((mail) => (mail.sentAt ?? "") > since).length,
    waiting: mails.filter((mail) => ["held", "waiting", "retry"].includes(mail.status)).length,
    heldBack: parts.heldBack,
    failed: mails.filter((mail) => mail.status === "failed" && mail.createdAt > since).length,
    read: readSince(state).length,
    unreadable: state.problems.filter((each) => each.at > since).length,
  };
}

function daysBetween(from: string, to: string): number {
  return Math.round(
    (new Date(`${to}T00:00:00Z`).getTime() - new Date(`${from}T00:00:00Z`).getTime()) / DAY_MS,
  );
}
