/**
 * Replies written freely, as from a phone, by somebody who has read the table of words and not the grammar:
 * several clients' signatures and quotes, courtesy, slips of the thumb, quote intros in nine languages.
 *
 * `meant` is what she wants done; `ask` the question that is the right answer to a line that must not run ("*": any
 * question, or silence). Figures: `npx vitest run --config test/vitest.config.ts test/command/free.test.ts`.
 */
import { readFileSync } from "node:fs";
import { expect, describe as group, test } from "vitest";
import { aboutOnly, codesFor, isAboutTheLetter, meantForAll, withCodes } from "../../src/command/about.ts";
import type { Command } from "../../src/command/command.ts";
import { readCommands } from "../../src/command/read.ts";

/** What the letter a reply answers numbers and asks; `unseen` says which letter that was. */
interface Answered {
  /** Codes with whoever stands behind them. */
  readonly people: ReadonlyMap<string, string>;
  readonly items: readonly string[];
  readonly asks: boolean;
}

const LETTERS: Readonly<Record<string, Answered>> = {
  // A proposal.
  P: {
    people: new Map([
      ["1a", "Mara Quist"],
      ["2a", "Dev Patil"],
      ["2b", "Lena Brook"],
      ["3a", "Tom Okafor"],
      ["3b", "Raj Sethi"],
    ]),
    items: ["1", "2", "3", "4"],
    asks: false,
  },
  // A reminder.
  R: { people: new Map([["1", "Mara Quist"]]), items: ["1"], asks: false },
  // A question.
  Q: { people: new Map(), items: [], asks: true },
  // A send that is unsure.
  U: { people: new Map([["4", "Tom Okafor"]]), items: ["4"], asks: false },
  // A digest.
  D: { people: new Map(), items: ["1", "2", "3", "4", "5", "6"], asks: false },
  // None at all.
  N: { people: new Map(), items: [], asks: false },
};

interface Reply {
  readonly id: number;
  readonly body: string;
  readonly text: string;
  readonly meant: readonly string[];
  readonly ask?: string;
  readonly subject?: string;
  /** Key of `LETTERS`; absent: the reading alone is judged. */
  readonly letter?: string;
}

/**
 * `free` was written beside the first grammar and mended against, `held` after it; the three others by people who had
 * read the README alone. Untouched, each measured once: `unseen` 132 of 200 by the reading alone (two would have sent
 * what was not meant: 52, 68), `unseen-2` 118, `unseen-3` 145 (67, 98), `unseen-4` 184, none sent unmeant. All were mended against since, so what stands here is no
 * measure of replies nobody has seen. The reading is judged in the light of its letter, as the program obeys it; 24 labels
 * were corrected: twelve in `unseen`, the others where a wish once asked about is now done, or a name has its code.
 *
 * `share` is the least that is understood as meant, `silent` how many of those missed are answered with no question:
 * "the Leeds one" needs to know what the letter says.
 */
const SETS: readonly { readonly file: string; readonly share: number; readonly silent: number }[] = [
  { file: "free", share: 0.99, silent: 0 },
  { file: "held", share: 0.99, silent: 0 },
  { file: "unseen", share: 0.97, silent: 0 },
  { file: "unseen-2", share: 0.97, silent: 2 },
  { file: "unseen-3", share: 0.94, silent: 1 },
  { file: "unseen-4", share: 0.94, silent: 7 },
];

function repliesIn(file: string): Reply[] {
  const text = readFileSync(new URL(`../fixtures/command/${file}.jsonl`, import.meta.url), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Reply);
}

