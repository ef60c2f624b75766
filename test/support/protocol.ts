/**
 * What every mail system we meet must do, told by imapflow and nodemailer: run against the sandbox and against
 * Dovecot with Postfix, so that the sandbox cannot drift from the real thing.
 */
import { afterAll, afterEach, beforeAll, describe } from "vitest";
import { changingTests } from "./protocol/changing.ts";
import { Desk, USERS } from "./protocol/desk.ts";
import { meetingTests } from "./protocol/meeting.ts";
import { readingTests } from "./protocol/reading.ts";
import type { StartWorld } from "./world.ts";

export function protocolSuite(name: string, startWorld: StartWorld): void {
  describe(`the mail protocols on ${name}`, () => {
    let started: Desk | null = null;
    const desk = (): Desk => {
      if (started === null) throw new Error("the mail world did not start");
      return started;
    };
    beforeAll(async () => {
      started = new Desk(await startWorld(USERS));
    });
    afterEach(() => started?.closeClients());
    afterAll(() => started?.world.stop());

    meetingTests(desk);
    readingTests(desk);
    changingTests(desk);
  });
}
