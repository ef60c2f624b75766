/**
 * A whole mail of hers -> the commands in it and the lines that were none (DESIGN 5).
 *
 * Read from the top. Before the first command blank lines, greetings and quotes are skipped, since she may write below
 * the quote; after it a signature, a quote or prose ends the reading. What cannot be surely meant is never run.
 */
import { COMMAND_LINES, TEXT_CHARS } from "../bounds.ts";
import type { Command, Ignored, Reading } from "./command.ts";
import { describe } from "./describe.ts";
import type { Draft } from "./draft.ts";
import { draft } from "./draft.ts";
import { parseLine } from "./grammar.ts";
import {
  introLines,
  isCourtesy,
  isDivider,
  isGreeting,
  isHeaderBlock,
  isQuoted,
  isRef,
  isSignature,
} from "./lines.ts";
import { READERS } from "./readers.ts";
import { suggest } from "./suggest.ts";
import { straight, tidy } from "./tidy.ts";
import { contactOf } from "./words.ts";

export { describe } from "./describe.ts";
export { suggest } from "./suggest.ts";

export interface ReadOptions {
  /** Given only for a mail that is neither answer nor forward: read as one more first line. */
  readonly subject: string | null;
}

/** @param text the whole plain text of her mail, quotes and signature included; any line ends. */
export function readCommands(text: string, { subject }: ReadOptions): Reading {
  const lines = text.slice(0, TEXT_CHARS).split(/\r\n|[\n\r\u2028\u2029]/);
  const body = new Reader(lines).read();
  return subject === null ? body : withSubject(subject, body);
}

/** The same command in subject and body runs once (H1). A subject that is none ends nothing. */
function withSubject(subject: string, body: Reading): Reading {
  const commands = (parseLine(subject) ?? []).map((each) => ({ ...each, line: tidy(subject) }));
  const isFull = commands.every(({ note }) => note !== "");
  const first = isFull ? commands : [];
  const said = new Set(first.map(describe));
  const guess = first.length > 0 ? null : suggest(subject);
  return {
    commands: [...first, ...body.commands.filter((command) => !said.has(describe(command)))],
    ignored: [...(guess === null ? [] : [{ line: tidy(subject), didYouMean: guess }]), ...body.ignored],
  };
}

class Reader {
  private readonly lines: readonly string[];
  private readonly commands: Command[] = [];
  private readonly ignored: Ignored[] = [];
  private at = 0;

  constructor(lines: readonly string[]) {
    this.lines = lines;
  }

  read(): Reading {
    while (this.at < this.lines.length && this.step());
    this.rest();
    return this.bareName() ?? { commands: this.commands, ignored: this.ignored };
  }

  /** Takes one line, or one intro, or one command with its personal line; false when the reading ends here. */
  private step(): boolean {
    const line = this.lines[this.at] ?? "";
    if (line.trim() === "" || isRef(line)) return this.pass(1);
    if (this.isNotHers(this.at)) return this.commands.length === 0 && this.passQuote();
    if (this.commands.length + this.ignored.length >= COMMAND_LINES) return false;
    const drafts = parseLine(line);
    if (drafts !== null) return this.take(drafts, line);
    const guess = suggest(line);
    if (guess !== null) return this.ask(line, guess);
    return this.commands.length === 0 && (isGreeting(line) || isCourtesy(line)) && this.pass(1);
  }

  private pass(count: number): boolean {
    this.at += count;
    return true;
  }

  private isNotHers(at: number): boolean {
    const line = this.lines[at] ?? "";
    return (
      isQuoted(line) ||
      isSignature(line) ||
      isDivider(line) ||
      introLines(this.lines, at) > 0 ||
      isHeaderBlock(this.lines, at)
    );
  }

  /** Skips what stands above a marked quote and the quote; an unmarked quote has no end that could be told. */
  private passQuote(): boolean {
    const line = this.lines[this.at] ?? "";
    if (isQuoted(line)) return this.passMarked();
    const count = Math.max(1, introLines(this.lines, this.at));
    let next = this.at + count;
    while (next < this.lines.length && (this.lines[next] ?? "").trim() === "") next++;
    if (next < this.lines.length && !this.isNotHers(next)) return false;
    this.at = next;
    return true;
  }

  /** A line that a narrow window broke off the quoted line above it belongs to the quote. */
  private passMarked(): boolean {
    const quoted = this.lines[this.at] ?? "";
    const next = this.lines[this.at + 1] ?? "";
    const [word = ""] = next.trim().split(/\s/);
    const isBroken = word !== "" && !isQuoted(next) && quoted.length + 1 + word.length > 64;
    return this.pass(isBroken ? 2 : 1);
  }

  private take(drafts: readonly Draft[], line: string): boolean {
    this.at++;
    const last = drafts.at(-1);
    const note = last?.note === null || last === undefined ? null : this.noteFrom(last.note);
    if (note === "") return this.unfinished(drafts, line);
    const whole = drafts.map((each) => (each === last ? { ...each, note } : each));
    this.commands.push(...whole.map((each) => ({ ...each, line: line.trim() })));
    return true;
  }

  /** `3b:` with nothing behind it: the line is still to be written. */
  private unfinished(drafts: readonly Draft[], line: string): boolean {
    const guess = drafts.map((each) => describe({ ...each, note: null })).join(", ");
    this.ignored.push({ line: line.trim(), didYouMean: guess });
    return true;
  }

  /** A personal line goes on over further lines until a blank line or the next command. */
  private noteFrom(first: string): string {
    const note = [first];
    for (; this.at < this.lines.length; this.at++) {
      const line = this.lines[this.at] ?? "";
      if (line.trim() === "" || isRef(line) || this.isNotHers(this.at)) break;
      if (parseLine(line) !== null || suggest(line) !== null) break;
      note.push(line.trim());
    }
    return note.join("\n").trim();
  }

  private ask(line: string, didYouMean: string): boolean {
    this.ignored.push({ line: line.trim(), didYouMean });
    return this.pass(1);
  }

  /** Her own lines below the end of the reading: said, so that nothing seems to have been obeyed. */
  private rest(): void {
    for (; this.at < this.lines.length; this.at++) {
      const line = this.lines[this.at] ?? "";
      if (this.ignored.length >= COMMAND_LINES || (this.isNotHers(this.at) && !isSignature(line))) return;
      if (line.trim() !== "" && !isRef(line)) this.ignored.push({ line: line.trim(), didYouMean: null });
    }
  }

  /** A bare contact name counts only as the whole mail. */
  private bareName(): Reading | null {
    const [only, ...others] = this.ignored;
    if (this.commands.length > 0 || only === undefined || others.length > 0 || only.didYouMean !== null)
      return null;
    const words = straight(tidy(only.line)).toLowerCase().split(" ");
    const contact = words.length > 3 || READERS.has(words[0] ?? "") ? null : contactOf(words);
    if (contact === null || contact.includes("@")) return null;
    return { commands: [{ ...draft("show", { contacts: [contact] }), line: only.line }], ignored: [] };
  }
}
