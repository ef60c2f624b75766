/**
 * Prose beside a command: whether it could change what the command does. Decided by the words in it, not by the way
 * it is put, so that it holds for sentences nobody foresaw; what is in doubt counts as a change.
 */
import type { Draft } from "./draft.ts";
import { takesBack } from "./manners.ts";
import { isCommon } from "./words.ts";

/** Where the prose stands: what follows a send speaks of it, what leads up to it of anything. */
export type Place = "before" | "after";

/** Ties the command to something, or asks for something else. */
const TIES =
  "if|unless|until|till|when(?:ever)?|once|while|provided|assuming|depend\\w*|whether|either|or|only|except|excluding|instead|rather|before|after|else|others?|rest|all|every\\w*|both|most|some|any\\w*|just";
const NEGATES =
  "not|no|none|never|nobody|nothing|cannot|\\w+n't|dont|wont|cant|without|neither|nor|hardly|barely|nope|nah";
const DOUBTS =
  "maybe|perhaps|possibl[ey]|probably|presumably|likely|might|may|could|should|shall|think|guess|suppose|wonder\\w*|unsure|uncertain|undecided|hesita\\w+|hop(?:e|ing)|believe|assume|imagine|afraid|fear|worr\\w+|doubt\\w*|regret|seems?|apparently|supposedly|ideally|torn|idk|dunno";
const TAKES_BACK =
  "but|however|though|although|yet|wait|hold|stop\\w*|cancel\\w*|undo|scratch|actually|mistakes?|wrong|ignore|forget|changed|second thoughts?";
const SPEAKS =
  "sa(?:y|ys|id)|t(?:ell|ells|old)|w(?:rite|rites|rote|ritten)|ask\\w*|check\\w*|confirm\\w*|decid\\w+|let me|let's|example|quote[ds]?|pretend|imagine|suggest\\w*";
/** Done before, or in another way; also every verb of ours that sends. */
const DOES =
  "send\\w*|sent|forward\\w*|pass\\w*|shar(?:e|ed|ing)|e?-?mail(?:ed|ing)?|done|dealt|handled|answered|repl(?:y|ied)|declin\\w+|refus\\w+|already|skip\\w*|nudg\\w+|resend|snooz\\w+|remind\\w*|paus\\w+|go|add|include|thank (?:her|him|them)";
const TIMES =
  "tomorrow|tonight|later|soon|next|monday|tuesday|wednesday|thursday|friday|saturday|sunday|weeks?|months?|hours?|minutes?|o'clock|deadline|noon|midnight";
const NUMBERS = "one|two|three|four|five|six|seven|eight|nine|ten|first|second|third|last";

const any = (...lists: readonly string[]): RegExp =>
  new RegExp(`(?<![\\w'])(?:${lists.join("|")})(?![\\w'])|[?:"\\d]`, "i");

/** Anything that could change a command that sends. */
const CHANGES_A_SEND = any(TIES, NEGATES, DOUBTS, TAKES_BACK, SPEAKS, DOES, TIMES, NUMBERS);
/** Behind what sends nothing any reason may stand: `skip 2, he doesn't do radio any more`. */
const CHANGES_SAFE =
  /(?<![\w'])(?:if|unless|except|instead|or|however|though|although|but|only|rather|else|others?|rest|all|every\w*|both|wait|hold on|scratch|actually|maybe|perhaps|might|should|send|go|undo)(?![\w'])|[?:\d]|^(?:please )?(?:no|don't|do not|never|not(?! (?:for|an?|his|hers?|their|our|my|really|quite|relevant|interest\w+|suitable|right)\b))(?![\w'])|\bi (?:think|guess|suppose|hope)\b/i;
