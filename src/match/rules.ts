/** What keeps a contact out however well he fits: excludes, outlets, places, languages. Each reason in her own words. */
import type { Contact } from "../contact/contact.ts";
import type { Asked } from "./asked.ts";
import { holdsPhrase } from "./fit.ts";
import { type Interest, languageNamed } from "./interest.ts";
import { outletWords } from "./outlets.ts";
import type { Gazetteer, PlaceHit } from "./places.ts";
import type { TraitRange, Traits } from "./pool.ts";
import type { Profile } from "./profile.ts";
import type { Reading } from "./reading.ts";
import type { Language } from "./words.ts";

/** What a query demands of anybody. */
export interface Demands {
  /** Any of these places will do; empty when none is demanded. */
  readonly places: readonly PlaceHit[];
  /** The language answers must be in; null when it does not say. */
  readonly language: Language | null;
}

/** A wish, no demand. */
const WISH =
  /\b(?:prefer\w*|ideal(?:ly)?|bonus|plus|especially|strongly|favou?r\w*|anywhere|worldwide|world-wide|any\s+(?:country|region|state|location)|globally|international\w*|not\s+required|but\s+not|welcome)\b/i;
/** Outside the requirements a place is a demand only beside such words. */
const BOUND =
  /\b(?:only|based|must|located|licensed|residents?|living\s+in|who\s+(?:live|reside|work)\s+in)\b|-based\b/i;
const WORLDWIDE = /\b(?:world|global|international|anywhere|remote|everywhere)/i;
const ANSWER_LANGUAGE =
  /\b(?:in|auf|en|em)\s+(english|spanish|german|french|portuguese|italian|deutsch|espa[nñ]ol|fran[cç]ais|portugu[eê]s|italiano)\b|\b(francophones?|germanophones?|hispanohablantes?)\b/i;
const LANGUAGE_OF: Readonly<Record<string, Language>> = { franco: "fr", germano: "de", hispano: "es" };
/** `answers in Spanish` names a language, no place. */
const BEFORE_LANGUAGE = /\b(?:in|auf|en|em)\s+$/i;

function readDemands(reading: Reading, gazetteer: Gazetteer): Demands {
  const places: PlaceHit[] = [];
  const region = reading.query.region;
  if (region !== null && !WISH.test(region)) places.push(...gazetteer.find(region));
  let language: Language | null = null;
  for (const { text, where, kind } of reading.passages) {
    if (kind === "not") continue;
    language ??= demandedLanguage(text);
    const isBinding = where === "requirements" ? !WISH.test(text) : BOUND.test(text) && !WISH.test(text);
    if (isBinding) places.push(...boundPlaces(text, where === "requirements", gazetteer));
  }
  return { places, language };
}

function boundPlaces(text: string, isRequirement: boolean, gazetteer: Gazetteer): PlaceHit[] {
  return gazetteer.find(text).filter(({ start, end }) => {
    if (
      BEFORE_LANGUAGE.test(text.slice(0, start)) &&
      demandedLanguage(text.slice(Math.max(0, start - 5), end)) !== null
    )
      return false;
    return isRequirement || BOUND.test(text.slice(Math.max(0, start - 30), end + 12));
  });
}

function demandedLanguage(text: string): Language | null {
  const [, named, speakers] = ANSWER_LANGUAGE.exec(text) ?? [];
  if (speakers !== undefined)
    return LANGUAGE_OF[/^(?:franco|germano|hispano)/i.exec(speakers)?.[0].toLowerCase() ?? ""] ?? null;
  return named === undefined ? null : languageNamed(named);
}

export interface Rules {
  /** The rules that keep a contact out, each with its words; empty when none does. */
  heldBack(profile: Profile): string[];
  /** Sets what speaks for or against him beside his interests and his trade. */
  setTraits(profile: Profile, traits: Traits): void;
  /** Narrows what traits anybody can have. */
  narrow(range: TraitRange): void;
}

