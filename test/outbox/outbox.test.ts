import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { describe, expect, onTestFinished, test } from "vitest";
import { LoginRefused, ServiceUnavailable } from "../../src/errors.ts";
import type { Outbox, OutboxTimeouts, SendResult } from "../../src/outbox/outbox.ts";
import { type Fault, IMPATIENT, outboxOn, type Server, type Step, startServer } from "./server.ts";

const BODY = "Subject: hello\r\n\r\nOne line.\r\n.And a dot.\r\n";

interface Sent {
  readonly result: SendResult;
  readonly handovers: number;
}

async function sendOn(outbox: Outbox, to = "ana@example.com", body = BODY): Promise<Sent> {
  let handovers = 0;
  const result = await outbox.send({
    from: "jo@example.com",
    to,
    bytes: Buffer.from(body),
    onHandover: () => {
      handovers += 1;
    },
  });
  return { result, handovers };
}

async function sendTo(server: Server, timeouts: Partial<OutboxTimeouts> = {}): Promise<Sent> {
  return sendOn(outboxOn(server, {}, timeouts));
}

test.each([true, false])("a mail arrives whole, handed over once, with pipelining %s", async (pipelining) => {
  const server = await startServer({ pipelining });
  const { result, handovers } = await sendTo(server);
  expect(result).toEqual({ kind: "sent", response: "250 2.0.0 taken", messageId: null });
  expect(handovers).toBe(1);
  expect(server.taken).toEqual([
    { from: "jo@example.com", to: "ana@example.com", body: BODY.replace("\r\n.And", "\r\n..And") },
  ]);
});

const REPLIES: readonly [Step, string, SendResult["kind"], number][] = [
  ["connect", "421 4.3.2 too busy", "throttled", 0],
  ["connect", "451 4.3.0 not now", "later", 0],
  ["connect", "554 5.7.1 go away", "login", 0],
  ["auth", "454 4.7.0 too many logins", "throttled", 0],
  ["auth", "535 5.7.8 bad password", "login", 0],
  ["auth", "534-5.7.9 use an\r\n534 5.7.9 app password", "login", 0],
  ["mail", "451 4.3.0 try later", "later", 0],
  ["mail", "450 4.7.1 slow down", "throttled", 0],
  ["mail", "450 4.3.2 slow down", "throttled", 0],
  ["mail", "530 5.7.0 log in first", "login", 0],
  ["mail", "550 5.4.5 daily limit", "throttled", 0],
  ["mail", "550 5.7.60 not your address", "refused", 0],
  ["rcpt", "450 4.2.1 mailbox busy", "later", 0],
  ["rcpt", "452 4.2.2 mailbox full", "later", 0],
  ["rcpt", "550 5.1.1 no such user", "refused", 0],
  ["rcpt", "550", "refused", 0],
  ["rcpt", "503 5.5.1 out of order", "later", 0],
  ["data", "451 4.3.0 not now", "later", 0],
  ["data", "554 5.7.1 no", "refused", 0],
  ["end", "451 4.3.0 not now", "later", 1],
  ["end", "450 4.7.0 slow down", "throttled", 1],
  ["end", "421 4.4.2 closing", "throttled", 1],
  ["end", "554 5.7.1 looks like spam", "refused", 1],
  ["end", "552 5.3.4 too big", "refused", 1],
];

describe.each([true, false])("with pipelining %s", (pipelining) => {
  test.each(REPLIES)("at %s the reply %j means %s", async (at, reply, kind, handovers) => {
    const server = await startServer({ faults: [{ at, do: reply }], pipelining, password: "secret" });
    const outbox = outboxOn(server, { secret: { kind: "password", value: "secret" } });
    const sent = await sendOn(outbox);
    expect(sent.result.kind).toBe(kind);
    expect(sent.handovers).toBe(handovers);
    if ("code" in sent.result) expect(sent.result.code).toBe(Number(reply.slice(0, 3)));
    if ("handedOver" in sent.result) expect(sent.result.handedOver).toBe(handovers === 1);
    if ("text" in sent.result) expect(sent.result.text).toContain(reply.slice(-12).trim());
    expect(server.taken).toEqual([]);

    expect((await sendOn(outbox)).result.kind).toBe("sent");
    expect(server.taken).toHaveLength(1);
  });
});

