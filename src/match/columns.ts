/** Numbers in a row that grows at its end: a table of many small things without an object for each. */
type Numbers = Int32Array | Float32Array | Uint16Array | Uint8Array;

/** Places there is room for at first. */
const ROOM = 64;

export class Column<T extends Numbers> {
  readonly #make: new (
    length: number,
  ) => T;
  #size = 0;
  /** Longer than what is in it; replaced when it grows, so never kept across a `push`. */
  data: T;

  constructor(make: new (length: number) => T) {
    this.#make = make;
    this.data = new make(ROOM);
  }

  get size(): number {
    return this.#size;
  }

  /** @returns its place. */
  push(value: number): number {
    if (this.#size === this.data.length) {
      const wider = new this.#make(this.data.length * 2);
      wider.set(this.data);
      this.data = wider;
    }
    this.data[this.#size] = value;
    return this.#size++;
  }
}
