/** S1 to S5 of the fault plan: whatever SMTP does, a forward leaves once, or she is told; judged from the sink's log. */
import { describe, expect, onTestFinished, test } from "vitest";
import { ServiceUnavailable } from "../../src/errors.ts";
import { gmailForward, haroEdition } from "../support/editions.ts";
import { ASSISTANT, type Office, OWNER, openOffice, USERS } from "../support/office.ts";
import { type Sink, type SinkRule, type Stage, sentTwice } from "../support/sink.ts";
import { sinkWorld } from "../support/sink-world.ts";

const ANA = "ana@example.test";

interface Faulty {
  readonly at: Office;
  readonly sink: Sink;
}

/** An office whose mail goes through the sink. */
async function faulty(filesSent: boolean): Promise<Faulty> {
  const world = await sinkWorld(USERS, { filesSent });
  onTestFinished(() => world.stop());
  const timeouts = { connectMs: 2000, greetingMs: 2000, socketMs: 2000, answerMs: 500 };
  const at = await openOffice(world, { rooms: { outboxTimeouts: timeouts } });
  await at.tick();
  return { at, sink: world.sink };
}

/** She has named Ana; her forward is due, and the server is told to misbehave. */
async function aboutToSend(filesSent: boolean, rules: readonly SinkRule[]): Promise<Faulty> {
  const { at, sink } = await faulty(filesSent);
  await at.arrives(gmailForward(at.head("Fwd: HARO Queries"), haroEdition()));
  await at.tick();
  await at.answers(await at.lastLetter(), "1a");
  await at.tick();
  at.clock.advance("11m");
  // Each session now begins at connect: the line of the letters before is gone.
  sink.cutAll();
  sink.setRules(rules);
  return { at, sink };
}

/** Ticks on through the next hours of work. */
async function laterOn(at: Office, steps = 8): Promise<void> {
  for (let step = 0; step < steps; step++) {
    await at.tick();
    at.clock.advance("16m");
  }
  await at.tick();
}

const toAna = (sink: Sink) => sink.accepted.filter(({ to }) => to[0] === ANA);
const statusOfForward = (at: Office) =>
  Object.values(at.rooms().assistant.state.outbox).find((mail) => mail.kind === "forward")?.status;
const lettersAbout = async (at: Office, words: RegExp) =>
  (await at.inbox()).filter((letter) => words.test(letter.subject ?? ""));

const STAGES: readonly Stage[] = ["connect", "auth", "mail", "rcpt", "end"];

