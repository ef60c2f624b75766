/** The mail system in one process: what is sent arrives, as from a real provider. */

import { ImapFlow } from "imapflow";
import { authenticate } from "mailauth";
import { createTransport } from "nodemailer";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/sandbox/sandbox.ts";
import { type SmtpMail, SmtpRefusal, startSmtp } from "../../src/sandbox/smtp.ts";
import { talkTo } from "../support/talk.ts";

const JO = "jo@example.com";
const ANA = "ana@example.org";
const PASS = "secret";
const AT = new Date("2026-11-22T07:30:00Z");

const open: { close(): unknown }[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const each of open.splice(0).reverse()) await each.close();
});

async function start(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({
    users: [JO, ANA].map((address) => ({ address, pass: PASS })),
    now: () => AT,
    ...options,
  });
  open.push(sandbox);
  return sandbox;
}

interface Sent {
  readonly user?: string;
  readonly pass?: string;
  readonly from?: string;
  readonly to?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly messageId?: string;
}

/** @returns the reply code: 250, or that of the refusal. */
async function send({ port }: { readonly port: number }, sent: Sent = {}): Promise<number> {
  const { user = JO, pass = PASS, from = user, to = ANA, ...rest } = sent;
  const transport = createTransport({ host: "127.0.0.1", port, secure: false, auth: { user, pass } });
  try {
    await transport.sendMail({
      envelope: { from, to },
      from: { name: "Jo Owner", address: from },
      to: { name: "", address: to },
      subject: "Baking",
      text: "Hello.\n.\nA line that was only a dot stands above.",
      messageId: "<first@example.com>",
      ...rest,
    });
    return 250;
  } catch (error) {
    return (error as { responseCode?: number }).responseCode ?? 0;
  } finally {
    transport.close();
  }
}

function inbox(sandbox: Sandbox, address: string, mailbox = "INBOX"): string[] {
  return sandbox.imap.messages(address, mailbox).map(({ raw }) => raw.toString("utf8"));
}

test("what is sent is delivered word for word under the server's trace", async () => {
  const sandbox = await start();
  expect(await send(sandbox.smtp)).toBe(250);
  const [mail = ""] = inbox(sandbox, ANA);
  expect(mail).toMatch(
    /^Return-Path: <jo@example\.com>\r\nDelivered-To: ana@example\.org\r\nReceived: from /,
  );
  expect(mail).toContain("Sun, 22 Nov 2026 07:30:00 +0000\r\n");
  expect(mail).toContain("\r\nHello.\r\n.\r\nA line that was only a dot stands above.");
  expect(sandbox.imap.messages(ANA)[0]?.at).toEqual(AT);
});

test("accepted mails are logged in their order, with envelope and name", async () => {
  const sandbox = await start();
  await send(sandbox.smtp);
  await send(sandbox.smtp, { to: JO, messageId: "<second@example.com>" });
  expect(sandbox.accepted).toMatchObject([
    { n: 1, from: JO, to: [ANA], user: JO, messageId: "first@example.com", at: AT },
    { n: 2, from: JO, to: [JO], user: JO, messageId: "second@example.com" },
  ]);
});

test.each([
  ["a wrong password", { pass: "wrong" }, 535],
  ["another's address as sender", { from: ANA }, 553],
  ["an address nobody has", { to: "nobody@example.org" }, 550],
] as const)("%s is refused and nothing is taken", async (_case, sent, code) => {
  const sandbox = await start();
  expect(await send(sandbox.smtp, sent)).toBe(code);
  expect(sandbox.accepted).toEqual([]);
});

test("any sender goes where that is allowed", async () => {
  const sandbox = await start({ anySender: true });
  expect(await send(sandbox.smtp, { from: "press@example.net" })).toBe(250);
});

test("an address can be refused for now, and for ever", async () => {
  const sandbox = await start();
  sandbox.refuse(ANA, 452, "4.2.2 mailbox full");
  expect(await send(sandbox.smtp)).toBe(452);
  sandbox.refuse(ANA, 550, "5.1.1 gone");
  expect(await send(sandbox.smtp)).toBe(550);
});

