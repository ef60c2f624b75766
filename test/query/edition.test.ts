/** Whole mails: every fixture, forwarded as clients do it, gives the queries of the original. */
import { describe, expect, test } from "vitest";
import { parseMessage } from "../../src/message/parse.ts";
import { readEdition } from "../../src/query/read.ts";
import { compare } from "./support/compare.ts";
import { fixtures, moreFixtures } from "./support/fixtures.ts";
import { FORWARDS } from "./support/mails.ts";
import { SAMPLES_ARE_HERE, samples } from "./support/samples.ts";

describe.each(FORWARDS.map((each) => [each.name, each] as const))("%s", (_name, { build }) => {
  test.each([...fixtures(), ...moreFixtures()].map((each) => [each.name, each] as const))(
    "%s",
    async (_fixture, { source, html, expected }) => {
      const edition = readEdition(await parseMessage(build(source, html)), null);
      expect(compare(edition, expected).differences).toEqual([]);
    },
  );
});

test.skipIf(!SAMPLES_ARE_HERE)(
  "real samples, forwarded, give the same queries (they lie beside the repository)",
  async () => {
    const wrong: string[] = [];
    for (const { name, source, expected } of samples())
      for (const { name: client, build } of FORWARDS) {
        const edition = readEdition(await parseMessage(build(source)), null);
        for (const { field } of compare(edition, expected).differences)
          wrong.push(`${name}, ${client}: ${field}`);
      }
    expect(wrong).toEqual([]);
  },
);
