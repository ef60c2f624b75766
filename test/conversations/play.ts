/**
 * Plays a conversation over real sockets: what a line does, and what it expects. README.md beside this file lists the lines.
 *
 * The settings come first; the program starts with the first line that is none.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DateTime } from "luxon";
import { simpleParser } from "mailparser";
import { expect } from "vitest";
import {
  attachedForward,
  gmailForward,
  haroEdition,
  type MailHead,
  plainMail,
  withFile,
} from "../support/editions.ts";
import { ASSISTANT, CONTACTS, type Letter, OWNER, START } from "../support/office.ts";
import { type Desk, openDesk } from "../support/signed.ts";
import { IN_MEMORY, tempFolder } from "../support/temp.ts";
import { CLIENTS } from "./clients.ts";
import { queriesCalled } from "./queries.ts";

const HER_ZONE = "Europe/Copenhagen";
const HER_DOMAIN = "example.test";
const YEAR = "2027";

type Groups = readonly string[];
type Line = readonly [RegExp, (groups: Groups) => Promise<void> | void];

interface Setting {
  start: string;
  readonly contacts: Record<string, unknown>[];
  config: Record<string, unknown>;
  readonly folder: string;
}

/** A mail of hers as it went. */
interface Sent {
  readonly raw: string;
  readonly isSigned: boolean;
}

