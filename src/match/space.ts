/** Meaning as places in a space: how telling a word is, and how near two texts are to each other. */
import { isSmallWord, isTradeWord } from "./language.ts";
import { Shelf } from "./shelf.ts";
import type { VectorTable } from "./tables.ts";
import { stem } from "./words.ts";

/** What is known of a word, found out once. */
export interface KnownWord {
  readonly word: string;
  /** Its English stem. */
  readonly stem: string;
  /** 0 for words that say nothing to 1 for rare ones. */
  readonly weight: number;
  /** Row in the table, -1 when it has no place. */
  readonly row: number;
}

export interface Space {
  readonly dimensions: number;
  know(word: string): KnownWord;
  /** 0 for words that say nothing to 1 for rare ones. */
  weight(word: string): number;
  /** Row of a word in the table, -1 when it has no place. */
  row(word: string): number;
  /** Adds to a sum of places one more word by its row, pulling by its weight; a word without a row changes nothing. */
  pull(sum: Float32Array, row: number, weight: number): void;
  /** How far words lead together, each pulling by its weight; 0 when none has a place. */
  reach(words: readonly { readonly row: number; readonly weight: number }[]): number;
  /** Where words lead together, each pulling by its weight; null when none has a place. */
  place(words: readonly { readonly word: string; readonly weight: number }[]): Float32Array | null;
  /** The place of one word; null when it has none. */
  placeOfRow(row: number): Float32Array | null;
  /** Cosine of two places. */
  near(one: Float32Array, other: Float32Array): number;
  /** Cosine of two words by their rows. */
  nearRows(one: number, other: number): number;
  /** An empty one. */
  shelf(): Shelf;
}

/** Rank from which a word says as much as any, by background frequency. */
const RARE_RANK = 40_000;
/** The commonest hundred words say little; the curve rises from here. */
const COMMON_RANK = 80;
/** Words every query uses, whatever its subject. */
const TRADE_WORD_WEIGHT = 0.12;
/** Without a table all words weigh the same. */
const PLAIN_WEIGHT = 0.7;
/** Words that are kept: texts share most of their words. */
const WORDS_KEPT = 50_000;
/** A number (`2026`, `65`) is seldom the subject. */
const NUMBER_WEIGHT = 0.15;

export function createSpace(table: VectorTable | null): Space {
  const dimensions = table?.dimensions ?? 0;
  const kept = new Map<string, KnownWord>();
  const know = (word: string): KnownWord => {
    const known = kept.get(word);
    if (known !== undefined) return known;
    const row = table?.row(word) ?? -1;
    const made = { word, stem: stem(word), weight: weightOf(word, row, table), row };
    if (kept.size < WORDS_KEPT) kept.set(word, made);
    return made;
  };
  const pull = (sum: Float32Array, row: number, weight: number): void => {
    if (table !== null && row >= 0 && weight !== 0) addRow(sum, table, row, weight);
  };
  const drift = new Float32Array(dimensions);
  return {
    dimensions,
    know,
    weight: (word) => know(word).weight,
    row: (word) => kept.get(word)?.row ?? table?.row(word) ?? -1,
    pull,
    reach(words) {
      drift.fill(0);
      for (const { row, weight } of words) pull(drift, row, weight);
      return lengthOf(drift);
    },
    place(words) {
      const sum = new Float32Array(dimensions);
      for (const { word, weight } of words) pull(sum, know(word).row, weight);
      return unit(sum);
    },
    placeOfRow(row) {
      const sum = new Float32Array(dimensions);
      pull(sum, row, 1);
      return unit(sum);
    },
    near: dot,
    nearRows: (one, other) => (table === null || one < 0 || other < 0 ? 0 : rowDot(table, one, other)),
    shelf: () => new Shelf(table),
  };
}

