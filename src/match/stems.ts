/** The stems of some words of a language, asked whether another word's is among them. */
import { type Language, stem } from "./words.ts";

/** Of a stem all but this many letters begin its word, a `y` that became an `i` aside (`efficienza` -> `efficient`, `fabrication` -> `fabriqu`). */
const CHANGED = 2;
/** Beginnings are found by their first letters. */
const FIRST = 3;

export class Stems {
  readonly #language: Language;
  readonly #stems = new Set<string>();
  readonly #byFirst = new Map<string, string[]>();

  constructor(language: Language) {
    this.#language = language;
  }

  add(word: string): void {
    const own = stem(word, this.#language);
    if (this.#stems.has(own)) return;
    this.#stems.add(own);
    const letters = alike(own);
    const beginning = letters.slice(0, Math.max(FIRST, letters.length - CHANGED));
    const first = beginning.slice(0, FIRST);
    const known = this.#byFirst.get(first);
    if (known === undefined) this.#byFirst.set(first, [beginning]);
    else if (!known.includes(beginning)) known.push(beginning);
  }

  /** Stemming takes longest: where no stem begins like the word it is not done. */
  hold(word: string): boolean {
    return this.mayHold(word) && this.#stems.has(stem(word, this.#language));
  }

  /** False: none of them is the stem of this word, by its letters alone. */
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
