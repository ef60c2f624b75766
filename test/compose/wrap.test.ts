import fc from "fast-check";
import { expect, test } from "vitest";
import { COLUMNS, oneLine, uncontrolled, verbatimMark, wrapped } from "../../src/compose/wrap.ts";

test("a long line is folded at 72 columns", () => {
  const text = `${"word ".repeat(30).trim()}.`;
  expect(
    wrapped(text, [])
      .split("\n")
      .slice(0, -1)
      .map((line) => line.length),
  ).toEqual([69, 69, 10]);
});

test("a folded line hangs under its second column", () => {
  const line = `   1a  Joan Whitlock: ${"word ".repeat(14)}`;
  expect(wrapped(line, []).split("\n")[1]).toMatch(/^ {7}word/);
});

test("a clock is never torn apart", () => {
  const line = `${"x".repeat(65)} 7:00\u00a0PM\u00a0ET`;
  expect(wrapped(line, [])).toBe(`${"x".repeat(65)}\n7:00 PM ET\n`);
});

test("a tab pushes what follows to the right margin", () => {
  expect(wrapped("words\tmail 41", [])).toBe(`words${" ".repeat(60)}mail 41\n`);
  expect(wrapped(`${"x".repeat(68)}\tmail 41`, []).split("\n")[1]).toBe("mail 41".padStart(COLUMNS));
});

test("no more than two blank lines stand together", () => {
  expect(wrapped("\n\na\n\n\n\n\nb\n\n", [])).toBe("a\n\n\nb\n");
});

const words = fc
  .array(
    fc.oneof(
      fc.constantFrom("a", "1a", "7:00\u00a0PM", "—", "日本", "  ", "x".repeat(20)),
      fc.string({ maxLength: 12 }),
    ),
  )
  .map((parts) => parts.join(" "));

test("no line is longer than 72 columns, unless one word alone is", () => {
  fc.assert(
    fc.property(words, (text) => {
      for (const line of wrapped(oneLine(text), []).split("\n"))
        if ([...line].length > COLUMNS) expect(line.trim()).not.toContain(" ");
    }),
  );
});

test("folding loses no word", () => {
  fc.assert(
    fc.property(words, (text) => {
      const once = oneLine(text);
      expect(wrapped(once, []).split(/\s+/).filter(Boolean)).toEqual(once.split(/\s+/).filter(Boolean));
    }),
  );
});

test("words kept verbatim come out sign for sign, whatever they hold", () => {
  const hostile = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom(
      verbatimMark(0),
      "\u00a0".repeat(4),
      "\n\n\n\n\n",
      `${"long ".repeat(40)}`,
      "a\tb",
      "$&$1",
    ),
  );
  fc.assert(
    fc.property(hostile, hostile, (first, second) => {
      const text = wrapped(`before\n${verbatimMark(0)}\n${verbatimMark(1)}\nafter`, [first, second]);
      expect(text).toBe(`before\n${first}\n${second}\nafter\n`);
    }),
  );
});

test("one line of a stranger's words has no break, no control and no turn of direction", () => {
  expect(oneLine(" a\r\nBcc: b\u2028c\u202ed\u0007e\tf ")).toBe("a Bcc: b cd e f");
});

test("verbatim words lose only controls and carriage returns", () => {
  expect(uncontrolled("a\r\nb\tc\u001b[31m\u0000d")).toBe("a\nb\tc[31md");
});
