/** A query made comparable: its beats, its telling words, its place in the space. Made once a query. */
import type { BeatIndex, Cue } from "./beats.ts";
import { isSmallWord } from "./language.ts";
import { listedSpans } from "./lists.ts";
import type { PhraseHit } from "./phrases.ts";
import type { Passage, Reading } from "./reading.ts";
import { isRole } from "./roles.ts";
import { createSenses, driftOf, type Senses } from "./senses.ts";
import { type Space, spread, unit } from "./space.ts";
import { type Language, root } from "./words.ts";

/** What the query says about one beat. */
export interface BeatFound {
  /** Cue weights by passage weight, summed; 0 upward, 3 is a lot. */
  readonly sum: number;
  /** The same of what is said of it alone and not of one of its parts. */
  readonly own: number;
  /** Named in a list of what is wanted: one of several equals, not a side remark. */
  readonly isListed: boolean;
  /** How surely the query says the beat's very name, 0 to 1. */
  readonly named: number;
  /** The same of names whose place tells little: rare words, which few texts taught us, and phrases that no other beat claims. */
  readonly rare: number;
  /** Where it is said best: a passage's index and the words `from` up to but not including `to`. */
  readonly said: Said;
}

export interface Said {
  readonly passage: number;
  readonly from: number;
  readonly to: number;
}

/** For each beat, made once a query because every interest of the beat needs them. */
export interface BeatNumbers {
  /** How much is said of it, 0 to 1. */
  readonly said: Float32Array;
  /** How surely the query says its very name, 0 to 1. */
  readonly named: Float32Array;
  readonly rare: Float32Array;
  /** Its part of the query beside the largest, 0 to 1. */
  readonly share: Float32Array;
  /** The part of its nearest relatives, 0 to 1. */
  readonly kin: Float32Array;
}

export interface SalientWord {
  readonly word: string;
  readonly stem: string;
  readonly root: string;
  readonly row: number;
  readonly weight: number;
}

export interface Asked {
  readonly reading: Reading;
  /** The phrases of the beat list in each passage; none in those that say nothing about the subject. */
  readonly hits: readonly (readonly PhraseHit<readonly Cue[]>[])[];
  /** Beats with at least one cue, by their number. */
  readonly beats: ReadonlyMap<number, BeatFound>;
  /** The largest sum of all beats; at least a small one, so that it can divide. */
  readonly topSum: number;
  readonly numbers: BeatNumbers;
  /** The stems of its words, each with whether it stands in the title. */
  readonly words: ReadonlyMap<string, boolean>;
  /** The most telling words, best first. */
  readonly salient: readonly SalientWord[];
  readonly place: Float32Array | null;
  /** Mean and deviation of the query's closeness to all beats: what a closeness must exceed to mean something. */
  readonly usual: { readonly mean: number; readonly deviation: number };
  readonly senses: Senses;
  /** For each beat, how many of the telling words lie near it, in deviations. */
  readonly leaning: Float32Array;
  /** For each beat, its cosine with the whole query. */
  readonly near: Float32Array;
}

const MOST_SALIENT = 24;
const LEAST_SALIENT = 0.3;
/** A cue said again says a little more, up to three times. */
const REPEAT_WEIGHT = 0.2;
const MOST_REPEATS = 3;
/** A cue in a list of wanted people or things counts as much as this at least, however common a word it is. */
const LISTED_WEIGHT = 0.8;
/** A phrase that several beats claim goes to those that have other evidence; the rest keep this share. */
const LONELY_SHARE = 0.35;
/** A word this telling is rare, or has no place at all. */
export const RARE = 0.95;
/** What the first half of a hyphened noun says of its own subject. */
const MODIFIER_SHARE = 0.4;
/** What `founders` says of founding when it is founders of something that are asked. */
const ROLE_SHARE = 0.3;
/** Second halves that are about the first. */
const SUBJECT_FIRST =
  /(?:ed|en|ing|less)$|^(?:free|friendly|like|related|based|specific|first|led|only|focused|savvy|prone|safe|curious|conscious|heavy|induced|loss|care|related)$/;
