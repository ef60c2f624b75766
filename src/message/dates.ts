/** Dates as clients print them above a forwarded mail, in the client's language, mostly without a zone. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../time.ts";
import { words } from "./words.ts";

/** January to December; each month all forms seen, a prefix standing for what begins with it. Lower-case, no full stop. */
const MONTHS: readonly (readonly string[])[] = [
  words(`
    jan|januar|janv|ene|gen|sty|led|ledna|янв|січ|oca|ocak|ιαν|ינו|يناير|ian|siječ|sij|tammi|
    jaan|sau|كانون الثاني|มกรา
  `),
  words("feb|fév|fev|févr|febr|lut|úno|фев|лют|şub|φεβ|פבר|فبراير|velj|helmi|veebr|vas|شباط|กุมภา"),
  words(`
    mar|mär|maa|mars|marz|mrt|maart|bře|мар|бер|μαρ|μάρ|מרץ|מרס|مارس|ožu|maalis|märts|márc|kov|
    آذار|มีนา
  `),
  words("apr|avr|abr|ápr|kwi|dub|апр|квіт|кві|nis|απρ|אפר|أبريل|ابريل|إبريل|trav|tra|huhti|bal|نيسان|เมษา"),
  words("may|mai|maj|mag|mei|máj|kvě|мая|май|трав|μαΐ|μαϊ|μάι|מאי|مايو|svi|touko|geg|أيار|พฤษภา"),
  words("jun|iun|juin|giu|jún|cze|čer|červen|июн|черв|чер|haz|ιουν|ιούν|יוני|يونيو|kesä|bir|حزيران|มิถุนา"),
  words("jul|iul|juil|lug|júl|lip|čvc|červenec|июл|лип|tem|ιουλ|ιούλ|יולי|يوليو|heinä|liep|تموز|กรกฎา"),
  words("aug|août|aou|ago|sie|srp|авг|серп|сер|ağu|αυγ|αύγ|אוג|أغسطس|اغسطس|kol|elo|rugp|آب|สิงหา"),
  words("sep|set|wrz|zář|сен|вер|eyl|σεπ|ספט|سبتمبر|ruj|syys|szept|rugs|أيلول|กันยา"),
  words("oct|okt|out|ott|paź|říj|окт|жов|eki|οκτ|אוק|أكتوبر|اكتوبر|loka|spal|تشرين الأول|ตุลา"),
  words("nov|noi|lis|ноя|лис|kas|νοε|νοέ|נוב|نوفمبر|marras|lapk|تشرين الثاني|พฤศจิกา"),
  words("dec|déc|dic|dez|des|gru|pro|дек|груд|гру|ara|δεκ|דצמ|ديسمبر|joulu|dets|gruod|كانون الأول|ธันวา"),
];

/** Croatian calls months by names that mean others in Czech, Polish and Ukrainian. */
const CROATIAN: readonly (readonly [string, number])[] = [
  ["lipnja", 6],
  ["lip", 6],
  ["srpnja", 7],
  ["srp", 7],
  ["listopad", 10],
  ["lis", 10],
  ["studen", 11],
  ["stu", 11],
];

/** What the abbreviation means in a mail header; hours east of UTC. */
const ZONE_HOURS: Readonly<Record<string, number>> = {
  ...{
    utc: 0,
    gmt: 0,
    z: 0,
    ut: 0,
    bst: 1,
    wet: 0,
    west: 1,
    ist: 5.5,
    msk: 3,
    jst: 9,
    kst: 9,
    hkt: 8,
    sgt: 8,
  },
  ...{ cet: 1, cest: 2, mez: 1, mesz: 2, sec: 1, seč: 1, selč: 2, eet: 2, eest: 3, oesz: 3, oez: 2, trt: 3 },
  ...{ est: -5, edt: -4, cst: -6, cdt: -5, mst: -7, mdt: -6, pst: -8, pdt: -7, akst: -9, akdt: -8, hst: -10 },
  ...{ aest: 10, aedt: 11, acst: 9.5, acdt: 10.5, awst: 8, nzst: 12, nzdt: 13, sast: 2, brt: -3, art: -3 },
};

/** A printed date is at most this many characters; what is longer is no date. */
const DATE_CHARS = 120;

const AFTERNOON = /(?<!\p{L})(?:p\.?\s?m|μ\.?μ|ös)(?!\p{L})|下午|晚上|午後|오후|م(?:ساء)?(?=\s|$|\))/iu;
const MORNING = /(?<!\p{L})(?:a\.?\s?m|π\.?μ|öö)(?!\p{L})|上午|凌晨|早上|午前|오전|ص(?:باح)?(?=\s|$|\))/iu;

export interface DateContext {
  /** When the mail that passes it on was sent, and how far its clock was from UTC: the nearest thing to a zone we have. */
  readonly outer: { readonly at: Date; readonly offsetMinutes: number } | null;
  /** Whether the labels around it are Croatian. */
  readonly croatian: boolean;
}

