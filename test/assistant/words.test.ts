/** The words of her answers, through the whole program: what each does, says and leaves alone. */
import { expect, test } from "vitest";
import { gmailForward, haroEdition, plainMail, QUERIES } from "../support/editions.ts";
import { only, said } from "../support/letters.ts";
import { CONTACTS, OWNER } from "../support/office.ts";
import { openDesk } from "../support/signed.ts";

test("each word on one proposal, twice over, does once what it says", async () => {
  const at = await openDesk();
  await at.arrives(gmailForward(at.head("Fwd: HARO Queries"), haroEdition()));
  const proposal = only(await at.news());
  const story: readonly (readonly [string, string | RegExp])[] = [
    ["send all", "Three will go."],
    ["send all", "nobody is left there to send to"],
    ["undo", "Ana, Peter and Beatriz never saw it"],
    ["undo", "nothing left to undo"],
    ["pending", /1 Why does my sourdough stall .* 2 What bees do/],
    ["1", "Both will go: Ana at 4:10 PM, Peter at 4:10 PM"],
    ["1", /1a Ana Ruiz: on its way already, leaves .*"undo 1a".* 1b Peter Grau: on its way/],
    ["undo 1a", "Ana never saw it"],
    ["skip 2", "2a Beatriz Lund: skipped"],
    ["skip 2", "2 was skipped before"],
    ["undo", "2a Beatriz Lund: no longer skipped"],
    ["skip rest", /1a Ana Ruiz: skipped 2a Beatriz Lund: skipped/],
    ["undo 2", "2a Beatriz Lund: no longer skipped"],
    ["all but 2", "nobody is left there to send to"],
    ["1a: saw this and thought of your oven", 'with "saw this and thought of your oven" on top'],
    ["undo 1", /1a Ana Ruiz: stopped, never saw it 1b Peter Grau: stopped, never saw it/],
    ["9", "there is no 9 in mail 1"],
    ["1z", "there is no 1z in mail 1"],
    ["1 to beatriz", "I did not suggest this person"],
    ["1 to quentin", 'I know nobody called "quentin"'],
    ["1 to ana, peter", "Both will go: Ana at 4:10 PM, Peter at 4:10 PM"],
    ["more", "3 Night trains and the people who staff them"],
    ["more 2", "what the cluster does, and what a beekeeper must not do"],
    ["more 9", "there is no query 9 in mail 1"],
    ["why 1a", /Ana Ruiz for "Why does my sourdough .* "food scientists" \(query\)/],
    ["help", "take back what your last answer did"],
    ["help snooze", "come back to it later"],
    ["yes", "mail 1 asks nothing"],
    ["no", "mail 1 asks nothing"],
    ["sned 1", "Did you mean send 1"],
    ["Thank you, that was a lovely list today.", "found nothing to do in it"],
  ];
  for (const [words, expected] of story) {
    const letters = await at.say(proposal, words);
    expect(letters.length, words).toBe(1);
    const text = said(letters);
    if (typeof expected === "string") expect(text, words).toContain(expected);
    else expect(text, words).toMatch(expected);
  }
  at.clock.advance("10m");
  await at.news();
  expect(said(await at.say(proposal, "undo"))).toMatch(/left at 4:10 PM/);
  expect(said(await at.say(proposal, "1a"))).toContain("1a Ana Ruiz: already sent 4:10 PM, so not again");
  expect(await at.inbox("ana@example.test")).toHaveLength(1);
  expect(await at.inbox("peter@example.test")).toHaveLength(1);
  expect(await at.inbox("beatriz@example.test")).toHaveLength(0);

  // Codes that answer no letter of ours: the open items, freshly numbered, and those then work.
  const bare = plainMail(at.head("2"), "2\n");
  at.signed(bare, OWNER, "example.test");
  const open = only(await at.news());
  expect(open.text).toContain("1a Beatriz Lund");
  expect(await at.inbox("beatriz@example.test")).toHaveLength(0);
  expect(said(await at.say(open, "1"))).toContain("It will go: Beatriz");
});

test("caps, quiet hours and deadlines that passed", async () => {
  const at = await openDesk({ contacts: CONTACTS.map((each) => ({ ...each, perWeek: 1 })) });
  const [sourdough, bees] = QUERIES;
  if (sourdough === undefined || bees === undefined) throw new Error("no queries");
  await at.arrives(gmailForward(at.head("Fwd: one"), haroEdition([sourdough])));
  await at.say(only(await at.news()), "1a");
  at.clock.advance("1h");
  await at.news();
  // The cap is reached: marked, not in "1", but sent when named.
  const second = {
    ...sourdough,
    summary: "Sourdough at sea",
    query: "Looking for bakers who have kept a sourdough alive on a long voyage, and how.",
    email: "reply+5f0c2f6e-1111-4222-8333-abcdefabcde9@helpareporter.com",
    deadline: "7:00 PM ET - 29 January",
  };
  await at.arrives(gmailForward(at.head("Fwd: two"), haroEdition([second])));
  const capped = only(await at.news());
  expect(said([capped])).toContain(
    'The last one to Ana is unanswered. HELD BACK: had 1 from you this week, your limit. "1b" sends it all the same.',
  );
  expect(said(await at.say(capped, "1"))).toContain("It will go: Peter at 5:10 PM.");
  expect(said(await at.say(capped, "1b"))).toContain(
    "2nd to Ana Ruiz in a week, the last unanswered, as you named it",
  );
  at.clock.advance("10m");
  await at.news();
  expect(await at.inbox("ana@example.test")).toHaveLength(2);

  // Friday night in New York: what waits for Monday, and what cannot.
  await at.until("2027-01-22T19:00:00Z");
  const third = { ...bees, deadline: "5:00 PM ET - 26 January" };
  const soon = {
    ...bees,
    summary: "Bees in a cold snap",
    query: "Need a beekeeper tonight on what a sudden frost does to bees, in a line or two.",
    email: "reply+5f0c2f6e-1111-4222-8333-abcdefabcdf1@helpareporter.com",
    deadline: "11:00 AM ET - 25 January",
  };
  await at.arrives(gmailForward(at.head("Fwd: three"), haroEdition([third, soon])));
  const weekend = only(await at.news());
  at.clock.set("2027-01-23T01:00:00Z");
  const leaves = said(await at.say(weekend, "1a 2a"));
  expect(leaves).toMatch(
    /1a Beatriz Lund: 2:10 AM for you, in 10 min It closes too soon to wait for the morning/,
  );
  expect(leaves).toMatch(/2a Beatriz Lund: Mon 25 Jan, 8:00 AM there, 2:00 PM for you/);
  at.clock.advance("10m");
  await at.news();
  expect((await at.inbox("beatriz@example.test")).map((each) => each.subject)).toEqual([
    expect.stringContaining("Bees in a cold snap"),
  ]);
  // Asleep until its deadline has passed: it does not leave, and that is told once.
  const late = only(
    (await at.until("2027-01-27T03:00:00Z")).filter((each) => each.subject?.startsWith("Too late")),
  );
  expect(late.text).toContain("What bees do in February");
  expect((await at.until("2027-01-27T03:10:00Z")).map((each) => each.subject)).toEqual([]);
  const asked = only(await at.say(weekend, "2a"));
  expect(said([asked])).toContain("closed 5 h ago (5:00 PM ET). Pass it on anyway?");
  expect(said(await at.say(asked, "no"))).toContain("left alone");
  expect(said(await at.say(asked, "yes"))).toContain("asks nothing");
  const again = only(await at.say(weekend, "2a"));
  expect(said(await at.say(again, "yes"))).toContain("2a Beatriz Lund: Wed 27 Jan, 8:00 AM there");
  expect(said(await at.say(again, "yes"))).toContain("asks nothing");
  await at.until("2027-01-27T14:00:00Z");
  expect((await at.inbox("beatriz@example.test")).map((each) => each.subject)).toHaveLength(2);
});
