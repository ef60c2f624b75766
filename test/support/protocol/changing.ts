/** Flags, moves, copies, appends, folders. */
import { describe, expect, test } from "vitest";
import { type Desk, mail } from "./desk.ts";

export function changingTests(desk: () => Desk): void {
  describe("changing", () => {
    test("flags are set, taken and searched, keywords too", async () => {
      const { user, flow } = await desk().mailbox(2);
      await flow.messageFlagsAdd("1:2", ["\\Seen", "$Handled"], { uid: true });
      await flow.messageFlagsRemove("2", ["\\Seen"], { uid: true });
      const flags = (await desk().world.messages(user)).map((each) => [...each.flags].sort());
      expect(flags).toEqual([["$Handled", "\\Seen"], ["$Handled"]]);
      expect(await flow.search({ unKeyword: "$Handled" }, { uid: true })).toEqual([]);
    });

    test("moves by the hundred lose nothing and tell the new uids", async () => {
      const { user, flow } = await desk().mailbox(250);
      await flow.mailboxCreate("Handled");
      for (const range of ["1:100", "101:200", "201:250"]) {
        const moved = await flow.messageMove(range, "Handled", { uid: true });
        if (moved === false) throw new Error("not moved");
        const [first, last] = range.split(":").map(Number);
        expect(moved.uidMap?.get(first ?? 0)).toBe(first);
        expect(moved.uidMap?.get(last ?? 0)).toBe(last);
      }
      expect(await desk().world.messages(user)).toEqual([]);
      const handled = await desk().world.messages(user, "Handled");
      expect(handled.map(({ raw }) => raw.toString())).toEqual(
        Array.from({ length: 250 }, (_, n) => mail(n + 1)),
      );
    });

    test("a moved mail keeps its flags and date", async () => {
      const user = desk().newUser();
      const at = new Date("2026-11-20T09:15:00Z");
      await desk().world.deliver(user, mail(1), { flags: ["\\Flagged"], at });
      const flow = await desk().connect(user);
      await flow.mailboxOpen("INBOX");
      await flow.messageMove("1", "Archive", { uid: true });
      expect(await desk().world.messages(user, "Archive")).toMatchObject([{ flags: ["\\Flagged"], at }]);
    });

    test("a move to a folder that is not there is refused and moves nothing", async () => {
      const { user, flow } = await desk().mailbox(1);
      expect(await flow.messageMove("1", "Nowhere", { uid: true })).toBe(false);
      expect(await desk().world.messages(user)).toHaveLength(1);
    });

    test("moving what has vanished looks like success without a new uid", async () => {
      const { flow } = await desk().mailbox(1);
      await flow.messageMove("1", "Trash", { uid: true });
      const again = await flow.messageMove("1", "Trash", { uid: true });
      expect(again).toBeTruthy();
      expect(again === false ? null : (again.uidMap?.size ?? 0)).toBe(0);
    });

    test("a copy leaves the original", async () => {
      const { user, flow } = await desk().mailbox(2);
      const copied = await flow.messageCopy("2", "Archive", { uid: true });
      expect(copied === false ? null : copied.uidMap?.get(2)).toBe(1);
      expect(await desk().world.messages(user)).toHaveLength(2);
      expect((await desk().world.messages(user, "Archive"))[0]?.raw.toString()).toBe(mail(2));
    });

    test("an expunge by uid leaves what others marked", async () => {
      const { user, flow } = await desk().mailbox(3);
      await flow.messageFlagsAdd("1", ["\\Deleted"], { uid: true });
      await flow.messageDelete("2", { uid: true });
      expect((await desk().world.messages(user)).map(({ uid }) => uid)).toEqual([1, 3]);
    });

    test("an append tells its uid and is found by its Message-ID", async () => {
      const { user, flow } = await desk().mailbox(0);
      const at = new Date("2026-11-20T09:15:00Z");
      const appended = await flow.append("Sent", mail(7), ["\\Seen"], at);
      expect(appended).toMatchObject({ destination: "Sent", uid: 1 });
      expect(await desk().world.messages(user, "Sent")).toMatchObject([{ uid: 1, flags: ["\\Seen"], at }]);
      await flow.mailboxOpen("Sent");
      const found = await flow.search({ header: { "message-id": "<mail-7@example.org>" } }, { uid: true });
      expect(found).toEqual([1]);
    });

    test("an append to a folder that is not there fails", async () => {
      const flow = await desk().connect(desk().newUser());
      await expect(flow.append("Nowhere", mail(1))).rejects.toThrow();
    });

    test("a folder with any name can be made, listed and filled", async () => {
      const user = desk().newUser();
      const flow = await desk().connect(user);
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
}
