/** Mail that no person wrote (RFC 3834): known by safe headers; `Precedence` and `List-*` are no sign, list mail is our raw material. */
import { fieldValue, fieldValues } from "./header.ts";
import type { AutomaticReason, Bounce, Message } from "./message.ts";
import type { Mime } from "./mime.ts";

/** More hops than this is a mail going round (RFC 5321 §6.3 asks for at least 100; nothing honest passes 50). */
const HOPS = 50;

const AUTOREPLY_FIELDS = [
  "x-autoreply",
  "x-autorespond",
  "x-autoresponder",
  "x-auto-reply",
  "x-autoreply-from",
];

export interface AutomaticContext {
  readonly mime: Mime;
  readonly bounce: Bounce | null;
  readonly text: string;
}

/** Null when a person, or a list, may have written it. */
export function automaticOf(context: AutomaticContext): Message["automatic"] {
  const why = reasonOf(context);
  return why === null ? null : { why, returnsOn: null };
}

function reasonOf({ mime, bounce }: AutomaticContext): AutomaticReason | null {
  const { fields, parts } = mime;
  if (bounce !== null) return "bounce";
  if (parts.some(({ contentType }) => contentType === "message/feedback-report")) return "feedback";
  if (parts.some(({ contentType }) => contentType === "message/disposition-notification")) return "receipt";
  if (fieldValues(fields, "received").length > HOPS) return "loop";
  const submitted = submittedOf(mime);
  if (
    submitted?.startsWith("auto-replied") ||
    AUTOREPLY_FIELDS.some((name) => fieldValue(fields, name) !== null)
  ) {
    return "out-of-office";
  }
  if (submitted !== null && !submitted.startsWith("no")) return "other";
  if (/\ball\b/i.test(fieldValue(fields, "x-auto-response-suppress") ?? "")) return "other";
  return fieldValue(fields, "return-path") === "<>" ? "other" : null;
}

/** Auto-Submitted as printed, lower-case; null when absent. */
export function submittedOf({ fields }: Mime): string | null {
  return fieldValue(fields, "auto-submitted")?.toLowerCase() ?? null;
}
