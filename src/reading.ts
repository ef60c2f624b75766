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
  /** Fetches a chunk and begins to read it, unless the mails in it have to be taken one by one. */
  begin(line: MailboxConnection, uids: readonly number[]): Promise<Chunk>;
  /** What was read ahead for nothing was no try. */
  callOff(ahead: Promise<Chunk>): Promise<void>;
  /** A try is counted before the reading begins. */
  read(sources: readonly Source[]): Promise<Results>;
}

/** @param mailbox the one that is read, for the ids of what stands in it. */
export function openReading(mailbox: string, journal: Journal, understanding: Understanding): Reading {
  const read = async (sources: readonly Source[]): Promise<Results> => {
    await understanding.ready();
    journal.noteTries(sources.map(({ id }) => id));
    return understanding.understand(sources.map(({ raw }) => raw));
  };
  return {
    begin: async (line, uids) => {
      const fetched = await line.fetch(uids);
      const sources = fetched.map((mail) => ({
        id: `${mailbox}/${line.uidValidity}/${mail.uid}`,
        raw: { bytes: mail.bytes, receivedAt: mail.receivedAt, truncated: mail.truncated },
      }));
      const wasTried = sources.some(({ id }) => journal.tries(id) > 0);
      const results = wasTried ? null : read(sources);
      results?.catch(() => undefined);
      return { uids, fetched, sources, results };
    },
    callOff: async (ahead) => {
      const chunk = await ahead.catch(() => null);
      const results = await chunk?.results?.catch(() => null);
      if (chunk !== null && results != null) journal.takeBackTries(chunk.sources.map(({ id }) => id));
    },
    read,
  };
}
