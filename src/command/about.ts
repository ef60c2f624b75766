/** What a verb without a number is about: the one thing the letter it answers is about. */
import type { Command } from "./command.ts";
import { isItem } from "./words.ts";

/** `remind 3d` may stand for the letter as a whole; of the others it has to be known what they are about. */
const ABOUT_ONE: ReadonlySet<string> = new Set(["done", "nudge", "resend", "sent", "snooze"]);

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

/**
 * The codes of those a command names where a code could stand: `all but ana`, `send it to ana`, `3 both`.
 *
 * @param people the codes of the letter and the names behind them
 * @returns the command itself where it has no such name; null when whom it means is not sure
 */
export function withCodes(command: Command, people: ReadonlyMap<string, string>): Command | null {
  const called = (name: string) =>
    [...people].filter(([, known]) => isCalled(known.toLowerCase(), name)).map(([code]) => code);
  const { verb, items, except, contacts, text } = command;
  const spared = except.map((each) => (isItem(each) ? [each] : called(each)));
  if (spared.some((codes) => codes.length === 0)) return null;
  const named = { ...command, except: spared.flat() };
  if (verb === "send" && text === "both") return asPair(named, [...people.keys()]);
  if ((verb !== "send" && verb !== "skip") || items.length > 0 || contacts.length === 0) return named;
  const codes = contacts.map(called);
  return codes.every(({ length }) => length === 1) ? { ...named, items: codes.flat(), contacts: [] } : null;
}

/** Both are two; where more or fewer stand there, it is not known whom she means. */
function asPair(command: Command, codes: readonly string[]): Command | null {
  const [item] = command.items;
  const items = codes.filter((code) => code.replace(/[a-z]$/, "") === item && code !== item);
  return items.length === 2 ? { ...command, items, text: null } : null;
}

/** A yes to a letter that asks nothing but proposes may be meant for all of it. */
export function meantForAll(guess: string | null, people: ReadonlyMap<string, string>): string | null {
  const isProposal = [...people.keys()].some((code) => /[a-z]$/.test(code));
  return isProposal && (guess === "yes" || guess === "help send") ? "send all" : guess;
}

const isCalled = (known: string, name: string): boolean =>
  name !== "" && (known === name || known.split(" ").includes(name));
