/** Lists inside a sentence: `coffee shops, gyms, hair and nail places`. Each item is asked for by itself. */
import type { Passage } from "./reading.ts";

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Fewer items are no list but a sentence with commas. */
const LEAST_ITEMS = 4;
/** Longer items are clauses. Words. */
const LONGEST_ITEM = 4;
/** The first item may have the sentence's beginning before it; so many of its last words belong to it. */
const FIRST_ITEM_WORDS = 3;

/** Where a passage lists things, by its words. */
export function listedSpans({ text, tokens, kind }: Passage): Span[] {
  if (kind === "terms" || kind === "not") return [];
  const breaks = tokens.map(
    (token, at) => at > 0 && isBreak(text.slice(tokens[at - 1]?.end ?? 0, token.start), token.word),
  );
  const spans: Span[] = [];
  let items = 0;
  let from = 0;
  let last = 0;
  const close = (to: number): void => {
    if (items >= LEAST_ITEMS) spans.push({ from, to });
    items = 0;
  };
  for (let at = 1; at <= tokens.length; at++) {
    if (at < tokens.length && breaks[at] !== true) continue;
    const length = at - last;
    if (items === 0 || length > LONGEST_ITEM) {
      // `…, rest and muscle are all on my list`: the last item has the sentence's end behind it.
      close(isJoin(tokens[last]?.word) ? last + 2 : last);
      from = Math.max(last, at - FIRST_ITEM_WORDS);
      items = 1;
    } else items++;
    last = at;
  }
  close(tokens.length);
  return spans;
}

function isJoin(word: string | undefined): boolean {
  return word === "and" || word === "or" || word === "&";
}

function isBreak(between: string, word: string): boolean {
  return /[,;/:.?!()—–]/.test(between) || isJoin(word);
}
