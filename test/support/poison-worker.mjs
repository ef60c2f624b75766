/**
 * The reader's worker, and what no mail has done to it yet: a mail with `X-Poison: hang` never ends, `heap` takes all
 * there is, `exit` ends the worker, `throw` breaks it. Others are read as ever. Built code, so that every Node runs it.
 */
import { parentPort } from "node:worker_threads";
import { understand } from "../../dist/decision/understand.js";

const POISON = {
  hang: () => {
    for (;;);
  },
  heap: () => {
    for (const hoard = []; ; ) hoard.push(new Array(1_000_000).fill(hoard.length));
  },
  exit: () => process.exit(1),
  throw: () => {
    setImmediate(() => {
      throw new Error("nobody caught this");
    });
    return new Promise(() => undefined);
  },
};

let last = Promise.resolve();

parentPort?.on("message", (job) => {
  last = last.then(() => read(job));
});

async function read({ job, mails, owners }) {
  parentPort?.postMessage({ job });
  for (const { index, bytes, ...circumstances } of mails) {
    const [, poison] = /^X-Poison: (\w+)/m.exec(Buffer.from(bytes).toString("latin1")) ?? [];
    if (poison !== undefined) await POISON[poison]();
    parentPort?.postMessage({
      job,
      index,
      understood: await understand(bytes, { owners, ...circumstances }),
    });
  }
}

parentPort?.postMessage("ready");
