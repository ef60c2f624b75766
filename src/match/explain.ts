/** The evidence of a match in words a friend would use, from the very numbers that decided. */
import type { Asked, Said } from "./asked.ts";
import type { BeatIndex } from "./beats.ts";
import type { Fit, Sight } from "./fit.ts";
import type { BeatMeant } from "./interest.ts";
import type { Interests } from "./interests.ts";
import type { Evidence, Match } from "./match.ts";
import type { Source } from "./pool.ts";
import type { Profile, Want } from "./profile.ts";
import type { Passage } from "./reading.ts";

/** Cues of one beat this near to each other are quoted as one phrase. Words. */
const SAME_PHRASE = 3;
/** A nearest word less alike than this explains nothing. */
const LEAST_ALIKE = 0.3;

/** So many reasons are enough for anybody. */
const MOST_REASONS = 3;
/** A further reason must stand there word for word, or add at least this part of what the best adds. */
const WORTH_SAYING = 0.08;
/** Of a note the query's main subject is the note's own, by this part of it at least; of an interest it is not. */
const NOTED = 0.3;
const STRETCHED = 0.35;
/** Another part of the same wider beat, when nothing else is said, and no less. */
const LEAST_STRETCH = 0.25;

/** One interest of a contact that met the query. */
export interface Found extends Want {
  readonly fit: Fit;
  /** What it adds to the contact's score. */
  readonly mass: number;
}

export type Explain = (
  profile: Profile,
  found: readonly Found[],
  score: number,
  heldBack: readonly string[],
) => Match;

/** Evidence is worked out once an interest, however many people have it. */
export function createExplainer(sight: Sight, beats: BeatIndex): Explain {
  const { asked, interests, weights } = sight;
  const known = new Map<number, Said | null>();
  const evidence = ({ interest, source, fit }: Found): Evidence | null => {
    const said = known.has(interest) ? (known.get(interest) ?? null) : saidOf(interest, fit, sight);
    known.set(interest, said);
    return said === null ? null : evidenceOf(interest, source, fit, said, sight);
  };
  return (profile, found, score, heldBack) => {
    const least = (found[0]?.mass ?? 0) * WORTH_SAYING;
    const reasons = found
      .filter(({ mass, fit }) => mass >= least || fit.at >= 0)
      .slice(0, MOST_REASONS)
      .flatMap((each) => evidence(each) ?? []);
    const zone = score >= weights.proposeAt ? "propose" : score >= weights.maybeAt ? "maybe" : "silent";
    const isProposed = zone === "propose" && heldBack.length === 0;
    return {
      contactId: profile.contact.id,
      score,
      proposed: isProposed,
      zone,
      evidence: reasons,
      because: reasons.map(inWords),
      heldBack,
      stretch:
        isProposed || heldBack.length > 0 || found[0] === undefined
          ? null
          : stretchOf(found[0], asked, interests, beats),
    };
  };
}

/** `small rooms > tiny homes > "lives on a barge" (your note)`: how a far match hangs together; null for a plain weak one. */
function stretchOf(
  { interest, source, fit }: Found,
  asked: Asked,
  interests: Interests,
  beats: BeatIndex,
): string | null {
  const isNote = source === "note";
  const { main, near } = fit.features;
  if (isNote ? main < NOTED : main >= STRETCHED || near < LEAST_STRETCH) return null;
  const beat = isNote ? fit.beat : relativeOf(interests.beatsOf(interest), asked, beats);
  const name = beats.beats[beat]?.name;
  const said = beatSaid(beat, asked);
  const passage = said === null ? undefined : asked.reading.passages[said.passage];
  if (name === undefined || said === null || passage === undefined) return null;
  const text = interests.texts[interest] ?? "";
  return `${quoted(passage, said)} > ${name} > ${isNote ? `"${text.replaceAll('"', "")}" (your note)` : text}`;
}

/** The query's largest beat that is a relative of one of the interest's. */
function relativeOf(meant: readonly BeatMeant[], asked: Asked, beats: BeatIndex): number {
  let best = -1;
  let most = 0;
  for (const [beat, { sum }] of asked.beats) {
    const isKin = meant.some(({ beat: own }) => own !== beat && areKin(own, beat, beats));
    if (isKin && sum > most) [best, most] = [beat, sum];
  }
  return best;
}

