/** K1 and K2: the process ends anywhere, and nothing is lost, nothing leaves twice, nothing stays unclear. */
import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import type { State } from "../../src/decision/state.ts";
import { begin, doubles, isComplete, type Life } from "./life.ts";

const KILLS = Number(process.env.KILLS ?? 100);

/** A small generator of its own, so that a seed gives the same moments everywhere. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once("exit", () => resolve());
  });
}

/** Runs to the end of all work, and leaves. */
async function finish(life: Life): Promise<void> {
  const child = life.start();
  await vi.waitFor(async () => expect(isComplete(await life.tally(), life.forwarded)).toBe(true), {
    timeout: Number(process.env["FINISH_MS"] ?? 120_000),
    interval: 200,
  });
  child.kill("SIGTERM");
  await ended(child);
  expect(child.exitCode).toBe(0);
}

async function judge(life: Life): Promise<void> {
  const tally = await life.tally();
  expect(doubles(tally)).toEqual([]);
  expect(tally.astray).toEqual([]);
  expect(isComplete(tally, life.forwarded)).toBe(true);
  const state = JSON.parse(readFileSync(join(life.folder, "state.json"), "utf8")) as State;
  expect(Object.values(state.outbox).filter((mail) => mail.status !== "sent")).toEqual([]);
  expect(life.sandbox.imap.messages("sendalong@example.test")).toHaveLength(0);
}

test(`K1: ${KILLS} kills at random moments`, async () => {
  const life = await begin();
  const random = seeded(7);
  for (let kill = 0; kill < KILLS; kill++) {
    life.forwards();
    life.forwards();
    const child = life.start();
    // The first output comes with the first tick; a kill falls into start-up, work or the calm after it.
    const delayMs = 250 + random() * 500;
    const timer = setTimeout(() => child.kill("SIGKILL"), delayMs);
    await ended(child);
    clearTimeout(timer);
  }
  await finish(life);
  await judge(life);
});

test("K2: killed at every step of one mail's way", async () => {
  const reference = await begin();
  reference.forwards();
  const steps = await stepsOf(reference);
  expect(steps).toBeGreaterThan(20);
  for (let at = 1; at <= steps; at++) {
    const life = await begin();
    life.forwards();
    await ended(life.start({ CRASH_AT: String(at) }));
    await finish(life);
    await judge(life);
  }
});

/** How many steps the whole way takes without any kill. */
async function stepsOf(life: Life): Promise<number> {
  const child = life.start();
  let steps = 0;
  child.stdout?.on("data", (data: Buffer) => {
    steps = Number(/ticked (\d+)/.exec(data.toString())?.[1] ?? steps);
  });
  await vi.waitFor(async () => expect(isComplete(await life.tally(), 1)).toBe(true), {
    timeout: 60_000,
    interval: 100,
  });
  child.kill("SIGTERM");
  await ended(child);
  return steps;
}
