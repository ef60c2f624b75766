/** The daemon as a process of its own that can be ended anywhere, and what it was doing when it ended. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const DAEMON = fileURLToPath(new URL("../support/daemon.mjs", import.meta.url));
const NO_CEILINGS = new URL("../support/no-ceilings.mjs", import.meta.url).href;

export interface Place {
  /** The innermost step it was in, `in start-up` before it ticked, else `between steps`. */
  readonly step: string;
  /** As seen from its commits. */
  readonly around: "before its first commit" | "within a commit" | "after a commit";
}

export interface Daemon {
  /** Lines of what it said so far: `up`, `> commit`, `< commit`, `ticked 12`. */
  readonly said: readonly string[];
  /** Resolves when it has said so many lines, or is over. */
  hasSaid(lines: number): Promise<void>;
  /** Resolves at the first line that fits from now on, or when it is over. */
  says(pattern: RegExp): Promise<void>;
  readonly isOver: boolean;
  /** Resolves with its exit status when all it said has been heard; null after a signal. */
  readonly ended: Promise<number | null>;
  /** Resolves as `ended` does. */
  end(signal: "SIGKILL" | "SIGTERM"): Promise<number | null>;
  /** Where it stands, or ended. */
  place(): Place;
  /** Resident memory while it runs, now and at its most, all threads. Megabytes; null where the system does not tell. */
  memory(): { readonly now: number; readonly most: number } | null;
}

export function startDaemon(folder: string, environment: Readonly<Record<string, string>> = {}): Daemon {
  const child = spawn(process.execPath, ["--import", NO_CEILINGS, DAEMON, folder], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const said: string[] = [];
  const waiting = new Set<() => void>();
  let isOver = false;
  let rest = "";
  child.stdout.on("data", (data: Buffer) => {
    const lines = (rest + data.toString()).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      said.push(line);
      for (const look of [...waiting]) look();
    }
  });
  const ended = endOf(child).then((code) => {
    isOver = true;
    for (const look of [...waiting]) look();
    return code;
  });
  const until = (isReached: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = () => {
        if (!isOver && !isReached()) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  return {
    said,
    ended,
    get isOver() {
      return isOver;
    },
    hasSaid: (lines) => until(() => said.length >= lines),
    says: (pattern) => {
      const from = said.length;
      return until(() => said.slice(from).some((line) => pattern.test(line)));
    },
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
    place: () => placeIn(said),
    memory: () => memoryOf(child),
  };
}

function endOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once("close", (code) => resolve(code)));
}

/** From Linux's own account of the process. */
function memoryOf({ pid }: ChildProcess): { now: number; most: number } | null {
  const path = `/proc/${pid}/status`;
  if (!existsSync(path)) return null;
  const status = readFileSync(path, "utf8");
  const megabytes = (name: string) =>
    Math.round(Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1] ?? Number.NaN) / 1024);
  return { now: megabytes("VmRSS"), most: megabytes("VmHWM") };
}

function placeIn(said: readonly string[]): Place {
  const open: string[] = [];
  for (const line of said) {
    const name = line.slice(2);
    if (line.startsWith("> ")) open.push(name);
    // What failed never said that it was over: the end of what it was part of closes it too.
    if (line.startsWith("< ")) open.length = Math.max(0, open.lastIndexOf(name));
  }
  const step = said.includes("up") ? (open.at(-1) ?? "between steps") : "in start-up";
  if (open.includes("commit")) return { step, around: "within a commit" };
  return { step, around: said.includes("< commit") ? "after a commit" : "before its first commit" };
}
