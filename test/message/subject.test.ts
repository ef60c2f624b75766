import fc from "fast-check";
import { expect, test } from "vitest";
import { baseSubject, forwardedSubject, subjectKind } from "../../src/message/subject.ts";

test.each([
  ["reply to a forward", "Re: Fwd: Sleep experts", "Sleep experts"],
  ["list tag before it", "[queries] RE: Sleep experts", "Sleep experts"],
  ["a counted reply", "Re[2]: AW: Sleep experts", "Sleep experts"],
  ["a wide colon", "回复：Sleep experts", "Sleep experts"],
  ["a trailing (fwd)", "Sleep experts (fwd)", "Sleep experts"],
  ["folded", "Re: Sleep\r\n experts", "Sleep experts"],
  ["colon is not a reply", "Recipe: sleep", "Recipe: sleep"],
  ["a tag alone stays", "[HARO]", "[HARO]"],
  ["nothing left", "Re: Fwd: ", ""],
])("base subject, %s", (_case, subject, expected) => {
  expect(baseSubject(subject)).toBe(expected);
});

test.each([
  ["Fwd: x", "forward"],
  ["FW: x", "forward"],
  ["WG: x", "forward"],
  ["TR : x", "forward"],
  ["RV: x", "forward"],
  ["I: x", "forward"],
  ["ENC: x", "forward"],
  ["PD: x", "forward"],
  ["VB: x", "forward"],
  ["İLT: x", "forward"],
  ["转发：x", "forward"],
  ["転送: x", "forward"],
  ["x (fwd)", "forward"],
  ["Re: Fwd: x", "reply"],
  ["AW: x", "reply"],
  ["SV: x", "reply"],
  ["[queries] Re: x", "reply"],
  ["Research: x", "own"],
  ["Forward thinkers wanted", "own"],
  ["", "own"],
  [null, "own"],
])("the subject %j says %s", (subject, kind) => {
  expect(subjectKind(subject)).toBe(kind);
});

test("one forward word is taken off: what stands behind it is the original's own", () => {
  expect(forwardedSubject("Fwd: Re: Sleep experts")).toBe("Re: Sleep experts");
});

const subjects = fc
  .array(
    fc.oneof(
      fc.constantFrom("Re: ", "FWD: ", "[queries] ", " (fwd)", "AW:", "回复：", "[", "] ", "Re[2]: ", " "),
      fc.string(),
    ),
  )
  .map((pieces) => pieces.join(""));

test("base subject, taken twice, is the same", () => {
  fc.assert(
    fc.property(subjects, (subject) => {
      const once = baseSubject(subject);
      expect(baseSubject(once)).toBe(once);
    }),
  );
});
