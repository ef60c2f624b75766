/** `run` from outside: one tick, a rehearsal of one, and the daemon; judged from the servers. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Message } from "../../src/message/message.ts";
import { parseMessage } from "../../src/message/parse.ts";
import { gmailForward, haroEdition, topPosted } from "../support/editions.ts";
import { ASSISTANT, OWNER, START } from "../support/office.ts";
import { tempFolder } from "../support/temp.ts";
import { daemon, fingerprint, PASSWORD, type Setup, setUp } from "./program.ts";

const ANA = "ana@example.test";
/** Eight processes, one after the other, on a machine that may be busy. */
const PATIENT = { timeout: 180_000 };
/** Past the hold. */
const LATER = "2027-01-20T15:20:00Z";

function hers(id: string, at = START) {
  return {
    from: `Nell Hartigan <${OWNER}>`,
    to: ASSISTANT,
    subject: "Fwd: HARO Queries",
    date: new Date(at),
    messageId: `${id}@example.test`,
  };
}

function forwardsAnEdition({ sandbox }: Setup, at = START): void {
  const mail = gmailForward(hers("hers-1", at), haroEdition(), new Date(at));
  sandbox.imap.deliver(ASSISTANT, mail, { at: new Date(at) });
}

function answers({ sandbox }: Setup, letter: Message | undefined, words: string): void {
  const answered = {
    messageId: letter?.messageId ?? "",
    references: letter?.references ?? [],
    subject: letter?.subject ?? "",
    text: letter?.text ?? "",
  };
  const mail = topPosted(hers("hers-2"), words, answered);
  sandbox.imap.deliver(ASSISTANT, mail, { at: new Date(START) });
}

/** All that a tick could change. */
function outside({ sandbox, folder }: Setup) {
  const mailboxes = sandbox.imap.mailboxes(ASSISTANT);
  const flags = (name: string) =>
    sandbox.imap.messages(ASSISTANT, name).map((mail) => [mail.uid, mail.flags]);
  return {
    folder: fingerprint(folder),
    taken: sandbox.accepted.length,
    mailboxes: Object.fromEntries(mailboxes.map((name) => [name, flags(name)])),
  };
}

/** A rehearsal, and whether it changed anything. */
async function rehearsed(setup: Setup, now = START) {
  const before = outside(setup);
  const out = join(tempFolder(), "out");
  const ended = await setup.on(["run", "--dry-run", "--out", out], { now });
  expect(outside(setup)).toEqual(before);
  const names = existsSync(out) ? readdirSync(out) : [];
  const modes = names.map((name) => statSync(join(out, name)).mode & 0o777);
  const mails = await Promise.all(names.map((name) => parseMessage(readFileSync(join(out, name)))));
  return { ...ended, mails, modes };
}

/**
 * An edition is rehearsed, then proposed; her `1a 2` is rehearsed, then obeyed; past the hold it leaves. Told once,
 * looked at by several tests.
 */
async function tellStory() {
  const setup = await setUp();
  const tick = (now = START, ...more: readonly string[]) => setup.on(["run", "--once", ...more], { now });
  forwardsAnEdition(setup);
  const firstRehearsal = await rehearsed(setup);
  const firstTick = await tick(START, "--log", "json", "--log-level", "debug");
  const [proposal] = await setup.inbox(OWNER);
  const filed = {
    inbox: setup.sandbox.imap.messages(ASSISTANT).length,
    handled: setup.sandbox.imap.messages(ASSISTANT, "Handled").length,
  };
  answers(setup, proposal, "1a 2");
  const rehearsedAnswer = await rehearsed(setup);
  await tick();
  const inHold = await setup.inbox(ANA);
  const rehearsedLater = await rehearsed(setup, LATER);
  await tick(LATER);
  const quietTick = await tick(LATER, "--log-level", "error");
  const modes = readdirSync(setup.folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(setup.folder, name))
    .filter((path) => statSync(path).isFile() && !/(?:config|contacts)\.json$/.test(path))
    .map((path) => statSync(path).mode & 0o777);
  const isLocked = existsSync(join(setup.folder, ".lock"));
  const afterHold = await setup.inbox(ANA);
  return {
    firstRehearsal,
    firstTick,
    proposal,
    filed,
    rehearsedAnswer,
    inHold,
    rehearsedLater,
    quietTick,
    afterHold,
    modes,
    isLocked,
  };
}
let told: ReturnType<typeof tellStory> | null = null;
function story() {
  told ??= tellStory();
  return told;
}

