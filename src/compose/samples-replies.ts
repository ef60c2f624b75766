/** The smaller letters: what is open, the words, what could not be read, is in doubt or went wrong. */

import type { HandedOnView } from "../decision/views.ts";
import type { Samples } from "./samples.ts";
import { at, FRIDAY_ET, head, letter, NEW_MANAGERS, note, WINTER_SOURDOUGH } from "./samples-cast.ts";
import { digest, ferry } from "./samples-news.ts";

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

export const replySamples: Pick<
  Samples,
  | "pending"
  | "help"
  | "was-this-you"
  | "could-not-read"
  | "handed-on"
  | "confirmation"
  | "hello"
  | "notice"
  | "bounce"
> = {
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
  hello: {
    ordinary: { ...letter(1, "2027-01-18T09:00"), olderMails: 1204, contacts: 0, digestAt: "07:30" },
    "people known": { ...letter(1, "2027-01-18T09:00"), olderMails: 0, contacts: 212, digestAt: "18:05" },
    "one mail": { ...letter(1, "2027-01-18T09:00"), olderMails: 1, contacts: 1, digestAt: "00:00" },
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
};
