/** The mailbox room's own suite, and what only a real server has: TLS, and a mailbox rebuilt beneath us. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Misconfigured } from "../../src/errors.ts";
import { type MailboxSettings, openMailbox } from "../../src/mailbox/mailbox.ts";
import { mail, quietLog, settingsFor } from "../mailbox/desk.ts";
import type { Login } from "../mailbox/other.ts";
import { mailboxSuite } from "../mailbox/suite.ts";
import { lineSuite } from "../mailbox/suite-line.ts";
import { dovecotWorld, type MailWorld } from "../support/world.ts";

/** Each test takes one of its own. */
const USERS = Array.from({ length: 100 }, (_, n) => ({
  address: `desk${n}@example.test`,
  pass: "secret",
}));

let world: MailWorld;
let taken = 0;
beforeAll(async () => {
  world = await dovecotWorld(USERS);
});
afterAll(() => world.stop());

async function account(): Promise<Login> {
  const user = USERS[taken++];
  if (user === undefined) throw new Error("more tests than accounts");
  return { ...world.imap, user: user.address, pass: user.pass };
}

mailboxSuite("the mailbox on Dovecot", { account });
lineSuite("the line to Dovecot", { account });

async function settings(security: MailboxSettings["security"]): Promise<MailboxSettings> {
  const { tls } = world;
  if (tls === null) throw new Error("Dovecot has a certificate");
  const port = security === "tls" ? tls.imap.port : world.imap.port;
  return { ...settingsFor(await account(), port), security, ca: readFileSync(tls.ca, "utf8") };
}

test.each(["tls", "starttls"] as const)("over %s with its authority named", async (security) => {
  const mailbox = await openMailbox(await settings(security), quietLog);
  expect(await mailbox.list()).toEqual([]);
  await mailbox.close();
});

test.each(["tls", "starttls"] as const)("over %s a stranger's certificate is refused", async (security) => {
  const opening = openMailbox({ ...(await settings(security)), ca: null }, quietLog);
  await expect(opening).rejects.toThrow(Misconfigured);
  await expect(opening).rejects.toThrow("imap.ca");
});

test("a rebuilt mailbox ends the line, and the next one bears another uidValidity", async () => {
  const login = await account();
  await world.deliver(login.user, mail(1));
  const mailbox = await openMailbox(settingsFor(login, login.port), quietLog);
  expect(await mailbox.list()).toHaveLength(1);
  await world.resetUids(login.user);
  await mailbox.closed;
  const next = await openMailbox(settingsFor(login, login.port), quietLog);
  expect(next.uidValidity).not.toBe(mailbox.uidValidity);
  expect(await next.fetch(await next.list())).toHaveLength(1);
  await next.close();
});
