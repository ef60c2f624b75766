/** A row of the table in `verbs.ts`. */

export type Group = "every day" | "following up" | "people" | "lists" | "looking";

export interface Verb {
  /** The canonical word, as JSON has it. */
  readonly verb: string;
  /** As she writes it, the plainest form first. */
  readonly usage: readonly string[];
  /** One plain line, without a full stop. */
  readonly does: string;
  readonly group: Group;
  /** Whole lines that mean exactly this. Names in them are stand-ins for her own people. */
  readonly examples: readonly string[];
  /** What comes back, where that is more than a line in the transcript. */
  readonly answersWith?: string;
  /** How it is taken back, where `undo` is not the way. */
  readonly undo?: string;
}
