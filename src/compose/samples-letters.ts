/** The letters to her, each in its ordinary case and in those that word themselves differently. */

import type { Samples } from "./samples.ts";
import {
  at,
  BRISTOL,
  BURLINGTON,
  CHICAGO,
  eastern,
  head,
  item,
  letter,
  MADRID,
  MINNEAPOLIS,
  NEW_MANAGERS,
  NO_DEADLINE,
  PORTLAND,
  person,
  ROTTERDAM,
  SMALL_ROOMS,
  SOURDOUGH,
  WINTER_SOURDOUGH,
} from "./samples-cast.ts";
import type {
  Counts,
  DigestView,
  HandedOnView,
  MoreView,
  NoteItem,
  OpenItem,
  ProposalView,
  TranscriptView,
  WhyView,
  WillGo,
} from "./views.ts";

const FRIDAY_ET = eastern("2027-01-22T17:00");

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

const ferry: OpenItem = {
  ...head("1", "Restoring a steam ferry", "Salt Road", eastern("2027-01-21T12:00")),
  people: [person("1a", "Callum Reyes", { ...BRISTOL, because: ["old machinery, strong"] })],
  isNew: true,
};

const bees: OpenItem = {
  ...head("2", "What bees do in February", "The Harbor Ledger", FRIDAY_ET, { service: "SOS" }),
  people: [person("2a", "Beatriz Lund", { ...PORTLAND, because: ["beekeeping"] })],
  isNew: true,
};

const stillOpen: OpenItem = {
  ...head("3", "Why bakers salt late", "Crumb & Kettle", eastern("2027-01-25T19:00")),
  people: [person("3a", "Ana Ruiz", MADRID), person("3b", "Peter Grau", BURLINGTON)],
  isNew: false,
};

function note(number: string, facts: Partial<NoteItem>): NoteItem {
  return { number, name: null, at: null, quote: null, text: null, answers: [], ...facts };
}

const counts: Counts = { sent: 3, waiting: 2, heldBack: 1, failed: 0, read: 58, unreadable: 1 };

const emptyDigest: DigestView = {
  ...letter(45, "2027-02-05T07:30"),
  kind: "day",
  decide: [],
  asks: [],
  leaving: [],
  cameBack: [],
  owed: [],
  standing: [],
  quiet: [],
  warnings: [],
  more: 0,
  counts: { sent: 0, waiting: 0, heldBack: 0, failed: 0, read: 41, unreadable: 0 },
  firstStart: null,
  away: null,
  lists: 3,
};

const digest: DigestView = {
  ...emptyDigest,
  ...letter(46, "2027-01-21T07:30"),
  decide: [ferry, bees, stillOpen],
  asks: [
    note("4", {
      name: "Ingrid Solheim",
      quote: "I'll get back to you Friday",
      text: "About hospital naps. Hold until Fri?",
      answers: [
        { type: "yes 4", label: "Hold until Friday", does: null },
        { type: "no 4", label: "No, ask as planned", does: null },
      ],
    }),
  ],
  leaving: [
    {
      number: "5",
      name: "Ana Ruiz",
      goesAt: at("2027-01-21T08:00"),
      about: "sourdough",
      outlet: "Crumb & Kettle",
      waitsFor: null,
    },
    {
      number: "6",
      name: "Tom Achterberg",
      goesAt: at("2027-01-21T08:00"),
      about: "small rooms",
      outlet: "Slow Rooms",
      waitsFor: null,
    },
  ],
  cameBack: [
    note("7", {
      name: "Peter Grau",
      at: at("2027-01-20T23:31"),
      quote: "Pitched, thank you. Third batch is rising.",
      text: "Closed. His mail is in your inbox.",
    }),
    note("8", {
      name: "Joan Whitlock",
      at: at("2027-01-20T23:58"),
      quote: "Too late for me, try Raj.",
      text: "Pass it to Raj, past his two a week?",
      answers: [
        { type: "8 to raj", label: "Send to Raj", does: null },
        { type: "skip 8", label: "No", does: null },
      ],
    }),
  ],
  owed: [
    note("9", {
      name: "Callum Reyes",
      at: at("2027-01-18T10:00"),
      quote: "I'll send you the tide-mill piece.",
      text: 'Or forward me the piece with "for callum: your line".',
      answers: [
        { type: "done 9", label: "Done", does: null },
        { type: "snooze 9 2d", label: "In two days", does: null },
      ],
    }),
  ],
  standing: [
    note("10", {
      name: "Beatriz Lund",
      at: at("2027-01-20T16:20"),
      text: 'Wildflower strips (Long Acre). She said at 6:02 PM: "Not this one."',
      answers: [{ type: "ask beatriz", label: "Ask me first from now on", does: "ends the approval" }],
    }),
  ],
  quiet: [
    note("11", {
      name: "Farah Aziz",
      text: "Eight weeks; you wanted six. You saved a piece on town archives for her.",
    }),
  ],
  warnings: [
    note("12", {
      text: "Looks like HARO, came straight from list@example.net: read its mails from now on?",
      answers: [{ type: "admit 12", label: "Yes, read them", does: null }],
    }),
  ],
  more: 2,
  counts,
};

