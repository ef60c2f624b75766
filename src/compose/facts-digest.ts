/** What the digest and `pending` count: subject, first line, the row of numbers. */

import type { Counts, DigestView, OpenItem, PendingView } from "../decision/views.ts";
import { DAY_MS, dayOf } from "../time.ts";
import { sendLabel } from "./facts-proposal.ts";
import { capital, clock, closesAt, day, digits, givenNames, inWords, listed, plural, soon } from "./forms.ts";
import { oneLine } from "./wrap.ts";

/** The words that open the numbers, in the order of the row. */
const COUNTS: readonly (readonly [keyof Counts, string])[] = [
  ["sent", "sent"],
  ["waiting", "waiting"],
  ["heldBack", "held back"],
  ["failed", "failed"],
  ["read", "read"],
  ["unreadable", "unreadable"],
];

export function digestFacts(view: DigestView): object {
  const { decide, asks, leaving, counts, firstStart, away, kind } = view;
  const codes = decide.flatMap(({ people }) =>
    people.filter(({ heldBack }) => heldBack === null).map(({ code }) => code),
  );
  return {
    decide: decide.map(withSend),
    subjectLine: subjectLine(view),
    headline: headline(view),
    isBack: kind === "back",
    isQuiet: kind === "quiet week",
    hintCode: codes[0] ?? null,
    hintItem: decide[0]?.number ?? null,
    undoHint: listed(
      leaving.slice(0, 2).map(({ number }) => `"undo ${number}"`),
      "or",
    ),
    since: sinceWords(view),
    countsLine: COUNTS.map(([key, word]) => `${digits(counts[key])} ${word}`).join(", "),
    countRow: COUNTS.map(([key, word], at) => ({
      count: counts[key],
      word,
      end: at === COUNTS.length - 1 ? "." : ",",
    })),
    hasFirstStart: firstStart !== null,
    sentOnWord: away?.standingTo.length ?? 0,
    toDecide: decide.length + asks.length,
    monthHeading: view.month?.name.toUpperCase() ?? null,
  };
}

/** `Since yesterday`; after days asleep the day itself. */
function sinceWords({ since, firstStart, now, owner }: DigestView): string {
  if (since === null || firstStart !== null) return "So far";
  const yesterday = dayOf(new Date(now.getTime() - DAY_MS), owner.zone);
  const from = dayOf(since, owner.zone);
  if (from === yesterday) return "Since yesterday";
  return from > yesterday ? "Since the last one" : `Since ${day(since, owner.zone, now)}`;
}

/** What the one button of an open query sends. */
export function withSend(item: OpenItem): object {
  const free = item.people.filter(({ heldBack }) => heldBack === null);
  const sole = free.length === 1 ? (free[0]?.code ?? null) : null;
  return {
    ...item,
    sendType: free.length === 0 ? null : (sole ?? item.number),
    sendLabel: sendLabel(free),
    soleCode: sole,
  };
}

export function pendingFacts(view: PendingView): object {
  const { open, leaving, silent, owed, stuck, because } = view;
  const parts = [
    open.length > 0 ? `${inWords(open.length)} to decide` : null,
    leaving.length > 0 ? `${inWords(leaving.length)} on the way` : null,
    silent.length > 0 ? `${inWords(silent.length)} without an answer` : null,
    owed.length > 0 ? `${inWords(owed.length)} owed` : null,
    stuck.length > 0 ? `${inWords(stuck.length)} stuck` : null,
  ].filter((part) => part !== null);
  return {
    open: open.map(withSend),
    noLetter: because === "no letter",
    summary: parts.length === 0 ? null : `${capital(parts.join(", "))}.`,
    firstLeaving: leaving[0]?.number ?? null,
  };
}

function subjectLine(view: DigestView): string {
  const { now, owner, kind, decide, asks, away } = view;
  const today = day(now, owner.zone, now);
  if (kind === "quiet week") return `All quiet, ${today}`;
  const count = decide.length + asks.length;
  if (kind === "back") {
    const open = count === 0 ? "nothing open" : `${inWords(count)} open`;
    const closed = away === null || away.closed === 0 ? "" : `, ${inWords(away.closed)} closed without you`;
    return `${today}: back. ${capital(open)}${closed}`;
  }
  const parts = [
    count === 0 ? null : `${count === 1 ? "one" : digits(count)} to decide`,
    outToday(view),
    cameBack(view),
    owing(view),
  ];
  const said = parts.filter((part) => part !== null).slice(0, 2);
  return `${today}: ${said.length === 0 ? toDecideNow(view) : said.join(", ")}`;
}

