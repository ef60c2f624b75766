/** What time brings, through the whole program: reminders, nudges, digests, proposals of what lists bring by themselves. */
import { describe, expect, test } from "vitest";
import { gmailForward, haroEdition, type SampleQuery } from "../support/editions.ts";
import { only, said } from "../support/letters.ts";
import { CONTACTS, type Letter } from "../support/office.ts";
import { openDesk } from "../support/signed.ts";

const subjects = (letters: readonly Letter[]) => letters.map((each) => each.subject);
const PEOPLE = CONTACTS.map((each) =>
  each.name === "Beatriz Lund" ? { ...each, addresses: [...each.addresses, "bea@home.example"] } : each,
);

test("a silent contact brings one reminder halfway, and every word in it does what it says", async () => {
  const at = await openDesk({ contacts: PEOPLE });
  await at.arrives(gmailForward(at.head("Fwd: HARO Queries"), haroEdition()));
  const transcript = await at.say(only(await at.news()), "1a 2a");
  expect(said(transcript)).toContain("I remind you: Ana Thu 8:35 AM, Beatriz Thu 7:35 PM");
  await at.until("2027-01-20T15:10:00Z");

  // From another address of hers, to us alone: handed on, and closed.
  const [toBeatriz] = await at.inbox("beatriz@example.test");
  at.mail("Bea <bea@home.example>", "Re: bees", "I can do that, thank you.\n", toBeatriz?.messageId ?? "");
  expect(only(await at.news()).text).toContain("Beatriz Lund answered");
  // She has read it: the digest has nothing to add.
  expect(await at.until("2027-01-21T06:30:00Z")).toEqual([]);

  expect(await at.until("2027-01-21T07:34:00Z")).toEqual([]);
  const reminder = only(await at.until("2027-01-21T07:35:00Z"));
  expect(reminder.subject).toBe("Ana Ruiz has not answered (Crumb & Kettle, 16 h left)");
  expect(await at.until("2027-01-21T07:36:00Z")).toEqual([]);

  expect(said(await at.say(reminder, "snooze 1 1d"))).toContain("after its deadline");
  expect(said(await at.say(reminder, "snooze 1 2h"))).toContain("I ask you again Thu 21 Jan, 10:36 AM");
  expect(said(await at.say(reminder, "done 1"))).toContain('"undo" takes it back');
  expect(said(await at.say(reminder, "undo"))).toContain("Ana Ruiz: taken back");
  expect(said(await at.say(reminder, "snooze 1 3h"))).toContain("I ask you again Thu 21 Jan, 11:36 AM");
  expect(said(await at.say(reminder, "snooze 1 2h"))).toContain("I ask you again");
  expect(await at.until("2027-01-21T09:35:00Z")).toEqual([]);
  const again = only(await at.until("2027-01-21T09:36:00Z"));
  expect(again.subject).toContain("14 h left");

  expect(said(await at.say(again, "nudge 1"))).toContain("Ana Ruiz, a nudge: 10:46 AM");
  expect(said(await at.say(again, "nudge 1"))).toContain("on its way already");
  expect(said(await at.say(again, "undo"))).toContain("Ana never saw it");
  await at.say(again, "nudge 1: Still time, if you like.");
  expect(await at.until("2027-01-21T09:46:00Z")).toEqual([]);
  const [forward, nudge, ...others] = await at.inbox("ana@example.test");
  expect(others).toEqual([]);
  expect(nudge?.inReplyTo).toBe(forward?.messageId);
  expect(nudge?.subject).toBe(`Re: ${forward?.subject}`);
  expect(nudge?.text.trim()).toBe("Hi Ana,\n\nStill time, if you like.\n\nBest,\nNell");
  expect(said(await at.say(again, "nudge 1"))).toContain("already sent 10:46 AM");

  // Nothing for Beatriz at her hour; nothing more for Ana. An answer to the nudge is one to the forward.
  expect(await at.until("2027-01-21T18:40:00Z")).toEqual([]);
  at.mail("Ana Ruiz <ana@example.test>", "Re: Re:", "Pitched.\n", nudge?.messageId ?? "");
  expect(only(await at.news()).text).toContain("Ana Ruiz answered");
  expect(await at.until("2027-01-22T06:30:00Z")).toEqual([]);
  expect((await at.inbox("ana@example.test")).length + (await at.inbox("beatriz@example.test")).length).toBe(
    3,
  );

  // Who says stop gets no nudge either.
  at.mail("Ana Ruiz <ana@example.test>", "Re: Re:", "Stop.\n", nudge?.messageId ?? "");
  await at.until("2027-01-22T10:00:00Z");
  expect(said(await at.say(again, "nudge 1"))).toContain("asked not to get queries");
});

