import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Misconfigured, ServiceUnavailable } from "../../src/errors.ts";
import { openStore, readState } from "../../src/store/store.ts";
import { failingAt, folderWithOneCommit, opened, type Tally, tallyIn, temporaryFolder } from "./support.ts";

test("a first start has an id and a key of its own and writes no state before its first commit", async () => {
  const folder = temporaryFolder();
  const given: string[] = [];
  const store = await opened(folder, {
    empty: (storeId, storeKey) => {
      given.push(storeId, storeKey);
      return { version: 2, storeId, count: 0 };
    },
  });
  expect(store.isFirst).toBe(true);
  expect(given[0]).toMatch(/^[0-9a-f]{32}$/);
  expect(given[1]).toMatch(/^[0-9a-f]{64}$/);
  expect(readdirSync(folder)).toEqual([".lock"]);
});

test("what was committed stands after a restart, with its mails and its mark", async () => {
  const folder = temporaryFolder();
  const store = await openStore(tallyIn(folder));
  await store.commit({ ...store.state, count: 7 }, [{ id: "abc123", bytes: Buffer.from("Subject: x\r\n") }]);
  await store.close();

  const again = await opened(folder);
  expect(again.isFirst).toBe(false);
  expect(again.state).toEqual({ version: 2, storeId: store.state.storeId, count: 7 });
  expect(await again.readMail("abc123")).toEqual(Buffer.from("Subject: x\r\n"));
  expect(JSON.parse(readFileSync(join(folder, ".started"), "utf8"))).toEqual({
    version: 1,
    storeId: store.state.storeId,
  });
});

test("every file is for its owner alone", async () => {
  const folder = temporaryFolder();
  const store = await opened(folder);
  store.journal.noteTries(["k"]);
  await store.incoming.lay(Buffer.from("x"));
  await store.commit(
    { ...store.state, count: 1 },
    [{ id: "abc", bytes: Buffer.from("x") }],
    [{ id: "r", month: "2026-11", record: 1 }],
  );
  await store.close();
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => statSync(join(folder, name)))
    .filter((each) => each.isFile());
  expect(files.length).toBeGreaterThanOrEqual(7);
  expect(new Set(files.map((each) => each.mode & 0o777))).toEqual(new Set([0o600]));
});

test("mails are removed by id, and those no commit knows are swept", async () => {
  const store = await opened(temporaryFolder());
  const mails = ["a1", "b2", "c3"].map((id) => ({ id, bytes: Buffer.from(id) }));
  await store.commit({ ...store.state, count: 1 }, mails);
  await store.removeMails(["a1", "never-there"]);
  await store.sweepOrphans(new Set(["b2"]));
  expect(await Promise.all(["a1", "b2", "c3"].map((id) => store.readMail(id)))).toEqual([
    null,
    Buffer.from("b2"),
    null,
  ]);
});

test.each(["../state", "a/b", "", ".started", "a.b", `a${"\0"}`])("%j is no id of a mail", async (id) => {
  const store = await opened(temporaryFolder());
  await expect(store.commit(store.state, [{ id, bytes: Buffer.from("x") }])).rejects.toThrow(
    "no id of a mail",
  );
});

test("the archive keeps one record an id, whatever is laid down again", async () => {
  const store = await opened(temporaryFolder());
  const lay = (id: string, month: string, record: unknown) =>
    store.commit(store.state, [], [{ id, month, record }]);
  await lay("q1", "2026-11", { was: "open" });
  await lay("q2", "2026-11", 2);
  await lay("q1", "2026-11", { was: "closed" });
  await lay("__proto__", "2026-12", "a name like any other");
  expect([...(await store.readArchive("2026-11"))]).toEqual([
    ["q1", { was: "closed" }],
    ["q2", 2],
  ]);
  expect([...(await store.readArchive("2026-12"))]).toEqual([["__proto__", "a name like any other"]]);
  expect([...(await store.readArchive("2020-01"))]).toEqual([]);
  expect(await store.archiveMonths()).toEqual(["2026-11", "2026-12"]);
});

