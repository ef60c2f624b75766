/**
 * One line of hers -> what it asks for, or nothing.
 *
 * All or nothing: a line of which any piece is not understood asks for nothing, so that "1, 2 of them are great"
 * sends nobody anything.
 */
import { LINE_CHARS } from "../bounds.ts";
import { type Draft, isBareAnswer } from "./draft.ts";
import { GREETED } from "./manners.ts";
import { joinPiece, readPiece, verdictOf } from "./pieces.ts";
import { isLooking } from "./prose.ts";
import { READERS } from "./readers.ts";
import { inSentences } from "./sentences.ts";
import { straight, tidy } from "./tidy.ts";
import { ownsItsLine } from "./whole.ts";
import { contactOf, itemsOf, splitWhen } from "./words.ts";

/** Longer than any personal line she would type. Characters. */
export const NOTE_CHARS = 5000;
/** A line that begins `1. ` or `2) ` may number her own points. */
const NUMBERED = /^\d{1,3}[.)] /;
const POINT = /^\d{1,3}[.)] (?:[a-z]{3,} #?\d|\d{1,3}[a-z]$)/i;
/** The commands of one line in their order; `null` when it is none, or not surely one. */
export function parseLine(line: string): Draft[] | null {
  if (line.length > NOTE_CHARS) return null;
  const text = inDigits(asTold(tidy(line).replace(GREETED, "")));
  if (text === "") return null;
  // `1. send 1a` names its item itself; `1. yes` may be the first of her points.
  if (NUMBERED.test(text)) return POINT.test(text) ? plainly(text.replace(NUMBERED, "")) : null;
  return plainly(text) ?? inSentences(text, plainly);
}

function plainly(text: string): Draft[] | null {
  const whole = ownsItsLine(text);
  return whole !== null ? [whole] : (verdicts(text) ?? withNote(text));
}

/** A request in the form of a question is one: `can you send 4 to Raj please`. Without a "please" it may be a question. */
const REQUEST = /^(?:can|could|would|will) you (?:please |kindly )?(?=\S)/i;
const IS_KIND = /^(?:can|could|would|will) you (?:please|kindly) | (?:please|pls)[.?!]*$/i;
/** Before words that take something back she may be sorry. */
const SORRY = /^(?:oh|oops|whoops|ah|sorry|argh)[,.!]* (?=(?:undo|take|skip)\b)/i;
/** `3: Raj only`, `3: only Raj`: whom of those under 3, no line for them. */
const COLON_TO = /^(#?\d{1,3}[a-z]?): ?(to \p{L}[^:]*)$/iu;
const ONLY = /^(#?\d{1,3}): ?(?:(?:only|just) ([^\s\d]+)|([^\s\d]+) only)[.!]?$/i;
/** `Great! 1a`, `Oh dear. Nudge 1`. */
const GLAD =
  /^(?:oh dear|oh|ah|right|well|great|perfect|sure|fine|good|nice|lovely|excellent|super|brilliant|cool)[,.!]+ (?=\S)/i;
/** `My picks: 1a, 3b`: what leads in to items and says nothing against them. */
const LEAD_IN =
  /^(?!.*\b(?:not|never|don['’]?t|do not|no|if|when|unless|until|says?|said|wrote|told|like|example|instead|should|did|does|will|skip|with|to|add|met|test|won|source|always|ask|pause)\b.*?:)(?![#\d])[\p{L}'’, ]{2,40}: ?(?=#?\d{1,3}[a-z]?(?:[\s,;&]|$)|(?:send|skip) #?\d)/iu;
/** `I'm away until 3 December.` */
const I_AM = /^i(?:['’]m| am|['’]ll be| will be) (?=away (?:till?|until|from) )/i;

function asTold(text: string): string {
  const told = text
    .replace(ONLY, (_whole, item: string, before?: string, after?: string) => `${item} to ${before ?? after}`)
    .replace(COLON_TO, (whole, item: string, rest: string) => (isPeople(rest) ? `${item} ${rest}` : whole))
    .replace(GLAD, "")
    .replace(SORRY, "")
    .replace(LEAD_IN, "")
    .replace(I_AM, "")
    .replace(DONE, "$1")
    .replace(WITH_QUOTED, "$1: $2");
  return IS_KIND.test(told) ? told.replace(REQUEST, "").replace(/\?+$/, "") : told;
}

/** `4: to Ana`; `4: to me this sounds like you` is a line. */
const isPeople = (rest: string): boolean =>
  rest
    .toLowerCase()
    .replace(/[.!]$/, "")
    .slice(3)
    .split(/, | and | & /)
    .every((name) => name.split(" ").length <= 2 && contactOf(name.split(" ")) !== null);

/** `1a with the line "saw this"`. */
const WITH_QUOTED =
  /^([^:"“]*\d[a-z]?),? (?:with|and add|adding) (?:this|the|these|a|my) (?:short |personal )?(?:line|note|words?|message) ["“]([^"“”]+)["”][.!]?$/i;

const DIGITS: readonly string[] = "one two three four five six seven eight nine ten".split(" ");
const NUMBER = `(?:${DIGITS.join("|")})`;
/** Two or more and nothing else: `send one` may be any. */
const NUMBERS = new RegExp(
  `^(?:(?:send|skip) )?${NUMBER}(?:(?:, ?(?:and )?| and | & )${NUMBER})+(?:,? please)?[.!]?$`,
  "i",
);

/** `One and three, please.` */
function inDigits(text: string): string {
  if (!NUMBERS.test(text)) return text;
  return text.replace(new RegExp(NUMBER, "gi"), (word) => String(DIGITS.indexOf(word.toLowerCase()) + 1));
}

/** `done, she called me`: the reason is hers; one that names a number may be more than that. */
const DONE =
  /^(done(?: #?\d{1,3}[a-z]?)?)(?:[,.!;:]| [-–—]) (?!.*(?:\d|\b(?:send|skip|nudge|undo|but)\b))\S.*$/i;

/** `1: yes, 2: no`: an answer each, none of them a line for a contact. */
function verdicts(text: string): Draft[] | null {
  if (!text.includes(":")) return null;
  const pieces = straight(text).split(/ ?[,;] ?/);
  const isAnswered = pieces.every(
    (piece) => /^[^:]+: ?[^:]+$/.test(piece) && verdictOf(piece.split(":")[1] ?? ""),
  );
  return isAnswered ? fold(pieces.map((piece) => piece.replace(/[.!]+$/, ""))) : null;
}

/** Not that of an address (`https://`) or a clock (`9:30`). */
const COLON = /[:：](?!\/\/)(?<!(?<!\w)\d{1,2}:(?=\d\d(?!\w)))/;

/** A personal line after a colon belongs to the last command before it, all of it. */
function withNote(text: string): Draft[] | null {
  const at = text.search(COLON);
  if (at < 0) return withoutNote(text);
  const [head, note] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  if (READERS.has(head.toLowerCase())) return note === "" ? null : withoutNote(`${head} ${note}`);
  return noted(withoutNote(head.replace(WITH_LINE, "")), note);
}

/** `3a with this line: …` */
const WITH_LINE =
  /,? (?:with|and add|adding) (?:this|the|these|a|my) (?:short |personal )?(?:line|note|words?|message)(?: on top)?$/i;

const BEARS_NOTE = new Set(["send", "for", "nudge", "thank"]);
/** `2: not for him` is said to us; passed on it would be a mail nobody meant. */
const SAID_TO_US =
  /^(?:(?:only|just) \S+[.!]?$|\S+(?: \S+)? only[.!]?$|(?:maybe|perhaps|later|undecided|unsure|not sure|it depends|depends|tomorrow|next week|ask me|let me (?:think|check|ask))[.!?]*$|no(?:pe)?[,.!]|not (?:interested|for|this|now|today|him|her|them|me|relevant|an? (?:good )?(?:fit|match)|suitable|right|send|again|yet|until)\b|(?:don['’]?t|do not) (?:send|pass|forward|bother)\b|skip\b|pass\b(?! (?:this|it|on|along|the))|hold (?:off|on)\b|wait\b(?! (?:till|until) you)|only if\b|if (?:she|he|they)\b|yes but\b|(?:yes,? )?both(?: of (?:them|these|those))?(?:,? please)?[.!]*$)/i;
/** `1a: saw this, 2b: for your book` holds two lines for two people. */
const NEXT_ITEM = /[,;.] ?\d{1,3}[a-z]: ?\S/i;

/** Which command can bear a line; `skip 2: too technical` keeps it to itself. */
function noted(drafts: Draft[] | null, note: string): Draft[] | null {
  const last = drafts?.at(-1);
  if (drafts === null || last === undefined) return null;
  const bears = (some: Partial<Draft>): Draft[] => [...drafts.slice(0, -1), { ...last, ...some }];
  if (last.verb === "skip" && last.text === null) return note === "" ? null : bears({ text: note });
  if (!BEARS_NOTE.has(last.verb) || SAID_TO_US.test(note) || NEXT_ITEM.test(note)) return null;
  const verdict = verdictOf(note);
  return verdict === null ? bears({ note }) : verdict === last.verb ? drafts : null;
}

function withoutNote(text: string): Draft[] | null {
  if (text.length > LINE_CHARS) return null;
  const words = straight(text);
  const asks = /\?[.!?]*$/.test(words);
  const said = words.replace(/\s*(?:[.,;]|[!?]+)$/, "").replace(GLUED, "$1 $2");
  if (/[,;]$/.test(words) && READERS.has(said.toLowerCase())) return null;
  const drafts = fold(splitPieces(said));
  return drafts !== null && asks && !drafts.every(isLooking) ? null : drafts;
}

/** `Skip1`. */
const GLUED = /(^(?:send|skip|undo|more|done)|\b(?:but|except))(\d{1,3}[a-z]?)(?!\w)/i;
const SEPARATOR =
  / ?[,;&] ?| (?:and|then) |[.!] (?=(?:send|skip|undo|more|why|pending|help|yes|no|nobody|done|nudge|snooze|resend|always|never|ask|pause|mute|unmute|admit|ignore|thanks|thank|cheers|talk soon|have an?)\b)/i;

/** At commas, `and`, `&`, not inside quotes; and before a further verb, `yes 1 no 2`. */
function splitPieces(text: string): string[] {
  const kept = text.replace(/"[^"]*"/g, (quoted) => quoted.replace(/[,;& .!]/g, hidden));
  return kept
    .split(SEPARATOR)
    .map((piece) => piece.replace(/[\ue000-\ue0ff]/g, shown).trim())
    .filter((piece) => piece !== "")
    .reduce(oneDate, [])
    .flatMap(splitVerbs);
}

const UNDATED = /^(?:please )?(?:(?:remind|snooze)(?: me)?(?: #?\d{1,3}[a-z]?)+|pause \S.*)$/i;

/** In `snooze 2, 3 3d` and `pause ana and raj 2w` the date is for both. */
function oneDate(pieces: string[], piece: string): string[] {
  const last = pieces.at(-1) ?? "";
  const isUndated = UNDATED.test(last) && splitWhen(last.toLowerCase().split(" ").slice(1)) === null;
  if (isUndated) pieces[pieces.length - 1] = /pause/i.test(last) ? `${last} & ${piece}` : `${last} ${piece}`;
  else pieces.push(piece);
  return pieces;
}

/** A separator inside quotes, in the private use area for as long as pieces are cut. */
const hidden = (sign: string): string => String.fromCodePoint(0xe000 + sign.charCodeAt(0));
const shown = (sign: string): string => String.fromCodePoint(sign.charCodeAt(0) - 0xe000);

const SPLITS = new Set("send skip yes no more undo why".split(" "));

/** `yes 1 no 2` begins with its verbs, `1 yes 2 no` ends with them; of a mixture nothing is sure. */
function splitVerbs(piece: string): string[] {
  const words = piece.split(" ");
  const verbs = words.map((word) => SPLITS.has(word.toLowerCase()));
  if (
    verbs.filter(Boolean).length < 2 ||
    words.some((word, at) => !verbs[at] && itemsOf([word.toLowerCase()]) === null)
  )
    return [piece];
  // `send 2 no 3` may be a change of mind.
  if (/^send\b.* no\b/i.test(piece)) return [piece];
  const isFirst = verbs[0] === true;
  if (isFirst === verbs.at(-1) || words.some((_word, at) => verbs[at] && verbs[at + 1])) return [piece];
  const starts = words.map((_word, at) =>
    isFirst ? verbs[at] === true : at === 0 || verbs[at - 1] === true,
  );
  const parts: string[][] = [];
  for (const [at, word] of words.entries()) {
    if (starts[at]) parts.push([word]);
    else parts.at(-1)?.push(word);
  }
  return parts.map((part) => part.join(" "));
}

/** `no, all`, `skip 2, rest`: too much hangs on a word that has no verb. */
const BARE_ALL = /^(?:all|everything|everyone|(?:the )?rest(?! (?:no|skip)\b))\b/i;

function fold(pieces: readonly string[]): Draft[] | null {
  const drafts: Draft[] = [];
  for (const piece of pieces) {
    const last = drafts.at(-1) ?? null;
    const joined = joinPiece(piece, last);
    const read = joined ?? (last !== null && BARE_ALL.test(piece) ? null : readPiece(piece, last));
    if (read === null) return null;
    if (joined !== null) drafts.pop();
    if (read !== "nothing") drafts.push(read);
  }
  return drafts.length === 0 ? null : settled(drafts);
}

/** `yes, 2` is `yes 2`; `yes, no` is nothing. */
function settled(drafts: readonly Draft[]): Draft[] | null {
  const [first, ...rest] = drafts;
  if (first === undefined || rest.some(isBareAnswer)) return null;
  if (drafts.some(({ verb, contacts }) => verb === "merge" && contacts.length < 2)) return null;
  const isSaid =
    isBareAnswer(first) && rest.some(({ verb }) => verb === (first.verb === "yes" ? "send" : "skip"));
  return isSaid ? rest : [...drafts];
}
