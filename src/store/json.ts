/** Reading our JSON files, with the line and column of what is wrong: JSON.parse often names neither. */
import { Misconfigured } from "../errors.ts";

const BLANK = /[ \t\r\n]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** The last of a file that was cut off within a word, a number or an escape. */
const BEGUN = /^(?:-|\.|[eE][+-]?|t(?:ru?)?|f(?:a(?:ls?)?)?|n(?:ul?)?|\\(?:u[0-9a-fA-F]{0,3})?)$/;
/** More than any of these. */
const BEGUN_CHARS = 10;

/**
 * @param path only for the message
 * @throws Misconfigured `…/state.json, line 12, column 5: …`
 */
export function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const at = firstError(text);
    const isCutOff = at >= text.length || BEGUN.test(text.slice(at, at + BEGUN_CHARS));
    const what = isCutOff ? "the file ends too early" : "no valid JSON from here on";
    throw new Misconfigured(`${path}, ${placeOf(text, at)}: ${what}`, { cause: error });
  }
}

function placeOf(text: string, at: number): string {
  const before = text.slice(0, at);
  const line = before.split("\n").length;
  return `line ${line}, column ${at - before.lastIndexOf("\n")}`;
}

/** Offset of the first character no JSON text could go on with; the text's length when it merely ends too early. */
function firstError(text: string): number {
  const open: string[] = [];
  let at = 0;
  let wants: "value" | "value or end" | "key" | "key or end" | "colon" | "more" = "value";
  for (;;) {
    at = past(BLANK, text, at) ?? at;
    const next = text[at];
    if (next === undefined || (wants === "more" && open.length === 0)) return at;
    const closes = open.at(-1) === next && (wants === "more" || wants.endsWith("or end"));
    if (closes) {
      open.pop();
      at += 1;
      wants = "more";
    } else if (wants === "colon" || wants === "more") {
      if (next !== (wants === "colon" ? ":" : ",")) return at;
      wants = wants === "more" && open.at(-1) === "}" ? "key" : "value";
      at += 1;
    } else if (!wants.startsWith("key") && (next === "{" || next === "[")) {
      open.push(next === "{" ? "}" : "]");
      wants = next === "{" ? "key or end" : "value or end";
      at += 1;
    } else if (next === '"') {
      const { at: end, isWhole } = readString(text, at);
      if (!isWhole) return end;
      at = end;
      wants = wants.startsWith("key") ? "colon" : "more";
    } else {
      const end = wants.startsWith("key") ? null : past(SCALAR, text, at);
      if (end === null) return at;
      at = end;
      wants = "more";
    }
  }
}

function past(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}

/**
 * Goes over one string (RFC 8259 §7), a character at a time: a pattern would try a megabyte that never ends in
 * too many ways.
 */
function readString(text: string, start: number): { readonly at: number; readonly isWhole: boolean } {
  let at = start + 1;
  for (;;) {
    const next = text[at];
    if (next === '"') return { at: at + 1, isWhole: true };
    if (next === undefined || next < " ") return { at, isWhole: false };
    const end = next === "\\" ? past(ESCAPE, text, at) : at + 1;
    if (end === null) return { at, isWhole: false };
    at = end;
  }
}
