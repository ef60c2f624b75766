/** The sink that fails by rules: its log is the truth about what was sent, so it is tested like the product. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { afterEach, describe, expect, test } from "vitest";
import { readSinkLog, type Sink, type SinkOptions, sentTwice, startSink } from "../support/sink.ts";
import { talkTo } from "../support/talk.ts";
import { tempFolder } from "../support/temp.ts";

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

async function start(options: SinkOptions = {}): Promise<Sink> {
  const sink = await startSink(options);
  open.push(sink);
  return sink;
}

/** How long an answer may take on a busy machine, and how long to wait where none will come. */
const PATIENCE_MS = 20_000;
const NO_ANSWER_MS = 150;

/** @returns 250, the code of a refusal, or the name of the error when there was no answer. */
async function send({ port }: Sink, n = 1, patienceMs = PATIENCE_MS): Promise<number | string> {
  const transport = createTransport({
    host: "127.0.0.1",
    port,
    secure: false,
    auth: { user: "jo@example.com", pass: "secret" },
    socketTimeout: patienceMs,
    greetingTimeout: patienceMs,
  });
  const envelope = { from: "jo@example.com", to: "ana@example.org" };
  const raw = `From: jo@example.com\r\nSubject: mail ${n}\r\nMessage-ID: <${n}@example.com>\r\n\r\nHello.\r\n`;
  try {
    await transport.sendMail({ envelope, raw });
    return 250;
  } catch (error) {
    const { responseCode, code } = error as { responseCode?: number; code?: string };
    return responseCode ?? code ?? "unknown";
  } finally {
    transport.close();
  }
}

const LOGIN = { users: [{ user: "jo@example.com", pass: "secret" }] };

test("an accepted mail stands in the log before the client hears of it", async () => {
  const log = join(tempFolder(), "sink.jsonl");
  const logged: number[] = [];
  const sink = await start({ ...LOGIN, log, onMail: () => void logged.push(readSinkLog(log).length) });
  expect(await send(sink)).toBe(250);
  expect(logged).toEqual([1]);
  expect(readSinkLog(log)).toMatchObject([
    {
      n: 1,
      from: "jo@example.com",
      to: ["ana@example.org"],
      user: "jo@example.com",
      messageId: "1@example.com",
      subject: "mail 1",
      toldClient: true,
    },
  ]);
  expect(readFileSync(log, "utf8").split("\n")).toHaveLength(2);
  expect(sink.raw(1).toString()).toContain("Hello.\r\n");
});

describe("at every stage", () => {
  test.each(["connect", "auth", "mail", "rcpt", "data", "end"] as const)(
    "%s: refused with its code, once, and nothing taken",
    async (at) => {
      const sink = await start({
        ...LOGIN,
        rules: [{ at, do: "reply", code: 421, text: "4.3.2 slow", times: 1 }],
      });
      expect(await send(sink)).toBe(421);
      expect(sink.accepted).toEqual([]);
      expect(await send(sink)).toBe(250);
      expect(sink.counts[`${at}:reply`]).toBe(1);
    },
  );

  const deeds = (["drop", "reset", "stall"] as const).flatMap((deed) =>
    (["connect", "auth", "mail", "rcpt", "data", "end"] as const).map((at) => [at, deed] as const),
  );
  test.each(deeds)("%s: %s leaves the client without an answer and nothing taken", async (at, deed) => {
    const sink = await start({ ...LOGIN, rules: [{ at, do: deed }] });
    expect(await send(sink, 1, deed === "stall" ? NO_ANSWER_MS : PATIENCE_MS)).toEqual(expect.any(String));
    expect(sink.accepted).toEqual([]);
    expect(sink.counts[`${at}:${deed}`]).toBeGreaterThan(0);
  });
});

test.each(["drop", "reset", "stall"] as const)(
  "a mail can be taken and the answer lost by %s",
  async (deed) => {
    const sink = await start({ ...LOGIN, rules: [{ at: "end", do: deed, accept: true }] });
    expect(await send(sink, 1, deed === "stall" ? NO_ANSWER_MS : PATIENCE_MS)).toEqual(expect.any(String));
    expect(sink.accepted).toMatchObject([{ messageId: "1@example.com", toldClient: false }]);
  },
);

