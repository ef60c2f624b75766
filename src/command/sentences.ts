/**
 * A line of whole sentences -> the commands in them: `Please send 1a and 3a. Skip 2. Many thanks.`
 *
 * Each sentence must be a command, a courtesy or a remark that cannot change one; else nothing of the line is done.
 */
import type { Draft } from "./draft.ts";
import { isCourtesy } from "./manners.ts";
import { straight } from "./tidy.ts";

/** Longer lines are letters to somebody. Characters. */
const LINE_CHARS = 240;

/**
 * @param parse what makes commands of one plain sentence, all or nothing.
 * @param isGuess remarks are passed over whatever they say: what comes of it is only asked about.
 */
export function inSentences(
  line: string,
  parse: (text: string) => Draft[] | null,
  isGuess = false,
): Draft[] | null {
  const text = straight(line);
  if (text.length > LINE_CHARS) return null;
  const sentences = sentencesOf(text);
  const read = sentences.map((sentence, at) => {
    const said = at === 0 ? sentence : sentence.replace(NOT_THESE, "skip $1");
    return readSentence(said, parse, isGuess);
  });
  const drafts = read.flatMap((each) => each ?? []);
  const isSure = sentences.every(
    (sentence, at) => read[at] !== null || isGuess || isRemark(sentence, drafts),
  );
  return drafts.length === 0 || !isSure || isMixed(drafts) ? null : drafts;
}

