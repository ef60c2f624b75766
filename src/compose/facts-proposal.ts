/** What the proposal, `more` and the urgent letter count: who, how many, by when, and which answers to show. */

import type { MoreView, PersonView, ProposalView, ProposedItem, UrgentView } from "../decision/views.ts";
import { closesAt, dueWord, givenNames, listed, shortened, timeLeft, timeLeftInWords } from "./forms.ts";
import { oneLine } from "./wrap.ts";

/** More names than this in a row are counted. */
const NAMES_IN_A_ROW = 6;
/** Blanks between a command and what it does. */
const GAP = 4;
/** The title inside an urgent subject. Characters. */
const TITLE_CHARS = 50;

interface Example {
  readonly type: string;
  readonly does: string;
}

export function proposalFacts(view: ProposalView): object {
  const { items, editions, readCount, announced } = view;
  const first = firstDeadline(view);
  const examples = examplesFor(items);
  const people = items.flatMap((item) => item.people);
  return {
    items: items.map(withSendable),
    isLongShot: people.length > 0 && people.every(({ stretch }) => stretch !== null),
    editionsLabel: editions.length > 2 ? `${editions.length} editions` : listed(editions.map(oneLine)),
    peopleCount: new Set(people.map(({ name }) => name)).size,
    firstAt: first,
    firstLeft: first === null ? null : timeLeftInWords(first.getTime() - view.now.getTime()),
    examples,
    exampleWidth: Math.max(0, ...examples.map(({ type }) => type.length)) + GAP,
    ruleLines: [...view.sentOnWord, ...view.listRules].map((each) => `${each}.`),
    firstNumber: items[0]?.number ?? "1",
    whyCode: people[0]?.code ?? null,
    isShort: announced !== null && announced > readCount,
    sendAllLabel: sendLabel(sendables(items)),
    sendAllType: examples[0]?.type ?? null,
    pickExample: examples.length > 3 ? (examples[1]?.type ?? null) : null,
    skipExample: examples.at(-1)?.type ?? null,
  };
}

export function moreFacts({ items, titles }: MoreView): object {
  const people = items.flatMap((item) => item.people);
  const [first] = people;
  return {
    items: items.map(withSendable),
    peopleCount: people.length,
    firstCode: first?.code ?? null,
    firstName: first?.name ?? null,
    firstItem: items[0]?.number ?? null,
    firstTitle: titles[0]?.number ?? null,
  };
}

export function urgentFacts({ item, now, owner }: UrgentView): object {
  const closes = closesAt(item.deadline, owner.zone);
  return {
    givens: givens(item.people),
    hasHour: item.deadline.at !== null,
    dueDay: dueWord(item.deadline, now, owner.zone) ?? "soon",
    left: closes === null ? "little time" : timeLeft(Math.max(0, closes.getTime() - now.getTime())),
    titleShort: item.title === null ? "a query" : shortened(oneLine(item.title), TITLE_CHARS),
    sendLabel: sendLabel(sendables([item])) ?? "Send it",
    items: [withSendable(item)],
  };
}

/** Nothing holds this person back, no list rule forbids it, and it is no stretch. */
function sendables(items: readonly ProposedItem[]): readonly PersonView[] {
  return items
    .filter(({ onlyForYou }) => onlyForYou === null)
    .flatMap(({ people }) => people.filter(({ heldBack, stretch }) => heldBack === null && stretch === null));
}

/** What the buttons of an item offer. */
function withSendable<T extends ProposedItem>(item: T) {
  const people = sendables([item]);
  const canSend = item.onlyForYou === null;
  return {
    ...item,
    anyFree: people.length > 0,
    sendLabel: people.length > 1 ? sendLabel(people) : null,
    people: item.people.map((person) => ({
      ...person,
      canSend,
      isAlone: people.length === 1 && people[0]?.code === person.code,
    })),
  };
}

/** `Send to Ana and Peter`; null when nobody is free to get it. */
export function sendLabel(people: readonly PersonView[]): string | null {
  const names = givens(people);
  if (names.length === 0) return null;
  return `Send to ${names.length > NAMES_IN_A_ROW ? `all ${names.length} people` : listed(names)}`;
}

function givens(people: readonly PersonView[]): readonly string[] {
  return givenNames(people.map(({ name }) => oneLine(name)));
}

/** The soonest that is still to come. */
function firstDeadline({ items, now, owner }: ProposalView): Date | null {
  const times = items
    .flatMap(({ deadline }) => closesAt(deadline, owner.zone) ?? [])
    .filter((at) => at > now);
  return times.length === 0 ? null : new Date(Math.min(...times.map(Number)));
}

function examplesFor(items: readonly ProposedItem[]): readonly Example[] {
  const free = sendables(items);
  const [first] = free;
  const last = free.at(-1);
  if (first === undefined || last === undefined) return heldOnly(items);
  const open = items.filter((item) => sendables([item]).length > 0);
  const lone = open.length === 1 ? open[0] : undefined;
  const pair = open.find((item) => sendables([item]).length > 1);
  const skip = pair === undefined ? last : (sendables([pair]).at(-1) ?? last);
  return [
    all(items, free, lone),
    ...(free.length > 1 ? [some(first, pair)] : []),
    { type: `${(longShot(items) ?? last).code}: saw this and smiled`, does: "with a line of yours on top" },
    free.length > 1
      ? { type: `skip ${skip.code}`, does: "not this one" }
      : { type: `skip ${lone?.number ?? last.code}`, does: "and we forget it" },
  ];
}

/** A stretch, which only its name sends. */
function longShot(items: readonly ProposedItem[]): PersonView | undefined {
  return items
    .filter(({ onlyForYou }) => onlyForYou === null)
    .flatMap(({ people }) => people)
    .findLast(({ heldBack, stretch }) => heldBack === null && stretch !== null);
}

function all(
  items: readonly ProposedItem[],
  free: readonly PersonView[],
  lone: ProposedItem | undefined,
): Example {
  const names = givens(free);
  const said = names.length > NAMES_IN_A_ROW ? `${names.length} people` : names.join(", ");
  const isSome = items.some(({ people }) => people.some(({ heldBack }) => heldBack !== null));
  return {
    type: lone === undefined ? "send all" : lone.number,
    does: isSome ? `${said}: ${names.length === 1 ? "the one" : "all"} not held back` : said,
  };
}

function some(first: PersonView, pair: ProposedItem | undefined): Example {
  if (pair === undefined || pair.people.some(({ code }) => code === first.code))
    return { type: first.code, does: "only this one" };
  return {
    type: `${first.code} ${pair.number}`,
    does: `only these; ${pair.number} means everyone under ${pair.number}`,
  };
}

function heldOnly(items: readonly ProposedItem[]): readonly Example[] {
  const held = items.filter(({ onlyForYou }) => onlyForYou === null).flatMap(({ people }) => people)[0];
  if (held === undefined) return [];
  if (held.stretch === null) return [{ type: held.code, does: "sends it all the same" }];
  return [
    { type: held.code, does: "sends it, and teaches me the link" },
    { type: `no ${held.code}`, does: "and I forget the link" },
  ];
}
