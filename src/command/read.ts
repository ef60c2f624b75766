/**
 * A whole mail of hers -> the commands in it and the lines that were none (DESIGN 5).
 *
 * Read from the top. Before the first command blank lines, greetings and quotes are skipped, since she may write below
 * the quote; after it a signature, a quote or prose ends the reading. What cannot be surely meant is never run.
 */
import { COMMAND_LINES, LINE_CHARS, TEXT_CHARS } from "../bounds.ts";
import { introLength } from "../message/intro.ts";
import { agreed } from "./agree.ts";
import type { Command, Ignored, Reading } from "./command.ts";
import { describe, suggested } from "./describe.ts";
import { type Draft, draft } from "./draft.ts";
import { NOTE_CHARS, parseLine } from "./grammar.ts";
import { isCourtesy, isDelimiter, isEnding, isGreeting, isRef, isSignature, takesBack } from "./manners.ts";
import { isIdle, isLooking } from "./prose.ts";
import { isBrokenOff, isDivider, isHeaderBlock, isQuoted } from "./quotes.ts";
import { READERS } from "./readers.ts";
import { suggest } from "./suggest.ts";
import { straight, tidy } from "./tidy.ts";
import { goesOn } from "./whole.ts";
import { contactOf, isItem, isMonth, isWhen } from "./words.ts";

export { describe } from "./describe.ts";
export { suggest } from "./suggest.ts";

export interface ReadOptions {
  /** Given only for a mail that is neither answer nor forward: read as one more first line. */
  readonly subject: string | null;
}

/** @param text the whole plain text of her mail, quotes and signature included; any line ends. */
export function readCommands(text: string, { subject }: ReadOptions): Reading {
  const body = readBody(text);
  const first = subject === null ? NOTHING : readSubject(subject);
  const said = new Set(first.commands.map(describe));
  const reading = {
    commands: [...first.commands, ...body.commands.filter((command) => !said.has(describe(command)))],
    ignored: [...first.ignored, ...body.ignored],
  };
  return bareName(reading, subject) ?? agreed(reading);
}

/** A mail is read as an answer and as a new one: its text is the same. */
let latest: { readonly text: string; readonly body: Reading } | null = null;

function readBody(text: string): Reading {
  if (latest?.text === text) return latest.body;
  const lines = text.slice(0, TEXT_CHARS).split(/\r\n|[\n\r\u2028\u2029]/);
  const body = new Reader(lines).read();
  latest = { text, body };
  return body;
}

const NOTHING: Reading = { commands: [], ignored: [] };

/** The same command in subject and body runs once (H1). A subject that is none ends nothing. */
function readSubject(subject: string): Reading {
  const line = tidy(subject);
  const drafts = parseLine(subject) ?? [];
  if (drafts.length > 0 && drafts.every(({ note }) => note !== ""))
    return { commands: drafts.map((each) => ({ ...each, line })), ignored: [] };
  const didYouMean = suggest(subject);
  return didYouMean === null ? NOTHING : { commands: [], ignored: [{ line, didYouMean }] };
}

/** A bare contact name counts only as the whole mail. */
function bareName(reading: Reading, subject: string | null): Reading | null {
  const { commands, ignored } = reading;
  if (commands.length > 0 || ignored.length > 1 || ignored.some(({ didYouMean }) => didYouMean !== null))
    return null;
  const line = ignored[0]?.line ?? tidy(subject ?? "");
  const words = straight(tidy(line))
    .replace(/[.?!]$/, "")
    .split(" ");
  const name = contactOf(words.map((word) => word.toLowerCase()));
  if (name === null || name.includes("@") || READERS.has(name.split(" ")[0] ?? "")) return null;
  const show = { ...draft("show", { contacts: [name] }), line };
  if (words.length > 3) return null;
  const isSure = words.length === 1 || words.every((word) => /^\p{Lu}/u.test(word));
  return isSure ? { commands: [show], ignored: [] } : asked(show);
}

/** Two words in small letters are a name or a remark. */
function asked(command: Command): Reading {
  return { commands: [], ignored: [{ line: command.line, didYouMean: describe(command) }] };
}

/** Names a code: it may be meant for us and not for the contact. */
const isToUs = (line: string): boolean => /(?<!\w)\d{1,3}[a-z](?!\w)/.test(line);

/** More prose than this above a command is a letter to somebody. */
const IDLE_LINES = 3;

class Reader {
  private readonly lines: readonly string[];
  /** Cut, so that no pattern sees more of a line than it can bear. */
  private readonly heads: readonly string[];
  private commands: Command[] = [];
  private readonly ignored: Ignored[] = [];
  private at = 0;
  /** Lines that were taken or asked about. */
  private taken = 0;
  /** Lines of prose above the first command. */
  private idle = 0;
  /** Whether her first words stand below a marked quote: then she answers it piece by piece, and more may follow. */
  private isInline = false;

