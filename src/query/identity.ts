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
  const names: string[] = [];
  if (query.replyTo !== null && isRelay(query.replyTo)) names.push(`address:${query.replyTo}`);
  if (query.url !== null)
    names.push(`link:${query.url.replace(/^https?:\/\/(?:www\.)?/, "").replace(/\/$/, "")}`);
  if (query.service === "qwoted" && query.summary !== null)
    names.push(`headline:${hashOf(`${normal(query.outlet ?? "")}|${normal(query.summary)}`)}`);
  const text = normal(query.query);
  if (text !== "") names.push(`text:${hashOf(text)}`);
  return names;
}

/** From this share of common word triples two texts are one call, retyped. */
const NEAR = 0.8;
/** Texts shorter than this must be equal: few words are alike by chance. Words. */
const FEW_WORDS = 12;
/** A text that its list cut off is the start of the other. Characters. */
const CUT_START = 160;

/** Near-equal text across editions and lists, or a name in common. */
export function isSameQuery(a: MediaQuery, b: MediaQuery): boolean {
  const names = new Set(identitiesOf(a));
  if (identitiesOf(b).some((name) => names.has(name))) return true;
  if (startsAlike(a, b)) return true;
  return nearness(a, b) >= NEAR;
}

function startsAlike(a: MediaQuery, b: MediaQuery): boolean {
  if (!a.partial && !b.partial) return false;
  const [short, long] = [normal(a.query), normal(b.query)].sort((x, y) => x.length - y.length);
  return (
    short !== undefined &&
    long !== undefined &&
    short.length >= CUT_START &&
    long.startsWith(short.slice(0, -8))
  );
}

/** 0 to 1: word triples in common, of all that either has. */
function nearness(a: MediaQuery, b: MediaQuery): number {
  const [ours, theirs] = [triplesOf(a), triplesOf(b)];
  const few = Math.min(ours.size, theirs.size);
  const many = Math.max(ours.size, theirs.size);
  if (few < FEW_WORDS || few < many * NEAR) return 0;
  let common = 0;
  for (const triple of ours) if (theirs.has(triple)) common++;
  return common / (ours.size + theirs.size - common);
}

/** One query is compared with many: its triples are worked out once. */
const TRIPLES = new WeakMap<MediaQuery, ReadonlySet<string>>();

function triplesOf(query: MediaQuery): ReadonlySet<string> {
  const known = TRIPLES.get(query);
  if (known !== undefined) return known;
  const words = normal(query.query).split(" ");
  const triples = new Set(words.slice(2).map((word, at) => `${words[at]} ${words[at + 1]} ${word}`));
  TRIPLES.set(query, triples);
  return triples;
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
