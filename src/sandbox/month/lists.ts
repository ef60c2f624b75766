/** List mail in the shape the lists give it: HARO (Featured's era), Source of Sources, a post, and two that hold no query. */
import { createHash } from "node:crypto";
import { inZone } from "../../time.ts";
import type { Incoming, SampleQuery } from "./calendar.ts";
import { NELL, type Person, SENDALONG, SENDERS } from "./cast.ts";
import { asHtml, type Before, type Body, mailOf } from "./mails.ts";
import { wrapLine } from "./wrap.ts";

/** A list's mail: its bytes, and what a program shows of it when it is forwarded. */
export interface ListMail extends Before {
  readonly raw: string;
}

const EASTERN = "America/New_York";
const RULE = "-".repeat(35);
const STARS = "*".repeat(28);
/** HARO breaks its lines there. */
const WIDTH = 80;

export function listMail(incoming: Incoming, number: number): ListMail {
  const from = SENDERS[incoming.list];
  const to: readonly Person[] =
    incoming.list === "post" ? [POST_LIST] : [incoming.straight ? TO_SENDALONG : TO_NELL];
  const { subject, body, more } = WRITERS[incoming.list](incoming);
  const messageId = `${number}.${incoming.at.getTime()}@${from.address.split("@")[1]}`;
  const head = { from, to, subject, date: incoming.at, messageId };
  return { ...head, references: [], body, raw: mailOf({ ...head, more }, body) };
}

const TO_NELL: Person = { name: null, address: NELL.address };
const TO_SENDALONG: Person = { name: null, address: SENDALONG.address };
const POST_LIST: Person = { name: "Local record", address: "local-record@lists.example.net" };

interface Written {
  readonly subject: string;
  readonly body: Body;
  readonly more: readonly string[];
}

const WRITERS: Readonly<Record<Incoming["list"], (incoming: Incoming) => Written>> = {
  haro: ({ at, queries }) => ({
    subject: haroSubject(at),
    body: { text: haroText(queries), html: null },
    more: [],
  }),
  sos: ({ at, queries }) => {
    const text = sosText(queries);
    return {
      subject: `[SOS] ${inZone(at, EASTERN).toFormat("cccc")} Morning Media Queries`,
      body: { text, html: `<html><body>${asHtml(text)}</body></html>` },
      more: ["List-ID: source of sources <queries.list-id.example.net>", "Precedence: bulk"],
    };
  },
  post: ({ queries }) => ({
    subject: "[local-record] Looking for interviewees: parish chests",
    body: { text: queries[0]?.query ?? "", html: null },
    more: ["List-Id: Local record <local-record.lists.example.net>", "Precedence: list"],
  }),
  newsletter: () => ({
    subject: "The Midweek Byline, no. 88",
    body: { text: NEWSLETTER, html: null },
    more: ["List-Unsubscribe: <https://byline.example.net/leave>"],
  }),
  stranger: () => ({ subject: "Partnership", body: { text: PARTNERSHIP, html: null }, more: [] }),
};

/** `HARO Queries for January 20, 2027 - Afternoon Edition` */
function haroSubject(at: Date): string {
  const local = inZone(at, EASTERN);
  const edition = local.hour < 10 ? "Morning" : local.hour < 15 ? "Afternoon" : "Evening";
  return `HARO Queries for ${local.toFormat("LLLL d, yyyy")} - ${edition} Edition`;
}

function haroText(queries: readonly SampleQuery[]): string {
  const outlets = queries.map(({ outlet }) => (outlet ?? "").toUpperCase());
  const paragraphs = [
    "Meet the notebook that dries itself.",
    "Inkwell Dry keeps a rainy interview readable https://inkwelldry.example.com/try.",
    "Sponsored",
    "-".repeat(WIDTH),
    `QUERIES FROM ${outlets.slice(0, 2).join(", ")}, AND MORE!`,
    "\n********* INDEX ***********",
    ...indexOf(queries, (title) => `\n${title.toUpperCase()}`, ""),
    STARS,
    ...queries.flatMap(haroItem),
    "HARO connects journalists with expert sources.",
    "Forwarded this email? Join HARO today https://www.helpareporter.com.",
    RULE,
    "Unsubscribe https://unsubscribe.example.com/ | Manage Subscription\nhttps://www.helpareporter.com/manage-subscription",
  ];
  return `${paragraphs.map(wrapped).join("\n\n")}\n`;
}

