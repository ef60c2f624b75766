/** Invented mailings of every shape: lists inside queries, label-like prose, doubled, empty and reordered fields. */
import { expect, test } from "vitest";
import { readSource } from "../../src/query/read.ts";
import { compare } from "./support/compare.ts";
import { fixtures, moreFixtures } from "./support/fixtures.ts";

test.each([...fixtures(), ...moreFixtures()].map((each) => [each.name, each] as const))(
  "%s is read as expected",
  (_name, { source, expected }) => {
    expect(compare(readSource(source), expected).differences).toEqual([]);
  },
);
