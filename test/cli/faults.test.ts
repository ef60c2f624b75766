/** F2 and F3 of the fault plan, as her operator meets them: a damaged folder, a second copy, and the way back. */
import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { gmailForward, haroEdition, topPosted } from "../support/editions.ts";
import { ASSISTANT, OWNER, START } from "../support/office.ts";
import { tempFolder } from "../support/temp.ts";
import {
  type Daemon,
  daemon,
  type Ended,
  fingerprint,
  PASSWORD,
  type Setup,
  sendalong,
  setUp,
} from "./program.ts";

/** Several processes one after the other, on a machine that may be busy. */
const PATIENT = { timeout: 180_000 };
/** Past the hold. */
const LATER = "2027-01-20T15:20:00Z";
const ANA = "ana@example.test";

function hers(id: string) {
  return {
    from: `Nell Hartigan <${OWNER}>`,
    to: ASSISTANT,
    subject: "Fwd: HARO Queries",
    date: new Date(START),
    messageId: `${id}@example.test`,
  };
}

function arrives({ sandbox }: Setup, raw: string): void {
  sandbox.imap.deliver(ASSISTANT, raw, { at: new Date(START) });
}

async function answers(setup: Setup, words: string): Promise<void> {
  const letter = (await setup.inbox(OWNER)).at(-1);
  const about = {
    messageId: letter?.messageId ?? "",
    references: letter?.references ?? [],
    subject: letter?.subject ?? "",
    text: letter?.text ?? "",
  };
  arrives(setup, topPosted(hers("hers-2"), words, about));
}

/** A folder in use: one forward of hers was proposed. */
async function inUse(): Promise<Setup> {
  const setup = await setUp();
  arrives(setup, gmailForward(hers("hers-1"), haroEdition()));
  const { code, stderr } = await setup.on(["run", "--once"]);
  expect([code, stderr]).toEqual([0, expect.stringContaining(" sent ")]);
  return setup;
}

/** The daemon is started on a folder it must refuse. */
function refused(folder: string): Promise<Ended> {
  const environment = { SENDALONG_IMAP_PASSWORD: PASSWORD };
  return sendalong(["run", "--data", folder, "--now", START], { environment });
}

function halved(path: string): void {
  truncateSync(path, Math.floor(readFileSync(path).length / 2));
}

interface Damage {
  readonly file: string;
  readonly how: string;
  readonly damage: (path: string) => void;
  readonly place: RegExp;
  readonly cure: RegExp;
}

/** Each file once or twice; every damage there is stands in the rooms' own tests. */
const DAMAGES: readonly Damage[] = [
  {
    file: "state.json",
    how: "cut off",
    damage: halved,
    place: /state\.json, line \d+, column \d+: the file ends too early/,
    cure: backTo("state.json"),
  },
  {
    file: "state.json",
    how: "of another program",
    damage: (path) => writeFileSync(path, '{"version":1,"name":"other"}'),
    place: /state\.json: "\w+" is missing/,
    cure: backTo("state.json"),
  },
  {
    file: "state.json",
    how: "missing",
    damage: (path) => rmSync(path),
    place: /state\.json is missing, and \.started says it was there/,
    cure: backTo("state.json"),
  },
  {
    file: "contacts.json",
    how: "cut off",
    damage: halved,
    place: /contacts\.json, line \d+/,
    cure: backTo("contacts.json"),
  },
  {
    file: "contacts.json",
    how: "missing",
    damage: (path) => rmSync(path),
    place: /contacts\.json is missing, and contacts\.json\.bak says it was there/,
    cure: backTo("contacts.json"),
  },
  {
    file: "config.json",
    how: "cut off",
    damage: halved,
    place: /config\.json, line \d+/,
    cure: /It must be valid JSON/,
  },
];

/** How she is told to go on from the last good copy. */
function backTo(file: string): RegExp {
  const name = file.replace(".", "\\.");
  return new RegExp(`To go on from the last good copy: cp '[^']+${name}\\.bak' '[^']+${name}'$`, "m");
}

