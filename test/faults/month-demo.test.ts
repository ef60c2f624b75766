/** The whole month of the demo, by the built program: longer than the everyday suite has time for. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { checkMails, wordsOf } from "../demo/mails.ts";
import { tempFolder } from "../support/temp.ts";

const PROGRAM = fileURLToPath(new URL("../../dist/cli/sendalong.js", import.meta.url));

test("thirty days: the sums agree, everything the month is about happens, and no letter has a hole", () => {
  const out = join(tempFolder(), "demo");
  const run = spawnSync(process.execPath, [PROGRAM, "demo", "--out", out], { encoding: "utf8" });
  expect(run.stderr).toBe("");
  expect(run.stdout).toContain("Both agree.");
  expect(run.status).toBe(0);
  expect(run.stdout).toContain("  quiet");
  const words = `${run.stdout}${wordsOf(out)}`;
  for (const happened of [
    "I won't ask again",
    "HELD BACK: had 2 from you this week",
    "Pass it on anyway?",
    "A stranger wrote: Lou Brandt",
    'You had "Why does my sourdough stall in winter?" before.',
    "has not answered",
    "Too late for me, try Raj.",
    "nobody fits",
    "I could not read",
    "I am on the Rhine",
    "address no longer works",
    "asked for no more queries",
  ])
    expect(words).toContain(happened);
  expect(words).toMatch(/Nell: undo \d[a-z]/);
  expect(checkMails(out)).toEqual([]);
});
