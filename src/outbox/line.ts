/** One connection to the submission server, and the moment at which a body begins to leave over it. */
import { Readable } from "node:stream";
import { rootCertificates } from "node:tls";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import XOAuth2 from "nodemailer/lib/xoauth2";
import { LoginRefused } from "../errors.ts";
import type { Failure, SendResult, Stage } from "./result.ts";
import type { OutboxSettings, OutboxTimeouts, Secret } from "./settings.ts";

export interface Outgoing {
  /** Envelope addresses (RFC 5321), bare. */
  readonly from: string;
  readonly to: string;
  readonly bytes: Uint8Array;
  /**
   * Called once the server has said 354, before the first byte of the body leaves, synchronously. When it throws
   * nothing of the body leaves and the result is `later`.
   */
  readonly onHandover: () => void;
}

/** OpenSSL's and Node's words for a certificate that is none for this server. */
const CERTIFICATE_CODES = /CERT|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/;

/** One connection to the server, from greeting to QUIT. */
export class Line {
  mails = 0;
  isAwaitingAnswer = false;
  readonly #settings: OutboxSettings;
  readonly #timeouts: OutboxTimeouts;
  readonly #connection: SMTPConnection;
  /** Fails whatever is being waited for. */
  #fail: (error: unknown) => void = () => undefined;
  #isOver = false;

  constructor(settings: OutboxSettings, timeouts: OutboxTimeouts) {
    this.#settings = settings;
    this.#timeouts = timeouts;
    this.#connection = new SMTPConnection(connectionOptions(settings, timeouts));
    this.#connection.on("error", (error: unknown) => this.#fail(error));
    this.#connection.once("end", () => {
      this.#isOver = true;
      // nodemailer ends the line first and says why right after.
      queueMicrotask(() => this.#fail(new Error("the connection was closed")));
    });
  }

  get isUsable(): boolean {
    return !this.#isOver;
  }

  async open(): Promise<void> {
    try {
      await this.#stage("connect", (done) => this.#connection.connect(done));
      const { secret, user } = this.#settings;
      if (secret === null || !this.#connection.allowsAuth) return;
      const known = typeof secret === "function" ? await secret() : secret;
      await this.#stage("login", (done) => this.#connection.login(loginWith(user, known), done));
    } catch (error) {
      this.drop();
      throw error;
    }
  }

  async send(mail: Outgoing): Promise<SendResult> {
    this.mails += 1;
    let refusal: unknown = null;
    const body = new Body(mail.bytes, () => {
      try {
        mail.onHandover();
      } catch (error) {
        refusal = error;
        throw error;
      }
      this.#bodyLeaves();
    });
    try {
      const envelope = { from: mail.from, to: mail.to, size: mail.bytes.length };
      const sent = await this.#stage<SMTPConnection.SentMessageInfo>(
        () => (body.isHandedOver ? "body" : "envelope"),
        (done) => this.#connection.send(envelope, body, done),
      );
      return { kind: "sent", response: sent.response, messageId: bare(sent.serverMessageId) };
    } catch (error) {
      if (refusal !== null) {
        this.drop();
        return { kind: "later", code: null, text: messageOf(refusal), handedOver: false };
      }
      await this.#afterRefusal(error);
      throw error;
    } finally {
      this.isAwaitingAnswer = false;
      this.#patience(this.#timeouts.socketMs);
    }
  }

  /** Ends it without a word: nothing that has not left does. */
  drop(): void {
    this.#isOver = true;
    this.#connection.close();
  }

  quit(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#connection.quit();
    // Whether the server says goodbye holds up nobody.
    if (this.#connection._socket) this.#connection._socket.unref();
  }

  #bodyLeaves(): void {
    this.isAwaitingAnswer = true;
    this.#patience(this.#timeouts.answerMs);
  }

  #patience(ms: number): void {
    const socket = this.#connection._socket;
    if (socket) socket.setTimeout(ms);
  }

  /** The server refused the mail, not us: the line is good for the next one after RSET. */
  async #afterRefusal(error: unknown): Promise<void> {
    if (failureOf(error).response === null || this.#isOver) return this.drop();
    await this.#stage("envelope", (done) => this.#connection.reset(done)).catch(() => this.drop());
  }

  /** One step of the dialogue; a line lost meanwhile ends it too. */
  async #stage<T = unknown>(
    stage: Stage | (() => Stage),
    step: (done: (error?: Error | null, result?: T) => void) => void,
  ): Promise<T> {
    try {
      return await new Promise<T>((resolve, reject) => {
        this.#fail = reject;
        if (this.#isOver) reject(new Error("the connection was closed"));
        else step((error, result) => (error ? reject(error) : resolve(result as T)));
      });
    } catch (error) {
      throw lineFailure(typeof stage === "string" ? stage : stage(), error);
    } finally {
      this.#fail = () => undefined;
    }
  }
}

/**
 * The body as nodemailer draws it: first asked for when the server has said 354. The handover is noted then, and
 * a body whose handover failed gives nothing.
 */
class Body extends Readable {
  isHandedOver = false;
  readonly #bytes: Uint8Array;
  readonly #handOver: () => void;

  constructor(bytes: Uint8Array, handOver: () => void) {
    super();
    this.#bytes = bytes;
    this.#handOver = handOver;
  }

  override _read(): void {
    try {
      this.#handOver();
    } catch (error) {
      this.destroy(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    this.isHandedOver = true;
    this.push(this.#bytes);
    this.push(null);
  }
}

export class LineFailure extends Error implements Failure {
  readonly stage: Stage;
  readonly code: string;
  readonly response: string | null;

  constructor(stage: Stage, code: string, message: string, response: string | null, cause?: unknown) {
    super(message, { cause });
    this.stage = stage;
    this.code = code;
    this.response = response;
  }
}

function lineFailure(stage: Stage, error: unknown): LineFailure {
  const { code, originalCode, response } = (error instanceof Error ? error : {}) as Record<string, unknown>;
  const isUntrusted = CERTIFICATE_CODES.test(String(originalCode ?? code));
  return new LineFailure(
    stage,
    error instanceof LoginRefused ? "EAUTH" : isUntrusted ? "UNTRUSTED" : String(code ?? ""),
    messageOf(error),
    typeof response === "string" && response !== "" ? response : null,
    error,
  );
}

/** What is thrown before any line stands (a token that cannot be had) keeps us from logging in. */
export function failureOf(error: unknown): Failure {
  return error instanceof LineFailure ? error : lineFailure("login", error);
}

function connectionOptions(settings: OutboxSettings, timeouts: OutboxTimeouts): SMTPConnection.Options {
  const { host, port, security, ca } = settings;
  return {
    host,
    port,
    secure: security === "tls",
    requireTLS: security === "starttls",
    ignoreTLS: security === "none",
    tls: { minVersion: "TLSv1.2", ...(ca === null ? {} : { ca: [...rootCertificates, ca] }) },
    connectionTimeout: timeouts.connectMs,
    greetingTimeout: timeouts.greetingMs,
    socketTimeout: timeouts.socketMs,
    // A line that is dropped lets nothing out any more.
    socketCloseTimeout: 0,
    logger: false,
  };
}

function loginWith(user: string, { kind, value }: Secret): SMTPConnection.AuthenticationType {
  return kind === "oauth2"
    ? { user, method: "XOAUTH2", oauth2: new XOAuth2({ user, accessToken: value }) }
    : { user, pass: value };
}

function bare(messageId: string | undefined): string | null {
  return messageId === undefined ? null : messageId.replace(/^<|>$/g, "");
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
