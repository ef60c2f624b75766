/** Her contacts made ready, each by a number; only what changed of one costs anything. */
import type { Contact, ContactId } from "../contact/contact.ts";
import type { BeatIndex } from "./beats.ts";
import { compileInterest } from "./interest.ts";
import { Interests } from "./interests.ts";
import { type Compiler, type Profile, profileOf } from "./profile.ts";
import type { Space } from "./space.ts";
import { coded, numberOf, sourceOf } from "./uses.ts";

export interface Roster {
  readonly interests: Interests;
  /** By number; null for a number nobody has any more. */
  readonly profiles: readonly (Profile | null)[];
  put(contact: Contact): void;
  remove(id: ContactId): void;
  /** Brings the roster to exactly these contacts. */
  sync(contacts: readonly Contact[]): void;
}

export function createRoster(space: Space, beats: BeatIndex): Roster {
  const interests = new Interests(space);
  const compiler = createCompiler(interests, space, beats);
  const slots = new Map<ContactId, number>();
  const profiles: (Profile | null)[] = [];
  const free: number[] = [];

  const remove = (id: ContactId): void => {
    const slot = slots.get(id);
    if (slot === undefined) return;
    for (const want of profiles[slot]?.wants ?? [])
      interests.uses.remove(numberOf(want), coded(slot, sourceOf(want)));
    profiles[slot] = null;
    slots.delete(id);
    free.push(slot);
  };
  const put = (contact: Contact): void => {
    const known = slots.get(contact.id);
    const before = known === undefined ? null : (profiles[known] ?? null);
    if (before !== null && isSame(before.contact, contact)) return;
    remove(contact.id);
    const profile = profileOf(contact, compiler);
    const slot = free.pop() ?? profiles.length;
    profiles[slot] = profile;
    slots.set(contact.id, slot);
    for (const want of profile.wants) interests.uses.add(numberOf(want), coded(slot, sourceOf(want)));
  };
  return {
    interests,
    profiles,
    put,
    remove,
    sync(contacts) {
      const wanted = new Set(contacts.map((contact) => contact.id));
      for (const id of [...slots.keys()]) if (!wanted.has(id)) remove(id);
      for (const contact of contacts) put(contact);
    },
  };
}

/** Equal interests of contacts who speak the same are compiled once. */
function createCompiler(interests: Interests, space: Space, beatIndex: BeatIndex): Compiler {
  /** By text: alike for English speakers and for all others, whose may be in other languages. */
  const english = new Map<string, number>();
  const foreign = new Map<string, number>();
  /** For an interest, itself with beats meant less surely. */
  const settled = new Map<number, number[]>();
  const compile: Compiler["compile"] = (text, languages) =>
    compileInterest(text, space, beatIndex, languages);
  return {
    interests,
    beats: beatIndex,
    compile,
    number(text, languages) {
      const numbers = languages.length === 0 ? english : foreign;
      const known = numbers.get(text);
      if (known !== undefined) return known;
      const made = interests.add(compile(text, languages));
      numbers.set(text, made);
      return made;
    },
    settled(interest, languages, sures) {
      const known = settled.get(interest)?.find((each) => isMeant(interests, each, sures));
      if (known !== undefined) return known;
      const plain = compile(interests.texts[interest] ?? "", languages);
      const beats = plain.beats.map(({ beat }, at) => ({ beat, sure: sures[at] ?? 0 }));
      const made = interests.add({ ...plain, beats });
      settled.set(interest, [...(settled.get(interest) ?? []), made]);
      return made;
    },
  };
}

function isMeant(interests: Interests, interest: number, sures: readonly number[]): boolean {
  return interests.beatsOf(interest).every(({ sure }, at) => sure === Math.fround(sures[at] ?? 0));
}

/** What matching sees of a contact; a new address or greeting costs nothing. */
const SEEN = [
  "name",
  "organization",
  "interests",
  "outlets",
  "categories",
  "regions",
  "languages",
  "roles",
  "notes",
] as const satisfies readonly (keyof Contact)[];

function isSame(one: Contact, other: Contact): boolean {
  return one === other || SEEN.every((key) => isEqual(one[key], other[key]));
}

function isEqual(one: Contact[(typeof SEEN)[number]], other: typeof one): boolean {
  if (one === other) return true;
  if (!Array.isArray(one) || !Array.isArray(other)) return false;
  return one.length === other.length && one.every((each, at) => each === other[at]);
}