  constructor(lines: readonly string[]) {
    this.lines = lines;
    this.heads = lines.map((line) => line.slice(0, LINE_CHARS));
  }

  read(): Reading {
    while (this.at < this.lines.length && this.step());
    if (this.isTakenBack()) this.askAgain(this.commands.filter((each) => !isLooking(each)));
    this.rest();
    return { commands: this.commands, ignored: this.ignored };
  }

  /** Takes one line, or one intro, or one command with its personal line; false when the reading ends here. */
  private step(): boolean {
    const [line = "", head = ""] = [this.lines[this.at], this.heads[this.at]];
    if (head.trim() === "" || isRef(head)) return this.pass(1);
    if (this.isNotHers(this.at)) return this.mayFollow(head) && this.passQuote();
    if (this.taken >= COMMAND_LINES) return false;
    const drafts = parseLine(line);
    if (drafts !== null) return !this.isSignOff(drafts) && this.take(drafts, line);
    if (isGreeting(head) || isCourtesy(head)) return this.commands.length === 0 && this.pass(1);
    const guess = suggest(line);
    if (guess === null && this.mayLeadUp(head)) return this.passOver(line);
    return guess !== null && this.ask(line, guess);
  }

  /** A few lines of prose above the first command that cannot change it. */
  private mayLeadUp(head: string): boolean {
    return this.taken === 0 && this.idle++ < IDLE_LINES && isIdle(head.trim().replace(/[.!,]+$/, ""));
  }

  private passOver(line: string): boolean {
    this.ignored.push({ line: line.trim(), didYouMean: null });
    return this.pass(1);
  }

  private mayFollow(head: string): boolean {
    if (this.taken === 0 && isQuoted(head)) this.isInline = true;
    return this.commands.length === 0 || (this.isInline && isQuoted(head));
  }

  private pass(count: number): boolean {
    this.at += count;
    return true;
  }

  private isNotHers(at: number): boolean {
    const line = this.heads[at] ?? "";
    if (isQuoted(line) || isSignature(line) || isDivider(line)) return true;
    return (introLength(this.heads, at) > 0 || isHeaderBlock(this.heads, at)) && parseLine(line) === null;
  }

  /** Skips what stands above a marked quote, and the quote; of an unmarked one nobody can tell where it ends. */
  private passQuote(): boolean {
    const head = this.heads[this.at] ?? "";
    if (isQuoted(head)) return this.pass(isBrokenOff(head, this.heads[this.at + 1] ?? "") ? 2 : 1);
    let next = this.at + Math.max(1, introLength(this.heads, this.at));
    while (next < this.lines.length && (this.heads[next] ?? "").trim() === "") next++;
    if (next < this.lines.length && !this.isNotHers(next)) return false;
    this.at = next;
    return true;
  }

  /** `Jo Owner - Communications` or `Jo Owner jo@example.com` after a gap is how mails end. */
  private isSignOff(drafts: readonly Draft[]): boolean {
    const isGap = this.commands.length > 0 && (this.heads[this.at - 1] ?? "").trim() === "";
    return (
      isGap &&
      drafts.some(({ verb, text }) => verb === "address" || (verb === "interest" && text?.startsWith("-")))
    );
  }

  private take(drafts: readonly Draft[], first: string): boolean {
    this.at++;
    this.taken++;
    const line = first.trim();
    const whole = drafts.map((each, index) => (index === drafts.length - 1 ? this.whole(each) : each));
    if (whole.some(({ note }) => note === "")) this.ignored.push({ line, didYouMean: suggested(whole) });
    else this.commands.push(...whole.map((each) => ({ ...each, line })));
    return true;
  }

  /** With what goes on over further lines. */
  private whole(each: Draft): Draft {
    if (each.note !== null) {
      const lines = this.goingOn(each.note);
      return { ...each, note: this.finished(this.asLetter(lines).join("\n").trim()) };
    }
    if (!goesOn(each)) return each;
    const text = this.goingOn(each.text ?? "").join(" ");
    return text === "" ? each : { ...each, text };
  }

  /** `1a: Hi Ana,` and a blank line: a letter of hers, down to where her words end. */
  private asLetter(lines: readonly string[]): readonly string[] {
    if (lines.length !== 1 || !isGreeting(lines[0] ?? "") || !lines[0]?.endsWith(",")) return lines;
    const written = [...lines];
    while (this.isGoingOn()) {
      while ((this.heads[this.at] ?? "").trim() === "") this.at++;
      const paragraph = this.goingOn("").slice(1);
      if (paragraph.length === 0 || paragraph.some(isToUs)) return [];
      written.push("", ...paragraph);
    }
    return written.length > 1 ? written : lines;
  }

