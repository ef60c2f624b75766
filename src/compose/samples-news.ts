/** The letters that bring her something by themselves. */

import type { Counts, DigestView, OpenItem } from "../decision/views.ts";
import type { Samples } from "./samples.ts";
import {
  at,
  BRISTOL,
  BURLINGTON,
  eastern,
  FRIDAY_ET,
  head,
  item,
  letter,
  MADRID,
  MINNEAPOLIS,
  NO_DEADLINE,
  note,
  PORTLAND,
  person,
  WINTER_SOURDOUGH,
} from "./samples-cast.ts";

export const ferry: OpenItem = {
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
  month: null,
  more: 0,
  stillOpen: 0,
  counts: { sent: 0, waiting: 0, heldBack: 0, failed: 0, read: 41, unreadable: 0 },
  since: null,
  firstStart: null,
  away: null,
  lists: 3,
};

export const digest: DigestView = {
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

export const newsSamples: Pick<Samples, "urgent" | "reminder" | "digest" | "standing" | "unsure" | "outage"> =
  {
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
    outage: {
      ordinary: outage,
      "without cost": { ...outage, fault: "mine", cause: null, missed: [], open: [], mails: 0, late: [] },
    },
  };
