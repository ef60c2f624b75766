/** The words that steer what may go to whom and what is read, through the whole program. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  gmailForward,
  haroEdition,
  plainMail,
  QUERIES,
  type SampleQuery,
  topPosted,
} from "../support/editions.ts";
import { only, said } from "../support/letters.ts";
import { ASSISTANT, CONTACTS, type Letter, OWNER } from "../support/office.ts";
import { type Desk, openDesk } from "../support/signed.ts";

/** She answers a letter from her usual program, which signs. */
async function signed(at: Desk, letter: Letter, words: string): Promise<readonly Letter[]> {
  const answered = {
    messageId: letter.messageId ?? "",
    references: letter.references,
    subject: letter.subject ?? "",
    text: letter.text,
  };
  at.signed(topPosted(at.head(""), words, answered), OWNER, "example.test");
  return at.news();
}

const [SOURDOUGH, BEES] = QUERIES as readonly [SampleQuery, SampleQuery, SampleQuery];

function another(n: number, about: Partial<SampleQuery> = {}): SampleQuery {
  return {
    ...SOURDOUGH,
    summary: `Sourdough story ${n}`,
    query: `Story ${n}: I am looking for bakers who know sourdough in its ${n}th year, and what changed.`,
    email: `reply+5f0c2f6e-1111-4222-8333-abcdefabc${100 + n}@helpareporter.com`,
    deadline: "7:00 PM ET - 4 February",
    ...about,
  };
}

async function proposal(at: Desk, queries: readonly SampleQuery[] = QUERIES): Promise<Letter> {
  await at.arrives(gmailForward(at.head("Fwd: HARO Queries"), haroEdition(queries)));
  return only(await at.news());
}

test("always: reported before it leaves, two hours' hold, undo, and the end by a printed word", async () => {
  const at = await openDesk();
  const first = await proposal(at, [BEES]);
  // A thread alone does not prove enough: it is quoted back, and her yes there does it.
  const asked = only(await at.say(first, "always peter haro 0.3"));
  expect(said([asked])).toContain('Was this you: "always peter haro 0.3"?');
  expect(said(await at.say(asked, "yes"))).toContain(
    "Peter Grau: what fits from HARO from a score of 0.3 on goes without asking",
  );
  at.edition(haroEdition([another(1)]));
  const report = only(await at.news());
  expect(report.subject).toBe("Peter gets this in 2 hours unless you say undo");
  expect(said([report])).toContain('You said "always peter haro 0.3".');
  expect(said([report])).toContain("It is the first on your word.");
  expect(said([only(await at.say(report, "undo"))])).toContain("Stopped. Peter never saw it.");
  at.clock.advance("3h");
  await at.news();
  expect(await at.inbox("peter@example.test")).toHaveLength(0);

  // The next one goes; while it is unanswered the approval rests, and the proposal says so.
  at.edition(haroEdition([another(2)]));
  const second = only((await at.news()).filter(({ subject }) => subject?.startsWith("Peter gets")));
  at.clock.advance("3h");
  await at.news();
  expect((await at.inbox("peter@example.test")).map(({ subject }) => subject)).toEqual([
    expect.stringContaining("Sourdough story 2"),
  ]);
  const third = await proposal(at, [another(3)]);
  expect(said([third])).toContain("The last one to Peter is unanswered.");
  const digest = only(await at.until("2027-01-21T06:30:00Z"));
  expect(said([digest])).toContain("SENT ON YOUR STANDING WORD");
  expect(said([digest])).toMatch(/Peter Grau, .*: "Sourdough story 2"\. ask peter ends the approval/);
  // Printed in the letter, so its thread proves it.
  expect(said(await at.say(second, "ask peter"))).toContain("Peter Grau: from now on I ask you first");
  expect(said(await at.say(third, "show peter"))).not.toContain("Your word");
});

test("an edition in her name that nobody signed sends nothing on a standing word", async () => {
  const at = await openDesk({
    contacts: CONTACTS.map((each) => ({ ...each, services: { haro: "always" } })),
  });
  await at.arrives(gmailForward(at.head("Fwd: HARO Queries"), haroEdition()));
  const letter = only(await at.news());
  expect(said([letter])).toContain("I could not tell that this came from you");
  expect(Object.values(at.rooms().assistant.state.passes)).toEqual([]);
});

