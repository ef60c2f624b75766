/**
 * Matching beside two search libraries: who is found, and how long a query takes with 1,000, 10,000 and 100,000 contacts.
 * Called by bench.mjs; alone:  npm run build && node --expose-gc test/bench/match.mjs [most contacts]
 *
 * Quality is measured on the labelled sets (test/fixtures/match, and the development sets beside the repository where
 * they are; `own` was never tuned on), with the scorer's definitions: F0.5 at one border, P@1 and R@3 over queries that fit somebody, false
 * forwards a hundred queries, silence where nobody fits. The libraries get stop words and stems, and the border that suits
 * them best on each set, which is kinder than life.
 */
import { existsSync, readFileSync } from "node:fs";
import lunr from "lunr";
import MiniSearch from "minisearch";
import { parseContacts } from "../../dist/contact/contacts.js";
import { englishStem } from "../../dist/match/english-stem.js";
import { createMatcher } from "../../dist/match/matcher.js";
import { loadMatchTables } from "../../dist/tables/matching.js";

const SIZES = [1000, 10_000, 100_000];
const QUERIES_TIMED = 40;
const SETS = {
  own: new URL("../fixtures/match/own/", import.meta.url),
  practice: new URL("../fixtures/match/practice/", import.meta.url),
  dev: new URL("../../../shared/matching/dev/", import.meta.url),
  "dev/real": new URL("../../../shared/matching/dev/real/", import.meta.url),
};

const MATCHERS = { sendalong: ours, minisearch: withMiniSearch, lunr: withLunr };

export function matching(most = SIZES.at(-1)) {
  quality();
  loading();
  for (const size of SIZES.filter((each) => each <= most)) speed(size);
}

if (process.argv[1]?.endsWith("match.mjs")) matching(Number(process.argv[2] ?? SIZES.at(-1)));

function quality() {
  for (const [name, folder] of Object.entries(SETS)) {
    if (!existsSync(folder)) continue;
    const set = readSet(folder);
    for (const [matcher, index] of Object.entries(MATCHERS)) {
      const search = index(set.contacts);
      const ranked = set.queries.map((query) => ({ id: query.id, rows: search(query) }));
      const border = matcher === "sendalong" ? 0.5 : bestBorder(ranked, set.grades);
      console.log(`matching, ${name}, ${matcher}`.padEnd(34), told(figures(ranked, set.grades, border)));
    }
  }
}

function readSet(folder) {
  const text = (name) => readFileSync(new URL(name, folder), "utf8");
  const lines = (name) => text(name).split("\n").filter(Boolean);
  const grades = new Map();
  for (const line of lines("qrels.tsv")) {
    const [query, contact, grade] = line.split("\t");
    if (Number(grade) > 0) grades.set(query, (grades.get(query) ?? new Set()).add(contact));
  }
  return {
    contacts: parseContacts(text("contacts.json"), { needsAddress: false }).contacts,
    queries: lines("queries.jsonl").map((line) => ({ region: null, ...JSON.parse(line) })),
    grades,
  };
}

/** Each index answers a query with `{ id, score }`, best first. */
function ours(contacts) {
  const matcher = createMatcher(loadMatchTables());
  matcher.sync(contacts);
  return (query) =>
    matcher
      .match(query)
      .filter(({ heldBack }) => heldBack.length === 0)
      .map(({ contactId, score }) => ({ id: contactId, score }));
}

function stated({ interests }) {
  return interests.filter((each) => !each.startsWith("-")).join(". ");
}

function asked({ summary, query, requirements }) {
  return [summary, query, requirements].filter(Boolean).join(". ");
}

function withMiniSearch(contacts) {
  const index = new MiniSearch({
    fields: ["text"],
    processTerm: stemmed,
    searchOptions: { prefix: false, fuzzy: false },
  });
  index.addAll(contacts.map((contact) => ({ id: contact.id, text: stated(contact) })));
  return (query) => index.search(asked(query)).map(({ id, score }) => ({ id, score }));
}

/** Null leaves a word out. */
function stemmed(term) {
  const word = term.toLowerCase();
  if (lunr.stopWordFilter(word) === undefined) return null;
  return /^[a-z]{3,}$/.test(word) ? englishStem(word) : word;
}

