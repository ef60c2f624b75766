/** A query read for matching: its passages with their weight, in stems, boilerplate and refusals set apart. */
import { isSmallWord, languageOf } from "./language.ts";
import type { Evidence } from "./match.ts";
import { type SentenceKind, sentences } from "./sentences.ts";
import type { Space } from "./space.ts";
import { type Language, stem, type Token, tokens } from "./words.ts";

/** What of a query counts for the fit; a MediaQuery is one. */
export interface MatchableQuery {
  readonly summary: string | null;
  readonly category: string | null;
  readonly outlet: string | null;
  readonly query: string;
  readonly requirements: string | null;
  readonly region: string | null;
}

export interface Passage {
  readonly text: string;
  readonly where: Evidence["where"];
  readonly kind: SentenceKind | "title";
  /** How much a word here says about the subject; 0 for terms and refusals. */
  readonly weight: number;
  readonly tokens: readonly Token[];
  readonly stems: readonly string[];
  /** How telling each word is, 0 to 1. */
  readonly telling: readonly number[];
}

export interface Reading {
  readonly language: Language;
  readonly passages: readonly Passage[];
  readonly query: MatchableQuery;
}

/** The title names the subject; who is asked, and for what, comes next. */
const TITLE_WEIGHT = 2.5;
const ASK_WEIGHT = 1.5;
const TELL_WEIGHT = 1;
/** In a long query the story told before the asking is mostly scenery. */
const SCENERY_WEIGHT = 0.35;
const REQUIREMENT_WEIGHT = 0.7;
/** From here a query counts as long. Words. */
const LONG_QUERY = 130;
/** Text beyond this is not read for the fit. Characters. */
const MOST_TEXT = 20_000;

export function readQuery(query: MatchableQuery, space: Space): Reading {
  const title = query.summary ?? "";
  const body = query.query.slice(0, MOST_TEXT);
  const words = tokens(`${title} ${body}`).map((token) => token.word);
  const language = languageOf(words);
  const passage = (text: string, where: Evidence["where"], kind: Passage["kind"], weight: number): Passage =>
    passageOf({ text, where, kind, weight }, language, space);
  const told = sentences(body);
  const firstAsk = told.findIndex(({ kind }) => kind === "ask");
  const isLong = words.length > LONG_QUERY;
  const passages = [
    passage(title, "summary", "title", TITLE_WEIGHT),
    ...told.map(({ text, kind }, at) =>
      passage(
        text,
        "query",
        kind,
        isLong && at < firstAsk && kind === "tell" ? SCENERY_WEIGHT : weightOf(kind),
      ),
    ),
    ...sentences(query.requirements?.slice(0, MOST_TEXT) ?? "").map(({ text, kind }) =>
      passage(text, "requirements", kind, kind === "not" || kind === "terms" ? 0 : REQUIREMENT_WEIGHT),
    ),
  ];
  return { language, query, passages: passages.filter(({ tokens }) => tokens.length > 0) };
}

function weightOf(kind: SentenceKind): number {
  if (kind === "ask") return ASK_WEIGHT;
  return kind === "tell" ? TELL_WEIGHT : 0;
}

function passageOf(
  raw: Pick<Passage, "text" | "where" | "kind" | "weight">,
  language: Language,
  space: Space,
): Passage {
  const found =
    language === "en" ? tokens(raw.text).flatMap((token) => unglued(token, space)) : tokens(raw.text);
  return {
    ...raw,
    tokens: found,
    stems: found.map(({ word }) => stem(word, language)),
    telling: found.map(({ word }) => space.weight(word)),
  };
}

/** Shorter words are left whole. Letters. */
const GLUED_LENGTH = 7;
/** Both halves of a glued word are common words: rank in the vector table. */
const HALF_RANK = 12_000;

/** `immunesystem`, as some lists print it where a line ended, in its two words; any word we know stays whole. */
function unglued(token: Token, space: Space): Token[] {
  const { word, start, end } = token;
  if (
    word.length < GLUED_LENGTH ||
    !/^[a-z]+$/.test(word) ||
    space.row(word) >= 0 ||
    end - start !== word.length
  )
    return [token];
  let best = HALF_RANK * 2;
  let cut = 0;
  for (let at = 1; at < word.length; at++) {
    const left = halfRank(word.slice(0, at), space);
    const right = halfRank(word.slice(at), space);
    if (left + right < best) [best, cut] = [left + right, at];
  }
  if (cut === 0) return [token];
  return [
    { word: word.slice(0, cut), start, end: start + cut },
    { word: word.slice(cut), start: start + cut, end },
  ];
}

function halfRank(word: string, space: Space): number {
  if (word.length < 3 && !isSmallWord(word, "en")) return Number.POSITIVE_INFINITY;
  const row = space.row(word);
  return row < 0 || row > HALF_RANK ? Number.POSITIVE_INFINITY : row;
}
