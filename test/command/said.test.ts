/** The same wishes said in other words, and what must not be taken for one. */
import { expect, describe as group, test } from "vitest";
import { aboutOnly, codesFor, withCodes } from "../../src/command/about.ts";
import { describe, readCommands } from "../../src/command/read.ts";

const read = (text: string) => readCommands(text, { subject: null });
const said = (text: string): string[] => read(text).commands.map(describe);

group("a wish in her own words", () => {
  test.each([
    ["fwd 1a n 2b", "send 1a 2b"],
    ["forward 3 to lou", "send 3 to lou"],
    ["Go ahead with 2, thanks", "send 2"],
    ["Could you please send 1a", "send 1a"],
    ["2 a and 3.b", "send 2a, send 3b"],
    ["1+2b", "send 1 2b"],
    ["Two and four, please.", "send 2, send 4"],
    ["lou for 2", "send 2 to lou"],
    ["nobody for 2", "skip 2"],
    ["2: only lou", "send 2 to lou"],
    ["2b (Lou)", "send 2b to lou"],
    ["3a with this line on top: made for you", "send 3a: made for you"],
    ["My picks: 1a, 3b", "send 1a, send 3b"],
    ["Lovely. 1a. Have a nice weekend!", "send 1a"],
    ["None of them, sorry", "skip all"],
    ["Oops, undo that", "undo"],
    ["take back 2a", "undo 2a"],
    ["4 went out, leave it", "sent 4"],
    ["send it again", "resend"],
    ["Done, he rang me.", "done"],
    ["snooze 2 until friday", "snooze 2 friday"],
    ["nudge him please", "nudge"],
    ["nudge lou", "nudge lou"],
    ["pause lou and ana 2w", "pause lou, ana 2w"],
    ["ask lou, ana", "ask lou, ana"],
    ["never lou sos from now on", "never lou sos"],
    ["I'll be away until monday", "away till monday"],
    ["Lou's new address is lou@example.net", "lou lou@example.net"],
    ["Show me what failed", "failed"],
    ["dry run first", "dry run"],
    ["why not lou for 2?", "why not lou 2"],
    ["Yes, that's her", "yes"],
    ["No, it was somebody else", "no"],
  ])("%s", (text, meant) => {
    expect(said(text).join(", ")).toBe(meant);
  });

  test("item and verb may stand in one sentence each", () => {
    expect(said("skip 2a. never lou haro.")).toEqual(["skip 2a", "never lou haro"]);
    expect(said("1a, rest no thanks")).toEqual(["send 1a", "skip rest"]);
  });
});

group("not surely a wish", () => {
  test.each([
    "Can you send 1a?",
    "Two of them",
    "send one",
    "Tom says: send 1",
    "If she asks: 1a",
    "don't send: 1a",
    "1 a day is enough",
    "Yes, that's him, but wait",
    "No, it was fine, send 1",
    "Done with lunch. 2 more to go",
    "going ahead with 2 is risky",
    "forward",
    "3b: maybe",
    "sned 1a",
  ])("%s", (text) => {
    expect(said(text)).toEqual([]);
  });

  test("a line that was to go on is not sent as half of it", () => {
    expect(read("3a: Lou, two things:\n\n- they close on Friday")).toMatchObject({
      commands: [],
      ignored: [{ didYouMean: "send 3a" }, { didYouMean: null }],
    });
    expect(said("3a: Hi Lou,\nthis one is yours")).toEqual(["send 3a: Hi Lou,\nthis one is yours"]);
  });

  test("what the same mail sends and declines is neither", () => {
    expect(said("send 1, skip 1")).toEqual([]);
    expect(said("1 2, skip 2")).toEqual(["send 1", "skip 2"]);
  });
});

test("an answer between the lines of a marked quote is read to its end", () => {
  const mail =
    "> 1  Night trains\n> 1a  Ana\n\nsend 1a\n\n> 2  Bees\n> 2a  Lou\n\nskip 2\n\n> mail 12\n\n-- \nNell\n3";
  expect(said(mail)).toEqual(["send 1a", "skip 2"]);
  expect(said("send 1a\n\n> 2  Bees\n\nskip 2")).toEqual(["send 1a"]);
});

test("a name stands for the code of whoever bears it in the letter", () => {
  const people = new Map([
    ["1a", "Ana Ruiz"],
    ["1b", "Peter Grau"],
    ["2a", "Peter Grau"],
  ]);
  const meant = (text: string) =>
    read(text).commands.map((command) => {
      const known = withCodes(command, people);
      return known === null ? null : describe(known);
    });
  expect(meant("everyone except Peter")).toEqual(["send all but 1b 2a"]);
  expect(meant("send all, skip Ana")).toEqual(["send all but 1a", "skip 1a"]);
  expect(meant("Send it to Ana please")).toEqual(["send 1a"]);
  expect(meant("send 1 to both of them")).toEqual(["send 1a 1b"]);
  expect(meant("send it to Peter")).toEqual([null]);
  expect(meant("all but Lou")).toEqual([null]);
  expect(meant("2 to both")).toEqual([null]);
});

test("a verb alone is about the one thing its letter is about", () => {
  const [done] = read("done").commands;
  if (done === undefined) throw new Error("it was not read");
  expect(aboutOnly(done, "4").items).toEqual(["4"]);
  expect(aboutOnly(done, null).items).toEqual([]);
  expect(aboutOnly({ ...done, items: ["2"] }, "4").items).toEqual(["2"]);
});

test("names that stand under one code each are what she may have meant", () => {
  const people = new Map([
    ["1a", "Ana Ruiz"],
    ["1b", "Peter Grau"],
    ["2a", "Peter Grau"],
  ]);
  expect(codesFor("Ana please", people)).toBe("send 1a");
  expect(codesFor("Peter", people)).toBeNull();
  expect(codesFor("Ana and who else", people)).toBeNull();
});
