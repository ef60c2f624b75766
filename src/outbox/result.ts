/**
 * What became of a mail, read from the server's reply and from how far the mail had come.
 *
 * nodemailer reports a line lost before and after the mail was taken alike, and 452 and 550 alike: only the reply
 * code and our own knowledge of the stage tell them apart.
 */

/** `body`: the server asked for it (354) and we began to give it. */
export type Stage = "connect" | "login" | "envelope" | "body";

export type SendResult =
  | {
      readonly kind: "sent";
      readonly response: string;
      /** The Message-ID the server says it gave the mail instead of ours (Outlook, SES); null: ours stands. */
      readonly messageId: string | null;
    }
  /** 5yz for this mail or recipient: never again. */
  | {
      readonly kind: "refused";
      readonly code: number;
      readonly enhanced: string | null;
      readonly text: string;
    }
  /**
   * 4yz, or the line was lost before the 354: unsent, try again later. `handedOver`: the whole body had left when
   * the server said no. Some took it all the same, so look in Sent first.
   */
  | {
      readonly kind: "later";
      readonly code: number | null;
      readonly text: string;
      readonly handedOver: boolean;
    }
  /** The line was lost after the 354: nobody knows. */
  | { readonly kind: "unsure"; readonly text: string }
  /** The server does not let us in, or we do not trust it: stop sending, not reading. */
  | { readonly kind: "login"; readonly text: string }
  /** Too much or too fast for this account: the whole queue waits, no mail is to blame. */
  | {
      readonly kind: "throttled";
      readonly code: number;
      readonly text: string;
      readonly handedOver: boolean;
    };

/** How a send failed. */
export interface Failure {
  readonly stage: Stage;
  /** nodemailer's `EAUTH`, `EMESSAGE` …; `UNTRUSTED` when the server's certificate does not hold. */
  readonly code: string;
  readonly message: string;
  /** The server's reply, all lines; null when it said nothing. */
  readonly response: string | null;
}

/** Login is asked for, or was refused (RFC 4954 §6). */
const LOGIN_CODES = new Set([530, 534, 535, 538]);
const THROTTLE_CODES = new Set([421, 432]);
/** 4.7.x and 4.3.2: slow down (Gmail, Microsoft 365); 5.4.5: Gmail's daily limit; 5.1.90, 5.7.708: Microsoft's. */
const THROTTLE_ENHANCED = /^(?:4\.7\.\d+|4\.3\.2|5\.4\.5|5\.1\.90|5\.7\.708)$/;
/** Of what a server says, so much is shown to her. Characters. */
const TEXT_CHARS = 300;
/** RFC 3463: "message too big for system", for a mail larger than the server announced to take. */
const TOO_LARGE = { code: 552, enhanced: "5.3.4" };

export function resultOf(failure: Failure): SendResult {
  const reply = failure.response === null ? null : replyOf(failure.response);
  if (reply === null || reply.code < 400 || reply.code > 599) return withoutReply(failure);
  const { code, enhanced, text } = reply;
  const handedOver = failure.stage === "body";
  if (isThrottle(code, enhanced)) return { kind: "throttled", code, text, handedOver };
  if (isAboutUs(failure, code)) return { kind: "login", text };
  // 503: the session was in the wrong state, not the mail.
  return code < 500 || code === 503
    ? { kind: "later", code, text, handedOver }
    : { kind: "refused", code, enhanced, text };
}

function withoutReply({ stage, code, message }: Failure): SendResult {
  const text = shown(message);
  if (stage === "body") return { kind: "unsure", text };
  if (code === "EAUTH" || code === "UNTRUSTED") return { kind: "login", text };
  if (code === "EMESSAGE") return { kind: "refused", ...TOO_LARGE, text };
  return { kind: "later", code: null, text, handedOver: false };
}

/** A 5yz before MAIL is about the account or our address, not about the mail. */
function isAboutUs({ stage }: Failure, code: number): boolean {
  return LOGIN_CODES.has(code) || (code >= 500 && (stage === "connect" || stage === "login"));
}

function isThrottle(code: number, enhanced: string | null): boolean {
  return THROTTLE_CODES.has(code) || (enhanced !== null && THROTTLE_ENHANCED.test(enhanced));
}

interface Reply {
  readonly code: number;
  /** RFC 3463, `5.1.1`; null when the server prints none. */
  readonly enhanced: string | null;
  readonly text: string;
}

const REPLY_LINE = /^(\d{3})[ -]?(?:([245]\.\d{1,3}\.\d{1,3})(?:[ \t]|$))?(.*)$/;

function replyOf(response: string): Reply | null {
  const lines = response.split(/\r?\n/).map((line) => REPLY_LINE.exec(line));
  const code = Number(lines[0]?.[1] ?? Number.NaN);
  if (Number.isNaN(code)) return null;
  const enhanced = lines.find((line) => line?.[2] !== undefined)?.[2] ?? null;
  const words = lines.map((line) => line?.[3]?.trim() ?? "").filter((each) => each !== "");
  return {
    code,
    enhanced,
    text: shown([code, enhanced, ...words].filter((each) => each !== null).join(" ")),
  };
}

/** A server's words for a person: one line, no control characters, not endless. */
function shown(text: string): string {
  const line = text.replace(/[\p{Cc}\s]+/gu, " ").trim();
  return line.length > TEXT_CHARS ? `${line.slice(0, TEXT_CHARS - 1)}…` : line;
}
