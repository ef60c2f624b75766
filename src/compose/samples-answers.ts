/** The letters that answer what she forwarded or wrote, in their ordinary case and in those worded differently. */

import type { MoreView, ProposalView, TranscriptView, WhyView, WillGo } from "../decision/views.ts";
import type { Samples } from "./samples.ts";
import {
  at,
  BURLINGTON,
  CHICAGO,
  FRIDAY_ET,
  head,
  item,
  letter,
  MADRID,
  NEW_MANAGERS,
  NO_DEADLINE,
  person,
  ROTTERDAM,
  SMALL_ROOMS,
  SOURDOUGH,
  WINTER_SOURDOUGH,
} from "./samples-cast.ts";

const proposal: ProposalView = {
  ...letter(41, "2027-01-20T18:00"),
  editions: ["HARO, Wed noon"],
  items: [
    item(NEW_MANAGERS, [
      person("1a", "Joan Whitlock", {
        ...CHICAGO,
        because: [
          'remote work = "team spread over four time zones" (query)',
          '"no office since 2019" (your note)',
        ],
      }),
      person("1b", "Raj Mehta", {
        ...CHICAGO,
        because: ["onboarding (summary)"],
        heldBack: "had two from you this week, your limit",
      }),
    ]),
    item(
      WINTER_SOURDOUGH,
      [
        person("2a", "Ana Ruiz", {
          ...MADRID,
          because: ["sourdough (summary)", 'food science = "food scientists" (query)'],
          goesAt: at("2027-01-21T08:00"),
        }),
        person("2b", "Peter Grau", {
          ...BURLINGTON,
          because: ['bakery = "bakers" (query)'],
          waitingSince: at("2026-12-02T09:00"),
        }),
      ],
      { refuses: ["AI answers"], requirements: "one link to your business" },
    ),
    item(SMALL_ROOMS, [
      person("3a", "Tom Achterberg", {
        ...ROTTERDAM,
        stretch: 'small rooms > life aboard > "22 years at sea, lives on a barge" (your note)',
        goesAt: at("2027-01-21T08:00"),
      }),
    ]),
  ],
  moreItems: 0,
  readCount: 22,
  announced: 23,
  listRules: [],
  sentOnWord: [],
  fitNobody: 19,
  problems: [
    `I could not read HARO's no. 17, "Small-town libraries (The Harbor Ledger)": it stands in the index, its text is cut off`,
  ],
  unproven: false,
  unknownList: false,
  backlog: null,
};

const willGo: readonly WillGo[] = [
  {
    code: "2b",
    name: "Peter Grau",
    ...BURLINGTON,
    goesAt: at("2027-01-20T22:50"),
    note: null,
    what: null,
    remarks: [],
    remindAt: at("2027-01-21T14:00"),
    nudgeAt: null,
  },
  {
    code: "2a",
    name: "Ana Ruiz",
    ...MADRID,
    goesAt: at("2027-01-21T08:00"),
    note: null,
    what: null,
    remarks: [],
    remindAt: at("2027-01-21T16:30"),
    nudgeAt: null,
  },
  {
    code: "3a",
    name: "Tom Achterberg",
    ...ROTTERDAM,
    goesAt: at("2027-01-21T08:00"),
    note: "saw this and thought of your boat",
    what: null,
    remarks: [],
    remindAt: at("2027-01-25T08:00"),
    nudgeAt: null,
  },
];

const nothingRead: TranscriptView = {
  ...letter(42, "2027-01-20T22:40"),
  subject: "Re: 3 queries for 5 people, first closes 10:00 PM (HARO, Wed noon)",
  wroteAt: at("2027-01-20T22:39"),
  questions: [],
  didYouMean: [],
  refused: [],
  willGo: [],
  stopped: [],
  alreadySent: [],
  done: [],
  shown: [],
  ignored: [],
};

const lateYes = { type: "yes", label: "Yes, pass it on anyway", does: null };

const transcript: TranscriptView = {
  ...nothingRead,
  questions: [
    { kind: "late", code: "1a", name: "Joan Whitlock", deadline: NEW_MANAGERS.deadline, answers: [lateYes] },
  ],
  didYouMean: [{ line: "snoze 2 2d", suggestion: "snooze 2 2d", why: null }],
  willGo,
  done: [{ code: "1b", name: "Raj Mehta", text: "skipped", at: null, undo: null }],
  ignored: ["Nell", "Sent from my phone"],
};

const busyTranscript: TranscriptView = {
  ...nothingRead,
  questions: [
    {
      kind: "text",
      code: null,
      name: null,
      text: "Which Ana do you mean: Ana Ruiz (ana@example.org) or Ana Lund (ana.lund@example.net)?",
      answers: [
        { type: "2 to ana ruiz", label: null, does: null },
        { type: "2 to ana lund", label: null, does: null },
      ],
    },
  ],
  didYouMean: [{ line: "send 2c", suggestion: null, why: "there is no 2c in mail 41" }],
  refused: [
    {
      code: "3a",
      name: "Tom Achterberg",
      why: "he said stop on 4 Jan, and only he lifts that",
      lift: null,
    },
    { code: null, name: "Farah Aziz", why: 'you said "never farah haro"', lift: '"ask farah" lifts it' },
  ],
  willGo: [
    {
      ...(willGo[1] as WillGo),
      what: "a nudge",
      remarks: ["3rd to Ana in 8 days, the last unanswered"],
      remindAt: null,
      nudgeAt: at("2027-01-21T16:30"),
    },
  ],
  stopped: [
    { code: "2b", name: "Peter Grau", leftAt: at("2027-01-20T22:36") },
    { code: "1b", name: "Raj Mehta", leftAt: null },
  ],
  alreadySent: [{ code: "1a", name: "Joan Whitlock", sentAt: at("2027-01-20T09:14") }],
  done: [
    { code: "4", name: "Dana Wu", text: "I remind you", at: at("2027-01-22T09:00"), undo: "undo 4" },
    { code: null, name: "Ana Ruiz", text: "podcasts added to her interests", at: null, undo: "undo" },
  ],
  shown: [
    {
      heading: "Ana Ruiz, Madrid",
      lines: ['sourdough, "food science", -cruises', "Last heard from you Thu 21 Jan; given 4, asked 0."],
    },
  ],
};

