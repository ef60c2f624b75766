/** What the transcript counts: its first line, the clocks in a row, what came too late. */

import type { Ask, Stopped, TranscriptView, WillGo } from "../decision/views.ts";
import { dayOf, type Zone } from "../time.ts";
import {
  capital,
  deadlineParts,
  givenName,
  givenNames,
  inWords,
  listed,
  plural,
  soon,
  timeLeft,
} from "./forms.ts";
import { oneLine } from "./wrap.ts";

/** Up to so many mails, with nothing else to tell, the first line says it all. */
const SAID_IN_ONE_LINE = 2;

export function transcriptFacts(view: TranscriptView): object {
  const { willGo, stopped, questions, owner, now, wroteAt } = view;
  const isBrief = isSaidInOneLine(view);
  const inTime = stopped.filter(({ leftAt }) => leftAt === null);
  const tooLate = stopped.flatMap(({ leftAt, ...each }) =>
    leftAt === null ? [] : [{ ...each, leftAt, gap: gap(leftAt, wroteAt) }],
  );
  const reminded = willGo.filter(({ remindAt }) => remindAt !== null);
  const nudged = willGo.filter(({ nudgeAt }) => nudgeAt !== null);
  return {
    headline: headline(view, isBrief),
    onlyProse: isOnlyProse(view),
    isBrief,
    isLoneQuestion: questions.length === 1,
    listsGoing: willGo.length > 0 && !isBrief,
    firstGoing: willGo[0] ?? null,
    undoLabel: undoLabel(willGo.length),
    inTime,
    listsStopped: inTime.length > 0 && !isOnlyStopped(view),
    tooLate,
    reminders: reminded.map(
      ({ name, remindAt }) => `${given(name)} ${soon(remindAt ?? now, owner.zone, now)}`,
    ),
    remindCode: reminded[0]?.code ?? null,
    nudges: nudged.map(({ name, nudgeAt }) => `${given(name)} ${soon(nudgeAt ?? now, owner.zone, now)}`),
    nudgeCode: nudged[0]?.code ?? null,
    questions: questions.map((each) => ({ ...each, ask: askOf(each, view) })),
  };
}

function undoLabel(count: number): string {
  return ["Undo", "Undo", "Undo both"][count] ?? `Undo all ${inWords(count)}`;
}

/** `closed 40 min ago (4:00 PM ET). Pass it on anyway?` */
function askOf(ask: Ask, { now, owner }: TranscriptView): string {
  if (ask.kind === "text") return oneLine(ask.text);
  const { left, when, hour } = deadlineParts(ask.deadline, now, owner.zone);
  return `${left ?? "closed"} (${hour ?? oneLine(when)}). Pass it on anyway?`;
}

function isOnlyProse({
  questions,
  didYouMean,
  refused,
  willGo,
  stopped,
  alreadySent,
  done,
  shown,
}: TranscriptView): boolean {
  return [questions, didYouMean, refused, willGo, stopped, alreadySent, done, shown].every(
    (each) => each.length === 0,
  );
}

function isOnlyStopped(view: TranscriptView): boolean {
  return view.stopped.length > 0 && isOnlyProse({ ...view, stopped: [] });
}

function isSaidInOneLine(view: TranscriptView): boolean {
  const { willGo } = view;
  const isPlain = willGo.every(
    ({ note, remarks, what }) => note === null && remarks.length === 0 && what === null,
  );
  const isFew = willGo.length > 0 && willGo.length <= SAID_IN_ONE_LINE;
  return isFew && isPlain && isOnlyProse({ ...view, willGo: [] });
}

function headline(view: TranscriptView, isBrief: boolean): string | null {
  if (isOnlyProse(view)) return null;
  if (isBrief) return `${going(view.willGo, view)} "undo" until then.`;
  const inTime = view.stopped.filter(({ leftAt }) => leftAt === null);
  if (isOnlyStopped(view) && inTime.length === view.stopped.length) return `Stopped. ${neverSaw(inTime)}`;
  if (isOnlyStopped(view) && inTime.length === 0) return null;
  const parts = headlineParts(view, inTime.length);
  return parts.length === 0 ? null : `${capital(parts.join(", "))}.`;
}

/** `Both will go: Peter at 10:50 PM, Ana Thu 8:00 AM.` */
function going(willGo: readonly WillGo[], { owner, now }: TranscriptView): string {
  const each = willGo.map(
    ({ name, goesAt }) =>
      `${given(name)} ${isToday(goesAt, now, owner.zone) ? "at " : ""}${soon(goesAt, owner.zone, now)}`,
  );
  return willGo.length === 1 ? `It will go: ${each[0]}.` : `Both will go: ${each.join(", ")}.`;
}

function isToday(at: Date, now: Date, zone: Zone): boolean {
  return dayOf(at, zone) === dayOf(now, zone);
}

function neverSaw(stopped: readonly Stopped[]): string {
  return `${listed(givenNames(stopped.map(({ name }) => oneLine(name))))} never saw it.`;
}

function headlineParts(
  { willGo, done, alreadySent, refused, questions, didYouMean, stopped }: TranscriptView,
  inTime: number,
): readonly string[] {
  const needs = questions.length + didYouMean.length;
  const skipped = done.filter(({ text }) => text === "skipped").length;
  const others = done.length - skipped;
  return [
    counted(willGo.length, "will go", "will go"),
    counted(inTime, "is stopped", "are stopped"),
    counted(stopped.length - inTime, "had left already", "had left already"),
    counted(skipped, "is skipped", "are skipped"),
    others > 0
      ? skipped + willGo.length === 0 && others === done.length
        ? others === 1
          ? "done"
          : `${inWords(others)} things are done`
        : `${inWords(others)} ${plural(others, "thing is", "things are")} done`
      : null,
    counted(alreadySent.length, "went before", "went before"),
    counted(refused.length, "did not go", "did not go"),
    needs > 0 ? `${inWords(needs)} ${plural(needs, "line needs", "lines need")} you` : null,
  ].filter((part) => part !== null);
}

function counted(count: number, one: string, many: string): string | null {
  return count === 0 ? null : `${inWords(count)} ${plural(count, one, many)}`;
}

function gap(leftAt: Date, wroteAt: Date): string | null {
  const ms = wroteAt.getTime() - leftAt.getTime();
  return ms <= 0 ? null : timeLeft(ms);
}

function given(name: string): string {
  return givenName(oneLine(name));
}
