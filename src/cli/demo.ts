/**
 * `demo`: a month of the assistant's work, live on servers of its own, in under a minute.
 *
 * Only the outside is scripted (sandbox/month): lists, her and her contacts send mails by rules of theirs. The
 * program is the one of `run`, moved by hand under a made-up clock.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { resolve as absolute, join } from "node:path";
import { loadConfig, PROGRAM_FOLDER, whereabouts } from "../config.ts";
import { nextDueAt } from "../decision/due.ts";
import type { State } from "../decision/state.ts";
import { Misconfigured } from "../errors.ts";
import { type Log, openLog } from "../log.ts";
import { tick } from "../main.ts";
import { type Outbox, openOutbox } from "../outbox/outbox.ts";
import { openRooms } from "../rooms.ts";
import { loadMonth, type Month } from "../sandbox/month/calendar.ts";
import { NELL, SENDALONG, SENDERS } from "../sandbox/month/cast.ts";
import { writePages } from "../sandbox/month/pages.ts";
import { newStory } from "../sandbox/month/story.ts";
import { differences, type Sums, sumsOfBooks, sumsOfPost, wrongs } from "../sandbox/month/sums.ts";
import { type Lived, live, type Program, type Send } from "../sandbox/month/world.ts";
import { type Sandbox, startSandbox } from "../sandbox/sandbox.ts";
import { listMonths, readMonth } from "../store/archive.ts";
import { print } from "./context.ts";

export interface DemoOptions {
  readonly days: string;
  readonly out: string;
}

/** Where the month may be disturbed: a test miscounts on purpose. */
export interface Instead {
  readonly print?: (line: string) => void;
  readonly count?: (lived: Lived) => Sums;
}

const PASSWORD = "demo";
/** The name under which the server says who signed a mail (RFC 8601). */
const SERVER = "mx.example.com";
const LONGEST_DAYS = 30;
/** Lies in a folder that a demo wrote and the next may write anew. */
const MARK = ".sendalong-demo";
const FOLDER = "folder";
const LOG = "log.txt";
const OURS = [MARK, FOLDER, LOG, "mails", "index.html"];

/** @returns the exit code. @throws Misconfigured for a number of days or a folder that will not do. */
export async function demo(options: DemoOptions, instead: Instead = {}): Promise<number> {
  const say = instead.print ?? print;
  const days = readDays(options.days);
  const out = prepare(absolute(options.out));
  say("Invented people, a made-up clock; nothing leaves this machine.");
  say("");
  const month = loadMonth(join(PROGRAM_FOLDER, "data", "examples"), days);
  const { lived, state, archived } = await liveThrough(month, out, say);
  writePages(out, lived.posted, month);
  const post = (instead.count ?? sumsOfPost)(lived);
  const books = sumsOfBooks(state, archived);
  const cast = new Set([NELL.address, ...month.contacts.map(({ address }) => address)]);
  const wrong = [...differences(post, books), ...wrongs(lived.posted, cast)];
  for (const line of closing(post, books, wrong, options.out)) say(line);
  return wrong.length === 0 ? 0 : 1;
}

function readDays(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= LONGEST_DAYS) return days;
  throw new Misconfigured(`--days ${text} will not do: the month has 1 to ${LONGEST_DAYS} days.`);
}

/** An empty folder, or one that an earlier demo filled. @throws Misconfigured when it holds anything else. */
function prepare(out: string): string {
  const found = existsSync(out) ? readdirSync(out) : [];
  const strange = found.find((name) => !OURS.includes(name));
  if (strange !== undefined || (found.length > 0 && !found.includes(MARK)))
    throw new Misconfigured(
      `--out ${out} holds other things (${strange ?? found[0]}): name an empty or a new folder, or move them.`,
    );
  for (const name of found) rmSync(join(out, name), { recursive: true });
  mkdirSync(join(out, FOLDER), { recursive: true });
  writeFileSync(join(out, MARK), "Written by sendalong demo; the next one writes it anew.\n");
  return out;
}

interface Through {
  readonly lived: Lived;
  readonly state: State;
  readonly archived: readonly unknown[];
}

async function liveThrough(month: Month, out: string, say: (line: string) => void): Promise<Through> {
  const folder = join(out, FOLDER);
  const clock = clockAt(month.startsAt);
  const sandbox = await openSandbox(month, clock);
  const post = postOffice(sandbox);
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  try {
    writeFolder(folder, sandbox, month);
    const log = openLog({ level: "debug", format: "text", write, now: clock.now });
    const program = await openProgram(folder, sandbox, clock, log);
    try {
      const story = newStory(month, say);
      const lived = await live({ month, sandbox, clock, program, send: post.send, tell: story.tell });
      story.end();
      return { lived, state: program.state(), archived: await readArchive(join(folder, "archive")) };
    } finally {
      await program.close();
    }
  } finally {
    await post.close();
    await sandbox.close();
    writeFileSync(join(out, LOG), lines.map((line) => `${line}\n`).join(""));
  }
}

