/** Laws of reading replies, tried on text that speaks mail: commands, prose with numbers in it, quotes of many clients. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Command, Reading } from "../../src/command/command.ts";
import { describe, readCommands } from "../../src/command/read.ts";

const read = (text: string): Reading => readCommands(text, { subject: null });
const said = (text: string): string[] => read(text).commands.map(describe);
const bare = ({ line: _line, ...rest }: Command) => rest;

const item = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.constantFrom("", "", "a", "b", "c"))
  .map(([number, letter]) => `${number}${letter}`);
const items = fc.oneof(
  fc
    .array(item, { minLength: 1, maxLength: 4 })
    .chain((list) => fc.constantFrom(" ", ", ", " and ").map((by) => list.join(by))),
  fc.constantFrom("all", "rest", "all but 2", "1-3", "2a-2c", "everything", "the rest"),
);
const name = fc.constantFrom("ana", "Raj Mehta", "lou@example.net", "jean-paul", "Zoë", "O'Neil", "may");
const note = fc.constantFrom(
  "saw this",
  "no pressure, but",
  "2 minutes?",
  "skip to the end",
  "it's at 9:30, see https://example.com/a:b",
);
const when = fc.constantFrom("fri 9am", "3d", "in 2 weeks", "tomorrow", "12 may", "after deadline");
const verb = fc.constantFrom(
  "send",
  "skip",
  "yes",
  "no",
  "undo",
  "more",
  "why",
  "done",
  "nudge",
  "thank",
  "resend",
  "sent",
  "snooze",
  "remind",
  "Send",
  "snd",
  "skp",
  "not",
  "don't send",
  "forward",
  "please send",
  "ok",
);

/** Lines that are commands, nearly commands, or prose that begins like one. */
const line = fc.oneof(
  { weight: 4, arbitrary: items },
  { weight: 6, arbitrary: fc.tuple(verb, items).map((words) => words.join(" ")) },
  { weight: 2, arbitrary: fc.tuple(verb, items, when).map((words) => words.join(" ")) },
  { weight: 3, arbitrary: fc.tuple(items, note).map((words) => words.join(": ")) },
  {
    weight: 3,
    arbitrary: fc.tuple(items, name, name).map(([which, one, two]) => `${which} to ${one}, ${two}`),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(line_("always", "never", "ask", "pause", "every 6w", "forget", "show", "for"), name)
      .map((words) => words.join(" ")),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(items, line_("of them are great", "is fine but", "days ago", "👎", "yes", "no", "?"))
      .map((words) => words.join(" ")),
  },
  {
    weight: 2,
    arbitrary: line_(
      "",
      "yes",
      "no",
      "undo",
      "none",
      "pending",
      "help",
      "more",
      "Hi,",
      "Thanks!",
      "Nell",
      "Best,",
      "> 1",
      "-- ",
      "sent",
      "held back",
      "yes, also me",
      "Actually, wait",
      "but only if she can",
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(name, fc.constantFrom("+ podcasts", "- crypto", "new@example.com"))
      .map((words) => words.join(" ")),
  },
);
function line_(...lines: string[]): fc.Arbitrary<string> {
  return fc.constantFrom(...lines);
}
const decorated = fc
  .tuple(
    line_("", "", "", "- ", "“", "`", "please "),
    line,
    line_("", "", "", ".", "!", ",", "”", "`", " please", " and 3"),
  )
  .map((parts) => parts.join(""));
const lines = fc.array(decorated, { minLength: 1, maxLength: 8 });

/** The whole of an unmarked quote, or the intro of a marked one, as clients write it. */
const MARKED = [
  "On Wed, Mar 3, 2027 at 8:14 AM Sendalong <s@example.com> wrote:",
  "On Wed, 3 Mar 2027 at 08:14, Sendalong for June Marlow of the harbour office\n<s@example.com> wrote:",
  "Am Mi., 3. März 2027 um 08:14 Uhr schrieb Sendalong <s@example.com>:",
  "Le mer. 3 mars 2027 à 08:14, Sendalong <s@example.com> a écrit :",
  "El mié, 3 mar 2027 a las 8:14, Sendalong (<s@example.com>)\nescribió:",
  "Il giorno mer 3 mar 2027 alle ore 08:14 Sendalong <s@example.com> ha scritto:",
  "Em qua., 3 de mar. de 2027 às 08:14, Sendalong <s@example.com>\nescreveu:",
  "Op wo 3 mrt 2027 om 08:14 schreef Sendalong <s@example.com>:",
  "Den ons. 3. mar. 2027 kl. 08.14 skrev Sendalong <s@example.com>:",
  "ke 3. maalisk. 2027 klo 8.14 Sendalong (s@example.com) kirjoitti:",
  "śr., 3 mar 2027 o 08:14 Sendalong <s@example.com> napisał(a):",
  "ср, 3 мар. 2027 г. в 08:14, Sendalong <s@example.com>:",
  "2027年3月3日(水) 8:14 Sendalong <s@example.com>:",
];
const UNMARKED = [
  "-----Original Message-----\nFrom: Sendalong <s@example.com>\nSent: Wednesday, March 3, 2027 8:14 AM\nTo: June <june@example.org>\nSubject: 3 queries\n",
  "________________________________\nFrom: Sendalong <s@example.com>\nSent: Wednesday, March 3, 2027 8:14 AM\nTo: June <june@example.org>\nSubject: 3 queries\n",
  "Von: Sendalong <s@example.com>\nGesendet: Mittwoch, 3. März 2027 08:14\nAn: June <june@example.org>\nBetreff: 3 queries\n",
  "De : Sendalong <s@example.com>\nEnvoyé : mercredi 3 mars 2027 08:14\nÀ : June <june@example.org>\nObjet : 3 queries\n",
  "Da: Sendalong <s@example.com>\nInviato: mercoledì 3 marzo 2027 08:14\nA: June <june@example.org>\nOggetto: 3 queries\n",
  "-------- Original message --------\nFrom: Sendalong <s@example.com>\nDate: 3/3/27 08:14 (GMT+01:00)\nTo: June <june@example.org>\nSubject: 3 queries\n",
  "Sent from my iPhone\n\nOn Wednesday, March 3, 2027, 8:14 AM, Sendalong <s@example.com> wrote:\n",
  "Begin forwarded message:\n",
  "-- \nJune Marlow\n",
];
const marked = fc
  .tuple(fc.constantFrom("", ...MARKED), fc.constantFrom("> ", ">", "> > "), lines)
  .map(([intro, mark, quoted]) => `${intro}\n${quoted.map((each) => mark + each).join("\n")}`);
const unmarked = fc
  .tuple(fc.constantFrom(...MARKED.map((intro) => `${intro}\n`), ...UNMARKED), lines)
  .map(([head, quoted]) => `${head}\n${quoted.filter((each) => !each.startsWith(">")).join("\n")}`);

test("quoting any text never makes a command run", () => {
  fc.assert(
    fc.property(fc.oneof(marked, unmarked), (quote) => {
      expect(said(quote)).toEqual([]);
    }),
    { numRuns: 400 },
  );
});

test("a quote below the commands adds none", () => {
  fc.assert(
    fc.property(fc.oneof(marked, unmarked), (quote) => {
      expect(said(`skip 2\n\n${quote}`)).toEqual(["skip 2"]);
    }),
    { numRuns: 500 },
  );
});

test("a marked quote above the commands adds none", () => {
  fc.assert(
    fc.property(marked, (quote) => {
      expect(said(`${quote}\n\nskip 2`)).toEqual(["skip 2"]);
    }),
    { numRuns: 500 },
  );
});

test("what a narrow window breaks off a quoted line is not run", () => {
  const prose = fc.array(
    fc.constantFrom("three", "queries", "fit", "send", "all", "1a", "2", "skip", "yes", "(query);"),
    {
      minLength: 14,
      maxLength: 40,
    },
  );
  fc.assert(
    fc.property(prose, fc.integer({ min: 68, max: 78 }), (words, width) => {
      const all = `> ${words.join(" ")}`;
      if (all.length <= width) return;
      const cut = all.lastIndexOf(" ", width);
      expect(said(`${all.slice(0, cut)}\n${all.slice(cut + 1, cut + 1 + width)}\n> and so on`)).toEqual([]);
    }),
  );
});

/** Items that stand in the text, ranges spelled out by the two ends around them. */
function named(text: string): (wanted: string) => boolean {
  const plain = text.toLowerCase().normalize("NFKC");
  const written = new Set(plain.match(/(?<![\w])\d{1,3}[a-z]?(?!\w)/g) ?? []);
  const ranges = [...plain.matchAll(/(\d{1,3})([a-z]?)-(\d{1,3})?([a-z]?)/g)];
  return (wanted) =>
    written.has(wanted) ||
    ranges.some(([, from = "", a, to = from, b]) => {
      const [, number = "", letter = ""] = /^(\d+)([a-z]?)$/.exec(wanted) ?? [];
      return a === ""
        ? +from <= +number && +number <= +to
        : number === from && (a ?? "") <= letter && letter <= (b ?? "");
    });
}

test("no answer sends what it does not name", () => {
  fc.assert(
    fc.property(lines, (mail) => {
      const text = mail.join("\n");
      const isNamed = named(text);
      for (const { verb: what, items: which, contacts } of read(text).commands) {
        if (!["send", "nudge", "thank", "resend"].includes(what)) continue;
        if (typeof which === "string")
          expect(text.toLowerCase()).toMatch(which === "all" ? /all|every/ : /rest|other|else/);
        else for (const each of which) expect([each, isNamed(each)]).toEqual([each, true]);
        for (const contact of contacts) expect(text.toLowerCase()).toContain(contact);
      }
    }),
    { numRuns: 500 },
  );
});

test("a line sends only when all of it is understood", () => {
  fc.assert(
    fc.property(
      decorated,
      fc.constantFrom(" frobnicate", ", frobnicate the boat", " unless it rains", " or not"),
      (each, more) => {
        if (/:|^.?(?:add|met|test)|"|“|to |for |ana|raj|lou|may|jean|zo|o'n/i.test(each)) return;
        expect(said(each + more).filter((command) => command.startsWith("send"))).toEqual([]);
      },
    ),
    { numRuns: 500 },
  );
});

/** Words that take back, doubt, or tie to a condition. */
const CONTRARY = [
  ...["not", "never", "don't", "maybe", "perhaps", "if she agrees", "unless he is out", "I think", "I guess"],
  ...[
    "should we",
    "possibly",
    "but wait",
    "only when they ask",
    "until Monday",
    "instead",
    "or",
    "probably",
    "I doubt it",
  ],
];

test("a word of doubt, denial or condition anywhere in a sentence keeps it from sending", () => {
  const sentence = fc.constantFrom(
    "please send 1a",
    "1a and 3b please",
    "Lovely selection, send 1a",
    "1a can go",
    "I'm on the train, send 1a",
    "send 1a, she would be perfect",
    "send it to Ana",
    "3 to both of them",
  );
  fc.assert(
    fc.property(sentence, fc.constantFrom(...CONTRARY), fc.nat(12), (text, word, at) => {
      const words = text.split(" ");
      words.splice(Math.min(at, words.length), 0, word);
      const sent = read(words.join(" ")).commands.filter(({ verb: what }) => what === "send");
      expect([words.join(" "), sent.map(describe)]).toEqual([words.join(" "), []]);
    }),
    { numRuns: 1000 },
  );
});

test("a command read again from its own words is the same command", () => {
  fc.assert(
    fc.property(lines, (mail) => {
      for (const command of read(mail.join("\n")).commands)
        expect(read(describe(command)).commands.map(bare)).toEqual([bare(command)]);
    }),
    { numRuns: 400 },
  );
});

test("every suggestion is a command, and was not run", () => {
  fc.assert(
    fc.property(lines, (mail) => {
      for (const { didYouMean } of read(mail.join("\n")).ignored)
        if (didYouMean !== null)
          expect([didYouMean, said(didYouMean).length > 0]).toEqual([didYouMean, true]);
    }),
    { numRuns: 400 },
  );
});

test("line ends do not matter", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        lines.map((mail) => mail.join("\n")),
        marked,
        unmarked,
      ),
      (text) => {
        expect(read(text.replaceAll("\n", "\r\n"))).toEqual(read(text));
        expect(read(text.replaceAll("\n", "\r"))).toEqual(read(text));
      },
    ),
  );
});

