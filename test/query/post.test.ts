/** A post is a query when it seeks a source for a story; honest before eager. */
import { describe, expect, test } from "vitest";
import { readSource } from "../../src/query/read.ts";

/** A Monday noon in New York. */
const SENT = new Date("2026-03-02T17:00:00Z");

const read = (subject: string | null, text: string, from = "lena@example.org") =>
  readSource({ from: { address: from, name: null }, subject, sentAt: SENT, text, listId: null });

const CALLS: readonly (readonly [string | null, string])[] = [
  [
    "QUERY: looking for night-shift nurses",
    "Hello all,\n\nI'm a freelance writer working on a feature for Harbour Monthly about how night-shift nurses sleep. I'd like to talk with two or three nurses by the end of next week.\n\nPlease email me at lena@example.org.\n\nThanks,\nLena",
  ],
  [
    "Sources needed: small-town libraries",
    "Hi everyone, I'm reporting a story on libraries in towns under 5,000 people. Looking for librarians who run one alone. Deadline: Friday, March 6, 5pm ET. Reply off-list.",
  ],
  [
    "[freelancers] ISO beekeepers",
    "ISO urban beekeepers in Chicago for a piece on honey theft. Need to interview by Thursday. DM or email.",
  ],
  [
    "Help with an article?",
    "Does anyone know an expert on medieval shipbuilding who could talk on the record? I'm writing an article for a history magazine and my deadline is 12 May.",
  ],
  [
    "Call for sources",
    "We are producing a podcast episode about people who changed career after 60. We'd love to hear from anyone who became a nurse, a pilot or a priest. Please reply with two lines on your story.",
  ],
  [
    "Case study request",
    "Journalist seeks case studies: women who bought a house alone before 30, for a national newspaper. Fee available. Deadline is EOD Tuesday.",
  ],
  [
    null,
    "Looking for someone who can comment on the new parcel tax for tomorrow's paper. On background is fine. Call or text me before 4pm.",
  ],
  [
    "Seeking parents of twins",
    "I am a health reporter at the Pond Gazette, seeking parents of twins for a story about sleep training. Interviews by phone this week.",
  ],
  [
    null,
    "Author writing a book on lighthouse keepers would love to interview former keepers or their children. Contact: keepers@example.net",
  ],
  [
    "media request",
    "Morning! Local radio programme needs a dentist to explain whitening strips live on air on Wednesday at 8am. Can you help? Please get in touch asap.",
  ],
  [
    "Looking for experts: heat pumps",
    "For an explainer in Home & Hearth I need two installers to quote on heat pump costs. No PR please. Reply by noon Friday.",
  ],
];

