/** Keeping in touch: how often she wants to hear of somebody, and since when that is overdue. */
import { durationMs } from "../time.ts";

/** Twice the ideal is late where she set no other limit. */
const LATEST_FACTOR = 2;

/** Milliseconds. */
export interface Cadence {
  /** From then on a reason is worth telling. */
  readonly everyMs: number;
  /** From then on it goes first. */
  readonly latestMs: number;
}

interface Wish {
  readonly every: string | null;
  readonly latest: string | null;
}

/**
 * Their own, else the most frequent one of their groups.
 *
 * @returns null when she set none
 */
export function cadenceOf(
  own: Wish,
  groups: readonly string[],
  ofGroups: Readonly<Record<string, string>>,
): Cadence | null {
  const shared = groups.flatMap((group): Wish[] => {
    const every = ofGroups[group];
    return every === undefined ? [] : [{ every, latest: own.latest }];
  });
  const cadences = (own.every === null ? shared : [own]).flatMap((wish) => read(wish) ?? []);
  return cadences.toSorted((a, b) => a.everyMs - b.everyMs)[0] ?? null;
}

function read({ every, latest }: Wish): Cadence | null {
  const everyMs = every === null ? null : spanMs(every);
  if (everyMs === null || everyMs === 0) return null;
  const latestMs = latest === null ? null : spanMs(latest);
  return { everyMs, latestMs: Math.max(everyMs, latestMs ?? LATEST_FACTOR * everyMs) };
}

/** `6w`, also `6 weeks`, `2 months`, `a year`, as she may have typed it. */
function spanMs(text: string): number | null {
  const [, count = "", unit = ""] =
    /^(?:every\s)?(\d{1,3}|an?|one|other)?\s*(d|w|m|q|y)\w*$/i.exec(text.trim()) ?? [];
  if (unit === "") return durationMs(text);
  const number =
    count === "" || /^(?:an?|one)$/i.test(count) ? 1 : /^other$/i.test(count) ? 2 : Number(count);
  const days = { d: 1, w: 7, m: 30, q: 91, y: 365 }[unit.toLowerCase()] ?? 0;
  return durationMs(`${number * days}d`);
}

/** How far beyond her wish it is: 0 in time, from 1 on the latest is passed. Null: not due, or never in touch. */
export function overdue(lastAt: Date | null, cadence: Cadence | null, now: Date): number | null {
  if (lastAt === null || cadence === null) return null;
  const silence = now.getTime() - lastAt.getTime();
  if (silence < cadence.everyMs) return null;
  const room = cadence.latestMs - cadence.everyMs;
  return room === 0 ? silence / cadence.everyMs : (silence - cadence.everyMs) / room;
}
