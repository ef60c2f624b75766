import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openContactsFile } from "../../src/store/contacts-file.ts";
import { temporaryFolder } from "./support.ts";

test("a missing file is no text, and its coming is a change", async () => {
  const path = join(temporaryFolder(), "contacts.json");
  const file = openContactsFile(path);
  expect(await file.read()).toEqual({ text: null, changed: true });
  expect(await file.read()).toEqual({ text: null, changed: false });
  writeFileSync(path, "[]");
  expect(await file.read()).toEqual({ text: "[]", changed: true });
  rmSync(path);
  expect(await file.read()).toEqual({ text: null, changed: true });
});

test("an edit by hand is seen once, also one that keeps size and time", async () => {
  const path = join(temporaryFolder(), "contacts.json");
  writeFileSync(path, "[1]");
  const file = openContactsFile(path);
  await file.read();
  const { atime, mtime } = statSync(path);
  writeFileSync(path, "[2]");
  utimesSync(path, atime, mtime);
  expect(await file.read()).toEqual({ text: "[2]", changed: true });
  expect(await file.read()).toEqual({ text: "[2]", changed: false });
});

test("a file saved again with the same text did not change", async () => {
  const path = join(temporaryFolder(), "contacts.json");
  writeFileSync(path, "[1]");
  const file = openContactsFile(path);
  await file.read();
  rmSync(path);
  writeFileSync(path, "[1]");
  expect((await file.read()).changed).toBe(false);
});

test("what we write is for her alone, kept as the good copy, and no change to us", async () => {
  const path = join(temporaryFolder(), "contacts.json");
  const file = openContactsFile(path);
  await file.read();
  expect(await file.write('["ours"]')).toBe(true);
  expect(readFileSync(path, "utf8")).toBe('["ours"]');
  expect(readFileSync(`${path}.bak`, "utf8")).toBe('["ours"]');
  expect([path, `${path}.bak`].map((each) => statSync(each).mode & 0o777)).toEqual([0o600, 0o600]);
  expect((await file.read()).changed).toBe(false);
});

test("an edit of hers that we have not read is never written over", async () => {
  const path = join(temporaryFolder(), "contacts.json");
  writeFileSync(path, '["first"]');
  const file = openContactsFile(path);
  await file.read();
  writeFileSync(path, '["hers"]');
  expect(await file.write('["ours"]')).toBe(false);
  expect(readFileSync(path, "utf8")).toBe('["hers"]');
  expect(await file.read()).toEqual({ text: '["hers"]', changed: true });
  expect(await file.write('["hers","ours"]')).toBe(true);
});

test("the good copy is what was last found sound, not what she broke since", async () => {
  const path = join(temporaryFolder(), "contacts.json");
  writeFileSync(path, '["sound"]');
  const file = openContactsFile(path);
  expect(await file.lastGood()).toBeNull();
  await file.read();
  await file.keepGood();
  writeFileSync(path, '["broken');
  await file.read();
  expect(await file.lastGood()).toBe('["sound"]');
});
