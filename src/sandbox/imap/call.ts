/** One command of a client, taken apart. */
import { CommandRefused, type Token } from "./syntax.ts";

export interface Call {
  readonly args: readonly Token[];
  readonly byUid: boolean;
  /** Which mail of the answer to leave out; null for an honest answer. */
  readonly omit: number | null;
}

/** What stands behind the tagged OK; nothing is "done". */
export type Answer = string | undefined;

/** @throws CommandRefused `BAD` when it is not there. */
export function argument(call: Call, at: number): Token {
  const token = call.args[at];
  if (token === undefined) throw new CommandRefused("BAD", "an argument is missing");
  return token;
}
