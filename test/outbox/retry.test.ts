import { expect, test } from "vitest";
import { retryDelayMs } from "../../src/outbox/retry.ts";

const MINUTE = 60_000;

test.each([
  [1, 1],
  [2, 5],
  [3, 15],
  [4, 30],
  [5, 60],
  [6, 60],
  [51, 60],
])("after try %i the next comes %i minutes later", (tries, minutes) => {
  expect(retryDelayMs(tries)).toBe(minutes * MINUTE);
});

test("after two days it is given up", () => {
  let waited = 0;
  let tries = 1;
  for (let delay = retryDelayMs(tries); delay !== null; delay = retryDelayMs(tries)) {
    waited += delay;
    tries += 1;
  }
  expect(waited).toBeLessThanOrEqual(48 * 60 * MINUTE);
  expect(waited).toBeGreaterThan(47 * 60 * MINUTE);
  expect(retryDelayMs(tries + 1000)).toBeNull();
});
