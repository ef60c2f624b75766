/** The small words of a command line, recognised one by one: items, names, lists, dates. No judgement here. */

/** `3`, `3b`, `#3`, `3.b`. Three digits are more than any letter numbers; more would be a phone number or a year. */
const ITEM = /^#?([1-9]\d{0,2})(?:\.?([a-z]))?$/;
/** `1-3`, `2a-2c`, `2a-c`, with any dash a phone may make of it. */
const RANGE = /^#?([1-9]\d{0,2})([a-z])?[-–—]([1-9]\d{0,2})?([a-z])?$/;
/** Longer ranges are not meant. */
const RANGE_ITEMS = 60;
/** Words that may stand before a number without changing it. */
const ITEM_FILLERS = new Set(["item", "items", "number", "numbers", "nr", "query", "queries"]);

/** The items written, ranges spelled out; null when any word is no item. */
export function itemsOf(words: readonly string[]): string[] | null {
  const items: string[] = [];
  let asked = false;
  for (const word of plainItems(words)) {
    if (ITEM_FILLERS.has(word) || (word === "+" && items.length > 0)) continue;
    const read = itemOrRange(word);
    if (read === null) return null;
    items.push(...read);
    asked = true;
  }
  return asked ? [...new Set(items)] : null;
}

/** `1 - 3` as `1-3` when an item stands on both sides, `1+3` and `1 n 3` as two, `1 a` as `1a`. */
function plainItems(words: readonly string[]): string[] {
  return words
    .join(" ")
    .replace(/(?<=(?:^|\s)#?\d{1,3}[a-z]?) ([-–—]) (?=\d{1,3}[a-z]?(?:\s|$))/g, "$1")
    .replace(/(?<=\d[a-z]?)(?:\+| n )(?=#?\d)/g, " ")
    .replace(/(?<=(?:^|\s)#?\d{1,3}) (?=[a-z](?:\s|$))/g, "")
    .split(" ")
    .filter((word) => word !== "");
}

function itemOrRange(word: string): string[] | null {
  const [, number, letter = ""] = ITEM.exec(word) ?? [];
  if (number !== undefined) return [number + letter];
  const [, from, fromLetter, to = from, toLetter] = RANGE.exec(word) ?? [];
  if (from === undefined || to === undefined) return null;
  if (fromLetter === undefined) return toLetter === undefined ? numbers(Number(from), Number(to)) : null;
  return toLetter !== undefined && from === to ? letters(from, fromLetter, toLetter) : null;
}

function numbers(from: number, to: number): string[] | null {
  if (to <= from || to - from >= RANGE_ITEMS) return null;
  return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
}

function letters(number: string, from: string, to: string): string[] | null {
  const [first, last] = [from.charCodeAt(0), to.charCodeAt(0)];
  if (last <= first) return null;
  return Array.from({ length: last - first + 1 }, (_, index) => number + String.fromCharCode(first + index));
}

export const isItem = (word: string): boolean => ITEM.test(word);

/** An address as typed, brackets aside; RFC 5321 limits the parts to 64 and 255 octets. */
const ADDRESS = /^<?([a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8})>?$/i;

/** The address in this word, lower-case; null when it is none. */
export function addressOf(word: string): string | null {
  return ADDRESS.exec(word)?.[1]?.toLowerCase() ?? null;
}

/** Nobody is called this: small words that show a phrase to be prose. */
const NOT_A_NAME = new Set(
  (
    "a an the this that these those it its is are was were be been am i i'm me my mine you your yours he him his she her hers " +
    "we us our they them their who whom what which when where why how if but or nor not no yes so because though although " +
    "unless until till since while as at by in into of off on onto out over up down from with without about after before " +
    "to for than then there here and all any both each everyone everybody everything nobody none nothing one some someone " +
    "somebody something other others another rest more most much many few less least very too also only just even still again " +
    "ever now today tomorrow tonight yesterday later soon please pls plz thanks thank thx cheers ok okay sure great good nice " +
    "perfect lovely fine best regards sincerely hi hello hey dear sorry wow well can could would should will shall may might must do " +
    "does did don't doesn't didn't won't can't let lets let's have has had get got go going goes went want wants need needs " +
    "mind think know like love loved sounds looks see said says tell me-too same never maybe perhaps possibly probably likely presumably instead wait hold rather either actually definitely duplicate duplicates example instance dinner lunch"
  )
    .split(" ")
    .filter((word) => word !== "may" && word !== "will"),
);

/** A small word of everyday prose. */
export const isCommon = (word: string): boolean => NOT_A_NAME.has(word.replace("’", "'").replace(/\.$/, ""));

const NAME_WORD = /^\p{L}(?:[\p{L}\p{M}'’.-]*[\p{L}\p{M}.])?$/u;
/** `Ana María del Carmen Ruiz` is as long as it gets. */
const NAME_WORDS = 5;

/** One to five words that could be a person's name; not yet known to be one. */
export function isName(words: readonly string[]): boolean {
  if (words.length === 0 || words.length > NAME_WORDS) return false;
  return words.every((word) => NAME_WORD.test(word) && !isCommon(word));
}

/** A name as typed in lower case, or an address (`Ana <ana@x.com>` is its address); null when neither. */
export function contactOf(words: readonly string[]): string | null {
  const last = addressOf(words.at(-1) ?? "");
  if (last !== null) return words.length === 1 || isName(words.slice(0, -1)) ? last : null;
  return isName(words) ? words.join(" ") : null;
}

/** The lists as explain names them, and what people call them. */
const SERVICES: Readonly<Record<string, string>> = {
  haro: "haro",
  "help a reporter": "haro",
  "help a reporter out": "haro",
  sos: "sos",
  "source of sources": "sos",
  connectively: "connectively",
  qwoted: "qwoted",
  tmx: "tmx",
  profnet: "profnet",
  journorequest: "journorequest",
  "journo request": "journorequest",
  "#journorequest": "journorequest",
  labelled: "labelled",
  post: "post",
};

/** The canonical list name; null for none we know. */
export function serviceOf(words: readonly string[]): string | null {
  return SERVICES[words.join(" ")] ?? null;
}

/** Splits off the lists a phrase ends with: `ana ruiz haro sos` is `ana ruiz` for haro and sos. */
export function splitServices(words: readonly string[]): { before: readonly string[]; services: string[] } {
  for (let length = Math.min(4, words.length); length > 0; length--) {
    const service = serviceOf(words.slice(-length));
    if (service === null) continue;
    const { before, services } = splitServices(words.slice(0, -length));
    return { before, services: [...services, service] };
  }
  return { before: words, services: [] };
}

const WEEKDAY =
  /^(?:mon|tues?|wed|weds|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?$/;
const MONTH =
  /^(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|january|february|march|april|august|september|october|november|december)$/;
const UNIT =
  /^(?:s|m|h|d|w|mins?|minutes?|hrs?|hours?|days?|weeks?|wks?|months?|years?|quarters?|weekends?|mornings?|workdays?|weekdays?)$/;
const DURATION = /^\d{1,4}(?:s|m|h|d|w|min|mins|hrs?|hours?|days?|weeks?|wks?|months?)$/;
const CLOCK = /^\d{1,2}(?:[:.]\d{2})?(?:am|pm|a\.m\.?|p\.m\.?|h)$|^\d{1,2}:\d{2}$/;
const DATE = /^\d{4}-\d{1,2}-\d{1,2}$|^\d{1,2}[/.]\d{1,2}(?:[/.](?:\d{2}|\d{4})?)?$|^\d{1,2}(?:st|nd|rd|th)$/;
const YEAR = /^20\d{2}$/;
const NUMBER = /^\d{1,3}$|^\d{1,2}-\d{1,2}$/;
const COUNT = /^(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|half|couple|few|a|an)$/;
/** Words a date may hold but not consist of. */
const BETWEEN = new Set(
  "in on at next this coming by after before until till til from to the of last past since for around early mid late end every other business working first thing and".split(
    " ",
  ),
);
/** Words that are a date by themselves. */
const DAY = new Set(
  "today tomorrow tonight noon midday midnight morning afternoon evening weekend week month deadline eod eow eom lunch lunchtime easter christmas".split(
    " ",
  ),
);
const ZONE = /^(?:e[sd]?t|c[sd]?t|m[sd]?t|p[sd]?t|gmt|bst|utc|ce?s?t|am|pm)$/;

export const isMonth = (word: string): boolean => MONTH.test(word);

/** Whether these words, all of them, say a time or a span and nothing else: `fri 9am`, `3d`, `in 3 weeks`. */
export function isWhen(words: readonly string[]): boolean {
  if (words.length === 0 || words.length > 8) return false;
  return (
    words.every((word, at) => fitsDate(word, words[at - 1], words[at + 1])) &&
    words.some((word, at) => saysTime(word, at))
  );
}

function saysTime(word: string, at: number): boolean {
  if ([WEEKDAY, MONTH, DURATION, CLOCK, DATE].some((shape) => shape.test(word)) || DAY.has(word)) return true;
  return UNIT.test(word) && at > 0;
}

function fitsDate(word: string, before: string | undefined, after: string | undefined): boolean {
  if (saysTime(word, 1) || BETWEEN.has(word) || YEAR.test(word) || COUNT.test(word)) return true;
  if (ZONE.test(word)) return before !== undefined;
  if (!NUMBER.test(word)) return false;
  const next =
    after !== undefined &&
    (UNIT.test(after) || MONTH.test(after) || /^(?:of|am|pm|business|working)$/.test(after));
  return next || (before !== undefined && (MONTH.test(before) || before === "at"));
}

/**
 * Splits words into what stands before a date and the date, the longest date that fits; null when none ends them.
 *
 * @param least how many words are none of the date: May may be a name.
 */
export function splitWhen(
  words: readonly string[],
  least = 0,
): { before: readonly string[]; when: string } | null {
  for (let at = least; at < words.length; at++) {
    if (isWhen(words.slice(at))) return { before: words.slice(0, at), when: words.slice(at).join(" ") };
  }
  return null;
}
