/** The worker's side of `understanding.ts`: one mail after the other, an answer each. */
import { parentPort } from "node:worker_threads";
import { understand } from "./decision/understand.ts";
import type { Answer, Job } from "./understanding.ts";

/** Two jobs may lie here: the second waits for the first. */
let last: Promise<void> = Promise.resolve();

parentPort?.on("message", (job: Job) => {
  last = last.then(() => read(job));
});

async function read({ job, mails, owners }: Job): Promise<void> {
  parentPort?.postMessage({ job } satisfies Answer);
  for (const { index, bytes, ...circumstances } of mails) {
    parentPort?.postMessage(
      await understand(bytes, { owners, ...circumstances }).then(
        (understood): Answer => ({ job, index, understood }),
        (error: unknown): Answer => ({
          job,
          index,
          unreadable: error instanceof Error ? error.message : String(error),
        }),
      ),
    );
  }
}

/** The first mail would pay for what is loaded and compiled only when it is asked for: this one does. */
const FIRST = [
  "From: Jo <jo@example.com>",
  "Subject: Fwd: queries",
  "Date: Mon, 02 Mar 2026 18:02:00 +0000",
  "",
  "---------- Forwarded message ---------",
  "From: List <list@example.org>",
  "Date: Mon, Mar 2, 2026 at 6:02 PM",
  "Subject: queries",
  "To: <jo@example.com>",
  "",
  "1) Summary: Bakers",
  "Media Outlet: Crumb",
  "Deadline: 3:00 AM ET - 6 March",
  "Query: Bakers who bike, only in Maine.",
].join("\r\n");

await understand(Buffer.from(FIRST), { owners: null, receivedAt: null, truncated: false });
parentPort?.postMessage("ready" satisfies Answer);
