/**
 * Runs a command again and again and kills it without warning at a random moment of each run; the last run may finish.
 *
 * SIGKILL goes to the whole process group. What must hold afterwards is for the test to say.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { seeded } from "./random.ts";

export interface KillLoopOptions {
  readonly command: readonly [string, ...string[]];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly runs: number;
  /** The window the moment falls in, from the start of a run. Choose it over the part that matters: starting Node
   *  alone takes 200 to 400 ms. */
  readonly minMs: number;
  readonly maxMs: number;
  readonly seed?: number;
  /** Kill 0 to 50 ms after the output holds this; `maxMs` is then the last resort. */
  readonly on?: RegExp;
  /** Asked again and again during the last run, and once it has ended. Default: the last run ends by itself. */
  readonly until?: () => boolean | Promise<boolean>;
  /** How long the last run may take. */
  readonly finalMs: number;
}

export interface KillTally {
  readonly killed: number;
  readonly killTimesMs: readonly number[];
  /** Runs that were over before their time, with what they said at the end. */
  readonly endedByItself: readonly {
    readonly run: number;
    readonly code: number | null;
    readonly tail: string;
  }[];
  /** Whether `until` came true, or without it the last run ended well. */
  readonly settled: boolean;
  /** The end of the last run's output, both streams. */
  readonly tail: string;
}

const JITTER_MS = 50;
const TAIL_CHARS = 2000;
/** How long a last run that was asked to stop may take before it is killed. */
const STOP_MS = 10_000;
const ASK_MS = 50;

export async function killLoop(options: KillLoopOptions): Promise<KillTally> {
  const chance = seeded(options.seed ?? 1);
  const killTimesMs: number[] = [];
  const endedByItself: { run: number; code: number | null; tail: string }[] = [];
  for (let n = 1; n <= options.runs; n++) {
    const run = new Run(options);
    const due = options.minMs + chance() * (options.maxMs - options.minMs);
    await run.moment(due, chance() * JITTER_MS);
    if (run.over) endedByItself.push({ run: n, code: run.code, tail: run.tail });
    else {
      killTimesMs.push(Math.round(run.ageMs));
      await run.kill("SIGKILL");
    }
  }
  const last = new Run(options);
  const settled = await settle(last, options);
  return { killed: killTimesMs.length, killTimesMs, endedByItself, settled, tail: last.tail };
}

async function settle(run: Run, { until, finalMs }: KillLoopOptions): Promise<boolean> {
  while (!run.over && run.ageMs < finalMs) {
    if ((await until?.()) === true) break;
    await Promise.race([run.closed, pause(ASK_MS)]);
  }
  const finished = run.over;
  if (!run.over) {
    const stopping = run.kill("SIGTERM");
    await Promise.race([stopping, pause(STOP_MS)]);
    if (!run.over) await run.kill("SIGKILL");
  }
  return until === undefined ? finished && run.code === 0 : await until();
}

class Run {
  readonly closed: Promise<void>;
  over = false;
  /** Exit status; null when a signal ended it or it could not be started. */
  code: number | null = null;
  tail = "";
  readonly #child: ChildProcess;
  readonly #began = performance.now();
  readonly #on: RegExp | null;
  #noticed: () => void = () => undefined;

  constructor({ command: [program, ...args], cwd, env, on }: KillLoopOptions) {
    this.#on = on ?? null;
    this.#child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        this.tail = (this.tail + chunk.toString("utf8")).slice(-TAIL_CHARS);
        if (this.#on?.test(this.tail)) this.#noticed();
      });
    }
    this.closed = new Promise((resolve) => {
      const end = (code: number | null) => {
        this.over = true;
        this.code = code;
        resolve();
      };
      this.#child.on("error", (error) => {
        this.tail = error.message;
        end(null);
      });
      this.#child.on("close", end);
    });
  }

  get ageMs(): number {
    return performance.now() - this.#began;
  }

  /** Waits for the end of the run, the moment due, or the output waited for. */
  async moment(dueMs: number, jitterMs: number): Promise<void> {
    const noticed = new Promise<void>((resolve) => {
      this.#noticed = resolve;
    }).then(() => pause(jitterMs));
    const timer = new AbortController();
    const due = pause(dueMs, undefined, { signal: timer.signal }).catch(() => undefined);
    await Promise.race([this.closed, noticed, due]);
    timer.abort();
  }

  /** Resolves when the run is over. */
  kill(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    try {
      if (this.#child.pid !== undefined) process.kill(-this.#child.pid, signal);
    } catch {
      // It has gone by itself meanwhile.
    }
    return this.closed;
  }
}
