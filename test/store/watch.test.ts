/** Her edit of contacts.json is noticed by itself. */
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { watchFile } from "../../src/store/watch.ts";
import { tempFolder } from "../support/temp.ts";

const NEVER = new AbortController().signal;

test("a save aborts what waits, once; the next wait is a new one", async () => {
  const folder = tempFolder();
  const edits = watchFile(folder, "contacts.json");
  const waiting = edits.next(NEVER);
  writeFileSync(join(folder, "contacts.json"), "[]");
  await once(waiting, "abort");
  expect(edits.next(NEVER).aborted).toBe(false);
  edits.close();
});

test("the end of the program ends the wait too", () => {
  const edits = watchFile(tempFolder(), "contacts.json");
  const stop = new AbortController();
  const waiting = edits.next(stop.signal);
  stop.abort();
  expect(waiting.aborted).toBe(true);
  edits.close();
});

test("a folder that cannot be watched is left to the poll", () => {
  const edits = watchFile(join(tempFolder(), "none"), "contacts.json");
  expect(edits.next(NEVER).aborted).toBe(false);
  edits.close();
});
