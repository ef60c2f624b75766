/** What the README promises is what the code has. */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { VERBS } from "../src/command/verbs.ts";
import { loadConfig, ROWS, whereabouts } from "../src/config.ts";
import { parseContacts } from "../src/contact/contacts.ts";
import { tempFolder } from "./support/temp.ts";

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
  const expected = VERBS.map(({ usage, does }) => [usage.map((each) => `\`${each}\``).join(" · "), does]);
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

describe("its commands are those of the program", () => {
  const program = fileURLToPath(new URL("../dist/cli/sendalong.js", import.meta.url));
  const help = (...command: readonly string[]) =>
    execFileSync(process.execPath, [program, ...command, "--help"], { encoding: "utf8" });
  /** `sendalong run [--once]`, `doctor [--send-test]`: each name with the options shown behind it. */
  const shown = table("Commands").flatMap(([cell = ""]) =>
    [...cell.matchAll(/`(?:sendalong )?([a-z]+)([^`]*)`/g)].map(
      ([, name = "", rest = ""]) => [name, rest.match(/--[a-z-]+/g) ?? []] as const,
    ),
  );

  test("none is missing and none is made up", () => {
    const commands = [...help().matchAll(/^ {2}([a-z]+)(?: |$)/gm)].map(([, name]) => name);
    expect(shown.map(([name]) => name).sort()).toEqual(commands.filter((name) => name !== "help").sort());
  });

  test.each(shown)("%s takes the options shown: %j", (name, options) => {
    const said = help(name);
    for (const option of options) expect(said).toContain(`  ${option}`);
  });

  test("all take the options that all are said to take", () => {
    const [said = ""] = /All take [^\n]*?\./.exec(readme) ?? [];
    const options = said.match(/--[a-z-]+/g) ?? [];
    expect(options.length).toBeGreaterThan(3);
    for (const option of options) expect(help()).toContain(`  ${option} `);
  });
});

test("the config.json it shows is a whole one", () => {
  const [, json = ""] = /```json\n([\s\S]*?)```/.exec(readme) ?? [];
  const folder = tempFolder();
  writeFileSync(join(folder, "config.json"), json);
  expect(loadConfig(whereabouts({ data: folder }), {}, {}).config.owner.name).toBe("Jo Owner");
});

test("the contacts.json it shows can be read", () => {
  const [, json = ""] = /`(\{ "version": 1, "contacts".*?\] \})`/.exec(readme) ?? [];
  const { contacts, problems } = parseContacts(json);
  expect(problems).toEqual([]);
  expect(contacts.map(({ interests }) => interests)).toEqual([["sourdough", '"food science"', "-crypto"]]);
});
