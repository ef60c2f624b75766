/** What a verb without a number is about: the one thing the letter it answers is about. */
import type { Command } from "./command.ts";

/** `remind 3d` may stand for the letter as a whole; of the others it has to be known what they are about. */
const ABOUT_ONE: ReadonlySet<string> = new Set(["done", "nudge", "resend", "snooze"]);

/** Whether it says what is to be done and not about what: `done`, `snooze till monday`. */
export function isAboutTheLetter({ verb, items, contacts }: Command): boolean {
  return ABOUT_ONE.has(verb) && items.length === 0 && contacts.length === 0;
}

/** @param only the one item the letter numbers; null when it numbers none or several. */
export function aboutOnly(command: Command, only: string | null): Command {
  const isAbout = isAboutTheLetter(command) || (command.verb === "remind" && command.items.length === 0);
  return only !== null && isAbout ? { ...command, items: [only] } : command;
}

/**
 * `Ana please` in answer to a letter: the codes of those she names, written as a command she may have meant.
 *
 * @param people the codes of the letter and the names behind them
 * @returns null when any word names nobody there, or somebody who stands under several codes
 */
export function codesFor(line: string, people: ReadonlyMap<string, string>): string | null {
  const said = line
    .toLowerCase()
    .replace(/[.!]+$/, "")
    .replace(/\b(?:please|pls|just|only|yes)\b/g, " ")
    .trim();
  const codes = said.split(/ *(?:,|&|\band\b) */).map((name) => {
    const found = [...people].filter(([, known]) => isCalled(known.toLowerCase(), name.trim()));
    return found.length === 1 ? found[0]?.[0] : undefined;
  });
  return said === "" || codes.some((code) => code === undefined) ? null : `send ${codes.join(" ")}`;
}

const isCalled = (known: string, name: string): boolean =>
  name !== "" && (known === name || known.split(" ").includes(name));
