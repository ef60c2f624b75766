/** Makes strangers' text safe to look at: one kind of line end, no control characters, no padding, a bounded size. */
import { RUN_CHARS, TEXT_CHARS } from "../bounds.ts";

/** Padding is cut before size, so that an invisible preheader does not use up the text. */
const RAW_CHARS = 4 * TEXT_CHARS;

const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029]/g;
const HARD_SPACES = /[\u00a0\u2007\u202f]/g;
/** Control characters but tab and line feed, direction marks that make text read other than it is, byte order marks. */
const UNSEEN = /[\u202a-\u202e\u2066-\u2069\ufeff]|[^\P{Cc}\n\t]/gu;
/** The padding of marketing mail: blanks mixed with characters of no width. */
const PADDING = new RegExp(
  `[ \\t\\u00ad\\u034f\\u115f\\u180e\\u200b-\\u200f\\u2060-\\u2064\\u3164]{${RUN_CHARS},}`,
  "gu",
);
const RUN = new RegExp(`([^\\p{L}\\p{N}\\n])\\1{${RUN_CHARS},}`, "gu");

export interface Tidied {
  readonly text: string;
  /** Whether the end was cut off. */
  readonly truncated: boolean;
}

export function tidied(raw: string): Tidied {
  const text = raw
    .slice(0, RAW_CHARS)
    .replace(LINE_ENDS, "\n")
    .replace(HARD_SPACES, " ")
    .replace(UNSEEN, "")
    .replace(PADDING, " ")
    .replace(RUN, (_run, character: string) => character.repeat(RUN_CHARS))
    .replace(/^[ \t]+$/gm, "")
    .replace(/\n{4,}/g, "\n\n\n");
  return { text: text.slice(0, TEXT_CHARS), truncated: raw.length > RAW_CHARS || text.length > TEXT_CHARS };
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
