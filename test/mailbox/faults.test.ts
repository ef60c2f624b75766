/** What a server may do that Dovecot does not do on demand: refuse, leave out, renumber, know less. */
import { afterEach, describe, expect, test } from "vitest";
import { LoginRefused, Misconfigured, ServiceUnavailable } from "../../src/errors.ts";
import { type ImapOptions, type ImapSandbox, type Misdeed, startImap } from "../../src/sandbox/imap.ts";
import { type Desk, IMPATIENT, mail, numbersIn, startDesk } from "./desk.ts";

const LOGIN = { user: "desk@example.test", pass: "secret" };
const NEVER = new AbortController().signal;

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

interface Scene {
  readonly imap: ImapSandbox;
  readonly desk: Desk;
  /** The next command that fits is answered so, once. */
  readonly once: (command: RegExp, misdeed: Misdeed) => void;
}

async function start(options: Partial<ImapOptions> = {}): Promise<Scene> {
  let next: { command: RegExp; misdeed: Misdeed } | null = null;
  const imap = await startImap({
    users: [LOGIN],
    onCommand: (line) => {
      if (next === null || !next.command.test(line)) return null;
      const { misdeed } = next;
      next = null;
      return misdeed;
    },
    ...options,
  });
  const desk = await startDesk({ ...LOGIN, host: imap.host, port: imap.port });
  open.push(imap, desk);
  const once = (command: RegExp, misdeed: Misdeed) => {
    next = { command, misdeed };
  };
  return { imap, desk, once };
}

function fill(imap: ImapSandbox, count: number): number[] {
  return Array.from({ length: count }, (_, n) => imap.deliver(LOGIN.user, mail(n)));
}

const REFUSALS: readonly Misdeed[] = [
  { do: "no", text: "[SERVERBUG] not now" },
  { do: "bad", text: "what?" },
  { do: "bad", text: "Request is throttled. Suggested Backoff Time: 10 milliseconds" },
  { do: "bye", text: "shutting down" },
];

describe("a refusal is an outage, never an empty answer", () => {
  test.each(REFUSALS)("SEARCH: $do $text", async (misdeed) => {
    const { imap, desk, once } = await start();
    fill(imap, 2);
    const mailbox = await desk.open();
    once(/UID SEARCH/, misdeed);
    await expect(mailbox.list()).rejects.toThrow(ServiceUnavailable);
    const again = misdeed.do === "bye" ? await desk.open() : mailbox;
    expect(await again.list()).toHaveLength(2);
  });

  test.each(REFUSALS.slice(0, 2))("FETCH: $do $text", async (misdeed) => {
    const { imap, desk, once } = await start();
    const uids = fill(imap, 2);
    const mailbox = await desk.open();
    once(/UID FETCH/, misdeed);
    await expect(mailbox.fetch(uids)).rejects.toThrow(ServiceUnavailable);
    once(/UID FETCH/, misdeed);
    await expect(mailbox.heads(uids)).rejects.toThrow(ServiceUnavailable);
    expect(await mailbox.fetch(uids)).toHaveLength(2);
  });

  test.each(REFUSALS.slice(0, 2))("MOVE: $do $text, twice", async (misdeed) => {
    let refusing = true;
    const { imap, desk } = await start({
      onCommand: (line) => (refusing && /UID MOVE/.test(line) ? misdeed : null),
    });
    const uids = fill(imap, 2);
    const mailbox = await desk.open();
    await expect(mailbox.file(uids, "handled")).rejects.toThrow(ServiceUnavailable);
    expect(imap.messages(LOGIN.user)).toHaveLength(2);
    refusing = false;
    await mailbox.file(uids, "handled");
    expect(imap.messages(LOGIN.user)).toHaveLength(0);
  });

  test.each(REFUSALS.slice(0, 2))("APPEND: $do $text", async (misdeed) => {
    const { imap, desk, once } = await start();
    const mailbox = await desk.open();
    once(/APPEND/, misdeed);
    await expect(mailbox.appendSent(Buffer.from(mail(1)), new Date(0))).rejects.toThrow(ServiceUnavailable);
    expect(imap.messages(LOGIN.user, "Sent")).toHaveLength(0);
    await mailbox.appendSent(Buffer.from(mail(1)), new Date(0));
    expect(imap.messages(LOGIN.user, "Sent")).toHaveLength(1);
  });

  test.each(["EXAMINE", "UID SEARCH", "UID FETCH"])("%s while a sent mail is looked for", async (command) => {
    const { imap, desk, once } = await start();
    const uids = fill(imap, 2);
    imap.deliver(LOGIN.user, mail("sent"), { mailbox: "Sent" });
    const mailbox = await desk.open();
    once(new RegExp(command), { do: "no" });
    const ids = { messageId: "mail-sent@example.org", sendalongId: "none@example.test" };
    await expect(mailbox.findSent(ids)).rejects.toThrow(ServiceUnavailable);
    expect(await mailbox.list()).toEqual(uids);
    expect(await mailbox.findSent(ids)).toEqual({ messageId: ids.messageId });
  });

  test("no way back from Sent: the line is dropped rather than left in the wrong mailbox", async () => {
    const { imap, desk, once } = await start();
    fill(imap, 2);
    const mailbox = await desk.open();
    once(/^SELECT/, { do: "no" });
    expect(await mailbox.fetchOwn("none@example.test")).toBeNull();
    await mailbox.closed;
    await expect(mailbox.list()).rejects.toThrow(ServiceUnavailable);
  });
});

