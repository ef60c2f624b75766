/**
 * May this mail to a contact leave, when, and if not, why: the one place that weighs the rules (DESIGN 5).
 *
 * `judge` looks at all of them at once; `against` says which of them bind the word it rests on. Bans, `stop`, a
 * list that forbids passing on and a missing address bind even her own word. The cap, a pause, an exclude, a region
 * keep somebody out of `2` and `send all` until named. The 14-day rest and rivals bind standing approvals only.
 */
import type { Contact, ContactId } from "../contact/contact.ts";
import { firstName } from "../contact/contacts.ts";
import { DAY_MS, instantOf, type Zone } from "../time.ts";
import type { Desk } from "./desk.ts";
import { type Leaving, leavingAt } from "./hours.ts";
import { isStretch, STRETCH_RULE } from "./links.ts";
import { cardFor } from "./lists.ts";
import { isStopped } from "./shut.ts";
import type { Candidate, KnownQuery, Pass, State } from "./state.ts";
import { cameToNothing } from "./status.ts";
import { handleFor } from "./whom.ts";

/** While something unanswered is younger than this, standing approvals rest. */
const REST_MS = 14 * DAY_MS;
const WEEK_MS = 7 * DAY_MS;

export interface Plan {
  readonly contact: Contact;
  readonly known: KnownQuery;
  readonly now: Date;
  /** Others to the same person that the same letter offers before this one. */
  readonly beside?: number;
  /** Who else is offered this one before them. */
  readonly above?: readonly ContactId[];
  /** Another hold than hers, milliseconds. */
  readonly holdMs?: number;
}

/** How she said yes: by naming the person, by an item or `all`, or once for all (`always`). */
export type Word = "named" | "swept" | "standing";

export interface Bar {
  readonly why: string;
  /** What would lift it; null: nothing. */
  readonly lift: string | null;
}

export interface Judgement {
  /** Binds her own word too: something about the contact. */
  readonly barred: Bar | null;
  /** Binds her own word too: the list forbids it. */
  readonly forbidden: Bar | null;
  /** Keeps the person out of `2` and `send all`, though not from being named. */
  readonly heldBack: string | null;
  /** Binds standing approvals, and lowers the order in a proposal; sentences without full stop. */
  readonly rests: readonly string[];
  /** Her standing word for this person and list; null: she is asked. */
  readonly approval: { readonly from: number; readonly words: string } | null;
  readonly leaves: Leaving;
}

export function judge(state: State, desk: Desk, plan: Plan): Judgement {
  const { contact, known, now } = plan;
  // Each rule is looked up when it is asked for: a letter asks few of them of hundreds of people.
  return {
    get barred() {
      return barOn(state, desk, contact, known);
    },
    get forbidden() {
      return forbiddenBy(desk, known);
    },
    get heldBack() {
      const candidate = known.candidates.find((each) => each.contactId === contact.id);
      return heldBackBy(candidate, () => keptOut(state, desk, plan));
    },
    get rests() {
      return [unanswered(state, contact, now), rivalOf(state, desk, plan)].filter((each) => each !== null);
    },
    get approval() {
      return approvalFor(desk, contact, known);
    },
    get leaves() {
      return leavingAt(now, contact, known, { ...desk, holdMs: plan.holdMs ?? desk.holdMs });
    },
  };
}

/** What is wrong with the fit goes first, then what is so with the contact whatever the query. */
export function heldBackBy(candidate: Candidate | undefined, keptOut: () => string | null): string | null {
  return (
    candidate?.heldBack[0] ??
    keptOut() ??
    (candidate !== undefined && isStretch(candidate) ? STRETCH_RULE : null)
  );
}

/** A pause, an address that bounces, the cap of a week. */
export function keptOut(state: State, desk: Desk, plan: Plan): string | null {
  const { contact, now } = plan;
  return pausedUntil(contact, desk.owner.zone, now) ?? bounced(contact) ?? capped(state, desk, plan);
}

/** What keeps a mail from leaving on such a word; null: nothing. */
export function against({ barred, forbidden, heldBack, rests }: Judgement, word: Word): Bar | null {
  if (barred !== null || forbidden !== null) return barred ?? forbidden;
  if (word === "named") return null;
  if (heldBack !== null) return { why: heldBack, lift: null };
  const [rest] = rests;
  return word === "standing" && rest !== undefined ? { why: rest, lift: null } : null;
}

/** What keeps somebody from a query whatever she says; null: nothing. */
export function barOn(state: State, desk: Desk, contact: Contact, known: KnownQuery): Bar | null {
  const first = firstName(contact);
  if (isStopped(state, contact) || state.forgetting[contact.id] !== undefined)
    return { why: `${first} asked not to get queries`, lift: `only ${first} lifts that` };
  const { service } = known.query;
  if (contact.services[service] === "never" || contact.services.all === "never")
    return {
      why: `you said never for ${contact.services[service] === "never" ? service : "any list"}`,
      // Looked up only when told: it takes a look at everybody, and each open query asks for the bar.
      get lift() {
        return `"ask ${handleFor(desk, contact)}" lifts it`;
      },
    };
  if (contact.addresses.length === 0)
    return { why: "I have no address", lift: "an address in contacts.json" };
  return null;
}

