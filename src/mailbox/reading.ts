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

/** Each mail's share of the first FETCH; nearly all fit, and one command does for a chunk. */
const FIRST_BYTES = Math.floor(FETCH_BYTES / CHUNK);

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
    // Servers search what they last told of: without asking for news first, mail that IDLE kept to itself would be
    // found one poll later. What is told now is found now.
    await line.client.noop();
    line.hasNews = false;
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
    const first = await fetchSources(line, ascending(uids), { start: 0, maxLength: FIRST_BYTES });
    const cut = first.filter(({ bytes, size }) => bytes.length === FIRST_BYTES && size <= MAIL_BYTES);
    const rest = await fetchRest(line, cut, totalBytes(first) - totalBytes(cut));
    return first.flatMap((mail) => (cut.includes(mail) ? (rest.get(mail.uid) ?? []) : asFetched(mail)));
  });
}

/** Of mails whose beginning filled its share, the whole: as many as fit. Asked for alone, one always fits. */
async function fetchRest(
  line: Line,
  cut: readonly Fetched[],
  bytesSoFar: number,
): Promise<Map<number, Fetched>> {
  let bytes = bytesSoFar;
  const fitting = cut.filter(({ size }) => {
    bytes += size;
    return bytes <= FETCH_BYTES;
  });
  if (fitting.length === 0) return new Map();
  const whole = await fetchSources(
    line,
    fitting.map(({ uid }) => uid),
    true,
  );
  return new Map(whole.map((mail) => [mail.uid, mail]));
}

async function fetchSources(
  line: Line,
  uids: readonly number[],
  source: true | { start: number; maxLength: number },
): Promise<Fetched[]> {
  const query = { size: true, internalDate: true, source };
  const rows = await line.client.fetchAll(uidSet(uids), query, BY_UID);
  // A row without a source is news about flags that came between.
  const known = new Map(rows.filter(({ source: bytes }) => bytes !== undefined).map((row) => [row.uid, row]));
  return uids.flatMap((uid) => {
    const row = known.get(uid);
    return row === undefined ? [] : { ...factsOf(row), bytes: asBytes(row.source), truncated: false };
  });
}

/** `BODY[] NIL` reaches us as false: a mail without bytes is still a mail, to be recorded as unreadable. */
function asBytes(source: Buffer | false | undefined): Buffer {
  return source || Buffer.alloc(0);
}

/** The beginning is copied, or the little that is kept would hold all that came. */
function asFetched(mail: Fetched): Fetched {
  return mail.size > MAIL_BYTES
    ? { ...mail, bytes: Buffer.from(mail.bytes.subarray(0, HEAD_BYTES)), truncated: true }
    : mail;
}

function totalBytes(mails: readonly Fetched[]): number {
  return mails.reduce((sum, { bytes }) => sum + bytes.length, 0);
}

function factsOf({ uid, size, internalDate }: FetchMessageObject) {
  return { uid, size: size ?? 0, receivedAt: internalDate instanceof Date ? internalDate : new Date(0) };
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
    ...factsOf(row),
    from: envelope?.from?.[0]?.address?.toLowerCase() || null,
    messageId: envelope?.messageId?.replace(/^\s*<|>\s*$/g, "") || null,
  };
}
