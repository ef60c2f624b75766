/** What the outbox is opened with. */
import { MINUTE_MS, SECOND_MS } from "../time.ts";

export interface Secret {
  readonly kind: "password" | "oauth2";
  readonly value: string;
}

export interface OutboxSettings {
  readonly host: string;
  readonly port: number;
  readonly security: "tls" | "starttls" | "none";
  readonly user: string;
  /** Asked for at each login when it is a function, since OAuth2 tokens live an hour; null: no login. */
  readonly secret: Secret | (() => Promise<Secret>) | null;
  /** PEM text of further authorities, beside those Node knows. */
  readonly ca: string | null;
}

/** All in milliseconds. */
export interface OutboxTimeouts {
  readonly connectMs: number;
  readonly greetingMs: number;
  /** Silence of the server before the body, taken for a dead line: surely unsent then. */
  readonly socketMs: number;
  /** Silence after the body: every second waited here spares a doubt. */
  readonly answerMs: number;
  /** A connection without work is closed after this, before the server does. */
  readonly idleMs: number;
  /** On closing, how long a mail whose body is leaving may still be answered. */
  readonly closeMs: number;
}

/** RFC 5321 §4.5.3.2 asks for ten minutes after the final dot, scanners take their time. */
export const OUTBOX_TIMEOUTS: OutboxTimeouts = {
  connectMs: 30 * SECOND_MS,
  greetingMs: 30 * SECOND_MS,
  socketMs: 2 * MINUTE_MS,
  answerMs: 10 * MINUTE_MS,
  idleMs: 30 * SECOND_MS,
  closeMs: 8 * SECOND_MS,
};
