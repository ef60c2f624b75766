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
