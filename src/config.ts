/**
 * File, environment and flags in, one validated Config out; the only reader of `process.env`.
 *
 * Flags win over environment, environment over file, file over defaults. Every complaint names the key, where
 * its value came from and what to write instead.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Misconfigured } from "./errors.ts";
import { durationMs, isZone } from "./time.ts";

export type Security = "tls" | "starttls" | "none";

export interface ServerConfig {
  readonly host: string;
  readonly port: number;
  readonly security: Security;
  readonly user: string;
  readonly auth: "password" | "oauth2";
  /** PEM text of further authorities; null: the system's own. */
  readonly ca: string | null;
}

export interface Config {
  readonly owner: {
    readonly name: string;
    readonly addresses: readonly string[];
    readonly timezone: string;
    readonly digestAt: string;
    readonly signature: string | null;
  };
  readonly assistant: { readonly name: string; readonly address: string };
  readonly imap: ServerConfig & {
    readonly mailbox: string;
    readonly sentMailbox: string | null;
    readonly handled: string;
    readonly problems: string;
  };
  readonly smtp: ServerConfig & { readonly from: string | null };
  readonly replyTo: "both" | "assistant";
  readonly authservId: string | null;
  readonly holdMs: number;
  readonly pollMs: number;
  readonly propose: "as it comes" | "at once" | "digest";
  readonly followUp: "ask" | "announced";
  /** Wall clocks `HH:MM` between which nothing leaves to a contact. */
  readonly quietHours: readonly [string, string];
  readonly weekends: boolean;
  readonly perContactPerWeek: number;
  readonly perDay: number;
  readonly perMinute: number;
  readonly log: "text" | "json";
}

export type Source = "default" | "file" | "environment" | "flag";

/** One setting as `sendalong config` and the README show it. */
export interface Setting {
  readonly key: string;
  readonly value: unknown;
  readonly source: Source;
}

export interface Loaded {
  readonly config: Config;
  readonly settings: readonly Setting[];
}

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
  /** The value as Config holds it; undefined when it does not fit. */
  readonly read: (value: unknown) => unknown;
}

