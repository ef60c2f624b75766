/** Phrases found in a text in one walk over its words. */

export interface PhraseHit<T> {
  readonly value: T;
  /** Words `from` up to but not including `to`. */
  readonly from: number;
  readonly to: number;
}

/** A word of phrases. Most are followed by one word or none, so those that may follow are a chain, and a map where it grows long. */
interface Node<T> {
  readonly word: string;
  value: T | undefined;
  /** The first that may follow, and the next that may stand in its own place. */
  child: Node<T> | null;
  sister: Node<T> | null;
  /** The same by their words, once they are many. */
  children: Map<string, Node<T>> | null;
}

/** More than these are a map: `home` alone begins a hundred phrases. */
const LONGEST_CHAIN = 6;

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
    const made = nodeOf<T>(word, null);
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

function nodeOf<T>(word: string, sister: Node<T> | null): Node<T> {
  return { word, value: undefined, child: null, sister, children: null };
}

function childOf<T>({ child, children }: Node<T>, word: string): Node<T> | null {
  if (children !== null) return children.get(word) ?? null;
  let node = child;
  while (node !== null && node.word !== word) node = node.sister;
  return node;
}

function addChild<T>(parent: Node<T>, word: string): Node<T> {
  const made = nodeOf(word, parent.child);
  parent.child = made;
  if (parent.children !== null) parent.children.set(word, made);
  else if (chainOf(made).length > LONGEST_CHAIN)
    parent.children = new Map(chainOf(made).map((each) => [each.word, each]));
  return made;
}

function chainOf<T>(first: Node<T>): Node<T>[] {
  const chain: Node<T>[] = [];
  for (let node: Node<T> | null = first; node !== null; node = node.sister) chain.push(node);
  return chain;
}
