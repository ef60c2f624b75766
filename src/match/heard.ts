/** What one query says of the words of all interests: each is looked up once, however many interests have it. */
import type { Asked } from "./asked.ts";
import type { Lexicon } from "./lexicon.ts";

/** Words less alike than this have nothing to say about each other. */
const LEAST_ALIKE = 0.35;
/** Words of one root (`bakery`, `bakers`) are as good as the same when they are not strangers in meaning. */
const SAME_ROOT = 0.9;
const LEAST_ALIKE_ROOTS = 0.2;

/** What `said` holds of a word: it stands in the text, or in the title. */
const SAID = 1;
export const IN_TITLE = 2;

/** Passages that one number has bits for. */
const LANE = 32;

export class Heard {
  readonly #asked: Asked;
  readonly #lexicon: Lexicon;
  /** For each word SAID, IN_TITLE or 0. */
  readonly said: Uint8Array;
  /** For each word its cosine with the whole query. */
  readonly near: Float64Array;
  /** The stems that are said. */
  readonly stems: readonly number[];
  /** For each stem the passages that say it, a bit each, in `#lanes` numbers. */
  readonly #passages: Uint32Array;
  readonly #lanes: number;
  /** The query's telling words as the lexicon has them. */
  readonly #salient: readonly Salient[];
  readonly #alike = new Map<number, Likeness>();

  constructor(asked: Asked, lexicon: Lexicon) {
    this.#asked = asked;
    this.#lexicon = lexicon;
    const inStems = new Uint8Array(lexicon.stems.length);
    this.stems = markSaid(inStems, asked, lexicon);
    this.said = ofWords(inStems, lexicon);
    this.near = asked.place === null ? new Float64Array(lexicon.size) : lexicon.places.near(asked.place);
    lexicon.places.invite(asked.salient.map(({ row }) => row));
    this.#salient = asked.salient.map(({ stem, root, row }) => ({
      stem: lexicon.stem(stem) ?? -1,
      root: lexicon.root(root) ?? -1,
      isPlaced: row >= 0,
    }));
    this.#lanes = Math.ceil(asked.reading.passages.length / LANE);
    this.#passages = this.#passagesOfStems();
  }

  #passagesOfStems(): Uint32Array {
    const made = new Uint32Array(this.#lexicon.stems.length * this.#lanes);
    this.#asked.reading.passages.forEach(({ stems, weight }, at) => {
      if (weight === 0) return;
      for (const stem of stems) {
        const number = this.#lexicon.stem(stem);
        if (number === undefined) continue;
        const place = number * this.#lanes + Math.floor(at / LANE);
        made[place] = (made[place] ?? 0) | (1 << (at % LANE));
      }
    });
    return made;
  }

  /** Calls with each passage that says all these words, in order; those that say nothing about the subject are left out. */
  eachPassageWith(words: Int32Array, visit: (passage: number) => void): void {
    const stemOf = this.#lexicon.stemOf.data;
    for (let lane = 0; lane < this.#lanes; lane++) {
      let bits = ~0;
      for (const word of words) bits &= this.#passages[(stemOf[word] ?? 0) * this.#lanes + lane] ?? 0;
      for (; bits !== 0; bits &= bits - 1) visit(lane * LANE + LANE - 1 - Math.clz32(bits & -bits));
    }
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
    const made = this.#likenessOf(word);
    this.#alike.set(word, made);
    return made;
  }

  #likenessOf(word: number): Likeness {
    const { stemOf, rootOf, rows, places } = this.#lexicon;
    const stem = stemOf.data[word] ?? 0;
    const root = rootOf.data[stem] ?? 0;
    const isPlaced = (rows.data[word] ?? -1) >= 0;
    const cosines = places.nearGuests(word);
    let [alike, closest, salient] = [0, 0, -1];
    let at = 0;
    for (const said of this.#salient) {
      const near = cosines[at] ?? 0;
      const isKin = root === said.root && (near >= LEAST_ALIKE_ROOTS || !isPlaced || !said.isPlaced);
      alike = Math.max(alike, isKin ? SAME_ROOT : near);
      const own = stem === said.stem ? 1 : near;
      if (own > closest) [closest, salient] = [own, at];
      at++;
    }
    return { alike: alike < LEAST_ALIKE ? 0 : alike, near: closest, salient };
  }
}

interface Salient {
  /** Numbers; -1 for one that no interest has. */
  readonly stem: number;
  readonly root: number;
  readonly isPlaced: boolean;
}

/** @returns the numbers of the stems that are said; what is said of each is set in `inStems`. */
function markSaid(inStems: Uint8Array, { words }: Asked, lexicon: Lexicon): number[] {
  const stems: number[] = [];
  for (const [stem, isInTitle] of words) {
    const at = lexicon.stem(stem);
    if (at === undefined) continue;
    stems.push(at);
    inStems[at] = isInTitle ? IN_TITLE : SAID;
  }
  return stems;
}

/** What is said of each word, from what is said of its stem. */
function ofWords(inStems: Uint8Array, { stemOf, size }: Lexicon): Uint8Array {
  const said = new Uint8Array(size);
  const stems = stemOf.data;
  for (let word = 0; word < size; word++) said[word] = inStems[stems[word] ?? 0] ?? 0;
  return said;
}

interface Likeness {
  readonly alike: number;
  readonly near: number;
  readonly salient: number;
}
