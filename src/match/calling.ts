/** Whether a contact is who is asked for: his trade against the callings a query names. */
import type { BeatIndex } from "./beats.ts";
import type { Interests } from "./interests.ts";
import type { TraitRange, Traits } from "./pool.ts";
import type { Profile } from "./profile.ts";
import { numberOf, sourceOf } from "./uses.ts";
import type { Wanted } from "./wanted.ts";

/** Less than this of a trade is none. */
const OF_THE_TRADE = 0.3;
/** `Dr.` before a name makes a physician of him when one is asked for, though not of which field. */
const DOCTOR_WEIGHT = 0.6;

/** A judge of contacts for one query. */
export interface CallingJudge {
  /** Sets what it knows of a profile in `traits`, which is used again and again. */
  setTraits(profile: Profile, traits: Traits): void;
  /** Narrows what traits anybody can have. */
  narrow(range: TraitRange): void;
}

export function callingJudge(wanted: Wanted, beats: BeatIndex, interests: Interests): CallingJudge {
  const trades = tradesOf(wanted, beats);
  const trade = trades.reduce((bits, each) => bits | each, 0);
  const isNamed = wanted.callings.length > 0 || wanted.domains.size > 0;
  const isClosed = !wanted.anyExpert;
  const isLay = wanted.laypeople && isClosed;
  const isForLaypeople = wanted.laypeopleOnly || (isLay && !isNamed);
  const isRatherForLaypeople = wanted.laypeopleOnly || (isLay && wanted.callings.length === 0);
  const isHealth = wanted.domains.has("health");
  const setTraits = (profile: Profile, traits: Traits): void => {
    let calling = 0;
    let domain = profile.isDoctor && isHealth ? DOCTOR_WEIGHT : 0;
    let refusedCalling = 0;
    const count = (beat: number, sure: number): void => {
      const own = trades[beat] ?? 0;
      if (own === 0) return;
      if ((own & NAMED) !== 0) calling = Math.max(calling, sure);
      if ((own & IN_DOMAIN) !== 0) domain = Math.max(domain, sure);
      if ((own & REFUSED) !== 0) refusedCalling = Math.max(refusedCalling, sure);
    };
    if (trade !== 0) eachBeat(profile, interests, count);
    const isOther = isNamed && Math.max(calling, domain) < OF_THE_TRADE;
    traits.calling = calling;
    traits.domain = domain;
    traits.refusedCalling = refusedCalling;
    traits.otherCalling = Number(isOther);
    traits.onlyOtherCalling = Number(isOther && isClosed);
    traits.strictlyOther = Number(isOther && wanted.isStrict);
    traits.laypeople = Number(isForLaypeople);
    traits.someLaypeople = Number(isRatherForLaypeople);
    traits.products = Number(wanted.products);
    traits.identity = Number(wanted.groups !== 0 && (wanted.groups & profile.groups) === 0);
  };
  const narrow = ({ least, most }: TraitRange): void => {
    const canBe = (bit: number): number => Number((trade & bit) !== 0);
    most.calling = canBe(NAMED);
    most.domain = isHealth ? 1 : canBe(IN_DOMAIN);
    most.refusedCalling = canBe(REFUSED);
    most.otherCalling = Number(isNamed);
    most.onlyOtherCalling = Number(isNamed && isClosed);
    most.strictlyOther = Number(isNamed && wanted.isStrict);
    most.laypeople = least.laypeople = Number(isForLaypeople);
    most.someLaypeople = least.someLaypeople = Number(isRatherForLaypeople);
    most.products = least.products = Number(wanted.products);
    most.identity = Number(wanted.groups !== 0);
  };
  return { setTraits, narrow };
}

/** The beats he works in, and how surely: by interests, roles and organization. */
function eachBeat(
  { wants, organization }: Profile,
  { beatsFrom, beats, sures }: Interests,
  visit: (beat: number, sure: number) => void,
): void {
  for (const want of wants) {
    if (sourceOf(want) === "note") continue;
    const at = numberOf(want);
    for (let nth = beatsFrom.data[at] ?? 0; nth < (beatsFrom.data[at + 1] ?? 0); nth++)
      visit(beats.data[nth] ?? 0, sures.data[nth] ?? 0);
  }
  for (const { beat, sure } of organization) visit(beat, sure);
}

const NAMED = 1;
const IN_DOMAIN = 2;
const REFUSED = 4;

/** For each beat, what the query says about people who work in it: bits of the three above. */
function tradesOf(wanted: Wanted, { beats }: BeatIndex): Uint8Array {
  const trades = new Uint8Array(beats.length);
  const mark = (beat: number, bit: number): void => {
    trades[beat] = (trades[beat] ?? 0) | bit;
  };
  for (const calling of wanted.callings) for (const beat of calling.beats) mark(beat, NAMED);
  for (const calling of wanted.refused) {
    for (const beat of calling.beats) if (((trades[beat] ?? 0) & NAMED) === 0) mark(beat, REFUSED);
  }
  beats.forEach(({ domain }, beat) => {
    if (wanted.domains.has(domain)) mark(beat, IN_DOMAIN);
  });
  return trades;
}
