import { expect, test } from "vitest";
import { answersIn, composed, sampleOf } from "./templates.ts";

test("the first line is the news, and says that nothing has gone out", () => {
  const { text, subject } = composed("proposal", "ordinary");
  expect(subject).toBe("3 queries for 5 people, first closes 10:00 PM (HARO, Wed noon)");
  expect(
    text.startsWith(
      "Three queries fit five people you know. The first closes in 4 hours.\nNothing has gone out.\n",
    ),
  ).toBe(true);
});

test("the examples are hers: everyone not held back, a few, with a line, without one", () => {
  const { text } = composed("proposal", "ordinary");
  expect(text).toContain(
    [
      "   send all                   Joan, Ana, Peter: all not held back",
      "   1a 2                       only these; 2 means everyone under 2",
      "   3a: saw this and smiled    with a line of yours on top",
      "   skip 2b                    not this one",
    ].join("\n"),
  );
});

test("who is held back says why and is in no button that sends several", () => {
  const { text, html } = composed("proposal", "ordinary");
  expect(text).toContain('HELD BACK: had two from you this week, your limit. "1b" sends it');
  expect(html).toContain("Send to Joan, Ana and Peter");
  expect(html).toContain("Send all the same");
});

test("two people of one given name are both named in full on the button", () => {
  const [item] = sampleOf("proposal", "ordinary").items;
  const [person] = item?.people ?? [];
  if (item === undefined || person === undefined) throw new Error("no person");
  const people = [
    { ...person, name: "Ana Ruiz" },
    { ...person, code: "1b", name: "Ana Lund" },
  ];
  expect(composed("proposal", "ordinary", { items: [{ ...item, people }] }).html).toContain(
    "Send to Ana Ruiz and Ana Lund",
  );
});

test("the sending hour stands where it is not at once", () => {
  expect(composed("proposal", "ordinary").text).toContain("It is 6:00 PM there; goes Thu 8:00 AM.");
});

test("what could not be read is counted and named", () => {
  expect(composed("proposal", "ordinary").text).toContain("22 of 23 read. I could not read HARO's no. 17,");
});

test("when nobody fits it is two lines", () => {
  const { subject, text } = composed("proposal", "nobody fits");
  expect(subject).toBe("20 read, nobody fits (HARO, Wed noon)");
  expect(text.split("\n").slice(0, 2)).toEqual([
    '20 read, nobody fits. "more" lists them. Nothing has gone out.',
    "",
  ]);
});

test("what a list forbids to share offers no way to send it", () => {
  const { text, html } = composed("proposal", "several editions");
  expect(text).toContain("FOR YOU ONLY: its list forbids passing it on.");
  expect(answersIn(html ?? "").map(({ body }) => body.split("\r\n")[0])).not.toContain("2a");
});

test("doubt about the sender, an unknown list and odd queries are said before she decides", () => {
  const { text } = composed("proposal", "several editions");
  expect(text).toContain("I could not tell that this came from you.");
  expect(text).toContain("I don't know this list");
  expect(text).toContain("WARNING: its reply address");
  expect(text).toContain("Seen again: it stood in HARO, Tue evening.");
  expect(text).toContain("no deadline given");
});

test("a backlog is one letter, its closed queries a count", () => {
  expect(composed("proposal", "backlog").text).toContain("412 mails were waiting.");
});

test("of a day without an hour the urgent letter counts no minutes", () => {
  const { item } = sampleOf("urgent", "ordinary");
  const deadline = { ...item.deadline, at: null, date: "2027-01-22" };
  const { subject, text } = composed("urgent", "ordinary", { item: { ...item, deadline } });
  expect(subject).toMatch(/, by today \(/);
  expect(text).toContain("It closes today, no hour given,\nand I won't ask again.");
  expect(text).not.toMatch(/\d h\b/);
});