/** One word alone that is no name of its subject may be a figure of speech or a side remark, wherever the query lies. */
const LONE_SHARE = 0.6;
/** Less than this is a side remark, whatever backs it. A sum of cues. */
const LEAST_LONE = 0.1;
/** The least that counts as the query's main beat. */
const LEAST_TOP = 1;

export function askedOf(reading: Reading, space: Space, beats: BeatIndex): Asked {
  const salient = salientIn(reading.passages);
  const drift = driftOf(reading.passages, space);
  const place = unit(drift.sum);
  const near = place === null ? new Float32Array(beats.beats.length) : beats.closeness(place);
  const usual = spread(near);
  const senses = createSenses(reading.passages, drift, space, usual);
  const hits = reading.passages.map(({ stems, weight, tokens }) =>
    weight === 0
      ? []
      : beats.find(stems, reading.language).filter((hit) => !isSmall(hit, tokens, reading.language)),
  );
  const found = beatsIn(reading, hits, beats, senses);
  const topSum = Math.max(LEAST_TOP, ...[...found.values()].map(({ sum }) => sum));
  return {
    reading,
    hits,
    beats: found,
    topSum,
    numbers: numbersOf(found, topSum, beats),
    words: wordsIn(reading.passages),
    salient,
    place,
    usual,
    senses,
    leaning: leaningOf(salient, beats),
    near,
  };
}

/** Stems are coarse: the Spanish for `how` has that of the one for eating. */
function isSmall({ from, to }: PhraseHit<unknown>, tokens: Passage["tokens"], language: Language): boolean {
  return to - from === 1 && isSmallWord(tokens[from]?.word ?? "", language);
}

/** A sum of cues after which more adds little. */
const ENOUGH = 2;
/** A beat named in a list of equals is no side remark, however much is said of another. */
const LISTED_SHARE = 0.6;
/** How much a relative of a beat says about it: the wider beat, a part of it, another part of the same. */
const WIDER = 0.6;
const PART = 0.8;
const SISTER = 0.3;

/** 0 to 1, for a sum of cue weights. */
export function saturated(sum: number): number {
  return 1 - Math.exp(-sum / ENOUGH);
}

function numbersOf(
  found: ReadonlyMap<number, BeatFound>,
  topSum: number,
  { beats, parents, parts }: BeatIndex,
): BeatNumbers {
  const said = new Float32Array(beats.length);
  const named = new Float32Array(beats.length);
  const rare = new Float32Array(beats.length);
  const share = new Float32Array(beats.length);
  const kin = new Float32Array(beats.length);
  const relate = (beat: number, value: number): void => {
    if (value > (kin[beat] ?? 0)) kin[beat] = value;
  };
  for (const [beat, { sum, own, isListed, ...names }] of found) {
    said[beat] = saturated(sum);
    named[beat] = names.named;
    rare[beat] = names.rare;
    share[beat] = Math.max(sum / topSum, isListed ? LISTED_SHARE : 0);
    const parent = parents[beat] ?? -1;
    if (parent >= 0) relate(parent, (PART * sum) / topSum);
    for (const part of parts[beat] ?? []) relate(part, (WIDER * own) / topSum);
    for (const sister of parts[parent] ?? []) if (sister !== beat) relate(sister, (SISTER * sum) / topSum);
  }
  return { said, named, rare, share, kin };
}

interface Lone {
  readonly stem: string;
  /** 0 to 1, how telling. */
  readonly weight: number;
}

interface CueFound {
  readonly beat: number;
  readonly isContested: boolean;
  readonly isOfPart: boolean;
  /** The word of a cue of one word. */
  readonly alone: Lone | null;
  /** How surely it is the beat's very name, 0 to 1. */
  readonly named: number;
  said: Said;
  best: number;
  repeats: number;
  isListed: boolean;
}

