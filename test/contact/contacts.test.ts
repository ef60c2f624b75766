import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addressKey,
  contactByAddress,
  findContacts,
  parseContacts,
  serializeContacts,
} from "../../src/contact/contacts.ts";

const ana = { name: "Ana Ruiz", addresses: ["ana@example.org"] };

function parsed(...entries: unknown[]) {
  return parseContacts(JSON.stringify({ version: 1, contacts: entries }));
}

describe("reading", () => {
  test("a name and one address are enough", () => {
    const { contacts, problems } = parsed(ana);
    expect(problems).toEqual([]);
    expect(contacts).toMatchObject([
      {
        id: "ana-ruiz",
        name: "Ana Ruiz",
        addresses: ["ana@example.org"],
        tone: "colleague",
        status: "active",
        interests: [],
      },
    ]);
  });

  test.each([
    ["a bare array", [ana]],
    ["the versioned list", { version: 1, contacts: [ana] }],
    ["a list without version", { contacts: [ana] }],
  ])("the file may be %s", (_case, file) => {
    expect(parseContacts(JSON.stringify(file)).contacts.map((contact) => contact.name)).toEqual(["Ana Ruiz"]);
  });

  test.each([
    ["org", { org: "Crumb" }, { organization: "Crumb" }],
    [
      "one text for a list",
      { interests: 'baking, "salt, fat", -crypto' },
      { interests: ["baking", '"salt, fat"', "-crypto"] },
    ],
    ["an address with its name", { addresses: "Ana <ANA@Example.org>" }, { addresses: ["ana@example.org"] }],
    [
      "email for addresses",
      { addresses: undefined, email: "a@example.org" },
      { addresses: ["a@example.org"] },
    ],
    [
      "the same address twice",
      { addresses: ["a@example.org", "A@example.org"] },
      { addresses: ["a@example.org"] },
    ],
    ["a number as text", { perWeek: "0.5" }, { perWeek: 0.5 }],
    ["services in capitals", { services: { HARO: "Always 0.8" } }, { services: { haro: "always 0.8" } }],
    ["a pause", { status: "paused until 2026-12-01" }, { status: "paused until 2026-12-01" }],
    ["null for absent", { notes: null, regions: null }, { notes: null, regions: [] }],
  ])("%s is read", (_case, extra, expected) => {
    const { contacts, problems } = parsed({ ...ana, ...extra });
    expect(problems).toEqual([]);
    expect(contacts).toMatchObject([expected]);
  });

  test.each([
    ["timezone", { timezone: "Madrid time" }],
    ["tone", { tone: "chummy" }],
    ["every", { every: "often" }],
    ["perWeek", { perWeek: "lots" }],
    ["status", { status: "asleep" }],
    ["services", { services: { haro: "sometimes" } }],
    ["interests", { interests: { a: 1 } }],
    ["addresses", { addresses: ["ana@example.org", "nobody at home"] }],
    ["notes", { notes: ["a"] }],
  ])("a bad %s costs only itself and names its line", (key, extra) => {
    const text = JSON.stringify({ version: 1, contacts: [{ ...ana, ...extra }] }, null, 2);
    const { contacts, problems } = parseContacts(text);
    expect(contacts).toHaveLength(1);
    const line = text.split("\n").findIndex((each) => each.includes(`"${key}"`)) + 1;
    expect(problems).toMatchObject([{ contact: "Ana Ruiz", key, line }]);
  });

  test.each([
    ["no name", { addresses: ["x@example.org"] }, "name"],
    ["no address", { name: "Raj" }, "addresses"],
    ["no object", "Raj", null],
  ])("an entry with %s is left out, the others stay", (_case, entry, key) => {
    const { contacts, problems } = parsed(entry, ana);
    expect(contacts.map((contact) => contact.name)).toEqual(["Ana Ruiz"]);
    expect(problems).toMatchObject([{ key, line: 1 }]);
  });

  test("fit alone needs no address", () => {
    const { contacts, problems } = parseContacts('[{"name":"Raj"}]', { needsAddress: false });
    expect(contacts).toMatchObject([{ id: "raj", addresses: [] }]);
    expect(problems).toEqual([]);
  });

  test("ids are made from names, and two of one name stay two", () => {
    const { contacts } = parsed(
      ana,
      { ...ana, addresses: ["other@example.org"] },
      { name: "José Ñúñez-Ibáñez", addresses: ["j@example.org"] },
      { name: "王小明", addresses: ["w@example.org"] },
    );
    expect(contacts.map((contact) => contact.id)).toEqual([
      "ana-ruiz",
      "ana-ruiz-2",
      "jose-nunez-ibanez",
      "王小明",
    ]);
  });

  test("a made id never takes one that is stated further down", () => {
    const { contacts } = parsed({ ...ana }, { id: "ana-ruiz", name: "Ana R.", addresses: ["r@example.org"] });
    expect(contacts.map((contact) => contact.id)).toEqual(["ana-ruiz-2", "ana-ruiz"]);
  });

  test("an id taken twice is reported and made unique", () => {
    const { contacts, problems } = parsed(
      { ...ana, id: "a" },
      { id: "a", name: "Ben", addresses: ["b@example.org"] },
    );
    expect(new Set(contacts.map((contact) => contact.id)).size).toBe(2);
    expect(problems).toMatchObject([{ contact: "Ben", key: "id" }]);
  });

  test("an address that two people share is reported", () => {
    const { problems } = parsed(ana, { name: "Ben", addresses: ["ANA+x@example.org"] });
    expect(problems).toMatchObject([{ contact: "Ben", key: "addresses" }]);
  });

  test.each([
    ["a comma missing", '{"version": 1,\n"contacts": [\n{"name": "A"\n"notes": "b"}]}', 4, "comma"],
    ["a comma too many", '[\n{"name": "A"},\n]', 3, "comma too many"],
    ["a quote missing", '[\n{"name": "A}\n]', 2, "quote"],
    ["the end missing", '[\n{"name": "A"}\n', 3, "end of the file"],
    ["a word without quotes", '[\n{"name": Ana}]', 2, "Ana"],
    ["something after the end", "[]\n[]", 2, "after the end"],
  ])("%s is reported with its line", (_case, text, line, words) => {
    const { contacts, problems, raw } = parseContacts(text);
    expect(contacts).toEqual([]);
    expect(raw).toBeUndefined();
    expect(problems).toMatchObject([{ line }]);
    expect(problems[0]?.text).toContain(words);
  });

  test("a file of a newer program is reported", () => {
    expect(parseContacts('{"version": 7, "contacts": []}').problems).toMatchObject([
      { key: "version", line: 1 },
    ]);
  });

  test("no text makes the reader throw", () => {
    const pieces = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"',
      "\\",
      "\n",
      '"name"',
      '"contacts"',
      "1",
      "null",
      "tru",
      "-",
      " ",
    );
    fc.assert(
      fc.property(fc.array(pieces), (text) => {
        const { contacts, problems } = parseContacts(text.join(""));
        expect(contacts.length === 0 || problems.length >= 0).toBe(true);
      }),
    );
  });

  test("whatever is no JSON has a line to look at", () => {
    const broken = fc
      .tuple(fc.json(), fc.nat())
      .map(([json, at]) => json.slice(0, at % Math.max(json.length, 1)));
    fc.assert(
      fc.property(broken, (text) => {
        const { raw, problems } = parseContacts(text);
        if (raw === undefined && text.trim() !== "") expect(problems[0]?.line).toBeGreaterThan(0);
      }),
    );
  });
});

