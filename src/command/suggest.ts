/** "Did you mean": what a line that looks like a command may have been meant to say. It is never run. */
import { describe } from "./describe.ts";
import { parseLine } from "./grammar.ts";
import { READERS } from "./readers.ts";
import { straight, tidy } from "./tidy.ts";

/** Longer lines are prose. */
const WORDS = 12;

/**
 * One command in canonical form; null when the line is prose.
 *
 * @param names what she may call her contacts, lower-case; empty when not known.
 */
export function suggest(line: string, _names: readonly string[] = []): string | null {
  const said = straight(tidy(line)).toLowerCase();
  const words = said.split(" ");
  if (words.length > WORDS) return null;
  return respelt(words);
}

function respelt(words: readonly string[]): string | null {
  const right = words.map((word) => nearVerb(word) ?? word);
  const drafts = right.join(" ") === words.join(" ") ? null : parseLine(right.join(" "));
  return drafts === null ? null : drafts.map(describe).join(", ");
}

/** The verb this word is a slip away from; null when it is one already or too short to tell. */
function nearVerb(word: string): string | null {
  if (READERS.has(word) || word.length < 3) return null;
  const near = [...READERS.keys()].filter(
    (verb) => verb.length > 2 && slips(word, verb) <= (verb.length > 5 ? 2 : 1),
  );
  return near[0] ?? null;
}

/** Letters added, left out, changed or swapped (optimal string alignment). */
function slips(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 2) return 3;
  let [before, row]: [number[], number[]] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      const best = Math.min((row[j] ?? 9) + 1, (next[j - 1] ?? 9) + 1, (row[j - 1] ?? 9) + same);
      next.push(swapped ? Math.min(best, (before[j - 2] ?? 9) + 1) : best);
    }
    [before, row] = [row, next];
  }
  return row[other.length] ?? 3;
}