/** Null when it cannot be read; never a guess at the day. */
export function printedDate(printed: string, context: DateContext): Date | null {
  const text = westernDigits(printed.slice(0, DATE_CHARS)).toLowerCase().normalize("NFC");
  const day = dayIn(text, context);
  if (day === null) return null;
  const minutes = minutesIn(text);
  const offset = offsetIn(text) ?? context.outer?.offsetMinutes ?? 0;
  const at = new Date(Date.UTC(day.year, day.month - 1, day.day) + (minutes - offset) * MINUTE_MS);
  return Number.isNaN(at.getTime()) ? null : at;
}

export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** ٣ to 3. */
export function westernDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 15));
}

/** The day a date with a year names; null when none stands there. */
export function dayIn(text: string, context: DateContext): Day | null {
  return (
    eastAsianDay(text) ??
    vietnameseDay(text) ??
    namedDay(text, context.croatian) ??
    yearFirstDay(text) ??
    numericDay(text, context)
  );
}

/** 2022年9月19日, 2022년 9월 19일. */
function eastAsianDay(text: string): Day | null {
  const found = /(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]/u.exec(text);
  return found === null ? null : checked(Number(found[1]), Number(found[2]), Number(found[3]));
}

/** 2 thg 3, 2026; 2 tháng 3 năm 2026. */
function vietnameseDay(text: string): Day | null {
  const found = /(\d{1,2})\s+(?:thg|tháng)\s+(\d{1,2}),?\s+(?:năm\s+)?(\d{4})/u.exec(text);
  return found === null ? null : checked(Number(found[3]), Number(found[2]), Number(found[1]));
}

/** A month's name with the day on one side of it and the year behind or before. */
function namedDay(text: string, croatian: boolean): Day | null {
  for (const found of text.matchAll(/\p{L}[\p{L}\p{M}]{2,}/gu)) {
    const month = monthOf(found[0], croatian) ?? monthOf(found[0].replace(/^ב/u, ""), croatian);
    if (month === null) continue;
    const before = text.slice(0, found.index);
    const after = text.slice(found.index + found[0].length);
    const day = /(?<![\d:])(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?,?\s*(?:de|of|del|ta|דב|den|ב)?[\s\-/]*$/u.exec(
      before,
    )?.[1];
    const year = /^[.׳']?,?[\s\-/]*(?:de|del|of|['׳,])?\s*(\d{4}|\d{2}(?!\d*[:.]))/u.exec(after)?.[1];
    if (day !== undefined && year !== undefined) return checked(fullYear(year), month, Number(day));
    const monthFirst = /^\.?\s*(\d{1,2})(?:st|nd|rd|th)?\.?,?\s*(?:of|at)?\s*(\d{4})/u.exec(after);
    if (monthFirst !== null) return checked(Number(monthFirst[2]), month, Number(monthFirst[1]));
    const yearBefore = /(\d{4})\.?,?\s*$/u.exec(before)?.[1];
    const dayAfter = /^\.?\s*(\d{1,2})\b/u.exec(after)?.[1];
    if (yearBefore !== undefined && dayAfter !== undefined) {
      return checked(Number(yearBefore), month, Number(dayAfter));
    }
  }
  return null;
}

/** The same few words come again and again, and most of them are no month. */
const KNOWN_WORDS = new Map<string, number | null>();
const MOST_KNOWN = 2000;

/** 1 to 12; null when the word is no month in any language we know. Lower-case in. */
export function monthOf(word: string, croatian: boolean): number | null {
  const inCroatia = croatian ? CROATIAN.find(([name]) => word.startsWith(name)) : undefined;
  if (inCroatia !== undefined) return inCroatia[1];
  const known = KNOWN_WORDS.get(word);
  if (known !== undefined) return known;
  if (KNOWN_WORDS.size >= MOST_KNOWN) KNOWN_WORDS.clear();
  const month = monthIn(word);
  KNOWN_WORDS.set(word, month);
  return month;
}

function monthIn(word: string): number | null {
  let best: { length: number; month: number } | null = null;
  for (const [index, names] of MONTHS.entries()) {
    for (const name of names) {
      const longer = best === null || name.length > best.length;
      if (longer && word.startsWith(name)) best = { length: name.length, month: index + 1 };
    }
  }
  return best?.month ?? null;
}

/** 2022-09-19, 2022/9/19, 2022. 9. 19. */
function yearFirstDay(text: string): Day | null {
  const found = /(?<!\d)(\d{4})\s?[-./]\s?(\d{1,2})\s?[-./]\s?(\d{1,2})(?!\d)/u.exec(text);
  return found === null ? null : checked(Number(found[1]), Number(found[2]), Number(found[3]));
}

