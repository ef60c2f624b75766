/** The same call in another edition or on another list is one query; a like one by the same writer is not. */
import { expect, test } from "vitest";
import { identitiesOf, isSameQuery } from "../../src/query/identity.ts";
import type { MediaQuery } from "../../src/query/query.ts";
import { readSource } from "../../src/query/read.ts";
import { fixtures } from "./support/fixtures.ts";
import { SAMPLES_ARE_HERE, samples } from "./support/samples.ts";

const TEXT =
  "I'm writing about night work in small bakeries, the hour of the first loaf. When do you get up, what do you eat at four, and who drives the van? Please send a photo of the oven.";

function query(changes: Partial<MediaQuery>): MediaQuery {
  const [first] =
    readSource(fixtures()[0]?.source ?? { from: null, subject: null, sentAt: null, text: "", listId: null })
      ?.queries ?? [];
  if (first === undefined) throw new Error("the first fixture holds no query");
  return { ...first, replyTo: null, url: null, partial: false, query: TEXT, ...changes };
}

test("a relay address stands for one query: a rerun with a moved deadline and a retouched text is the same", () => {
  const replyTo = "reply+1@helpareporter.com";
  const later = query({ replyTo, query: "Shorter now.", deadlineText: "later" });
  expect(isSameQuery(query({ replyTo }), later)).toBe(true);
});

test("a journalist's own address serves many queries: there the text decides", () => {
  const replyTo = "gus@dryside.example";
  const other = query({
    replyTo,
    query: "Umbrella repairers: what breaks first, and what do you charge for a rib?",
  });
  expect(isSameQuery(query({ replyTo }), other)).toBe(false);
});

test.each([
  ["wrapped, other quotes, capitals", TEXT.toUpperCase().replace(/ /g, "\n").replace("I'M", "I’M")],
  ["a greeting put before it", `Hello! ${TEXT}`],
  ["bullets put in", TEXT.replace(/\? /g, "?\n- ")],
])("near-equal text on another list is the same call: %s", (_case, text) => {
  const here = query({ replyTo: "reply+1@helpareporter.com" });
  expect(isSameQuery(here, query({ service: "sos", replyTo: "gus@dryside.example", query: text }))).toBe(
    true,
  );
});

test("a text that its list cut off is the start of the whole one", () => {
  const cut = query({ service: "qwoted", partial: true, query: `${TEXT.slice(0, 170)}...` });
  expect(isSameQuery(cut, query({}))).toBe(true);
});

test("two calls that share a writer's usual paragraphs are two", () => {
  const boiler =
    "Please answer in your own words, with your name, title and company. I read all answers and cannot confirm receipt.";
  const one = query({ query: `How does a reverse mortgage work, and whom does it suit? ${boiler}` });
  const two = query({ query: `How does a bridge loan work, and when is it too dear? ${boiler}` });
  expect(isSameQuery(one, two)).toBe(false);
});

test("identities do not hang on white space, case or marks", () => {
  expect(identitiesOf(query({ query: `  ${TEXT.toLowerCase().replace(/[,?.]/g, "")}\n` }))).toEqual(
    identitiesOf(query({})),
  );
});

test("a link's slug is an identity; two alerts with the same opening stay two", () => {
  const url = "https://connectively.us/experts/questions/";
  expect(
    isSameQuery(query({ url: `${url}a`, query: "One." }), query({ url: `${url}a`, query: "Two." })),
  ).toBe(true);
  expect(
    isSameQuery(query({ url: `${url}a`, query: "One." }), query({ url: `${url}b`, query: "Two." })),
  ).toBe(false);
});

test("no two queries of a fixture are the same", () => {
  for (const { source } of fixtures()) {
    const queries = readSource(source)?.queries ?? [];
    const pairs = queries.flatMap((one, place) =>
      queries.slice(place + 1).map((other) => isSameQuery(one, other)),
    );
    expect(pairs).not.toContain(true);
  }
});

test.skipIf(!SAMPLES_ARE_HERE)(
  "no two queries of a real mailing are the same (they lie beside the repository)",
  () => {
    for (const { source } of samples()) {
      const queries = readSource(source)?.queries ?? [];
      const pairs = queries.flatMap((one, place) =>
        queries.slice(place + 1).map((other) => isSameQuery(one, other)),
      );
      expect(pairs).not.toContain(true);
    }
  },
);
