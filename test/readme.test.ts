/** What the README promises is what the code has. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { spineVerbs } from "../src/command/verbs.ts";
import { ROWS } from "../src/config.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

/** The rows of the table below a heading, cells trimmed. */
function table(heading: string): readonly (readonly string[])[] {
  const part = readme.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const rows = part.split("\n").filter((line) => line.startsWith("| "));
  return rows.slice(2).map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll("\\|", "|")),
  );
}

test("its words are those that are obeyed, as the table of verbs has them", () => {
  const expected = spineVerbs().map(({ usage, does }) => [
    usage.map((each) => `\`${each}\``).join(" · "),
    does,
  ]);
  expect(table("Your words")).toEqual(expected);
});

test("its settings are those of the code, with their defaults", () => {
  const shown = (fallback: unknown) => (typeof fallback === "string" ? fallback : JSON.stringify(fallback));
  const expected = ROWS.map(({ key, fallback, says }) => [
    `\`${key}\``,
    fallback === undefined
      ? "must be given"
      : key === "owner.timezone"
        ? "the system's"
        : fallback === null
          ? "found out, or off"
          : `\`${shown(fallback)}\``,
    says,
  ]);
  expect(table("Settings")).toEqual(expected);
});
