/** Who has which interest: for each interest a list of uses, each list in one piece of a column of numbers. */
import { Column } from "./columns.ts";
import type { Source } from "./pool.ts";

const SOURCES: readonly Source[] = ["interest", "role", "note"];
const SOURCE_BITS = 2;

/** A source and a number, of a contact or of an interest, in one number. */
export function coded(number: number, source: Source): number {
  return (number << SOURCE_BITS) | SOURCES.indexOf(source);
}

export function numberOf(code: number): number {
  return code >> SOURCE_BITS;
}

export function sourceOf(code: number): Source {
  return SOURCES[code & ((1 << SOURCE_BITS) - 1)] ?? "interest";
}

export class Uses {
  /** For each list where it begins in `#uses`, how long it is, and how long it may become there. */
  readonly #from = new Column(Int32Array);
  readonly #sizes = new Column(Int32Array);
  readonly #rooms = new Column(Int32Array);
  readonly #uses = new Column(Int32Array);

  /** One more list, empty. */
  addList(): void {
    this.#from.push(0);
    this.#sizes.push(0);
    this.#rooms.push(0);
  }

  add(list: number, use: number): void {
    const size = this.#sizes.data[list] ?? 0;
    if (size === this.#rooms.data[list]) this.#move(list, size);
    this.#uses.data[(this.#from.data[list] ?? 0) + size] = use;
    this.#sizes.data[list] = size + 1;
  }

  /** To where there is room for twice as many. What it leaves lies idle: less than it has itself. */
  #move(list: number, size: number): void {
    const from = this.#from.data[list] ?? 0;
    const to = this.#uses.size;
    const room = Math.max(1, size * 2);
    for (let at = 0; at < room; at++) this.#uses.push(at < size ? (this.#uses.data[from + at] ?? 0) : 0);
    this.#from.data[list] = to;
    this.#rooms.data[list] = room;
  }

  /** The last takes its place. */
  remove(list: number, use: number): void {
    const from = this.#from.data[list] ?? 0;
    const last = from + (this.#sizes.data[list] ?? 0) - 1;
    let at = from;
    while (at <= last && this.#uses.data[at] !== use) at++;
    if (at > last) return;
    this.#uses.data[at] = this.#uses.data[last] ?? 0;
    this.#sizes.data[list] = last - from;
  }

  isEmpty(list: number): boolean {
    return (this.#sizes.data[list] ?? 0) === 0;
  }

  /** A view, until the next change. */
  of(list: number): Int32Array {
    const from = this.#from.data[list] ?? 0;
    return this.#uses.data.subarray(from, from + (this.#sizes.data[list] ?? 0));
  }
}
