/** What every mailbox test stands on: an account, a line to it that can be cut, our connection, another client. */
import {
  type MailboxConnection,
  type MailboxSettings,
  openMailbox,
  TIMEOUTS,
  type Timeouts,
} from "../../src/mailbox/mailbox.ts";
import { type Login, OtherClient } from "./other.ts";
import { type FaultyLine, startProxy } from "./proxy.ts";

export interface Desk {
  readonly login: Login;
  readonly proxy: FaultyLine;
  readonly other: OtherClient;
  /** Everything opened by it is closed with the desk. */
  open(
    settings?: Partial<MailboxSettings>,
    timeouts?: Partial<Timeouts>,
    signal?: AbortSignal,
  ): Promise<MailboxConnection>;
  close(): Promise<void>;
}

/** Timeouts that let a test see a dead line in a moment. */
export const IMPATIENT: Partial<Timeouts> = {
  socketMs: 300,
  greetingMs: 300,
  connectMs: 1000,
  closeMs: 50,
  idleDelayMs: 20,
};

export const quietLog = { info: () => undefined };

export async function startDesk(login: Login): Promise<Desk> {
  const proxy = await startProxy(login);
  const other = await OtherClient.open(login);
  const opened: MailboxConnection[] = [];
  return {
    login,
    proxy,
    other,
    open: async (settings = {}, timeouts = {}, signal) => {
      const all = { ...settingsFor(login, proxy.port), ...settings };
      const patience = { ...TIMEOUTS, closeMs: 200, ...timeouts };
      const connection = await openMailbox(all, quietLog, patience, signal);
      opened.push(connection);
      return connection;
    },
    close: async () => {
      await Promise.all(opened.map((each) => each.close()));
      other.close();
      await proxy.close();
    },
  };
}

export function settingsFor({ host, user, pass }: Login, port: number): MailboxSettings {
  return {
    host,
    port,
    security: "none",
    user,
    secret: { kind: "password", value: pass },
    ca: null,
    mailbox: "INBOX",
    handled: "Handled",
    problems: "Problems",
    sentMailbox: null,
  };
}

/** A mail that can be told from all others by its number. */
export function mail(n: number | string, fields = ""): string {
  return `Message-ID: <mail-${n}@example.org>\r\nFrom: Kim Lund <Kim@example.org>\r\nTo: desk@example.test\r\nSubject: Mail ${n}\r\n${fields}\r\nBody of ${n}.\r\n`;
}

/** The subjects' numbers, sorted: what a folder holds, whatever the order. */
export function numbersIn(mails: readonly { text: string }[]): string[] {
  return mails.map(({ text }) => /^Subject: Mail (\S+)/m.exec(text)?.[1] ?? "?").sort();
}