test("a mail larger than the server takes is refused", async () => {
  const sandbox = await start({ smtp: { size: 2000 } });
  expect(await send(sandbox.smtp, { text: "x".repeat(3000) })).toBe(552);
});

test("a plus address goes to its owner and is kept in the trace", async () => {
  const sandbox = await start();
  expect(await send(sandbox.smtp, { to: "Ana+news@example.org" })).toBe(250);
  expect(inbox(sandbox, ANA)[0]).toContain("for <Ana+news@example.org>");
});

test.each([
  [true, 1],
  [false, 0],
])("a server that files sent mail: %s, mails in Sent: %i", async (filesSent, count) => {
  const sandbox = await start({ filesSent });
  await send(sandbox.smtp);
  const sent = inbox(sandbox, JO, "Sent");
  expect(sent).toHaveLength(count);
  for (const mail of sent) expect(mail).not.toContain("Received:");
});

test("a server that renames mail shows the new name only", async () => {
  const sandbox = await start({ filesSent: true, renamesMail: (id) => `renamed-${id}` });
  await send(sandbox.smtp);
  for (const mail of [...inbox(sandbox, ANA), ...inbox(sandbox, JO, "Sent")]) {
    expect(mail).toContain("Message-ID: <renamed-first@example.com>");
  }
  expect(sandbox.accepted[0]?.messageId).toBe("first@example.com");
});

describe("an access token", () => {
  const users = [{ address: JO, pass: PASS, token: "fresh" }];

  async function read(sandbox: Sandbox, accessToken: string): Promise<boolean> {
    const { host, port } = sandbox.imap;
    const auth = { user: JO, accessToken };
    const flow = new ImapFlow({ host, port, secure: false, doSTARTTLS: false, auth, logger: false });
    open.push({ close: () => flow.close() });
    return flow.connect().then(
      () => true,
      () => false,
    );
  }

  async function write({ smtp: { host, port } }: Sandbox, accessToken: string): Promise<boolean> {
    const auth = { type: "OAuth2", user: JO, accessToken } as const;
    const transport = createTransport({ host, port, secure: false, auth });
    open.push(transport);
    return transport.verify().catch(() => false);
  }

  test.each([
    ["fresh", true],
    ["stale", false],
  ])("that is %s opens both doors: %s", async (token, opens) => {
    const sandbox = await start({ users });
    expect([await read(sandbox, token), await write(sandbox, token)]).toEqual([opens, opens]);
  });

  test("is of no use where nobody has one", async () => {
    const sandbox = await start();
    expect([await read(sandbox, "undefined"), await write(sandbox, "undefined")]).toEqual([false, false]);
  });
});

describe("correspondents outside", () => {
  test("get what is sent to them and can answer", async () => {
    const sandbox = await start();
    sandbox.outside("raj@example.net", (mail, address) => {
      sandbox.receive(`From: <${address}>\r\nTo: <${mail.from}>\r\nSubject: Re: Baking\r\n\r\nGladly.\r\n`, {
        from: address,
        to: mail.from,
      });
    });
    expect(await send(sandbox.smtp, { to: "raj@example.net" })).toBe(250);
    expect(inbox(sandbox, JO)[0]).toContain("Gladly.");
  });

  test("the most exact of address, domain and anybody reads", async () => {
    const sandbox = await start();
    const read: string[] = [];
    sandbox.outside("*", () => void read.push("anybody"));
    sandbox.outside("@example.net", () => void read.push("domain"));
    sandbox.outside("raj@example.net", () => void read.push("address"));
    for (const to of ["raj@example.net", "eve@example.net", "bo@example.edu"])
      await send(sandbox.smtp, { to });
    expect(read).toEqual(["address", "domain", "anybody"]);
  });
});

test("mail from elsewhere arrives from any sender, and only for users", async () => {
  const sandbox = await start();
  sandbox.receive("Subject: hi\r\n\r\nhello\r\n", { from: "", to: JO });
  expect(inbox(sandbox, JO)[0]).toContain("Return-Path: <>\r\n");
  expect(() => sandbox.receive("\r\n", { from: "", to: "nobody@example.org" })).toThrow(/no user/);
});