describe("writing", () => {
  test("reading back gives the same contacts", () => {
    const texts = fc.array(
      fc.string({ minLength: 1 }).filter((text) => text.trim() === text && text !== ""),
      { maxLength: 3 },
    );
    const entry = fc.record({
      name: fc.constantFrom("Ana Ruiz", "Ben O'Dowd", "Łukasz Nowak", "王小明"),
      interests: texts,
      notes: fc.option(fc.string({ minLength: 1 })),
      perWeek: fc.option(fc.integer({ min: 0, max: 9 })),
      tone: fc.constantFrom("close", "colleague", "formal"),
      services: fc.constantFrom({}, { haro: "always" }, { sos: "always 0.8", haro: "never" }),
      her_own: fc.json(),
    });
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const first = parseContacts(JSON.stringify(entries), { needsAddress: false });
        const text = serializeContacts(first.contacts, first.raw);
        const second = parseContacts(text, { needsAddress: false });
        expect(second.contacts).toEqual(first.contacts);
        expect(serializeContacts(second.contacts, second.raw)).toBe(text);
      }),
    );
  });

  test("her own keys, her way of writing and entries that were not understood stay", () => {
    const raw = JSON.parse(
      '{"version":1,"mine":true,"contacts":[{"name":"Ana Ruiz","address":"Ana <ana@example.org>","interests":"baking, salt","shoe":38},{"nme":"typo"}]}',
    );
    const { contacts } = parseContacts(JSON.stringify(raw));
    expect(JSON.parse(serializeContacts(contacts, raw))).toEqual({
      version: 1,
      mine: true,
      contacts: [
        {
          id: "ana-ruiz",
          name: "Ana Ruiz",
          addresses: "Ana <ana@example.org>",
          interests: "baking, salt",
          shoe: 38,
        },
        { nme: "typo" },
      ],
    });
  });

  test("a value that could not be read stays until it is set anew", () => {
    const file = '[{"name":"Ana Ruiz","addresses":["ana@example.org"],"timezone":"Madrid time"}]';
    const { contacts, raw } = parseContacts(file);
    expect(serializeContacts(contacts, raw)).toContain('"timezone": "Madrid time"');
    const mended = contacts.map((contact) => ({ ...contact, timezone: "Europe/Madrid" }));
    expect(serializeContacts(mended, raw)).toContain('"timezone": "Europe/Madrid"');
  });

  test("an entry without an address was never a contact, and stays for her to finish", () => {
    const { contacts, raw } = parsed(ana, { name: "Tom", notes: "ask Raj for his address" });
    expect(serializeContacts(contacts, raw)).toContain("ask Raj for his address");
  });

  test("a contact taken from the list leaves the file", () => {
    const { contacts, raw } = parsed(ana, { name: "Ben", addresses: ["b@example.org"] });
    expect(serializeContacts(contacts.slice(1), raw)).not.toContain("Ana");
  });

  test("looks like something to edit by hand", () => {
    const { contacts } = parsed({
      ...ana,
      interests: ["baking", '"food science"'],
      services: { haro: "always" },
    });
    expect(serializeContacts(contacts)).toBe(`{
  "version": 1,
  "contacts": [
    {
      "id": "ana-ruiz",
      "name": "Ana Ruiz",
      "addresses": ["ana@example.org"],
      "interests": ["baking", "\\"food science\\""],
      "services": { "haro": "always" }
    }
  ]
}
`);
  });
});

