/** What one query says of the words of all interests. Each word is looked at once, and only when an interest needs it. */
import type { Asked, SalientWord } from "./asked.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Space } from "./space.ts";

/** Words less alike than this have nothing to say about each other. */
const LEAST_ALIKE = 0.35;
/** Words of one root (`bakery`, `bakers`) are as good as the same when they are not strangers in meaning. */
const SAME_ROOT = 0.9;
const LEAST_ALIKE_ROOTS = 0.2;

const SAID = 1;
const IN_TITLE = 2;

export class Heard {
  readonly #asked: Asked;
  readonly #lexicon: Lexicon;
  readonly #space: Space;
  /** For each stem SAID, IN_TITLE or 0. */
  readonly #said: Uint8Array;
  /** The stems that are said. */
  readonly stems: number[] = [];
  readonly #near: Float64Array;
  readonly #alike = new Map<number, number>();

  constructor(asked: Asked, lexicon: Lexicon, space: Space) {
    this.#asked = asked;
    this.#lexicon = lexicon;
    this.#space = space;
    this.#said = new Uint8Array(lexicon.stems.length);
    this.#near = new Float64Array(asked.place === null ? 0 : lexicon.size).fill(Number.NaN);
    for (const [stem, isInTitle] of asked.words) {
      const at = lexicon.stem(stem);
      if (at === undefined) continue;
      this.stems.push(at);
      this.#said[at] = isInTitle ? IN_TITLE : SAID;
    }
  }

  isSaid(word: number): boolean {
    return (this.#said[this.#lexicon.stemOf.data[word] ?? 0] ?? 0) !== 0;
  }

  isInTitle(word: number): boolean {
    return this.#said[this.#lexicon.stemOf.data[word] ?? 0] === IN_TITLE;
  }

  /** Cosine of a word and the whole query. */
  near(word: number): number {
    const known = this.#near[word] ?? 0;
    if (!Number.isNaN(known)) return known;
    const { place } = this.#asked;
    const made = place === null ? 0 : this.#space.nearRow(place, this.#lexicon.rows.data[word] ?? -1);
    this.#near[word] = made;
    return made;
  }

  /** How much a word is like the query's word that is most like it, 0 to 1; 0 when they are strangers. */
  alike(word: number): number {
    const known = this.#alike.get(word);
    if (known !== undefined) return known;
    const root = this.#lexicon.roots[this.#lexicon.stemOf.data[word] ?? 0] ?? "";
    const row = this.#lexicon.rows.data[word] ?? -1;
    const best = Math.max(0, ...this.#asked.salient.map((each) => likeness(root, row, each, this.#space)));
    const made = best < LEAST_ALIKE ? 0 : best;
    this.#alike.set(word, made);
    return made;
  }
}

function likeness(root: string, row: number, said: SalientWord, space: Space): number {
  const near = space.nearRows(row, said.row);
  const isKin = root === said.root && (near >= LEAST_ALIKE_ROOTS || row < 0 || said.row < 0);
  return isKin ? SAME_ROOT : near;
}
