/** What is reached on public test mail of other projects (`../shared/corpora`): the figures below fall only when the reader gets worse. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { simpleParser } from "mailparser";
import { describe, expect, test } from "vitest";
import type { Message } from "../../src/message/message.ts";
import { parseMessage } from "../../src/message/parse.ts";
import { asHtml, mailOf } from "./mail.ts";

const shared = new URL("../../../shared/", import.meta.url);
const forwards = new URL("corpora/forwards/", shared);
const replies = new URL("corpora/replies/", shared);
const bounces = new URL("corpora/bounces/", shared);
const samples = new URL("samples/", shared);

function rowsOf<Row>(file: URL): Row[] {
  return readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Row);
}

const even = (text: string | null) => text?.replace(/\s+/g, " ").trim() ?? null;

interface ForwardRow {
  readonly file: string;
  readonly forwarded: boolean;
  readonly from?: string | null;
  readonly fromName?: string | null;
  readonly subject?: string;
  readonly dated?: boolean;
  readonly text?: string;
  readonly textStarts?: string;
  readonly note?: string | null;
}

/** The stated fields that were read otherwise. */
function misread(row: ForwardRow, message: Message, isHerSubject: boolean): string[] {
  const original = message.originals[0];
  if (row.forwarded !== (original !== undefined)) return ["forwarded"];
  if (original === undefined) return [];
  const read: Record<string, boolean> = {
    from: row.from === undefined || (original.from?.address ?? null) === row.from,
    fromName: row.fromName === undefined || (original.from?.name ?? null) === row.fromName,
    // A header without a subject leaves only hers, which is not the original's.
    subject: original.subject === row.subject || (isHerSubject && original.subject === null),
    dated: row.dated !== true || original.sentAt !== null,
    text: row.text === undefined || even(original.text) === even(row.text),
    textStarts: even(original.text)?.startsWith(even(row.textStarts ?? "") ?? "") ?? false,
    note: row.note === undefined || even(message.note) === even(row.note),
  };
  return Object.keys(read).filter((field) => !read[field]);
}

describe.skipIf(!existsSync(forwards))(
  "forwards of 12 clients in 22 languages (skipped without ../shared)",
  () => {
    test.each([
      ["as they came", false, (bytes: Buffer) => bytes],
      [
        "with her own subject",
        true,
        (_bytes: Buffer, text: string) => mailOf({ subject: "for you today", text }),
      ],
      ["without a subject", true, (_bytes: Buffer, text: string) => mailOf({ subject: null, text })],
      [
        "as HTML only",
        false,
        (_bytes: Buffer, text: string, subject: string) => mailOf({ subject, html: asHtml(text) }),
      ],
    ] as const)("%s: every stated field is right in 99 of 100", async (_condition, isHerSubject, mail) => {
      const rows = rowsOf<ForwardRow>(new URL("expected.jsonl", forwards));
      const wrong: string[] = [];
      for (const row of rows) {
        const bytes = readFileSync(new URL(row.file, forwards));
        const { text = "", subject = "" } = await simpleParser(bytes);
        const isKept = isHerSubject && !row.forwarded;
        const message = await parseMessage(isKept ? bytes : mail(bytes, text, subject));
        const fields = misread(row, message, isHerSubject);
        if (fields.length > 0) wrong.push(`${row.file}: ${fields.join(", ")}`);
      }
      expect(wrong.length, wrong.join("\n")).toBeLessThanOrEqual(rows.length * 0.01);
    });

    test("none of them is automatic or a bounce", async () => {
      for (const { file } of rowsOf<ForwardRow>(new URL("expected.jsonl", forwards))) {
        const { automatic, bounce } = await parseMessage(readFileSync(new URL(file, forwards)));
        expect({ file, automatic, bounce }).toEqual({ file, automatic: null, bounce: null });
      }
    });
  },
);

describe.skipIf(!existsSync(replies))("answers (skipped without ../shared)", () => {
  test("of all, the sender's own part is found exactly", async () => {
    for (const { id, text, reply } of rowsOf<{ id: string; text: string; reply: string }>(
      new URL("cases.jsonl", replies),
    )) {
      const message = await parseMessage(mailOf({ subject: "Re: hello", text }));
      expect([id, even(message.freeText)]).toEqual([id, even(reply)]);
    }
  });

  test.each(["Re: hello", "hello", null])(
    "with the subject %j and no In-Reply-To none passes for a forward",
    async (subject) => {
      for (const { id, text } of rowsOf<{ id: string; text: string }>(new URL("cases.jsonl", replies))) {
        const { originals, automatic } = await parseMessage(mailOf({ subject, text }));
        expect([id, originals, automatic]).toEqual([id, [], null]);
      }
    },
  );
});

interface BounceRow {
  readonly file: string;
  readonly bounce: boolean;
  readonly kind?: string;
  readonly recipients?: readonly string[];
  readonly permanent?: boolean;
}

describe.skipIf(!existsSync(bounces))("bounces of 60 mail systems (skipped without ../shared)", () => {
  test("98.5 % are told from other mail, 95 % with the right recipients, 95 % with the right permanence", async () => {
    const rows = rowsOf<BounceRow>(new URL("expected.jsonl", bounces));
    const right = { bounce: 0, recipients: 0, permanence: 0 };
    for (const row of rows) {
      const { bounce } = await parseMessage(readFileSync(new URL(row.file, bounces)));
      if ((bounce !== null) === row.bounce) right.bounce++;
      if (!row.bounce) continue;
      const named = new Set(bounce?.recipients.map(({ address }) => address));
      const wanted = new Set(row.recipients?.map((address) => address.toLowerCase()));
      if (named.size === wanted.size && [...wanted].every((address) => named.has(address)))
        right.recipients++;
      if (row.permanent === undefined || bounce?.recipients[0]?.final === row.permanent) right.permanence++;
    }
    const real = rows.filter(({ bounce }) => bounce).length;
    expect(right.bounce / rows.length).toBeGreaterThanOrEqual(0.985);
    expect(right.recipients / real).toBeGreaterThanOrEqual(0.95);
    expect(right.permanence / real).toBeGreaterThanOrEqual(0.95);
  });

  test("no answering machine and no complaint is taken for a person", async () => {
    for (const { file, kind } of rowsOf<BounceRow>(new URL("expected.jsonl", bounces))) {
      if (kind === undefined) continue;
      const { automatic } = await parseMessage(readFileSync(new URL(file, bounces)));
      expect([file, automatic !== null, automatic?.why === "feedback"]).toEqual([
        file,
        true,
        kind === "feedback",
      ]);
    }
  });
});

test.skipIf(!existsSync(samples))(
  "no sample of a list is automatic or a bounce (skipped without ../shared)",
  async () => {
    const files = readdirSync(samples, { recursive: true, encoding: "utf8" });
    for (const file of files.filter((name) => /\.(?:txt|eml|html)$/.test(name))) {
      const content = readFileSync(new URL(file, samples));
      const bytes = file.endsWith(".eml")
        ? content
        : mailOf(file.endsWith(".html") ? { html: content.toString() } : { text: content.toString() });
      const { automatic, bounce, problems } = await parseMessage(bytes);
      expect({ file, automatic, bounce, problems }).toEqual({
        file,
        automatic: null,
        bounce: null,
        problems: [],
      });
    }
  },
);
