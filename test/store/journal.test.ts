import { appendFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Journal, openJournal } from "../../src/store/journal.ts";
import { temporaryFolder } from "./support.ts";

const reopened = (path: string): Journal => openJournal(path);

test("nothing is written before there is something to write", () => {
  const path = join(temporaryFolder(), "sending.log");
  const journal = openJournal(path);
  journal.noteTries([]);
  expect(journal.tries("k")).toBe(0);
  expect(journal.stateOf("m1")).toBe("none");
  expect(existsSync(path)).toBe(false);
});

test("tries are counted over restarts, many in one line", () => {
  const path = join(temporaryFolder(), "sending.log");
  openJournal(path).noteTries(["a", "b"]);
  const again = reopened(path);
  again.noteTries(["b"]);
  for (const journal of [again, reopened(path)])
    expect([journal.tries("a"), journal.tries("b"), journal.tries("c")]).toEqual([1, 2, 0]);
  expect(readFileSync(path, "utf8").trimEnd().split("\n")).toHaveLength(2);
});

test.each([
  ["handed over and never settled", [], "handed-over"],
  ["taken", ["sent"], "sent"],
  ["refused", ["refused"], "refused"],
  ["found unsent", ["not-sent"], "not-sent"],
  ["found unsent, then taken", ["not-sent", "sent"], "sent"],
] as const)("a mail that was %s is known as such after a restart", (_case, outcomes, state) => {
  const path = join(temporaryFolder(), "sending.log");
  const journal = openJournal(path);
  journal.handover("m1", "digest:2026-11-22");
  for (const outcome of outcomes) journal.settled("m1", outcome);
  for (const each of [journal, reopened(path)]) expect(each.stateOf("m1")).toBe(state);
});

test("a line that a kill tore is lost alone, wherever it was torn", () => {
  const path = join(temporaryFolder(), "sending.log");
  const journal = openJournal(path);
  journal.handover("m1", "k1");
  const whole = readFileSync(path).length;
  journal.handover("m2", "k2");
  journal.close();
  const bytes = readFileSync(path);
  for (let length = whole; length < bytes.length; length += 1) {
    writeFileSync(path, bytes.subarray(0, length));
    const again = openJournal(path);
    // Only its line end is missing: better known than forgotten.
    expect(again.stateOf("m2")).toBe(length === bytes.length - 1 ? "handed-over" : "none");
    again.handover("m3", "k3");
    again.close();
    expect([reopened(path).stateOf("m1"), reopened(path).stateOf("m3")]).toEqual([
      "handed-over",
      "handed-over",
    ]);
  }
});

test("lines that are no entries are passed over", () => {
  const path = join(temporaryFolder(), "sending.log");
  openJournal(path).handover("m1", "k1");
  appendFileSync(path, '\0\0\0\n[]\nnull\n{}\n{"at":"x"}\n');
  expect(reopened(path).stateOf("m1")).toBe("handed-over");
});

test("compacting forgets what is old and settled, never what is open", () => {
  const path = join(temporaryFolder(), "sending.log");
  let today = new Date("2026-01-01T00:00:00Z");
  const journal = openJournal(path, () => today);
  journal.noteTries(["old", "old and new"]);
  journal.handover("m-open", "k-open");
  journal.handover("m-sent", "k-sent");
  journal.settled("m-sent", "sent");
  today = new Date("2026-06-01T00:00:00Z");
  journal.noteTries(["old and new"]);
  journal.handover("m-new", "k-new");
  journal.settled("m-new", "refused");
  journal.compact(new Date("2026-03-01T00:00:00Z"));
  journal.handover("m-after", "k-after");
  for (const each of [journal, reopened(path)]) {
    expect(["m-open", "m-sent", "m-new", "m-after"].map((id) => each.stateOf(id))).toEqual([
      "handed-over",
      "none",
      "refused",
      "handed-over",
    ]);
    expect([each.tries("old"), each.tries("old and new")]).toEqual([0, 2]);
  }
});

test("what a restart reads is what was noted, cut off anywhere", () => {
  const entry = fc.oneof(
    fc.record({
      tries: fc.array(fc.constantFrom("a", "b", 'c"\n', "é\u2028"), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ handover: fc.constantFrom("m1", "m2") }),
    fc.record({
      settled: fc.constantFrom("m1", "m2"),
      outcome: fc.constantFrom("sent", "refused", "not-sent"),
    }),
  );
  const path = join(temporaryFolder(), "sending.log");
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 12 }), fc.nat(40), (entries, cut) => {
      writeFileSync(path, "");
      const journal = openJournal(path);
      const sizes = [0];
      for (const each of entries) {
        if ("tries" in each) journal.noteTries(each.tries);
        else if ("handover" in each) journal.handover(each.handover, "k");
        else journal.settled(each.settled, each.outcome);
        sizes.push(readFileSync(path).length);
      }
      const size = sizes.at(-1) ?? 0;
      truncateSync(path, Math.max(0, size - cut));
      const whole = entries.slice(0, sizes.filter((each) => each > 0 && each - 1 <= size - cut).length);
      const again = openJournal(path);
      const triesOf = (key: string) =>
        whole.flatMap((each) => ("tries" in each ? each.tries : [])).filter((k) => k === key);
      for (const key of ["a", "b", 'c"\n', "é\u2028"]) expect(again.tries(key)).toBe(triesOf(key).length);
      for (const id of ["m1", "m2"]) {
        const last = whole.findLast(
          (each) =>
            ("handover" in each && each.handover === id) || ("settled" in each && each.settled === id),
        );
        const state = last === undefined ? "none" : "outcome" in last ? last.outcome : "handed-over";
        expect(again.stateOf(id)).toBe(state);
      }
    }),
    { numRuns: 60 },
  );
});