  /** Whether more of her own words stand below a blank line; a farewell is the program's or ours to write. */
  private isGoingOn(): boolean {
    const next = this.heads.findIndex((line, at) => at >= this.at && line.trim() !== "");
    if (next <= this.at || this.isNotHers(next)) return false;
    const line = this.lines[next] ?? "";
    return !isRef(line) && !isEnding(line, []) && !isNextCommand(line);
  }

  /** A line that ends with a colon or as a greeting was to go on: sent like that it would be half of what she meant. */
  private finished(note: string): string {
    return /[:,]$/.test(note) ? "" : note;
  }

  /**
   * Until a blank line or the next command; a misspelt one counts, it must not be passed on as her words.
   *
   * @returns nothing when it is longer than anything she would type.
   */
  private goingOn(first: string): string[] {
    const lines = [first];
    for (let length = first.length; this.at < this.lines.length; this.at++) {
      const line = this.lines[this.at] ?? "";
      if (line.trim() === "" || isRef(line) || this.isNotHers(this.at) || isNextCommand(line)) break;
      length += line.length + 1;
      if (length > NOTE_CHARS) return [];
      lines.push(line.trim());
    }
    return lines;
  }

  /** What stands right below the commands takes them back, or ties them to a condition. */
  private isTakenBack(): boolean {
    if (this.commands.length === 0 || this.at >= this.lines.length || this.isNotHers(this.at)) return false;
    const isRightBelow = (this.heads[this.at - 1] ?? "").trim() !== "";
    const end = this.heads.findIndex((line, at) => at >= this.at && line.trim() === "");
    const paragraph = this.heads.slice(this.at, end < 0 ? undefined : end).map((line) => line.trim());
    if (isRightBelow && isTime(words(paragraph[0] ?? ""))) return true;
    return paragraph.some((line, at) => takesBack(line, isRightBelow && at === 0));
  }

  private askAgain(commands: readonly Command[]): void {
    this.commands = this.commands.filter((each) => !commands.includes(each));
    for (const line of new Set(commands.map((each) => each.line)))
      this.ignored.push({ line, didYouMean: suggested(commands.filter((each) => each.line === line)) });
  }

  /** A line like "don't send 2" below "send all" also puts that in doubt. */
  private ask(line: string, didYouMean: string): boolean {
    const declined = (parseLine(didYouMean) ?? []).flatMap(({ verb, items }) =>
      verb === "skip" ? items : [],
    );
    this.askAgain(
      this.commands.filter((each) => each.verb === "send" && declined.some((item) => covers(each, item))),
    );
    this.ignored.push({ line: line.trim(), didYouMean });
    this.taken++;
    return this.pass(1);
  }

  /** Her own lines below the end of the reading: said, so that nothing seems to have been obeyed. */
  private rest(): void {
    let isSigned = false;
    for (; this.at < this.lines.length && this.ignored.length < COMMAND_LINES; this.at++) {
      const line = this.heads[this.at] ?? "";
      if (isDelimiter(line) || (this.isNotHers(this.at) && !isSignature(line))) return;
      if (line.trim() === "" || isRef(line)) continue;
      const [first = ""] = words(line).filter((word) => word !== "please");
      const isLikely = READERS.has(first) || isItem(first);
      const drafts = isLikely ? parseLine(line) : null;
      isSigned ||= isSignature(line);
      const guess = isLikely && !isSigned && this.commands.length === 0 ? suggest(line) : null;
      this.ignored.push({ line: line.trim(), didYouMean: drafts === null ? guess : suggested(drafts) });
    }
  }
}

const words = (line: string): string[] =>
  straight(tidy(line))
    .toLowerCase()
    .replace(/[.!]+$/, "")
    .split(" ");

function covers({ items, contacts }: Command, item: string): boolean {
  if (contacts.length > 0) return false;
  return typeof items === "string" || items.includes(item) || items.includes(item.replace(/[a-z]$/, ""));
}

/** `tomorrow` below a command is a condition; `June` is who wrote it. */
const isTime = (said: readonly string[]): boolean =>
  isWhen(said) && !(said.length === 1 && isMonth(said[0] ?? ""));

/** Forms without a verb may be words of hers that happen to look so. */
const WITHOUT_VERB = new Set(["interest", "address", "list"]);

function isNextCommand(line: string): boolean {
  const drafts = parseLine(line);
  if (drafts !== null) return !WITHOUT_VERB.has(drafts[0]?.verb ?? "");
  const said = words(line);
  return said.length < 6 && said.slice(1).some(isItem) && suggest(line) !== null;
}
