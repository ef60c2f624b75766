/** What clients put before and after a subject, in the languages they are written in. */
import { words } from "./words.ts";

/** `FW: …` and its kin (Outlook of each language, Gmail, Yahoo, Thunderbird, mail.ru, QQ). Lower-case. */
const FORWARD_WORDS = words(`
  fw|fwd|forward|forwarded|wg|weiterleitung|weitergeleitet|tr|transf|i|inoltra|inoltrato|r.v|rv|
  reenv|reenviado|enc|encam|doorst|doorgest|doorsturen|vb|vs|vl|videresend|vidarebefordrat|vidarebef|
  pd|przekaz|ilt|İLT|redir|továbbítás|tov|továbbítva|prp|přep|edasi|пересл|пересылка|fs|áfs|πρθ|
  προώθηση|הועבר|إعادة توجيه|转发|轉寄|轉發|転送|전달
`);

/** `Re: …` and its kin. Lower-case. */
const REPLY_WORDS = words(`
  re|aw|antw|antwort|sv|svar|odp|odg|rif|r|res|resp|rép|réponse|vá|válasz|ynt|yan|yanıt|atb|
  ats|vast|bls|отв|ответ|відп|απ|σχετ|תגובה|השב|رد|回复|回覆|答复|答覆|返信|회신|답장
`);

const FORWARD = prefixPattern(FORWARD_WORDS);
const REPLY = prefixPattern(REPLY_WORDS);
/** `[queries] `: a list's tag. */
const TAG = /^\[[^[\]]{1,60}\]\s*/;
/** ` (fwd)`, RFC 5256 §2.1. */
const TRAILER = /\s*\((?:fwd|fw)\)\s*$/i;

/** `Re: `, `RE[2]: `, `Re(3): `, `回复：`. */
function prefixPattern(words: readonly string[]): RegExp {
  const alternatives = words.map((word) => word.replace(/[.*+?^$(){}|[\]\\]/g, "\\$&")).join("|");
  return new RegExp(`^(?:${alternatives})\\.?\\s?(?:\\[\\d{1,3}\\]|\\(\\d{1,3}\\))?\\s?[:：]\\s*`, "iu");
}

/** The subject without what replies, forwards and lists put around it: what a thread is called (after RFC 5256 §2.1). */
export function baseSubject(subject: string): string {
  let base = subject.replace(/\s+/g, " ").trim();
  for (let before = ""; before !== base; ) {
    before = base;
    const inner = base.replace(TRAILER, "").replace(FORWARD, "").replace(REPLY, "").trim();
    const untagged = inner.replace(TAG, "");
    base = untagged === "" ? inner : untagged;
  }
  return base;
}

/** What the sender's client says the mail is, by the word its subject begins with; a list's tag may stand before it. */
export function subjectKind(subject: string | null): "forward" | "reply" | "own" {
  const bare = (subject ?? "").trim().replace(TAG, "");
  if (FORWARD.test(bare) || TRAILER.test(bare)) return "forward";
  return REPLY.test(bare) ? "reply" : "own";
}

/** `Fwd: X` to `X`: one word taken off, since what stands behind it is the original's own subject. */
export function forwardedSubject(subject: string): string {
  return subject.trim().replace(FORWARD, "").replace(TRAILER, "").trim();
}