const CUTS: readonly [Step, Fault["do"], SendResult["kind"], boolean][] = [
  ...(["connect", "ehlo", "mail", "rcpt", "data"] as const).flatMap((at) =>
    (["drop", "reset", "stall"] as const).map((how): [Step, Fault["do"], SendResult["kind"], boolean] => [
      at,
      how,
      "later",
      false,
    ]),
  ),
  ["body", "drop", "unsure", false],
  ["body", "reset", "unsure", false],
  ["end", "drop", "unsure", false],
  ["end", "drop", "unsure", true],
  ["end", "reset", "unsure", true],
  ["end", "stall", "unsure", true],
  ["end", "stall", "unsure", false],
];

test.each(CUTS)(
  "a line lost at %s by a %s leaves the mail %s (taken all the same: %s)",
  async (at, how, kind, takes) => {
    const server = await startServer({ faults: [{ at, do: how, takes }] });
    const { result, handovers } = await sendTo(server, how === "stall" ? IMPATIENT : {});
    expect(result.kind).toBe(kind);
    expect(handovers).toBe(kind === "unsure" ? 1 : 0);
    if (kind === "later") expect(result).toMatchObject({ code: null, handedOver: false });
    expect(server.taken).toHaveLength(takes ? 1 : 0);
  },
);

test("a server that took the mail and then says it did not is told apart as handed over", async () => {
  const server = await startServer({ faults: [{ at: "end", do: "451 4.3.0 oops", takes: true }] });
  expect((await sendTo(server)).result).toMatchObject({ kind: "later", handedOver: true });
});

test("nothing listens: later", async () => {
  const server = await startServer();
  const outbox = outboxOn({ port: 1 });
  expect((await sendOn(outbox)).result).toMatchObject({ kind: "later", code: null });
  expect(server.connections).toBe(0);
});

test("a handover that cannot be noted lets no byte of the body out, and the next mail goes", async () => {
  const server = await startServer();
  const outbox = outboxOn(server);
  const result = await outbox.send({
    from: "jo@example.com",
    to: "ana@example.com",
    bytes: Buffer.from(BODY),
    onHandover: () => {
      throw new ServiceUnavailable("disk full");
    },
  });
  expect(result).toEqual({ kind: "later", code: null, text: "disk full", handedOver: false });
  expect((await sendOn(outbox, "raj@example.com")).result.kind).toBe("sent");
  expect(server.taken.map((mail) => mail.to)).toEqual(["raj@example.com"]);
  expect(server.bodyBytes).toBe(BODY.length + ".".length + ".\r\n".length);
});

test("at the handover no byte of the body has left", async () => {
  const server = await startServer();
  let seen = -1;
  await outboxOn(server).send({
    from: "jo@example.com",
    to: "ana@example.com",
    bytes: Buffer.alloc(90_000, "x\r\n"),
    onHandover: () => {
      seen = server.bodyBytes;
    },
  });
  expect(seen).toBe(0);
  expect(server.bodyBytes).toBeGreaterThan(90_000);
});

test("mails share one connection, also after one was refused", async () => {
  const server = await startServer({ faults: [{ at: "rcpt", do: "550 5.1.1 no" }] });
  const outbox = outboxOn(server);
  const results = await Promise.all(Array.from({ length: 5 }, () => sendOn(outbox)));
  expect(results.map(({ result }) => result.kind)).toEqual(["refused", "sent", "sent", "sent", "sent"]);
  expect(server.connections).toBe(1);
});

test.each(["drop", "reset", "421 4.4.2 idle too long"])(
  "a line that the server ended between two mails (%s) is opened anew at once",
  async (how) => {
    const server = await startServer({
      faults: [
        { at: "mail", do: "250 ok" },
        { at: "mail", do: how },
      ],
    });
    const outbox = outboxOn(server);
    await sendOn(outbox);
    expect((await sendOn(outbox)).result.kind).toBe("sent");
    expect([server.connections, server.taken.length]).toEqual([2, 2]);
  },
);

test("a line cut while it lay idle is opened anew at once", async () => {
  const server = await startServer();
  const outbox = outboxOn(server);
  await sendOn(outbox);
  const [socket] = server.sockets;
  if (socket !== undefined) {
    const closed = once(socket, "close");
    socket.destroy();
    await closed;
  }
  expect((await sendOn(outbox)).result.kind).toBe("sent");
});

test("a body that was lost is never sent again by itself", async () => {
  const server = await startServer({ faults: [{ at: "end", do: "drop", takes: true, fromConnection: 1 }] });
  const outbox = outboxOn(server);
  await sendOn(outbox);
  expect(server.taken).toHaveLength(1);
  expect(server.connections).toBe(1);
});

