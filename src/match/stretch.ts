/** When nobody fits: whom nobody would have thought of, or who may know somebody. One at most, with its path. */
import type { Match } from "./match.ts";

export interface FarMatch {
  readonly match: Match;
  /** `small rooms > tiny homes > "lives on a barge" (your note)`. */
  readonly path: string;
  readonly kind: FarKind;
}

/** `stretch`: by something she noted about him; `may know`: he works in the neighbouring field. */
export type FarKind = "stretch" | "may know";

/** Weaker threads than this are none; a note says less than an interest, so less of it must do. */
const LEAST_SCORE: Readonly<Record<FarKind, number>> = { stretch: 0.0005, "may know": 0.05 };

/**
 * @param matches of one query, best first, as a matcher gives them.
 * @returns null when somebody fits, or no thread leads to anybody who is not held back.
 */
export function farMatch(matches: readonly Match[]): FarMatch | null {
  if (matches.some(({ proposed }) => proposed)) return null;
  for (const match of matches) {
    const kind = farKind(match);
    if (match.stretch === null || match.heldBack.length > 0 || match.score < LEAST_SCORE[kind]) continue;
    return { match, path: match.stretch, kind };
  }
  return null;
}

export function farKind({ evidence }: Pick<Match, "evidence">): FarKind {
  return evidence[0]?.isPrivate === true ? "stretch" : "may know";
}

/** What a yes to it teaches: the path without the words of the one query, `tiny homes > "lives on a barge" (your note)`. */
export function linkIn(path: string): string {
  return path.split(" > ").slice(-2).join(" > ");
}
