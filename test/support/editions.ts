/** List mail in its true shape with invented people, and her mails around it. */

export interface SampleQuery {
  readonly summary: string;
  readonly name: string;
  readonly category: string;
  readonly email: string;
  readonly outlet: string;
  readonly deadline: string;
  readonly query: string;
}

const RULE = "-".repeat(35);
const STARS = "*".repeat(28);

/** Three queries of an invented edition; the first suits bakers, the second beekeepers, the third nobody. */
export const QUERIES: readonly SampleQuery[] = [
  {
    summary: "Why does my sourdough stall in winter?",
    name: "Priya Nandan",
    category: "Lifestyle and Entertainment",
    email: "reply+5f0c2f6e-1111-4222-8333-abcdefabcde1@helpareporter.com",
    outlet: "Crumb & Kettle (https://www.crumbandkettle.example.com)",
    deadline: "7:00 PM ET - 21 January",
    query:
      "Every January my inbox fills with readers whose sourdough has gone flat. I'm looking for bakers and food scientists who can explain what a cold kitchen does to a starter. Please answer in 3 to 5 sentences.",
  },
  {
    summary: "What bees do in February",
    name: "Marcus Oyelaran",
    category: "General",
    email: "reply+5f0c2f6e-1111-4222-8333-abcdefabcde2@helpareporter.com",
    outlet: "The Harbor Ledger (https://harborledger.example.com)",
    deadline: "5:00 PM ET - 22 January",
    query:
      "Seeking a practical voice on beekeeping in cold months: what the cluster does, and what a beekeeper must not do.",
  },
  {
    summary: "Night trains and the people who staff them",
    name: "Lena Abara",
    category: "Travel",
    email: "reply+5f0c2f6e-1111-4222-8333-abcdefabcde3@helpareporter.com",
    outlet: "Salt Road (https://saltroad.example.com)",
    deadline: "12:00 PM ET - 25 January",
    query: "I want to hear from conductors and sleeping-car attendants about one night they remember.",
  },
];

/** What a beekeeper may have something to say on, though she keeps no garden: not quite enough to be proposed. */
export const NEIGHBOUR: SampleQuery = {
  summary: "A garden for pollinators",
  name: "Ines Duarte",
  category: "Home and Garden",
  email: "reply+5f0c2f6e-1111-4222-8333-abcdefabcde4@helpareporter.com",
  outlet: "Long Acre (https://longacre.example.com)",
  deadline: "5:00 PM ET - 26 January",
  query:
    "Gardeners who plant for butterflies, moths and other pollinators: what flowers first, and which shrubs after them?",
};

/** What nobody speaks on, though somebody may live it. */
export const LONG_SHOTS: readonly SampleQuery[] = [
  {
    summary: "Small rooms, big lives",
    name: "Ottilie Marsh",
    category: "Lifestyle and Entertainment",
    email: "reply+5f0c2f6e-1111-4222-8333-abcdefabcde5@helpareporter.com",
    outlet: "Slow Rooms (https://slowrooms.example.com)",
    deadline: "12:00 PM ET - 25 January",
    query: "I want to talk to designers of tiny homes and small rooms: where does everything go?",
  },
  {
    summary: "A winter in a tiny home",
    name: "Ottilie Marsh",
    category: "Lifestyle and Entertainment",
    email: "reply+5f0c2f6e-1111-4222-8333-abcdefabcde6@helpareporter.com",
    outlet: "Slow Rooms (https://slowrooms.example.com)",
    deadline: "12:00 PM ET - 2 February",
    query: "Builders of tiny homes on what keeps one warm: stoves, walls, or each other?",
  },
];

/** The text of a HARO edition as it has looked since 2025. */
export function haroEdition(queries: readonly SampleQuery[] = QUERIES): string {
  const index = queries.map(
    (query, at) => `${at + 1}) ${query.summary} (${query.outlet.replace(/ \(.*/, "")})`,
  );
  const items = queries.map((query, at) => item(query, at + 1));
  return [
    "********* INDEX ***********",
    "",
    "GENERAL",
    "",
    ...index.flatMap((line) => [line, ""]),
    STARS,
    "",
    ...items,
    "HARO connects journalists with expert sources.",
    "",
    "Forwarded this email? Join HARO today",
    "",
  ].join("\n");
}

