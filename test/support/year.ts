/**
 * A year of mail, lived by the core alone under a made-up clock: lists send, she answers on one day in two, contacts
 * answer or stay silent, the process is restarted and sleeps; every mail is worded as it would go. What must never
 * happen is noted as it happens.
 */
import { join } from "node:path";
import { compose, type Templates } from "../../src/compose/compose.ts";
import { write } from "../../src/composing.ts";
import { PROGRAM_FOLDER } from "../../src/config.ts";
import type { Contact, ContactId } from "../../src/contact/contact.ts";
import { type Arrival, arrive, type Proof, UNPROVEN } from "../../src/decision/arrive.ts";
import type { Decided, Desk, Outcome } from "../../src/decision/desk.ts";
import { beforeLeaving, leavingNow, lettersDue, nextDueAt, sweep } from "../../src/decision/due.ts";
import { afterSending, withSubjects } from "../../src/decision/sending.ts";
import { checkState, emptyState, type Outgoing, type State } from "../../src/decision/state.ts";
import { understand } from "../../src/decision/understand.ts";
import { createMatcher } from "../../src/match/matcher.ts";
import { Agenda } from "../../src/sandbox/month/agenda.ts";
import { loadTemplates } from "../../src/tables/templates.ts";
import { DAY_MS, dayOf, HOUR_MS, instantOf, inZone, MINUTE_MS, type Zone } from "../../src/time.ts";
import { desk } from "../decision/desk.ts";
import { gmailForward, haroEdition, type MailHead, plainMail, topPosted } from "./editions.ts";
import { type Chance, chanceFrom, personOf, queryOf } from "./year-cast.ts";

const OWNER = "nell@example.test";
const ASSISTANT = "sendalong@example.test";
const HARO = "haro@helpareporter.com";

export interface YearOptions {
  readonly seed: number;
  /** The first local midnight of the year. */
  readonly start: string;
  readonly zone: Zone;
  readonly days: number;
  readonly editions: number;
  readonly contacts: number;
  readonly followUp?: "ask" | "announced";
  /** Restarts around the hour of the digest. */
  readonly restarts: number;
  /** So often the machine sleeps for three days. */
  readonly sleeps: number;
}

export interface Lived {
  /** What must not happen and did. Empty: all is well. */
  readonly wrong: readonly string[];
  readonly digests: number;
  readonly letters: number;
  readonly forwards: number;
  readonly onWord: number;
  readonly reminders: number;
  readonly nudges: number;
  /** Of the largest letter to her, as it goes. Bytes. */
  readonly largestLetter: number;
  /** Of State at the end, as the store writes it. Bytes. */
  readonly stateBytes: number;
  readonly archived: number;
}

export async function liveYear(options: YearOptions): Promise<Lived> {
  const templates = await loadTemplates(join(PROGRAM_FOLDER, "templates"), null);
  return new Year(options, templates).live();
}

class Year {
  readonly #options: YearOptions;
  readonly #templates: Templates;
  readonly #random: Chance;
  readonly #contacts: readonly Contact[];
  readonly #desk: Desk;
  readonly #agenda = new Agenda();
  readonly #wrong: string[] = [];
  readonly #digestDays: string[] = [];
  readonly #given = new Set<string>();
  readonly #toContact = new Map<string, number[]>();
  readonly #asleep: (readonly [from: number, to: number])[] = [];
  readonly #count = { letters: 0, forwards: 0, onWord: 0, reminders: 0, nudges: 0, mails: 0, archived: 0 };
  #largest = 0;
  #state: State;
  #now: Date;