/** A query for sourdough or for bees, under a name of its own. */
function query(n: number, about: "sourdough" | "bees" | "trams", deadline: string): SampleQuery {
  const texts = {
    sourdough: `Looking for bakers who keep sourdough through change number ${n} of flour, oven and weather, and what it taught them.`,
    bees: `Seeking someone on bees and beekeeping who has seen ${n} winters, hives and all that goes wrong in them.`,
    trams: `I want to hear from tram drivers on line ${n} about one night they remember, and about the last stop.`,
  };
  return {
    summary: `Story ${n} about ${about}`,
    name: `Writer ${"ABCDEFGHIJKLMNOPQRSTUVWXYZ".charAt(n % 26)}. Number`,
    category: "General",
    email: `reply+5f0c2f6e-0000-4222-8333-abcdefab${String(n).padStart(4, "0")}@helpareporter.com`,
    outlet: `Paper ${n} (https://paper${n}.example.com)`,
    deadline,
    query: texts[about],
  };
}

describe("the digest", () => {
  test("what a list brought at night stands in full once, as a line twice, and once more in its last day", async () => {
    const at = await openDesk({ start: "2027-01-20T20:30:00Z", older: 3 });
    at.clock.advance("10m");
    at.edition(
      haroEdition([
        query(1, "sourdough", "7:00 PM ET - 4 February"),
        query(2, "trams", "7:00 PM ET - 4 February"),
      ]),
    );
    at.edition(haroEdition([query(3, "bees", "7:00 PM ET - 4 February")]), null);
    at.mail("Lou Brandt <lou@example.org>", "Partnership", "Shall we talk?\n");
    expect(await at.news()).toEqual([]);

    const first = only(await at.until("2027-01-21T06:30:00Z"));
    expect(first.subject).toBe("Thu 21 Jan: one to decide");
    expect(first.text).toMatch(
      /1 {2}Story 1 about sourdough \(Paper 1\)\n.*7:00 PM ET.*\n {3}1a {2}Ana Ruiz: sourdough/,
    );
    expect(first.text).toMatch(
      /ALSO\n(?:.*\n)?2 {2}Looks like HARO, came straight from haro@helpareporter\.com/,
    );
    expect(said([first])).toContain(
      '3 A stranger wrote: Lou Brandt, "Partnership". Not acted on. "ignore 3" and I say no more of them.',
    );
    expect(first.text.replace(/\s+/g, " ")).toContain("0 held back, 0 failed, 2 read, 0 unreadable");
    expect(first.text).toContain("First start: 3 older mails left alone.");
    expect(said(await at.say(first, "read"))).toMatch(/Story . about (trams|sourdough) .*Story . about/);
    expect(said(await at.say(first, "sent"))).toContain("none");

    const line = /1 {2}Story 1 about sourdough \(Paper 1\): Thu 4 Feb/;
    for (const day of ["22", "23"])
      expect(only(await at.until(`2027-01-${day}T06:30:00Z`)).text).toMatch(line);
    for (const day of ["24", "25", "26", "27", "28", "29"])
      expect(await at.until(`2027-01-${day}T06:30:00Z`)).toEqual([]);
    expect(only(await at.until("2027-01-30T06:30:00Z")).subject).toBe("All quiet, Sat 30 Jan");
    expect(only(await at.say(first, "pending")).text).toMatch(line);
    expect(await at.until("2027-02-03T06:30:00Z")).toEqual([]);
    expect(only(await at.until("2027-02-04T06:30:00Z")).text).toMatch(line);
    expect(await at.until("2027-02-04T19:59:00Z")).toEqual([]);
    expect(only(await at.until("2027-02-04T20:01:00Z")).subject).toMatch(/^Ana and Peter, and 3 h 5\d left/);
    expect(await at.until("2027-02-04T22:00:00Z")).toEqual([]);
    expect(await at.until("2027-02-05T06:30:00Z")).toEqual([]);
  });

  test("exactly once a local day, through both changes of the clock, restarts, sleep and clocks that jump", async () => {
    const at = await openDesk({ start: "2027-03-26T12:00:00Z" });
    let strangers = 0;
    const stranger = () => {
      strangers += 1;
      at.mail(`Lou Brandt <lou@example.org>`, `Partnership ${strangers}`, "Shall we talk?\n");
    };
    const days: (string | undefined)[] = [];
    const look = async (instant: string) => {
      for (const letter of await at.until(instant)) days.push(letter.subject?.split(":")[0]);
    };
    const around = async (instant: string, times: number) => {
      for (let n = -times / 2; n < times / 2; n++) {
        await at.restart();
        await look(new Date(Date.parse(instant) + n * 90_000).toISOString());
      }
    };
    stranger();
    await look("2027-03-27T06:29:00Z");
    await look("2027-03-27T06:31:00Z");
    stranger();
    await around("2027-03-28T05:30:00Z", 25);
    expect(days).toEqual(["Sat 27 Mar", "Sun 28 Mar"]);
    // The clock goes back over her hour, and over a whole day: nothing twice. Ahead three days: one digest.
    stranger();
    await look("2027-03-28T05:10:00Z");
    await look("2027-03-28T05:31:00Z");
    await look("2027-03-27T12:00:00Z");
    await look("2027-03-28T12:00:00Z");
    expect(days).toHaveLength(2);
    await look("2027-03-31T12:00:00Z");
    expect(days.slice(2)).toEqual(["Wed 31 Mar"]);
    // A clock a year ahead, and right again.
    stranger();
    await look("2027-04-01T12:00:00Z");
    stranger();
    await look("2028-04-01T12:00:00Z");
    await at.until("2027-04-02T05:00:00Z");
    stranger();
    await look("2027-04-02T05:30:00Z");
    expect(days.slice(3)).toEqual(["Thu 1 Apr", "Sat 1 Apr", "Fri 2 Apr"]);
    await look("2027-10-30T12:00:00Z");
    stranger();
    days.length = 0;
    await around("2027-10-31T06:30:00Z", 25);
    expect(days).toEqual(["Sun 31 Oct"]);
  });

  test("twelve items at most, the rest behind a word; strangers never crowd out what is to be decided", async () => {
    const at = await openDesk({ start: "2027-01-20T20:30:00Z" });
    at.clock.advance("10m");
    at.edition(
      haroEdition(Array.from({ length: 9 }, (_, n) => query(n, "sourdough", "7:00 PM ET - 4 February"))),
    );
    for (let n = 0; n < 10; n++)
      at.mail(`Lou${n} <lou${n}@example.org>`, "Partnership", `Shall we talk, ${n}?\n`);
    await at.news();
    const digest = only(await at.until("2027-01-21T06:30:00Z"));
    expect(digest.subject).toBe("Thu 21 Jan: 6 to decide");
    expect(digest.text.match(/^\d+ {2}|^A stranger|^Left out/gm)).toHaveLength(12);
    expect(said([digest])).toContain("Left out for room: 5 lines like these.");
    expect(said([digest])).toContain('3 more can wait: "more".');
    const more = only(await at.say(digest, "more"));
    expect(more.text).toContain("12  Story 6 about sourdough");
    expect(more.text).toContain("12a  Ana Ruiz, Madrid");
    // The cap counts what stands above in the same letter: only the first two are free.
    expect(said([digest])).toContain("with the 2 above that is your limit");
    expect(said(await at.say(digest, "send all"))).toContain("Four will go.");
    expect(said(await at.say(digest, "3a"))).toContain("3rd to Ana Ruiz in a week, as you named it");
    expect(said(await at.say(digest, "undo"))).toContain("Ana never saw it");
    expect(said(await at.say(digest, "held back")).match(/your limit/g)).toHaveLength(14);

    const next = only(await at.until("2027-01-22T06:30:00Z"));
    expect(next.text.match(/^\d+ {2}|^A stranger|^Left out/gm)).toHaveLength(11);
    expect(said([next])).toContain("0 sent, 4 waiting, 14 held back, 0 failed, 0 read, 0 unreadable");
    expect(said(await at.say(next, "waiting")).match(/Ana Ruiz|Peter Grau/g)).toHaveLength(4);
    expect(said(await at.say(next, "undo 8"))).toContain("Stopped. Ana never saw it.");
    await at.until("2027-01-22T14:00:00Z");
    expect(await at.inbox("ana@example.test")).toHaveLength(1);
  });
});

