/**
 * The products of one place with many rows of numbers, sixteen at a time. JavaScript has no vector
 * instructions and takes four times as long, so the loop is written in WebAssembly's
 * (https://webassembly.github.io/spec/core/binary/instructions.html#vector-instructions), put together here by their names.
 */

/** Numbers taken at a time. */
export const STEP = 16;
/** Bytes of one number of a place. */
const WIDE = 4;

export interface Dots {
  readonly memory: WebAssembly.Memory;
  /**
   * All places in the memory, and the length of a row, in bytes. The place is of 32-bit floats, padded with zeros to
   * whole steps; what is read beyond the end of a row meets these zeros. The sums are 32-bit floats, one a row.
   *
   * Of rows of whole numbers, a byte each.
   */
  readonly ofBytes: Run;
  /** Of rows of 32-bit floats. */
  readonly ofFloats: Run;
}

type Run = (
  place: number,
  rows: number,
  count: number,
  sums: number,
  rowLength: number,
  steps: number,
) => void;

/** @param pages of 64 KiB. @returns null where the machine has no such instructions or no memory for them. */
export function createDots(pages: number): Dots | null {
  try {
    const memory = new WebAssembly.Memory({ initial: pages });
    compiled ??= new WebAssembly.Module(Uint8Array.from(MODULE));
    const { ofBytes, ofFloats } = new WebAssembly.Instance(compiled, { of: { memory } }).exports;
    return { memory, ofBytes: ofBytes as Run, ofFloats: ofFloats as Run };
  } catch {
    return null;
  }
}

let compiled: WebAssembly.Module | null = null;

type Code = readonly number[];

/** Whole numbers in a binary module: seven bits a byte, the lowest first (LEB128). */
function whole(value: number): Code {
  return value < 128 ? [value] : [(value & 127) | 128, ...whole(value >> 7)];
}

function vector(op: number): Code {
  return [0xfd, ...whole(op)];
}

const [I32, V128] = [0x7f, 0x7b];
const get = (local: number): Code => [0x20, local];
const set = (local: number): Code => [0x21, local];
/** Below 64 only: from there on the seventh bit of a constant is its sign. */
const constant = (value: number): Code => [0x41, ...whole(value)];
const [ADD, SUBTRACT, IS_ZERO]: [Code, Code, Code] = [[0x6a], [0x6b], [0x45]];
const BLOCK: Code = [0x02, 0x40];
const LOOP: Code = [0x03, 0x40];
const END: Code = [0x0b];
const goTo = (depth: number): Code => [0x0c, depth];
const goToIf = (depth: number): Code => [0x0d, depth];
const load = (offset: number): Code => [...vector(0x00), 0, ...whole(offset)];
const ZEROS: Code = [...vector(0x0c), ...Array<number>(16).fill(0)];
/** Bytes to twice, those to four times as wide, and these to floats. */
const [LOW_BYTES, HIGH_BYTES]: [Code, Code] = [vector(0x87), vector(0x88)];
const [LOW_WORDS, HIGH_WORDS]: [Code, Code] = [vector(0xa7), vector(0xa8)];
const TO_FLOATS = vector(0xfa);
const [ADD_FLOATS, TIMES]: [Code, Code] = [vector(0xe4), vector(0xe6)];
const lane = (nth: number): Code => [...vector(0x1f), nth];
const ADD_FLOAT: Code = [0x92];
const STORE_FLOAT: Code = [0x38, 2, 0];

/** The locals: first what it is called with. */
const [PLACE, ROW, COUNT, SUMS, ROW_LENGTH, STEPS, AT, BY, LEFT, BYTES, HALF] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
] as const;
const QUARTERS = [11, 12, 13, 14] as const;

/** Adds four products to a sum of its own, since each addition waits for the one before. @param floats four of the row. */
function quarter(nth: number, floats: Code): Code {
  const sum = QUARTERS[nth] ?? 0;
  const place = [...get(BY), ...load(nth * 4 * WIDE)];
  return [floats, place, TIMES, get(sum), ADD_FLOATS, set(sum)].flat();
}

function forward(local: number, steps: number): Code {
  return [get(local), ...Array<Code>(steps).fill([...constant(STEP), ...ADD]), set(local)].flat();
}

const STEP_OF_BYTES: Code = [
  [get(AT), load(0), set(BYTES)],
  [get(BYTES), LOW_BYTES, set(HALF)],
  [quarter(0, [...get(HALF), ...LOW_WORDS, ...TO_FLOATS])],
  [quarter(1, [...get(HALF), ...HIGH_WORDS, ...TO_FLOATS])],
  [get(BYTES), HIGH_BYTES, set(HALF)],
  [quarter(2, [...get(HALF), ...LOW_WORDS, ...TO_FLOATS])],
  [quarter(3, [...get(HALF), ...HIGH_WORDS, ...TO_FLOATS])],
  [forward(AT, 1), forward(BY, WIDE)],
].flat(2);
const STEP_OF_FLOATS: Code = [
  QUARTERS.map((_sum, nth) => quarter(nth, [...get(AT), ...load(nth * 4 * WIDE)])),
  [forward(AT, WIDE), forward(BY, WIDE)],
].flat(2);

const [FIRST, SECOND, THIRD, FOURTH] = QUARTERS;
/** For each row: all steps, then the sum of its four sums. */
const bodyOf = (step: Code): Code =>
  [
    [BLOCK, LOOP, get(COUNT), IS_ZERO, goToIf(1)],
    [get(ROW), set(AT), get(PLACE), set(BY), get(STEPS), set(LEFT)],
    QUARTERS.map((sum) => [...ZEROS, ...set(sum)]),
    [LOOP, step, get(LEFT), constant(1), SUBTRACT, set(LEFT), get(LEFT), goToIf(0), END],
    [get(FIRST), get(SECOND), ADD_FLOATS, get(THIRD), get(FOURTH), ADD_FLOATS, ADD_FLOATS, set(FIRST)],
    [get(SUMS), [0, 1, 2, 3].flatMap((nth) => [...get(FIRST), ...lane(nth)])],
    [ADD_FLOAT, ADD_FLOAT, ADD_FLOAT, STORE_FLOAT],
    [get(ROW), get(ROW_LENGTH), ADD, set(ROW), get(SUMS), constant(WIDE), ADD, set(SUMS)],
    [get(COUNT), constant(1), SUBTRACT, set(COUNT), goTo(0), END, END, END],
  ].flat(2);

function list(items: readonly Code[]): Code {
  return [...whole(items.length), ...items.flat()];
}

function named(name: string): Code {
  return list([...name].map((letter) => [letter.charCodeAt(0)]));
}

function section(id: number, items: readonly Code[]): Code {
  const content = list(items);
  return [id, ...whole(content.length), ...content];
}

/** Three whole numbers and six vectors beside what it is called with. */
const locals = list([
  [3, I32],
  [6, V128],
]);
const [ofBytes, ofFloats] = [STEP_OF_BYTES, STEP_OF_FLOATS].map((step) => {
  const code = [...locals, ...bodyOf(step)];
  return [...whole(code.length), ...code];
});
const MODULE: Code = [
  [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  section(1, [[0x60, ...list(Array<Code>(6).fill([I32])), 0]]),
  section(2, [[...named("of"), ...named("memory"), 2, 0, 1]]),
  section(3, [[0], [0]]),
  section(7, [
    [...named("ofBytes"), 0, 0],
    [...named("ofFloats"), 0, 1],
  ]),
  section(10, [ofBytes ?? [], ofFloats ?? []]),
].flat();