  constructor(options: YearOptions, templates: Templates) {
    this.#options = options;
    this.#templates = templates;
    this.#random = chanceFrom(options.seed);
    this.#now = instantOf(options.start, "00:00", options.zone);
    this.#contacts = Array.from({ length: options.contacts }, (_, at) => personOf(at, this.#random));
    const matcher = createMatcher(null);
    matcher.sync(this.#contacts);
    this.#desk = desk(this.#contacts, {
      owner: { name: "Nell Hartigan", addresses: [OWNER], zone: options.zone, signature: null },
      followUp: options.followUp ?? "ask",
      match: (query) => matcher.match(query),
      wordNudge: (view, wording) => compose("nudge", view, templates, wording).text,
    });
    this.#state = {
      ...emptyState("year", "00ff"),
      firstStart: { at: this.#now.toISOString(), leftAlone: 0 },
      filesSent: true,
    };
  }

  async live(): Promise<Lived> {
    const { days } = this.#options;
    const ends = this.#now.getTime() + days * DAY_MS;
    this.#planEditions();
    this.#planTroubles();
    while (this.#now.getTime() < ends) {
      await this.#agenda.keepUntil(this.#now);
      await this.#tick();
      this.#now = this.#next();
    }
    return {
      wrong: this.#wrong,
      digests: this.#digestDays.length,
      ...this.#count,
      largestLetter: this.#largest,
      stateBytes: Buffer.byteLength(JSON.stringify(this.#state)),
    };
  }

  /** Three in four come from the list itself, the others she forwards by hand; spread over working days. */
  #planEditions(): void {
    const { editions, days } = this.#options;
    const begins = this.#now.getTime();
    for (let at = 0; at < editions; at++) {
      const when = new Date(begins + ((at + 0.2 + 0.6 * this.#random.next()) / editions) * days * DAY_MS);
      const isStraight = at % 4 !== 0;
      this.#agenda.plan(when, () => this.#editionComes(at, isStraight));
    }
  }

  /** Restarts a few minutes around the digest's hour, and nights of three days. */
  #planTroubles(): void {
    const { days, restarts, sleeps, zone } = this.#options;
    for (let n = 0; n < restarts; n++) {
      const day = dayOf(new Date(this.#now.getTime() + this.#random.below(days) * DAY_MS), zone);
      const hour = instantOf(day, this.#desk.digestAt, zone).getTime();
      this.#agenda.plan(new Date(hour + (this.#random.below(7) - 3) * MINUTE_MS), async () =>
        this.#restart(),
      );
    }
    for (let n = 0; n < sleeps; n++) {
      const from = this.#now.getTime() + this.#random.below(days) * DAY_MS;
      this.#asleep.push([from, from + 3 * DAY_MS]);
    }
  }

  #restart(): void {
    this.#state = checkState(JSON.parse(JSON.stringify(this.#state)));
  }

  #next(): Date {
    const now = this.#now.getTime();
    const { hour } = inZone(this.#now, this.#options.zone);
    const step = hour >= 6 && hour < 23 ? HOUR_MS : 2 * HOUR_MS;
    const look = (Math.floor(now / step) + 1) * step;
    const due = nextDueAt(this.#state, this.#desk.holdMs)?.getTime() ?? look;
    const appointed = this.#agenda.nextAt?.getTime() ?? look;
    const next = Math.min(look, Math.max(appointed, now + 1), Math.max(due, now + MINUTE_MS));
    const sleep = this.#asleep.find(([from, to]) => next >= from && next < to);
    return new Date(sleep === undefined ? next : sleep[1]);
  }

  async #tick(): Promise<void> {
    const day = this.#digestDue();
    const since = this.#state.digest?.at ?? "";
    await this.#commit(beforeLeaving(this.#state, this.#desk, this.#now));
    await this.#deliver();
    const before = this.#digestDays.length;
    await this.#commit(lettersDue(this.#state, this.#desk, this.#now));
    const isSilent = day !== null && this.#digestDays.length === before;
    if (isSilent && this.#isUntold(since)) this.#wrong.push(`no digest on ${day}`);
    await this.#deliver();
    if (this.#random.below(8) === 0) this.#lookAgain();
    const swept = sweep(this.#state, this.#now);
    if (swept === null) return;
    this.#count.archived += swept.archived.length;
    this.#state = swept.state;
  }

  #lookAgain(): void {
    const again = lettersDue(this.#state, this.#desk, this.#now);
    if (again.mails.length > 0) this.#wrong.push(`a second look at ${this.#now.toISOString()} wrote again`);
  }

  /** The day a digest is to be decided for now. */
  #digestDue(): string | null {
    const { zone } = this.#options;
    const day = dayOf(this.#now, zone);
    const isDecided = this.#state.digest?.day === day;
    return isDecided || this.#now < instantOf(day, this.#desk.digestAt, zone) ? null : day;
  }

  /** Whether something is left to say that no letter of this very look told, by eyes of our own. */
  #isUntold(since: string): boolean {
    const stands = new Set(
      Object.values(this.#state.passes)
        .filter(
          ({ mailId }) =>
            !["cancelled", "expired", "failed"].includes(this.#state.outbox[mailId]?.status ?? "sent"),
        )
        .map(({ queryId }) => queryId),
    );
    const isNew = Object.values(this.#state.queries).some(
      (known) =>
        known.cameByItself &&
        known.proposedIn === null &&
        !stands.has(known.id) &&
        (known.closesAt === null || new Date(known.closesAt) > this.#now) &&
        known.candidates.some(
          (each) =>
            each.proposed && each.heldBack.length === 0 && this.#state.stopped[each.contactId] === undefined,
        ),
    );
    const cameBack = Object.values(this.#state.passes).some(
      ({ answeredAt, isHandedOn }) => answeredAt !== null && answeredAt > since && isHandedOn !== true,
    );
    return isNew || cameBack;
  }

  async #commit({ state, mails }: Outcome): Promise<void> {
    const written = await write(mails, this.#templates);
    this.#state = withSubjects(state, new Map(written.map(({ id, subject }) => [id, subject])));
    for (const [at, mail] of mails.entries()) {
      const bytes = written[at]?.bytes.length ?? 0;
      const outgoing = this.#state.outbox[mail.id];
      if (outgoing === undefined) this.#wrong.push(`${mail.name} has no place in the outbox`);
      else if (outgoing.toOwner) this.#isWritten(mail, bytes);
    }
  }

  #isWritten(mail: Decided, bytes: number): void {
    this.#count.letters += 1;
    this.#largest = Math.max(this.#largest, bytes);
    if (mail.name === "digest") {
      const day = dayOf(this.#now, this.#options.zone);
      if (this.#digestDays.includes(day)) this.#wrong.push(`two digests on ${day}`);
      this.#digestDays.push(day);
    }
    if (mail.name === "reminder") this.#checkReminder(mail as Decided<"reminder">);
    this.#sheReads(mail);
  }

  #checkReminder({ view }: Decided<"reminder">): void {
    this.#count.reminders += 1;
    if (view.kind !== "silent") return;
    const closes = view.item.deadline.at;
    if (closes !== null && closes <= this.#now) this.#wrong.push(`a reminder after ${closes.toISOString()}`);
  }

  async #deliver(): Promise<void> {
    for (const mail of leavingNow(this.#state, this.#now)) {
      this.#state = afterSending(this.#state, mail.id, { kind: "sent", messageId: null }, this.#now);
      if (!mail.toOwner) this.#reaches(mail);
    }
  }

  #reaches(mail: Outgoing): void {
    if (mail.kind === "nudge") this.#count.nudges += 1;
    if (mail.kind !== "forward" || mail.contactId === null) return;
    this.#count.forwards += 1;
    if (this.#given.has(mail.key)) this.#wrong.push(`${mail.key} left twice`);
    this.#given.add(mail.key);
    const local = inZone(this.#now, this.#zoneOf(mail.contactId));
    if (mail.why === null && local.weekday > 5)
      this.#wrong.push(`${mail.key} left on a ${local.toFormat("cccc")}`);
    this.#checkCap(mail, mail.contactId);
    this.#theyReact(mail);
  }

  /** A standing approval never makes it more than her limit in a week. */
  #checkCap(mail: Outgoing, contactId: ContactId): void {
    const at = new Date(mail.createdAt).getTime();
    const times = this.#toContact.get(contactId) ?? [];
    const pass = Object.values(this.#state.passes).find(({ mailId }) => mailId === mail.id);
    const before = times.filter((each) => at - each >= 0 && at - each <= 7 * DAY_MS).length;
    if (pass?.onWord != null) {
      this.#count.onWord += 1;
      if (before >= this.#desk.perContactPerWeek) this.#wrong.push(`${mail.key} is over the limit`);
    }
    this.#toContact.set(contactId, [...times, at]);
  }

  #zoneOf(id: ContactId): Zone {
    return this.#contacts.find((each) => each.id === id)?.timezone ?? this.#options.zone;
  }

  /** She answers on one day in two, within some hours. */
  #sheReads(mail: Decided): void {
    const day = Math.floor(this.#now.getTime() / DAY_MS);
    const words = day % 2 === 0 ? this.#wordsFor(mail) : null;
    if (words === null) return;
    const when = new Date(this.#now.getTime() + (10 + this.#random.below(300)) * MINUTE_MS);
    this.#agenda.plan(when, () => this.#sheAnswers(mail, words));
  }

  #wordsFor(mail: Decided): string | null {
    if (mail.name === "reminder")
      return this.#random.pick(["nudge 1", "done 1", "snooze 1 1d", "remind 1 after deadline"]);
    if (mail.name === "proposal" || mail.name === "urgent" || mail.name === "digest") {
      const { view } = mail as Decided<"proposal" | "urgent" | "digest">;
      const items = "decide" in view ? view.decide : "items" in view ? view.items : [view.item];
      const codes = items.flatMap(
        ({ people }) => people.find(({ heldBack }) => heldBack === null)?.code ?? [],
      );
      const [first, second] = codes;
      if (first === undefined) return mail.name === "digest" ? "done 1" : null;
      return this.#random.pick([first, [first, second ?? ""].join(" ").trim(), `skip ${first}`, "send all"]);
    }
    return null;
  }

  async #sheAnswers(mail: Decided, words: string): Promise<void> {
    const subject = this.#state.letters[mail.id]?.subject ?? "";
    const raw = topPosted(this.#head(`Nell Hartigan <${OWNER}>`, ASSISTANT, subject), words, {
      messageId: mail.messageId,
      references: [],
      subject,
      text: "…",
    });
    await this.#arrives(raw, { ...UNPROVEN, full: "dkim", whyNot: "", marks: [`mark-${this.#count.mails}`] });
  }

  #theyReact(mail: Outgoing): void {
    const chance = this.#random.next();
    const hours = 1 + this.#random.below(60);
    const soon = new Date(this.#now.getTime() + hours * HOUR_MS);
    const back = inZone(soon, "UTC").plus({ days: 9 }).setLocale("en-US").toFormat("d LLLL yyyy");
    if (chance < 0.4) {
      const words = this.#random.pick([
        "Pitched, thank you.",
        "Not this time, sorry.",
        "I'll get back to you Friday.",
        "It ran: https://news.example.com/story",
        "Who is asking?",
      ]);
      this.#agenda.plan(soon, () => this.#theyAnswer(mail, words, false));
    } else if (chance < 0.46)
      this.#agenda.plan(soon, () => this.#theyAnswer(mail, `I am out of the office until ${back}.`, true));
    else if (chance < 0.47) this.#agenda.plan(soon, () => this.#theyAnswer(mail, "stop", false));
  }

  async #theyAnswer(mail: Outgoing, words: string, isAutomatic: boolean): Promise<void> {
    const head = this.#head(
      mail.to,
      this.#random.next() < 0.5 ? ASSISTANT : `${OWNER}, ${ASSISTANT}`,
      `Re: ${mail.subject ?? ""}`,
    );
    const headers = [
      `In-Reply-To: <${mail.messageId}>`,
      `References: <${mail.messageId}>`,
      ...(isAutomatic ? ["Auto-Submitted: auto-replied"] : []),
    ];
    await this.#arrives(plainMail({ ...head, headers }, `${words}\n`), UNPROVEN);
  }

  async #editionComes(at: number, isStraight: boolean): Promise<void> {
    const queries = Array.from({ length: 3 + this.#random.below(8) }, (_, nth) =>
      queryOf(at, nth, this.#now, this.#random),
    );
    const text = haroEdition(queries);
    if (isStraight) {
      const head = this.#head(HARO, ASSISTANT, "HARO Queries");
      await this.#arrives(plainMail(head, text), { ...UNPROVEN, signers: ["helpareporter.com"] });
    } else
      await this.#arrives(
        gmailForward(this.#head(`Nell Hartigan <${OWNER}>`, ASSISTANT, "Fwd: HARO Queries"), text),
        {
          ...UNPROVEN,
          full: "dkim",
          whyNot: "",
          marks: [`mark-${this.#count.mails}`],
        },
      );
  }

  #head(from: string, to: string, subject: string): MailHead {
    this.#count.mails += 1;
    return { from, to, subject, date: this.#now, messageId: `year-${this.#count.mails}@elsewhere.example` };
  }

  async #arrives(raw: string, proof: Proof): Promise<void> {
    const understood = await understand(Buffer.from(raw), {
      owners: [OWNER],
      receivedAt: this.#now,
      truncated: false,
    });
    const arrival: Arrival = { understood, receivedAt: this.#now, proof, isBacklog: false };
    await this.#commit(arrive(this.#state, [arrival], this.#desk, this.#now));
  }
}
