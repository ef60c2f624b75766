/** `explain --json` from outside (DESIGN 6): every key, always, in the order of the contract. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { PLAIN } from "../query/support/compare.ts";
import { attachedForward, gmailForward, haroEdition, plainMail, QUERIES } from "../support/editions.ts";
import { tempFolder } from "../support/temp.ts";
import { jsonLines, SETTINGS, sendalong } from "./program.ts";

const OWNER = "nell@example.test";
const ASSISTANT = "sendalong@example.test";
const AT = new Date("2027-01-20T15:00:00Z");
const HEAD = {
  from: `Nell Hartigan <${OWNER}>`,
  to: `Sendalong <${ASSISTANT}>`,
  subject: "Fwd: HARO Queries",
  date: AT,
  messageId: "hers-1@example.test",
};
const ANSWER = {
  ...HEAD,
  subject: "Re: 3 queries for 5 people",
  headers: ["In-Reply-To: <0123456789abcdefghjkmnpqrs@example.test>"],
};

const KEYS = [
  "file",
  "messageId",
  "kind",
  "from",
  "to",
  "subject",
  "sentAt",
  "proof",
  "automatic",
  "bounce",
  "list",
  "reply",
  "forwarded",
  "edition",
  "problems",
];
const QUERY_KEYS = [
  "number",
  "service",
  "summary",
  "category",
  "outlet",
  "outletUrl",
  "journalist",
  "anonymous",
  "replyTo",
  "routes",
  "url",
  "deadlineAt",
  "deadlineDate",
  "deadlineText",
  "deadlineZone",
  "query",
  "partial",
  "requirements",
  "region",
  "refuses",
];
const COMMAND_KEYS = ["verb", "items", "except", "contacts", "services", "note", "when", "text", "line"];

/** One mail of every sort, by file name. */
const MAILS: Readonly<Record<string, string>> = {
  "answer.eml": plainMail(ANSWER, "1a, skip 2\nsnoze 3 2d\n\nNell\n"),
  "attached.eml": attachedForward(HEAD, haroEdition()),
  "bounce.eml": bounce(),
  "copied.eml": plainMail({ ...HEAD, to: "ana@example.test", subject: "Coffee" }, "See you Thursday.\n"),
  "edition.eml": gmailForward(HEAD, haroEdition(), AT, "skip 3"),
  "empty.eml": "",
  "noise.eml": "\u0000\u0001 this is no mail at all \uFFFD",
  "out-of-office.eml": plainMail(
    {
      ...HEAD,
      from: "ana@example.test",
      subject: "Automatic reply: sourdough",
      headers: ["Auto-Submitted: auto-replied"],
    },
    "I am away until 1 February 2027.\n",
  ),
  "reply.eml": plainMail({ ...ANSWER, from: "Ana Ruiz <ana@example.test>" }, "Happy to help.\n"),
  "share.eml": gmailForward(HEAD, "A long article about barges.\n", AT, "save"),
  "stranger.eml": plainMail({ ...HEAD, from: "lou@example.org", subject: "Partnership" }, "Dear sir,\n"),
};

function bounce(): string {
  return [
    "From: Mail Delivery System <mailer-daemon@example.test>",
    `To: ${ASSISTANT}`,
    "Subject: Undelivered Mail Returned to Sender",
    "Date: Wed, 20 Jan 2027 15:00:00 +0000",
    "MIME-Version: 1.0",
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    "",
    "--b",
    "Content-Type: text/plain",
    "",
    "It could not be delivered.",
    "--b",
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns; mail.example.test",
    "",
    "Final-Recipient: rfc822; ana@example.test",
    "Action: failed",
    "Status: 5.1.1",
    "--b",
    "Content-Type: text/rfc822-headers",
    "",
    "Message-ID: <ours@example.test>",
    "--b--",
    "",
  ].join("\r\n");
}

/** A folder with these mails in it. */
function mailFolder(mails: Readonly<Record<string, string | Buffer>> = MAILS): string {
  const folder = tempFolder();
  for (const [name, mail] of Object.entries(mails)) writeFileSync(join(folder, name), mail);
  return folder;
}