/** 28/10/2021, 27. 10. 2021, 2/10/26: of two readings the one that is not after the mail that passes it on. */
function numericDay(text: string, { outer }: DateContext): Day | null {
  const found = /(?<!\d)(\d{1,2})\s?[-./]\s?(\d{1,2})\s?[-./]\s?(\d{4}|\d{2})(?!\d)/u.exec(text);
  if (found === null) return null;
  const [first, second, year] = [Number(found[1]), Number(found[2]), fullYear(found[3] ?? "")];
  const dayFirst = checked(year, second, first);
  const monthFirst = checked(year, first, second);
  const american = /\d\s?[ap]\.?m/u.test(text) && found[0].includes("/");
  const inOrder = american ? [monthFirst, dayFirst] : [dayFirst, monthFirst];
  const readable = inOrder.filter((day) => day !== null);
  const latest = outer === null ? Number.POSITIVE_INFINITY : outer.at.getTime() + DAY_MS;
  return readable.find((day) => Date.UTC(day.year, day.month - 1, day.day) <= latest) ?? readable[0] ?? null;
}

/** Thai clients count from 543 BC. */
const BUDDHIST_YEARS = 543;

function fullYear(printed: string): number {
  const year = Number(printed);
  if (printed.length === 2) return 2000 + year;
  return year > 2400 ? year - BUDDHIST_YEARS : year;
}

function checked(year: number, month: number, day: number): Day | null {
  return year >= 1980 && year < 2200 && month >= 1 && month <= 12 && day >= 1 && day <= 31
    ? { year, month, day }
    : null;
}

/** With full stops only where a year of four digits stands: `14.25.08` is a time in Danish and Finnish. */
const DAY_IN_DIGITS =
  /\d{4}\s?([-./])\s?\d{1,2}\s?\1\s?\d{1,2}|\d{1,2}\s?([-./])\s?\d{1,2}\s?\2\s?\d{4}|\d{1,2}([-/])\d{1,2}\3\d{2}/u;

/** Since midnight; 0 when no time stands there. */
function minutesIn(text: string): number {
  const dateless = text.replace(DAY_IN_DIGITS, " ");
  const found =
    /(?<![\d+:.]|(?<!\p{Script=Hebrew})-)(\d{1,2})[:h時时点시]\s?(\d{2})(?:[:m分분]\s?(\d{2}))?/u.exec(
      dateless,
    ) ?? /(?<![\d+:.]|(?<!\p{Script=Hebrew})-)(\d{1,2})\.(\d{2})(?:\.(\d{2}))?(?![\d.])/u.exec(dateless);
  if (found === null) return 0;
  const hour = Number(found[1]);
  const minute = Number(found[2]);
  if (hour > 23 || minute > 59) return 0;
  const half = hour < 12 && AFTERNOON.test(text) ? 12 : hour === 12 && MORNING.test(text) ? -12 : 0;
  return (hour + half) * 60 + minute + Number(found[3] ?? 0) / 60;
}

/** Minutes east of UTC; null when none is printed. */
function offsetIn(text: string): number | null {
  const signed = /(?:gmt|utc|[\s(])([+-])(\d{1,2}):?(\d{2})?(?!\d)/u.exec(text);
  if (signed !== null) {
    const minutes = Number(signed[2]) * 60 + Number(signed[3] ?? 0);
    return minutes > 14 * 60 ? null : signed[1] === "-" ? -minutes : minutes;
  }
  const named = /[\d\s(](?:[ap]m\s)?\(?([\p{L}]{1,4})\)?\s*$/u.exec(text)?.[1];
  const hours = named === undefined ? undefined : ZONE_HOURS[named];
  return hours === undefined ? null : (hours * HOUR_MS) / MINUTE_MS;
}

const HEADER_DATE =
  /(\d{1,2})[\s-]+([A-Za-z]{3})[A-Za-z]*[\s-]+(\d{2,4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([+-]\d{4}|[A-Za-z]{1,4})?/;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/;

/**
 * The Date field (RFC 5322 §3.3 and §4.3), read strictly: `Date.parse` makes a date of nonsense.
 *
 * @returns null when it is none
 */
export function headerDate(value: string): { at: Date; offsetMinutes: number } | null {
  const found = HEADER_DATE.exec(value.slice(0, DATE_CHARS));
  if (found === null) return ISO_DATE.test(value.trim()) ? dated(Date.parse(value.trim()), 0) : null;
  const [, day = "", monthName = "", year = "", hour = "", minute = "", second = "0", zone = ""] = found;
  const month = monthOf(monthName.toLowerCase(), false);
  if (month === null) return null;
  const offset = headerOffset(zone);
  const local = Date.UTC(
    headerYear(year),
    month - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  return dated(local - offset * MINUTE_MS, offset);
}

function headerYear(printed: string): number {
  const year = Number(printed);
  if (printed.length > 2) return printed.length === 3 ? 1900 + year : year;
  return year < 50 ? 2000 + year : 1900 + year;
}

function headerOffset(zone: string): number {
  const signed = /^([+-])(\d{2})(\d{2})$/.exec(zone);
  if (signed === null) return (ZONE_HOURS[zone.toLowerCase()] ?? 0) * 60;
  const minutes = Number(signed[2]) * 60 + Number(signed[3]);
  return signed[1] === "-" ? -minutes : minutes;
}

function dated(time: number, offsetMinutes: number): { at: Date; offsetMinutes: number } | null {
  return Number.isNaN(time) ? null : { at: new Date(time), offsetMinutes };
}