const judge = (reply: Reply) => {
  const answered = reply.letter === undefined ? undefined : LETTERS[reply.letter];
  const { commands, ignored } = readCommands(reply.text, { subject: reply.subject ?? null });
  const people = answered?.people ?? new Map<string, string>();
  const known = commands.map((command) => inLight(command, answered));
  const isSure = (command: Command | null): command is Command =>
    command !== null && isAnswerable(command, answered);
  const run = effects(known.filter(isSure).flatMap(single), answered);
  const meant = effects(reply.meant, answered);
  const isRunAsMeant = [...run].sort().join("\n") === [...meant].sort().join("\n");
  const questions = [
    ...ignored.map(({ line, didYouMean }) => meantForAll(didYouMean, people) ?? codesFor(line, people)),
    ...commands.flatMap(({ verb, line }, at) =>
      isSure(known[at] ?? null) ? [] : [meantForAll(verb, people) === "send all" ? "send all" : line],
    ),
  ].filter((guess) => guess !== null);
  const asked = questions.map((guess) => effects(deedsOf(guess, answered), answered).join(", "));
  const isAsked =
    reply.ask === undefined || reply.ask === "*" || [...questions, ...asked].includes(reply.ask);
  return { reply, meant, run, questions, isUnderstood: isRunAsMeant && isAsked };
};

/** What a suggestion would do. */
function deedsOf(guess: string, answered: Answered | undefined): string[] {
  const { commands } = readCommands(guess, { subject: null });
  return commands.flatMap((command) => {
    const known = inLight(command, answered);
    return known === null ? [] : single(known);
  });
}

/** The same deed in the same words: whom is named by name under an item has a code, and a time is said in small letters. */
function effects(said: readonly string[], answered: Answered | undefined): readonly string[] {
  const codeOf = (item: string, name: string) => {
    const called = [...(answered?.people ?? [])].filter(([code, known]) => {
      const isUnder = item === "" || code === item || code.replace(/[a-z]$/, "") === item;
      return isUnder && [known, ...known.split(" ")].some((each) => each.toLowerCase() === name);
    });
    return called.length === 1 ? (called[0]?.[0] ?? null) : null;
  };
  return pairsAsOne(said).map((each) => {
    const [, sent = "", whom = ""] = /^send (\S+) to ([^:,]+)$/.exec(each) ?? [];
    const code = sent === "" ? null : codeOf(sent, whom);
    if (code !== null) return `send ${code}`;
    const [, nudged = "", line = ""] = /^nudge (\p{L}+)(:.*)?$/su.exec(each) ?? [];
    if (nudged !== "") return `nudge ${codeOf("", nudged) ?? nudged}${line}`;
    const [, named = ""] = /^send (?:to )?(\p{L}+)$/u.exec(each) ?? [];
    const only = named === "" ? null : codeOf("", named);
    if (only !== null) return `send ${only}`;
    const [, spared = ""] = /^send all but (\p{L}+)$/u.exec(each) ?? [];
    if (spared !== "") return `send all but ${codeOf("", spared) ?? spared}`;
    const [, rest = ""] = /^send rest but (\S+)$/.exec(each) ?? [];
    if (rest !== "" && said.includes(`skip ${rest}`)) return "send rest";
    const [, deed = "", when = ""] = /^(.*?) @ (?:(?:till?|until|for|the) )?(.+)$/.exec(each) ?? [];
    if (when === "") return each;
    const about = deed === "remind" && answered?.items.length === 1 ? `remind ${answered.items[0]}` : deed;
    return `${about} @ ${when.toLowerCase()}`;
  });
}

/** 3 is 3a and 3b. */
function pairsAsOne(said: readonly string[]): readonly string[] {
  const isPair = said.includes("send 3a") && said.includes("send 3b");
  return isPair ? [...said.filter((each) => each !== "send 3a" && each !== "send 3b"), "send 3"] : said;
}

/** What a verb without a number is about, and whose code a name under an item is. */
function inLight(said: Command, answered: Answered | undefined): Command | null {
  const command = withCodes(said, answered?.people ?? new Map());
  if (command === null || answered === undefined) return command;
  const [only = null, ...others] = answered.items;
  const about = aboutOnly(command, others.length > 0 ? null : only);
  const called = (name: string) =>
    [...answered.people].filter(([, known]) => known.toLowerCase().split(" ").includes(name));
  if (about.verb === "nudge" && about.contacts.length > 0)
    return {
      ...about,
      contacts: [],
      items: about.contacts.flatMap((name) => called(name).map(([code]) => code)),
    };
  return about;
}