test("a damaged archive is never written over", async () => {
  const folder = temporaryFolder();
  const store = await opened(folder);
  await store.commit(store.state, [], [{ id: "q1", month: "2026-11", record: 1 }]);
  const path = join(folder, "archive/2026-11.json");
  writeFileSync(path, '{"version": 1, "records": {"q1"');
  const laying = store.commit({ ...store.state, count: 9 }, [], [{ id: "q2", month: "2026-11", record: 2 }]);
  await expect(laying).rejects.toThrow(/2026-11\.json, line 1, column \d+: the file ends too early/);
  expect(store.state.count).toBe(0);
  expect(readFileSync(path, "utf8")).toBe('{"version": 1, "records": {"q1"');
});

test("a commit begun while another runs is our bug, and says so", async () => {
  const store = await opened(temporaryFolder());
  const first = store.commit({ ...store.state, count: 1 });
  await expect(store.commit({ ...store.state, count: 2 })).rejects.toThrow("while another was running");
  await first;
  expect(store.state.count).toBe(1);
});

test("a half-done commit shows nowhere until it is whole", async () => {
  const store = await opened(temporaryFolder());
  const committing = store.commit({ ...store.state, count: 5 });
  expect(store.state.count).toBe(0);
  await committing;
  expect(store.state.count).toBe(5);
});

test.each([
  ["truncated", '{\n "version": 2,\n "count"', /state\.json, line 3, column 9: the file ends too early/],
  [
    "a comma too many",
    '{\n "version": 2,\n "count": 1,\n}\n',
    /state\.json, line 4, column 1: no valid JSON/,
  ],
  ["empty", "", /state\.json, line 1, column 1: the file ends too early/],
  ["null", "null", /state\.json, line 1: no state of Sendalong/],
  ["a list", "[]", /state\.json, line 1: no state of Sendalong/],
  ["binary", "\u0000\u0001\u00ff\ufffd", /state\.json, line 1, column 1: no valid JSON/],
  ["another schema", '{"version": 2, "count": "many"}', /state\.json: count is no number/],
])("a state that is %s stops the start and offers the copy", async (_case, text, message) => {
  const folder = await folderWithOneCommit();
  const path = join(folder, "state.json");
  writeFileSync(path, text);
  await expect(openStore(tallyIn(folder))).rejects.toThrow(Misconfigured);
  await expect(openStore(tallyIn(folder))).rejects.toThrow(message);
  await expect(openStore(tallyIn(folder))).rejects.toThrow(`cp '${path}.bak' '${path}'`);
  await expect(readState(tallyIn(folder))).rejects.toThrow(message);
  expect(readFileSync(path, "utf8")).toBe(text);
  expect(existsSync(join(folder, ".lock"))).toBe(false);
});

test("the copy of a store that was closed is as new as the state, and the store goes on from it", async () => {
  const folder = await folderWithOneCommit();
  const path = join(folder, "state.json");
  writeFileSync(path, "");
  writeFileSync(path, readFileSync(`${path}.bak`));
  expect((await opened(folder)).state.count).toBe(1);
});

test("a copy that is damaged too is not offered", async () => {
  const folder = await folderWithOneCommit();
  writeFileSync(join(folder, "state.json"), "{");
  writeFileSync(join(folder, "state.json.bak"), "{");
  await expect(openStore(tallyIn(folder))).rejects.toThrow("state.json.bak cannot be read either");
});

test.each([
  ["beside its mark", ["state.json", "state.json.bak"], "no state.json.bak"],
  ["beside its mark and its copy", ["state.json"], "cp '"],
  ["beside its copy", ["state.json", ".started"], "cp '"],
])("a state that is missing %s never starts as new", async (_case, missing, cure) => {
  const folder = await folderWithOneCommit();
  for (const name of missing) rmSync(join(folder, name));
  await expect(openStore(tallyIn(folder))).rejects.toThrow(/state\.json is missing/);
  await expect(openStore(tallyIn(folder))).rejects.toThrow(cure);
});