test("never, pause, show and a contact's card: each says what it did and is taken back by undo", async () => {
  const at = await openDesk();
  const letter = await proposal(at);
  await at.say(letter, "1b");
  const story: readonly (readonly [string, string | RegExp])[] = [
    ["never peter haro", "Peter Grau: nothing from HARO goes there; 1 on the way is stopped for good"],
    ["1b", 'Peter Grau: not sent. You said never for haro. "ask peter" lifts it.'],
    ["show peter", "Your word: never haro"],
    ["ask peter", "Peter Grau: from now on I ask you first"],
    ["undo", "asking first for Peter Grau: taken back"],
    ["undo", "never for Peter Grau: taken back"],
    ["never peter", "Peter Grau: nothing from any list goes there"],
    ["1b", "You said never for any list"],
    ["undo", "taken back"],
    ["pause ana 2w", /Ana Ruiz: held back unless you name Ana.* Ends Wed 3 Feb, 12:00 AM CET/],
    ["why 1a", "paused until 2027-02-03"],
    ["1", '1a Ana Ruiz: not sent. Paused until 2027-02-03. "1a" sends it all the same.'],
    ["1a", "Held back (paused until 2027-02-03), sent as you named it"],
    [
      "show ana",
      /Ana Ruiz Writes from: ana@example.test Interests: sourdough, "food scientists" Place: Madrid, it is 4:00 PM there State: paused until 2027-02-03 Passed on: nothing yet/,
    ],
    ["never ana post", 'I have no card of a list called "post"'],
    ["pause ana 2h", "I cannot tell when"],
    ["show quentin", 'I know nobody called "quentin"'],
    ["always quentin haro", 'I know nobody called "quentin"'],
    ["pause ana soonish", /Did you mean|did nothing|found nothing/],
  ];
  for (const [words, expected] of story) {
    const text = said([only(await signed(at, letter, words))]);
    if (typeof expected === "string") expect(text, words).toContain(expected);
    else expect(text, words).toMatch(expected);
  }
  // contacts.json has it, and what she changes there herself stands over an older word of hers.
  const file = join(at.folder, "contacts.json");
  expect(at.rooms().assistant.state.edits).toEqual({});
  expect(readFileSync(file, "utf8")).toContain('"status": "paused until 2027-02-03"');
  writeFileSync(file, readFileSync(file, "utf8").replace("paused until 2027-02-03", "active"));
  expect(said(await signed(at, letter, "show ana"))).toContain("State: active");
  await signed(at, letter, "undo");
  await signed(at, letter, "undo");
  expect(said(await signed(at, letter, "undo"))).toContain(
    "the pause of Ana Ruiz: changed again since, so left as it is",
  );
});

test("a lone word is a name only where somebody bears it", async () => {
  const at = await openDesk();
  const letter = await proposal(at);
  expect(said([only(await at.say(letter, "Interesting"))])).toContain("found nothing to do in it");
  const bare = plainMail(at.head("Ana"), "ana\n");
  at.signed(bare, OWNER, "example.test");
  expect(said([only(await at.news())])).toContain("Writes from: ana@example.test");
  // Unsigned prose in her name is not even asked about.
  await at.arrives(plainMail(at.head("hm"), "Interesting\n"));
  expect(await at.news()).toEqual([]);
});

test("mute, unmute and source", async () => {
  const at = await openDesk();
  const letter = await proposal(at, [BEES]);
  expect(said(await signed(at, letter, "source haro"))).toMatch(
    /HARO Passing on: yes, one query to one person it suits\. Never onto the web.*Read in: HARO's rules of 2008/,
  );
  expect(said(await signed(at, letter, "source qwoted"))).toContain("Passing on: rules not known.");
  expect(said(await signed(at, letter, "source nonesuch"))).toContain('I know no list called "nonesuch"');
  expect(said(await signed(at, letter, "mute haro"))).toContain(
    "HARO: I read nothing of it that comes by itself",
  );
  at.edition(haroEdition([another(1)]));
  at.clock.advance("3h");
  expect(await at.news()).toEqual([]);
  expect(said([await proposal(at, [another(2)])])).toContain("Sourdough story 2");
  expect(said(await signed(at, letter, "unmute haro"))).toContain("I read it again from the next mail on");
  at.edition(haroEdition([another(3)]));
  await at.news();
  at.clock.advance("1h");
  const digest = only(await at.until("2027-01-21T06:30:00Z"));
  expect(said([digest])).toContain("Sourdough story 3");
  expect(said([digest])).not.toContain("Sourdough story 1");
});

