/** Shelves of words and tables of places answer as plain sums do, small or large, by vector instructions or without. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { PlaceTable } from "../../src/match/place-table.ts";
import { Shelf } from "../../src/match/shelf.ts";
import type { VectorTable } from "../../src/match/tables.ts";

/** Any numbers will do: the shelf does not ask what they mean. */
function tableOf(dimensions: number): VectorTable {
  const size = 64;
  const rows = Int8Array.from({ length: size * dimensions }, (_, at) => ((at * 7919) % 255) - 127);
  const scales = Float32Array.from({ length: size }, (_, row) => 1 / (300 + row));
  return { dimensions, size, rows, scales, row: () => -1 };
}

function vectorOf({ dimensions, rows, scales }: VectorTable, row: number): number[] {
  const own = rows.subarray(row * dimensions, (row + 1) * dimensions);
  return Array.from(own, (number) => (row < 0 ? 0 : number * (scales[row] ?? 0)));
}

function product(one: ArrayLike<number>, other: readonly number[]): number {
  return other.reduce((sum, value, at) => sum + value * (one[at] ?? 0), 0);
}

const tables = fc.constantFrom(1, 15, 16, 17, 33, 98, 100).map(tableOf);
const rows = fc.integer({ min: -1, max: 63 });
const place = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 100, maxLength: 100 });

test.each([
  ["a few words", 40],
  ["more than vector instructions begin at", 1100],
])("cosines are those of the table, %s", (_case, most) => {
  fc.assert(
    fc.property(
      tables,
      fc.array(rows, { minLength: most - 30, maxLength: most }),
      fc.array(rows, { maxLength: 32 }),
      place,
      (table, words, guests, numbers) => {
        const shelf = new Shelf(table);
        for (const row of words) shelf.add(row);
        const from = Float32Array.from(numbers.slice(0, table.dimensions));
        shelf.invite(guests);
        const near = shelf.near(from);
        for (const at of [0, 1, words.length >> 1, words.length - 1]) {
          const own = vectorOf(table, words[at] ?? -1);
          expect(near[at]).toBeCloseTo(product(from, own), 4);
          const others = guests.map((row) => product(own, vectorOf(table, row)));
          for (const [nth, cosine] of others.entries())
            expect(shelf.nearGuests(at)[nth]).toBeCloseTo(cosine, 4);
        }
      },
    ),
    { numRuns: 30 },
  );
});

test.each([10, 200])("so are those of a table of %i places, also when more come", (most) => {
  fc.assert(
    fc.property(
      tables,
      fc.array(rows, { minLength: most - 5, maxLength: most }),
      place,
      (table, some, numbers) => {
        const from = Float32Array.from(numbers.slice(0, table.dimensions));
        const places = new PlaceTable(table.dimensions);
        const found: number[] = [];
        for (const row of some) {
          places.add(row < 0 ? null : Float32Array.from(vectorOf(table, row)));
          found.push(product(from, vectorOf(table, row)));
          if (found.length === some.length || found.length === 3)
            for (const [at, cosine] of places.cosines(from).entries())
              expect(cosine).toBeCloseTo(found[at] ?? 0, 4);
        }
      },
    ),
    { numRuns: 20 },
  );
});

test("without a table every word is near nothing", () => {
  const shelf = new Shelf(null);
  for (let at = 0; at < 600; at++) shelf.add(-1);
  expect(shelf.near(new Float32Array()).every((cosine) => cosine === 0)).toBe(true);
});
