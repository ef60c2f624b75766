/** What the in-memory IMAP server does beyond the suite it shares with Dovecot: leaving out, misbehaving. */
import { ImapFlow } from "imapflow";
import { afterEach, describe, expect, test } from "vitest";
import { type ImapOptions, type ImapSandbox, startImap } from "../../src/sandbox/imap.ts";
import { type Talk, talkTo } from "../support/talk.ts";

const USER = "desk@example.test";
const PASS = "secret";

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

async function start(options: Partial<ImapOptions> = {}): Promise<ImapSandbox> {
  const imap = await startImap({ users: [{ user: USER, pass: PASS }], ...options });
  open.push(imap);
  return imap;
}

async function client(imap: ImapSandbox): Promise<ImapFlow> {
  const flow = new ImapFlow({
    host: imap.host,
    port: imap.port,
    secure: false,
    doSTARTTLS: false,
    auth: { user: USER, pass: PASS },
    logger: false,
  });
  // A cut line is what many of these tests are about.
  flow.on("error", () => undefined);
  await flow.connect();
  open.push({ close: () => flow.close() });
  return flow;
}

/** Logged in by hand, INBOX open. */
async function raw(imap: ImapSandbox): Promise<Talk> {
  const talk = await talkTo(imap.port);
  open.push({ close: () => talk.end() });
  await talk.until(/ready\r\n/);
  await talk.say(`a LOGIN ${USER} ${PASS}`, /^a OK.*\r\n/m);
  await talk.say("b SELECT INBOX", /^b OK.*\r\n/m);
  return talk;
}

function mail(subject: string, body = "Hello.\r\n"): string {
  return `From: Kim <kim@example.org>\r\nTo: ${USER}\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@example.org>\r\n\r\n${body}`;
}

test("mail that comes without a date bears the server's clock", async () => {
  const at = new Date("2026-11-22T07:30:00Z");
  const imap = await start({ now: () => at });
  imap.deliver(USER, mail("one"));
  const flow = await client(imap);
  await flow.mailboxOpen("INBOX");
  await flow.append("Sent", mail("two"));
  expect(imap.messages(USER)[0]?.at).toEqual(at);
  expect(imap.messages(USER, "Sent")[0]?.at).toEqual(at);
});

test("nobody gets in with a wrong password, and that is counted", async () => {
  const imap = await start();
  const talk = await talkTo(imap.port);
  open.push({ close: () => talk.end() });
  expect(await talk.say(`a LOGIN ${USER} wrong`, /^a .*\r\n/m)).toContain("a NO [AUTHENTICATIONFAILED]");
  expect(await talk.say("b SELECT INBOX", /^b .*\r\n/m)).toContain("b BAD");
  expect(imap.counts).toMatchObject({ connections: 1, logins: 0, refusedLogins: 1 });
});

test("a password with quotes and a backslash gets in", async () => {
  const imap = await startImap({ users: [{ user: USER, pass: 'a"b\\c' }] });
  open.push(imap);
  const talk = await talkTo(imap.port);
  expect(await talk.say(`a LOGIN ${USER} "a\\"b\\\\c"`, /^a .*\r\n/m)).toContain("a OK");
});

test("a login in pieces is one login", async () => {
  const imap = await start();
  const talk = await talkTo(imap.port);
  open.push({ close: () => talk.end() });
  await talk.say(`a LOGIN {${USER.length}}`, /^\+ .*\r\n/m);
  talk.write(USER.slice(0, 4));
  talk.write(`${USER.slice(4)} {${PASS.length}+}\r\n${PASS}`);
  expect(await talk.say("", /^a .*\r\n/m)).toContain("a OK");
});

test("commands sent in one go are answered in their order", async () => {
  const imap = await start();
  const talk = await raw(imap);
  talk.write("c IDLE\r\nDONE\r\nd NOOP\r\ne STATUS Sent (MESSAGES)\r\n");
  const heard = await talk.until(/^e OK.*\r\n/m);
  expect(heard.match(/^[a-z] OK/gm)).toEqual(["c OK", "d OK", "e OK"]);
});

test.each([
  ["an unknown command", "x HOP", /^x BAD/],
  ["an open parenthesis", "x UID FETCH 1 (FLAGS", /^x BAD/],
  ["an open quote", 'x LIST "" "INB', /^x BAD/],
  ["a set that is none", "x UID FETCH 1;2 FLAGS", /^x BAD/],
  ["an unknown search key", "x UID SEARCH COLOUR red", /^x BAD/],
  ["a search key without its value", "x UID SEARCH HEADER Subject", /^x BAD/],
  ["an unknown fetch item", "x UID FETCH 1 (TASTE)", /^x BAD/],
  ["a mailbox that is not there", "x SELECT Nowhere", /^x NO \[NONEXISTENT\]/],
  ["a move to a mailbox that is not there", "x UID MOVE 1 Nowhere", /^x NO \[TRYCREATE\]/],
])("%s is refused and the line stays usable", async (_case, line, answer) => {
  const imap = await start();
  imap.deliver(USER, mail("one"));
  const talk = await raw(imap);
  expect(await talk.say(line, /^x .*\r\n/m)).toMatch(answer);
  expect(await talk.say("y NOOP", /^y .*\r\n/m)).toContain("y OK");
});

