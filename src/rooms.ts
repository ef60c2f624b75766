/** Builds the rooms around one folder: everything a tick needs, and how to let go of it again. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Assistant } from "./assistant.ts";
import type { Templates } from "./compose/compose.ts";
import { checkTemplates } from "./compose/render-all.ts";
import { type Config, PROGRAM_FOLDER, type ServerConfig } from "./config.ts";
import type { State } from "./decision/state.ts";
import { Delivery } from "./delivery.ts";
import { deskOf } from "./desk.ts";
import type { Log } from "./log.ts";
import {
  type MailboxConnection,
  type MailboxSettings,
  openMailbox,
  type Timeouts,
} from "./mailbox/mailbox.ts";
import { createGlance } from "./match/glance.ts";
import { lazyMatcher } from "./match/lazy.ts";
import { createMatcher } from "./match/matcher.ts";
import { createRelated } from "./match/related.ts";
import { createZoneAt } from "./match/zone-at.ts";
import { type Outbox, type OutboxSettings, type OutboxTimeouts, openOutbox } from "./outbox/outbox.ts";
import { openPeople } from "./people.ts";
import type { Resolver } from "./proof/signatures.ts";
import { openProving } from "./proving.ts";
import { openStore, type Store } from "./store/store.ts";
import { type Edits, watchFile } from "./store/watch.ts";
import { storeOptions } from "./storing.ts";
import { loadMatchTables } from "./tables/matching.ts";
import { loadServiceCards } from "./tables/services.ts";
import { loadTemplates } from "./tables/templates.ts";
import { openUnderstanding, type Understanding } from "./understanding.ts";

export { storeOptions };

export interface RoomsOptions {
  readonly config: Config;
  readonly folder: string;
  readonly secrets: { readonly imap: string; readonly smtp: string };
  readonly now: () => Date;
  readonly log: Log;
  /** Looks up signing keys; absent: DNS. */
  readonly resolve?: Resolver;
  readonly mailboxTimeouts?: Timeouts;
  readonly outboxTimeouts?: Partial<OutboxTimeouts>;
  readonly settleMs?: number;
  /** Nothing is written to the folder by reading it, and no folder is created on the server. Default false. */
  readonly isRehearsal?: boolean;
  /** What stands in for parts of the outside: a dry run's store, a test's failing one. */
  readonly instead?: Partial<Outside>;
}

/** What reaches beyond this thread. */
export interface Outside {
  readonly store: Store<State>;
  readonly outbox: Outbox;
  /** @param signal gives up at once. */
  readonly openMailbox: (signal?: AbortSignal) => Promise<MailboxConnection>;
  readonly understanding: Understanding;
  readonly templates: Templates;
}

export interface Rooms extends Omit<Outside, "understanding" | "templates"> {
  readonly assistant: Assistant;
  readonly delivery: Delivery;
  /** Tells when she saves contacts.json. */
  readonly edits: Edits;
  close(): Promise<void>;
}

/**
 * @throws Misconfigured when the folder is in use or damaged, or contacts and templates cannot be read.
 */
export async function openRooms(options: RoomsOptions): Promise<Rooms> {
  // The lock comes first: a second copy on the folder writes nothing into it.
  const store = options.instead?.store ?? (await openStore(storeOptions(options.folder, options.now)));
  try {
    return await roomsAround(store, options);
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function roomsAround(store: Store<State>, options: RoomsOptions): Promise<Rooms> {
  const { config, folder, now, log, secrets, isRehearsal = false } = options;
  const people = await openPeople(folder, log, { keepsGood: !isRehearsal });
  const templates = options.instead?.templates ?? (await templatesFor(folder));
  const outbox =
    options.instead?.outbox ?? openOutbox(outboxSettings(config, secrets.smtp), options.outboxTimeouts);
  const understanding = options.instead?.understanding ?? openUnderstanding(config.owner.addresses);
  const freshMatcher = () => createMatcher(loadMatchTables());
  const matcher = lazyMatcher(freshMatcher);
  const cards = loadServiceCards();
  const tools = {
    matcher,
    freshMatcher,
    glanceFor: (interest: string) => createGlance(loadMatchTables(), interest),
    templates,
    cards,
    zoneAt: lazily(() => createZoneAt(loadMatchTables().places)),
    related: lazily(() => createRelated(loadMatchTables())),
  };
  const desk = async () => {
    const contacts = await people.contacts();
    return { ...deskOf(config, contacts, store.state, tools), contactsTrouble: people.trouble() };
  };
  const proving = openProving({
    config,
    understanding,
    ...(options.resolve === undefined ? {} : { resolve: options.resolve }),
  });
  const keepEdits = people.keep;
  const assistant = new Assistant({
    config,
    now,
    log,
    store,
    templates,
    understanding,
    proving,
    desk,
    keepEdits,
    forget: people.forget,
  });
  const delivery = new Delivery({
    config,
    now,
    log,
    store,
    outbox,
    assistant,
    desk,
    ...(options.settleMs === undefined ? {} : { settleMs: options.settleMs }),
  });
  const edits = watchFile(folder, "contacts.json");
  const close = async () => {
    edits.close();
    await outbox.close();
    await understanding.close();
    await store.close();
  };
  return {
    store,
    outbox,
    assistant,
    delivery,
    edits,
    openMailbox:
      options.instead?.openMailbox ??
      ((signal) =>
        openMailbox(
          { ...mailboxSettings(config, secrets.imap), createsFolders: !isRehearsal },
          log,
          options.mailboxTimeouts,
          signal,
        )),
    close,
  };
}

/** Made when first asked for: a pass over an empty mailbox need not read any tables. */
function lazily<A extends readonly unknown[], R>(make: () => (...args: A) => R): (...args: A) => R {
  let made: ((...args: A) => R) | null = null;
  return (...args) => {
    made ??= make();
    return made(...args);
  };
}

/** A wording of hers that misses a variable stops the start: in the middle of an answer of hers it would be too late. */
async function templatesFor(folder: string): Promise<Templates> {
  const hers = join(folder, "templates");
  const templates = await loadTemplates(join(PROGRAM_FOLDER, "templates"), hers);
  if (existsSync(hers)) checkTemplates(templates);
  return templates;
}

export function mailboxSettings({ imap }: Config, secret: string): MailboxSettings {
  const { mailbox, sentMailbox, handled, problems } = imap;
  return { ...serverSettings(imap, secret), mailbox, sentMailbox, handled, problems };
}

export function outboxSettings({ smtp }: Config, secret: string): OutboxSettings {
  return serverSettings(smtp, secret);
}

function serverSettings({ host, port, security, user, auth, ca }: ServerConfig, secret: string) {
  return { host, port, security, user, ca, secret: { kind: auth, value: secret } };
}
