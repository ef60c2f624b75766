/** Mails fetched and read a chunk at a time: each try counted before the reading begins, the next chunk read ahead. */
import type { Fetched, MailboxConnection } from "./mailbox/mailbox.ts";
import type { Journal } from "./store/journal.ts";
import type { Raw, Understanding } from "./understanding.ts";

export interface Source {
  /** What its tries are counted under. */
  readonly id: string;
  readonly raw: Raw;
}

export type Results = Awaited<ReturnType<Understanding["understand"]>>;

/** Mails fetched, and mostly being read already. */
export interface Chunk {
  readonly uids: readonly number[];
  readonly fetched: readonly Fetched[];
  readonly sources: readonly Source[];
  /** Null: something in it was tried before, so they are read one by one. */
  readonly results: Promise<Results> | null;
}

export interface Reading {
  /** The chunk that was begun, else these mails. */
  next(line: MailboxConnection, uids: readonly number[]): Promise<Chunk>;
  /** Begins the next one, which is fetched while the one in hand is read, and read while that one is decided on. */
  begin(line: MailboxConnection, uids: readonly number[]): void;
  /** What was begun is not wanted any more: it was no try. */
  callOff(): Promise<void>;
  /** A try is counted before the reading begins. */
  read(sources: readonly Source[]): Promise<Results>;
}

/** @param mailbox the one that is read, for the ids of what stands in it. */
export function openReading(mailbox: string, journal: Journal, understanding: Understanding): Reading {
  let begun: Promise<Chunk> | null = null;
  const taken = () => {
    const chunk = begun;
    begun = null;
    return chunk;
  };
  const read = async (sources: readonly Source[]): Promise<Results> => {
    await understanding.ready();
    journal.noteTries(sources.map(({ id }) => id));
    return understanding.understand(sources.map(({ raw }) => raw));
  };
  /** Mails that were tried before have to be taken one by one. */
  const fetchAndRead = async (line: MailboxConnection, uids: readonly number[]): Promise<Chunk> => {
    const fetched = await line.fetch(uids);
    const sources = fetched.map((mail) => ({
      id: `${mailbox}/${line.uidValidity}/${mail.uid}`,
      raw: { bytes: mail.bytes, receivedAt: mail.receivedAt, truncated: mail.truncated },
    }));
    const wasTried = sources.some(({ id }) => journal.tries(id) > 0);
    const results = wasTried ? null : read(sources);
    results?.catch(() => undefined);
    return { uids, fetched, sources, results };
  };
  return {
    next: (line, uids) => taken() ?? fetchAndRead(line, uids),
    begin: (line, uids) => {
      begun = fetchAndRead(line, uids);
      begun.catch(() => undefined);
    },
    callOff: async () => {
      const chunk = await taken()?.catch(() => null);
      const results = await chunk?.results?.catch(() => null);
      if (chunk != null && results != null) journal.takeBackTries(chunk.sources.map(({ id }) => id));
    },
    read,
  };
}
