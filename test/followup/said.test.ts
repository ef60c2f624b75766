/** What people say about what comes next: tables of their words, and what is none of it. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { outcomeOf, promisedDay, promisesIn } from "../../src/followup/said.ts";
import { inZone } from "../../src/time.ts";

/** A Wednesday, 4 PM in Copenhagen. */
const NOW = new Date("2027-01-20T15:00:00Z");

describe("the day they promise", () => {
  test.each([
    ["I'll get back to you Friday", "Fri 2027-01-22"],
    ["Thanks! I’ll get back to you on Friday.", "Fri 2027-01-22"],
    ["Interesting. Let me come back to you by Monday, travelling now.", "Mon 2027-01-25"],
    ["I will get back to you tomorrow", "Thu 2027-01-21"],
    ["Can I get back to you next Tuesday?", "Tue 2027-01-26"],
    ["I'll be back to you with this on Thursday, promise", "Thu 2027-01-21"],
    ["You'll hear from me on 28 January", "Thu 2027-01-28"],
    ["I'll let you know tomorrow morning", "Thu 2027-01-21"],
    ["I'll send it Friday", "Fri 2027-01-22"],
    ["I'll get back to you", null],
    ["I'll get back to you soon", null],
    ["I got back on Friday", null],
    ["See you Friday", null],
    ["Pitched, thank you. Third batch is rising.", null],
  ])("%s", (words, expected) => {
    const at = promisedDay(words, NOW, "Europe/Copenhagen");
    expect(at === null ? null : inZone(at, "Europe/Copenhagen").toFormat("ccc yyyy-MM-dd")).toBe(expected);
  });

  test("is a day of their own zone", () => {
    const late = new Date("2027-01-22T04:00:00Z");
    const at = promisedDay("I'll get back to you tomorrow", late, "Pacific/Honolulu");
    expect(inZone(at ?? new Date(0), "Pacific/Honolulu").toFormat("ccc HH:mm")).toBe("Fri 12:00");
  });
});

describe("what came of it", () => {
  test.each([
    ["Yes", "pitched", null],
    ["yes, last night", "pitched", null],
    ["Pitched, thank you. Third batch is rising.", "pitched", null],
    ["I did!", "pitched", null],
    ["Sent mine an hour ago", "pitched", null],
    ["No", "no", null],
    ["Not this time, sorry", "no", null],
    ["I didn't in the end", "no", null],
    ["Too late for me, try Raj.", "no", null],
    ["ran: https://crumb.example.com/sourdough", "ran", "https://crumb.example.com/sourdough"],
    ["It ran! https://crumb.example.com/a-b?c=1. Thank you", "ran", "https://crumb.example.com/a-b?c=1"],
    ["The piece is out: https://crumb.example.com/x", "ran", "https://crumb.example.com/x"],
    ["I was quoted in Crumb & Kettle today", "ran", null],
    ["Here's the article (https://crumb.example.com/x)", "ran", "https://crumb.example.com/x"],
    ["It went live this morning", "ran", null],
    ["You may like this: https://crumb.example.com/x", null, null],
    ["I ran into Peter yesterday", null, null],
    ["Yesterday was mad. What does she want to know?", null, null],
    ["Nothing heard yet", null, null],
    ["Who is the journalist?", null, null],
  ])("%s", (words, kind, link) => {
    expect(outcomeOf(words)).toEqual(kind === null ? null : { kind, link });
  });
});

describe("what she promises in a note", () => {
  test.each([
    ["I'll send you the tide-mill piece.", ["I'll send you the tide-mill piece"]],
    [
      "Lovely to see you. I’ll send you\nthe piece on mills tomorrow, and more.",
      ["I’ll send you the piece on mills tomorrow, and more"],
    ],
    [
      "I will introduce you to Dana! And I'll also look up the date.",
      ["I will introduce you to Dana", "I'll also look up the date"],
    ],
    ["I owe you a coffee", []],
    ["I'll be there at nine", []],
    ["You said you'll send me the piece", []],
    ["Thanks for lunch", []],
  ])("%s", (text, expected) => {
    expect(promisesIn(text)).toEqual(expected);
  });
});

test("no words of anybody stall it or throw", () => {
  const words = fc.array(
    fc.oneof(
      fc.constantFrom(
        "I'll ",
        "get back ",
        "to you ",
        "send ",
        "it ",
        "ran ",
        "is ",
        "out ",
        "Friday ",
        "https://x.test/",
        "yes ",
        "no ",
        ", ",
        "\n",
      ),
      fc.string(),
    ),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(words, (pieces) => {
      const text = pieces.join("");
      for (const said of promisesIn(text)) expect(said.length).toBeLessThanOrEqual(140);
      const at = promisedDay(text, NOW, "Asia/Kathmandu");
      expect(at === null || at > new Date(NOW.getTime() - 86_400_000)).toBe(true);
      expect(outcomeOf(text)?.link ?? "http").toMatch(/^http/);
    }),
  );
});
