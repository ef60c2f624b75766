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
/** Zoho and others leave out the colon; so the last word must be one of these. */
const BARE_VERBS = new Set(
  words("wrote|écrit|escribió|scritto|escreveu|schreef|geschreven|skrev|kirjoitti|napisał|schrieb"),
);

/** A line that ends in one of them without a colon bears an address, or nothing but the verb. Characters. */
const VERB_CHARS = 12;
const COLON = 0x3a;
const WIDE_COLON = 0xff1a;

/** A clock, a day in digits, or a year. */
const DATED = /\d{1,2}[:.h時时点]\s?\d{2}|\d{1,4}[-./]\s?\d{1,2}[-./]\s?\d{1,4}|\d{4}/u;
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
 * @param lines without quote marks, and without blanks at their end
 */
export function introLength(lines: readonly string[], index: number): number {
  let joined = "";
  for (let length = 1; length <= INTRO_LINES; length++) {
    const line = lines[index + length - 1] ?? "";
    if (line === "" || joined.length + line.length > INTRO_CHARS) return 0;
    joined = joined === "" ? line.trimStart() : `${joined} ${line.trimStart()}`;
    if (endsAsIntro(line) && isIntro(joined)) return startsInside(lines, index, length) ? 0 : length;
  }
  return 0;
}

/** A shorter one may begin a line below: the prose above it is none of it. */
function startsInside(lines: readonly string[], index: number, length: number): boolean {
  const below = lines.slice(index + 1, index + length).map((line) => line.trim());
  return below.some((_line, start) => {
    const shorter = below.slice(start).join(" ");
    return isIntro(shorter) && DATED.test(shorter.replace(/\S*@\S*/g, ""));
  });
}

function endsAsIntro(line: string): boolean {
  const last = line.charCodeAt(line.length - 1);
  if (last === COLON || last === WIDE_COLON) return true;
  return (
    (line.length <= VERB_CHARS || line.includes("@")) && BARE_VERBS.has(line.slice(line.lastIndexOf(" ") + 1))
  );
}

function isIntro(line: string): boolean {
  return (DATED.test(line) || ADDRESS.test(line)) && (BARE.test(line) || WROTE.test(line));
}
