/**
 * The outside world of the month: lists send, she answers, contacts answer, each over SMTP and each by rules that
 * know only the mails that came. What the assistant does in between is its own.
 */
import type { Message } from "../../message/message.ts";
import { parseMessage } from "../../message/parse.ts";
import { HOUR_MS, inZone, MINUTE_MS, type Zone } from "../../time.ts";
import type { AcceptedMail, Sandbox } from "../sandbox.ts";
import { Agenda } from "./agenda.ts";
import type { Incoming, Month } from "./calendar.ts";
import { NELL, type Person, SENDALONG, SENDERS } from "./cast.ts";
import { type ListMail, listMail } from "./lists.ts";
import { answerTo, attachedForward, type Before, gmailForward, mailOf } from "./mails.ts";
import { type Answer, newNell } from "./nell.ts";
import { draftBehind, partsOf } from "./parts.ts";
import { newPeople, type Reaction } from "./people.ts";

/** One mail as the post office took it; to several, it is one. */
export interface Posted {
  /** 1 for the first. */
  readonly n: number;
  readonly at: Date;
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: Buffer;
  readonly message: Message;
}

/** Takes a mail for the post: from whom, to whom, its bytes. */
export type Send = (from: string, to: string, raw: string) => Promise<void>;

/** The assistant, moved by hand. */
export interface Program {
  tick(): Promise<void>;
  /** When time alone brings something next; null: nothing is due. */
  dueAt(): Date | null;
}

export interface Surroundings {
  readonly month: Month;
  readonly sandbox: Sandbox;
  readonly send: Send;
  readonly program: Program;
  /** The one clock of all. */
  readonly clock: { now(): Date; set(at: Date): void };
  readonly tell: (posted: Posted) => void;
}

export interface Lived {
  readonly posted: readonly Posted[];
  /** Queries that reached the assistant, each once. */
  readonly queryIds: ReadonlySet<string>;
}

/** Without anything due the assistant looks again so often, at night more seldom. */
const LOOK_MS = { day: 15 * MINUTE_MS, night: 60 * MINUTE_MS } as const;
/** Of her day; the digest comes in it. */
const DAY_HOURS = [6, 23] as const;
/** Mail held up by a limit is due already; its minute has to pass. */
const LEAST_STEP_MS = MINUTE_MS;

/** The hours in which she, and in which contacts, write mails; of their own day. */
const HER_HOURS = [7, 23] as const;
const THEIR_HOURS = [8, 21] as const;

export async function live(surroundings: Surroundings): Promise<Lived> {
  return new World(surroundings).live();
}

class World {
  readonly #around: Surroundings;
  readonly #agenda = new Agenda();
  readonly #posted: Posted[] = [];
  readonly #queryIds = new Set<string>();
  readonly #nell = newNell();
  readonly #people = newPeople();
  /** Mails of the post office that were looked at. */
  #seen = 0;
  /** Mails of our people so far, for their ids. */
  #written = 0;

  constructor(surroundings: Surroundings) {
    this.#around = surroundings;
  }

