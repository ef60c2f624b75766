/** A clock the test winds. Starts where told and stands still until moved. */
import { durationMs } from "../../src/time.ts";

export interface Clock {
  /** Handed to whatever takes `now: () => Date`. */
  readonly now: () => Date;
  /** Moves on by `90s 10m 2h 3d 6w`, or by milliseconds; backwards with a number below zero. */
  advance(by: string | number): Date;
  set(to: Date | string): Date;
}

export function clockAt(start: Date | string): Clock {
  let at = new Date(start).getTime();
  return {
    now: () => new Date(at),
    advance: (by) => {
      const ms = typeof by === "number" ? by : durationMs(by);
      if (ms === null) throw new Error(`no duration: ${by}`);
      at += ms;
      return new Date(at);
    },
    set: (to) => {
      at = new Date(to).getTime();
      return new Date(at);
    },
  };
}
