/** imapflow's and the server's ways of failing, told in our words: who must act, and how. */
import { AssistantError, LoginRefused, Misconfigured, ServiceUnavailable } from "../errors.ts";
import type { MailboxSettings } from "./settings.ts";

/** What imapflow hangs on its errors. `response` is the server's answer as text once a command has failed. */
interface ImapFault {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly response?: unknown;
  readonly reason?: unknown;
  readonly responseStatus?: unknown;
  readonly responseText?: unknown;
  readonly serverResponseCode?: unknown;
  readonly authenticationFailed?: unknown;
  readonly mailboxMissing?: unknown;
  readonly oauthError?: unknown;
  readonly tlsFailed?: unknown;
}

/** Response codes that pass by themselves (RFC 5530, RFC 9208). */
const PASSING_CODES: ReadonlySet<string> = new Set([
  "UNAVAILABLE",
  "INUSE",
  "LIMIT",
  "SERVERBUG",
  "OVERQUOTA",
  "THROTTLED",
]);

/** Gmail, Yahoo and Exchange say so in words, without a code. */
const PASSING_WORDS = /too many|temporar|try again|unavailable|throttl|not connected|rate limit/i;

const UNTRUSTED_CERTIFICATE: ReadonlySet<string> = new Set([
  "SELF_SIGNED_CERT_IN_CHAIN",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
]);

/** A reset line, a name that does not resolve and a full server all mean: later. */
export function connectFailure(error: unknown, settings: MailboxSettings): AssistantError {
  if (error instanceof AssistantError) return error;
  const fault = error as ImapFault;
  return (
    loginFailure(fault, settings, error) ??
    tlsFailure(fault, settings, error) ??
    new ServiceUnavailable(`${where(settings)} cannot be reached: ${words(fault)}`, { cause: error })
  );
}

function loginFailure(fault: ImapFault, settings: MailboxSettings, cause: unknown): AssistantError | null {
  if (fault.message === "Unsupported authentication mechanism")
    return new Misconfigured(
      `imap.auth: ${where(settings)} does not offer "${settings.secret.kind}" sign-in.`,
      { cause },
    );
  if (fault.message === "Login is disabled")
    return new Misconfigured(
      `imap.security: ${where(settings)} takes no login over an open line; use "tls" or "starttls".`,
      { cause },
    );
  if (fault.message === "No password configured")
    return new Misconfigured(`The secret for imap.user is empty; set SENDALONG_IMAP_PASSWORD.`, { cause });
  if (fault.authenticationFailed !== true) return null;
  if (passes(fault))
    return new ServiceUnavailable(`${where(settings)} takes no login just now: ${words(fault)}`, { cause });
  return new LoginRefused(
    `${where(settings)} refused the login of imap.user: ${words(fault)} ${loginCure(settings)}`,
    { cause },
  );
}

function loginCure(settings: MailboxSettings): string {
  return settings.secret.kind === "oauth2"
    ? "Its token has expired or was called back: SENDALONG_IMAP_PASSWORD must bring a new one."
    : "Check imap.user and SENDALONG_IMAP_PASSWORD; many providers want an app password.";
}

function tlsFailure(fault: ImapFault, settings: MailboxSettings, cause: unknown): AssistantError | null {
  const code = typeof fault.code === "string" ? fault.code : "";
  if (UNTRUSTED_CERTIFICATE.has(code))
    return new Misconfigured(
      `imap.ca: the certificate of ${where(settings)} is signed by nobody known here (${code}). If it is yours, name its PEM file in imap.ca.`,
      { cause },
    );
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID")
    return new Misconfigured(
      `imap.host: the certificate of ${where(settings)} is for another name: ${words(fault)}`,
      { cause },
    );
  if (code === "CERT_HAS_EXPIRED" || code === "CERT_NOT_YET_VALID")
    return new ServiceUnavailable(
      `The certificate of ${where(settings)} is out of its dates (${code}); the server's or this machine's clock is at fault.`,
      { cause },
    );
  if (code === "ERR_SSL_WRONG_VERSION_NUMBER" || code === "ERR_SSL_PACKET_LENGTH_TOO_LONG")
    return new Misconfigured(
      `imap.security: ${where(settings)} does not speak TLS from the start; try "starttls" or another imap.port.`,
      { cause },
    );
  if (code.startsWith("ERR_OSSL_PEM"))
    return new Misconfigured(`imap.ca holds no readable PEM certificate (${code}).`, { cause });
  if (fault.tlsFailed === true && /STARTTLS/.test(String(fault.message)))
    return new Misconfigured(
      `imap.security: ${where(settings)} offers no STARTTLS; nothing was sent over the open line.`,
      { cause },
    );
  return null;
}

/** A folder that is named in the settings and cannot be had. */
export function folderFailure(
  error: unknown,
  key: "imap.mailbox" | "imap.handled" | "imap.problems",
  path: string,
): AssistantError {
  if (error instanceof AssistantError) return error;
  const fault = error as ImapFault;
  if (fault.responseStatus === undefined)
    return new ServiceUnavailable(`The line was lost before "${path}" was there: ${words(fault)}`, {
      cause: error,
    });
  const refusedForGood =
    fault.mailboxMissing === true ||
    (key !== "imap.mailbox" && fault.responseStatus === "NO" && !passes(fault));
  const text = `${key}: the server will not ${key === "imap.mailbox" ? "open" : "create"} "${path}": ${words(fault)}`;
  return refusedForGood
    ? new Misconfigured(text, { cause: error })
    : new ServiceUnavailable(text, { cause: error });
}

/** A command on an open line that failed. A fault of our own code is handed on as it is. */
export function commandFailure(error: unknown, doing: string): unknown {
  if (error instanceof AssistantError || error instanceof TypeError || error instanceof RangeError)
    return error;
  return new ServiceUnavailable(`The mailbox could not ${doing}: ${words(error as ImapFault)}`, {
    cause: error,
  });
}

/** A command imapflow answered with `false` or nothing: refused, or the line was lost meanwhile. */
export function refused(doing: string): ServiceUnavailable {
  return new ServiceUnavailable(`The mailbox server refused to ${doing}, or the line was lost.`);
}

function passes(fault: ImapFault): boolean {
  const code = String(fault.serverResponseCode ?? "").toUpperCase();
  return PASSING_CODES.has(code) || PASSING_WORDS.test(words(fault));
}

/** The server's own words where there are any. */
function words(fault: ImapFault): string {
  const said = [fault.responseText, fault.reason, fault.response, fault.message].find(
    (each) => typeof each === "string" && each.trim() !== "",
  );
  const status = (fault.oauthError as { status?: unknown } | null | undefined)?.status;
  const code = typeof fault.code === "string" ? ` (${fault.code})` : "";
  return `${String(said ?? "no reason given").trim()}${code}${status === undefined ? "" : ` (status ${String(status)})`}`;
}

function where({ host, port }: MailboxSettings): string {
  return `imap.host ${host}:${port}`;
}
