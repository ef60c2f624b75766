/** The office with a list at its door: editions that come by themselves, signed or not, and talk in few words. */
import { onTestFinished } from "vitest";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { DAY_MS } from "../../src/time.ts";
import { clockAt } from "./clock.ts";
import { LIST_HEAD, plainMail } from "./editions.ts";
import {
  ASSISTANT,
  type Letter,
  type Office,
  type OfficeOptions,
  OWNER,
  openOffice,
  START,
  USERS,
} from "./office.ts";
import { worldOf } from "./world.ts";

export interface Desk extends Office {
  /** A list mail arrives by itself. */
  edition(text: string, signedBy?: string | null): void;
  /** Anybody's mail arrives, unsigned. */
  mail(from: string, subject: string, text: string, inReplyTo?: string): void;
  /** A mail as it is, signed by a domain. */
  signed(raw: string, from: string, signedBy: string): void;
  /** The server refuses an address from now on. */
  refuse(address: string, code: number, text: string): void;
  /** She answers a letter; the letters that brings. */
  say(letter: Letter, words: string): Promise<readonly Letter[]>;
  /** Moves the clock there and ticks; the letters to her that brings. */
  until(instant: string): Promise<readonly Letter[]>;
  /** Ticks; the letters to her that came since the last look. */
  news(): Promise<readonly Letter[]>;
}

export interface DeskOptions extends OfficeOptions {
  readonly start?: string;
  /** Mails that lay in the mailbox for days before the first start. */
  readonly older?: number;
}

export async function openDesk(options: DeskOptions = {}): Promise<Desk> {
  const clock = clockAt(options.start ?? START);
  const sandbox = await startSandbox({ users: USERS, now: clock.now });
  onTestFinished(() => sandbox.close());
  const rooms = { resolve: (name: string, type: string) => sandbox.resolve(name, type) };
  const at = await openOffice(worldOf(sandbox, USERS), { ...options, clock, rooms });
  for (let n = 0; n < (options.older ?? 0); n++)
    sandbox.imap.deliver(ASSISTANT, `From: old@example.org\r\nSubject: ${n}\r\n\r\nold\r\n`, {
      at: new Date(clock.now().getTime() - 3 * DAY_MS),
    });
  await at.tick();
  let seen = 0;
  let count = 0;
  const head = (from: string, subject: string) => {
    count += 1;
    return { from, to: ASSISTANT, subject, date: clock.now(), messageId: `mail-${count}@elsewhere.example` };
  };
  const news = async () => {
    await at.tick();
    const letters = await at.inbox();
    const fresh = letters.slice(seen);
    seen = letters.length;
    return fresh;
  };
  return {
    ...at,
    news,
    edition: (text, signedBy = "helpareporter.com") =>
      sandbox.receive(plainMail({ ...head(LIST_HEAD.from, LIST_HEAD.subject), to: OWNER }, text), {
        from: LIST_HEAD.from,
        to: ASSISTANT,
        signedBy,
      }),
    mail: (from, subject, text, inReplyTo) => {
      const headers =
        inReplyTo === undefined ? [] : [`In-Reply-To: <${inReplyTo}>`, `References: <${inReplyTo}>`];
      sandbox.receive(plainMail({ ...head(from, subject), headers }, text), { from, to: ASSISTANT });
    },
    signed: (raw, from, signedBy) => sandbox.receive(raw, { from, to: ASSISTANT, signedBy }),
    refuse: (address, code, text) => sandbox.refuse(address, code, text),
    say: async (letter, words) => {
      await at.answers(letter, words);
      return news();
    },
    until: async (instant) => {
      clock.set(instant);
      return news();
    },
  };
}
