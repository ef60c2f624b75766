/** After an outage: how long, what it cost, what is open, and that nothing came twice (requirement A12, letter 11). */
import { HOUR_MS } from "../time.ts";
import { nameOf, queryOf } from "./about-mail.ts";
import { type Desk, letterHead, type Outcome, type Step, writeLetter } from "./desk.ts";
import { noteLine } from "./digest.ts";
import { undecided } from "./digest-parts.ts";
import { isOpen } from "./intake.ts";
import { dropLoginLetters } from "./no-entry.ts";
import { fitsSomebody, fitting, isUndecided, type Offered, presentQuery, queryHead } from "./present.ts";
import { leavingItem } from "./show.ts";
import type { Item, KnownQuery, Outgoing, State } from "./state.ts";
import { isYetToLeave } from "./status.ts";
import { stepped } from "./step.ts";
import type { OutageView } from "./views.ts";

export interface Outage {
  /** When the mailbox was last looked into. */
  readonly from: Date;
  readonly fault: OutageView["fault"];
  /** The server's words; null: none. */
  readonly cause: string | null;
  /** Mails that waited when it was over. */
  readonly mails: number;
}

/** A shorter one is no news, unless it cost something; nor is a night switched off. */
const WORTH_A_LINE_MS: Readonly<Record<Outage["fault"], number>> = {
  mine: HOUR_MS,
  server: HOUR_MS,
  login: HOUR_MS,
  off: 24 * HOUR_MS,
};
/** No longer a hiccup of the line: what passed meanwhile passed because of it. */
const LEAST_MS = HOUR_MS / 2;
/** Open queries shown; the digest has them all. */
const SHOWN = 6;

/** One letter when it cost a deadline or held up a mail, a line of the digest when it was long, else nothing. */
export function tellOutage(state: State, given: Desk, outage: Outage, now: Date): Outcome {
  return stepped(state, given, (step, desk) => {
    const lasted = now.getTime() - outage.from.getTime();
    dropLoginLetters(step);
    const key = `outage:${outage.from.toISOString()}`;
    const isTold = Object.values(state.outbox).some((mail) => mail.key === key);
    if (lasted < LEAST_MS || isTold) return;
    const cost = costOf(step, desk, outage, now);
    if (cost.missed.length + cost.late.length > 0) writeOutage(step, desk, { ...outage, ...cost, key }, now);
    else if (lasted >= WORTH_A_LINE_MS[outage.fault]) noteOutage(step, outage, lasted, now);
  });
}

interface Cost {
  /** Queries whose deadline passed meanwhile, with whom they were for. */
  readonly missed: readonly { readonly known: KnownQuery; readonly names: readonly string[] }[];
  /** Mails to people that were due meanwhile and still go. */
  readonly late: readonly Outgoing[];
}

/** What can no longer leave is ended here, so that one letter tells of it and not two. */
function costOf(step: Step, desk: Desk, { from }: Outage, now: Date): Cost {
  const { state } = step;
  const toPeople = Object.values(state.outbox).filter((mail) => !mail.toOwner && isYetToLeave(mail.status));
  const isOver = (mail: Outgoing) => mail.expiresAt !== null && new Date(mail.expiresAt) <= now;
  const gone = toPeople.filter(isOver);
  for (const mail of gone) step.state.outbox[mail.id] = { ...mail, status: "expired" };
  const passed = Object.values(state.queries).filter((known) => isOpen(known, from) && !isOpen(known, now));
  const missed = passed.flatMap((known) => {
    const ended = gone.filter((mail) => queryOf(state, mail)?.id === known.id);
    if (ended.length > 0) return [{ known, names: ended.map((mail) => nameOf(desk, mail)) }];
    if (!isUndecided(state, known) || !fitsSomebody(state, desk, known)) return [];
    return [{ known, names: namesFor(state, desk, known, from) }];
  });
  const late = toPeople.filter((mail) => !isOver(mail) && new Date(mail.leavesAt) <= now);
  return { missed, late };
}

function namesFor(state: State, desk: Desk, known: KnownQuery, at: Date): readonly string[] {
  const ids = fitting(state, desk, known, at).map(({ contactId }) => contactId);
  return desk.contacts.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
}

function writeOutage(
  step: Step,
  desk: Desk,
  told: Outage & Cost & { readonly key: string },
  now: Date,
): void {
  const { state } = step;
  const items: Record<string, Item> = {};
  const next = () => String(Object.keys(items).length + 1);
  const missed = told.missed.map(({ known, names }) => {
    const number = next();
    const { item } = presentQuery(state, desk, known, number, told.from);
    items[number] = item;
    return { ...queryHead(known, number), names };
  });
  const offered: Offered = new Map();
  const open = undecided(state, desk, now)
    .slice(0, SHOWN)
    .map((known) => {
      const number = next();
      const { view, item } = presentQuery(state, desk, known, number, now, offered);
      items[number] = item;
      return { ...queryHead(known, number), people: view.people, isNew: known.proposedIn === null };
    });
  const late = told.late.map((mail) => {
    const number = next();
    items[number] = { kind: "mail", mailId: mail.id };
    return leavingItem(state, desk, mail, number);
  });
  const view = {
    ...letterHead(step, desk, told.key, now),
    from: told.from,
    to: now,
    fault: told.fault,
    cause: told.cause,
    mails: told.mails,
    missed,
    open,
    late,
  };
  writeLetter(step, desk, "outage", view, { key: told.key, now, inReplyTo: null, items });
  step.because.push({ what: "tell of an outage", because: told.fault });
}

const SAYS: Readonly<Record<Outage["fault"], string>> = {
  mine: "A fault of mine stopped me",
  server: "I could not reach your mail",
  login: "Your mail server refused my password",
  off: "I was switched off",
};

function noteOutage(step: Step, { fault }: Outage, lasted: number, now: Date): void {
  const hours = Math.floor(lasted / HOUR_MS);
  const long = hours < 48 ? `${hours} ${hours === 1 ? "hour" : "hours"}` : `${Math.floor(hours / 24)} days`;
  const text = `${SAYS[fault]} for ${long}. It cost no deadline, nothing was lost and nothing was sent twice.`;
  noteLine(step.state, now, text);
  step.because.push({ what: "note an outage", because: fault });
}
