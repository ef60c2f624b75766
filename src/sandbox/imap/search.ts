/** SEARCH: the keys of RFC 3501 §6.4.4, compiled once into one test for every mail. */
import { DAY_MS } from "../../time.ts";
import type { Answer, Call } from "./call.ts";
import { headerFields, positionsByNumber, positionsByUid, type StoredMail } from "./mailbox.ts";
import { selectedOf } from "./mails.ts";
import type { Session } from "./session.ts";
import { CommandRefused, parseDate, type Token, textOf } from "./syntax.ts";

type Test = (mail: StoredMail) => boolean;

export function searchMails(session: Session, call: Call): Answer {
  const { view } = selectedOf(session);
  const test = new Keys(call.args, view).all();
  const found = view.flatMap((mail, at) =>
    !mail.gone && test(mail) ? [call.byUid ? mail.uid : at + 1] : [],
  );
  if (call.omit !== null) found.splice(call.omit, 1);
  session.send(["* SEARCH", ...found].join(" "));
  return undefined;
}

const FLAG_KEYS = ["ANSWERED", "DELETED", "DRAFT", "FLAGGED", "SEEN"];

/** Reads keys from a list, one after the other. */
class Keys {
  readonly #tokens: Token[];
  readonly #view: readonly StoredMail[];

  constructor(tokens: readonly Token[], view: readonly StoredMail[]) {
    this.#tokens = [...tokens];
    this.#view = view;
  }

  all(): Test {
    const tests: Test[] = [];
    while (this.#tokens.length > 0) tests.push(this.#one());
    return (mail) => tests.every((test) => test(mail));
  }

  #one(): Test {
    const token = this.#tokens.shift();
    if (token?.kind === "list") return new Keys(token.items, this.#view).all();
    const word = textOf(token).toUpperCase();
    if (/^[\d*]/.test(word)) return this.#among(positionsByNumber(this.#view, word));
    const flag = FLAG_KEYS.find((name) => word === name || word === `UN${name}`);
    if (flag !== undefined) return hasFlag(titled(flag), word === flag);
    return this.#keyed(word);
  }

  #keyed(word: string): Test {
    switch (word) {
      case "ALL":
      case "OLD":
        return () => true;
      case "NEW":
      case "RECENT":
        return () => false;
      case "UID":
        return this.#among(positionsByUid(this.#view, this.#text()));
      case "NOT": {
        const test = this.#one();
        return (mail) => !test(mail);
      }
      case "OR": {
        const [one, other] = [this.#one(), this.#one()];
        return (mail) => one(mail) || other(mail);
      }
      case "CHARSET":
        this.#text();
        return () => true;
      case "KEYWORD":
      case "UNKEYWORD":
        return hasFlag(this.#text(), word === "KEYWORD");
      case "FROM":
      case "TO":
      case "CC":
      case "BCC":
      case "SUBJECT":
        return inHeader(word, this.#text());
      case "HEADER":
        return inHeader(this.#text(), this.#text());
      case "BODY":
      case "TEXT":
        return inText(this.#text());
      case "LARGER":
        return this.#compared((mail, size) => mail.raw.length > size);
      case "SMALLER":
        return this.#compared((mail, size) => mail.raw.length < size);
      case "MODSEQ":
        return this.#compared((mail, modseq) => mail.modseq >= modseq);
      default:
        return this.#dated(word);
    }
  }

  /** Days count in UTC, the server's zone here. */
  #dated(word: string): Test {
    const [, sent, relation] = /^(SENT)?(SINCE|BEFORE|ON)$/.exec(word) ?? [];
    if (relation === undefined) throw new CommandRefused("BAD", `unknown search key ${word}`);
    const day = parseDate(this.#text()).getTime();
    const instant = sent === undefined ? (mail: StoredMail) => mail.at.getTime() : sentAt;
    if (relation === "SINCE") return (mail) => instant(mail) >= day;
    if (relation === "BEFORE") return (mail) => instant(mail) < day;
    return (mail) => instant(mail) >= day && instant(mail) < day + DAY_MS;
  }

  #among(positions: readonly number[]): Test {
    const mails = new Set(positions.map((at) => this.#view[at]));
    return (mail) => mails.has(mail);
  }

  #compared(fits: (mail: StoredMail, value: number) => boolean): Test {
    const value = Number(this.#text());
    return (mail) => fits(mail, value);
  }

  #text(): string {
    const token = this.#tokens.shift();
    if (token === undefined) throw new CommandRefused("BAD", "a search key lacks its value");
    return textOf(token);
  }
}

function titled(flag: string): string {
  return `\\${flag.charAt(0)}${flag.slice(1).toLowerCase()}`;
}

function hasFlag(flag: string, wanted: boolean): Test {
  return (mail) => mail.flags.has(flag) === wanted;
}

/** An empty value fits every mail that has the field at all. Values are compared as latin1, as fields are kept. */
function inHeader(name: string, value: string): Test {
  const key = name.toLowerCase();
  const wanted = Buffer.from(value).toString("latin1").toLowerCase();
  return (mail) =>
    headerFields(mail).some(([field, text]) => field === key && text.toLowerCase().includes(wanted));
}

function inText(value: string): Test {
  const wanted = value.toLowerCase();
  return (mail) => mail.raw.toString("utf8").toLowerCase().includes(wanted);
}

/** The Date field; a mail without a readable one fits no SENT key. */
function sentAt(mail: StoredMail): number {
  return Date.parse(headerFields(mail).find(([name]) => name === "date")?.[1] ?? "");
}
