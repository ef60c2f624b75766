/**
 * How fast the servers of the tests are: start-up of both worlds, IMAP fetch and move.
 *
 *   node test/support/ready.mjs && node test/sandbox/rate.mjs [mails]
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ImapFlow } from "imapflow";
import { startSandbox } from "../../dist/sandbox/sandbox.js";

const count = Number(process.argv[2] ?? 2000);
const address = "desk@example.test";
const pass = "secret";

/** Fetches everything word for word, and does nothing with it. */
async function drain(port) {
  const socket = connect(port, "127.0.0.1").setNoDelay(true);
  const chunks = Array.from({ length: Math.ceil(count / 50) }, (_, n) => `${n * 50 + 1}:${n * 50 + 50}`);
  const commands = [
    `LOGIN ${address} ${pass}`,
    "SELECT INBOX",
    ...chunks.map((uids) => `UID FETCH ${uids} (UID INTERNALDATE BODY.PEEK[])`),
  ];
  let tail = "";
  let done = 0;
  const next = () => socket.write(`t${done} ${commands[done]}\r\n`);
  next();
  await new Promise((resolve) => {
    socket.on("data", (chunk) => {
      tail = (tail + chunk.subarray(-400).toString("latin1")).slice(-400);
      if (!tail.includes(`\nt${done} OK`) || !tail.endsWith("\n")) return;
      if (++done === commands.length) resolve();
      else next();
    });
  });
  socket.destroy();
}

async function timed(what, work, mails = null) {
  const began = performance.now();
  const result = await work();
  const ms = performance.now() - began;
  const rate = mails === null ? "" : `, ${Math.round((mails / ms) * 1000)}/s`;
  console.log(`${what}: ${ms.toFixed(ms < 20 ? 1 : 0)} ms${rate}`);
  return result;
}

await (await startSandbox({ users: [{ address, pass }] })).close();
const sandbox = await timed("sandbox starts", () => startSandbox({ users: [{ address, pass }] }));
await timed(
  `delivers ${count} mails of 4 kB`,
  () => {
    const body = "Is there anybody who could speak on this?\r\n".repeat(93);
    for (let n = 0; n < count; n++) {
      sandbox.imap.deliver(address, `Message-ID: <${n}@example.org>\r\nSubject: mail ${n}\r\n\r\n${body}`);
    }
  },
  count,
);
sandbox.imap.createFolder(address, "Handled");

const { host, port } = sandbox.imap;
const auth = { user: address, pass };
const flow = new ImapFlow({ host, port, secure: false, doSTARTTLS: false, auth, logger: false });
await timed("connects and logs in", () => flow.connect());
await flow.mailboxOpen("INBOX");
const uids = await timed("finds all", () => flow.search({ all: true }, { uid: true }));
await timed("finds one by Message-ID", () =>
  flow.search({ header: { "message-id": `<${count - 1}@example.org>` } }, { uid: true }),
);
await timed("the server alone gives all in chunks of 50", () => drain(port), count);
await timed(
  "fetches in chunks of 50 with imapflow",
  async () => {
    for (let at = 0; at < uids.length; at += 50) {
      await flow.fetchAll(
        uids.slice(at, at + 50).join(","),
        { source: true, internalDate: true },
        { uid: true },
      );
    }
  },
  count,
);
await timed(
  "moves by the hundred with imapflow",
  async () => {
    for (let at = 0; at < uids.length; at += 100) {
      await flow.messageMove(uids.slice(at, at + 100).join(","), "Handled", { uid: true });
    }
  },
  count,
);
await flow.logout();
await sandbox.close();

const base = mkdtempSync(join(tmpdir(), "sa-"));
const script = (name, ...args) =>
  spawnSync(fileURLToPath(new URL(`../support/mailserver/${name}`, import.meta.url)), args, {
    encoding: "utf8",
    timeout: 60_000,
  });
const started = await timed("Dovecot and Postfix start", () => script("start", base, `${address}:${pass}`));
if (started.status !== 0) console.log(started.stderr.trim());
await timed("Dovecot and Postfix stop", () => script("stop", base));
rmSync(base, { recursive: true, force: true });