/** Before what sends nothing: it may not hold a second wish or a condition. */
const LEADS_ELSEWHERE =
  /[?:"\d]|(?<![\w'])(?:if|unless|send|skip|maybe|perhaps|sa(?:ys|id)|or|instead|not sure|unsure|no idea|don't know|doubt)(?![\w'])/i;

/** Said at the end of anything. */
const CLOSING =
  /^(?:that(?:'s| is| will be| would be) (?:it|all)(?: for (?:now|today))?|no (?:rush|hurry|problem|worries)|(?:nothing|no) (?:else|more)(?: for (?:now|today|me))?|thanks?\b.*|thank you\b.*|cheers\b.*|much appreciated|(?:i(?:'d)?|would) appreciate (?:it|that)|have an? .*|talk soon|sorry|better \w+ than (?:never|not at all|sorry)|no (?:letters|mails?|news)(?: please| until then| till then)?|(?:all the |very |my )?best(?: (?:wishes|regards))?(?: from .*)?|(?:with |kind |warm )+(?:best |kind |warm )*(?:wishes|regards)(?: from .*)?|see you .*|speak soon|bye|enjoy .*|good luck.*|well done.*|hope (?:you're|all is|you are) well)$/i;

/** Speaks of her own doings, or well of what is sent. */
const OF_HERSELF =
  /^(?:(?:sorry|apologies)[,.!]? )?(?:i|i'm|i've|i'll|i'd|we|we're|we've|my|our|typing|writing|on|in|at|off|from|just|running|boarding|driving|travelling|traveling|about|back|rushing)(?![\w'])/i;
const SPEAKS_WELL =
  /\b(?:love[sd]?|loving|perfect\w*|great|good|ideal|right|best|better|fits?|suits?|suited|excellent|brilliant|fantastic|wonderful|lovely|super|happy|glad|pleased|keen|delighted|thrilled|asked for|wants|would like|expert|knows|interested|made for|up (?:his|her|their) street|spot on|bang on|exactly|strong|favou?rite|nice|ok|okay|fine|welcome)\b/i;
/** Reasons against a person, or against writing to them at present. */
const SPEAKS_ILL =
  /\b(?:leave|left|leaving|out|away|off|sick|ill|busy|gone|dead|died|deceased|moved|retired|quit|hates?|dislikes?|bad|worse|hospital|holidays?|vacation|unavailable|late|ex|former\w*|rival|competitor|angry|upset|annoyed|tired|too|enough|stale|old|overdue|closed|expired|missed)\b/i;

/** `to be safe`, `for the record`. */
const PURPOSE =
  /^(?:(?:just )?(?:to be (?:safe|sure|on the safe side)|in any case|for (?:the record|good measure)|same person|as (?:suggested|proposed|discussed|agreed|before|usual)))$/i;

/** Why it is sent again. */
const NOT_GOT =
  /^(?:he|she|they|\p{L}+) (?:never|didn't|hasn't|did not|has not) (?:got|gotten|get|received?|seen?|had) (?:it|mine|the mail|anything)$/iu;

/** Verbs beside which a reason can do no harm: nothing leaves by them. */
export const SAFE: ReadonlySet<string> = new Set(
  "skip undo more why show pending snooze remind done sent ask never pause mute ignore source help list stats digest dryrun no away address admit read export interest every merge test forget unmute".split(
    " ",
  ),
);

/** Looking does no harm, so a question may ask for it: `why 3b?`. To `send 1?` the answer is a question. */
const LOOKS = new Set("more why show pending help stats digest list source dryrun test".split(" "));

export const isLooking = ({ verb }: Pick<Draft, "verb">): boolean => LOOKS.has(verb);

/** Whether this prose, beside these commands, changes nothing about them as far as words can tell. */
export function isRemark(text: string, drafts: readonly Draft[], place: Place): boolean {
  const said = ofTheSame(text, drafts).replace(/^[\s,(–—-]+(?:and |so )?|[\s).!…]+$/g, "");
  if (said === "" || CLOSING.test(said)) return true;
  if (takesBack(said, false)) return drafts.every(({ verb }) => verb === "undo");
  if (drafts.every(isLooking)) return !/\d|(?<!\w)(?:send|skip)(?!\w)|^(?:yes|yep|no|nope)(?!\w)/i.test(said);
  if (place === "after" && PURPOSE.test(said)) return true;
  if (NOT_GOT.test(said) && drafts.every(({ verb }) => verb === "resend")) return true;
  if (!drafts.every(({ verb }) => SAFE.has(verb)))
    return isIdle(said) && (place === "before" || isBlessing(said));
  return place === "before" ? !LEADS_ELSEWHERE.test(said) : !CHANGES_SAFE.test(said);
}

/** What speaks of the very items is nothing new: `Tom is right for 3, send 3a`. */
function ofTheSame(text: string, drafts: readonly Draft[]): string {
  const items = drafts.flatMap((each) => (typeof each.items === "string" ? [] : each.items));
  const numbers = new Set(items.map((item) => item.replace(/[a-z]$/, "")));
  return text.replace(MENTIONED, (item) => (numbers.has(item.replace(/[a-z]$/i, "")) ? "it" : item));
}

const MENTIONED =
  /(?<![\w.:/-])\d{1,3}[a-z]?(?![\w:/-]|[.,]\d| (?:days?|hours?|weeks?|months?|minutes?|am|pm|of)\b)/gi;

/**
 * Prose that changes nothing wherever it leads up to a command, one that sends included: `Lovely selection today.`
 * Of somebody else it may speak only well: in `Tom is out. Send all.` he may be meant to be left out.
 */
export function isIdle(text: string): boolean {
  const said = text
    .replace(/^all (?=(?:good|fine|well|clear)\b)/i, "")
    .replace(/\b(?:all|both) of (?=(?:these|them|this)\b)/i, "");
  if (said.length > 120 || CHANGES_A_SEND.test(said)) return false;
  return SPEAKS_WELL.test(said) ? !SPEAKS_ILL.test(said) || OF_HERSELF.test(said) : !isOfSomebody(said);
}

function isBlessing(said: string): boolean {
  return OF_HERSELF.test(said) || (SPEAKS_WELL.test(said) && !SPEAKS_ILL.test(said));
}

/** A third person, or a word that can only be a name. */
function isOfSomebody(said: string): boolean {
  if (/\b(?:he|she|they|him|her|them|his|their|who)(?:'\w+)?\b/i.test(said)) return true;
  const [first = "", ...others] = said.split(" ");
  if (others.some((word) => /^\p{Lu}\p{Ll}+/u.test(word) && !isCommon(word.toLowerCase())))
    return !/\bfrom\b/.test(said);
  return (
    !isCommon(first.toLowerCase()) &&
    /^(?:is|was|has|had|will|can|does|did|gets|and|'s)$/.test(others[0] ?? "")
  );
}
