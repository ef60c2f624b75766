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
  readonly #alike = new Map<number, Likeness>();

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
    return this.#likeness(word).alike;
  }

  /** The place of the telling word that lies nearest, -1 for none, and its cosine. */
  nearest(word: number): { readonly near: number; readonly salient: number } {
    return this.#likeness(word);
  }

  #likeness(word: number): Likeness {
    const known = this.#alike.get(word);
    if (known !== undefined) return known;
    const stem = this.#lexicon.stemOf.data[word] ?? 0;
    const own = {
      stem: this.#lexicon.stems[stem] ?? "",
      root: this.#lexicon.roots[stem] ?? "",
      row: this.#lexicon.rows.data[word] ?? -1,
    };
    const made = likenessOf(own, this.#asked.salient, this.#space);
    this.#alike.set(word, made);
    return made;
  }
}

interface Likeness {
  readonly alike: number;
  readonly near: number;
  readonly salient: number;
}

function likenessOf(
  own: Pick<SalientWord, "stem" | "root" | "row">,
  salient: readonly SalientWord[],
  space: Space,
): Likeness {
  const best = { alike: 0, near: 0, salient: -1 };
  for (const [at, said] of salient.entries()) {
    const near = space.nearRows(own.row, said.row);
    const isKin = own.root === said.root && (near >= LEAST_ALIKE_ROOTS || own.row < 0 || said.row < 0);
    best.alike = Math.max(best.alike, isKin ? SAME_ROOT : near);
    const closest = own.stem === said.stem ? 1 : near;
    if (closest > best.near) [best.near, best.salient] = [closest, at];
  }
  if (best.alike < LEAST_ALIKE) best.alike = 0;
  return best;
}
