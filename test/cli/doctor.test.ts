/** `doctor` from outside: every part looked at, each failure with its cure, nothing sent. */

import { mkdirSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { OWNER } from "../support/office.ts";
import { jsonLines, PASSWORD, type Setup, setUp } from "./program.ts";

const PARTS = ["settings", "folder", "clock", "store", "contacts", "templates", "imap", "smtp", "domain"];

/** What `doctor` found wrong, by part; every part is looked at. */
async function findings({ on }: Setup, environment: Readonly<Record<string, string>>) {
  const ended = await on(["doctor", "--json"], { environment });
  const parts = jsonLines(ended.stdout);
  expect(parts.map(({ part }) => part)).toEqual(PARTS);
  const wrong = parts.filter(({ isFine }) => isFine !== true);
  return {
    ...ended,
    wrong: Object.fromEntries(wrong.map(({ part, says }) => [String(part), String(says)])),
  };
}

test("when all is well every part is fine, and --send-test sends one mail, to her", async () => {
  const setup = await setUp();
  const { code, stdout, stderr } = await setup.on(["doctor", "--send-test"]);
  expect(stdout).not.toContain("WRONG");
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /imap +0 mails in INBOX; read mail goes to Handled, unreadable to Problems; Sent is Sent/,
  );
  expect(stdout).toContain("3 people");
  expect(stdout).toContain(`test mail  sent to ${OWNER}`);
  expect(stdout + stderr).not.toContain(PASSWORD);
  expect(setup.sandbox.accepted.map(({ to }) => to)).toEqual([[OWNER]]);
});

describe("a failure leaves the other parts looked at, and names its cure", () => {
  test("no password, and files of hers that are broken", async () => {
    const setup = await setUp();
    const write = (name: string, text: string) => writeFileSync(join(setup.folder, name), text);
    write("contacts.json", '{"version": 1,\n"contacts": [\n{"name": "Ana",}\n]}');
    mkdirSync(join(setup.folder, "templates"));
    write("templates/forward.txt.hbs", "Subject: {{title}}\n\n{{no.such.thing}}\n");
    write(".started", "{}");
    write("state.json", '{"version": 1,');
    const { code, wrong } = await findings(setup, { SENDALONG_IMAP_PASSWORD: "" });
    expect([code, Object.keys(wrong)]).toEqual([1, ["store", "contacts", "templates", "imap", "smtp"]]);
    expect(wrong.store).toMatch(/state\.json, line 1/);
    expect(wrong.contacts).toMatch(/contacts\.json, line 3: a comma too many/);
    expect(wrong.templates).toMatch(/forward\.txt\.hbs.*(?:title|no)/);
    expect(wrong.imap).toMatch(/No password for imap\.host .*SENDALONG_IMAP_PASSWORD_FILE/);
    expect(wrong.smtp).toMatch(/No password for smtp\.host .*SENDALONG_SMTP_PASSWORD_FILE/);
  });

  test("a wording for one contact that misses a variable, or is for nobody", async () => {
    const setup = await setUp();
    mkdirSync(join(setup.folder, "templates"));
    const write = (who: string, text: string) =>
      writeFileSync(join(setup.folder, `templates/forward.${who}.txt.hbs`), text);
    write("ana-ruiz", "Subject: Hello\n\n{{contact.nickname}}\n");
    expect((await findings(setup, {})).wrong.templates).toContain(
      "forward.ana-ruiz.txt.hbs: contact.nickname",
    );
    write("ana-ruiz", "Subject: Hello\n\n{{contact.name}}\n");
    expect((await findings(setup, {})).wrong.templates).toBeUndefined();
    write("quentin", "Subject: Hello\n\n{{contact.name}}\n");
    expect((await findings(setup, {})).wrong.templates).toContain("forward.quentin");
  });

  test("wrong passwords, which are not repeated, and nothing is sent", async () => {
    const setup = await setUp();
    const environment = { SENDALONG_IMAP_PASSWORD: "not-the-one", SENDALONG_SMTP_PASSWORD: "nor-this" };
    const { code, wrong, stdout, stderr } = await findings(setup, environment);
    expect([code, Object.keys(wrong)]).toEqual([1, ["imap", "smtp"]]);
    expect(wrong.imap).toMatch(
      /refused the login of imap\.user.*Check imap\.user and SENDALONG_IMAP_PASSWORD/,
    );
    expect(wrong.smtp).toMatch(/^smtp\.host .*Check smtp\.user and SENDALONG_SMTP_PASSWORD/);
    expect(stdout + stderr).not.toMatch(/not-the-one|nor-this/);
    expect(setup.sandbox.accepted).toEqual([]);
  });

  test("closed ports, and a contact without an address", async () => {
    const contacts = [{ name: "Ana", addresses: ["ana@example.test"] }, { name: "Lou" }];
    const port = String(await closedPort());
    const environment = { SENDALONG_IMAP__PORT: port, SENDALONG_SMTP__PORT: port };
    const { wrong } = await findings(await setUp({ contacts }), environment);
    expect(Object.keys(wrong)).toEqual(["contacts", "imap", "smtp"]);
    expect(wrong.contacts).toMatch(/contacts\.json, line \d+ \(Lou, addresses\)/);
    for (const server of ["imap", "smtp"])
      expect(wrong[server]).toMatch(
        new RegExp(`^${server}\\.host 127\\.0\\.0\\.1:${port}.*ECONNREFUSED.* Check ${server}\\.host, `),
      );
  });

  test("protection the server does not offer, and a server that hangs up", async () => {
    const port = String(await mutePort());
    const environment = { SENDALONG_IMAP__SECURITY: "tls", SENDALONG_SMTP__PORT: port };
    const { wrong } = await findings(await setUp(), environment);
    expect(Object.keys(wrong)).toEqual(["imap", "smtp"]);
    expect(wrong.imap).toMatch(/imap\.security/);
    expect(wrong.smtp).toMatch(new RegExp(`:${port}`));
  });
});

/** Where nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Where somebody takes the call and says nothing. */
async function mutePort(): Promise<number> {
  const server = createServer((socket) => socket.end());
  onTestFinished(() => void server.close());
  return listening(server);
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return (server.address() as AddressInfo).port;
}

test("wrong settings are told before anything else, with 2", async () => {
  const setup = await setUp();
  const { code, stdout, stderr } = await setup.on(["doctor"], { environment: { SENDALONG_HOLD: "soon" } });
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^hold is "soon" in SENDALONG_HOLD/);
});
