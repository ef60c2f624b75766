/** "Did you mean": what a line that is nearly a command is answered with. */
import { expect, test } from "vitest";
import { nearest } from "../../src/command/slips.ts";
import { suggest } from "../../src/command/suggest.ts";

test.each([
  ["a verb misspelt", "snoze 2 2d", "snooze 2 2d"],
  ["letters swapped", "sned 1 3b", "send 1 3b"],
  ["in the second piece", "1a, skpi 2", "send 1a, skip 2"],
  ["a word of her own", "submit 3 to Tobias", "send 3 to tobias"],
  ["a request", "Could you send 1a?", "send 1a"],
  ["a negation", "please don't send 2", "skip 2"],
  ["a negation behind a command", "send 1, not 2", "send 1, skip 2"],
  ["a thumb down", "2 👎", "skip 2"],
  ["a dash for a colon", "1a - saw this and thought of you", "send 1a: saw this and thought of you"],
  ["a number in words", "skip two", "skip 2"],
  ["a doubt", "Maybe 1a? Let me think about it", "send 1a"],
  ["a question", "would it be ok to send 2b even though she had two?", "send 2b"],
  ["a contrary reason", "1a, she is on leave", "send 1a"],
  ["a date for a send", "send 3b tomorrow", "snooze 3b tomorrow"],
  ["no date", "snooze 2", "snooze 2 2d"],
  ["no list", "always ana", "always ana haro"],
  ["no colon", "test ana sourdough", "test ana: sourdough"],
  ["a verb alone", "won", "help won"],
  ["yes in other words", "Sure, go ahead", "yes"],
  ["yes in another language", "ja", "yes"],
  ["stop", "Stop!", "undo"],
  ["a command within a sentence", "not sure he has it, so sent 4?", "sent 4"],
  ["which one?", "Send it.", "help send"],
  ["a numbered point", "1. skip", "skip 1"],
  ["an answer where a line would stand", "2: not for him", "skip 2"],
])("%s", (_case, line, expected) => {
  expect(suggest(line)).toBe(expected);
});

test.each([
  "Thanks, I'll look at these tonight.",
  "1 of my friends said she would love this",
  "2 days ago I wrote to him",
  "3 is great but she is in hospital",
  "Send my love to everyone",
  "Not sure yet, ask me on Friday please",
  "June",
  "",
])("prose gets none: %s", (line) => {
  expect(suggest(line)).toBeNull();
});

test.each([
  ["pendng", "pending"],
  ["hlep", "help"],
  ["snd", "send"],
  ["boat", null],
  ["it", null],
])("the verb nearest to %s is %s", (word, expected) => {
  expect(nearest(word, ["send", "pending", "help", "undo"])).toBe(expected);
});
