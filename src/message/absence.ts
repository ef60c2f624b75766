/** When somebody who is away says they are back. */
import { DAY_MS } from "../time.ts";
import { type Day, dayIn, monthOf, westernDigits } from "./dates.ts";
import { words } from "./words.ts";

/** An absence is told at the top. Characters. */
const TEXT_CHARS = 4000;
/** How far behind its word the date may stand. Characters. */
const REACH_CHARS = 60;
/** Nobody is away longer; a day before the mail is no return. */
const LONGEST_DAYS = 400;

/** The word before the day of return, and before the last day away: clients and people mean the same by both. */
const RETURN_WORDS = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${words(`
    back|return(?:ing|s)?|returned|again|until|till|til|through|thru|to|end(?:ing|s)?|between|from|
    wieder|zurück|bis|ab dem|ab|jusqu['’]au|jusqu['’]à|de retour|retour|au|hasta|regres\\p{L}*|vuelv\\p{L}*|
    fino al?|rientr\\p{L}*|torner\\p{L}*|al|tot|terug|vanaf|t\\.?o\\.?m|tilbage|tilbake|till|tillbaka|tom|
    asti|saakka|palaan|do|powr\\p{L}*|wrac\\p{L}*|zpět|vrátím|vissza|até|volt\\p{L}*|retorn\\p{L}*|до|вернусь|
    с|kadar|έως|μέχρι|revin|până
  `).join("|")})(?![\\p{L}\\p{N}])`,
  "giu",
);

const WEEKDAYS = [
  words("sunday|sonntag|dimanche|domingo|domenica|zondag|søndag|söndag|воскресенье"),
  words("monday|montag|lundi|lunes|lunedì|maandag|mandag|måndag|poniedziałek|понедельник"),
  words("tuesday|dienstag|mardi|martes|martedì|dinsdag|tirsdag|tisdag|wtorek|вторник"),
  words("wednesday|mittwoch|mercredi|miércoles|mercoledì|woensdag|onsdag|środę|среду"),
  words("thursday|donnerstag|jeudi|jueves|giovedì|donderdag|torsdag|czwartek|четверг"),
  words("friday|freitag|vendredi|viernes|venerdì|vrijdag|fredag|piątek|пятницу"),
  words("saturday|samstag|samedi|sábado|sabato|zaterdag|lørdag|lördag|sobotę|субботу"),
];

/**
 * `2026-05-12`: the latest day that a word of return names, weekdays and days without a year taken as the next ones.
 *
 * @param sentAt of the mail that says it; null when it has no date
 * @returns null when none is told
 */
export function returnDay(text: string, sentAt: Date | null): string | null {
  if (sentAt === null) return null;
  const head = westernDigits(text.slice(0, TEXT_CHARS)).toLowerCase().normalize("NFC");
  const days = [...head.matchAll(RETURN_WORDS)].flatMap(({ index, 0: word }) => {
    const behind = head.slice(index + word.length, index + word.length + REACH_CHARS);
    return dayOf(behind.split(/[.!?]\s*\n|\n\n/)[0] ?? "", sentAt) ?? [];
  });
  const ranged = rangeEnd(head, sentAt);
  const likely = [...days, ...eastAsianDays(head, sentAt), ...(ranged === null ? [] : [ranged])].filter(
    (day) => isAhead(day, sentAt),
  );
  return likely.length === 0 ? null : isoDay(Math.max(...likely));
}

function isAhead(day: number, sentAt: Date): boolean {
  return day >= midnight(sentAt) && day <= sentAt.getTime() + LONGEST_DAYS * DAY_MS;
}

function isoDay(day: number): string {
  return new Date(day).toISOString().slice(0, 10);
}

/** UTC midnight of the first day the text names; null when it names none. */
function dayOf(text: string, sentAt: Date): number | null {
  const dated = dayIn(text, { outer: null, croatian: false });
  return dated === null ? (yearless(text, sentAt) ?? weekday(text, sentAt)) : utc(dated);
}

function utc({ year, month, day }: Day): number {
  return Date.UTC(year, month - 1, day);
}

function midnight(at: Date): number {
  return Math.floor(at.getTime() / DAY_MS) * DAY_MS;
}

/** Only English puts the month first. */
const ENGLISH_MONTH = /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/;

/** `12 May`, `May 12th`, `12. Mai`, `12.5.`, `5/12`: the next such day. */
function yearless(text: string, sentAt: Date): number | null {
  for (const found of text.matchAll(/\p{L}[\p{L}\p{M}]{2,}/gu)) {
    const month = monthOf(found[0], false);
    if (month === null) continue;
    const before = /(?<![\d:])(\d{1,2})(?:st|nd|rd|th|er|º)?\.?\s*(?:de|of|d[’'])?\s*$/u.exec(
      text.slice(0, found.index),
    )?.[1];
    const monthFirst = ENGLISH_MONTH.test(found[0]) ? text.slice(found.index + found[0].length) : "";
    const after = /^\.?\s*(\d{1,2})(?![\d:])/u.exec(monthFirst)?.[1];
    const day = Number(before ?? after ?? 0);
    if (day >= 1 && day <= 31) return nextDay(month, day, sentAt);
  }
  const [, first, sign, second] = /(?<![\d.:])(\d{1,2})([./])(\d{1,2})(?![\d:])/u.exec(text) ?? [];
  if (first === undefined || second === undefined) return null;
  const [day, month] = sign === "/" && Number(second) > 12 ? [second, first] : [first, second];
  return Number(month) <= 12 && Number(day) <= 31 ? nextDay(Number(month), Number(day), sentAt) : null;
}

/** `from March 2 to March 13`, said on the third, is no day of next year. Days. */
const JUST_PAST = 45;

function nextDay(month: number, day: number, sentAt: Date): number {
  const year = sentAt.getUTCFullYear();
  const thisYear = Date.UTC(year, month - 1, day);
  return thisYear >= midnight(sentAt) - JUST_PAST * DAY_MS ? thisYear : Date.UTC(year + 1, month - 1, day);
}

function weekday(text: string, sentAt: Date): number | null {
  const wanted = WEEKDAYS.findIndex((names) => names.some((name) => text.includes(name)));
  if (wanted < 0) return null;
  const ahead = (wanted - sentAt.getUTCDay() + 7) % 7 || 7;
  return midnight(sentAt) + ahead * DAY_MS;
}

/** `July 10-31`, `10 – 31 July`: the second of two days of one month. */
function rangeEnd(text: string, sentAt: Date): number | null {
  const monthFirst = /(\p{L}{3,})\.?\s+\d{1,2}(?:st|nd|rd|th)?\s?[-–—]\s?(\d{1,2})(?![\d:])/u.exec(text);
  const dayFirst = /\d{1,2}\.?\s?[-–—]\s?(\d{1,2})\.?\s+(?:de\s+)?(\p{L}{3,})/u.exec(text);
  const [name, day] = monthFirst ? [monthFirst[1], monthFirst[2]] : [dayFirst?.[2], dayFirst?.[1]];
  const month = name === undefined ? null : monthOf(name, false);
  return month === null || day === undefined || Number(day) > 31 ? null : nextDay(month, Number(day), sentAt);
}

const EAST_ASIAN_RETURN = /返|回|复工|恢復|まで|戻|出社|까지|복귀|부터/;

/** `3月16日返回办公室`, `3月16日まで`, `3월 16일까지`: the word of return stands behind the day. */
function eastAsianDays(text: string, sentAt: Date): number[] {
  return [...text.matchAll(/(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일号號](.{0,12})/gu)]
    .filter(([, , , behind]) => EAST_ASIAN_RETURN.test(behind ?? ""))
    .map(([, month, day]) => nextDay(Number(month), Number(day), sentAt));
}