const handedOn: HandedOnView = {
  ...letter(47, "2027-01-21T09:10"),
  subject: "Re: Why does my sourdough stall in winter? (Crumb & Kettle, by tonight)",
  from: { name: "Ana Ruiz", address: "ana@example.org" },
  sentAt: at("2027-01-21T09:08"),
  text: "Lovely one, thank you. I wrote to her just now.\n\nCould you send me the bread pictures again?\n\nAna",
  contact: "Ana Ruiz",
  title: WINTER_SOURDOUGH.title,
  did: ["I noted it as pitched and won't remind you."],
  answers: [],
  attachments: ["starter.jpg"],
};

const urgentItem = item(
  head(
    "1",
    "Night-shift nurses: how do you sleep in daylight?",
    "Ward & Window",
    eastern("2027-01-22T15:00"),
    {
      journalist: "Marcus Oyelaran",
    },
  ),
  [
    person("1a", "Ingrid Solheim", {
      ...MINNEAPOLIS,
      because: ['"sleep medicine" (summary)', '"shift work" (query)'],
    }),
  ],
);

const late = {
  from: at("2027-01-21T15:12"),
  whyNot: "no signature of example.com, and no answer to a mail of mine",
};

const couldNotRead = {
  ...letter(48, "2027-01-21T10:00"),
  subject: "Fwd: This week's call-outs",
  from: "byline@example.net",
  tookFor: null,
  begins: [],
  readCount: null,
  announced: null,
  problems: [],
};

const outage = {
  ...letter(53, "2027-01-25T07:06"),
  from: at("2027-01-23T21:12"),
  to: at("2027-01-25T07:05"),
  fault: "login",
  cause: "the server refused my password. It works again since you renewed it",
  missed: [
    {
      ...head("1", "Grandmothers who code", "Longer Light", eastern("2027-01-24T12:00")),
      names: ["Joan Whitlock"],
    },
    { ...head("2", "Winter ferries", "Salt Road", eastern("2027-01-24T17:00")), names: ["Tom Achterberg"] },
  ],
  open: [
    {
      ...head("3", "The smell of old books", "Paper Mill Road", eastern("2027-01-26T12:00")),
      people: [person("3a", "Callum Reyes", { ...BRISTOL, because: ["old machinery"] })],
      isNew: true,
    },
  ],
  mails: 86,
  late: [
    {
      number: "4",
      name: "Peter Grau",
      goesAt: at("2027-01-25T14:00"),
      about: "rye",
      outlet: null,
      waitsFor: null,
    },
  ],
} as const;

const quietCounts: Counts = { sent: 0, waiting: 0, heldBack: 0, failed: 0, read: 231, unreadable: 0 };

export const letterSamples: Omit<
  Samples,
  "forward" | "nudge" | "thanks" | "congratulation" | "share" | "stop-receipt" | "forget-receipt"
