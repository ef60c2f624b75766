/** What the server keeps: accounts, their mailboxes, the mails in them. All in memory. */
import { type Field, fieldsOf } from "./mime.ts";
import { parseSet } from "./syntax.ts";

/** One mail in one mailbox. A copy elsewhere shares the bytes, nothing else. */
export interface StoredMail {
  readonly uid: number;
  readonly raw: Buffer;
  /** INTERNALDATE. */
  readonly at: Date;
  flags: ReadonlySet<string>;
  modseq: number;
  /** No longer in the mailbox; sessions that still count it have to be told. */
  gone: boolean;
  /** Header fields, read when first asked for. */
  fields: readonly Field[] | null;
}

export interface Account {
  readonly user: string;
  readonly pass: string;
  /** For XOAUTH2; null without. */
  readonly token: string | null;
  /** By name, in the order they were made. */
  readonly mailboxes: Map<string, Mailbox>;
}

export const DEFAULT_MAILBOXES: readonly (readonly [string, string | null])[] = [
  ["INBOX", null],
  ["Sent", "\\Sent"],
  ["Drafts", "\\Drafts"],
  ["Archive", "\\Archive"],
  ["Junk", "\\Junk"],
  ["Trash", "\\Trash"],
];

/** Every mailbox made, and every rebuilt one, gets the next: no two on one server are alike. */
export class Validities {
  #last = 1000;

  next(): number {
    return ++this.#last;
  }
}

export class Mailbox {
  name: string;
  /** `\Sent` and kin (RFC 6154); null for a plain one. */
  readonly specialUse: string | null;
  uidValidity: number;
  uidNext = 1;
  modseq = 1;
  /** Grows with every removal, so that a session sees at a glance whether it has one to tell. */
  removals = 0;
  /** By uid, ascending. */
  mails: StoredMail[] = [];
  /** Called after every change; sessions that have the mailbox open put themselves here. */
  readonly watchers = new Set<Watcher>();

  constructor(name: string, specialUse: string | null, uidValidity: number) {
    this.name = name;
    this.specialUse = specialUse;
    this.uidValidity = uidValidity;
  }

  add(raw: Buffer, flags: Iterable<string>, at: Date): StoredMail {
    const mail: StoredMail = {
      uid: this.uidNext++,
      raw,
      at,
      flags: new Set(flags),
      modseq: ++this.modseq,
      gone: false,
      fields: null,
    };
    this.mails.push(mail);
    this.#changed();
    return mail;
  }

  remove(gone: readonly StoredMail[]): void {
    if (gone.length === 0) return;
    for (const mail of gone) mail.gone = true;
    this.mails = this.mails.filter((mail) => !mail.gone);
    this.modseq++;
    this.removals++;
    this.#changed();
  }

  setFlags(mail: StoredMail, flags: Iterable<string>): void {
    mail.flags = new Set(flags);
    mail.modseq = ++this.modseq;
  }

  /** As a server restored from a backup: every uid a client remembers is void. Open sessions are thrown out. */
  resetUids(uidValidity: number): void {
    for (const watcher of [...this.watchers]) watcher.voided();
    this.mails = this.mails.map((mail, at) => ({ ...mail, uid: at + 1 }));
    this.uidNext = this.mails.length + 1;
    this.uidValidity = uidValidity;
  }

  #changed(): void {
    for (const watcher of this.watchers) watcher.changed();
  }
}

export interface Watcher {
  changed(): void;
  voided(): void;
}

/** INBOX is the same in any case (RFC 3501 §5.1). */
export function findMailbox(account: Account, name: string): Mailbox | null {
  return account.mailboxes.get(/^inbox$/i.test(name) ? "INBOX" : name) ?? null;
}

export function headerFields(mail: StoredMail): readonly Field[] {
  mail.fields ??= fieldsOf(mail.raw);
  return mail.fields;
}

/** Positions in `mails` (ascending by uid) that a set of uids names. */
export function positionsByUid(mails: readonly StoredMail[], set: string): number[] {
  const positions: number[] = [];
  for (const [low, high] of parseSet(set, mails.at(-1)?.uid ?? 0)) {
    for (let at = firstFrom(mails, low); at < mails.length && (mails[at]?.uid ?? 0) <= high; at++) {
      positions.push(at);
    }
  }
  return positions;
}

export function positionsByNumber(mails: readonly StoredMail[], set: string): number[] {
  const positions: number[] = [];
  for (const [low, high] of parseSet(set, mails.length)) {
    for (let at = Math.max(1, low); at <= Math.min(high, mails.length); at++) positions.push(at - 1);
  }
  return positions;
}

/** The mails from a uid on. */
export function mailsFrom(mails: readonly StoredMail[], uid: number): readonly StoredMail[] {
  return mails.slice(firstFrom(mails, uid));
}

/** The position of the first mail whose uid is not below `uid`, by halving. */
function firstFrom(mails: readonly StoredMail[], uid: number): number {
  let low = 0;
  let high = mails.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((mails[middle]?.uid ?? 0) < uid) low = middle + 1;
    else high = middle;
  }
  return low;
}
