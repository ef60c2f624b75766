/** `digest`, `pending`, `stats`: what the mails of the same name would say. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { gmailForward, haroEdition } from "../support/editions.ts";
import { openDesk } from "../support/signed.ts";
import { tempFolder } from "../support/temp.ts";
import { jsonLines, SETTINGS, sendalong } from "./program.ts";

test("digest, pending and stats say what the mails would, beside a daemon, and change nothing", async () => {
  const at = await openDesk();
  await at.arrives(gmailForward(at.head("Fwd: HARO Queries"), haroEdition()));
  const [proposal] = await at.news();
  if (proposal === undefined) throw new Error("no proposal came");
  await at.say(proposal, "1a, remind 2a fri 9am");
  at.clock.advance("10m");
  await at.news();
  const before = readFileSync(join(at.folder, "state.json"), "utf8");
  const args = ["--data", at.folder, "--now", at.clock.now().toISOString()];
  const said = async (word: string) => (await sendalong([word, ...args])).stdout.replace(/\s+/g, " ");

  expect(await said("pending")).toContain("2 What bees do in February");
  expect(await said("pending")).toContain("I remind you Thu 8:35 AM");
  expect(await said("pending")).toContain("What bees do in February. I remind you Fri 22 Jan, 9:00 AM.");
  expect(await said("stats")).toContain("passed on: 1, to 1 person");
  expect(await said("digest")).toContain("1 sent, 0 waiting, 0 held back, 0 failed, 3 read, 0 unreadable");
  const [line] = jsonLines((await sendalong(["stats", "--json", ...args])).stdout);
  expect(line).toMatchObject({ word: "stats", subject: "Re: stats" });
  expect(readFileSync(join(at.folder, "state.json"), "utf8")).toBe(before);
});

test("of an empty folder they say that nothing is open", async () => {
  const { code, stdout } = await sendalong(["pending", "--data", tempFolder()], { environment: SETTINGS });
  expect(code).toBe(0);
  expect(stdout).toContain("Nothing is open and nothing is owed.");
});
