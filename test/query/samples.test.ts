/** Real mailings, read as a person read them. */
import { expect, test } from "vitest";
import { readSource } from "../../src/query/read.ts";
import { compare } from "./support/compare.ts";
import { SAMPLES_ARE_HERE, samples } from "./support/samples.ts";

test("samples are read wherever they lie beside the repository", () => {
  expect(samples().length > 0).toBe(SAMPLES_ARE_HERE);
});

test.skipIf(!SAMPLES_ARE_HERE).each(samples().map((sample) => [sample.name, sample] as const))(
  "real sample %s is read as expected (samples lie beside the repository)",
  (_name, { source, expected }) => {
    expect(compare(readSource(source), expected).differences).toEqual([]);
  },
);
