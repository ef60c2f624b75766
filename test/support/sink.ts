/**
 * An SMTP server that takes mail, writes down each one it took responsibility for, and misbehaves on order.
 *
 * A mail is *accepted* when the sink takes it, whether or not the client ever hears so; its line in the log is written
 * before the answer goes out. The log is the truth about "was it sent?".
 */
import { createHash } from "node:crypto";
import { appendFileSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type { SMTPServerDataStream, SMTPServerSession } from "smtp-server";
import { fieldsOf, headAndBody } from "../../src/sandbox/imap/mime.ts";
import {
  asRefusal,
  envelopeOf,
  type ListeningSmtp,
  listenSmtp,
  SmtpRefusal,
  userOf,
} from "../../src/sandbox/smtp.ts";
import { seeded } from "./random.ts";

/** `data`: while the body comes in. `end`: after the final dot. */
export type Stage = "connect" | "auth" | "mail" | "rcpt" | "data" | "end";

export interface SinkRule {
  readonly at: Stage;
  /** `drop` closes, `reset` sends RST, `stall` never answers, `delay` waits `ms` and goes on, or refuses given `code`. */
  readonly do: "reply" | "drop" | "reset" | "stall" | "delay";
  /** Default 451. */
  readonly code?: number;
  readonly text?: string;
  readonly ms?: number;
  /** At `end`: the mail is taken although the client hears otherwise or nothing. Default: only with `delay`. */
  readonly accept?: boolean;
  /** At `data`: strike after so many bytes. */
  readonly afterBytes?: number;
  /** Use the rule at most so often. */
  readonly times?: number;
  /** All that are given must fit. */
  readonly when?: SinkCondition;
}

export interface SinkCondition {
  readonly from?: RegExp;
  readonly to?: RegExp;
  readonly user?: RegExp;
  /** At `end`: by lower-case name of a header field. */
  readonly header?: Readonly<Record<string, RegExp>>;
  /** The first, third… time the rest fits. */
  readonly nth?: number | readonly number[];
  readonly every?: number;
  readonly probability?: number;
  /** At `end`: a mail with this Message-ID was accepted before, or was not. */
  readonly repeat?: boolean;
  /** So many were accepted in the last `ms`. */
  readonly rate?: { readonly count: number; readonly ms: number };
}

/** One line of the log. */
export interface SinkMail {
  /** 1 for the first accepted. */
  readonly n: number;
  /** ISO 8601. */
  readonly at: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly user: string | null;
  readonly messageId: string | null;
  readonly subject: string | null;
  readonly size: number;
  /** Of the whole mail and of what is below its header. */
  readonly sha256: string;
  readonly bodySha256: string;
  readonly headers: readonly (readonly [string, string])[];
  /** Whether the client got its 250. */
  readonly toldClient: boolean;
}

export interface SinkOptions {
  readonly port?: number;
  /** Without, no login is asked for. */
  readonly users?: readonly { readonly user: string; readonly pass: string }[];
  readonly rules?: readonly SinkRule[];
  /** A file that gets one line of JSON for every accepted mail. */
  readonly log?: string;
  readonly size?: number;
  readonly seed?: number;
  readonly now?: () => Date;
  /** After the line is written, before the answer goes out. */
  readonly onMail?: (mail: SinkMail, raw: Buffer) => Promise<void> | void;
}

export interface Sink {
  readonly host: "127.0.0.1";
  readonly port: number;
  readonly accepted: readonly SinkMail[];
  /** Raw bytes of an accepted mail by its `n`. */
  raw(n: number): Buffer;
  /** How often each stage was reached and each deed done: `mail`, `end:drop`. */
  readonly counts: Readonly<Record<string, number>>;
  setRules(rules: readonly SinkRule[]): void;
  cutAll(): void;
  close(): Promise<void>;
}

const MAIL_BYTES = 100 * 1024 * 1024;
/** A stalled session is to be given up by the client, not by us. */
const PATIENCE_MS = 60 * 60 * 1000;

export async function startSink(options: SinkOptions = {}): Promise<Sink> {
  const now = options.now ?? (() => new Date());
  const accepted: SinkMail[] = [];
  const raws: Buffer[] = [];
  const counts: Record<string, number> = {};
  const book = new RuleBook(options.rules ?? [], options.seed ?? 1, accepted, now);
  let smtp: ListeningSmtp | null = null;

  const count = (what: string) => {
    counts[what] = (counts[what] ?? 0) + 1;
  };
  /** Goes on, refuses by throwing, or never comes back. */
  const strike = async (rule: SinkRule, session: SMTPServerSession): Promise<void> => {
    count(`${rule.at}:${rule.do}`);
    const refusal = new SmtpRefusal(rule.code ?? 451, rule.text ?? "4.0.0 told to refuse");
    if (rule.do === "reply") throw refusal;
    if (rule.do === "delay") {
      await pause(rule.ms ?? 1000);
      if (rule.code !== undefined) throw refusal;
      return;
    }
    const socket = smtp?.socketOf(session);
    if (rule.do === "drop") socket?.destroy();
    else if (rule.do === "reset") socket?.resetAndDestroy();
    else socket?.pause();
    await new Promise(() => undefined);
  };
  const reach = async (stage: Stage, facts: Facts, session: SMTPServerSession): Promise<void> => {
    count(stage);
    const rule = book.find(stage, facts);
    if (rule !== null) await strike(rule, session);
  };
  const keep = async (raw: Buffer, facts: MailFacts, rule: SinkRule | null): Promise<number> => {
    const mail = describeMail(raw, facts, accepted.length + 1, now());
    const line = { ...mail, toldClient: rule === null || (rule.do === "delay" && rule.code === undefined) };
    accepted.push(line);
    raws.push(raw);
    if (options.log !== undefined) appendFileSync(options.log, `${JSON.stringify(line)}\n`);
    await options.onMail?.(line, raw);
    return line.n;
  };
  const take = async (stream: SMTPServerDataStream, session: SMTPServerSession): Promise<number> => {
    const envelope = { ...envelopeOf(session), user: userOf(session) };
    count("data");
    const raw = await receive(stream, book.find("data", envelope), (rule) => strike(rule, session));
    const facts = { ...envelope, headers: fieldsOf(raw) };
    count("end");
    const rule = book.find("end", facts);
    const n = rule === null || (rule.accept ?? rule.do === "delay") ? await keep(raw, facts, rule) : 0;
    if (rule !== null) await strike(rule, session);
    return n;
  };

  smtp = await listenSmtp(
    {
      banner: "sink",
      size: options.size ?? MAIL_BYTES,
      authOptional: options.users === undefined,
      disabledCommands: options.users === undefined ? ["AUTH"] : [],
      socketTimeout: PATIENCE_MS,
      onConnect: (session, done) => answer(reach("connect", {}, session), done),
      onAuth: ({ username, password }, session, done) => {
        const user = options.users?.find((each) => each.user === username && each.pass === password)?.user;
        answer(reach("auth", { user: username ?? null }, session), (refusal) => {
          if (refusal !== null) done(refusal);
          else if (user === undefined) done(new SmtpRefusal(535, "5.7.8 bad user name or password"));
          else done(null, { user });
        });
      },
      onMailFrom: ({ address }, session, done) =>
        answer(reach("mail", { from: address, user: userOf(session) }, session), done),
      onRcptTo: ({ address }, session, done) => {
        const { from } = envelopeOf(session);
        answer(reach("rcpt", { from, to: [address], user: userOf(session) }, session), done);
      },
      onData: (stream, session, done) => {
        take(stream, session).then(
          (n) => done(null, `2.0.0 accepted as ${n}`),
          (error: unknown) => done(asRefusal(error)),
        );
      },
    },
    options.port ?? 0,
  );
  const { host, port, cutAll, close } = smtp;
  return {
    host,
    port,
    accepted,
    counts,
    raw: (n) => raws[n - 1] ?? Buffer.alloc(0),
    setRules: (rules) => book.set(rules),
    cutAll,
    close,
  };
}

/** What a log holds, for a test whose sink ran elsewhere or has closed. */
export function readSinkLog(file: string): readonly SinkMail[] {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as SinkMail);
}