test("since is asked a day early: each server counts days in its own zone", async () => {
  const asked: string[] = [];
  const { desk } = await start({ onCommand: (line) => void asked.push(line) });
  const mailbox = await desk.open();
  await mailbox.list(new Date("2026-11-20T00:30:00Z"));
  expect(asked).toContain("UID SEARCH SINCE 19-Nov-2026");
});

test("what comes into Sent while we look there is no news", async () => {
  let deliver: () => void = () => undefined;
  const { imap, desk } = await start({ onCommand: (line) => void (/HEADER/.test(line) && deliver()) });
  const mailbox = await desk.open();
  await mailbox.list();
  deliver = () => imap.deliver(LOGIN.user, mail("sent"), { mailbox: "Sent" });
  await mailbox.fetchOwn("none@example.org");
  expect(await mailbox.waitForMail(30, NEVER)).toBe("poll");
});

test("what a FETCH leaves out is missing, and there when asked again", async () => {
  const { imap, desk, once } = await start();
  const uids = fill(imap, 3);
  const mailbox = await desk.open();
  once(/UID FETCH .*BODY/, { do: "omit", index: 1 });
  expect((await mailbox.fetch(uids)).map(({ uid }) => uid)).toEqual([uids[0], uids[2]]);
  once(/UID FETCH .*SIZE/, { do: "omit", index: 0 });
  expect((await mailbox.fetch(uids)).map(({ uid }) => uid)).toEqual([uids[1], uids[2]]);
  expect(await mailbox.fetch(uids)).toHaveLength(3);
});

test("half a FETCH is no FETCH", async () => {
  const { imap, desk, once } = await start();
  const uids = fill(imap, 10);
  const mailbox = await desk.open();
  once(/UID FETCH .*BODY/, { do: "cut-midway" });
  await expect(mailbox.fetch(uids)).rejects.toThrow(ServiceUnavailable);
  await mailbox.closed;
});

describe("the server renumbers", () => {
  test("the line ends, and the next one bears the new uidValidity", async () => {
    const { imap, desk } = await start();
    fill(imap, 2);
    const mailbox = await desk.open();
    expect(mailbox.uidValidity).toBe(String(imap.uidValidity(LOGIN.user)));
    imap.resetUids(LOGIN.user);
    await mailbox.closed;
    const next = await desk.open();
    expect(next.uidValidity).not.toBe(mailbox.uidValidity);
    expect(await next.fetch(await next.list())).toHaveLength(2);
  });

  test("while we looked into Sent: no uid of the new numbering is taken for an old one", async () => {
    let reset: () => void = () => undefined;
    const { imap, desk } = await start({
      onCommand: (line) => {
        if (/^UID SEARCH .*MESSAGE-ID/i.test(line)) reset();
        return null;
      },
    });
    fill(imap, 2);
    const mailbox = await desk.open();
    reset = () => imap.resetUids(LOGIN.user);
    expect(await mailbox.fetchOwn("none@example.org")).toBeNull();
    await mailbox.closed;
    await expect(mailbox.list()).rejects.toThrow(ServiceUnavailable);
  });
});

test("mail that IDLE keeps to itself is found at the poll", async () => {
  const { imap, desk } = await start({ quiet: true });
  const mailbox = await desk.open();
  await mailbox.list();
  fill(imap, 1);
  expect(await mailbox.waitForMail(60, NEVER)).toBe("poll");
  expect(await mailbox.list()).toHaveLength(1);
});

