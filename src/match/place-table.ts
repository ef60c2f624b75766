/** Many places in one row of memory: comparing one place with all of them is a single loop. */
import { createDots, STEP } from "./simd.ts";
import { dotAt } from "./space.ts";

/** Places there is room for at first. */
const ROOM = 64;
const PAGE = 65_536;

export class PlaceTable {
  readonly #dimensions: number;
  #rows: Float32Array;
  #size = 0;
  /** Made when places are first compared; null: places have come since. */
  #cosines: ((place: Float32Array) => Float32Array) | null = null;

  constructor(dimensions: number) {
    this.#dimensions = dimensions;
    this.#rows = new Float32Array(dimensions * ROOM);
  }

  get size(): number {
    return this.#size;
  }

  /** A place of length one, or null for one that is near nothing. */
  add(place: Float32Array | null): void {
    const start = this.#size * this.#dimensions;
    if (start + this.#dimensions > this.#rows.length) {
      const wider = new Float32Array(this.#rows.length * 2);
      wider.set(this.#rows);
      this.#rows = wider;
    }
    if (place !== null) this.#rows.set(place, start);
    this.#size++;
    this.#cosines = null;
  }

  /** A view of one place. */
  at(index: number): Float32Array {
    return this.#rows.subarray(index * this.#dimensions, (index + 1) * this.#dimensions);
  }

  /** Its cosine with every place, in the order they were added. */
  cosines(place: Float32Array): Float32Array {
    this.#cosines ??= this.#fast() ?? ((each) => this.#plain(each));
    return this.#cosines(place);
  }

  #plain(place: Float32Array): Float32Array {
    const found = new Float32Array(this.#size);
    for (let index = 0, start = 0; index < found.length; index++, start += this.#dimensions)
      found[index] = dotAt(this.#rows, start, place);
    return found;
  }

  /** Null where a memory of its own is not worth it, or not to be had. */
  #fast(): ((place: Float32Array) => Float32Array) | null {
    if (this.#dimensions === 0 || this.#size < ROOM) return null;
    const padded = Math.ceil(this.#dimensions / STEP) * STEP;
    const { BYTES_PER_ELEMENT: wide } = Float32Array;
    const used = this.#size * this.#dimensions;
    const dots = createDots(Math.ceil(((padded + this.#size + used + STEP) * wide) / PAGE));
    if (dots === null) return null;
    const { buffer } = dots.memory;
    const asked = new Float32Array(buffer, 0, padded);
    const sums = new Float32Array(buffer, padded * wide, this.#size);
    const rows = new Float32Array(buffer, (padded + this.#size) * wide, used);
    rows.set(this.#rows.subarray(0, used));
    return (place) => {
      asked.set(place);
      dots.ofFloats(0, rows.byteOffset, this.#size, sums.byteOffset, this.#dimensions * wide, padded / STEP);
      return sums.slice();
    };
  }
}