describe("a server that is out of order for a while", () => {
  test.each(STAGES)("S1: 4yz at %s three times, then the forward leaves once", async (stage) => {
    const code = stage === "auth" ? 454 : 451;
    const { at, sink } = await aboutToSend(true, [{ at: stage, do: "reply", code, times: 3 }]);
    await laterOn(at);
    expect(toAna(sink)).toHaveLength(1);
    expect(statusOfForward(at)).toBe("sent");
    expect(sentTwice(sink.accepted)).toEqual([]);
  });

  test.each(["connect", "mail", "rcpt"] as const)(
    "S5: the line lost at %s, then it leaves once, unasked",
    async (stage) => {
      const { at, sink } = await aboutToSend(false, [{ at: stage, do: "drop", times: 2 }]);
      await laterOn(at);
      expect(toAna(sink)).toHaveLength(1);
      expect(statusOfForward(at)).toBe("sent");
      expect(await lettersAbout(at, /I can't tell/)).toEqual([]);
    },
  );
});

describe("a server that refuses for good", () => {
  test.each(["mail", "rcpt", "end"] as const)("S2: 5yz at %s is tried once and told once", async (stage) => {
    const { at, sink } = await aboutToSend(true, [
      { at: stage, do: "reply", code: 550, text: "5.1.1 no such user here", times: 1 },
    ]);
    await laterOn(at);
    expect(toAna(sink)).toEqual([]);
    expect(statusOfForward(at)).toBe("failed");
    const told = await lettersAbout(at, /did not get|no longer works/);
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toContain("5.1.1 no such user here");
  });

  test("S2: a refused login stops sending, not reading, and nothing is lost", async () => {
    const { at, sink } = await aboutToSend(true, [
      { at: "auth", do: "reply", code: 535, text: "5.7.8 bad credentials" },
    ]);
    await at.tick();
    await at.arrives(
      gmailForward(
        at.head("Fwd: another"),
        haroEdition().replaceAll("abcdefabcde", "0123456789a").replaceAll("sourdough", "sourdough bread"),
      ),
    );
    await at.tick();
    expect(await at.world.messages(ASSISTANT)).toHaveLength(0);
    expect(at.rooms().assistant.state.rest?.why).toContain("5.7.8 bad credentials");
    sink.setRules([]);
    await laterOn(at);
    expect(toAna(sink)).toHaveLength(1);
    expect(sentTwice(sink.accepted)).toEqual([]);
  });
});

const TAKEN: readonly (readonly [string, SinkRule])[] = [
  ["the line dropped", { at: "end", do: "drop", accept: true, times: 1 }],
  ["the line reset", { at: "end", do: "reset", accept: true, times: 1 }],
  ["no answer at all", { at: "end", do: "stall", accept: true, times: 1 }],
  ["451 said all the same", { at: "end", do: "reply", code: 451, accept: true, times: 1 }],
];

describe("a server that takes the mail and does not say so", () => {
  test.each(TAKEN)("S3: %s: taken once, where sent mail is filed", async (_what, rule) => {
    const { at, sink } = await aboutToSend(true, [rule]);
    await laterOn(at);
    expect(toAna(sink)).toHaveLength(1);
    expect(statusOfForward(at)).toBe("sent");
    expect(await lettersAbout(at, /I can't tell/)).toEqual([]);
  });

  test("S3: where nothing is filed she is asked, once, and her word settles it", async () => {
    const { at, sink } = await aboutToSend(false, [{ at: "end", do: "drop", accept: true, times: 1 }]);
    await laterOn(at, 3);
    expect(toAna(sink)).toHaveLength(1);
    expect(statusOfForward(at)).toBe("unsure");
    const [asked, ...more] = await lettersAbout(at, /can't tell/);
    expect(more).toEqual([]);
    if (asked === undefined) throw new Error("she was not asked");
    expect(asked.text).toContain("Ana Ruiz");
    await at.answers(asked, "sent 1");
    await laterOn(at, 3);
    expect(statusOfForward(at)).toBe("sent");
    expect(toAna(sink)).toHaveLength(1);
  });

  test("S4: not taken and the line lost: sent once later where sent mail is filed", async () => {
    const { at, sink } = await aboutToSend(true, [{ at: "end", do: "drop", times: 1 }]);
    await laterOn(at);
    expect(toAna(sink)).toHaveLength(1);
    expect(statusOfForward(at)).toBe("sent");
  });

  test("S4: not taken, nothing filed: her word sends it again by the same id", async () => {
    const { at, sink } = await aboutToSend(false, [{ at: "end", do: "drop", times: 1 }]);
    await laterOn(at, 2);
    const [asked] = await lettersAbout(at, /can't tell/);
    if (asked === undefined) throw new Error("she was not asked");
    await at.answers(asked, "resend 1");
    await laterOn(at, 2);
    expect(toAna(sink)).toHaveLength(1);
    expect(statusOfForward(at)).toBe("sent");
    expect(sentTwice(sink.accepted)).toEqual([]);
  });

  test("a letter to her whose fate is unclear is simply sent again", async () => {
    const { at, sink } = await faulty(false);
    sink.setRules([{ at: "end", do: "drop", times: 1 }]);
    await at.arrives(gmailForward(at.head("Fwd: HARO Queries"), haroEdition()));
    await laterOn(at, 2);
    expect(sink.accepted.filter(({ to }) => to[0] === OWNER)).toHaveLength(1);
  });

  test("what the server does not file is laid into Sent, once each", async () => {
    const { at, sink } = await aboutToSend(false, []);
    await laterOn(at, 3);
    const filed = await at.world.messages(ASSISTANT, "Sent");
    expect(filed.map(({ raw }) => /^message-id:.*$/im.exec(raw.toString())?.[0]).sort()).toEqual(
      sink.accepted.map(({ messageId }) => `Message-ID: <${messageId}>`).sort(),
    );
  });

  test.each([
    ["the line dropped", { at: "end", do: "drop", accept: true, times: 1 }],
    ["not taken, the line dropped", { at: "end", do: "drop", times: 1 }],
  ] as const)("%s before it was learnt that sent mail is filed: she is not asked", async (_what, rule) => {
    // The mailbox is lost each time it would look in Sent, twice in all.
    let losses = 2;
    const onCommand = (line: string) =>
      /SEARCH HEADER/i.test(line) && losses-- > 0 ? ("cut" as const) : null;
    const world = await sinkWorld(USERS, { imap: { onCommand } });
    onTestFinished(() => world.stop());
    const at = await openOffice(world, { config: { hold: "0s" } });
    await at.tick();
    await at.arrives(gmailForward(at.head("Fwd: HARO Queries"), haroEdition()));
    await expect(at.tick()).rejects.toThrow(ServiceUnavailable);
    await at.answers(await at.lastLetter(), "1a");
    world.sink.setRules([{ ...rule, when: { to: /^ana@/ } }]);
    await expect(at.tick()).rejects.toThrow(ServiceUnavailable);
    await at.restart();
    await laterOn(at, 3);
    expect(toAna(world.sink)).toHaveLength(1);
    expect(statusOfForward(at)).toBe("sent");
    expect(await lettersAbout(at, /can't tell/)).toEqual([]);
  });
});
