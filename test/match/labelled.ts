/** The labelled sets: contacts, queries, and who fits whom by a reader's judgement. */
import { existsSync, readFileSync } from "node:fs";
import type { Contact, ContactId } from "../../src/contact/contact.ts";
import { parseContacts } from "../../src/contact/contacts.ts";
import type { MatchableQuery, Matcher } from "../../src/match/matcher.ts";

export interface LabelledSet {
  readonly name: string;
  readonly contacts: readonly Contact[];
  readonly queries: readonly (MatchableQuery & { readonly id: string })[];
  /** Query id → who fits it. */
  readonly fits: ReadonlyMap<string, ReadonlySet<ContactId>>;
}

const FOLDERS = {
  practice: new URL("../fixtures/match/practice/", import.meta.url),
  dev: new URL("../../../shared/matching/dev/", import.meta.url),
  real: new URL("../../../shared/matching/dev/real/", import.meta.url),
  fresh: new URL("../fixtures/match/fresh/", import.meta.url),
  own: new URL("../fixtures/match/own/", import.meta.url),
  held: new URL("../fixtures/match/held/", import.meta.url),
  blind: new URL("../fixtures/match/blind/", import.meta.url),
  oblique: new URL("../fixtures/match/oblique/", import.meta.url),
};

export function hasSet(name: keyof typeof FOLDERS): boolean {
  return existsSync(FOLDERS[name]);
}

export function readSet(name: keyof typeof FOLDERS): LabelledSet {
  const text = (file: string) => readFileSync(new URL(file, FOLDERS[name]), "utf8");
  const lines = (file: string) => text(file).split("\n").filter(Boolean);
  const fits = new Map<string, Set<ContactId>>();
  for (const line of lines("qrels.tsv")) {
    const [query = "", contact = "", grade] = line.split("\t");
    if (Number(grade) > 0) fits.set(query, (fits.get(query) ?? new Set()).add(contact as ContactId));
  }
  return {
    name,
    contacts: contactsOf(FOLDERS[name]),
    queries: lines("queries.jsonl").map((line) => ({ region: null, ...JSON.parse(line) })),
    fits,
  };
}

export interface Figures {
  readonly f05: number;
  readonly first: number;
  readonly three: number;
  readonly quiet: number;
}

/** Its own contacts, and those of the development set that it names, where that is. */
function contactsOf(folder: URL): readonly Contact[] {
  const read = (of: URL) =>
    parseContacts(readFileSync(new URL("contacts.json", of), "utf8"), { needsAddress: false }).contacts;
  const also = new URL("also.json", folder);
  if (!existsSync(also) || !hasSet("dev")) return read(folder);
  const named: readonly string[] = JSON.parse(readFileSync(also, "utf8"));
  return [...read(folder), ...read(FOLDERS.dev).filter(({ id }) => named.includes(id))];
}

/** As the scorer beside the development set defines them: micro F0.5, P@1, R@3, silence where nobody fits. */
export function figuresOf(
  matcher: Matcher,
  queries: LabelledSet["queries"],
  fits: LabelledSet["fits"],
): Figures {
  const found = { proposed: 0, right: 0, relevant: 0, firsts: 0, inThree: 0, fitting: 0, empty: 0, quiet: 0 };
  for (const query of queries) {
    const wanted = fits.get(query.id) ?? new Set<ContactId>();
    const rows = matcher.match(query).filter(({ heldBack }) => heldBack.length === 0);
    const proposed = rows.filter((row) => row.proposed);
    found.proposed += proposed.length;
    found.right += proposed.filter(({ contactId }) => wanted.has(contactId)).length;
    found.relevant += wanted.size;
    found.inThree += rows.slice(0, 3).filter(({ contactId }) => wanted.has(contactId)).length;
    if (wanted.size > 0) {
      found.fitting++;
      if (rows[0] !== undefined && wanted.has(rows[0].contactId)) found.firsts++;
    } else {
      found.empty++;
      if (proposed.length === 0) found.quiet++;
    }
  }
  const precision = found.right / Math.max(1, found.proposed);
  const recall = found.right / Math.max(1, found.relevant);
  return {
    f05: (1.25 * precision * recall) / (0.25 * precision + recall || 1),
    first: found.firsts / Math.max(1, found.fitting),
    three: found.inThree / Math.max(1, found.relevant),
    quiet: found.quiet / Math.max(1, found.empty),
  };
}
