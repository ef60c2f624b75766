/** Logging in, hearing news, sending. */
import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { type Desk, mail, uidsOf } from "./desk.ts";

export function meetingTests(desk: () => Desk): void {
  describe("logging in", () => {
    test("the folders of a new account are there with their uses", async () => {
      const flow = await desk().connect(desk().newUser());
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
      await expect(desk().connect(desk().newUser(), "wrong")).rejects.toMatchObject({
        authenticationFailed: true,
      });
    });

    test("the extensions the assistant leans on are there", async () => {
      const { capabilities } = await desk().connect(desk().newUser());
      const wanted = ["IDLE", "MOVE", "UIDPLUS", "SPECIAL-USE", "CONDSTORE", "NAMESPACE", "ID"];
      expect(wanted.filter((extension) => !capabilities.has(extension))).toEqual([]);
    });
  });

  describe("news", () => {
    test("new mail is announced to a client that idles", async () => {
      const { user, flow } = await desk().mailbox(1);
      const announced = once(flow, "exists");
      const idling = flow.idle();
      await desk().world.deliver(user, mail(2));
      expect((await announced)[0]).toMatchObject({ path: "INBOX", count: 2, prevCount: 1 });
      await flow.noop();
      await idling;
      expect(await uidsOf(flow)).toEqual([1, 2]);
    });

    test("what another client takes away is announced", async () => {
      const { user, flow } = await desk().mailbox(2);
      const other = await desk().connect(user);
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
      const { user, flow } = await desk().mailbox(3);
      await flow.messageMove("1", "Trash", { uid: true });
      const { uidValidity, uidNext } = await (await desk().connect(user)).mailboxOpen("INBOX");
      expect(uidNext).toBe(4);
      const closed = once(flow, "close");
      await desk().world.resetUids(user);
      await closed;
      const again = await desk().connect(user);
      const opened = await again.mailboxOpen("INBOX");
      expect(opened.uidValidity).not.toBe(uidValidity);
      expect(opened.exists).toBe(2);
      expect((await desk().world.messages(user)).map(({ uid }) => uid)).toEqual([1, 2]);
    });
  });

  describe("sending", () => {
    test("a mail sent is taken once and lies in the recipient's mailbox word for word", async () => {
      const [from, to] = [desk().newUser(), desk().newUser()];
      expect(await desk().send(from, to)).toBe(250);
      const [arrived] = await desk().world.messages(to);
      expect(arrived?.raw.toString()).toMatch(/^Return-Path: <user\d+@example\.com>\r\n/);
      expect(arrived?.raw.toString()).toContain(
        `\r\nFrom: <${from}>\r\nTo: <${to}>\r\nMessage-ID: <${from}-${to}>\r\n`,
      );
      expect(arrived?.raw.toString()).toMatch(/\r\n\r\nHello\.\r\n\.dot\r\n$/);
      const taken = (await desk().world.acceptedMails()).filter((each) => each.from === from);
      expect(taken).toMatchObject([{ from, to: [to], messageId: `${from}-${to}` }]);
      expect(taken[0]?.raw.toString()).toMatch(/^From: .*\r\n\r\nHello\.\r\n\.dot\r\n$/s);
    });

    test("mail to a plus address arrives", async () => {
      const [from, to] = [desk().newUser(), desk().newUser()];
      expect(await desk().send(from, to.replace("@", "+news@"))).toBe(250);
      expect(await desk().world.messages(to)).toHaveLength(1);
    });

    test.each([
      ["a wrong password", { pass: "wrong" }, 535],
      ["another's address as sender", { from: "user0@example.com" }, 553],
    ] as const)("%s is refused", async (_case, more, code) => {
      expect(await desk().send(desk().newUser(), "user0@example.com", more)).toBe(code);
    });

    test("an address nobody has is refused", async () => {
      expect(await desk().send(desk().newUser(), "nobody@example.com")).toBe(550);
    });
  });
}
