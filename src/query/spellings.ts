/** The labels that lists print, as the generic reader knows them: wide, for each list has its own words. */
import type { Key, Labels } from "./fields.ts";

/** Lower-case, without the colon. */
const SPELLINGS: Readonly<Record<Key, readonly string[]>> = {
  number: ["id", "ref", "reference", "query id", "request id", "query number", "query no", "query #", "no"],
  summary: [
    "summary",
    "headline",
    "title",
    "subject",
    "topic",
    "story",
    "story title",
    "working title",
    "query title",
    "request title",
    "query headline",
    "story topic",
    "article title",
  ],
  name: [
    "name",
    "journalist",
    "reporter",
    "writer",
    "author",
    "producer",
    "editor",
    "contact",
    "contact name",
    "journalist name",
    "reporter name",
    "writer name",
    "requested by",
    "posted by",
    "from journalist",
    "enquiry from",
    "request from",
    "host",
  ],
  title: ["job title", "position", "role"],
  category: [
    "category",
    "categories",
    "industry",
    "industries",
    "section",
    "beat",
    "sector",
    "topics",
    "tags",
    "subject area",
  ],
  email: [
    "email",
    "e-mail",
    "email address",
    "reply to",
    "reply-to",
    "reply",
    "respond to",
    "contact email",
    "send pitches to",
    "send responses to",
    "pitch to",
    "pitches to",
    "respond",
    "how to respond",
    "answer to",
    "email the writer",
    "send to",
  ],
  profile: ["journalist profile", "profile", "muck rack url", "muck rack", "linkedin", "twitter", "x"],
  outlet: [
    "outlet",
    "media outlet",
    "publication",
    "media",
    "magazine",
    "newspaper",
    "media company",
    "publisher",
    "outlet name",
    "publication name",
    "media outlet/publication",
    "show",
    "podcast",
    "site",
    "media name",
  ],
  website: [
    "website",
    "outlet url",
    "media website",
    "publication url",
    "outlet website",
    "url",
    "link",
    "web",
  ],
  deadline: [
    "deadline",
    "due",
    "due date",
    "response deadline",
    "submit by",
    "answer by",
    "respond by",
    "reply by",
    "closing date",
    "closes",
    "expires",
    "needed by",
    "pitch by",
    "submission deadline",
    "query deadline",
    "responses due",
    "pitches due",
  ],
  date: ["deadline date"],
  time: ["deadline time"],
  zone: ["time zone", "timezone"],
  anonymous: ["anonymous?", "anonymous"],
  regional: ["specific geographic region?"],
  region: [
    "region",
    "location",
    "country",
    "geography",
    "geographic region",
    "territory",
    "regions",
    "geographic focus",
  ],
  query: [
    "query",
    "request",
    "details",
    "description",
    "question",
    "questions",
    "writer's request",
    "full query",
    "message",
    "synopsis",
    "brief",
    "query details",
    "request details",
    "what i need",
    "source request",
    "the request",
    "query text",
    "about",
    "body",
    "what they need",
    "looking for",
    "call-out",
    "callout",
  ],
  requirements: [
    "requirements",
    "criteria",
    "source requirements",
    "must have",
    "qualifications",
    "ideal source",
    "source criteria",
    "who",
    "ideal sources",
    "requirement",
  ],
};

/** Spelling -> what it means. */
export const LABELS: Labels = new Map(
  Object.entries(SPELLINGS).flatMap(([key, names]) => names.map((name) => [name, key as Key] as const)),
);

/** Spellings that stand for a label in mid-line too, where lines were drawn together: no words of ordinary prose. */
const SURE: ReadonlySet<Key> = new Set([
  "summary",
  "name",
  "category",
  "email",
  "outlet",
  "deadline",
  "query",
  "region",
  "requirements",
]);
const PROSE =
  /^(?:.{1,3}|about|body|message|questions?|story|section|site|show|media|host|author|editor|link|subject|looking for|topics?|brief|respond|closes|expires|tags|due|contact|who|must have|criteria)$/;

const MID_LINE = new RegExp(
  `(?<=[^\\s•*–-] )(?:${[...LABELS]
    .filter(([name, key]) => SURE.has(key) && !PROSE.test(name))
    .map(([name]) => name.replace(/[^\w ']/g, "\\$&"))
    .sort((one, other) => other.length - one.length)
    .join("|")})(?=:\\s)`,
  "gi",
);

/** Where known labels stand in mid-line, a number before them included; capital letters only. */
export function labelsInMidLine(plain: string): number[] {
  return [...plain.matchAll(MID_LINE)]
    .filter(([label]) => /^[A-Z]/.test(label))
    .map(({ index }) => {
      const number = /\s\d{1,3}[.)]\s$/.exec(plain.slice(Math.max(0, index - 7), index));
      return number === null ? index : index - number[0].length + 1;
    });
}
