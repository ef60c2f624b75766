/** Queries without end, each one of its own: other address, other words, a deadline well ahead. */
import { DAY_MS } from "../../src/time.ts";
import { QUERIES, type SampleQuery } from "./editions.ts";

/** @param now the deadline is nine days later. Bears the mark `q7q` in headline and text; suits bakers. */
export function numberedQuery(number: number, now: Date): SampleQuery {
  const [like] = QUERIES;
  if (like === undefined) throw new Error("there is no sample query");
  const due = new Date(now.getTime() + 9 * DAY_MS);
  const month = due.toLocaleString("en-US", { month: "long", timeZone: "UTC" });
  const words = Array.from({ length: 12 }, (_, at) => `w${number}x${at}`).join(" ");
  return {
    ...like,
    summary: `Sourdough question q${number}q`,
    email: `reply+00000000-0000-4000-8000-${String(number).padStart(12, "0")}@helpareporter.com`,
    deadline: `7:00 PM ET - ${due.getUTCDate()} ${month}`,
    query: `About sourdough, mark q${number}q: ${words}.`,
  };
}

export function markIn(text: string): string | null {
  return /q\d+q/.exec(text)?.[0] ?? null;
}
