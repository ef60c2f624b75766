/** Conversations as a person would tell them: each file in `exchanges/` is one, played from top to bottom. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Play } from "./play.ts";

const FOLDER = new URL("exchanges/", import.meta.url);
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith(".txt"));

test.each(FILES)("%s", async (name) => {
  const play = new Play(name);
  for (const { text, no } of linesOf(readFileSync(new URL(name, FOLDER), "utf8"))) {
    try {
      await play.line(text);
    } catch (error) {
      throw new Error(`${name}, line ${no}: ${text}`, { cause: error });
    }
  }
});

test("at least sixty conversations are kept", () => {
  expect(FILES.length).toBeGreaterThanOrEqual(60);
});

/** Lines with the indented ones below them; comments and empty lines left out. */
function linesOf(script: string): readonly { readonly text: string; readonly no: number }[] {
  const lines: { text: string; no: number }[] = [];
  for (const [at, line] of script.split("\n").entries()) {
    const last = lines.at(-1);
    if (/^\s+\S/.test(line) && last !== undefined) last.text += `\n${line.trim()}`;
    else if (line.trim() !== "" && !line.startsWith("#")) lines.push({ text: line.trim(), no: at + 1 });
  }
  return lines;
}
