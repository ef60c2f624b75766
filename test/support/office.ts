/**
 * The whole program on a mail system, ticked by hand under a clock the test winds: her mail goes in, ours is read
 * where it arrived.
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Templates } from "../../src/compose/compose.ts";
import { type Config, loadConfig, PROGRAM_FOLDER, whereabouts } from "../../src/config.ts";
import { ServiceUnavailable } from "../../src/errors.ts";
import { openLog } from "../../src/log.ts";
import type { MailboxConnection } from "../../src/mailbox/mailbox.ts";
import { tick } from "../../src/main.ts";
import type { Message } from "../../src/message/message.ts";
import { parseMessage } from "../../src/message/parse.ts";
import { openRooms, type Rooms, type RoomsOptions } from "../../src/rooms.ts";
import { loadTemplates } from "../../src/tables/templates.ts";
import { openUnderstanding, type Understanding } from "../../src/understanding.ts";
import { type Clock, clockAt } from "./clock.ts";
import { type MailHead, topPosted } from "./editions.ts";
import { IN_MEMORY, tempFolder } from "./temp.ts";
import type { Door, MailWorld } from "./world.ts";

export const OWNER = "nell@example.test";
export const ASSISTANT = "sendalong@example.test";

export const USERS = [
  OWNER,
  ASSISTANT,
  ...["ana", "peter", "beatriz", "raj", "tom"].map((who) => `${who}@example.test`),
].map((address) => ({ address, pass: "secret" }));

/** Madrid and Copenhagen share a clock; Burlington is six hours behind. */
export const CONTACTS = [
  {
    name: "Ana Ruiz",
    addresses: ["ana@example.test"],
    interests: ["sourdough", '"food scientists"'],
    regions: ["Madrid"],
    timezone: "Europe/Madrid",
  },
  {
    name: "Peter Grau",
    addresses: ["peter@example.test"],
    interests: ["sourdough"],
    regions: ["Burlington"],
    timezone: "America/New_York",
    tone: "close",
  },
  {
    name: "Beatriz Lund",
    addresses: ["beatriz@example.test"],
    interests: ["bees", "beekeeping"],
    timezone: "America/New_York",
  },
];

/** A Wednesday, 4 PM in Copenhagen: working hours on both sides of the ocean. */
export const START = "2027-01-20T15:00:00Z";

/** More lost lines in a row than any test asks for. */
const LOSSES = 10;

export interface OfficeOptions {
  readonly contacts?: readonly object[];
  readonly config?: Record<string, unknown>;
  readonly rooms?: Partial<RoomsOptions>;
  readonly clock?: Clock;
  readonly folder?: string;
}

export interface Letter extends Message {
  readonly raw: Buffer;
}

export interface Office {
  readonly world: MailWorld;
  readonly folder: string;
  readonly clock: Clock;
  readonly config: Config;
  readonly log: readonly string[];
  rooms(): Rooms;
  /** Whatever is waiting is handled and whatever is due leaves. A line that was lost is opened anew by the next one. */
  tick(): Promise<void>;
  /** Ticks on as the daemon does, until one tick in a row goes well. Gives what went wrong meanwhile, a few times at most. */
  endure(): Promise<readonly ServiceUnavailable[]>;
  /** The process ends as by a kill, and another begins. */
  restart(): Promise<void>;
  /** Her mail arrives in the assistant's mailbox. */
  arrives(raw: string): Promise<void>;
  head(subject: string): MailHead;
  /** She answers a letter, top-posted. */
  answers(letter: Letter, words: string): Promise<void>;
  /** What stands in somebody's INBOX, oldest first. */
  inbox(address?: string): Promise<readonly Letter[]>;
  /** The newest letter to her. */
  lastLetter(): Promise<Letter>;
}

export function writeFolder(
  folder: string,
  world: Pick<MailWorld, "imap" | "smtp">,
  { contacts = CONTACTS, config = {} }: OfficeOptions,
): void {
  mkdirSync(folder, { recursive: true });
  const server = ({ host, port }: Door) => ({ host, port, security: "none", user: ASSISTANT });
  const settings = {
    version: 1,
    owner: {
      name: "Nell Hartigan",
      addresses: [OWNER],
      timezone: "Europe/Copenhagen",
      signature: "Communications, Copenhagen",
    },
    assistant: { address: ASSISTANT },
    imap: server(world.imap),
    smtp: server(world.smtp),
    perMinute: 1000,
    ...config,
  };
  writeFileSync(join(folder, "config.json"), JSON.stringify(settings));
  writeFileSync(join(folder, "contacts.json"), JSON.stringify({ version: 1, contacts }));
}

