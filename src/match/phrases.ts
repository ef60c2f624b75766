/** Phrases found in a text in one walk over its words. */

export interface PhraseHit<T> {
  readonly value: T;
  /** Words `from` up to but not including `to`. */
  readonly from: number;
  readonly to: number;
}

/** A word of phrases. Most are followed by one word or none, so those that may follow are a chain and no map. */
interface Node<T> {
  readonly word: string;
  value: T | undefined;
  /** The first that may follow, and the next that may stand in its own place. */
  child: Node<T> | null;
  sister: Node<T> | null;
}

/** A tree of phrases by their words. */
export class Phrases<T> {
  readonly #first = new Map<string, Node<T>>();
  readonly #valued: Node<T>[] = [];

  /** The value of a phrase, made by `make` when it is new. */
  at([first = "", ...rest]: readonly string[], make: () => T): T {
    let node = this.#firstNode(first);
    for (const word of rest) node = childOf(node, word) ?? addChild(node, word);
    if (node.value === undefined) {
      node.value = make();
      this.#valued.push(node);
    }
    return node.value;
  }

  #firstNode(word: string): Node<T> {
    const known = this.#first.get(word);
    if (known !== undefined) return known;
    const made: Node<T> = { word, value: undefined, child: null, sister: null };
    this.#first.set(word, made);
    return made;
  }

  /** Replaces every value. */
  change(by: (value: T) => T): void {
    for (const node of this.#valued) if (node.value !== undefined) node.value = by(node.value);
  }

  /** The phrases of a text, the longest first taken; none overlaps another. */
  find(words: readonly string[]): PhraseHit<T>[] {
    const found: PhraseHit<T>[] = [];
    for (let from = 0; from < words.length; ) {
      const hit = this.#longest(words, from);
      if (hit === null) from++;
      else {
        found.push(hit);
        from = hit.to;
      }
    }
    return found;
  }

  #longest(words: readonly string[], from: number): PhraseHit<T> | null {
    let node = this.#first.get(words[from] ?? "") ?? null;
    let best: PhraseHit<T> | null = null;
    for (let to = from + 1; node !== null; to++) {
      if (node.value !== undefined) best = { value: node.value, from, to };
      node = to < words.length ? childOf(node, words[to] ?? "") : null;
    }
    return best;
  }
}

function childOf<T>({ child }: Node<T>, word: string): Node<T> | null {
  let node = child;
  while (node !== null && node.word !== word) node = node.sister;
  return node;
}

function addChild<T>(parent: Node<T>, word: string): Node<T> {
  const made: Node<T> = { word, value: undefined, child: null, sister: parent.child };
  parent.child = made;
  return made;
}
