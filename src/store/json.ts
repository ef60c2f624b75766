/** Reading our JSON files, with the line and column of what is wrong: JSON.parse often names neither. */
import { Misconfigured } from "../errors.ts";

const BLANK = /[ \t\r\n]*/y;
/** RFC 8259 §7: any character from the blank on, quote and backslash escaped. */
const TEXT = /"(?:[ !#-[\]-\uffff]+|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/**
 * @param path only for the message
 * @throws Misconfigured `…/state.json, line 12, column 5: …`
 */
export function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const at = firstError(text);
    const what = at >= text.length ? "the file ends too early" : "no valid JSON from here on";
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
    } else {
      const isKey = wants.startsWith("key");
      const end = past(TEXT, text, at) ?? (isKey ? null : past(SCALAR, text, at));
      if (end === null) return next === '"' ? endOfBrokenText(text, at) : at;
      at = end;
      wants = isKey ? "colon" : "more";
    }
  }
}

function past(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}

/** A string that never ends is broken where its line ends, or where the file does. */
function endOfBrokenText(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}
