import { expect, test } from "vitest";
import { isEnding } from "../../src/command/manners.ts";

const OWN = ["Nell Hartigan", "Communications, Copenhagen", "+45 20 00 00 00"];

test.each([
  "Nell",
  "– Nell",
  "nell hartigan",
  "Communications, Copenhagen",
  "+45 20 00 00 00",
  "Best,",
  "Kind regards",
  "Thanks!",
  "Viele Grüße",
  "Sent from my phone",
  "x",
])("%s only ends her mail", (line) => {
  expect(isEnding(line, OWN)).toBe(true);
});

test.each(["Hartigan", "send Nell", "Best to ask Ana first", "Nell is away", "regards 2", "3 hello"])(
  "%s says more than that",
  (line) => {
    expect(isEnding(line, OWN)).toBe(false);
  },
);