const more: MoreView = {
  ...letter(43, "2027-01-20T18:20"),
  subject: "Re: 3 queries for 5 people, first closes 10:00 PM (HARO, Wed noon)",
  items: [
    {
      ...item(
        WINTER_SOURDOUGH,
        [
          person("2c", "Miriam Feld", {
            place: "Boston",
            zone: "America/New_York",
            because: ['nutrition = "ferment" (query)'],
          }),
        ],
        { refuses: ["AI answers"] },
      ),
      query: SOURDOUGH,
      partial: false,
      routes: [{ kind: "relay", to: "reply+2c9e61d4@example.net" }],
      url: null,
    },
  ],
  titles: [],
  left: 0,
};

const why: WhyView = {
  ...letter(44, "2027-01-20T18:30"),
  subject: "why 3a",
  people: [
    {
      code: "3a",
      name: "Tom Achterberg",
      title: SMALL_ROOMS.title,
      stretch: true,
      score: 0.41,
      from: 0.55,
      proposed: true,
      pros: [
        '"small-space living" (query, line 2) > life aboard > "lives on a barge" (your note, 3 Nov)',
        '"store a whole life in lockers" (query, line 6) > logistics (his interest)',
      ],
      cons: ["nothing he excludes; no region asked for"],
      also: [
        "last query to him: none yet. This would be the first.",
        "One of your three stretch matches so far was answered.",
      ],
      answers: [
        { type: "3a", label: "3a  Send to Tom", does: "sends it" },
        { type: "no 3a", label: "No", does: "forgets the link" },
      ],
    },
  ],
};

export const answerSamples: Pick<Samples, "proposal" | "transcript" | "more" | "why"> = {
  proposal: {
    ordinary: proposal,
    "one person": {
      ...proposal,
      items: proposal.items.slice(2),
      listRules: [],
      sentOnWord: [],
      fitNobody: 22,
      announced: null,
      problems: [],
    },
    "nobody fits": { ...proposal, items: [], readCount: 20, announced: 20, fitNobody: 20, problems: [] },
    "nothing read": { ...proposal, items: [], readCount: 0, announced: 3, fitNobody: 0, editions: [] },
    "several editions": {
      ...proposal,
      editions: ["HARO, Wed noon", "SOS, Tue evening"],
      items: [
        item(
          {
            ...NEW_MANAGERS,
            deadline: NO_DEADLINE,
            title: null,
            outlet: null,
            journalist: null,
            service: "SOS",
          },
          proposal.items[0]?.people ?? [],
          {
            seenAgain: "HARO, Tue evening",
            warnings: ["its reply address is not of the kind this list uses"],
            refuses: ["PR or third parties", "no phone calls"],
            region: "UK only",
          },
        ),
        item(
          WINTER_SOURDOUGH,
          [person("2a", "Ana Ruiz", { ...MADRID, remarks: ["the last one to Ana is unanswered"] })],
          {
            onlyForYou: "its list forbids passing it on",
          },
        ),
      ],
      moreItems: 4,
      announced: 22,
      unproven: true,
      unknownList: true,
    },
    backlog: { ...proposal, backlog: { mails: 412, closed: 13 }, announced: null, editions: [] },
    "all held back": {
      ...proposal,
      items: [
        item(NEW_MANAGERS, [
          person("1a", "Raj Mehta", { ...CHICAGO, heldBack: "he is in Texas, and it asks for the UK only" }),
        ]),
      ],
    },
  },
  transcript: {
    ordinary: transcript,
    "much to tell": busyTranscript,
    "all well": { ...nothingRead, willGo: willGo.slice(0, 2) },
    stopped: { ...nothingRead, stopped: [{ code: "2a", name: "Ana Ruiz", leftAt: null }] },
    "too late": {
      ...nothingRead,
      stopped: [{ code: "2b", name: "Peter Grau", leftAt: at("2027-01-20T22:36") }],
    },
    skipped: { ...nothingRead, done: transcript.done },
    shown: { ...nothingRead, shown: busyTranscript.shown },
    prose: { ...nothingRead, ignored: ["Thank you, this is lovely. See you on Friday!"] },
  },
  more: {
    ordinary: more,
    "nobody further": {
      ...more,
      items: more.items.map((each) => ({ ...each, people: [], partial: true, routes: [] })),
    },
    titles: {
      ...more,
      subject: null,
      items: [],
      titles: [
        head("4", "Winter tyres, honestly", "Salt Road", FRIDAY_ET),
        head("5", "Who still writes letters?", "Longer Light", NO_DEADLINE),
      ],
      left: 17,
    },
    nothing: { ...more, items: [] },
  },
  why: {
    ordinary: why,
    "not proposed": {
      ...why,
      people: [
        {
          code: "3b",
          name: "Raj Mehta",
          title: SMALL_ROOMS.title,
          stretch: false,
          score: 0.12,
          from: 0.55,
          proposed: false,
          pros: [],
          cons: ["no word of his interests stands in it"],
          also: [],
          answers: [],
        },
      ],
    },
  },
};
