import { defineConfig } from "vitest/config";

/** The suite against a real Dovecot and Postfix; `test/support/mailserver/install` brings them from Debian. */
export default defineConfig({
  root: new URL("..", import.meta.url).pathname,
  test: {
    include: ["test/dovecot/**/*.test.ts"],
    sequence: { shuffle: true },
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
