/** The demo as a stranger meets it: the built program, five days of its month, and what it says when sums differ. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { demo } from "../../src/cli/demo.ts";
import { Misconfigured } from "../../src/errors.ts";
import { partsOf } from "../../src/sandbox/month/parts.ts";
import { sumsOfPost } from "../../src/sandbox/month/sums.ts";
import { tempFolder } from "../support/temp.ts";
import { checkMails } from "./mails.ts";

const PROGRAM = fileURLToPath(new URL("../../dist/cli/sendalong.js", import.meta.url));

test("five days of the built program: it ends well, its sums agree, and no letter has a hole", () => {
  const out = join(tempFolder(), "demo");
  const run = spawnSync(process.execPath, [PROGRAM, "demo", "--days", "5", "--out", out], {
    encoding: "utf8",
  });
  expect(run.stderr).toBe("");
  const lines = run.stdout.split("\n");
  expect(lines[0]).toBe("Invented people, a made-up clock; nothing leaves this machine.");
  expect(run.stdout).toContain("Both agree.");
  expect(lines.filter((line) => /^Mon 18|^Tue 19|^Wed 20|^Thu 21|^Fri 22/.test(line))).toHaveLength(5);
  expect(run.status).toBe(0);
  expect(checkMails(out)).toEqual([]);
  expect(existsSync(join(out, "index.html"))).toBe(true);
});

test("a sum that does not agree is named, and the demo fails", async () => {
  const lines: string[] = [];
  const status = await demo(
    { days: "1", out: join(tempFolder(), "demo") },
    {
      print: (line) => void lines.push(line),
      count: (lived) => ({ ...sumsOfPost(lived), "passed on": sumsOfPost(lived)["passed on"] + 1 }),
    },
  );
  expect(status).toBe(1);
  expect(lines.join("\n")).toContain("They differ:\n  passed on: the post office has 2, the books 1");
  expect(lines.join("\n")).not.toContain("Both agree");
});

test("a folder that holds other things is left alone; one of an earlier demo is written anew", async () => {
  const out = join(tempFolder(), "demo");
  const quiet = { print: () => undefined };
  await demo({ days: "1", out }, quiet);
  const first = readdirSync(join(out, "mails"));
  await demo({ days: "1", out }, quiet);
  expect(readdirSync(join(out, "mails"))).toEqual(first);
  writeFileSync(join(out, "thesis.txt"), "mine");
  await expect(demo({ days: "1", out }, quiet)).rejects.toThrow(Misconfigured);
  expect(readFileSync(join(out, "thesis.txt"), "utf8")).toBe("mine");
});

test.each(["0", "31", "a week", "2.5"])("%s days are refused before anything is written", async (days) => {
  const out = join(tempFolder(), "demo");
  await expect(demo({ days, out }, { print: () => undefined })).rejects.toThrow(Misconfigured);
  expect(existsSync(out)).toBe(false);
});

test("a part in quoted-printable keeps the blanks before its soft breaks", () => {
  const raw =
    "Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nflat, =\r\nsour =E2=80=A6\r\n";
  expect(partsOf(Buffer.from(raw)).text).toBe("flat, sour …\r\n");
});
