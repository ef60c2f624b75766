/**
 * One line an event: a stable name and its facts. Addresses, subjects, bodies and secrets stay out at `info`
 * (requirements J6).
 */
import { createHash } from "node:crypto";

export type Level = "debug" | "info" | "warn" | "error";
export type Fields = Readonly<Record<string, string | number | boolean | null>>;

export interface Log {
  debug(event: string, fields?: Fields): void;
  info(event: string, fields?: Fields): void;
  warn(event: string, fields?: Fields): void;
  error(event: string, fields?: Fields): void;
}

const LEVELS: readonly Level[] = ["debug", "info", "warn", "error"];

export interface LogOptions {
  readonly level: Level;
  readonly format: "text" | "json";
  readonly write: (line: string) => void;
  readonly now: () => Date;
}

export function openLog({ level, format, write, now }: LogOptions): Log {
  const least = LEVELS.indexOf(level);
  const line =
    (at: Level) =>
    (event: string, fields: Fields = {}) => {
      if (LEVELS.indexOf(at) < least) return;
      const time = now().toISOString();
      write(
        format === "json"
          ? JSON.stringify({ time, level: at, event, ...fields })
          : asText(time, at, event, fields),
      );
    };
  return { debug: line("debug"), info: line("info"), warn: line("warn"), error: line("error") };
}

/** What stands in a log for a Message-ID or address: enough to recognise it again, not to read it. */
export function shortHash(value: string): string {
  return createHash("sha256").update(value).digest("hex").slice(0, 8);
}

function asText(time: string, level: Level, event: string, fields: Fields): string {
  const facts = Object.entries(fields).map(([key, value]) => `${key}=${quoteIfNeeded(String(value))}`);
  return [time, level.padEnd(5), event, ...facts].join(" ");
}

function quoteIfNeeded(value: string): string {
  return /^[^\s"=]+$/.test(value) ? value : JSON.stringify(value);
}
