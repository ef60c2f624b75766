/** Labels of a closed set and their values: `Media Outlet: Daily Pond (https://pond.example)`. */
import type { Address } from "../message/message.ts";
import { collapsed, orNull } from "./text.ts";

export type Key =
  | "number"
  | "summary"
  | "name"
  | "title"
  | "category"
  | "email"
  | "profile"
  | "outlet"
  | "website"
  | "deadline"
  | "date"
  | "time"
  | "zone"
  | "anonymous"
  | "regional"
  | "region"
  | "query"
  | "requirements";

/** Spellings in lower case, white space single, without the colon -> what they mean. */
export type Labels = ReadonlyMap<string, Key>;

export interface Label {
  readonly key: Key;
  /** Where its line, or its first letter in mid-line, starts. */
  readonly at: number;
  /** Where its value starts. */
  readonly valueAt: number;
}

/** A label is no longer than this. Characters. */
const LABEL_CHARS = 44;
/** Marks that bold print, quotes and bullets leave before a label. */
const BEFORE = " \t*_>#|•·";
const ADDRESS = /[a-z0-9][a-z0-9._%+'-]{0,80}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}/i;
const LINK = /https?:\/\/[^\s<>"]+|www\.[^\s<>"]+/i;

/** The label at the head of the line between the two offsets; null when there is none of the set. */
export function labelAt(plain: string, lineAt: number, lineEnd: number, labels: Labels): Label | null {
  const mark = markIn(plain, lineAt, lineEnd);
  if (mark === -1) return null;
  let from = lineAt;
  while (from < mark && BEFORE.includes(plain.charAt(from))) from++;
  const isQuestion = plain.charAt(mark) === "?";
  const name = collapsed(plain.slice(from, isQuestion ? mark + 1 : mark).replace(/[*_]/g, "")).toLowerCase();
  const key = labels.get(name);
  if (key === undefined) return null;
  let valueAt = isQuestion && plain.charAt(mark + 1) === ":" ? mark + 2 : mark + 1;
  while (plain.charAt(valueAt) === "*") valueAt++;
  return { key, at: lineAt, valueAt };
}

/** Where the colon or question mark of a label stands; -1 in most lines, which are prose. */
function markIn(plain: string, from: number, to: number): number {
  const end = Math.min(to, from + LABEL_CHARS);
  for (let at = from; at < end; at++) {
    const code = plain.charCodeAt(at);
    if (code === 58 || code === 63 || code === 0xff1a || (code === 9 && at > from + 1)) return at;
  }
  return -1;
}

/** All labels at line heads between two offsets, in their order. */
export function labelsBetween(plain: string, from: number, to: number, labels: Labels): Label[] {
  const found: Label[] = [];
  for (let at = from; at < to; ) {
    const newline = plain.indexOf("\n", at);
    const end = newline === -1 || newline > to ? to : newline;
    const label = labelAt(plain, at, end, labels);
    if (label !== null) found.push(label);
    at = end + 1;
  }
  return found;
}

/** Obfuscation and residue that stand in for an address: `a [at] b (dot) c`, `x <mailto:x>`, a break at a hyphen. */
function unmasked(value: string): string {
  return value
    .replace(/mailto:/gi, " ")
    .replace(/\s?[[({<]\s?at\s?[\])}>]\s?/gi, "@")
    .replace(/\s?[[({<]\s?dot\s?[\])}>]\s?/gi, ".")
    .replace(/-\s+/g, "-");
}

/** The first address of a value, lower-case. */
export function addressIn(value: string | undefined): string | null {
  if (value === undefined || value.length < 5) return null;
  const found = ADDRESS.exec(unmasked(value).slice(0, 500))?.[0];
  return found === undefined ? null : trueAddress(found);
}

/** Lower-case; `x@y.comthanks`, where a lost line break drew a word up, ends with its `com`. */
export function trueAddress(address: string): string {
  const lower = address.toLowerCase();
  return LONG_ENDING.test(lower) ? lower : lower.replace(/\.(com|net|org)[a-z]{3,}$/, ".$1");
}

const LONG_ENDING = /\.(?:community|company|compare|computer|comsec|network|netbank|netflix|organic)$/;

/** The first link of a value, as printed. */
export function linkIn(value: string | undefined): string | null {
  const found = LINK.exec(value ?? "")?.[0];
  return found === undefined ? null : found.replace(/[).,;\]]+$/, "");
}

/** Addresses of the lists themselves: a pitch sent there reaches no journalist. */
const LISTS_OWN =
  /^(?:(?:haro|no-?reply|donotreply|do-not-reply|notifications?|alerts?|community|mailer-daemon|postmaster|bounces?|unsubscribe|subscribe)(?:[+-].*)?@.*|peter@(?:sourceofsources|shankman|helpareporter)\.com|.*@(?:googlegroups\.com|groups\.io|lists?\..*))$/;

export function isListsOwn(address: string, sender: Address | null): boolean {
  return address === sender?.address || LISTS_OWN.test(address);
}

export interface OutletField {
  readonly outlet: string | null;
  readonly outletUrl: string | null;
  readonly anonymous: boolean;
}

/** `Pond (Weekly) (https://pond.example)`: only parentheses that hold nothing but a link are no part of the name. */
export function outletField(value: string | undefined, website?: string): OutletField {
  const { name, link } = splitLink(collapsed(value ?? ""));
  const anonymous = /^anonymous\b/i.test(name);
  const outletUrl = orNull(link ?? undefined) ?? orNull(linkIn(website) ?? bareDomain(website) ?? undefined);
  return { outlet: anonymous || isNothing(name) ? null : name, outletUrl, anonymous };
}

function splitLink(value: string): { name: string; link: string | null } {
  const open = Math.max(value.lastIndexOf(" ("), value.lastIndexOf(" <"), value.lastIndexOf(" ["));
  if (open !== -1) {
    const inner = value.slice(open + 2).replace(/[)>\]]\s*$/, "");
    const link = linkOf(inner);
    if (link !== null) return { name: withoutLink(value.slice(0, open)), link };
  }
  const bare = LINK.exec(value);
  if (bare !== null && bare.index > 0) return { name: withoutLink(value), link: linkIn(value) };
  return { name: value, link: null };
}

/** The same link may stand twice in the parentheses, or be broken by a wrap. */
function linkOf(inner: string): string | null {
  const [first = "", second] = inner.trim().split(/\s+/);
  const whole =
    second === undefined || /^(?:https?:|www\.)/i.test(second) ? first : inner.replace(/\s+/g, "");
  if (/^(?:https?:\/\/|www\.)\S+$/i.test(whole)) return whole.replace(/[>\])]+$/, "");
  return bareDomain(inner.trim());
}

function bareDomain(value: string | undefined): string | null {
  const text = (value ?? "").trim();
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,10}(?:\/\S*)?$/i.test(text) ? text : null;
}

function withoutLink(name: string): string {
  return collapsed(name.replace(LINK, "").replace(/[(<[]\s*[)>\]]/g, ""));
}

function isNothing(value: string): boolean {
  return value === "" || /^(?:n\/?a|none|-+)$/i.test(value);
}

/** A person's name; null for none, `Anonymous` and the like. */
export function personField(value: string | undefined): string | null {
  const name = collapsed(value ?? "");
  return isNothing(name) || /^(?:anonymous|withheld|not (?:given|disclosed))\b/i.test(name) ? null : name;
}
