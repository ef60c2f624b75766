/** What may interest somebody who is interested in this: subjects near it by meaning, and of the same beat. */
import { createSpace } from "./space.ts";
import type { Beat, MatchTables } from "./tables.ts";
import { stem, words } from "./words.ts";

/** @returns subjects as she would write them, the nearest first; none that says the same as one they have. */
export type Related = (interest: string, have: readonly string[]) => readonly string[];

/** More would be a list to read, not an answer to give. */
const MOST = 4;
/** Cosine from which two subjects are near. */
const NEAR = 0.6;
/** What other names of one beat need less, and what its parts, its whole and the other parts of that do. */
const SAME_BEAT = 0.3;
const KIN_BEAT = 0.15;

interface Subject {
  readonly text: string;
  readonly stems: readonly string[];
  /** Null: no word of it has one. */
  readonly place: Float32Array | null;
  readonly beats: Set<Beat>;
}

export function createRelated({ vectors, beats }: Pick<MatchTables, "vectors" | "beats">): Related {
  const space = createSpace(vectors);
  const placeOf = (text: string) =>
    space.place(words(text).map((word) => ({ word, weight: space.weight(word) })));
  let kept: readonly Subject[] | null = null;
  return (interest, have) => {
    kept ??= subjectsOf(beats, placeOf);
    const plain = bare(interest);
    const place = placeOf(plain);
    const own = kept.filter(({ stems }) => isEqual(stems, stemsOf(plain))).flatMap((each) => [...each.beats]);
    const nearness = ({ place: there, beats: theirs }: Subject) =>
      (place === null || there === null ? NEAR - SAME_BEAT : space.near(place, there)) + kinship(own, theirs);
    const ranked = kept
      .map((subject) => ({ subject, near: nearness(subject) }))
      .filter(({ near }) => near >= NEAR)
      .toSorted((one, other) => other.near - one.near);
    const known = [plain, ...have.map(bare)].map(stemsOf);
    return distinct(
      ranked.map(({ subject }) => subject),
      known,
    );
  };
}

/** Without its quotes and minus. */
function bare(interest: string): string {
  return interest.replace(/^-|"/g, "");
}

function kinship(own: readonly Beat[], theirs: ReadonlySet<Beat>): number {
  if (own.some((beat) => theirs.has(beat))) return SAME_BEAT;
  const isKin = (one: Beat, other: Beat) =>
    one.within === other.name ||
    other.within === one.name ||
    (one.within !== null && one.within === other.within);
  return own.some((one) => [...theirs].some((other) => isKin(one, other))) ? KIN_BEAT : 0;
}

function subjectsOf(
  beats: readonly Beat[],
  placeOf: (text: string) => Float32Array | null,
): readonly Subject[] {
  const byText = new Map<string, Subject>();
  for (const beat of beats) {
    for (const text of [beat.name, ...beat.also]) {
      const known = byText.get(text.toLowerCase());
      const subject = known ?? { text, stems: stemsOf(text), place: placeOf(text), beats: new Set() };
      subject.beats.add(beat);
      byText.set(text.toLowerCase(), subject);
    }
  }
  return [...byText.values()];
}

/** None that says the same as another, or as what is known. */
function distinct(subjects: readonly Subject[], known: readonly (readonly string[])[]): readonly string[] {
  const taken = [...known];
  const chosen: string[] = [];
  for (const { text, stems } of subjects) {
    if (chosen.length === MOST) break;
    if (taken.some((each) => saysSame(each, stems))) continue;
    taken.push(stems);
    chosen.push(text);
  }
  return chosen;
}

function stemsOf(text: string): readonly string[] {
  return words(text).map((word) => stem(word, "en"));
}

/** One is the other, or a part of it: `bread` and `bread baking`; `cyber security` is `cybersecurity`. */
function saysSame(one: readonly string[], other: readonly string[]): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  return isEqual(one, other) || (short.length > 0 && short.every((each) => long.includes(each)));
}

function isEqual(one: readonly string[], other: readonly string[]): boolean {
  return one.join("") === other.join("");
}
