/** A real Dovecot and Postfix for a test: `mailserver/start` on free ports, and what a test wants to do with them. */
import { execFile, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ImapFlow } from "imapflow";
import type { DeliveredMail, DeliverOptions } from "../../src/sandbox/imap.ts";

export interface MailUser {
  readonly address: string;
  readonly pass: string;
}

export interface Ports {
  readonly imap: number;
  readonly imaps: number;
  /** As an MX: no login, any sender. */
  readonly smtp: number;
  readonly submission: number;
  readonly submissions: number;
  readonly lmtp: number;
}

/** A mail Postfix took over SMTP, by either door. */
export interface TakenMail {
  readonly from: string;
  /** Known only where a mail had one recipient, as all of ours have. */
  readonly to: readonly string[];
  readonly messageId: string | null;
  /** As it was handed in, Postfix's own fields taken off. */
  readonly raw: Buffer;
}

export interface MailServer {
  readonly host: "127.0.0.1";
  readonly ports: Ports;
  /** Path of the self-signed certificate, good for localhost and 127.0.0.1. */
  readonly certificate: string;
  /** Lays a file into the Maildir, as a delivery would; thousands a second. */
  deliver(address: string, raw: Buffer | string, options?: DeliverOptions): void;
  messages(address: string, mailbox?: string): Promise<readonly DeliveredMail[]>;
  /** What came by SMTP, oldest first. */
  taken(): Promise<readonly TakenMail[]>;
  resetUids(address: string, mailbox?: string): Promise<void>;
  stop(): Promise<void>;
}

const run = promisify(execFile);
const scripts = fileURLToPath(new URL("mailserver/", import.meta.url));
/** Flags as Maildir file names bear them, in the order of the letters. */
const FLAG_LETTERS: readonly (readonly [string, string])[] = [
  ["\\Draft", "D"],
  ["\\Flagged", "F"],
  ["\\Answered", "R"],
  ["\\Seen", "S"],
  ["\\Deleted", "T"],
];
/** How often a queue that is not empty yet is looked at again. Milliseconds. */
const QUEUE_LOOK_MS = 10;

export interface MailServerOptions {
  /** Its submission doors speak for whom they let in, as `mail.example.test` (RFC 8601). Default false. */
  readonly vouches?: boolean;
}

export async function startMailServer(
  users: readonly MailUser[],
  { vouches = false }: MailServerOptions = {},
): Promise<MailServer> {
  const base = mkdtempSync(join(tmpdir(), "sa-"));
  // The servers give up root's rights and must be able to pass.
  chmodSync(base, 0o755);
  const { stdout } = await run(
    join(scripts, "start"),
    [base, ...users.map(({ address, pass }) => `${address}:${pass}`)],
    { env: { ...process.env, VOUCHES: vouches ? "1" : "" } },
  );
  const { host, certificate, ...ports } = JSON.parse(stdout) as Ports & {
    host: "127.0.0.1";
    certificate: string;
  };
  // A test run that is broken off must not leave servers behind.
  const stopNow = () => spawnSync(join(scripts, "stop"), [base]);
  process.once("exit", stopNow);

  const passOf = (address: string): string => {
    const user = users.find((each) => each.address === address);
    if (user === undefined) throw new Error(`there is no user ${address}`);
    return user.pass;
  };
  return {
    host,
    ports,
    certificate,
    deliver: (address, raw, options) => deliver(join(base, "mail", address), raw, options),
    messages: async (address, mailbox = "INBOX") => {
      await queueEmpty(base);
      return readMailbox(ports.imap, { address, pass: passOf(address) }, mailbox);
    },
    taken: async () => {
      await queueEmpty(base);
      return takenMails(join(base, "mail/log@accepted.invalid/Maildir/new"));
    },
    resetUids: async (address, mailbox = "INBOX") => {
      await run(join(scripts, "uidvalidity"), [base, address, mailbox]);
    },
    stop: async () => {
      process.off("exit", stopNow);
      await run(join(scripts, "stop"), [base]);
      rmSync(base, { recursive: true, force: true });
    },
  };
}

