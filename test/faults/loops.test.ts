/** L1 and L2: whoever answers by machine is answered by silence; counted where mail arrives. */
import { describe, expect, onTestFinished, test } from "vitest";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import { type Clock, clockAt } from "../support/clock.ts";
import { gmailForward, haroEdition, type MailHead, plainMail, topPosted } from "../support/editions.ts";
import { ASSISTANT, type Letter, type Office, OWNER, openOffice, START, USERS } from "../support/office.ts";
import { worldOf } from "../support/world.ts";
import { expectTruth, fieldOf } from "./truth.ts";

const HERS = { owner: OWNER, assistant: ASSISTANT };
const HIS = { owner: "omar@example.net", assistant: "relay@example.net" };
const ANA = "ana@example.test";
const BOTH = [...USERS, ...Object.values(HIS).map((address) => ({ address, pass: "secret" }))];
/** All that a forward may be read as. */
const ALWAYS = Object.fromEntries(["haro", "labelled", "post", "sos"].map((name) => [name, "always"]));

interface Post {
  readonly clock: Clock;
  readonly sandbox: Sandbox;
}

function post(): Promise<Post> {
  const clock = clockAt(START);
  return startSandbox({ users: BOTH, now: clock.now, authenticates: true }).then((sandbox) => {
    onTestFinished(() => sandbox.close());
    return { clock, sandbox };
  });
}

/** One of two assistants that know each other. */
async function assistantOf(
  { clock, sandbox }: Post,
  who: typeof HERS,
  friend: { readonly name: string; readonly address: string },
): Promise<Office> {
  const server = ({ port }: { port: number }) => ({
    host: "127.0.0.1",
    port,
    security: "none",
    user: who.assistant,
  });
  return openOffice(worldOf(sandbox, BOTH), {
    clock,
    contacts: [
      { name: friend.name, addresses: [friend.address], interests: ["sourdough"], services: ALWAYS },
    ],
    config: {
      owner: { name: "Either One", addresses: [who.owner], timezone: "Europe/Copenhagen" },
      assistant: { address: who.assistant },
      imap: server(sandbox.imap),
      smtp: server(sandbox.smtp),
      quietHours: ["00:00", "00:00"],
      weekends: true,
      perContactPerWeek: 1000,
    },
    rooms: { resolve: (name, type) => sandbox.resolve(name, type) },
  });
}

/** From one assistant to the other, either way. */
const between = ({ sandbox }: Post) =>
  sandbox.accepted.filter(({ from, to }) => {
    const both = [HERS.assistant, HIS.assistant];
    return both.includes(from) && both.includes(to[0] ?? "");
  });

async function hours(count: number, { clock }: Post, ...offices: readonly Office[]): Promise<void> {
  for (let step = 0; step < count * 2; step++) {
    clock.advance("30m");
    for (const office of offices) await office.tick();
  }
}

describe("L1: two assistants that know, admit and approve each other", () => {
  async function pair() {
    const world = await post();
    const hers = await assistantOf(world, HERS, { name: "Relay Desk", address: HIS.assistant });
    const his = await assistantOf(world, HIS, { name: "Nell's Desk", address: HERS.assistant });
    await hers.tick();
    await his.tick();
    for (const [office, friend] of [
      [hers, HIS],
      [his, HERS],
    ] as const) {
      const { assistant } = office.rooms();
      const domain = friend.assistant.split("@")[1];
      const admitted = { [`${domain} ${friend.assistant}`]: START };
      await assistant.commit({ ...assistant.state, admitted }, [], []);
    }
    return { world, hers, his };
  }

  /** A list's own edition arrives for her assistant. */
  function edition({ sandbox, clock }: Post): void {
    const head = {
      from: "haro@helpareporter.com",
      to: HERS.assistant,
      subject: "HARO Queries for January 20, 2027 - Afternoon Edition",
      date: clock.now(),
      messageId: "edition@helpareporter.com",
    };
    sandbox.receive(plainMail(head, haroEdition()), {
      from: head.from,
      to: HERS.assistant,
      signedBy: "helpareporter.com",
    });
  }

  test("a query goes over once, comes back once at most, and then there is silence", async () => {
    const { world, hers, his } = await pair();
    edition(world);
    await hours(8, world, hers, his);
    const there = between(world).filter(({ to }) => to[0] === HIS.assistant);
    const back = between(world).filter(({ to }) => to[0] === HERS.assistant);
    expect(there).toHaveLength(1);
    expect(back.length).toBeLessThanOrEqual(1);
    await hours(30, world, hers, his);
    expect(between(world)).toHaveLength(there.length + back.length);
  });

  test.each([
    ["stop", "Stop.\n", 1],
    ["forget me", "forget me\n", 1],
    ["an absence in plain words", "I am out of the office until Monday and read nothing.\n", 0],
    ["thanks", "Thank you, this is just what we look for!\n", 0],
  ])("%s, said by one to the other, brings no more than a receipt", async (_what, words, receipts) => {
    const { world, hers, his } = await pair();
    edition(world);
    await hours(8, world, hers, his);
    const [forward] = between(world);
    if (forward === undefined) throw new Error("nothing went over");
    const before = between(world).length;
    const head: MailHead = {
      from: `Relay Desk <${HIS.assistant}>`,
      to: HERS.assistant,
      subject: `Re: ${fieldOf(forward.raw, "subject")}`,
      date: world.clock.now(),
      messageId: "said@example.net",
      headers: [`In-Reply-To: <${forward.messageId}>`, `References: <${forward.messageId}>`],
    };
    world.sandbox.receive(plainMail(head, words), { from: HIS.assistant, to: HERS.assistant });
    await hours(12, world, hers, his);
    expect(between(world).length - before).toBeLessThanOrEqual(receipts);
  });
});

