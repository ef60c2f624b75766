/** Text that gives orders to programs or people: it changes nothing and is shown as a warning line. */

/** Base64 or hex this long is no word. Characters. */
const RUN_CHARS = 40;
const RUN = /(?<![A-Za-z0-9+/=])(?:[A-Za-z0-9+/]{40,2000}={0,2}|[0-9a-fA-F]{40,2000})/g;
/** One text hides no more. */
const RUNS = 5;
/** What is quoted of a text in a warning. Characters. */
const QUOTED = 160;
/** Share of letters and blanks that makes decoded bytes a sentence. */
const READABLE = 0.9;

/** One of these is in every order below: one look instead of eight. */
const ORDER_WORDS =
  /instruct|prompt|\brules\b|messages?\b.{0,40}\ball\b|language model|chatbot|\bAI\b|\bLLM\b|\bthe (?:word|phrase)|you are now|gift ?card|bitcoin|crypto|\bwire\b|verify|confirm|reply with|respond with|answer with|by writing|assistant|sendalong/i;
const ORDERS: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget)\b[^.!?\n]{0,30}\b(?:previous|prior|above|earlier|all)\b[^.!?\n]{0,20}\b(?:instructions?|prompts?|rules|messages?)\b/i,
  /\b(?:if|when)\s(?:you\s(?:are|['’]re)\s|you['’]re\s)?(?:an?\s|using\s(?:an?\s)?)?(?:AI|LLM|language model|chatbot|bot|assistant)\b[^.!?\n]{0,80}\b(?:include|write|say|add|mention|insert|reply|send)\b/i,
  /\b(?:include|use|insert|mention|work in)\s(?:in your (?:answer|reply|response)\s)?the\s(?:word|phrase)s?\b(?![^.!?\n]{0,80}\bsubject)[^.!?\n]{0,80}/i,
  /\b(?:system prompt|you are now|new instructions:|as an AI|act as an? (?:AI|assistant|system))\b/i,
  /\b(?:send|wire|transfer|buy)\s(?:us|me|him|her|them)\b[^.!?\n]{0,30}\b(?:gift ?cards?|bitcoin|crypto ?currency|money|payment)\b/i,
  /\b(?:verify|confirm)\syour\s(?:account|password|bank|login)\b/i,
  /\b(?:reply|answer|respond)\s(?:with\s|by\swriting\s)["'`“‘](?:send|yes|always|forget|admit|add|stop)\b/i,
  /\b(?:assistant|sendalong)\b[^.!?\n]{0,20}\b(?:send|forward|delete|forget|always|admit)\b[^.!?\n]{0,30}\b(?:all|every|everyone|contacts?)\b/i,
];

/** For a text whose mail hides characters: turned directions and tags show a reader other words than a program. */
export const INVISIBLE_WARNING = "The mail holds invisible characters, which can hide words from a reader.";

/** Lines to show her; none for ordinary text. */
export function warningsIn(text: string): string[] {
  return [...encodedRuns(text), ...plainOrders(text)];
}

function encodedRuns(text: string): string[] {
  if (!hasLongWord(text)) return [];
  const words = text.split(/\s/).filter((word) => word.length >= RUN_CHARS && !/:\/\/|@/.test(word));
  return [...words.join(" ").matchAll(RUN)].slice(0, RUNS).flatMap(([run]) => {
    const hidden = decoded(run);
    if (hidden !== null) return [`The text hides encoded words: “${hidden.slice(0, QUOTED)}”`];
    return run.length >= 80 ? [`The text holds an encoded run of ${run.length} characters.`] : [];
  });
}

/** Counted by hand: a pattern for this would begin anew at every letter. */
function hasLongWord(text: string): boolean {
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    length = code > 32 && code < 127 ? length + 1 : 0;
    if (length >= RUN_CHARS) return true;
  }
  return false;
}

/** The sentence a run stands for, or null; the run may begin or end with letters of the words beside it. */
function decoded(run: string): string | null {
  const isHex = /^[0-9a-fA-F]+$/.test(run);
  const tries = isHex
    ? [Buffer.from(run, "hex")]
    : [0, 1, 2, 3].map((skip) => Buffer.from(run.slice(skip), "base64"));
  return tries.map((bytes) => bytes.toString("utf8")).find(isReadable) ?? null;
}

function isReadable(text: string): boolean {
  const letters = text.match(/[A-Za-z\s.,;:'"!?-]/g)?.length ?? 0;
  return letters >= text.length * READABLE && text.trim().includes(" ");
}

function plainOrders(text: string): string[] {
  if (!ORDER_WORDS.test(text)) return [];
  const found = ORDERS.map((pattern) => pattern.exec(text)?.[0]).filter((words) => words !== undefined);
  return found
    .slice(0, 3)
    .map((words) => `The text gives orders: “${words.replace(/\s+/g, " ").slice(0, QUOTED)}”`);
}
