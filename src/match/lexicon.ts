/** The words of all interests, each once and by a number, so that what a query says of a word is found out once. */
import { Column } from "./columns.ts";
import type { InterestWord } from "./interest.ts";
import type { Shelf } from "./shelf.ts";
import { root } from "./words.ts";

export class Lexicon {
  readonly #words = new Map<string, number>();
  readonly #stems = new Map<string, number>();
  /** For each word its stem's number, its row in the space, and how telling it is. */
  readonly stemOf = new Column(Int32Array);
  readonly rows = new Column(Int32Array);
  readonly weights = new Column(Float32Array);
  /** Where each word lies. */
  readonly places: Shelf;
  readonly #roots = new Map<string, number>();
  /** For each stem, and the number of its root. */
  readonly stems: string[] = [];
  readonly rootOf = new Column(Int32Array);

  constructor(places: Shelf) {
    this.places = places;
  }

  get size(): number {
    return this.stemOf.size;
  }

  /** The number of a word, a new one if need be. */
  add({ word, stem, row, weight }: InterestWord): number {
    const known = this.#words.get(word);
    if (known !== undefined) return known;
    this.rows.push(row);
    this.places.add(row);
    this.weights.push(weight);
    const made = this.stemOf.push(this.#addStem(stem));
    this.#words.set(word, made);
    return made;
  }

  #addStem(stem: string): number {
    const known = this.#stems.get(stem);
    if (known !== undefined) return known;
    const made = this.stems.push(stem) - 1;
    this.rootOf.push(this.#addRoot(root(stem)));
    this.#stems.set(stem, made);
    return made;
  }

  #addRoot(root: string): number {
    const made = this.#roots.get(root) ?? this.#roots.size;
    this.#roots.set(root, made);
    return made;
  }

  /** The number of a root; undefined when no interest has it. */
  root(root: string): number | undefined {
    return this.#roots.get(root);
  }

  /** The number of a stem; undefined when no interest has it. */
  stem(stem: string): number | undefined {
    return this.#stems.get(stem);
  }
}
