/** A month of the simulated year; the whole of it stands in test/faults. */
import { expect, test } from "vitest";
import { liveYear } from "../support/year.ts";

test("a month of lists, answers and silence: one digest a day, nothing twice, no limit passed", async () => {
  const lived = await liveYear({
    seed: 1,
    start: "2027-03-15",
    zone: "Europe/Copenhagen",
    days: 30,
    editions: 16,
    contacts: 60,
    restarts: 5,
    sleeps: 1,
  });
  console.log(lived);
  expect(lived.wrong).toEqual([]);
  expect(lived.digests).toBeGreaterThan(8);
  expect(lived.forwards).toBeGreaterThan(10);
  expect(lived.reminders).toBeGreaterThan(2);
  expect(lived.largestLetter).toBeLessThan(60 * 1024);
});