type Line = Readonly<Record<string, unknown>>;

async function explain(paths: readonly string[], options: readonly string[] = [], cwd = tempFolder()) {
  const ended = await sendalong(["explain", ...paths, "--json", ...options], { cwd });
  return { ...ended, lines: jsonLines(ended.stdout) };
}

const AS_NELL = ["--owner", "jo@example.test", "--owner", "Nell@Example.test", "--assistant", ASSISTANT];

/** All of MAILS explained to Nell, from an empty folder. Run once: the program reads, and the tests look. */
async function explainAll() {
  const cwd = tempFolder();
  const folder = mailFolder();
  const ended = await explain([folder], AS_NELL, cwd);
  const byName = new Map(ended.lines.map((line) => [String(line.file).slice(folder.length + 1), line]));
  return { ...ended, left: readdirSync(cwd), of: (name: string) => byName.get(name) ?? {} };
}
let everything: ReturnType<typeof explainAll> | null = null;
function explained() {
  everything ??= explainAll();
  return everything;
}

function editionOf(line: Line): { announced: number; service: string; queries: readonly Line[] } {
  return line.edition as ReturnType<typeof editionOf>;
}

describe("every mail", () => {
  test("is one object with the contract's keys in their order", async () => {
    const { code, stderr, lines } = await explained();
    expect([code, stderr, lines.length]).toEqual([0, "", Object.keys(MAILS).length]);
    for (const line of lines) {
      expect(Object.keys(line)).toEqual(KEYS);
      for (const [key, shape] of Object.entries(SHAPES)) expect(line[key], key).toSatisfy(shape);
    }
  });

  test("has null for what is unknown, never an empty text", async () => {
    const { lines } = await explained();
    // A mail without text has an empty one.
    const empty = lines.flatMap((line) => emptyTexts(line)).filter((key) => key !== "text");
    expect(empty).toEqual([]);
  });

  test("is of exactly one kind", async () => {
    const { of } = await explained();
    expect(Object.fromEntries(Object.keys(MAILS).map((name) => [name, of(name).kind]))).toEqual({
      "answer.eml": "command",
      "attached.eml": "edition",
      "bounce.eml": "automatic",
      "copied.eml": "copied",
      "edition.eml": "edition",
      "empty.eml": "stranger",
      "noise.eml": "stranger",
      "out-of-office.eml": "automatic",
      "reply.eml": "reply",
      "share.eml": "share",
      "stranger.eml": "stranger",
    });
  });

  test("leaves nothing behind, and needs no settings", async () => {
    expect((await explained()).left).toEqual([]);
    const file = join(mailFolder(), "edition.eml");
    const environment = {
      ...SETTINGS,
      SENDALONG_OWNER__ADDRESSES: OWNER,
      SENDALONG_ASSISTANT__ADDRESS: ASSISTANT,
    };
    const withSettings = jsonLines((await sendalong(["explain", file, "--json"], { environment })).stdout);
    expect(withSettings).toEqual([{ ...(await explained()).of("edition.eml"), file }]);
  });
});

/** Keys under which an empty text stands. */
function emptyTexts(value: unknown, key = ""): readonly string[] {
  if (value === "") return [key];
  if (Array.isArray(value)) return value.flatMap((each) => emptyTexts(each, key));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => emptyTexts(each, name));
}

const isNull = (value: unknown) => value === null;
const isText = (value: unknown) => value === null || typeof value === "string";
const isInstant = (value: unknown) =>
  value === null || /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(String(value));
const hasKeys =
  (...keys: readonly string[]) =>
  (value: unknown): boolean =>
    typeof value === "object" && value !== null && Object.keys(value).join() === keys.join();
const orNull = (shape: (value: unknown) => boolean) => (value: unknown) => value === null || shape(value);
const listOf = (shape: (value: unknown) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.every(shape);
const isParty = hasKeys("name", "address");

const SHAPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  messageId: isText,
  from: orNull(isParty),
  to: listOf(isParty),
  subject: isText,
  sentAt: isInstant,
  proof: isNull,
  automatic: orNull(hasKeys("why", "returnsOn")),
  bounce: orNull(hasKeys("recipients", "originalMessageId")),
  list: orNull(hasKeys("id")),
  reply: orNull(hasKeys("text", "commands", "ignored")),
  forwarded: listOf(hasKeys("from", "to", "subject", "sentAt", "text")),
  edition: orNull(hasKeys("service", "announced", "queries")),
  problems: listOf(hasKeys("code", "text")),
};