export async function openOffice(world: MailWorld, options: OfficeOptions = {}): Promise<Office> {
  const clock = options.clock ?? clockAt(START);
  const folder = options.folder ?? tempFolder(IN_MEMORY);
  writeFolder(folder, world, options);
  const lines: string[] = [];
  const log = openLog({
    level: "debug",
    format: "text",
    write: (line) => void lines.push(line),
    now: clock.now,
  });
  const { config } = loadConfig(whereabouts({ data: folder }), {}, {});
  const begin = async () => {
    const opened = await openRooms({
      config,
      folder,
      now: clock.now,
      log,
      secrets: { imap: "secret", smtp: "secret" },
      settleMs: 0,
      ...options.rooms,
      instead: {
        understanding: readerFor(config.owner.addresses),
        ...(existsSync(join(folder, "templates")) ? {} : { templates: await shippedTemplates() }),
        ...options.rooms?.instead,
      },
    });
    await opened.delivery.catchUp();
    return opened;
  };
  let rooms = await begin();
  let line: MailboxConnection | null = null;
  let sent = 0;
  const hangUp = async () => {
    await line?.close();
    line = null;
  };
  onTestFinished(async () => {
    await hangUp();
    await rooms.close();
  });
  const tickOnce = async () => {
    line ??= await rooms.openMailbox();
    try {
      await tick(rooms, line);
    } catch (error) {
      await hangUp();
      throw error;
    }
  };
  const inbox = async (address = OWNER): Promise<readonly Letter[]> =>
    Promise.all((await world.messages(address)).map(({ raw }) => letterOf(raw)));
  const head = (subject: string): MailHead => {
    sent += 1;
    return {
      from: `Nell Hartigan <${OWNER}>`,
      to: ASSISTANT,
      subject,
      date: clock.now(),
      messageId: `hers-${sent}-${clock.now().getTime()}@example.test`,
    };
  };
  return {
    world,
    folder,
    clock,
    config,
    log: lines,
    rooms: () => rooms,
    tick: tickOnce,
    endure: async () => {
      const lost: ServiceUnavailable[] = [];
      for (;;) {
        try {
          await tickOnce();
          return lost;
        } catch (error) {
          if (!(error instanceof ServiceUnavailable) || lost.length === LOSSES) throw error;
          lost.push(error);
        }
      }
    },
    restart: async () => {
      await hangUp();
      await rooms.close();
      rooms = await begin();
    },
    arrives: (raw) => world.deliver(ASSISTANT, raw, { at: clock.now() }),
    head,
    answers: async (letter, words) => {
      const answered = {
        messageId: letter.messageId ?? "",
        references: letter.references,
        subject: letter.subject ?? "",
        text: letter.text,
      };
      await world.deliver(ASSISTANT, topPosted(head(""), words, answered), { at: clock.now() });
    },
    inbox,
    lastLetter: async () => {
      const last = (await inbox()).at(-1);
      if (last === undefined) throw new Error("no letter has arrived");
      return last;
    },
  };
}

const readers = new Map<string, Understanding>();

/** One for all offices of a process: it takes half a second to start and keeps nothing from mail to mail. */
function readerFor(owners: readonly string[]): Understanding {
  const key = owners.join(" ");
  const reader = readers.get(key) ?? { ...openUnderstanding(owners), close: async () => undefined };
  readers.set(key, reader);
  return reader;
}

let templates: Promise<Templates> | null = null;

/** One set for all offices that word nothing anew: compiling them takes longer than most conversations. */
function shippedTemplates(): Promise<Templates> {
  templates ??= loadTemplates(join(PROGRAM_FOLDER, "templates"), null);
  return templates;
}

const read = new WeakMap<Buffer, Promise<Letter>>();

/** An inbox is looked into after each act: what was read in it before is not read again. */
function letterOf(raw: Buffer): Promise<Letter> {
  const known = read.get(raw) ?? parseMessage(raw).then((message) => ({ ...message, raw }));
  read.set(raw, known);
  return known;
}
