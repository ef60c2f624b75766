/**
 * Invented people for timing: two to five interests each, the subjects of the beat list by their names and cues, some
 * asked for by many and most by few, often narrowed to a kind of people, a place or a second subject, as real lists do.
 * The same size gives the same people.
 */
const NARROWED = [
  (one) => `${one} for small firms`,
  (one) => `${one} for families`,
  (one) => `${one} for beginners`,
  (one) => `${one} in schools`,
  (one) => `${one} at work`,
  (one) => `${one} in the Midwest`,
  (one) => `history of ${one}`,
  (one) => `economics of ${one}`,
  (one) => `sustainable ${one}`,
  (one) => `women in ${one}`,
  (one) => `rural ${one}`,
  (one) => `${one} law`,
];
const TRADES = ["Studio", "Partners", "Institute", "& Daughters", "Labs", "University"];
const REGIONS = ["US", "UK", "Texas", "Canada", "California", "Australia"];
/** Of names and cues, how many stand before one that is half as common. */
const HALF_AS_COMMON = 900;

/** @returns contacts as contacts.json has them. */
export function crowd(size, beats) {
  const random = lcg(size);
  const phrases = shuffled(
    beats.flatMap(({ name, also, cues }) => [name, ...also, ...cues]),
    random,
  );
  const pick = (list) => list[Math.floor(random() * list.length)];
  const subject = () => {
    const rank = Math.floor(-HALF_AS_COMMON * Math.log2(1 - random()));
    return phrases[rank % phrases.length];
  };
  const interest = () => {
    const kind = random();
    if (kind < 0.55) return subject();
    return kind < 0.85 ? pick(NARROWED)(subject()) : `${subject()} and ${subject()}`;
  };
  return Array.from({ length: size }, (_, at) => ({
    id: `p${at}`,
    name: random() < 0.1 ? `Dr. P. ${at}` : `P. ${at}`,
    organization: random() < 0.5 ? `Org ${at} ${pick(TRADES)}` : null,
    interests: [
      ...Array.from({ length: 2 + Math.floor(random() * 4) }, interest),
      ...(random() < 0.1 ? [`-${subject()}`] : []),
    ],
    roles: random() < 0.2 ? [pick(beats).who[0] ?? "adviser"].map((who) => who.replace("!", "")) : [],
    regions: random() < 0.3 ? [pick(REGIONS)] : [],
    notes: random() < 0.2 ? `Met at a fair, knows ${subject()}` : null,
  }));
}

function shuffled(list, random) {
  return list
    .map((value) => ({ value, order: random() }))
    .sort((one, other) => one.order - other.order)
    .map(({ value }) => value);
}

function lcg(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