/** Titles under their categories, numbered in the order they stand below. */
function indexOf(
  queries: readonly SampleQuery[],
  heading: (category: string) => string,
  anchor: string,
): readonly string[] {
  let before: string | null = null;
  return queries.flatMap((query, index) => {
    const line = `${index + 1}) ${query.summary} (${query.outlet})${anchor === "" ? "" : ` (#${anchor}${index})`}`;
    if (query.category === before) return [line];
    before = query.category;
    return [heading(query.category ?? "General"), line];
  });
}

function haroItem(query: SampleQuery, index: number): readonly string[] {
  const relay = `reply+${relayId(query.id)}@helpareporter.com`;
  return [
    `${index + 1}) Summary: ${query.summary}`,
    `Name: ${query.journalist}`,
    `Category: ${query.category}`,
    `Email: ${relay}\n${relay}`,
    `Media Outlet: ${query.outlet}${query.url === undefined ? "" : ` (${query.url})`}`,
    `Deadline: ${haroDeadline(query)}`,
    ...(query.refusal === undefined ? [] : [query.refusal]),
    "Query:",
    query.query,
    "Back to Top",
    RULE,
  ];
}

/** The shape of a UUID, the same for the same query. */
function relayId(id: string): string {
  const hex = createHash("sha256").update(id).digest("hex").slice(0, 32);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** `7:00 PM ET - 21 January` */
function haroDeadline({ deadline }: SampleQuery): string {
  if (deadline === null) return "";
  const at = inZone(new Date(`${deadline.date}T${deadline.time || "17:00"}:00Z`), "UTC");
  return `${at.toFormat("h:mm a")} ${deadline.zone} - ${at.toFormat("d LLLL")}`;
}

const ZONES: Readonly<Record<string, string>> = {
  ET: "Eastern Standard Time",
  CT: "Central Standard Time",
  MT: "Mountain Standard Time",
  PT: "Pacific Standard Time",
  GMT: "Greenwich Mean Time",
};

function sosText(queries: readonly SampleQuery[]): string {
  const paragraphs = [
    "Forwarded this email? Join Source of Sources Today! (https://www.sourceofsources.com/)",
    "Sock of the month: wool for runners. (https://socks.example.com/) [AD]",
    "It is still dark here. Queries!",
    "********* INDEX ***********",
    ...indexOf(queries, (title) => title, "item"),
    STARS,
    ...queries.flatMap(sosItem),
    "This email was sent to nell@example.com\nunsubscribe from this list (https://lists.example.com/unsubscribe)",
  ];
  return `${paragraphs.join("\n\n")}\n`;
}

function sosItem(query: SampleQuery, index: number): readonly string[] {
  const at = inZone(new Date(`${query.deadline?.date}T${query.deadline?.time || "00:00"}:00Z`), "UTC");
  return [
    `${index + 1}) SUMMARY: ${query.summary}`,
    `CATEGORY: ${query.category}`,
    `NAME: ${query.journalist}`,
    `EMAIL: ${query.email} (mailto:${query.email})`,
    "MUCK RACK URL:",
    `MEDIA OUTLET: ${query.outlet}`,
    `MEDIA WEBSITE: ${query.url ?? ""}`,
    `DEADLINE DATE: ${query.deadline?.date ?? ""}`,
    `DEADLINE TIME: ${query.deadline?.time ? at.toFormat("h:mm a").toLowerCase() : ""}`,
    `TIME ZONE: ${ZONES[query.deadline?.zone ?? ""] ?? ""}`,
    `QUERY: ${query.query}`,
    "Back to top (#top)",
    "_____",
  ];
}

function wrapped(paragraph: string): string {
  return paragraph
    .split("\n")
    .flatMap((line) => wrapLine(line, WIDTH))
    .join("\n");
}

const NEWSLETTER = `Hello lovely freelances,

Before anything else, a word from our sponsor: the winter sale at Pencil & Daughter ends on Friday (https://pencil.example.com/sale).

This week I walked to the end of the pier and thought about invoices. I paid three on the way back. It felt like spring.

What I read: a fine essay on ferries (https://saltroad.example.com/ferries), and a short one on soup (https://crumbandkettle.example.com/soup).

What I watched: the kettle.

See you on Wednesday,
Marge

You get this because you signed up at byline.example.net. Leave: https://byline.example.net/leave
`;

const PARTNERSHIP = `Hi there,

I came across your work and I believe there is real synergy with our outreach platform. Would you be open to a quick call on Tuesday or Wednesday?

Best,
Lou
`;
