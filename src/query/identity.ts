/** When two queries are one: the same call in tomorrow's edition, or on another list. */
import { createHash } from "node:crypto";
import type { MediaQuery } from "./query.ts";
import { isRelay } from "./routes.ts";

/**
 * Names a query is known by; two queries that share one are the same call.
 *
 * A relay address stands for one query (HARO: 112 addresses in 162 items, none with two calls); a journalist's
 * own address serves many, so there the text decides. A link's slug or id is one too.
 */
export function identitiesOf(query: MediaQuery): readonly string[] {
  const text = normal(query.query);
  return text === "" ? namesOf(query) : [...namesOf(query), `text:${hashOf(text)}`];
}

/** Names that need no look at the text. */
function namesOf(query: MediaQuery): string[] {
  const names: string[] = [];
  if (query.replyTo !== null && isRelay(query.replyTo)) names.push(`address:${query.replyTo}`);
  if (query.url !== null)
    names.push(`link:${query.url.replace(/^https?:\/\/(?:www\.)?/, "").replace(/\/$/, "")}`);
  if (query.service === "qwoted" && query.summary !== null)
    names.push(`headline:${hashOf(`${normal(query.outlet ?? "")}|${normal(query.summary)}`)}`);
  return names;
}

/** From this share of common word triples two texts are one call, retyped. */
const NEAR = 0.8;
/** Texts shorter than this must be equal: few words are alike by chance. Words. */
const FEW_WORDS = 12;
/** Words looked at before texts are compared in full. */
const TELLING = 8;
/** A text that its list cut off is the start of the other. Characters. */
const CUT_START = 160;

/**
 * Near-equal text across editions and lists, or a name in common.
 *
 * Every new query is compared with all that are open: most pairs are told apart by a few of their words.
 */
export function isSameQuery(a: MediaQuery, b: MediaQuery): boolean {
  const names = namesOf(a);
  if (names.length > 0 && namesOf(b).some((name) => names.includes(name))) return true;
  const [ours, theirs] = [printOf(a.query), printOf(b.query)];
  if (ours.text === theirs.text) return ours.text !== "";
  if (!sharesWords(ours, theirs)) return false;
  return ((a.partial || b.partial) && startsAlike(ours, theirs)) || nearness(ours, theirs) >= NEAR;
}

/** What a text is compared by. */
interface Print {
  /** Letters and digits only, lower-case. */
  readonly text: string;
  /** Its longest words. */
  readonly telling: readonly string[];
  readonly words: ReadonlySet<string>;
  readonly triples: () => ReadonlySet<string>;
}

/** One text is compared with many: its print is taken once. */
const PRINTS = new Map<string, Print>();
const MOST_PRINTS = 2000;

function printOf(query: string): Print {
  const known = PRINTS.get(query) ?? print(query);
  if (PRINTS.size >= MOST_PRINTS) PRINTS.clear();
  PRINTS.set(query, known);
  return known;
}

function print(query: string): Print {
  const text = normal(query);
  const words = text.split(" ");
  const different = new Set(words);
  let triples: ReadonlySet<string> | null = null;
  return {
    text,
    words: different,
    telling: [...different].sort((one, two) => two.length - one.length).slice(0, TELLING),
    triples: () => {
      triples ??= new Set(words.slice(2).map((word, at) => `${words[at]} ${words[at + 1]} ${word}`));
      return triples;
    },
  };
}

/** Whether half of the longest words of the shorter text stand in the other. */
function sharesWords(a: Print, b: Print): boolean {
  const [short, long] = a.text.length < b.text.length ? [a, b] : [b, a];
  const found = short.telling.filter((word) => long.words.has(word)).length;
  return found * 2 >= short.telling.length;
}

function startsAlike(a: Print, b: Print): boolean {
  const [short, long] = a.text.length < b.text.length ? [a.text, b.text] : [b.text, a.text];
  return short.length >= CUT_START && long.startsWith(short.slice(0, -8));
}

/** 0 to 1: word triples in common, of all that either has. */
function nearness(a: Print, b: Print): number {
  const [ours, theirs] = [a.triples(), b.triples()];
  const few = Math.min(ours.size, theirs.size);
  if (few < FEW_WORDS || few < Math.max(ours.size, theirs.size) * NEAR) return 0;
  let common = 0;
  for (const triple of ours) if (theirs.has(triple)) common++;
  return common / (ours.size + theirs.size - common);
}

/** Letters and digits only, lower-case: wraps, quotes and bullets differ from list to list. */
function normal(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/['’`]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
