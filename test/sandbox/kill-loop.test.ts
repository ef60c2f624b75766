/** The loop that kills: it has to kill, and it has to let the last run finish. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { killLoop } from "../support/kill-loop.ts";
import { tempFolder } from "../support/temp.ts";

/** A program that notes that it began, then does what it is told; `began()` is how often. */
function program(folder: string, rest: string): readonly [string, ...string[]] {
  const path = JSON.stringify(join(folder, "began"));
  const note = `require("fs").appendFileSync(${path}, "x"); const began = () => require("fs").readFileSync(${path}).length;`;
  return [process.execPath, "-e", note + rest];
}

const forever = "setInterval(() => {}, 1000);";

test("it kills as often as asked, right behind a line of output, and lets the last run finish", async () => {
  const folder = tempFolder();
  const done = join(folder, "done");
  const tally = await killLoop({
    command: program(
      folder,
      `console.log("working"); if (began() === 4) require("fs").writeFileSync(${JSON.stringify(done)}, ""); ${forever}`,
    ),
    runs: 3,
    minMs: 10_000,
    maxMs: 20_000,
    on: /working/,
    until: () => existsSync(done),
    finalMs: 20_000,
  });
  expect(tally).toMatchObject({ killed: 3, endedByItself: [], settled: true, tail: "working\n" });
  expect(readFileSync(join(folder, "began"), "utf8")).toBe("xxxx");
});

test("a run that ends by itself is told as such, with its last words", async () => {
  const folder = tempFolder();
  const tally = await killLoop({
    command: program(folder, 'console.error("cannot"); process.exit(2);'),
    runs: 1,
    minMs: 20_000,
    maxMs: 20_000,
    finalMs: 20_000,
  });
  expect(tally).toMatchObject({
    killed: 0,
    settled: false,
    endedByItself: [{ run: 1, code: 2, tail: "cannot\n" }],
  });
});

test("what its children hold is killed with it", async () => {
  const folder = tempFolder();
  const child = `require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(forever)}], { stdio: "inherit" }); console.log("working"); ${forever}`;
  // A child that lived on would keep the output open, and the run would never be over.
  const tally = await killLoop({
    command: program(folder, child),
    runs: 1,
    minMs: 10_000,
    maxMs: 20_000,
    on: /working/,
    until: () => true,
    finalMs: 20_000,
  });
  expect(tally.killed).toBe(1);
});

test("a command that is not there is no endless loop", async () => {
  const tally = await killLoop({
    command: ["./no-such-program"],
    runs: 2,
    minMs: 5000,
    maxMs: 5000,
    finalMs: 5000,
  });
  expect(tally.endedByItself).toHaveLength(2);
  expect(tally.settled).toBe(false);
});
