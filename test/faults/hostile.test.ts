/** B1 and B2: mails made to break, slow down or mislead; each is recorded once, none is obeyed, work goes on. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test, vi } from "vitest";
import { type HostileMail, hostileMails } from "../support/hostile.ts";
import { ASSISTANT, OWNER } from "../support/office.ts";
import { tempFolder } from "../support/temp.ts";
import type { Daemon } from "./daemon.ts";
import { alongside, firstStart } from "./killing.ts";
import { begin, isComplete, type Life } from "./life.ts";
import { expectSentOnce } from "./truth.ts";

const FOREIGN = fileURLToPath(new URL("../../../shared/faults/hostile-mail.mjs", import.meta.url));
const LONG = { timeout: 15 * 60_000 };
/** Of all threads. Megabytes. */
const MEMORY_MB = 300;
const LIMITS = /longer than|more than \d+ MB|ended/;
/** The slowest take half of the two seconds where nothing else runs; a busy machine sets a few of them aside. */
const BEYOND = 1 / 30;

interface Survived {
  readonly life: Life;
  /** Resident memory before the mails and at its most, megabytes; 0 where the system does not tell. */
  readonly before: number;
  readonly most: number;
  /** Why mails were set aside, as she would be told. */
  readonly problems: readonly string[];
}

/** The mails arrive while the daemon runs; it goes on until each has left INBOX, and an ordinary one is answered. */
async function survive(mails: readonly HostileMail[]): Promise<Survived> {
  const life = await begin();
  await firstStart(life);
  const daemon = life.start();
  const reading = alongside(life, daemon);
  await daemon.says(/^ticked/);
  const before = daemon.memory()?.now ?? 0;
  for (const { raw } of mails) await life.world.deliver(ASSISTANT, raw());
  await life.forwards();
  const isDone = async () =>
    daemon.isOver ||
    ((await life.world.messages(ASSISTANT)).length === 0 && isComplete(await life.reads(), life.forwarded));
  await vi.waitFor(async () => expect(await isDone()).toBe(true), { timeout: 480_000, interval: 100 });
  expect(daemon.isOver).toBe(false);
  const memory = daemon.memory();
  console.log(`${mails.length} hostile mails: ${before} MB before, ${memory?.most} MB at most`);
  const problems = life.state().problems.map(({ why }) => why);
  await stopped(daemon, reading);
  return { life, before, most: memory?.most ?? 0, problems };
}

async function stopped(daemon: Daemon, reading: Promise<void>): Promise<void> {
  expect(await daemon.end("SIGTERM")).toBe(0);
  await reading;
}

/** One place each, nothing for anybody but her and Ana, whom she named. */
async function judge(
  { life, problems, before, most }: Survived,
  mails: readonly HostileMail[],
): Promise<void> {
  const held = async (mailbox: string) => (await life.world.messages(ASSISTANT, mailbox)).length;
  const places = [await held("INBOX"), (await held("Handled")) + (await held("Problems"))];
  expect(places).toEqual([0, mails.length + 2]);
  await expectSentOnce(life.world, ["ana@example.test"]);
  expect((await life.world.messages("ana@example.test")).length).toBe(1);
  const { edits, stopped: silent, muted, admitted, forgetting = {} } = life.state();
  expect({ edits, silent, muted, admitted, forgetting }).toEqual({
    edits: {},
    silent: {},
    muted: {},
    admitted: {},
    forgetting: {},
  });
  const beyond = problems.filter((why) => LIMITS.test(why));
  expect(beyond.length).toBeLessThanOrEqual(mails.length * BEYOND);
  expect(most - before).toBeLessThan(MEMORY_MB);
}

test(
  "B1: our own corpus: each is recorded once within its limits, nothing in it is obeyed",
  LONG,
  async () => {
    const mails = hostileMails({ owner: OWNER, assistant: ASSISTANT });
    await judge(await survive(mails), mails);
  },
);

/** Somebody else's corpus, written where a test may read it. */
function foreign(): readonly HostileMail[] {
  const folder = join(tempFolder(), "corpus");
  const made = spawnSync(process.execPath, [FOREIGN, folder, "--owner", OWNER, "--assistant", ASSISTANT]);
  expect(made.status).toBe(0);
  const index = JSON.parse(readFileSync(join(folder, "index.json"), "utf8")) as {
    name: string;
    file: string;
  }[];
  return index.map(({ name, file }) => ({ name, raw: () => readFileSync(join(folder, file)) }));
}

describe.skipIf(!existsSync(FOREIGN))(`B1: the corpus of the fault tools (needs ${FOREIGN})`, () => {
  test("each is recorded once within its limits, nothing in it is obeyed", LONG, async () => {
    const mails = foreign();
    await judge(await survive(mails), mails);
  });
});

describe("B2: 50 MB, three times", () => {
  const BYTES = 50 * 1024 * 1024;
  const head = (n: number, type: string) =>
    `From: big@example.org\r\nTo: ${ASSISTANT}\r\nSubject: big ${n}\r\nMessage-ID: <big-${n}@example.org>\r\nDate: Mon, 02 Mar 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: ${type}\r\n\r\n`;
  const attached = (n: number) =>
    `${head(n, 'multipart/mixed; boundary="b"')}--b\r\nContent-Type: text/plain\r\n\r\nsee below\r\n--b\r\nContent-Type: application/octet-stream; name=big.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n`;
  const LINE = `${"QUJD".repeat(19)}\r\n`;
  const kinds: readonly HostileMail[] = [
    { name: "text", raw: () => filled(head(1, "text/plain; charset=utf-8"), `${"word ".repeat(15)}\r\n`) },
    { name: "attachment", raw: () => filled(attached(2), LINE) },
    { name: "page", raw: () => filled(head(3, "text/html"), `<p>${"word ".repeat(14)}</p>\r\n`) },
  ];
  const filled = (start: string, line: string) => {
    const bytes = Buffer.alloc(BYTES, line);
    bytes.write(start, 0, "latin1");
    return bytes;
  };

  test(`each is recorded once, and the daemon stays under ${MEMORY_MB} MB`, LONG, async () => {
    const survived = await survive(kinds);
    await judge(survived, kinds);
    expect(survived.most).toBeLessThan(MEMORY_MB);
  });
});
