/** The line a client prints above what is answered: `On Tue, 3 Mar 2026 at 10:14, Jo Doe <jo@example.com> wrote:`. */
import { words } from "./words.ts";

/** The verb such a line ends in, or nearly. Lower-case. */
const VERBS = words(String.raw`
  wrote|writes|schrieb|schreibt|a écrit|écrit|escribió|ha scritto|scritto|escreveu|schreef|
  geschreven|skrev|kirjoitti|napsala?\(?a?\)?|napísala?\(?a?\)?|napisała?\(?a?\)?|pisze|
  написала?\(?а?\)?|пишет|написав(?:\(ла\))?|пише|ezt írta|írta|yazdı|a scris|napisao(?:\/la)?|
  je napisala?|написа|kirjutas|rakstīja|rašė|skrifaði|έγραψε|כתב(?:\/ה|ה)?|كتب|写道|寫道|のメッセージ|書きました|
  작성|님이 작성|đã viết|menulis|va escriure|idatzi du
`).join("|");
const WROTE = new RegExp(VERBS, "iu");
const ENDS_IN_WROTE = new RegExp(`(?:${VERBS})$`, "iu");
/** No verb above is longer. Characters. */
const VERB_CHARS = 20;

const CLOCK = /\d{1,2}[:.h時时点]\s?\d{2}/u;
const DAY = /\d{1,4}[-./]\s?\d{1,2}[-./]\s?\d{1,4}|\d{4}/;
const ADDRESS = /[^\s@<>()]+@[^\s@<>()]+/;
/** `30.09.2017, 18.30, "Jo Doe" <jo@example.com>:` (Yandex, Gmail of 2017, mail.ru). */
const BARE = /\d.*[<(][^\s<>()@]+@[^\s<>()]+[>)]\s*[:：]$/;

/** A line longer than this is prose. Characters. */
const INTRO_CHARS = 300;
/** Clients wrap the line at about 76 characters; long names make it three. */
const INTRO_LINES = 3;

/**
 * How many lines from `index` on are such a line, wrapped or not; 0 when none.
 *
 * @param lines without quote marks
 */
export function introLength(lines: readonly string[], index: number): number {
  const first = lines[index]?.trim() ?? "";
  if (first === "" || first.length > INTRO_CHARS || !mayOpen(first)) return 0;
  let joined = "";
  for (let length = 1; length <= INTRO_LINES; length++) {
    const line = lines[index + length - 1]?.trim() ?? "";
    if (line === "") return 0;
    joined = joined === "" ? line : `${joined} ${line}`;
    if (isIntro(joined)) return length;
  }
  return 0;
}

function mayOpen(line: string): boolean {
  return /\d/.test(line) || ADDRESS.test(line);
}

function isIntro(line: string): boolean {
  if (line.length > INTRO_CHARS) return false;
  const wrote = /[:：]$/.test(line)
    ? BARE.test(line) || WROTE.test(line)
    : ENDS_IN_WROTE.test(line.slice(-VERB_CHARS));
  return wrote && (ADDRESS.test(line) || CLOCK.test(line) || DAY.test(line));
}
