/** Every setting there is: its default, what a right value looks like, and one line on what it is for (DESIGN 6). */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { DAY_MS, durationMs, isZone, SECOND_MS } from "./time.ts";

export interface Row {
  readonly key: string;
  /** Null: found out or off. Undefined: must be given. */
  readonly fallback: unknown;
  readonly kind: Kind;
  /** One line for the README's table. */
  readonly says: string;
}

interface Kind {
  /** What a right value looks like, for complaints. */
  readonly shape: string;
  /**
   * The value as Config holds it, also from the text of an environment variable; undefined when it does not fit.
   *
   * @param folder What a relative path starts from.
   */
  readonly read: (value: unknown, folder: string) => unknown;
  /** A password ends up here by mistake easily, so a wrong value is not repeated. */
  readonly isDelicate?: boolean;
}

const MAIL_ADDRESS = /^[^\s<>(),:;@"\\[\]\p{Cc}]+@[^\s<>(),:;@"\\[\]\p{Cc}]+$/u;
/** A name, an IPv4 or an IPv6 address; neither `host:993` nor `imaps://host`. */
const HOST = /^(?:[\p{L}\p{N}._-]+|[\da-f]*:[\da-f.]*:[\da-f.:]*)$/iu;
const LINE = /^[^\p{Cc}]*[^\p{Cc}\s][^\p{Cc}]*$/u;
/** A timer of Node's cannot wait longer than 24 days, and nobody wants to. */
const LONGEST_POLL_MS = DAY_MS;

const text: Kind = {
  shape: "a text",
  read: (v) => (typeof v === "string" && v.trim() !== "" ? v.trim() : undefined),
};
const line: Kind = {
  shape: "a text on one line",
  read: (v) => (typeof v === "string" && LINE.test(v.trim()) ? v.trim() : undefined),
};
const host: Kind = {
  shape: "the name of a server alone, like mail.example.com",
  read: (v) => (typeof v === "string" && HOST.test(v.trim()) ? v.trim() : undefined),
};
const address: Kind = {
  shape: "one mail address like jo@example.com",
  read: readAddress,
};
const addresses: Kind = {
  shape: 'mail addresses, like ["jo@example.com"]',
  read: (v) => {
    const list = asList(v)?.map(readAddress);
    return list !== undefined && list.length > 0 && !list.includes(undefined)
      ? [...new Set(list)]
      : undefined;
  },
};
const zone: Kind = {
  shape: "a time zone by its IANA name, like Europe/Copenhagen",
  read: (v) => (typeof v === "string" && isZone(v) ? v : undefined),
};
const clock: Kind = {
  shape: "a time of day, like 07:30",
  read: readClock,
};
const clocks: Kind = {
  shape: 'two times of day, like ["18:00","08:00"]',
  read: (v) => {
    const list = asList(v)?.map(readClock);
    return list?.length === 2 && !list.includes(undefined) ? list : undefined;
  },
};
const port: Kind = { shape: "a port from 1 to 65535", read: (v) => wholeNumber(v, 1, 65_535) };
const count: Kind = { shape: "a whole number from 1", read: (v) => wholeNumber(v, 1, 1_000_000) };
const duration: Kind = {
  shape: "a duration like 90s, 10m, 2h, 3d or 6w",
  read: (v) => (typeof v === "string" ? (durationMs(v) ?? undefined) : undefined),
};
const rhythm: Kind = {
  shape: "a duration from 1s to 1d, like 2m",
  read: (v) => {
    const ms = typeof v === "string" ? durationMs(v) : null;
    return ms !== null && ms >= SECOND_MS && ms <= LONGEST_POLL_MS ? ms : undefined;
  },
};
const yesNo: Kind = {
  shape: "true or false",
  read: (v) => (typeof v === "boolean" ? v : v === "true" ? true : v === "false" ? false : undefined),
};
const pemFile: Kind = { shape: "the path of a PEM file that can be read", read: readPem };
const security = oneOf("tls", "starttls", "none");
const auth: Kind = { ...oneOf("password", "oauth2"), isDelicate: true };