export class Play {
  readonly #setting: Setting = {
    start: START,
    contacts: CONTACTS.map((contact) => ({ ...contact })),
    config: {},
    folder: tempFolder(IN_MEMORY),
  };
  #desk: Desk | null = null;
  /** All letters to her so far, and those the last act brought. */
  #letters: Letter[] = [];
  #fresh: readonly Letter[] = [];
  #last: Sent | null = null;

  async line(line: string): Promise<void> {
    for (const [pattern, play] of this.#lines) {
      const found = pattern.exec(line);
      if (found === null) continue;
      await play(found.slice(1).map((group) => group ?? ""));
      return;
    }
    throw new Error("no such line is known");
  }

  readonly #settings: readonly Line[] = [
    [/^In contacts\.json, ([^:"]+): ([\s\S]+)$/, ([name = "", json = ""]) => this.#keeps(name, json)],
    [/^In config\.json: ([\s\S]+)$/, ([json = ""]) => this.#configures(json)],
    [/^In (templates\/\S+): ([\s\S]+)$/, ([file = "", text = ""]) => this.#words(file, text)],
  ];

  readonly #acts: readonly Line[] = [
    [/^It is (?:now )?(\w{3} \d+ \w{3}, \d+:\d\d [AP]M)$/, ([when = ""]) => this.#until(when)],
    [/^(\d+) (minutes?|hours?|days?) pass(?:es)?$/, ([count = "", unit = ""]) => this.#waits(count, unit)],
    [
      /^She forwards( as an attachment)?(?: with "(.+?)" on top)?(, signed)?: (.+)$/,
      (groups) => this.#forwards(groups),
    ],
    [
      /^She forwards(?: with "(.+?)" on top)?(, signed)?,? from ([^,]+), "(.+?)":\s+([\s\S]+)$/,
      (groups) => this.#forwardsText(groups),
    ],
    [
      /^She forwards an invitation(?: with "(.+?)" on top)?(, signed)?:\s+([\s\S]+)$/,
      (groups) => this.#forwardsEvent(groups),
    ],
    [/^The list sends( unsigned)?: (.+)$/, (groups) => this.#listSends(groups)],
    [
      /^She answers(?: mail (\d+))?(?: from ([A-Za-z ]+?))?(, signed)?: ([\s\S]+)$/,
      (groups) => this.#answers(groups),
    ],
    [/^She presses "(.+)" in mail (\d+)$/, (groups) => this.#presses(groups)],
    [/^Her mail arrives once more( under a new id)?$/, ([isNew = ""]) => this.#again(isNew !== "")],
    [/^She writes(?: under "(.+?)")?(, signed)?: ([\s\S]+)$/, (groups) => this.#writes(groups)],
    [/^She writes with (\S+) attached(, signed)?: ([\s\S]+)$/, (groups) => this.#writesWith(groups)],
    [/^She saves contacts\.json as: ([\s\S]+)$/, ([text = ""]) => this.#saves(text)],
    [/^She writes to (\w+), copying Sendalong: ([\s\S]+)$/, (groups) => this.#copies(groups)],
    [/^Somebody in her name writes: ([\s\S]+)$/, ([words = ""]) => this.#writes(["", "", words])],
    [/^(\S+@\S+) writes: ([\s\S]+)$/, ([from = "", words = ""]) => this.#strangerWrites(from, words)],
    [
      /^(\w+)'s mail program answers: ([\s\S]+)$/,
      ([who = "", words = ""]) => this.#programAnswers(who, words),
    ],
    [
      /^(\w+) answers( her and Sendalong)?(?: from (\S+@\S+?))?: ([\s\S]+)$/,
      (groups) => this.#contactAnswers(groups),
    ],
    [
      /^Mail to (\w+) is refused from now on$/,
      async ([who = ""]) => (await this.#at()).refuse(addressOf(who), 550, "5.1.1 no such user"),
    ],
  ];

  readonly #expectations: readonly Line[] = [
    [/^Sendalong says nothing$/, () => expect(this.#fresh.map(({ subject }) => subject)).toEqual([])],
    [/^Sendalong says: ([\s\S]+)$/, ([words = ""]) => expect(this.#said()).toContain(plain(words))],
    [
      /^Sendalong does not say: ([\s\S]+)$/,
      ([words = ""]) => expect(this.#said()).not.toContain(plain(words)),
    ],
    [
      /^Sendalong writes (one letter|\d+ letters)$/,
      ([count = ""]) => expect(this.#fresh).toHaveLength(numberOf(count)),
    ],
    [
      /^The subject is: (.+)$/,
      ([words = ""]) => expect(plain(this.#fresh.at(-1)?.subject ?? "")).toBe(words),
    ],
    [/^(\w+) has (no mail|one mail|\d+ mails)$/, ([who = "", count = ""]) => this.#has(who, count)],
    [
      /^(\w+) reads: ([\s\S]+)$/,
      async ([who = "", words = ""]) => expect(await this.#reads(who)).toContain(plain(words)),
    ],
    [
      /^(\w+) does not read: ([\s\S]+)$/,
      async ([who = "", words = ""]) => expect(await this.#reads(who)).not.toContain(plain(words)),
    ],
    [
      /^(\w+) can answer to: (.+)$/,
      async ([who = "", to = ""]) =>
        expect((await this.#lastTo(who))?.replyTo.map(({ address }) => address).join(", ")).toBe(to),
    ],
    [/^contacts\.json says: (.+)$/, ([words = ""]) => expect(this.#people()).toContain(words)],
    [/^contacts\.json does not say: (.+)$/, ([words = ""]) => expect(this.#people()).not.toContain(words)],
    [/^Nobody has any mail$/, () => this.#nobody()],
    [
      /^contacts\.json (says|does not say): ([\s\S]+)$/,
      ([how = "", words = ""]) => this.#inContacts(how === "says", words),
    ],
    [
      /^Her folder (mentions|does not mention): (.+)$/,
      ([how = "", names = ""]) => this.#mentions(how === "mentions", names.split(", ")),
    ],
    [
      /^(\w+) (got|did not get in) (\S+\.\w+): (.+)$/,
      ([who = "", how = "", file = "", words = ""]) => this.#got(who, how === "got", file, words),
    ],
    [/^Attached is (\S+): (.+)$/, ([file = "", words = ""]) => this.#attached(file, words)],
  ];

  readonly #lines: readonly Line[] = [...this.#settings, ...this.#acts, ...this.#expectations];

  async #at(): Promise<Desk> {
    this.#desk ??= await openDesk(this.#setting);
    return this.#desk;
  }

  #keeps(name: string, json: string): void {
    const first = firstOf(name);
    const known = this.#setting.contacts.find((each) => firstOf(String(each.name)) === first);
    const contact = known ?? { name, addresses: [addressOf(first)] };
    Object.assign(contact, JSON.parse(`{${json}}`));
    if (known === undefined) this.#setting.contacts.push(contact);
  }

  #configures(json: string): void {
    this.#setting.config = { ...this.#setting.config, ...JSON.parse(`{${json}}`) };
  }

  #words(file: string, text: string): void {
    const path = join(this.#setting.folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text.replaceAll("\n.\n", "\n\n"));
  }

  async #until(when: string): Promise<void> {
    const at = DateTime.fromFormat(`${when} ${YEAR}`, "ccc d LLL, h:mm a yyyy", {
      zone: HER_ZONE,
      locale: "en-GB",
    });
    if (!at.isValid) throw new Error(`there is no such moment: ${at.invalidExplanation}`);
    const instant = at.toUTC().toISO();
    if (this.#desk === null) this.#setting.start = instant;
    else await this.#act(this.#desk.until(instant));
  }

  async #waits(count: string, unit: string): Promise<void> {
    const at = await this.#at();
    at.clock.advance(`${count}${unit.charAt(0)}`);
    await this.#act(at.news());
  }

  async #act(news: Promise<readonly Letter[]>): Promise<void> {
    this.#fresh = await news;
    this.#letters = [...this.#letters, ...this.#fresh];
  }

  async #forwards([attached = "", note = "", signed = "", names = ""]: Groups): Promise<void> {
    const head = (await this.#at()).head("Fwd: HARO Queries");
    const edition = haroEdition(queriesCalled(names));
    const raw =
      attached === "" ? gmailForward(head, edition, head.date, note) : attachedForward(head, edition);
    await this.#sends({ raw, isSigned: signed !== "" });
  }

  /** A list nobody described, or a post. */
  async #forwardsText([note = "", signed = "", from = "", subject = "", text = ""]: Groups): Promise<void> {
    const head = (await this.#at()).head(`Fwd: ${subject}`);
    const raw = gmailForward(head, text.replaceAll("\n.\n", "\n\n"), head.date, note, {
      from,
      subject,
      to: OWNER,
    });
    await this.#sends({ raw, isSigned: signed !== "" });
  }

  /** As Gmail passes on a mail with its calendar entry. */
  async #forwardsEvent([note = "", signed = "", entry = ""]: Groups): Promise<void> {
    const head = (await this.#at()).head("Fwd: You are invited");
    const original = { from: "events@example.org", subject: "You are invited", to: OWNER };
    const [, text = ""] = gmailForward(head, "Please come.", head.date, note, original).split(
      /\r\n\r\n([\s\S]*)/,
    );
    await this.#sends({ raw: withFile(head, "invite.ics", entry, text), isSigned: signed !== "" });
  }

  async #listSends([unsigned = "", names = ""]: Groups): Promise<void> {
    const at = await this.#at();
    at.edition(haroEdition(queriesCalled(names)), unsigned === "" ? "helpareporter.com" : null);
    await this.#act(at.news());
  }

  async #answers([number = "", client = "", signed = "", words = ""]: Groups): Promise<void> {
    const letter = number === "" ? this.#letters.at(-1) : this.#letterNo(number);
    if (letter === undefined) throw new Error("there is no letter to answer");
    const how = CLIENTS[client === "" ? "Gmail" : client];
    if (how === undefined) throw new Error(`no client is called "${client}"`);
    const subject = letter.subject ?? "";
    const { type, body } = how({ words, text: signed === "" ? letter.text : "…", subject });
    const head = {
      ...(await this.#at()).head(`Re: ${subject.replace(/^Re: /, "")}`),
      headers: [`In-Reply-To: <${letter.messageId}>`, `References: <${letter.messageId}>`],
    };
    const raw = plainMail(head, body).replace("Content-Type: text/plain", `Content-Type: ${type}`);
    await this.#sends({ raw, isSigned: signed !== "" });
  }

  #letterNo(number: string): Letter {
    const found = this.#letters.find(({ text }) => new RegExp(`mail ${number}\\s*$`).test(text.trim()));
    if (found === undefined) throw new Error(`there is no mail ${number}`);
    return found;
  }

  /** A ready-made answer opens as a new mail: its last line says which letter it answers. */
  async #presses([words = "", number = ""]: Groups): Promise<void> {
    const { raw: letter, subject } = this.#letterNo(number);
    const { html } = await simpleParser(letter);
    const links = [...(html || "").matchAll(/mailto:[^"]*?body=([^"&]+)/g)].map(([, body = ""]) =>
      decodeURIComponent(body),
    );
    const body = links.find((each) => each.split(/\r?\n/)[0] === words);
    if (body === undefined)
      throw new Error(
        `mail ${number} has no button for that, but ${links.map((each) => each.split("\r\n")[0]).join(" · ")}`,
      );
    const raw = plainMail((await this.#at()).head(`Re: ${subject ?? ""}`), `${body}\n\nSent from my phone\n`);
    await this.#sends({ raw, isSigned: false });
  }

  async #writes([subject = "", signed = "", words = ""]: Groups): Promise<void> {
    const raw = plainMail((await this.#at()).head(subject === "" ? "A word" : subject), `${words}\n`);
    await this.#sends({ raw, isSigned: signed !== "" });
  }

  async #writesWith([file = "", signed = "", text = ""]: Groups): Promise<void> {
    const raw = withFile((await this.#at()).head("A file"), file, text);
    await this.#sends({ raw, isSigned: signed !== "" });
  }

  async #saves(text: string): Promise<void> {
    const at = await this.#at();
    writeFileSync(join(this.#setting.folder, "contacts.json"), text);
    await this.#act(at.news());
  }

  #inContacts(says: boolean, words: string): void {
    const text = readFileSync(join(this.#setting.folder, "contacts.json"), "utf8");
    if (says) expect(text).toContain(words);
    else expect(text).not.toContain(words);
  }

  /** In any file of it, and in the words of the mails that lie there. */
  async #mentions(expected: boolean, names: readonly string[]): Promise<void> {
    const { folder } = this.#setting;
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) =>
      each.isFile(),
    );
    for (const name of names) {
      const word = new RegExp(`(?<![\\p{L}\\p{N}])${name.replace(/[.+]/g, "\\$&")}(?![\\p{L}\\p{N}])`, "iu");
      const found = files.filter(({ parentPath, name: file }) => {
        const text = readFileSync(join(parentPath, file), "utf8").replace(/=\r?\n/g, "");
        return word.test(text) || word.test(file);
      });
      expect({ name, in: found.map(({ name: file }) => file) }).toEqual({
        name,
        in: expected ? expect.arrayContaining([expect.any(String)]) : [],
      });
    }
  }

  async #got(who: string, expected: boolean, file: string, words: string): Promise<void> {
    const { attachments } = await simpleParser((await this.#lastTo(who))?.raw ?? "");
    const content = attachments.find(({ filename }) => filename === file)?.content.toString("utf8");
    expect(content).toBeDefined();
    expect(content?.includes(words)).toBe(expected);
  }

  async #attached(file: string, words: string): Promise<void> {
    const { attachments } = await simpleParser(this.#fresh.at(-1)?.raw ?? "");
    const found = attachments.find(({ filename }) => filename === file);
    expect(found?.content.toString("utf8")).toContain(words);
  }

  async #copies([who = "", words = ""]: Groups): Promise<void> {
    const head = { ...(await this.#at()).head("Hello"), to: addressOf(who), headers: [`Cc: ${ASSISTANT}`] };
    await this.#sends({ raw: plainMail(head, `${words}\n`), isSigned: true });
  }

  async #again(isNew: boolean): Promise<void> {
    if (this.#last === null) throw new Error("she has not written yet");
    const { raw, isSigned } = this.#last;
    await this.#sends({
      raw: isNew ? raw.replace(/^Message-ID: </im, "Message-ID: <again-") : raw,
      isSigned,
    });
  }

  async #sends(sent: Sent): Promise<void> {
    const at = await this.#at();
    this.#last = sent;
    if (sent.isSigned) at.signed(sent.raw, OWNER, HER_DOMAIN);
    else await at.arrives(sent.raw);
    await this.#act(at.news());
  }

  async #strangerWrites(from: string, words: string): Promise<void> {
    const at = await this.#at();
    at.mail(from, "A word", `${words}\n`);
    await this.#act(at.news());
  }

  async #contactAnswers([who = "", both = "", from = "", words = ""]: Groups): Promise<void> {
    const head = await this.#answerOf(who, from);
    await this.#elsewhere({ ...head, to: both === "" ? ASSISTANT : `${OWNER}, ${ASSISTANT}` }, words);
  }

  async #programAnswers(who: string, words: string): Promise<void> {
    const head = await this.#answerOf(who, "");
    await this.#elsewhere(
      { ...head, headers: [...(head.headers ?? []), "Auto-Submitted: auto-replied"] },
      words,
    );
  }

  async #answerOf(who: string, from: string): Promise<MailHead> {
    const last = await this.#lastTo(who);
    const { messageId: id } = (await this.#at()).head("");
    return {
      from: `${who} <${from === "" ? addressOf(who) : from}>`,
      to: ASSISTANT,
      subject: `Re: ${last?.subject ?? ""}`,
      date: (await this.#at()).clock.now(),
      messageId: `from-${who.toLowerCase()}-${id}`,
      headers:
        last === undefined ? [] : [`In-Reply-To: <${last.messageId}>`, `References: <${last.messageId}>`],
    };
  }

  async #elsewhere(head: MailHead, words: string): Promise<void> {
    const at = await this.#at();
    await at.arrives(plainMail(head, `${words}\n`));
    await this.#act(at.news());
  }

  #said(): string {
    return plain(this.#fresh.map(({ subject, text }) => `${subject}\n${text}`).join("\n"));
  }

  #people(): string {
    return readFileSync(join(this.#setting.folder, "contacts.json"), "utf8");
  }

  async #lastTo(who: string): Promise<Letter | undefined> {
    return (await (await this.#at()).inbox(addressOf(who))).at(-1);
  }

  async #has(who: string, count: string): Promise<void> {
    expect(await (await this.#at()).inbox(addressOf(who))).toHaveLength(numberOf(count));
  }

  async #reads(who: string): Promise<string> {
    const last = await this.#lastTo(who);
    return plain(`${last?.subject ?? ""}\n${last?.text ?? ""}`);
  }

  async #nobody(): Promise<void> {
    for (const { name } of this.#setting.contacts) await this.#has(firstOf(String(name)), "no mail");
  }
}

function addressOf(who: string): string {
  return `${who.toLowerCase()}@${HER_DOMAIN}`;
}

function firstOf(name: string): string {
  return name.split(" ")[0] ?? name;
}

function numberOf(count: string): number {
  if (count.startsWith("no ")) return 0;
  return count.startsWith("one ") ? 1 : Number.parseInt(count, 10);
}

function plain(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