function beatsIn(
  { passages }: Reading,
  hits: Asked["hits"],
  beats: BeatIndex,
  senses: Senses,
): Map<number, BeatFound> {
  const byPhrase = new Map<readonly Cue[], readonly CueFound[]>();
  passages.forEach((passage, at) => {
    if (passage.weight === 0) return;
    const listed = listedSpans(passage);
    for (const { from, to, value: said } of hits[at] ?? []) {
      const isOfPerson = isRole(passage, from, to);
      const isListed = !isOfPerson && listed.some((span) => from >= span.from && to <= span.to);
      const own = { passage, at, from, to, isListed, isOfPerson };
      const known = byPhrase.get(said);
      if (known === undefined)
        byPhrase.set(
          said,
          said.map((cue) => cueFound(cue, own, beats)),
        );
      else for (const [nth, cue] of known.entries()) note(cue, said[nth], own, beats);
    }
  });
  const cues = [...byPhrase.values()].flat();
  const found = summed(cues);
  for (const [beat, word] of loneWords(cues)) {
    const known = found.get(beat);
    if (known === undefined || known.sum < LEAST_LONE) continue;
    const backing = senses.backing(word, beats.place(beat));
    const share = known.named > 0 ? 1 : LONE_SHARE;
    found.set(beat, {
      ...known,
      sum: known.sum * backing * share,
      own: known.own * backing * share,
      named: known.named * backing,
      rare: known.rare * backing,
    });
  }
  return found;
}

/** In `sleeping-car attendants` the first word only tells which car; in `sleep-deprived parents` it is the subject. */
function isModifier({ text, tokens }: Passage, at: number): boolean {
  const next = tokens[at + 1];
  if (next === undefined || text.slice(tokens[at]?.end, next.start) !== "-") return false;
  return !SUBJECT_FIRST.test(next.word);
}

/** Beats that one word alone speaks for. */
function loneWords(cues: Iterable<CueFound>): Map<number, Lone> {
  const lone = new Map<number, Lone>();
  const others = new Set<number>();
  for (const { beat, alone, isListed } of cues) {
    if (alone === null || isListed || lone.has(beat)) others.add(beat);
    else lone.set(beat, alone);
  }
  for (const beat of others) lone.delete(beat);
  return lone;
}

/** Where a phrase of the beat list stands. */
interface Spot {
  readonly passage: Passage;
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly isListed: boolean;
  /** Says what kind of person is asked, and little of the subject. */
  readonly isOfPerson: boolean;
}

function cueFound(cue: Cue, spot: Spot, beats: BeatIndex): CueFound {
  const { passage, at, from, to, isListed } = spot;
  const { best, named } = worth(cue, spot, beats);
  const alone =
    to - from === 1 ? { stem: passage.stems[from] ?? "", weight: passage.telling[from] ?? 0 } : null;
  return {
    beat: cue.beat,
    alone,
    named,
    isContested: cue.isContested,
    isOfPart: cue.isOfPart,
    said: { passage: at, from, to },
    best,
    repeats: 0,
    isListed,
  };
}

/** How much a phrase says of a beat where it stands, and how surely it is its very name. */
function worth(
  cue: Cue,
  { passage, from, to, isListed, isOfPerson }: Spot,
  beats: BeatIndex,
): { best: number; named: number } {
  const isAlone = to - from === 1;
  const share = (isAlone && isModifier(passage, from) ? MODIFIER_SHARE : 1) * (isOfPerson ? ROLE_SHARE : 1);
  const weight = cue.weight * (isAlone ? beats.agreement(cue, passage.tokens[from]?.word ?? "") : 1);
  return {
    best: passage.weight * share * (isListed ? Math.max(weight, LISTED_WEIGHT) : weight),
    named: cue.kind === "name" ? weight * share : 0,
  };
}

