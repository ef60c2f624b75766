/** What a mailbox is opened with, and the imapflow options that follow from it. */
import { rootCertificates } from "node:tls";
import type { ImapFlowOptions } from "imapflow";
import { MAIL_BYTES } from "../bounds.ts";
import { MINUTE_MS, SECOND_MS } from "../time.ts";

export interface MailboxSettings {
  readonly host: string;
  readonly port: number;
  readonly security: "tls" | "starttls" | "none";
  readonly user: string;
  readonly secret: { readonly kind: "password" | "oauth2"; readonly value: string };
  /** PEM text of further authorities, beside those Node knows. */
  readonly ca: string | null;
  /** The one mailbox that is read. Folder names may use `/` between levels whatever the server's own sign is. */
  readonly mailbox: string;
  readonly handled: string;
  readonly problems: string;
  /** Whether these two are created when they are missing. Default true. */
  readonly createsFolders?: boolean;
  /** Null: found by its special use (RFC 6154), else by its usual names. */
  readonly sentMailbox: string | null;
}

/** All in milliseconds. */
export interface Timeouts {
  /** Until the TCP and TLS line stands. */
  readonly connectMs: number;
  /** From there to the server's first word. */
  readonly greetingMs: number;
  /** Silence that is taken for a dead line while an answer is due; in IDLE the server is asked after it. */
  readonly socketMs: number;
  /** An IDLE is renewed after this, however lively (RFC 2177 asks for less than 29 minutes). */
  readonly idleMs: number;
  /** Quiet after the last command before IDLE begins by itself. */
  readonly idleDelayMs: number;
  /** How long a LOGOUT may take before the line is simply dropped. */
  readonly closeMs: number;
}

/** A line that died in IDLE is noticed after twice `socketMs`, within two polls of two minutes. */
export const TIMEOUTS: Timeouts = {
  connectMs: 30 * SECOND_MS,
  greetingMs: 20 * SECOND_MS,
  socketMs: 90 * SECOND_MS,
  idleMs: 4 * MINUTE_MS,
  idleDelayMs: 250,
  closeMs: 3 * SECOND_MS,
};

/** RFC822.SIZE is an estimate with some servers; only a gross lie may break the line. */
const LITERAL_BYTES = 4 * MAIL_BYTES;

export function imapOptions(settings: MailboxSettings, timeouts: Timeouts): ImapFlowOptions {
  const { host, port, security, user, secret, ca } = settings;
  return {
    host,
    port,
    secure: security === "tls",
    doSTARTTLS: security === "starttls",
    auth: secret.kind === "oauth2" ? { user, accessToken: secret.value } : { user, pass: secret.value },
    tls: ca === null ? {} : { ca: [...rootCertificates, ca] },
    logger: false,
    // CONDSTORE, UTF8=ACCEPT and IMAP4rev2 bring nothing here, and each changes what answers look like.
    disableAutoEnable: true,
    disableCompression: true,
    maxLiteralSize: LITERAL_BYTES,
    connectionTimeout: timeouts.connectMs,
    greetingTimeout: timeouts.greetingMs,
    socketTimeout: timeouts.socketMs,
    maxIdleTime: timeouts.idleMs,
    autoIdleDelay: timeouts.idleDelayMs,
  };
}