function weightOf(word: string, row: number, table: VectorTable | null): number {
  if (isSmallWord(word, "en")) return 0;
  if (isTradeWord(word)) return TRADE_WORD_WEIGHT;
  if (row < 0) return isNumber(word) ? NUMBER_WEIGHT : table === null ? PLAIN_WEIGHT : 1;
  return Math.min(1, Math.log(1 + row / COMMON_RANK) / Math.log(1 + RARE_RANK / COMMON_RANK));
}

function isNumber(word: string): boolean {
  return /^\p{N}+$/u.test(word);
}

function addRow(sum: Float32Array, table: VectorTable, row: number, weight: number): void {
  const { rows, dimensions } = table;
  const scale = (table.scales[row] ?? 0) * weight;
  const start = row * dimensions;
  for (let at = 0; at < sum.length; at++) sum[at] = (sum[at] ?? 0) + (rows[start + at] ?? 0) * scale;
}

/** 0 when a sum is nothing. */
function lengthOf(sum: Float32Array): number {
  const length = Math.sqrt(dot(sum, sum));
  return length < 1e-6 ? 0 : length;
}

/** Null when the sum is nothing. */
export function unit(sum: Float32Array): Float32Array | null {
  const length = lengthOf(sum);
  if (length === 0) return null;
  const made = new Float32Array(sum.length);
  for (let at = 0; at < sum.length; at++) made[at] = (sum[at] ?? 0) / length;
  return made;
}

export function dot(one: Float32Array, other: Float32Array): number {
  return dotAt(one, 0, other);
}

/**
 * The products of a place with the numbers that begin at `start`, summed. Eight at a step into four sums: a processor adds
 * to one sum only when the addition before is done, and each step costs as much as three products.
 */
export function dotAt(numbers: Float32Array, start: number, place: Float32Array): number {
  const size = place.length;
  const steps = size - (size % 8);
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let at = 0, from = start; at < steps; at += 8, from += 8) {
    a += (numbers[from] ?? 0) * (place[at] ?? 0);
    b += (numbers[from + 1] ?? 0) * (place[at + 1] ?? 0);
    c += (numbers[from + 2] ?? 0) * (place[at + 2] ?? 0);
    d += (numbers[from + 3] ?? 0) * (place[at + 3] ?? 0);
    a += (numbers[from + 4] ?? 0) * (place[at + 4] ?? 0);
    b += (numbers[from + 5] ?? 0) * (place[at + 5] ?? 0);
    c += (numbers[from + 6] ?? 0) * (place[at + 6] ?? 0);
    d += (numbers[from + 7] ?? 0) * (place[at + 7] ?? 0);
  }
  for (let at = steps; at < size; at++) a += (numbers[start + at] ?? 0) * (place[at] ?? 0);
  return a + b + (c + d);
}

/** The same for two words; whole numbers throughout, and `Math.imul` and `| 0` spare the checks for anything else. */
function rowDot({ dimensions, rows, scales }: VectorTable, one: number, other: number): number {
  const left = one * dimensions;
  const right = other * dimensions;
  const steps = dimensions - (dimensions % 4);
  let [a, b] = [0, 0];
  for (let at = left, by = right; at < left + steps; at += 4, by += 4) {
    a = (a + Math.imul(rows[at] ?? 0, rows[by] ?? 0)) | 0;
    b = (b + Math.imul(rows[at + 1] ?? 0, rows[by + 1] ?? 0)) | 0;
    a = (a + Math.imul(rows[at + 2] ?? 0, rows[by + 2] ?? 0)) | 0;
    b = (b + Math.imul(rows[at + 3] ?? 0, rows[by + 3] ?? 0)) | 0;
  }
  for (let at = steps; at < dimensions; at++) a += Math.imul(rows[left + at] ?? 0, rows[right + at] ?? 0);
  return (a + b) * (scales[one] ?? 0) * (scales[other] ?? 0);
}

/** Mean and standard deviation; a deviation of nothing counts as one, so that it can divide. */
export function spread(values: Float32Array): { mean: number; deviation: number } {
  const count = Math.max(1, values.length);
  let sum = 0;
  let squares = 0;
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / count;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / count - mean * mean)) || 1 };
}
