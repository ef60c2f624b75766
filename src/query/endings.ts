/** Where an item's text ends: rules, "Back to Top" and the list's footer are no part of a query. */

const RULE = /^[\s>]*(?:[-_*=~—–]\s?){5,}\s*$/;
/** A rule in mid-line too, where lines were drawn together. What stands before it is looked at last: that is five times as fast. */
const ANY_RULE = /[-_*=~—–](?<=(?:^|\s).)[ \t]?(?:[-_*=~—–][ \t]?){4,199}(?=\s|$)/g;
/** What stands between items, also when a wrap drew it into the text. */
const TAIL =
  /(?:back\s+to\s+(?:top|category\s+index|index)|\(#top\)|<#\w*>|\[#\w*\]|#top|[-_*=~—–>\s]{5,}|\n[ \t>]{0,4}[-_*=]{2,4}|\s+)$/i;
const BACK_TO_TOP = /\bback\s+to\s+(?:top|category\s+index|index)\b/gi;
/** Lines that only the foot of a mailing says. */
const FOOTER =
  /(?:^|\n)[\s>*|]{0,6}(?:haro connects journalists|powered by featured|forwarded this email\?|prefer less email\?|your haro subscription|for delivery help:|unsubscribe\b|to unsubscribe\b|manage (?:your )?(?:subscription|preferences)|update (?:your |subscription )?preferences|this (?:email|e-mail|message) was sent (?:to|by)|you(?:'re| are| have)? (?:receiv|subscribed|getting this)|why did i get this|source of sources terms|view (?:this email )?in (?:your )?browser|all rights reserved|copyright ©|© |\(c\) 20|sent from my |get outlook for|you can edit these alerts|configure your email|we use your profile info|privacy policy|terms of (?:service|use)|if you no longer wish|no longer want|--[ \t]{0,3}\n)/i;
/** Words of a footer, when a rule stands above them. */
const FOOTER_WORDS =
  /unsubscribe|this email was sent|manage (?:your )?(?:subscription|preferences)|update (?:subscription |your )?preferences|terms of service|privacy policy|mailing list|all rights reserved|you (?:are|'re) (?:receiving|subscribed)|connects journalists|email preferences|©/i;
/** How far below a rule a footer names itself. Characters. */
const FOOTER_REACH = 500;
/** A rule with no more than this before the next item closes a heading, not a query. Characters. */
const HEADING_CHARS = 60;
/** A mail has no more rules worth looking at. */
const RULES = 40;

/**
 * The end of a query's text.
 *
 * @param from where the text starts
 * @param to where the next item starts, or the mail ends
 * @param isLast whether a footer may follow instead of an item
 */
export function endOfText(plain: string, from: number, to: number, isLast: boolean): number {
  const block = plain.slice(from, to);
  const end = isLast ? beforeFooter(block) : beforeHeading(block);
  return from + withoutTail(block.slice(0, end));
}

/** The footer names itself between its rule and the next one; a rule inside the query has more of the query below. */
function beforeFooter(block: string): number {
  const top = lastBackToTop(block);
  if (top !== null) return top;
  const line = FOOTER.exec(block)?.index ?? block.length;
  const rules = [...block.matchAll(ANY_RULE)].slice(-RULES).map(({ index }) => index);
  const footer = rules.find((at, place) => {
    const until = Math.min(rules[place + 1] ?? block.length, at + FOOTER_REACH);
    return FOOTER_WORDS.test(block.slice(at, until));
  });
  return Math.min(line, footer ?? block.length);
}

/** Between items a category heading may follow the rule. */
function beforeHeading(block: string): number {
  const top = lastBackToTop(block);
  if (top !== null && block.length - top < HEADING_CHARS * 4) return top;
  const last = rulesIn(block).at(-1);
  if (last === undefined) return block.length;
  const below = block
    .slice(last)
    .replace(/[-_*=~—–>\s]+/, "")
    .trim();
  return below.length <= HEADING_CHARS && !/[.!?]$/.test(below) ? last : block.length;
}

function lastBackToTop(block: string): number | null {
  return [...block.matchAll(BACK_TO_TOP)].at(-1)?.index ?? null;
}

/** Offsets of lines that are nothing but a rule. */
function rulesIn(block: string): number[] {
  const end = block.length;
  const found: number[] = [];
  for (let at = 0; at < end && found.length < RULES; ) {
    const newline = block.indexOf("\n", at);
    const stop = newline === -1 ? end : newline;
    const first = block.charAt(at);
    if ("-_*=~—–> ".includes(first) && stop - at < 200 && RULE.test(block.slice(at, stop))) found.push(at);
    at = stop + 1;
  }
  return found;
}

/** The length of a text without separators at its end. */
export function withoutTail(text: string): number {
  let end = text.length;
  for (let turn = 0; turn < 12; turn++) {
    const tail = TAIL.exec(text.slice(Math.max(0, end - 120), end));
    if (tail === null) return end;
    end -= tail[0].length;
  }
  return end;
}
