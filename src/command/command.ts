/** What one line of hers asks for (DESIGN 5 and 6). */

export interface Command {
  /** One of the canonical verbs of the table in `verbs.ts`. */
  readonly verb: string;
  readonly items: readonly string[] | "all" | "rest";
  readonly except: readonly string[];
  /** As typed, lower-case. */
  readonly contacts: readonly string[];
  readonly services: readonly string[];
  /** Her personal line. */
  readonly note: string | null;
  /** A date in her words. */
  readonly when: string | null;
  readonly text: string | null;
  /** The line it was read from, as she wrote it. */
  readonly line: string;
}

export interface Ignored {
  readonly line: string;
  /** The command she may have meant; null for prose. */
  readonly didYouMean: string | null;
}

export interface Reading {
  readonly commands: readonly Command[];
  readonly ignored: readonly Ignored[];
}