describe("run --once", PATIENT, () => {
  test("reads what came, answers it, and ends", async () => {
    const { firstTick, proposal, filed, isLocked } = await story();
    expect([firstTick.code, firstTick.stdout]).toEqual([0, ""]);
    expect(proposal?.inReplyTo).toBe("hers-1@example.test");
    expect(filed).toEqual({ inbox: 0, handled: 1 });
    expect(isLocked).toBe(false);
  });

  test("--now is the clock: what is held leaves when it says so, once", async () => {
    const { inHold, afterHold } = await story();
    expect(inHold).toHaveLength(0);
    expect(afterHold).toHaveLength(1);
  });

  test("writes files only she can read", async () => {
    const { modes } = await story();
    expect(modes.length).toBeGreaterThan(3);
    expect(new Set(modes)).toEqual(new Set([0o600]));
  });

  test("keeps names, addresses, words and the password out of its log, which can be JSON", async () => {
    const { stderr } = (await story()).firstTick;
    const lines = stderr.trim().split("\n");
    for (const line of lines)
      expect(JSON.parse(line)).toMatchObject({ time: expect.any(String), event: expect.any(String) });
    expect(stderr).toContain('"event":"arrived","kind":"edition"');
    expect(stderr).not.toMatch(/@|sourdough|Hartigan|Ana Ruiz/i);
    expect(stderr).not.toContain(PASSWORD);
  });

  test("says nothing where only errors are asked for and there are none", async () => {
    expect((await story()).quietTick).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  test("leaves old mail alone at the first start; --since reads it after all, first in rehearsal", async () => {
    const setup = await setUp();
    forwardsAnEdition(setup, "2027-01-18T15:00:00Z");
    const { stderr } = await setup.on(["run", "--once"]);
    expect(stderr).toMatch(/ first-start leftAlone=1$/m);
    expect(await setup.inbox(OWNER)).toHaveLength(0);
    const { stdout } = await setup.on(["run", "--dry-run", "--since", "3d"]);
    expect(stdout).toMatch(/^1 would be written/m);
    await setup.on(["run", "--once", "--since", "3d"]);
    expect(await setup.inbox(OWNER)).toHaveLength(1);
  });

  test("takes what receive laid down", async () => {
    const setup = await setUp();
    const file = join(setup.folder, "forward.eml");
    writeFileSync(file, gmailForward(hers("hers-1"), haroEdition()));
    await setup.on(["receive", file]);
    await setup.on(["run", "--once"]);
    expect((await setup.inbox(OWNER))[0]?.inReplyTo).toBe("hers-1@example.test");
    expect(readdirSync(join(setup.folder, "incoming"))).toEqual([]);
  });
});

/** Each of them is looked at by `rehearsed`, too: folder, server and world stay as they were. */
describe("run --dry-run", PATIENT, () => {
  test("lays down what it would write, for her eyes only", async () => {
    const { code, stdout, mails, modes } = (await story()).firstRehearsal;
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^2027-01-20T15:00:\S+Z {2}to nell@example\.test {2}proposal {2}a letter to you {2}\S+\.eml$/m,
    );
    expect(stdout).toMatch(/^1 would be written, 1 would leave; nothing was sent, moved or remembered\.$/m);
    expect(mails.map(({ text }) => text)).toEqual([expect.stringContaining("1a  Ana Ruiz")]);
    expect(modes).toEqual([0o600]);
  });

  test("rehearses her answer: to whom it would go, and what they would read", async () => {
    const { stdout, mails } = (await story()).rehearsedAnswer;
    for (const line of [
      "ana@example\\.test {2}forward",
      "beatriz@example\\.test {2}forward",
      "nell@example\\.test {2}transcript",
    ])
      expect(stdout).toMatch(new RegExp(`Z {2}to ${line} {2}`, "m"));
    expect(mails.flatMap(({ to }) => to.map(({ address }) => address)).sort()).toEqual([
      ANA,
      "beatriz@example.test",
      OWNER,
    ]);
  });

  test("names what waits already, also when its hour has come", async () => {
    const { stdout, mails } = (await story()).rehearsedLater;
    expect(stdout).toMatch(
      /^2027-01-20T15:10:\S+Z {2}to ana@example\.test {2}forward {2}you named it {2}\(waiting already\)$/m,
    );
    expect(stdout).toMatch(/^0 would be written, 2 would leave;/m);
    expect(mails).toEqual([]);
  });
});

describe("run", () => {
  test("handles mail as it comes, shows that it lives, and stops cleanly", async () => {
    const setup = await setUp();
    const running = daemon(setup.folder);
    await running.says(/mailbox-open/);
    forwardsAnEdition(setup);
    await running.says(/ sent .*kind=proposal result=sent/);
    expect((await setup.on(["healthcheck"], { now: new Date().toISOString() })).code).toBe(0);
    expect((await setup.on(["status"])).stdout).toMatch(/^running as process +\d+$/m);
    expect((await setup.on(["run", "--once"])).stderr).toMatch(
      /another Sendalong \(process \d+\) is running/,
    );
    running.stop();
    expect((await running.ended).code).toBe(0);
    expect(existsSync(join(setup.folder, ".lock"))).toBe(false);
    expect(await setup.inbox(OWNER)).toHaveLength(1);
    expect((await setup.on(["healthcheck"])).code).toBe(1);
  });
});
