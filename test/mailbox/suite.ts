/** What the mailbox room promises of mails on any server: run against the one in memory and against Dovecot. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { CHUNK, FETCH_BYTES, HEAD_BYTES, MAIL_BYTES } from "../../src/bounds.ts";
import { Misconfigured } from "../../src/errors.ts";
import { type Desk, mail, numbersIn, startDesk } from "./desk.ts";
import type { Login } from "./other.ts";

export interface Host {
  /** An account nobody used before: INBOX and Sent are empty, Handled and Problems are not there. */
  account(): Promise<Login>;
}

export function mailboxSuite(server: string, host: Host): void {
  describe(server, () => {
    let desk: Desk;
    beforeEach(async () => {
      desk = await startDesk(await host.account());
    });
    afterEach(() => desk.close());

    const fill = async (count: number) => {
      for (let n = 0; n < count; n++) await desk.other.put(mail(n));
    };

    describe("reading", () => {
      test("an empty mailbox lists nothing", async () => {
        const mailbox = await desk.open();
        expect(await mailbox.list()).toEqual([]);
        expect(await mailbox.fetch([])).toEqual([]);
        expect(await mailbox.heads([])).toEqual([]);
      });

      test("mail is listed by rising uid and fetched byte for byte, with the server's date", async () => {
        const odd = Buffer.from(
          "From: a@example.org\r\nSubject: caf\xe9\r\n\r\n\x80\xff {12}\r\n)\r\n",
          "latin1",
        );
        await desk.other.put(mail(1), { at: new Date("2026-11-20T10:00:00Z") });
        await desk.other.put(odd, { at: new Date("2026-11-21T10:00:00Z") });
        const mailbox = await desk.open();
        const uids = await mailbox.list();
        const fetched = await mailbox.fetch(uids);
        expect(fetched.map(({ uid }) => uid)).toEqual(uids);
        expect(fetched.map(({ bytes }) => bytes)).toEqual([Buffer.from(mail(1)), odd]);
        expect(fetched.map(({ size }) => size)).toEqual([mail(1).length, odd.length]);
        expect(fetched.map(({ truncated }) => truncated)).toEqual([false, false]);
        expect(fetched[1]?.receivedAt).toEqual(new Date("2026-11-21T10:00:00Z"));
      });

      test("fetching leaves mail unread", async () => {
        await fill(1);
        const mailbox = await desk.open();
        await mailbox.fetch(await mailbox.list());
        expect((await desk.other.held())[0]?.flags).not.toContain("\\Seen");
      });

      test("since leaves out what came days before, and nothing that came after", async () => {
        const since = new Date("2026-11-20T00:30:00Z");
        await desk.other.put(mail("old"), { at: new Date("2026-11-10T12:00:00Z") });
        await desk.other.put(mail("just"), { at: since });
        await desk.other.put(mail("new"), { at: new Date("2026-11-22T12:00:00Z") });
        const mailbox = await desk.open();
        const fetched = await mailbox.fetch(await mailbox.list(since));
        expect(numbersIn(fetched.map(({ bytes }) => ({ text: String(bytes) })))).toEqual(["just", "new"]);
      });

      test("heads give sender, id, size and date, null where a mail has none", async () => {
        const at = new Date("2026-11-20T10:00:00Z");
        await desk.other.put(mail(1), { at });
        await desk.other.put("Subject: bare\r\n\r\nHi.\r\n", { at });
        const mailbox = await desk.open();
        const [uid1, uid2] = await mailbox.list();
        expect(await mailbox.heads(await mailbox.list())).toEqual([
          {
            uid: uid1,
            receivedAt: at,
            size: mail(1).length,
            from: "kim@example.org",
            messageId: "mail-1@example.org",
          },
          { uid: uid2, receivedAt: at, size: 22, from: null, messageId: null },
        ]);
      });

      test("mail another client took away is missing, the rest is there", async () => {
        await fill(3);
        const mailbox = await desk.open();
        const uids = await mailbox.list();
        await desk.other.remove(uids[1] ?? 0);
        // Dovecot goes on handing out what it told of, until it has told that the mail is gone.
        expect(await mailbox.list()).toEqual([uids[0], uids[2]]);
        expect((await mailbox.fetch(uids)).map(({ uid }) => uid)).toEqual([uids[0], uids[2]]);
        expect((await mailbox.heads(uids)).map(({ uid }) => uid)).toEqual([uids[0], uids[2]]);
        await mailbox.file(uids, "handled");
        expect(numbersIn(await desk.other.held("Handled"))).toEqual(["0", "2"]);
      });

      test("of a mail that is too large only the beginning is fetched", async () => {
        await desk.other.put(
          mail("large") +
            "x"
              .repeat(77)
              .concat("\r\n")
              .repeat(MAIL_BYTES / 79 + 1),
        );
        await desk.other.put(mail("small"));
        const mailbox = await desk.open();
        const [large, small] = await mailbox.fetch(await mailbox.list());
        expect(large?.truncated).toBe(true);
        expect(large?.size).toBeGreaterThan(MAIL_BYTES);
        expect(large?.bytes.length).toBe(HEAD_BYTES);
        expect(String(large?.bytes)).toMatch(/^Message-ID: <mail-large@/);
        expect(small?.truncated).toBe(false);
      });

      test("many large mails come in several answers, each within the bound", async () => {
        const body = "x"
          .repeat(77)
          .concat("\r\n")
          .repeat((MAIL_BYTES * 0.7) / 79);
        for (const n of [1, 2, 3]) await desk.other.put(mail(n) + body);
        const mailbox = await desk.open();
        const uids = await mailbox.list();
        const first = await mailbox.fetch(uids);
        const rest = await mailbox.fetch(uids.slice(first.length));
        expect(first.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeLessThanOrEqual(FETCH_BYTES);
        expect([...first, ...rest].map(({ uid }) => uid)).toEqual(uids);
      });

      test("more than a chunk at once is our own fault", async () => {
        const mailbox = await desk.open();
        const tooMany = Array.from({ length: CHUNK + 1 }, (_, at) => at + 1);
        await expect(mailbox.fetch(tooMany)).rejects.toThrow(RangeError);
      });

      test("calls made at once take turns", async () => {
        await fill(3);
        await desk.other.put(mail("out"), { folder: "Sent" });
        const mailbox = await desk.open();
        const ids = { messageId: "mail-out@example.org", sendalongId: "none@example.test" };
        const [a, found, b, own] = await Promise.all([
          mailbox.list(),
          mailbox.findSent(ids),
          mailbox.list(),
          mailbox.fetchOwn(ids.messageId),
        ]);
        expect(a).toHaveLength(3);
        expect(b).toEqual(a);
        expect(found).toEqual({ messageId: ids.messageId });
        expect(String(own)).toBe(mail("out"));
      });
    });

    describe("folders", () => {
      test("the two filing folders are made once and found again", async () => {
        await (await desk.open()).close();
        const mailbox = await desk.open();
        expect(mailbox.folders).toMatchObject({
          mailbox: "INBOX",
          handled: "Handled",
          problems: "Problems",
          sent: "Sent",
        });
      });

      test("a folder below another may be named with a slash", async () => {
        await fill(1);
        const mailbox = await desk.open({ handled: "Sendalong/Done" });
        await mailbox.file(await mailbox.list(), "handled");
        expect(numbersIn(await desk.other.held(mailbox.folders.handled))).toEqual(["0"]);
      });

      test("only the configured mailbox is read", async () => {
        await fill(1);
        await desk.other.put(mail("archived"), { folder: "Archive" });
        const mailbox = await desk.open({ mailbox: "Archive" });
        const fetched = await mailbox.fetch(await mailbox.list());
        expect(fetched.map(({ bytes }) => String(bytes))).toEqual([mail("archived")]);
      });

      test.each([
        ["mailbox", { mailbox: "Nowhere" }, "imap.mailbox"],
        ["folder for sent mail", { sentMailbox: "Nowhere" }, "imap.sentMailbox"],
        ["filing folder that is the mailbox itself", { handled: "inbox" }, "imap.handled"],
      ])("a wrong %s is told by its setting", async (_what, settings, key) => {
        const opening = desk.open(settings);
        await expect(opening).rejects.toThrow(Misconfigured);
        await expect(opening).rejects.toThrow(key);
        await vi.waitFor(() => expect(desk.proxy.counts.open).toBe(0));
      });
    });

    describe("filing", () => {
      test("mail is moved, more than one command's worth", async () => {
        await fill(120);
        const mailbox = await desk.open();
        const uids = await mailbox.list();
        await mailbox.file(uids.slice(0, 117), "handled");
        await mailbox.file(uids.slice(117), "problems");
        expect(await mailbox.list()).toEqual([]);
        expect(await desk.other.held("Handled")).toHaveLength(117);
        expect(numbersIn(await desk.other.held("Problems"))).toEqual(["117", "118", "119"]);
      });

      test("mail that is gone is no error", async () => {
        await fill(1);
        const mailbox = await desk.open();
        const uids = await mailbox.list();
        await mailbox.file(uids, "handled");
        await mailbox.file(uids, "handled");
        expect(numbersIn(await desk.other.held("Handled"))).toEqual(["0"]);
      });

      test("a filing folder somebody removed is made again", async () => {
        await fill(1);
        const mailbox = await desk.open();
        await desk.other.removeFolder("Handled");
        await mailbox.file(await mailbox.list(), "handled");
        expect(numbersIn(await desk.other.held("Handled"))).toEqual(["0"]);
      });

      test("mail another client marked as deleted stays", async () => {
        await fill(2);
        const mailbox = await desk.open();
        const [ours, theirs] = await mailbox.list();
        await desk.other.flag(theirs ?? 0, "\\Deleted");
        await mailbox.file([ours ?? 0], "handled");
        expect(numbersIn(await desk.other.held())).toEqual(["1"]);
      });
    });

    describe("sent mail", () => {
      const ours = "X-Sendalong-Id: <secret-1@example.test>\r\n";
      const ids = { messageId: "mail-1@example.org", sendalongId: "secret-1@example.test" };

      test("is found by its Message-ID", async () => {
        await desk.other.put(mail(1), { folder: "Sent" });
        const mailbox = await desk.open();
        expect(await mailbox.findSent(ids)).toEqual({ messageId: "mail-1@example.org" });
      });

      test("is found by our own id where the server gave it another Message-ID", async () => {
        await desk.other.put(mail("other", ours), { folder: "Sent" });
        const mailbox = await desk.open();
        expect(await mailbox.findSent(ids)).toEqual({ messageId: "mail-other@example.org" });
      });

      test("is not taken for another whose id merely holds ours", async () => {
        await desk.other.put(mail("1@example.org.invalid"), { folder: "Sent" });
        await desk.other.put(mail(2, ours.replace("secret", "more-secret")), { folder: "Sent" });
        const mailbox = await desk.open();
        expect(await mailbox.findSent(ids)).toBeNull();
        expect(await mailbox.fetchOwn(ids.messageId)).toBeNull();
      });

      test("is looked for without leaving our mailbox behind", async () => {
        await fill(2);
        await desk.other.put(mail("sent"), { folder: "Sent" });
        const mailbox = await desk.open();
        const uids = await mailbox.list();
        await mailbox.findSent(ids);
        expect(await mailbox.list()).toEqual(uids);
        await mailbox.file(uids, "handled");
        expect(numbersIn(await desk.other.held("Sent"))).toEqual(["sent"]);
        expect(numbersIn(await desk.other.held("Handled"))).toEqual(["0", "1"]);
      });

      test("proves a mail by its bytes, and what only arrived proves nothing", async () => {
        await desk.other.put(mail(1), { folder: "Sent" });
        await desk.other.put(mail(2));
        const mailbox = await desk.open();
        expect(String(await mailbox.fetchOwn("mail-1@example.org"))).toBe(mail(1));
        expect(await mailbox.fetchOwn("mail-2@example.org")).toBeNull();
      });

      test("is put into Sent once, read, though we ask twice", async () => {
        const mailbox = await desk.open();
        await mailbox.appendSent(Buffer.from(mail(1, ours)), new Date("2026-11-22T07:30:00Z"));
        await mailbox.appendSent(Buffer.from(mail(1, ours)), new Date("2026-11-22T07:31:00Z"));
        const held = await desk.other.held("Sent");
        expect(held.map(({ text }) => text)).toEqual([mail(1, ours)]);
        expect(held[0]?.flags).toContain("\\Seen");
      });

      test("is put into the inbox once, unread, though we ask twice", async () => {
        const mailbox = await desk.open({ mailbox: "Archive" });
        await mailbox.appendInbox(Buffer.from(mail(1, ours)), new Date("2026-11-22T07:30:00Z"));
        await mailbox.appendInbox(Buffer.from(mail(1, ours)), new Date("2026-11-22T07:30:00Z"));
        const held = await desk.other.held();
        expect(held.map(({ text }) => text)).toEqual([mail(1, ours)]);
        expect(held[0]?.flags).not.toContain("\\Seen");
      });
    });
  });
}
