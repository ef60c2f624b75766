/** A person leaves archive, log, older copies and mails set aside; the rest of each stays. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { realDisk } from "../../src/store/disk.ts";
import { eraseFrom } from "../../src/store/erase.ts";
import { openJournal } from "../../src/store/journal.ts";
import { tempFolder } from "../support/temp.ts";

const erase = (value: unknown): unknown => JSON.parse(JSON.stringify(value).replaceAll("Ana", "somebody"));

test("nothing in the folder mentions them, and what they were not in is as it was", async () => {
  const folder = tempFolder();
  const at = (...path: readonly string[]) => join(folder, ...path);
  mkdirSync(at("archive"));
  mkdirSync(at("incoming", "problems"), { recursive: true });
  writeFileSync(
    at("archive", "2026-11.json"),
    JSON.stringify({ version: 1, records: { a: { to: "Ana" }, b: { to: "Raj" } } }),
  );
  writeFileSync(at("incoming", "problems", "1.eml"), "From: Ana\r\n\r\nx");
  writeFileSync(at("incoming", "problems", "2.eml"), "From: Raj\r\n\r\nx");
  writeFileSync(at("state.json.v1"), '{"name":"Ana"}');
  const journal = openJournal(at("sending.log"));
  journal.handover("m1", "forward:q1:Ana");
  journal.settled("m1", "sent");
  journal.noteTries(["INBOX/1/2"]);
  await eraseFrom(folder, realDisk, journal, erase);
  journal.close();
  expect(JSON.parse(readFileSync(at("archive", "2026-11.json"), "utf8"))).toEqual({
    version: 1,
    records: { a: { to: "somebody" }, b: { to: "Raj" } },
  });
  expect([
    existsSync(at("incoming", "problems", "1.eml")),
    existsSync(at("incoming", "problems", "2.eml")),
  ]).toEqual([false, true]);
  expect(existsSync(at("state.json.v1"))).toBe(false);
  expect(readFileSync(at("sending.log"), "utf8")).not.toContain("Ana");
  const again = openJournal(at("sending.log"));
  expect([again.stateOf("m1"), again.tries("INBOX/1/2")]).toEqual(["sent", 1]);
  again.close();
});
