/** A contact made ready for matching: what he speaks on, what keeps him out, and which trade he is of. */
import type { Contact } from "../contact/contact.ts";
import type { BeatIndex } from "./beats.ts";
import { type BeatMeant, type Interest, languageNamed } from "./interest.ts";
import type { Interests } from "./interests.ts";
import type { Source } from "./pool.ts";
import { coded } from "./uses.ts";
import { groupsOf } from "./wanted.ts";
import { type Language, stem, words } from "./words.ts";

export interface Want {
  /** Its number among all interests. */
  readonly interest: number;
  readonly source: Source;
}

/** Of a crowd each has one, so it is small: what most people have none of is one empty list for all. */
export interface Profile {
  readonly contact: Contact;
  /** Interest and source in one number each, as uses.ts has them. */
  readonly wants: readonly number[];
  /** Excludes, without their minus. */
  readonly refused: readonly Interest[];
  /** The beats his organization names. */
  readonly organization: readonly BeatMeant[];
  readonly isDoctor: boolean;
  /** The groups he is of by what is written about him, bits as wanted.ts has them. */
  readonly groups: number;
}

/** `Katz Dermatology`: what the name of an organization counts for. */
const ORGANIZATION_WEIGHT = 0.7;
/** Only these cues of a name are trusted. */
const SURE_CUE = 0.6;
const DOCTOR = /(?:^|[\s,])(?:dr\.?|m\.?d\.?|d\.?o\.?|ph\.?d\.?)(?=[\s,]|$)/i;
/** Clauses of her notes longer than this are prose, not traits. Characters. */
const LONGEST_CLAUSE = 90;
const MOST_CLAUSES = 30;

/** A meaning that nothing else about the contact supports, while another is supported, keeps this share. */
const UNSUPPORTED_SHARE = 0.25;
/** How much an interest supports a meaning of another: the very beat, a relative, one of the same field. */
const SAME = 1;
const KIN = 0.8;
const FIELD = 0.5;
const CLEARLY_BETTER = 0.4;

/** Where interests become numbers. */
export interface Compiler {
  readonly interests: Interests;
  readonly beats: BeatIndex;
  compile(text: string, foreign: readonly Language[]): Interest;
  /** The number of an interest, compiled when it is new. */
  number(text: string, foreign: readonly Language[]): number;
  /** The number of the same interest where its beats are meant less surely. */
  settled(interest: number, foreign: readonly Language[], sures: readonly number[]): number;
}

export function profileOf(contact: Contact, compiler: Compiler): Profile {
  const foreign = contact.languages
    .flatMap((name) => languageNamed(name) ?? [])
    .filter((language) => language !== "en");
  const wants: Want[] = [];
  const add = (texts: readonly string[], source: Source): void => {
    for (const text of texts) wants.push({ interest: compiler.number(text, foreign), source });
  };
  const stated = contact.interests.filter((text) => !text.startsWith("-"));
  add(stated, "interest");
  add(contact.roles, "role");
  add(clauses(contact.notes), "note");
  return {
    contact,
    wants: withSenses(wants, foreign, compiler).map(({ interest, source }) => coded(interest, source)),
    refused: orNone(refusedBy(contact).map((text) => compiler.compile(text, foreign))),
    organization: orNone(beatsNamed(contact.organization ?? "", compiler.beats)),
    isDoctor: DOCTOR.test(contact.name),
    groups: groupsOf(
      [...contact.interests, ...contact.roles, contact.notes ?? "", contact.organization ?? ""].join(" "),
    ),
  };
}

const NONE: readonly never[] = [];

function orNone<T>(list: readonly T[]): readonly T[] {
  return list.length === 0 ? NONE : list;
}

function refusedBy({ interests }: Contact): string[] {
  const refused = interests.filter((text) => text.startsWith("-") && text.length > 1);
  return refused.map((text) => text.slice(1).trim());
}

function clauses(notes: string | null): string[] {
  const pieces = (notes ?? "").split(/[.;\n]+|,\s+(?!\d)/).map((piece) => piece.trim());
  return pieces.filter((piece) => piece !== "" && piece.length <= LONGEST_CLAUSE).slice(0, MOST_CLAUSES);
}

/** `football` beside `Premier League` is not the American one: meanings that the rest of a contact contradicts fade. */
function withSenses(wants: readonly Want[], foreign: readonly Language[], compiler: Compiler): Want[] {
  const meant = wants.map(({ interest }) => compiler.interests.beatsOf(interest));
  return wants.map((want, at) => {
    const own = meant[at] ?? NONE;
    if (own.length < 2) return want;
    const others = meant.filter((_beats, other) => other !== at && wants[other]?.source === "interest");
    const support = own.map(({ beat }) => supportFor(beat, others, compiler.beats));
    const best = Math.max(...support);
    if (support.every((each) => best - each < CLEARLY_BETTER)) return want;
    const sures = own.map(({ sure }, nth) => {
      const isFading = best - (support[nth] ?? 0) >= CLEARLY_BETTER;
      return isFading ? sure * UNSUPPORTED_SHARE : sure;
    });
    return { ...want, interest: compiler.settled(want.interest, foreign, sures) };
  });
}

function supportFor(beat: number, others: readonly (readonly BeatMeant[])[], beats: BeatIndex): number {
  let best = 0;
  for (const meant of others)
    for (const { beat: other, sure } of meant) best = Math.max(best, sure * relation(beat, other, beats));
  return best;
}

function relation(one: number, other: number, { parents, beats }: BeatIndex): number {
  if (one === other) return SAME;
  const isKin =
    parents[one] === other ||
    parents[other] === one ||
    (parents[one] !== -1 && parents[one] === parents[other]);
  if (isKin) return KIN;
  return beats[one]?.domain === beats[other]?.domain ? FIELD : 0;
}

/** What an organization's name says about its people's trade. */
function beatsNamed(organization: string, beats: BeatIndex): BeatMeant[] {
  const named = words(organization).map((word) => stem(word));
  const cues = beats.find(named, "en").flatMap((hit) => hit.value);
  return cues
    .filter(({ weight }) => weight >= SURE_CUE)
    .map(({ beat, weight }) => ({ beat, sure: weight * ORGANIZATION_WEIGHT }));
}