/** The same phrase once more. */
function note(known: CueFound, cue: Cue | undefined, spot: Spot, beats: BeatIndex): void {
  if (cue === undefined) return;
  const { best } = worth(cue, spot, beats);
  if (best > known.best)
    [known.best, known.said] = [best, { passage: spot.at, from: spot.from, to: spot.to }];
  known.repeats++;
  known.isListed ||= spot.isListed;
}

function summed(cues: readonly CueFound[]): Map<number, BeatFound> {
  const own = new Map<number, number>();
  for (const cue of cues) if (!cue.isContested) own.set(cue.beat, (own.get(cue.beat) ?? 0) + cueValue(cue));
  const most = Math.max(0, ...own.values());
  const found = new Map<number, BeatFound>();
  const best = new Map<number, number>();
  for (const cue of cues) {
    const backing = most === 0 ? 1 : Math.min(1, LONELY_SHARE + (own.get(cue.beat) ?? 0) / most);
    const known = found.get(cue.beat);
    const isBest = cue.best > (best.get(cue.beat) ?? 0);
    if (isBest) best.set(cue.beat, cue.best);
    const value = cueValue(cue) * (cue.isContested ? backing : 1);
    found.set(cue.beat, {
      sum: (known?.sum ?? 0) + value,
      own: (known?.own ?? 0) + (cue.isOfPart ? 0 : value),
      isListed: (known?.isListed ?? false) || cue.isListed,
      named: Math.max(known?.named ?? 0, cue.named),
      rare: Math.max(
        known?.rare ?? 0,
        (cue.alone === null ? !cue.isContested : cue.alone.weight >= RARE) ? cue.named : 0,
      ),
      said: known === undefined || isBest ? cue.said : known.said,
    });
  }
  return found;
}

function cueValue({ best, repeats }: CueFound): number {
  return best * (1 + REPEAT_WEIGHT * Math.min(repeats, MOST_REPEATS));
}

function wordsIn(passages: readonly Passage[]): Map<string, boolean> {
  const found = new Map<string, boolean>();
  for (const { stems, weight, kind } of passages) {
    if (weight === 0) continue;
    for (const stem of stems) if (kind === "title" || !found.has(stem)) found.set(stem, kind === "title");
  }
  return found;
}

function salientIn(passages: readonly Passage[]): SalientWord[] {
  const best = new Map<string, Omit<SalientWord, "root">>();
  for (const { weight: own, tokens, telling, stems, rows } of passages) {
    if (own === 0) continue;
    for (let at = 0; at < tokens.length; at++) {
      const weight = (telling[at] ?? 0) * own;
      const word = tokens[at]?.word ?? "";
      if (weight < LEAST_SALIENT || weight <= (best.get(word)?.weight ?? 0)) continue;
      best.set(word, { word, stem: stems[at] ?? word, row: rows[at] ?? -1, weight });
    }
  }
  const telling = [...best.values()].sort((one, other) => other.weight - one.weight).slice(0, MOST_SALIENT);
  return telling.map((each) => ({ ...each, root: root(each.stem) }));
}

function leaningOf(salient: readonly SalientWord[], beats: BeatIndex): Float32Array {
  const sum = new Float32Array(beats.beats.length);
  for (const { row, weight } of salient) {
    const { beats: leant, excess } = beats.leanings(row);
    for (let at = 0; at < leant.length; at++) {
      const beat = leant[at] ?? 0;
      sum[beat] = (sum[beat] ?? 0) + (excess[at] ?? 0) * weight;
    }
  }
  const { mean, deviation } = spread(sum);
  return deviations(sum, mean, deviation);
}

function deviations(values: Float32Array, mean: number, deviation: number): Float32Array {
  const made = new Float32Array(values.length);
  for (let at = 0; at < values.length; at++) made[at] = ((values[at] ?? 0) - mean) / deviation;
  return made;
}
