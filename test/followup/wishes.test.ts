/** What contacts ask for in plain words, and what only looks like it. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { wishesIn } from "../../src/followup/wishes.ts";

const kinds = (words: string) => wishesIn(words).map(({ kind }) => kind);

test.each([
  "Stop",
  "stop please.",
  "STOP!",
  "Unsubscribe",
  "Please unsubscribe me.",
  "Hi Nell, please stop sending me these. Thanks, Ana",
  "Please don't send me any more queries",
  "no more of these please",
  "No more, thanks.",
  "Remove me from your list.",
  "take me off this list please",
  "Could you stop forwarding these to me?",
  "I don't want any more of these.",
  "do not email me",
  "Bitte keine Anfragen mehr.",
  "Thanks Nell, but stop.",
  "Opt out",
])("%s is a stop", (words) => expect(kinds(words)).toEqual(["stop"]));

test.each([
  ["pause till june", "june"],
  ["Please pause until 1 June.", "1 June"],
  ["Nothing until September please", "September"],
  ["Could you hold off until Monday?", "Monday"],
  ["Thanks! Pause for 3 weeks, please.", "3 weeks"],
  ["I'm away until 12 May", "12 May"],
])("%s is a pause", (words, when) => expect(wishesIn(words)).toEqual([{ kind: "pause", when }]));

test.each([
  "less",
  "Less, please.",
  "fewer of these please",
  "Could you send fewer?",
  "Not so many please",
  "Too many of these.",
  "less often",
])("%s asks for fewer", (words) => expect(kinds(words)).toEqual(["less"]));

test.each([
  ["only food", ["food"]],
  ["Only food and wine please.", ["food", "wine"]],
  ["Just send me podcasts", ["podcasts"]],
  ["Food only, thanks", ["food"]],
  ["Please only send queries about ocean science", ["ocean science"]],
])("%s narrows", (words, subjects) => expect(wishesIn(words)).toEqual([{ kind: "only", subjects }]));

test.each([
  "Forget me",
  "Please forget me.",
  "Please delete my data.",
  "Delete all my personal data you hold on me",
  "Erase everything you have about me",
  "Stop. And delete my data.",
])("%s is a wish to be forgotten", (words) => expect(kinds(words)).toEqual(["forget"]));

test.each(["Start again", "You can send me queries again", "please resume"])(
  "%s lifts nothing by itself, but is read",
  (words) => expect(kinds(words)).toEqual(["resume"]),
);

test.each([
  "I can't stop thinking about this one",
  "I'll stop by on Friday",
  "We stopped using yeast in 2019.",
  "Only just saw this, too late?",
  "Only if there is time",
  "I have less than an hour",
  "They pause the dough for an hour until it doubles.",
  "Don't forget me on Friday!",
  "No more than 300 words, right?",
  "Happy to do it. Don't send it to Raj, he has enough.",
  "Pitched, thank you.",
  "yes",
  "I would love to, only the deadline is hard",
  "Can you remove my old address from the thread?",
  "I only have a phone number for them.",
  "more please",
  "too late for me",
  "I don't want to miss this",
  "One more question: who reads it?",
])("%s asks for nothing", (words) => expect(wishesIn(words)).toEqual([]));

test("a wish below other words counts, one in a long story does not", () => {
  expect(kinds("Thanks for thinking of me.\n\nPlease stop sending these.\n\nAna")).toEqual(["stop"]);
  expect(
    kinds(`When I was little my father used to say ${"so much ".repeat(12)} that one must stop`),
  ).toEqual([]);
});

test("no words make it throw or stall", () => {
  const words = fc.array(
    fc.constantFrom(
      "stop",
      "please",
      "only",
      "until",
      "no more",
      "of",
      "these",
      ",",
      ".",
      "\n",
      "Nell",
      "send me",
      "-",
      "food",
    ),
  );
  fc.assert(fc.property(words, (said) => void wishesIn(said.join(" "))));
  expect(wishesIn("please ".repeat(5000))).toEqual([]);
});
