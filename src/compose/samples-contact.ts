/** The mails to contacts, in all three tones. */

import type { ContactMail, ForwardView, NudgeView, ShareView, ThanksView } from "../decision/views.ts";
import type { Samples } from "./samples.ts";
import { at, eastern, NO_DEADLINE, SOURDOUGH, WINTER_SOURDOUGH } from "./samples-cast.ts";

const mail: ContactMail = {
  owner: {
    name: "Nell Hartigan",
    address: "nell@example.com",
    zone: "Europe/Copenhagen",
    signature: "Nell Hartigan\nCommunications, Copenhagen",
  },
  contact: { name: "Ana Ruiz", greeting: null, tone: "close", zone: "Europe/Madrid", place: "Madrid" },
  now: at("2027-01-21T08:00"),
};

const colleague: ContactMail = { ...mail, contact: { ...mail.contact, tone: "colleague" } };
const formal: ContactMail = {
  ...mail,
  contact: { ...mail.contact, tone: "formal", greeting: "Dear Dr. Ruiz" },
};

const forward: ForwardView = {
  ...mail,
  personalLine: null,
  interests: ["sourdough", '"food science"'],
  title: WINTER_SOURDOUGH.title,
  outlet: "Crumb & Kettle",
  journalist: "Priya Nandan",
  query: SOURDOUGH,
  partial: false,
  requirements: null,
  region: null,
  routes: [{ kind: "relay", to: "reply+2c9e61d4@example.net" }],
  url: null,
  deadline: WINTER_SOURDOUGH.deadline,
  refuses: ["AI answers"],
  rule: "do not post",
  answersThroughHer: false,
  isLate: false,
};

const bare: ForwardView = {
  ...forward,
  interests: [],
  title: null,
  outlet: null,
  journalist: null,
  routes: [],
  deadline: NO_DEADLINE,
  refuses: [],
  rule: null,
};

const nudge: NudgeView = {
  ...mail,
  now: at("2027-01-21T16:30"),
  subject: "Why does my sourdough stall in winter? (Crumb & Kettle, by tonight)",
  text: null,
  title: WINTER_SOURDOUGH.title,
  outlet: "Crumb & Kettle",
  journalist: "Priya Nandan",
  way: "reply+2c9e61d4@example.net",
  deadline: WINTER_SOURDOUGH.deadline,
};

const thanks: ThanksView = {
  ...mail,
  contact: {
    name: "Joan Whitlock",
    greeting: null,
    tone: "close",
    zone: "America/Chicago",
    place: "Chicago",
  },
  subject: null,
  text: null,
  title: "New managers",
  outlet: "The Brass Bell",
  referred: { name: "Raj Mehta", link: "https://brassbell.example.com/podcast/41" },
};

const share: ShareView = {
  ...mail,
  contact: {
    name: "Tom Achterberg",
    greeting: null,
    tone: "close",
    zone: "Europe/Amsterdam",
    place: "Rotterdam",
  },
  note: "This made me think of your winters on the Maas.",
  title: "The last family of barge builders",
  outlet: "Slow Rooms",
  link: "https://slowrooms.example.com/barge-builders",
  event: null,
  isFirst: false,
};

const receipt = {
  owner: { name: "Nell Hartigan" },
  subject: "Why does my sourdough stall in winter? (Crumb & Kettle, by tonight)",
  address: "ana@example.org",
};

export const contactSamples: Pick<
  Samples,
  "forward" | "nudge" | "thanks" | "congratulation" | "share" | "stop-receipt" | "forget-receipt"
> = {
  forward: {
    close: forward,
    "close, with her line": {
      ...forward,
      personalLine: "Saw this and thought of your book.\nIt is out in May, no?",
    },
    colleague: { ...forward, ...colleague },
    formal: { ...forward, ...formal },
    "late at night": { ...forward, now: at("2027-01-21T20:30") },
    "several ways": {
      ...forward,
      ...colleague,
      routes: [
        { kind: "address", to: "priya@example.net" },
        { kind: "form", to: "https://crumbandkettle.example.com/answer" },
      ],
      requirements: "Bakers with a shop of their own",
      region: "Europe",
      refuses: ["PR or third parties", "no phone calls"],
      rule: { words: "Share with sources, never in public." },
      partial: true,
    },
    "several ways, formal": {
      ...forward,
      ...formal,
      routes: [
        { kind: "address", to: "priya@example.net" },
        { kind: "site", to: "https://crumbandkettle.example.com/answer" },
      ],
      refuses: ["PR or third parties"],
    },
    "little known": bare,
    "little known, colleague": {
      ...bare,
      ...colleague,
      contact: { ...colleague.contact, zone: null, place: null },
      deadline: { ...NO_DEADLINE, text: "ASAP" },
    },
    "little known, formal": {
      ...bare,
      ...formal,
      owner: { ...formal.owner, signature: null },
      routes: [{ kind: "message", to: null }],
    },
    "past the deadline": { ...forward, now: at("2027-01-22T08:00"), isLate: true },
    "past the deadline, formal": {
      ...forward,
      ...formal,
      now: at("2027-01-22T08:00"),
      answersThroughHer: false,
      isLate: true,
      routes: [{ kind: "form", to: "https://crumbandkettle.example.com/answer" }],
    },
  },
  nudge: {
    before: nudge,
    formal: { ...nudge, ...formal },
    "no deadline": {
      ...nudge,
      ...colleague,
      deadline: NO_DEADLINE,
      title: null,
      outlet: null,
      journalist: null,
      way: null,
    },
    after: { ...nudge, now: at("2027-01-25T10:00") },
    "after, formal": { ...nudge, ...formal, now: at("2027-01-25T10:00"), outlet: null },
    "her words": { ...nudge, text: "Please ignore the last one." },
  },
  thanks: {
    referred: thanks,
    "not in print": { ...thanks, title: null, referred: { name: "Raj Mehta", link: null } },
    themselves: { ...thanks, ...colleague, referred: null, subject: "New managers (The Brass Bell)" },
    "her words": { ...thanks, ...formal, text: "That was kind of you.", referred: null },
  },
  congratulation: {
    ordinary: {
      ...mail,
      outlet: "Crumb & Kettle",
      link: "https://crumbandkettle.example.com/sourdough-in-winter",
      quote: "Stop feeding it more. Feed it warmer.",
    },
    "no outlet": {
      ...formal,
      outlet: null,
      link: "https://crumbandkettle.example.com/sourdough-in-winter",
      quote: null,
    },
  },
  share: {
    article: share,
    invitation: {
      ...share,
      ...colleague,
      contact: {
        name: "Raj Mehta",
        greeting: null,
        tone: "colleague",
        zone: "America/Chicago",
        place: "Chicago",
      },
      note: "Dana Wu, whom I met at PRSA, is on a panel next week, and you said you wanted to get into audio.",
      title: "Podcasts without ads: who pays?",
      outlet: null,
      link: null,
      event: {
        at: eastern("2027-01-28T18:00"),
        where: "The Mill, New York",
        online: "https://events.example.org/podcasts-without-ads",
        cost: "free; sign up by Tue 26 Jan",
        isAttached: true,
      },
    },
    "first mail, formal": { ...share, ...formal, isFirst: true, outlet: null },
  },
  "stop-receipt": {
    ordinary: { ...receipt, name: "Ana Ruiz", wasOnItsWay: true },
    "no subject": { ...receipt, name: "Ana Ruiz", wasOnItsWay: false, subject: null },
  },
  "forget-receipt": { ordinary: receipt },
};
