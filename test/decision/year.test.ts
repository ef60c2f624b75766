/** A week of the simulated year, the short night in it; the whole year stands in test/faults. */
import { expect, test } from "vitest";
import { liveYear } from "../support/year.ts";

test("a week of lists, answers and silence: one digest a day, nothing twice, no limit passed", async () => {
  const lived = await liveYear({
    seed: 1,
    start: "2027-03-24",
    zone: "Europe/Copenhagen",
    days: 8,
    editions: 6,
    contacts: 20,
    restarts: 6,
    sleeps: 0,
  });
  expect(lived.wrong).toEqual([]);
  expect(lived.digests).toBeGreaterThan(4);
  expect(lived.forwards).toBeGreaterThan(2);
  expect(lived.reminders).toBeGreaterThan(0);
  expect(lived.largestLetter).toBeLessThan(60 * 1024);
});
