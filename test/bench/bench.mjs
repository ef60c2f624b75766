/**
 * Speed as ratios within one run, so that the machine cancels out: ours beside the libraries beneath.
 *
 *   npm run bench
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ImapFlow } from "imapflow";
import { simpleParser } from "mailparser";
import { loadConfig, whereabouts } from "../../dist/config.js";
import { understand } from "../../dist/decision/understand.js";
import { openLog } from "../../dist/log.js";
import { tick } from "../../dist/main.js";
import { openRooms } from "../../dist/rooms.js";
import { startSandbox } from "../../dist/sandbox/sandbox.js";
import { digesting } from "./digest.mjs";
import { matching } from "./match.mjs";
import { trusting } from "./trust.mjs";

const ROUNDS = 7;
/** As many as a month away leaves; fewer would measure how soon each side gets warm. */
const BACKLOG = 10_000;
const PROGRAM = fileURLToPath(new URL("../../dist/cli/sendalong.js", import.meta.url));
const FILLER = "Ordinary words about the week, nothing anybody asks for here.\r\n".repeat(60);
const OWNER = "nell@example.test";
const ASSISTANT = "sendalong@example.test";

await edition();
await thousand();
await backlog();
help();
await trusting();
await digesting();
matching();

/** Understanding a HARO edition sent straight: all of it, parsing included, beside mailparser alone. */
async function edition() {
  const mail = Buffer.from(haro(20));
  const circumstances = { owners: [OWNER], receivedAt: new Date("2026-09-16T09:08:09Z"), truncated: false };
  const understood = await understand(mail, circumstances);
  if (understood.edition?.queries.length !== 20) throw new Error("the edition was not read");
  const times = 50;
  const ours = await median(async () => repeat(times, () => understand(mail, circumstances)));
  const theirs = await median(async () => repeat(times, () => simpleParser(mail)));
  const own = Math.max(0, ours - theirs);
  say(
    "an edition of 20 understood",
    `${ms(ours / times)}, mailparser alone ${ms(theirs / times)}`,
    own / theirs,
    "own cost at most 1.0 of mailparser's",
  );
}

/**
 * A thousand mails of every kind through `explain`, each program started anew: beside simpleParser on the same files,
 * and how the memory it takes grows from a tenth of them to all.
 */
async function thousand() {
  const folder = mkdtempSync(join(tmpdir(), "sendalong-bench-"));
  const few = join(folder, "few");
  const all = join(folder, "all");
  for (const [path, count] of [
    [few, 100],
    [all, 1000],
  ]) {
    mkdirSync(path);
    for (let n = 0; n < count; n++)
      writeFileSync(join(path, `${String(n).padStart(4, "0")}.eml`), anyMail(n));
  }
  const plain = `
    import { readdirSync, readFileSync } from "node:fs";
    import { simpleParser } from ${JSON.stringify(import.meta.resolve("mailparser"))};
    for (const name of readdirSync(process.argv[1])) await simpleParser(readFileSync(process.argv[1] + "/" + name));`;
  const parsed = () => timed(["--input-type=module", "-e", plain, all]);
  const explained = () => timed([PROGRAM, "explain", all, "--json"]);
  const rounds = Array.from({ length: 3 }, () => ({ theirs: parsed(), ours: explained() }));
  const theirs = middleOf(rounds.map((round) => round.theirs));
  const ours = middleOf(rounds.map((round) => round.ours));
  say(
    "1,000 mails explained",
    `${rate(1000, ours)}, mailparser alone ${rate(1000, theirs)}`,
    theirs / ours,
    "at least 0.33 of mailparser's rate",
  );
  const [small, large] = [peakOf(few), peakOf(all)];
  say("memory, 1,000 mails to 100", `${large} MB, ${small} MB`, large / small, "flat, under 300 MB");
  rmSync(folder, { recursive: true, force: true });
}

/** The most memory that explaining a folder takes, as the program itself sees it. Megabytes. */
function peakOf(folder) {
  const hook = `data:text/javascript,process.on("exit",()=>process.stderr.write("peak "+process.resourceUsage().maxRSS))`;
  const { stderr } = spawnSync(process.execPath, ["--import", hook, PROGRAM, "explain", folder, "--json"], {
    maxBuffer: 1e9,
    encoding: "utf8",
  });
  const peaks = [...stderr.matchAll(/peak (\d+)/g)].map(([, kilobytes]) => Number(kilobytes));
  return Math.round(Math.max(...peaks) / 1024);
}

