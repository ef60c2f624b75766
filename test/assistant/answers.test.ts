/** What came back: refusals of servers, answers of contacts, and three times no. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { gmailForward, haroEdition, QUERIES, type SampleQuery, topPosted } from "../support/editions.ts";
import { only, said } from "../support/letters.ts";
import { CONTACTS, type Letter, OWNER } from "../support/office.ts";
import { type Desk, openDesk } from "../support/signed.ts";
import { tempFolder } from "../support/temp.ts";

const [SOURDOUGH] = QUERIES as readonly [SampleQuery, SampleQuery, SampleQuery];
const [ANA = {}, , BEATRIZ = {}]: readonly object[] = CONTACTS;

async function proposal(at: Desk, queries: readonly SampleQuery[] = QUERIES): Promise<Letter> {
  await at.arrives(gmailForward(at.head("Fwd: HARO Queries"), haroEdition(queries)));
  return only(await at.news());
}

test("letter 9: an address that no longer works, a new one, and the query goes there", async () => {
  const at = await openDesk({ contacts: [ANA] });
  const letter = await proposal(at);
  at.refuse("ana@example.test", 550, "5.1.1 no such user here");
  await at.say(letter, "1a: your oven");
  at.clock.advance("10m");
  const bounce = only(await at.news());
  expect(bounce.subject).toBe("Ana's address no longer works");
  expect(said([bounce])).toMatch(
    /Ana Ruiz did not get "Why does my sourdough stall in winter\?"\..*ana@example\.test: .*5\.1\.1 no such user here I have stopped using the address\. I have no other for Ana\./,
  );
  expect(await at.news()).toEqual([]);
  expect(said(await at.say(letter, "why 1a"))).toContain("the last mail came back");
  // The letter asks for it, but the thread alone must not redirect mail.
  const asked = only(await at.say(bounce, "ana peter@example.test"));
  expect(said([asked])).toContain('Was this you: "ana peter@example.test"?');
  const done = said(await at.say(asked, "yes"));
  expect(done).toContain("Ana Ruiz: written to at peter@example.test from now on");
  expect(done).toContain('1a Ana Ruiz: 4:20 PM for you, in 10 min, with "your oven" on top');
  at.clock.advance("10m");
  await at.news();
  expect(await at.inbox("peter@example.test")).toHaveLength(1);
  expect(said(await at.say(letter, "show ana"))).toContain(
    "Writes from: peter@example.test, ana@example.test",
  );
});

test("letter 9: skip lets it go, a second address is used by itself", async () => {
  const at = await openDesk({
    contacts: [{ ...ANA, addresses: ["ana@example.test", "peter@example.test"] }],
  });
  const letter = await proposal(at);
  at.refuse("ana@example.test", 550, "5.1.1 no such user here");
  await at.say(letter, "1a");
  at.clock.advance("10m");
  const bounce = only(await at.news());
  expect(said([bounce])).toContain("I use peter@example.test from now on.");
  expect(said(await at.say(bounce, "skip 1"))).toContain("1a Ana Ruiz: skipped");
});

test("a contact who names another: one answer passes it on, printed in the digest and in the letter", async () => {
  const at = await openDesk({ contacts: [ANA, BEATRIZ] });
  const letter = await proposal(at);
  await at.say(letter, "1a");
  at.clock.advance("10m");
  await at.news();
  const [forward] = await at.inbox("ana@example.test");
  // To her and to us: it is in her inbox, so the digest has one line.
  const head = {
    ...at.head("Re: sourdough"),
    from: "Ana Ruiz <ana@example.test>",
    to: `${OWNER}, sendalong@example.test`,
  };
  await at.arrives(
    topPosted(head, "Too late for me, try Beatriz.", {
      messageId: forward?.messageId ?? "",
      references: [],
      subject: "sourdough",
      text: "…",
    }),
  );
  expect(await at.news()).toEqual([]);
  const digest = only(await at.until("2027-01-21T06:30:00Z"));
  expect(said([digest])).toMatch(
    /2 Ana Ruiz, Wed 4:10 PM: "Too late for me, try Beatriz\..* 2 to beatriz passes it to Beatriz Lund/,
  );
  expect(said(await at.say(digest, "2 to beatriz"))).toContain("It will go: Beatriz");
  expect(said(await at.say(digest, "undo"))).toContain("Beatriz never saw it");

  // To us alone: handed on at once with the same answer, and the digest says nothing more of it.
  const other = await proposal(at, [
    {
      ...SOURDOUGH,
      summary: "Rye",
      query: "Bakers on sourdough rye: which flour, and why does it matter at all?",
      deadline: "7:00 PM ET - 4 February",
      email: "reply+7@helpareporter.com",
    },
  ]);
  await at.say(other, "1a");
  at.clock.advance("10m");
  await at.news();
  const rye = (await at.inbox("ana@example.test")).at(-1);
  at.mail("Ana Ruiz <ana@example.test>", "Re: rye", "Not me, try Beatriz.\n", rye?.messageId ?? "");
  const handed = only(await at.news());
  expect(said([handed])).toContain("1 to beatriz passes it to Beatriz Lund");
  expect(said(await at.say(handed, "1 to beatriz"))).toContain("It will go: Beatriz");
});

test("after days asleep the digest does not say since yesterday", async () => {
  const at = await openDesk();
  at.mail("Lou <lou@example.org>", "Partnership", "Shall we talk?\n");
  await at.news();
  expect(said(await at.until("2027-01-21T06:30:00Z"))).toContain("So far: 0 sent");
  at.mail("Lou <lou2@example.org>", "Partnership", "Shall we talk?\n");
  expect(said(await at.until("2027-01-22T06:30:00Z"))).toContain("Since yesterday: 0 sent");
  at.mail("Lou <lou3@example.org>", "Partnership", "Shall we talk?\n");
  expect(said(await at.until("2027-01-26T06:30:00Z"))).toContain("Since Fri 22 Jan: 0 sent");
});

test("after three no by name for one interest she is asked once, and her yes can be undone", async () => {
  const at = await openDesk({ contacts: [ANA] });
  const story = (n: number) => ({
    ...SOURDOUGH,
    summary: `Sourdough story ${n}`,
    query: `Story ${n}: I am looking for people with sourdough in its ${n}th year, and what changed.`,
    email: `reply+${n}@helpareporter.com`,
    deadline: "7:00 PM ET - 4 February",
  });
  const letter = await proposal(at, [1, 2, 3, 4, 5].map(story));
  expect(said(await at.say(letter, "no 1a"))).not.toContain("third no");
  expect(said(await at.say(letter, "undo"))).toContain("no longer skipped");
  await at.say(letter, "no 1a, no 2a");
  const asked = only(await at.say(letter, "no 3a"));
  expect(said([asked])).toContain(
    '3a Ana Ruiz: That is the third no for Ana on "sourdough". Shall I stop matching Ana on it?'.replace(
      "3a ",
      "",
    ),
  );
  expect(said(await at.say(letter, "no 4a"))).not.toContain("no for Ana");
  expect(said(await at.say(asked, "yes"))).toContain('Ana Ruiz: no longer matched on "sourdough"');
  expect(said([await proposal(at, [story(6)])])).toContain("nobody fits");
  expect(said(await at.say(asked, "undo"))).toContain('"sourdough" for Ana Ruiz: taken back');
  expect(said([await proposal(at, [story(7)])])).toContain("1a Ana Ruiz");
});

test("her own wording for one contact and for a group, names in any script", async () => {
  const folder = tempFolder();
  mkdirSync(join(folder, "templates"));
  const wording = (name: string, text: string) =>
    writeFileSync(join(folder, "templates", `${name}.txt.hbs`), text);
  wording("forward.ana-ruiz", "Subject: For you, {{contact.name}}\n\nAna, look:\n\n{{verbatim query}}\n");
  wording(
    "forward.group-friends-co",
    "Subject: Among friends\n\n{{contact.name}} & co, look:\n\n{{verbatim query}}\n",
  );
  const at = await openDesk({
    folder,
    contacts: [
      { ...ANA, groups: ["Friends & Co"] },
      {
        ...ANA,
        id: "o-reilly",
        name: "Siobhán O'Reilly \u{1f35e}",
        addresses: ["peter@example.test"],
        groups: ["Friends & Co"],
      },
      { ...ANA, id: "other", name: "\u738b\u5c0f\u660e", addresses: ["beatriz@example.test"] },
    ],
  });
  await at.say(await proposal(at, [SOURDOUGH]), "send all");
  at.clock.advance("10m");
  await at.news();
  const first = async (address: string) => (await at.inbox(address))[0];
  const ana = await first("ana@example.test");
  expect([ana?.subject, ana?.text.split("\n")[0]]).toEqual(["For you, Ana Ruiz", "Ana, look:"]);
  expect(String(ana?.raw)).not.toContain("text/html");
  const friend = await first("peter@example.test");
  expect(friend?.text).toContain("Siobhán O'Reilly \u{1f35e} & co, look:");
  expect(friend?.to[0]?.name).toBe("Siobhán O'Reilly \u{1f35e}");
  const other = await first("beatriz@example.test");
  expect(other?.text).toContain("Hi \u738b\u5c0f\u660e,");
  expect(other?.subject).not.toContain("Among friends");
});
