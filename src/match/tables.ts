/** What matching knows about the world beside the contacts: read-only data, handed in. */
import type { Language } from "./words.ts";

/** Word vectors, commonest word first. A row has unit length when its numbers are multiplied by its scale. */
export interface VectorTable {
  readonly dimensions: number;
  readonly size: number;
  /** `size` rows of `dimensions` numbers. */
  readonly rows: Int8Array;
  /** What a number of each row is worth. */
  readonly scales: Float32Array;
  /** Row of a folded word, -1 when unknown. */
  row(word: string): number;
}

/** A subject journalists write about, and the words it is known by. */
export interface Beat {
  readonly name: string;
  /** The wider field: `health`, `law`. Beats of one field are neighbours, not rivals. */
  readonly domain: string;
  /** The name of the wider beat it is a part of; null when it stands alone. */
  readonly within: string | null;
  /** Other names of the very same subject. */
  readonly also: readonly string[];
  /** Words and phrases that give it away. */
  readonly cues: readonly string[];
  /** Who speaks on it for a living; `!` before one who needs a licence. */
  readonly who: readonly string[];
  /** Names and cues in other languages. */
  readonly foreign: Readonly<Partial<Record<Language, readonly string[]>>>;
}

export interface Place {
  readonly name: string;
  /** Other names and what its people are called: `UK`, `British`. */
  readonly also: readonly string[];
  /** Name of the place it lies in; null for a continent. */
  readonly within: string | null;
  /** IANA name; null where the place has several or none is known. */
  readonly timezone: string | null;
}

export interface MatchTables {
  readonly vectors: VectorTable | null;
  readonly beats: readonly Beat[];
  readonly places: readonly Place[];
  /** Words with their stems, a line each, worked out before; absent, they are worked out when they are met. */
  readonly stems?: Readonly<Partial<Record<Language, string>>>;
}
