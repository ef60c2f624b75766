/** Of those who fit a query equally well, who has waited longest for one comes first, and it is said (C7). */
import type { ContactId } from "../contact/contact.ts";
import type { Candidate, Instant, State } from "./state.ts";
import { cameToNothing } from "./status.ts";

/** Scores in the same step of this width are level. */
const LEVEL = 0.05;

export interface Waiting {
  /** When they last got a query; null: nothing is to be said of it. */
  readonly since: Date | null;
  /** For somebody who never got one. */
  readonly remarks: readonly string[];
}

/** The better fit first; of level ones who never had a query, then who had none for longest. */
export function byTurn(state: State): (one: Candidate, other: Candidate) => number {
  const last = new Map<ContactId, Instant | "">();
  const lastOf = ({ contactId }: Candidate): string => {
    const at = last.get(contactId) ?? lastHadAt(state, contactId) ?? "";
    last.set(contactId, at);
    return at;
  };
  return (one, other) => levelOf(other) - levelOf(one) || compare(lastOf(one), lastOf(other));
}

/** What is said of somebody beside others; only of the one who waited longer than all who are level. */
export function waitingOf(state: State, candidate: Candidate, others: readonly Candidate[]): Waiting {
  const level = others.filter(
    (each) =>
      each.contactId !== candidate.contactId &&
      each.heldBack.length === 0 &&
      levelOf(each) === levelOf(candidate),
  );
  const own = lastHadAt(state, candidate.contactId);
  const theirs = level.map((each) => lastHadAt(state, each.contactId));
  const isFirst = level.length > 0 && candidate.heldBack.length === 0;
  if (!isFirst || theirs.some((at) => (at ?? "") <= (own ?? ""))) return { since: null, remarks: [] };
  return own === null
    ? { since: null, remarks: ["has had none from you yet"] }
    : { since: new Date(own), remarks: [] };
}

function levelOf({ score }: Candidate): number {
  return Math.round(score / LEVEL);
}

/** When a query last left for them, or was decided and is about to; null: never, as far as is remembered. */
function lastHadAt({ passes, outbox, given }: State, id: ContactId): Instant | null {
  const decided = Object.values(passes).flatMap((pass) => {
    const mail = pass.contactId === id ? outbox[pass.mailId] : undefined;
    const isGone = mail === undefined || cameToNothing(mail.status);
    return isGone ? [] : [mail.sentAt ?? pass.decidedAt];
  });
  const before = Object.values(given).flatMap(({ contactId, sentAt }) => (contactId === id ? [sentAt] : []));
  return [...decided, ...before].toSorted().at(-1) ?? null;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
