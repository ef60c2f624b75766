/**
 * The outside world of the month: lists send, she answers, contacts answer, each over SMTP and each by rules that
 * know only the mails that came. What the assistant does in between is its own.
 */
import type { Message } from "../../message/message.ts";
import { parseMessage } from "../../message/parse.ts";
import { HOUR_MS, inZone, MINUTE_MS, type Zone } from "../../time.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Month } from "./calendar.ts";
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

export interface World {
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

/** What is going to happen, in order. */
interface Appointment {
  readonly at: Date;
  readonly keep: () => Promise<void>;
}

export async function live(world: World): Promise<Lived> {
  const { month, sandbox, clock, program, tell, send } = world;
  const agenda: Appointment[] = [];
  const posted: Posted[] = [];
  const queryIds = new Set<string>();
  const nell = newNell();
  const people = newPeople();
  let seen = 0;
  let written = 0;

  const plan = (at: Date, keep: () => Promise<void>) => {
    agenda.push({ at, keep });
    agenda.sort((a, b) => a.at.getTime() - b.at.getTime());
  };
  const newId = ({ address }: Person) => {
    written += 1;
    return `m${written}.${clock.now().getTime()}@${address.split("@")[1]}`;
  };

  for (const [index, incoming] of month.mails.entries()) {
    const mail = listMail(incoming, index + 1);
    const reached = () => {
      for (const { id } of incoming.queries) queryIds.add(id);
    };
    plan(incoming.at, async () => {
      if (incoming.straight) reached();
      await send(mail.from.address, incoming.straight ? SENDALONG.address : NELL.address, mail.raw);
    });
    const { forward } = incoming;
    if (forward !== null)
      plan(forward.at, async () => {
        reached();
        await send(NELL.address, SENDALONG.address, forwarded(mail, forward.as, newId(NELL), clock.now()));
      });
  }

  for (const { at, address, text } of month.refusals)
    plan(at, async () => sandbox.refuse(address, 550, text));

  const sheAnswers = async ({ to, words, pressed }: Answer) => {
    const head = { from: NELL, to: [SENDALONG], date: clock.now(), messageId: newId(NELL) };
    const parts = partsOf(rawOf(to, posted));
    const draft = pressed && parts.html !== null ? draftBehind(parts.html, words) : null;
    const raw =
      draft === null
        ? answerTo(head, `${words}\n\nNell`, before(to, parts.text))
        : mailOf({ ...head, subject: draft.subject }, { text: draft.body, html: null });
    await send(NELL.address, SENDALONG.address, raw);
  };

  const theyAnswer = async (writer: Person, mail: Message, { words, to, automatic }: Reaction) => {
    const head = {
      from: writer,
      to: to === "assistant" ? [SENDALONG] : mail.replyTo,
      date: clock.now(),
      messageId: newId(writer),
      more: automatic === true ? ["Auto-Submitted: auto-replied"] : [],
    };
    const raw = answerTo(head, `${words}\n`, before(mail, partsOf(rawOf(mail, posted)).text));
    for (const { address } of head.to) await send(writer.address, address, raw);
  };

  const react = ({ to, message }: Posted) => {
    for (const address of to) {
      if (address === NELL.address)
        for (const answer of nell.reads(message, clock.now()))
          plan(wakeful(later(clock.now(), answer.afterMinutes * MINUTE_MS), month.zone, HER_HOURS), () =>
            sheAnswers(answer),
          );
      const contact = month.contacts.find((each) => each.address === address);
      const reaction = contact === undefined ? null : people.gets(address, message);
      if (contact === undefined || reaction === null) continue;
      const at = later(clock.now(), reaction.afterHours * HOUR_MS);
      plan(reaction.automatic === true ? at : wakeful(at, contact.zone, THEIR_HOURS), () =>
        theyAnswer(contact, message, reaction),
      );
    }
  };

  const collect = async () => {
    const fresh = sandbox.accepted.slice(seen);
    seen += fresh.length;
    for (const mail of fresh) {
      const known = posted.find(({ raw }) => raw.equals(mail.raw));
      const to = mail.to.map((each) => each.toLowerCase());
      const one: Posted =
        known === undefined
          ? {
              n: posted.length + 1,
              at: mail.at,
              from: mail.from.toLowerCase(),
              to,
              raw: mail.raw,
              message: await parseMessage(mail.raw),
            }
          : { ...known, to: [...known.to, ...to] };
      if (known === undefined) {
        posted.push(one);
        tell(one);
      } else posted.splice(posted.indexOf(known), 1, one);
      react({ ...one, to });
    }
  };

  const next = () => {
    const now = clock.now().getTime();
    const { hour } = inZone(clock.now(), month.zone);
    const step = hour >= DAY_HOURS[0] && hour < DAY_HOURS[1] ? LOOK_MS.day : LOOK_MS.night;
    const look = (Math.floor(now / step) + 1) * step;
    const due = program.dueAt()?.getTime() ?? look;
    const appointed = agenda[0]?.at.getTime() ?? look;
    return new Date(Math.min(look, Math.max(appointed, now), Math.max(due, now + LEAST_STEP_MS)));
  };

  for (let at = clock.now(); at < month.endsAt; at = next()) {
    clock.set(at);
    for (let first = agenda[0]; first !== undefined && first.at <= at; first = agenda[0]) {
      agenda.shift();
      await first.keep();
    }
    await collect();
    await program.tick();
    await collect();
  }
  return { posted, queryIds };
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

function rawOf(message: Message, posted: readonly Posted[]): Buffer {
  return posted.find((each) => each.message.messageId === message.messageId)?.raw ?? Buffer.alloc(0);
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
