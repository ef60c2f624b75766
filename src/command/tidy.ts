/** A line as typed on a phone, made plain: the same words without what an editor or a mail program put around them. */

const BLANKS = /[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+/g;
const INVISIBLE = /\p{Cf}|\ufe0e|\ufe0f/gu;
/** Outlook writes an address or link twice: `raj@x.com<mailto:raj@x.com>`. */
const TWICE = /(?<=\S)\s?[<[](?:mailto:|https?:\/\/)[^>\]\s]{1,300}[>\]]/gi;
const BULLETS = /^(?:[-*•·◦‣▪–—] +)+/;
/** Quotes, backticks, emphasis: forgiven in pairs around the whole line. */
const WRAPPED = /^(["'`“”„‟‘’‚«»*_]{1,3})(.*?)(["'`“”„‟‘’‚«»*_]{1,3})([.!,;]?)$/;
/** What a friendly hand adds; a thumb down or a cross is no such thing. */
const FRIENDLY = /[👍👌🙏🙂😊😀😃😄😁😉🎉✅✔❤☺✨💪]|[\u{1f3fb}-\u{1f3ff}]/gu;

/** One line without invisible characters, doubled links, bullets and wrapping quotes; blanks are single. */
export function tidy(line: string): string {
  const plain = line.replace(INVISIBLE, "").replace(BLANKS, " ").replace(TWICE, "").trim();
  return unwrapped(plain.replace(BULLETS, ""));
}

function unwrapped(text: string): string {
  const [, open = "", inner = "", , tail = ""] = WRAPPED.exec(text) ?? [];
  return open === "" || /["`“”«»]/.test(inner) ? text : (inner + tail).trim();
}

/** The words of a command with straight quotes and without friendly signs; never used for what is passed on. */
export function straight(text: string): string {
  return text
    .normalize("NFKC")
    .replace(FRIENDLY, "")
    .replace(/[“”„‟«»]/g, '"')
    .replace(/[‘’‚`]/g, "'")
    .replace(/ +/g, " ")
    .trim();
}