export function createRules(asked: Asked, gazetteer: Gazetteer): Rules {
  const { query, language } = asked.reading;
  const demands = readDemands(asked.reading, gazetteer);
  const isForeign = demands.language !== null && demands.language !== "en";
  const category = query.category?.trim().toLowerCase() ?? null;
  const outlet = outletWords(query.outlet ?? "");
  const about = new Map<Interest, boolean>();
  const isExcluded = (refused: Interest): boolean => {
    const known = about.get(refused) ?? isAbout(refused, asked);
    about.set(refused, known);
    return known;
  };
  return {
    heldBack({ contact, refused }) {
      const rules = [
        outletRule(contact, outlet),
        placeRule(contact, demands, gazetteer),
        languageRule(contact, demands, language),
      ];
      return [
        ...refused.filter(isExcluded).map((each) => `-${each.text}`),
        ...rules.flatMap((rule) => rule ?? []),
      ];
    },
    setTraits({ contact }, traits) {
      traits.liked = Number(likesCategory(contact, category) || likesOutlet(contact, outlet));
      traits.foreign = Number(isForeign && contact.languages.length === 0);
    },
    narrow({ most }) {
      most.liked = Number(category !== null || outlet.length > 0);
      most.foreign = Number(isForeign);
    },
  };
}

/** @param category in lower case. */
function likesCategory({ categories }: Contact, category: string | null): boolean {
  return category !== null && categories.some((each) => each.trim().toLowerCase() === category);
}

/** @param name the outlet's, in words. */
function likesOutlet({ outlets }: Contact, name: readonly string[]): boolean {
  if (name.length === 0) return false;
  return outlets.some((each) => !each.startsWith("-") && isNameOf(outletWords(each), name));
}

/** The place rule; null when it lets the contact pass. A contact without regions, or with one we cannot place, passes. */
function placeRule(contact: Contact, { places }: Demands, gazetteer: Gazetteer): string | null {
  if (places.length === 0 || contact.regions.length === 0) return null;
  if (contact.regions.some((region) => WORLDWIDE.test(region))) return null;
  const own = contact.regions.map((region) => gazetteer.find(titled(region)));
  if (own.some((hits) => hits.length === 0)) return null;
  const passes = own
    .flat()
    .some((hit) => places.some((demanded) => gazetteer.meet(hit.place, demanded.place)));
  if (passes) return null;
  const asked = [...new Set(places.map((hit) => hit.written))].join(" or ");
  return `asks for ${asked}, speaks for ${contact.regions.join(", ")}`;
}

/** `south wales` -> `South Wales`; abbreviations stay. */
function titled(region: string): string {
  return region.replace(/(?<![\p{L}\p{M}])\p{Ll}/gu, (letter) => letter.toUpperCase());
}

/** The language rule: only where she noted what the contact speaks. */
function languageRule(contact: Contact, { language }: Demands, written: Language): string | null {
  const wanted = language ?? (written === "en" ? null : written);
  if (wanted === null || contact.languages.length === 0) return null;
  const spoken = contact.languages.map(languageNamed);
  if (spoken.includes(null) || spoken.includes(wanted)) return null;
  return wanted === "en"
    ? null
    : `asks for ${LANGUAGE_WORDS[wanted]}, speaks ${contact.languages.join(", ")}`;
}

const LANGUAGE_WORDS: Readonly<Record<Language, string>> = {
  en: "English",
  es: "Spanish",
  de: "German",
  fr: "French",
  pt: "Portuguese",
  it: "Italian",
};

/** `-Daily X` refuses Daily X, Daily X Online and dailyx.com. */
function outletRule({ outlets }: Contact, name: readonly string[]): string | null {
  if (name.length === 0) return null;
  const refused = outlets.filter((each) => each.startsWith("-"));
  return refused.find((each) => isNameOf(outletWords(each.slice(1)), name)) ?? null;
}

function isNameOf(wanted: readonly string[], name: readonly string[]): boolean {
  if (wanted.length === 0) return false;
  return wanted.every((word, at) => name[at] === word) || wanted.join("") === name.join("");
}

/** A negative interest is met where its words stand, or where its very beat is what the query is about. */
const ABOUT = 0.5;
const SAID_OFTEN = 1.5;
const SURE = 0.8;

function isAbout(refused: Interest, asked: Asked): boolean {
  const phrase = refused.phrases.get(asked.reading.language) ?? [];
  const isSaid = asked.reading.passages.some(
    ({ kind, stems }) =>
      kind !== "not" && kind !== "terms" && phrase.length > 0 && holdsPhrase(stems, phrase),
  );
  if (isSaid) return true;
  return refused.beats.some(({ beat, sure }) => {
    const found = asked.beats.get(beat);
    if (found === undefined || sure < SURE || found.sum < SAID_OFTEN) return false;
    const isInTitle = asked.reading.passages[found.said.passage]?.kind === "title";
    return isInTitle || found.sum / asked.topSum >= ABOUT;
  });
}