test("60 mails pass a server that takes three a connection, none lost, none twice", async () => {
  const server = await startServer({ mailsPerConnection: 3, pipelining: true });
  const outbox = outboxOn(server);
  const sent = await Promise.all(Array.from({ length: 60 }, (_, n) => sendOn(outbox, `c${n}@example.com`)));
  expect(sent.every(({ result, handovers }) => result.kind === "sent" && handovers === 1)).toBe(true);
  expect(server.taken.map((mail) => mail.to)).toEqual(sent.map((_, n) => `c${n}@example.com`));
  expect(server.connections).toBeLessThanOrEqual(21);
});

test("a mail larger than the server takes is refused before it is offered", async () => {
  const server = await startServer();
  const { result, handovers } = await sendOn(outboxOn(server), "ana@example.com", "x".repeat(100_001));
  expect(result).toMatchObject({ kind: "refused", code: 552, enhanced: "5.3.4" });
  expect(handovers).toBe(0);
});

test.each([
  "b@x.example\r\nRCPT TO:<v@evil.example>",
  "b@x.example>\r\nRCPT TO:<v@evil.example",
  "<b@x.example>",
  "b@x.example, v@evil.example",
  "b@x.example v@evil.example",
  "b\0@x.example",
  "@x.example",
  "b@",
  "",
])("%j is no envelope address and reaches no server", async (to) => {
  const server = await startServer();
  expect((await sendOn(outboxOn(server), to)).result).toMatchObject({ kind: "refused", code: 553 });
  expect(server.heard.filter((line) => line.startsWith("RCPT"))).toEqual([]);
});

test("a domain in any script goes out in ASCII", async () => {
  const server = await startServer();
  await sendOn(outboxOn(server), "ana@bücher.example");
  expect(server.taken[0]?.to).toBe("ana@xn--bcher-kva.example");
});

