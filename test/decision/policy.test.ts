/** The one place that says whether a mail may leave: each rule, and which word it binds. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Contact } from "../../src/contact/contact.ts";
import type { Desk } from "../../src/decision/desk.ts";
import { against, judge, type Plan, type Word } from "../../src/decision/policy.ts";
import type { KnownQuery, State } from "../../src/decision/state.ts";
import { contact, desk, NOW, passedOn, query, stateWith } from "./desk.ts";

const ANA = contact({ name: "Ana Ruiz" });
const RAJ = contact({ name: "Raj Mehta", groups: ["rival:payroll"], organization: "One" });
const LENA = contact({ name: "Lena Abara", groups: ["rival:payroll"], organization: "Two" });
const MATE = contact({ name: "Tom Achterberg", groups: ["rival:payroll"], organization: "One" });
const HARO = query();

interface Case {
  readonly state?: State;
  readonly who?: Contact;
  readonly known?: KnownQuery;
  readonly desk?: Partial<Desk>;
  readonly plan?: Partial<Plan>;
}

function judged({ state = stateWith(), who = ANA, known = HARO, desk: changes = {}, plan = {} }: Case) {
  const at = desk([who, RAJ, LENA, MATE], changes);
  return judge(state, at, { contact: who, known, now: NOW, ...plan });
}

/** Who is stopped: even her naming, her "all", or only her standing word. */
const words = (each: Case) =>
  (["named", "swept", "standing"] as const).map((word: Word) => against(judged(each), word)?.why ?? null);

const free = [null, null, null];
const bars = (why: string) => [why, why, why];
const holds = (why: string) => [null, why, why];
const rests = (why: string) => [null, null, why];
const held = (rule: string) =>
  query(
    {},
    {
      candidates: [
        {
          contactId: ANA.id,
          score: 0.9,
          proposed: false,
          because: [],
          evidence: [],
          heldBack: [rule],
          stretch: null,
        },
      ],
    },
  );

test.each<[string, Case, readonly (string | null)[]]>([
  ["nothing is against it", {}, free],
  [
    "the contact's stop binds her too",
    { state: stateWith({ stopped: { [ANA.id]: NOW.toISOString() } }) },
    bars("Ana asked not to get queries"),
  ],
  [
    "so does it in contacts.json",
    { who: { ...ANA, status: "stopped" } },
    bars("Ana asked not to get queries"),
  ],
  ["never for the list", { who: { ...ANA, services: { haro: "never" } } }, bars("you said never for haro")],
  ["never for another list", { who: { ...ANA, services: { sos: "never" } } }, free],
  [
    "never for any list",
    { who: { ...ANA, services: { all: "never" } } },
    bars("you said never for any list"),
  ],
  ["no address", { who: { ...ANA, addresses: [] } }, bars("I have no address")],
  [
    "a list that forbids it, known by whose mail it was",
    { known: query({ service: "labelled" }, { listDomain: "mail.responsesource.com" }) },
    bars("ResponseSource forbids passing its queries on"),
  ],
  ["an exclude of theirs", { known: held("-crypto") }, holds("-crypto")],
  ["a pause", { who: { ...ANA, status: "paused until 2027-02-03" } }, holds("paused until 2027-02-03")],
  ["a pause that is over", { who: { ...ANA, status: "paused until 2027-01-20" } }, free],
  ["an address that came back", { who: { ...ANA, status: "bouncing" } }, holds("the last mail came back")],
  [
    "the week's limit",
    { state: stateWith(passedOn(ANA, 1, { answeredAt: "x" }), passedOn(ANA, 2, { answeredAt: "x" })) },
    holds("had 2 from you this week, your limit"),
  ],
  [
    "her own limit for somebody",
    { who: { ...ANA, perWeek: 0 } },
    holds("had 0 from you this week, your limit"),
  ],
  [
    "what was stopped or refused counts for nothing",
    {
      state: stateWith(
        passedOn(ANA, 1, {}, { status: "cancelled" }),
        passedOn(ANA, 2, {}, { status: "failed" }),
        passedOn(ANA, 3, {}, { status: "expired" }),
      ),
    },
    free,
  ],
  [
    "nor what is older than a week",
    { state: stateWith(passedOn(ANA, 8, { answeredAt: "x" }), passedOn(ANA, 9, { answeredAt: "x" })) },
    free,
  ],
  ["the same letter offers two above", { plan: { beside: 2 } }, holds("with the 2 above that is your limit")],
  [
    "unanswered for eight days",
    { state: stateWith(passedOn(ANA, 8)) },
    rests("the last one to Ana is unanswered"),
  ],
  ["unanswered for a fortnight", { state: stateWith(passedOn(ANA, 14)) }, free],
  [
    "an older one unanswered, the last answered",
    { state: stateWith(passedOn(ANA, 9), passedOn(ANA, 8, { answeredAt: "x" })) },
    free,
  ],
  [
    "a rival has it",
    { who: RAJ, state: stateWith(passedOn(LENA, 0, { queryId: HARO.id })) },
    rests("Lena Abara has this one, a rival (payroll)"),
  ],
  [
    "somebody of the same house has it",
    { who: RAJ, state: stateWith(passedOn(MATE, 0, { queryId: HARO.id })) },
    free,
  ],
  ["a rival had another", { who: RAJ, state: stateWith(passedOn(LENA, 0)) }, free],
])("%s", (_case, each, expected) => {
  expect(words(each)).toEqual(expected);
});

