/** What stands in a digest: what is open, leaves today, came back or is news, each thing once and at most a dozen. */
import { DAY_MS, dayOf, HOUR_MS } from "../time.ts";
import type { Desk } from "./desk.ts";
import { isOpen } from "./intake.ts";
import { isMuted } from "./lists.ts";
import {
  contactById,
  fitsSomebody,
  isUndecided,
  type Offered,
  presentQuery,
  queryHead,
  titleOf,
} from "./present.ts";
import { referralAnswers } from "./referral.ts";
import { senderItem } from "./sender-item.ts";
import { leavingItem, nameOf, queryOf, unsureAnswers } from "./show.ts";
import type { Item, KnownQuery, Note, Outgoing, Pass, State } from "./state.ts";
import type { LeavingItem, NoteItem, OpenItem } from "./views.ts";
import { handleFor } from "./whom.ts";

/** Items of one digest; the rest is a number. */
const ITEMS = 12;
/** However much else there is, so many queries to decide find room. */
const LEAST_TO_DECIDE = 6;
/** What was proposed less than this before is fresh in her mind. */
const FRESH_MS = 3 * HOUR_MS;
/** An undecided query is a line in so many digests after it stood in full, and once more in its last day. */
const REPEATS = 2;

export interface Parts {
  readonly items: Record<string, Item>;
  readonly decide: readonly OpenItem[];
  readonly shown: readonly KnownQuery[];
  /** Open too, behind "more". */
  readonly rest: readonly KnownQuery[];
  readonly leaving: readonly LeavingItem[];
  readonly cameBack: readonly NoteItem[];
  readonly standing: readonly NoteItem[];
  readonly warnings: readonly NoteItem[];
  /** Commands printed beside the items. */
  readonly offers: readonly string[];
  readonly count: number;
}

interface Since {
  readonly since: string;
  readonly now: Date;
}

export function gatherParts(state: State, desk: Desk, { since, now }: Since): Parts {
  const open = toDecide(state, desk, now);
  const unsure = Object.values(state.outbox).filter((mail) => mail.status === "unsure" && !mail.toOwner);
  const leaving = leavingToday(state, desk, now);
  const back = answeredSince(state, since);
  const lines = news(state, since);
  const onWord = sentOnWord(state, since);
  const others = unsure.length + leaving.length + back.length + onWord.length + lines.length;
  const shown = open.slice(0, Math.max(LEAST_TO_DECIDE, ITEMS - others));
  const taken = thinned({ unsure, leaving, back, onWord, lines }, ITEMS - shown.length);

  const items: Record<string, Item> = {};
  const offered: Offered = new Map();
  const number = (item: Item) => {
    const next = String(Object.keys(items).length + 1);
    items[next] = item;
    return next;
  };
  const decide = shown.map((known) => openItem(state, desk, { known, items, offered, now }));
  const leavingItems = taken.leaving.map((mail) =>
    leavingItem(state, desk, mail, number({ kind: "mail", mailId: mail.id })),
  );
  const cameBack = taken.back.map((each) =>
    answerItem(state, desk, each, number({ kind: "mail", mailId: each.mail.id })),
  );
  const standing = taken.onWord.map((pass) =>
    standingItem(state, desk, pass, number({ kind: "mail", mailId: pass.mailId })),
  );
  const warnings = [
    ...taken.unsure.map((mail) => unsureItem(desk, mail, number({ kind: "mail", mailId: mail.id }))),
    ...taken.lines.map(({ text, sender }) =>
      sender === undefined ? line(text) : senderItem(text, sender, number({ kind: "sender", sender })),
    ),
  ];
  const count = decide.length + leavingItems.length + cameBack.length + standing.length + warnings.length;
  const rest = open.slice(shown.length);
  const offers = [...cameBack, ...standing].flatMap(({ answers }) => answers.map(({ type }) => type));
  return { items, decide, shown, rest, leaving: leavingItems, cameBack, standing, warnings, offers, count };
}

interface Others {
  readonly unsure: readonly Outgoing[];
  readonly leaving: readonly Outgoing[];
  readonly back: readonly Answered[];
  readonly onWord: readonly Pass[];
  readonly lines: readonly Line[];
}

/** A line of the last part, numbered where something can be done about it. */
type Line = Pick<Note, "text" | "sender">;

