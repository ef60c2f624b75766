/** When nobody fits: whom nobody would have thought of, or who may know somebody. One at most, with its path. */
import type { Match } from "./match.ts";

export interface FarMatch {
  readonly match: Match;
  /** `small rooms > tiny homes > "lives on a barge" (your note)`. */
  readonly path: string;
  /** `stretch`: by something she noted about him; `may know`: he works in the neighbouring field. */
  readonly kind: "stretch" | "may know";
}

/** Weaker threads than this are none. */
const LEAST_SCORE = 0.006;

/**
 * @param matches of one query, best first, as a matcher gives them.
 * @returns null when somebody fits, or no thread leads to anybody who is not held back.
 */
export function farMatch(matches: readonly Match[]): FarMatch | null {
  if (matches.some(({ proposed }) => proposed)) return null;
  for (const match of matches) {
    if (match.stretch === null || match.heldBack.length > 0 || match.score < LEAST_SCORE) continue;
    return {
      match,
      path: match.stretch,
      kind: match.evidence[0]?.isPrivate === true ? "stretch" : "may know",
    };
  }
  return null;
}
