/** FETCH and SEARCH. */
import { describe, expect, test } from "vitest";
import { type Desk, mail, uidsOf } from "./desk.ts";

export function readingTests(desk: () => Desk): void {
  describe("reading", () => {
    test("a mail comes out as it went in, with its flags and date", async () => {
      const user = desk().newUser();
      const at = new Date("2026-11-20T09:15:00Z");
      await desk().world.deliver(user, mail(1), { flags: ["\\Seen", "\\Flagged"], at });
      const flow = await desk().connect(user);
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
      const { user, flow } = await desk().mailbox(1);
      await flow.fetchAll("1:*", { source: true, headers: true, envelope: true, bodyStructure: true });
      expect((await desk().world.messages(user))[0]?.flags).toEqual([]);
    });

    test("bare line feeds become line ends", async () => {
      const user = desk().newUser();
      await desk().world.deliver(user, "Subject: unix\n\none\ntwo\n");
      const [found] = await desk().world.messages(user);
      expect(found?.raw.toString()).toBe("Subject: unix\r\n\r\none\r\ntwo\r\n");
    });

    test("chunk by chunk everything is there once", async () => {
      const { flow } = await desk().mailbox(120);
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
      const { flow } = await desk().mailbox(1);
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
      const { flow } = await desk().mailbox(1);
      const [found] = await flow.fetchAll("1", { source: { start: 0, maxLength: 256 * 1024 } });
      expect(found?.source?.toString()).toBe(mail(1));
    });

    test("a mail of 5 MB", async () => {
      const user = desk().newUser();
      const large = mail(1, "0123456789abcdef\r\n".repeat(290_000));
      await desk().world.deliver(user, large);
      const flow = await desk().connect(user);
      await flow.mailboxOpen("INBOX");
      const [found] = await flow.fetchAll("1", { source: true });
      expect(found?.source?.length).toBe(large.length);
    });

    test("envelope, structure and parts", async () => {
      const user = desk().newUser();
      await desk().world.deliver(user, MULTIPART);
      const flow = await desk().connect(user);
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
      const { flow } = await desk().mailbox(3);
      expect(await uidsOf(flow, "4:*")).toEqual([3]);
    });

    test("uids that are gone are passed over", async () => {
      const { flow } = await desk().mailbox(4);
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
      const user = desk().newUser();
      for (let n = 1; n <= 4; n++) {
        const at = new Date(`2026-11-${18 + n}T12:00:00Z`);
        await desk().world.deliver(user, mail(n), { at, flags: n === 2 ? ["\\Seen"] : [] });
      }
      const flow = await desk().connect(user);
      await flow.mailboxOpen("INBOX");
      expect(await flow.search(query as never, { uid: true })).toEqual(uids);
    });

    test("an empty mailbox has nothing to find", async () => {
      const { flow } = await desk().mailbox(0);
      expect(await flow.search({ all: true }, { uid: true })).toEqual([]);
    });

    test("a mail that came after the last word to the client is found once it is told", async () => {
      const { user, flow } = await desk().mailbox(1);
      await desk().world.deliver(user, mail(2));
      await flow.noop();
      expect(await flow.search({ all: true }, { uid: true })).toEqual([1, 2]);
    });
  });
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
