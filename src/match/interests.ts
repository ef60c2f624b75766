/**
 * All interests of all contacts, each distinct one once, and who has them. In columns of numbers: a hundred thousand
 * contacts have more interests than there is room for objects, and a query walks over thousands of them.
 */
import { Column } from "./columns.ts";
import { type BeatMeant, type Interest, type Phrasing, SURE_BEAT } from "./interest.ts";
import { Lexicon } from "./lexicon.ts";
import type { Space } from "./space.ts";
import { Uses } from "./uses.ts";
import type { Language } from "./words.ts";

/** A beat less sure than this is no reason to look at an interest. */
const LEAST_SURE = 0.2;

/** What an interest is: bits. */
const EXACT = 1;
const PLACED = 2;
const ALONE = 4;
const PHRASED = 8;

/** Interests go by their number; one that nobody has any more keeps it. */
export class Interests {
  readonly lexicon: Lexicon;
  /** As she wrote each. */
  readonly texts: string[] = [];
  readonly #kinds = new Column(Uint8Array);
  /**
   * The words of an interest are cells, those from `cellsFrom` up to the next interest's: the word's number, its part
   * of the whole, and how strongly it pulls the interest's place (the cosine of that place with another is the sum of
   * the cosines of the words, each times its pull).
   */
  readonly cellsFrom = new Column(Int32Array);
  readonly words = new Column(Int32Array);
  readonly shares = new Column(Float32Array);
  readonly pulls = new Column(Float32Array);
  /** Whose cell it is. */
  readonly owners = new Column(Int32Array);
  /** Likewise the beats it means, and how surely. */
  readonly beatsFrom = new Column(Int32Array);
  readonly beats = new Column(Uint16Array);
  readonly sures = new Column(Float32Array);
  /** Of quoted interests and those that may be of another language than English. */
  readonly phrases = new Map<number, Phrasing>();

  /** Interests by what leads to them. */
  readonly #byStem: number[][] = [];
  readonly #foreign: number[] = [];
  readonly #byForeignStem = new Map<Language, ForeignStems>();
  readonly #byBeat: number[][] = [];
  /** Those that no beat speaks for: only their own place leads to them. */
  readonly alone: number[] = [];

  /** Who has them. */
  readonly uses = new Uses();

  constructor(space: Space) {
    this.lexicon = new Lexicon(space.shelf());
    this.cellsFrom.push(0);
    this.beatsFrom.push(0);
  }

  get size(): number {
    return this.texts.length;
  }

  add(interest: Interest): number {
    const at = this.texts.push(interest.text) - 1;
    for (const word of interest.words) {
      this.words.push(this.lexicon.add(word));
      this.shares.push(word.share);
      this.pulls.push(interest.length === 0 ? 0 : word.weight / interest.length);
      this.owners.push(at);
    }
    this.cellsFrom.push(this.words.size);
    for (const { beat, sure } of interest.beats) {
      this.beats.push(beat);
      this.sures.push(sure);
    }
    this.beatsFrom.push(this.beats.size);
    const kind = kindOf(interest);
    this.#kinds.push(kind);
    this.uses.addList();
    if ((kind & PHRASED) !== 0) this.phrases.set(at, interest.phrases);
    this.#lead(at, interest);
    return at;
  }

  /** Makes it found. */
  #lead(at: number, { phrases, beats, words }: Interest): void {
    const from = this.cellsFrom.data[at] ?? 0;
    const stemAt = (nth: number) => this.lexicon.stemOf.data[this.words.data[from + nth] ?? 0] ?? 0;
    for (let nth = 0; nth < words.length; nth++) {
      const stem = stemAt(nth);
      let first = 0;
      while (stemAt(first) !== stem) first++;
      if (first === nth) listAt(this.#byStem, stem).push(from + nth);
    }
    if (phrases.isForeign) this.#foreign.push(at);
    for (const { beat, sure } of beats) if (sure >= LEAST_SURE) listAt(this.#byBeat, beat).push(at);
    if (this.isAlone(at) && this.isPlaced(at)) this.alone.push(at);
  }

  /** Quoted by her: the words must stand together. */
  isExact(at: number): boolean {
    return ((this.#kinds.data[at] ?? 0) & EXACT) !== 0;
  }

  /** Has a place in the space. */
  isPlaced(at: number): boolean {
    return ((this.#kinds.data[at] ?? 0) & PLACED) !== 0;
  }

  /** No beat speaks for it surely. */
  isAlone(at: number): boolean {
    return ((this.#kinds.data[at] ?? 0) & ALONE) !== 0;
  }

  /** Has an entry in `phrases`. */
  isPhrased(at: number): boolean {
    return ((this.#kinds.data[at] ?? 0) & PHRASED) !== 0;
  }

  beatsOf(at: number): BeatMeant[] {
    const found: BeatMeant[] = [];
    for (let nth = this.beatsFrom.data[at] ?? 0; nth < (this.beatsFrom.data[at + 1] ?? 0); nth++)
      found.push({ beat: this.beats.data[nth] ?? 0, sure: this.sures.data[nth] ?? 0 });
    return found;
  }

  wordsOf(at: number): Int32Array {
    return this.words.data.subarray(this.cellsFrom.data[at] ?? 0, this.cellsFrom.data[at + 1] ?? 0);
  }

  /** The stems of its words. */
  stemsOf(at: number): string[] {
    const { stemOf, stems } = this.lexicon;
    return Array.from(this.wordsOf(at), (word) => stems[stemOf.data[word] ?? 0] ?? "");
  }

  /** The cells a stem stands in; of an interest that says it twice the first. */
  cellsWith(stem: number): readonly number[] {
    return this.#byStem[stem] ?? NONE;
  }

  /** The same in another language than English, where every word counts the same. */
  withForeignStem(language: Language, stem: string, visit: (at: number, share: number) => void): void {
    for (const at of this.#stemsIn(language).get(stem) ?? NONE)
      visit(at, 1 / Math.max(1, this.wordsOf(at).length));
  }

  /** By stem those that may be written in a language; what came since it was last asked for is added. */
  #stemsIn(language: Language): ReadonlyMap<string, number[]> {
    const found = this.#byForeignStem.get(language) ?? { byStem: new Map<string, number[]>(), read: 0 };
    this.#byForeignStem.set(language, found);
    for (; found.read < this.#foreign.length; found.read++) {
      const at = this.#foreign[found.read] ?? 0;
      for (const stem of new Set(this.phrases.get(at)?.get(language))) {
        const list = found.byStem.get(stem);
        if (list === undefined) found.byStem.set(stem, [at]);
        else list.push(at);
      }
    }
    return found.byStem;
  }

  withBeat(beat: number): readonly number[] {
    return this.#byBeat[beat] ?? NONE;
  }
}

const NONE: readonly number[] = [];

interface ForeignStems {
  readonly byStem: Map<string, number[]>;
  /** So many of the interests that may be foreign are in it. */
  read: number;
}

function kindOf({ isExact, length, beats, phrases }: Interest): number {
  const isAlone = !beats.some(({ sure }) => sure >= SURE_BEAT);
  const isPhrased = isExact || phrases.isForeign;
  return (
    (isExact ? EXACT : 0) | (length > 0 ? PLACED : 0) | (isAlone ? ALONE : 0) | (isPhrased ? PHRASED : 0)
  );
}

/** The list in a place of a list of lists, which may be new. */
function listAt(lists: number[][], at: number): number[] {
  while (lists.length <= at) lists.push([]);
  return lists[at] ?? [];
}