test("admit lets a list in by its signer and address; ignore says no more of a sender", async () => {
  const at = await openDesk();
  const from = "News <queries@lists.example.org>";
  const knock = (n: number, signedBy: string | null) => {
    const head = {
      from,
      to: ASSISTANT,
      subject: "Queries",
      date: at.clock.now(),
      messageId: `k${n}@lists.example.org`,
    };
    const raw = plainMail(head, haroEdition([another(n)]));
    if (signedBy === null) at.mail(from, "Queries", haroEdition([another(n)]));
    else at.signed(raw, "queries@lists.example.org", signedBy);
  };
  knock(1, "lists.example.org");
  at.mail("Lou <lou@example.org>", "Partnership", "Shall we talk?\n");
  await at.news();
  const digest = only(await at.until("2027-01-21T06:30:00Z"));
  expect(said([digest])).toMatch(
    /1 Looks like HARO, came straight from queries@lists\.example\.org\. Signed by lists\.example\.org; I left it unread\. Read its mails from now on\? admit 1/,
  );
  expect(said([digest])).toMatch(/2 A stranger wrote: Lou.* "ignore 2" and I say no more/);
  expect(said(await at.say(digest, "admit 2"))).toContain("2 is no list");
  expect(said(await at.say(digest, "admit 1, ignore 2"))).toMatch(
    /1 HARO: mails of queries@lists\.example\.org signed by lists\.example\.org are read from now on.* 2 I say nothing more about lou@example\.org/,
  );
  knock(2, "lists.example.org");
  knock(3, null);
  knock(4, "elsewhere.example");
  at.mail("Lou <lou@example.org>", "Partnership", "Again?\n");
  await at.news();
  at.clock.advance("2h");
  const proposed = said(await at.news());
  expect(proposed).toContain("Sourdough story 2");
  expect(proposed).not.toMatch(/story [34]/);
  const next = only(await at.until("2027-01-22T06:30:00Z"));
  expect(said([next])).not.toContain("Lou");
  expect(said(await at.say(digest, "undo"))).toContain("taken back");
  knock(5, "lists.example.org");
  await at.news();
  at.clock.advance("2h");
  expect(said(await at.news())).not.toContain("story 5");
});

test("away: no letters but answers, approvals act, one digest tells it all", async () => {
  const at = await openDesk();
  const letter = await proposal(at);
  await at.say(letter, "2a");
  expect(said(await signed(at, letter, "away till 26 jan"))).toMatch(
    /Away: I send you no proposals.*\(1 on the way\).* Tue 26 Jan, 12:00 AM CET/,
  );
  at.clock.advance("5m");
  at.edition(haroEdition([another(1, { deadline: "7:00 PM ET - 23 January" }), another(2)]));
  expect(await at.news()).toEqual([]);
  expect(await at.until("2027-01-21T14:00:00Z")).toEqual([]);
  expect(await at.inbox("beatriz@example.test")).toHaveLength(1);
  expect(await at.until("2027-01-24T06:30:00Z")).toEqual([]);
  const back = only(await at.until("2027-01-26T06:30:00Z"));
  expect(back.subject).toBe("Tue 26 Jan: back. Two open, one closed without you");
  expect(said([back])).toContain("1 Sourdough story 2");
  expect(said([back])).toContain(
    "While you were away (Wed 20 Jan to Tue 26 Jan): 2 read, 2 fit someone, one of those closed. Nobody heard from me, and no follow-up was sent.",
  );
  expect(said(await at.say(back, "more"))).toContain("Sourdough story 1");
});

test("dry run tells what leaves by itself and what send all would send, and does nothing", async () => {
  const at = await openDesk();
  const letter = await proposal(at);
  await at.say(letter, "1a");
  expect(said([only(await at.say(letter, "dry run"))])).toMatch(
    /Leaves by itself Ana Ruiz, "Why does my sourdough stall in winter\?": Wed 20 Jan, 4:10 PM \(you named it\) Would leave if you said "send all" Peter Grau, "Why does.*": Wed 20 Jan, 4:10 PM Beatriz Lund, "What bees do in February": Wed 20 Jan, 4:10 PM/,
  );
  at.clock.advance("10m");
  await at.news();
  expect(await at.inbox("peter@example.test")).toHaveLength(0);
});

test("read last 3 days: what the first start left alone is read, in one letter", async () => {
  const at = await openDesk();
  const state = () => at.rooms().assistant.state;
  const letter = await proposal(at, [BEES]);
  expect(said(await signed(at, letter, "read last 9 months"))).toContain("more than three months back");
  const answer = said(await signed(at, letter, "read last 3 days"));
  expect(answer).toMatch(/What I had left alone is read now.* From Sun 17 Jan, 12:00 AM CET/);
  await at.news();
  expect(state().readSince).toBeNull();
  expect(state().backlog).toBeNull();
  expect(await at.news()).toEqual([]);
});

