/** The cards of lists, read from disk. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Misconfigured } from "../../src/errors.ts";
import { loadServiceCards } from "../../src/tables/services.ts";

const CARD = {
  service: "x",
  name: "X",
  domains: ["x.example"],
  passOn: "yes",
  links: "no",
  rule: null,
  says: [],
};

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sendalong-cards-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

const load = () => loadServiceCards(pathToFileURL(`${folder}/`));

test("a card is read as it stands, what it does not say is nothing", async () => {
  await writeFile(
    join(folder, "x.json"),
    JSON.stringify({ ...CARD, says: [{ says: "Share.", where: "its page" }, "?"] }),
  );
  await writeFile(join(folder, "notes.md"), "no card");
  expect(load()).toEqual([{ ...CARD, says: [{ says: "Share.", where: "its page" }] }]);
});

test.each<[string, object]>([
  ["passOn", { passOn: "maybe" }],
  ["links", { links: true }],
  ["rule", { rule: "post it" }],
  ["service", { service: null }],
])("a card whose %s is wrong stops with its file and key", async (key, changes) => {
  await writeFile(join(folder, "x.json"), JSON.stringify({ ...CARD, ...changes }));
  expect(load).toThrow(Misconfigured);
  expect(load).toThrow(new RegExp(`x\\.json.*"${key}"`));
});

test("a folder that is not there stops with its name", () => {
  expect(() => loadServiceCards(pathToFileURL(`${folder}/nosuch/`))).toThrow(/nosuch/);
});