const OTHER_MAIL: readonly (readonly [string | null, string])[] = [
  [
    "Re: lunch",
    "Hi Jo, Tuesday works. I'm looking for that Thai place you mentioned, do you still have the address? See you at noon.",
  ],
  [null, "1 3b"],
  [null, "send all\n\n-- \nJo"],
  [null, "3b: saw this and thought of your book"],
  [null, "I have 5 minutes"],
  [null, 'add Ana Ruiz ana@x.com: baking, "food science", -crypto; Madrid'],
  [
    "Re: A query that fits you",
    "Thanks for this! I'd love to speak with the reporter for her story on sleep. When is her deadline? I'm free for an interview on Friday.",
  ],
  [
    "Your article",
    "Dear Jo, I enjoyed your article on bakeries. I'm an expert on flour and would love to talk to you for your next story. My book comes out in May; happy to send a copy.",
  ],
  [
    "Introducing our CEO",
    "Hi, my client Dana Wu, CEO of Pond Foods, is available for interviews on sourdough. She can speak to three trends for your story. Let me know if you'd like to talk with her.",
  ],
  [
    "We're hiring",
    "We are looking for a reporter to join our team. You will write stories for our magazine. Send your CV by Friday, 12 May.",
  ],
  [
    "The Sunday newsletter",
    "This week's stories\n\nWhy bakers get up early. Read more https://a.example/1\n\nThe last lighthouse. Read more https://a.example/2\n\nWe're looking for stories about your town. Subscribe now.",
  ],
  [
    "Article: how journalists work",
    "Journalists are looking for sources every day, and many use services to find them. In this article we explain how to answer. The company, founded in 2008, has grown to 800,000 sources, and editors say experts who reply within an hour are quoted more often.",
  ],
  [
    "plumber?",
    "Hi neighbours, we're looking for a good plumber who can come this week. Does anyone know someone? Please email me.",
  ],
  [
    "Flat",
    "Looking for a two-bedroom flat near the station from June. Please get in touch if you know of one.",
  ],
  [
    "Conference",
    "Call for papers: the conference on sleep seeks abstracts by 12 May. Submit through the site.",
  ],
  [
    "Invitation",
    "Dear Jo, we are hosting a panel with three journalists about the future of magazines on Thursday. We'd love to see you there. RSVP by Monday.",
  ],
  ["Order", "Your order 4471 has shipped. Expected delivery: Friday. Questions? Reply to this email."],
  [
    "Hello",
    "Hi Jo, it was lovely to meet you at the reception. You said you know a podcast editor, could you introduce us? I'm thinking of starting a podcast about bread.",
  ],
  [
    "Survey",
    "We're conducting research for our dissertation and seek participants aged 18-30 for an interview about screen time. You will receive a voucher.",
  ],
  [
    "Note",
    "Jo, Sam called about the report. They need comments by Friday on the article draft. Can you look over it?",
  ],
  [
    "Re: [list] QUERY: nurses",
    "I think Ana would be great for this; she is a nurse and was quoted in a story last year. Looking forward to reading it.",
  ],
  [
    "Story",
    "Have you seen this? https://news.example/story A reporter is looking into bakery wages. Thought of you.",
  ],
  [
    "Promo",
    "Looking for experts in SEO? We help brands get quoted in articles and podcasts. Book a call today.",
  ],
  [
    "Minutes",
    "Minutes of the meeting: Dana is working on an article for the newsletter and needs photos. Ben will look for a speaker. Next meeting on 12 May.",
  ],
  [
    "Out of office",
    "I'm away until Friday 12 May with limited access to email. For press interviews please contact press@example.org; journalists on deadline may call.",
  ],
  [
    "Freelance pitch",
    "Dear editor, I'm a freelance writer working on a story about night trains and would like to pitch it to your magazine. I've interviewed six conductors.",
  ],
  [
    "School",
    "Our daughter is working on a report about volcanoes and is looking for an expert book. Any ideas?",
  ],
  [
    "PR list",
    "Calling all bakers! I keep getting requests from journalists for bakery experts. If you want to be quoted in magazines, reply and I'll add you to my list.",
  ],
  [
    "Webinar",
    "Join our webinar with a reporter, an editor and a producer: how to pitch your story. We're looking for 5 volunteers for a live pitch. Register by Friday.",
  ],
  [
    "Ask",
    "Hi Jo, I'm writing a blog post about our trip and looking for the photo of the boat, do you have it? Love, Mum",
  ],
  [
    "Contact form",
    "Name: Dana Wu\nEmail: dana@example.org\nSubject: bread\nMessage: I would like to order two loaves for Friday.",
  ],
  [
    "Job",
    "Title: Night baker\nLocation: Cardiff\nDeadline: 12 May\nDescription: We are looking for a baker with two years of practice.\nEmail: jobs@example.org",
  ],
  ["Meeting", "Subject: Budget\nDeadline: Friday\nDetails: please send your numbers\nContact: Sam"],
  [
    "Please verify your email",
    "Thanks for signing up! Just one quick step: click here to verify your email https://list.example/verify?token=1. You will get queries from journalists, 10–15 per email.",
  ],
];

test.each(CALLS)("a call for sources: %s", (subject, text) => {
  const edition = read(subject, text);
  expect(edition).toMatchObject({ service: "post", announced: null });
  expect(edition?.queries).toHaveLength(1);
  expect(edition?.queries[0]?.query).toBe(text);
  expect(edition?.problems.map(({ code }) => code)).toEqual(["read-as-post"]);
});

test.each(OTHER_MAIL)("no call: %s", (subject, text) => {
  expect(read(subject, text)).toBeNull();
});

