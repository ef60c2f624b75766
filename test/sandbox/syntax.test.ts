/** IMAP's wire syntax, read and written. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CommandReader } from "../../src/sandbox/imap/reader.ts";
import {
  decodeName,
  encodeName,
  formatDateTime,
  formatSet,
  parseDate,
  parseSet,
  quote,
  textOf,
  tokenize,
} from "../../src/sandbox/imap/syntax.ts";

describe("sets", () => {
  test.each([
    ["1:3,2:5", 9, [1, 2, 3, 4, 5]],
    ["5:3", 9, [3, 4, 5]],
    ["7,*,7", 9, [7, 9]],
    ["12:*", 9, [9, 10, 11, 12]],
    ["*:2", 3, [2, 3]],
    ["1:9,2,3:4", 9, [1, 2, 3, 4, 5, 6, 7, 8, 9]],
  ])("%s of %i", (set, last, numbers) => {
    const found = parseSet(set, last).flatMap(([low, high]) =>
      Array.from({ length: Math.max(0, high - low + 1) }, (_, n) => low + n),
    );
    expect(found).toEqual(numbers);
  });

  test("written and read again they hold the same numbers, each once", () => {
    const numbers = fc
      .uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1 })
      .map((some) => some.sort((a, b) => a - b));
    fc.assert(
      fc.property(numbers, (some) => {
        const read = parseSet(formatSet(some), 60).flatMap(([low, high]) =>
          Array.from({ length: high - low + 1 }, (_, n) => low + n),
        );
        expect(read).toEqual(some);
      }),
    );
  });

  test.each(["", "1;2", "a", "1:", ":1", "1,,2", "1:2:3"])("%j is none", (text) => {
    expect(() => parseSet(text, 9)).toThrow("not a set");
  });
});

describe("mailbox names", () => {
  test.each([
    ["INBOX/Sent items", "INBOX/Sent items"],
    ["Entwürfe", "Entw&APw-rfe"],
    ["R&D", "R&-D"],
    ["台北", "&U,BTFw-"],
    ["☺!", "&Jjo-!"],
  ])("%s goes out as %s (RFC 3501 §5.1.3)", (name, wire) => {
    expect(encodeName(name)).toBe(wire);
    expect(decodeName(wire)).toBe(name);
  });

  test("every name comes back as it went out", () => {
    const pieces = fc.oneof(fc.constantFrom("&", "-", "/", "ü", "日本", "🙂", "&-", " "), fc.string());
    fc.assert(
      fc.property(fc.array(pieces), (some) => {
        const name = some.join("");
        expect(decodeName(encodeName(name))).toBe(name);
      }),
    );
  });
});

describe("dates", () => {
  test.each([
    ["1-Feb-2026", "2026-02-01T00:00:00Z"],
    ["17-jul-1996 02:44:25 -0700", "1996-07-17T09:44:25Z"],
    [" 7-Nov-2026 23:59:59 +0000", "2026-11-07T23:59:59Z"],
  ])("%s", (text, instant) => {
    expect(parseDate(text)).toEqual(new Date(instant));
  });

  test("a date written is the date read", () => {
    const instants = fc.date({
      min: new Date("1980-01-01"),
      max: new Date("2099-12-31"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, (at) => {
        at.setUTCMilliseconds(0);
        expect(parseDate(formatDateTime(at).replaceAll('"', ""))).toEqual(at);
      }),
    );
  });

  test.each(["yesterday", "31-Foo-2026", "1-1-2026"])("%s is none", (text) => {
    expect(() => parseDate(text)).toThrow("not a date");
  });
});

test("a string is quoted so that it is read back, however odd", () => {
  const odd = fc
    .array(fc.oneof(fc.constantFrom('"', "\\", "\r\n", " ", "(", "é"), fc.string()))
    .map((some) => Buffer.from(some.join("")).toString("latin1"));
  fc.assert(
    fc.property(odd, (text) => {
      const reader = new CommandReader(() => undefined);
      const [pieces = []] = reader.push(Buffer.from(`a ${quote(text)}\r\n`, "latin1"));
      const token = tokenize(pieces)[1];
      expect(token?.kind === "string" ? token.bytes.toString("latin1") : null).toBe(text);
    }),
  );
});

test("commands are the same however the network cuts them", () => {
  const wire = Buffer.from(
    'a LOGIN {4}\r\nj\r\no {3+}\r\np"w\r\nb NOOP\r\nc APPEND "Se nt" (\\Seen) {12}\r\nSubject: x\r\n\r\nd IDLE\nDONE\r\n',
  );
  const whole = new CommandReader(() => undefined).push(wire);
  expect(whole.map((pieces) => pieces.map(String))).toEqual([
    ["a LOGIN ", "j\r\no", " ", 'p"w', ""],
    ["b NOOP"],
    ['c APPEND "Se nt" (\\Seen) ', "Subject: x\r\n", ""],
    ["d IDLE"],
    ["DONE"],
  ]);
  const cuts = fc
    .uniqueArray(fc.integer({ min: 1, max: wire.length - 1 }))
    .map((some) => some.sort((a, b) => a - b));
  fc.assert(
    fc.property(cuts, (at) => {
      const reader = new CommandReader(() => undefined);
      const chunks = [...at, wire.length].map((end, n) => wire.subarray(at[n - 1] ?? 0, end));
      expect(chunks.flatMap((chunk) => reader.push(chunk))).toEqual(whole);
    }),
  );
});

test("a client that waits for leave to send a literal gets it once, one that does not none", () => {
  let asked = 0;
  const reader = new CommandReader(() => asked++);
  reader.push(Buffer.from("a LOGIN {2}\r\n"));
  expect(asked).toBe(1);
  reader.push(Buffer.from("jo {2+}\r\npw\r\n"));
  expect(asked).toBe(1);
});

test("lines and literals beyond all bounds are refused", () => {
  expect(() =>
    new CommandReader(() => undefined).push(Buffer.from("a APPEND Sent {999999999999}\r\n")),
  ).toThrow("literal too long");
  const reader = new CommandReader(() => undefined);
  const chunk = Buffer.alloc(256 * 1024, "x");
  expect(() => {
    for (let n = 0; n < 5; n++) reader.push(chunk);
  }).toThrow("line too long");
});

test("lists nest and a section is one atom", () => {
  const tokens = tokenize(["x UID FETCH 1 (FLAGS BODY.PEEK[HEADER.FIELDS (From To)]<0.12>)"]);
  const list = tokens.at(-1);
  expect(list?.kind === "list" ? list.items.map((item) => textOf(item)) : null).toEqual([
    "FLAGS",
    "BODY.PEEK[HEADER.FIELDS (From To)]<0.12>",
  ]);
});