test("no text makes the reader throw", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary", maxLength: 300 }),
        lines.map((mail) => mail.join("\n")),
      ),
      fc.option(decorated),
      (text, subject) => {
        const { commands, ignored } = readCommands(text, { subject });
        expect(commands.length + ignored.length).toBeGreaterThanOrEqual(0);
      },
    ),
    { numRuns: 400 },
  );
});

/** Each of these held some mail library for seconds. */
test.each([
  ["blanks", " "],
  ["tabs", "\t"],
  ["line breaks", "\n"],
  ["angle brackets", "<"],
  ["quotes", '"'],
  ["quote marks", ">"],
  ["dashes", "-"],
  ["half an address", "a@"],
  ["half a header", "From: "],
  ["items", "1 "],
  ["items with commas", "1,"],
  ["ranges", "1-"],
  ["colons", "1: "],
  ["commands", "send 1\n"],
  ["misspelt commands", "snd 1 foo\n"],
  ["half an intro", "On 3 Mar 2027 at 8:14\n"],
  ["a note without end", "1: a\nb "],
  ["plus signs", "a + "],
  ["courtesy", "great, thanks "],
])("200 kB of %s do not stall it", (_case, unit) => {
  const text = unit.repeat(Math.ceil(200_000 / unit.length));
  expect(read(text).commands.length).toBeLessThan(200);
  expect(read(`skip 2\n\n${text}`).commands.length).toBeLessThan(200);
});
