/** What a list allows, on every way out: its text, its links, nothing at all. */
import { describe, expect, test } from "vitest";
import { cardFor, listNamed, travelling, unknownRules } from "../../src/decision/lists.ts";
import type { KnownQuery } from "../../src/decision/state.ts";
import { loadServiceCards } from "../../src/tables/services.ts";
import { desk, query } from "./desk.ts";

const AT = desk([]);

test("each card says where it was read, or that nothing was", () => {
  const cards = loadServiceCards();
  expect(cards.map(({ service }) => service)).toEqual(
    expect.arrayContaining(["haro", "sos", "qwoted", "connectively"]),
  );
  for (const { passOn, links, says, service } of cards) {
    // What is not known to be allowed is not done.
    if (says.length === 0 || passOn === "unknown") expect([service, links]).toEqual([service, "no"]);
    if (says.length === 0) expect([service, passOn]).toEqual([service, "unknown"]);
  }
  expect(listNamed(AT, "Source of Sources")?.service).toBe("sos");
  expect(listNamed(AT, "nonesuch")).toBeNull();
});

test.each<[string, KnownQuery, string]>([
  ["by its service", query(), "haro"],
  [
    "by the domain it came from",
    query({ service: "labelled" }, { listDomain: "responsesource.com" }),
    "responsesource",
  ],
  ["by where it is answered", query({ service: "post", url: "https://www.qwoted.com/x" }), "qwoted"],
  [
    "of nobody known",
    query({ service: "post", routes: [], url: null }, { listDomain: "example.org" }),
    "post",
  ],
])("a card is found %s", (_case, known, expected) => {
  expect(cardFor(AT, known).service).toBe(expected);
});

describe("where the rules are not known", () => {
  const qwoted = query({
    service: "qwoted",
    replyTo: null,
    routes: [{ kind: "site", to: "https://app.qwoted.com/opportunities/1?ticket=77" }],
    url: "https://app.qwoted.com/opportunities/1?ticket=77",
    query:
      "Looking for bakers. See https://app.qwoted.com/o/1. Background: https://crumbandkettle.example.com/about",
  });

  test("the text goes, the list's own links stay, and the contact answers through her", () => {
    const travels = travelling(AT, qwoted);
    expect(travels.query).toBe(
      "Looking for bakers. See [a link that is mine alone was left out here]. Background: https://crumbandkettle.example.com/about",
    );
    expect(travels).toMatchObject({ routes: [], url: null, rule: null, answersThroughHer: true });
    expect(unknownRules(AT, qwoted)).toBe(
      "Rules not known for Qwoted: I pass on the text, never a link of its own",
    );
  });

  test.each([
    ["a form of the outlet's own", "https://forms.example.com/pitch", true],
    ["a link with a key", "https://elsewhere.example.com/pitch?token=abc", false],
    ["a link that names her", "https://elsewhere.example.com/p?to=nell%40example.test", false],
    ["a link of the sender's domain", "https://click.lists.example.org/1", false],
  ])("%s", (_case, to, isKept) => {
    const known = query(
      { service: "labelled", routes: [{ kind: "form", to }], url: to, query: to },
      { listDomain: "lists.example.org" },
    );
    const travels = travelling(AT, known);
    expect([travels.routes.length === 1, travels.url === to, travels.query === to]).toEqual([
      isKept,
      isKept,
      isKept,
    ]);
    expect(travels.answersThroughHer).toBe(!isKept);
  });
});

test("a list that allows it keeps its words and links, all but those that name her", () => {
  const known = query({
    query: "Pitch at https://www.helpareporter.com/q/1 or https://x.example.com/?u=nell@example.test",
  });
  expect(travelling(AT, known)).toMatchObject({
    query: "Pitch at https://www.helpareporter.com/q/1 or [a link that is mine alone was left out here]",
    rule: "do not post",
    answersThroughHer: false,
  });
});
