/** data/vectors.bin: word vectors, as test/bench/build-vectors.mjs writes them. Any table in that form will do. */
import { readFileSync } from "node:fs";
import { Misconfigured } from "../errors.ts";
import type { VectorTable } from "../match/tables.ts";

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

  const words = bytes.toString("latin1", headEnd + 1, wordsEnd).split("\n");
  const rowOf = new Map(words.map((word, row) => [word, row]));
  const body = bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + bytes.length);
  return {
    dimensions,
    size,
    scales: new Float32Array(body as ArrayBuffer, 0, size),
    rows: new Int8Array(body as ArrayBuffer, size * 4),
    row: (word) => rowOf.get(word) ?? -1,
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
