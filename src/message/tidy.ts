/** Makes strangers' text safe to look at: one kind of line end, no control characters, no padding, a bounded size. */
import { RUN_CHARS, TEXT_CHARS } from "../bounds.ts";

/** Padding is cut before size, so that an invisible preheader does not use up the text. */
const RAW_CHARS = 4 * TEXT_CHARS;

const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029]/g;
const HARD_SPACES = /[\u00a0\u2007\u202f]/g;
/** Control characters but tab and line feed, direction marks that make text read other than it is, byte order marks. */
const UNSEEN = charactersIn(
  [0, 8],
  [11, 31],
  [127, 159],
  [0x200e, 0x200f],
  [0x202a, 0x202e],
  [0x2066, 0x2069],
  [0xfeff, 0xfeff],
);
/** Any of the three kinds above. */
const UNEVEN = charactersIn(
  [0, 8],
  [11, 31],
  [127, 160],
  [0x2007, 0x2007],
  [0x200e, 0x200f],
  [0x2028, 0x202f],
  [0x2066, 0x2069],
  [0xfeff, 0xfeff],
);
/** The padding of marketing mail: blanks mixed with characters of no width. */
const PADDING = new RegExp(
  `[ \\t\\u00ad\\u034f\\u115f\\u180e\\u200b-\\u200f\\u2060-\\u2064\\u3164]{${RUN_CHARS + 1},}`,
  "g",
);
/** Of a character that is no Latin letter or digit; without the `u` flag, which makes it five times as slow. */
const RUN = new RegExp(`([^A-Za-z0-9\\n])\\1{${RUN_CHARS},}`, "g");

/** By code point, from and to: a pattern cannot name control characters and stay readable. */
function charactersIn(...ranges: readonly (readonly [number, number])[]): RegExp {
  const spelt = ranges.map(([from, to]) => `${String.fromCharCode(from)}-${String.fromCharCode(to)}`);
  return new RegExp(`[${spelt.join("")}]`, "g");
}

export interface Tidied {
  readonly text: string;
  /** Whether the end was cut off. */
  readonly truncated: boolean;
}

export function tidied(raw: string): Tidied {
  const text = withoutGaps(withoutPadding(evened(raw.slice(0, RAW_CHARS))));
  return { text: text.slice(0, TEXT_CHARS), truncated: raw.length > RAW_CHARS || text.length > TEXT_CHARS };
}

/** Lines of blanks alone are empty, and no more than two in a row are left. */
function withoutGaps(text: string): string {
  const unblank = /^[ \t]|\n[ \t]/.test(text) ? text.replace(/^[ \t]+$/gm, "") : text;
  return unblank.includes("\n\n\n\n") ? unblank.replace(/\n{4,}/g, "\n\n\n") : unblank;
}

/** Most mails need none of it: one look tells. */
function evened(text: string): string {
  if (text.search(UNEVEN) < 0) return text;
  return text.replace(LINE_ENDS, "\n").replace(HARD_SPACES, " ").replace(UNSEEN, "");
}

/** Patterns with a back reference are slow, and most mails have no padding: a glance tells. */
function withoutPadding(text: string): string {
  if (!mayBePadded(text)) return text;
  return text.replace(PADDING, " ").replace(RUN, (_run, character: string) => character.repeat(RUN_CHARS));
}

/** A glance falls every so many characters: half of a run that is cut, so that no such run lies between two. */
const GLANCE_CHARS = Math.floor(RUN_CHARS / 2);

function mayBePadded(text: string): boolean {
  for (let at = GLANCE_CHARS; at < text.length; at += GLANCE_CHARS) {
    const code = text.charCodeAt(at);
    if (code !== text.charCodeAt(at - 1) && !isBlankLike(code)) continue;
    if (reaches(text, at, (other) => other === code)) return true;
    if (isBlankLike(code) && reaches(text, at, isBlankLike)) return true;
  }
  return false;
}

/** Whether characters of one kind lie around that place in a run that is cut. */
function reaches(text: string, at: number, isAlike: (code: number) => boolean): boolean {
  let start = at;
  while (start > 0 && isAlike(text.charCodeAt(start - 1))) start--;
  let end = start;
  while (end < text.length && end - start <= RUN_CHARS && isAlike(text.charCodeAt(end))) end++;
  return end - start > RUN_CHARS;
}

function isBlankLike(code: number): boolean {
  return code === 32 || code === 9 || code === 0xad || code > 0x2ff;
}

/** One line for a header-like value: no line breaks, no control characters, at most `length` characters. */
export function oneLine(raw: string, length: number): string {
  return raw
    .slice(0, 4 * length)
    .replace(/\s+/g, " ")
    .replace(UNSEEN, "")
    .trim()
    .slice(0, length);
}