describe("F2: a folder with a damaged file", () => {
  test(
    "is refused with 2, naming file, place and cure; nothing changes and no server is asked",
    PATIENT,
    async () => {
      const { sandbox, folder } = await inUse();
      const { connections } = sandbox.imap.counts;
      const taken = sandbox.accepted.length;
      for (const { file, how, damage, place, cure } of DAMAGES) {
        const copy = join(tempFolder(), "hers");
        cpSync(folder, copy, { recursive: true });
        damage(join(copy, file));
        const before = fingerprint(copy);
        const { code, stdout, stderr } = await refused(copy);
        const what = `${file} ${how}`;
        expect.soft([what, code, stdout]).toEqual([what, 2, ""]);
        expect.soft(stderr, what).toMatch(place);
        expect.soft(stderr, what).toMatch(cure);
        expect.soft(fingerprint(copy), what).toEqual(before);
      }
      expect(sandbox.imap.counts.connections).toBe(connections);
      expect(sandbox.accepted).toHaveLength(taken);
    },
  );

  test(
    "goes on from the last good copy as it was told: what left since does not leave again",
    PATIENT,
    async () => {
      const setup = await inUse();
      const { folder, sandbox, on } = setup;
      const state = join(folder, "state.json");
      await answers(setup, "1a");
      await on(["run", "--once"]);
      // The last copy made before her forward left, as after a crash within the second that a copy may lag.
      const old = join(tempFolder(), "old.json");
      copyFileSync(state, old);
      await on(["run", "--once"], { now: LATER });
      expect(await setup.inbox(ANA)).toHaveLength(1);
      copyFileSync(old, `${state}.bak`);
      halved(state);
      const { stderr } = await refused(folder);
      const [, command = "false"] = /good copy: (cp .*)$/m.exec(stderr) ?? [];
      execFileSync("sh", ["-c", command]);
      const taken = sandbox.accepted.map(({ messageId }) => messageId);
      expect((await on(["run", "--once"], { now: LATER })).code).toBe(0);
      expect(await setup.inbox(ANA)).toHaveLength(1);
      expect(sandbox.accepted.slice(0, taken.length).map(({ messageId }) => messageId)).toEqual(taken);
      expect(new Set(sandbox.accepted.map(({ messageId }) => messageId)).size).toBe(sandbox.accepted.length);
    },
  );
});

test(
  "F3: of copies started at once on one folder one runs, the others end with 2 and touch nothing",
  PATIENT,
  async () => {
    const { folder, sandbox } = await setUp();
    const copies = Array.from({ length: 3 }, () => daemon(folder));
    // The one that got it goes on for as long as it is let; the others end by themselves.
    const ended = new Set<Daemon>();
    await new Promise<void>((resolve) => {
      for (const each of copies)
        void each.ended.then(() => (ended.add(each).size === copies.length - 1 ? resolve() : undefined));
    });
    const [running] = copies.filter((each) => !ended.has(each));
    for (const each of ended) {
      const { code, stdout, stderr } = await each.ended;
      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr).toBe(
        `another Sendalong (process ${running?.pid}) is running on ${folder}: stop it first\n`,
      );
    }
    await running?.says(/mailbox-open/);
    expect(sandbox.imap.counts.logins).toBe(1);
    running?.stop();
    expect((await running?.ended)?.code).toBe(0);
  },
);

test("F3: a folder that another process holds stays as it is", PATIENT, async () => {
  const { folder } = await setUp();
  // This very process lives, and a kernel without /proc cannot tell when it was born.
  writeFileSync(join(folder, ".lock"), `${process.pid} ?\n`);
  const before = fingerprint(folder);
  const { code, stdout } = await refused(folder);
  expect([code, stdout]).toEqual([2, ""]);
  expect(fingerprint(folder)).toEqual(before);
});
