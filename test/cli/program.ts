/** The built program as its user meets it: arguments and environment in, exit code, results and talk out. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { Message } from "../../src/message/message.ts";
import { parseMessage } from "../../src/message/parse.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/sandbox/sandbox.ts";
import { START, USERS, writeFolder } from "../support/office.ts";
import { tempFolder } from "../support/temp.ts";

export const PROGRAM = fileURLToPath(new URL("../../dist/cli/sendalong.js", import.meta.url));

/** The least that has to be set, as variables. */
export const SETTINGS: Readonly<Record<string, string>> = {
  SENDALONG_OWNER__NAME: "Jo Park",
  SENDALONG_OWNER__ADDRESSES: "jo@example.com",
  SENDALONG_ASSISTANT__ADDRESS: "sendalong@example.com",
  SENDALONG_IMAP__HOST: "localhost",
  SENDALONG_IMAP__USER: "jo",
  SENDALONG_SMTP__HOST: "localhost",
  SENDALONG_SMTP__USER: "jo",
};

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  /** Beside PATH, the only variables it sees. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: string | Buffer;
}

export function start(args: readonly string[], { cwd, environment = {} }: RunOptions = {}) {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd: cwd ?? tempFolder(),
    env: { PATH: process.env.PATH ?? "", TZ: "UTC", ...environment },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

export interface Daemon {
  readonly pid: number | undefined;
  readonly ended: Promise<Ended>;
  stop(): void;
  /** Resolves when its log, from the beginning, fits. */
  says(pattern: RegExp): Promise<void>;
}

/** `run` on a folder, at START, with the right password. */
export function daemon(folder: string): Daemon {
  const child = start(["run", "--data", folder, "--now", START], {
    environment: { SENDALONG_IMAP_PASSWORD: PASSWORD },
  });
  const out = { stdout: "", stderr: "" };
  const waiting = new Set<() => void>();
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    out.stderr += text;
    for (const look of waiting) look();
  });
  const ended = new Promise<Ended>((resolve) => {
    child.once("close", (code) => resolve({ code, ...out }));
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
    return ended.then(() => undefined);
  });
  return {
    pid: child.pid,
    ended,
    stop: () => void child.kill("SIGTERM"),
    says: (pattern) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (!pattern.test(out.stderr)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}

/** Runs to the end. */
export async function sendalong(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const child = start(args, options);
  const out = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    out.stderr += text;
  });
  child.stdin.on("error", () => undefined);
  child.stdin.end(options.input ?? "");
  const code = await new Promise<number | null>((resolve) => {
    child.once("close", resolve);
  });
  return { code, ...out };
}

/** One object a line. */
export function jsonLines(text: string): readonly Readonly<Record<string, unknown>>[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
}

/** Of the assistant's account; looked for wherever it must not stand. */
export const PASSWORD = "quiet-heron-42";

export interface Setup {
  readonly sandbox: Sandbox;
  readonly folder: string;
  /** Runs a command on the folder, at START or later, with the right password. */
  on(args: readonly string[], options?: RunOptions & { readonly now?: string }): Promise<Ended>;
  /** What stands in somebody's mailbox, oldest first. */
  inbox(address: string, mailbox?: string): Promise<readonly Message[]>;
}

/** Her folder, its settings and contacts, and the mail system they lead to. */
export async function setUp(
  options: Parameters<typeof writeFolder>[2] & { readonly sandbox?: Partial<SandboxOptions> } = {},
): Promise<Setup> {
  const users = USERS.map(({ address }) => ({ address, pass: PASSWORD }));
  const sandbox = await startSandbox({ users, ...options.sandbox });
  onTestFinished(() => sandbox.close());
  const folder = join(tempFolder(), "hers");
  writeFolder(folder, sandbox, options);
  return {
    sandbox,
    folder,
    on: (args, { now = START, ...more } = {}) =>
      sendalong([...args, "--data", folder, "--now", now], {
        ...more,
        environment: { SENDALONG_IMAP_PASSWORD: PASSWORD, ...more.environment },
      }),
    inbox: (address, mailbox) =>
      Promise.all(sandbox.imap.messages(address, mailbox).map(({ raw }) => parseMessage(raw))),
  };
}

/** Every file below a folder with its contents' hash and time: what a command that changes nothing leaves alone. */
export function fingerprint(folder: string): Readonly<Record<string, string>> {
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return Object.fromEntries(
    files.map((name) => {
      const path = join(folder, name);
      const { mtimeMs, mode } = statSync(path);
      const isFolder = statSync(path).isDirectory();
      const hash = isFolder ? "" : createHash("sha256").update(readFileSync(path)).digest("hex");
      return [name, `${mode} ${isFolder ? "" : mtimeMs} ${hash}`];
    }),
  );
}
