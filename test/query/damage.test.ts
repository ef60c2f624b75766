/** What forwarding does to a mailing changes nothing of what is read in it. */
import { describe, expect, test } from "vitest";
import type { MediaQuery } from "../../src/query/query.ts";
import { readSource, type Source } from "../../src/query/read.ts";
import { DAMAGES, type Damage, ROUGH, wordsOf } from "./support/damage.ts";
import { fixtures } from "./support/fixtures.ts";
import { SAMPLES_ARE_HERE, samples } from "./support/samples.ts";

/** Readers that find their way by labels in the text; the others need lines. */
const READ_WITHOUT_LINES = new Set(["haro", "sos", "connectively"]);

describe.each(fixtures().map((each) => [each.name, each] as const))("%s", (_name, { source, expected }) => {
  test.each(DAMAGES.map((each) => [each.name, each] as const))("survives: %s", (_way, damage) => {
    expect(readDamaged(source, damage)).toEqual(readWhole(source));
  });

  test
    .runIf(READ_WITHOUT_LINES.has(expected.service ?? ""))
    .each(ROUGH.map((each) => [each.name, each] as const))("survives: %s", (_way, damage) => {
    expect(readDamaged(source, damage)).toEqual(readWhole(source));
  });
});

test.skipIf(!SAMPLES_ARE_HERE)("real samples survive all of it (they lie beside the repository)", () => {
  const hurt = samples().flatMap(({ name, source }) =>
    DAMAGES.filter((damage) => fits(damage, source)).flatMap((damage) => {
      const same = JSON.stringify(readDamaged(source, damage)) === JSON.stringify(readWhole(source));
      return same ? [] : [`${name}: ${damage.name}`];
    }),
  );
  expect(hurt).toEqual([]);
});

/** An item cut out of its mail has nothing at its end to tell a wrapped headline from a text. */
function fits(_damage: Damage, source: Source): boolean {
  return source.text.includes("\n");
}

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
