/** What a reply says, line by line and as a whole mail. */
import { existsSync, readFileSync } from "node:fs";
import { expect, describe as group, test } from "vitest";
import { COMMAND_LINES } from "../../src/bounds.ts";
import type { Command } from "../../src/command/command.ts";
import { describe, readCommands } from "../../src/command/read.ts";
import { VERBS } from "../../src/command/verbs.ts";

/** The commands of a mail, each in canonical words. */
function said(text: string, subject: string | null = null): string[] {
  return readCommands(text, { subject }).commands.map(describe);
}

function guesses(text: string): (string | null)[] {
  return readCommands(text, { subject: null }).ignored.map(({ didYouMean }) => didYouMean);
}

const EMPTY: Omit<Command, "verb" | "line"> = {
  items: [],
  except: [],
  contacts: [],
  services: [],
  note: null,
  when: null,
  text: null,
};

group("the JSON of DESIGN 6", () => {
  test.each<[string, Partial<Command>[]]>([
    ["1 3b", [{ verb: "send", items: ["1", "3b"] }]],
    ["send 1 3b", [{ verb: "send", items: ["1", "3b"] }]],
    ["1-3", [{ verb: "send", items: ["1", "2", "3"] }]],
    ["2a-2c", [{ verb: "send", items: ["2a", "2b", "2c"] }]],
    ["yes 2", [{ verb: "send", items: ["2"] }]],
    ["no 3b", [{ verb: "skip", items: ["3b"] }]],
    ["none", [{ verb: "skip", items: "all" }]],
    ["send all", [{ verb: "send", items: "all" }]],
    ["all but 2", [{ verb: "send", items: "all", except: ["2"] }]],
    ["skip rest", [{ verb: "skip", items: "rest" }]],
    ["3b: saw this, and smiled", [{ verb: "send", items: ["3b"], note: "saw this, and smiled" }]],
    ["3 to ana, Raj@X.com", [{ verb: "send", items: ["3"], contacts: ["ana", "raj@x.com"] }]],
    [
      "1, 2 to ana",
      [
        { verb: "send", items: ["1"] },
        { verb: "send", items: ["2"], contacts: ["ana"] },
      ],
    ],
    [
      "1 3b, skip 2",
      [
        { verb: "send", items: ["1", "3b"] },
        { verb: "skip", items: ["2"] },
      ],
    ],
    ["yes", [{ verb: "yes" }]],
    ["no", [{ verb: "no" }]],
    ["yes all", [{ verb: "yes", text: "all" }]],
    ["yes, also me", [{ verb: "yes", text: "also me" }]],
    ["more", [{ verb: "more" }]],
    ["more 3", [{ verb: "more", items: ["3"] }]],
    ["why 3b", [{ verb: "why", items: ["3b"] }]],
    ["why not raj", [{ verb: "why", contacts: ["raj"] }]],
    ["show ana", [{ verb: "show", contacts: ["ana"] }]],
    ["Ana Ruiz", [{ verb: "show", contacts: ["ana ruiz"] }]],
    ["undo 3b", [{ verb: "undo", items: ["3b"] }]],
    ["always ana haro", [{ verb: "always", contacts: ["ana"], services: ["haro"] }]],
    ["always ana haro 0.8", [{ verb: "always", contacts: ["ana"], services: ["haro"], text: "0.8" }]],
    ["ask ana", [{ verb: "ask", contacts: ["ana"] }]],
    ["never raj haro", [{ verb: "never", contacts: ["raj"], services: ["haro"] }]],
    ["for ana, raj: note", [{ verb: "for", contacts: ["ana", "raj"], note: "note" }]],
    ["save", [{ verb: "save" }]],
    ["remind 3b fri 9am", [{ verb: "remind", items: ["3b"], when: "fri 9am" }]],
    ["remind 3d", [{ verb: "remind", when: "3d" }]],
    ["remind 3b after deadline", [{ verb: "remind", items: ["3b"], when: "after deadline" }]],
    ["snooze 2 3d", [{ verb: "snooze", items: ["2"], when: "3d" }]],
    ["done 4", [{ verb: "done", items: ["4"] }]],
    ['won 4 https://x.com/a,b "a line"', [{ verb: "won", items: ["4"], text: 'https://x.com/a,b "a line"' }]],
    ["nudge 3b: any luck", [{ verb: "nudge", items: ["3b"], note: "any luck" }]],
    ["thank 3", [{ verb: "thank", items: ["3"] }]],
    ["resend 4", [{ verb: "resend", items: ["4"] }]],
    ["sent 4", [{ verb: "sent", items: ["4"] }]],
    ["sent", [{ verb: "list", text: "sent" }]],
    ["Held back", [{ verb: "list", text: "held back" }]],
    ["fit haro", [{ verb: "list", text: "fit haro" }]],
    [
      'add Ana Ruiz ana@x.com: baking, "food science", -crypto; Madrid',
      [{ verb: "add", text: 'Ana Ruiz ana@x.com: baking, "food science", -crypto; Madrid' }],
    ],
    [
      "met Dana Wu dana@x.com at PRSA, podcasts, coffee in 3 weeks",
      [{ verb: "met", text: "Dana Wu dana@x.com at PRSA, podcasts, coffee in 3 weeks" }],
    ],
    ["ana + podcasts", [{ verb: "interest", contacts: ["ana"], text: "+podcasts" }]],
    ["ana - crypto", [{ verb: "interest", contacts: ["ana"], text: "-crypto" }]],
    ["ana new@x.com", [{ verb: "address", contacts: ["ana"], text: "new@x.com" }]],
    ["every 6w ana", [{ verb: "every", contacts: ["ana"], when: "6w" }]],
    ["pause ana 2w", [{ verb: "pause", contacts: ["ana"], when: "2w" }]],
    ["merge ana, ana ruiz", [{ verb: "merge", contacts: ["ana", "ana ruiz"] }]],
    ["forget ana", [{ verb: "forget", contacts: ["ana"] }]],
    ["test ana: sourdough", [{ verb: "test", contacts: ["ana"], text: "sourdough" }]],
    ["away till 12 may", [{ verb: "away", when: "12 may" }]],
    ["dry run", [{ verb: "dryrun" }]],
    ["admit 4", [{ verb: "admit", items: ["4"] }]],
    ["mute haro", [{ verb: "mute", services: ["haro"] }]],
    ["source haro", [{ verb: "source", services: ["haro"] }]],
    ["read last 3 days", [{ verb: "read", when: "last 3 days" }]],
    ["export", [{ verb: "export" }]],
    ["help remind", [{ verb: "help", text: "remind" }]],
  ])("%s", (line, expected) => {
    const { commands, ignored } = readCommands(line, { subject: null });
    expect(commands).toEqual(expected.map((each) => ({ ...EMPTY, line, ...each })));
    expect(ignored).toEqual([]);
  });
});

