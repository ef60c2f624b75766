/** Standing approvals: what she approved once goes by itself, and each time she is told before it leaves (letter 17). */
import type { Contact } from "../contact/contact.ts";
import { HOUR_MS } from "../time.ts";
import { type Desk, letterHead, type Step, writeLetter } from "./desk.ts";
import { decideForward } from "./forward.ts";
import { givenOf } from "./given.ts";
import { isOpen } from "./intake.ts";
import { against, type Judgement, judge } from "./policy.ts";
import { contactById, fitting, passId, presentQuery, queryHead } from "./present.ts";
import type { Candidate, KnownQuery, State } from "./state.ts";
import { handleFor } from "./whom.ts";

/** She has this long to say undo, unless the deadline is near. */
const HOLD_MS = 2 * HOUR_MS;
/** Under this to the deadline her usual hold must do. */
const NEAR_MS = 6 * HOUR_MS;

/** Sends what her standing word covers of these queries; all else is proposed as ever. */
export function actOnWord(step: Step, desk: Desk, queries: readonly KnownQuery[], now: Date): void {
  for (const known of queries) {
    if (!isOpen(known, now)) continue;
    for (const candidate of fitting(step.state, desk, known, now)) {
      const contact = contactById(desk, candidate.contactId);
      const judgement = contact === null ? null : judge(step.state, desk, { contact, known, now });
      if (contact !== null && judgement !== null && isCovered(judgement, candidate))
        sendOnWord(step, desk, { known, contact, candidate, judgement, now });
    }
  }
}

function isCovered(judgement: Judgement, { proposed, score, stretch }: Candidate): boolean {
  const { approval } = judgement;
  if (approval === null || !proposed || stretch !== null || score < approval.from) return false;
  return against(judgement, "standing") === null;
}

interface OnWord {
  readonly known: KnownQuery;
  readonly contact: Contact;
  readonly candidate: Candidate;
  readonly judgement: Judgement;
  readonly now: Date;
}

function sendOnWord(step: Step, desk: Desk, { known, contact, candidate, judgement, now }: OnWord): void {
  const words = judgement.approval?.words ?? "";
  const { view, item } = presentQuery(step.state, desk, known, "1", now);
  const person = view.people.find(({ code }) => item.people[code.slice(1)] === contact.id);
  const closes = known.closesAt === null ? null : new Date(known.closesAt);
  const isNear = closes !== null && closes.getTime() - now.getTime() < NEAR_MS;
  const leaving = decideForward(step, desk, {
    known,
    contact,
    note: null,
    isLate: false,
    now,
    holdMs: isNear ? desk.holdMs : HOLD_MS,
    because: "her standing word",
  });
  const id = passId(known, contact.id);
  const pass = step.state.passes[id];
  if (pass !== undefined) step.state.passes[id] = { ...pass, onWord: words };
  const key = `standing:${known.id}:${contact.id}`;
  const handle = handleFor(desk, contact);
  writeLetter(
    step,
    desk,
    "standing",
    {
      ...letterHead(step, desk, key, now),
      item: queryHead(known, "1"),
      person: {
        ...(person ?? bare(contact, candidate)),
        code: "1a",
        goesAt: null,
        remarks: [],
      },
      handle,
      goesAt: leaving.at,
      approval: words,
      score: candidate.score,
      soFar: soFar(step.state, contact),
    },
    {
      key,
      now,
      inReplyTo: null,
      items: { "1": { kind: "query", queryId: known.id, people: { a: contact.id }, heldBack: {} } },
      did: [{ kind: "send", code: "1a", mailId: leaving.mailId }],
      offers: [`ask ${handle}`],
    },
  );
}

/** Somebody beyond those a proposal would show. */
function bare(contact: Contact, { because }: Candidate) {
  return {
    name: contact.name,
    place: contact.regions[0] ?? null,
    zone: contact.timezone,
    because,
    heldBack: null,
    stretch: null,
    mayKnow: false,
    waitingSince: null,
  };
}

function soFar(state: State, contact: Contact) {
  const passes = Object.values(state.passes).filter(
    (pass) =>
      pass.contactId === contact.id && pass.onWord != null && state.outbox[pass.mailId]?.status === "sent",
  );
  return {
    sent: passes.length,
    answered: passes.filter((pass) => pass.answeredAt !== null).length,
    pitched: passes.filter((pass) => givenOf(state, pass)?.pitched === true).length,
  };
}
