/** A tick that changes nothing: what would be written is laid down as .eml, what would leave is listed. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { emptyState, type Outgoing, type State } from "../decision/state.ts";
import { isYetToLeave } from "../decision/status.ts";
import type { MailboxConnection } from "../mailbox/mailbox.ts";
import type { Outbox } from "../outbox/outbox.ts";
import { openRooms, type Rooms } from "../rooms.ts";
import { type Incoming, openIncoming } from "../store/incoming.ts";
import { type MailFile, readState, type Store } from "../store/store.ts";
import { storeOptions } from "../storing.ts";
import { type Context, print, roomsOptions } from "./context.ts";

export async function dryRun(context: Context, out: string, since: Date | null): Promise<void> {
  const { folder } = context.where;
  const store = rehearsalStore(await readState(storeOptions(folder)), openIncoming(folder));
  const rooms = await openRooms({
    ...roomsOptions(context),
    isRehearsal: true,
    instead: { store, outbox: rehearsalOutbox() },
  });
  try {
    const line = await rooms.openMailbox();
    try {
      await rehearse(rooms, rehearsalLine(line), since);
    } finally {
      await line.close();
    }
    await tell(rooms.assistant.state, store.mails, out);
  } finally {
    await rooms.close();
  }
}

/** A tick without its last part: nothing is handed to the outbox, so nothing changes for having been refused there. */
async function rehearse({ assistant }: Rooms, line: MailboxConnection, since: Date | null): Promise<void> {
  if (since !== null) await assistant.readAgain(line, since);
  await assistant.takeIncoming();
  try {
    for (let hasMore = true; hasMore; ) {
      hasMore = (await assistant.look(line)).hasMore;
      await assistant.prepare();
    }
  } finally {
    await assistant.callOff();
  }
  await assistant.tend();
}

/** In the order in which they would leave. */
async function tell(state: State, written: ReadonlyMap<string, MailFile>, out: string): Promise<void> {
  if (written.size > 0) await mkdir(out, { recursive: true });
  const mails = Object.values(state.outbox)
    .filter((mail) => isYetToLeave(mail.status))
    .toSorted((one, other) => one.leavesAt.localeCompare(other.leavesAt));
  for (const mail of mails) {
    const file = written.get(mail.id);
    print(
      `${mail.leavesAt}  to ${mail.to}  ${mail.kind}  ${why(state, mail)}  ${await place(mail, file, out)}`,
    );
  }
  print(
    `${written.size} would be written, ${mails.length} would leave; nothing was sent, moved or remembered.`,
  );
}

async function place({ kind, id }: Outgoing, written: MailFile | undefined, out: string): Promise<string> {
  if (written === undefined) return "(waiting already)";
  const file = join(out, `${kind}-${id}.eml`);
  await writeFile(file, written.bytes, { mode: 0o600 });
  return file;
}

function why({ passes }: State, { id, toOwner, why: reason }: Outgoing): string {
  const word = Object.values(passes).find(({ mailId }) => mailId === id)?.onWord ?? null;
  return reason ?? (toOwner ? "a letter to you" : word === null ? "you named it" : `you said "${word}"`);
}

interface RehearsalStore extends Store<State> {
  readonly mails: ReadonlyMap<string, MailFile>;
}

/** Keeps in memory what a store would keep on the disk. */
function rehearsalStore(found: State | null, incoming: Incoming): RehearsalStore {
  const mails = new Map<string, MailFile>();
  let state = found ?? emptyState("rehearsal", "00");
  return {
    isFirst: found === null,
    get state() {
      return state;
    },
    mails,
    commit: async (next, written = []) => {
      state = next;
      for (const mail of written) mails.set(mail.id, mail);
    },
    readMail: async () => null,
    removeMails: async () => undefined,
    erase: async () => undefined,
    sweepOrphans: async () => undefined,
    readArchive: async () => new Map(),
    archiveMonths: async () => [],
    journal: {
      tries: () => 0,
      noteTries: () => undefined,
      takeBackTries: () => undefined,
      handover: () => undefined,
      settled: () => undefined,
      stateOf: () => "none",
      sends: () => [],
      compact: () => undefined,
      reword: () => undefined,
      close: () => undefined,
    },
    incoming: {
      ...incoming,
      lay: async () => "",
      remove: async () => undefined,
      setAside: async () => undefined,
    },
    close: async () => undefined,
  };
}

/** Nothing leaves: every mail stays where it is. */
function rehearsalOutbox(): Outbox {
  return {
    send: async () => ({ kind: "later", code: null, text: "a rehearsal", handedOver: false }),
    verify: async () => undefined,
    close: async () => undefined,
  };
}

function rehearsalLine(line: MailboxConnection): MailboxConnection {
  return {
    ...line,
    file: async () => undefined,
    appendSent: async () => undefined,
    appendInbox: async () => undefined,
  };
}