/** Her office with one contact who got a forward. */
async function withForward(): Promise<Post & { readonly at: Office; readonly forward: Letter }> {
  const clock = clockAt(START);
  const sandbox = await startSandbox({ users: USERS, now: clock.now });
  onTestFinished(() => sandbox.close());
  const at = await openOffice(worldOf(sandbox, USERS), {
    clock,
    rooms: { resolve: (name, type) => sandbox.resolve(name, type) },
  });
  await at.tick();
  await at.arrives(gmailForward(at.head("Fwd: HARO Queries"), haroEdition()));
  await at.tick();
  await at.answers(await at.lastLetter(), "1a");
  await at.tick();
  clock.advance("11m");
  await at.tick();
  const [forward] = await at.inbox(ANA);
  if (forward === undefined) throw new Error("no forward has left");
  return { clock, sandbox, at, forward };
}

const LOOP_HEAD = { from: `Ana Ruiz <${ANA}>`, to: ASSISTANT, subject: "hello" };

/** Each written by a machine: fields above the mail, what of the head is its own, its text. */
const MACHINES: readonly (readonly [string, readonly string[], Partial<MailHead>, string])[] = [
  ["auto-replied", ["Auto-Submitted: auto-replied"], { subject: "Out of office" }, "stop\n"],
  ["auto-generated", ['Auto-Submitted: auto-generated; owner-email="x@y.example"'], {}, "forget me\n"],
  ["in another case", ["AUTO-SUBMITTED:  Auto-Replied (vacation)"], {}, "stop\n"],
  ["an absence by its subject", [], { subject: "Automatic reply: hello" }, "I am away until Monday.\n"],
  ["Exchange's", ["X-Auto-Response-Suppress: All"], {}, "stop\n"],
  ["an old responder's", ["X-Autoreply: yes", "Precedence: auto_reply"], {}, "We have your mail.\n"],
  ["bulk", ["Precedence: bulk"], {}, "News of the week.\n"],
  ["a list's", ["List-Id: <news.example.org>", "List-Unsubscribe: <https://example.org/u>"], {}, "News.\n"],
  ["a null sender's", ["Return-Path: <>"], { from: "MAILER-DAEMON@example.org" }, "It failed.\n"],
  ["nobody's", [], { from: "no-reply@example.org" }, "Do not answer.\n"],
  ["our own coming back", [], { from: ASSISTANT, subject: "Re: Re: Re: Re: hello" }, "hello\n"],
  ["asking for answers to us", [`Reply-To: ${ASSISTANT}`], { from: "lou@example.org" }, "hello\n"],
  [
    "going round",
    Array.from({ length: 120 }, (_, hop) => `Received: from a${hop}.example by b${hop}.example; x`),
    {},
    "round and round\n",
  ],
  [
    "asking for receipts",
    [`Disposition-Notification-To: ${ANA}`, `Return-Receipt-To: ${ANA}`],
    { from: "lou@example.org" },
    "Please confirm.\n",
  ],
  [
    "a delay",
    ["Return-Path: <>", "Auto-Submitted: auto-replied"],
    { from: "MAILER-DAEMON@example.org", subject: "Delayed" },
    "Still trying.\n",
  ],
];