group("what is forgiven", () => {
  test.each([
    ["quotes", "“1 3b”", ["send 1 3b"]],
    ["quotes and a full stop outside", '"send all".', ["send all"]],
    ["backticks", "`skip 2`", ["skip 2"]],
    ["bold of a mail program", "*1 3b*", ["send 1 3b"]],
    ["bullets", "• 1\n• skip 2", ["send 1", "skip 2"]],
    ["capitals", "Skip Rest", ["skip rest"]],
    ["non-breaking spaces", "1\u00a03b", ["send 1 3b"]],
    ["invisible characters", "\u200bsend\u200b 1\ufeff", ["send 1"]],
    ["full-width digits", "１ ３ｂ", ["send 1 3b"]],
    ["and, &", "1 and 2 & 3b", ["send 1", "send 2", "send 3b"]],
    ["please and thanks", "Please send 1, thanks!", ["send 1"]],
    ["a hash", "#1", ["send 1"]],
    ["ok before it", "ok 2", ["send 2"]],
    ["to after yes", "Yes to 1", ["send 1"]],
    ["the answer after the item", "1 yes, 2 no", ["send 1", "skip 2"]],
    ["the answer after a colon", "1: yes\n2: no thanks", ["send 1", "skip 2"]],
    ["an address written twice", "3 to raj@x.com<mailto:raj@x.com>", ["send 3 to raj@x.com"]],
    ["a thumb up", "1a 👍", ["send 1a"]],
  ])("%s", (_case, text, expected) => {
    expect(said(text)).toEqual(expected);
  });
});

group("bare items go on with the verb before them", () => {
  test.each([
    ["skip 2, 3", ["skip 2", "skip 3"]],
    ["undo 2a, 3", ["undo 2a", "undo 3"]],
    ["more 3, 1", ["more 3", "more 1"]],
    ["1, skip 2, 3", ["send 1", "skip 2", "skip 3"]],
    ["1 to ana, 2 to raj", ["send 1 to ana", "send 2 to raj"]],
    ["snooze 2, 3 3d", ["snooze 2 3 3d"]],
    ["snooze 2 3d, skip 3", ["snooze 2 3d", "skip 3"]],
  ])("%s", (line, expected) => {
    expect(said(line)).toEqual(expected);
  });
});