describe("a server that knows less", () => {
  const EXTENSIONS = ["MOVE", "UIDPLUS", "IDLE", "SPECIAL-USE", "CONDSTORE", "NAMESPACE", "ID", "LITERAL+"];

  test.each([...EXTENSIONS, "MOVE UIDPLUS", EXTENSIONS.join(" ")])("without %s", async (without) => {
    const { imap, desk } = await start({ without: without.split(" ") });
    const [a, b, theirs] = fill(imap, 3);
    await desk.other.flag(theirs ?? 0, "\\Deleted");
    imap.deliver(LOGIN.user, mail("sent"), { mailbox: "Sent" });
    const mailbox = await desk.open();

    await mailbox.file([a ?? 0, b ?? 0], "handled");
    await mailbox.file([a ?? 0, b ?? 0], "handled");
    expect(numbersIn(await desk.other.held("Handled"))).toEqual(["0", "1"]);
    expect(await mailbox.list()).toContain(theirs);
    expect(await mailbox.list()).toHaveLength(mailbox.filesByCopy ? 3 : 1);
    const ids = { messageId: "mail-sent@example.org", sendalongId: "none@example.test" };
    expect(await mailbox.findSent(ids)).toEqual({ messageId: ids.messageId });
    await mailbox.appendSent(Buffer.from(mail("more")), new Date(0));
    expect(numbersIn(await desk.other.held("Sent"))).toEqual(["more", "sent"]);
  });

  test("only one that can neither move nor delete single mails files by copy", async () => {
    const files = async (without: string[]) => {
      const { desk } = await start({ without });
      return (await desk.open()).filesByCopy;
    };
    expect([await files(["MOVE"]), await files(["UIDPLUS"]), await files(["MOVE", "UIDPLUS"])]).toEqual([
      false,
      false,
      true,
    ]);
  });

  test("without IDLE the line is kept, and the poll comes", async () => {
    const { imap, desk } = await start({ without: ["IDLE"] });
    const mailbox = await desk.open({}, IMPATIENT);
    fill(imap, 1);
    expect(["mail", "poll"]).toContain(await mailbox.waitForMail(700, NEVER));
    expect(await mailbox.list()).toHaveLength(1);
  });

  test("that refuses IDLE is polled", async () => {
    const { imap, desk } = await start({ onCommand: (line) => (line === "IDLE" ? "no" : null) });
    const mailbox = await desk.open();
    expect(await mailbox.waitForMail(60, NEVER)).toBe("poll");
    fill(imap, 1);
    expect(await mailbox.list()).toHaveLength(1);
  });
});

describe("at the door", () => {
  test.each([
    ["[UNAVAILABLE] try again later", ServiceUnavailable],
    ["[ALERT] Too many simultaneous connections. (Failure)", ServiceUnavailable],
    ["[AUTHENTICATIONFAILED] Invalid credentials (Failure)", LoginRefused],
    ["[ALERT] Application-specific password required", LoginRefused],
  ])("login answered by NO %s", async (text, kind) => {
    const { desk, once } = await start();
    once(/AUTHENTICATE|LOGIN/, { do: "no", text });
    await expect(desk.open()).rejects.toThrow(kind);
    expect(await (await desk.open()).list()).toEqual([]);
  });

  test("STARTTLS asked for and not offered: no password is sent", async () => {
    const { imap, desk } = await start();
    const before = imap.counts.logins + imap.counts.refusedLogins;
    const opening = desk.open({ security: "starttls" });
    await expect(opening).rejects.toThrow(Misconfigured);
    await expect(opening).rejects.toThrow("imap.security");
    expect(imap.counts.logins + imap.counts.refusedLogins).toBe(before);
  });

  test("TLS asked of a server that speaks in the open names the setting", async () => {
    const { desk } = await start();
    await expect(desk.open({ security: "tls" })).rejects.toThrow("imap.security");
  });

  test("a filing folder the server will not make is told by its setting", async () => {
    const { desk, once } = await start();
    once(/CREATE/, { do: "no", text: "[CANNOT] not that name" });
    await expect(desk.open()).rejects.toThrow("imap.handled");
  });

  test("a full mailbox at that moment is an outage", async () => {
    const { desk, once } = await start();
    once(/CREATE/, { do: "no", text: "[OVERQUOTA] full" });
    await expect(desk.open()).rejects.toThrow(ServiceUnavailable);
  });

  test("an empty secret is told before anything is asked", async () => {
    const { desk } = await start();
    const opening = desk.open({ secret: { kind: "password", value: "" } });
    await expect(opening).rejects.toThrow(Misconfigured);
    await expect(opening).rejects.toThrow("SENDALONG_IMAP_PASSWORD");
  });
});