> = {
  proposal: {
    ordinary: proposal,
    "one person": {
      ...proposal,
      items: proposal.items.slice(2),
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
  pending: {
    ordinary: {
      ...letter(49, "2027-01-21T09:30"),
      subject: "pending",
      because: "asked",
      open: [{ ...ferry, isNew: false }],
      leaving: digest.leaving.map((each, index) => ({
        ...each,
        number: String(index + 2),
        waitsFor: index === 0 ? null : "the provider's limit for today",
      })),
      silent: [
        {
          number: "4",
          name: "Joan Whitlock",
          title: NEW_MANAGERS.title,
          outlet: "The Brass Bell",
          sentAt: at("2027-01-18T16:00"),
          deadline: FRIDAY_ET,
          remindAt: at("2027-01-22T09:00"),
        },
      ],
      owed: digest.owed.map((each) => ({ ...each, number: "5" })),
      stuck: [
        note("6", {
          name: "Tom Achterberg",
          at: at("2027-01-20T14:04"),
          text: 'I cannot tell whether "Small rooms" went out.',
          answers: [
            { type: "sent 6", label: null, does: "it went: I leave it" },
            { type: "resend 6", label: null, does: "send it again; at worst he has it twice" },
          ],
        }),
        note("", {
          at: at("2027-01-20T14:04"),
          quote: "Fwd: call-outs",
          text: "I could not read it. It lies in your folder of problems.",
        }),
      ],
    },
    "codes without a letter": {
      ...letter(50, "2027-01-21T09:30"),
      subject: null,
      because: "no letter",
      open: [],
      leaving: [],
      silent: [],
      owed: [],
      stuck: [],
    },
  },
  help: {
    ordinary: {
      ...letter(51, "2027-01-21T09:30"),
      subject: "help",
      because: "asked",
      rows: [
        { usage: "1 3b", does: "pass on: all of 1, and person 3b" },
        { usage: "3b: saw this for your book", does: "with your line on top" },
        { usage: "3 to ana, lou@example.net", does: "to someone I did not suggest" },
        { usage: "skip 2 · no 3b · skip rest · none", does: "decline; teaches the match" },
        { usage: "undo · undo 3b", does: "the last answer's doings, or one of them" },
        { usage: "more 3 · why 3b", does: "the whole query · the evidence" },
      ],
      word: null,
    },
    "one word": {
      ...letter(51, "2027-01-21T09:30"),
      subject: "help undo",
      because: "asked",
      rows: [{ usage: "undo · undo 3b", does: "the last answer's doings, or one of them" }],
      word: "undo",
    },
    "no such word": {
      ...letter(51, "2027-01-21T09:30"),
      subject: null,
      because: "asked",
      rows: [],
      word: "frobnicate",
    },
    "nothing worked": {
      ...letter(51, "2027-01-21T09:30"),
      subject: "Re: Thu 21 Jan: 3 to decide",
      because: "nothing worked",
      rows: [{ usage: "1 3b", does: "pass on: all of 1, and person 3b" }],
      word: null,
    },
  },
  "was-this-you": {
    ordinary: {
      ...letter(52, "2027-01-21T15:13"),
      kind: "command",
      mails: [
        {
          from: { name: "Nell Hartigan", address: "nell@example.com" },
          arrivedAt: late.from,
          through: "mx9.example.net",
          says: ["forget ana"],
          whyNot: late.whyNot,
        },
      ],
    },
    several: {
      ...letter(52, "2027-01-21T15:13"),
      kind: "command",
      mails: [
        {
          from: { name: null, address: "nell@example.com" },
          arrivedAt: late.from,
          through: null,
          says: ["forget ana", "send all"],
          whyNot: late.whyNot,
        },
        {
          from: { name: null, address: "nell@example.com" },
          arrivedAt: at("2027-01-21T15:13"),
          through: null,
          says: [],
          whyNot: late.whyNot,
        },
      ],
    },
    "unknown address": {
      ...letter(52, "2027-01-21T15:13"),
      kind: "address",
      mails: [
        {
          from: { name: "Nell Hartigan", address: "nell@example.org" },
          arrivedAt: late.from,
          through: null,
          says: ["1a"],
          whyNot: "nell@example.org is no address of yours that I know",
        },
      ],
    },
  },
  "could-not-read": {
    newsletter: {
      ...couldNotRead,
      kind: "newsletter",
      tookFor: 'a newsletter (no list I know, no line like "Deadline:", 14 links)',
      begins: [
        "The Midweek Byline, no. 88",
        "Hello lovely freelances. Before the call-outs, a word from our",
        "sponsor…",
      ],
    },
    winmail: { ...couldNotRead, kind: "winmail" },
    encrypted: { ...couldNotRead, kind: "encrypted", subject: null },
    empty: { ...couldNotRead, kind: "empty", from: null },
    "too large": { ...couldNotRead, kind: "too large" },
    broken: { ...couldNotRead, kind: "broken", problems: ["its parts are nested more than thirty deep"] },
    "half-read": {
      ...couldNotRead,
      kind: "half-read",
      readCount: 58,
      announced: 60,
      problems: ["no. 17, its text is cut off", "no. 41, it has no text at all"],
    },
  },
  hello: {
    ordinary: { ...letter(1, "2027-01-18T09:00"), olderMails: 1204, contacts: 0, digestAt: "07:30" },
    "people known": { ...letter(1, "2027-01-18T09:00"), olderMails: 0, contacts: 212, digestAt: "18:05" },
    "one mail": { ...letter(1, "2027-01-18T09:00"), olderMails: 1, contacts: 1, digestAt: "00:00" },
  },
  urgent: { ordinary: { ...letter(54, "2027-01-22T17:10"), item: urgentItem } },
  reminder: {
    silent: {
      ...letter(55, "2027-01-21T16:30"),
      kind: "silent",
      item: {
        number: "1",
        name: "Ana Ruiz",
        ...MADRID,
        title: WINTER_SOURDOUGH.title,
        outlet: "Crumb & Kettle",
        sentAt: at("2027-01-21T08:00"),
        deadline: WINTER_SOURDOUGH.deadline,
        remindAt: null,
      },
      nudge:
        "Ana,\n\nIn case this slid down the page: the sourdough query closes tonight,\n1:00 AM your time (7:00 PM ET). A no is a fine answer, I only didn't\nwant you to miss it.\n\nNell",
      nudgesSent: 0,
    },
    "nudged twice": {
      ...letter(55, "2027-01-21T16:30"),
      kind: "silent",
      item: {
        number: "1",
        name: "Ana Ruiz",
        place: null,
        zone: null,
        title: null,
        outlet: null,
        sentAt: at("2027-01-21T08:00"),
        deadline: NO_DEADLINE,
        remindAt: null,
      },
      nudge: null,
      nudgesSent: 2,
    },
    owed: {
      ...letter(56, "2027-01-26T09:00"),
      kind: "owed",
      number: "1",
      name: "Dana Wu",
      place: "New York",
      reason: "coffee, and her panel is on Thursday",
      text: "It is three weeks since you met Dana at PRSA; you said coffee. A reason to write today:",
      card: [
        'Her panel "Podcasts without ads" is Thu 28 Jan, 6:00 PM ET (in 63 h), 12:00 AM Fri for you. You saved the invitation on 12 Jan.',
        "Last real contact: 5 Jan, PRSA. Given 0, asked 0.",
      ],
      answers: [
        {
          type: "1: your line here",
          label: "Send her the invitation",
          does: "sends her the invitation, your line on top",
        },
        { type: "done 1", label: "I wrote myself", does: "you wrote to her yourself" },
        { type: "snooze 1 1w", label: "In a week", does: "ask me again Tue 2 Feb, 9:00 AM" },
      ],
    },
  },
  digest: {
    ordinary: digest,
    "a quiet day": {
      ...emptyDigest,
      decide: [
        {
          ...head("1", "Lighthouse keepers' recipes", "Salt Road", eastern("2027-02-09T09:00")),
          people: [person("1a", "Ana Ruiz", { ...MADRID, because: ['"food history"'] })],
          isNew: true,
        },
      ],
    },
    "after a week away": {
      ...emptyDigest,
      ...letter(60, "2027-03-15T07:30"),
      kind: "back",
      decide: [
        {
          ...head("1", "Why bakers salt late", "Crumb & Kettle", {
            at: new Date("2027-03-15T23:00:00Z"),
            date: null,
            text: null,
            zone: "America/New_York",
          }),
          people: [
            person("1a", "Ana Ruiz", { ...MADRID, because: ["sourdough"] }),
            person("1b", "Peter Grau", {
              ...BURLINGTON,
              because: ["bakery"],
              heldBack: "had two from you this week",
            }),
          ],
          isNew: true,
        },
      ],
      cameBack: [note("2", { name: "Dana Wu", text: "asked you a question on Thu. It is in your inbox." })],
      counts: { ...quietCounts, read: 402 },
      away: {
        from: at("2027-03-06T08:00"),
        to: at("2027-03-14T20:00"),
        fit: 13,
        closed: 9,
        standingTo: ["Beatriz", "Callum"],
      },
      more: 9,
    },
    "a quiet week": {
      ...emptyDigest,
      ...letter(61, "2027-02-08T07:30"),
      kind: "quiet week",
      counts: quietCounts,
    },
    "first start": { ...emptyDigest, firstStart: 19998 },
  },
  standing: {
    ordinary: {
      ...letter(57, "2027-01-20T14:20"),
      item: head("1", "Wildflower strips between vineyards", "Long Acre", FRIDAY_ET),
      person: person("1a", "Beatriz Lund", {
        ...PORTLAND,
        because: ['"pollinators" (query)', 'beekeeping = "honeybees"'],
      }),
      handle: "beatriz",
      goesAt: at("2027-01-20T16:20"),
      approval: "always beatriz haro",
      score: 0.83,
      soFar: { sent: 4, answered: 3, pitched: 1 },
    },
    "soon and first": {
      ...letter(57, "2027-01-22T20:20"),
      item: head("1", "Wildflower strips between vineyards", "Long Acre", FRIDAY_ET),
      person: person("1a", "Beatriz Lund"),
      handle: "beatriz",
      goesAt: at("2027-01-22T20:30"),
      approval: "always beatriz haro",
      score: 0.83,
      soFar: { sent: 0, answered: 0, pitched: 0 },
    },
  },
  unsure: {
    ordinary: {
      ...letter(58, "2027-01-21T14:16"),
      items: [
        {
          number: "4",
          name: "Joan Whitlock",
          title: "Meetings nobody misses",
          outlet: "The Desk Quarterly",
          handedOverAt: at("2027-01-21T14:04"),
          deadline: eastern("2027-01-21T16:00"),
        },
      ],
      lookedIn: ["Sent", "All Mail"],
      lookedAt: at("2027-01-21T14:15"),
    },
    several: {
      ...letter(58, "2027-01-21T14:16"),
      items: [
        {
          number: "4",
          name: "Joan Whitlock",
          title: null,
          outlet: null,
          handedOverAt: at("2027-01-21T14:04"),
          deadline: null,
        },
        {
          number: "5",
          name: "Raj Mehta",
          title: null,
          outlet: null,
          handedOverAt: at("2027-01-21T14:04"),
          deadline: null,
        },
      ],
      lookedIn: [],
      lookedAt: at("2027-01-21T14:15"),
    },
  },
  bounce: {
    ordinary: {
      ...letter(59, "2027-01-20T15:00"),
      name: "Hanna Brandt",
      handle: "hanna",
      address: "hanna@example.org",
      diagnostic: "550 5.1.1 no such user here",
      final: true,
      tries: 1,
      since: null,
      otherAddress: null,
      item: head("1", "Solar sheds", "Long Acre", {
        at: new Date("2027-01-22T12:00:00Z"),
        date: null,
        text: null,
        zone: "Europe/London",
      }),
    },
    "given up": {
      ...letter(59, "2027-01-20T15:00"),
      name: "Hanna Brandt",
      handle: "hanna",
      address: "hanna@example.org",
      diagnostic: null,
      final: false,
      tries: 5,
      since: at("2027-01-19T09:00"),
      otherAddress: "hanna.brandt@example.net",
      item: null,
    },
  },
  outage: {
    ordinary: outage,
    "without cost": { ...outage, fault: "mine", cause: null, missed: [], open: [], mails: 0, late: [] },
  },
  "handed-on": {
    ordinary: handedOn,
    "somebody else": {
      ...handedOn,
      contact: null,
      title: null,
      sentAt: null,
      attachments: [],
      did: [],
      from: { name: null, address: "lou@example.net" },
      answers: [{ type: "ignore", label: "Let it be", does: "and we forget it" }],
    },
  },
  confirmation: {
    ordinary: {
      ...letter(62, "2027-01-18T09:20"),
      account: "nell@example.com",
      code: "271828182",
      link: "https://mail.example.com/confirm/x",
    },
    "code alone": {
      ...letter(62, "2027-01-18T09:20"),
      account: "nell@example.com",
      code: "271828182",
      link: null,
    },
  },
  "not-yet": {
    ordinary: {
      ...letter(63, "2027-01-18T09:20"),
      subject: "stats",
      words: [{ line: "stats", word: "stats" }],
    },
    several: {
      ...letter(63, "2027-01-18T09:20"),
      subject: null,
      words: [
        { line: "stats", word: "stats" },
        { line: "ledger ana", word: "ledger" },
      ],
    },
  },
  notice: {
    ordinary: {
      ...letter(64, "2027-01-20T18:00"),
      subject: "Your provider lets no more mail out today",
      news: "Your provider lets no more mail out today. 6 wait and go by themselves at 12:10 AM; nothing to do.",
      paragraphs: [],
      evidence: ["550 5.4.5 daily sending quota exceeded"],
      answers: [],
    },
    "with an answer": {
      ...letter(64, "2027-01-21T12:00"),
      subject: "Ana Ruiz asked to be forgotten",
      news: "Ana Ruiz asked to be forgotten. Nothing more goes to her.",
      paragraphs: ['"yes" erases her now, else it happens by itself on Thu 28 Jan.'],
      evidence: [],
      answers: [{ type: "yes", label: "Erase her now", does: "erases her now" }],
    },
  },
};
