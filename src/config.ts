/**
 * File, environment and flags in, one validated Config out; the only reader of `process.env`.
 *
 * Flags win over environment, environment over file, file over defaults. Every complaint names the key, where
 * its value came from and what to write instead.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Misconfigured } from "./errors.ts";
import { ROWS, type Row } from "./settings.ts";
import { readSettingsFile, type SettingsFile } from "./settings-file.ts";

export { ROWS, type Row };

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

/** How long a command that prints a password may take: somebody may have to unlock a keyring first. */
const SECRET_COMMAND_MS = 60_000;
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
  const folder = resolve(flags.data ?? (environment.SENDALONG_DATA || usualFolder(environment)));
  return { folder, configFile: resolve(flags.config ?? join(folder, "config.json")) };
}

function usualFolder(environment: NodeJS.ProcessEnv): string {
  if (existsSync(join(PROGRAM_FOLDER, ".git"))) return join(PROGRAM_FOLDER, "data", "store");
  const given = environment.XDG_DATA_HOME ?? "";
  // A relative path there is invalid and to be ignored (XDG Base Directory Specification).
  return join(isAbsolute(given) ? given : join(homedir(), ".local", "share"), "sendalong");
}

/** @throws Misconfigured naming every wrong or missing key at once. */
export function loadConfig(
  where: Where,
  flags: Flags = {},
  environment: NodeJS.ProcessEnv = process.env,
): Loaded {
  const file = readSettingsFile(where.configFile);
  if (!file.exists && flags.config !== undefined)
    throw new Misconfigured(`--config ${where.configFile}: there is no such file.`);
  const complaints = [...file.complaints, ...misspeltVariables(environment)];
  const chosen = ROWS.map((row) => choose(row, file, flags, environment));
  const values = new Map<string, unknown>();
  for (const each of chosen) {
    const { value, complaint } = validated(each, where);
    values.set(each.row.key, value);
    if (complaint !== null) complaints.push(complaint);
  }
  if (complaints.length === 0) complaints.push(...crossChecks(values));
  if (complaints.length > 0) throw new Misconfigured([...firstSteps(where, file), ...complaints].join("\n"));
  const settings = chosen.map(({ row, value, source }) => ({ key: row.key, value, source }));
  return { config: assemble(values), settings: settings.map((each) => withPorts(each, values)) };
}

function firstSteps({ configFile }: Where, { exists }: SettingsFile): readonly string[] {
  return exists
    ? []
    : [`There is no ${configFile} yet; README's "Connecting a real mailbox" shows one. Needed are:`];
}

/** A variable that would be a setting's, were it not for its underscores. */
function misspeltVariables(environment: NodeJS.ProcessEnv): readonly string[] {
  const meant = new Map(ROWS.map(({ key }) => [bare(variableOf(key)), variableOf(key)]));
  return Object.keys(environment).flatMap((name) => {
    const right = name.startsWith("SENDALONG_") ? meant.get(bare(name)) : undefined;
    return right === undefined || right === name ? [] : [`${name} sets nothing. Did you mean ${right}?`];
  });
}

function bare(name: string): string {
  return name.replaceAll("_", "");
}

interface Chosen extends Omit<Setting, "key"> {
  readonly row: Row;
  /** For complaints. */
  readonly place: string;
  /** What a relative path starts from. */
  readonly folder: string;
}

function choose(row: Row, file: SettingsFile, flags: Flags, environment: NodeJS.ProcessEnv): Chosen {
  const here = { row, folder: process.cwd() };
  if (row.key === "log" && flags.log !== undefined)
    return { ...here, value: flags.log, source: "flag", place: "the command line" };
  const name = variableOf(row.key);
  const variable = environment[name];
  // Container files often set what they leave open to nothing.
  if (variable !== undefined && variable !== "")
    return { ...here, value: variable, source: "environment", place: name };
  const value = file.valueOf(row.key);
  if (value !== undefined)
    return { row, value, source: "file", place: file.placeOf(row.key), folder: file.folder };
  return { ...here, value: row.fallback, source: "default", place: "its default" };
}

