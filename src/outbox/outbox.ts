/**
 * Mail out, over SMTP: one recipient a mail, one connection, one mail at a time, and at every end of it the
 * knowledge whether the mail left (DESIGN 3.3).
 *
 * nodemailer's own connection is driven here, not its pool: the pool sends again by itself when a line breaks,
 * which is just what must never happen unseen.
 */
import { domainToASCII } from "node:url";
import { LoginRefused, ServiceUnavailable } from "../errors.ts";
import { failureOf, Line, LineFailure, type Outgoing } from "./line.ts";
import { type Failure, resultOf, type SendResult } from "./result.ts";
import { OUTBOX_TIMEOUTS, type OutboxSettings, type OutboxTimeouts } from "./settings.ts";

export type { Outgoing } from "./line.ts";
export type { SendResult } from "./result.ts";
export type { OutboxSettings, OutboxTimeouts, Secret } from "./settings.ts";

export interface Outbox {
  /** Never rejects; mails handed in meanwhile wait their turn. */
  send(mail: Outgoing): Promise<SendResult>;
  /**
   * Connects and logs in, sends nothing.
   *
   * @throws LoginRefused, or ServiceUnavailable with the server's words.
   */
  verify(): Promise<void>;
  /** Waits a little for the answer to a body that is leaving; what has not come so far does not leave. */
  close(): Promise<void>;
}

export function openOutbox(settings: OutboxSettings, timeouts: Partial<OutboxTimeouts> = {}): Outbox {
  return new SmtpOutbox(settings, { ...OUTBOX_TIMEOUTS, ...timeouts });
}

class SmtpOutbox implements Outbox {
  readonly #settings: OutboxSettings;
  readonly #timeouts: OutboxTimeouts;
  #line: Line | null = null;
  #idle: NodeJS.Timeout | null = null;
  #isClosed = false;
  /** The last of what was asked for; settles when it is done. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(settings: OutboxSettings, timeouts: OutboxTimeouts) {
    this.#settings = settings;
    this.#timeouts = timeouts;
  }

  send(mail: Outgoing): Promise<SendResult> {
    return this.#inTurn(async () => {
      const envelope = { from: envelopeAddress(mail.from), to: envelopeAddress(mail.to) };
      if (envelope.from === null || envelope.to === null) return noAddress(mail);
      return this.#deliver({ ...mail, from: envelope.from, to: envelope.to });
    });
  }

  verify(): Promise<void> {
    return this.#inTurn(async () => {
      try {
        await this.#ready();
      } catch (error) {
        const result = resultOf(failureOf(error));
        const text = "text" in result ? result.text : String(error);
        if (result.kind === "login") throw new LoginRefused(text, { cause: error });
        throw new ServiceUnavailable(text, { cause: error });
      }
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stopIdling();
    if (this.#line?.isAwaitingAnswer !== true) this.#line?.drop();
    const patience = setTimeout(() => this.#line?.drop(), this.#timeouts.closeMs);
    await this.#turn;
    clearTimeout(patience);
    this.#line?.quit();
    this.#line = null;
  }

  /**
   * A server may have closed, or want to close, a line that lay idle or carried enough mails: what fails there
   * before the body goes over a fresh one at once.
   */
  async #deliver(mail: Outgoing): Promise<SendResult> {
    const wasUsed = this.#line !== null && this.#line.mails > 0;
    const failure = await this.#tryOnce(mail);
    if ("kind" in failure) return failure;
    const code = failure.response?.slice(0, 3) ?? null;
    const isLineOver =
      failure.stage !== "body" && (code === null || code === "421") && failure.code !== "EMESSAGE";
    if (!wasUsed || !isLineOver || this.#isClosed) return resultOf(failure);
    const second = await this.#tryOnce(mail);
    return "kind" in second ? second : resultOf(second);
  }

  async #tryOnce(mail: Outgoing): Promise<SendResult | Failure> {
    try {
      const line = await this.#ready();
      return await line.send(mail);
    } catch (error) {
      return failureOf(error);
    }
  }

  async #ready(): Promise<Line> {
    if (this.#isClosed) throw new LineFailure("connect", "ECONNECTION", "the outbox is closed", null);
    if (this.#line?.isUsable === true) return this.#line;
    this.#line?.drop();
    const line = new Line(this.#settings, this.#timeouts);
    this.#line = line;
    await line.open();
    return line;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(() => {
      this.#stopIdling();
      return work();
    });
    this.#turn = done.then(
      () => this.#startIdling(),
      () => this.#startIdling(),
    );
    return done;
  }

  #startIdling(): void {
    this.#stopIdling();
    if (this.#isClosed) return;
    this.#idle = setTimeout(() => {
      this.#line?.quit();
      this.#line = null;
    }, this.#timeouts.idleMs);
    this.#idle.unref();
  }

  #stopIdling(): void {
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = null;
  }
}

/** The address for MAIL or RCPT, its domain in ASCII (RFC 5890); null for what could end the command. */
function envelopeAddress(address: string): string | null {
  const [, local = "", domain = ""] = /^([^\s<>(),:;@"\\[\]\p{Cc}]+)@([^\s<>@\p{Cc}]+)$/u.exec(address) ?? [];
  const ascii = domainToASCII(domain);
  return local === "" || ascii === "" ? null : `${local}@${ascii}`;
}

function noAddress({ from, to }: Outgoing): SendResult {
  const wrong = envelopeAddress(from) === null ? from : to;
  return { kind: "refused", code: 553, enhanced: "5.1.3", text: `no mail address: ${JSON.stringify(wrong)}` };
}
