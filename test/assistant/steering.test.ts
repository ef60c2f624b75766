/** Who may steer (DESIGN 4): what a mail in her name does, by what proves it; judged from what leaves. */
import { describe, expect, onTestFinished, test } from "vitest";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import { clockAt } from "../support/clock.ts";
import { gmailForward, haroEdition, plainMail } from "../support/editions.ts";
import { ASSISTANT, type Letter, type Office, OWNER, openOffice, START, USERS } from "../support/office.ts";
import { worldOf } from "../support/world.ts";

interface Signed {
  readonly at: Office;
  readonly sandbox: Sandbox;
}

/** Keys are looked up in the sandbox; the server writes verdicts of its own only where told. */
async function office(authservId: string | null = null): Promise<Signed> {
  const clock = clockAt(START);
  const sandbox = await startSandbox({
    users: USERS,
    now: clock.now,
    ...(authservId === null ? {} : { authservId }),
  });
  onTestFinished(() => sandbox.close());
  const at = await openOffice(worldOf(sandbox, USERS), {
    clock,
    config: { authservId },
    rooms: { resolve: (name, type) => sandbox.resolve(name, type) },
  });
  await at.tick();
  return { at, sandbox };
}

async function proposal(at: Office): Promise<Letter> {
  await at.arrives(gmailForward(at.head("Fwd: HARO Queries"), haroEdition()));
  await at.tick();
  return at.lastLetter();
}

const held = (at: Office) =>
  Object.values(at.rooms().assistant.state.outbox)
    .filter((mail) => mail.kind === "forward")
    .map((mail) => mail.to);

describe("a mail that answers nothing of ours", () => {
  test("unsigned, it does nothing and she is asked once a day", async () => {
    const { at } = await office();
    await at.arrives(plainMail(at.head("pending"), "pending\n"));
    await at.arrives(plainMail(at.head("help"), "help\n"));
    await at.tick();
    const letters = await at.inbox();
    expect(letters.map((each) => each.subject)).toEqual([expect.stringMatching(/Was this you/)]);
    expect(letters[0]?.text).toContain("pending");
    expect(letters[0]?.text).toContain("no signature of example.test");
  });

  test("her yes does what was quoted, once", async () => {
    const { at } = await office();
    await at.arrives(plainMail(at.head("pending"), "pending\n"));
    await at.tick();
    const asked = await at.lastLetter();
    await at.answers(asked, "yes");
    await at.tick();
    const after = await at.inbox();
    await at.answers(asked, "yes");
    await at.tick();
    expect(after.some((each) => /open/i.test(each.text) && each.subject !== asked.subject)).toBe(true);
    expect((await at.lastLetter()).text).toContain("asks nothing");
  });

  test.each([
    ["signed by her domain", "example.test", true],
    ["signed by another domain", "attacker.example", false],
  ])("%s: obeyed %#", async (_how, signedBy, isObeyed) => {
    const { at, sandbox } = await office();
    sandbox.receive(plainMail(at.head("help"), "help\n"), { from: OWNER, to: ASSISTANT, signedBy });
    await at.tick();
    expect(/Was this you/.test((await at.lastLetter()).subject ?? "")).toBe(!isObeyed);
  });

  test("a replay of its bytes does nothing more", async () => {
    const { at, sandbox } = await office();
    const mail = plainMail(at.head("help"), "help\n");
    sandbox.receive(mail, { from: OWNER, to: ASSISTANT, signedBy: "example.test" });
    await at.tick();
    const [first] = sandbox.imap.messages(ASSISTANT, "Handled");
    if (first === undefined) throw new Error("nothing was handled");
    // The same signed bytes behind a header that is not signed: another key, the same signature.
    await at.arrives(`X-Mailer: other\r\n${first.raw.toString()}`);
    await at.tick();
    const helps = (await at.inbox()).filter((each) => /pass on/.test(each.text));
    expect(helps).toHaveLength(1);
  });

  test.each([
    ["the configured server's word", "mx.example.test", "mx.example.test", true],
    ["another server's word", "mx.example.test", "mx.elsewhere.example", false],
  ])("%s on a signature", async (_how, authservId, claimed, isObeyed) => {
    const { at } = await office(authservId);
    const verdict = `Authentication-Results: ${claimed}; dkim=pass header.d=example.test header.b=AbCdEfGh`;
    const received = `Received: from out.example.test (out.example.test [192.0.2.1]) by mx.example.test with ESMTP; ${at.clock.now().toUTCString()}`;
    const signature =
      "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.test; s=x; h=From:To:Subject:Date; bh=AAAA; b=AbCdEfGhIjKlMnOp";
    await at.arrives([verdict, received, signature, plainMail(at.head("help"), "help\n")].join("\r\n"));
    await at.tick();
    expect(/Was this you/.test((await at.lastLetter()).subject ?? "")).toBe(!isObeyed);
  });
});

