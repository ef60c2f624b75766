/** Which mails of a mailbox are known, by uid: a record that costs little for any number of them. */
import type { MailboxRecord, State, Trouble } from "./state.ts";

/** `1:500,503` as a set-like test. */
export function knownUids(record: MailboxRecord | undefined): (uid: number) => boolean {
  const ranges = rangesOf(record?.known ?? "");
  return (uid) => isWithin(ranges, uid);
}

/** The mailbox under this uidValidity; a new one, or one that was renumbered, knows nothing. */
export function mailboxRecord(state: State, mailbox: string, uidValidity: string): MailboxRecord {
  const record = state.mailboxes[mailbox];
  return record?.uidValidity === uidValidity ? record : { uidValidity, known: "", unfiled: {} };
}

export interface Handled {
  readonly uid: number;
  /** Null: it stays where it is. */
  readonly goesTo: "handled" | "problems" | null;
}

/** The State with the record of one mailbox in place. Nothing else is copied: this happens for every few mails. */
export function withMailbox(state: State, mailbox: string, record: MailboxRecord): State {
  return { ...state, mailboxes: { ...state.mailboxes, [mailbox]: record } };
}

/** The record with these mails known, and where each is still to be moved. */
export function seenIn(record: MailboxRecord, handled: readonly Handled[]): MailboxRecord {
  const unfiled = { ...record.unfiled };
  for (const { uid, goesTo } of handled) if (goesTo !== null) unfiled[uid] = goesTo;
  const uids = handled.map(({ uid }) => uid);
  return { ...record, known: withUids(record.known, uids), unfiled };
}

/** They were moved. */
export function filedIn(record: MailboxRecord, uids: readonly number[]): MailboxRecord {
  const moved = new Set(uids.map(String));
  const left = Object.entries(record.unfiled).filter(([uid]) => !moved.has(uid));
  return { ...record, unfiled: Object.fromEntries(left) };
}

/** Troubles told in `pending`; the oldest go first. */
const TROUBLES = 50;

export function withTroubles(state: State, troubles: readonly Trouble[]): State {
  return { ...state, problems: [...state.problems, ...troubles].slice(-TROUBLES) };
}

/** The ranges with these taken out. */
export function withoutUids(known: string, uids: readonly number[]): string {
  const out = new Set(uids);
  const kept = rangesOf(known).flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, index) => from + index),
  );
  return withUids(
    "",
    kept.filter((uid) => !out.has(uid)),
  );
}

type Range = readonly [from: number, to: number];

function withUids(known: string, uids: readonly number[]): string {
  const all = [...rangesOf(known), ...uids.map((uid): Range => [uid, uid])].toSorted((a, b) => a[0] - b[0]);
  const joined: [number, number][] = [];
  for (const [from, to] of all) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined.map(([from, to]) => (from === to ? String(from) : `${from}:${to}`)).join(",");
}

function rangesOf(known: string): readonly Range[] {
  if (known === "") return [];
  return known.split(",").map((part): Range => {
    const [from, to] = part.split(":").map(Number);
    return [from ?? 0, to ?? from ?? 0];
  });
}

/** Binary search: ranges are sorted and apart. */
function isWithin(ranges: readonly Range[], uid: number): boolean {
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [from, to] = ranges[middle] as Range;
    if (uid < from) high = middle - 1;
    else if (uid > to) low = middle + 1;
    else return true;
  }
  return false;
}