describe("authentication", () => {
  const resolverOf = (sandbox: Sandbox) => (name: string, type: string) => sandbox.resolve(name, type);

  async function dkimOf(sandbox: Sandbox, raw: Buffer) {
    const { dkim } = await authenticate(raw, {
      ip: "127.0.0.1",
      helo: "client.example",
      sender: JO,
      mta: "mx.example.test",
      trustReceived: false,
      resolver: resolverOf(sandbox),
    });
    return dkim.results.map(({ signingDomain, status }) => [signingDomain, status.result]);
  }

  test("mail of a user who logged in as himself is signed, and the signature holds", async () => {
    const sandbox = await start({ authenticates: true, authservId: "mx.example.test" });
    await send(sandbox.smtp, { text: "Two  blanks \t and an empty end.\n\n\n" });
    const raw = sandbox.imap.messages(ANA)[0]?.raw ?? Buffer.alloc(0);
    expect(await dkimOf(sandbox, raw)).toEqual([["example.com", "pass"]]);
    expect(raw.toString()).toMatch(
      /Authentication-Results: mx\.example\.test;\r\n\tdkim=pass header\.d=example\.com/,
    );
    const altered = Buffer.from(raw.toString("latin1").replace("blanks", "blankets"), "latin1");
    expect(await dkimOf(sandbox, altered)).toEqual([["example.com", "neutral"]]);
  });

  test("mail under another's address, or from elsewhere unsigned, bears dkim=none", async () => {
    const sandbox = await start({ authenticates: true, anySender: true, authservId: "mx.example.test" });
    await send(sandbox.smtp, { from: "press@example.net" });
    sandbox.receive("From: <eve@example.net>\r\n\r\nhello\r\n", { from: "eve@example.net", to: ANA });
    const mails = inbox(sandbox, ANA);
    expect(mails).toHaveLength(2);
    for (const mail of mails) {
      expect(mail).toContain("Authentication-Results: mx.example.test;\r\n\tdkim=none");
      expect(mail).not.toContain("DKIM-Signature");
    }
  });

  test("mail from elsewhere is signed by whom the test says", async () => {
    const sandbox = await start({ authservId: "mx.example.test" });
    sandbox.receive("From: <list@example.net>\nSubject: folded\n subject\n\nhello\n", {
      from: "list@example.net",
      to: ANA,
      signedBy: "example.net",
    });
    const raw = sandbox.imap.messages(ANA)[0]?.raw ?? Buffer.alloc(0);
    expect(await dkimOf(sandbox, raw)).toEqual([["example.net", "pass"]]);
  });
});

describe("the submission server alone", () => {
  test("a handler's refusal is the answer, and any other error of it is for now", async () => {
    const errors = [new SmtpRefusal(554, "5.7.1 no"), new Error("disk on fire"), null];
    const taken: SmtpMail[] = [];
    const smtp = await startSmtp({
      users: [{ user: JO, pass: PASS }],
      onMail: (mail) => {
        const error = errors.shift() ?? null;
        if (error !== null) throw error;
        taken.push(mail);
      },
    });
    open.push(smtp);
    expect([await send(smtp), await send(smtp), await send(smtp)]).toEqual([554, 451, 250]);
    expect(taken).toHaveLength(1);
  });

  test("it greets without waiting on a timer", async () => {
    const smtp = await startSmtp({ users: [], onMail: () => undefined });
    open.push(smtp);
    // No timer fires any more: whoever waits on one waits for ever.
    vi.useFakeTimers({ toFake: ["setTimeout", "setInterval"] });
    const talk = await talkTo(smtp.port);
    expect(await talk.until(/\r\n/)).toMatch(/^220 /);
    talk.end();
  });

  test("it closes while a client still hangs on", async () => {
    const smtp = await startSmtp({ users: [], onMail: () => undefined });
    const talk = await talkTo(smtp.port);
    await talk.until(/\r\n/);
    await smtp.close();
    await talk.closed();
  });
});