describe("a signer that is not her domain", () => {
  const isAsked = async (at: Office) => /Was this you/.test((await at.lastLetter()).subject ?? "");

  test.each([
    ["her domain's own at a large house is learnt with her yes", "example-test.20230601.gappssmtp.com", true],
    ["one that signs for many never is", "mail.relay.example", false],
    ["another domain's own at that house never is", "example-org.20230601.gappssmtp.com", false],
  ])("%s", async (_how, signedBy, isLearnt) => {
    const { at, sandbox } = await office();
    const writes = async (words: string) => {
      sandbox.receive(plainMail(at.head(words), `${words}\n`), { from: OWNER, to: ASSISTANT, signedBy });
      await at.tick();
    };
    await writes("help");
    expect(await isAsked(at)).toBe(true);
    await at.answers(await at.lastLetter(), "yes");
    await at.tick();
    const isTold = (await at.inbox()).some(({ text }) => text.includes(`the signature of ${signedBy}`));
    expect(isTold).toBe(isLearnt);
    // The next day, since she is asked once a day.
    at.clock.advance("1d");
    await writes("pending");
    expect(await isAsked(at)).toBe(!isLearnt);
  });

  test("without her yes nothing is learnt", async () => {
    const { at, sandbox } = await office();
    const signedBy = "example-test.20230601.gappssmtp.com";
    sandbox.receive(plainMail(at.head("help"), "help\n"), { from: OWNER, to: ASSISTANT, signedBy });
    await at.tick();
    await at.answers(await at.lastLetter(), "no");
    await at.tick();
    at.clock.advance("1d");
    sandbox.receive(plainMail(at.head("help"), "help\n"), { from: OWNER, to: ASSISTANT, signedBy });
    await at.tick();
    expect(await isAsked(at)).toBe(true);
  });
});

describe("the assistant reads her own account", () => {
  /** Her mailbox is the one that is read; `sent` stands in its Sent beside what arrived. */
  async function reads(arrived: string, sent: string | null): Promise<boolean> {
    const clock = clockAt(START);
    const sandbox = await startSandbox({ users: USERS, now: clock.now });
    onTestFinished(() => sandbox.close());
    const { host, port } = sandbox.imap;
    const imap = { host, port, security: "none", user: OWNER };
    const at = await openOffice(worldOf(sandbox, USERS), { clock, config: { imap } });
    await at.tick();
    if (sent !== null) sandbox.imap.deliver(OWNER, sent, { mailbox: "Sent" });
    sandbox.imap.deliver(OWNER, arrived);
    await at.tick();
    return !(await at.inbox()).some(({ subject }) => /Was this you/.test(subject ?? ""));
  }
  const head = {
    from: `Nell Hartigan <${OWNER}>`,
    to: ASSISTANT,
    subject: "pending",
    date: new Date(START),
    messageId: "hers@example.test",
  };
  const mail = plainMail(head, "pending\n");

  test.each<[string, string, string | null, boolean]>([
    ["what stands in its Sent as it came is hers", `Received: by mx.example.test\r\n${mail}`, mail, true],
    ["what does not stand there is asked about", mail, null, false],
    ["another text under the same id is asked about", mail, plainMail(head, "help\n"), false],
  ])("%s", async (_how, arrived, sent, isHers) => {
    expect(await reads(arrived, sent)).toBe(isHers);
  });
});

