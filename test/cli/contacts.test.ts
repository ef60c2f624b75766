/** `contacts` from outside: her list shown, added to, written out; hers is never overwritten. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { APPLE, GOOGLE, OUTLOOK } from "../contact/books.ts";
import { gmailForward, haroEdition } from "../support/editions.ts";
import { openDesk } from "../support/signed.ts";
import { tempFolder } from "../support/temp.ts";
import { jsonLines, sendalong } from "./program.ts";

const HERS = {
  version: 1,
  contacts: [
    { id: "ana", name: "Ana Ruiz", addresses: ["ana@example.com"], interests: ["baking"], myOwnKey: "kept" },
  ],
};
const IMPORTED = [
  { name: "Ana M. Ruiz", addresses: ["Ana+press@example.com"], interests: ["bread"] },
  { id: "ana", name: "Ana Brandt", addresses: ["brandt@example.com"], interests: ["barges"] },
  { name: "Callum Reyes", org: "Tide Mills", email: "callum@example.com" },
];

/** Her folder, and a way to run `contacts` on it. */
function open(hers: unknown = HERS) {
  const folder = join(tempFolder(), "hers");
  const path = join(folder, "contacts.json");
  if (hers !== null) {
    mkdirSync(folder);
    writeFileSync(path, typeof hers === "string" ? hers : JSON.stringify(hers, null, 2));
  }
  const other = join(tempFolder(), "other.json");
  writeFileSync(other, JSON.stringify(IMPORTED));
  return {
    folder,
    path,
    other,
    run: (...args: string[]) => sendalong(["contacts", ...args, "--data", folder]),
  };
}

test("list shows one person a line, without any settings", async () => {
  const { run } = open();
  const { code, stdout } = await run("list");
  expect([code, stdout]).toEqual([0, "Ana Ruiz  ana@example.com  baking  active\n"]);
  expect(jsonLines((await run("list", "--json")).stdout)).toMatchObject([{ id: "ana", status: "active" }]);
});

test("list of no file is empty and creates none", async () => {
  const { run, folder } = open(null);
  expect(await run("list")).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(existsSync(folder)).toBe(false);
});