test("config and contacts alone are a first start", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "config.json"), "{}");
  writeFileSync(join(folder, "contacts.json"), "[]");
  expect((await opened(folder)).isFirst).toBe(true);
});

test("a mark that was deleted is made again with the same id", async () => {
  const folder = await folderWithOneCommit();
  const mark = readFileSync(join(folder, ".started"), "utf8");
  rmSync(join(folder, ".started"));
  const store = await opened(folder);
  await store.commit(store.state);
  expect(readFileSync(join(folder, ".started"), "utf8")).toBe(mark);
});

test("a state of a newer version is refused, and no copy offered for it", async () => {
  const folder = await folderWithOneCommit();
  writeFileSync(join(folder, "state.json"), '{"version": 3, "count": 1}');
  const opening = openStore(tallyIn(folder));
  await expect(opening).rejects.toThrow(
    /state\.json was written by a newer Sendalong \(version 3, this one knows 2\)/,
  );
  await expect(opening).rejects.not.toThrow("cp ");
});

test("a state of an older version is upgraded and its bytes are kept", async () => {
  const folder = await folderWithOneCommit();
  const older = '{"version": 1, "storeId": "s", "count": 4}';
  writeFileSync(join(folder, "state.json"), older);
  const store = await opened(folder);
  expect(store.state).toEqual({ version: 2, storeId: "s", count: 4 });
  await store.commit({ ...store.state, count: 5 });
  expect(readFileSync(join(folder, "state.json.v1"), "utf8")).toBe(older);
  expect(await readState(tallyIn(folder))).toMatchObject({ version: 2, count: 5 });
});

test("reading makes nothing and needs no lock", async () => {
  const folder = temporaryFolder();
  expect(await readState(tallyIn(join(folder, "nowhere")))).toBeNull();
  expect(await readState(tallyIn(folder))).toBeNull();
  expect(readdirSync(folder)).toEqual([]);
  const store = await opened(folder);
  await store.commit({ ...store.state, count: 3 });
  expect((await readState(tallyIn(folder)))?.count).toBe(3);
});

test("a folder that is a file is named", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "file"), "");
  await expect(openStore(tallyIn(join(folder, "file")))).rejects.toThrow(/file cannot be used \(E/);
});

test.skipIf(process.getuid?.() === 0)(
  "a folder we may not write is named (as root everything may be)",
  async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o500);
    await expect(openStore(tallyIn(folder))).rejects.toThrow(Misconfigured);
  },
);

test.each(["ENOSPC", "EIO"])(
  "with %s at any step of a commit the state is the old or the new one, whole",
  async (code) => {
    const commit = async (step: number): Promise<number> => {
      const folder = await folderWithOneCommit();
      const disk = failingAt(step, code);
      const store = await openStore(tallyIn(folder, { disk }));
      const next: Tally = { ...store.state, count: 2 };
      const outcome = await store
        .commit(next, [{ id: "m2", bytes: Buffer.from("mail") }], [{ id: "r", month: "2026-11", record: 1 }])
        .then(
          () => null,
          (error: unknown) => error,
        );
      await store.close();

      const onDisk = await readState(tallyIn(folder));
      if (outcome === null) expect(onDisk?.count).toBe(2);
      else expect(outcome).toBeInstanceOf(ServiceUnavailable);
      expect(store.state.count).toBe(outcome === null ? 2 : 1);
      expect([1, 2]).toContain(onDisk?.count);

      const again = await openStore(tallyIn(folder));
      if (again.state.count === 2) expect(await again.readMail("m2")).toEqual(Buffer.from("mail"));
      await again.commit({ ...again.state, count: 3 }, [{ id: "m3", bytes: Buffer.from("mail") }]);
      await again.close();
      expect((await readState(tallyIn(folder)))?.count).toBe(3);
      return disk.steps();
    };
    const steps = await commit(0);
    expect(steps).toBeGreaterThan(10);
    for (let step = 1; step <= steps; step += 1) await commit(step);
  },
);
