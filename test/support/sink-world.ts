/** Mailboxes in memory behind a sink: mail arrives as in the sandbox, and sending goes wrong on order. */
import { type ImapOptions, startImap } from "../../src/sandbox/imap.ts";
import type { MailUser } from "./mailserver.ts";
import { type Sink, type SinkOptions, startSink } from "./sink.ts";
import type { MailWorld } from "./world.ts";

export interface SinkWorld extends MailWorld {
  readonly sink: Sink;
}

export interface SinkWorldOptions extends Pick<SinkOptions, "rules" | "now"> {
  /** Whether the server files in Sent what it takes. Default true. */
  readonly filesSent?: boolean;
  readonly imap?: Pick<ImapOptions, "onCommand">;
  /** After a mail was taken and delivered, before the client hears of it. */
  readonly onMail?: () => void;
}

export async function sinkWorld(
  users: readonly MailUser[],
  { filesSent = true, rules, now, onMail, imap: options = {} }: SinkWorldOptions = {},
): Promise<SinkWorld> {
  const logins = users.map(({ address, pass }) => ({ user: address, pass }));
  const imap = await startImap({ ...options, users: logins });
  const sink = await startSink({
    users: logins,
    ...(rules === undefined ? {} : { rules }),
    ...(now === undefined ? {} : { now }),
    onMail: ({ to, user }, raw) => {
      imap.deliver(to[0] ?? "", raw);
      if (filesSent) imap.deliver(user ?? "", raw, { mailbox: "Sent" });
      onMail?.();
    },
  });
  return {
    name: "sandbox",
    imap,
    smtp: sink,
    sink,
    tls: null,
    addresses: users.map(({ address }) => address),
    passwordOf: (address) => users.find((user) => user.address === address)?.pass ?? "",
    deliver: async (to, raw, options) => void imap.deliver(to, raw, options),
    messages: async (address, mailbox) => imap.messages(address, mailbox),
    acceptedMails: async () => sink.accepted.map((mail) => ({ ...mail, raw: sink.raw(mail.n) })),
    resetUids: async (address, mailbox) => imap.resetUids(address, mailbox),
    stop: async () => {
      await sink.close();
      await imap.close();
    },
  };
}