/** Editions, forwards of them, answers, absences, bounces and letters, in turn. */
function anyMail(n) {
  const id = `any-${n}@example.org`;
  const body = haro(3 + (n % 4))
    .split("\r\n\r\n")
    .slice(1)
    .join("\r\n\r\n");
  const prose = "Ordinary words about the week, nothing anybody asks for here.\r\n".repeat(10 + (n % 30));
  const kinds = [
    () => head({ from: "haro@helpareporter.com", subject: "HARO Queries for September 16, 2026", id }) + body,
    () =>
      `${head({ from: OWNER, subject: "Fwd: HARO Queries", id })}for today\r\n\r\n---------- Forwarded message ---------\r\nFrom: <haro@helpareporter.com>\r\nDate: Wed, Sep 16, 2026 at 5:08 AM\r\nSubject: HARO Queries\r\nTo: <${OWNER}>\r\n\r\n\r\n${body}`,
    () =>
      `${head({ from: OWNER, subject: "Re: 3 queries for 5 people", id })}1 3b, skip 2\r\n\r\nNell\r\n\r\nOn Wed, Sep 16, 2026 at 9:08 AM Sendalong <${ASSISTANT}> wrote:\r\n> ${prose.replaceAll("\r\n", "\r\n> ")}`,
    () =>
      `${head({ from: "ann@example.net", subject: "Automatic reply: queries", id })}I am out of the office until September 28.\r\n`,
    () =>
      `${head({ from: "mailer-daemon@example.net", subject: "Undelivered Mail Returned to Sender", id })}<ann@example.net>: host mx.example.net said: 550 5.1.1 no such user\r\n`,
    () => head({ from: "list@example.org", subject: `Weekly letter ${n}`, id }) + prose,
  ];
  return kinds[n % kinds.length]();
}

/** A backlog through the whole reading path beside plain imapflow, simpleParser and MOVE by the hundred. */
async function backlog() {
  const plain = await median(plainBacklog, 1);
  const ours = await median(ourBacklog, 1);
  say(
    `${BACKLOG} waiting mails`,
    `${rate(BACKLOG, ours)}, plain imapflow + simpleParser + MOVE ${rate(BACKLOG, plain)}`,
    plain / ours,
    "at least 0.60 of the plain rate",
  );
}

async function filled() {
  const users = [OWNER, ASSISTANT].map((address) => ({ address, pass: "secret" }));
  const sandbox = await startSandbox({ users, filesSent: true });
  return sandbox;
}

function fill(sandbox) {
  for (let n = 0; n < BACKLOG; n++) sandbox.imap.deliver(ASSISTANT, letter(n));
}

function letter(n) {
  return (
    head({ from: "list@example.org", subject: `Weekly letter ${n}`, id: `letter-${n}@example.org` }) + FILLER
  );
}

async function plainBacklog() {
  const sandbox = await filled();
  fill(sandbox);
  sandbox.imap.createFolder(ASSISTANT, "Handled");
  const client = new ImapFlow({
    host: "127.0.0.1",
    port: sandbox.imap.port,
    secure: false,
    doSTARTTLS: false,
    auth: { user: ASSISTANT, pass: "secret" },
    logger: false,
  });
  await client.connect();
  await client.mailboxOpen("INBOX");
  const started = performance.now();
  const uids = await client.search({ all: true }, { uid: true });
  for (let at = 0; at < uids.length; at += 50) {
    for (const mail of await client.fetchAll(
      uids.slice(at, at + 50).join(","),
      { source: true },
      { uid: true },
    ))
      await simpleParser(mail.source);
  }
  for (let at = 0; at < uids.length; at += 100)
    await client.messageMove(uids.slice(at, at + 100).join(","), "Handled", { uid: true });
  const took = performance.now() - started;
  await client.logout();
  await sandbox.close();
  return took;
}