  async live(): Promise<Lived> {
    const { month, sandbox, clock, program } = this.#around;
    for (const [index, incoming] of month.mails.entries())
      this.#expect(incoming, listMail(incoming, index + 1));
    for (const { at, address, text } of month.refusals)
      this.#agenda.plan(at, async () => sandbox.refuse(address, 550, text));
    for (let at = clock.now(); at < month.endsAt; at = this.#next()) {
      clock.set(at);
      await this.#agenda.keepUntil(at);
      await this.#collect();
      await program.tick();
      await this.#collect();
    }
    return { posted: this.#posted, queryIds: this.#queryIds };
  }

  /** A list's mail comes, to the assistant or to her; what comes to her she may pass on. */
  #expect({ at, straight, queries, forward }: Incoming, mail: ListMail): void {
    const { send, clock } = this.#around;
    const reached = () => {
      for (const { id } of queries) this.#queryIds.add(id);
    };
    this.#agenda.plan(at, async () => {
      if (straight) reached();
      await send(mail.from.address, straight ? SENDALONG.address : NELL.address, mail.raw);
    });
    if (forward === null) return;
    this.#agenda.plan(forward.at, async () => {
      reached();
      const raw = forwarded(mail, forward.as, this.#newId(NELL), clock.now());
      await send(NELL.address, SENDALONG.address, raw);
    });
  }

  /** The next appointment, or when the assistant has something to do or looks again. */
  #next(): Date {
    const { month, clock, program } = this.#around;
    const now = clock.now().getTime();
    const { hour } = inZone(clock.now(), month.zone);
    const step = hour >= DAY_HOURS[0] && hour < DAY_HOURS[1] ? LOOK_MS.day : LOOK_MS.night;
    const look = (Math.floor(now / step) + 1) * step;
    const due = program.dueAt()?.getTime() ?? look;
    const appointed = this.#agenda.nextAt?.getTime() ?? look;
    return new Date(Math.min(look, Math.max(appointed, now), Math.max(due, now + LEAST_STEP_MS)));
  }

  /** What was posted since the last time is told, and read by those who got it. */
  async #collect(): Promise<void> {
    const fresh = this.#around.sandbox.accepted.slice(this.#seen);
    this.#seen += fresh.length;
    for (const mail of fresh) this.#react(await this.#note(mail), mail.to);
  }

  async #note(mail: AcceptedMail): Promise<Message> {
    const to = mail.to.map((each) => each.toLowerCase());
    const at = this.#posted.findIndex(({ raw }) => raw.equals(mail.raw));
    const known = this.#posted[at];
    if (known !== undefined) {
      this.#posted[at] = { ...known, to: [...known.to, ...to] };
      return known.message;
    }
    const message = await parseMessage(mail.raw);
    const from = mail.from.toLowerCase();
    const posted = { n: this.#posted.length + 1, at: mail.at, from, to, raw: mail.raw, message };
    this.#posted.push(posted);
    this.#around.tell(posted);
    return message;
  }

  #react(message: Message, to: readonly string[]): void {
    for (const address of to) {
      if (address.toLowerCase() === NELL.address) this.#readByNell(message);
      else this.#readByContact(address.toLowerCase(), message);
    }
  }

  #readByNell(message: Message): void {
    const { month, clock } = this.#around;
    for (const answer of this.#nell.reads(message, clock.now())) {
      const at = later(clock.now(), answer.afterMinutes * MINUTE_MS);
      this.#agenda.plan(wakeful(at, month.zone, HER_HOURS), () => this.#sheAnswers(answer));
    }
  }

  #readByContact(address: string, message: Message): void {
    const { month, clock } = this.#around;
    const contact = month.contacts.find((each) => each.address === address);
    const reaction = contact === undefined ? null : this.#people.gets(address, message);
    if (contact === undefined || reaction === null) return;
    const at = later(clock.now(), reaction.afterHours * HOUR_MS);
    const when = reaction.automatic === true ? at : wakeful(at, contact.zone, THEIR_HOURS);
    this.#agenda.plan(when, () => this.#theyAnswer(contact, message, reaction));
  }

  async #sheAnswers({ to, words, pressed }: Answer): Promise<void> {
    const { clock, send } = this.#around;
    const head = { from: NELL, to: [SENDALONG], date: clock.now(), messageId: this.#newId(NELL) };
    const { text, html } = partsOf(this.#rawOf(to));
    const draft = pressed && html !== null ? draftBehind(html, words) : null;
    const raw =
      draft === null
        ? answerTo(head, `${words}\n\nNell`, before(to, text))
        : mailOf({ ...head, subject: draft.subject }, { text: draft.body, html: null });
    await send(NELL.address, SENDALONG.address, raw);
  }

  async #theyAnswer(writer: Person, mail: Message, { words, to, automatic }: Reaction): Promise<void> {
    const { clock, send } = this.#around;
    const head = {
      from: writer,
      to: to === "assistant" ? [SENDALONG] : mail.replyTo,
      date: clock.now(),
      messageId: this.#newId(writer),
      more: automatic === true ? ["Auto-Submitted: auto-replied"] : [],
    };
    const raw = answerTo(head, `${words}\n`, before(mail, partsOf(this.#rawOf(mail)).text));
    for (const { address } of head.to) await send(writer.address, address, raw);
  }

  #newId({ address }: Person): string {
    this.#written += 1;
    return `m${this.#written}.${this.#around.clock.now().getTime()}@${address.split("@")[1]}`;
  }

  #rawOf(message: Message): Buffer {
    return this.#posted.find((each) => each.message.messageId === message.messageId)?.raw ?? Buffer.alloc(0);
  }
}

function forwarded(mail: ListMail, as: "gmail" | "attachment", messageId: string, date: Date): string {
  const head = { from: NELL, to: [SENDALONG], subject: `Fwd: ${mail.subject}`, date, messageId };
  return as === "gmail" ? gmailForward(head, mail) : attachedForward(head, mail.raw);
}

function before(message: Message, text: string): Before {
  return {
    from: message.from[0] ?? SENDERS.stranger,
    to: message.to,
    subject: message.subject ?? "",
    date: message.sentAt ?? new Date(0),
    messageId: message.messageId ?? "",
    references: message.references,
    body: { text: text.replace(/\r\n/g, "\n"), html: null },
  };
}

function later(at: Date, ms: number): Date {
  return new Date(at.getTime() + ms);
}

/** The instant itself, or the next morning of somebody who sleeps then. */
function wakeful(at: Date, zone: Zone, [opens, closes]: readonly [number, number]): Date {
  const local = inZone(at, zone);
  if (local.hour >= opens && local.hour < closes) return at;
  const morning = local.startOf("day").set({ hour: opens, minute: 20 + (at.getUTCMinutes() % 30) });
  return (local.hour < opens ? morning : morning.plus({ days: 1 })).toJSDate();
}
