/**
 * One answer of hers while it is being obeyed: what each word did, gathered for the transcript.
 *
 * `Answering` is passed through the words; each adds its lines. Nothing here decides.
 */

import type { Command } from "../command/command.ts";
import { describe } from "../command/describe.ts";
import type { Contact } from "../contact/contact.ts";
import type { MailKey } from "../message/message.ts";
import type { Desk, Step } from "./desk.ts";
import type { Doing, Item, LetterRecord, MailId, Question, State } from "./state.ts";
import type {
  Ask,
  DidYouMean,
  DoneLine,
  Refused,
  Section,
  Stopped,
  TranscriptView,
  WillGo,
} from "./views.ts";

/** How far her word is trusted in this mail (DESIGN 4). */
export type Trust = "full" | "thread";

export interface Answering {
  readonly step: Step;
  readonly desk: Desk;
  readonly now: Date;
  readonly trust: Trust;
  /** Key, Message-ID and subject of her mail. */
  readonly mail: {
    readonly key: MailKey;
    readonly messageId: string | null;
    readonly subject: string | null;
    readonly sentAt: Date;
  };
  /** The letter she answers; null: none is named. */
  readonly letter: LetterRecord | null;
  readonly questions: Ask[];
  readonly asked: Record<string, Question>;
  /** What the transcript's own numbers mean, on from those of the letter. */
  readonly items: Record<string, Item>;
  readonly didYouMean: DidYouMean[];
  readonly refused: Refused[];
  readonly willGo: WillGo[];
  readonly stopped: Stopped[];
  readonly alreadySent: { readonly code: string; readonly name: string; readonly sentAt: Date }[];
  readonly done: DoneLine[];
  readonly shown: Section[];
  readonly ignored: string[];
  readonly did: Doing[];
  /** Letters of their own that a showing word brought: then no empty transcript is written beside them. */
  letters: number;
  /** Codes were named, but no letter that would give them meaning. */
  namelessCodes: boolean;
  /** What this mail proves too little for. */
  readonly unproven: Command[];
}

export function beginAnswering(
  given: Pick<Answering, "step" | "desk" | "now" | "trust" | "mail" | "letter">,
): Answering {
  return {
    ...given,
    questions: [],
    asked: {},
    items: {},
    didYouMean: [],
    refused: [],
    willGo: [],
    stopped: [],
    alreadySent: [],
    done: [],
    shown: [],
    ignored: [],
    did: [],
    letters: 0,
    namelessCodes: false,
    unproven: [],
  };
}

export function transcriptParts(
  answering: Answering,
): Omit<
  TranscriptView,
  "letterNo" | "ref" | "owner" | "assistantName" | "assistantAddress" | "now" | "subject" | "wroteAt"
> {
  const { questions, didYouMean, refused, willGo, stopped, alreadySent, done, shown, ignored } = answering;
  return { questions, didYouMean, refused, willGo, stopped, alreadySent, done, shown, ignored };
}

/** The line of a mail in her name that is on its way. */
export function goingTo(
  { name, regions, timezone }: Contact,
  going: Pick<WillGo, "code" | "goesAt"> & Partial<WillGo>,
): WillGo {
  return {
    name,
    place: regions[0] ?? null,
    zone: timezone,
    note: null,
    what: null,
    remarks: [],
    remindAt: null,
    nudgeAt: null,
    ...going,
  };
}

/** A line that did nothing, and why. */
export function notDone({ didYouMean }: Answering, { line }: Pick<Command, "line">, why: string): void {
  didYouMean.push({ line, suggestion: null, why });
}

/** Its words name no moment, or none that would do. */
export function cannotTell(answering: Answering, command: Command): void {
  notDone(answering, command, `I cannot tell when "${command.when ?? ""}" is`);
}

/** Somebody no letter of ours offered, named in a mail that its thread alone proves. */
export function notSuggested({ refused }: Answering, code: string | null, { name }: Contact): void {
  refused.push({
    code,
    name,
    why: "I did not suggest this person, and this mail does not prove enough that it is yours",
    lift: "the same words from your usual mail program",
  });
}

/** A line of what was done about nothing that bears a number. @param undo null: nothing takes it back. */
export function tell(
  { done }: Answering,
  name: string | null,
  text: string,
  undo: string | null = "undo",
): void {
  done.push({ code: null, name, text, at: null, undo });
}

/** Key of a letter of its own that a showing word brings: `why:<mail>:1`. */
export function letterKey(answering: Answering, name: string): string {
  answering.letters += 1;
  return `${name}:${answering.mail.key}:${answering.letters}`;
}

/** Whether anything but unread prose is to be told. */
export function hasNews(answering: Answering): boolean {
  const { ignored: _ignored, ...rest } = transcriptParts(answering);
  return Object.values(rest).some((lines) => lines.length > 0);
}

/** A letter and those it goes on from, the nearest first. */
function chainOf(state: State, letter: LetterRecord | null): readonly LetterRecord[] {
  const chain: LetterRecord[] = [];
  for (let at = letter; at !== null && chain.length < 100; at = parentOf(state, at)) chain.push(at);
  return chain;
}

function parentOf(state: State, letter: LetterRecord): LetterRecord | null {
  return letter.parent === null ? null : (state.letters[letter.parent] ?? null);
}

/** Whether the letter itself, or one it goes on from, printed this command as an answer. */
export function isOffered({ step, letter }: Pick<Answering, "step" | "letter">, command: Command): boolean {
  const words = describe(command).replace(/^send /, "");
  return chainOf(step.state, letter).some((each) => each.offers?.includes(words) ?? false);
}

/** The letter that began the thread. */
export function rootOf(state: State, letter: LetterRecord): MailId {
  return chainOf(state, letter).at(-1)?.id ?? letter.id;
}

/**
 * All items of a letter with those it goes on from: the nearest meaning of a number holds, people are added up.
 */
export function itemsOf(state: State, letter: LetterRecord | null): ReadonlyMap<string, Item> {
  const items = new Map<string, Item>();
  for (const each of chainOf(state, letter).toReversed()) {
    for (const [number, item] of Object.entries(each.items)) {
      const before = items.get(number);
      items.set(
        number,
        before?.kind === "query" && item.kind === "query" && before.queryId === item.queryId
          ? merged(before, item)
          : item,
      );
    }
  }
  return items;
}

type QueryItem = Item & { readonly kind: "query" };

function merged(before: QueryItem, item: QueryItem): QueryItem {
  return {
    ...item,
    people: { ...before.people, ...item.people },
    heldBack: { ...before.heldBack, ...item.heldBack },
  };
}

/** `3b` → `3` and `b`; `3` → `3` and null. */
export function splitCode(code: string): { readonly number: string; readonly person: string | null } {
  const [, number, person] = /^(\d+)([a-z]*)$/.exec(code) ?? [];
  return { number: number ?? code, person: person === undefined || person === "" ? null : person };
}
