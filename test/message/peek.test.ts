/** Which mail it was that could not be read. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { subjectOf } from "../../src/message/peek.ts";

test.each([
  ["plain", "From: a@example.org\r\nSubject: Media queries\r\n\r\nbody", "Media queries"],
  ["folded", "Subject: Media\r\n queries,\r\n\tnoon\r\nTo: b@example.org\r\n\r\n", "Media queries, noon"],
  ["base64", "subject: =?UTF-8?B?R3LDvMOfZQ==?=\n\nbody", "Grüße"],
  ["quoted", "Subject: =?iso-8859-1?Q?Gr=FC=DFe_aus?= Bonn\n\n", "Grüße aus Bonn"],
  ["two in a row", "Subject: =?utf-8?q?Gr=C3=BC?= =?utf-8?q?=C3=9Fe?=\n\n", "Grüße"],
  ["an unknown charset stays as it is", "Subject: =?x-none?q?abc?=\n\n", "=?x-none?q?abc?="],
  ["none", "From: a@example.org\n\nSubject: in the body", null],
  ["empty", "Subject:\n\n", null],
])("the subject, %s", (_case, mail, expected) => {
  expect(subjectOf(Buffer.from(mail))).toBe(expected);
});

test("no bytes make it throw, and none make it long", () => {
  const piece = fc.constantFrom(
    "Subject:",
    "\r\n",
    "\n ",
    "=?utf-8?b?",
    "?=",
    "=?q?",
    "x".repeat(500),
    "\u0000",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
      const subject = subjectOf(Buffer.from(pieces.join("")));
      expect(subject === null || (subject.length <= 200 && !/[\r\n]/.test(subject))).toBe(true);
    }),
  );
});