describe("an edition", () => {
  test.each(["edition.eml", "attached.eml"])(
    "(%s) gives its queries in order, word for word",
    async (name) => {
      const { service, announced, queries } = editionOf((await explained()).of(name));
      expect([service, announced]).toEqual(["haro", 3]);
      expect(queries.map(({ number, query }) => [number, query])).toEqual(
        QUERIES.map(({ query }, at) => [String(at + 1), query]),
      );
      for (const query of queries) {
        expect(Object.keys(query)).toEqual(QUERY_KEYS);
        expect(query.deadlineAt).toSatisfy(isInstant);
      }
      expect(queries[0]).toMatchObject({
        summary: "Why does my sourdough stall in winter?",
        outlet: "Crumb & Kettle",
        outletUrl: "https://www.crumbandkettle.example.com",
        journalist: "Priya Nandan",
        anonymous: false,
        replyTo: "reply+5f0c2f6e-1111-4222-8333-abcdefabcde1@helpareporter.com",
        deadlineAt: "2027-01-22T00:00:00.000Z",
        deadlineDate: null,
        deadlineText: "7:00 PM ET - 21 January",
        deadlineZone: "America/New_York",
        partial: false,
      });
    },
  );

  test("shows what was forwarded, and what she wrote above it", async () => {
    const { reply, forwarded } = (await explained()).of("edition.eml");
    expect(reply).toMatchObject({ text: "skip 3", commands: [{ verb: "skip", items: ["3"] }] });
    expect(forwarded).toMatchObject([
      {
        from: { name: null, address: "haro@helpareporter.com" },
        subject: "HARO Queries for January 20, 2027 - Afternoon Edition",
        sentAt: "2027-01-20T15:00:00.000Z",
      },
    ]);
  });
});

describe("a mail of hers", () => {
  const answer = async (options: readonly string[]) =>
    (await explain([join(mailFolder(), "answer.eml")], options)).lines[0];

  test("is read into commands, all keys always there", async () => {
    const { reply } = (await explained()).of("answer.eml") as { reply: { commands: readonly Line[] } };
    for (const command of reply.commands) expect(Object.keys(command)).toEqual(COMMAND_KEYS);
    const nothing = { except: [], contacts: [], services: [], note: null, when: null, text: null };
    expect(reply).toMatchObject({
      commands: [
        { ...nothing, verb: "send", items: ["1a"] },
        { ...nothing, verb: "skip", items: ["2"] },
      ],
      ignored: [
        { line: "snoze 3 2d", didYouMean: "snooze 3 2d" },
        { line: "Nell", didYouMean: null },
      ],
    });
  });

  test("is nobody's command when she is somebody else", async () => {
    expect(await answer(["--owner", "jo@example.test", "--assistant", ASSISTANT])).toMatchObject({
      kind: "reply",
      reply: { commands: [], ignored: [] },
    });
  });

  test("counts as hers when nobody is named", async () => {
    expect(await answer([])).toMatchObject({ kind: "command" });
  });
});

test("an absence says until when", async () => {
  expect((await explained()).of("out-of-office.eml")).toMatchObject({
    automatic: { why: "out-of-office", returnsOn: "2027-02-01" },
    reply: null,
  });
});

test("a bounce says who was not reached, by which mail and why", async () => {
  expect((await explained()).of("bounce.eml")).toMatchObject({
    automatic: { why: "bounce", returnsOn: null },
    bounce: {
      recipients: [{ address: "ana@example.test", status: "5.1.1", action: "failed", final: true }],
      originalMessageId: "ours@example.test",
    },
  });
});

