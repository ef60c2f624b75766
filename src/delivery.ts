/**
 * What is due leaves, one mail at a time, each written down before its body does; what is unsure is settled by
 * looking (DESIGN 3.3, 3.4).
 */
import type { Assistant } from "./assistant.ts";
import type { Config } from "./config.ts";
import { afterCeiling, ceilingOver } from "./decision/ceilings.ts";
import type { Desk } from "./decision/desk.ts";
import { leavingNow } from "./decision/due.ts";
import { restAndNote } from "./decision/no-entry.ts";
import { afterFiling, afterLooking, afterRestart, afterSending, type Sent } from "./decision/sending.ts";
import type { Outgoing, State } from "./decision/state.ts";
import { isOver } from "./decision/status.ts";
import { stepped } from "./decision/step.ts";
import { askAboutUnsure } from "./decision/unsure.ts";
import { ServiceUnavailable } from "./errors.ts";
import { type Log, shortHash } from "./log.ts";
import type { MailboxConnection } from "./mailbox/mailbox.ts";
import type { Outbox, SendResult } from "./outbox/outbox.ts";
import { retryDelayMs } from "./outbox/retry.ts";
import type { Settlement } from "./store/journal.ts";
import type { Store } from "./store/store.ts";
import { DAY_MS, dayOf, MINUTE_MS, SECOND_MS } from "./time.ts";

export interface DeliveryParts {
  readonly config: Config;
  readonly now: () => Date;
  readonly log: Log;
  readonly store: Store<State>;
  readonly outbox: Outbox;
  readonly assistant: Assistant;
  readonly desk: () => Promise<Desk>;
  /** How long a server may take to show in Sent what it took. Milliseconds. */
  readonly settleMs?: number;
}

/** Sends between two commits: `sending.log` knows them until then. */
const SENDS_A_COMMIT = 20;
const SETTLE_MS = 30 * SECOND_MS;
/** As long as State knows a mail by its key. */
const JOURNAL_MS = 180 * DAY_MS;
/** How long everything rests when the provider wants less, or refuses the password. */
const REST_MS = { throttled: 10 * MINUTE_MS, login: 15 * MINUTE_MS } as const;

