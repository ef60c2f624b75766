/** What a sentence of a query is for: asking, telling, setting terms, shutting out. */
import { expect, test } from "vitest";
import { sentences } from "../../src/match/sentences.ts";

const kindsOf = (text: string) => sentences(text).map(({ kind }) => kind);

test.each([
  ["I'm looking for potters who fire with wood."],
  ["I am looking specifically for glaze chemists."],
  ["Currently looking forpotters in Devon."],
  ["I'd also like a glaze chemist on the other side of this."],
  ["A retired kiln builder would be ideal."],
  ["A kiln builder who knows the old methods would round it off."],
  ["If you're a ceramics teacher, how do you begin?"],
  ["Potters: how hot is too hot?"],
  ["Potters and kiln builders who fire with wood: three mistakes, please."],
  ["Gallery owners, tell me what sells."],
  ["Ceramicists, please."],
  ["Quisiera hablar con ceramistas de Talavera."],
  ["Dafür suche ich eine Keramikerin."],
  ["J'aimerais parler à une céramiste."],
  ["Quero ouvir quem faz azulejos."],
  ["Vorrei una ceramista di Faenza."],
])("asks: %s", (sentence) => {
  expect(kindsOf(sentence)).toEqual(["ask"]);
});

test.each([
  ["The kiln was cold for eleven years."],
  ["Questions: see below."],
  ["I am looking forward to the spring fair."],
])("only tells: %s", (sentence) => {
  expect(kindsOf(sentence)).toEqual(["tell"]);
});

test("whoever asks first asks, though the sentence goes on to say how to answer", () => {
  expect(kindsOf("Looking for a potter to give quotes via email on crazing.")).toEqual(["ask"]);
  expect(kindsOf("I'm looking for potters, unpaid or nearly so.")).toEqual(["ask"]);
});

test.each([
  ["Please include a headshot if you want a credit."],
  ["Publicists, galleries and agencies are welcome to respond."],
  ["You will need headphones and a quiet room."],
  ["PR representatives may answer for their potters."],
])("a sentence about the answering sets terms, whoever is named there: %s", (sentence) => {
  expect(kindsOf(sentence)).toEqual(["terms"]);
});

test("publicists can be asked for themselves", () => {
  expect(kindsOf("I'm looking for publicists who welcome a challenge.")).toEqual(["ask"]);
});

test("what is wanted instead of something else is still wanted", () => {
  expect(sentences("I need a potter who sells from the kiln, rather than a gallery.")).toEqual([
    { text: "I need a potter who sells from the kiln", kind: "ask" },
    { text: "rather than a gallery.", kind: "not" },
  ]);
});

test.each([
  ["one endless word", "a".repeat(20_000)],
  ["blanks", `Potters${" ".repeat(20_000)}please`],
  ["commas", "x,".repeat(10_000)],
  ["asks", "looking for people ".repeat(1000)],
])("%s are read at once", (_what, text) => {
  expect(sentences(text).length).toBeGreaterThan(0);
});

test("how to answer is a sentence of its own", () => {
  expect(sentences("I'm looking for potters in Devon, please email me by Friday.")).toEqual([
    { text: "I'm looking for potters in Devon", kind: "ask" },
    { text: "please email me by Friday.", kind: "terms" },
  ]);
});
