/** K3: killed while a state of ten megabytes is written: it parses, and the last acknowledged change is in it. */
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { openStore } from "../../src/store/store.ts";
import { startCommitter, tallyIn } from "../store/support.ts";
import { seeded } from "../support/random.ts";
import { tempFolder } from "../support/temp.ts";

const KILLS = Math.ceil(Number(process.env.KILLS ?? 100) / 4);
const SEED = Number(process.env.SEED ?? 7);
const FILLER_BYTES = 10_000_000;
/** One commit of so much takes about this long, on a slow disk more. Milliseconds. */
const COMMIT_MS = 80;

test(`K3: ${KILLS} kills while 10 MB are written`, { timeout: 15 * 60_000 }, async () => {
  const folder = tempFolder();
  const random = seeded(SEED);
  let within = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const acknowledged = await killAfter(folder, random() * COMMIT_MS);
    const store = await openStore(tallyIn(folder));
    const { count } = store.state;
    expect(count).toBeGreaterThanOrEqual(acknowledged);
    expect(count).toBeLessThanOrEqual(acknowledged + 1);
    expect(await store.readMail(`m${count}`)).toEqual(Buffer.from(`mail ${count}`));
    if (count > acknowledged) within += 1;
    await store.close();
  }
  console.log(`${KILLS} kills, ${within} between a commit and its acknowledgement`);
});

/** Kills so long after a commit was acknowledged: within the next one. Gives the last number acknowledged. */
async function killAfter(folder: string, ms: number): Promise<number> {
  const child = startCommitter(folder, FILLER_BYTES);
  let printed = "";
  let isDue = false;
  child.stdout?.on("data", (part: Buffer) => {
    printed += part.toString();
    if (isDue) return;
    isDue = true;
    void pause(ms).then(() => child.kill("SIGKILL"));
  });
  await once(child, "close");
  return Number(printed.trimEnd().split("\n").at(-1));
}
