/** Which interests a query may concern: those worth a closer look. */
import type { Asked } from "./asked.ts";
import type { Heard } from "./heard.ts";
import type { Interests } from "./interests.ts";

/** A beat this small a part of the query brings no candidates by itself. */
const LEAST_SHARE = 0.12;
/** A relative's part must be this large to bring them. */
const LEAST_KIN = 0.25;
/** Deviations by which a query as a whole, or its telling words, must lie towards a beat to bring its people. */
const LEAST_CLOSENESS = 2.5;
const LEAST_LEANING = 4;
/** An interest without a beat is looked at from this closeness on. */
const LEAST_OWN_CLOSENESS = 2;
/** Less of an interest's words than this, and the words alone make no candidate. */
const LEAST_COVERAGE = 0.45;

/** Numbers of interests that somebody has, each once and in order: what is kept of them lies in that order too. */
export function candidatesFor(asked: Asked, heard: Heard, interests: Interests): number[] {
  const marks = new Uint8Array(interests.size);
  const add = (at: number): void => {
    marks[at] = 1;
  };
  for (const beat of livelyBeats(asked)) for (const at of interests.withBeat(beat)) marks[at] = 1;
  addByWords(asked, heard, interests, add);
  addByPlace(asked, heard, interests, add);
  const found: number[] = [];
  for (let at = 0; at < marks.length; at++)
    if (marks[at] === 1 && !interests.uses.isEmpty(at)) found.push(at);
  return found;
}

/** The beats the query is about, leans towards, or has a close relative of. */
function livelyBeats({ numbers: { share, kin }, near, usual, leaning }: Asked): number[] {
  const leastNear = usual.mean + LEAST_CLOSENESS * usual.deviation;
  const lively: number[] = [];
  for (let beat = 0; beat < share.length; beat++) {
    const isSaid = (share[beat] ?? 0) >= LEAST_SHARE || (kin[beat] ?? 0) >= LEAST_KIN;
    if (isSaid || (near[beat] ?? 0) >= leastNear || (leaning[beat] ?? 0) >= LEAST_LEANING) lively.push(beat);
  }
  return lively;
}

/** Interests enough of whose words are said. */
function addByWords(
  { words, reading: { language } }: Asked,
  heard: Heard,
  interests: Interests,
  add: (at: number) => void,
): void {
  const covered = new Float32Array(interests.size);
  const cover = (at: number, share: number): void => {
    const before = covered[at] ?? 0;
    covered[at] = before + share;
    if (before < LEAST_COVERAGE && before + share >= LEAST_COVERAGE) add(at);
  };
  if (language !== "en") {
    for (const stem of words.keys()) interests.withForeignStem(language, stem, cover);
    return;
  }
  const owners = interests.owners.data;
  const shares = interests.shares.data;
  for (const stem of heard.stems)
    for (const cell of interests.cellsWith(stem)) cover(owners[cell] ?? 0, shares[cell] ?? 0);
}

function addByPlace(
  { place, usual }: Asked,
  { near }: Heard,
  interests: Interests,
  add: (at: number) => void,
): void {
  if (place === null) return;
  const least = usual.mean + LEAST_OWN_CLOSENESS * usual.deviation;
  const cellsFrom = interests.cellsFrom.data;
  const words = interests.words.data;
  const pulls = interests.pulls.data;
  for (const at of interests.alone) {
    // Cosine of its place and the whole query.
    let own = 0;
    for (let cell = cellsFrom[at] ?? 0, to = cellsFrom[at + 1] ?? 0; cell < to; cell++)
      own += (pulls[cell] ?? 0) * (near[words[cell] ?? 0] ?? 0);
    if (own >= least) add(at);
  }
}
