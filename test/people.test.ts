/** Her contacts while the program runs: what she edits counts at once, what breaks or vanishes changes nothing. */
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Misconfigured } from "../src/errors.ts";
import { openLog } from "../src/log.ts";
import { openPeople } from "../src/people.ts";
import { tempFolder } from "./support/temp.ts";

function file(...names: readonly string[]): string {
  const contacts = names.map((name) => ({ name, addresses: [`${name.toLowerCase()}@example.org`] }));
  return JSON.stringify({ version: 1, contacts });
}

function herFolder() {
  const folder = tempFolder();
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const log = openLog({ level: "info", format: "text", write, now: () => new Date() });
  const path = join(folder, "contacts.json");
  const open = (keepsGood = true) => openPeople(folder, log, { keepsGood });
  return { path, lines, open };
}

test("an edit counts at the next look; what is broken or gone is told once and changes nothing", async () => {
  const { path, lines, open } = herFolder();
  writeFileSync(path, file("Ana"));
  const people = await open();
  const names = async () => (await people.contacts()).map(({ name }) => name);
  writeFileSync(path, file("Ana", "Raj"));
  expect(await names()).toEqual(["Ana", "Raj"]);
  for (const damage of [() => writeFileSync(path, "{"), () => rmSync(path)]) {
    damage();
    lines.length = 0;
    expect(await names()).toEqual(["Ana", "Raj"]);
    expect(await names()).toEqual(["Ana", "Raj"]);
    expect(lines).toEqual([expect.stringContaining("contacts-unreadable")]);
  }
  writeFileSync(path, file("Beatriz"));
  expect(await names()).toEqual(["Beatriz"]);
});

test("gone at the start beside its copy it stops the start, whose cure is the copy", async () => {
  const { path, open } = herFolder();
  writeFileSync(path, file("Ana"));
  await open();
  rmSync(path);
  await expect(open()).rejects.toThrow(Misconfigured);
  await expect(open()).rejects.toThrow(`cp '${path}.bak' '${path}'`);
  // Neither file nor copy: nobody yet.
  rmSync(`${path}.bak`);
  expect(await (await open()).contacts()).toEqual([]);
});

test("a copy that is damaged too is not offered", async () => {
  const { path, open } = herFolder();
  writeFileSync(path, "{");
  writeFileSync(`${path}.bak`, "{");
  await expect(open()).rejects.toThrow(/contacts\.json, line 1/);
  await expect(open()).rejects.not.toThrow("cp '");
});

test("a rehearsal makes no copy", async () => {
  const { path, open } = herFolder();
  writeFileSync(path, file("Ana"));
  await open(false);
  expect(existsSync(`${path}.bak`)).toBe(false);
});