test.each([
  [{}, null],
  [{ haro: "always" }, { from: 0, words: "always ana haro" }],
  [{ haro: "always 0.8" }, { from: 0.8, words: "always ana haro 0.8" }],
  [{ sos: "always" }, null],
  [{ haro: "never" }, null],
])("standing word %j", (services, expected) => {
  expect(judged({ who: { ...ANA, services } }).approval).toEqual(expected);
});

describe("when it leaves", () => {
  const at = (now: string, closesAt: string | null, zone: string | null = "Europe/Madrid") =>
    judged({
      who: { ...ANA, timezone: zone },
      known: query({}, { closesAt }),
      plan: { now: new Date(now) },
    }).leaves;
  test.each([
    [
      "in working hours, after the hold",
      "2027-01-20T15:00:00Z",
      "2027-02-04T00:00:00Z",
      "2027-01-20T15:10:00.000Z",
      null,
    ],
    [
      "at night, in the morning",
      "2027-01-20T21:00:00Z",
      "2027-02-04T00:00:00Z",
      "2027-01-21T07:00:00.000Z",
      "quiet hours",
    ],
    ["on Friday night, on Monday", "2027-01-22T21:00:00Z", null, "2027-01-25T07:00:00.000Z", "quiet hours"],
    [
      "at night with the deadline near",
      "2027-01-20T21:00:00Z",
      "2027-01-21T12:00:00Z",
      "2027-01-20T21:10:00.000Z",
      "it closes too soon to wait for the morning",
    ],
    [
      "at night with six waking hours left",
      "2027-01-20T21:00:00Z",
      "2027-01-21T13:00:00Z",
      "2027-01-21T07:00:00.000Z",
      "quiet hours",
    ],
    [
      "at night, closed already: nobody is woken",
      "2027-01-20T21:00:00Z",
      "2027-01-20T20:00:00Z",
      "2027-01-21T07:00:00.000Z",
      "quiet hours",
    ],
    ["over the spring night", "2027-03-26T21:00:00Z", null, "2027-03-29T06:00:00.000Z", "quiet hours"],
  ])("%s", (_case, now, closesAt, expected, why) => {
    expect(at(now, closesAt)).toEqual({ at: new Date(expected), why });
  });

  test("never before the hold, never in quiet hours or on a weekend unless the deadline is near", () => {
    const instants = fc.date({
      min: new Date("2026-01-01"),
      max: new Date("2028-12-31"),
      noInvalidDate: true,
    });
    const zones = fc.constantFrom(
      "Europe/Madrid",
      "America/New_York",
      "Asia/Kathmandu",
      "Pacific/Honolulu",
      null,
    );
    fc.assert(
      fc.property(instants, zones, fc.option(fc.integer({ min: -48, max: 400 })), (now, zone, hours) => {
        const closesAt = hours === null ? null : new Date(now.getTime() + hours * 3_600_000).toISOString();
        const leaves = at(now.toISOString(), closesAt, zone);
        expect(leaves.at.getTime()).toBeGreaterThanOrEqual(now.getTime() + 600_000);
        const local = new Intl.DateTimeFormat("en-GB", {
          timeZone: zone ?? "Europe/Copenhagen",
          weekday: "short",
          hour: "2-digit",
          hourCycle: "h23",
        }).formatToParts(leaves.at);
        const part = (type: string) => local.find((each) => each.type === type)?.value ?? "";
        const isOut =
          ["Sat", "Sun"].includes(part("weekday")) || Number(part("hour")) < 8 || Number(part("hour")) >= 18;
        expect(isOut).toBe(leaves.why === "it closes too soon to wait for the morning");
      }),
    );
  });
});

test("what binds her own word binds every other, and what holds back all binds a standing one", () => {
  const cases = fc.record({
    status: fc.constantFrom("active", "stopped", "bouncing", "paused until 2027-02-03"),
    word: fc.constantFrom("never", "always", "always 0.9"),
    service: fc.constantFrom("haro", "sos", "all"),
    days: fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 4 }),
    beside: fc.integer({ min: 0, max: 3 }),
  });
  fc.assert(
    fc.property(cases, ({ status, word, service, days, beside }) => {
      const [named, swept, standing] = words({
        who: { ...ANA, status, services: { [service]: word } },
        state: stateWith(...days.map((each) => passedOn(ANA, each))),
        plan: { beside },
      });
      if (named !== null) expect(swept).toBe(named);
      if (swept !== null) expect(standing).toBe(swept);
    }),
  );
});
