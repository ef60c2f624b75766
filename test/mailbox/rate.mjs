/**
 * Mails a second through the mailbox room, beside plain imapflow in the same run:
 *
 *   npm run build && node test/mailbox/rate.mjs [host:port:user:password] [mails]
 *
 * Without a server named, the one in memory is used. Each round fills INBOX anew with mails of 4 kB; what is in the
 * named account's INBOX, Handled and Plain is deleted.
 */
import { ImapFlow } from "imapflow";
import { openMailbox } from "../../dist/mailbox/mailbox.js";
import { startImap } from "../../dist/sandbox/imap.js";

const MAILS = Number(process.argv[3] ?? 2000);
const ROUNDS = 5;

const [host, port, user, pass] = process.argv[2]?.split(":") ?? [];
const login = { host: host ?? "127.0.0.1", user: user ?? "desk@example.test", pass: pass ?? "secret" };
const imap = host === undefined ? await startImap({ users: [login] }) : null;
const at = { ...login, port: Number(port ?? imap?.port) };

const ours = [];
const plain = [];
for (let round = 0; round < ROUNDS; round++) {
  await fill();
  ours.push(await timed(throughTheRoom));
  await fill();
  plain.push(await timed(plainImapflow));
}
const [room, library] = [ours, plain].map((times) => Math.round(MAILS / median(times)));
console.log(
  JSON.stringify({ mails: MAILS, roomPerSecond: room, imapflowPerSecond: library, ratio: room / library }),
);
await imap?.close();

async function throughTheRoom() {
  const settings = {
    host: at.host,
    port: at.port,
    security: "none",
    user: at.user,
    secret: { kind: "password", value: at.pass },
    ca: null,
    mailbox: "INBOX",
    handled: "Handled",
    problems: "Problems",
    sentMailbox: null,
  };
  const mailbox = await openMailbox(settings, { info: () => undefined });
  let read = 0;
  const uids = await mailbox.list();
  for (let from = 0; from < uids.length; from += 50) {
    read += (await mailbox.fetch(uids.slice(from, from + 50))).length;
    if (from % 100 === 50) await mailbox.file(uids.slice(from - 50, from + 50), "handled");
  }
  await mailbox.file(uids.slice(uids.length - (uids.length % 100)), "handled");
  await mailbox.close();
  if (read !== MAILS) throw new Error(`${read} of ${MAILS} read`);
}

/** One FETCH for all, moves by the hundred: the least that can be asked. */
async function plainImapflow() {
  const flow = await client();
  await flow.mailboxCreate("Plain");
  await flow.mailboxOpen("INBOX");
  const uids = await flow.search({ all: true }, { uid: true });
  let read = 0;
  for await (const { source } of flow.fetch("1:*", { source: true })) read += source.length > 0 ? 1 : 0;
  for (let from = 0; from < uids.length; from += 100)
    await flow.messageMove(uids.slice(from, from + 100), "Plain", { uid: true });
  await flow.logout();
  if (read !== MAILS) throw new Error(`${read} of ${MAILS} read`);
}

async function fill() {
  const flow = await client();
  for (const folder of ["INBOX", "Handled", "Plain"]) {
    await flow.mailboxCreate(folder).catch(() => undefined);
    await flow.mailboxOpen(folder);
    await flow.messageDelete("1:*");
  }
  const body = "Word for word as it came.\r\n".repeat(140);
  for (let n = 0; n < MAILS; n++)
    await flow.append(
      "INBOX",
      `From: kim@example.org\r\nSubject: ${n}\r\nMessage-ID: <${n}@example.org>\r\n\r\n${body}`,
    );
  await flow.logout();
}

async function client() {
  const auth = { user: at.user, pass: at.pass };
  const flow = new ImapFlow({
    host: at.host,
    port: at.port,
    auth,
    secure: false,
    doSTARTTLS: false,
    logger: false,
  });
  await flow.connect();
  return flow;
}

async function timed(work) {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1000;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
