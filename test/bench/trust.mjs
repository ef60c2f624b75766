/** What trust costs: a commit after ten years, and the way from an announced mail to the proposal that left. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { loadConfig, whereabouts } from "../../dist/config.js";
import { openLog } from "../../dist/log.js";
import { runDaemon } from "../../dist/main.js";
import { openRooms, storeOptions } from "../../dist/rooms.js";
import { startSandbox } from "../../dist/sandbox/sandbox.js";
import { openStore } from "../../dist/store/store.js";

const OWNER = "nell@example.test";
const ASSISTANT = "sendalong@example.test";
const COMMITS = 200;
const MONTHS = 120;
/** What a busy month closes. */
const RECORDS_A_MONTH = 1000;
const FORWARDS = 11;

export async function trusting() {
  await committing();
  await announcing();
}

/** In turn, so that the disk's moods fall on both. */
async function committing() {
  const folder = mkdtempSync(join(tmpdir(), "sendalong-bench-"));
  const stores = [join(folder, "empty"), join(folder, "old")];
  fillArchive(join(stores[1], "archive"));
  const open = await Promise.all(stores.map((path) => openStore(storeOptions(path))));
  const times = [[], []];
  for (let n = 0; n < COMMITS; n++)
    for (const [at, store] of open.entries()) {
      const started = performance.now();
      await store.commit({ ...store.state, letterNo: n }, [{ id: `mail-${n}`, bytes: Buffer.alloc(8000) }]);
      times[at].push(performance.now() - started);
    }
  for (const store of open) await store.close();
  rmSync(folder, { recursive: true, force: true });
  const [fresh, old] = times.map(middleOf);
  say(
    "a commit after ten years",
    `${ms(old)}, with an empty archive ${ms(fresh)}`,
    old / fresh,
    "at most 1.3",
  );
}

function fillArchive(folder) {
  mkdirSync(folder, { recursive: true });
  const record = { text: "what was closed ".repeat(40) };
  const records = Object.fromEntries(
    Array.from({ length: RECORDS_A_MONTH }, (_, n) => [`record-${n}`, record]),
  );
  const bytes = JSON.stringify({ version: 1, records }, null, 1);
  for (let month = 0; month < MONTHS; month++) {
    const name = new Date(Date.UTC(2016, 11 + month)).toISOString().slice(0, 7);
    writeFileSync(join(folder, `${name}.json`), bytes);
  }
}

/** The daemon idles; she forwards; the sandbox announces at once and takes the proposal. */
async function announcing() {
  const users = [OWNER, ASSISTANT].map((address) => ({ address, pass: "secret" }));
  const sandbox = await startSandbox({ users, filesSent: true });
  const folder = mkdtempSync(join(tmpdir(), "sendalong-bench-"));
  writeFileSync(join(folder, "config.json"), JSON.stringify(settings(sandbox)));
  const { config } = loadConfig(whereabouts({ data: folder }), {}, {});
  const now = () => new Date();
  const log = openLog({ level: "error", format: "text", write: console.error, now });
  const rooms = await openRooms({ config, folder, now, log, secrets: { imap: "secret", smtp: "secret" } });
  const stop = new AbortController();
  let ticks = 0;
  const beat = () => {
    ticks += 1;
  };
  const common = { config, log, now, beat, random: Math.random, since: null, lastSeen: null };
  const running = runDaemon(rooms, { ...common, signal: stop.signal, pause });
  const isQuiet = async () => {
    const before = ticks;
    await pause(400);
    return before > 0 && ticks === before;
  };
  const times = [];
  // The first one pays for the tables of matching; a daemon that runs has them.
  for (let n = 0; n <= FORWARDS; n++) {
    while (!(await isQuiet()));
    times.push(await answered(sandbox, n));
  }
  stop.abort();
  await running;
  await rooms.close();
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
  const warm = times.slice(1);
  const middle = middleOf(warm);
  say(
    "announced to proposal taken",
    `${ms(middle)}, at most ${ms(Math.max(...warm))}`,
    middle / 300,
    "at most 1 of 300 ms",
  );
}

async function answered(sandbox, n) {
  const before = sandbox.accepted.length;
  const started = performance.now();
  sandbox.imap.deliver(ASSISTANT, forward(n));
  while (sandbox.accepted.length === before) await pause(1);
  return performance.now() - started;
}

function settings({ imap, smtp }) {
  const door = ({ port }) => ({ host: "127.0.0.1", port, security: "none", user: ASSISTANT });
  return {
    owner: { name: "Nell", addresses: [OWNER], timezone: "Etc/UTC" },
    assistant: { address: ASSISTANT },
    imap: door(imap),
    smtp: door(smtp),
    perMinute: 1000,
  };
}

function forward(n) {
  const date = new Date();
  const due = new Date(date.getTime() + 9 * 24 * 60 * 60 * 1000);
  const month = due.toLocaleString("en-US", { month: "long", timeZone: "UTC" });
  return [
    `From: Nell <${OWNER}>`,
    `To: ${ASSISTANT}`,
    "Subject: Fwd: HARO Queries",
    `Date: ${date.toUTCString()}`,
    `Message-ID: <bench-${n}@example.test>`,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "",
    "---------- Forwarded message ---------",
    "From: <haro@helpareporter.com>",
    `Date: ${date.toUTCString()}`,
    "Subject: HARO Queries",
    `To: <${OWNER}>`,
    "",
    `1) Summary: Question ${n} about bread\r\n\r\nName: Ines Duarte\r\n\r\nCategory: General\r\n\r\nEmail: reply+${n}@helpareporter.com\r\n\r\nMedia Outlet: Long Acre\r\n\r\nDeadline: 7:00 PM ET - ${due.getUTCDate()} ${month}\r\n\r\nQuery:\r\n\r\nBakers, number ${n}: what do you do with yesterday's bread?\r\n\r\nBack to Top`,
    "",
  ].join("\r\n");
}

function middleOf(times) {
  return [...times].sort((a, b) => a - b)[times.length >> 1];
}

function say(what, figures, ratio, target) {
  console.log(`${what.padEnd(30)} ratio ${ratio.toFixed(2).padStart(6)}   (${target}; ${figures})`);
}

function ms(value) {
  return `${value.toFixed(2)} ms`;
}
