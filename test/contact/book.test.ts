/** Address books read, taken in and written out: nobody twice, hers left as it is, and the way back. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Contact } from "../../src/contact/contact.ts";
import {
  bookText,
  contactWith,
  parseContacts,
  readBook,
  serializeContacts,
  takeIn,
  writeTable,
  writeVcards,
} from "../../src/contact/contacts.ts";
import { APPLE, GERMAN, GOOGLE, OLD, OUTLOOK } from "./books.ts";

const ANA = {
  addresses: ["ana@example.org", "ana.ruiz@home.example"],
  organization: "Crumb & Kettle",
  roles: ["Food scientist"],
  regions: ["Madrid, Spain"],
  groups: ["press"],
  notes: "Met in Madrid,\nbread chemistry",
};

describe("reading", () => {
  test.each([
    ["Google's table", GOOGLE, "Ana María Ruiz"],
    ["Outlook's table", OUTLOOK, "Ana María Ruiz"],
    ["Apple's cards", APPLE, "Dr. Ana María Ruiz"],
  ])("%s", (_case, text, name) => {
    const [ana] = readBook(text).contacts;
    expect(ana).toMatchObject({ ...ANA, name });
  });

  test("a table with German headings, as a Western Outlook writes it", () => {
    const bytes = Buffer.from(GERMAN, "latin1");
    expect(readBook(bookText(bytes)).contacts).toMatchObject([
      {
        name: "Jörg Müller",
        organization: "Kruste GmbH",
        addresses: ["joerg@example.org"],
        regions: ["Köln"],
        notes: "Bäcker",
      },
    ]);
  });

  test("an old card of Outlook's, accents and parameters its own way", () => {
    const { contacts, problems } = readBook(OLD);
    expect(problems).toEqual([]);
    expect(contacts).toMatchObject([
      {
        name: "Jörg Müller",
        addresses: ["joerg@example.org"],
        organization: "Kruste GmbH",
        notes: "Bäcker,\nseit 1999",
        regions: ["Köln"],
      },
    ]);
  });

  test("several addresses in one cell, entries without any, and cards that are none", () => {
    const google = readBook(GOOGLE);
    expect(google.contacts[1]).toMatchObject({
      name: "Lou Brandt",
      addresses: ["lou@example.net", "lou.b@example.net"],
    });
    expect(google.withoutAddress).toBe(1);
    const apple = readBook(APPLE);
    expect(apple.contacts[1]).toMatchObject({
      name: "Lou Brandt",
      addresses: ["lou@example.net", "lou.b@example.net"],
      timezone: "Europe/Oslo",
      interests: ["ferries"],
    });
    expect(apple.problems).toEqual([expect.stringMatching(/^card 3, Broken: it is no vCard/)]);
  });

  test.each([
    ["a table of something else", "a,b\n1,2\n", /no column of mail addresses in it; its columns are a, b/],
    ["broken JSON", "[{", /line 1/],
    ["nothing", " ", /it is empty/],
  ])("%s is told", (_case, text, says) => {
    const { contacts, problems } = readBook(text);
    expect(contacts).toEqual([]);
    expect(problems.join()).toMatch(says);
  });

  test("no bytes make it throw", () => {
    const pieces = fc.constantFrom(
      "BEGIN:VCARD\r\n",
      "END:VCARD\r\n",
      "FN:A\r\n",
      "EMAIL:a@x.com\r\n",
      "EMAIL",
      ";",
      '"',
      ",",
      "\n",
      "N:;;;\r\n",
      "{",
      "é",
    );
    fc.assert(fc.property(fc.array(pieces), (text) => void readBook(bookText(Buffer.from(text.join(""))))));
  });
});

describe("taking in", () => {
  const ana = contactWith({
    id: "ana" as Contact["id"],
    name: "Ana",
    addresses: ["ana@example.org"],
    interests: ["baking"],
  });

  test("whom she has, by any address, case and tag aside, stays as she has it and gets the further address", () => {
    const found = contactWith({
      name: "Ana Ruiz",
      addresses: ["ANA+x@example.org", "a@home.example"],
      notes: "x",
    });
    const { contacts, added, known, conflicts, grown } = takeIn([ana], [found]);
    expect(contacts).toEqual([{ ...ana, addresses: ["ana@example.org", "a@home.example"] }]);
    expect([added, known, grown.length]).toEqual([[], 1, 1]);
    expect(conflicts).toMatchObject([{ contact: { name: "Ana" }, keys: ["name", "notes"] }]);
  });

  test("two entries that share an address are one person", () => {
    const entries = ["a@x.com", "b@x.com"].map((each) =>
      contactWith({ name: "Raj Mehta", addresses: ["raj@x.com", each] }),
    );
    const { added } = takeIn([], entries);
    expect(added).toMatchObject([{ id: "raj-mehta", addresses: ["raj@x.com", "a@x.com", "b@x.com"] }]);
  });

  test("an entry that joins two of hers changes neither and is told", () => {
    const raj = contactWith({ id: "raj" as Contact["id"], name: "Raj", addresses: ["raj@x.com"] });
    const found = contactWith({ name: "Both", addresses: ["ana@example.org", "raj@x.com"] });
    const { contacts, conflicts } = takeIn([ana, raj], [found]);
    expect(contacts).toEqual([ana, raj]);
    expect(conflicts).toMatchObject([{ alsoAt: "Raj" }]);
  });

  test("desks are no people, and who was forgotten does not come back", () => {
    const found = [
      contactWith({ name: "Press", addresses: ["press@x.com"] }),
      contactWith({ name: "Lou", addresses: ["info@x.com", "lou@x.com"] }),
      contactWith({ name: "Gone", addresses: ["gone@x.com"] }),
    ];
    const { added, roles, forgotten } = takeIn([], found, (address) => address === "gone@x.com");
    expect(added).toMatchObject([{ name: "Lou", addresses: ["lou@x.com"] }]);
    expect([roles, forgotten]).toEqual([["press@x.com"], 1]);
  });

  const people = fc.array(
    fc.record({
      name: fc.constantFrom("Ana Ruiz", "Raj Mehta", "José Núñez", "王小明"),
      addresses: fc.uniqueArray(
        fc.constantFrom("a@x.com", "a+1@y.com", "b@x.com", "c@y.org", "info@x.com", "d@z.net"),
        {
          minLength: 1,
          maxLength: 3,
        },
      ),
      interests: fc.constantFrom([], ["tea"], ['"salt, fat"', "-crypto"]),
      notes: fc.constantFrom(null, "a\nb", 'says "hi"; ok'),
    }),
    { minLength: 1, maxLength: 6 },
  );

  test("the same taken in twice changes nothing, and every address stands at one person only", () => {
    fc.assert(
      fc.property(people, people, (hers, found) => {
        const own = takeIn([], hers.map(contactWith)).contacts;
        const once = takeIn(own, found.map(contactWith)).contacts;
        const twice = takeIn(once, found.map(contactWith));
        expect(twice.contacts).toEqual(once);
        expect(twice.added).toEqual([]);
        const all = parseContacts(serializeContacts(once));
        expect(all.problems.filter(({ key }) => key === "addresses")).toEqual([]);
      }),
    );
  });

  test.each([
    ["JSON", (contacts: readonly Contact[]) => serializeContacts(contacts)],
    ["a table", writeTable],
    ["cards", writeVcards],
  ])("what is written as %s and read again is the same people", (_case, write) => {
    fc.assert(
      fc.property(people, (hers) => {
        const own = takeIn([], hers.map(contactWith)).added.map((each) => ({
          ...each,
          timezone: "Europe/Madrid",
          services: { haro: "always 0.8", sos: "never" },
          outlets: ["-Daily X"],
          regions: ["Burlington, Vermont"],
          perWeek: 0.5,
          tone: "close" as const,
        }));
        fc.pre(own.length > 0);
        const { contacts, problems } = readBook(write(own));
        expect(problems).toEqual([]);
        expect(takeIn([], contacts).added).toEqual(own);
      }),
    );
  });
});