/** `1a, 2a. Not 3.`; by itself it may be said of anything. */
const NOT_THESE = /^not (#?\d{1,3}[a-z]?(?:(?:, ?| and | )#?\d{1,3}[a-z]?)*)[.!]*$/i;

/** `yes` and `no` by themselves answer what the letter asks: they come first, and `No. 3` may be either. */
function isMixed([first, ...rest]: readonly Draft[]): boolean {
  if (rest.some(isBare)) return true;
  return first !== undefined && isBare(first) && rest.some(({ verb }) => verb === "send" || verb === "skip");
}

function isBare({ verb, text }: Draft): boolean {
  return (verb === "yes" || verb === "no") && text === null;
}

/** At full stops before a blank, and at dashes between blanks, though not behind a bare item: that may be a line. */
function sentencesOf(text: string): string[] {
  return text
    .replace(/(?<=[a-z] )n(?:o|r)\. ?(?=#?\d)|\bnumber (?=\d)/gi, "")
    .split(
      /, (?=no (?:thanks|thank you) (?:to|for|on) )|(?<=[a-z0-9)'"][.!?…]+) +(?=\S)|(?<!^#?\d{1,3}[a-z]?) [-–—]+ (?!\d)|; /i,
    )
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");
}

/** Null when there is no command in it. */
function readSentence(
  sentence: string,
  parse: (text: string) => Draft[] | null,
  isGuess: boolean,
): readonly Draft[] | null {
  if (isCourtesy(sentence)) return [];
  const plain = reworded(sentence);
  const whole = parse(plain);
  if (whole !== null) return whole;
  const wish = parse(plain.replace(ASKED_FOR, "").replace(/\?+$/, ""));
  if (wish?.every(({ verb }) => HARMLESS.has(verb))) return wish;
  for (const cut of cutsIn(plain)) {
    const drafts = parse(plain.slice(0, cut));
    if (drafts !== null && (isGuess || isRemark(plain.slice(cut), drafts))) return drafts;
  }
  return null;
}

/** Where a reason may begin, the last first. */
function cutsIn(sentence: string): number[] {
  const starts = [...sentence.matchAll(/, | \(| (?:because|since|as|while|so that) (?!long|soon)/gi)];
  return starts.map(({ index }) => index).reverse();
}

/** Said at the end of anything. */
const CLOSING =
  /^(?:that(?:'s| is| will be| would be) (?:it|all)(?: for (?:now|today))?|no (?:rush|hurry|problem|worries)|thanks?\b.*|thank you\b.*|cheers\b.*|much appreciated|i(?:'d| would) appreciate (?:it|that)|have a .*|talk soon|sorry)$/i;
/** Words that could take a command back, tie it to something, or ask for more than it says. */
const CHANGES =
  /\b(?:not|no|none|never|nobody|cannot|\w+n't|dont|but|if|unless|except|without|instead|or|rather|however|though|although|only|else|others?|rest|all|every\w*|both|send|go|instead)\b|[?:\d]/i;
/** What sends nothing may have any reason. */
const SAFE = new Set(
  "skip undo more why show pending snooze remind done sent ask never pause mute ignore source help list stats digest dryrun no away address".split(
    " ",
  ),
);

/** Beside these, what may be asked for in the form of a question. */
const HARMLESS = new Set([...SAFE, "read", "unmute"]);
const ASKED_FOR = /^(?:can|could|would|will) you (?=\S)/i;

/** Prose that changes nothing about these commands, as far as words can tell. */
function isRemark(text: string, drafts: readonly Draft[]): boolean {
  const said = text.replace(/^[\s,(]+(?:and |so )?|[\s).!]+$/g, "");
  if (said === "" || CLOSING.test(said)) return true;
  return !CHANGES.test(said) && drafts.every(({ verb }) => SAFE.has(verb));
}

const ITEM = "#?\\d{1,3}[a-z]?";
const ITEMS = `${ITEM}(?:(?:, ?(?:and )?| and | & | ?\\+ ?| )${ITEM})*`;
const NAME = "[\\p{L}][\\p{L}'’.-]*(?: [\\p{L}][\\p{L}'’.-]*){0,3}";
const rule = (pattern: string, instead: string): readonly [RegExp, string] => [
  new RegExp(pattern.replaceAll("ITEMS", ITEMS).replaceAll("ITEM", ITEM).replaceAll("NAME", NAME), "giu"),
  instead,
];

/** Ways of saying it that mean no more than the plain words; in this order. */
const REWORDED: readonly (readonly [RegExp, string])[] = [
  // Slips of the thumb in the small words.
  rule("\\b(?:nad|adn|andd|ans)\\b", "and"),
  rule("\\b(?:teh|hte|th)\\b", "the"),
  rule("\\bpl(?:ese|eas|ease|esae|aese|ase|s|z)\\b", "please"),
  rule("\\b(re|un)-(?=send|mute)", "$1"),
  // How a request begins and ends.
  rule(
    "^(?:ok|okay|right|so|and|also|then|great|perfect|sure|lovely|well|hi there|hello|hi|hey)[,:!.]* (?=\\S)",
    "",
  ),
  rule("^(?:so|and|also|then|please)[,:]? (?=\\S)", ""),
  rule("^(?:could|can|would|will) (?=ITEMS (?:go|be)\\b)", ""),
  rule(
    "^i(?:'d| would) (?:like|love|want) (?:you )?to |^i want (?:you )?to |^(?:let's|feel free to|go ahead and|you can|you may|do) (?=\\S)",
    "",
  ),
  rule("^(?:can|could|may) i (?:please )?(?:see|have|get) (?=more\\b)", ""),
  rule("^(?:can|could|would|will) you (?:please |kindly )(.*?)\\?*$", "$1"),
  rule("^(?:can|could|would|will) you (.*?),? please\\?*$", "$1"),
  rule(",? would you\\?*$", ""),
  rule(",? ?\\bplease\\b(?=[,.!? ]|$)", ""),
  rule(" (?:for me|if you would)(?=[,.!]|$)", ""),
  rule(
    " (?:this time|after all|all the same|anyway|anyhow|regardless|right away|straight away|now|by all means)(?=[,.!?]|$)",
    "",
  ),
  // Items.
  rule("\\b(ITEM)(?: thru | through | until | till )(ITEM)\\b", "$1-$2"),
  rule("\\b(\\d{1,3}[a-z])/(\\d{1,3}[a-z])\\b", "$1 $2"),
  rule("^(send |forward |skip )?(ITEMS) only(?=$|[,.!])", "$1$2"),
  rule("\\b(?:apart from|bar|minus|other than|aside from|save for|leaving out)\\b", "except"),
  rule("^(?:everybody|everyone|all)(?: of (?:them|these|those))?(?=$| except)", "send all"),
  rule("^(?:send )?all (?:of (?:them|these|those) )?(?=except)", "send all "),
  // What is done with them.
  rule("^(?:yes|ok|okay)(?: please)? (?:to|for|on) (?=ITEM)", "send "),
  rule("^no(?: thanks| thank you)? (?:to|for|on) (?=ITEM)", "skip "),
  rule("\\b(ITEMS) (?:is|are)(?: a)? yes(?:es)?(?=[,.!]|$)", "send $1"),
  rule("\\b(ITEMS) (?:is|are)(?: a)? no(?:es)?(?=[,.!]|$)", "skip $1"),
  rule("^(?:send )?(ITEM) ?(?:->|=>|→) ?(NAME)$", "$1 to $2"),
  rule("^(?:send )?(ITEMS) (?:only to|goes to|can go to|should go to|go to) (NAME)(?=[,.!]|$)", "$1 to $2"),
  rule("^(?:send )?(ITEMS) to (?:only )?(NAME) only$", "$1 to $2"),
  rule("^send (ITEMS) again$", "resend $1"),
  rule("^(?:give|drop|send) (ITEM|NAME) a nudge(?=[,.!]|$)", "nudge $1"),
  rule("^done with (?=ITEM|it\\b)", "done "),
  rule("^(ITEM) is done\\b", "done $1"),
  rule(
    "^(?:see |show me |give me )?more (?:people |names |contacts |of them )?(?:for|on|about|under) (?=ITEM)",
    "more ",
  ),
  rule("^why (?:is|was) (NAME) (?:on|under|in|for|at) (ITEM)\\b", "why $1 $2"),
  rule(
    "^(NAME)['’]s (?:new |other |current )?(?:e-?mail|address|e-?mail address)(?: is|:)(?: now)? ?(?=\\S+@)",
    "$1 ",
  ),
  rule(
    "^(?:always )?ask me (?:first )?(?:about|before (?:sending|writing) (?:to )?|for) (NAME?)(?: first)?(?=[,.!]|$)",
    "ask $1",
  ),
  rule(
    "^never send (NAME) (?:anything|any|queries|mails?|stuff) (?:from|of|by) (NAME?)(?: again| any ?more)?(?=[,.!]|$)",
    "never $1 $2",
  ),
  rule("^always send (NAME) (?:anything |everything |all )?(?:from |of )(NAME?)(?=[,.!]|$)", "always $1 $2"),
  rule("^(?:nothing|none)(?: today| for (?:me|today|now))?$", "none"),
  rule("^(?:i['’]m|i am|i['’]ll be|i will be) (?=away )", ""),
];

function reworded(sentence: string): string {
  let text = sentence.replace(/[.!…]+$/, "");
  for (const [pattern, instead] of REWORDED) text = text.replace(pattern, instead).trim();
  return text.replace(/ +/g, " ");
}
