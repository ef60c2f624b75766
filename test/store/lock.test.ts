import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { takeLock } from "../../src/store/lock.ts";
import { killed, startCommitter, temporaryFolder } from "./support.ts";

test("a second process is refused, naming the first and the folder", async () => {
  const folder = temporaryFolder();
  const child = startCommitter(folder, 0);
  onTestFinished(() => killed(child));
  if (child.stdout !== null) await once(child.stdout, "data");
  expect(() => takeLock(folder)).toThrow(`another Sendalong (process ${child.pid}) is running on ${folder}`);
});

test("the lock of a process that was killed is taken over", async () => {
  const folder = temporaryFolder();
  const child = startCommitter(folder, 0);
  if (child.stdout !== null) await once(child.stdout, "data");
  await killed(child);
  takeLock(folder).release();
});

test("a folder is held once within one process too, until it is let go", () => {
  const folder = temporaryFolder();
  const lock = takeLock(folder);
  expect(() => takeLock(folder)).toThrow(`process ${process.pid}`);
  lock.release();
  takeLock(folder).release();
});

const hasProc = process.platform === "linux";
test.skipIf(!hasProc)("a number that went to another process since holds nothing (needs /proc)", () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, ".lock"), `${process.pid} 1\n`);
  takeLock(folder).release();
});

test.each(["", "not a number", "0 1", "-1 1"])("a lock that reads %j holds nothing", (text) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, ".lock"), text);
  takeLock(folder).release();
});

test("letting go removes nobody else's lock", () => {
  const folder = temporaryFolder();
  const lock = takeLock(folder);
  writeFileSync(join(folder, ".lock"), "1 1\n");
  lock.release();
  expect(readFileSync(join(folder, ".lock"), "utf8")).toBe("1 1\n");
});

test("of many that start at once on a dead lock one gets it", async () => {
  const folder = temporaryFolder();
  const dead = spawnSync(process.execPath, ["-e", ""]).pid;
  writeFileSync(join(folder, ".lock"), `${dead} 1\n`);
  const children = Array.from({ length: 6 }, () => startCommitter(folder, 0));
  onTestFinished(async () => {
    for (const child of children) await killed(child);
  });
  const fates = await Promise.all(
    children.map((child) =>
      Promise.race([
        once(child.stdout ?? child, "data").then(() => "holds it"),
        once(child, "exit").then(() => "refused"),
      ]),
    ),
  );
  expect(fates.filter((fate) => fate === "holds it")).toHaveLength(1);
});