test("why: of any line of any letter, also of who was not proposed", async () => {
  const at = await openDesk();
  const letter = await proposal(at);
  await at.say(letter, "1a");
  expect(said([only(await at.say(letter, "why 1a"))])).toMatch(
    /"food scientists" \(query\).*Also stood in HARO, Wed afternoon, its no\. 1 leaves Wed 20 Jan, 4:10 PM: you named it Wed 20 Jan, 4:00 PM last query to them: none yet/,
  );
  const open = only(await at.say(letter, "pending"));
  expect(open.text).toMatch(/^3 {2}Ana Ruiz/m);
  expect(said([only(await at.say(open, "why 3"))])).toContain(
    'Ana Ruiz for "Why does my sourdough stall in winter?"',
  );
  expect(said([only(await at.say(letter, "why not beatriz 1"))])).toMatch(
    /Beatriz Lund for "Why does my sourdough .*not proposed, 0\.\d+.*Against no word of it meets an interest/,
  );
  expect(said([only(await at.say(letter, "why not quentin"))])).toContain('I know nobody called "quentin"');
});

test("a list that forbids passing on is shown to her only, and no code sends it", async () => {
  const at = await openDesk();
  const text = haroEdition([SOURDOUGH]);
  const forwarded = gmailForward(at.head("Fwd: Enquiries"), text).replace(
    /From: <[^>]*>/,
    "From: ResponseSource <alerts@responsesource.com>",
  );
  await at.arrives(forwarded);
  const letter = only(await at.news());
  expect(said([letter])).toContain("FOR YOU ONLY: ResponseSource forbids passing its queries on.");
  expect(said(await at.say(letter, "1a"))).toContain(
    'Ana Ruiz: not sent. ResponseSource forbids passing its queries on. "source responsesource" says where that was read.',
  );
  expect(said(await at.say(letter, "send all"))).toContain("forbids passing its queries on");
  expect(said(await at.say(letter, "source responsesource"))).toContain(
    "Passing on: no. Its queries are shown to you only",
  );
});

test("a proposal says of what goes on her standing word that it goes, not that nobody fits", async () => {
  const peter = { ...CONTACTS[1], services: { haro: "always" } };
  const at = await openDesk({ contacts: [peter] });
  at.signed(
    gmailForward(at.head("Fwd: HARO Queries"), haroEdition([SOURDOUGH, BEES])),
    OWNER,
    "example.test",
  );
  const letters = await at.news();
  expect(letters.map(({ subject }) => subject).toSorted()).toEqual([
    "2 read, nobody else fits (HARO, Wed afternoon)",
    "Peter gets this in 2 hours unless you say undo",
  ]);
  expect(said(letters)).toContain(
    '"Why does my sourdough stall in winter?" goes to Peter Grau on your standing word.',
  );
  expect(said(letters)).toContain('You said "always peter haro"');
});

test("ignore, in answer to a mail I could not read: no more about that sender, until undone", async () => {
  const at = await openDesk();
  const newsletter = () =>
    at.arrives(
      gmailForward(
        at.head("Fwd: The Midweek Byline"),
        "Hello lovely freelances.\nA word from our sponsor.\n",
      ).replace(/From: <[^>]*>/, "From: The Midweek Byline <hello@byline.example>"),
    );
  await newsletter();
  const letter = only(await at.news());
  expect(letter.subject).toBe('I could not read "Fwd: The Midweek Byline"');
  expect(said(await at.say(letter, "ignore"))).toContain("I say nothing more about hello@byline.example");
  await newsletter();
  expect(await at.news()).toEqual([]);
  expect(said(await at.say(letter, "undo"))).toContain("ignoring hello@byline.example: taken back");
  await newsletter();
  expect(await at.news()).toHaveLength(1);
});

test("the numbers of a day without a digest stand in the next one", async () => {
  const at = await openDesk();
  const first = await proposal(at, [another(1), another(2)]);
  expect(said([only(await at.until("2027-01-21T06:30:00Z"))])).toContain("So far: 0 sent");
  await at.say(first, "1 to ana, skip 2");
  await at.until("2027-01-21T08:00:00Z");
  expect(await at.inbox("ana@example.test")).toHaveLength(1);
  expect(await at.until("2027-01-22T06:30:00Z")).toEqual([]);
  await proposal(at, [another(3)]);
  const next = (await at.until("2027-01-23T06:30:00Z")).at(-1);
  if (next === undefined) throw new Error("no digest came");
  expect(said([next])).toContain("Since Thu 21 Jan: 1 sent");
  expect(said(await at.say(next, "sent"))).toContain("Ana Ruiz");
});
