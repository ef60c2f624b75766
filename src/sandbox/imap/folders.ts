/** Commands on mailboxes as a whole: listing, making, opening them. */
import { type Answer, argument, type Call } from "./call.ts";
import { type Account, findMailbox, Mailbox } from "./mailbox.ts";
import type { Session } from "./session.ts";
import { CommandRefused, decodeName, encodeName, itemsOf, quote, textOf } from "./syntax.ts";

const FLAGS = "\\Answered \\Flagged \\Deleted \\Seen \\Draft";

/** The account of a session that is logged in; the command table sees to that. */
function accountOf(session: Session): Account {
  if (session.account === null) throw new CommandRefused("BAD", "log in first");
  return session.account;
}

/** @param code what the refusal says when there is none: `NONEXISTENT`, `TRYCREATE`. */
export function mailboxNamed(session: Session, call: Call, at: number, code = "NONEXISTENT"): Mailbox {
  const found = findMailbox(accountOf(session), decodeName(textOf(argument(call, at))));
  if (found === null) throw new CommandRefused("NO", `[${code}] Mailbox doesn't exist`);
  return found;
}

export function namespace(session: Session): Answer {
  session.send('* NAMESPACE (("" "/")) NIL NIL');
  return undefined;
}

export function list(session: Session, call: Call): Answer {
  return listAs("LIST", session, call);
}

/** Every mailbox counts as subscribed. */
export function lsub(session: Session, call: Call): Answer {
  return listAs("LSUB", session, call);
}

function listAs(word: string, session: Session, call: Call): Answer {
  const pattern = decodeName(textOf(argument(call, 0)) + textOf(argument(call, 1)));
  if (textOf(argument(call, 1)) === "") {
    session.send(`* ${word} (\\Noselect) "/" ""`);
    return undefined;
  }
  const names = [...accountOf(session).mailboxes.keys()];
  const wanted = wildcard(pattern);
  for (const { name, specialUse } of accountOf(session).mailboxes.values()) {
    if (!wanted.test(name)) continue;
    const children = names.some((other) => other.startsWith(`${name}/`));
    const use = specialUse !== null && session.can("SPECIAL-USE") ? ` ${specialUse}` : "";
    session.send(`* ${word} (\\Has${children ? "" : "No"}Children${use}) "/" ${quote(encodeName(name))}`);
  }
  return undefined;
}

/** `*` is anything, `%` anything within one level (RFC 3501 §6.3.8). */
function wildcard(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+?^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("%", "[^/]*");
  return new RegExp(`^${source}$`, /^inbox$/i.test(pattern) ? "i" : "");
}

export function create(session: Session, call: Call): Answer {
  const account = accountOf(session);
  const name = decodeName(textOf(argument(call, 0))).replace(/\/$/, "");
  if (name === "") throw new CommandRefused("NO", "[CANNOT] a mailbox needs a name");
  if (findMailbox(account, name) !== null)
    throw new CommandRefused("NO", "[ALREADYEXISTS] Mailbox already exists");
  account.mailboxes.set(name, new Mailbox(name, null, session.realm.validities.next()));
  return undefined;
}

export function remove(session: Session, call: Call): Answer {
  const mailbox = mailboxNamed(session, call, 0);
  if (mailbox.name === "INBOX") throw new CommandRefused("NO", "[CANNOT] INBOX stays");
  accountOf(session).mailboxes.delete(mailbox.name);
  for (const watcher of [...mailbox.watchers]) watcher.voided();
  return undefined;
}

export function rename(session: Session, call: Call): Answer {
  const account = accountOf(session);
  const mailbox = mailboxNamed(session, call, 0);
  const name = decodeName(textOf(argument(call, 1)));
  if (findMailbox(account, name) !== null)
    throw new CommandRefused("NO", "[ALREADYEXISTS] Mailbox already exists");
  account.mailboxes.delete(mailbox.name);
  mailbox.name = name;
  account.mailboxes.set(name, mailbox);
  return undefined;
}

export function status(session: Session, call: Call): Answer {
  const mailbox = mailboxNamed(session, call, 0);
  const values: Readonly<Record<string, () => number>> = {
    MESSAGES: () => mailbox.mails.length,
    RECENT: () => 0,
    UIDNEXT: () => mailbox.uidNext,
    UIDVALIDITY: () => mailbox.uidValidity,
    UNSEEN: () => mailbox.mails.filter((mail) => !mail.flags.has("\\Seen")).length,
    HIGHESTMODSEQ: () => mailbox.modseq,
  };
  const answers = itemsOf(argument(call, 1)).flatMap((item) => {
    const key = textOf(item).toUpperCase();
    const value = values[key];
    return value === undefined ? [] : [`${key} ${value()}`];
  });
  session.send(`* STATUS ${quote(encodeName(mailbox.name))} (${answers.join(" ")})`);
  return undefined;
}

export function select(session: Session, call: Call, readOnly: boolean): Answer {
  // A failed SELECT leaves nothing open (RFC 3501 §6.3.1).
  session.select(null);
  const mailbox = mailboxNamed(session, call, 0);
  if (itemsOf(call.args[1]).some((item) => textOf(item).toUpperCase() === "CONDSTORE"))
    session.condstore = true;
  session.select({
    mailbox,
    readOnly,
    view: [...mailbox.mails],
    nextUid: mailbox.uidNext,
    removals: mailbox.removals,
  });
  session.send(`* FLAGS (${FLAGS})`);
  session.send(`* OK [PERMANENTFLAGS (${readOnly ? "" : `${FLAGS} \\*`})] Flags permitted.`);
  session.send(`* ${mailbox.mails.length} EXISTS`);
  session.send("* 0 RECENT");
  session.send(`* OK [UIDVALIDITY ${mailbox.uidValidity}] UIDs valid`);
  session.send(`* OK [UIDNEXT ${mailbox.uidNext}] Predicted next UID`);
  if (session.can("CONDSTORE")) session.send(`* OK [HIGHESTMODSEQ ${mailbox.modseq}] Highest`);
  return `[READ-${readOnly ? "ONLY" : "WRITE"}] opened`;
}
