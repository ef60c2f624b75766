/** The commands the server knows, each with where it is allowed (RFC 3501 §6). */
import type { Answer, Call } from "./call.ts";
import { fetchMails } from "./fetch.ts";
import * as folders from "./folders.ts";
import type { Account } from "./mailbox.ts";
import * as mails from "./mails.ts";
import { searchMails } from "./search.ts";
import type { Session } from "./session.ts";
import { CommandRefused, textOf } from "./syntax.ts";

export interface Command {
  readonly where: "anywhere" | "account" | "mailbox";
  /** The capability without which the command does not exist. */
  readonly needs?: string;
  /** No EXPUNGE may be told after it, unless it goes by uid (RFC 3501 §7.4.1). */
  readonly keepsNumbers?: true;
  readonly run: (session: Session, call: Call) => Answer | Promise<Answer>;
}

const fetchCommand: Command = { where: "mailbox", keepsNumbers: true, run: fetchMails };
const searchCommand: Command = { where: "mailbox", keepsNumbers: true, run: searchMails };
const storeCommand: Command = { where: "mailbox", keepsNumbers: true, run: mails.store };
const copyCommand: Command = { where: "mailbox", run: mails.copy };
const moveCommand: Command = { where: "mailbox", needs: "MOVE", run: mails.move };

export const COMMANDS: Readonly<Record<string, Command>> = {
  CAPABILITY: { where: "anywhere", run: capability },
  NOOP: { where: "anywhere", run: () => undefined },
  LOGOUT: { where: "anywhere", run: logout },
  ID: { where: "anywhere", needs: "ID", run: id },
  LOGIN: { where: "anywhere", run: login },
  AUTHENTICATE: { where: "anywhere", run: authenticate },
  ENABLE: { where: "account", needs: "ENABLE", run: enable },
  NAMESPACE: { where: "account", needs: "NAMESPACE", run: folders.namespace },
  LIST: { where: "account", run: folders.list },
  LSUB: { where: "account", run: folders.lsub },
  SUBSCRIBE: { where: "account", run: () => undefined },
  UNSUBSCRIBE: { where: "account", run: () => undefined },
  CREATE: { where: "account", run: folders.create },
  DELETE: { where: "account", run: folders.remove },
  RENAME: { where: "account", run: folders.rename },
  STATUS: { where: "account", run: folders.status },
  SELECT: { where: "account", run: (session, call) => folders.select(session, call, false) },
  EXAMINE: { where: "account", run: (session, call) => folders.select(session, call, true) },
  APPEND: { where: "account", run: mails.append },
  CHECK: { where: "mailbox", run: () => undefined },
  CLOSE: { where: "mailbox", run: mails.close },
  UNSELECT: { where: "mailbox", needs: "UNSELECT", run: unselect },
  IDLE: { where: "account", needs: "IDLE", run: idle },
  EXPUNGE: { where: "mailbox", run: mails.expunge },
  "UID EXPUNGE": { where: "mailbox", needs: "UIDPLUS", run: mails.expunge },
  FETCH: fetchCommand,
  "UID FETCH": fetchCommand,
  SEARCH: searchCommand,
  "UID SEARCH": searchCommand,
  STORE: storeCommand,
  "UID STORE": storeCommand,
  COPY: copyCommand,
  "UID COPY": copyCommand,
  MOVE: moveCommand,
  "UID MOVE": moveCommand,
};

function capability(session: Session): Answer {
  session.send(`* CAPABILITY ${session.realm.capabilities.join(" ")}`);
  return undefined;
}

function logout(session: Session): Answer {
  session.send("* BYE until next time");
  return undefined;
}

function id(session: Session): Answer {
  session.send('* ID ("name" "sandbox")');
  return undefined;
}

function login(session: Session, { args }: Call): Answer {
  return enter(session, textOf(args[0]), ({ pass }) => pass === textOf(args[1]));
}

/** With the initial response or without (RFC 4959). */
async function authenticate(session: Session, { args }: Call): Promise<Answer> {
  const mechanism = textOf(args[0]).toUpperCase();
  if (!["PLAIN", "XOAUTH2"].includes(mechanism) || !session.can(`AUTH=${mechanism}`)) {
    throw new CommandRefused("NO", "no such mechanism");
  }
  const response = args[1] === undefined ? await session.ask("") : textOf(args[1]);
  const words = Buffer.from(response ?? "", "base64").toString("utf8");
  return mechanism === "PLAIN" ? enterPlain(session, words) : enterByToken(session, words);
}

/** RFC 4616. */
function enterPlain(session: Session, words: string): Answer {
  const [, user = "", given = ""] = words.split("\0");
  return enter(session, user, ({ pass }) => pass === given);
}

/** Google's and Microsoft's: `user=… ^A auth=Bearer … ^A ^A`; a refusal comes as a challenge first. */
async function enterByToken(session: Session, words: string): Promise<Answer> {
  const [user = "", given = ""] = words
    .split("\x01")
    .map((word) => word.replace(/^(?:user=|auth=Bearer )/i, ""));
  try {
    return enter(session, user, ({ token }) => token !== null && token === given);
  } catch (refusal) {
    await session.ask(Buffer.from('{"status":"400","schemes":"Bearer"}').toString("base64"));
    throw refusal;
  }
}

function enter(session: Session, user: string, knows: (account: Account) => boolean): Answer {
  const { accounts, capabilities, counts } = session.realm;
  if (session.account !== null) throw new CommandRefused("BAD", "already logged in");
  const account = accounts.get(user.toLowerCase());
  if (account === undefined || !knows(account)) {
    counts.refusedLogins++;
    throw new CommandRefused("NO", "[AUTHENTICATIONFAILED] Authentication failed.");
  }
  counts.logins++;
  session.account = account;
  return `[CAPABILITY ${capabilities.join(" ")}] logged in`;
}

function enable(session: Session, { args }: Call): Answer {
  const wanted = args.map((arg) => textOf(arg).toUpperCase());
  const condstore = wanted.includes("CONDSTORE") && session.can("CONDSTORE");
  if (condstore) session.condstore = true;
  session.send(`* ENABLED${condstore ? " CONDSTORE" : ""}`);
  return undefined;
}

async function idle(session: Session): Promise<Answer> {
  const line = await session.idle();
  if (line !== null && line.toUpperCase() !== "DONE") throw new CommandRefused("BAD", "expected DONE");
  return undefined;
}

function unselect(session: Session): Answer {
  session.select(null);
  return undefined;
}
