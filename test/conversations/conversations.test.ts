/**
 * Conversations as a person would tell them, played over real sockets: each file in `exchanges/` is one.
 *
 * A line is an act ("She forwards: …", "She answers from Outlook: …", "10 minutes pass") or what must follow from the
 * last one ("Sendalong says: …", "Ana has one mail"). README.md beside this file lists them all.
 */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { gmailForward, haroEdition, plainMail, QUERIES, type SampleQuery } from "../support/editions.ts";
import { type Letter, OWNER } from "../support/office.ts";
import { type Desk, openDesk } from "../support/signed.ts";
import { CLIENTS } from "./clients.ts";

const FOLDER = new URL("exchanges/", import.meta.url);

/** What a conversation calls the queries of an edition. */
const CALLED: Readonly<Record<string, SampleQuery | undefined>> = {
  sourdough: QUERIES[0],
  bees: QUERIES[1],
  trains: QUERIES[2],
};

/** "3rd sourdough" is another story on the same subject, due in a fortnight. */
function queryCalled(name: string): SampleQuery {
  const [, nth, subject = name] = /^(\d)(?:nd|rd|th) (\w+)$/.exec(name) ?? [];
  const query = CALLED[subject];
  if (query === undefined) throw new Error(`there is no query called "${name}"`);
  if (nth === undefined) return query;
  return {
    ...query,
    summary: `${subject}, story ${nth}`,
    query: `Story ${nth} on ${subject}: what changed in the ${nth}th year, told by people who were there.`,
    email: `reply+${subject}${nth}@helpareporter.com`,
    deadline: "7:00 PM ET - 4 February",
  };
}

class Play {
  readonly #at: Desk;
  /** All letters to her so far, and those the last act brought. */
  #letters: Letter[] = [];
  #fresh: readonly Letter[] = [];

  constructor(at: Desk) {
    this.#at = at;
  }

  async line(line: string): Promise<void> {
    for (const [pattern, play] of this.#lines) {
      const found = pattern.exec(line);
      if (found === null) continue;
      await play(found.slice(1).map((group) => group ?? ""));
      return;
    }
    throw new Error("no such line is known");
  }

