/** What her giving led to, in lines: `stats`, and the monthly part of the digest (I6). */
import { inZone, type Zone } from "../time.ts";
import type { Answering } from "./answer.ts";
import type { Desk } from "./desk.ts";
import { allGiven } from "./given.ts";
import { contactById } from "./present.ts";
import type { Given, State } from "./state.ts";

/** In print, lists: lines of each. */
const LISTED = 8;
/** A list that brought so many queries and nothing she passed on is noise. */
const NOISE = 50;

/** Counted from the first day on, before the second; months as `2027-01`. */
export interface Span {
  readonly from: string;
  readonly before: string;
}

/** `stats`: all that is remembered. */
export function obeyStats({ step, desk, shown }: Answering): void {
  const { state } = step;
  const lines = statsLines(state, desk, { from: "", before: "9" });
  shown.push({ heading: "So far", lines: lines.length === 0 ? ["nothing was passed on yet"] : lines });
}

/** Empty when nothing was read and nothing given. */
export function statsLines(state: State, desk: Desk, span: Span): readonly string[] {
  const given = allGiven(state).filter(({ sentAt }) => isWithin(sentAt, span, desk.owner.zone));
  const ran = allGiven(state).filter(({ ran }) => ran !== null && isWithin(ran.at, span, desk.owner.zone));
  return [...sums(given, ran.length), ...inPrint(ran, desk), ...ofLists(state, given, desk, span)];
}

export function hasGiven(state: State, desk: Desk, span: Span): boolean {
  return allGiven(state).some(({ sentAt }) => isWithin(sentAt, span, desk.owner.zone));
}

/** `2027-01`, by her calendar. */
export function monthOf(at: Date, zone: Zone): string {
  return inZone(at, zone).toFormat("yyyy-MM");
}

function isWithin(at: string, { from, before }: Span, zone: Zone): boolean {
  const month = monthOf(new Date(at), zone);
  return month >= from && month < before;
}

function sums(given: readonly Given[], ran: number): readonly string[] {
  if (given.length === 0) return ran === 0 ? [] : [`ran: ${ran}`];
  const people = new Set(given.map(({ contactId }) => contactId)).size;
  return [
    `passed on: ${given.length}, to ${people} ${people === 1 ? "person" : "people"}`,
    `answered: ${given.filter(({ answeredAt }) => answeredAt !== null).length}`,
    `pitched: ${given.filter(({ pitched }) => pitched).length}`,
    `ran: ${ran}`,
  ];
}

function inPrint(ran: readonly Given[], desk: Desk): readonly string[] {
  return ran.slice(-LISTED).map((given) => {
    const name = contactById(desk, given.contactId)?.name ?? given.contactId;
    const where = given.outlet === null ? "" : ` (${given.outlet})`;
    return `In print: ${name}, "${given.title}"${where}${given.ran?.link == null ? "" : ` ${given.ran.link}`}`;
  });
}

interface OfList {
  readonly read: number;
  readonly fit: number;
  readonly passedOn: number;
  readonly pitched: number;
}

function ofLists(state: State, given: readonly Given[], desk: Desk, span: Span): readonly string[] {
  const lists = new Map<string, OfList>();
  for (const [key, { read, fit }] of Object.entries(state.tallies)) {
    const [month = "", service = ""] = key.split(" ");
    if (month < span.from || month >= span.before) continue;
    const before = lists.get(service) ?? { read: 0, fit: 0, passedOn: 0, pitched: 0 };
    lists.set(service, { ...before, read: before.read + read, fit: before.fit + fit });
  }
  for (const { service, pitched } of given) {
    const before = lists.get(service) ?? { read: 0, fit: 0, passedOn: 0, pitched: 0 };
    const more = { passedOn: before.passedOn + 1, pitched: before.pitched + Number(pitched) };
    lists.set(service, { ...before, ...more });
  }
  return [...lists]
    .toSorted(([, a], [, b]) => b.passedOn - a.passedOn || b.read - a.read)
    .slice(0, LISTED)
    .map(([service, sum]) => listLine(desk, service, sum));
}

/** What the generic readers took in. */
const NAMELESS: Readonly<Record<string, string>> = { post: "Single posts", labelled: "Lists without a name" };

function listLine(desk: Desk, service: string, { read, fit, passedOn, pitched }: OfList): string {
  const name = desk.cards.find((card) => card.service === service)?.name ?? NAMELESS[service] ?? service;
  const said = `${name}: ${read} read, ${fit} fit, ${passedOn} passed on, ${pitched} pitched`;
  return read >= NOISE && passedOn === 0 ? `${said}. "mute ${service}" stops reading it` : said;
}