test("a refusal after a mail was taken is the worst lie, and the log tells it", async () => {
  const rules = [{ at: "end", do: "reply", code: 451, accept: true, times: 1 }] as const;
  const sink = await start({ ...LOGIN, rules });
  expect([await send(sink), await send(sink)]).toEqual([451, 250]);
  expect(sink.accepted.map(({ toldClient }) => toldClient)).toEqual([false, true]);
  expect(sentTwice(sink.accepted)).toEqual(["1@example.com"]);
});

test("a delay goes on by itself, or refuses when it has a code", async () => {
  const sink = await start({
    ...LOGIN,
    rules: [
      { at: "rcpt", do: "delay", ms: 5, times: 1 },
      { at: "rcpt", do: "delay", ms: 5, code: 450, times: 1 },
    ],
  });
  expect([await send(sink), await send(sink)]).toEqual([250, 450]);
});

describe("conditions", () => {
  const results = async (sink: Sink, count: number) => {
    const codes: (number | string)[] = [];
    for (let n = 1; n <= count; n++) codes.push(await send(sink, n));
    return codes;
  };

  test.each([
    ["nth", { nth: [2, 3] }, [250, 451, 451, 250]],
    ["every", { every: 2 }, [250, 451, 250, 451]],
    ["a header", { header: { subject: /mail 3/ } }, [250, 250, 451, 250]],
    ["a rate", { rate: { count: 2, ms: 60_000 } }, [250, 250, 451, 451]],
    ["the sender", { from: /^jo@/ }, [451, 451, 451, 451]],
    ["another sender", { from: /^ana@/ }, [250, 250, 250, 250]],
    ["no chance", { probability: 0 }, [250, 250, 250, 250]],
  ] as const)("by %s", async (_case, when, codes) => {
    const sink = await start({ ...LOGIN, rules: [{ at: "end", do: "reply", when }] });
    expect(await results(sink, 4)).toEqual(codes);
  });

  test("by recipient", async () => {
    const sink = await start({ rules: [{ at: "rcpt", do: "reply", code: 550, when: { to: /^gone@/ } }] });
    const talk = await talkTo(sink.port);
    await talk.say("EHLO client.example", /^250 .*\r\n/m);
    await talk.say("MAIL FROM:<jo@example.com>", /^250 .*\r\n/m);
    expect(await talk.say("RCPT TO:<gone@example.org>", /\r\n/)).toMatch(/^550 /);
    expect(await talk.say("RCPT TO:<ana@example.org>", /\r\n/)).toMatch(/^250 /);
    talk.end();
  });

  test("by a Message-ID seen before", async () => {
    const sink = await start({
      ...LOGIN,
      rules: [{ at: "end", do: "reply", code: 554, when: { repeat: true } }],
    });
    expect([await send(sink, 1), await send(sink, 2), await send(sink, 1)]).toEqual([250, 250, 554]);
  });

  test("chance is the same with the same seed", async () => {
    const outcome = async (seed: number) => {
      const sink = await start({
        ...LOGIN,
        seed,
        rules: [{ at: "end", do: "reply", when: { probability: 0.5 } }],
      });
      return results(sink, 12);
    };
    const first = await outcome(7);
    expect(new Set(first).size).toBe(2);
    expect(await outcome(7)).toEqual(first);
  });

  test("rules can change while it runs", async () => {
    const sink = await start({ ...LOGIN, rules: [{ at: "connect", do: "reply", code: 554 }] });
    expect(await send(sink)).toBe(554);
    sink.setRules([]);
    expect(await send(sink)).toBe(250);
  });
});

test("in the midst of the body only what has passed counts", async () => {
  const sink = await start({ rules: [{ at: "data", do: "drop", afterBytes: 3000 }] });
  const talk = await talkTo(sink.port);
  await talk.say("EHLO client.example", /^250 .*\r\n/m);
  await talk.say("MAIL FROM:<jo@example.com>", /^250 .*\r\n/m);
  await talk.say("RCPT TO:<ana@example.org>", /^250 .*\r\n/m);
  await talk.say("DATA", /^354 .*\r\n/m);
  talk.write("Subject: long\r\n\r\n");
  talk.write("word ".repeat(700));
  expect(await talk.closed()).toBe("");
  expect(sink.accepted).toEqual([]);
});
