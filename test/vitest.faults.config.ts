import { defineConfig } from "vitest/config";

/** Kills, cuts and damage, judged from the servers' side; longer than the everyday suite. */
export default defineConfig({
  root: new URL("..", import.meta.url).pathname,
  test: {
    include: ["test/faults/**/*.test.ts"],
    sequence: { shuffle: true },
    // As in the everyday suite: what was loaded once, the tables of matching above all, serves all files.
    isolate: false,
    // Two at a time: most of it is waiting for processes to start and to end.
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 60_000,
  },
});
