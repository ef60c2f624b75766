/** Her contacts against one query: who fits, how well and why. */
import type { Contact, ContactId } from "../contact/contact.ts";
import type { Evidence, Match } from "./match.ts";
import type { MatchTables } from "./tables.ts";
import { isEmptyWord, stem, words } from "./words.ts";

/** What of a query counts for the fit; a MediaQuery is one. */
export interface MatchableQuery {
  readonly summary: string | null;
  readonly category: string | null;
  readonly outlet: string | null;
  readonly query: string;
  readonly requirements: string | null;
  readonly region: string | null;
}

export interface Matcher {
  put(contact: Contact): void;
  remove(id: ContactId): void;
  /** Brings the index to exactly these contacts; only changed ones cost. */
  sync(contacts: readonly Contact[]): void;
  /** Every candidate, best first. */
  match(query: MatchableQuery): Match[];
}

/** Scores from here on are proposed. */
const PROPOSE_AT = 0.5;
const MAYBE_AT = 0.3;

interface Interest {
  readonly text: string;
  readonly stems: readonly string[];
  readonly exact: string | null;
}

interface Compiled {
  readonly contact: Contact;
  readonly wants: readonly Interest[];
  readonly refuses: readonly Interest[];
}

interface Field {
  readonly where: Evidence["where"];
  readonly weight: number;
  readonly stems: readonly string[];
  readonly set: ReadonlySet<string>;
  readonly words: readonly string[];
}

export function createMatcher(_tables: MatchTables | null): Matcher {
  const compiled = new Map<ContactId, Compiled>();
  const put = (contact: Contact): void => {
    if (compiled.get(contact.id)?.contact !== contact) compiled.set(contact.id, compile(contact));
  };
  return {
    put,
    remove: (id) => void compiled.delete(id),
    sync(contacts) {
      const wanted = new Set(contacts.map((contact) => contact.id));
      for (const id of compiled.keys()) if (!wanted.has(id)) compiled.delete(id);
      for (const contact of contacts) put(contact);
    },
    match(query) {
      const fields = fieldsOf(query);
      const matches = [...compiled.values()].flatMap((each) => judge(each, query, fields) ?? []);
      return matches.sort(
        (one, other) => other.score - one.score || (one.contactId < other.contactId ? -1 : 1),
      );
    },
  };
}

function compile(contact: Contact): Compiled {
  const refused = contact.interests.filter((text) => text.startsWith("-"));
  return {
    contact,
    wants: contact.interests.filter((text) => !text.startsWith("-")).map(interest),
    refuses: refused.map((text) => interest(text.slice(1).trim())),
  };
}

function interest(text: string): Interest {
  const quoted = /^"(.*)"$/.exec(text.trim())?.[1] ?? null;
  const own = words(quoted ?? text);
  const kept = own.filter((word) => !isEmptyWord(word));
  return {
    text,
    exact: quoted === null ? null : own.join(" "),
    stems: [...new Set((kept.length > 0 ? kept : own).map(stem))],
  };
}

function fieldsOf(query: MatchableQuery): Field[] {
  const parts: [Evidence["where"], number, string | null][] = [
    ["summary", 1, query.summary],
    ["query", 0.6, query.query],
    ["requirements", 0.5, query.requirements],
  ];
  return parts.flatMap(([where, weight, text]) => {
    if (text === null || text === "") return [];
    const own = words(text);
    const stems = own.map(stem);
    return [{ where, weight, words: own, stems, set: new Set(stems) }];
  });
}

function judge(
  { contact, wants, refuses }: Compiled,
  query: MatchableQuery,
  fields: readonly Field[],
): Match | null {
  const found = wants.flatMap((want) => {
    const hit = meet(want, fields);
    return hit === null ? [] : [hit];
  });
  const liked = contact.categories.find(
    (category) => category.toLowerCase() === query.category?.toLowerCase(),
  );
  const best = Math.max(0, ...found.map((each) => each.score));
  if (best === 0) return null;
  const more = found.length > 1 ? 0.15 : 0;
  const score = Math.min(0.99, best + more + (liked === undefined ? 0 : 0.1));
  const heldBack = [
    ...refusals(refuses, fields),
    ...outletRefusals(contact, query),
    ...regionRefusals(contact, query),
  ];
  const zone = score >= PROPOSE_AT ? "propose" : score >= MAYBE_AT ? "maybe" : "silent";
  const evidence = found.map((each) => each.evidence);
  return {
    contactId: contact.id,
    score,
    proposed: zone === "propose" && heldBack.length === 0,
    zone,
    evidence,
    because: evidence.map((each) =>
      each.words === each.interest
        ? `${each.interest} (${each.where})`
        : `${each.interest} = "${each.words}" (${each.where})`,
    ),
    heldBack,
    stretch: null,
  };
}

function meet(want: Interest, fields: readonly Field[]): { score: number; evidence: Evidence } | null {
  let best: { score: number; evidence: Evidence } | null = null;
  for (const field of fields) {
    const score = field.weight * (want.exact === null ? coverage(want, field) : phrase(want.exact, field));
    if (score > (best?.score ?? 0)) {
      best = {
        score,
        evidence: { interest: want.text, words: want.text, where: field.where, isPrivate: false },
      };
    }
  }
  return best;
}

function phrase(exact: string, field: Field): number {
  return ` ${field.words.join(" ")} `.includes(` ${exact} `) ? 0.8 : 0;
}

/** All words of an interest are needed; one common word deep in a query proposes nobody by itself. */
function coverage(want: Interest, field: Field): number {
  const hits = want.stems.filter((each) => field.set.has(each)).length;
  if (want.stems.length === 0 || hits < want.stems.length) return 0;
  if (want.stems.length > 1) return 0.9;
  const count = field.stems.filter((each) => each === want.stems[0]).length;
  return field.where === "summary" ? 0.7 : Math.min(0.85, 0.5 + 0.15 * count);
}

function refusals(refuses: readonly Interest[], fields: readonly Field[]): string[] {
  return refuses.filter((each) => meet(each, fields) !== null).map((each) => `-${each.text}`);
}

function outletRefusals(contact: Contact, { outlet }: MatchableQuery): string[] {
  if (outlet === null) return [];
  const name = plainName(outlet);
  return contact.outlets.filter((each) => each.startsWith("-") && plainName(each.slice(1)) === name);
}

function plainName(outlet: string): string {
  return words(outlet.replace(/^the\s/i, "")).join(" ");
}

function regionRefusals(contact: Contact, query: MatchableQuery): string[] {
  const text = `${query.region ?? ""} ${query.requirements ?? ""}`;
  const demanded = /\b(UK|US|U\.S\.)[- ](?:only|based)\b/i.exec(text)?.[1]?.replace(/\./g, "").toUpperCase();
  if (demanded === undefined || contact.regions.length === 0) return [];
  return contact.regions.some((region) => region.toUpperCase() === demanded) ? [] : [`${demanded} only`];
}
