/** A tick that changes nothing: what would be written is laid down as .eml, what would leave is listed. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { emptyState, type Outgoing, type State } from "../decision/state.ts";
import type { MailboxConnection } from "../mailbox/mailbox.ts";
import { tick } from "../main.ts";
import type { Outbox } from "../outbox/outbox.ts";
import { openRooms, storeOptions } from "../rooms.ts";
import { type Incoming, openIncoming } from "../store/incoming.ts";
import { type MailFile, readState, type Store } from "../store/store.ts";
import { type Context, print, roomsOptions } from "./context.ts";

export async function dryRun(context: Context, out: string): Promise<void> {
  const options = roomsOptions(context);
  const store = rehearsalStore(
    await readState(storeOptions(context.where.folder)),
    openIncoming(context.where.folder),
  );
  const rooms = await openRooms({ ...options, instead: { store, outbox: rehearsalOutbox() } });
  try {
    const line = await rooms.openMailbox();
    try {
      await tick(rooms, rehearsalLine(line));
    } finally {
      await line.close();
    }
    await tell(rooms.assistant.state, store.mails, out);
  } finally {
    await rooms.close();
  }
}

async function tell(state: State, mails: ReadonlyMap<string, MailFile>, out: string): Promise<void> {
  if (mails.size > 0) await mkdir(out, { recursive: true });
  for (const [id, { bytes }] of mails) {
    const mail = state.outbox[id];
    if (mail === undefined) continue;
    const file = join(out, `${mail.kind}-${id}.eml`);
    await writeFile(file, bytes, { mode: 0o600 });
    print(`${mail.leavesAt}  to ${mail.to}  ${mail.kind}  ${why(mail)}  ${file}`);
  }
  const waiting = Object.values(state.outbox).filter(
    (mail) => !mails.has(mail.id) && ["held", "waiting", "retry"].includes(mail.status),
  );
  for (const mail of waiting)
    print(`${mail.leavesAt}  to ${mail.to}  ${mail.kind}  ${why(mail)}  (waiting already)`);
  print(
    `${mails.size} would be written, ${waiting.length} wait already; nothing was sent, moved or remembered.`,
  );
}

function why({ toOwner, why: reason }: Outgoing): string {
  return reason ?? (toOwner ? "a letter to you" : "you named it");
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
      hasLeft: () => false,
      sends: () => [],
      compact: () => undefined,
      close: () => undefined,
    },
    incoming: { ...incoming, lay: async () => "", remove: async () => undefined },
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