group("what cannot be surely meant is not run", () => {
  test.each([
    "1, 2 of them are great",
    "1 of my friends said yes",
    "2 days ago I wrote to him",
    "3 is great but she is ill",
    "yes but only if he agrees",
    "don't send 2",
    "not 3",
    "do not send anything",
    "Please don’t send 1a",
    "send 1?",
    "1 or 2",
    "no. 3",
    "no, 3",
    "1. skip",
    "1)",
    "10:30 works for me",
    "12 May 2027",
    "2027",
    "+45 12 34 56 78",
    "3-1",
    "1a-3b",
    "1-900",
    "All,",
    "All good here",
    "all: see below",
    "yes and no",
    "1 2 skip 3",
    "send 3 to",
    "2 👎",
    "nudge all",
    "always ana",
    "merge ana",
    "2: not for him",
    "1a: saw this, 2b: for your book",
    "3b:",
  ])("%s", (line) => {
    expect(said(line)).toEqual([]);
  });

  test.each([
    ["a condition on the next line", "1 3b\nbut only if Ana is free"],
    ["a date on the next line", "send 1\ntomorrow morning"],
    ["a change of mind", "send 1\n\nActually, don't. I'll call her."],
    ["a change of mind behind thanks", "send all\n\nThanks! No wait, not yet."],
    ["a line that declines part of it", "send all\ndon't send 2"],
    ["the same item declined", "send 2\nskip 2"],
  ])("%s makes a question of what stands above", (_case, text) => {
    expect(said(text).filter((each) => each.startsWith("send"))).toEqual([]);
    expect(guesses(text).some((guess) => guess?.startsWith("send"))).toBe(true);
  });

  test("send all beside skip 2 leaves 2 out", () => {
    expect(said("send all, skip 2")).toEqual(["send all but 2", "skip 2"]);
    expect(said("1\nskip 1b")).toEqual(["send 1 but 1b", "skip 1b"]);
    expect(said("1 2, skip 2")).toEqual(["send 1", "skip 2"]);
    expect(said("all\nskip 1-2\nskip 2")).toEqual(["send all but 1 2", "skip 1 2", "skip 2"]);
  });
});

group("a personal line", () => {
  test("goes on until a blank line", () => {
    expect(said("3b: saw this\nand thought of you\n\nskip 2")).toEqual([
      "send 3b: saw this\nand thought of you",
      "skip 2",
    ]);
  });

  test("goes on until the next command, a misspelt one too", () => {
    expect(said("3b: saw this\nskip 2")).toEqual(["send 3b: saw this", "skip 2"]);
    expect(said("3b: saw this\nskp 2\n1")).toEqual(["send 3b: saw this", "send 1"]);
  });

  test.each(["Sent from my iPhone", "-- ", "> quoted", "ref: q7m2x4kd9tz0b6ra8nw3ce5vyh"])(
    "does not swallow %s",
    (line) => {
      expect(said(`3b: saw this\n${line}`)).toEqual(["send 3b: saw this"]);
    },
  );

  test("belongs to the last command before the colon", () => {
    expect(said("1 2 4, 3 to ana: saw this and thought of you")).toEqual([
      "send 1 2 4",
      "send 3 to ana: saw this and thought of you",
    ]);
  });

  test("keeps every character she typed", () => {
    expect(said("3b: “Schöne Grüße”, 100 % you; see https://x.com/a?b=c …!")).toEqual([
      "send 3b: “Schöne Grüße”, 100 % you; see https://x.com/a?b=c …!",
    ]);
  });
});