function withLunr(contacts) {
  const index = lunr(function build() {
    this.ref("id");
    this.field("text");
    for (const contact of contacts) this.add({ id: contact.id, text: stated(contact) });
  });
  return (query) =>
    index
      .query((terms) => {
        for (const token of lunr.tokenizer(asked(query))) terms.term(token.toString(), {});
      })
      .map(({ ref, score }) => ({ id: ref, score }));
}

function bestBorder(ranked, grades) {
  const scores = [...new Set(ranked.flatMap(({ rows }) => rows.map(({ score }) => score)))].sort(
    (a, b) => a - b,
  );
  const some = scores.filter((_score, at) => at % Math.ceil(scores.length / 200) === 0);
  return some.reduce(
    (best, each) => (figures(ranked, grades, each).f > figures(ranked, grades, best).f ? each : best),
    0,
  );
}

function figures(ranked, grades, border) {
  const sum = (of) => ranked.reduce((total, each) => total + of(each), 0);
  const isRight = (id, row) => grades.get(id)?.has(row.id) ?? false;
  const relevant = sum(({ id }) => grades.get(id)?.size ?? 0);
  const proposed = sum(({ rows }) => rows.filter(({ score }) => score >= border).length);
  const right = sum(({ id, rows }) => rows.filter((row) => row.score >= border && isRight(id, row)).length);
  const fitting = ranked.filter(({ id }) => grades.has(id));
  const empty = ranked.filter(({ id }) => !grades.has(id));
  const precision = right / Math.max(1, proposed);
  const recall = right / relevant;
  return {
    f: (1.25 * precision * recall) / (0.25 * precision + recall || 1),
    first:
      fitting.filter(({ id, rows }) => rows[0] !== undefined && isRight(id, rows[0])).length / fitting.length,
    three: sum(({ id, rows }) => rows.slice(0, 3).filter((row) => isRight(id, row)).length) / relevant,
    wrong: (100 * (proposed - right)) / ranked.length,
    quiet:
      empty.filter(({ rows }) => rows.every(({ score }) => score < border)).length /
      Math.max(1, empty.length),
  };
}

function told({ f, first, three, wrong, quiet }) {
  return `F0.5 ${f.toFixed(3)}  P@1 ${first.toFixed(3)}  R@3 ${three.toFixed(3)}  wrong/100 ${wrong.toFixed(1)}  quiet ${quiet.toFixed(2)}`;
}

function loading() {
  const started = performance.now();
  const tables = loadMatchTables(new URL("../../data/?anew", import.meta.url));
  const read = performance.now();
  createMatcher(tables);
  console.log(`tables read in ${ms(read - started)}, beats made ready in ${ms(performance.now() - read)}`);
}

/** Invented people of three interests: names and cues out of the beat list, one in five two of them run together. */
function crowd(size) {
  const { beats } = loadMatchTables();
  const phrases = beats.flatMap(({ name, also, cues }) => [name, ...also, ...cues]);
  const random = lcg(size);
  const pick = () => phrases[Math.floor(random() * phrases.length)];
  const interest = () => (random() < 0.2 ? `${pick()} ${pick()}` : pick());
  return Array.from({ length: size }, (_, at) => ({
    id: `p${at}`,
    name: `P${at}`,
    interests: [interest(), interest(), interest()],
  }));
}

function lcg(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function speed(size) {
  const { contacts } = parseContacts(JSON.stringify(crowd(size)), { needsAddress: false });
  const { queries } = readSet(SETS.practice);
  for (const [name, index] of Object.entries(MATCHERS)) {
    globalThis.gc?.();
    const before = process.memoryUsage();
    const started = performance.now();
    const search = index(contacts);
    const built = performance.now() - started;
    globalThis.gc?.();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    const grown = (heapUsed + arrayBuffers - before.heapUsed - before.arrayBuffers) / 2 ** 20;
    for (const query of queries) search(query);
    const times = queries.slice(0, QUERIES_TIMED).map((query) => {
      const at = performance.now();
      search(query);
      return performance.now() - at;
    });
    const middle = times.sort((one, other) => one - other)[Math.floor(times.length / 2)];
    const memory = globalThis.gc === undefined ? "" : `, ${grown.toFixed(0)} MB`;
    console.log(
      `${size} contacts, ${name}`.padEnd(34),
      `index ${ms(built)}, a query ${middle.toFixed(2)} ms${memory}`,
    );
  }
}

function ms(value) {
  return `${value.toFixed(0)} ms`;
}