/** Message-IDs accepted more than once: what must never be. */
export function sentTwice(mails: readonly SinkMail[]): readonly string[] {
  const ids = mails.map(({ messageId, n }) => messageId ?? `(none, mail ${n})`);
  return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];
}

function answer(work: Promise<void>, done: (refusal: SmtpRefusal | null) => void): void {
  work.then(
    () => done(null),
    (error: unknown) => done(asRefusal(error)),
  );
}

/** The body, unless a rule strikes in its midst. A refusal has to wait for the final dot all the same. */
async function receive(
  stream: SMTPServerDataStream,
  rule: SinkRule | null,
  strike: (rule: SinkRule) => Promise<void>,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    chunks.push(chunk as Buffer);
    bytes += (chunk as Buffer).length;
    if (rule !== null && rule.do !== "reply" && bytes >= (rule.afterBytes ?? 0)) await strike(rule);
  }
  if (rule?.do === "reply") await strike(rule);
  if (stream.sizeExceeded) throw new SmtpRefusal(552, "5.3.4 message too big");
  return Buffer.concat(chunks);
}

interface Facts {
  readonly from?: string;
  readonly to?: readonly string[];
  readonly user?: string | null;
  readonly headers?: readonly (readonly [string, string])[];
}

type MailFacts = Required<Facts>;

