/** The commands that ask nobody outside: `config`, `status`, `healthcheck`, `receive`. */
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ROWS, variableOf } from "../../src/config.ts";
import { tempFolder } from "../support/temp.ts";
import { fingerprint, jsonLines, SETTINGS, sendalong } from "./program.ts";

describe("config", () => {
  test("prints every setting, its value and where it came from", async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, "config.json"), JSON.stringify({ hold: "5m", weekends: true }));
    const environment = { ...SETTINGS, [variableOf("weekends")]: "false" };
    const args = ["config", "--json", "--data", folder, "--log", "json"];
    const { code, stdout } = await sendalong(args, { environment });
    expect(code).toBe(0);
    const settings = new Map(jsonLines(stdout).map(({ key, ...rest }) => [key, rest]));
    expect([...settings.keys()]).toEqual([...ROWS.map(({ key }) => key), "imap password", "smtp password"]);
    expect(settings.get("perDay")).toEqual({ value: 200, source: "default" });
    expect(settings.get("hold")).toEqual({ value: "5m", source: "file" });
    expect(settings.get("weekends")).toEqual({ value: "false", source: "environment" });
    expect(settings.get("log")).toEqual({ value: "json", source: "flag" });
    expect(settings.get("imap.port")).toEqual({ value: 993, source: "default" });
    expect(settings.get("imap password")).toEqual({ value: null, source: "default" });
  });

  test.each([
    ["", "s3cret"],
    ["_FILE", "a file with s3cret"],
    ["_COMMAND", "echo s3cret"],
  ])("names where a password comes from (%s), never the password", async (form, value) => {
    const name = `SENDALONG_IMAP_PASSWORD${form}`;
    const { stdout, stderr } = await sendalong(["config"], { environment: { ...SETTINGS, [name]: value } });
    expect(stdout).toMatch(new RegExp(`imap password +\\(from ${name}\\) +environment`));
    expect(stdout).toMatch(new RegExp(`smtp password +\\(from ${name}\\) +environment`));
    expect(stdout + stderr).not.toContain("s3cret");
  });
});

describe("status", () => {
  test("of an empty folder needs no settings and creates nothing", async () => {
    const folder = join(tempFolder(), "none");
    const { code, stdout } = await sendalong(["status", "--json", "--data", folder]);
    expect(code).toBe(0);
    expect(jsonLines(stdout)).toMatchObject([
      { folder, runningAs: null, lastTickAt: null, queries: 0, sent: 0 },
    ]);
    expect(existsSync(folder)).toBe(false);
  });

  test("of a folder whose state is lost says so", async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, ".started"), "{}");
    const { code, stderr } = await sendalong(["status", "--data", folder]);
    expect(code).toBe(2);
    expect(stderr).toContain("state.json");
  });
});

describe("healthcheck", () => {
  /** A folder held by a process that lives, its last tick some minutes ago. */
  function heldFolder(minutesAgo: number): string {
    const folder = tempFolder();
    const lock = join(folder, ".lock");
    writeFileSync(lock, `${process.pid} ?\n`);
    const at = new Date(Date.now() - minutesAgo * 60_000);
    utimesSync(lock, at, at);
    return folder;
  }
  const healthcheck = (folder: string, environment: Record<string, string> = {}) =>
    sendalong(["healthcheck", "--data", folder], { environment: { ...SETTINGS, ...environment } });

  test("is fine while a process ticks", async () => {
    const folder = heldFolder(1);
    const before = fingerprint(folder);
    const { code, stdout } = await healthcheck(folder);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^process ${process.pid} ticked at \\d{4}-`));
    expect(fingerprint(folder)).toEqual(before);
  });

  test("is not when nobody runs", async () => {
    const folder = tempFolder();
    const { code, stdout, stderr } = await healthcheck(folder);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toBe(`no Sendalong is running on ${folder}\n`);
  });

  test("is not when the process that held the folder is gone", async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, ".lock"), "999999999 ?\n");
    expect((await healthcheck(folder)).code).toBe(1);
  });

  test("is not when the process stopped ticking, which is measured by the poll", async () => {
    const stuck = await healthcheck(heldFolder(15));
    expect(stuck.code).toBe(1);
    expect(stuck.stderr).toContain(`process ${process.pid} has not ticked since`);
    expect((await healthcheck(heldFolder(15), { SENDALONG_POLL: "10m" })).code).toBe(0);
  });

  test("cannot run without settings", async () => {
    expect((await sendalong(["healthcheck", "--data", tempFolder()])).code).toBe(2);
  });
});

describe("receive", () => {
  const MAIL = "From: jo@example.com\r\nSubject: x\r\n\r\nhello\r\n";

  test("lays files and standard input into incoming, in order, as they are", async () => {
    const folder = tempFolder();
    const file = join(folder, "one.eml");
    writeFileSync(file, MAIL);
    const data = join(folder, "hers");
    const { code, stdout } = await sendalong(["receive", file, "-", "--data", data], {
      environment: SETTINGS,
      input: "Subject: y\r\n\r\n\xff".repeat(2),
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^2 taken into .*incoming; the next tick of "sendalong run" handles them\.\n$/);
    const names = readdirSync(join(data, "incoming")).sort();
    expect(names.map((name) => readFileSync(join(data, "incoming", name), "utf8"))).toEqual([
      MAIL,
      "Subject: y\r\n\r\n\xff".repeat(2),
    ]);
  });

  test("goes on past a file it cannot read", async () => {
    const folder = tempFolder();
    mkdirSync(join(folder, "folder.eml"));
    writeFileSync(join(folder, "one.eml"), MAIL);
    const files = ["none.eml", "folder.eml", "one.eml"].map((name) => join(folder, name));
    const { code, stdout, stderr } = await sendalong(["receive", ...files, "--data", folder], {
      environment: SETTINGS,
    });
    expect(code).toBe(1);
    expect(stdout).toContain("1 taken");
    expect(stderr.split("\n").filter((line) => line.includes("cannot be read"))).toHaveLength(2);
  });
});
