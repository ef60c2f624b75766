/** The words that only show: `more`, `pending`, `help`. Each brings a letter of its own. */
import type { Command } from "../command/command.ts";
import { VERBS, verbOf } from "../command/verbs.ts";
import { nameOf, queryOf } from "./about-mail.ts";
import { type Answering, itemsOf, letterKey, notDone, splitCode } from "./answer.ts";
import { type Desk, letterHead, writeLetter } from "./desk.ts";
import { pendingOwed } from "./digest-entries.ts";
import { isOpen } from "./intake.ts";
import {
  deadlineOf,
  fitsSomebody,
  isPassedOn,
  type Offered,
  type Presented,
  present,
  presentQuery,
  queryHead,
  titleOf,
} from "./present.ts";
import { passed, remindsAt } from "./silent.ts";
import type { Item, KnownQuery, LetterRecord, MailId, Outgoing, Pass, State } from "./state.ts";
import { isYetToLeave } from "./status.ts";
import type { LeavingItem, MoreView, NoteItem, OpenItem, SilentItem } from "./views.ts";

/** Items of `pending` and titles of a bare `more`. */
const LISTED = 30;
/** Queries of a bare `more` shown whole, because they fit somebody. */
const WHOLE = 12;

/** `more 3`: the whole query and further people. `more`: what fits nobody. */
export function obeyMore(answering: Answering, command: Command): void {
  const { step, letter } = answering;
  const codes = typeof command.items === "string" ? [...itemsOf(step.state, letter).keys()] : command.items;
  if (letter === null) {
    answering.namelessCodes = true;
    return;
  }
  const numbers = [...new Set(codes.map((code) => splitCode(code).number))];
  const found = numbers.flatMap((number) => {
    const item = itemsOf(step.state, letter).get(number);
    const known = item?.kind === "query" ? step.state.queries[item.queryId] : undefined;
    if (item?.kind === "query" && known !== undefined) return [{ number, item, known }];
    notDone(answering, command, `there is no query ${number} in mail ${letter.no}`);
    return [];
  });
  if (numbers.length === 0) writeRest(answering);
  else if (found.length > 0) writeWhole(answering, found);
}

interface Found {
  readonly number: string;
  readonly item: Item & { readonly kind: "query" };
  readonly known: KnownQuery;
}

function writeWhole(answering: Answering, found: readonly Found[]): void {
  const items: Record<string, Item> = {};
  const views = found.map(({ number, item, known }) => {
    const shown = Object.values(item.people);
    const further = known.candidates.filter(
      (each) => !shown.includes(each.contactId) && !isServed(answering, known, each.contactId),
    );
    const presented = present(answering.step.state, answering.desk, known, {
      number,
      from: shown.length,
      candidates: further,
      now: answering.now,
    });
    items[number] = presented.item;
    return wholeItem(known, presented).view;
  });
  writeMore(answering, { items: views, titles: [], left: 0 }, items);
}

function isServed(
  answering: Answering,
  known: KnownQuery,
  contactId: KnownQuery["skipped"][number],
): boolean {
  return known.skipped.includes(contactId) || isPassedOn(answering.step.state, known, contactId);
}

/** What the letter's mail held beyond its items, numbered on from there: whole what fits somebody, titles of the rest. */
function writeRest(answering: Answering): void {
  const { step, desk, letter, now } = answering;
  const { state } = step;
  const from = Math.max(0, ...[...itemsOf(state, letter).keys()].map(Number));
  const rest = (letter?.rest ?? []).flatMap((id) => step.state.queries[id] ?? []);
  const fits = rest.filter((known) => isOpen(known, now) && fitsSomebody(state, desk, known)).slice(0, WHOLE);
  const listed = rest.filter((known) => !fits.includes(known)).slice(0, LISTED);
  const whole = fits.map((known, index) =>
    wholeItem(known, presentQuery(state, desk, known, String(from + index + 1), now)),
  );
  const titles = listed.map((known, index) => queryHead(known, String(from + fits.length + index + 1)));
  const items: Record<string, Item> = Object.fromEntries([
    ...whole.map(({ view, item }) => [view.number, item]),
    ...listed.map((known, index): [string, Item] => [
      titles[index]?.number ?? "",
      { kind: "query", queryId: known.id, people: {}, heldBack: {} },
    ]),
  ]);
  const left = rest.filter((known) => !fits.includes(known) && !listed.includes(known));
  const id = writeMore(
    answering,
    { items: whole.map(({ view }) => view), titles, left: left.length },
    items,
    left.map((known) => known.id),
  );
  for (const known of fits)
    if (known.proposedIn === null) step.state.queries[known.id] = { ...known, proposedIn: id };
}

function wholeItem(known: KnownQuery, { view, item }: Presented) {
  const { query, partial, routes, url } = known.query;
  return { view: { ...view, query, partial, routes, url }, item };
}

function writeMore(
  answering: Answering,
  parts: Pick<MoreView, "items" | "titles" | "left">,
  items: Record<string, Item>,
  rest: LetterRecord["rest"] = [],
): MailId {
  const { step, desk, now, mail, letter } = answering;
  const key = letterKey(answering, "more");
  return writeLetter(
    step,
    desk,
    "more",
    { ...letterHead(step, desk, key, now), subject: mail.subject, ...parts },
    { key, now, inReplyTo: mail.messageId, parent: letter?.id ?? null, items, rest },
  );
}

