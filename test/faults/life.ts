/**
 * A life to be interrupted: she forwards editions, answers proposals with `1`, and where the assistant cannot tell
 * whether a mail left she looks in Ana's mailbox and says so. Everything is judged from the mailboxes.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { State } from "../../src/decision/state.ts";
import type { Message } from "../../src/message/message.ts";
import { parseMessage } from "../../src/message/parse.ts";
import { gmailForward, haroEdition, type MailHead, plainMail, topPosted } from "../support/editions.ts";
import { markIn, numberedQuery } from "../support/numbered.ts";
import { ASSISTANT, OWNER, USERS, writeFolder } from "../support/office.ts";
import { tempFolder } from "../support/temp.ts";
import { type MailWorld, type StartWorld, sandboxWorld } from "../support/world.ts";
import { type Daemon, startDaemon } from "./daemon.ts";

export const ANA = "ana@example.test";

export interface Life {
  readonly world: MailWorld;
  readonly folder: string;
  /** She forwards one more edition, with one query that suits Ana. */
  forwards(): Promise<void>;
  readonly forwarded: number;
  /** A list's letter comes that holds no query. */
  chats(): Promise<void>;
  readonly chatted: number;
  start(environment?: Readonly<Record<string, string>>): Daemon;
  /** She reads what is new and answers it; what reached her and Ana so far comes back. */
  reads(): Promise<Tally>;
  /** As the last commit left it. */
  state(): State;
}

/** How often each thing came, by what it is about. */
export type Counts = ReadonlyMap<string, number>;

export interface Tally {
  /** By the forward they answer. */
  readonly proposals: Counts;
  /** By the answer they answer. */
  readonly transcripts: Counts;
  /** To Ana, by the query's own mark. */
  readonly forwards: Counts;
  /** "I can't tell" letters. */
  readonly doubts: Counts;
  /** Mails that should not be. */
  readonly astray: readonly string[];
}

export interface LifeOptions {
  readonly start?: StartWorld;
  readonly folder?: string;
  readonly config?: Readonly<Record<string, unknown>>;
}

/** A server that files what it sends, unless told otherwise. */
export const FILING: StartWorld = (users) => sandboxWorld(users, { filesSent: true });

export async function begin({ start = FILING, config = {}, ...given }: LifeOptions = {}): Promise<Life> {
  const world = await start(USERS);
  onTestFinished(() => world.stop());
  const folder = given.folder ?? tempFolder();
  writeFolder(folder, world, {
    config: { ...unhurried(), ...config },
    contacts: [{ name: "Ana Ruiz", addresses: [ANA], interests: ["sourdough"] }],
  });
  const letters = new Post(world, OWNER);
  const pitches = new Post(world, ANA);
  const counts = {
    proposals: new Map<string, number>(),
    transcripts: new Map<string, number>(),
    forwards: new Map<string, number>(),
    doubts: new Map<string, number>(),
    astray: [] as string[],
  };
  const answered = new Set<string>();
  let forwarded = 0;
  let chatted = 0;

  const answer = async (letter: Message, words: string) => {
    const messageId = letter.messageId ?? "";
    // The same letter twice is answered once.
    if (answered.has(messageId)) return;
    answered.add(messageId);
    const about = {
      messageId,
      references: letter.references,
      subject: letter.subject ?? "",
      text: letter.text,
    };
    await world.deliver(ASSISTANT, topPosted(hers(`answer-${answered.size}`), words, about));
  };
  const readByHer = async (letter: Message) => {
    if (letter.inReplyTo?.startsWith("forward-") === true) {
      add(counts.proposals, letter.inReplyTo);
      await answer(letter, "1");
    } else if (letter.inReplyTo?.startsWith("answer-") === true) add(counts.transcripts, letter.inReplyTo);
    else if (/can't tell/.test(letter.subject ?? "")) {
      add(counts.doubts, letter.messageId ?? "");
      await answer(letter, verdicts(letter, counts.forwards));
    } else counts.astray.push(letter.subject ?? "");
  };
  const reads = async () => {
    for (const pitch of await pitches.fresh()) add(counts.forwards, markIn(pitch.text) ?? "none");
    for (const letter of await letters.fresh()) await readByHer(letter);
    return counts;
  };
  return {
    world,
    folder,
    forwards: async () => {
      forwarded += 1;
      const edition = haroEdition([numberedQuery(forwarded, new Date())]);
      await world.deliver(ASSISTANT, gmailForward(hers(`forward-${forwarded}`), edition));
    },
    get forwarded() {
      return forwarded;
    },
    chats: async () => {
      chatted += 1;
      await world.deliver(ASSISTANT, weeklyLetter(chatted));
    },
    get chatted() {
      return chatted;
    },
    start: (environment) => startDaemon(folder, environment),
    // One after the other, or a mail would be read twice.
    reads: inTurn(reads),
    state: () => JSON.parse(readFileSync(join(folder, "state.json"), "utf8")) as State,
  };
}

/** No hold, no hours, no caps, and the digest far off. */
function unhurried() {
  const hour = (new Date().getUTCHours() + 12) % 24;
  return {
    owner: {
      name: "Nell Hartigan",
      addresses: [OWNER],
      timezone: "Etc/UTC",
      digestAt: `${String(hour).padStart(2, "0")}:30`,
    },
    hold: "0s",
    poll: "1s",
    quietHours: ["00:00", "00:00"],
    weekends: true,
    perMinute: 100_000,
    perDay: 100_000,
    perContactPerWeek: 100_000,
  };
}

/** Somebody's INBOX, each mail read once. */
class Post {
  readonly #world: MailWorld;
  readonly #address: string;
  #lastUid = 0;

  constructor(world: MailWorld, address: string) {
    this.#world = world;
    this.#address = address;
  }

  async fresh(): Promise<readonly Message[]> {
    const mails = await this.#world.messages(this.#address);
    const fresh = mails.filter(({ uid }) => uid > this.#lastUid);
    this.#lastUid = fresh.at(-1)?.uid ?? this.#lastUid;
    return Promise.all(fresh.map(({ raw }) => parseMessage(raw)));
  }
}

function inTurn<T>(work: () => Promise<T>): () => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

const FILLER = "Ordinary words about the week, nothing anybody asks for here.\n".repeat(60);

function weeklyLetter(n: number): string {
  const head = {
    from: "news@lists.example",
    to: ASSISTANT,
    subject: `Weekly letter ${n}`,
    date: new Date(),
    messageId: `letter-${n}@lists.example`,
  };
  return plainMail(head, `${n}\n${FILLER}`);
}

function hers(id: string): MailHead {
  return {
    from: `Nell Hartigan <${OWNER}>`,
    to: ASSISTANT,
    subject: `Fwd: ${id}`,
    date: new Date(),
    messageId: `${id}@example.test`,
  };
}

/** What she answers to "I can't tell": by what Ana has. */
function verdicts(letter: Message, forwards: Counts): string {
  const items = [...letter.text.matchAll(/^(\d+) {2}.*?(q\d+q)/gm)];
  return items
    .map(([, number, mark]) => `${forwards.has(mark ?? "") ? "sent" : "resend"} ${number}`)
    .join("\n");
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Whether everything has come that must: to each forward of hers a proposal, a transcript and a mail to Ana. */
export function isComplete({ proposals, transcripts, forwards }: Tally, forwarded: number): boolean {
  return proposals.size === forwarded && transcripts.size >= forwarded && forwards.size === forwarded;
}

/** What came more than once. */
export function doubles(...counts: readonly Counts[]): readonly string[] {
  return counts.flatMap((each) => [...each].filter(([, count]) => count > 1).map(([key]) => key));
}
