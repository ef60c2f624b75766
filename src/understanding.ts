/**
 * Mails understood in a worker with limits: a mail that takes too long or too much costs the worker, not us.
 */
import { Worker } from "node:worker_threads";
import { UNDERSTAND_HEAP_MB, UNDERSTAND_MS } from "./bounds.ts";
import type { Understood } from "./decision/understand.ts";
import { UnreadableMail } from "./errors.ts";

export interface Raw {
  readonly bytes: Uint8Array;
  /** INTERNALDATE; null: not known. */
  readonly receivedAt: Date | null;
  /** Only its beginning was fetched: it is larger than the bounds. */
  readonly truncated: boolean;
}

/** Per mail what it says, or why it cannot be read; in the order given. */
export interface Understanding {
  /** Resolves once mails can be read at once: starting counts against no mail. */
  ready(): Promise<void>;
  understand(mails: readonly Raw[]): Promise<readonly (Understood | UnreadableMail)[]>;
  close(): Promise<void>;
}

/** What the worker answers, one a mail. */
export type Answer =
  | "ready"
  | "started"
  | { readonly index: number; readonly understood: Understood }
  | { readonly index: number; readonly unreadable: string };

export interface Job {
  readonly mails: readonly (Raw & { readonly index: number })[];
  readonly owners: readonly string[] | null;
}

/** Until a worker on a busy machine takes a job up; only then is a mail's own time counted. */
const BUSY_MS = 30_000;

/** Under the test runner this file is TypeScript, which a worker of Node 20 cannot run: the built one is taken. */
const WORKER = import.meta.url.endsWith(".ts")
  ? new URL("../dist/understand-worker.js", import.meta.url)
  : new URL("./understand-worker.js", import.meta.url);

/** @param code what the worker runs; a test's own breaks on order. */
export function openUnderstanding(
  owners: readonly string[] | null,
  limitMs = UNDERSTAND_MS,
  code = WORKER,
): Understanding {
  let worker: Started | null = startWorker(code);
  let turn: Promise<unknown> = Promise.resolve();
  const close = async () => {
    const old = worker;
    worker = null;
    await old?.worker.terminate();
  };
  return { ready, understand, close };

  function ready(): Promise<void> {
    worker ??= startWorker(code);
    return worker.ready;
  }

  /** One job at a time: the worker's answers say which mail of a job they are about, not which job. */
  function understand(mails: readonly Raw[]): Promise<readonly (Understood | UnreadableMail)[]> {
    const done = turn.then(() => understandNow(mails));
    turn = done.catch(() => undefined);
    return done;
  }

  async function understandNow(mails: readonly Raw[]): Promise<readonly (Understood | UnreadableMail)[]> {
    const results: (Understood | UnreadableMail)[] = [];
    while (results.length < mails.length) {
      worker ??= startWorker(code);
      await worker.ready;
      const failure = await runFrom(worker.worker, mails, results);
      if (failure === null) continue;
      // The mail in hand broke the worker; the next goes on in a new one.
      await close();
      results.push(new UnreadableMail(failure));
    }
    return results;
  }

  /** Fills `results` until done (null) or until the worker breaks at a mail (why). */
  function runFrom(
    on: Worker,
    mails: readonly Raw[],
    results: (Understood | UnreadableMail)[],
  ): Promise<string | null> {
    const from = results.length;
    return new Promise((resolve) => {
      let timer = setTimeout(giveUp, BUSY_MS);
      on.on("message", take).on("error", broke).on("exit", exited);
      on.postMessage({
        owners,
        mails: mails.slice(from).map((mail, index) => ({ ...mail, index: from + index })),
      } satisfies Job);

      function take(answer: Answer): void {
        clearTimeout(timer);
        timer = setTimeout(giveUp, limitMs);
        if (typeof answer === "string") return;
        results.push("understood" in answer ? answer.understood : new UnreadableMail(answer.unreadable));
        if (results.length === mails.length) end(null);
      }
      function broke(error: Error): void {
        end(
          (error as NodeJS.ErrnoException).code === "ERR_WORKER_OUT_OF_MEMORY"
            ? `it took more than ${UNDERSTAND_HEAP_MB} MB to read`
            : error.message,
        );
      }
      function exited(): void {
        end("reading it ended the reader");
      }
      function giveUp(): void {
        end(`it took longer than ${limitMs / 1000} s to read`);
      }
      function end(failure: string | null): void {
        clearTimeout(timer);
        on.off("message", take).off("error", broke).off("exit", exited);
        resolve(failure);
      }
    });
  }
}

interface Started {
  readonly worker: Worker;
  readonly ready: Promise<void>;
}

function startWorker(code: URL): Started {
  const worker = new Worker(code, {
    // A larger young generation was no faster, and took 100 MB more over a backlog of 10,000.
    resourceLimits: { maxOldGenerationSizeMb: UNDERSTAND_HEAP_MB, maxYoungGenerationSizeMb: 16 },
  });
  // What breaks between two jobs is noticed by the next one.
  worker.on("error", () => undefined);
  const ready = new Promise<void>((resolve) => {
    worker.once("message", () => resolve());
    worker.once("exit", () => resolve());
  });
  return { worker, ready };
}
