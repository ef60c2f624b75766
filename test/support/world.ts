/** A mail system to test against, so that one suite runs on both: the sandbox in this process, or Dovecot and Postfix. */
import type { DeliveredMail, DeliverOptions } from "../../src/sandbox/imap.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/sandbox/sandbox.ts";
import { type MailServerOptions, type MailUser, startMailServer, type TakenMail } from "./mailserver.ts";

export interface Door {
  readonly host: string;
  readonly port: number;
}

export interface MailWorld {
  readonly name: "sandbox" | "dovecot";
  /** Plain text. */
  readonly imap: Door;
  /** Submission, plain text, login needed. */
  readonly smtp: Door;
  /** The same over TLS from the first byte, and whose signature to trust (a path); null where there is none. */
  readonly tls: { readonly imap: Door; readonly smtp: Door; readonly ca: string } | null;
  readonly addresses: readonly string[];
  passwordOf(address: string): string;
  /** Puts a mail into a mailbox as it is: no trace fields, any sender. */
  deliver(to: string, raw: Buffer | string, options?: DeliverOptions): Promise<void>;
  messages(address: string, mailbox?: string): Promise<readonly DeliveredMail[]>;
  /** What was taken over SMTP, oldest first. */
  acceptedMails(): Promise<readonly TakenMail[]>;
  resetUids(address: string, mailbox?: string): Promise<void>;
  stop(): Promise<void>;
}

export type StartWorld = (users: readonly MailUser[]) => Promise<MailWorld>;

/** @param options what else the sandbox is to do; a test that sets it does not run on Dovecot. */
export async function sandboxWorld(
  users: readonly MailUser[],
  options: Omit<SandboxOptions, "users"> = {},
): Promise<MailWorld> {
  return worldOf(await startSandbox({ ...options, users }), users);
}

export function worldOf(sandbox: Sandbox, users: readonly MailUser[]): MailWorld {
  return {
    name: "sandbox",
    imap: sandbox.imap,
    smtp: sandbox.smtp,
    tls: null,
    ...people(users),
    deliver: async (to, raw, deliverOptions) => void sandbox.imap.deliver(to, raw, deliverOptions),
    messages: async (address, mailbox) => sandbox.imap.messages(address, mailbox),
    acceptedMails: async () => sandbox.accepted,
    resetUids: async (address, mailbox) => sandbox.imap.resetUids(address, mailbox),
    stop: () => sandbox.close(),
  };
}

export async function dovecotWorld(
  users: readonly MailUser[],
  options: MailServerOptions = {},
): Promise<MailWorld> {
  const server = await startMailServer(users, options);
  const door = (port: number): Door => ({ host: server.host, port });
  const { imap, imaps, submission, submissions } = server.ports;
  return {
    name: "dovecot",
    imap: door(imap),
    smtp: door(submission),
    tls: { imap: door(imaps), smtp: door(submissions), ca: server.certificate },
    ...people(users),
    deliver: async (to, raw, options) => server.deliver(to, raw, options),
    messages: (address, mailbox) => server.messages(address, mailbox),
    acceptedMails: () => server.taken(),
    resetUids: (address, mailbox) => server.resetUids(address, mailbox),
    stop: () => server.stop(),
  };
}

function people(users: readonly MailUser[]): Pick<MailWorld, "addresses" | "passwordOf"> {
  return {
    addresses: users.map(({ address }) => address),
    passwordOf: (address) => {
      const user = users.find((each) => each.address === address);
      if (user === undefined) throw new Error(`there is no user ${address}`);
      return user.pass;
    },
  };
}
