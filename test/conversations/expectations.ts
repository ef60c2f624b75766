/** What a line of a conversation expects of what came of the last act, blanks and line ends aside. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import { expect } from "vitest";
import { firstOf, type Groups, type Line, type Stage } from "./stage.ts";

export const EXPECTATIONS: readonly Line[] = [
  [/^Sendalong says nothing$/, ({ fresh }) => expect(fresh.map(({ subject }) => subject)).toEqual([])],
  [/^Sendalong says: ([\s\S]+)$/, (stage, [words = ""]) => expect(said(stage)).toContain(plain(words))],
  [
    /^Sendalong does not say: ([\s\S]+)$/,
    (stage, [words = ""]) => expect(said(stage)).not.toContain(plain(words)),
  ],
  [
    /^Sendalong writes (one letter|\d+ letters)$/,
    ({ fresh }, [count = ""]) => expect(fresh).toHaveLength(numberOf(count)),
  ],
  [
    /^The subject is: (.+)$/,
    ({ fresh }, [words = ""]) => expect(plain(fresh.at(-1)?.subject ?? "")).toBe(words),
  ],
  [/^Attached is (\S+): (.+)$/, attached],
  [/^(\w+) has (no mail|one mail|\d+ mails)$/, (stage, [who = "", count = ""]) => has(stage, who, count)],
  [/^(\w+) reads: ([\s\S]+)$/, reads],
  [/^(\w+) does not read: ([\s\S]+)$/, doesNotRead],
  [/^(\w+) can answer to: (.+)$/, canAnswerTo],
  [/^(\w+) (got|did not get in) (\S+\.\w+): (.+)$/, got],
  [/^Nobody has any mail$/, nobodyHasMail],
  [/^contacts\.json (says|does not say): ([\s\S]+)$/, contactsSay],
  [/^Her folder (mentions|does not mention): (.+)$/, mentions],
];

function said({ fresh }: Stage): string {
  return plain(fresh.map(({ subject, text }) => `${subject}\n${text}`).join("\n"));
}

async function attached({ fresh }: Stage, [file = "", words = ""]: Groups): Promise<void> {
  expect(await contentOf(fresh.at(-1)?.raw, file)).toContain(words);
}

async function contentOf(raw: Buffer | undefined, file: string): Promise<string | undefined> {
  const { attachments } = await simpleParser(raw ?? "");
  return attachments.find(({ filename }) => filename === file)?.content.toString("utf8");
}

async function has(stage: Stage, who: string, count: string): Promise<void> {
  expect(await stage.inbox(who)).toHaveLength(numberOf(count));
}

async function lastRead(stage: Stage, who: string): Promise<string> {
  const last = (await stage.inbox(who)).at(-1);
  return plain(`${last?.subject ?? ""}\n${last?.text ?? ""}`);
}

async function reads(stage: Stage, [who = "", words = ""]: Groups): Promise<void> {
  expect(await lastRead(stage, who)).toContain(plain(words));
}

async function doesNotRead(stage: Stage, [who = "", words = ""]: Groups): Promise<void> {
  expect(await lastRead(stage, who)).not.toContain(plain(words));
}

async function canAnswerTo(stage: Stage, [who = "", to = ""]: Groups): Promise<void> {
  const addresses = (await stage.inbox(who)).at(-1)?.replyTo.map(({ address }) => address);
  expect(addresses?.join(", ")).toBe(to);
}

async function got(stage: Stage, [who = "", how = "", file = "", words = ""]: Groups): Promise<void> {
  const content = await contentOf((await stage.inbox(who)).at(-1)?.raw, file);
  expect(content).toBeDefined();
  expect(content?.includes(words)).toBe(how === "got");
}

async function nobodyHasMail(stage: Stage): Promise<void> {
  for (const { name } of stage.contacts) await has(stage, firstOf(String(name)), "no mail");
}

function contactsSay({ folder }: Stage, [how = "", words = ""]: Groups): void {
  const text = readFileSync(join(folder, "contacts.json"), "utf8");
  if (how === "says") expect(text).toContain(words);
  else expect(text).not.toContain(words);
}

/** In any file of it, and in the words of the mails that lie there. */
function mentions({ folder }: Stage, [how = "", names = ""]: Groups): void {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  for (const name of names.split(", ")) {
    const word = new RegExp(`(?<![\\p{L}\\p{N}])${name.replace(/[.+]/g, "\\$&")}(?![\\p{L}\\p{N}])`, "iu");
    const found = files.filter(({ parentPath, name: file }) => {
      const text = readFileSync(join(parentPath, file), "utf8").replace(/=\r?\n/g, "");
      return word.test(text) || word.test(file);
    });
    expect({ name, in: found.map(({ name: file }) => file) }).toEqual({
      name,
      in: how === "mentions" ? expect.arrayContaining([expect.any(String)]) : [],
    });
  }
}

function numberOf(count: string): number {
  if (count.startsWith("no ")) return 0;
  return count.startsWith("one ") ? 1 : Number.parseInt(count, 10);
}

function plain(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
