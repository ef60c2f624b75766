/**
 * Fits the weights of src/match/weights.ts on labelled sets, and says how well they carry over.
 *
 *   npm run build && node test/bench/fit-weights.mjs            the weights, and the figures of each set with them
 *   node test/bench/fit-weights.mjs --folds 7                   seven-fold cross-validation on the written set
 *   node test/bench/fit-weights.mjs --others                    each set with weights fitted on the others alone
 *   node test/bench/fit-weights.mjs --shipped                   figures of the weights as they ship
 *
 * Sets: those of test/fixtures/match here, and the development sets beside the repository where they are. `own`,
 * `blind`, `held`, `fresh` and `oblique` are only measured (`--own`), never fitted on. The border of proposing is moved to 0.5 at the end.
 */
import { existsSync, readFileSync } from "node:fs";
import { parseContacts } from "../../dist/contact/contacts.js";
import { createMatcher } from "../../dist/match/matcher.js";
import { CONTACT_FEATURES, INTEREST_FEATURES, SHIPPED_WEIGHTS } from "../../dist/match/weights.js";
import { loadMatchTables } from "../../dist/tables/matching.js";

/** Where the fit starts and is drawn back to: what one would guess. */
const GUESS = {
  interest: { words: 0.3, soft: 1, beat: 2.5, main: 2, near: 1.5, leaning: 0.15, closeness: 0.5, title: 0.3 },
  contact: {
    liked: 0.5,
    domain: 0.5,
    calling: 0.5,
    otherCalling: -0.5,
    onlyOtherCalling: -0.5,
    strictlyOther: -1,
    laypeople: -2.5,
    someLaypeople: -1.5,
    products: -3,
    refusedCalling: -2,
    identity: -1,
    foreign: -1,
  },
  bias: -6,
};
/** Too few examples to fit: whatever the sets say, such queries are not for experts. */
const AT_MOST = { laypeople: -3.5, products: -8 };
/** The probability from which a proposal pays (a wrong one costs more than a missed one). */
const BORDER = 0.89;
const DRAW_BACK = 2;
const STEPS = 500;
const UNTUNED = ["own", "blind", "held", "fresh", "oblique"];

const DEV = new URL("../../../shared/matching/dev/", import.meta.url);
const sets = Object.fromEntries(
  Object.entries({
    dev: DEV,
    real: new URL("../../../shared/matching/dev/real/", import.meta.url),
    ...Object.fromEntries(
      ["practice", ...(process.argv.includes("--own") ? UNTUNED : [])].map((name) => [
        name,
        new URL(`../fixtures/match/${name}/`, import.meta.url),
      ]),
    ),
  }).flatMap(([name, folder]) => (existsSync(folder) ? [[name, readSet(folder)]] : [])),
);
const names = [...INTEREST_FEATURES, ...CONTACT_FEATURES];
const tuned = Object.keys(sets).filter((name) => !UNTUNED.includes(name));

if (process.argv.includes("--folds"))
  crossValidate(Number(process.argv[process.argv.indexOf("--folds") + 1]));
else if (process.argv.includes("--others")) leaveOut();
else if (process.argv.includes("--shipped")) report(SHIPPED_WEIGHTS);
else report(fitted(tuned.flatMap((name) => sets[name])), true);

/** Its own contacts, and those of the development set that it names. */
function contactsOf(folder) {
  const own = readContacts(folder);
  const also = new URL("also.json", folder);
  if (!existsSync(also) || !existsSync(DEV)) return own;
  const named = JSON.parse(readFileSync(also, "utf8"));
  return [...own, ...readContacts(DEV).filter(({ id }) => named.includes(id))];
}

function readContacts(folder) {
  const text = readFileSync(new URL("contacts.json", folder), "utf8");
  return parseContacts(text, { needsAddress: false }).contacts;
}

function readSet(folder) {
  const contacts = contactsOf(folder);
  const lines = (name) => readFileSync(new URL(name, folder), "utf8").split("\n").filter(Boolean);
  const grades = new Map(
    lines("qrels.tsv")
      .map((line) => line.split("\t"))
      .map(([q, c, grade]) => [`${q} ${c}`, Number(grade)]),
  );
  const matcher = createMatcher(loadMatchTables());
  matcher.sync(contacts);
  return lines("queries.jsonl").map((line) => {
    const query = { region: null, ...JSON.parse(line) };
    const weighed = new Map(matcher.weigh(query).map((each) => [each.contactId, each]));
    const held = new Set(
      matcher
        .match(query)
        .filter(({ heldBack }) => heldBack.length > 0)
        .map(({ contactId }) => contactId),
    );
    return contacts.map(({ id }) => ({
      query: query.id,
      grade: grades.get(`${query.id} ${id}`) ?? 0,
      isHeld: held.has(id),
      interests: (weighed.get(id)?.interests ?? []).map(({ features }) =>
        INTEREST_FEATURES.map((name) => features[name]),
      ),
      contact: CONTACT_FEATURES.map((name) => weighed.get(id)?.contact[name] ?? 0),
    }));
  });
}