function oneOf(...choices: readonly string[]): Kind {
  return {
    shape: `one of ${choices.map((each) => `"${each}"`).join(", ")}`,
    read: (v) => choices.find((each) => each === v),
  };
}

const row = (key: string, fallback: unknown, kind: Kind, says: string): Row => ({
  key,
  fallback,
  kind,
  says,
});

/** In the order of DESIGN 6. README's table is compared with it. */
export const ROWS: readonly Row[] = [
  row("owner.name", undefined, line, "your name, as forwards are signed"),
  row("owner.addresses", undefined, addresses, "your addresses; the first gets all letters"),
  row("owner.timezone", systemZone(), zone, "your time zone"),
  row("owner.digestAt", "07:30", clock, "when the daily digest comes"),
  row("owner.signature", null, text, "lines below your name in forwards"),
  row("assistant.name", "Sendalong", line, "what the assistant calls itself"),
  row("assistant.address", undefined, address, "the address you forward to"),
  row("imap.host", undefined, host, "the mailbox's server"),
  row("imap.port", null, port, "993, or 143 without tls"),
  row("imap.security", "tls", security, "how the line is protected"),
  row("imap.user", undefined, line, "login name"),
  row("imap.auth", "password", auth, "how to log in"),
  row("imap.ca", null, pemFile, "a PEM file of your own authority"),
  row("imap.mailbox", "INBOX", line, "the one mailbox that is read"),
  row("imap.sentMailbox", null, line, "where sent mail is filed"),
  row("imap.handled", "Handled", line, "where read mail is put"),
  row("imap.problems", "Problems", line, "where unreadable mail is put"),
  row("smtp.host", undefined, host, "the server that sends"),
  row("smtp.port", null, port, "465, or 587 without tls"),
  row("smtp.security", "tls", security, "how the line is protected"),
  row("smtp.user", undefined, line, "login name"),
  row("smtp.auth", "password", auth, "how to log in"),
  row("smtp.ca", null, pemFile, "a PEM file of your own authority"),
  row("smtp.from", null, address, "your own address in forwards, where the server allows it"),
  row("replyTo", "both", oneOf("both", "assistant"), "where a contact's answer goes"),
  row("authservId", null, line, "your server's name in Authentication-Results"),
  row("hold", "10m", duration, "how long a forward waits for an undo"),
  row("poll", "2m", rhythm, "how often to look, beneath IDLE"),
  row("propose", "as it comes", oneOf("as it comes", "at once", "digest"), "when proposals come"),
  row("followUp", "ask", oneOf("ask", "announced"), "who follows up a silent contact"),
  row("quietHours", ["18:00", "08:00"], clocks, "when nothing leaves to a contact, in their zone"),
  row("weekends", false, yesNo, "whether forwards leave on weekends"),
  row("perContactPerWeek", 2, count, "queries a week to one person, before they are held back"),
  row("perDay", 200, count, "mails a day to contacts"),
  row("perMinute", 20, count, "mails a minute"),
  row("log", "text", oneOf("text", "json"), "the form of log lines"),
];

function systemZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function asList(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  return typeof value === "string" ? value.split(",").map((each) => each.trim()) : undefined;
}

function readAddress(value: unknown): string | undefined {
  return typeof value === "string" && MAIL_ADDRESS.test(value.trim())
    ? value.trim().toLowerCase()
    : undefined;
}

function readClock(value: unknown): string | undefined {
  const [clock, hour, minute] = typeof value === "string" ? (/^(\d{1,2}):(\d{2})$/.exec(value) ?? []) : [];
  return Number(hour) < 24 && Number(minute) < 60 ? clock?.padStart(5, "0") : undefined;
}

function wholeNumber(value: unknown, least: number, most: number): number | undefined {
  const number = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isInteger(number) && number >= least && number <= most
    ? number
    : undefined;
}

function readPem(value: unknown, folder: string): string | undefined {
  try {
    const source = typeof value === "string" ? readFileSync(resolve(folder, value), "utf8") : "";
    return source.includes("-----BEGIN CERTIFICATE-----") ? source : undefined;
  } catch {
    return undefined;
  }
}
