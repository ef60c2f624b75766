/** The tables of matching on disk. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { Misconfigured } from "../../src/errors.ts";
import { createGazetteer } from "../../src/match/places.ts";
import { loadBeats } from "../../src/tables/beats.ts";
import { loadMatchTables } from "../../src/tables/matching.ts";
import { loadPlaces } from "../../src/tables/places.ts";
import { loadVectors } from "../../src/tables/vectors.ts";
import { tempFolder } from "../support/temp.ts";

function fileWith(content: string | Buffer): URL {
  const folder = join(tempFolder(), "tables");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "table"), content);
  return pathToFileURL(join(folder, "table"));
}

/** A table of three words, as the build script writes it. */
function smallTable(): Buffer {
  const words = ["the", "bread", "dough"];
  const head = `${JSON.stringify({ format: "sendalong vectors", version: 1, dimensions: 2, words: 3 })}\n${words.join("\n")}\n\n`;
  const scales = Buffer.from(Float32Array.from([1, 0.5, 0.25]).buffer);
  const rows = Buffer.from(Int8Array.from([1, 2, 3, -4, 5, 6]).buffer);
  return Buffer.concat([Buffer.from(head.padEnd(Math.ceil(head.length / 4) * 4), "latin1"), scales, rows]);
}

describe("vectors", () => {
  test("each word has its row, every other word none", () => {
    const table = loadVectors(fileWith(smallTable()));
    expect(["the", "bread", "dough", "bre", "breads", ""].map((word) => table?.row(word))).toEqual([
      0, 1, 2, -1, -1, -1,
    ]);
    expect([...(table?.rows ?? [])]).toEqual([1, 2, 3, -4, 5, 6]);
    expect([...(table?.scales ?? [])]).toEqual([1, 0.5, 0.25]);
  });

  test("no file, no table", () => {
    expect(loadVectors(new URL("gone", fileWith("")))).toBeNull();
  });

  test.each([
    ["something else", Buffer.from("no table at all\n\n")],
    ["a newer kind", Buffer.from('{"format":"sendalong vectors","version":2}\nthe\n\n')],
    ["a table cut off", smallTable().subarray(0, -1)],
  ])("%s is refused, and the file named", (_case, bytes) => {
    const file = fileWith(bytes);
    expect(() => loadVectors(file)).toThrow(Misconfigured);
    expect(() => loadVectors(file)).toThrow(file.pathname);
  });
});

describe("beats and places", () => {
  test.each([
    ["no JSON", "{"],
    ["no list", "{}"],
    [
      "one that lies within itself",
      '{"beats":[{"name":"bread","within":"food"},{"name":"food","within":"bread"}],"places":[{"name":"Rye","within":"Rye"}]}',
    ],
    ["a nameless one", '{"beats":[{"name":"bread"},{}],"places":[{"name":"Rye"},{}]}'],
  ])("%s is refused, and the file named", (_case, text) => {
    const file = fileWith(text);
    for (const load of [loadBeats, loadPlaces]) {
      expect(() => load(file)).toThrow(Misconfigured);
      expect(() => load(file)).toThrow(file.pathname);
    }
  });

  test("keys left out are empty", () => {
    expect(loadBeats(fileWith('{"beats":[{"name":"bread","de":["Brot"]}]}'))).toEqual([
      { name: "bread", domain: "", within: null, also: [], cues: [], who: [], foreign: { de: ["Brot"] } },
    ]);
    expect(loadPlaces(fileWith('{"places":[{"name":"Rye"}]}'))).toEqual([
      { name: "Rye", also: [], within: null, timezone: null },
    ]);
  });
});

describe("what ships", () => {
  const { vectors, beats, places } = loadMatchTables();

  test("every row has unit length", () => {
    if (vectors === null) throw new Error("no vectors ship");
    const { dimensions, rows, scales } = vectors;
    for (const word of ["bread", "office", "insomnia", "lawyer"]) {
      const row = vectors.row(word);
      const numbers = [...rows.subarray(row * dimensions, (row + 1) * dimensions)].map(
        (each) => each * (scales[row] ?? 0),
      );
      expect(Math.hypot(...numbers)).toBeCloseTo(1, 1);
    }
  });

  test("no beat stands twice, and the wider one of each is a beat", () => {
    const names = beats.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { within } of beats) if (within !== null) expect(names).toContain(within);
  });

  test("every beat has cues, and most have names in each of the other languages", () => {
    for (const { name, cues } of beats) expect(cues.length, name).toBeGreaterThan(2);
    for (const language of ["es", "de", "fr", "pt", "it"] as const) {
      const translated = beats.filter(({ foreign }) => foreign[language] !== undefined).length;
      expect(translated / beats.length, language).toBeGreaterThan(0.5);
    }
  });

  test("every place lies in one that is there, and its zone is one", () => {
    const names = new Set(places.map(({ name }) => name));
    const zones = new Set(Intl.supportedValuesOf("timeZone"));
    for (const { name, within, timezone } of places) {
      if (within !== null) expect(names.has(within), `${name} in ${within}`).toBe(true);
      if (timezone !== null)
        expect(
          zones.has(timezone) || new Intl.DateTimeFormat("en", { timeZone: timezone }) !== null,
          name,
        ).toBe(true);
    }
  });

  test.each([
    ["Austin", "US", true],
    ["Texas", "United States", true],
    ["London", "UK", true],
    ["London", "US", false],
    ["Madrid", "Europe", true],
  ])("%s and %s", (one, other, expected) => {
    const gazetteer = createGazetteer(places);
    const [first] = gazetteer.find(one);
    const [second] = gazetteer.find(other);
    expect(gazetteer.meet(first?.place ?? "", second?.place ?? "")).toBe(expected);
  });
});
