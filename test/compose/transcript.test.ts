import { expect, test } from "vitest";
import { composed, sampleOf } from "./templates.ts";

test("what needs her stands first, then every clock, then the rest", () => {
  const { subject, text } = composed("transcript", "ordinary");
  expect(subject).toBe("Re: 3 queries for 5 people, first closes 10:00 PM (HARO, Wed noon)");
  expect(text).toMatch(/^Three will go, one is skipped, two lines need you\.\n/);
  const order = [
    "NEEDS YOU",
    "closed 40 min ago (4:00 PM ET). Pass it on anyway?",
    '"snoze 2 2d" is no word of mine',
    "snooze 2 2d",
    "WILL GO",
    "10:50 PM for you, in 10 min",
    "8:00 AM in Madrid and for you",
    'Until then "undo" stops all three',
    "I remind you: Peter Thu 2:00 PM",
    "DONE",
    'Not read as commands: "Nell"',
  ];
  const places = order.map((words) => text.indexOf(words));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test("when all is well the first line says it", () => {
  expect(composed("transcript", "all well").text).toMatch(
    /^Both will go: Peter at 10:50 PM, Ana Thu 8:00 AM\. "undo" until then\.\n/,
  );
});

test("what was stopped in time nobody saw", () => {
  expect(composed("transcript", "stopped").text).toMatch(/^Stopped\. Ana never saw it\.\n/);
});

test("what left before she wrote is said with its minute and a way out", () => {
  expect(composed("transcript", "too late").text).toMatch(
    /^Peter's left at 10:36 PM, 3 min before you wrote\. I can send a line\nafter it: "nudge 2b: please ignore the last one"\.\n/,
  );
});

test("prose gets one polite line and no list of errors", () => {
  const { text } = composed("transcript", "prose");
  expect(text).toMatch(/^I read your mail and found nothing to do in it\./);
  expect(text).not.toContain("lovely");
});

test("a second pass of the same query is told as sent before", () => {
  expect(composed("transcript", "much to tell").text).toContain(
    "1a  Joan Whitlock: already sent 9:14 AM, so not again",
  );
});

test("a rule that binds her too is said with what would lift it", () => {
  expect(composed("transcript", "much to tell").text).toContain(
    'Farah Aziz: not sent. You said "never farah haro". "ask farah" lifts it.',
  );
});

test("with announced follow-ups the hour of the nudge stands there", () => {
  expect(composed("transcript", "much to tell").text).toContain("I ask once in your name: Ana Thu 4:30 PM.");
});

test.each([
  [`Re: ${"a long subject ".repeat(12).trim()}`, `Re: ${"a long subject ".repeat(12).trim()}`],
  ["Re: Re: RE: hello", "Re: hello"],
  ["hello", "Re: hello"],
  [null, "Re: your mail"],
  ["", "Re: your mail"],
  ["Re: ", "Re: your mail"],
])("the subject of an answer to %j", (subject, expected) => {
  expect(composed("transcript", "skipped", { subject }).subject).toBe(expected);
});

test("a held-back person she named goes, and the rule is repeated", () => {
  const [first] = sampleOf("transcript", "all well").willGo;
  if (first === undefined) throw new Error("nothing goes");
  const { text } = composed("transcript", "all well", {
    willGo: [{ ...first, remarks: ["3rd to Peter in 8 days, the last unanswered"] }],
  });
  expect(text).toContain(
    "2b  Peter Grau: 10:50 PM for you, in 10 min\n    3rd to Peter in 8 days, the last unanswered.",
  );
});