/** `help`, `help remind`. */
export function obeyHelp(answering: Answering, { text }: Command): void {
  const { step, desk, now, mail, letter } = answering;
  const one = text === null ? null : verbOf(text);
  const rows = (one === null ? VERBS : [one]).map(({ usage, does }) => ({ usage: usage.join(" · "), does }));
  const key = letterKey(answering, "help");
  const head = letterHead(step, desk, key, now);
  writeLetter(
    step,
    desk,
    "help",
    { ...head, subject: mail.subject, because: "asked", rows, word: one?.verb ?? null },
    { key, now, inReplyTo: mail.messageId, parent: letter?.id ?? null },
  );
}

/** All that is open, freshly numbered: `pending`, and the answer to codes that name no letter. */
export function obeyPending(answering: Answering, because: "asked" | "no letter"): void {
  const { step, desk, now, mail } = answering;
  const key = letterKey(answering, "pending");
  const head = letterHead(step, desk, key, now);
  const items: Record<string, Item> = {};
  const number = (item: Item) => {
    const next = String(Object.keys(items).length + 1);
    items[next] = item;
    return next;
  };
  const offered: Offered = new Map();
  const open = openQueries(answering).map((known): OpenItem => {
    const next = String(Object.keys(items).length + 1);
    const { view, item } = presentQuery(step.state, desk, known, next, now, offered);
    items[next] = item;
    return { ...queryHead(known, next), people: view.people, isNew: false };
  });
  const mails = Object.values(step.state.outbox).filter((each) => !each.toOwner);
  const leaving = mails
    .filter((each) => isYetToLeave(each.status))
    .map((each) => leavingItem(step.state, desk, each, number({ kind: "mail", mailId: each.id })));
  const silent = mails
    .filter((each) => each.status === "sent")
    .flatMap((each) => silentItem(answering, each, number));
  const owed = pendingOwed(step.state, desk, now).map(({ item, view }) =>
    view(item === null ? "" : number(item)),
  );
  const stuck = [
    ...mails
      .filter((each) => each.status === "unsure" || each.status === "failed")
      .map((each) => stuckItem(answering, each, number({ kind: "mail", mailId: each.id }))),
    ...troubles(answering),
  ];
  writeLetter(
    step,
    desk,
    "pending",
    { ...head, subject: mail.subject, because, open, leaving, silent, owed, stuck },
    { key, now, inReplyTo: mail.messageId, items },
  );
}

function openQueries({ step, desk, now }: Answering): readonly KnownQuery[] {
  return Object.values(step.state.queries)
    .filter(
      (known) => known.proposedIn !== null && isOpen(known, now) && fitsSomebody(step.state, desk, known),
    )
    .toSorted((a, b) => (a.closesAt ?? "9").localeCompare(b.closesAt ?? "9"))
    .slice(0, LISTED);
}

export function leavingItem(state: State, desk: Desk, mail: Outgoing, number: string): LeavingItem {
  const known = queryOf(state, mail);
  return {
    number,
    name: nameOf(desk, mail),
    goesAt: new Date(mail.leavesAt),
    about: known === null ? null : titleOf(known),
    outlet: known?.query.outlet ?? null,
    waitsFor: mail.why === "quiet hours" ? null : mail.why,
  };
}

function silentItem(
  answering: Answering,
  mail: Outgoing,
  number: (item: Item) => string,
): readonly SilentItem[] {
  const { step, desk, now } = answering;
  const known = queryOf(step.state, mail);
  const pass = Object.values(step.state.passes).find((each) => each.mailId === mail.id);
  if (known === null || pass === undefined || pass.answeredAt !== null || !isOpen(known, now)) return [];
  return [
    {
      number: number({ kind: "mail", mailId: mail.id }),
      name: nameOf(desk, mail),
      title: titleOf(known),
      outlet: known.query.outlet,
      sentAt: new Date(mail.sentAt ?? mail.leavesAt),
      deadline: deadlineOf(known),
      remindAt: comes(answering, pass),
    },
  ];
}

/** When she is reminded of it; an announced nudge has its own hour, told before. */
function comes({ step, desk }: Answering, pass: Pass): Date | null {
  const found = passed(step.state, desk, pass);
  return found === null ? null : remindsAt(step.state, desk, found);
}

function stuckItem({ step, desk }: Answering, mail: Outgoing, number: string): NoteItem {
  const known = queryOf(step.state, mail);
  const about = known === null ? "" : ` "${titleOf(known)}"`;
  const isUnsure = mail.status === "unsure";
  return {
    number,
    name: nameOf(desk, mail),
    at: mail.handedOverAt === null ? null : new Date(mail.handedOverAt),
    quote: isUnsure ? null : mail.said,
    text: isUnsure
      ? `I cannot tell whether${about} went out.`
      : `${about === "" ? "It" : about.trim()} was refused.`,
    answers: isUnsure ? unsureAnswers(number) : [],
  };
}

export function unsureAnswers(number: string): NoteItem["answers"] {
  return [
    { type: `sent ${number}`, label: null, does: "it went, or you told them yourself: I leave it" },
    { type: `resend ${number}`, label: null, does: "send it again; at worst they have it twice" },
  ];
}

function troubles({ step }: Answering): readonly NoteItem[] {
  return step.state.problems.map((each) => ({
    number: "",
    name: null,
    at: new Date(each.at),
    quote: each.subject,
    text: `I could not read it (${each.why}). It lies in your folder of problems.`,
    answers: [],
  }));
}
