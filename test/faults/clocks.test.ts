/** C1 and C3: a clock that jumps and a machine that slept, judged from what she and her contacts get. */
import { describe, expect, onTestFinished, test } from "vitest";
import { DAY_MS, HOUR_MS } from "../../src/time.ts";
import { gmailForward, haroEdition } from "../support/editions.ts";
import { numberedQuery } from "../support/numbered.ts";
import { type Letter, type Office, OWNER, openOffice, USERS } from "../support/office.ts";
import type { Sink } from "../support/sink.ts";
import { sinkWorld } from "../support/sink-world.ts";
import { expectAccounted, expectGoesOn, expectSentOnce } from "./truth.ts";

const ANA = "ana@example.test";
const YEAR_MS = 365 * DAY_MS;

interface Busy {
  readonly at: Office;
  readonly sink: Sink;
}

/** A proposal open, a forward sent and silent, one held, a digest had: something for each kind of hour to bring. */
async function busy(): Promise<Busy> {
  const world = await sinkWorld(USERS);
  onTestFinished(() => world.stop());
  const at = await openOffice(world, { config: { hold: "10m" } });
  await at.tick();
  for (let n = 1; n <= 3; n++) {
    await at.arrives(gmailForward(at.head(`Fwd: ${n}`), haroEdition([numberedQuery(n, at.clock.now())])));
    await at.tick();
    if (n < 3) await at.answers(await at.lastLetter(), "1");
    await at.tick();
    if (n === 1) at.clock.advance("11m");
    await at.tick();
  }
  at.clock.set("2027-01-21T06:31:00Z");
  await at.tick();
  return { at, sink: world.sink };
}

const isDigest = ({ subject }: Letter) =>
  /\b(?:to decide|open|today|digest|owed|quiet|sent)\b/i.test(subject ?? "");
const digestsOf = (at: Office) =>
  at.inbox().then((letters) => letters.filter(({ inReplyTo }) => inReplyTo === null).filter(isDigest));
const bySubject = (letters: readonly Letter[]) => letters.map(({ subject }) => subject ?? "");

/** Ticks through some time. */
async function lives({ at }: Busy, ms: number, steps: number): Promise<void> {
  for (let step = 0; step < steps; step++) {
    at.clock.advance(ms / steps);
    await at.tick();
  }
}

describe("C1: the clock jumps and comes back", () => {
  test.each([
    ["an hour on", HOUR_MS],
    ["an hour back", -HOUR_MS],
    ["a day on", DAY_MS],
    ["a day back", -DAY_MS],
    ["ten years on", 10 * YEAR_MS],
    ["ten years back", -10 * YEAR_MS],
  ])("%s: no second digest of a day, no storm, and work goes on", async (_how, jumpMs) => {
    const world = await busy();
    const { at, sink } = world;
    const before = sink.accepted.length;
    const right = at.clock.now();
    at.clock.advance(jumpMs);
    for (let n = 0; n < 3; n++) await at.tick();
    const jumped = sink.accepted.length - before;
    at.clock.set(right);
    await lives(world, 6 * HOUR_MS, 6);
    const came = sink.accepted.slice(before);
    // At most a digest, what became late, one reminder a forward, and the forward that was on its way.
    expect(jumped).toBeLessThanOrEqual(6);
    expect(came.length).toBeLessThanOrEqual(9);
    expect(came.filter(({ to }) => to[0] === ANA).length).toBeLessThanOrEqual(1);
    const letters = (await at.inbox()).filter(
      ({ sentAt }) => sentAt !== null && sentAt.getTime() >= right.getTime() - HOUR_MS,
    );
    const subjects = bySubject(letters.filter(isDigest));
    expect(new Set(subjects).size).toBe(subjects.length);
    await expectSentOnce(at.world, ["ana@example.test", "peter@example.test"]);
    await expectAccounted(at.world, at.rooms().assistant.state);
    await expectGoesOn(at);
  });

  test.each([
    ["an hour", HOUR_MS],
    ["a day", DAY_MS],
    ["ten years", 10 * YEAR_MS],
  ])(
    "%s ahead while a mail waits for its next try: it leaves soon after the clock is right again",
    async (_how, jumpMs) => {
      const { at, sink } = await busy();
      await at.arrives(gmailForward(at.head("Fwd: late"), haroEdition([numberedQuery(9, at.clock.now())])));
      sink.cutAll();
      sink.setRules([{ at: "connect", do: "drop" }]);
      const right = at.clock.now();
      at.clock.advance(jumpMs);
      for (let n = 0; n < 3; n++) await at.tick();
      at.clock.set(right);
      sink.setRules([]);
      const before = sink.accepted.length;
      for (let n = 0; n < 8; n++) {
        at.clock.advance("15m");
        await at.tick();
      }
      expect(
        sink.accepted.slice(before).some(({ subject }) => /1 query|fits|quer/i.test(subject ?? "")),
      ).toBe(true);
      await expectSentOnce(at.world, [ANA, "peter@example.test"]);
    },
  );
});

describe("C3: three days asleep", () => {
  test("one digest, what is overdue once, and no mail to a contact out of hours", async () => {
    const world = await busy();
    const { at, sink } = world;
    const before = sink.accepted.length;
    const digests = (await digestsOf(at)).length;
    // From Thursday to Sunday, at night.
    at.clock.set("2027-01-24T02:00:00Z");
    for (let n = 0; n < 5; n++) await at.tick();
    expect(sink.accepted.slice(before).filter(({ to }) => to[0] !== OWNER)).toEqual([]);
    await lives(world, 5 * HOUR_MS, 20);
    const came = bySubject(await at.inbox()).slice();
    expect((await digestsOf(at)).length - digests).toBeLessThanOrEqual(2);
    expect(sink.accepted.length - before).toBeLessThanOrEqual(6);
    expect(came.length).toBeGreaterThan(0);
    await expectSentOnce(at.world, [ANA, "peter@example.test"]);
    await expectAccounted(at.world, at.rooms().assistant.state);
    await expectGoesOn(at);
  });
});
