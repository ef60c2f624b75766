/**
 * Words that are looked at together, their numbers side by side: in the table each lies in another corner of the memory,
 * and waiting for it takes longer than the sum. A large shelf is looked through by the processor's vector instructions.
 */
import { createDots, type Dots, STEP } from "./simd.ts";
import type { VectorTable } from "./tables.ts";

/** Guests there is room for. */
const MOST_GUESTS = 32;
/** A smaller shelf is not worth a memory of its own. Words. */
const LARGE = 512;
/** Words there is room for at first. */
const ROOM = 32;
const PAGE = 65_536;
/** Bytes of a float. */
const WIDE = 4;

export class Shelf {
  readonly #table: VectorTable | null;
  #boards: Boards;
  #scales = new Float32Array(ROOM);
  #near = new Float64Array(ROOM);
  #size = 0;
  #guestScales = new Float32Array(0);
  readonly #nearGuests = new Float64Array(MOST_GUESTS);

  constructor(table: VectorTable | null) {
    this.#table = table;
    this.#boards = boardsFor(table?.dimensions ?? 0, ROOM);
  }

  /** A word by its row; one without a row is near nothing. */
  add(row: number): void {
    if (this.#size === this.#scales.length) this.#widen();
    this.#scales[this.#size] = copyRow(this.#table, row, this.#boards.rows, this.#size);
    this.#size++;
  }

  #widen(): void {
    const before = this.#boards.rows;
    const scales = new Float32Array(this.#size * 2);
    scales.set(this.#scales);
    this.#scales = scales;
    this.#near = new Float64Array(scales.length);
    this.#boards = boardsFor(this.#boards.dimensions, scales.length);
    this.#boards.rows.set(before.subarray(0, this.#size * this.#boards.dimensions));
  }

  /** Cosines of a place and every word; good until another place is asked for. */
  near(place: Float32Array): Float64Array {
    this.#boards.place.set(place);
    multiply(this.#boards, this.#boards.rows, this.#size, this.#boards.sums);
    return scaled(this.#near, this.#boards.sums, this.#scales, 1, this.#size);
  }

  /** A few words of another place, by their rows, which those of the shelf are compared with from here on. */
  invite(rows: readonly number[]): void {
    const few = rows.slice(0, MOST_GUESTS);
    this.#guestScales = Float32Array.from(few, (row, at) =>
      copyRow(this.#table, row, this.#boards.guests, at),
    );
  }

  /** Cosines of the word at `at` and each guest; good until another word is. */
  nearGuests(at: number): Float64Array {
    const { dimensions, place, rows, guests, guestSums } = this.#boards;
    const start = at * dimensions;
    for (let nth = 0; nth < dimensions; nth++) place[nth] = rows[start + nth] ?? 0;
    multiply(this.#boards, guests, this.#guestScales.length, guestSums);
    const scale = this.#scales[at] ?? 0;
    return scaled(this.#nearGuests, guestSums, this.#guestScales, scale, this.#guestScales.length);
  }
}

/** @returns the row's scale, 0 for none. */
function copyRow(table: VectorTable | null, row: number, rows: Int8Array, at: number): number {
  if (table === null || row < 0) return 0;
  const { dimensions } = table;
  rows.set(table.rows.subarray(row * dimensions, (row + 1) * dimensions), at * dimensions);
  return table.scales[row] ?? 0;
}

/** @returns `made`, the first of it filled anew. */
function scaled(
  made: Float64Array,
  sums: Float32Array,
  scales: Float32Array,
  scale: number,
  count: number,
): Float64Array {
  for (let at = 0; at < count; at++) made[at] = (sums[at] ?? 0) * scale * (scales[at] ?? 0);
  return made;
}

/** What the instructions work on: views of one memory. */
interface Boards {
  readonly dimensions: number;
  /** Padded with zeros to whole steps. */
  readonly place: Float32Array;
  readonly guests: Int8Array;
  readonly guestSums: Float32Array;
  readonly rows: Int8Array;
  readonly sums: Float32Array;
  /** Null: plain JavaScript does. */
  readonly run: Dots["ofBytes"] | null;
}

/** @param room for so many words. */
function boardsFor(dimensions: number, room: number): Boards {
  const padded = Math.ceil(dimensions / STEP) * STEP;
  const [guests, rows] = [MOST_GUESTS, room].map((count) => wholeFloats(count * dimensions + STEP));
  const bytes = (padded + MOST_GUESTS + room) * WIDE + (guests ?? 0) + (rows ?? 0);
  const dots = room < LARGE || dimensions === 0 ? null : createDots(Math.ceil(bytes / PAGE));
  const buffer = dots?.memory.buffer ?? new ArrayBuffer(bytes);
  let from = 0;
  const floats = (count: number): Float32Array => {
    from += count * WIDE;
    return new Float32Array(buffer, from - count * WIDE, count);
  };
  const numbers = (count = 0): Int8Array => {
    from += count;
    return new Int8Array(buffer, from - count, count);
  };
  return {
    dimensions,
    place: floats(padded),
    guestSums: floats(MOST_GUESTS),
    sums: floats(room),
    guests: numbers(guests),
    rows: numbers(rows),
    run: dots?.ofBytes ?? null,
  };
}

/** So that floats may follow. */
function wholeFloats(bytes: number): number {
  return Math.ceil(bytes / WIDE) * WIDE;
}

/** Sets the sums of the products of the place and the first rows. */
function multiply(
  { dimensions, place, run }: Boards,
  rows: Int8Array,
  count: number,
  sums: Float32Array,
): void {
  if (run !== null)
    return run(place.byteOffset, rows.byteOffset, count, sums.byteOffset, dimensions, place.length / STEP);
  for (let at = 0; at < count; at++) sums[at] = dotOfRow(place, rows, at * dimensions, dimensions);
}

/** Four sums, since each addition waits for the one before. */
function dotOfRow(place: Float32Array, rows: Int8Array, start: number, size: number): number {
  const steps = size - (size % 4);
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let at = 0, from = start; at < steps; at += 4, from += 4) {
    a += (rows[from] ?? 0) * (place[at] ?? 0);
    b += (rows[from + 1] ?? 0) * (place[at + 1] ?? 0);
    c += (rows[from + 2] ?? 0) * (place[at + 2] ?? 0);
    d += (rows[from + 3] ?? 0) * (place[at + 3] ?? 0);
  }
  for (let at = steps; at < size; at++) a += (rows[start + at] ?? 0) * (place[at] ?? 0);
  return a + b + (c + d);
}