/** Of the people she has in these replies; a name that is nobody's is asked about. */
function isKnownName(name: string): boolean {
  const everybody = Object.values(LETTERS).flatMap(({ people }) => [...people.values()]);
  return [...everybody, "Ana Ruiz"].some((each) =>
    [each, ...each.split(" ")].some((part) => part.toLowerCase() === name),
  );
}

/** What the letter does not number, or does not ask, is answered with a question and does nothing. */
function isAnswerable(command: Command, answered: Answered | undefined): boolean {
  if (answered === undefined) return !isAboutTheLetter(command);
  const { verb, items, contacts } = command;
  if (verb === "yes" || verb === "no") return answered.asks;
  if (verb === "send" && contacts.some((name) => !name.includes("@") && !isKnownName(name))) return false;
  const isKnown = (code: string) =>
    answered.people.has(code) || answered.items.includes(code) || (contacts.length > 0 && verb === "why");
  const isElsewhere = (code: string) =>
    /[a-z]$/.test(code) &&
    contacts.length > 0 &&
    effects([`send ${code} to ${contacts[0]}`], answered)[0] !== `send ${code}`;
  if (verb === "send" && typeof items !== "string" && items.some(isElsewhere)) return false;
  const suitsNobody = (code: string) => ![...answered.people.keys()].some((each) => each.startsWith(code));
  if (verb === "send" && contacts.length === 0 && typeof items !== "string" && items.some(suitsNobody))
    return false;
  return typeof items === "string" ? answered.items.length > 0 : items.every(isKnown);
}

/** One string for each thing that is done, so that `1 3b` and `1, 3b` count the same. */
function single(command: Command): string[] {
  const { verb, items, except, contacts, services, note, when, text } = command;
  const tail = [
    except.length > 0 ? `but ${except.join(" ")}` : "",
    contacts.length > 0 ? `${verb === "send" ? "to " : ""}${contacts.join(", ")}` : "",
    services.length > 0 ? `in ${services.join(" ")}` : "",
    when === null ? "" : `@ ${when}`,
    text === null || verb === "skip"
      ? ""
      : `${verb === "yes" || verb === "help" || verb === "list" ? "" : "= "}${text}`,
  ].filter((word) => word !== "");
  const noted = note === null ? "" : `: ${note}`;
  const each = typeof items === "string" ? [items] : items.length === 0 ? [""] : items;
  const sign = verb === "yes" && text?.startsWith("also") ? "," : "";
  return each.map((item) => [verb + sign, item, ...tail].filter((word) => word !== "").join(" ") + noted);
}

const SENDS = /^(?:send|nudge|thank|resend|for|yes|always|won)\b/;

group.each(SETS)("$file.jsonl", ({ file, share: floor, silent }) => {
  const results = repliesIn(file).map(judge);
  const missed = results.filter(({ isUnderstood }) => !isUnderstood);

  test(`${100 * floor} % are understood as meant`, () => {
    const share = 1 - missed.length / results.length;
    const asking = results.filter(({ reply }) => reply.ask === undefined && reply.meant.length > 0);
    const run = asking.filter(({ isUnderstood }) => isUnderstood);
    console.log(
      `${file}: ${results.length - missed.length} of ${results.length} replies understood as meant ` +
        `(${(100 * share).toFixed(1)} %); of those that ask for something outright ${run.length} of ${asking.length}`,
    );
    for (const { reply, run, questions } of missed)
      console.log(`missed ${reply.id} ${JSON.stringify(reply.body)}: did [${run}] asked [${questions}]`);
    expect(share).toBeGreaterThanOrEqual(floor);
  });

  test("none sends what was not meant", () => {
    const wrong = results.flatMap(({ reply, meant, run }) =>
      run.filter((each) => SENDS.test(each) && !meant.includes(each)).map((each) => `${reply.id}: ${each}`),
    );
    expect(wrong).toEqual([]);
  });

  test("one that is missed is answered with a suggestion", () => {
    const unanswered = missed.filter(({ questions }) => questions.length === 0);
    expect(unanswered.length, unanswered.map(({ reply }) => reply.body).join("\n")).toBeLessThanOrEqual(
      silent,
    );
  });
});

test("at least 200 replies are kept", () => {
  expect(repliesIn("free").length).toBeGreaterThanOrEqual(200);
});