/** `Ana and Tom go out at 8:00 AM` */
function outToday({ leaving, owner, now }: DigestView): string | null {
  const today = leaving.filter(({ goesAt }) => day(goesAt, owner.zone, now) === day(now, owner.zone, now));
  const [first] = today;
  if (first === undefined) return null;
  const clocks = new Set(today.map(({ goesAt }) => clock(goesAt, owner.zone)));
  const names = givenNames(today.map(({ name }) => oneLine(name)));
  const who = names.length > 2 ? `${digits(names.length)} mails` : listed(names);
  return `${who} ${plural(names.length, "goes", "go")} out${clocks.size === 1 ? ` at ${clock(first.goesAt, owner.zone)}` : " today"}`;
}

function cameBack({ cameBack: items }: DigestView): string | null {
  return items.length === 0
    ? null
    : `${items.length === 1 ? "one answer" : `${digits(items.length)} answers`}`;
}

function owing({ owed }: DigestView): string | null {
  return owed.length === 0 ? null : `${owed.length === 1 ? "one" : digits(owed.length)} owed`;
}

function headline(view: DigestView): string {
  const { kind, decide, asks, now, owner, counts, lists } = view;
  const count = decide.length + asks.length;
  if (kind === "quiet week") {
    const read =
      counts.read === 0
        ? "No query came in"
        : `${digits(counts.read)} ${plural(counts.read, "query", "queries")} read${lists > 0 ? ` from ${inWords(lists)} ${plural(lists, "list", "lists")}` : ""}`;
    return `Nothing wanted you this week. ${read}${outcome(counts)}, nothing owed.`;
  }
  const next = firstClosing(decide, view);
  const first = next?.at ?? null;
  if (kind === "back") {
    const until =
      first === null ? "" : `, ${count === 1 ? "" : "the first "}until ${soon(first, owner.zone, now)}`;
    return count === 0
      ? "Welcome back. Nothing is open."
      : `Welcome back. ${capital(inWords(count))} ${plural(count, "thing is", "things are")} still open${until}.`;
  }
  if (count === 0) return nothingToDecide(view);
  const closes = next === null ? "" : `; ${count === 1 ? "it" : "the first"} closes ${closing(next, view)}`;
  return `${capital(inWords(count))} to decide${closes}.`;
}

/** What she passed on was for somebody. */
function outcome({ read, sent, waiting }: Counts): string {
  if (sent + waiting > 0) return `, ${digits(sent + waiting)} passed on`;
  return read === 0 ? "" : ", none for your people";
}

function nothingToDecide(view: DigestView): string {
  const items = view.cameBack.length;
  const open = view.stillOpen === 0 ? "" : ` (${inWords(view.stillOpen)} still open: "pending")`;
  if (items === 0) return `${capital(toDecideNow(view))}${open === "" ? " today" : open}.`;
  return `${capital(inWords(items))} ${plural(items, "answer", "answers")} came back; ${toDecideNow(view)}${open}.`;
}

/** What stood in letters before and is still open is not nothing. */
function toDecideNow({ stillOpen }: DigestView): string {
  return stillOpen === 0 ? "nothing to decide" : "nothing new to decide";
}

/** `at 9:00 PM for you`, `Tue 9:00 PM for you`; where only a day is printed no hour is made up. */
function closing({ at, hasHour }: Closing, view: DigestView): string {
  const { now, owner } = view;
  if (!hasHour) return isToday(at, view) ? "today" : day(at, owner.zone, now);
  return `${isToday(at, view) ? "at " : ""}${soon(at, owner.zone, now)} for you`;
}

function isToday(at: Date, { now, owner }: DigestView): boolean {
  return day(at, owner.zone, now) === day(now, owner.zone, now);
}

interface Closing {
  readonly at: Date;
  readonly hasHour: boolean;
}

function firstClosing(decide: readonly OpenItem[], { now, owner }: DigestView): Closing | null {
  const times = decide.flatMap(({ deadline }): Closing[] => {
    const at = closesAt(deadline, owner.zone);
    return at === null || at <= now ? [] : [{ at, hasHour: deadline.at !== null }];
  });
  return times.toSorted((a, b) => a.at.getTime() - b.at.getTime())[0] ?? null;
}
