/** Phrases found in a text in one walk over its words. */

export interface PhraseHit<T> {
  readonly value: T;
  /** Words `from` up to but not including `to`. */
  readonly from: number;
  readonly to: number;
}

interface Node<T> {
  next: Map<string, Node<T>> | null;
  value: T | undefined;
}

/** A tree of phrases by their words. */
export class Phrases<T> {
  readonly #top: Node<T> = { next: null, value: undefined };
  readonly #nodes: Node<T>[] = [];

  /** The value of a phrase, made by `make` when it is new. */
  at(words: readonly string[], make: () => T): T {
    let node = this.#top;
    for (const word of words) {
      node.next ??= new Map();
      let next = node.next.get(word);
      if (next === undefined) {
        next = { next: null, value: undefined };
        node.next.set(word, next);
      }
      node = next;
    }
    if (node.value === undefined) {
      node.value = make();
      this.#nodes.push(node);
    }
    return node.value;
  }

  /** Replaces every value. */
  change(by: (value: T) => T): void {
    for (const node of this.#nodes) if (node.value !== undefined) node.value = by(node.value);
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
    let node: Node<T> | undefined = this.#top;
    let best: PhraseHit<T> | null = null;
    for (let at = from; at < words.length; at++) {
      node = node.next?.get(words[at] ?? "");
      if (node === undefined) break;
      if (node.value !== undefined) best = { value: node.value, from, to: at + 1 };
    }
    return best;
  }
}