test.each([
  "MOVE",
  "UIDPLUS",
  "IDLE",
  "CONDSTORE",
  "SPECIAL-USE",
  "NAMESPACE",
  "ENABLE",
  "ID",
  "SASL-IR",
  "LITERAL+",
])("without %s it neither says it nor does it, and a client still moves mail", async (extension) => {
  const imap = await start({ without: [extension] });
  imap.deliver(USER, mail("one"));
  const flow = await client(imap);
  expect(flow.capabilities.has(extension)).toBe(false);
  await flow.mailboxOpen("INBOX");
  expect(await flow.messageMove("1", "Archive", { uid: true })).toBeTruthy();
  expect(imap.messages(USER)).toHaveLength(0);
  expect(imap.messages(USER, "Archive")).toHaveLength(1);
});

// Not in the common suite: Dovecot 2.3 moves mail out of a mailbox opened with EXAMINE.
test("a mailbox opened for reading cannot be changed", async () => {
  const imap = await start();
  imap.deliver(USER, mail("one"));
  const talk = await raw(imap);
  await talk.say("c EXAMINE INBOX", /^c OK.*\r\n/m);
  for (const command of ["UID MOVE 1 Archive", "UID STORE 1 +FLAGS (\\Deleted)", "EXPUNGE"]) {
    expect(await talk.say(`d ${command}`, /^d .*\r\n/m)).toMatch(/^d NO \[READ-ONLY\]/m);
  }
  expect(imap.messages(USER)).toMatchObject([{ flags: [] }]);
});

describe("two sessions on one mailbox", () => {
  test("a removal by one keeps the other's numbers until it may hear of it", async () => {
    const imap = await start();
    for (const subject of ["one", "two", "three"]) imap.deliver(USER, mail(subject));
    const [one, other] = [await raw(imap), await raw(imap)];
    await one.say("c UID MOVE 1 Archive", /^c OK.*\r\n/m);
    const fetched = await other.say("c FETCH 1:3 (UID)", /^c OK.*\r\n/m);
    expect(fetched).not.toContain("EXPUNGE");
    expect(fetched.match(/UID \d+/g)).toEqual(["UID 2", "UID 3"]);
    expect(await other.say("d NOOP", /^d OK.*\r\n/m)).toContain("* 1 EXPUNGE");
    expect(await other.say("e FETCH 1 (UID)", /^e OK.*\r\n/m)).toContain("* 1 FETCH (UID 2)");
  });

  test("many removals are told one by one, each with the number it then has", async () => {
    const imap = await start();
    for (const subject of ["one", "two", "three", "four"]) imap.deliver(USER, mail(subject));
    const talk = await raw(imap);
    const heard = await talk.say("c UID MOVE 1,3:4 Archive", /^c OK.*\r\n/m);
    expect(heard.match(/\* \d+ EXPUNGE/g)).toEqual(["* 1 EXPUNGE", "* 2 EXPUNGE", "* 2 EXPUNGE"]);
    expect(heard).toMatch(/\[COPYUID \d+ 1,3:4 1:3\]/);
  });

  test("a mail taken away while another idles is announced", async () => {
    const imap = await start();
    const uid = imap.deliver(USER, mail("one"));
    const talk = await raw(imap);
    await talk.say("c IDLE", /^\+ .*\r\n/m);
    expect(imap.remove(USER, uid)).toBe(true);
    await talk.until(/\* 1 EXPUNGE\r\n/);
    expect(imap.remove(USER, uid)).toBe(false);
  });
});

test("a renumbered mailbox throws its sessions out and numbers anew", async () => {
  const imap = await start();
  imap.remove(USER, imap.deliver(USER, mail("one")));
  imap.deliver(USER, mail("two"));
  const before = imap.uidValidity(USER);
  const talk = await raw(imap);
  imap.resetUids(USER);
  expect(await talk.closed()).toContain("* BYE");
  expect(imap.uidValidity(USER)).toBeGreaterThan(before);
  expect(imap.messages(USER).map(({ uid }) => uid)).toEqual([1]);
});

test("after a farewell nothing is done any more", async () => {
  const imap = await start();
  imap.deliver(USER, mail("one"));
  const talk = await raw(imap);
  imap.resetUids(USER);
  talk.write("c UID MOVE 1 Archive\r\n");
  await talk.closed();
  expect(imap.messages(USER)).toHaveLength(1);
});

test("a quiet server announces nothing, and a search finds the mail", async () => {
  const imap = await start({ quiet: true });
  const talk = await raw(imap);
  imap.deliver(USER, mail("one"));
  talk.write("c IDLE\r\nDONE\r\n");
  expect(await talk.until(/^c OK.*\r\n/m)).not.toContain("EXISTS");
  expect(await talk.say("d UID SEARCH ALL", /^d OK.*\r\n/m)).toContain("* SEARCH 1");
});

