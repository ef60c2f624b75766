/**
 * The first look at a mailbox that is not known: old mail is left alone, what she forwarded lately is read
 * (DESIGN 3.7). A renumbered mailbox is told from a new one by the first start's own date.
 */
import type { Head, MailboxConnection } from "./mailbox/mailbox.ts";
import { DAY_MS } from "./time.ts";

/** Mails of hers from the last day that are read all the same. */
const LATELY = 20;

export interface FirstLook {
  readonly leftAlone: readonly number[];
  readonly isFirst: boolean;
}

export async function firstLook(
  line: MailboxConnection,
  uids: readonly number[],
  firstStart: { readonly at: string } | null,
  owners: readonly string[],
  now: Date,
): Promise<FirstLook> {
  if (uids.length === 0) return { leftAlone: [], isFirst: firstStart === null };
  if (firstStart === null) return { leftAlone: await firstTime(line, uids, owners, now), isFirst: true };
  return { leftAlone: await renumbered(line, uids, dayBefore(new Date(firstStart.at))), isFirst: false };
}

async function firstTime(
  line: MailboxConnection,
  uids: readonly number[],
  owners: readonly string[],
  now: Date,
): Promise<readonly number[]> {
  const since = dayBefore(now);
  const recent = await allHeads(line, await line.list(since));
  const hers = recent.filter((head) => head.receivedAt >= since && owners.includes(head.from ?? ""));
  const kept = new Set(
    hers
      .toSorted(byArrival)
      .slice(-LATELY)
      .map((head) => head.uid),
  );
  return uids.filter((uid) => !kept.has(uid));
}

/** What came before we ever looked was left alone then and is left alone now; the rest is known by its key. */
async function renumbered(
  line: MailboxConnection,
  uids: readonly number[],
  since: Date,
): Promise<readonly number[]> {
  const heads = await allHeads(line, uids);
  return heads.filter((head) => head.receivedAt < since).map((head) => head.uid);
}

/** What a FETCH left out is asked for again as long as that brings something; what is gone by now stays out. */
async function allHeads(line: MailboxConnection, uids: readonly number[]): Promise<readonly Head[]> {
  const heads = await line.heads(uids);
  const got = new Set(heads.map((head) => head.uid));
  const left = uids.filter((uid) => !got.has(uid));
  return heads.length === 0 || left.length === 0 ? heads : [...heads, ...(await allHeads(line, left))];
}

function byArrival(one: Head, other: Head): number {
  return one.receivedAt.getTime() - other.receivedAt.getTime() || one.uid - other.uid;
}

function dayBefore(at: Date): Date {
  return new Date(at.getTime() - DAY_MS);
}
