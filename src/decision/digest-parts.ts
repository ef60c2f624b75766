/** What stands in a digest: what is open, leaves today, came back, is owed or is news; each thing once, a dozen at most. */
import { DAY_MS, HOUR_MS } from "../time.ts";
import type { Desk } from "./desk.ts";
import {
  type Entries,
  type Entry,
  entriesOf,
  type PartName,
  type Since,
  type Told,
} from "./digest-entries.ts";
import { isOpen } from "./intake.ts";
import { isMuted } from "./lists.ts";
import { isWaiting } from "./owed.ts";
import { fitsSomebody, type Offered, presentQuery, queryHead } from "./present.ts";
import type { Item, KnownQuery, Question, State } from "./state.ts";
import { cameToNothing } from "./status.ts";
import type { LeavingItem, NoteItem, OpenItem } from "./views.ts";

/** Items of one digest; the rest is a number. */
const ITEMS = 12;
/** However much else there is, so many queries to decide find room. */
const LEAST_TO_DECIDE = 6;
/** What was proposed less than this before is fresh in her mind. */
const FRESH_MS = 3 * HOUR_MS;
/** An undecided query is a line in so many digests after it stood in full, and once more in its last day. */
const REPEATS = 2;

/** In the order of what it costs to miss it, with the words for what found no room. */
const PARTS: readonly (readonly [PartName, string])[] = [
  ["unsure", "mails I am not sure of"],
  ["asks", "questions"],
  ["leaving", "mails that go out today"],
  ["cameBack", "answers that came back"],
  ["owed", "things you promised"],
  ["standing", "that went on your standing word"],
  ["quiet", "people who went quiet"],
  ["lines", "lines like these"],
];

export interface Parts {
  readonly items: Readonly<Record<string, Item>>;
  readonly questions: Readonly<Record<string, Question>>;
  readonly decide: readonly OpenItem[];
  readonly shown: readonly KnownQuery[];
  /** Open too, behind "more". */
  readonly rest: readonly KnownQuery[];
  readonly asks: readonly NoteItem[];
  readonly leaving: readonly LeavingItem[];
  readonly cameBack: readonly NoteItem[];
  readonly owed: readonly NoteItem[];
  readonly standing: readonly NoteItem[];
  readonly quiet: readonly NoteItem[];
  readonly warnings: readonly NoteItem[];
  /** Commands printed beside the items. */
  readonly offers: readonly string[];
  /** What is noted as told once it is written. */
  readonly told: readonly Told[];
  /** Whether any of it is reason enough to write. */
  readonly isNews: boolean;
  readonly count: number;
  /** Undecided queries that neither stand in it nor behind its "more". */
  readonly stillOpen: number;
}

export function gatherParts(state: State, desk: Desk, since: Since): Parts {
  const { now } = since;
  const all = undecided(state, desk, now);
  const open = toDecide(state, all, now);
  const entries = entriesOf(state, desk, since);
  const others = PARTS.reduce((sum, [name]) => sum + entries[name].length, 0);
  const shown = open.slice(0, Math.max(LEAST_TO_DECIDE, ITEMS - others));
  const { taken, leftOut } = thinned(entries, ITEMS - shown.length);

  const table = new Numbers();
  const offered: Offered = new Map();
  const decide = shown.map((known) => openItem(state, desk, { known, table, offered, now }));
  const notes = (name: Exclude<PartName, "leaving">) => taken[name].map((entry) => table.view(entry));
  const asks = notes("asks");
  const leaving = taken.leaving.map((entry) => table.view(entry));
  const cameBack = notes("cameBack");
  const owed = notes("owed");
  const standing = notes("standing");
  const quiet = notes("quiet");
  const warnings = [...notes("unsure"), ...notes("lines"), ...leftOut];
  const noted = PARTS.flatMap(([name]) => taken[name] as readonly Entry<unknown>[]);
  const answers = [...asks, ...cameBack, ...owed, ...standing, ...quiet].flatMap((item) => item.answers);
  return {
    items: table.items,
    questions: table.questions,
    decide,
    shown,
    rest: open.slice(shown.length),
    asks,
    leaving,
    cameBack,
    owed,
    standing,
    quiet,
    warnings,
    offers: answers.map(({ type }) => type),
    told: noted.flatMap((entry) => entry.told ?? []),
    isNews: decide.length > 0 || noted.some((entry) => entry.isNews),
    count: decide.length + noted.length,
    stillOpen: all.length - open.length,
  };
}

