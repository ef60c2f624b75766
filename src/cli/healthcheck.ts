/** `healthcheck`: exit 0 while a daemon holds the folder and has ticked lately, else 1. Local state only. */
import { heldBy } from "../store/lock.ts";
import { MINUTE_MS } from "../time.ts";
import { type Globals, lastTick, openContext, print } from "./context.ts";

/** Without a tick for this many polls, and never less than this, the daemon counts as stuck. */
const PATIENCE_POLLS = 3;
const PATIENCE_MS = 10 * MINUTE_MS;

export async function healthcheck(globals: Globals): Promise<void> {
  const { where, loaded, now } = openContext(globals);
  const holder = heldBy(where.folder);
  const last = lastTick(where.folder);
  const patience = Math.max(PATIENCE_MS, PATIENCE_POLLS * loaded.config.pollMs);
  if (holder === null) return unhealthy(`no Sendalong is running on ${where.folder}`);
  if (last === null || now().getTime() - last.getTime() > patience)
    return unhealthy(`process ${holder} has not ticked since ${last?.toISOString() ?? "its start"}`);
  print(`process ${holder} ticked at ${last.toISOString()}`);
}

function unhealthy(why: string): void {
  console.error(why);
  process.exitCode = 1;
}
