/** What a conversation plays on: its settings, the program once it has started, and the letters so far. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DateTime } from "luxon";
import { CONTACTS, type Letter, OWNER, START } from "../support/office.ts";
import { type Desk, openDesk } from "../support/signed.ts";
import { IN_MEMORY, tempFolder } from "../support/temp.ts";
import { CLIENTS } from "./clients.ts";

export const HER_DOMAIN = "example.test";
const HER_ZONE = "Europe/Copenhagen";
const YEAR = "2027";

/** What a line's pattern found; empty where a part of it was left out. */
export type Groups = readonly string[];
export type Line = readonly [RegExp, (stage: Stage, groups: Groups) => Promise<void> | void];

/** A mail of hers as it went. */
export interface Sent {
  readonly raw: string;
  readonly isSigned: boolean;
}

/** Those that put her answer above the letter. */
const USUAL = Object.entries(CLIENTS).flatMap(([name, client]) => (name === "Thunderbird" ? [] : [client]));

export class Stage {
  readonly folder = tempFolder(IN_MEMORY);
  readonly contacts: Record<string, unknown>[] = CONTACTS.map((contact) => ({ ...contact }));
  /** Those the last act brought. */
  fresh: readonly Letter[] = [];
  last: Sent | null = null;
  /** Where in `CLIENTS` she is. */
  #client: number;
  #config: Record<string, unknown> = {};
  #start: string = START;
  #letters: readonly Letter[] = [];
  #desk: Desk | null = null;

  constructor(name: string) {
    this.#client = [...name].reduce((sum, sign) => sum + sign.charCodeAt(0), 0);
  }

  /** Where none is named she answers from another program each time, by turns. */
  client(): (typeof USUAL)[number] {
    this.#client += 1;
    const client = USUAL[this.#client % USUAL.length];
    if (client === undefined) throw new Error("there is no client");
    return client;
  }

  /** The program starts when it is first asked for. */
  async desk(): Promise<Desk> {
    const { contacts, folder } = this;
    this.#desk ??= await openDesk({ contacts, folder, config: this.#config, start: this.#start });
    return this.#desk;
  }

  keeps(name: string, json: string): void {
    const first = firstOf(name);
    const known = this.contacts.find((each) => firstOf(String(each.name)) === first);
    const contact = known ?? { name, addresses: [addressOf(first)] };
    Object.assign(contact, JSON.parse(`{${json}}`));
    if (known === undefined) this.contacts.push(contact);
  }

  configures(json: string): void {
    this.#config = { ...this.#config, ...JSON.parse(`{${json}}`) };
  }

  words(file: string, text: string): void {
    const path = join(this.folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, withEmptyLines(text));
  }

  /** Before the program starts that is when it does. */
  async until(when: string): Promise<void> {
    const at = DateTime.fromFormat(`${when} ${YEAR}`, "ccc d LLL, h:mm a yyyy", {
      zone: HER_ZONE,
      locale: "en-GB",
    });
    if (!at.isValid) throw new Error(`there is no such moment: ${at.invalidExplanation}`);
    const instant = at.toUTC().toISO();
    if (this.#desk === null) this.#start = instant;
    else await this.hears(this.#desk.until(instant));
  }

  async hears(news: Promise<readonly Letter[]>): Promise<void> {
    this.fresh = await news;
    this.#letters = [...this.#letters, ...this.fresh];
  }

  async sends(sent: Sent): Promise<void> {
    const desk = await this.desk();
    this.last = sent;
    if (sent.isSigned) desk.signed(sent.raw, OWNER, HER_DOMAIN);
    else await desk.arrives(sent.raw);
    await this.hears(desk.news());
  }

  /** By the number at its foot; empty: the last one. */
  letter(number: string): Letter {
    const found =
      number === ""
        ? this.#letters.at(-1)
        : this.#letters.find(({ text }) => new RegExp(`mail ${number}\\s*$`).test(text.trim()));
    if (found === undefined) throw new Error(`there is no mail ${number}`);
    return found;
  }

  async inbox(who: string): Promise<readonly Letter[]> {
    return (await this.desk()).inbox(addressOf(who));
  }
}

export function addressOf(who: string): string {
  return `${who.toLowerCase()}@${HER_DOMAIN}`;
}

export function firstOf(name: string): string {
  return name.split(" ")[0] ?? name;
}

/** In a script a `.` alone stands for an empty line. */
export function withEmptyLines(text: string): string {
  return text.replaceAll("\n.\n", "\n\n");
}
