/**
 * The digest at 5,000 open queries, gathered and worded: beside writing the same State as JSON once, and in milliseconds.
 *
 *   node test/bench/digest.mjs
 */
import { fileURLToPath } from "node:url";
import { compose } from "../../dist/compose/compose.js";
import { emptyState } from "../../dist/decision/state.js";
import { letterFor } from "../../dist/decision/told.js";
import { loadServiceCards } from "../../dist/tables/services.js";
import { loadTemplates } from "../../dist/tables/templates.js";

const OPEN = 5000;
const PEOPLE = 300;
const ROUNDS = 9;
const NOW = new Date("2027-01-20T06:30:00Z");
const DAY_MS = 86_400_000;

export async function digesting() {
  const templates = await loadTemplates(fileURLToPath(new URL("../../templates", import.meta.url)), null);
  const [state, desk] = [stateOf(), deskOf()];
  const write = () => {
    const letter = letterFor(state, desk, "digest", NOW);
    return compose(letter.name, letter.view, templates).text;
  };
  if (!write().includes("can wait")) throw new Error("the digest left nothing for later");
  const ours = middle(write);
  const json = middle(() => JSON.stringify(state));
  const figures = `${ours.toFixed(0)} ms, the State as JSON ${json.toFixed(0)} ms`;
  console.log(
    `${`a digest of ${OPEN} open queries`.padEnd(30)} ratio ${(ours / json).toFixed(2).padStart(6)}   (under 200 ms; ${figures})`,
  );
}

function middle(work) {
  const times = Array.from({ length: ROUNDS }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
  return times.sort((a, b) => a - b)[ROUNDS >> 1];
}

function stateOf() {
  const at = (ms) => new Date(NOW.getTime() + ms).toISOString();
  const queries = Object.fromEntries(Array.from({ length: OPEN }, (_, n) => [`q${n}`, query(n, at)]));
  const given = Array.from({ length: PEOPLE }, (_, n) => pass(n, at));
  return {
    ...emptyState("bench", "00"),
    queries,
    passes: Object.fromEntries(given.map(({ pass }) => [pass.id, pass])),
    outbox: Object.fromEntries(given.map(({ mail }) => [mail.id, mail])),
  };
}

function query(n, at) {
  const candidates = [0, 1, 2, 3, 4].map((k) => ({
    contactId: `p${(n * 7 + k) % PEOPLE}`,
    score: 0.8,
    proposed: true,
    because: ["sourdough (summary)"],
    evidence: [],
    heldBack: [],
    stretch: null,
  }));
  return {
    id: `q${n}`,
    identities: [`i${n}`],
    query: {
      number: String(n),
      service: "haro",
      summary: `What nobody tells you about sourdough, no. ${n}`,
      category: null,
      outlet: "Crumb & Kettle",
      outletUrl: null,
      journalist: "Priya Nandan",
      anonymous: false,
      replyTo: `reply+${n}@helpareporter.com`,
      routes: [{ kind: "relay", to: `reply+${n}@helpareporter.com` }],
      url: null,
      deadlineAt: at((n + 1) * 600_000),
      deadlineDate: null,
      deadlineText: "7:00 PM ET - 21 January",
      deadlineZone: "America/New_York",
      query: "Looking for bakers who can explain what a cold kitchen does to a starter. ".repeat(6),
      partial: false,
      requirements: null,
      region: null,
      refuses: [],
      warnings: [],
    },
    seenIn: [{ mailKey: `m${n}`, edition: "HARO, Wed noon", at: at(-DAY_MS), deadlineText: null }],
    arrivedAt: at(-DAY_MS),
    closesAt: at((n + 1) * 600_000),
    candidates,
    skipped: [],
    proposedIn: null,
    cameByItself: true,
    urgentAt: null,
    digests: [],
  };
}

function pass(n, at) {
  const decidedAt = at(-(1 + (n % 20)) * DAY_MS);
  const to = `person${n}@example.test`;
  return {
    pass: {
      id: `old${n}:p${n}`,
      queryId: `old${n}`,
      contactId: `p${n}`,
      mailId: `f${n}`,
      decidedAt,
      note: null,
      answeredAt: n % 3 === 0 ? decidedAt : null,
      answer: null,
      closedAt: null,
      remindedAt: null,
      snoozedUntil: null,
      nudges: [],
    },
    mail: {
      id: `f${n}`,
      key: `f${n}`,
      kind: "forward",
      toOwner: false,
      from: "sendalong@example.test",
      to,
      contactId: `p${n}`,
      messageId: `f${n}@example.test`,
      otherIds: [],
      status: "sent",
      createdAt: decidedAt,
      leavesAt: decidedAt,
      subject: null,
      why: null,
      expiresAt: null,
      tries: 1,
      sentAt: decidedAt,
      handedOverAt: decidedAt,
      said: null,
      filed: true,
    },
  };
}

function deskOf() {
  const contacts = Array.from({ length: PEOPLE }, (_, n) => ({
    id: `p${n}`,
    name: `Person Number${n}`,
    addresses: [`person${n}@example.test`],
    organization: null,
    interests: ["sourdough"],
    outlets: [],
    categories: [],
    groups: [],
    regions: [],
    languages: [],
    roles: [],
    services: {},
    timezone: "Europe/Madrid",
    tone: "colleague",
    greeting: null,
    perWeek: null,
    every: n % 3 === 0 ? "6w" : null,
    latest: null,
    notes: null,
    metAt: null,
    status: "active",
  }));
  return {
    owner: { name: "Nell", addresses: ["nell@example.test"], zone: "Europe/Copenhagen", signature: null },
    assistant: { name: "Sendalong", address: "sendalong@example.test" },
    smtpFrom: null,
    replyTo: "both",
    holdMs: 600_000,
    quietHours: ["18:00", "08:00"],
    weekends: false,
    perContactPerWeek: 2,
    digestAt: "07:30",
    propose: "as it comes",
    contacts,
    cards: loadServiceCards(),
    match: () => [],
    proposesFrom: 0.5,
    wordNudge: () => "",
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await digesting();
