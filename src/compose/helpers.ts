/** The words a template may use on its data: clocks, counts, lists, ready-made answers. The same for text and HTML. */
import Handlebars from "handlebars";
import type { Deadline, RouteView } from "../decision/views.ts";
import type { Zone } from "../time.ts";
import {
  capital,
  clock,
  day,
  dayAndClock,
  dayClockZone,
  deadlineParts,
  deadlineToContact,
  deadlineToHer,
  digits,
  givenName,
  hoursAndMinutes,
  inWords,
  leavesAt,
  listed,
  plural,
  shortened,
  soon,
} from "./forms.ts";
import { asHtml } from "./html.ts";
import { oneLine, uncontrolled, verbatimMark } from "./wrap.ts";

/** A contact's words in a digest are cut to this. Characters. */
const QUOTE_CHARS = 150;
/** Where a page grows too large a ready-made answer bears no more of the subject; else all, or it starts a thread of its own. Characters. */
const LEAN_SUBJECT_CHARS = 22;

/** Blanks between a command and what it does. */
const COLUMN_GAP = 3;

type Helper = (...args: unknown[]) => unknown;

/** Helpers get their arguments, then Handlebars' options. */
interface Options {
  readonly hash: Readonly<Record<string, unknown>>;
  readonly data: {
    readonly root: Readonly<Record<string, unknown>>;
    readonly verbatim: string[];
    readonly subject: string;
    readonly leanness: number;
  };
}

const shared: Readonly<Record<string, Helper>> = {
  words: (count) => inWords(number(count)),
  Words: (count) => capital(inWords(number(count))),
  digits: (count) => digits(number(count)),
  plural: (count, one, many) => plural(number(count), text(one), text(many)),
  capital: (words) => capital(line(words)),
  list: (names) => listed(texts(names)),
  or: (names) => listed(texts(names), "or"),
  join: (items, between) => texts(items).join(text(between)),
  sentences: (items) => texts(items).map(sentence).join(" "),
  ended: (words) => ended(line(words)),
  ends: (words) => isEnded(line(words)),
  widest: (answers) =>
    Math.max(0, ...list(answers).map((each) => text((each as Typed).type).length)) + COLUMN_GAP,
  width: (words) => line(words).length,
  sentence: (words) => sentence(line(words)),
  given: (name) => givenName(line(name)),
  cat: (...args) => args.slice(0, -1).map(String).join(""),
  possessive: (name) => possessive(line(name)),
  decimal: (score) => number(score).toFixed(2),
  times: (count) => times(number(count)),
  refusals: (refuses) => texts(refuses).map(refusal).join(" "),
  waysOf: (item) => ways(item as Answerable),
  briefly: (people) =>
    list(people)
      .map((each) => nameAndCode(each as Coded))
      .join(", "),
  short: (words, limit) => shortened(line(words), number(limit)),
  count: (items) => list(items).length,
  eq: (one, other) => one === other,
  not: (value) => !truthy(value),
  any: (...args) => args.slice(0, -1).some(truthy),
  both: (...args) => args.slice(0, -1).every(truthy),
  more: (one, other) => number(one) > number(other),
  /** Steps of a page that grows too large: all links, only the needed ones, none beside people, names alone. */
  roomy: (...args) => options(args).data.leanness < 1,
  linked: (...args) => options(args).data.leanness < 2,
  told: (...args) => options(args).data.leanness < 3,

  clock: (at, ...rest) => clock(date(at), zoneOf(rest)),
  day: (at, ...rest) => day(date(at), zoneOf(rest), nowOf(rest)),
  when: (at, ...rest) => dayAndClock(date(at), zoneOf(rest), nowOf(rest)),
  soon: (at, ...rest) => soon(date(at), zoneOf(rest), nowOf(rest)),
  whenExactly: (at, ...rest) => dayClockZone(date(at), zoneOf(rest), nowOf(rest)),
  lasted: (from, to) => hoursAndMinutes(date(to).getTime() - date(from).getTime()),
  leaves: (at, person, ...rest) => oneLine(leavesAt(date(at), person as Place, zoneOf(rest), nowOf(rest))),
  toContact: (deadline, contact, ...rest) => {
    const isFormal = options(rest).hash.formal === true;
    return oneLine(deadlineToContact(deadline as Deadline, contact as Place, nowOf(rest), isFormal));
  },
};

export const textHelpers: Readonly<Record<string, Helper>> = {
  ...shared,
  deadline: (deadline, ...rest) => oneLine(deadlineToHer(deadline as Deadline, nowOf(rest), zoneOf(rest))),
  /** The other one's words on one line, in straight quotes. */
  quote: (words) => `"${shortened(line(words), QUOTE_CHARS)}"`,
  /** Printed words, whole. */
  printed: (words) => `"${line(words)}"`,
  quotedList: (lines) =>
    texts(lines)
      .map((each) => `"${shortened(each, QUOTE_CHARS)}"`)
      .join(", "),
  curly: (words) => line(words),
  /** Untouched, not even wrapped. */
  verbatim: (words, ...rest) => {
    const { verbatim } = options(rest).data;
    verbatim.push(uncontrolled(text(words)));
    return verbatimMark(verbatim.length - 1);
  },
  /** `send all` and blanks up to the width of the column. */
  pad: (words, width) => line(words).padEnd(number(width)),
};

