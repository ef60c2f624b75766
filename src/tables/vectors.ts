/** data/vectors.bin: word vectors, as test/bench/build-vectors.mjs writes them. Any table in that form will do. */
import { readFileSync } from "node:fs";
import { Misconfigured } from "../errors.ts";
import type { VectorTable } from "../match/tables.ts";

/** FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/. */
const FNV_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const NEW_LINE = 10;

interface Head {
  readonly format: string;
  readonly version: number;
  readonly dimensions: number;
  readonly words: number;
}

/** @throws Misconfigured when the file is there but is no such table; null when there is none. */
export function loadVectors(file: URL): VectorTable | null {
  const bytes = readIfThere(file);
  if (bytes === null) return null;
  const headEnd = bytes.indexOf("\n");
  const head = readHead(bytes.subarray(0, Math.max(headEnd, 0)).toString("latin1"));
  const wordsEnd = bytes.indexOf("\n\n", headEnd + 1);
  if (head === null || wordsEnd < 0) throw new Misconfigured(`${file.pathname} is no vector table`);
  const start = Math.ceil((wordsEnd + 2) / 4) * 4;
  const { dimensions, words: size } = head;
  if (bytes.length !== start + size * (4 + dimensions))
    throw new Misconfigured(`${file.pathname} is cut off`);

  // Node lays every buffer on a multiple of eight, so the numbers can be read where they are.
  const from = bytes.byteOffset + start;
  return {
    dimensions,
    size,
    scales: new Float32Array(bytes.buffer, from, size),
    rows: new Int8Array(bytes.buffer, from + size * 4, size * dimensions),
    row: rowsByWord(bytes, headEnd + 1, wordsEnd, size),
  };
}

/**
 * Where each word's row is: a hash table over the bytes themselves (open addressing, at most half full), since sixty
 * thousand strings in a Map take longer to make than all the rest.
 */
function rowsByWord(bytes: Buffer, from: number, to: number, size: number): (word: string) => number {
  const mask = 2 ** Math.ceil(Math.log2(size * 2 + 1)) - 1;
  const rows = new Int32Array(mask + 1).fill(-1);
  const starts = new Int32Array(size + 1);
  for (let row = 0, at = from; row < size; row++) {
    starts[row] = at;
    let hash = FNV_BASIS;
    for (; at < to && bytes[at] !== NEW_LINE; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), FNV_PRIME);
    at++;
    starts[row + 1] = at;
    let slot = hash & mask;
    while ((rows[slot] ?? -1) >= 0) slot = (slot + 1) & mask;
    rows[slot] = row;
  }
  const isAt = (word: string, row: number): boolean => {
    const start = starts[row] ?? 0;
    if ((starts[row + 1] ?? 0) - start - 1 !== word.length) return false;
    for (let at = 0; at < word.length; at++) if (bytes[start + at] !== word.charCodeAt(at)) return false;
    return true;
  };
  return (word) => {
    let hash = FNV_BASIS;
    for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), FNV_PRIME);
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const row = rows[slot] ?? -1;
      if (row < 0 || isAt(word, row)) return row;
    }
  };
}

function readHead(line: string): Head | null {
  try {
    const head: unknown = JSON.parse(line);
    const isOurs =
      typeof head === "object" && head !== null && "format" in head && head.format === "sendalong vectors";
    return isOurs && "version" in head && head.version === 1 ? (head as unknown as Head) : null;
  } catch {
    return null;
  }
}

function readIfThere(file: URL): Buffer | null {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
