/** A simulated year: 250 editions, 300 contacts, her answering one day in two; what must never happen does not. */
import { expect, test } from "vitest";
import { MINUTE_MS } from "../../src/time.ts";
import { liveYear } from "../support/year.ts";

// Two minutes where nothing else runs; the rest is room for a busy machine.
test(
  "a year: one digest a day, nothing twice, no limit passed, small at its end",
  async () => {
    const lived = await liveYear({
      seed: 20270101,
      start: "2027-01-01",
      zone: "Europe/Copenhagen",
      days: 365,
      editions: 250,
      contacts: 300,
      restarts: 50,
      sleeps: 3,
    });
    console.log(JSON.stringify(lived));
    expect(lived.wrong).toEqual([]);
    expect(lived.digests).toBeGreaterThan(200);
    expect(lived.reminders).toBeGreaterThan(200);
    expect(lived.onWord).toBeGreaterThan(20);
    expect(lived.largestLetter).toBeLessThan(60 * 1024);
    expect(lived.stateBytes).toBeLessThan(5 * 1024 * 1024);
  },
  20 * MINUTE_MS,
);

/** Both nights the clocks change, where they do; Honolulu and Kathmandu are there for their distance. */
test.each([
  ["Europe/Copenhagen", "2027-03-25"],
  ["Europe/Copenhagen", "2027-10-28"],
  ["America/New_York", "2027-03-11"],
  ["America/New_York", "2027-11-04"],
  ["Australia/Lord_Howe", "2027-04-01"],
  ["Australia/Lord_Howe", "2027-09-30"],
  ["Pacific/Honolulu", "2028-02-26"],
  ["Asia/Kathmandu", "2027-12-29"],
])(
  "a week in %s from %s on, with fifty restarts around the hour and three days asleep",
  async (zone, start) => {
    const lived = await liveYear({
      seed: start.length + zone.length,
      start,
      zone,
      days: 9,
      editions: 9,
      contacts: 40,
      followUp: "announced",
      restarts: 50,
      sleeps: 1,
    });
    expect(lived.wrong).toEqual([]);
    expect(lived.digests).toBeGreaterThan(3);
  },
);
