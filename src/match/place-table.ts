/** Many places in one row of memory: comparing one place with all of them is a single loop. */
import { dotAt } from "./space.ts";

export class PlaceTable {
  readonly #dimensions: number;
  #numbers: Float32Array;
  #size = 0;

  constructor(dimensions: number) {
    this.#dimensions = dimensions;
    this.#numbers = new Float32Array(dimensions * 64);
  }

  get size(): number {
    return this.#size;
  }

  /** A place of length one, or null for one that is near nothing. */
  add(place: Float32Array | null): void {
    const start = this.#size * this.#dimensions;
    if (start + this.#dimensions > this.#numbers.length) {
      const wider = new Float32Array(this.#numbers.length * 2);
      wider.set(this.#numbers);
      this.#numbers = wider;
    }
    if (place !== null) this.#numbers.set(place, start);
    this.#size++;
  }

  /** A view of one place. */
  at(index: number): Float32Array {
    return this.#numbers.subarray(index * this.#dimensions, (index + 1) * this.#dimensions);
  }

  /** Its cosine with every place, in the order they were added. */
  cosines(place: Float32Array): Float32Array {
    const found = new Float32Array(this.#size);
    for (let index = 0, start = 0; index < found.length; index++, start += this.#dimensions)
      found[index] = dotAt(this.#numbers, start, place);
    return found;
  }
}