describe("an answer to a letter", () => {
  test("without any signature it is good for that letter's items", async () => {
    const { at } = await office();
    await at.answers(await proposal(at), "1a");
    await at.tick();
    expect(held(at)).toEqual(["ana@example.test"]);
  });

  test("a ref line below a signature is as good as In-Reply-To", async () => {
    const { at } = await office();
    const letter = await proposal(at);
    const ref = letter.messageId?.split("@")[0];
    await at.arrives(
      plainMail(at.head("Re: whatever"), `1a\n\n-- \nNell\nSent from my phone\n\nref: ${ref}\n`),
    );
    await at.tick();
    expect(held(at)).toEqual(["ana@example.test"]);
  });

  test("it does not reach people the letter did not name", async () => {
    const { at } = await office();
    await at.answers(await proposal(at), "1 to beatriz");
    await at.tick();
    expect(held(at)).toEqual([]);
    expect((await at.lastLetter()).text).toContain("Beatriz Lund");
  });

  test("from a stranger's address it does nothing", async () => {
    const { at } = await office();
    const letter = await proposal(at);
    const head = {
      ...at.head("Re: x"),
      from: "Mallory <mallory@example.org>",
      headers: [`In-Reply-To: <${letter.messageId}>`],
    };
    await at.arrives(plainMail(head, "send all\n"));
    await at.tick();
    at.clock.advance("1d");
    await at.tick();
    expect(held(at)).toEqual([]);
    expect(await at.inbox("ana@example.test")).toEqual([]);
  });

  test("with two senders it does nothing", async () => {
    const { at } = await office();
    const letter = await proposal(at);
    const head = {
      ...at.head("Re: x"),
      from: `Nell <${OWNER}>, Mallory <mallory@example.org>`,
      headers: [`In-Reply-To: <${letter.messageId}>`],
    };
    await at.arrives(plainMail(head, "send all\n"));
    await at.tick();
    expect(held(at)).toEqual([]);
  });

  test("an answer to the forward a contact got steers nothing", async () => {
    const { at } = await office();
    await at.answers(await proposal(at), "1a");
    await at.tick();
    at.clock.advance("11m");
    await at.tick();
    const [forward] = await at.inbox("ana@example.test");
    expect(forward?.raw.toString()).not.toContain((await at.inbox())[0]?.messageId?.split("@")[0] ?? "-");
    const head = {
      ...at.head("Re: x"),
      from: "Ana Ruiz <ana@example.test>",
      headers: [`In-Reply-To: <${forward?.messageId}>`],
    };
    await at.arrives(plainMail(head, "send all\n"));
    await at.tick();
    expect(held(at)).toEqual(["ana@example.test"]);
  });

  test("a contact's stop holds at once and for good", async () => {
    const { at } = await office();
    const letter = await proposal(at);
    await at.answers(letter, "1a");
    await at.tick();
    at.clock.advance("11m");
    await at.tick();
    const [forward] = await at.inbox("ana@example.test");
    const head = {
      ...at.head("Re: x"),
      from: "Ana Ruiz <ana@example.test>",
      headers: [`In-Reply-To: <${forward?.messageId}>`],
    };
    await at.arrives(plainMail(head, "Stop.\n\nAna\n"));
    await at.tick();
    const receipt = (await at.inbox("ana@example.test")).at(-1);
    expect(receipt?.autoSubmitted).toBe("auto-replied");
    expect((await at.lastLetter()).text).toContain("Ana Ruiz asked for no more queries");
    await at.arrives(
      gmailForward(
        at.head("Fwd: more"),
        haroEdition().replaceAll("abcdefabcde", "0123456789a").replaceAll("winter", "spring and summer heat"),
      ),
    );
    await at.tick();
    const next = await at.lastLetter();
    expect(next.text).toContain("Peter Grau");
    expect(next.text).not.toContain("Ana Ruiz");
    await at.answers(letter, "3 to ana, peter");
    await at.tick();
    expect(held(at).filter((to) => to === "ana@example.test")).toHaveLength(1);
  });
});
