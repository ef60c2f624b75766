/** A query read for matching: its passages with their weight, in stems, boilerplate and refusals set apart. */
import { isSmallWord, languageOf } from "./language.ts";
import type { Evidence } from "./match.ts";
import { mediumWords } from "./medium.ts";
import { type Sentence, type SentenceKind, sentences } from "./sentences.ts";
import type { KnownWord, Space } from "./space.ts";
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
  /** How telling each word is, 0 to 1, and its row in the space, -1 for none. */
  readonly telling: readonly number[];
  readonly rows: readonly number[];
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
/** So many words tell its language. */
const TELLING_LANGUAGE = 120;
/** Text beyond this is not read for the fit. Characters. */
const MOST_TEXT = 20_000;

/** @param isNamed whether a beat or an interest has a word of this stem: such a word is one word. */
export function readQuery(query: MatchableQuery, space: Space, isNamed: (stem: string) => boolean): Reading {
  const title = { text: query.summary ?? "", tokens: tokens(query.summary ?? "") };
  const told = tokenised(query.query);
  const said = [title, ...told].flatMap((each) => each.tokens.map(({ word }) => word));
  const language = languageOf(said.slice(0, TELLING_LANGUAGE));
  const weights = weightsOf(told, said.length > LONG_QUERY);
  const drafts: Draft[] = [
    { ...title, where: "summary", kind: "title", weight: TITLE_WEIGHT },
    ...told.map((each, at) => ({ ...each, where: "query" as const, weight: weights[at] ?? 0 })),
    ...tokenised(query.requirements ?? "").map((each) => ({
      ...each,
      where: "requirements" as const,
      weight: each.kind === "not" || each.kind === "terms" ? 0 : REQUIREMENT_WEIGHT,
    })),
  ];
  const own = drafts.filter((draft) => draft.tokens.length > 0);
  const media = mediumWords({ ...query, query: query.query.slice(0, MOST_TEXT) });
  const passages = own.map((draft) => passageOf(draft, language, space, isNamed));
  return {
    language,
    query,
    passages: media.size === 0 ? passages : passages.map((each) => without(each, media)),
  };
}

type Draft = Omit<Passage, "stems" | "telling" | "rows">;

function tokenised(text: string): (Sentence & { tokens: Token[] })[] {
  return sentences(text.slice(0, MOST_TEXT)).map((each) => ({ ...each, tokens: tokens(each.text) }));
}

function weightsOf(told: readonly Sentence[], isLong: boolean): number[] {
  const firstAsk = told.findIndex(({ kind }) => kind === "ask");
  return told.map(({ kind }, at) => {
    if (kind === "ask") return ASK_WEIGHT;
    if (kind !== "tell") return 0;
    return isLong && at < firstAsk ? SCENERY_WEIGHT : TELL_WEIGHT;
  });
}

function passageOf(
  draft: Draft,
  language: Language,
  space: Space,
  isNamed: (stem: string) => boolean,
): Passage {
  const { text, where, kind, weight } = draft;
  let own = draft.tokens;
  let known = own.map(({ word }) => space.know(word));
  const isGlued = (token: Token, at: number): boolean =>
    mayBeGlued(token, known[at]) && !isNamed(known[at]?.stem ?? "");
  if (language === "en" && own.some(isGlued)) {
    own = own.flatMap((token, at) => (isGlued(token, at) ? unglued(token, space) : [token]));
    known = own.map(({ word }) => space.know(word));
  }
  // Vectors know English words only: a small word of another language that is spelt alike lies elsewhere.
  const isSmall = ({ word }: KnownWord) => language !== "en" && isSmallWord(word, language);
  return {
    text,
    where,
    kind,
    weight,
    tokens: own,
    stems: known.map(({ word, stem: english }) => (language === "en" ? english : stem(word, language))),
    telling: known.map((each) => (isSmall(each) ? 0 : each.weight)),
    rows: known.map((each) => (isSmall(each) ? -1 : each.row)),
  };
}

/** The same with some of its words saying nothing. */
function without(passage: Passage, words: ReadonlySet<string>): Passage {
  const isLeftOut = passage.tokens.map(({ word }) => words.has(word));
  const unless = <T>(values: readonly T[], none: T): T[] =>
    values.map((each, at) => (isLeftOut[at] ? none : each));
  return {
    ...passage,
    stems: unless(passage.stems, ""),
    telling: unless(passage.telling, 0),
    rows: unless(passage.rows, -1),
  };
}

/** Shorter words are left whole, and what is longer is no two words. Letters. */
const GLUED_LENGTH = 7;
const LONGEST_GLUED = 40;
/** Both halves of a glued word are common words: rank in the vector table. */
const HALF_RANK = 12_000;

/** Lost the blank between its two words, it may be. */
function mayBeGlued({ word, start, end }: Token, known: KnownWord | undefined): boolean {
  return (
    word.length >= GLUED_LENGTH &&
    word.length <= LONGEST_GLUED &&
    end - start === word.length &&
    known?.row === -1 &&
    /^[a-z]+$/.test(word)
  );
}

/** `immunesystem`, as some lists print it where a line ended, in its two words; a word that has no two stays whole. */
function unglued(token: Token, space: Space): Token[] {
  const { word, start, end } = token;
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