describe("deadlines in prose", () => {
  const first = (text: string) =>
    read("QUERY", `I'm a reporter looking for nurses for a story. ${text}`)?.queries[0];

  test.each([
    [
      "Please reply by Friday noon.",
      { deadlineAt: new Date("2026-03-06T17:00:00Z"), deadlineText: "Friday noon" },
    ],
    ["My deadline is EOD Tuesday, sorry.", { deadlineDate: "2026-03-03", deadlineText: "EOD Tuesday" }],
    [
      "I need answers by March 12, 5pm PT.",
      { deadlineAt: new Date("2026-03-13T00:00:00Z"), deadlineText: "March 12, 5pm PT" },
    ],
    ["Responses before 2026-04-01 please.", { deadlineDate: "2026-04-01", deadlineText: "2026-04-01" }],
  ])("%s is read", (text, wanted) => {
    expect(first(text)).toMatchObject(wanted);
  });

  test.each([
    ["Hoping to talk today.", "today"],
    ["Anyone available tomorrow/Thursday ideally?", "tomorrow/Thursday"],
  ])("of “%s” only the words are kept: whether it is the deadline is a guess", (text, words) => {
    expect(first(text)).toMatchObject({ deadlineAt: null, deadlineDate: null, deadlineText: words });
  });

  test.each(["It runs in the May issue.", "Reply asap.", "By the way, phone is fine.", "Reply by email."])(
    "%s names no day",
    (text) => {
      expect(first(text)).toMatchObject({ deadlineAt: null, deadlineDate: null, deadlineText: null });
    },
  );

  test("a clock without a zone is the sender's country's", () => {
    const edition = read(
      "QUERY",
      "I'm a reporter looking for nurses for a story. Reply by 5pm on Friday.",
      "lena@pond.co.uk",
    );
    expect(edition?.queries[0]?.deadlineAt?.toISOString()).toBe("2026-03-06T17:00:00.000Z");
  });
});

test("the list's footer and a signature are no part of the post", () => {
  const post = "I'm a reporter looking for nurses for a story on sleep.";
  const footer =
    "\n\n_______________________________________________\nPress mailing list\nTo unsubscribe visit https://list.example/1";
  expect(read("QUERY", `${post}${footer}`)?.queries[0]?.query).toBe(post);
});

test("an answer goes to the poster, unless the post names a way", () => {
  const post = "I'm a reporter looking for nurses for a story on sleep.";
  expect(read("QUERY", post)?.queries[0]?.routes).toEqual([{ kind: "address", to: "lena@example.org" }]);
  expect(read("QUERY", `${post} DMs are open.`)?.queries[0]?.routes).toEqual([{ kind: "message", to: null }]);
  expect(read("QUERY", post, "press@lists.example.org")?.queries[0]?.routes).toEqual([
    { kind: "none", to: null },
  ]);
});

test("posts gathered in one mail are queries of their own when each bears the hashtag and asks", () => {
  const text =
    "#journorequest Looking for a vet to comment on snoring dogs by Friday.\n\n#JournoRequest I need a nurse for a piece on night shifts.\n\nHow to use #journorequest: be quick.";
  const edition = read("Today's posts", text);
  expect(edition).toMatchObject({ service: "journorequest" });
  expect(edition?.queries.map(({ query }) => query.slice(0, 30))).toEqual([
    "#journorequest Looking for a v",
    "#JournoRequest I need a nurse ",
  ]);
});

test("a text about the hashtag is none", () => {
  expect(
    read("Tips", "Many PR people watch #journorequest every morning; our guide shows how to answer in time."),
  ).toBeNull();
});

test.each([
  "I am looking for bakers.",
  "We're after bakers.",
  "I'm hoping to talk to bakers.",
  "We are now searching for bakers.",
  "I am in search of bakers.",
  "Seeking bakers.",
  "ISO bakers.",
  "In search of bakers.",
  "Wanted: bakers.",
  "Calling all bakers.",
  "Call for bakers.",
  "Needed: bakers.",
  "Need bakers.",
  "Of late\nCalling bakers.",
  "Experts wanted.",
  "Experts needed.",
  "Case studies sought.",
  "Our magazine seeks bakers.",
  "A reporter is seeking bakers.",
  "A podcast needs bakers.",
  "A producer is looking for bakers.",
  "An editor wants bakers.",
  "A writer requires bakers.",
  "We need a baker to comment.",
  "I'd really like to hear from bakers.",
  "Would love to interview bakers.",
  "If you bake, we'd love to chat.",
  "Are there any bakers here?",
  "Is there anybody baking?",
  "Does anyone know a baker?",
  "Anyone out there baking?",
  "Anybody able to bake?",
  "Who could explain bread?",
])("%s asks for somebody, beside words of the press", (asks) => {
  const text = `Good morning. ${asks} It is for an article in a magazine, and the deadline is Friday.`;
  expect(read(null, text)?.service).toBe("post");
});