function describeMail(raw: Buffer, facts: MailFacts, n: number, at: Date): Omit<SinkMail, "toldClient"> {
  const hash = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
  return {
    n,
    at: at.toISOString(),
    from: facts.from,
    to: facts.to,
    user: facts.user,
    messageId: messageIdOf(facts),
    subject: fieldValue(facts, "subject"),
    size: raw.length,
    sha256: hash(raw),
    bodySha256: hash(headAndBody(raw).body),
    headers: facts.headers,
  };
}

function fieldValue({ headers = [] }: Facts, name: string): string | null {
  return headers.find(([key]) => key === name)?.[1] ?? null;
}

function messageIdOf(facts: Facts): string | null {
  return fieldValue(facts, "message-id")?.replace(/^<|>$/g, "") ?? null;
}

/** The rules in force, with how often each was reached and used. The first that fits is used. */
class RuleBook {
  #rules: { readonly rule: SinkRule; seen: number; used: number }[] = [];
  readonly #chance: () => number;
  readonly #accepted: readonly SinkMail[];
  readonly #now: () => Date;

  constructor(rules: readonly SinkRule[], seed: number, accepted: readonly SinkMail[], now: () => Date) {
    this.#chance = seeded(seed);
    this.#accepted = accepted;
    this.#now = now;
    this.set(rules);
  }

  set(rules: readonly SinkRule[]): void {
    this.#rules = rules.map((rule) => ({ rule, seen: 0, used: 0 }));
  }

  find(stage: Stage, facts: Facts): SinkRule | null {
    const found = this.#rules.find((entry) => {
      const { rule } = entry;
      if (rule.at !== stage || entry.used >= (rule.times ?? Number.POSITIVE_INFINITY)) return false;
      return this.#fits(rule.when ?? {}, facts) && this.#isDue(rule.when ?? {}, ++entry.seen);
    });
    if (found === undefined) return null;
    found.used++;
    return found.rule;
  }

  #fits({ from, to, user, header, repeat, rate }: SinkCondition, facts: Facts): boolean {
    const id = messageIdOf(facts);
    const before = id !== null && this.#accepted.some(({ messageId }) => messageId === id);
    return (
      (from?.test(facts.from ?? "") ?? true) &&
      (to === undefined || (facts.to ?? []).some((each) => to.test(each))) &&
      (user?.test(facts.user ?? "") ?? true) &&
      Object.entries(header ?? {}).every(([name, pattern]) => pattern.test(fieldValue(facts, name) ?? "")) &&
      (repeat === undefined || repeat === before) &&
      (rate === undefined || this.#acceptedWithin(rate.ms) >= rate.count)
    );
  }

  #isDue({ nth, every, probability }: SinkCondition, seen: number): boolean {
    return (
      (nth === undefined || [nth].flat().includes(seen)) &&
      (every === undefined || seen % every === 0) &&
      (probability === undefined || this.#chance() < probability)
    );
  }

  #acceptedWithin(ms: number): number {
    const since = this.#now().getTime() - ms;
    return this.#accepted.filter(({ at }) => Date.parse(at) >= since).length;
  }
}
