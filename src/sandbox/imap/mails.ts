/** Commands that change mails: flags, copies, moves, appends, removals. */
import { type Answer, argument, type Call } from "./call.ts";
import { mailboxNamed } from "./folders.ts";
import { positionsByNumber, positionsByUid, type StoredMail } from "./mailbox.ts";
import { wireForm } from "./mime.ts";
import type { Selected, Session } from "./session.ts";
import { CommandRefused, formatSet, itemsOf, parseDate, textOf } from "./syntax.ts";

/** A mail with its sequence number. */
export interface Numbered {
  readonly number: number;
  readonly mail: StoredMail;
}

export function selectedOf(session: Session): Selected {
  if (session.selected === null) throw new CommandRefused("BAD", "no mailbox is open");
  return session.selected;
}

/** The mails a set names, those left out that are gone: naming what is not there is no error (RFC 3501 §6.4.8). */
export function chosen(session: Session, call: Call): Numbered[] {
  const { view } = selectedOf(session);
  const set = textOf(argument(call, 0));
  const positions = call.byUid ? positionsByUid(view, set) : positionsByNumber(view, set);
  return positions.flatMap((at) => {
    const mail = view[at];
    return mail === undefined || mail.gone ? [] : [{ number: at + 1, mail }];
  });
}

export function store(session: Session, call: Call): Answer {
  const { mailbox } = writable(session);
  const unchangedSince = modseqOf(call);
  const rest = call.args.slice(unchangedSince === null ? 1 : 2);
  const how = textOf(rest[0]).toUpperCase();
  if (!/^[+-]?FLAGS(\.SILENT)?$/.test(how)) throw new CommandRefused("BAD", "unknown STORE item");
  const flags = rest
    .slice(1)
    .flatMap(itemsOf)
    .map((flag) => textOf(flag));
  const refused: number[] = [];
  for (const { number, mail } of chosen(session, call)) {
    if (unchangedSince !== null && mail.modseq > unchangedSince) refused.push(mail.uid);
    else {
      mailbox.setFlags(mail, flagsAfter(mail.flags, how, flags));
      if (!how.endsWith(".SILENT")) session.send(`* ${number} FETCH (${flagItems(session, mail)})`);
    }
  }
  return refused.length > 0 ? `[MODIFIED ${formatSet(refused)}] some had changed` : undefined;
}

/** The `(UNCHANGEDSINCE n)` of RFC 7162; null without it. */
function modseqOf({ args }: Call): number | null {
  const [word, value] = args[1]?.kind === "list" ? args[1].items : [];
  return textOf(word).toUpperCase() === "UNCHANGEDSINCE" ? Number(textOf(value)) : null;
}

function flagsAfter(before: ReadonlySet<string>, how: string, flags: readonly string[]): Set<string> {
  if (how.startsWith("+")) return new Set([...before, ...flags]);
  if (how.startsWith("-")) return new Set([...before].filter((flag) => !flags.includes(flag)));
  return new Set(flags);
}

function flagItems(session: Session, mail: StoredMail): string {
  const modseq = session.condstore ? ` MODSEQ (${mail.modseq})` : "";
  return `UID ${mail.uid} FLAGS (${[...mail.flags].join(" ")})${modseq}`;
}

export function copy(session: Session, call: Call): Answer {
  const { code } = copied(session, call);
  return code === null ? undefined : `${code} copied`;
}

/** RFC 6851: the new uids come untagged, then the removals. */
export function move(session: Session, call: Call): Answer {
  const { mailbox } = writable(session);
  const { mails, code } = copied(session, call);
  if (code !== null) session.send(`* OK ${code} moved`);
  mailbox.remove(mails);
  return undefined;
}

/** @returns what was copied, and the COPYUID of RFC 4315 where the server speaks it. */
function copied(session: Session, call: Call): { mails: readonly StoredMail[]; code: string | null } {
  const target = mailboxNamed(session, call, 1, "TRYCREATE");
  const mails = chosen(session, call).map(({ mail }) => mail);
  const uids = mails.map((mail) => target.add(mail.raw, mail.flags, mail.at).uid);
  const known = session.can("UIDPLUS") && mails.length > 0;
  const from = formatSet(mails.map((mail) => mail.uid));
  return { mails, code: known ? `[COPYUID ${target.uidValidity} ${from} ${formatSet(uids)}]` : null };
}

export function append(session: Session, call: Call): Answer {
  const mailbox = mailboxNamed(session, call, 0, "TRYCREATE");
  const last = call.args.at(-1);
  if (last?.kind !== "string" || call.args.length < 2) throw new CommandRefused("BAD", "no mail to append");
  const options = call.args.slice(1, -1);
  const flags = options.find((option) => option.kind === "list");
  const date = options.find((option) => option.kind === "string");
  const mail = mailbox.add(
    wireForm(Buffer.from(last.bytes)),
    itemsOf(flags).map((flag) => textOf(flag)),
    date === undefined ? session.realm.now() : parseDate(textOf(date)),
  );
  return session.can("UIDPLUS") ? `[APPENDUID ${mailbox.uidValidity} ${mail.uid}] appended` : undefined;
}

/** With a set (UID EXPUNGE, RFC 4315) only what stands in it; without, all that is marked deleted, whoever marked it. */
export function expunge(session: Session, call: Call): Answer {
  const { mailbox } = writable(session);
  const candidates = call.byUid ? chosen(session, call).map(({ mail }) => mail) : mailbox.mails;
  mailbox.remove(candidates.filter((mail) => mail.flags.has("\\Deleted")));
  return undefined;
}

export function close(session: Session): Answer {
  const { mailbox, readOnly } = selectedOf(session);
  session.select(null);
  if (!readOnly) mailbox.remove(mailbox.mails.filter((mail) => mail.flags.has("\\Deleted")));
  return undefined;
}

function writable(session: Session): Selected {
  const selected = selectedOf(session);
  if (selected.readOnly) throw new CommandRefused("NO", "[READ-ONLY] the mailbox is open for reading only");
  return selected;
}
