import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Misconfigured } from "../../src/errors.ts";
import { loadTemplates } from "../../src/tables/templates.ts";

const SHIPPED = fileURLToPath(new URL("../../templates", import.meta.url));

let hers: string;

beforeEach(async () => {
  hers = await mkdtemp(join(tmpdir(), "sendalong-templates-"));
});

afterEach(async () => {
  await rm(hers, { recursive: true });
});

test("all letters come with their text, most with a page", async () => {
  const templates = await loadTemplates(SHIPPED, null);
  expect(templates.proposal?.text).toMatch(/^Subject: /);
  expect(templates.proposal?.html).toContain("_layout");
  expect(templates._foot?.html).toBeNull();
});

test("her wording goes over ours, and ours stays for the rest", async () => {
  await writeFile(join(hers, "nudge.txt.hbs"), "\ufeffSubject: Hello\r\n\r\nmine");
  const templates = await loadTemplates(SHIPPED, hers);
  expect(templates.nudge).toEqual({ text: "Subject: Hello\n\nmine", html: null });
  expect(templates.forward).toEqual((await loadTemplates(SHIPPED, null)).forward);
});

test("a letter whose text alone she rewrote loses the page that says something else", async () => {
  await writeFile(join(hers, "forward.txt.hbs"), "Subject: Hello");
  expect((await loadTemplates(SHIPPED, hers)).forward?.html).toBeNull();
  await writeFile(join(hers, "forward.html.hbs"), "<p>Hello</p>");
  expect((await loadTemplates(SHIPPED, hers)).forward?.html).toBe("<p>Hello</p>");
});

test("a partial of hers is taken, also a new one", async () => {
  await writeFile(join(hers, "_mine.txt.hbs"), "mine");
  await writeFile(join(hers, "_foot.txt.hbs"), "foot");
  const templates = await loadTemplates(SHIPPED, hers);
  expect(templates._mine?.text).toBe("mine");
  expect(templates._foot?.text).toBe("foot");
});

test("no folder of hers is fine", async () => {
  await expect(loadTemplates(SHIPPED, join(hers, "nosuch"))).resolves.toHaveProperty("proposal");
});

test("other files beside the templates are left alone", async () => {
  await writeFile(join(hers, "notes.md"), "to do");
  await expect(loadTemplates(SHIPPED, hers)).resolves.toHaveProperty("proposal");
});

test.each([
  ["the name of no letter", "forwards.txt.hbs"],
  ["no name of a template", "forward.hbs"],
])("a file under %s is an error that names it", async (_case, name) => {
  await writeFile(join(hers, name), "Subject: x");
  await expect(loadTemplates(SHIPPED, hers)).rejects.toThrow(Misconfigured);
  await expect(loadTemplates(SHIPPED, hers)).rejects.toThrow(name);
});

test("a shipped folder that is not there, or is empty, stops with its name", async () => {
  await expect(loadTemplates(join(hers, "nosuch"), null)).rejects.toThrow("nosuch");
  await expect(loadTemplates(hers, null)).rejects.toThrow(hers);
});

test("a letter to a contact may be worded for one of them or for a group", async () => {
  await writeFile(join(hers, "forward.ana-ruiz.txt.hbs"), "Subject: Hello");
  await writeFile(join(hers, "nudge.group-friends.txt.hbs"), "Subject: Psst");
  const templates = await loadTemplates(SHIPPED, hers);
  expect(templates["forward.ana-ruiz"]).toEqual({ text: "Subject: Hello", html: null });
  expect(templates["nudge.group-friends"]?.text).toBe("Subject: Psst");
  expect(templates.forward?.html).not.toBeNull();
});

test.each([
  ["digest.ana-ruiz.txt.hbs", "only forward, nudge"],
  ["forward.ana-ruiz.html.hbs", "needs forward.ana-ruiz.txt.hbs"],
])("%s is no wording for a contact", async (name, why) => {
  await writeFile(join(hers, name), "Subject: Hello");
  await expect(loadTemplates(SHIPPED, hers)).rejects.toThrow(why);
});