function item(
  { summary, name, category, email, outlet, deadline, query }: SampleQuery,
  number: number,
): string {
  return [
    `${number}) Summary: ${summary}`,
    `Name: ${name}`,
    `Category: ${category}`,
    `Email: ${email}`,
    `Media Outlet: ${outlet}`,
    `Deadline: ${deadline}`,
    "Query:",
    query,
    "Back to Top",
    RULE,
    "",
  ].join("\n\n");
}

export interface MailHead {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly date: Date;
  readonly messageId: string;
  readonly headers?: readonly string[];
}

export const LIST_HEAD = {
  from: "haro@helpareporter.com",
  to: "nell@example.test",
  subject: "HARO Queries for January 20, 2027 - Afternoon Edition",
} as const;

export function plainMail(head: MailHead, text: string): string {
  return [...headLines(head), "Content-Type: text/plain; charset=utf-8", "", text]
    .join("\r\n")
    .replace(/\r?\n/g, "\r\n");
}

/** A few words, and a file that hangs on them. */
export function withFile(head: MailHead, filename: string, content: string, text = ""): string {
  const file = [
    "Content-Type: application/octet-stream",
    `Content-Disposition: attachment; filename="${filename}"`,
    "",
    content,
  ];
  return mixed(head, text, file).replace(/\r?\n/g, "\r\n");
}

/** A text and one further part, given by its lines. */
function mixed(head: MailHead, text: string, part: readonly string[]): string {
  return [
    ...headLines(head),
    'Content-Type: multipart/mixed; boundary="part"',
    "",
    "--part",
    "Content-Type: text/plain; charset=utf-8",
    "",
    text,
    "--part",
    ...part,
    "--part--",
    "",
  ].join("\r\n");
}

/** A Gmail inline forward. */
export function gmailForward(
  head: MailHead,
  edition: string,
  sentAt = head.date,
  note = "",
  original: Pick<MailHead, "from" | "to" | "subject"> = LIST_HEAD,
): string {
  const date = sentAt.toUTCString().replace(/:\d\d GMT$/, "");
  const block = [
    "---------- Forwarded message ---------",
    `From: ${original.from.includes("<") ? original.from : `<${original.from}>`}`,
    `Date: ${date}`,
    `Subject: ${original.subject}`,
    `To: <${original.to}>`,
  ];
  return plainMail(head, [...(note === "" ? [] : [note, ""]), ...block, "", "", edition].join("\n"));
}

/** A forward that carries the edition as message/rfc822. */
export function attachedForward(head: MailHead, edition: string, sentAt = head.date): string {
  const inner = plainMail({ ...LIST_HEAD, date: sentAt, messageId: `list-${head.messageId}` }, edition);
  return mixed(head, "", ["Content-Type: message/rfc822", "Content-Disposition: attachment", "", inner]);
}

/** What a mail of ours said, for answering it. */
export interface Answered {
  readonly messageId: string;
  readonly references: readonly string[];
  readonly subject: string;
  readonly text: string;
}

/** An answer typed on top on a phone: her words, a signature, the whole mail quoted below. */
export function topPosted(head: Omit<MailHead, "subject">, words: string, answered: Answered): string {
  const quoted = answered.text.split("\n").map((line) => `> ${line}`);
  const references = [...answered.references, answered.messageId].map((id) => `<${id}>`).join(" ");
  return plainMail(
    {
      ...head,
      subject: `Re: ${answered.subject.replace(/^Re: /, "")}`,
      headers: [`In-Reply-To: <${answered.messageId}>`, `References: ${references}`, ...(head.headers ?? [])],
    },
    [
      words,
      "",
      "Nell",
      "Sent from my phone",
      "",
      `On Wed, 20 Jan 2027 at 18:02, Sendalong <sendalong@example.test> wrote:`,
      "",
      ...quoted,
      // A body on its way ends with a line end (RFC 5321 section 4.1.1.4).
      "",
    ].join("\n"),
  );
}

function headLines({ from, to, subject, date, messageId, headers = [] }: MailHead): string[] {
  return [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Date: ${date.toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: <${messageId}>`,
    ...headers,
    "MIME-Version: 1.0",
  ];
}
