/** Meaning as places in a space: how telling a word is, and how near two texts are to each other. */
import { isSmallWord, isTradeWord } from "./language.ts";
import type { VectorTable } from "./tables.ts";

export interface Space {
  readonly dimensions: number;
  /** 0 for words that say nothing to 1 for rare ones. */
  weight(word: string): number;
  /** Row of a word in the table, -1 when it has no place. */
  row(word: string): number;
  /** Where words lead together, each pulling by its weight; null when none has a place. */
  place(words: readonly { readonly word: string; readonly weight: number }[]): Float32Array | null;
  /** The place of one word; null when it has none. */
  placeOfRow(row: number): Float32Array | null;
  /** Cosine of two places. */
  near(one: Float32Array, other: Float32Array): number;
  /** Cosine of two words by their rows. */
  nearRows(one: number, other: number): number;
}

/** Rank from which a word says as much as any, by background frequency. */
const RARE_RANK = 40_000;
/** The commonest hundred words say little; the curve rises from here. */
const COMMON_RANK = 80;
/** Words every query uses, whatever its subject. */
const TRADE_WORD_WEIGHT = 0.12;
/** Without a table all words weigh the same. */
const PLAIN_WEIGHT = 0.7;
/** Words whose weight is kept: texts share most of their words. */
const WEIGHTS_KEPT = 50_000;
/** A number (`2026`, `65`) is seldom the subject. */
const NUMBER_WEIGHT = 0.15;

export function createSpace(table: VectorTable | null): Space {
  const dimensions = table?.dimensions ?? 0;
  const weights = new Map<string, number>();
  return {
    dimensions,
    weight(word) {
      const known = weights.get(word);
      if (known !== undefined) return known;
      const weight = weightOf(word, table);
      if (weights.size < WEIGHTS_KEPT) weights.set(word, weight);
      return weight;
    },
    row: (word) => table?.row(word) ?? -1,
    place(words) {
      if (table === null) return null;
      const sum = new Float32Array(dimensions);
      for (const { word, weight } of words) addRow(sum, table, table.row(word), weight);
      return unit(sum);
    },
    placeOfRow(row) {
      if (table === null || row < 0) return null;
      const sum = new Float32Array(dimensions);
      addRow(sum, table, row, 1);
      return unit(sum);
    },
    near: dot,
    nearRows: (one, other) => (table === null || one < 0 || other < 0 ? 0 : rowDot(table, one, other)),
  };
}

function weightOf(word: string, table: VectorTable | null): number {
  if (isSmallWord(word, "en")) return 0;
  if (isTradeWord(word)) return TRADE_WORD_WEIGHT;
  const row = table?.row(word) ?? -1;
  if (row < 0) return isNumber(word) ? NUMBER_WEIGHT : table === null ? PLAIN_WEIGHT : 1;
  return Math.min(1, Math.log(1 + row / COMMON_RANK) / Math.log(1 + RARE_RANK / COMMON_RANK));
}

function isNumber(word: string): boolean {
  return /^\p{N}+$/u.test(word);
}

function addRow(sum: Float32Array, table: VectorTable, row: number, weight: number): void {
  if (row < 0 || weight === 0) return;
  const scale = (table.scales[row] ?? 0) * weight;
  const start = row * table.dimensions;
  for (let at = 0; at < sum.length; at++) sum[at] = (sum[at] ?? 0) + (table.rows[start + at] ?? 0) * scale;
}

/** Null when the sum is nothing. */
export function unit(sum: Float32Array): Float32Array | null {
  const length = Math.sqrt(dot(sum, sum));
  return length < 1e-6 ? null : sum.map((value) => value / length);
}

export function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}

function rowDot(table: VectorTable, one: number, other: number): number {
  const { dimensions, rows, scales } = table;
  let sum = 0;
  for (let at = 0; at < dimensions; at++)
    sum += (rows[one * dimensions + at] ?? 0) * (rows[other * dimensions + at] ?? 0);
  return sum * (scales[one] ?? 0) * (scales[other] ?? 0);
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