async function ourBacklog() {
  const sandbox = await filled();
  const folder = mkdtempSync(join(tmpdir(), "sendalong-bench-"));
  const door = (port) => ({ host: "127.0.0.1", port, security: "none", user: ASSISTANT });
  writeFileSync(
    join(folder, "config.json"),
    JSON.stringify({
      owner: { name: "Nell", addresses: [OWNER] },
      assistant: { address: ASSISTANT },
      imap: door(sandbox.imap.port),
      smtp: door(sandbox.smtp.port),
    }),
  );
  const { config } = loadConfig(whereabouts({ data: folder }), {}, {});
  const log = openLog({ level: "error", format: "text", write: console.error, now: () => new Date() });
  const rooms = await openRooms({
    config,
    folder,
    now: () => new Date(),
    log,
    secrets: { imap: "secret", smtp: "secret" },
  });
  const line = await rooms.openMailbox();
  await tick(rooms, line);
  // The libraries are warm by now; so is a daemon that runs.
  sandbox.imap.deliver(ASSISTANT, letter(BACKLOG));
  await tick(rooms, line);
  fill(sandbox);
  const started = performance.now();
  await tick(rooms, line);
  const took = performance.now() - started;
  if (sandbox.imap.messages(ASSISTANT, "Handled").length !== BACKLOG + 1)
    throw new Error("not all were handled");
  await line.close();
  await rooms.close();
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
  return took;
}

function help() {
  const middle = (args) => middleOf(Array.from({ length: ROUNDS }, () => timed(args)));
  const ours = middle([PROGRAM, "--help"]);
  const bare = middle(["-e", "0"]);
  say("--help", `${ms(ours)}, node -e 0 ${ms(bare)}`, ours / bare, "at most 3");
}

/** A program of its own, from start to end. Milliseconds. */
function timed(args) {
  const started = performance.now();
  spawnSync(process.execPath, args, { stdio: "ignore" });
  return performance.now() - started;
}

function middleOf(times) {
  return [...times].sort((a, b) => a - b)[times.length >> 1];
}

/** The median of some rounds, after one to warm up. */
async function median(work, rounds = ROUNDS) {
  await work();
  const times = [];
  for (let round = 0; round < rounds; round++) times.push(await work());
  return middleOf(times);
}

async function repeat(times, work) {
  const started = performance.now();
  for (let at = 0; at < times; at++) await work();
  return performance.now() - started;
}

function say(what, figures, ratio, target) {
  console.log(`${what.padEnd(30)} ratio ${ratio.toFixed(2).padStart(6)}   (${target}; ${figures})`);
}

function ms(value) {
  return `${value.toFixed(2)} ms`;
}

function rate(count, took) {
  return `${Math.round((count / took) * 1000)}/s`;
}

function head({ from, subject, id }) {
  return [
    `From: ${from}`,
    `To: ${ASSISTANT}`,
    `Subject: ${subject}`,
    "Date: Wed, 16 Sep 2026 09:08:09 +0000",
    `Message-ID: <${id}>`,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "",
    "",
  ].join("\r\n");
}

/** An edition in HARO's shape, wrapped at 80 columns, of about 30 kB. */
function haro(count) {
  const numbers = Array.from({ length: count }, (_, at) => at + 1);
  const index = numbers.map((n) => `${n}) A question about subject ${n} (Outlet ${n})\r\n`).join("\r\n");
  const prose =
    "I would like to hear from people who have done this for a living, with one example\r\nand the thing they would do differently now. ".repeat(
      8,
    );
  const items = numbers.map(
    (n) =>
      `${n}) Summary: A question about subject ${n}\r\n\r\nName: Person ${n}\r\n\r\nCategory: General\r\n\r\nEmail: reply+00000000-0000-4000-8000-${String(n).padStart(12, "0")}@helpareporter.com\r\n\r\nMedia Outlet: Outlet ${n} (https://outlet${n}.example.com)\r\n\r\nDeadline: 3:00 AM ET - 18 September\r\n\r\nQuery:\r\n\r\n${prose}\r\n\r\nBack to Top\r\n\r\n-----------------------------------\r\n\r\n`,
  );
  return `${head({ from: "haro@helpareporter.com", subject: "HARO Queries for September 16, 2026 - Morning Edition", id: "edition@example.org" })}********* INDEX ***********\r\n\r\nGENERAL\r\n\r\n${index}\r\n****************************\r\n\r\n${items.join("")}HARO connects journalists with expert sources.\r\n`;
}
