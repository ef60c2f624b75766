import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openIncoming } from "../../src/store/incoming.ts";
import { temporaryFolder } from "./support.ts";

test("mails come out in the order they were laid, byte for byte", async () => {
  const incoming = openIncoming(temporaryFolder());
  expect(await incoming.list()).toEqual([]);
  const mails = Array.from({ length: 12 }, (_, n) => Buffer.from([n, 13, 0, 255]));
  for (const mail of mails) await incoming.lay(mail);
  const names = await incoming.list();
  expect(await Promise.all(names.map((name) => incoming.read(name)))).toEqual(mails);
  for (const name of names) await incoming.remove(name);
  await incoming.remove(names[0] ?? "");
  expect(await incoming.list()).toEqual([]);
  expect(await incoming.read(names[0] ?? "")).toBeNull();
});

test("the same bytes laid twice are two mails", async () => {
  const incoming = openIncoming(temporaryFolder());
  await incoming.lay(Buffer.from("x"));
  await incoming.lay(Buffer.from("x"));
  expect(await incoming.list()).toHaveLength(2);
});

test("half-written mails and other files do not show, mails put there by hand do", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "incoming"));
  for (const name of [".a.eml.tmp", "notes.txt", "by-hand.eml"])
    writeFileSync(join(folder, "incoming", name), "x");
  expect(await openIncoming(folder).list()).toEqual(["by-hand.eml"]);
});

test("a name cannot lead out of the folder", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "state.json"), "{}");
  const incoming = openIncoming(folder);
  expect(await incoming.read("../state.json")).toBeNull();
  await incoming.remove("../state.json");
  expect(await openIncoming(folder).read("../../state.json")).toBeNull();
});
