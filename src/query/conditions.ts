/**
 * What a journalist asks of a source and what is not taken, as quoted: refusals, requirements, region.
 *
 * Read sentence by sentence. Who is sought is no refusal; the place a story is about is no region.
 */
import { collapsed } from "./text.ts";

export interface Conditions {
  /** `AI answers`, `PR or third parties`, else near the printed words. */
  readonly refuses: readonly string[];
  /** The sentences that set a condition, as printed; null when there are none. */
  readonly requirements: string | null;
}

const AI_ANSWERS = "AI answers";
const THIRD_PARTIES = "PR or third parties";

/** Sentences longer than this are looked at only so far. Characters. */
const SENTENCE = 600;
/** Longer is several sentences without stops. Characters. */
const LONG_SENTENCE = 240;
/** No text sets more conditions. */
const SENTENCES = 60;
/** A refusal is a short phrase, not a paragraph. Characters. */
const PHRASE = 90;

/** Only sentences with one of these are looked at more closely. */
const TRIGGER =
  /\b(?:no|not|never|without|only|must|unable|cannot|required|requires?|discarded|rejected|ignored|declined|disqualified|excluded|avoid|refrain|solely|exclusively|unpaid|compensation|exchange|licen[sc]ed|human-written)\b|n['’]t\b/gi;

const AI = "(?:AI|A\\.I\\.|ChatGPT|Chat GPT|GPT|LLMs?|artificial intelligence|machine)";
const AI_WORK =
  "[-\\s]?(?:generated|written|edited|assisted|created|drafted|produced|crafted|pitch(?:es)?|respon[sc]es?|answers?|content|quotes?|repl(?:y|ies)|submissions?|slop|copy|text|use|usage|tools?|bots?)";
const REFUSING =
  "(?:no|not|never|without|can(?:no|['’])t|don['’]t|won['’]t|do not|will not|unable to|avoid|refrain from|isn['’]t|aren['’]t)";
const REFUSED =
  "(?:not|never|n['’]t|discarded|rejected|ignored|deleted|declined|disqualified|removed|unacceptable|banned|flagged|filtered|excluded)";

const NO_AI: readonly RegExp[] = [
  new RegExp(`\\b${REFUSING}\\b[^.!?\\n]{0,90}\\b${AI}${AI_WORK}\\b`),
  new RegExp(
    `\\b(?:no|No|NO)\\s(?:use\\sof\\s)?${AI}\\b(?!\\s(?:experience|knowledge|background|expertise|skills|experts?)\\b)`,
  ),
  new RegExp(
    `\\b(?:[Pp]lease,?|^|[Ss]o|[Aa]nd)\\s?(?:[Dd]o\\snot|[Dd]on['’]t|[Nn]ever|[Aa]void|[Rr]efrain)\\b[^.!?\\n]{0,20}\\b(?:us(?:e|ing)|rely(?:ing)?\\son|copy|paste|send)\\b[^.!?\\n]{0,25}\\b${AI}\\b`,
  ),
  new RegExp(`\\b${AI}${AI_WORK}\\b[^.!?\\n]{0,80}\\b${REFUSED}`),
  new RegExp(
    `\\b(?:written|generated|created|produced)\\s(?:by|with|using)\\s${AI}\\b[^.!?\\n]{0,60}\\b${REFUSED}`,
  ),
  new RegExp(
    `\\b${REFUSING}\\b[^.!?\\n]{0,60}\\b(?:written|generated|created|produced)\\s(?:by|with|using)\\s${AI}\\b`,
  ),
  /\bonly\b[^.!?\n]{0,30}\bhuman[- ]written\b|\bhuman[- ]written\b[^.!?\n]{0,30}\bonly\b/i,
];

const PARTY =
  "(?:third[-\\s]part(?:y|ies)|PR(?![a-z])|P\\.R\\.|public relations|publicists?|press agents?|agenc(?:y|ies)|intermediar(?:y|ies)|spokespeople for clients|SEO firms?|link builders?)";
const NO_PARTY: readonly RegExp[] = [
  new RegExp(`\\b${REFUSING}\\b(?:(?!\\b(?:problem|issue|matter)\\b)[^.!?\\n]){0,60}?\\b${PARTY}\\b`, "i"),
  new RegExp(`\\b${PARTY}\\b[^.!?\\n]{0,50}\\b(?:${REFUSED}|need not)`, "i"),
];
const WELCOMED = /\b(?:welcome|encouraged|happy to|fine|okay|ok)\b/i;

/** Each catches the refused words in its first group. */
const OTHER: readonly RegExp[] = [
  /\b(?:no|No|NO)\s([a-zA-Z][^.,;:!?\n()]{2,45}?),?\s?(?:please|PLEASE|thanks|thank you)\b/,
  /\b[Pp]lease,?\s(?:no|do not|don['’]t)\s(?:send\s|pitch\s|include\s|submit\s|contact\sme\s(?:by|via)\s)?([a-zA-Z][^.;:!?\n]{2,60})/,
  /\bnot\s(?:currently\s)?(?:looking\sfor|accepting|considering|seeking|interested\sin|able\sto\s(?:accept|consider|include|interview|use))\s([^.;!?\n]{3,90})/i,
  /\bunable\sto\s(?:accept|consider|include|interview|use|feature|quote)\s(?:any\s)?([^.;!?\n]{3,120})/i,
  /\b(?:can(?:no|['’])t|cannot|won['’]t|will\snot)\s(?:accept|consider|include|interview|feature|quote)(?:\/use)?\s(?:any\s)?([^.;!?\n]{3,110})/i,
  /(?:^|[,;]\s?)([^.,;:!?\n]{3,70}?)\s(?:are|is|will|would|do|does|can)(?:\snot|n['’]t|not)\s(?:be\s)?(?:accepted|considered|eligible|permitted|part\sof\sthis|a\s(?:good\s)?fit|included|used|qualify|apply)\b/i,
  /(?:^|[,;]\s?)([^.,;:!?\n]{3,70}?)\swo(?:n['’]t)\sbe\s(?:accepted|considered|included|used)\b/i,
  /^(?:No|NO)\s([a-zA-Z][^.,;:!?\n]{2,45}?)(?:\s(?:please|PLEASE|thanks))?[.!]*$/,
];
/** What is no offer a source could make: quality, small talk, the terms of the writer. */
const NO_OFFER =
  /surface-level|information|^(?:i|it|we|they|you|he|she|this|that|there|if)\b|^(?:problem|worries|need|longer|matter|doubt|one|obligation|guarantee|cost|charge|fee|experience|backlinks?)\b|hesitate|reach out|wait|know if|free to|\bto (?:reply|respond|hear)\b/i;

const REQUIRES: readonly RegExp[] = [
  /\bmust\s(?:be|have|live|hold|reside|provide|include|own|work|currently|also|identify|agree|answer|come)\b/i,
  /\b(?:only|solely|exclusively)\s(?:accept(?:ing)?|consider(?:ing)?|looking\sfor|interested|(?:respond|reply|pitch|apply|answer|reach\sout)\sif|(?:able|open)\sto)\b/i,
  /\bonly\b[^.!?\n]{0,80}\b(?:will\sbe\s(?:considered|accepted|used)|need\sapply|(?:should|may)\s(?:respond|reply|apply))\b/i,
  /\b(?:respond|reply|pitch|apply|reach\sout|recommend)\sonly\b|\bplease\sonly\b/i,
  /\b(?:is|are)\srequired\b|\brequired\sto\b/i,
  /\b(?:phone|video|zoom|in-person|email)(?:\sinterviews?)?\sonly\b|\b(?:phone|video|zoom|in-person)\sinterviews?\b/i,
  /\bin\sexchange\sfor\b|\bunpaid\b|\bno\s(?:payment|compensation)\b/i,
  /\blicen[sc]ed\b[^.!?\n]{0,30}\bonly\b|\bonly\b[^.!?\n]{0,20}\blicen[sc]ed\b/i,
];

/** @param flags bare lines of the list, such as `No AI Pitches Considered` */
export function conditionsIn(text: string, flags: readonly string[] = []): Conditions {
  const refuses = new Set<string>();
  const required: string[] = [];
  for (const sentence of [...flags, ...tellingSentences(text)]) {
    for (const each of refusals(sentence)) refuses.add(each);
    const condition = conditionIn(sentence);
    if (condition !== null) required.push(condition);
  }
  return { refuses: [...refuses], requirements: required.length === 0 ? null : required.join(" ") };
}

/** A question asks, it sets no condition; of a list run into one line only the part from the condition on. */
function conditionIn(sentence: string): string | null {
  if (sentence.endsWith("?")) return null;
  const at = REQUIRES.map((pattern) => sentence.search(pattern)).find((index) => index !== -1);
  if (at === undefined) return null;
  if (sentence.length <= LONG_SENTENCE) return sentence;
  const capital = sentence.slice(0, at + 1).search(/[A-Z][^A-Z]*$/);
  return sentence.slice(capital === -1 ? at : capital);
}

/** The sentences that hold a trigger word, each once. */
function tellingSentences(text: string): string[] {
  const found: string[] = [];
  let behind = 0;
  for (const { index } of text.matchAll(TRIGGER)) {
    if (index < behind) continue;
    if (found.length >= SENTENCES) break;
    const start = sentenceStart(text, index, behind);
    behind = sentenceEnd(text, index);
    found.push(collapsed(text.slice(start, behind)));
  }
  return found;
}

/** Wrapped lines are one sentence; list lines and paragraphs are their own. */
function sentenceStart(text: string, at: number, floor: number): number {
  for (let start = at; start > Math.max(floor, at - SENTENCE); start--)
    if (isBreak(text, start)) return start;
  return Math.max(floor, at - SENTENCE);
}

function sentenceEnd(text: string, at: number): number {
  const last = Math.min(text.length, at + SENTENCE);
  for (let end = at + 1; end < last; end++) if (isBreak(text, end)) return end;
  return last;
}

/** Whether a sentence begins at this blank: behind a stop, below an empty line unless in small letters, before a list mark. */
function isBreak(text: string, at: number): boolean {
  const here = text.charAt(at);
  if (here === " ") return ".!?".includes(text.charAt(at - 1)) && at > 0;
  if (here !== "\n") return false;
  return ".!?".includes(text.charAt(at - 1)) || LINE_BREAK.test(text.slice(at, at + 12));
}

const LINE_BREAK = /^\n[ \t]*(?:\n\s*[^\sa-z]|[-*•–o]\s|\d{1,2}[.)]\s?)/;

function refusals(sentence: string): string[] {
  const found: string[] = [];
  if (NO_AI.some((pattern) => pattern.test(sentence))) found.push(AI_ANSWERS);
  if (NO_PARTY.some((pattern) => pattern.test(sentence)) && !WELCOMED.test(sentence))
    found.push(THIRD_PARTIES);
  for (const pattern of OTHER) {
    const words = pattern.exec(sentence)?.[1];
    if (words !== undefined) found.push(...offers(words));
  }
  return [...new Set(found)];
}

const FIXED = new RegExp(`\\b(?:${AI}|${PARTY})\\b`, "i");

/** The single things refused, without those that have fixed words. */
function offers(words: string): string[] {
  return words
    .split(/,?\s+or\s+(?=use\s|accept\s|responses?\s|repl|pitch|submissions?\s)/)
    .map((part) =>
      lowerFirst(
        collapsed(part)
          .replace(/^(?:use|accept|any)\s/, "")
          .replace(/,$/, ""),
      ),
    )
    .filter((part) => part.length <= PHRASE && part.length > 2 && !FIXED.test(part) && !NO_OFFER.test(part));
}

/** `Remote interviews` opened a sentence; `PhDs` and `Amazon` keep their capital only where another follows. */
function lowerFirst(words: string): string {
  return /^[A-Z][a-z]+\s[a-z]/.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words;
}
