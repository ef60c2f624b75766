/**
 * A line of whole sentences -> the commands in them: `Please send 1a and 3a. Skip 2. Many thanks.`
 *
 * Each sentence must be a command, a courtesy or a remark that cannot change one; else nothing of the line is done.
 */
import { type Draft, isBareAnswer } from "./draft.ts";
import { isCourtesy, takesBack } from "./manners.ts";
import { isRemark, SAFE } from "./prose.ts";
import { READERS } from "./readers.ts";
import { reworded } from "./rewording.ts";
import { straight } from "./tidy.ts";

/** Longer lines are letters to somebody. Characters. */
const LINE_CHARS = 240;

/** How a sentence is read. */
interface Reading {
  /** Makes commands of a plain sentence, all or nothing. */
  readonly parse: (text: string) => Draft[] | null;
  readonly plainer: (text: string) => string;
  /** Remarks and doubts are passed over whatever they say: what comes of it is only asked about. */
  readonly isGuess: boolean;
}

export function inSentences(line: string, parse: Reading["parse"], isGuess = false): Draft[] | null {
  const text = straight(line);
  if (text.length > LINE_CHARS) return null;
  const reading = { parse: remembered(parse), plainer: remembered(reworded), isGuess };
  const whole = asWish(reading.plainer(text), reading);
  if (whole !== null) return whole;
  const sentences = sentencesOf(text);
  const read = sentences.map((sentence, at) =>
    readSentence(at === 0 ? sentence : sentence.replace(NOT_THESE, "skip $1"), reading),
  );
  const drafts = withoutEchoes(read.flatMap((each) => each ?? []));
  const first = read.findIndex((each) => each !== null && each.length > 0);
  const isSure = sentences.every(
    (sentence, at) =>
      read[at] !== null || isGuess || isRemark(sentence, drafts, at < first ? "before" : "after"),
  );
  return drafts.length === 0 || !isSure || isMixed(drafts) ? null : drafts;
}

/** The same clause is tried in many places. */
function remembered<Result>(of: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, Result>();
  return (text) => {
    const result = known.has(text) ? (known.get(text) as Result) : of(text);
    known.set(text, result);
    return result;
  };
}

