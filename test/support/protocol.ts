/**
 * What every mail system we meet must do, told by imapflow and nodemailer: run against the sandbox and against
 * Dovecot with Postfix, so that the sandbox cannot drift from the real thing.
 */
import { once } from "node:events";
import { ImapFlow } from "imapflow";
import { createTransport } from "nodemailer";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { MailWorld, StartWorld } from "./world.ts";

const PASS = 'se "cret\\';
/** Every test gets a mailbox of its own; making one costs a real server nothing, starting it does. */
const USERS = Array.from({ length: 60 }, (_, n) => ({ address: `user${n}@example.com`, pass: PASS }));

export function protocolSuite(name: string, startWorld: StartWorld): void {
  describe(`the mail protocols on ${name}`, () => {
    let world: MailWorld;
    let next = 0;
    const open: ImapFlow[] = [];
    beforeAll(async () => {
      world = await startWorld(USERS);
    });
    afterAll(() => world.stop());
    afterEach(() => {
      for (const flow of open.splice(0)) flow.close();
    });

    function newUser(): string {
      const user = USERS[next++];
      if (user === undefined) throw new Error("more tests than users");
      return user.address;
    }

    async function connect(user: string, pass = PASS): Promise<ImapFlow> {
      const flow = new ImapFlow({
        ...world.imap,
        secure: false,
        doSTARTTLS: false,
        auth: { user, pass },
        logger: false,
        disableAutoIdle: true,
      });
      flow.on("error", () => undefined);
      open.push(flow);
      await flow.connect();
      return flow;
    }

    /** A new user with so many mails, logged in with INBOX open. */
    async function mailbox(count: number): Promise<{ user: string; flow: ImapFlow }> {
      const user = newUser();
      for (let n = 1; n <= count; n++) await world.deliver(user, mail(n));
      const flow = await connect(user);
      await flow.mailboxOpen("INBOX");
      return { user, flow };
    }

    /** @returns 250, or the code it was refused with. */
    async function send(
      user: string,
      to: string,
      more: { from?: string; pass?: string; text?: string } = {},
    ) {
      const { from = user, pass = PASS, text = "Hello.\n.dot\n" } = more;
      const transport = createTransport({
        ...world.smtp,
        secure: false,
        ignoreTLS: true,
        auth: { user, pass },
      });
      const raw = `From: <${from}>\r\nTo: <${to}>\r\nMessage-ID: <${from}-${to}>\r\n\r\n${text}`;
      try {
        await transport.sendMail({ envelope: { from, to }, raw });
        return 250;
      } catch (error) {
        return (error as { responseCode?: number }).responseCode;
      } finally {
        transport.close();
      }
    }

    const uidsOf = async (flow: ImapFlow, range = "1:*") =>
      (await flow.fetchAll(range, { uid: true }, { uid: true })).map(({ uid }) => uid);

    describe("logging in", () => {
      test("the folders of a new account are there with their uses", async () => {
        const flow = await connect(newUser());
        const folders = await flow.list();
        const uses = Object.fromEntries(folders.map(({ path, specialUse }) => [path, specialUse]));
        expect(uses).toEqual({
          INBOX: "\\Inbox",
          Sent: "\\Sent",
          Drafts: "\\Drafts",
          Archive: "\\Archive",
          Junk: "\\Junk",
          Trash: "\\Trash",
        });
        expect(folders.every(({ delimiter }) => delimiter === "/")).toBe(true);
      });

      test("a wrong password is told apart from a broken line", async () => {
        await expect(connect(newUser(), "wrong")).rejects.toMatchObject({ authenticationFailed: true });
      });

      test("the extensions the assistant leans on are there", async () => {
        const { capabilities } = await connect(newUser());
        const wanted = ["IDLE", "MOVE", "UIDPLUS", "SPECIAL-USE", "CONDSTORE", "NAMESPACE", "ID"];
        expect(wanted.filter((extension) => !capabilities.has(extension))).toEqual([]);
      });
    });

    describe("reading", () => {
      test("a mail comes out as it went in, with its flags and date", async () => {
        const user = newUser();
        const at = new Date("2026-11-20T09:15:00Z");
        await world.deliver(user, mail(1), { flags: ["\\Seen", "\\Flagged"], at });
        const flow = await connect(user);
        await flow.mailboxOpen("INBOX");
        const found = await flow.fetchOne("*", { source: true, flags: true, internalDate: true, size: true });
        if (found === false) throw new Error("nothing there");
        expect(found.source?.toString()).toBe(mail(1));
        expect(found.size).toBe(mail(1).length);
        expect(found.internalDate).toEqual(at);
        // Dovecot adds \Recent, which IMAP4rev2 has done away with.
        expect([...(found.flags ?? [])]).toEqual(expect.arrayContaining(["\\Flagged", "\\Seen"]));
      });

      test("reading sets no flag", async () => {
        const { user, flow } = await mailbox(1);
        await flow.fetchAll("1:*", { source: true, headers: true, envelope: true, bodyStructure: true });
        expect((await world.messages(user))[0]?.flags).toEqual([]);
      });

      test("bare line feeds become line ends", async () => {
        const user = newUser();
        await world.deliver(user, "Subject: unix\n\none\ntwo\n");
        const [found] = await world.messages(user);
        expect(found?.raw.toString()).toBe("Subject: unix\r\n\r\none\r\ntwo\r\n");
      });

      test("chunk by chunk everything is there once", async () => {
        const { flow } = await mailbox(120);
        const uids = await flow.search({ all: true }, { uid: true });
        if (!uids) throw new Error("no search");
        const chunks = [uids.slice(0, 50), uids.slice(50, 100), uids.slice(100)];
        const mails: string[] = [];
        for (const chunk of chunks) {
          const fetched = await flow.fetchAll(chunk.join(","), { source: true }, { uid: true });
          mails.push(...fetched.map(({ source }) => source?.toString() ?? ""));
        }
        expect(mails).toEqual(Array.from({ length: 120 }, (_, n) => mail(n + 1)));
      });

      test("part of a mail and its header alone", async () => {
        const { flow } = await mailbox(1);
        const [found] = await flow.fetchAll("1", {
          source: { start: 10, maxLength: 20 },
          headers: ["subject", "to"],
        });
        expect(found?.source?.toString()).toBe(mail(1).slice(10, 30));
        expect(found?.headers?.toString()).toBe("To: <desk@example.com>\r\nSubject: mail 1\r\n\r\n");
        const [whole] = await flow.fetchAll("1", { headers: true });
        expect(whole?.headers?.toString()).toBe(`${mail(1).split("\r\n\r\n")[0]}\r\n\r\n`);
      });

      test("more than is there is asked for, what is there comes", async () => {
        const { flow } = await mailbox(1);
        const [found] = await flow.fetchAll("1", { source: { start: 0, maxLength: 256 * 1024 } });
        expect(found?.source?.toString()).toBe(mail(1));
      });

      test("a mail of 5 MB", async () => {
        const user = newUser();
        const large = mail(1, "0123456789abcdef\r\n".repeat(290_000));
        await world.deliver(user, large);
        const flow = await connect(user);
        await flow.mailboxOpen("INBOX");
        const [found] = await flow.fetchAll("1", { source: true });
        expect(found?.source?.length).toBe(large.length);
      });

      test("envelope, structure and parts", async () => {
        const user = newUser();
        await world.deliver(user, MULTIPART);
        const flow = await connect(user);
        await flow.mailboxOpen("INBOX");
        const query = { envelope: true, bodyStructure: true, bodyParts: ["1.1", "2", "2.MIME"] };
        const [found] = await flow.fetchAll("1", query);
        expect(found?.envelope).toMatchObject({
          subject: "Two parts",
          messageId: "<parts@example.org>",
          inReplyTo: "<before@example.org>",
          from: [{ name: "Kim, Desk", address: "kim@example.org" }],
          sender: [{ address: "kim@example.org" }],
          to: [{ address: "desk@example.com" }, { name: "Ana", address: "ana@example.com" }],
        });
        expect(found?.bodyStructure).toMatchObject({
          type: "multipart/mixed",
          childNodes: [
            {
              part: "1",
              type: "multipart/alternative",
              childNodes: [
                { part: "1.1", type: "text/plain", parameters: { charset: "utf-8" }, size: 6 },
                { part: "1.2", type: "text/html", encoding: "quoted-printable" },
              ],
            },
            {
              part: "2",
              type: "application/pdf",
              encoding: "base64",
              disposition: "attachment",
              dispositionParameters: { filename: "a; b.pdf" },
            },
          ],
        });
        expect(found?.bodyParts?.get("1.1")?.toString()).toBe("Plain.");
        expect(found?.bodyParts?.get("2")?.toString()).toBe("JVBERi0=");
        expect(found?.bodyParts?.get("2.mime")?.toString()).toContain("Content-Type: application/pdf");
      });

      test("a range from beyond the end gives the last mail again", async () => {
        const { flow } = await mailbox(3);
        expect(await uidsOf(flow, "4:*")).toEqual([3]);
      });

      test("uids that are gone are passed over", async () => {
        const { flow } = await mailbox(4);
        await flow.messageMove("2,3", "Trash", { uid: true });
        expect(await uidsOf(flow, "1:4")).toEqual([1, 4]);
        expect(await uidsOf(flow, "2,3")).toEqual([]);
      });
    });

    describe("searching", () => {
      test.each([
        ["a Message-ID", { header: { "message-id": "<mail-2@example.org>" } }, [2]],
        ["a field that is there at all", { header: { "x-odd": true } }, [1, 3]],
        ["a field's value in another case", { header: { subject: "MAIL 3" } }, [3]],
        ["a name nobody bears", { header: { "message-id": "<nobody@example.org>" } }, []],
        ["a set of uids", { uid: "2:9" }, [2, 3, 4]],
        ["unseen", { seen: false }, [1, 3, 4]],
        ["since a day", { since: new Date("2026-11-21T00:00:00Z") }, [3, 4]],
        ["before a day", { before: new Date("2026-11-21T00:00:00Z") }, [1, 2]],
        ["one of two", { or: [{ subject: "mail 1" }, { subject: "mail 4" }] }, [1, 4]],
        ["not", { not: { subject: "mail 1" } }, [2, 3, 4]],
        ["from", { from: "kim@" }, [1, 2, 3, 4]],
        ["larger", { larger: 100_000 }, []],
      ] as const)("by %s", async (_case, query, uids) => {
        const user = newUser();
        for (let n = 1; n <= 4; n++) {
          const at = new Date(`2026-11-${18 + n}T12:00:00Z`);
          await world.deliver(user, mail(n), { at, flags: n === 2 ? ["\\Seen"] : [] });
        }
        const flow = await connect(user);
        await flow.mailboxOpen("INBOX");
        expect(await flow.search(query as never, { uid: true })).toEqual(uids);
      });

      test("an empty mailbox has nothing to find", async () => {
        const { flow } = await mailbox(0);
        expect(await flow.search({ all: true }, { uid: true })).toEqual([]);
      });

      test("a mail that came after the last word to the client is found once it is told", async () => {
        const { user, flow } = await mailbox(1);
        await world.deliver(user, mail(2));
        await flow.noop();
        expect(await flow.search({ all: true }, { uid: true })).toEqual([1, 2]);
      });
    });

    describe("changing", () => {
      test("flags are set, taken and searched, keywords too", async () => {
        const { user, flow } = await mailbox(2);
        await flow.messageFlagsAdd("1:2", ["\\Seen", "$Handled"], { uid: true });
        await flow.messageFlagsRemove("2", ["\\Seen"], { uid: true });
        const flags = (await world.messages(user)).map((each) => [...each.flags].sort());
        expect(flags).toEqual([["$Handled", "\\Seen"], ["$Handled"]]);
        expect(await flow.search({ unKeyword: "$Handled" }, { uid: true })).toEqual([]);
      });

      test("moves by the hundred lose nothing and tell the new uids", async () => {
        const { user, flow } = await mailbox(250);
        await flow.mailboxCreate("Handled");
        for (const range of ["1:100", "101:200", "201:250"]) {
          const moved = await flow.messageMove(range, "Handled", { uid: true });
          if (moved === false) throw new Error("not moved");
          const [first, last] = range.split(":").map(Number);
          expect(moved.uidMap?.get(first ?? 0)).toBe(first);
          expect(moved.uidMap?.get(last ?? 0)).toBe(last);
        }
        expect(await world.messages(user)).toEqual([]);
        const handled = await world.messages(user, "Handled");
        expect(handled.map(({ raw }) => raw.toString())).toEqual(
          Array.from({ length: 250 }, (_, n) => mail(n + 1)),
        );
      });

      test("a moved mail keeps its flags and date", async () => {
        const user = newUser();
        const at = new Date("2026-11-20T09:15:00Z");
        await world.deliver(user, mail(1), { flags: ["\\Flagged"], at });
        const flow = await connect(user);
        await flow.mailboxOpen("INBOX");
        await flow.messageMove("1", "Archive", { uid: true });
        expect(await world.messages(user, "Archive")).toMatchObject([{ flags: ["\\Flagged"], at }]);
      });

      test("a move to a folder that is not there is refused and moves nothing", async () => {
        const { user, flow } = await mailbox(1);
        expect(await flow.messageMove("1", "Nowhere", { uid: true })).toBe(false);
        expect(await world.messages(user)).toHaveLength(1);
      });

      test("moving what has vanished looks like success without a new uid", async () => {
        const { flow } = await mailbox(1);
        await flow.messageMove("1", "Trash", { uid: true });
        const again = await flow.messageMove("1", "Trash", { uid: true });
        expect(again).toBeTruthy();
        expect(again === false ? null : (again.uidMap?.size ?? 0)).toBe(0);
      });

      test("a copy leaves the original", async () => {
        const { user, flow } = await mailbox(2);
        const copied = await flow.messageCopy("2", "Archive", { uid: true });
        expect(copied === false ? null : copied.uidMap?.get(2)).toBe(1);
        expect(await world.messages(user)).toHaveLength(2);
        expect((await world.messages(user, "Archive"))[0]?.raw.toString()).toBe(mail(2));
      });

      test("an expunge by uid leaves what others marked", async () => {
        const { user, flow } = await mailbox(3);
        await flow.messageFlagsAdd("1", ["\\Deleted"], { uid: true });
        await flow.messageDelete("2", { uid: true });
        expect((await world.messages(user)).map(({ uid }) => uid)).toEqual([1, 3]);
      });

      test("an append tells its uid and is found by its Message-ID", async () => {
        const { user, flow } = await mailbox(0);
        const at = new Date("2026-11-20T09:15:00Z");
        const appended = await flow.append("Sent", mail(7), ["\\Seen"], at);
        expect(appended).toMatchObject({ destination: "Sent", uid: 1 });
        expect(await world.messages(user, "Sent")).toMatchObject([{ uid: 1, flags: ["\\Seen"], at }]);
        await flow.mailboxOpen("Sent");
        const found = await flow.search({ header: { "message-id": "<mail-7@example.org>" } }, { uid: true });
        expect(found).toEqual([1]);
      });

      test("an append to a folder that is not there fails", async () => {
        const flow = await connect(newUser());
        await expect(flow.append("Nowhere", mail(1))).rejects.toThrow();
      });

      test("a folder with any name can be made, listed and filled", async () => {
        const user = newUser();
        const flow = await connect(user);
        const path = "Geprüft & erledigt/2026 ✓";
        expect(await flow.mailboxCreate(path)).toMatchObject({ path, created: true });
        expect(await flow.mailboxCreate(path)).toMatchObject({ created: false });
        await flow.append(path, mail(1));
        expect((await flow.list()).map((folder) => folder.path)).toContain(path);
        expect(await flow.status(path, { messages: true, uidNext: true })).toMatchObject({
          messages: 1,
          uidNext: 2,
        });
      });
    });

    describe("news", () => {
      test("new mail is announced to a client that idles", async () => {
        const { user, flow } = await mailbox(1);
        const announced = once(flow, "exists");
        const idling = flow.idle();
        await world.deliver(user, mail(2));
        expect((await announced)[0]).toMatchObject({ path: "INBOX", count: 2, prevCount: 1 });
        await flow.noop();
        await idling;
        expect(await uidsOf(flow)).toEqual([1, 2]);
      });

      test("what another client takes away is announced", async () => {
        const { user, flow } = await mailbox(2);
        const other = await connect(user);
        await other.mailboxOpen("INBOX");
        const announced = once(flow, "expunge");
        const idling = flow.idle();
        await other.messageMove("1", "Trash", { uid: true });
        expect((await announced)[0]).toMatchObject({ path: "INBOX", seq: 1 });
        await flow.noop();
        await idling;
        expect(await uidsOf(flow)).toEqual([2]);
      });

      test("after renumbering the client is out, the validity new, the mail all there", async () => {
        const { user, flow } = await mailbox(3);
        await flow.messageMove("1", "Trash", { uid: true });
        const { uidValidity, uidNext } = await (await connect(user)).mailboxOpen("INBOX");
        expect(uidNext).toBe(4);
        const closed = once(flow, "close");
        await world.resetUids(user);
        await closed;
        const again = await connect(user);
        const opened = await again.mailboxOpen("INBOX");
        expect(opened.uidValidity).not.toBe(uidValidity);
        expect(opened.exists).toBe(2);
        expect((await world.messages(user)).map(({ uid }) => uid)).toEqual([1, 2]);
      });
    });

    describe("sending", () => {
      test("a mail sent is taken once and lies in the recipient's mailbox word for word", async () => {
        const [from, to] = [newUser(), newUser()];
        expect(await send(from, to)).toBe(250);
        const [arrived] = await world.messages(to);
        expect(arrived?.raw.toString()).toMatch(/^Return-Path: <user\d+@example\.com>\r\n/);
        expect(arrived?.raw.toString()).toContain(
          `\r\nFrom: <${from}>\r\nTo: <${to}>\r\nMessage-ID: <${from}-${to}>\r\n`,
        );
        expect(arrived?.raw.toString()).toMatch(/\r\n\r\nHello\.\r\n\.dot\r\n$/);
        const taken = (await world.acceptedMails()).filter((each) => each.from === from);
        expect(taken).toMatchObject([{ from, to: [to], messageId: `${from}-${to}` }]);
        expect(taken[0]?.raw.toString()).toMatch(/^From: .*\r\n\r\nHello\.\r\n\.dot\r\n$/s);
      });

      test("mail to a plus address arrives", async () => {
        const [from, to] = [newUser(), newUser()];
        expect(await send(from, to.replace("@", "+news@"))).toBe(250);
        expect(await world.messages(to)).toHaveLength(1);
      });

      test.each([
        ["a wrong password", { pass: "wrong" }, 535],
        ["another's address as sender", { from: "user0@example.com" }, 553],
      ] as const)("%s is refused", async (_case, more, code) => {
        expect(await send(newUser(), "user0@example.com", more)).toBe(code);
      });

      test("an address nobody has is refused", async () => {
        expect(await send(newUser(), "nobody@example.com")).toBe(550);
      });
    });
  });
}

