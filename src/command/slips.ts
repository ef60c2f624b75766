/** Slips of the thumb: how far a word is from another. */

/** Letters added, left out, changed or swapped with their neighbour (optimal string alignment); 3 stands for more than two. */
export function slips(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 2) return 3;
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const changed = (row[j - 1] ?? 9) + (one[i - 1] === other[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      const swapped = isSwapped ? (before[j - 2] ?? 9) + 1 : 9;
      next.push(Math.min((row[j] ?? 9) + 1, (next[j - 1] ?? 9) + 1, changed, swapped));
    }
    [before, row] = [row, next];
  }
  return Math.min(row[other.length] ?? 3, 3);
}

/** The one this word was most likely meant to be; null when it is none of them, or too short to tell. */
export function nearest(word: string, known: Iterable<string>): string | null {
  let [best, least]: [string | null, number] = [null, word.length > 5 ? 3 : 2];
  if (word.length < 3) return null;
  for (const each of known) {
    const distance = each === word || each.length < 3 ? 9 : slips(word, each);
    if (distance < least) [best, least] = [each, distance];
  }
  return best;
}
