/** A fortnight of the simulated year, the short night in it; the whole year stands in test/faults. */
import { expect, test } from "vitest";
import { liveYear } from "../support/year.ts";

test("a fortnight of lists, answers and silence: one digest a day, nothing twice, no limit passed", async () => {
  const lived = await liveYear({
    seed: 1,
    start: "2027-03-22",
    zone: "Europe/Copenhagen",
    days: 14,
    editions: 8,
    contacts: 30,
    restarts: 4,
    sleeps: 1,
  });
  expect(lived.wrong).toEqual([]);
  expect(lived.digests).toBeGreaterThan(5);
  expect(lived.forwards).toBeGreaterThan(4);
  expect(lived.reminders).toBeGreaterThan(1);
  expect(lived.largestLetter).toBeLessThan(60 * 1024);
});
