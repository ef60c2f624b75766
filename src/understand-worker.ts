/** The worker's side of `understanding.ts`: one mail after the other, an answer each. */
import { parentPort } from "node:worker_threads";
import { understand } from "./decision/understand.ts";
import type { Answer, Job } from "./understanding.ts";

parentPort?.on("message", async ({ mails, owners }: Job) => {
  parentPort?.postMessage("started" satisfies Answer);
  for (const { index, bytes, ...circumstances } of mails) {
    parentPort?.postMessage(
      await understand(bytes, { owners, ...circumstances }).then(
        (understood): Answer => ({ index, understood }),
        (error: unknown): Answer => ({
          index,
          unreadable: error instanceof Error ? error.message : String(error),
        }),
      ),
    );
  }
});

parentPort?.postMessage("ready" satisfies Answer);