describe("files", () => {
  test("that cannot be read are told on stderr, and the others explained", async () => {
    const folder = mailFolder();
    const missing = join(folder, "missing.eml");
    const { code, lines, stderr } = await explain([missing, join(folder, "share.eml")], AS_NELL);
    expect(code).toBe(1);
    expect(lines.map(({ kind }) => kind)).toEqual(["share"]);
    expect(stderr).toContain(`${missing} cannot be read: there is no such file or folder.`);
  });

  test("of a folder are its .eml and those below, by name", async () => {
    const folder = mailFolder({ "b.eml": MAILS["share.eml"] ?? "", "notes.txt": "no mail" });
    mkdirSync(join(folder, "a"));
    writeFileSync(join(folder, "a", "c.eml"), MAILS["reply.eml"] ?? "");
    const { lines } = await explain([folder]);
    expect(lines.map(({ file }) => file)).toEqual([join(folder, "a", "c.eml"), join(folder, "b.eml")]);
  });

  test.each([["a file that is not there"], ["an empty folder"]])(
    "%s alone cannot be explained",
    async (what) => {
      const folder = tempFolder();
      const { code, stdout, stderr } = await explain([
        what.startsWith("a file") ? join(folder, "x.eml") : folder,
      ]);
      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr).toContain(`no mail to explain in ${folder}`);
    },
  );

  test("too many for one chunk come out in order", async () => {
    const names = Array.from({ length: 120 }, (_, at) => `${String(at).padStart(3, "0")}.eml`);
    const folder = mailFolder(
      Object.fromEntries(names.map((name) => [name, plainMail({ ...HEAD, subject: name }, "none\n")])),
    );
    const { lines } = await explain([folder]);
    expect(lines.map(({ subject }) => subject)).toEqual(names);
  });
});

test("without --json it is told in words", async () => {
  const { stdout } = await sendalong(["explain", join(mailFolder(), "edition.eml")]);
  expect(stdout).toContain('edition, from nell@example.test, "Fwd: HARO Queries"');
  expect(stdout).toContain("haro: 3 queries of 3 announced");
  expect(stdout).toContain(
    "Night trains and the people who staff them (Salt Road)  12:00 PM ET - 25 January",
  );
});

const SAMPLES = new URL("../../../shared/samples/", import.meta.url);
const SAMPLE = new URL("haro-featured/01.txt", SAMPLES);

describe.skipIf(!existsSync(SAMPLE))("a real edition (skipped where the samples are not at hand)", () => {
  interface Expected {
    readonly announced: number;
    readonly queries: readonly (Line & {
      readonly queryStartsWith: string;
      readonly queryEndsWith: string;
    })[];
  }
  const FIELDS = [...PLAIN, "refuses"] as const;

  /** The sample as it was: header lines, a rule, the text. */
  function asMail(): string {
    const [head = "", text = ""] = readFileSync(SAMPLE, "utf8").split(/^-+ BODY.*\n/m);
    const fields = head.split("\n").filter((line) => /^(?:From|To|Date|Subject): /.test(line));
    return [...fields, "Content-Type: text/plain; charset=utf-8", "", text].join("\n");
  }

  test("is read whole, every field as a person read it", async () => {
    const expected = JSON.parse(
      readFileSync(new URL("haro-featured/01.expected.json", SAMPLES), "utf8"),
    ) as Expected;
    const { lines } = await explain([join(mailFolder({ "edition.eml": asMail() }), "edition.eml")]);
    const { announced, queries } = editionOf(lines[0] ?? {});
    expect([announced, queries.length]).toEqual([expected.announced, expected.queries.length]);
    expect(queries.length).toBe(20);
    for (const [at, wanted] of expected.queries.entries()) {
      const found = queries[at] ?? {};
      for (const field of FIELDS) expect(found[field], `${field} of query ${at + 1}`).toEqual(wanted[field]);
      expect(new Date(String(found.deadlineAt))).toEqual(new Date(String(wanted.deadlineAt)));
      const query = String(found.query).replace(/\s+/g, " ");
      expect(query.slice(0, 60)).toBe(wanted.queryStartsWith);
      expect(query.slice(-60)).toBe(wanted.queryEndsWith);
    }
  });
});
