/** A command before it is known which line it stands on. */
import type { Command } from "./command.ts";

export type Draft = Omit<Command, "line">;

const EMPTY: Omit<Draft, "verb"> = {
  items: [],
  except: [],
  contacts: [],
  services: [],
  note: null,
  when: null,
  text: null,
};

/** `yes` or `no` by itself. */
export function isBareAnswer({ verb, text }: Draft): boolean {
  return (verb === "yes" || verb === "no") && text === null;
}

/** What a verb has no use for is empty or null (DESIGN 6). */
export function draft(verb: string, some: Partial<Draft> = {}): Draft {
  return { verb, ...EMPTY, ...some };
}
