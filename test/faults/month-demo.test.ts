/** The whole month of the demo, by the built program: longer than the everyday suite has time for. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { checkMails } from "../demo/mails.ts";
import { tempFolder } from "../support/temp.ts";

const PROGRAM = fileURLToPath(new URL("../../dist/cli/sendalong.js", import.meta.url));

test("thirty days: the sums agree, everything the month is about happens, and no letter has a hole", () => {
  const out = join(tempFolder(), "demo");
  const run = spawnSync(process.execPath, [PROGRAM, "demo", "--out", out], { encoding: "utf8" });
  expect(run.stderr).toBe("");
  expect(run.stdout).toContain("Both agree.");
  expect(run.status).toBe(0);
  for (const happened of [
    "won't ask again",
    "has not answered",
    "Too late for me, try Raj.",
    "undo 2a",
    "nobody fits",
    "I could not read",
    "automatically: I am on the Rhine",
    "did not get your mail",
    "asked for no more queries",
    "  quiet",
  ])
    expect(`${run.stdout}${checkMails(out).join("\n")}`).toContain(happened);
  expect(checkMails(out)).toEqual([]);
});
