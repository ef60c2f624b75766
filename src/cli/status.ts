/** `status` and `healthcheck`: local state only, nobody outside is asked. */
import { statSync } from "node:fs";
import { join } from "node:path";
import type { State } from "../decision/state.ts";
import { storeOptions } from "../rooms.ts";
import { heldBy } from "../store/lock.ts";
import { readState } from "../store/store.ts";
import { MINUTE_MS } from "../time.ts";
import { type Globals, openContext, print, printJson } from "./context.ts";

/** Without a tick for this many polls, and never less than this, the daemon counts as stuck. */
const PATIENCE_POLLS = 3;
const PATIENCE_MS = 10 * MINUTE_MS;

export async function status(globals: Globals, { json }: { readonly json?: boolean }): Promise<void> {
  const { where } = openContext(globals);
  const state = await readState(storeOptions(where.folder));
  const facts = {
    folder: where.folder,
    runningAs: heldBy(where.folder),
    lastTickAt: lastTick(where.folder),
    ...countsOf(state),
  };
  if (json === true) return printJson(facts);
  for (const [name, value] of Object.entries(facts))
    print(`${name.padEnd(16)} ${value instanceof Date ? value.toISOString() : String(value ?? "none")}`);
}

/** Exit 0 while a daemon holds the folder and has ticked lately, else 1. */
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

/** The daemon touches its lock after each tick. */
function lastTick(folder: string): Date | null {
  return statSync(join(folder, ".lock"), { throwIfNoEntry: false })?.mtime ?? null;
}

function countsOf(state: State | null) {
  const mails = Object.values(state?.outbox ?? {});
  const count = (...statuses: readonly string[]) =>
    mails.filter((mail) => !mail.toOwner && statuses.includes(mail.status)).length;
  return {
    queries: Object.keys(state?.queries ?? {}).length,
    held: count("held"),
    waiting: count("waiting", "retry"),
    sent: count("sent"),
    unsure: count("unsure"),
    failed: count("failed"),
    lettersWaiting: mails.filter((mail) => mail.toOwner && ["waiting", "retry"].includes(mail.status)).length,
    unreadable: state?.problems.length ?? 0,
    sendingRests:
      state?.rest === null || state === null ? null : `until ${state.rest.until}: ${state.rest.why}`,
    filesSent: state?.filesSent ?? null,
    leftAlone: state?.firstStart?.leftAlone ?? null,
  };
}