/** `1a, 2a. Not 3.`; by itself it may be said of anything. */
const NOT_THESE = /^not (#?\d{1,3}[a-z]?(?:(?:, ?| and | )#?\d{1,3}[a-z]?)*)[.!]*$/i;

/** `It went out, sent 4` says one thing twice. */
function withoutEchoes(drafts: readonly Draft[]): Draft[] {
  const isBareOf = ({ verb, items, contacts }: Draft) =>
    items.length === 0 &&
    contacts.length === 0 &&
    drafts.some((other) => other.verb === verb && other.items.length > 0);
  return drafts.filter((each) => !(each.verb === "sent" || each.verb === "done") || !isBareOf(each));
}

/** `yes` and `no` by themselves answer what the letter asks: they come first, and `No. 3` may be either. */
function isMixed([first, ...rest]: readonly Draft[]): boolean {
  if (rest.some(isBareAnswer)) return true;
  return (
    first !== undefined && isBareAnswer(first) && rest.some(({ verb }) => verb === "send" || verb === "skip")
  );
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
function readSentence(sentence: string, reading: Reading): readonly Draft[] | null {
  if (isCourtesy(sentence)) return [];
  const plain = reading.plainer(reading.isGuess ? undoubted(sentence) : sentence);
  return (
    asWish(plain, reading) ??
    inClauses(plain, reading) ??
    withoutReason(plain, reading) ??
    withoutOpening(plain, reading)
  );
}

/** What she may have been about to ask for. */
function undoubted(sentence: string): string {
  return sentence.replace(/\?+$/, "").replace(DOUBTING, "");
}

const DOUBTING =
  /^(?:(?:maybe|perhaps|possibly|probably|hm+|well|so|and|but|or),? |(?:should|shall|may|might|could|can) (?:i|we|you) |would it be (?:ok|okay|fine|possible|alright) (?:to|if (?:you|we|i)) |i(?:'d| would) (?:say|think) |i (?:think|guess|suppose|hope|believe) (?:we (?:should|could|can) |you (?:should|could|can) |i(?:'d| would| should| could) )?|what (?:about|if (?:we|you|i)) |how about |not sure (?:about|of) |do you think (?:we should |i should )?|am i (?:ok|right) to |is it (?:ok|okay|fine|too early|too late) to )+/i;

/** What may be asked for in the form of a question: nothing leaves by it. */
const HARMLESS = new Set([...SAFE].filter((verb) => verb !== "sent" && verb !== "done"));
const ASKED_FOR =
  /^(?:(?:can|could|would|will) you|(?:can|could|may) i (?:see|have|get)|do you mind if you) (?=\S)/i;

function asWish(plain: string, { parse, plainer }: Reading): Draft[] | null {
  const whole = parse(plain);
  if (whole !== null) return whole;
  const wish = parse(plainer(plain.replace(/\?+$/, "").replace(ASKED_FOR, "")));
  return wish?.every(({ verb }) => HARMLESS.has(verb)) ? wish : null;
}

/** Of these alone too much hangs on what stands before them. */
const BARE =
  /^(?:all|everyone|everybody|everything|none|nothing|nobody|not\b.*|(?:the )?(?:rest|others?))(?: of .*)?$/i;

/** `skip 2b, everyone else is fine to go`: each clause in plainer words. */
function inClauses(plain: string, { parse, plainer }: Reading): Draft[] | null {
  const clauses = plain.split(/(, (?:and |then )?| and )/i);
  if (clauses.length < 3) return null;
  const said = clauses.map((clause, at) => (at % 2 === 1 || BARE.test(clause) ? clause : plainer(clause)));
  return parse(said.map((clause) => harmless(clause, parse, plainer) ?? clause).join(""));
}

/** `and can you remind me about 3 on Friday?`: what is asked for, when it does no harm. */
function harmless(clause: string, parse: Reading["parse"], plainer: Reading["plainer"]): string | null {
  if (!ASKED_FOR.test(clause)) return null;
  const asked = plainer(clause.replace(/\?+$/, "").replace(ASKED_FOR, ""));
  return parse(asked)?.every(({ verb }) => HARMLESS.has(verb)) ? asked : null;
}

/** `skip 2, not his subject`: the command and a reason behind it; the longest command first. */
function withoutReason(plain: string, reading: Reading): Draft[] | null {
  const cuts = [...plain.matchAll(reading.isGuess ? ANY_CUT : CUT)];
  for (const { index } of cuts.reverse()) {
    const head = reading.plainer(plain.slice(0, index));
    const drafts = asWish(head, reading) ?? inClauses(head, reading);
    if (drafts !== null && (reading.isGuess || isRemark(plain.slice(index), drafts, "after"))) return drafts;
  }
  return null;
}

const CUT = /, | \(| [-–—] | (?:because|since|as|while|so that|cos) (?!long|soon)/gi;
const ANY_CUT =
  /, | \(| [-–—] | (?:because|since|as|while|so that|cos|or|but|even though|though|although|if|until|unless|when|before|today|tomorrow) /gi;

/** `he has it now, so sent 4`: what leads up to a command that begins with its verb; the longest command first. */
function withoutOpening(plain: string, reading: Reading): Draft[] | null {
  for (const { index, 0: joint } of plain.matchAll(
    /(?:,? so:?|, therefore|,? hence|:|,) (?:and )?(?=\S)/gi,
  )) {
    const [opening, tail] = [plain.slice(0, index), plainTail(plain.slice(index + joint.length), reading)];
    const drafts = READERS.has(tail.split(" ")[0]?.toLowerCase() ?? "") ? readTail(tail, reading) : null;
    if (
      drafts !== null &&
      (reading.isGuess ? !takesBack(opening, false) : isRemark(opening, drafts, "before"))
    )
      return drafts;
  }
  return null;
}

const readTail = (tail: string, reading: Reading): Draft[] | null =>
  asWish(tail, reading) ?? inClauses(tail, reading) ?? withoutReason(tail, reading);

/** A question keeps its sign, so that only what does no harm is read from it. */
function plainTail(text: string, { plainer }: Reading): string {
  const tail = plainer(text);
  return ASKED_FOR.test(tail) ? `${plainer(tail.replace(/\?+$/, "").replace(ASKED_FOR, ""))}?` : tail;
}
