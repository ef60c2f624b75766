import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseJson } from "../../src/store/json.ts";

test.each([
  ["nothing", "", "line 1, column 1: the file ends too early"],
  ["an open object", '{\n "a": 1', "line 2, column 8: the file ends too early"],
  ["a comma before the end", '{"a": 1,}', "line 1, column 9: no valid JSON"],
  ["a comma missing", "[\n 1\n 2\n]", "line 3, column 2: no valid JSON"],
  ["a string over the line's end", '{\n"a": "b\n}', "line 2, column 8: no valid JSON"],
  ["a string that never ends", '{"a": "b', "line 1, column 9: the file ends too early"],
  ["a second value", "{} {}", "line 1, column 4: no valid JSON"],
  ["the wrong bracket", '{"a": [1}', "line 1, column 9: no valid JSON"],
  ["a key without quotes", "{a: 1}", "line 1, column 2: no valid JSON"],
  ["an escape that is none", '{"a": "b\\x"}', "line 1, column 9: no valid JSON"],
  ["a word", '{"a": nil}', "line 1, column 7: no valid JSON"],
])("%s is named by its place", (_case, text, message) => {
  expect(() => parseJson(text, "x.json")).toThrow(`x.json, ${message}`);
});

test("sound JSON is read as JSON.parse reads it", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(parseJson(text, "x.json")).toEqual(JSON.parse(text));
    }),
  );
});

test("one character too many or too few is found where it stands or after it, never before", () => {
  const sound = fc.json({ maxDepth: 4 }).map((text) => JSON.stringify(JSON.parse(text), null, 1));
  fc.assert(
    fc.property(
      sound,
      fc.nat(),
      fc.constantFrom("", "}", "]", ",", ":", '"', "x", "\n"),
      (text, where, put) => {
        const at = where % (text.length + 1);
        const broken = text.slice(0, at) + put + text.slice(put === "" ? at + 1 : at);
        try {
          JSON.parse(broken);
        } catch {
          const [, line = "", column = ""] = /line (\d+), column (\d+)/.exec(complaint(broken)) ?? [];
          const lines = broken.split("\n").slice(0, Number(line));
          const offset =
            lines.slice(0, -1).join("\n").length + (lines.length > 1 ? 1 : 0) + Number(column) - 1;
          // A word, or an escape of up to six characters, is broken where it begins.
          expect(offset).toBeGreaterThanOrEqual(
            Math.min(at, broken.length) - lengthOfTokenBefore(text, at) - 6,
          );
          expect(offset).toBeLessThanOrEqual(broken.length);
        }
      },
    ),
  );
});

test("a file nested a hundred thousand deep is read to its end", () => {
  expect(() => parseJson("[".repeat(100_000), "x.json")).toThrow("column 100001: the file ends too early");
});

test("a string of two million characters that never ends is read to its end", () => {
  const text = `{"a": "${"x".repeat(2_000_000)}`;
  expect(() => parseJson(text, "x.json")).toThrow(`column ${text.length + 1}: the file ends too early`);
});

function complaint(text: string): string {
  try {
    parseJson(text, "x.json");
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
}

function lengthOfTokenBefore(text: string, at: number): number {
  return /(?:"(?:[^"\\]|\\.)*|[\w.+-]*)$/.exec(text.slice(0, at))?.[0].length ?? 0;
}

test("a text cut off anywhere ends too early, and is not called wrong", () => {
  const whole = JSON.stringify(
    { list: [0.25, -1, 2e10, true, false, null], word: 'a "b" \\ \u00e9\u0007 c' },
    null,
    1,
  );
  for (let end = 0; end < whole.length; end++)
    expect(() => parseJson(whole.slice(0, end), "x.json"), whole.slice(0, end)).toThrow(
      "the file ends too early",
    );
});
