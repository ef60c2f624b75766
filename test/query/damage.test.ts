/** What forwarding does to a mailing changes nothing of what is read in it. */
import { describe, expect, test } from "vitest";
import type { MediaQuery } from "../../src/query/query.ts";
import { readSource, type Source } from "../../src/query/read.ts";
import { DAMAGES, type Damage, ROUGH, wordsOf } from "./support/damage.ts";
import { fixtures } from "./support/fixtures.ts";
import { SAMPLES_ARE_HERE, samples } from "./support/samples.ts";

/** Readers that find their way by labels in the text; the others need lines. */
const READ_WITHOUT_LINES = new Set(["haro", "sos", "connectively"]);

const all = fixtures().map((each) => [each.name, each] as const);

describe.each(all)("%s", (_name, { source }) => {
  test.each(DAMAGES.map((each) => [each.name, each] as const))("survives: %s", (_way, damage) => {
    expect(readDamaged(source, damage)).toEqual(readWhole(source));
  });
});

describe.each(all.filter(([, { expected }]) => READ_WITHOUT_LINES.has(expected.service ?? "")))(
  "%s",
  (_name, { source }) => {
    test.each(ROUGH.map((each) => [each.name, each] as const))("survives: %s", (_way, damage) => {
      expect(readDamaged(source, damage)).toEqual(readWhole(source));
    });
  },
);

// A single line cut out of its mail has nothing left to lose.
test.skipIf(!SAMPLES_ARE_HERE)("real samples survive all of it (they lie beside the repository)", () => {
  const hurt = samples().flatMap(({ name, source }) => {
    const whole = JSON.stringify(readWhole(source));
    const ways = source.text.includes("\n") ? DAMAGES : [];
    return ways
      .filter((damage) => JSON.stringify(readDamaged(source, damage)) !== whole)
      .map((damage) => `${name}: ${damage.name}`);
  });
  expect(hurt).toEqual([]);
});

function readWhole(source: Source): unknown {
  return summaryOf(readSource(source));
}

function readDamaged(source: Source, damage: Damage): unknown {
  return summaryOf(readSource({ ...source, text: damage.apply(source.text) }));
}

function summaryOf(edition: ReturnType<typeof readSource>): unknown {
  return edition === null
    ? null
    : { service: edition.service, announced: edition.announced, queries: edition.queries.map(flat) };
}

/**
 * Lines and marks are the client's; words, addresses and instants must not change.
 *
 * Where a text lost its lines its sentences end elsewhere, so of the requirements only their presence is compared.
 */
function flat(query: MediaQuery): unknown {
  const words = (text: string | null): string | null => (text === null ? null : wordsOf(text));
  return {
    ...query,
    query: words(query.query),
    outlet: words(query.outlet),
    category: words(query.category),
    requirements: query.requirements !== null,
  };
}