group("a whole mail", () => {
  test("the transcript's example is read as printed in the letters", () => {
    const text =
      "1a, 2\n3a: saw this and thought of your boat\nskip 1b\nsnoze 2 2d\n\nNell\nSent from my phone\n";
    expect(said(text)).toEqual([
      "send 1a",
      "send 2",
      "send 3a: saw this and thought of your boat",
      "skip 1b",
    ]);
    expect(readCommands(text, { subject: null }).ignored).toEqual([
      { line: "snoze 2 2d", didYouMean: "snooze 2 2d" },
      { line: "Nell", didYouMean: null },
      { line: "Sent from my phone", didYouMean: null },
    ]);
  });

  test("a ready-made answer runs with the phone's signature above its ref line", () => {
    expect(said("1a\r\n\r\nSent from my iPhone\r\n\r\nref: q7m2x4kd9tz0b6ra8nw3ce5vyh\r\n")).toEqual([
      "send 1a",
    ]);
    expect(said("ref: q7m2x4kd9tz0b6ra8nw3ce5vyh\r\n\r\n1a")).toEqual(["send 1a"]);
  });

  test.each([
    "Hi,",
    "Hello Sendalong,",
    "Guten Morgen!",
    "Bonjour,",
    "Hola,",
    "Buongiorno,",
    "Olá,",
    "Hoi,",
    "Hej!",
    "Привет,",
    "こんにちは",
    "Thanks for these!",
    "Great, thank you.",
  ])("%s stands before the first command", (greeting) => {
    expect(said(`${greeting}\n\n1 3b`)).toEqual(["send 1 3b"]);
  });

  test("prose ends the reading, and what stands below it is offered, not run", () => {
    const text = "skip 2\nThe rest I have to think about.\n\nsend 1";
    expect(said(text)).toEqual(["skip 2"]);
    expect(guesses(text)).toEqual([null, "send 1"]);
  });

  test("a misspelt line does not end it", () => {
    expect(said("skp 2\nsend 1")).toEqual(["send 1"]);
  });

  test("a signature card below the commands does nothing", () => {
    const card = "Nell Owner - Communications\nnell@example.com\n12 34 56 78\nNell Owner nell@example.com";
    expect(said(`1a\n\n${card}`)).toEqual(["send 1a"]);
  });

  test("a name counts only as the whole mail", () => {
    expect(said("ana")).toEqual(["show ana"]);
    expect(said("skip 1\nana")).toEqual(["skip 1"]);
    expect(said("thanks!")).toEqual([]);
  });

  test("a subject is one more first line, and the same command in both runs once", () => {
    expect(said("", "pending")).toEqual(["pending"]);
    expect(said("mute haro\nskip 2", "Mute HARO")).toEqual(["mute haro", "skip 2"]);
    expect(said("1 3b", "a question")).toEqual(["send 1 3b"]);
    expect(said("", "Ana")).toEqual(["show ana"]);
  });

  test("a long add that a window broke is put together again", () => {
    const text =
      'add Lou Brandt lou@example.net: ferries, trains, "night buses", harbour\ntowns; Oslo\nskip 2';
    expect(said(text)).toEqual([
      'add Lou Brandt lou@example.net: ferries, trains, "night buses", harbour towns; Oslo',
      "skip 2",
    ]);
  });

  test("more lines than a mail may hold are not run", () => {
    const lines = Array.from({ length: COMMAND_LINES + 20 }, (_, at) => `more ${at + 1}`);
    expect(said(lines.join("\n"))).toHaveLength(COMMAND_LINES);
  });
});

group("the table", () => {
  test.each(VERBS.flatMap(({ verb, examples }) => examples.map((example) => [example, verb])))(
    "%s is read as %s",
    (example, verb) => {
      expect(readCommands(example, { subject: null }).commands.map((each) => each.verb)).toEqual([verb]);
    },
  );

  test("each verb stands once", () => {
    const verbs = VERBS.map(({ verb }) => verb);
    expect(new Set(verbs).size).toBe(verbs.length);
  });
});

const corpus = new URL("../../../shared/corpora/replies/cases.jsonl", import.meta.url);

group.skipIf(!existsSync(corpus))("public replies of other projects (where they are at hand)", () => {
  const cases = (existsSync(corpus) ? readFileSync(corpus, "utf8").trim().split("\n") : []).map(
    (line) => JSON.parse(line) as { id: string; text: string; reply: string },
  );

  test("a command in place of what was written runs, and nothing below it", () => {
    const wrong = cases.filter(({ text, reply }) => {
      const at = text.replaceAll("\r\n", "\n").indexOf(reply);
      return (
        at >= 0 && said(`skip 2${text.replaceAll("\r\n", "\n").slice(at + reply.length)}`).join() !== "skip 2"
      );
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  test("as they are, none of them is a command", () => {
    expect(cases.filter(({ text }) => said(text).length > 0).map(({ id }) => id)).toEqual([]);
  });
});
