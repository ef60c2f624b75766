/** The door itself: help, exit codes, and which of the two streams speaks. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { tempFolder } from "../support/temp.ts";
import { SETTINGS, sendalong, setUp, start } from "./program.ts";

const SOURCE = fileURLToPath(new URL("../../src/cli/sendalong.ts", import.meta.url));

describe("help", () => {
  test("goes to stdout and lists every command once", async () => {
    const { code, stdout, stderr } = await sendalong(["--help"]);
    expect([code, stderr]).toEqual([0, ""]);
    const commands = [...stdout.matchAll(/^ {2}([a-z]+)(?: |$)/gm)].map(([, name]) => name);
    expect(new Set(commands).size).toBe(commands.length);
    expect(commands).toContain("explain");
  });

  test("loads nothing but itself", () => {
    const source = readFileSync(SOURCE, "utf8");
    const loaded = [...source.matchAll(/^import (?!type )[^;]*?"([^"]+)";/gm)].map(([, name]) => name);
    expect(loaded).toEqual(["node:fs", "commander", "../errors.ts"]);
  });

  test("the version is the package's", async () => {
    const path = fileURLToPath(new URL("../../package.json", import.meta.url));
    const { version } = JSON.parse(readFileSync(path, "utf8")) as { version: string };
    expect((await sendalong(["--version"])).stdout).toBe(`${version}\n`);
  });
});

describe("what cannot run ends with 2, the reason on stderr, nothing on stdout", () => {
  test.each([
    ["no command", [], {}, /Usage:/],
    ["an unknown command", ["frobnicate"], {}, /unknown command 'frobnicate'/],
    ["an unknown option", ["run", "--twice"], {}, /unknown option '--twice'/],
    ["a level there is none of", ["run", "--log-level", "loud"], {}, /--log-level.*debug, info, warn, error/],
    ["a missing file name", ["explain"], {}, /missing required argument/],
    ["no settings", ["run", "--once"], {}, /owner\.name is missing.*config\.json/],
    ["a clock that is none", ["run", "--now", "teatime"], SETTINGS, /--now teatime is no instant/],
    ["a duration that is none", ["run", "--since", "monday"], SETTINGS, /--since monday is no duration/],
    [
      "no password",
      ["run", "--once"],
      SETTINGS,
      /No password for imap\.host localhost: set SENDALONG_IMAP_PASSWORD/,
    ],
  ])("%s", async (_case, args, environment, says) => {
    const ended = await sendalong(args, { environment: { ...environment, SENDALONG_DATA: tempFolder() } });
    expect(ended.stderr).toMatch(says);
    expect([ended.code, ended.stdout]).toEqual([2, ""]);
  });
});

describe("an outside that fails ends run --once", () => {
  test("with 1 and one line when the server cannot be reached", async () => {
    const { on, sandbox } = await setUp();
    await sandbox.close();
    const { code, stdout, stderr } = await on(["run", "--once"]);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^imap\.host 127\.0\.0\.1:\d+ cannot be reached: .*ECONNREFUSED.*\n$/);
  });

  test("with 2 when the password is refused, which is not repeated", async () => {
    const { on } = await setUp();
    const environment = { SENDALONG_IMAP_PASSWORD: "not-the-one" };
    const { code, stderr } = await on(["run", "--once"], { environment });
    expect(code).toBe(2);
    expect(stderr).toMatch(/refused the login of imap\.user.*SENDALONG_IMAP_PASSWORD/);
    expect(stderr).not.toContain("not-the-one");
  });

  test("with 2 when another process holds the folder", async () => {
    const { on, folder } = await setUp();
    // This very process lives, and a kernel without /proc cannot tell when it was born.
    writeFileSync(join(folder, ".lock"), `${process.pid} ?\n`);
    const { code, stderr } = await on(["run", "--once"]);
    expect(code).toBe(2);
    expect(stderr).toContain(`process ${process.pid}) is running on ${folder}`);
  });
});

test("whoever stops reading ends it without a complaint", async () => {
  const child = start(["config", "--json"], { environment: SETTINGS });
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaints += text;
  });
  child.stdout.destroy();
  const code = await new Promise((resolve) => child.once("close", resolve));
  expect([code, complaints]).toEqual([0, ""]);
});
