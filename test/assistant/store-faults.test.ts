/** F1 and F4 of the fault plan: whatever the disk refuses, nothing leaves unwritten, nothing leaves twice. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { State } from "../../src/decision/state.ts";
import { ServiceUnavailable } from "../../src/errors.ts";
import { storeOptions } from "../../src/rooms.ts";
import { type Disk, realDisk } from "../../src/store/disk.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import { gmailForward, haroEdition } from "../support/editions.ts";
import { ASSISTANT, type Office, openOffice, USERS } from "../support/office.ts";
import { type Sink, sentTwice } from "../support/sink.ts";
import { sinkWorld } from "../support/sink-world.ts";
import { tempFolder } from "../support/temp.ts";
import { sandboxWorld } from "../support/world.ts";

const ANA = "ana@example.test";

type Step = "write" | "rename" | "tries" | "handover" | "settled";

interface Shelf {
  readonly at: Office;
  readonly sink: Sink;
  /** The n-th write from now on fails, and only that. */
  failAt(n: number): void;
  /** From the first write of that kind on nothing can be written, until there is room. */
  fullAt(step: Step): void;
  makeRoom(): void;
  /** Writes since then. */
  writes(): number;
}

/** An office whose disk fails on order: files of the folder and lines of sending.log alike. */
async function shelf(filesSent: boolean): Promise<Shelf> {
  const world = await sinkWorld(USERS, { filesSent });
  onTestFinished(() => world.stop());
  let writes = 0;
  let fatal = 0;
  let fullFrom: Step | null = null;
  let isFull = false;
  const write = (step: Step) => {
    writes += 1;
    isFull ||= step === fullFrom;
    if (isFull || writes === fatal) throw new ServiceUnavailable("disk full: told so");
  };
  const folder = tempFolder();
  const opened = await openStore({ ...storeOptions(folder), disk: watched(write) });
  const at = await openOffice(world, {
    folder,
    config: { quietHours: ["00:00", "00:00"] },
    rooms: { instead: { store: noting(opened, write) } },
  });
  await at.tick();
  const failAt = (n: number) => {
    writes = 0;
    fatal = n;
  };
  const fullAt = (step: Step) => {
    fullFrom = step;
  };
  const makeRoom = () => {
    fullFrom = null;
    isFull = false;
  };
  return { at, sink: world.sink, failAt, fullAt, makeRoom, writes: () => writes };
}

function watched(write: (step: Step) => void): Disk {
  return {
    writeSynced: async (path, bytes) => {
      write("write");
      await realDisk.writeSynced(path, bytes);
    },
    rename: async (from, to) => {
      write("rename");
      await realDisk.rename(from, to);
    },
    syncFolder: realDisk.syncFolder,
  };
}