test("the server's words are shown on one line, without what could act on a terminal", async () => {
  const reply = `550-5.1.1 no\u001b[31m such\r\n550 5.1.1 ${"user ".repeat(200)}`;
  const server = await startServer({ faults: [{ at: "rcpt", do: reply }] });
  const { result } = await sendTo(server);
  expect(result).toMatchObject({ kind: "refused", code: 550, enhanced: "5.1.1" });
  const text = "text" in result ? result.text : "";
  expect(text).toMatch(/^550 5\.1\.1 no \[31m such user user /);
  expect(text.length).toBeLessThanOrEqual(300);
});

test("closing waits for the answer to a body that has left", async () => {
  const server = await startServer({ faults: [{ at: "end", do: "stall", takes: true }] });
  const outbox = outboxOn(server);
  const ended = server.reached("end");
  const sending = sendOn(outbox);
  await ended;
  const closing = outbox.close();
  for (const socket of server.sockets) socket.write("250 2.0.0 taken\r\n");
  expect((await sending).result.kind).toBe("sent");
  await closing;
});

test("closing gives up on an answer that does not come", async () => {
  const server = await startServer({ faults: [{ at: "end", do: "stall" }] });
  const outbox = outboxOn(server, {}, { closeMs: 20 });
  const ended = server.reached("end");
  const sending = sendOn(outbox);
  await ended;
  await outbox.close();
  expect((await sending).result.kind).toBe("unsure");
});

test("closing lets nothing begin: what waits, and what has no 354 yet, is for later", async () => {
  const server = await startServer({ faults: [{ at: "rcpt", do: "stall" }] });
  const outbox = outboxOn(server);
  const stuck = server.reached("rcpt");
  const sendings = [sendOn(outbox), sendOn(outbox)];
  await stuck;
  await outbox.close();
  const sent = await Promise.all(sendings);
  expect(sent.map(({ result, handovers }) => [result.kind, handovers])).toEqual([
    ["later", 0],
    ["later", 0],
  ]);
  expect((await sendOn(outbox)).result.kind).toBe("later");
  expect(server.taken).toEqual([]);
});

test("a line without work is given back", async () => {
  const server = await startServer();
  const outbox = outboxOn(server, {}, { idleMs: 5 });
  await sendOn(outbox);
  const [socket] = server.sockets;
  if (socket !== undefined) await once(socket, "close");
  expect(server.heard.at(-1)).toBe("QUIT");
});

describe("verify", () => {
  test("logs in and sends nothing", async () => {
    const server = await startServer({ password: "secret" });
    await outboxOn(server, { secret: { kind: "password", value: "secret" } }).verify();
    expect(server.heard.map((line) => line.slice(0, 4))).toEqual(["EHLO", "AUTH"]);
  });

  test("a wrong password is a refused login, in the server's words", async () => {
    const server = await startServer({ password: "secret" });
    const verifying = outboxOn(server, { secret: { kind: "password", value: "wrong" } }).verify();
    await expect(verifying).rejects.toThrow(LoginRefused);
    await expect(verifying).rejects.toThrow("535 5.7.8 bad user name or password");
  });

  test("a server that is down is unavailable", async () => {
    await expect(outboxOn({ port: 1 }).verify()).rejects.toThrow(ServiceUnavailable);
  });
});

describe("sign-in", () => {
  test("a secret is asked for anew at each login", async () => {
    const server = await startServer({ password: "second", mailsPerConnection: 1 });
    const secrets = ["first", "second", "second"];
    const secret = async () => ({ kind: "password" as const, value: secrets.shift() ?? "" });
    const outbox = outboxOn(server, { secret });
    expect((await sendOn(outbox)).result.kind).toBe("login");
    expect((await sendOn(outbox)).result.kind).toBe("sent");
    expect((await sendOn(outbox)).result.kind).toBe("sent");
  });

  test.each([
    [new LoginRefused("renew the sign-in"), "login"],
    [new ServiceUnavailable("token server down"), "later"],
  ])("a secret that cannot be had (%s) means %s", async (error, kind) => {
    const server = await startServer({ password: "x" });
    const outbox = outboxOn(server, { secret: () => Promise.reject(error) });
    expect((await sendOn(outbox)).result).toMatchObject({ kind, text: error.message });
  });
});

describe("over TLS, against npm's smtp-server", () => {
  /** A certificate and its key, for localhost alone, valid from 2020 to 2120. */
  const own = readFileSync(new URL("localhost.pem", import.meta.url), "utf8");

  interface TlsServer {
    readonly port: number;
    readonly taken: string[];
    readonly logins: string[];
  }

  async function startTls(secure: boolean): Promise<TlsServer> {
    const taken: string[] = [];
    const logins: string[] = [];
    const server = new SMTPServer({
      secure,
      cert: own,
      key: own,
      logger: false,
      disableReverseLookup: true,
      authMethods: ["PLAIN", "XOAUTH2"],
      onAuth: (auth, _session, done) => {
        logins.push(`${auth.method} ${auth.username} ${auth.password ?? auth.accessToken}`);
        if (auth.accessToken === "expired") done(null, { data: { status: "401", schemes: "bearer" } });
        else done(null, { user: auth.username ?? "" });
      },
      onData: (stream, _session, done) => {
        const parts: Buffer[] = [];
        stream.on("data", (part: Buffer) => parts.push(part));
        stream.on("end", () => {
          taken.push(Buffer.concat(parts).toString());
          done();
        });
      },
    });
    server.on("error", () => undefined);
    server.listen(0, "localhost");
    await once(server.server, "listening");
    onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
    return { port: (server.server.address() as AddressInfo).port, taken, logins };
  }

  const password = { kind: "password", value: "s" } as const;

  test.each(["tls", "starttls"] as const)(
    "%s: a certificate nobody vouches for stops the sending",
    async (security) => {
      const server = await startTls(security === "tls");
      const outbox = outboxOn(server, { host: "localhost", security, secret: password });
      expect((await sendOn(outbox)).result.kind).toBe("login");
      expect(server.logins).toEqual([]);
    },
  );

  test.each([
    [password, "PLAIN jo s"],
    [{ kind: "oauth2", value: "token" } as const, "XOAUTH2 jo token"],
  ])("an authority of the settings is trusted, and the secret goes over it: %j", async (secret, login) => {
    const server = await startTls(true);
    const outbox = outboxOn(server, { host: "localhost", security: "tls", secret, ca: own });
    expect((await sendOn(outbox)).result).toMatchObject({ kind: "sent" });
    expect(server.logins).toEqual([login]);
    expect(server.taken).toEqual([BODY]);
  });

  test("an expired token is a refused login", async () => {
    const server = await startTls(true);
    const secret = { kind: "oauth2", value: "expired" } as const;
    const outbox = outboxOn(server, { host: "localhost", security: "tls", secret, ca: own });
    expect((await sendOn(outbox)).result.kind).toBe("login");
    expect(new Set(server.logins)).toEqual(new Set(["XOAUTH2 jo expired"]));
  });

  test("starttls is never given up for a server that does not offer it", async () => {
    const server = await startServer({ password: "s" });
    const outbox = outboxOn(server, { security: "starttls", secret: password });
    expect((await sendOn(outbox)).result.kind).toBe("login");
    expect(server.heard.some((line) => line.startsWith("AUTH"))).toBe(false);
  });
});
