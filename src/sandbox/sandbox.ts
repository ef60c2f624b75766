/**
 * A whole mail system in one process: submission, delivery, mailboxes over IMAP, and correspondents by script.
 *
 * Mail sent by SMTP reaches the recipients' mailboxes as from a real provider: with trace fields on top, signed if
 * asked for, filed in Sent if asked for. Nothing leaves the process.
 */
import { newSigner, SELECTOR, type Signer } from "./dkim.ts";
import { headAndBody } from "./imap/mime.ts";
import { type ImapOptions, type ImapSandbox, startImap } from "./imap.ts";
import { type SmtpMail, SmtpRefusal, type SmtpSandbox, startSmtp } from "./smtp.ts";

export interface SandboxOptions {
  /** With `token`, an OAuth2 access token opens the account too. */
  readonly users: readonly { readonly address: string; readonly pass: string; readonly token?: string }[];
  /** Whether the server files what a user sends in Sent by itself, as Gmail does. Default false. */
  readonly filesSent?: boolean;
  /** May a user send under any address? Default false: only the logged-in one (553 otherwise). */
  readonly anySender?: boolean;
  /** The name the server writes its Authentication-Results under (RFC 8601); null writes none. Default null. */
  readonly authservId?: string | null;
  /** Whether mail of a logged-in user is DKIM-signed by the domain of his address. Default false. */
  readonly authenticates?: boolean;
  /** Gives a mail another Message-ID as it is taken, as Outlook and SES do; without angle brackets. */
  readonly renamesMail?: (messageId: string) => string;
  readonly now?: () => Date;
  readonly imap?: Pick<ImapOptions, "port" | "without" | "quiet" | "onCommand">;
  readonly smtp?: { readonly port?: number; readonly size?: number };
}

export interface AcceptedMail extends SmtpMail {
  /** 1 for the first mail the server took. */
  readonly n: number;
  /** As it was handed in, without angle brackets; null when it has none. */
  readonly messageId: string | null;
}

/** Somebody outside: is called once for every mail that reaches the address, after it was taken and filed. */
export type Correspondent = (mail: AcceptedMail, address: string) => Promise<void> | void;

export interface Received {
  /** Envelope sender; empty for a bounce. */
  readonly from: string;
  readonly to: string;
  /** The domain whose signature the mail is to bear; null or absent for none. */
  readonly signedBy?: string | null;
}

export interface Sandbox {
  readonly imap: ImapSandbox;
  readonly smtp: SmtpSandbox;
  /** Every mail taken over SMTP, in order. */
  readonly accepted: readonly AcceptedMail[];
  /** Mail from elsewhere arrives for a user, as at an MX: no login, any sender. @throws Error for no such user. */
  receive(raw: Buffer | string, envelope: Received): void;
  /** Who reads mail to an address, to a whole domain (`@example.org`) or to anybody else (`*`). The most exact wins. */
  outside(address: string, correspondent: Correspondent): void;
  /** Refuses an address at RCPT from now on; 4yz or 5yz. */
  refuse(address: string, code: number, text: string): void;
  /** Looks up TXT records of the sandbox's signing keys, in the way mailauth's `resolver` option asks. */
  resolve(name: string, type: string): Promise<string[][]>;
  close(): Promise<void>;
}

export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const now = options.now ?? (() => new Date());
  const users = options.users.map(({ address, ...secrets }) => ({ user: address.toLowerCase(), ...secrets }));
  const known = new Set(users.map(({ user }) => user));
  const imap = await startImap({ ...options.imap, users, now });
  const correspondents = new Map<string, Correspondent>();
  const refusals = new Map<string, SmtpRefusal>();
  const accepted: AcceptedMail[] = [];
  const signer = newSigner();
  const trace = { options, signer };

  const correspondentOf = (address: string) =>
    correspondents.get(address) ?? correspondents.get(domainPart(address)) ?? correspondents.get("*");

  const take = async (mail: SmtpMail) => {
    const taken = { ...mail, n: accepted.length + 1, messageId: messageIdOf(mail.raw) };
    accepted.push(taken);
    const sent = outgoing(mail, trace);
    if (options.filesSent === true && mail.user !== null) {
      imap.deliver(mail.user, sent.raw, { mailbox: "Sent", flags: ["\\Seen"] });
    }
    for (const to of mail.to) {
      const user = localUser(to);
      if (known.has(user))
        imap.deliver(user, traced(sent.raw, { ...mail, to, signature: sent.signature }, trace));
    }
    for (const to of mail.to) {
      if (!known.has(localUser(to))) await correspondentOf(to.toLowerCase())?.(taken, to);
    }
  };

  const smtp = await startSmtp({
    ...options.smtp,
    users,
    now,
    sender: (from, user) =>
      options.anySender === true || from.toLowerCase() === user
        ? null
        : new SmtpRefusal(553, "5.7.1 Not your address"),
    recipient: (to) => {
      const address = to.toLowerCase();
      const refusal = refusals.get(address);
      if (refusal !== undefined) return refusal;
      if (known.has(localUser(to)) || correspondentOf(address) !== undefined) return null;
      return new SmtpRefusal(550, "5.1.1 No such user");
    },
    onMail: take,
  });

  return {
    imap,
    smtp,
    accepted,
    receive: (raw, { from, to, signedBy = null }) => {
      const bytes = Buffer.from(raw);
      const signature =
        signedBy === null ? null : { domain: signedBy, field: signer.sign(bytes, signedBy, now()) };
      const signed = signature === null ? bytes : withFields(signature.field, bytes);
      imap.deliver(localUser(to), traced(signed, { from, to, at: now(), user: null, signature }, trace));
    },
    outside: (address, correspondent) => void correspondents.set(address.toLowerCase(), correspondent),
    refuse: (address, code, text) => void refusals.set(address.toLowerCase(), new SmtpRefusal(code, text)),
    resolve: async (name, type) => {
      const found = type === "TXT" ? signer.record(name) : null;
      if (found === null)
        throw Object.assign(new Error(`no ${type} record for ${name}`), { code: "ENOTFOUND" });
      return found;
    },
    close: async () => {
      await smtp.close();
      await imap.close();
    },
  };
}