/** What fits into the room left, in the order of what it costs to miss it; a last line counts what did not. */
function thinned({ unsure, leaving, back, onWord, lines }: Others, places: number): Others {
  const isTooMuch = unsure.length + leaving.length + back.length + onWord.length + lines.length > places;
  let left = isTooMuch ? places - 1 : places;
  const take = <T>(list: readonly T[]): readonly T[] => {
    const taken = list.slice(0, left);
    left -= taken.length;
    return taken;
  };
  const taken = {
    unsure: take(unsure),
    leaving: take(leaving),
    back: take(back),
    onWord: take(onWord),
    lines: take(lines),
  };
  if (!isTooMuch) return taken;
  const missing = [
    [unsure.length - taken.unsure.length, "mails I am not sure of"],
    [leaving.length - taken.leaving.length, "mails that go out today"],
    [back.length - taken.back.length, "answers that came back"],
    [onWord.length - taken.onWord.length, "that went on your standing word"],
    [lines.length - taken.lines.length, "lines like these"],
  ] as const;
  const said = missing.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return {
    ...taken,
    lines: [...taken.lines, { text: `Left out for room: ${said.join(", ")}. "pending" has what is open.` }],
  };
}

interface Opening {
  readonly known: KnownQuery;
  readonly items: Record<string, Item>;
  readonly offered: Offered;
  readonly now: Date;
}

function openItem(state: State, desk: Desk, { known, items, offered, now }: Opening): OpenItem {
  const number = String(Object.keys(items).length + 1);
  const { view, item } = presentQuery(state, desk, known, number, now, offered);
  items[number] = item;
  return { ...queryHead(known, number), people: view.people, isNew: known.proposedIn === null };
}

function answerItem(state: State, desk: Desk, { mail, answer, at }: Answered, number: string): NoteItem {
  const known = queryOf(state, mail);
  const text = known === null ? null : `On "${titleOf(known)}".`;
  const answers = referralAnswers(desk, answer, number);
  return { number, name: nameOf(desk, mail), at: new Date(at), quote: answer, text, answers };
}

function standingItem(state: State, desk: Desk, pass: Pass, number: string): NoteItem {
  const known = state.queries[pass.queryId];
  const mail = state.outbox[pass.mailId];
  const contact = contactById(desk, pass.contactId);
  const handle = contact === null ? pass.contactId : handleFor(desk, contact);
  return {
    number,
    name: contact?.name ?? pass.contactId,
    at: mail?.sentAt == null ? null : new Date(mail.sentAt),
    quote: null,
    text: known === undefined ? null : `"${titleOf(known)}".`,
    answers: [{ type: `ask ${handle}`, label: null, does: "ends the approval" }],
  };
}

function unsureItem(desk: Desk, mail: Outgoing, number: string): NoteItem {
  const text = "I still cannot tell whether this went out.";
  return { number, name: nameOf(desk, mail), at: null, quote: null, text, answers: unsureAnswers(number) };
}

function line(text: string): NoteItem {
  return { number: "", name: null, at: null, quote: null, text, answers: [] };
}

/** Queries that fit somebody, are not closed and wait for her word. */
export function undecided(state: State, desk: Desk, now: Date): readonly KnownQuery[] {
  return Object.values(state.queries).filter(
    (known) =>
      isOpen(known, now) &&
      isUndecided(state, known) &&
      fitsSomebody(state, desk, known) &&
      !(known.proposedIn === null && (isMuted(state, known) || !known.cameByItself)),
  );
}

/** New ones first, then those still waiting; each by deadline, none last. */
function toDecide(state: State, desk: Desk, now: Date): readonly KnownQuery[] {
  return undecided(state, desk, now)
    .filter((known) => belongs(state, known, now))
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

interface Answered {
  readonly mail: Outgoing;
  readonly answer: string | null;
  readonly at: string;
}

/** What left on a standing word and brought no answer yet: that has its own place. */
function sentOnWord(state: State, since: string): readonly Pass[] {
  return Object.values(state.passes).filter((pass) => {
    const mail = state.outbox[pass.mailId];
    return (
      pass.onWord != null &&
      mail?.status === "sent" &&
      (mail.sentAt ?? "") > since &&
      pass.answeredAt === null
    );
  });
}

/** Answers that came since; of one that was handed to her in a letter nothing more is said. */
function answeredSince(state: State, since: string): readonly Answered[] {
  const answered = Object.values(state.passes).flatMap((pass) => {
    const mail = state.outbox[pass.mailId];
    const isNews = pass.answeredAt !== null && pass.answeredAt > since && pass.isHandedOn !== true;
    return mail === undefined || pass.answeredAt === null || !isNews
      ? []
      : [{ mail, answer: pass.answer, at: pass.answeredAt }];
  });
  return answered.toSorted((a, b) => a.at.localeCompare(b.at));
}

/** Strangers, lists that knocked, mails that could not be read. */
function news(state: State, since: string): readonly Line[] {
  const notes = state.notes.filter(
    ({ sender }) => sender === undefined || state.ignored[sender.address] === undefined,
  );
  const troubles = state.problems
    .filter((each) => each.at > since)
    .map((each) => ({ text: `I could not read a mail (${each.why}); it lies in your folder of problems.` }));
  return [...troubles, ...notes];
}
