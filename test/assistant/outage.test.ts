/** After an outage one honest letter (requirement A12); judged from what reaches her. */
import { expect, onTestFinished, test } from "vitest";
import { DiskUnavailable, LoginRefused, ServiceUnavailable } from "../../src/errors.ts";
import { runDaemon } from "../../src/main.ts";
import { gmailForward, haroEdition } from "../support/editions.ts";
import { said } from "../support/letters.ts";
import { type Office, openOffice, USERS } from "../support/office.ts";
import { sandboxWorld } from "../support/world.ts";

interface Trouble {
  readonly at: Office;
  /**
   * The daemon cannot read her mail before that instant, or is not started before it (null), and stops after the
   * first look that works. Gives its letter about that.
   */
  downUntil(instant: string, error: Error | null): Promise<string>;
  /** Events logged as warnings. */
  readonly warned: readonly string[];
}

const SILENT = () => undefined;

/** She forwarded an edition and has a proposal. */
async function office(): Promise<Trouble> {
  const world = await sandboxWorld(USERS);
  onTestFinished(() => world.stop());
  const at = await openOffice(world);
  const warned: string[] = [];
  await at.tick();
  await at.arrives(gmailForward(at.head("Fwd: HARO Queries"), haroEdition()));
  await at.tick();
  const downUntil = async (instant: string, error: Error | null) => {
    const before = (await at.inbox()).length;
    const rooms = at.rooms();
    const stop = new AbortController();
    const lastSeen = at.clock.now();
    if (error === null) at.clock.set(instant);
    await runDaemon(
      {
        ...rooms,
        openMailbox: async () => {
          if (error !== null && at.clock.now() < new Date(instant)) throw error;
          return rooms.openMailbox();
        },
      },
      {
        config: at.config,
        log: { debug: SILENT, info: SILENT, warn: (event) => void warned.push(event), error: SILENT },
        now: at.clock.now,
        random: () => 0.5,
        signal: stop.signal,
        since: null,
        lastSeen,
        beat: () => stop.abort(),
        pause: async (ms) => void at.clock.advance(ms),
      },
    );
    const fresh = (await at.inbox()).slice(before);
    return said(fresh.filter(({ subject }) => /I was away/.test(subject ?? "")));
  };
  return { at, downUntil, warned };
}

test("a password refused for a day: how long, what it cost, what is open, once", async () => {
  const { at, downUntil } = await office();
  const letter = await downUntil("2027-01-22T09:00:00Z", new LoginRefused("no"));
  expect(letter).toMatch(/I could not read your mail: the server refused my password/);
  expect(letter).toContain("Nothing was lost and nothing was sent twice.");
  expect(letter).toMatch(/one deadline passed unseen/i);
  expect(letter).toContain("Why does my sourdough stall in winter?");
  expect(letter).toContain("Still open");
  expect(letter).toContain("What bees do in February");
  expect(await downUntil("2027-01-22T09:00:00Z", new LoginRefused("no"))).toBe("");
  expect(at.rooms().assistant.state.notes).toEqual([]);
});

test("switched off: what was to leave and came too late is told in that letter alone", async () => {
  const { at, downUntil } = await office();
  await at.answers(await at.lastLetter(), "1a");
  await at.tick();
  const before = (await at.inbox()).length;
  const letter = await downUntil("2027-01-22T09:00:00Z", null);
  expect(letter).toMatch(/I was switched off\. Nothing was lost/);
  expect(letter).toMatch(/Why does my sourdough stall in winter\? \(Crumb & Kettle\), for Ana Ruiz/);
  const subjects = (await at.inbox()).slice(before).map(({ subject }) => subject);
  expect(subjects.filter((subject) => /Too late/.test(subject ?? ""))).toEqual([]);
  expect(await at.inbox("ana@example.test")).toEqual([]);
});

test("a disk that took nothing is called so, not a lost mailbox", async () => {
  const { downUntil, warned } = await office();
  const letter = await downUntil("2027-01-22T09:00:00Z", new DiskUnavailable("the disk is full"));
  expect(letter).toMatch(/I was stopped by a fault of mine: my disk took nothing more\. Nothing was lost/);
  expect(new Set(warned)).toEqual(new Set(["disk-unavailable"]));
});

test("a refused password is told once by the way that is left, with the one thing to do", async () => {
  const { at, downUntil } = await office();
  await downUntil("2027-01-22T09:00:00Z", new LoginRefused("535 no such password"));
  const told = (await at.inbox()).filter(({ subject }) => /password is refused/.test(subject ?? ""));
  expect(told).toHaveLength(1);
  expect(said(told)).toContain("535 no such password");
  expect(said(told)).toContain("SENDALONG_IMAP_PASSWORD");
});

test("one that cost nothing is a line of the next digest", async () => {
  const { at, downUntil } = await office();
  expect(await downUntil("2027-01-20T19:00:00Z", new ServiceUnavailable("no line"))).toBe("");
  expect(at.rooms().assistant.state.notes.map(({ text }) => text)).toEqual([
    expect.stringMatching(/I could not reach your mail for (?:3|4) hours\. It cost no deadline/),
  ]);
});

test("a hiccup is nothing", async () => {
  const { at, downUntil } = await office();
  expect(await downUntil("2027-01-20T15:04:00Z", new ServiceUnavailable("no line"))).toBe("");
  expect(at.rooms().assistant.state.notes).toEqual([]);
});