describe("L2: mail that no person wrote", () => {
  test("is recorded and gets no answer, and neither do its words count", async () => {
    const { at, sandbox } = await withForward();
    const before = sandbox.accepted.length;
    for (const [n, [, fields, own, text]] of MACHINES.entries()) {
      const head = { ...LOOP_HEAD, date: at.clock.now(), messageId: `machine-${n}@example.org`, ...own };
      await at.arrives([...fields, plainMail(head, text)].join("\r\n"));
    }
    await at.tick();
    expect(sandbox.accepted.slice(before).filter(({ to }) => to[0] !== OWNER)).toEqual([]);
    expect(at.rooms().assistant.state.stopped).toEqual({});
    await expectTruth(at, { delivered: 2 + MACHINES.length, approved: [ANA] });
  });

  test("a bounce is noted at the forward it names, told once, and answered by nobody", async () => {
    const { at, forward, sandbox } = await withForward();
    const before = sandbox.accepted.length;
    for (let times = 0; times < 3; times++)
      await at.arrives(bounceOf(forward, `bounce-${times}@example.org`, at));
    await at.tick();
    const mail = Object.values(at.rooms().assistant.state.outbox).find(({ kind }) => kind === "forward");
    expect(mail?.status).toBe("failed");
    expect(sandbox.accepted.slice(before).filter(({ to }) => to[0] !== OWNER)).toEqual([]);
    expect((await at.inbox()).filter(({ text }) => /5\.1\.1|no longer works/.test(text))).toHaveLength(1);
  });
});

function bounceOf(forward: Letter, messageId: string, at: Office): string {
  return [
    "Return-Path: <>",
    "From: MAILER-DAEMON@example.org",
    `To: ${ASSISTANT}`,
    "Subject: Undelivered Mail Returned to Sender",
    `Date: ${at.clock.now().toUTCString()}`,
    `Message-ID: <${messageId}>`,
    "Auto-Submitted: auto-replied",
    "MIME-Version: 1.0",
    "Content-Type: multipart/report; report-type=delivery-status; boundary=rep",
    "",
    "--rep",
    "Content-Type: text/plain",
    "",
    "It failed.",
    "--rep",
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns; mail.example.org",
    "",
    `Final-Recipient: rfc822; ${ANA}`,
    "Action: failed",
    "Status: 5.1.1",
    "Diagnostic-Code: smtp; 550 5.1.1 no such user",
    "",
    "--rep",
    "Content-Type: text/rfc822-headers",
    "",
    `Message-ID: <${forward.messageId}>`,
    `From: ${ASSISTANT}`,
    "--rep--",
    "",
  ].join("\r\n");
}

describe("a machine that owns to nothing", () => {
  test("a contact's that answers each mail with stop gets one receipt", async () => {
    const { at, sandbox, forward } = await withForward();
    const before = sandbox.accepted.length;
    let answered = 0;
    for (let round = 0; round < 12; round++) {
      const mails = await at.inbox(ANA);
      for (const mail of mails.slice(answered)) {
        const head = {
          ...at.head(""),
          from: `Ana Ruiz <${ANA}>`,
          messageId: `robot-${answered++}@example.test`,
        };
        await at.arrives(topPosted(head, "Stop.", { ...asAnswered(mail), subject: forward.subject ?? "" }));
      }
      at.clock.advance("15m");
      await at.tick();
    }
    expect(sandbox.accepted.slice(before).filter(({ to }) => to[0] === ANA)).toHaveLength(1);
  });

  test("hers that answers each letter gets one letter each, and the contacts nothing", async () => {
    const { at, sandbox } = await withForward();
    const before = sandbox.accepted.length;
    let answered = (await at.inbox()).length - 1;
    for (let round = 0; round < 20; round++) {
      const letters = await at.inbox();
      for (const letter of letters.slice(answered)) {
        answered += 1;
        await at.answers(letter, "I am out of the office and have only limited access to my mail.");
      }
      at.clock.advance("5m");
      await at.tick();
    }
    const since = sandbox.accepted.slice(before);
    expect(since.length).toBeLessThanOrEqual(20);
    expect(since.filter(({ to }) => to[0] !== OWNER)).toEqual([]);
  });
});

function asAnswered({ messageId, references, text }: Letter) {
  return { messageId: messageId ?? "", references, text };
}
