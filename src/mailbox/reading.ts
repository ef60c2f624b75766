/** Which mails stand in the mailbox, and their bytes. Reading never marks a mail as seen. */
import type { FetchMessageObject } from "imapflow";
import { CHUNK, FETCH_BYTES, HEAD_BYTES, MAIL_BYTES } from "../bounds.ts";
import { DAY_MS } from "../time.ts";
import { refused } from "./failures.ts";
import type { Line } from "./line.ts";
import { ascending, batches, uidSet } from "./uids.ts";

export interface Fetched {
  readonly uid: number;
  /** INTERNALDATE; the epoch when the server gives none that can be read. */
  readonly receivedAt: Date;
  /** RFC822.SIZE, of the whole mail also when `truncated`. Bytes. */
  readonly size: number;
  readonly bytes: Buffer;
  /** Too large: `bytes` is only the beginning, headers first. */
  readonly truncated: boolean;
}

export interface Head {
  readonly uid: number;
  readonly receivedAt: Date;
  readonly size: number;
  /** The first From address, lower-case. */
  readonly from: string | null;
  /** Without angle brackets. */
  readonly messageId: string | null;
}

/** Uids in one FETCH of envelopes; keeps the command line within 8,192 bytes (RFC 7162 section 4). */
const HEADS_BATCH = 500;

const BY_UID = { uid: true } as const;

/**
 * All uids, ascending.
 *
 * @param since Leaves out older mail. SEARCH knows days only, each server in its own zone, so up to two days more
 *   may come: compare `receivedAt`.
 */
export async function listUids(line: Line, since?: Date): Promise<number[]> {
  const wanted = since === undefined ? { all: true } : { since: new Date(since.getTime() - DAY_MS) };
  return line.turn("list its mails", async () => {
    line.hasNews = false;
    // Servers search what they last told of: without asking for news first, mail that IDLE kept to itself would be
    // found one poll later.
    await line.client.noop();
    const found = await line.client.search(wanted, BY_UID);
    // imapflow answers a refusal with false and a lost line with undefined; neither is an empty mailbox.
    if (!Array.isArray(found)) throw refused("list its mails");
    return ascending(found);
  });
}

/**
 * @param uids At most CHUNK.
 * @returns In the order of uids. Missing is what the server left out or no longer has, and what would exceed
 *   FETCH_BYTES together: ask for the missing again until an answer is empty.
 */
export async function fetchMails(line: Line, uids: readonly number[]): Promise<Fetched[]> {
  if (uids.length > CHUNK) throw new RangeError(`${uids.length} mails asked for, ${CHUNK} at most`);
  if (uids.length === 0) return [];
  return line.turn("hand out mails", async () => {
    const facts = withinBudget(await factsOf(line, ascending(uids)));
    const [large, whole] = [facts.filter(isTooLarge), facts.filter((each) => !isTooLarge(each))];
    const bytes = new Map([
      ...(await bytesOf(line, whole, true)),
      ...(await bytesOf(line, large, { start: 0, maxLength: HEAD_BYTES })),
    ]);
    return facts.flatMap((each) => asFetched(each, bytes.get(each.uid)));
  });
}

interface Facts {
  readonly uid: number;
  readonly size: number;
  readonly receivedAt: Date;
}

async function factsOf(line: Line, uids: readonly number[]): Promise<Facts[]> {
  const rows = await line.client.fetchAll(uidSet(uids), { size: true, internalDate: true }, BY_UID);
  const known = new Map(
    rows.filter(({ size }) => size !== undefined).map((row) => [row.uid, factsOfRow(row)]),
  );
  return uids.flatMap((uid) => known.get(uid) ?? []);
}

function factsOfRow({ uid, size, internalDate }: FetchMessageObject): Facts {
  return { uid, size: size ?? 0, receivedAt: internalDate instanceof Date ? internalDate : new Date(0) };
}

/** The first mail always; more while they fit. */
function withinBudget(facts: readonly Facts[]): Facts[] {
  let bytes = 0;
  return facts.filter((each, index) => {
    bytes += isTooLarge(each) ? HEAD_BYTES : each.size;
    return index === 0 || bytes <= FETCH_BYTES;
  });
}

function isTooLarge({ size }: Facts): boolean {
  return size > MAIL_BYTES;
}

async function bytesOf(
  line: Line,
  facts: readonly Facts[],
  source: true | { start: number; maxLength: number },
): Promise<Map<number, Buffer>> {
  if (facts.length === 0) return new Map();
  const rows = await line.client.fetchAll(uidSet(facts.map(({ uid }) => uid)), { source }, BY_UID);
  // A row without a source is news about flags that came between.
  return new Map(rows.flatMap((row) => (row.source === undefined ? [] : [[row.uid, asBytes(row.source)]])));
}

/** `BODY[] NIL` reaches us as false: a mail without bytes is still a mail, to be recorded as unreadable. */
function asBytes(source: Buffer | false): Buffer {
  return source === false ? Buffer.alloc(0) : source;
}

function asFetched(facts: Facts, bytes: Buffer | undefined): Fetched[] {
  return bytes === undefined ? [] : [{ ...facts, bytes, truncated: isTooLarge(facts) }];
}

/** Envelopes only, for many mails at once. What the server leaves out is missing. */
export async function fetchHeads(line: Line, uids: readonly number[]): Promise<Head[]> {
  const heads: Head[] = [];
  for (const batch of batches(ascending(uids), HEADS_BATCH)) {
    const rows = await line.turn("hand out envelopes", () =>
      line.client.fetchAll(uidSet(batch), { size: true, internalDate: true, envelope: true }, BY_UID),
    );
    heads.push(...rows.filter(({ size }) => size !== undefined).map(asHead));
  }
  return heads;
}

function asHead(row: FetchMessageObject): Head {
  const { envelope } = row;
  return {
    ...factsOfRow(row),
    from: envelope?.from?.[0]?.address?.toLowerCase() || null,
    messageId: envelope?.messageId?.replace(/^\s*<|>\s*$/g, "") || null,
  };
}