export function forbiddenBy(desk: Desk, known: KnownQuery): Bar | null {
  const card = cardFor(desk, known);
  return card.passOn === "no"
    ? {
        why: `${card.name} forbids passing its queries on`,
        lift: `"source ${card.service}" says where that was read`,
      }
    : null;
}

function pausedUntil({ status }: Contact, ownerZone: Zone, now: Date): string | null {
  const day = /^paused until (\S+)/.exec(status)?.[1];
  return day !== undefined && now < instantOf(day, "00:00", ownerZone) ? `paused until ${day}` : null;
}

function bounced({ status }: Contact): string | null {
  return status === "bouncing" ? "the last mail came back" : null;
}

function capped(state: State, desk: Desk, { contact, known, now, beside = 0 }: Plan): string | null {
  const limit = contact.perWeek ?? desk.perContactPerWeek;
  // Half a query a week is one a fortnight.
  const weeks = limit > 0 && limit < 1 ? Math.round(1 / limit) : 1;
  const had = passesInWeek(state, contact.id, now, known, weeks);
  if (had + beside < limit * weeks) return null;
  const span = weeks === 1 ? "this week" : `in ${weeks} weeks`;
  return beside === 0
    ? `had ${had} from you ${span}, your limit`
    : `${had === 0 ? "" : `had ${had} from you ${span}; `}with ${beside === 1 ? "the one" : `the ${beside}`} above that is your limit`;
}

/** Sent within a fortnight and not answered. */
function unanswered(state: State, contact: Contact, now: Date): string | null {
  const last = lastForward(state, contact.id);
  if (last === null || last.pass.answeredAt !== null) return null;
  return now.getTime() - last.at.getTime() < REST_MS
    ? `the last one to ${firstName(contact)} is unanswered`
    : null;
}

/** The newest that has left. Of one that was put away nothing is said. */
function lastForward(state: State, id: ContactId): { readonly pass: Pass; readonly at: Date } | null {
  const sent = Object.values(state.passes).flatMap((pass) => {
    const mail = pass.contactId === id ? state.outbox[pass.mailId] : undefined;
    return mail?.status === "sent" ? [{ pass, at: new Date(mail.sentAt ?? mail.leavesAt) }] : [];
  });
  return sent.toSorted((a, b) => a.at.getTime() - b.at.getTime()).at(-1) ?? null;
}

/** Somebody of another house in the same `rival:` group has this query, is about to, or is offered it too. */
function rivalOf(state: State, desk: Desk, { contact, known, above = [] }: Plan): string | null {
  const groups = contact.groups.filter((group) => /^rival:/i.test(group));
  if (groups.length === 0) return null;
  for (const other of desk.contacts) {
    const group = groups.find((each) => other.groups.includes(each));
    const isHouseMate = other.organization !== null && other.organization === contact.organization;
    if (other.id === contact.id || group === undefined || isHouseMate) continue;
    const pass = state.passes[`${known.id}:${other.id}`];
    const has = pass !== undefined && isUnderWay(state, pass);
    if (has || above.includes(other.id))
      return `${other.name} ${has ? "has this one" : "stands above for this one"}, a rival (${group.slice("rival:".length).trim()})`;
  }
  return null;
}

/** `always`, `always 0.8`: from which score on. */
function approvalFor(desk: Desk, contact: Contact, known: KnownQuery): Judgement["approval"] {
  const { service } = known.query;
  const said = contact.services[service] ?? "";
  const floor = /^always(?: (\d?\.?\d+))?$/.exec(said);
  return floor === null
    ? null
    : {
        from: Number(floor[1] ?? 0),
        words: `always ${handleFor(desk, contact)} ${service}${floor[1] === undefined ? "" : ` ${floor[1]}`}`,
      };
}

/** Forwards to a contact within a week, or several, this query's and those that were stopped left out. */
export function passesInWeek(
  state: State,
  id: ContactId,
  now: Date,
  known: KnownQuery | null,
  weeks = 1,
): number {
  return Object.values(state.passes).filter(
    (pass) =>
      pass.contactId === id &&
      pass.queryId !== known?.id &&
      now.getTime() - new Date(pass.decidedAt).getTime() <= weeks * WEEK_MS &&
      isUnderWay(state, pass),
  ).length;
}

function isUnderWay(state: State, pass: Pass): boolean {
  return !cameToNothing(state.outbox[pass.mailId]?.status);
}