/** `owner.digestAt` is `SENDALONG_OWNER__DIGEST_AT`. */
export function variableOf(key: string): string {
  const words = key.split(".").map((part) => part.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase());
  return `SENDALONG_${words.join("__")}`;
}

function validated({ row, value, place, folder }: Chosen, where: Where) {
  const { key, kind, says, fallback } = row;
  if (value === undefined)
    return {
      value,
      complaint: `${key} is missing (${says}): write ${kind.shape} in ${where.configFile}, or set ${variableOf(key)}.`,
    };
  if (value === null && fallback === null) return { value, complaint: null };
  const read = kind.read(value, folder);
  const is = kind.isDelicate === true ? "does not fit" : `is ${JSON.stringify(value)}`;
  const complaint = read === undefined ? `${key} ${is} in ${place}: it must be ${kind.shape}.` : null;
  return { value: read, complaint };
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
  return host === "localhost" || host === "::1" || /^127(?:\.\d{1,3}){3}$/.test(host);
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
  const variable = secretVariable(server, config, environment);
  if (variable !== null) return secretOf(variable, environment[variable] ?? "");
  const name = passwordVariable(server);
  throw new Misconfigured(
    `No password for ${server}.host ${config[server].host}: set ${name}, ${name}_FILE (a file that holds it) or ${name}_COMMAND (a program that prints it).`,
  );
}

/** Where a secret would come from, never the secret. */
export function secretSource(
  server: "imap" | "smtp",
  config: Config,
  environment: NodeJS.ProcessEnv = process.env,
): Pick<Setting, "value" | "source"> {
  const variable = secretVariable(server, config, environment);
  return variable === null
    ? { value: null, source: "default" }
    : { value: `(from ${variable})`, source: "environment" };
}

/** Which variable leads to a server's secret; null: none does. */
function secretVariable(
  server: "imap" | "smtp",
  config: Config,
  environment: NodeJS.ProcessEnv,
): string | null {
  const isShared = server === "smtp" && config.smtp.user === config.imap.user;
  const names = [server, ...(isShared ? ["imap"] : [])].flatMap((each) =>
    ["", "_FILE", "_COMMAND"].map((form) => `${passwordVariable(each)}${form}`),
  );
  return names.find((name) => (environment[name] ?? "") !== "") ?? null;
}

function passwordVariable(server: string): string {
  return `SENDALONG_${server.toUpperCase()}_PASSWORD`;
}

function secretOf(variable: string, value: string): string {
  if (variable.endsWith("_FILE")) return firstLine(variable, readSecretFile(variable, value));
  if (variable.endsWith("_COMMAND")) return firstLine(variable, printedBy(variable, value));
  return value;
}

function readSecretFile(variable: string, path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new Misconfigured(`${variable}: ${path} cannot be read (${codeOf(cause)}).`);
  }
}

/** The command's own words on stderr are let through: it may have to say why, or ask. */
function printedBy(variable: string, command: string): string {
  const { status, signal, error, stdout } = spawnSync("/bin/sh", ["-c", command], {
    encoding: "utf8",
    timeout: SECRET_COMMAND_MS,
    stdio: ["inherit", "pipe", "inherit"],
  });
  if (error === undefined && status === 0) return stdout;
  const how = error === undefined ? `ended with ${status ?? signal}` : `did not run (${codeOf(error)})`;
  // Neither the command nor what it printed is repeated: either may hold the secret.
  throw new Misconfigured(`${variable}: the command ${how}; run it by hand to see why.`);
}

function firstLine(variable: string, source: string): string {
  const line = source.split(/\r?\n/, 1)[0] ?? "";
  if (line === "") throw new Misconfigured(`${variable} gave no password: its first line is empty.`);
  return line;
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "for no known reason";
}
