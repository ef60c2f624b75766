/** What a reply says, line by line and as a whole mail. */
import { expect, describe as group, test } from "vitest";
import { describe, readCommands } from "../../src/command/read.ts";

/** The commands of a mail, each in canonical words. */
function said(text: string): string[] {
  return readCommands(text, { subject: null }).commands.map(describe);
}

function guesses(text: string): (string | null)[] {
  return readCommands(text, { subject: null }).ignored.map(({ didYouMean }) => didYouMean);
}

group("a line", () => {
  test.each([
    ["1 3b", ["send 1 3b"]],
    ["1 3b, skip 2", ["send 1 3b", "skip 2"]],
    ["send all", ["send all"]],
    ["all but 2", ["send all but 2"]],
    ["1-3", ["send 1 2 3"]],
    ["2a-2c", ["send 2a 2b 2c"]],
    ["yes 1", ["send 1"]],
    ["no 3b", ["skip 3b"]],
    ["none", ["skip all"]],
    ["skip rest", ["skip rest"]],
    ["1, 2 to ana", ["send 1", "send 2 to ana"]],
    ["3 to ana, raj@example.com: a line, for you", ["send 3 to ana, raj@example.com: a line, for you"]],
    ["yes", ["yes"]],
    ["no", ["no"]],
    ["yes all", ["yes all"]],
    ["yes, also me", ["yes, also me"]],
    ["undo", ["undo"]],
    ["undo 3b", ["undo 3b"]],
    ["more", ["more"]],
    ["more 3", ["more 3"]],
    ["pending", ["pending"]],
    ["help remind", ["help remind"]],
  ])("%s", (line, expected) => {
    expect(said(line)).toEqual(expected);
  });
});

test("the transcript's example is read as printed in the letters", () => {
  const text =
    "1a, 2\n3a: saw this and thought of your boat\nskip 1b\nsnoze 2 2d\n\nNell\nSent from my phone\n";
  expect(said(text)).toEqual(["send 1a", "send 2", "send 3a: saw this and thought of your boat", "skip 1b"]);
  expect(guesses(text)).toEqual(["snooze 2 2d", null, null]);
});

test("what she writes below a quote is read, the quote is not", () => {
  expect(
    said("On Thu, Jan 21, 2027 at 9:00 AM Sendalong\n<s@example.com> wrote:\n\n> send all\n> 1\n\nskip 1"),
  ).toEqual(["skip 1"]);
});