interface Clock {
  readonly now: () => Date;
  readonly set: (at: Date) => void;
}

function clockAt(start: Date): Clock {
  let current = start;
  return {
    now: () => current,
    set: (at) => {
      current = at;
    },
  };
}

/** Everybody of the month has an account on it; it signs and files what is sent, as a large provider does. */
function openSandbox(month: Month, { now }: Clock): Promise<Sandbox> {
  const people = [NELL, SENDALONG, ...Object.values(SENDERS), ...month.contacts];
  const addresses = new Set(people.map(({ address }) => address));
  return startSandbox({
    users: [...addresses].map((address) => ({ address, pass: PASSWORD })),
    filesSent: true,
    authenticates: true,
    authservId: SERVER,
    now,
  });
}

/** Her folder as it is after setting up. */
function writeFolder(folder: string, { imap, smtp }: Sandbox, month: Month): void {
  const server = ({ host, port }: { readonly host: string; readonly port: number }) => ({
    host,
    port,
    security: "none",
    user: SENDALONG.address,
  });
  const settings = {
    version: 1,
    owner: {
      name: NELL.name,
      addresses: [NELL.address],
      timezone: month.zone,
      signature: `${NELL.name}\nCommunications, Copenhagen`,
    },
    assistant: SENDALONG,
    imap: server(imap),
    smtp: server(smtp),
    authservId: SERVER,
  };
  writeFileSync(join(folder, "config.json"), `${JSON.stringify(settings, null, 2)}\n`);
  writeFileSync(join(folder, "contacts.json"), month.contactsFile);
}

interface Moved extends Program {
  state(): State;
  close(): Promise<void>;
}

/** The program as `run` opens it, save that its clock and its ticks are in our hands. */
async function openProgram(folder: string, { resolve }: Sandbox, { now }: Clock, log: Log): Promise<Moved> {
  const { config } = loadConfig(whereabouts({ data: folder }, {}), {}, {});
  const secrets = { imap: PASSWORD, smtp: PASSWORD };
  const rooms = await openRooms({ config, folder, now, log, secrets, resolve, settleMs: 0 });
  await rooms.delivery.catchUp();
  const line = await rooms.openMailbox();
  return {
    tick: () => tick(rooms, line),
    dueAt: () => nextDueAt(rooms.assistant.state, config.holdMs),
    state: () => rooms.assistant.state,
    close: async () => {
      await line.close();
      await rooms.close();
    },
  };
}

/** Everybody has an account and a mail program of his own. */
function postOffice(sandbox: Sandbox): { readonly send: Send; close(): Promise<void> } {
  const programs = new Map<string, Outbox>();
  const programOf = (user: string) => {
    const { host, port } = sandbox.smtp;
    const secret = { kind: "password", value: PASSWORD } as const;
    const opened = programs.get(user) ?? openOutbox({ host, port, security: "none", user, secret, ca: null });
    programs.set(user, opened);
    return opened;
  };
  return {
    send: async (from, to, raw) => {
      const result = await programOf(from).send({
        from,
        to,
        bytes: Buffer.from(raw),
        onHandover: () => undefined,
      });
      if (result.kind !== "sent")
        throw new Error(`the demo's own mail from ${from} to ${to} did not leave: ${result.text}`);
    },
    close: async () => {
      for (const each of programs.values()) await each.close();
    },
  };
}

async function readArchive(folder: string): Promise<readonly unknown[]> {
  const months = await listMonths(folder);
  return (await Promise.all(months.map((month) => readMonth(folder, month)))).flatMap((records) => [
    ...records.values(),
  ]);
}

function closing(post: Sums, books: Sums, wrong: readonly string[], out: string): readonly string[] {
  const names = Object.keys(post).filter((name) => name !== "to") as Exclude<keyof Sums, "to">[];
  const row = (name: string, one: string | number, other: string | number) =>
    `  ${name.padEnd(30)} ${String(one).padStart(11)} ${String(other).padStart(10)}`;
  return [
    "",
    row("The month", "post office", "its books"),
    ...names.map((name) => row(name, post[name], books[name])),
    row("people who got something", Object.keys(post.to).length, Object.keys(books.to).length),
    "",
    ...(wrong.length === 0
      ? ["Both agree. Nobody outside the cast got a mail, and nobody got one twice."]
      : ["They differ:", ...wrong.map((line) => `  ${line}`)]),
    "",
    `Every mail: ${join(out, "index.html")} in a browser, ${join(out, "mails")} as .eml.`,
    `What the assistant remembers: ${join(out, FOLDER)}.`,
  ];
}
