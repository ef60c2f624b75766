/** How stems begin: enough to know of most words, without stemming them, that their stem is none of these. */

/** A stem shares so many letters with its word at least, but for a `y` that may have become an `i`. */
const SHARED = 3;

export class Beginnings {
  readonly #known = new Set<string>();

  add(stem: string): void {
    this.#known.add(beginningOf(stem));
  }

  /** Whether one of them may be the stem of a word. */
  mayHold(word: string): boolean {
    const own = beginningOf(word);
    for (let length = own.length; length > 0; length--)
      if (this.#known.has(own.slice(0, length))) return true;
    return false;
  }
}

function beginningOf(word: string): string {
  return word.slice(0, SHARED).replaceAll("y", "i");
}
