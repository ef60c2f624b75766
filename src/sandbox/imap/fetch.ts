/** FETCH: what of each mail, as a list of writers made once and run for every mail (RFC 3501 §6.4.5). */
import { type Answer, argument, type Call } from "./call.ts";
import { headerFields, type StoredMail } from "./mailbox.ts";
import { chosen, selectedOf } from "./mails.ts";
import { envelopeOf, sectionOf, structureOf } from "./mime.ts";
import type { Session } from "./session.ts";
import { CommandRefused, formatDateTime, itemsOf, textOf } from "./syntax.ts";

/** Writes one item of a mail: latin1 text, and bytes for a literal. */
type Writer = (mail: StoredMail) => readonly (string | Buffer)[];

const MACROS: Readonly<Record<string, readonly string[]>> = {
  FAST: ["FLAGS", "INTERNALDATE", "RFC822.SIZE"],
  ALL: ["FLAGS", "INTERNALDATE", "RFC822.SIZE", "ENVELOPE"],
  FULL: ["FLAGS", "INTERNALDATE", "RFC822.SIZE", "ENVELOPE", "BODY"],
};

const PLAIN: Readonly<Record<string, (mail: StoredMail) => string>> = {
  UID: (mail) => `UID ${mail.uid}`,
  FLAGS: (mail) => `FLAGS (${[...mail.flags].join(" ")})`,
  INTERNALDATE: (mail) => `INTERNALDATE ${formatDateTime(mail.at)}`,
  "RFC822.SIZE": (mail) => `RFC822.SIZE ${mail.raw.length}`,
  MODSEQ: (mail) => `MODSEQ (${mail.modseq})`,
  ENVELOPE: (mail) => `ENVELOPE ${envelopeOf(headerFields(mail))}`,
  BODYSTRUCTURE: (mail) => `BODYSTRUCTURE ${structureOf(mail.raw)}`,
  BODY: (mail) => `BODY ${structureOf(mail.raw)}`,
};

/** `BODY.PEEK[HEADER.FIELDS (From To)]<0.1024>` */
const BODY_ITEM = /^BODY(\.PEEK)?\[(.*)\](?:<(\d+)(?:\.(\d+))?>)?$/;

export async function fetchMails(session: Session, call: Call): Promise<Answer> {
  const changedSince = changedSinceOf(call);
  const items = itemNames(session, call, changedSince !== null);
  const writers = items.map(writerOf);
  const reads = items.some((item) => item === "RFC822" || /^BODY\[/.test(item));
  const all = chosen(session, call).filter(({ mail }) => changedSince === null || mail.modseq > changedSince);
  for (const [at, { number, mail }] of all.entries()) {
    if (at === call.omit) continue;
    session.put(`* ${number} FETCH (`);
    for (const [position, write] of writers.entries()) {
      if (position > 0) session.put(" ");
      for (const piece of write(mail)) session.put(piece);
    }
    session.put(")\r\n");
    if (reads) markSeen(session, mail);
    if (!(await session.breathe())) return undefined;
  }
  return undefined;
}

/** The `(CHANGEDSINCE n)` of RFC 7162; null without it. */
function changedSinceOf({ args }: Call): number | null {
  const [word, value] = itemsOf(args[2]);
  return textOf(word).toUpperCase() === "CHANGEDSINCE" ? Number(textOf(value)) : null;
}

function itemNames(session: Session, call: Call, changed: boolean): readonly string[] {
  const asked = itemsOf(argument(call, 1)).map((item) => textOf(item).toUpperCase());
  const names = new Set(asked.flatMap((name) => MACROS[name] ?? [name]));
  if (call.byUid) names.add("UID");
  if (changed || (session.condstore && names.has("FLAGS"))) names.add("MODSEQ");
  return [...names];
}

function writerOf(name: string): Writer {
  const plain = PLAIN[name];
  if (plain !== undefined) return (mail) => [plain(mail)];
  if (name === "RFC822") return (mail) => literal(name, mail.raw);
  const found = BODY_ITEM.exec(name);
  if (found === null) throw new CommandRefused("BAD", `unknown FETCH item ${name}`);
  const [, , section = "", from, length] = found;
  if (from === undefined) return (mail) => literal(`BODY[${section}]`, sectionOf(mail.raw, section));
  const start = Number(from);
  const end = length === undefined ? Number.POSITIVE_INFINITY : start + Number(length);
  return (mail) => literal(`BODY[${section}]<${from}>`, sectionOf(mail.raw, section).subarray(start, end));
}

function literal(name: string, bytes: Buffer): readonly (string | Buffer)[] {
  return [`${name} {${bytes.length}}\r\n`, bytes];
}

/** Reading without PEEK sets \Seen (RFC 3501 §6.4.5). */
function markSeen(session: Session, mail: StoredMail): void {
  const { mailbox, readOnly } = selectedOf(session);
  if (!readOnly && !mail.flags.has("\\Seen")) mailbox.setFlags(mail, [...mail.flags, "\\Seen"]);
}
