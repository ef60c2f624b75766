/** Spellings of a clock or a day that the patterns of deadline.ts do not know, in ones they do: `17h00`, `18-Sep-26`. */

/** One look for all of these, for most words need none. */
const UNEVEN = /\dT\d|\d-[A-Za-z]|\dh\d|\d\.\d|\d[ap](?![a-z.])|(?<![\d-])\d{4}(?![\d-])/i;

export function evened(words: string): string {
  if (!UNEVEN.test(words)) return words;
  return words
    .replace(/(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z\b)/g, "$1 $2 UTC")
    .replace(/(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?([+-]\d{2}:\d{2})/g, "$1 $2 UTC$3")
    .replace(/(?<!\d)(\d{1,2})-([A-Za-z]{3,9})-(?:20)?(\d{2})(?!\d)/g, "$1 $2 20$3")
    .replace(/(?<![\d.])(\d{1,2})h(\d{2})(?!\d)/g, "$1:$2")
    .replace(/(?<=,\s|\bat\s)(\d{1,2})\.(00|15|30|45)(?![\d.]|\s?[ap]\.?m)/gi, "$1:$2")
    .replace(/(?<![\d:])(\d{1,2}(?::\d{2})?)([ap])(?=\s|,|$)/gi, "$1$2m")
    .replace(/(?<!\d)(0\d|1\d|2[1-3])(00|15|30|45)(?=\s?[A-Z]{2,4}\b)/g, "$1:$2");
}