const text: Kind = {
  shape: "a text",
  read: (v) => (typeof v === "string" && v.trim() !== "" ? v.trim() : undefined),
};
const address: Kind = {
  shape: "one mail address like jo@example.com",
  read: (v) =>
    typeof v === "string" && /^[^\s@<>,;]+@[^\s@<>,;]+$/.test(v.trim()) ? v.trim().toLowerCase() : undefined,
};
const addresses: Kind = {
  shape: 'mail addresses, like ["jo@example.com"]',
  read: (v) => {
    const list = asList(v)?.map(address.read);
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
  read: (v) => (typeof v === "string" && isClock(v) ? v.padStart(5, "0") : undefined),
};
const clocks: Kind = {
  shape: 'two times of day, like ["18:00","08:00"]',
  read: (v) => {
    const list = asList(v)?.map(clock.read);
    return list?.length === 2 && !list.includes(undefined) ? list : undefined;
  },
};
const port: Kind = { shape: "a port from 1 to 65535", read: (v) => wholeNumber(v, 1, 65_535) };
const count: Kind = { shape: "a whole number from 1", read: (v) => wholeNumber(v, 1, 1_000_000) };
const duration: Kind = {
  shape: "a duration like 90s, 10m, 2h, 3d or 6w",
  read: (v) => (typeof v === "string" ? (durationMs(v) ?? undefined) : undefined),
};
const yesNo: Kind = {
  shape: "true or false",
  read: (v) => (typeof v === "boolean" ? v : v === "true" ? true : v === "false" ? false : undefined),
};
const pemFile: Kind = { shape: "the path of a PEM file that can be read", read: readPem };

function oneOf(...choices: readonly string[]): Kind {
  return {
    shape: `one of ${choices.map((each) => `"${each}"`).join(", ")}`,
    read: (v) => choices.find((each) => each === v),
  };
}

/** Every setting, in the order of DESIGN 6. README's table is compared with it. */
export const ROWS: readonly Row[] = [
  { key: "owner.name", fallback: undefined, kind: text, says: "your name, as forwards are signed" },
  {
    key: "owner.addresses",
    fallback: undefined,
    kind: addresses,
    says: "your addresses; the first gets all letters",
  },
  { key: "owner.timezone", fallback: systemZone(), kind: zone, says: "your time zone" },
  { key: "owner.digestAt", fallback: "07:30", kind: clock, says: "when the daily digest comes" },
  { key: "owner.signature", fallback: null, kind: text, says: "lines below your name in forwards" },
  { key: "assistant.name", fallback: "Sendalong", kind: text, says: "what the assistant calls itself" },
  { key: "assistant.address", fallback: undefined, kind: address, says: "the address you forward to" },
  { key: "imap.host", fallback: undefined, kind: text, says: "the mailbox's server" },
  { key: "imap.port", fallback: null, kind: port, says: "993, or 143 without tls" },
  {
    key: "imap.security",
    fallback: "tls",
    kind: oneOf("tls", "starttls", "none"),
    says: "how the line is protected",
  },
  { key: "imap.user", fallback: undefined, kind: text, says: "login name" },
  { key: "imap.auth", fallback: "password", kind: oneOf("password", "oauth2"), says: "how to log in" },
  { key: "imap.ca", fallback: null, kind: pemFile, says: "a PEM file of your own authority" },
  { key: "imap.mailbox", fallback: "INBOX", kind: text, says: "the one mailbox that is read" },
  { key: "imap.sentMailbox", fallback: null, kind: text, says: "where sent mail is filed" },
  { key: "imap.handled", fallback: "Handled", kind: text, says: "where read mail is put" },
  { key: "imap.problems", fallback: "Problems", kind: text, says: "where unreadable mail is put" },
  { key: "smtp.host", fallback: undefined, kind: text, says: "the server that sends" },
  { key: "smtp.port", fallback: null, kind: port, says: "465, or 587 without tls" },
  {
    key: "smtp.security",
    fallback: "tls",
    kind: oneOf("tls", "starttls", "none"),
    says: "how the line is protected",
  },
  { key: "smtp.user", fallback: undefined, kind: text, says: "login name" },
  { key: "smtp.auth", fallback: "password", kind: oneOf("password", "oauth2"), says: "how to log in" },
  { key: "smtp.ca", fallback: null, kind: pemFile, says: "a PEM file of your own authority" },
  {
    key: "smtp.from",
    fallback: null,
    kind: address,
    says: "your own address in forwards, where the server allows it",
  },
  {
    key: "replyTo",
    fallback: "both",
    kind: oneOf("both", "assistant"),
    says: "where a contact's answer goes",
  },
  { key: "authservId", fallback: null, kind: text, says: "your server's name in Authentication-Results" },
  { key: "hold", fallback: "10m", kind: duration, says: "how long a forward waits for an undo" },
  { key: "poll", fallback: "2m", kind: duration, says: "how often to look, beneath IDLE" },
  {
    key: "propose",
    fallback: "as it comes",
    kind: oneOf("as it comes", "at once", "digest"),
    says: "when proposals come",
  },
  {
    key: "followUp",
    fallback: "ask",
    kind: oneOf("ask", "announced"),
    says: "who follows up a silent contact",
  },
  {
    key: "quietHours",
    fallback: ["18:00", "08:00"],
    kind: clocks,
    says: "when nothing leaves to a contact, in their zone",
  },
  { key: "weekends", fallback: false, kind: yesNo, says: "whether forwards leave on weekends" },
  {
    key: "perContactPerWeek",
    fallback: 2,
    kind: count,
    says: "queries a week to one person, before they are held back",
  },
  { key: "perDay", fallback: 200, kind: count, says: "mails a day to contacts" },
  { key: "perMinute", fallback: 20, kind: count, says: "mails a minute" },
  { key: "log", fallback: "text", kind: oneOf("text", "json"), says: "the form of log lines" },
];

const DEFAULT_PORTS: Readonly<Record<string, Readonly<Record<Security, number>>>> = {
  imap: { tls: 993, starttls: 143, none: 143 },
  smtp: { tls: 465, starttls: 587, none: 587 },
};

export interface Where {
  /** Her folder. */
  readonly folder: string;
  readonly configFile: string;
}

export interface Flags {
  readonly data?: string | undefined;
  readonly config?: string | undefined;
  readonly log?: string | undefined;
}

/** The program's own folder: where package.json stands. */
export const PROGRAM_FOLDER = dirname(dirname(fileURLToPath(import.meta.url)));

/** `--data`, else `$SENDALONG_DATA`, else `data/store` of a clone, else `$XDG_DATA_HOME/sendalong`. */
export function whereabouts(flags: Flags, environment: NodeJS.ProcessEnv = process.env): Where {
  const folder = resolve(flags.data ?? environment.SENDALONG_DATA ?? usualFolder(environment));
  return { folder, configFile: resolve(flags.config ?? join(folder, "config.json")) };
}

function usualFolder(environment: NodeJS.ProcessEnv): string {
  if (existsSync(join(PROGRAM_FOLDER, ".git"))) return join(PROGRAM_FOLDER, "data", "store");
  return join(environment.XDG_DATA_HOME ?? join(homedir(), ".local", "share"), "sendalong");
}

/** @throws Misconfigured naming every wrong or missing key at once. */
export function loadConfig(
  where: Where,
  flags: Flags = {},
  environment: NodeJS.ProcessEnv = process.env,
): Loaded {
  const file = readConfigFile(where.configFile);
  const complaints = unknownKeys(file, where.configFile);
  const settings = ROWS.map((row) => choose(row, file, flags, environment));
  const values = new Map<string, unknown>();
  for (const [index, setting] of settings.entries()) {
    const row = ROWS[index] as Row;
    const value = validated(row, setting, where, complaints);
    values.set(row.key, value);
  }
  if (complaints.length === 0) complaints.push(...crossChecks(values));
  if (complaints.length > 0) throw new Misconfigured(complaints.join("\n"));
  return { config: assemble(values), settings: settings.map((each) => withPorts(each, values)) };
}

function readConfigFile(path: string): Readonly<Record<string, unknown>> {
  let source: string;
  try {
    source = readFileSync(path, "utf8");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw new Misconfigured(`${path} cannot be read: ${(cause as Error).message}`, { cause });
  }
  try {
    const value: unknown = JSON.parse(source);
    if (isRecord(value)) return value;
  } catch (cause) {
    throw new Misconfigured(`${path} is no valid JSON: ${(cause as Error).message}`, { cause });
  }
  throw new Misconfigured(
    `${path} must hold one JSON object, as README's "Connecting a real mailbox" shows.`,
  );
}

function unknownKeys(file: Readonly<Record<string, unknown>>, path: string): string[] {
  const known = new Set(ROWS.map((row) => row.key));
  const complaints = flatten(file)
    .filter((key) => key !== "version" && !known.has(key))
    .map((key) => `${path}: there is no setting "${key}".${nearest(key, known)}`);
  const version = file.version;
  if (version !== undefined && version !== 1)
    complaints.unshift(
      `${path}: version ${String(version)} is not known here; this program reads version 1.`,
    );
  return complaints;
}

function nearest(key: string, known: ReadonlySet<string>): string {
  const last = key.split(".").at(-1)?.toLowerCase() ?? "";
  const near = [...known].find(
    (each) => each.toLowerCase() === key.toLowerCase() || each.split(".").at(-1)?.toLowerCase() === last,
  );
  return near === undefined ? " `sendalong config` lists all." : ` Did you mean "${near}"?`;
}

function flatten(value: Readonly<Record<string, unknown>>, prefix = ""): string[] {
  return Object.entries(value).flatMap(([key, each]) =>
    isRecord(each) ? flatten(each, `${prefix}${key}.`) : [`${prefix}${key}`],
  );
}

function choose(
  row: Row,
  file: Readonly<Record<string, unknown>>,
  flags: Flags,
  environment: NodeJS.ProcessEnv,
): Setting {
  if (row.key === "log" && flags.log !== undefined) return { key: row.key, value: flags.log, source: "flag" };
  const fromEnvironment = environment[variableOf(row.key)];
  if (fromEnvironment !== undefined) return { key: row.key, value: fromEnvironment, source: "environment" };
  const fromFile = row.key
    .split(".")
    .reduce<unknown>((at, part) => (isRecord(at) ? at[part] : undefined), file);
  if (fromFile !== undefined) return { key: row.key, value: fromFile, source: "file" };
  return { key: row.key, value: row.fallback, source: "default" };
}

/** `owner.digestAt` is `SENDALONG_OWNER__DIGEST_AT`. */
export function variableOf(key: string): string {
  const words = key.split(".").map((part) => part.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase());
  return `SENDALONG_${words.join("__")}`;
}

function validated(row: Row, { value, source }: Setting, where: Where, complaints: string[]): unknown {
  if (value === undefined) {
    complaints.push(
      `${row.key} is missing (${row.says}): write ${row.kind.shape} in ${where.configFile}, or set ${variableOf(row.key)}.`,
    );
    return undefined;
  }
  if (value === null) return row.fallback === undefined ? complain() : null;
  const read = row.kind.read(value);
  return read === undefined ? complain() : read;

  function complain(): undefined {
    const place = {
      default: "its default",
      file: where.configFile,
      environment: variableOf(row.key),
      flag: "the command line",
    };
    complaints.push(
      `${row.key} is ${JSON.stringify(value)} in ${place[source]}: it must be ${row.kind.shape}.`,
    );
  }
}

function crossChecks(values: ReadonlyMap<string, unknown>): string[] {
  const complaints: string[] = [];
  const owners = values.get("owner.addresses") as readonly string[];
  const own = values.get("assistant.address") as string;
  if (owners.includes(own)) {
    complaints.push(
      `assistant.address is also in owner.addresses (${own}): give the assistant an address of its own; jo+sendalong@… of the same account will do.`,
    );
  }
  for (const server of ["imap", "smtp"]) {
    const host = values.get(`${server}.host`) as string;
    if (values.get(`${server}.security`) === "none" && !isLoopback(host)) {
      complaints.push(
        `${server}.security is "none", and ${host} is not this machine: the password would travel in the open. Write "tls" or "starttls".`,
      );
    }
  }
  return complaints;
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\./.test(host);
}

function assemble(values: ReadonlyMap<string, unknown>): Config {
  const config: Record<string, unknown> = {};
  for (const { key } of ROWS) {
    const [group, name] = key.split(".") as [string, string | undefined];
    if (name === undefined)
      config[group === "hold" || group === "poll" ? `${group}Ms` : group] = values.get(key);
    else config[group] = { ...(config[group] as object | undefined), [name]: values.get(key) };
  }
  for (const server of ["imap", "smtp"]) {
    config[server] = { ...(config[server] as object), port: portOf(server, values) };
  }
  return config as unknown as Config;
}

function portOf(server: string, values: ReadonlyMap<string, unknown>): number {
  const security = values.get(`${server}.security`) as Security;
  return (values.get(`${server}.port`) as number | null) ?? DEFAULT_PORTS[server]?.[security] ?? 0;
}

function withPorts(setting: Setting, values: ReadonlyMap<string, unknown>): Setting {
  const [server, name] = setting.key.split(".") as [string, string | undefined];
  return name === "port" ? { ...setting, value: portOf(server, values) } : setting;
}

/**
 * A secret from `SENDALONG_IMAP_PASSWORD`, `…_FILE` or `…_COMMAND`. SMTP falls back to IMAP's where both log in
 * as the same user.
 *
 * @throws Misconfigured naming the variables, never the value.
 */
export function loadSecret(
  server: "imap" | "smtp",
  config: Config,
  environment: NodeJS.ProcessEnv = process.env,
): string {
  const own = secretNamed(server, environment);
  if (own !== null) return own;
  const shared =
    server === "smtp" && config.smtp.user === config.imap.user ? secretNamed("imap", environment) : null;
  if (shared !== null) return shared;
  const name = `SENDALONG_${server.toUpperCase()}_PASSWORD`;
  throw new Misconfigured(
    `No password for ${server}.host ${config[server].host}: set ${name}, ${name}_FILE (a file that holds it) or ${name}_COMMAND (a program that prints it).`,
  );
}

/** Where a secret would come from, never the secret. */
export function secretSource(
  server: "imap" | "smtp",
  environment: NodeJS.ProcessEnv = process.env,
): Pick<Setting, "value" | "source"> {
  const name = `SENDALONG_${server.toUpperCase()}_PASSWORD`;
  const set = [name, `${name}_FILE`, `${name}_COMMAND`].find((each) => (environment[each] ?? "") !== "");
  return set === undefined
    ? { value: null, source: "default" }
    : { value: `(from ${set})`, source: "environment" };
}

function secretNamed(server: string, environment: NodeJS.ProcessEnv): string | null {
  const name = `SENDALONG_${server.toUpperCase()}_PASSWORD`;
  const plain = environment[name];
  if (plain !== undefined && plain !== "") return plain;
  const file = environment[`${name}_FILE`];
  const command = environment[`${name}_COMMAND`];
  try {
    if (file !== undefined) return firstLine(readFileSync(file, "utf8"));
    if (command !== undefined)
      return firstLine(execFileSync("/bin/sh", ["-c", command], { encoding: "utf8", timeout: 30_000 }));
  } catch (cause) {
    throw new Misconfigured(
      `${name}${file === undefined ? "_COMMAND" : "_FILE"} did not give a password: ${(cause as Error).message.split("\n")[0] ?? ""}`,
    );
  }
  return null;
}

function firstLine(source: string): string {
  return source.split(/\r?\n/, 1)[0] ?? "";
}

function systemZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function asList(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  return typeof value === "string" ? value.split(",").map((each) => each.trim()) : undefined;
}

function isClock(value: string): boolean {
  const [, hour, minute] = /^(\d{1,2}):(\d{2})$/.exec(value) ?? [];
  return Number(hour) < 24 && Number(minute) < 60;
}

function wholeNumber(value: unknown, least: number, most: number): number | undefined {
  const number = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isInteger(number) && number >= least && number <= most
    ? number
    : undefined;
}

function readPem(value: unknown): string | undefined {
  try {
    const source = typeof value === "string" ? readFileSync(value, "utf8") : "";
    return source.includes("-----BEGIN CERTIFICATE-----") ? source : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
