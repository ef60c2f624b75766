/**
 * The daemon as a process of its own, for tests that end it. Built code, so that every Node runs it.
 *
 *   node daemon.mjs FOLDER
 *
 * CRASH_AT=n kills the process before (odd) or after (even) the n-th step that reaches beyond memory. IMPATIENT_MS=n
 * takes so much silence of the IMAP server for a dead line. BACKOFF_MS=n is the longest pause between two lines, 50 if
 * absent. On standard output it says `up` when it begins to tick, `> commit` and `< commit` before and after each such
 * step by its name, and `ticked N` at the end of each tick, N the steps so far.
 */
import { writeSync } from "node:fs";
import { loadConfig, whereabouts } from "../../dist/config.js";
import { openLog } from "../../dist/log.js";
import { openMailbox, TIMEOUTS } from "../../dist/mailbox/mailbox.js";
import { runDaemon } from "../../dist/main.js";
import { openOutbox } from "../../dist/outbox/outbox.js";
import { mailboxSettings, openRooms, outboxSettings, storeOptions } from "../../dist/rooms.js";
import { openStore } from "../../dist/store/store.js";

const folder = process.argv[2];
const crashAt = Number(process.env.CRASH_AT ?? 0);
const impatientMs = Number(process.env.IMPATIENT_MS ?? 0);
const backoffMs = Number(process.env.BACKOFF_MS ?? 50);
const timeouts =
  impatientMs === 0
    ? TIMEOUTS
    : {
        ...TIMEOUTS,
        connectMs: impatientMs,
        greetingMs: impatientMs,
        socketMs: impatientMs,
        idleMs: impatientMs,
      };
let steps = 0;

const now = () => new Date();
const { config } = loadConfig(whereabouts({ data: folder }), {}, {});
const log = openLog({
  level: process.env.LOG_LEVEL ?? "warn",
  format: "text",
  write: (line) => console.error(line),
  now,
});
const opened = await openStore(storeOptions(folder));
const journal = counted(opened.journal, ["noteTries", "handover", "settled"]);
const store = counted(opened, ["commit", "readMail", "removeMails"], { journal });
const outbox = counted(openOutbox(outboxSettings(config, "secret")), ["send"]);
const instead = {
  store,
  outbox,
  openMailbox: async () => {
    const line = await openMailbox(mailboxSettings(config, "secret"), log, timeouts);
    say("up");
    return counted(line, ["list", "heads", "fetch", "file", "findSent", "appendSent"]);
  },
};
const stop = new AbortController();
process.once("SIGTERM", () => stop.abort());
const rooms = await openRooms({
  config,
  folder,
  now,
  log,
  secrets: { imap: "secret", smtp: "secret" },
  settleMs: 0,
  instead,
});
await runDaemon(rooms, {
  config,
  log,
  now,
  random: () => 0,
  signal: stop.signal,
  since: null,
  lastSeen: null,
  beat: () => say(`ticked ${steps}`),
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, Math.min(ms, backoffMs))),
});
await rooms.close();

/** The same object, its methods counted before and after; `overrides` stand in for fields of it. */
function counted(object, names, overrides = {}) {
  return new Proxy(object, {
    get(target, name) {
      if (name in overrides) return overrides[name];
      const value = target[name];
      if (typeof value !== "function") return value;
      if (!names.includes(name)) return value.bind(target);
      return (...args) => {
        step(`> ${name}`);
        const after = (result) => {
          step(`< ${name}`);
          return result;
        };
        const result = value.apply(target, args);
        return result instanceof Promise ? result.then(after) : after(result);
      };
    },
  });
}

function step(what) {
  steps += 1;
  say(what);
  if (steps === crashAt) process.kill(process.pid, "SIGKILL");
}

/** Synchronous, so that what was said before a kill is heard. */
function say(line) {
  writeSync(1, `${line}\n`);
}