describe("what lists bring by themselves", () => {
  const from = (n: number, about: "sourdough" | "bees" | "trams", deadline: string) =>
    haroEdition([query(n, about, deadline)]);

  test("is gathered for two hours, waits for the digest in the evening, and goes at once when it will not wait", async () => {
    const at = await openDesk({ start: "2027-01-20T08:00:00Z" });
    at.edition(from(1, "trams", "7:00 PM ET - 4 February"));
    await at.until("2027-01-20T09:00:00Z");
    at.edition(from(2, "sourdough", "7:00 PM ET - 4 February"));
    expect(await at.news()).toEqual([]);
    at.edition(from(3, "bees", "7:00 PM ET - 3 February"));
    at.edition(from(4, "bees", "7:00 PM ET - 3 February"), null);
    at.edition(from(5, "bees", "7:00 PM ET - 3 February"), "attacker.example");
    expect(await at.until("2027-01-20T10:59:00Z")).toEqual([]);
    const proposal = only(await at.until("2027-01-20T11:00:00Z"));
    expect(proposal.subject).toMatch(/^2 queries for 3 people/);
    expect(proposal.text).toMatch(/1 {2}Story 3 about bees[^|]*2 {2}Story 2 about sourdough/);
    expect(await at.until("2027-01-20T11:01:00Z")).toEqual([]);
    expect(said(await at.say(proposal, "1"))).toContain("It will go: Beatriz at 2:00 PM.");

    // Closes before it would be proposed, a strong match: at once. Nobody fits: nothing.
    await at.until("2027-01-20T14:00:00Z");
    at.edition(from(6, "sourdough", "10:30 AM ET - 20 January"));
    at.edition(from(7, "trams", "10:30 AM ET - 20 January"));
    const urgent = only(await at.news());
    expect(urgent.subject).toBe("Ana and Peter, and 1 h 30 left (Paper 6, Story 6 about sourdough)");
    expect(await at.until("2027-01-20T15:00:00Z")).toEqual([]);
    expect(await at.until("2027-01-20T17:00:00Z")).toEqual([]);

    // 18:30 for her: two hours later is evening.
    await at.until("2027-01-20T17:30:00Z");
    at.edition(from(8, "sourdough", "7:00 PM ET - 4 February"));
    at.edition(from(9, "sourdough", "9:00 PM ET - 21 January"));
    expect(await at.news()).toEqual([]);
    expect(await at.until("2027-01-20T22:00:00Z")).toEqual([]);
    for (const n of [10, 11, 12, 13]) at.edition(from(n, "sourdough", `10:${n} PM ET - 20 January`));
    // Three a day: one went at noon.
    const night = await at.until("2027-01-20T22:30:00Z");
    expect(subjects(night).toSorted()).toEqual([
      expect.stringContaining("Story 10"),
      expect.stringContaining("Story 11"),
    ]);
    const digest = only(await at.until("2027-01-21T06:30:00Z"));
    expect(digest.subject).toBe("Thu 21 Jan: 3 to decide");
    expect(digest.text).toMatch(
      /1 {2}Story 9 [^|]*2 {2}Story 8 [^|]*3 {2}Story 2 about sourdough \(Paper 2\): /,
    );
    expect(digest.text.match(/^\d+ {2}Looks like HARO/gm)).toHaveLength(1);
    expect(await at.until("2027-01-21T08:30:00Z")).toEqual([]);
    // The one that closes tonight, undecided, once.
    expect(await at.until("2027-01-21T21:59:00Z")).toEqual([]);
    expect(only(await at.until("2027-01-21T22:01:00Z")).subject).toContain("Story 9");
    expect(await at.until("2027-01-22T01:00:00Z")).toEqual([]);
  });

  test.each([
    ["at once", 1, 0],
    ["digest", 0, 1],
  ])("%s: %i proposal and %i in the digest", async (propose, now, later) => {
    const at = await openDesk({ start: "2027-01-20T08:00:00Z", config: { propose } });
    at.edition(from(1, "sourdough", "7:00 PM ET - 4 February"));
    expect(await at.news()).toHaveLength(now);
    // Closes after the next digest, so it can wait for it; and before it, so it cannot.
    at.edition(from(2, "trams", "7:00 PM ET - 4 February"));
    expect(await at.until("2027-01-20T11:00:00Z")).toEqual([]);
    at.edition(from(3, "bees", "4:00 PM ET - 20 January"));
    expect(subjects(await at.news())).toEqual([
      expect.stringMatching(now === 1 ? /^1 query for 1 person/ : /^Beatriz, and 10 h left/),
    ]);
    const digest = only(await at.until("2027-01-21T06:30:00Z"));
    expect(digest.text.match(/^1 {2}Story 1 about sourdough \(Paper 1\)$/gm) ?? []).toHaveLength(later);
    expect(digest.text).not.toContain("bees");
  });
});