export class Delivery {
  readonly #parts: DeliveryParts;
  /** What was learnt since the last commit. */
  #uncommitted = 0;
  /** The last day `sending.log` was made smaller. */
  #compactedOn: string | null = null;

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
  }

  /** After a start: what `sending.log` knows and the State does not. */
  async catchUp(): Promise<void> {
    const { store, assistant, now } = this.#parts;
    let next = assistant.state;
    for (const mail of Object.values(next.outbox)) {
      if (isOver(mail.status)) continue;
      const seen = store.journal.stateOf(mail.id);
      if (seen === "sent" || seen === "refused" || (seen === "handed-over" && mail.status !== "unsure"))
        next = afterRestart(next, mail, seen, now());
    }
    if (next !== assistant.state)
      await assistant.commit(next, [], [{ what: "settle", because: "sending.log knew more than the state" }]);
    await store.sweepOrphans(new Set(Object.keys(next.outbox)));
  }

  /**
   * Sends what is due. Without a line to the mailbox too: then what is unsure waits. After the signal nothing more
   * leaves, and what came of the last mail is committed.
   */
  async deliver(line: MailboxConnection | null, signal: AbortSignal | null = null): Promise<void> {
    const { assistant, config, log, now } = this.#parts;
    const isEnding = () => signal?.aborted === true;
    const inVain: string[] = [];
    // What is unsure is settled by what kind of server it is: that is learnt first.
    if (line !== null && assistant.state.filesSent === null)
      this.#learn(await this.#file(line, assistant.state));
    if (line !== null) this.#learn(await this.#settle(line, assistant.state, inVain));
    for (const mail of leavingNow(assistant.state, now())) {
      if (isEnding()) break;
      const ceiling = ceilingOver(assistant.state, mail, config, now());
      if (ceiling !== null) {
        log.debug("waits", { mail: shortHash(mail.id), because: ceiling.why });
        this.#learn(afterCeiling(assistant.state, mail, ceiling));
        continue;
      }
      this.#learn(await this.#send(assistant.state, mail));
      if (this.#uncommitted >= SENDS_A_COMMIT) await this.#commit();
      const { rest } = assistant.state;
      if (rest !== null && new Date(rest.until) > now()) break;
    }
    if (line !== null && !isEnding()) this.#learn(await this.#file(line, assistant.state));
    await this.#commit();
    if (line !== null && !isEnding() && inVain.length > 0) await this.#askAboutUnsure(line, inVain);
    this.#compactJournal();
  }

  /** Once a day; a disk that is full now has room another day. */
  #compactJournal(): void {
    const { log, now, store } = this.#parts;
    const today = dayOf(now(), "UTC");
    if (this.#compactedOn === today) return;
    this.#compactedOn = today;
    try {
      store.journal.compact(new Date(now().getTime() - JOURNAL_MS));
    } catch (error) {
      if (!(error instanceof ServiceUnavailable)) throw error;
      log.warn("not-compacted", { because: error.message });
    }
  }

  #learn(next: State): void {
    const { assistant } = this.#parts;
    if (next === assistant.state) return;
    assistant.learn(next);
    this.#uncommitted += 1;
  }

  async #commit(): Promise<void> {
    const { assistant } = this.#parts;
    if (this.#uncommitted === 0) return;
    await assistant.commit(assistant.state, [], []);
    this.#uncommitted = 0;
  }

  async #send(state: State, mail: Outgoing): Promise<State> {
    const { store, outbox, log, now } = this.#parts;
    const { journal } = store;
    const seen = journal.stateOf(mail.id);
    // Left before a copy of the State was restored that does not know it, or knows it only as about to leave.
    if (seen === "sent" && mail.sentAt === null) return afterRestart(state, mail, seen, now());
    if ((seen === "handed-over" || seen === "refused") && mail.tries === 0)
      return afterRestart(state, mail, seen, now());
    const bytes = await store.readMail(mail.id);
    if (bytes === null)
      return afterSending(
        state,
        mail.id,
        { kind: "refused", text: `outbox/${mail.id}.eml is missing` },
        now(),
      );
    const result = await outbox.send({
      from: mail.from,
      to: mail.to,
      bytes,
      onHandover: () => journal.handover(mail.id, mail.key),
    });
    log.info("sent", { mail: shortHash(mail.id), kind: mail.kind, result: result.kind });
    return this.#after(state, mail, result);
  }

  #after(state: State, mail: Outgoing, result: SendResult): State {
    const { store, now } = this.#parts;
    const sent = this.#read(state, mail, result);
    if (store.journal.stateOf(mail.id) === "handed-over" && sent.kind !== "unsure")
      this.#note(mail, sent.kind === "later" ? "not-sent" : sent.kind);
    const next = afterSending(state, mail.id, sent, now());
    if (result.kind !== "login" && result.kind !== "throttled") return next;
    this.#parts.log.warn("sending-rests", { because: result.kind });
    return restAndNote(next, new Date(now().getTime() + REST_MS[result.kind]), result.text, now());
  }

  /** A line that cannot be written changes nothing of what is so: unwritten, a restart has to look again. */
  #note(mail: Outgoing, outcome: Settlement): void {
    try {
      this.#parts.store.journal.settled(mail.id, outcome);
    } catch (error) {
      if (!(error instanceof ServiceUnavailable)) throw error;
      this.#parts.log.warn("not-noted", { mail: shortHash(mail.id), because: error.message });
    }
  }

  #read(state: State, mail: Outgoing, result: SendResult): Sent {
    const { now } = this.#parts;
    if (result.kind === "sent") return { kind: "sent", messageId: result.messageId };
    if (result.kind === "refused") return { kind: "refused", text: result.text };
    if (result.kind === "unsure") return { ...result, retryAt: null };
    // A refused login or a full quota is no fault of this mail: its tries do not count against it.
    const tries = result.kind === "later" ? mail.tries + 1 : 1;
    const delay = retryDelayMs(tries);
    const retryAt = delay === null ? null : new Date(now().getTime() + delay);
    const mayHaveLeft = result.kind !== "login" && result.handedOver && state.filesSent === true;
    return mayHaveLeft
      ? { kind: "unsure", text: result.text, retryAt }
      : { kind: "later", text: result.text, retryAt };
  }

  /**
   * Looks for what is unsure; where nothing is found yet the server gets its time to show it.
   *
   * @param inVain gets the ids that no look will settle.
   */
  async #settle(line: MailboxConnection, state: State, inVain: string[]): Promise<State> {
    let next = state;
    for (const mail of Object.values(state.outbox)) {
      if (mail.status !== "unsure") continue;
      const found = await line.findSent({ messageId: mail.messageId, sendalongId: mail.id });
      if (found === null && !this.#hadTime(mail.handedOverAt)) continue;
      const settled = afterLooking(
        next,
        mail.id,
        found === null ? { found: false } : { found: true, ...found },
        this.#parts.now(),
      );
      if (settled === next) {
        inVain.push(mail.id);
        continue;
      }
      this.#note(mail, found === null ? "not-sent" : "sent");
      next = settled;
    }
    return next;
  }

  /** Learns from the first mails whether the server files what it sends; where it does not, we do. */
  async #file(line: MailboxConnection, state: State): Promise<State> {
    let next = state;
    for (const mail of Object.values(state.outbox)) {
      if (mail.status !== "sent" || mail.filed) continue;
      if (next.filesSent === true) {
        next = afterFiling(next, mail.id, { found: true, messageId: null });
        continue;
      }
      const found = await line.findSent({ messageId: mail.messageId, sendalongId: mail.id });
      if (found === null && next.filesSent === null && !this.#hadTime(mail.sentAt)) continue;
      if (found === null) {
        next = await this.#learntItFilesNothing(next);
        await this.#layInSent(line, mail);
      }
      next = afterFiling(next, mail.id, found === null ? { found: false } : { found: true, ...found });
    }
    return next;
  }

  /** Committed before our own copy stands there: found at the next look it would pass for the server's. */
  async #learntItFilesNothing(state: State): Promise<State> {
    if (state.filesSent !== null) return state;
    const next = { ...state, filesSent: false };
    await this.#parts.assistant.commit(next, [], []);
    return next;
  }

  async #layInSent(line: MailboxConnection, mail: Outgoing): Promise<void> {
    const bytes = await this.#parts.store.readMail(mail.id);
    if (bytes !== null) await line.appendSent(bytes, new Date(mail.sentAt ?? mail.leavesAt));
  }

  #hadTime(since: string | null): boolean {
    return (
      since === null ||
      this.#parts.now().getTime() - new Date(since).getTime() >= (this.#parts.settleMs ?? SETTLE_MS)
    );
  }

  async #askAboutUnsure(line: MailboxConnection, ids: readonly string[]): Promise<void> {
    const { assistant, desk, now } = this.#parts;
    const lookedIn = [line.folders.sent, line.folders.allMail].filter((each) => each !== null);
    const { state, mails, because } = stepped(assistant.state, await desk(), (step, live) =>
      askAboutUnsure(step, live, { ids, lookedIn, now: now() }),
    );
    if (mails.length > 0) await assistant.commit(state, mails, because);
  }
}
