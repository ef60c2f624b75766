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

/** What the worker answers: once that it is ready, then for each job that it begins, and one a mail. */
export type Answer =
  | "ready"
  | { readonly job: number }
  | { readonly job: number; readonly index: number; readonly understood: Understood }
  | { readonly job: number; readonly index: number; readonly unreadable: string };

export interface Job {
  /** Each has its own: what is said of another job is not about this one. */
  readonly job: number;
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
  let jobs = 0;
  let waiting = 0;
  /** What reads the job in hand; null: none does yet. */
  let busy: Worker | null = null;
  /** A job the worker has beside the one in hand, so that it need not wait for us; and what it said of it so far. */
  let ahead: Ahead | null = null;
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

  /** One job after the other; the next one lies with the worker already. */
  function understand(mails: readonly Raw[]): Promise<readonly (Understood | UnreadableMail)[]> {
    const job = ++jobs;
    if (waiting === 1 && busy !== null && mails.length > 0) ahead = sentAhead(busy, job, mails);
    waiting++;
    const done = turn.then(() => understandNow(mails, job)).finally(() => waiting--);
    turn = done.catch(() => undefined);
    return done;
  }

  function sentAhead(on: Worker, job: number, mails: readonly Raw[]): Ahead {
    const answers: Answer[] = [];
    const fate: Fate = { error: null, isOver: false };
    const keep = (answer: Answer) => answers.push(answer);
    const broke = (error: Error) => {
      fate.error = error;
    };
    const exited = () => {
      fate.isOver = true;
    };
    on.on("message", keep).on("error", broke).on("exit", exited);
    post(on, job, mails, 0);
    const stop = () => void on.off("message", keep).off("error", broke).off("exit", exited);
    return { on, job, answers, fate, stop };
  }

  function post(on: Worker, job: number, mails: readonly Raw[], from: number): void {
    const left = mails.slice(from).map((mail, index) => ({ ...mail, index: from + index }));
    on.postMessage({ job, owners, mails: left } satisfies Job);
  }

  async function understandNow(
    mails: readonly Raw[],
    job: number,
  ): Promise<readonly (Understood | UnreadableMail)[]> {
    const results: (Understood | UnreadableMail)[] = [];
    while (results.length < mails.length) {
      worker ??= startWorker(code);
      await worker.ready;
      const failure = await runFrom(worker.worker, mails, results, job);
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
    job: number,
  ): Promise<string | null> {
    const known = ahead?.job === job ? ahead : null;
    known?.stop();
    if (known !== null) ahead = null;
    const fate: Fate = known?.on === on ? known.fate : { error: null, isOver: false };
    return new Promise((resolve) => {
      let timer = setTimeout(giveUp, BUSY_MS);
      on.on("message", take).on("error", broke).on("exit", exited);
      busy = on;
      if (known?.on === on) for (const answer of known.answers) take(answer);
      else post(on, job, mails, results.length);
      if (fate.isOver && results.length < mails.length) exited();

      function take(answer: Answer): void {
        if (answer === "ready" || answer.job !== job) return;
        clearTimeout(timer);
        timer = setTimeout(giveUp, limitMs);
        if (!("index" in answer)) return;
        results.push("understood" in answer ? answer.understood : new UnreadableMail(answer.unreadable));
        if (results.length === mails.length) end(null);
      }
      /** Answers it gave before may still be on their way; none is when it has exited. */
      function broke(error: Error): void {
        fate.error = error;
      }
      function exited(): void {
        end(fate.error === null ? "reading it ended the reader" : saidOf(fate.error));
      }
      function giveUp(): void {
        end(`it took longer than ${limitMs / 1000} s to read`);
      }
      function end(failure: string | null): void {
        busy = null;
        clearTimeout(timer);
        on.off("message", take).off("error", broke).off("exit", exited);
        resolve(failure);
      }
    });
  }
}

function saidOf(error: NodeJS.ErrnoException): string {
  const isFull = error.code === "ERR_WORKER_OUT_OF_MEMORY";
  return isFull ? `it took more than ${UNDERSTAND_HEAP_MB} MB to read` : error.message;
}

/** How a worker ends. */
interface Fate {
  error: Error | null;
  isOver: boolean;
}

interface Ahead {
  readonly on: Worker;
  readonly job: number;
  readonly answers: readonly Answer[];
  readonly fate: Fate;
  readonly stop: () => void;
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
