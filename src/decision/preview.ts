/** `test ana: sourdough`: what the last month's queries would have brought with that interest. It changes nothing. */
import type { Command } from "../command/command.ts";
import type { Contact } from "../contact/contact.ts";
import { firstName } from "../contact/contacts.ts";
import { splitList } from "../contact/entry.ts";
import type { Match } from "../match/match.ts";
import { DAY_MS, spokenDay } from "../time.ts";
import type { Answering } from "./answer.ts";
import type { Desk } from "./desk.ts";
import { titleOf } from "./present.ts";
import { type KnownQuery, openQuery, type State } from "./state.ts";
import type { Understood } from "./understand.ts";
import type { Section } from "./views.ts";
import { handleFor, oneContact } from "./whom.ts";

const MONTH_MS = 30 * DAY_MS;
/** Queries named; the rest are counted. */
const LISTED = 6;

/** Whether a mail asks for it: then the queries that have left State are wanted too. */
export function asksForMonth({ asAnswer, asNew, inNote }: Understood): boolean {
  return [asAnswer, asNew, inNote].some(
    (reading) => reading?.commands.some(({ verb }) => verb === "test") ?? false,
  );
}

/** The months (`2026-11`) whose archive may hold queries of the last one. */
export function monthsOfPreview(now: Date): readonly string[] {
  const months = [new Date(now.getTime() - MONTH_MS), now].map((at) => at.toISOString().slice(0, 7));
  return [...new Set(months)];
}

/** Of what an archive holds, the queries. */
export function queriesAmong(records: Iterable<unknown>): readonly KnownQuery[] {
  return [...records].filter(isQuery);
}

function isQuery(record: unknown): record is KnownQuery {
  return typeof record === "object" && record !== null && "candidates" in record && "identities" in record;
}

export function obeyTest(answering: Answering, command: Command): void {
  const wishes = splitList(command.text ?? "");
  for (const contact of command.contacts.flatMap((words) => oneContact(answering, words, command)))
    answering.shown.push(previewFor(answering, contact, wishes));
}

interface Tried {
  readonly known: KnownQuery;
  readonly before: Match | null;
  readonly after: Match | null;
}

function previewFor({ step, desk, now }: Answering, contact: Contact, wishes: readonly string[]): Section {
  const month = lastMonth(step.state, desk, now);
  const wished = { ...contact, interests: [...contact.interests, ...wishes] };
  const matches = desk.compare(
    contact,
    wished,
    month.map(({ query }) => openQuery(query)),
  );
  const tried = month.map((known, at) => ({ known, before: null, after: null, ...matches[at] }));
  const found = tried.filter(({ before, after }) => isIn(after) && !isIn(before));
  const kept = tried.filter(({ before, after }) => isIn(before) && !isIn(after));
  const had = month.filter(
    (known) => suits(known, contact) && !kept.some((each) => each.known === known),
  ).length;
  return {
    heading: headingFor(contact, wishes, month, found.length, desk),
    lines: [
      ...listed(found.toSorted(byScore), ({ known, after }) => lineFor(known, after?.because ?? [], desk)),
      ...listed(kept, ({ known, after }) =>
        lineFor(known, after?.heldBack.map((why) => `held back: ${why}`) ?? [], desk),
      ),
      ...(had === 0 ? [] : [`${had} of them ${had === 1 ? "fits" : "fit"} ${firstName(contact)} without it`]),
      `Nothing was changed. To add ${wishes.length === 1 ? "it" : "them"}:`,
      ...addingWords(handleFor(desk, contact), wishes),
    ],
  };
}

/** What came within a month, the newest first: still in State, or closed since. */
function lastMonth({ queries }: State, { closed = [] }: Desk, now: Date): readonly KnownQuery[] {
  const since = new Date(now.getTime() - MONTH_MS).toISOString();
  const all = new Map([...closed, ...Object.values(queries)].map((known) => [known.id, known]));
  return [...all.values()]
    .filter(({ arrivedAt }) => arrivedAt >= since)
    .toSorted((a, b) => b.arrivedAt.localeCompare(a.arrivedAt));
}

/** It was proposed when it came. */
function suits({ candidates }: KnownQuery, { id }: Contact): boolean {
  return candidates.some(({ contactId, proposed }) => contactId === id && proposed);
}

function isIn(match: Match | null): boolean {
  return match?.proposed === true;
}

function byScore(one: Tried, other: Tried): number {
  return (other.after?.score ?? 0) - (one.after?.score ?? 0);
}

function headingFor(
  { name }: Contact,
  wishes: readonly string[],
  month: readonly KnownQuery[],
  found: number,
  desk: Desk,
): string {
  const oldest = month.at(-1);
  const what = `${name} with ${wishes.join(", ")}`;
  if (oldest === undefined) return `${what}: I keep no query of the last month`;
  const count = found === 0 ? "none" : String(found);
  const of = month.length === 1 ? "the one query" : `the ${month.length} queries`;
  return `${what}: ${count} more of ${of} since ${dayIn(oldest, desk)}`;
}

function listed<T>(all: readonly T[], line: (one: T) => string): readonly string[] {
  const left = all.length - LISTED;
  return [...all.slice(0, LISTED).map(line), ...(left > 0 ? [`and ${left} more`] : [])];
}

function lineFor(known: KnownQuery, why: readonly string[], desk: Desk): string {
  const { outlet } = known.query;
  const from = outlet === null ? "" : ` (${outlet})`;
  return `${dayIn(known, desk)}: "${titleOf(known)}"${from}${why.length === 0 ? "" : `, ${why.join(", ")}`}`;
}

function dayIn({ arrivedAt }: KnownQuery, { owner }: Desk): string {
  return spokenDay(new Date(arrivedAt), owner.zone);
}

/** What she would type, a line each. */
function addingWords(handle: string, wishes: readonly string[]): readonly string[] {
  return wishes.map((wish) =>
    wish.startsWith("-") ? `${handle} - ${wish.slice(1).trim()}` : `${handle} + ${wish}`,
  );
}
