/** Waiting for mail: an announcement in IDLE when it works, a poll beneath because it may have gone deaf. */
import type { Line } from "./line.ts";

export type Awaited = "mail" | "poll" | "closed" | "aborted";

/**
 * Holds no turn: any command may be given meanwhile, it breaks the IDLE and imapflow takes it up again.
 *
 * @returns "mail" at once when mail was announced since it was last listed.
 */
export function waitForMail(line: Line, pollMs: number, signal: AbortSignal): Promise<Awaited> {
  return new Promise((resolve) => {
    const check = () => {
      const how = outcome(line, signal);
      if (how !== null) end(how);
    };
    const end = (how: Awaited) => {
      clearTimeout(timer);
      forget();
      signal.removeEventListener("abort", check);
      resolve(how);
    };
    const timer = setTimeout(() => end("poll"), pollMs);
    const forget = line.onChange(check);
    signal.addEventListener("abort", check);
    idle(line);
    check();
  });
}

function outcome(line: Line, signal: AbortSignal): Awaited | null {
  if (signal.aborted) return "aborted";
  if (!line.isOpen) return "closed";
  return line.hasNews ? "mail" : null;
}

/** Without this call IDLE would begin only after `idleDelayMs`. Its end and its failures reach us as events. */
function idle(line: Line): void {
  if (line.isOpen && !line.isBusy) line.client.idle().catch(() => undefined);
}
