/**
 * Replies written freely, as from a phone, by somebody who has read the table of words and not the grammar:
 * several clients' signatures and quotes, courtesy, slips of the thumb, quote intros in nine languages.
 *
 * `meant` is what she wants done; `ask` the question that is the right answer to a line that must not run ("*": any
 * question, or silence). Figures: `npx vitest run --config test/vitest.config.ts test/command/free.test.ts`.
 */
import { readFileSync } from "node:fs";
import { expect, describe as group, test } from "vitest";
import type { Command } from "../../src/command/command.ts";
import { readCommands } from "../../src/command/read.ts";

interface Reply {
  readonly id: number;
  readonly body: string;
  readonly text: string;
  readonly meant: readonly string[];
  readonly ask?: string;
  readonly subject?: string;
}

/** `free` was written beside the first grammar and mended against; `held` after it, measured once before anything was mended. */
const FILES = ["free", "held"];

function repliesIn(file: string): Reply[] {
  const text = readFileSync(new URL(`../fixtures/command/${file}.jsonl`, import.meta.url), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Reply);
}

const judge = (reply: Reply) => {
  const { commands, ignored } = readCommands(reply.text, { subject: reply.subject ?? null });
  const run = commands.flatMap(single);
  const isRunAsMeant = [...run].sort().join("\n") === [...reply.meant].sort().join("\n");
  const questions = ignored.map(({ didYouMean }) => didYouMean).filter((guess) => guess !== null);
  const isAsked = reply.ask === undefined || reply.ask === "*" || questions.includes(reply.ask);
  return { reply, run, questions, isUnderstood: isRunAsMeant && isAsked };
};

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

group.each(FILES)("%s.jsonl", (file) => {
  const results = repliesIn(file).map(judge);
  const missed = results.filter(({ isUnderstood }) => !isUnderstood);

  test("95 % are understood as meant", () => {
    const share = 1 - missed.length / results.length;
    const asking = results.filter(({ reply }) => reply.ask === undefined && reply.meant.length > 0);
    const run = asking.filter(({ isUnderstood }) => isUnderstood);
    console.log(
      `${file}: ${results.length - missed.length} of ${results.length} replies understood as meant ` +
        `(${(100 * share).toFixed(1)} %); of those that ask for something outright ${run.length} of ${asking.length}`,
    );
    for (const { reply, run, questions } of missed)
      console.log(`missed ${reply.id} ${JSON.stringify(reply.body)}: did [${run}] asked [${questions}]`);
    expect(share).toBeGreaterThanOrEqual(0.95);
  });

  test("none sends what was not meant", () => {
    const wrong = results.flatMap(({ reply, run }) =>
      run
        .filter((each) => SENDS.test(each) && !reply.meant.includes(each))
        .map((each) => `${reply.id}: ${each}`),
    );
    expect(wrong).toEqual([]);
  });

  test("one that is missed is answered with a suggestion", () => {
    expect(missed.filter(({ questions }) => questions.length === 0).map(({ reply }) => reply.body)).toEqual(
      [],
    );
  });
});

test("at least 200 replies are kept", () => {
  expect(repliesIn("free").length).toBeGreaterThanOrEqual(200);
});