function noting(store: Store<State>, write: (step: Step) => void): Store<State> {
  const { journal } = store;
  const watchedJournal = {
    ...journal,
    noteTries: (keys: readonly string[]) => {
      write("tries");
      journal.noteTries(keys);
    },
    handover: (...line: Parameters<typeof journal.handover>) => {
      write("handover");
      journal.handover(...line);
    },
    settled: (...line: Parameters<typeof journal.settled>) => {
      write("settled");
      journal.settled(...line);
    },
  };
  return new Proxy(store, {
    get: (target, name) => {
      if (name === "journal") return watchedJournal;
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** Her forward is answered with `1 to ana`, and the hold runs out: everything that writes happens once. */
async function theWholeWay({ at }: Shelf, mark: number): Promise<void> {
  const words = Array.from({ length: 12 }, (_, word) => `w${mark}x${word}`).join(" ");
  const edition = haroEdition()
    .replaceAll("abcdefabcde", String(mark).padStart(11, "0"))
    .replace("Please answer in 3 to 5 sentences.", words);
  const head = at.head("Fwd: HARO Queries");
  await at.arrives(gmailForward(head, edition));
  await settleDown(at);
  const proposal = (await at.inbox()).find((letter) => letter.inReplyTo === head.messageId);
  if (proposal === undefined) throw new Error("no proposal came");
  await at.answers(proposal, "1 to ana");
  await settleDown(at);
  at.clock.advance("11m");
  await settleDown(at);
}

/** What a fault put off comes at the next retry. */
async function settleDown(at: Office): Promise<void> {
  await at.endure();
  at.clock.advance("2m");
  await at.endure();
}

describe("F4: the disk fails at one write", () => {
  test("at each of them in turn: what she named leaves once, nothing is lost", async () => {
    const office = await shelf(true);
    const { at, sink, failAt, writes } = office;
    await theWholeWay(office, 0);
    failAt(0);
    await theWholeWay(office, 1);
    const all = writes();
    expect(all).toBeGreaterThan(15);
    for (let n = 1; n <= all; n++) {
      failAt(n);
      await theWholeWay(office, n + 1);
    }
    expect(sentTwice(sink.accepted)).toEqual([]);
    expect(sink.accepted.filter(({ to }) => to[0] === ANA)).toHaveLength(all + 2);
    expect(await at.world.messages(ASSISTANT)).toHaveLength(0);
    expect(await at.world.messages(ASSISTANT, "Handled")).toHaveLength(2 * (all + 2));
    const { outbox, problems } = at.rooms().assistant.state;
    expect(problems).toEqual([]);
    expect(Object.values(outbox).filter(({ status }) => status !== "sent")).toEqual([]);
  });
});

describe("F1: the disk is full", () => {
  test.each([true, false])(
    "before anything is written: nothing leaves (sent mail is filed: %s)",
    async (filesSent) => {
      const { at, sink, fullAt, makeRoom } = await shelf(filesSent);
      fullAt("write");
      await at.arrives(gmailForward(at.head("Fwd: HARO Queries"), haroEdition()));
      for (let n = 0; n < 5; n++) await expect(at.tick()).rejects.toThrow(ServiceUnavailable);
      expect(sink.accepted).toEqual([]);
      makeRoom();
      await at.tick();
      expect(sink.accepted).toHaveLength(1);
      expect(at.rooms().assistant.state.problems).toEqual([]);
    },
  );

  test.each([
    ["handover", true, 0],
    ["handover", false, 0],
    ["settled", true, 1],
    ["settled", false, 1],
  ] as const)(
    "from the %s of her forward on (sent mail is filed: %s): %i left before there is room, 1 in the end",
    async (step, filesSent, before) => {
      const { at, sink, fullAt, makeRoom } = await shelf(filesSent);
      const toAna = () => sink.accepted.filter(({ to }) => to[0] === ANA);
      await at.arrives(gmailForward(at.head("Fwd: HARO Queries"), haroEdition()));
      await at.tick();
      await at.answers(await at.lastLetter(), "1a");
      await at.tick();
      at.clock.advance("11m");
      fullAt(step);
      for (let n = 0; n < 5; n++) {
        await expect(at.tick()).rejects.toThrow(ServiceUnavailable);
        expect(toAna()).toHaveLength(before);
        at.clock.advance("2m");
      }
      makeRoom();
      at.clock.advance("1h");
      await at.endure();
      expect(toAna()).toHaveLength(1);
      const forward = Object.values(at.rooms().assistant.state.outbox).find(({ kind }) => kind === "forward");
      expect(forward?.status).toBe("sent");
    },
  );
});

test("half a year later sending.log has forgotten a forward, and knows the newer ones", async () => {
  const world = await sandboxWorld(USERS);
  onTestFinished(() => world.stop());
  const at = await openOffice(world, { config: { quietHours: ["00:00", "00:00"], weekends: true } });
  const noted = (id: string) => readFileSync(join(at.folder, "sending.log"), "utf8").includes(id);
  const passOn = async () => {
    await at.arrives(gmailForward(at.head("Fwd: HARO Queries"), haroEdition()));
    await at.tick();
    const letter = await at.lastLetter();
    at.clock.advance("1m");
    await at.answers(letter, "1a");
    await at.tick();
    at.clock.advance("11m");
    await at.tick();
    return letter.sendalongId ?? "none";
  };
  await at.tick();
  const old = await passOn();
  at.clock.advance("179d");
  await at.tick();
  expect(noted(old)).toBe(true);
  at.clock.advance("2d");
  await at.tick();
  const last = (await at.lastLetter()).sendalongId ?? "none";
  expect([noted(old), noted(last)]).toEqual([false, true]);
});