describe("import", () => {
  test("adds whom she has not got, tells where entries differ, and leaves hers alone", async () => {
    const { run, path, other } = open();
    const { code, stdout } = await run("import", other);
    expect(code).toBe(0);
    expect(stdout).toBe(
      "Ana Ruiz (ana+press@example.com) is there already: name, interests left as in your list\n" +
        "2 added, 1 known already, 0 problems.\n",
    );
    const { contacts } = JSON.parse(readFileSync(path, "utf8")) as { contacts: Record<string, unknown>[] };
    expect(contacts[0]).toEqual(HERS.contacts[0]);
    expect(contacts.map(({ id }) => id)).toEqual(["ana", "ana-brandt", "callum-reyes"]);
    expect(contacts[2]).toMatchObject({ organization: "Tide Mills", addresses: ["callum@example.com"] });
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test("twice changes nothing", async () => {
    const { run, path, other } = open();
    await run("import", other);
    const once = readFileSync(path, "utf8");
    const again = await run("import", other);
    expect(again.stdout).toMatch(/^0 added, 3 known already, 0 problems\.$/m);
    expect(readFileSync(path, "utf8")).toBe(once);
  });

  test("begins the list where there is none", async () => {
    const { run, path, other } = open(null);
    expect((await run("import", other)).stdout).toBe("3 added, 0 known already, 0 problems.\n");
    expect(existsSync(path)).toBe(true);
  });

  test("takes the good entries and names the line of the others", async () => {
    const { run, other } = open();
    writeFileSync(other, '[\n{"name": "Lou"},\n{"name": "Tom", "addresses": ["tom@example.com"]}\n]');
    const { code, stdout, stderr } = await run("import", other);
    expect(code).toBe(1);
    expect(stdout).toContain("1 added");
    expect(stderr).toMatch(/other\.json, line 2: .*address/);
  });

  test.each([
    ["is not there", "none.json", /none\.json cannot be read/],
    [
      "is of another kind",
      "people.xls",
      /people\.xls: contacts are read from a \.vcf, a \.csv, or a \.json file/,
    ],
  ])("a file that %s ends with 2", async (_case, name, says) => {
    const { code, stderr } = await open().run("import", name);
    expect(code).toBe(2);
    expect(stderr).toMatch(says);
  });

  test("does not touch a list that is broken", async () => {
    const { run, path, other } = open('{"version": 1, "contacts": [\n{"name": "Ana"\n]}');
    const { code, stderr } = await run("import", other);
    expect(code).toBe(2);
    expect(stderr).toMatch(/contacts\.json, line 3: a comma or \} is missing/);
    expect(readFileSync(path, "utf8")).toContain('{"name": "Ana"\n');
  });
});

describe("address books", () => {
  test.each([
    ["cards", "book.vcf", APPLE, 2, 1],
    ["a table of Google's", "google.csv", GOOGLE, 2, 0],
    ["a table of Outlook's", "outlook.csv", OUTLOOK, 1, 0],
  ])("%s add people once", async (_case, name, text, count, code) => {
    const { run, path } = open(null);
    const file = join(tempFolder(), name);
    writeFileSync(file, text);
    const first = await run("import", file);
    expect([first.code, first.stdout]).toEqual([code, expect.stringContaining(`${count} added, 0 known`)]);
    const once = readFileSync(path, "utf8");
    expect((await run("import", file)).stdout).toContain(`0 added, ${count} known already`);
    expect(readFileSync(path, "utf8")).toBe(once);
    expect(first.stderr).not.toContain("\r");
  });

  test("desks in it are no people", async () => {
    const { run } = open(null);
    const file = join(tempFolder(), "google.csv");
    writeFileSync(file, GOOGLE);
    expect((await run("import", file)).stdout).toContain("No people, so left out: info@ferries.example");
  });
});

describe("export", () => {
  test.each(["out.csv", "out.vcf"])("to %s is read back as the same people", async (name) => {
    const { run } = open();
    const file = join(tempFolder(), name);
    expect((await run("export", file)).stdout).toBe(`1 written to ${file}.\n`);
    expect((await run("import", file)).stdout).toBe("0 added, 1 known already, 0 problems.\n");
  });

  test("writes the whole list, for import elsewhere to read", async () => {
    const { run } = open();
    const file = join(tempFolder(), "out.json");
    expect((await run("export", file)).stdout).toBe(`1 written to ${file}.\n`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const elsewhere = open(null);
    expect((await elsewhere.run("import", file)).stdout).toContain("1 added");
    expect(readFileSync(elsewhere.path, "utf8")).toContain('"baking"');
  });

  test("in a form there is none of ends with 2", async () => {
    const { code, stderr } = await open().run("export", "people.xls");
    expect([code, stderr]).toEqual([2, "people.xls: contacts are written as .json, .csv or .vcf.\n"]);
  });
});

test("list tells who asked for no more", async () => {
  const at = await openDesk();
  await at.arrives(gmailForward(at.head("Fwd: HARO Queries"), haroEdition()));
  const [letter] = await at.news();
  if (letter === undefined) throw new Error("nothing was proposed");
  await at.say(letter, "1a");
  at.clock.advance("10m");
  await at.tick();
  at.mail(
    "Ana <ana@example.test>",
    "Re: sourdough",
    "stop\n",
    (await at.inbox("ana@example.test")).at(-1)?.messageId ?? "",
  );
  await at.tick();
  const { stdout } = await sendalong(["contacts", "list", "--data", at.folder]);
  expect(stdout).toMatch(/^Ana Ruiz .* stopped$/m);
  expect(stdout).toMatch(/^Peter Grau .* active$/m);
});