interface Trace {
  readonly options: SandboxOptions;
  readonly signer: Signer;
}

interface Signature {
  readonly domain: string;
  readonly field: string;
}

/** `name+anything@` goes to `name@`. */
function localUser(address: string): string {
  return address.toLowerCase().replace(/\+[^@]*@/, "@");
}

function domainPart(address: string): string {
  return address.slice(address.lastIndexOf("@"));
}

const MESSAGE_ID = /^(message-id:\s*<)([^>\r\n]*)>/im;

function messageIdOf(raw: Buffer): string | null {
  return MESSAGE_ID.exec(headAndBody(raw).head.toString("latin1"))?.[2] ?? null;
}

/** The mail as the server sends it on: renamed and signed where it does so. */
function outgoing(mail: SmtpMail, { options, signer }: Trace): { raw: Buffer; signature: Signature | null } {
  const raw = renamed(mail.raw, options.renamesMail);
  const himself = mail.user !== null && mail.from.toLowerCase() === mail.user;
  if (options.authenticates !== true || !himself) return { raw, signature: null };
  const domain = domainPart(mail.from).slice(1).toLowerCase();
  const field = signer.sign(raw, domain, mail.at);
  return { raw: withFields(field, raw), signature: { domain, field } };
}

function renamed(raw: Buffer, rename: SandboxOptions["renamesMail"]): Buffer {
  if (rename === undefined) return raw;
  const { head, body } = headAndBody(raw);
  const fields = head
    .toString("latin1")
    .replace(MESSAGE_ID, (_field, name: string, id: string) => `${name}${rename(id)}>`);
  return withFields(fields, body);
}

interface Arriving {
  readonly from: string;
  readonly to: string;
  readonly at: Date;
  readonly user: string | null;
  readonly signature: Signature | null;
}

/** The fields a receiving server puts on top (RFC 5321 §4.4, RFC 8601 §4.1). */
function traced(raw: Buffer, { from, to, at, user, signature }: Arriving, { options }: Trace): Buffer {
  const by = options.authservId ?? "mail.example.test";
  const helo = user === null ? domainPart(from).slice(1) || "unknown.example" : "client.example";
  const fields = [
    `Return-Path: <${from}>`,
    `Delivered-To: ${localUser(to)}`,
    ...(options.authservId == null ? [] : [`Authentication-Results: ${by};\r\n\t${verdict(signature)}`]),
    `Received: from ${helo} (localhost [127.0.0.1])\r\n\tby ${by} (sandbox) with ${user === null ? "ESMTP" : "ESMTPA"}\r\n\tfor <${to}>; ${dateField(at)}`,
  ];
  return withFields(`${fields.join("\r\n")}\r\n`, raw);
}

function verdict(signature: Signature | null): string {
  if (signature === null) return "dkim=none";
  const mark = /b=([^=;]+)=*\s*$/.exec(signature.field)?.[1]?.slice(0, 8);
  return `dkim=pass header.d=${signature.domain} header.i=@${signature.domain} header.s=${SELECTOR} header.b=${mark}`;
}

function withFields(fields: string, raw: Buffer): Buffer {
  return Buffer.concat([Buffer.from(fields, "latin1"), raw]);
}

/** `Sun, 22 Nov 2026 07:30:00 +0000` */
function dateField(at: Date): string {
  return at.toUTCString().replace("GMT", "+0000");
}
