/** An address book of any kind, and what taking it in comes to: whom it adds, whom she has, where the two differ. */
import type { Contact } from "./contact.ts";
import { readTable } from "./csv.ts";
import { readEntry } from "./entry.ts";
import { contactWith, nameFrom } from "./line.ts";
import { addressKey, slug } from "./names.ts";
import { parseContacts } from "./read.ts";
import { isRoleAddress } from "./roles.ts";
import { type BookEntry, readVcards } from "./vcard.ts";

export interface Book {
  readonly contacts: readonly Contact[];
  /** One line each: which entry, and what is wrong with it. */
  readonly problems: readonly string[];
  /** Entries without any mail address: nobody to write to, so nothing was wrong with them. */
  readonly withoutAddress: number;
}

/** UTF-8, UTF-16 with its mark, else what Outlook writes in the West. */
export function bookText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** By what the text begins with: a vCard, JSON in the form of contacts.json, else a table. */
export function readBook(text: string): Book {
  const begins = text.replace(/^\ufeff/, "").trimStart();
  if (/^BEGIN:VCARD/i.test(begins)) return bookOf(readVcards(begins));
  if (/^[[{]/.test(begins)) return ownBook(begins);
  if (begins === "") return { contacts: [], problems: ["it is empty"], withoutAddress: 0 };
  try {
    return bookOf(readTable(text));
  } catch (error) {
    return {
      contacts: [],
      problems: [error instanceof Error ? error.message : String(error)],
      withoutAddress: 0,
    };
  }
}

function ownBook(text: string): Book {
  const { contacts, problems } = parseContacts(text);
  const told = problems.map(({ line, text: why }) => `${line === null ? "" : `line ${line}: `}${why}`);
  return { contacts, problems: told, withoutAddress: 0 };
}

function bookOf(entries: readonly BookEntry[]): Book {
  const contacts: Contact[] = [];
  const problems: string[] = [];
  let withoutAddress = 0;
  for (const { where, raw, fault } of entries) {
    if (raw === null) problems.push(`${where}: ${fault ?? "it cannot be read"}`);
    else if (Array.isArray(raw.addresses) && raw.addresses.length === 0) withoutAddress++;
    else {
      const { contact, faults } = readEntry(named(raw), true);
      if (contact !== null) contacts.push(contact);
      problems.push(...faults.map(({ key, text }) => `${where}${key === null ? "" : ` (${key})`}: ${text}`));
    }
  }
  return { contacts, problems, withoutAddress };
}

/** Books hold addresses without a name. */
function named(raw: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (typeof raw.name === "string" && raw.name.trim() !== "" && !raw.name.includes("@")) return raw;
  const [first] = [raw.addresses].flat();
  return { ...raw, name: typeof first === "string" ? nameFrom(first) : "" };
}

/** One person of hers and of the book, and where they differ. */
export interface Conflict {
  readonly contact: Contact;
  /** As the book has it. */
  readonly address: string;
  /** Keys left as in her list; empty where an address of the book is somebody else's. */
  readonly keys: readonly string[];
  /** Who else has one of the addresses; null: nobody. */
  readonly alsoAt: string | null;
}

export interface Intake {
  /** Hers and the new ones, in her order; the same list when nothing is new. */
  readonly contacts: readonly Contact[];
  readonly added: readonly Contact[];
  /** Of hers, who got a further address. */
  readonly grown: readonly Contact[];
  readonly known: number;
  readonly conflicts: readonly Conflict[];
  /** Addresses of desks and machines: no people. */
  readonly roles: readonly string[];
  /** Addresses that were forgotten and are not brought back. */
  readonly forgotten: number;
}

/**
 * Takes people in. Whom she has already, by any address, stays as she has it but for further addresses; taking the
 * same in twice changes nothing.
 *
 * @param isForgotten addresses that nothing brings back
 */
export function takeIn(
  hers: readonly Contact[],
  found: readonly Contact[],
  isForgotten: (address: string) => boolean = () => false,
): Intake {
  const taking = new Taking(hers);
  const roles: string[] = [];
  let forgotten = 0;
  for (const each of found) {
    if (each.addresses.some(isForgotten)) {
      forgotten++;
      continue;
    }
    const people = each.addresses.filter((address) => !isRoleAddress(address));
    if (people.length === 0) roles.push(...each.addresses);
    else taking.take({ ...each, addresses: people });
  }
  return { ...taking.done(), roles, forgotten };
}

class Taking {
  readonly #all: Contact[];
  readonly #owners = new Map<string, number>();
  readonly #ids: Set<string>;
  readonly #hers: number;
  readonly #grown = new Set<number>();
  readonly #conflicts: Conflict[] = [];
  #known = 0;

  constructor(hers: readonly Contact[]) {
    this.#all = [...hers];
    this.#hers = hers.length;
    this.#ids = new Set(hers.map(({ id }) => id));
    for (const [at, contact] of hers.entries()) this.#own(contact, at);
  }

  take(found: Contact): void {
    const places = [...new Set(found.addresses.flatMap((each) => this.#owners.get(addressKey(each)) ?? []))];
    const [at] = places;
    const known = at === undefined ? undefined : this.#all[at];
    if (at === undefined || known === undefined) this.#add(found);
    else if (places.length > 1) this.#note(known, found, this.#all[places[1] ?? 0]?.name ?? null);
    else this.#grow(known, at, found);
  }

  done(): Omit<Intake, "roles" | "forgotten"> {
    const added = this.#all.slice(this.#hers);
    return {
      contacts: this.#all,
      added,
      grown: [...this.#grown].flatMap((at) => this.#all[at] ?? []),
      known: this.#known,
      conflicts: this.#conflicts,
    };
  }

  #add(found: Contact): void {
    const id = this.#freeId(found);
    this.#ids.add(id);
    const contact = contactWith({ ...found, id });
    this.#own(contact, this.#all.push(contact) - 1);
  }

  #freeId({ id, name }: Contact): Contact["id"] {
    const wanted = id === "" ? (slug(name) ?? "contact") : id;
    const base = this.#ids.has(wanted) ? (slug(name) ?? "contact") : wanted;
    let free = base;
    for (let count = 2; this.#ids.has(free); count++) free = `${base}-${count}`;
    return free as Contact["id"];
  }

  /** A further address is added; everything else stays as she has it. */
  #grow(known: Contact, at: number, found: Contact): void {
    this.#known++;
    const had = new Set(known.addresses.map(addressKey));
    const further = found.addresses.filter((each) => !had.has(addressKey(each)));
    this.#note(known, found, null);
    if (further.length === 0) return;
    const grown = { ...known, addresses: [...known.addresses, ...further] };
    this.#all[at] = grown;
    this.#own(grown, at);
    if (at < this.#hers) this.#grown.add(at);
  }

  #note(contact: Contact, found: Contact, alsoAt: string | null): void {
    if (alsoAt !== null) this.#known++;
    const keys = alsoAt === null ? differing(contact, found) : [];
    if (keys.length > 0 || alsoAt !== null)
      this.#conflicts.push({ contact, address: found.addresses[0] ?? "", keys, alsoAt });
  }

  #own(contact: Contact, at: number): void {
    for (const address of contact.addresses) this.#owners.set(addressKey(address), at);
  }
}

/** Keys in which the book says something that she has otherwise. */
function differing(hers: Contact, found: Contact): readonly string[] {
  const plain = contactWith({ name: "", addresses: [] });
  return (Object.keys(plain) as (keyof Contact)[]).filter(
    (key) =>
      key !== "id" &&
      key !== "addresses" &&
      JSON.stringify(found[key]) !== JSON.stringify(hers[key]) &&
      JSON.stringify(found[key]) !== JSON.stringify(plain[key]),
  );
}