/** Logistic regression over soft sums, by Adam, each weight kept to its sign. */
function fitted(queries) {
  const all = queries.flat().filter((row) => !row.isHeld);
  const rows = all.filter(({ interests }) => interests.length > 0);
  // Of those the query does not concern only the bias speaks.
  const others = all.filter(({ interests }) => interests.length === 0);
  const missed = others.filter(({ grade }) => grade > 0).length;
  const start = [
    ...INTEREST_FEATURES.map((n) => GUESS.interest[n]),
    ...CONTACT_FEATURES.map((n) => GUESS.contact[n]),
    GUESS.bias,
  ];
  const w = [...start];
  const m = w.map(() => 0);
  const v = w.map(() => 0);
  for (let step = 1; step <= STEPS; step++) {
    const slope = gradient(rows, w);
    slope[w.length - 1] += others.length / (1 + Math.exp(-w.at(-1))) - missed;
    const g = slope.map(
      (each, at) => each + (at < names.length ? 2 * DRAW_BACK * 0.02 * (w[at] - start[at]) : 0),
    );
    const rate = 0.15 / (1 + step / 150);
    for (let at = 0; at < w.length; at++) {
      m[at] = 0.9 * m[at] + 0.1 * g[at];
      v[at] = 0.999 * v[at] + 0.001 * g[at] ** 2;
      w[at] -= (rate * m[at]) / (1 - 0.9 ** step) / (Math.sqrt(v[at] / (1 - 0.999 ** step)) + 1e-9);
      if (at < names.length && w[at] * start[at] < 0) w[at] = 0;
    }
  }
  const interest = Object.fromEntries(INTEREST_FEATURES.map((name, at) => [name, round(w[at])]));
  const contact = Object.fromEntries(
    CONTACT_FEATURES.map((name, at) => [
      name,
      Math.min(AT_MOST[name] ?? Number.POSITIVE_INFINITY, round(w[INTEREST_FEATURES.length + at])),
    ]),
  );
  return { interest, contact, bias: round(w.at(-1) - Math.log(BORDER / (1 - BORDER))) };
}

function gradient(rows, w) {
  const size = INTEREST_FEATURES.length;
  const g = w.map(() => 0);
  for (const { interests, contact, grade } of rows) {
    const exps = interests.map((features) =>
      Math.exp(features.reduce((sum, value, at) => sum + value * w[at], 0)),
    );
    const mass = 1 + exps.reduce((sum, each) => sum + each - 1, 0);
    const logit =
      Math.log(mass) + w.at(-1) + contact.reduce((sum, value, at) => sum + value * w[size + at], 0);
    const error = 1 / (1 + Math.exp(-logit)) - (grade > 0 ? 1 : 0);
    interests.forEach((features, i) => {
      const part = (error * exps[i]) / mass;
      features.forEach((value, at) => {
        g[at] += part * value;
      });
    });
    contact.forEach((value, at) => {
      g[size + at] += error * value;
    });
    g[w.length - 1] += error;
  }
  return g;
}

function round(value) {
  return Math.round(value * 100) / 100 + 0;
}

function scored(queries, weights) {
  const w = [
    ...INTEREST_FEATURES.map((n) => weights.interest[n]),
    ...CONTACT_FEATURES.map((n) => weights.contact[n]),
  ];
  return queries.map((rows) =>
    rows.map((row) => {
      const mass = row.interests.reduce(
        (sum, f) => sum + Math.expm1(f.reduce((s, value, at) => s + value * w[at], 0)),
        0,
      );
      const lean = row.contact.reduce((sum, value, at) => sum + value * w[INTEREST_FEATURES.length + at], 0);
      return { ...row, score: 1 / (1 + Math.exp(-(Math.log1p(mass) + weights.bias + lean))) };
    }),
  );
}

function figures(queries) {
  const all = queries.flat();
  const isProposed = (row) => !row.isHeld && row.score >= 0.5;
  const right = all.filter((row) => row.grade > 0 && isProposed(row)).length;
  const precision = right / Math.max(1, all.filter(isProposed).length);
  const recall = right / all.filter((row) => row.grade > 0).length;
  const ranked = queries.map((rows) => [...rows].sort((a, b) => a.isHeld - b.isHeld || b.score - a.score));
  const withSomebody = ranked.filter((rows) => rows.some((row) => row.grade > 0));
  const empty = ranked.filter((rows) => rows.every((row) => row.grade === 0));
  const inThree = withSomebody.reduce(
    (sum, rows) => sum + rows.slice(0, 3).filter((row) => row.grade > 0).length,
    0,
  );
  return {
    "F0.5": (1.25 * precision * recall) / (0.25 * precision + recall || 1),
    precision,
    recall,
    "P@1": withSomebody.filter((rows) => rows[0].grade > 0).length / withSomebody.length,
    "R@3": inThree / all.filter((row) => row.grade > 0).length,
    quiet: empty.filter((rows) => !rows.some(isProposed)).length / Math.max(1, empty.length),
    "false/100": (100 * all.filter((row) => row.grade === 0 && isProposed(row)).length) / queries.length,
  };
}

function line(name, found) {
  console.log(
    name.padEnd(12),
    Object.entries(found)
      .map(([key, value]) => `${key} ${value.toFixed(3)}`)
      .join("  "),
  );
}

function report(weights, isNew = false) {
  if (isNew) console.log(JSON.stringify(weights));
  for (const [name, queries] of Object.entries(sets)) line(name, figures(scored(queries, weights)));
}

function leaveOut() {
  const all = tuned.flatMap((name) => {
    const weights = fitted(tuned.filter((other) => other !== name).flatMap((other) => sets[other]));
    const found = scored(sets[name], weights);
    line(name, figures(found));
    return found;
  });
  line("together", figures(all));
}

function crossValidate(count) {
  const { dev = [], ...others } = sets;
  const rest = tuned.filter((name) => name !== "dev").flatMap((name) => others[name]);
  const folds = Array.from({ length: count }, (_, fold) => {
    const weights = fitted([...dev.filter((_rows, at) => at % count !== fold), ...rest]);
    return scored(
      dev.filter((_rows, at) => at % count === fold),
      weights,
    );
  });
  line(`dev, ${count} folds`, figures(folds.flat()));
}
