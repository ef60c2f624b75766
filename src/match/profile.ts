/** A contact made ready for matching: what he speaks on, what keeps him out, and which trade he is of. */
import type { Contact } from "../contact/contact.ts";
import type { BeatIndex } from "./beats.ts";
import { type Interest, languageNamed } from "./interest.ts";
import { outletWords } from "./outlets.ts";
import { type Language, stem, words } from "./words.ts";

export interface Want {
  readonly interest: Interest;
  /** Where she keeps it. Roles and notes tell less than interests; notes are hers alone. */
  readonly source: "interest" | "role" | "note";
}

export interface Profile {
  readonly contact: Contact;
  readonly wants: readonly Want[];
  /** Excludes, without their minus. */
  readonly refused: readonly Interest[];
  /** The beats he works in, as [beat, how surely], from interests, roles and organization. */
  readonly beats: readonly (readonly [number, number])[];
  readonly isDoctor: boolean;
  /** Categories liked, in lower case; outlets liked, as words. */
  readonly categories: readonly string[];
  readonly liked: readonly (readonly string[])[];
  /** Folded words of interests, roles, notes and organization, for asking whether he is of some group. */
  readonly words: ReadonlySet<string>;
}

/** What an organization's name says about its people's trade: `Katz Dermatology`. */
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

export type Compile = (text: string, foreign: readonly Language[]) => Interest;

/** Interests are compiled through `compile`, so that equal ones are made once. */
export function profileOf(contact: Contact, compile: Compile, beats: BeatIndex): Profile {
  const foreign = contact.languages
    .flatMap((name) => languageNamed(name) ?? [])
    .filter((language) => language !== "en");
  const stated = contact.interests.filter((text) => !text.startsWith("-"));
  const wants: Want[] = [
    ...stated.map((text) => ({ interest: compile(text, foreign), source: "interest" as const })),
    ...contact.roles.map((text) => ({ interest: compile(text, foreign), source: "role" as const })),
    ...clauses(contact.notes).map((text) => ({ interest: compile(text, foreign), source: "note" as const })),
  ];
  const settled = withSenses(wants, beats);
  return {
    contact,
    wants: settled,
    refused: contact.interests
      .filter((text) => text.startsWith("-") && text.length > 1)
      .map((text) => compile(text.slice(1).trim(), foreign)),
    beats: tradeBeats(settled, contact, beats),
    isDoctor: DOCTOR.test(contact.name),
    categories: contact.categories.map((category) => category.trim().toLowerCase()),
    liked: contact.outlets.filter((outlet) => !outlet.startsWith("-")).map(outletWords),
    words: new Set(
      words(
        [...contact.interests, ...contact.roles, contact.notes ?? "", contact.organization ?? ""].join(" "),
      ),
    ),
  };
}

function clauses(notes: string | null): string[] {
  const pieces = (notes ?? "").split(/[.;\n]+|,\s+(?!\d)/).map((piece) => piece.trim());
  return pieces.filter((piece) => piece !== "" && piece.length <= LONGEST_CLAUSE).slice(0, MOST_CLAUSES);
}

/** `football` beside `Premier League` is not the American one: meanings that the rest of a contact contradicts fade. */
function withSenses(wants: readonly Want[], beats: BeatIndex): Want[] {
  return wants.map((want) => {
    if (want.interest.beats.length < 2) return want;
    const others = wants.filter((other) => other !== want && other.source === "interest");
    const support = want.interest.beats.map(({ beat }) => supportFor(beat, others, beats));
    const best = Math.max(...support);
    if (support.every((each) => best - each < CLEARLY_BETTER)) return want;
    const settled = want.interest.beats.map(({ beat, sure }, at) => {
      const isFading = best - (support[at] ?? 0) >= CLEARLY_BETTER;
      return { beat, sure: isFading ? sure * UNSUPPORTED_SHARE : sure };
    });
    return { ...want, interest: { ...want.interest, beats: settled } };
  });
}

function supportFor(beat: number, others: readonly Want[], beats: BeatIndex): number {
  let best = 0;
  for (const { interest } of others) {
    for (const { beat: other, sure } of interest.beats)
      best = Math.max(best, sure * relation(beat, other, beats));
  }
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

function tradeBeats(
  wants: readonly Want[],
  contact: Contact,
  beats: BeatIndex,
): (readonly [number, number])[] {
  const found = new Map<number, number>();
  const add = (beat: number, sure: number): void =>
    void found.set(beat, Math.max(sure, found.get(beat) ?? 0));
  for (const { interest, source } of wants) {
    if (source !== "note") for (const { beat, sure } of interest.beats) add(beat, sure);
  }
  const named = words(contact.organization ?? "").map((word) => stem(word));
  for (const hit of beats.find(named, "en")) {
    for (const cue of hit.value) if (cue.weight >= SURE_CUE) add(cue.beat, cue.weight * ORGANIZATION_WEIGHT);
  }
  return [...found];
}
