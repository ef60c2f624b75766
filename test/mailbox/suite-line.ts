/** What the mailbox room promises of its line, whole or failing, on any server. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { LoginRefused, Misconfigured, ServiceUnavailable } from "../../src/errors.ts";
import type { MailboxConnection } from "../../src/mailbox/mailbox.ts";
import { type Desk, IMPATIENT, mail, numbersIn, startDesk } from "./desk.ts";
import type { Host } from "./suite.ts";

const NEVER = new AbortController().signal;

export function lineSuite(server: string, host: Host): void {
  describe(server, () => {
    let desk: Desk;
    beforeEach(async () => {
      desk = await startDesk(await host.account());
    });
    afterEach(() => desk.close());

    const fill = async (count: number) => {
      for (let n = 0; n < count; n++) await desk.other.put(mail(n));
    };

    describe("waiting", () => {
      test("new mail is announced long before the poll, IDLE begins with the wait", async () => {
        const mailbox = await desk.open({}, { idleDelayMs: 60_000 });
        await mailbox.list();
        const waiting = mailbox.waitForMail(60_000, NEVER);
        await fill(1);
        expect(await waiting).toBe("mail");
        expect(await mailbox.list()).toHaveLength(1);
      });

      test("mail that came before the wait is told at once, by IDLE", async () => {
        const mailbox = await desk.open();
        await mailbox.list();
        await fill(1);
        expect(await mailbox.waitForMail(60_000, NEVER)).toBe("mail");
      });

      test("mail that came while we looked into Sent is told", async () => {
        const mailbox = await desk.open();
        await mailbox.list();
        const looking = mailbox.fetchOwn("none@example.org");
        await fill(1);
        await looking;
        expect(await mailbox.waitForMail(60_000, NEVER)).toBe("mail");
      });

      test("commands given meanwhile do not end the wait, nor deafen it", async () => {
        const mailbox = await desk.open({}, { idleDelayMs: 20 });
        await mailbox.list();
        const waiting = mailbox.waitForMail(60_000, NEVER);
        await mailbox.fetchOwn("none@example.org");
        expect(await mailbox.list()).toEqual([]);
        await fill(1);
        expect(await waiting).toBe("mail");
      });

      test("nothing new: the poll comes", async () => {
        const mailbox = await desk.open();
        expect(await mailbox.waitForMail(20, NEVER)).toBe("poll");
        expect(await mailbox.waitForMail(20, NEVER)).toBe("poll");
        expect(await mailbox.list()).toEqual([]);
      });

      test("the wait can be called off, before and while it lasts", async () => {
        const mailbox = await desk.open();
        const off = new AbortController();
        const waiting = mailbox.waitForMail(60_000, off.signal);
        off.abort();
        expect(await waiting).toBe("aborted");
        expect(await mailbox.waitForMail(60_000, off.signal)).toBe("aborted");
      });

      test("a cut line ends the wait", async () => {
        const mailbox = await desk.open();
        const waiting = mailbox.waitForMail(60_000, NEVER);
        desk.proxy.cutAll();
        expect(await waiting).toBe("closed");
        await mailbox.closed;
        expect(await mailbox.waitForMail(60_000, NEVER)).toBe("closed");
      });
    });

    describe("a line that fails", () => {
      test("cut in the answer to FETCH: told, and all is there on the next line", async () => {
        await fill(5);
        const mailbox = await desk.open();
        const uids = await mailbox.list();
        desk.proxy.strike({ way: "down", match: /BODY\[\]/, do: "cut" });
        await expect(mailbox.fetch(uids)).rejects.toThrow(ServiceUnavailable);
        await mailbox.closed;
        expect(await (await desk.open()).fetch(uids)).toHaveLength(5);
      });

      test.each(["cut", "cut-answer"] as const)("%s at MOVE: each mail stands in one place", async (deed) => {
        await fill(5);
        const mailbox = await desk.open();
        const uids = await mailbox.list();
        desk.proxy.strike({ way: "up", match: /UID MOVE/, do: deed });
        await expect(mailbox.file(uids, "handled")).rejects.toThrow(ServiceUnavailable);
        const next = await desk.open();
        await next.file(await next.list(), "handled");
        expect(numbersIn(await desk.other.held("Handled"))).toEqual(["0", "1", "2", "3", "4"]);
      });

      test("cut in the answer to APPEND: asked again, the mail stands there once", async () => {
        const mailbox = await desk.open();
        desk.proxy.strike({ way: "up", match: /Body of 1/, do: "cut-answer" });
        const at = new Date("2026-11-22T07:30:00Z");
        await expect(mailbox.appendSent(Buffer.from(mail(1)), at)).rejects.toThrow(ServiceUnavailable);
        await (await desk.open()).appendSent(Buffer.from(mail(1)), at);
        expect(numbersIn(await desk.other.held("Sent"))).toEqual(["1"]);
      });

      test.each([
        ["at the greeting", { way: "down", match: /./, do: "cut" }],
        ["at login", { way: "up", match: /AUTHENTICATE|LOGIN/, do: "cut" }],
        ["in the answer to login", { way: "up", match: /AUTHENTICATE|LOGIN/, do: "cut-answer" }],
        ["while the folders are looked up", { way: "up", match: /LIST/, do: "cut" }],
        ["while the mailbox is opened", { way: "up", match: /SELECT/, do: "cut" }],
      ] as const)("cut %s: told as an outage, nothing is left open", async (_when, strike) => {
        desk.proxy.strike(strike);
        await expect(desk.open()).rejects.toThrow(ServiceUnavailable);
        const mailbox = await desk.open();
        expect(await mailbox.list()).toEqual([]);
        expect(desk.proxy.counts).toMatchObject({ open: 1, most: 1, all: 2 });
      });

      test.each([
        ["after the greeting", { way: "up", match: /./, do: "stall" }, { socketMs: 300 }],
        ["before it", { way: "down", match: /./, do: "stall" }, { greetingMs: 200 }],
      ] as const)("silent %s: given up in time", async (_when, strike, timeouts) => {
        desk.proxy.strike(strike);
        await expect(desk.open({}, timeouts)).rejects.toThrow(ServiceUnavailable);
      });

      test("silent in FETCH: noticed in time, and told", async () => {
        await fill(1);
        const mailbox = await desk.open({}, IMPATIENT);
        const uids = await mailbox.list();
        desk.proxy.strike({ way: "down", match: /BODY\[\]/, do: "stall" });
        await expect(mailbox.fetch(uids)).rejects.toThrow(ServiceUnavailable);
        await mailbox.closed;
      });

      test("silent when asked for IDLE: noticed without a poll", async () => {
        const mailbox = await desk.open({}, IMPATIENT);
        desk.proxy.strike({ way: "up", match: /IDLE/, do: "stall" });
        expect(await mailbox.waitForMail(60_000, NEVER)).toBe("closed");
      });

      test("silent once in IDLE: noticed without a poll", async () => {
        const mailbox = await desk.open({}, IMPATIENT);
        const waiting = mailbox.waitForMail(60_000, NEVER);
        await fill(1);
        expect(await waiting).toBe("mail");
        await mailbox.list();
        const again = mailbox.waitForMail(60_000, NEVER);
        desk.proxy.freezeAll();
        expect(await again).toBe("closed");
      });

      test("a quiet line is no dead line", async () => {
        const mailbox = await desk.open({}, IMPATIENT);
        expect(await mailbox.waitForMail(700, NEVER)).toBe("poll");
        expect(await mailbox.list()).toEqual([]);
      });

      test("a wrong password is told as such", async () => {
        const opening = desk.open({ secret: { kind: "password", value: "wrong" } });
        await expect(opening).rejects.toThrow(LoginRefused);
        await expect(opening).rejects.toThrow("SENDALONG_IMAP_PASSWORD");
      });

      test("a server without OAuth is told by its setting", async () => {
        const opening = desk.open({ secret: { kind: "oauth2", value: "token" } });
        await expect(opening).rejects.toThrow(Misconfigured);
        await expect(opening).rejects.toThrow("imap.auth");
      });

      test("nobody there is an outage", async () => {
        const { port } = desk.proxy;
        await desk.proxy.close();
        await expect(desk.open({ port })).rejects.toThrow(ServiceUnavailable);
      });

      test("what is closed stays closed, and says so", async () => {
        const mailbox = await desk.open();
        await mailbox.close();
        await mailbox.closed;
        await mailbox.close();
        await expect(mailbox.list()).rejects.toThrow(ServiceUnavailable);
        await expect(mailbox.file([1], "handled")).rejects.toThrow(ServiceUnavailable);
      });

      test("opening is given up at once when it is called off, also before the greeting", async () => {
        desk.proxy.strike({ way: "down", match: /OK/, do: "stall" });
        const stop = new AbortController();
        const opening = desk.open({}, {}, stop.signal);
        opening.catch(() => undefined);
        await vi.waitFor(() => expect(desk.proxy.counts.all).toBe(1));
        stop.abort();
        await expect(opening).rejects.toThrow(ServiceUnavailable);
      });

      test("closing does not wait for a server that went silent", async () => {
        const mailbox = await desk.open({}, { closeMs: 50 });
        desk.proxy.strike({ way: "up", match: /LOGOUT/, do: "stall" });
        await mailbox.close();
        await mailbox.closed;
      });

      test("200 forced reconnects leave one connection", async () => {
        for (let n = 0; n < 200; n++) {
          const mailbox = await desk.open();
          desk.proxy.cutAll();
          await mailbox.closed;
        }
        const mailbox = await desk.open();
        expect(await mailbox.list()).toEqual([]);
        expect(desk.proxy.counts).toEqual({ open: 1, most: 1, all: 201 });
      });

      test("cut again and again at every step, each mail is handled and filed once", async () => {
        await fill(40);
        const handled = new Map<number, string>();
        const steps = [/UID SEARCH/, /RFC822\.SIZE/, /BODY\.PEEK/, /UID MOVE/];
        let cuts = 0;
        const pass = async (mailbox: MailboxConnection) => {
          const uids = (await mailbox.list()).slice(0, 10);
          for (const { uid, bytes } of await mailbox.fetch(uids)) handled.set(uid, String(bytes));
          await mailbox.file(uids, "handled");
          return uids.length;
        };
        for (let left = 1; left > 0; ) {
          const match = steps[cuts % steps.length];
          if (cuts < 12 && match !== undefined)
            desk.proxy.strike({ way: "up", match, do: cuts % 2 ? "cut-answer" : "cut" });
          cuts++;
          left = await pass(await desk.open()).catch(() => 1);
          desk.proxy.cutAll();
        }
        const all = Array.from({ length: 40 }, (_, n) => `${n}`).sort();
        expect(numbersIn([...handled.values()].map((text) => ({ text })))).toEqual(all);
        expect(numbersIn(await desk.other.held("Handled"))).toEqual(all);
      });
    });
  });
}
