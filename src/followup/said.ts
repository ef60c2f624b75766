/** What people say about what comes next, in their own words. Read for offering only: each waits for her yes. */
import { readWhen } from "../query/when.ts";
import { inZone, type Zone } from "../time.ts";

/** Only the beginning of an answer is looked at. Characters. */
const READ_CHARS = 600;

/** `I'll get back to you Friday`, `let me come back to you on Monday`, `you'll hear from me tomorrow`. */
const LATER =
  /\b(?:(?:i(?:['’]ll| will| can| shall)|let me|will|can i|may i)\s+(?:\w+\s+)?(?:get|come|write|be)\s+back(?:\s+to\s+you)?|(?:i(?:['’]ll| will))\s+(?:let you know|answer|reply|respond|send (?:it|something|them|this)|have (?:it|something)|look at (?:it|this))|you(?:['’]ll| will) hear from me|hear from me)\s*,?\s*([^.!?\n;]{2,40})/i;
/** Words between the promise and its day. */
const LEAD =
  /^(?:(?:with|about|on) (?:this|that|it)\s+|(?:by|on|before|around|at|until|until the|later|the)\s+)*/i;

/**
 * The day they named for writing again, as the noon of that day in their zone.
 *
 * @param zone the contact's
 * @returns null when they promised nothing, or no day of it
 */
export function promisedDay(words: string, now: Date, zone: Zone): Date | null {
  const [, said = ""] = LATER.exec(words.slice(0, READ_CHARS)) ?? [];
  const tokens = said.replace(LEAD, "").trim().split(/\s+/);
  for (let count = Math.min(tokens.length, 4); count > 0; count--) {
    const at = readWhen(tokens.slice(0, count).join(" ").replace(/,$/, ""), now, zone);
    if (at !== null) return inZone(at, zone).startOf("day").set({ hour: 12 }).toJSDate();
  }
  return null;
}

/** What she owes when she writes it to somebody: `I'll send you the tide-mill piece`. */
const PROMISE =
  /\b(?:i(?:['’]ll|['’]d love to| will| promise to| owe you))\s+(?:also\s+|happily\s+|gladly\s+|try to\s+|be sure to\s+)?(?:send|forward|share|mail|email|post|bring|dig (?:out|up)|find|look up|introduce|put you in touch|connect|call|ring|write|let you know|ask|get you|make)\b[^.!?\n]*/gi;
/** Longer is a paragraph. Characters. */
const PROMISE_CHARS = 140;
const PROMISES = 3;

/** Her promises in a mail of hers that copied us; quotes taken out before. Her own words, without full stop. */
export function promisesIn(text: string): readonly string[] {
  const unwrapped = text.replace(/([^\n])\n(?!\n)/g, "$1 ");
  return [...unwrapped.matchAll(PROMISE)]
    .map(([said]) => said.replace(/\s+/g, " ").trim())
    .filter((said) => said.length <= PROMISE_CHARS)
    .slice(0, PROMISES);
}

export interface Outcome {
  readonly kind: "pitched" | "no" | "ran";
  /** For `ran`: where it is in print, as they wrote it; null: no link. */
  readonly link: string | null;
}

const LINK = /https?:\/\/[^\s<>"')\]]+/;
/** A link alone is an article they like; the piece they are in is told in such words. */
const RAN =
  /\b(?:it ran|ran(?: (?:today|yesterday|this|last|on|in|here|it|the))?\s*[:,.!-]|has run|(?:it|this|the (?:piece|article|story|episode|interview|podcast)) (?:is|was|went|just|came|ran)\b[^.!?\n]{0,30}\b(?:out|up|live|online|published|printed|aired|ran)|(?:got|was|been|were|am|i['’]m) (?:quoted|featured|published|interviewed) (?:in|by|on)|in print|here(?:['’]s| is) the (?:piece|article|story|episode|link to the))/i;
const YES =
  /^(?:yes|yep|yeah|yup|i did|did|done|pitched|sent (?:it|mine|something|them)|(?:i )?(?:have )?(?:just )?(?:pitched|answered|replied|responded|wrote to (?:them|her|him)|applied))\b/i;
const NO =
  /^(?:no|nope|nah|not (?:this|for me|my|mine|in the end|in time)|i (?:didn['’]t|did not|passed|couldn['’]t|could not)|too late|sorry,? (?:no|i didn['’]t|i couldn['’]t))\b/i;

/** What they say came of it; null: nothing of the kind. */
export function outcomeOf(words: string): Outcome | null {
  const said = words.slice(0, READ_CHARS).replace(/\s+/g, " ").trim();
  const link = LINK.exec(said)?.[0].replace(/[.,;:!?]+$/, "") ?? null;
  if (RAN.test(said) || /^ran\b/i.test(said)) return { kind: "ran", link };
  if (NO.test(said)) return { kind: "no", link: null };
  return YES.test(said) || /\bpitched\b/i.test(said) ? { kind: "pitched", link: null } : null;
}