/** Numbers items in the order they are shown. */
class Numbers {
  readonly items: Record<string, Item> = {};
  readonly questions: Record<string, Question> = {};

  next(): string {
    return String(Object.keys(this.items).length + 1);
  }

  view<V>({ item, view, question }: Entry<V>): V {
    if (item === null) return view("");
    const number = this.next();
    this.items[number] = item;
    const asked = question?.(number) ?? null;
    if (asked !== null) this.questions[number] = asked;
    return view(number);
  }
}

/** What fits into the room left; a last line counts what did not. */
function thinned(
  entries: Entries,
  places: number,
): { readonly taken: Entries; readonly leftOut: readonly NoteItem[] } {
  const total = PARTS.reduce((sum, [name]) => sum + entries[name].length, 0);
  if (total <= places) return { taken: entries, leftOut: [] };
  let left = places - 1;
  const take = <T>(list: readonly T[]): readonly T[] => {
    const taken = list.slice(0, Math.max(0, left));
    left -= taken.length;
    return taken;
  };
  const taken = Object.fromEntries(
    PARTS.map(([name]) => [name, take<unknown>(entries[name])]),
  ) as unknown as Entries;
  const said = PARTS.flatMap(([name, words]) => {
    const count = entries[name].length - taken[name].length;
    return count > 0 ? [`${count} ${words}`] : [];
  });
  const text = `Left out for room: ${said.join(", ")}. "pending" has what is open.`;
  return { taken, leftOut: [{ number: "", name: null, at: null, quote: null, text, answers: [] }] };
}

interface Opening {
  readonly known: KnownQuery;
  readonly table: Numbers;
  readonly offered: Offered;
  readonly now: Date;
}

function openItem(state: State, desk: Desk, { known, table, offered, now }: Opening): OpenItem {
  const number = table.next();
  const { view, item } = presentQuery(state, desk, known, number, now, offered);
  table.items[number] = item;
  return { ...queryHead(known, number), people: view.people, isNew: known.proposedIn === null };
}

/** Queries that fit somebody, are not closed and wait for her word. */
export function undecided(state: State, desk: Desk, now: Date): readonly KnownQuery[] {
  const passedOn = new Set(
    Object.values(state.passes).flatMap(({ queryId, mailId }) =>
      cameToNothing(state.outbox[mailId]?.status) ? [] : [queryId],
    ),
  );
  return Object.values(state.queries).filter(
    (known) =>
      isOpen(known, now) &&
      !passedOn.has(known.id) &&
      !isMuted(state, known) &&
      !(known.proposedIn === null && !known.cameByItself) &&
      fitsSomebody(state, desk, known),
  );
}

/** New ones first, then those still waiting; each by deadline, none last. */
function toDecide(state: State, open: readonly KnownQuery[], now: Date): readonly KnownQuery[] {
  const later = snoozed(state);
  return open
    .filter((known) => !later.has(known.id) && belongs(state, known, now))
    .toSorted(
      (a, b) =>
        Number(a.proposedIn !== null) - Number(b.proposedIn !== null) ||
        (a.closesAt ?? "9").localeCompare(b.closesAt ?? "9"),
    );
}

/** Queries she wants to hear of another day. */
function snoozed({ owed }: State): ReadonlySet<string> {
  return new Set(
    Object.values(owed).flatMap((each) =>
      each.about?.kind === "query" && each.contactId === null && isWaiting(each) ? [each.about.queryId] : [],
    ),
  );
}

function belongs(state: State, known: KnownQuery, now: Date): boolean {
  if (known.proposedIn === null) return known.cameByItself;
  const letter = state.letters[known.proposedIn];
  if (letter !== undefined && now.getTime() - new Date(letter.at).getTime() < FRESH_MS) return false;
  const isLastDay = known.closesAt !== null && new Date(known.closesAt).getTime() - now.getTime() < DAY_MS;
  return known.digests.length < REPEATS || (isLastDay && known.digests.length === REPEATS);
}