export const htmlHelpers: Readonly<Record<string, Helper>> = {
  ...shared,
  deadline: (deadline, ...rest) => {
    const { when, left, yours, isNear } = deadlineParts(deadline as Deadline, nowOf(rest), zoneOf(rest));
    const strong =
      left === null ? "" : isNear ? ` (<strong>${escaped(left)}</strong>)` : ` (${escaped(left)})`;
    return safe(
      `${escaped(oneLine(when))}${strong}${yours === null ? "" : `, ${escaped(yours)}&nbsp;for&nbsp;you`}`,
    );
  },
  quote: (words) => `“${shortened(line(words), QUOTE_CHARS)}”`,
  printed: (words) => `“${line(words)}”`,
  quotedList: (lines) =>
    texts(lines)
      .map((each) => `“${shortened(each, QUOTE_CHARS)}”`)
      .join(", "),
  /** Our own sentence, its straight quotes turned into round ones. */
  curly: (words) => curly(line(words)),
  verbatim: (words) => safe(asHtml(uncontrolled(text(words)))),
  /** A draft of an answer: the command, a blank line, the letter's secret. Nothing acts until she sends it. */
  mailto: (type, ...rest) => {
    const { root, subject, leanness } = options(rest).data;
    const whole = oneLine(subject).replace(/^(?:re: *)+/i, "");
    const about = leanness > 0 ? shortened(whole, LEAN_SUBJECT_CHARS) : whole;
    const body = `${text(type)}\r\n\r\nref: ${text(root.ref)}\r\n`;
    return safe(
      `mailto:${address(text(root.assistantAddress))}?subject=${encoded(`Re: ${about}`)}&amp;body=${encoded(body)}`,
    );
  },
  /** A draft to somebody else, without a word of ours in it. */
  labelOf: (answer) => labelOf(answer as Labelled),
  mailTo: (to, subject) =>
    safe(`mailto:${address(text(to))}${subject === null ? "" : `?subject=${encoded(line(subject))}`}`),
};

interface Place {
  readonly zone: Zone | null;
  readonly place: string | null;
}

interface Answerable {
  readonly routes: readonly RouteView[];
  readonly url: string | null;
}

interface Typed {
  readonly type: string;
}

interface Labelled extends Typed {
  readonly label: string | null;
}

interface Coded {
  readonly code: string;
  readonly name: string;
}

function options(args: readonly unknown[]): Options {
  return args.at(-1) as Options;
}

/** The zone named as an argument, else hers. Null is hers too. */
function zoneOf(args: readonly unknown[]): Zone {
  const [named] = args;
  if (typeof named === "string") return named;
  const owner = options(args).data.root.owner as { readonly zone: Zone };
  return owner.zone;
}

function nowOf(args: readonly unknown[]): Date {
  return date(options(args).data.root.now);
}

function truthy(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function text(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  throw new TypeError(`a text is wanted, not ${String(value)}`);
}

function line(value: unknown): string {
  return oneLine(text(value));
}

function number(value: unknown): number {
  if (typeof value === "number") return value;
  if (Array.isArray(value)) return value.length;
  throw new TypeError(`a number is wanted, not ${String(value)}`);
}

function date(value: unknown): Date {
  if (value instanceof Date) return value;
  throw new TypeError(`an instant is wanted, not ${String(value)}`);
}

function list(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new TypeError(`a list is wanted, not ${String(value)}`);
}

function texts(value: unknown): string[] {
  return list(value).map(line);
}

/** With a full stop, unless it ends in one or in a question. */
function ended(words: string): string {
  return isEnded(words) ? words : `${words}.`;
}

function isEnded(words: string): boolean {
  return /[.?!…]["”’')]?$/.test(words);
}

function sentence(words: string): string {
  return ended(capital(words));
}

function possessive(name: string): string {
  return `${name}'s`;
}

function times(count: number): string {
  return count === 1 ? "once" : count === 2 ? "twice" : `${inWords(count)} times`;
}

/** `No AI answers.` · `No PR or third parties.` · the printed words. */
function refusal(words: string): string {
  return words === "AI answers" || words === "PR or third parties" ? `No ${words}.` : sentence(`"${words}"`);
}

const HOW: Readonly<Record<RouteView["kind"], string>> = {
  address: "by mail to",
  relay: "by mail to the relay",
  form: "by the form",
  site: "on the site",
  message: "by a message on the site",
  none: "",
};

/** `by mail to ana@example.org, or on the site https://…` */
function ways({ routes, url }: Answerable): string {
  const said = routes.flatMap(({ kind, to }) =>
    kind === "none" ? [] : [`${HOW[kind]} ${oneLine(to ?? url ?? "")}`.trim()],
  );
  return said.length === 0 ? "the text does not say, or says it in its own words." : `${said.join(", or ")}`;
}

function labelOf({ type, label }: Labelled): string {
  return label ?? type;
}

function nameAndCode({ code, name }: Coded): string {
  return `${code} ${oneLine(name)}`;
}

function curly(words: string): string {
  return words
    .replace(/(^|[\s([>=])"/g, "$1“")
    .replaceAll('"', "”")
    .replaceAll("'", "’");
}

function safe(html: string): Handlebars.SafeString {
  return new Handlebars.SafeString(html);
}

function escaped(words: string): string {
  return Handlebars.escapeExpression(words);
}

function encoded(words: string): string {
  return encodeURIComponent(words.replace(/\p{Cs}/gu, "\ufffd")).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** RFC 6068 §2: the `@` stands, all else is encoded. */
function address(words: string): string {
  return encoded(words).replaceAll("%40", "@");
}