function mail(n: number, body = "Hello, is there anybody?\r\n"): string {
  const odd = n % 2 === 1 ? "X-Odd: yes\r\n" : "";
  return `From: Kim <kim@example.org>\r\nTo: <desk@example.com>\r\nSubject: mail ${n}\r\nMessage-ID: <mail-${n}@example.org>\r\n${odd}\r\n${body}`;
}

const MULTIPART = [
  'From: "Kim, Desk" <kim@example.org>',
  "To: desk@example.com, Ana <ana@example.com>",
  "Subject: Two parts",
  "Message-ID: <parts@example.org>",
  "In-Reply-To: <before@example.org>",
  "MIME-Version: 1.0",
  'Content-Type: multipart/mixed; boundary="outer"',
  "",
  "--outer",
  'Content-Type: multipart/alternative;\r\n\tboundary="in=ner"',
  "",
  "--in=ner",
  "Content-Type: text/plain; charset=utf-8",
  "",
  "Plain.",
  "--in=ner",
  "Content-Type: text/html; charset=utf-8",
  "Content-Transfer-Encoding: quoted-printable",
  "",
  "<p>Not so plain.</p>",
  "--in=ner--",
  "--outer",
  'Content-Type: application/pdf; name="a; b.pdf"',
  "Content-Transfer-Encoding: base64",
  'Content-Disposition: attachment; filename="a; b.pdf"',
  "",
  "JVBERi0=",
  "--outer--",
  "",
].join("\r\n");
