/** The daemon: holds a line to the mailbox, ticks when mail comes, when something is due and at each poll. */

import type { Config } from "./config.ts";
import { nextDueAt } from "./decision/due.ts";
import type { Outage } from "./decision/outage.ts";
import { DiskUnavailable, LoginRefused, Misconfigured, ServiceUnavailable } from "./errors.ts";
import type { Log } from "./log.ts";
import { type MailboxConnection, reconnectDelayMs } from "./mailbox/mailbox.ts";
import type { Rooms } from "./rooms.ts";
import { SECOND_MS } from "./time.ts";

export interface DaemonOptions {
  readonly config: Config;
  readonly log: Log;
  readonly now: () => Date;
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** `run --since`: reads from then on what the first start left alone. */
  readonly since: Date | null;
  /** When a daemon on this folder last looked into the mailbox; null: never. */
  readonly lastSeen: Date | null;
  /** Called after each tick: local proof of life. */
  readonly beat: () => void;
  /** Waits between two attempts to connect; a test's clock may shorten it. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Mails held up by a limit are due already: looking for them more often than this helps nobody. */
const LEAST_WAIT_MS = 1000;

/** How long a mailbox that hangs may hold up the end of the process. */
const HANG_UP_MS = 4 * SECOND_MS;
const NEVER = new AbortController().signal;
/** Polls that may be missed before it is called an outage. */
const MISSED_POLLS = 3;

/** Since when the mailbox was not looked into, and why. */
type Gap = Omit<Outage, "mails">;

/**
 * One tick over an open line, to its end: also a backlog is read through. The signal ends it between two steps.
 *
 * @param gap what she may have to be told of, once the mailbox was looked into.
 */
export async function tick(
  rooms: Rooms,
  line: MailboxConnection | null,
  signal: AbortSignal = NEVER,
  gap: Gap | null = null,
): Promise<void> {
  try {
    await tickToItsEnd(rooms, line, signal, gap);
  } finally {
    await rooms.assistant.callOff();
  }
}

async function tickToItsEnd(
  { assistant, delivery }: Rooms,
  line: MailboxConnection | null,
  signal: AbortSignal,
  gap: Gap | null,
): Promise<void> {
  await assistant.takeIncoming();
  let untold = gap;
  for (let hasMore = true; hasMore && !signal.aborted; ) {
    const looked = line === null ? null : await assistant.look(line);
    hasMore = looked?.hasMore ?? false;
    if (untold !== null && looked !== null) await assistant.tellOutage({ ...untold, mails: looked.found });
    untold = null;
    await assistant.prepare();
    await delivery.deliver(line, signal);
    if (hasMore || signal.aborted) continue;
    // A backlog whose line was lost goes on with the next one; its letter waits till then.
    if (line === null && assistant.state.backlog !== null) return;
    await assistant.tend();
    await delivery.deliver(line, signal);
  }
}

/** Runs until the signal. Lost lines are opened again, growing slower; what is due leaves meanwhile. */
export async function runDaemon(rooms: Rooms, options: DaemonOptions): Promise<void> {
  const { signal, log, now } = options;
  let since = options.since;
  let wasUp = false;
  let gap: Gap | null = options.lastSeen === null ? null : switchedOff(options.lastSeen);
  // The mail in hand may still be answered; no other leaves.
  signal.addEventListener("abort", () => void rooms.outbox.close(), { once: true });
  await rooms.delivery.catchUp();
  for (let attempt = 0; !signal.aborted; attempt++) {
    try {
      const line = await rooms.openMailbox(signal);
      const isUp = () => {
        attempt = 0;
        wasUp = true;
        gap = switchedOff(now());
        options.beat();
      };
      const callOff = hangUpAfter(signal, line);
      try {
        if (since !== null) await rooms.assistant.readAgain(line, since);
        since = null;
        await keepTicking(rooms, line, options, { isUp, gap: () => gap });
      } finally {
        callOff();
        await line.close();
      }
    } catch (error) {
      if (signal.aborted) break;
      // A wrong setting is hers to mend; once it worked, it is somebody else's certificate in between.
      if (error instanceof Misconfigured && !wasUp) throw error;
      gap = gap === null ? null : { ...gap, ...faultOf(error) };
      await tickAlone(rooms, error, options);
      await waitToReconnect(error, attempt, options);
    }
  }
  log.info("stopped", {});
}

/** Until something else is known: the machine slept, or nobody had started us. */
function switchedOff(from: Date): Gap {
  return { from, fault: "off", cause: null };
}

function faultOf(error: unknown): Pick<Gap, "fault" | "cause"> {
  if (error instanceof DiskUnavailable) return { fault: "mine", cause: "my disk took nothing more" };
  if (error instanceof LoginRefused) return { fault: "login", cause: "the server refused my password" };
  return { fault: error instanceof ServiceUnavailable ? "server" : "mine", cause: null };
}

/** A tick that hangs on the mailbox ends with its line. Returns how to call that off. */
function hangUpAfter(signal: AbortSignal, line: MailboxConnection): () => void {
  let timer: NodeJS.Timeout | null = null;
  const begin = () => {
    timer = setTimeout(() => void line.close(), HANG_UP_MS);
  };
  signal.addEventListener("abort", begin, { once: true });
  return () => {
    signal.removeEventListener("abort", begin);
    if (timer !== null) clearTimeout(timer);
  };
}

async function keepTicking(
  rooms: Rooms,
  line: MailboxConnection,
  { config, now, signal }: DaemonOptions,
  { isUp, gap }: { readonly isUp: () => void; readonly gap: () => Gap | null },
): Promise<void> {
  while (!signal.aborted) {
    const last = gap();
    const isLong = last !== null && now().getTime() - last.from.getTime() > MISSED_POLLS * config.pollMs;
    await tick(rooms, line, signal, isLong ? last : null);
    isUp();
    const due = nextDueAt(rooms.assistant.state, config.holdMs);
    const untilDue = due === null ? config.pollMs : Math.max(LEAST_WAIT_MS, due.getTime() - now().getTime());
    await line.waitForMail(Math.min(config.pollMs, untilDue), rooms.edits.next(signal));
  }
}

/** The mailbox is out of reach; what is due may leave all the same. */
async function tickAlone(rooms: Rooms, lost: unknown, { log }: DaemonOptions): Promise<void> {
  try {
    if (lost instanceof LoginRefused) await rooms.assistant.tellLogin(lost.message);
    await tick(rooms, null);
  } catch (error) {
    log.error("tick-failed", { because: messageOf(error) });
  }
}

async function waitToReconnect(
  error: unknown,
  attempt: number,
  { log, random, signal, pause }: DaemonOptions,
): Promise<void> {
  if (signal.aborted) return;
  const isLogin = error instanceof LoginRefused;
  const delayMs = reconnectDelayMs(attempt, isLogin ? "login" : "line", random);
  log.warn(error instanceof DiskUnavailable ? "disk-unavailable" : "mailbox-lost", {
    because: messageOf(error),
    retryInMs: delayMs,
  });
  await pause(delayMs, signal);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