describe("misdeeds on order", () => {
  /** Answers the first command that fits with a misdeed, all others properly. */
  function once(pattern: RegExp, deed: NonNullable<ReturnType<NonNullable<ImapOptions["onCommand"]>>>) {
    let done = false;
    return (line: string) => {
      if (done || !pattern.test(line)) return null;
      done = true;
      return deed;
    };
  }

  test.each([
    ["no", /^d NO told to refuse/],
    ["bad", /^d BAD told to refuse/],
  ] as const)("%s refuses that command and no other", async (deed, answer) => {
    const imap = await start({ onCommand: once(/^UID SEARCH/, deed) });
    const talk = await raw(imap);
    expect(await talk.say("d UID SEARCH ALL", /^d .*\r\n/m)).toMatch(answer);
    expect(await talk.say("e UID SEARCH ALL", /^e .*\r\n/m)).toContain("e OK");
  });

  test("the refusal's own words go out", async () => {
    const text = "Request is throttled. Suggested Backoff Time: 700 milliseconds";
    const imap = await start({ onCommand: once(/^NOOP/, { do: "bad", text }) });
    const talk = await raw(imap);
    expect(await talk.say("d NOOP", /^d .*\r\n/m)).toContain(`d BAD ${text}`);
  });

  test("bye hangs up with a word, cut without", async () => {
    const bye = await start({ onCommand: once(/^NOOP/, "bye") });
    const polite = await raw(bye);
    polite.write("d NOOP\r\n");
    expect(await polite.closed()).toBe("* BYE told to hang up\r\n");
    const cut = await start({ onCommand: once(/^NOOP/, "cut") });
    const rude = await raw(cut);
    rude.write("d NOOP\r\n");
    expect(await rude.closed()).toBe("");
  });

  test("cut-midway moves the mail and loses the answer", async () => {
    const imap = await start({ onCommand: once(/^UID MOVE/, "cut-midway") });
    imap.deliver(USER, mail("one"));
    const talk = await raw(imap);
    talk.write("d UID MOVE 1 Archive\r\n");
    expect(await talk.closed()).not.toContain("d OK");
    expect(imap.messages(USER, "Archive")).toHaveLength(1);
  });

  test("cut-midway breaks a FETCH off in the middle of a mail", async () => {
    const imap = await start({ onCommand: once(/^UID FETCH/, "cut-midway") });
    imap.deliver(USER, mail("one", "word ".repeat(1000)));
    const talk = await raw(imap);
    talk.write("d UID FETCH 1 (BODY.PEEK[])\r\n");
    const heard = await talk.closed();
    expect(heard).toContain("* 1 FETCH (BODY[] {");
    expect(heard.length).toBeLessThan(4000);
  });

  test("stall answers nothing any more and keeps the line open", async () => {
    const imap = await start({ onCommand: once(/^UID SEARCH/, "stall") });
    const [stalled, fine] = [await raw(imap), await raw(imap)];
    stalled.write("d UID SEARCH ALL\r\ne NOOP\r\n");
    // The other connection's answer comes after the stalled one's would have.
    await fine.say("d NOOP", /^d OK.*\r\n/m);
    await fine.say("e NOOP", /^e OK.*\r\n/m);
    expect(imap.open).toBe(2);
    imap.cutAll();
    expect(await stalled.closed()).toBe("");
  });

  test("delay answers properly, later", async () => {
    const imap = await start({ onCommand: once(/^NOOP/, { do: "delay", ms: 5 }) });
    const talk = await raw(imap);
    expect(await talk.say("d NOOP", /^d .*\r\n/m)).toContain("d OK");
  });

  test("omit leaves one mail out of an answer that ends well", async () => {
    const imap = await start({ onCommand: once(/^UID FETCH/, { do: "omit", index: 1 }) });
    for (const subject of ["one", "two", "three"]) imap.deliver(USER, mail(subject));
    const flow = await client(imap);
    await flow.mailboxOpen("INBOX");
    const uids = async () => (await flow.fetchAll("1:*", { uid: true }, { uid: true })).map(({ uid }) => uid);
    expect(await uids()).toEqual([1, 3]);
    expect(await uids()).toEqual([1, 2, 3]);
  });

  test("the hook learns who asks and what is open", async () => {
    const seen: unknown[] = [];
    const imap = await start({
      onCommand: (line, session) => {
        if (line === "CHECK") seen.push(session);
        return null;
      },
    });
    const talk = await raw(imap);
    await talk.say("d CHECK", /^d OK.*\r\n/m);
    expect(seen).toEqual([{ id: 1, user: USER, mailbox: "INBOX" }]);
  });
});

test("asking for a mailbox nobody has is the test's mistake, and says so", async () => {
  const imap = await start();
  expect(() => imap.messages(USER, "Nowhere")).toThrow(/no mailbox Nowhere/);
  expect(() => imap.deliver("nobody@example.test", mail("one"))).toThrow(/no user nobody@example.test/);
});
