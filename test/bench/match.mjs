/**
 * Matching beside two search libraries: who is found, and how long a query takes with 1,000, 10,000 and 100,000 contacts.
 * Called by bench.mjs; alone:  npm run build && node test/bench/match.mjs [most contacts]
 *
 * Quality is measured on the labelled sets (test/fixtures/match, and the development sets beside the repository where
 * they are; `own` was never tuned on), with the scorer's definitions: F0.5 at one border, P@1 and R@3 over queries that fit somebody, false
 * forwards a hundred queries, silence where nobody fits. The libraries get stop words and stems, and the border that suits
 * them best on each set, which is kinder than life.
 *
 * Speed is measured on invented contacts (crowd.mjs), each matcher and size in a process of its own, the libraries right
 * after ours so that a busy machine is busy for all. No query is asked twice: other sets warm up, then come ROUNDS rounds
 * of the practice set, in each of which every title meets another text. The median and p95 are of all, `undisturbed` is the
 * median over the queries of their best rounds: what it takes when nobody else runs. Memory is heap and external
 * together, after collecting garbage.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import lunr from "lunr";
import MiniSearch from "minisearch";
import { parseContacts } from "../../dist/contact/contacts.js";
import { englishStem } from "../../dist/match/english-stem.js";
import { createMatcher } from "../../dist/match/matcher.js";
import { loadMatchTables } from "../../dist/tables/matching.js";
import { loadVectors } from "../../dist/tables/vectors.js";
import { crowd } from "./crowd.mjs";

const SIZES = [1000, 10_000, 100_000];
const ROUNDS = 5;
const STARTS = 5;
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

const [, program, ...words] = process.argv;
if (program?.endsWith("match.mjs")) {
  if (words[0] === "--tables") console.log(JSON.stringify(loaded()));
  else if (words[0] === "--timed") console.log(JSON.stringify(timed(words[1], Number(words[2]))));
  else matching(Number(words[0] ?? SIZES.at(-1)));
}

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

/** A process of its own for each measurement; it answers in JSON. */
function apart(...args) {
  const own = fileURLToPath(import.meta.url);
  const { stdout, stderr } = spawnSync(process.execPath, ["--expose-gc", own, ...args], {
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout);
}

function loading() {
  const starts = Array.from({ length: STARTS }, () => apart("--tables"));
  const middle = (name) => middleOf(starts.map((start) => start[name]));
  console.log(
    `tables: vectors read in ${ms(middle("vectors"))}, all tables in ${ms(middle("tables"))}, beats made ready in ${ms(middle("beats"))} (median of ${STARTS} starts)`,
  );
}

function loaded() {
  const started = performance.now();
  loadVectors(new URL("../../data/vectors.bin", import.meta.url));
  const vectors = performance.now();
  const tables = loadMatchTables();
  const read = performance.now();
  createMatcher(tables);
  return { vectors: vectors - started, tables: read - vectors, beats: performance.now() - read };
}

function speed(size) {
  for (const name of Object.keys(MATCHERS)) {
    const { built, middle, slow, best, grown, total } = apart("--timed", name, String(size));
    console.log(
      `${size} contacts, ${name}`.padEnd(34),
      `a query ${middle.toFixed(2)} ms, p95 ${slow.toFixed(2)} ms, undisturbed ${best.toFixed(2)} ms; index ${ms(built)}; memory ${grown.toFixed(0)} MB, ${total.toFixed(0)} MB with tables and contacts`,
    );
  }
}

/** One matcher with so many contacts. Milliseconds and megabytes. */
function timed(name, size) {
  const contacts = contactsOf(size);
  const rounds = distinct(readSet(SETS.practice).queries);
  if (name === "sendalong") createMatcher(loadMatchTables());
  const before = megabytes();
  const started = performance.now();
  const search = MATCHERS[name](contacts);
  const built = performance.now() - started;
  for (const folder of [SETS.own, SETS.dev, SETS["dev/real"]].filter((each) => existsSync(each)))
    for (const query of readSet(folder).queries) search(query);
  const taking = rounds.map((queries) => queries.map((query) => taken(() => search(query))));
  const times = taking.flat().sort((one, other) => one - other);
  const undisturbed = rounds[0].map((_query, at) => Math.min(...taking.map((round) => round[at])));
  const total = megabytes();
  return {
    built,
    middle: middleOf(times),
    slow: times[Math.floor(times.length * 0.95)],
    best: middleOf(undisturbed),
    grown: total - before,
    total,
  };
}

/** ROUNDS rounds of queries, none twice: the text stays in its place, so that each place is as long in every round. */
function distinct(queries) {
  return Array.from({ length: ROUNDS }, (_, round) =>
    queries.map((query, at) => ({ ...query, summary: queries[(at + round) % queries.length].summary })),
  );
}

function taken(work) {
  const at = performance.now();
  work();
  return performance.now() - at;
}

/** The text they come from is left behind. */
function contactsOf(size) {
  const raw = JSON.stringify(crowd(size, loadMatchTables().beats));
  return parseContacts(raw, { needsAddress: false }).contacts;
}

/** Memory that belongs to what was collected is given back with the next collection. */
function megabytes() {
  for (let times = 0; times < 2; times++) globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

function middleOf(values) {
  return [...values].sort((one, other) => one - other)[values.length >> 1];
}

function ms(value) {
  return `${value.toFixed(0)} ms`;
}
