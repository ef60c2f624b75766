/** How stems begin: enough to know of most words, without stemming them, that their stem is none of these. */

/** Of a stem all but this many letters begin its word, a `y` that became an `i` aside (`efficienza` -> `efficient`, `fabrication` -> `fabriqu`). */
const CHANGED = 2;
/** Beginnings are found by their first letters. */
const FIRST = 3;

export class Beginnings {
  readonly #byFirst = new Map<string, string[]>();

  add(stem: string): void {
    const own = alike(stem);
    const beginning = own.slice(0, Math.max(FIRST, own.length - CHANGED));
    const first = beginning.slice(0, FIRST);
    const known = this.#byFirst.get(first);
    if (known === undefined) this.#byFirst.set(first, [beginning]);
    else if (!known.includes(beginning)) known.push(beginning);
  }

  /** Whether one of them may be the stem of a word. */
  mayHold(word: string): boolean {
    const own = alike(word);
    for (let length = Math.min(FIRST, own.length); length > 0; length--) {
      const known = this.#byFirst.get(own.slice(0, length));
      if (known?.some((beginning) => own.startsWith(beginning))) return true;
    }
    return false;
  }
}

function alike(word: string): string {
  return word.includes("y") ? word.replaceAll("y", "i") : word;
}
