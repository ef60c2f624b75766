/** `run`: the daemon, one tick, or a rehearsal of one. */
import { setTimeout as pause } from "node:timers/promises";
import { Misconfigured } from "../errors.ts";
import { runDaemon, tick } from "../main.ts";
import { openRooms } from "../rooms.ts";
import { durationMs } from "../time.ts";
import { beatOf, type Context, type Globals, lastLook, openContext, roomsOptions } from "./context.ts";
import { dryRun } from "./dry-run.ts";

export interface RunOptions {
  readonly once?: boolean;
  readonly dryRun?: boolean;
  readonly since?: string;
  readonly out: string;
}

export async function run(globals: Globals, options: RunOptions): Promise<void> {
  const context = openContext(globals);
  const since = sinceOf(options, context.now());
  if (options.dryRun === true) return dryRun(context, options.out, since);
  const lastSeen = lastLook(context.where.folder);
  const rooms = await openRooms(roomsOptions(context));
  try {
    if (options.once === true) await once(context, rooms, since);
    else await runDaemon(rooms, { ...daemonOptions(context), since, lastSeen });
  } finally {
    await rooms.close();
  }
}

async function once(
  context: Context,
  rooms: Awaited<ReturnType<typeof openRooms>>,
  since: Date | null,
): Promise<void> {
  await rooms.delivery.catchUp();
  const line = await rooms.openMailbox();
  try {
    if (since !== null) await rooms.assistant.readAgain(line, since);
    await tick(rooms, line);
    beatOf(context)();
  } finally {
    await line.close();
  }
}

function daemonOptions(context: Context) {
  const { loaded, log, now } = context;
  const stop = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => {
      log.info("stopping", { signal });
      stop.abort();
    });
  }
  return {
    config: loaded.config,
    log,
    now,
    random: Math.random,
    signal: stop.signal,
    beat: beatOf(context),
    pause: (ms: number, signal: AbortSignal) => pause(ms, undefined, { signal }).catch(() => undefined),
  };
}

function sinceOf({ since }: RunOptions, now: Date): Date | null {
  if (since === undefined) return null;
  const ms = durationMs(since);
  if (ms === null) throw new Misconfigured(`--since ${since} is no duration: write it like 3d, 12h or 2w.`);
  return new Date(now.getTime() - ms);
}
