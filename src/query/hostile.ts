/** Text that gives orders to programs or people: it changes nothing and is shown as a warning line. */

/** Base64 or hex this long is no word. Characters. */
const RUN = /(?<![\w/=%.-])(?:[A-Za-z0-9+/]{40,2000}={0,2}|[0-9a-fA-F]{40,2000})/g;
const LINKS = /https?:\/\/\S+|\S+@\S+/g;
const INVISIBLE = /[\u{e0000}-\u{e007f}\u202a-\u202e\u2066-\u2069]|[\u200b\u200c\u2060]{4,}/u;
/** What is quoted of a text in a warning. Characters. */
const QUOTED = 160;
/** Share of letters and blanks that makes decoded bytes a sentence. */
const READABLE = 0.9;

const ORDERS: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget)\b[^.!?\n]{0,30}\b(?:previous|prior|above|earlier|all)\b[^.!?\n]{0,20}\b(?:instructions?|prompts?|rules|messages?)\b/i,
  /\b(?:if|when)\s(?:you\s(?:are|['’]re)\s|you['’]re\s)?(?:an?\s|using\s(?:an?\s)?)?(?:AI|LLM|language model|chatbot|bot|assistant)\b[^.!?\n]{0,80}\b(?:include|write|say|add|mention|insert|reply|send)\b/i,
  /\b(?:include|use|insert|mention|work in)\s(?:in your (?:answer|reply|response)\s)?the\s(?:word|phrase)s?\b[^.!?\n]{0,80}/i,
  /\b(?:system prompt|you are now|new instructions:|as an AI|act as an? (?:AI|assistant|system))\b/i,
  /\b(?:send|wire|transfer)\b[^.!?\n]{0,30}\b(?:gift ?cards?|bitcoin|crypto ?currency|money|payment)\b/i,
  /\b(?:verify|confirm)\s(?:your\s)?(?:account|password|identity|bank)\b/i,
  /\b(?:reply|answer|respond)\s(?:with\s|by\swriting\s)?["'`“‘](?:send|yes|always|forget|admit|add|stop)\b/i,
  /\b(?:assistant|sendalong)\b[^.!?\n]{0,20}\b(?:send|forward|delete|forget|always|admit)\b[^.!?\n]{0,30}\b(?:all|every|everyone|contacts?)\b/i,
];

/** Lines to show her; none for ordinary text. */
export function warningsIn(text: string): string[] {
  const warnings = [...encodedRuns(text), ...plainOrders(text)];
  if (INVISIBLE.test(text))
    warnings.push("The text holds invisible characters, which can hide words from a reader.");
  return warnings;
}

function encodedRuns(text: string): string[] {
  if (!/[A-Za-z0-9+/]{40}/.test(text)) return [];
  return [...text.replace(LINKS, " ").matchAll(RUN)].flatMap(([run]) => {
    const hidden = decoded(run);
    if (hidden !== null) return [`The text hides encoded words: “${hidden.slice(0, QUOTED)}”`];
    return run.length >= 80 ? [`The text holds an encoded run of ${run.length} characters.`] : [];
  });
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
  const found = ORDERS.map((pattern) => pattern.exec(text)?.[0]).filter((words) => words !== undefined);
  return found
    .slice(0, 3)
    .map((words) => `The text gives orders: “${words.replace(/\s+/g, " ").slice(0, QUOTED)}”`);
}
