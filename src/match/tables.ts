/** What matching knows about the world beside the contacts: read-only data, handed in. */

/** Word vectors: `rows` holds `words.length` rows of `dimensions` int8 numbers, each row of unit length times 127. */
export interface VectorTable {
  readonly dimensions: number;
  /** Row of a lower-case word, -1 when unknown. Rows are in the order of frequency, the commonest word first. */
  row(word: string): number;
  readonly size: number;
  readonly rows: Int8Array;
  /** What an int8 number of a row is worth. */
  readonly scales: Float32Array;
}

/** A subject journalists write about, and the words by which it is recognised. */
export interface Beat {
  readonly name: string;
  readonly cues: readonly string[];
}

export interface Place {
  readonly name: string;
  readonly others: readonly string[];
  /** Name of the place it lies in; null for a country or continent. */
  readonly within: string | null;
  /** IANA name; null where the place has several or none is known. */
  readonly timezone: string | null;
}

export interface MatchTables {
  readonly vectors: VectorTable | null;
  readonly beats: readonly Beat[];
  readonly places: readonly Place[];
}