  readonly #lines: readonly (readonly [RegExp, (parts: readonly string[]) => Promise<void> | void])[] = [
    [/^She forwards: (.+)$/, ([names = ""]) => this.#forwards(names)],
    [/^The list sends: (.+)$/, ([names = ""]) => this.#listSends(names)],
    [
      /^She answers(?: mail (\d+))?(?: from ([A-Za-z ]+?))?(, signed)?: ([\s\S]+)$/,
      (parts) => this.#answers(parts),
    ],
    [
      /^She writes(, signed)?: ([\s\S]+)$/,
      ([signed = "", words = ""]) => this.#writes(OWNER, words, signed !== ""),
    ],
    [/^Somebody in her name writes: ([\s\S]+)$/, ([words = ""]) => this.#writes(OWNER, words, false)],
    [/^(\w+) answers: ([\s\S]+)$/, ([who = "", words = ""]) => this.#contactAnswers(who, words)],
    [/^(\d+) (minutes?|hours?|days?) pass(?:es)?$/, ([count = "", unit = ""]) => this.#waits(count, unit)],
    [/^Sendalong says nothing$/, () => expect(this.#fresh.map(({ subject }) => subject)).toEqual([])],
    [/^Sendalong says: ([\s\S]+)$/, ([words = ""]) => expect(this.#said()).toContain(plain(words))],
    [
      /^Sendalong does not say: ([\s\S]+)$/,
      ([words = ""]) => expect(this.#said()).not.toContain(plain(words)),
    ],
    [/^(\w+) has (no mail|one mail|\d+ mails)$/, ([who = "", count = ""]) => this.#has(who, count)],
    [/^(\w+) reads: ([\s\S]+)$/, ([who = "", words = ""]) => this.#reads(who, words)],
    [/^Nobody has any mail$/, () => this.#nobody()],
  ];

  async #act(): Promise<void> {
    this.#fresh = await this.#at.news();
    this.#letters = [...this.#letters, ...this.#fresh];
  }

  #said(): string {
    return plain(this.#fresh.map(({ subject, text }) => `${subject}\n${text}`).join("\n"));
  }

  async #forwards(names: string): Promise<void> {
    const queries = names.split(", ").map(queryCalled);
    await this.#at.arrives(gmailForward(this.#at.head("Fwd: HARO Queries"), haroEdition(queries)));
    await this.#act();
  }

  async #listSends(names: string): Promise<void> {
    this.#at.edition(haroEdition(names.split(", ").map(queryCalled)));
    await this.#act();
  }

  async #answers([number = "", client = "", signed = "", words = ""]: readonly string[]): Promise<void> {
    const letter =
      number === ""
        ? this.#letters.at(-1)
        : this.#letters.find(({ text }) => new RegExp(`mail ${number}\\s*$`).test(text.trim()));
    if (letter === undefined) throw new Error("there is no such letter to answer");
    const how = CLIENTS[client === "" ? "Gmail" : client];
    if (how === undefined) throw new Error(`no client is called "${client}"`);
    const subject = letter.subject ?? "";
    const { type, body } = how({ words, text: signed === "" ? letter.text : "…", subject });
    const head = this.#at.head(`Re: ${subject.replace(/^Re: /, "")}`);
    const raw = plainMail(
      { ...head, headers: [`In-Reply-To: <${letter.messageId}>`, `References: <${letter.messageId}>`] },
      body,
    ).replace("Content-Type: text/plain", `Content-Type: ${type}`);
    if (signed === "") await this.#at.arrives(raw);
    else this.#at.signed(raw, OWNER, "example.test");
    await this.#act();
  }

  async #writes(from: string, words: string, isSigned: boolean): Promise<void> {
    const raw = plainMail({ ...this.#at.head("A word"), from }, `${words}\n`);
    if (isSigned) this.#at.signed(raw, OWNER, "example.test");
    else await this.#at.arrives(raw);
    await this.#act();
  }

  async #contactAnswers(who: string, words: string): Promise<void> {
    const address = addressOf(who);
    const last = (await this.#at.inbox(address)).at(-1);
    this.#at.mail(`${who} <${address}>`, `Re: ${last?.subject ?? ""}`, `${words}\n`, last?.messageId ?? "");
    await this.#act();
  }

  async #waits(count: string, unit: string): Promise<void> {
    this.#at.clock.advance(`${count}${unit.charAt(0)}`);
    await this.#act();
  }

  async #has(who: string, count: string): Promise<void> {
    const expected = count === "no mail" ? 0 : count === "one mail" ? 1 : Number.parseInt(count, 10);
    expect(await this.#at.inbox(addressOf(who))).toHaveLength(expected);
  }

  async #reads(who: string, words: string): Promise<void> {
    const last = (await this.#at.inbox(addressOf(who))).at(-1);
    expect(plain(`${last?.subject ?? ""}\n${last?.text ?? ""}`)).toContain(plain(words));
  }

  async #nobody(): Promise<void> {
    for (const who of ["Ana", "Peter", "Beatriz"]) await this.#has(who, "no mail");
  }
}

function addressOf(who: string): string {
  return `${who.toLowerCase()}@example.test`;
}

function plain(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** Lines with the indented ones below them; comments and empty lines left out. */
function linesOf(script: string): readonly { readonly text: string; readonly no: number }[] {
  const lines: { text: string; no: number }[] = [];
  for (const [at, line] of script.split("\n").entries()) {
    const last = lines.at(-1);
    if (/^\s+\S/.test(line) && last !== undefined) last.text += `\n${line.trim()}`;
    else if (line.trim() !== "" && !line.startsWith("#")) lines.push({ text: line.trim(), no: at + 1 });
  }
  return lines;
}

const FILES = readdirSync(FOLDER).filter((name) => name.endsWith(".txt"));

test.each(FILES)("%s", async (name) => {
  const play = new Play(await openDesk());
  for (const { text, no } of linesOf(readFileSync(new URL(name, FOLDER), "utf8"))) {
    try {
      await play.line(text);
    } catch (error) {
      throw new Error(`${name}, line ${no}: ${text}`, { cause: error });
    }
  }
});

test("there are conversations enough", () => {
  const acts = FILES.flatMap((name) => linesOf(readFileSync(new URL(name, FOLDER), "utf8")));
  expect(
    acts.filter(({ text }) => /^(?:She|Somebody|Ana|Peter|Beatriz) (?:answers|writes|in)/.test(text)).length,
  ).toBeGreaterThan(60);
});
