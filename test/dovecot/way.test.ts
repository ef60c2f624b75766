/** One mail all the way on real servers; and with every mail of hers and her contact's sent by SMTP. */
import { createTransport } from "nodemailer";
import { expect, onTestFinished, test } from "vitest";
import { newSigner } from "../../src/sandbox/dkim.ts";
import { DAY_MS } from "../../src/time.ts";
import { theWay } from "../assistant/way.ts";
import { clockAt } from "../support/clock.ts";
import { gmailForward, haroEdition, plainMail, QUERIES, topPosted } from "../support/editions.ts";
import { ASSISTANT, type Letter, type Office, OWNER, openOffice, USERS } from "../support/office.ts";
import { dovecotWorld } from "../support/world.ts";

const ANA = "ana@example.test";
const signer = newSigner();

theWay("Dovecot and Postfix", dovecotWorld);

interface Post {
  readonly at: Office;
  /** Logged in as the one who writes, signed by the domain where asked for. */
  send(from: string, raw: string, signed?: boolean): Promise<void>;
}

/** The server speaks for whom it let in, and is trusted by its name; time is the servers' own. */
async function post(): Promise<Post> {
  const world = await dovecotWorld(USERS, { vouches: true });
  onTestFinished(() => world.stop());
  const config = { authservId: "mail.example.test", quietHours: ["00:00", "00:00"], weekends: true };
  const at = await openOffice(world, { clock: clockAt(new Date()), config });
  await at.tick();
  return {
    at,
    send: async (from, text, signed = false) => {
      const raw = Buffer.from(text);
      const signature = signed ? signer.sign(raw, "example.test", at.clock.now()) : "";
      const door = { ...world.smtp, secure: false, ignoreTLS: true };
      const transport = createTransport({ ...door, auth: { user: from, pass: world.passwordOf(from) } });
      const mail = Buffer.concat([Buffer.from(signature), raw]);
      await transport.sendMail({ envelope: { from, to: ASSISTANT }, raw: mail });
      transport.close();
      // Waits until what was taken is delivered.
      await world.messages(ASSISTANT);
      await at.tick();
    },
  };
}

/** An edition whose queries are open whenever the test runs, Ana's first. */
function edition(at: Office): string {
  const open = QUERIES.map((query, n) => {
    const due = new Date(at.clock.now().getTime() + (9 + n) * DAY_MS);
    const month = due.toLocaleString("en-US", { month: "long", timeZone: "UTC" });
    return { ...query, deadline: `7:00 PM ET - ${due.getUTCDate()} ${month}` };
  });
  return haroEdition(open);
}

const UNPROVEN = "I could not tell that this came from you";

test("by SMTP: her signed forward is proven by the server's word, Ana gets hers, and her answer comes back", async () => {
  const { at, send } = await post();
  const head = at.head("Fwd: HARO Queries");
  await send(OWNER, gmailForward(head, edition(at)), true);
  const proposal = await at.lastLetter();
  expect(proposal.inReplyTo).toBe(head.messageId);
  expect(proposal.text).not.toContain(UNPROVEN);
  await send(OWNER, topPosted(at.head(""), "1a, skip 2", answered(proposal)));
  expect((await at.lastLetter()).text).toContain("Ana Ruiz");
  at.clock.advance("11m");
  await at.tick();
  const [forward, ...others] = await at.inbox(ANA);
  expect([forward?.from[0]?.name, others]).toEqual(["Nell Hartigan", []]);
  const reply = {
    from: `Ana Ruiz <${ANA}>`,
    to: ASSISTANT,
    subject: "Re: sourdough",
    date: at.clock.now(),
    messageId: "ana-1@example.test",
    headers: [`In-Reply-To: <${forward?.messageId}>`, `References: <${forward?.messageId}>`],
  };
  await send(ANA, plainMail(reply, "Pitched, thank you. Third batch is rising.\n"));
  expect((await at.lastLetter()).text).toContain("Third batch is rising");
  expect(await at.world.messages(ASSISTANT)).toHaveLength(0);
  const ids = (await at.world.acceptedMails()).map(({ messageId }) => messageId);
  expect(new Set(ids).size).toBe(ids.length);
});

test("by SMTP: a forward that bears no signature is not proven by the server's word for it", async () => {
  const { at, send } = await post();
  await send(OWNER, gmailForward(at.head("Fwd: HARO Queries"), edition(at)));
  expect((await at.lastLetter()).text.replace(/\s+/g, " ")).toContain(UNPROVEN);
});

function answered({ messageId, references, subject, text }: Letter) {
  return { messageId: messageId ?? "", references, subject: subject ?? "", text };
}