function areKin(one: number, other: number, { parents }: BeatIndex): boolean {
  return (
    parents[one] === other ||
    parents[other] === one ||
    (parents[one] !== -1 && parents[one] === parents[other])
  );
}

/** Where the words stand on which an interest met the query; null when none can be pointed at. */
function saidOf(interest: number, fit: Fit, sight: Sight): Said | null {
  if (fit.at >= 0) return literalSaid(interest, fit.at, sight);
  return beatSaid(fit.beat, sight.asked) ?? wordSaid(interest, sight);
}

function evidenceOf(
  interest: number,
  source: Source,
  fit: Fit,
  said: Said,
  { asked, interests }: Sight,
): Evidence | null {
  const passage = asked.reading.passages[said.passage];
  if (passage === undefined) return null;
  const text = interests.texts[interest] ?? "";
  const isLiteral = fit.at >= 0 && said.to - said.from <= interests.wordsOf(interest).length + 2;
  return {
    interest: text,
    words: isLiteral ? text : quoted(passage, said),
    where: source === "interest" ? passage.where : "note",
    isPrivate: source === "note",
  };
}

/** `baking (summary)`, `remote work = "team spread over four time zones" (query)`, `"no office since 2019" (your note)`. */
function inWords({ interest, words, where, isPrivate }: Evidence): string {
  if (isPrivate) return `"${interest.replaceAll('"', "")}" (your note)`;
  return words === interest ? `${interest} (${where})` : `${interest} = "${words}" (${where})`;
}

function quoted({ text, tokens }: Passage, { from, to }: Said): string {
  const start = tokens[from]?.start ?? 0;
  const end = tokens[to - 1]?.end ?? start;
  return text.slice(start, end).replace(/\s+/g, " ");
}

function literalSaid(interest: number, at: number, { asked, interests }: Sight): Said | null {
  const stems = asked.reading.passages[at]?.stems ?? [];
  const places = interests
    .stemsOf(interest)
    .map((stem) => stems.indexOf(stem))
    .filter((place) => place >= 0);
  if (places.length === 0) return { passage: at, from: 0, to: 1 };
  return { passage: at, from: Math.min(...places), to: Math.max(...places) + 1 };
}

function beatSaid(beat: number, asked: Asked): Said | null {
  const said = asked.beats.get(beat)?.said;
  const passage = said === undefined ? undefined : asked.reading.passages[said.passage];
  if (said === undefined || passage === undefined) return null;
  let { from, to } = said;
  for (const hit of asked.hits[said.passage] ?? []) {
    if (!hit.value.some((cue) => cue.beat === beat)) continue;
    if (hit.from >= to && hit.from - to <= SAME_PHRASE && isOnePhrase(passage, to, hit.from)) to = hit.to;
    if (hit.to <= from && from - hit.to <= SAME_PHRASE && isOnePhrase(passage, hit.to, from)) from = hit.from;
  }
  return { passage: said.passage, from, to };
}

/** No comma or other break between two words. */
function isOnePhrase({ text, tokens }: Passage, from: number, to: number): boolean {
  return !/[^\p{L}\p{N}\s'’-]/u.test(text.slice(tokens[from - 1]?.end ?? 0, tokens[to]?.start ?? 0));
}

/** The word of the query that comes nearest to the interest. */
function wordSaid(interest: number, { asked, interests, heard }: Sight): Said | null {
  const [best] = Array.from(interests.wordsOf(interest), (word) => heard.nearest(word))
    .filter(({ near }) => near > LEAST_ALIKE)
    .sort((one, other) => other.near - one.near || one.salient - other.salient);
  const nearest = asked.salient[best?.salient ?? -1]?.word;
  if (nearest === undefined) return null;
  const passage = asked.reading.passages.findIndex(
    ({ tokens, weight }) => weight > 0 && tokens.some(({ word }) => word === nearest),
  );
  const from = asked.reading.passages[passage]?.tokens.findIndex(({ word }) => word === nearest) ?? -1;
  return from < 0 ? null : { passage, from, to: from + 1 };
}
