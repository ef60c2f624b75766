import { defineConfig } from "vitest/config";

/** Kills, cuts and damage, judged from the servers' side; longer than the everyday suite. */
export default defineConfig({
  root: new URL("..", import.meta.url).pathname,
  test: {
    include: ["test/faults/**/*.test.ts"],
    sequence: { shuffle: true },
    // Two at a time: most of it is waiting for processes to start and to end.
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 60_000,
  },
});