describe("whom she means", () => {
  const { contacts } = parsed(
    { ...ana, addresses: ["ana@example.org", "ana.ruiz@work.example.com"] },
    { name: "Ana Lopes", addresses: ["lopes@example.net"] },
    { name: "Dr. José Núñez", addresses: ["jose@example.org"] },
    { id: "raj", name: "Raj Mehta", addresses: ["raj@example.com"] },
    { name: "Raj", addresses: ["other.raj@example.com"] },
  );

  test.each([
    ["ana ruiz", ["Ana Ruiz"]],
    ["ANA", ["Ana Ruiz", "Ana Lopes"]],
    ["lopes", ["Ana Lopes"]],
    ["ana-lopes", ["Ana Lopes"]],
    ["jose", ["Dr. José Núñez"]],
    ["núñez", ["Dr. José Núñez"]],
    ["dr nunez", ["Dr. José Núñez"]],
    ["Ana.Ruiz+haro@WORK.example.com", ["Ana Ruiz"]],
    ["Ana <ana@example.org>", ["Ana Ruiz"]],
    ['"lopes".', ["Ana Lopes"]],
    ["raj", ["Raj Mehta", "Raj"]],
    ["raj mehta", ["Raj Mehta"]],
    ["an", []],
    ["nobody@example.org", []],
    ["", []],
  ])("%s", (typed, names) => {
    expect(findContacts(contacts, typed).map((contact) => contact.name)).toEqual(names);
  });

  test.each([
    ["ana@example.org", "Ana Ruiz"],
    ["ANA+news@Example.ORG", "Ana Ruiz"],
    ["ana.ruiz@work.example.com", "Ana Ruiz"],
    ["anna@example.org", null],
    ["", null],
  ])("the owner of %s", (address, name) => {
    expect(contactByAddress(contacts, address)?.name ?? null).toBe(name);
  });

  test.each([
    ["Ana+a+b@Example.org", "ana@example.org"],
    ["+ana@example.org", "+ana@example.org"],
    ["Ana <a+x@example.org>", "a@example.org"],
  ])("%s compares as %s", (address, key) => {
    expect(addressKey(address)).toBe(key);
  });
});