let delivered = 0;

function deliver(
  home: string,
  raw: Buffer | string,
  { mailbox = "INBOX", flags = [], at }: DeliverOptions = {},
): void {
  const owner = statSync(home);
  const maildir = join(home, "Maildir");
  const folder = mailbox === "INBOX" ? maildir : join(maildir, `.${mailbox.replaceAll("/", ".")}`);
  for (const part of [maildir, folder, join(folder, "tmp"), join(folder, "new"), join(folder, "cur")]) {
    if (mkdirSync(part, { recursive: true, mode: 0o700 }) !== undefined)
      chownSync(part, owner.uid, owner.gid);
  }
  const name = `${Math.floor(Date.now() / 1000)}.M${String(++delivered).padStart(8, "0")}P${process.pid}.test`;
  const draft = join(folder, "tmp", name);
  writeFileSync(draft, raw, { mode: 0o600 });
  chownSync(draft, owner.uid, owner.gid);
  if (at !== undefined) utimesSync(draft, at, at);
  const letters = FLAG_LETTERS.filter(([flag]) => flags.includes(flag)).map(([, letter]) => letter);
  renameSync(
    draft,
    flags.length === 0 ? join(folder, "new", name) : join(folder, "cur", `${name}:2,${letters.join("")}`),
  );
}

async function readMailbox(port: number, user: MailUser, mailbox: string): Promise<readonly DeliveredMail[]> {
  const flow = new ImapFlow({
    host: "127.0.0.1",
    port,
    secure: false,
    doSTARTTLS: false,
    auth: { user: user.address, pass: user.pass },
    logger: false,
  });
  await flow.connect();
  try {
    const { exists } = await flow.mailboxOpen(mailbox, { readOnly: true });
    const query = { uid: true, source: true, flags: true, internalDate: true } as const;
    const mails = exists === 0 ? [] : await flow.fetchAll("1:*", query);
    return mails.map(({ uid, source, flags, internalDate }) => ({
      uid,
      flags: [...(flags ?? [])].filter((flag) => flag !== "\\Recent"),
      raw: source ?? Buffer.alloc(0),
      at: new Date(internalDate ?? 0),
    }));
  } finally {
    await flow.logout();
  }
}

/** Postfix takes a mail first and delivers it then; what it holds lies in these folders. */
async function queueEmpty(base: string): Promise<void> {
  const folders = ["incoming", "active"].map((name) => join(base, "spool", name));
  while (folders.some((folder) => readdirSync(folder).length > 0)) await pause(QUEUE_LOOK_MS);
}

/** A copy of every mail taken lies in the log user's mailbox (always_bcc). */
function takenMails(folder: string): readonly TakenMail[] {
  // The folder comes with the first mail.
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names
    .map((name) => ({ name, order: arrival(name) }))
    .sort((a, b) => a.order - b.order)
    .map(({ name }) => taken(readFileSync(join(folder, name))));
}

/** `1795379.M123456P99.host`: seconds, then microseconds. */
function arrival(name: string): number {
  const [, seconds, micros] = /^(\d+)\.M(\d+)P/.exec(name) ?? [];
  return Number(seconds) + Number(micros) / 1_000_000;
}

function taken(raw: Buffer): TakenMail {
  const text = raw.toString("latin1").replace(/(?<!\r)\n/g, "\r\n");
  // Postfix and Dovecot put theirs on top: Return-Path, Delivered-To, Received.
  const [trace = ""] =
    /^(?:(?:Return-Path|Delivered-To|X-Original-To|Received|Authentication-Results):.*\r\n(?:[ \t].*\r\n)*)*/i.exec(
      text,
    ) ?? [];
  const to = /^\s*for <([^>]*)>/m.exec(trace)?.[1];
  return {
    from: /^Return-Path: <([^>]*)>/im.exec(trace)?.[1] ?? "",
    to: to === undefined ? [] : [to],
    messageId: /^message-id:\s*<([^>\r\n]*)>/im.exec(text)?.[1] ?? null,
    raw: Buffer.from(text.slice(trace.length), "latin1"),
  };
}
