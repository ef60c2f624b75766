/**
 * An IMAP server in memory (RFC 3501 with the extensions below): the demo's mailboxes and the fast tests' server.
 *
 * On loopback only, nothing on disk, no TLS. It keeps to what Dovecot does where a client can see it; one suite of
 * tests runs against both. Left out: flag changes of one session are not announced to others, subscriptions (every
 * mailbox counts as subscribed), quota, access lists.
 */
import { createServer, type Server } from "node:net";
import { type Account, DEFAULT_MAILBOXES, findMailbox, Mailbox, Validities } from "./imap/mailbox.ts";
import { wireForm } from "./imap/mime.ts";
import { type Counts, type Deed, type Misdeed, Session, type SessionView } from "./imap/session.ts";

export type { Counts, Deed, Misdeed, SessionView } from "./imap/session.ts";

/** Each can be left out by name (`without`), as servers in the world do. */
const EXTENSIONS = [
  "AUTH=PLAIN",
  "SASL-IR",
  "LITERAL+",
  "ID",
  "ENABLE",
  "NAMESPACE",
  "SPECIAL-USE",
  "UNSELECT",
  "UIDPLUS",
  "MOVE",
  "IDLE",
  "CONDSTORE",
];

export interface User {
  readonly user: string;
  readonly pass: string;
  /** An OAuth2 access token that is as good as the password (XOAUTH2). */
  readonly token?: string;
}

export interface ImapOptions {
  /** User names are compared without case. */
  readonly users: readonly User[];
  /** Default: any free one. */
  readonly port?: number;
  /** Extensions to leave out: `["MOVE", "UIDPLUS"]`. */
  readonly without?: readonly string[];
  /** Never announce new mail, as a server whose IDLE went deaf; a search or a new SELECT still finds it. */
  readonly quiet?: boolean;
  /** Called with every command but its tag, literals as `{12}`. Gives what to do instead of answering properly. */
  readonly onCommand?: (line: string, session: SessionView) => Misdeed | Deed | null | undefined;
  /** INTERNALDATE of what comes without one. Default: the system's clock. */
  readonly now?: () => Date;
}

export interface DeliveredMail {
  readonly uid: number;
  readonly flags: readonly string[];
  readonly raw: Buffer;
  /** INTERNALDATE. */
  readonly at: Date;
}

export interface DeliverOptions {
  /** Default INBOX. */
  readonly mailbox?: string;
  readonly flags?: readonly string[];
  readonly at?: Date;
}

export interface ImapSandbox {
  readonly host: "127.0.0.1";
  readonly port: number;
  readonly counts: Counts;
  /** Can be turned on and off while it runs. */
  quiet: boolean;
  /** Connections open now. */
  readonly open: number;
  /** Puts a mail into a mailbox, bare LF made CRLF, and gives its uid. @throws Error when there is no such user or mailbox. */
  deliver(user: string, raw: Buffer | string, options?: DeliverOptions): number;
  /** What a mailbox holds now, by uid. */
  messages(user: string, mailbox?: string): readonly DeliveredMail[];
  uidValidity(user: string, mailbox?: string): number;
  mailboxes(user: string): readonly string[];
  /** Takes a mail away as another client would. False when it is not there. */
  remove(user: string, uid: number, mailbox?: string): boolean;
  /** A new UIDVALIDITY and new uids; sessions that have the mailbox open are thrown out. */
  resetUids(user: string, mailbox?: string): void;
  createFolder(user: string, name: string): void;
  /** Cuts every connection. */
  cutAll(): void;
  close(): Promise<void>;
}

export async function startImap(options: ImapOptions): Promise<ImapSandbox> {
  const validities = new Validities();
  const accounts = new Map(
    options.users.map((user) => [user.user.toLowerCase(), newAccount(user, validities)]),
  );
  const counts: Counts = { connections: 0, logins: 0, refusedLogins: 0, commands: {} };
  const oauth = options.users.some(({ token }) => token !== undefined) ? ["AUTH=XOAUTH2"] : [];
  const left = new Set(options.without?.map((name) => name.toUpperCase()));
  const now = options.now ?? (() => new Date());
  const sessions = new Set<Session>();
  let quiet = options.quiet ?? false;

  const realm = {
    accounts,
    capabilities: ["IMAP4rev1", ...oauth, ...EXTENSIONS.filter((name) => !left.has(name))],
    validities,
    counts,
    quiet: () => quiet,
    now,
    onCommand: options.onCommand ?? (() => null),
  };
  const server = createServer((socket) => {
    const session = new Session(socket, ++counts.connections, realm);
    sessions.add(session);
    socket.on("close", () => sessions.delete(session));
  });
  const port = await listen(server, options.port ?? 0);

  const mailboxOf = (user: string, name = "INBOX"): Mailbox => {
    const found = findMailbox(accountOf(accounts, user), name);
    if (found === null) throw new Error(`${user} has no mailbox ${name}`);
    return found;
  };
  return {
    host: "127.0.0.1",
    port,
    counts,
    get quiet() {
      return quiet;
    },
    set quiet(value) {
      quiet = value;
    },
    get open() {
      return sessions.size;
    },
    deliver: (user, raw, { mailbox, flags, at } = {}) =>
      mailboxOf(user, mailbox).add(wireForm(Buffer.from(raw)), flags ?? [], at ?? now()).uid,
    messages: (user, mailbox) =>
      mailboxOf(user, mailbox).mails.map(({ uid, flags, raw, at }) => ({ uid, flags: [...flags], raw, at })),
    uidValidity: (user, mailbox) => mailboxOf(user, mailbox).uidValidity,
    mailboxes: (user) => [...accountOf(accounts, user).mailboxes.keys()],
    remove: (user, uid, name) => {
      const mailbox = mailboxOf(user, name);
      const mail = mailbox.mails.find((each) => each.uid === uid);
      mailbox.remove(mail === undefined ? [] : [mail]);
      return mail !== undefined;
    },
    resetUids: (user, mailbox) => mailboxOf(user, mailbox).resetUids(validities.next()),
    createFolder: (user, name) => {
      const account = accountOf(accounts, user);
      if (findMailbox(account, name) === null) {
        account.mailboxes.set(name, new Mailbox(name, null, validities.next()));
      }
    },
    cutAll: () => {
      for (const session of sessions) session.end();
    },
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const session of sessions) session.end();
      await closed;
    },
  };
}

function newAccount({ user, pass, token }: User, validities: Validities): Account {
  const mailboxes = DEFAULT_MAILBOXES.map(
    ([name, use]) => [name, new Mailbox(name, use, validities.next())] as const,
  );
  return { user, pass, token: token ?? null, mailboxes: new Map(mailboxes) };
}

function accountOf(accounts: ReadonlyMap<string, Account>, user: string): Account {
  const found = accounts.get(user.toLowerCase());
  if (found === undefined) throw new Error(`there is no user ${user}`);
  return found;
}

/** @returns the port that was taken. */
function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}
