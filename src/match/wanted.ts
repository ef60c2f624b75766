/**
 * Who is asked for. A query names a field and then often wants somebody else than the expert of that field: a dietitian
 * and no cook, women who lived through it, shops with something to send.
 */
import { type BeatIndex, type Calling, singular } from "./beats.ts";
import { Phrases } from "./phrases.ts";
import type { Passage, Reading } from "./reading.ts";
import { WIDE_CALLINGS } from "./roles.ts";
import { words } from "./words.ts";

export interface Wanted {
  /** Callings asked for by name: any of them will do. */
  readonly callings: readonly Calling[];
  /** Wide callings: the domains their people work in, `doctor` -> health. */
  readonly domains: ReadonlySet<string>;
  /** `experts`, `professionals`, `consultants`: anybody of the field. */
  readonly anyExpert: boolean;
  /** `must be`, `only`: nobody else. */
  readonly isStrict: boolean;
  /** People with an experience instead of a profession. */
  readonly laypeople: boolean;
  /** And nobody else, whatever experts are named. */
  readonly laypeopleOnly: boolean;
  /** Goods to show, test or give away. */
  readonly products: boolean;
  /** Callings turned away: `no lawyers for now`. */
  readonly refused: readonly Calling[];
  /** Groups of which they must be, any will do: a bit each, as GROUPS orders them. 0 when anybody may answer. */
  readonly groups: number;
}

/** Anybody who knows the field. */
const ANY_EXPERT =
  /\b(?:experts?|specialists?|professionals?|pros?|consultants?|advis[eo]rs?|practitioners?|insiders?|authors?|researchers?|scientists?|academics?|professors?|scholars?|analysts?|phd|ph\.d|founders?|ceos?|executives?|operators?|owners?|leaders?|managers?|directors?|coaches|coach|teachers?|instructors?|guides?|veterans?|voices?|makers?|entrepreneurs?|companies|firms|agencies|people\s+who\s+(?:run|own|work|make|advise|study|know|treat|teach|help|sell|lead|build|manage|specialise|specialize|cover)|someone\s+(?:who\s+(?:can|understands|knows)|to\s+(?:talk|speak|explain|break|discuss|comment))|expertos?|especialistas?|propietarios|experten|fachleute|sp[ée]cialistes?|experts?|especialista)\b/i;

const STRICT =
  /\b(?:(?:must|needs?\s+to|has\s+to)(?:\s+be|\s+have|\s+hold|\s+own)?|only|required|no\s+others?|nobody\s+else|others\s+will\s+be|not\s+(?:answer|respond|reply)\s+otherwise|won['’]t\s+be\s+considered)\b/i;

/** Settles who may answer: `must be a psychologist`, `urologists only`. */
const NOBODY_ELSE =
  /\bmust\s+be\s+(?!licensed|available|able|based|located|ok|okay|willing|comfortable|in\b|from\b)|\bonly\b|\botherwise\b|\bno\s+others?\b|\bnobody\s+else\b/i;

/** A title that asks; any other may name somebody the story is about. */
const TITLE_ASKS =
  /\b(?:need(?:ed|s)?|seek(?:s|ing)?|looking|wanted|must|calling|experts?|interview|hear\s+from|tell\s+(?:me|us)|attention)\b|^[^a-z]*[A-Z]{4,}|^[\w\s/&,'-]{3,40}:|^[\w\s]{3,40}\bre:/i;

const PERSON = String.raw`(?:people|persons?|women|woman|men|man|moms?|mums?|mothers?|dads?|fathers?|parents?|couples?|famil(?:y|ies)|homeowners?|home\s?buyers?|buyers|renters?|tenants?|readers?|someone|somebody|anyone|individuals?|students?|graduates?|young\s+professionals|employees?|workers?|patients?|survivors?|seniors?|retirees?|millennials?|gen\s?z(?:ers)?|boomers?|travell?ers?|shoppers?|consumers?|customers?|singles?|teens?|teenagers?|kids|children|residents?|locals|commuters?|fans?|users?|folks|adults?|those|brides?|grooms?|newlyweds|twins|neighbou?rs|wives|husbands|widows?|grandparents|drivers|americans|brits)`;
/** What experts do; a person who does it is one. */
const EXPERTLY = String.raw`(?:can|could|will|would|might|have\s+expertise|has\s+expertise|with\s+expertise|specialis\w*|specializ\w*|stud(?:y|ies)|research\w*|treats?|teach\w*|coach\w*|advis\w*|understands?|knows?|helps?|runs?|owns?|manages?|leads?|practi[cs]es?|represents?|sells?|makes?|builds?|designs?|covers?|works?\s+(?:with|in|on|as|at)|expertise|experience\s+(?:in|with)|knowledge|insight|an?\s+understanding|prepares?|trains?|has\s+(?:run|written|led|built)|have\s+(?:run|written|led|built)|do\s+this|ship|write|coached|handled?|look(?:s|ing)?\s+after|cares?\s+for|keeps?|repairs?|mends?|fix(?:es)?|restores?|maintains?|conserves?|grows?|raises?|breeds?|farms?|produces?|writes|edits?|publish(?:es)?|records|installs?|operates?|hosts?|organi[sz]es?|brews?|bakes?|translates?|inspects?|audits?|suppl(?:y|ies)|imports?|exports?|delivers?|collects?|curates?|pours?|serves?)\b`;

/** `someone who visits new families` does it for a living; `someone who lives alone` does not. */
const AT_WORK = String.raw`(?<=\b(?:someone|somebody|anyone|person)\s+who\s+)(?!has|is|was|lives|suffers|feels|struggles|loves|wants|needs|thinks|uses|likes|hates|identifies|experiences|deals|gets|goes|keeps|does|always|never|still|once|believes|regrets|wishes|takes|makes|spends|drinks|smokes|eats|sleeps|rents|drives|commutes|travels)[a-z]{3,}s\b`;

/** `who treats women with migraine` asks for no such women. */
const UNTREATED = String.raw`(?<!\b(?:treat|help|advis|coach|teach|visit|see|support|represent|work\s+with|car(?:e|es|ing)\s+for|prepar|train|counsel|guid|serv)\w*\s+(?:\w+\s+){0,2}${PERSON})`;

const LAY: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:${PERSON})\b(?:\s+\w+){0,4}?\s+(?:who|whose|that)(?:['’]ve|['’]re|['’]s)?\s+(?!actually\b|${AT_WORK}|(?:\w+\s+){0,2}?${EXPERTLY})\w+`,
    "i",
  ),
  new RegExp(
    String.raw`\b(?:${PERSON})${UNTREATED}\s+(?:with\s+(?!expertise|experience\s+in|knowledge|insight|a\s+background|figures|data|numbers|skills?|credentials|(?:a\s+)?qualifications?|a\s+track)|living\s+with|aged?\s+\d|over\s+\d|under\s+\d|in\s+(?:their|your|his|her)\s)`,
    "i",
  ),
  /\b(?:real\s+(?:people|women|men|couples|families)|personal\s+(?:experience|stories|story|anecdotes?)|first[-\s]?hand|first[-\s]person\s+(?:accounts?|stor(?:y|ies)|essays?|experiences?)|lived\s+experience|share\s+(?:your|their)\s+(?:story|stories|experiences?)|tell\s+us\s+(?:your|about\s+your)|tell\s+me\s+about\s+your|your\s+(?:own\s+)?stor(?:y|ies)|stories\s+(?:from|about|of)|quotes?\s+from\s+(?:women|men|people|moms|parents)|case\s+stud(?:y|ies)\s+of)\b/i,
  /\b(?:casting|docu-?series\s+seeks|seeks?\s+(?:homeowners|families|couples|participants)|participants|volunteers\s+for\s+a\s+study|hobbyists|amateurs)\b/i,
];

/** Lay people and things whose names end like those of trades. */
const NO_TRADE = `(?:read|us|buy|rent|travell?|shopp?|consum|custom|commut|teenag|home-?own|neighbou?r|lett|pap|numb|answ|ord|disord|quart|suff(?:er)?|newcom|beginn|strang|oth|sist|broth|moth|fath|daught|partn|employ|work|memb|follow|lov|particip|volunte|view|subscrib|gam|visit|surviv|sen|vot|driv|boom|millenn|zoom|newslett|point|matt|comput|cent|serv|corn|cov|flow|pow|fact|sect|err|col|profess|holid|spons|bab|toddl|own)(?:ers?|ors?|iors?)`;
/** Somebody of a trade, whatever it is: `blenders`, `an upholsterer`. */
const OF_A_TRADE = new RegExp(
  String.raw`\b(?:looking\s+for|seek(?:ing|s)?|needs?|wants?|wanted|hear(?:ing)?\s+from|(?:speak|talk)(?:ing)?\s+(?:to|with)|interview(?:ing)?|ask(?:ing)?|after|quote|feature|connect\s+with|chat\s+with|profile)\s+(?:(?!${PERSON}\b|who\b|about\b|on\b|to\b)[\w'’-]+,?\s+){0,4}?(?!${NO_TRADE}\b)[a-z]{3,}(?:[^s]ers|ors|ists|ians|smiths|wrights|mongers)\b(?!\s+(?!who|that|with|in|from|of|or|and|at|to|on|for|whose)\w)`,
  "i",
);

/** Who nobody is by trade. `US residents only`, `women only` shut out no expert among them. */
const ROLE = String.raw`(?:patients|survivors|sufferers|parents|couples|families|homeowners|home\s?buyers|renters|tenants|customers|consumers|retirees|students|graduates|brides|grooms|newlyweds|widows|widowers|grandparents|siblings|commuters|shoppers)`;
/** Nobody but those who lived through it. `Must have been in practice`, `must have had training` ask for experts. */
const LAY_ONLY = new RegExp(
  String.raw`\b${ROLE}\s+only\b|\bmust\s+have\s+(?:lived\s+(?:in|with|through)|experienced|suffered|survived|given\s+birth)\b|\bmust\s+have\s+[^.!?\n]{1,40}\b(?:yourself|yourselves)\b|\b(?:real|ordinary)\s+people\s+(?:only|please)\b`,
  "i",
);

/** Questions put to the readers themselves, wherever they stand. */
const READERS =
  /\byou\b(?<=\b(?:have|did|do|are|were|what\s+(?:have|did)|which\s+\w+\s+are)\s+you)(?:(?<=have\s+you)\s+(?:ever|been|had|lost|tried|recently|quit|found|learn\w*)|(?<=did\s+you)|(?<=\bdo\s+you)\s+(?:have|live|suffer|own|know\s+someone)|(?<=are\s+you)\s+(?:an?|the|in|over|under|living|planning|quitting|going|finally)|(?<=were\s+you)|(?<=which\s+\w{1,30}\s+are\s+you))/i;

const PRODUCTS: readonly RegExp[] = [
  /\bgift\s+(?:guides?|ideas?|round-?\s?ups?|roundups?)\b/i,
  /\b(?:accepting|submit|submitting|send(?:ing)?(?:\s+(?:us|me|in|x?\d+))?(?:\s+\w+){0,3}|ship(?:\s+\w+){0,2}|provide)\s+(?:your\s+|full[-\s]size\s+|free\s+|sample\s+)?(?:products?|samples?|items?|sets)\b(?!\s+(?:(?:only\s+)?(?:if|when|unless|on\s+request)|clips?|work|writing|quotes?|questions?|pages?|recordings?|reels?|articles?|reports?|letters?|of\s+(?:your|their|past)\s+(?:\w+\s+)?(?:work|writing)))/i,
  /\bproducts?\s+(?:for\s+review|to\s+(?:feature|review|include|test|try)|submissions?|only|you\s+would\s+like|round-?\s?up|must|is\s+required|with\s+\d)\b/i,
  /\b(?:full[-\s]size\s+(?:product|sample)s?|samples?\s+(?:required|for\s+review)|product\s+(?:samples?|placement)|item\s+(?:that\s+)?you\s+would\s+like|to\s+feature\s+(?:your|different|one\s+of\s+their)|(?:shops|brands|products|items)\s+(?:to\s+(?:feature|include)|that\s+i\s+could\s+feature|or\s+brands)|reputable\s+(?:\w+\s+)?brands?|unboxing|try[-\s]on\s+hauls?|show(?:case)?\s+(?:one\s+of\s+)?their\s+items|fit\s+most\s+brands)\b/i,
];

/** Groups that say nothing about a trade, each by the words of its people. */
const GROUPS: readonly (readonly [RegExp, readonly string[]])[] = [
  ["latinx|latin[oa]s?|hispanics?", ["latinx", "latina", "latino", "hispanic", "latinos", "latinas"]],
  ["black|african[- ]american", ["black", "african"]],
  ["asian(?:[- ]american)?s?", ["asian"]],
  ["native[- ]american|indigenous", ["native", "indigenous", "tribal"]],
  ["lgbtq\\+?|queer|transgender|gay|lesbian", ["lgbtq", "queer", "trans", "transgender", "gay", "lesbian"]],
  ["muslims?|jewish", ["muslim", "jewish"]],
  ["females?|women|woman", ["women", "woman", "female", "womens"]],
  ["disabled", ["disabled", "disability", "accessibility"]],
].map(([words, own]) => [
  new RegExp(
    String.raw`\b(?:${words})(?:[\s-]+\w+){0,2}?\s+(?:people|persons?|folks|founders?|owners?|entrepreneurs?|ceos?|leaders?|executives?|chefs?|artists?|authors?|writers?|experts?|professionals?|scientists?|engineers?|farmers?|investors?|creators?|women|men)\b`,
    "i",
  ),
  own as string[],
]);

/** Most texts name none: found out without taking them to pieces. */
const NAMES_GROUP = new RegExp(GROUPS.flatMap(([, own]) => own).join("|"), "i");

/** Words after an ask within which the wanted person stands. */
const REACH = 16;
/** Where the wanted person ends and the wanted words begin. */
const ENDS = new Set(["to", "about", "regarding", "explain", "for", "discuss", "because"]);

export function readWanted(reading: Reading, beats: BeatIndex): Wanted {
  const asks = reading.passages.filter((passage) => isAsking(passage));
  const strict = asks.filter(
    (passage) =>
      passage.where === "requirements" && NOBODY_ELSE.test(passage.text) && namesSomebody(passage, beats),
  );
  const callings: Calling[] = [];
  const domains = new Set<string>();
  const notText = reading.passages.filter(({ kind }) => kind === "not");
  const refused = notText.flatMap((passage) =>
    beats.callings(passage.tokens.map((token) => token.word)).map(({ value }) => value),
  );
  const look = (passages: readonly Passage[]): void => {
    for (const passage of passages) {
      const own = wantedWords(passage).map(singular);
      callings.push(...beats.callings(own).flatMap(({ value }) => (refused.includes(value) ? [] : [value])));
      for (const within of wideCallings(own)) for (const domain of within) domains.add(domain);
    }
  };
  look(
    strict.length > 0 ? strict : asks.filter(({ kind, text }) => kind !== "title" || TITLE_ASKS.test(text)),
  );
  if (callings.length === 0 && domains.size === 0) look(asks);
  const text = asks.map((passage) => passage.text).join(" \n ");
  const everything = reading.passages
    .filter(({ kind }) => kind !== "not")
    .map((passage) => passage.text)
    .join(" \n ");
  return {
    callings: callings.filter((calling) => !isWide(calling)),
    domains,
    anyExpert:
      ANY_EXPERT.test(text) || OF_A_TRADE.test(text) || asks.some((passage) => namesField(passage, beats)),
    isStrict: asks.some((passage) => STRICT.test(passage.text)),
    laypeople: LAY.some((pattern) => pattern.test(text)) || READERS.test(everything),
    laypeopleOnly: LAY_ONLY.test(text),
    products: PRODUCTS.some((pattern) => pattern.test(everything)),
    groups: NAMES_GROUP.test(text) ? bitsOf(GROUPS.map(([pattern]) => pattern.test(text))) : 0,
    refused,
  };
}

/** The groups a text about somebody names him of, as bits. */
export function groupsOf(text: string): number {
  if (!NAMES_GROUP.test(text.replaceAll(".", ""))) return 0;
  const said = words(text);
  return bitsOf(GROUPS.map(([, own]) => own.some((word) => said.includes(word))));
}

function bitsOf(flags: readonly boolean[]): number {
  return flags.reduce((bits, flag, at) => bits | (flag ? 1 << at : 0), 0);
}

/** `must be a psychologist` settles it, whoever else the text mentions. */
function namesSomebody(passage: Passage, beats: BeatIndex): boolean {
  const own = wantedWords(passage).map(singular);
  return beats.callings(own).length > 0 || wideCallings(own).length > 0;
}

/** `search and rescue people` are of that field; `busy people` of none. */
function namesField({ tokens, stems }: Passage, beats: BeatIndex): boolean {
  const people = tokens.findIndex(({ word }) => word === "people" || word === "folks");
  if (people <= 0) return false;
  return beats
    .find(stems.slice(0, people), "en")
    .some(({ to, value }) => to === people && value.some(({ kind }) => kind === "name"));
}

function isAsking({ kind, where }: Passage): boolean {
  return kind === "ask" || kind === "title" || (where === "requirements" && kind !== "not");
}

/** In the text only the first words after the asking name the person; a title or a requirement is all about him. */
function wantedWords({ kind, where, tokens }: Passage): readonly string[] {
  const stems = tokens.map((token) => token.word);
  if (kind === "title" || where === "requirements") return stems;
  const end = tokens.findIndex(
    ({ word }, at) => at > 4 && ENDS.has(word) && at > firstAsk(tokens.map((token) => token.word)) + 2,
  );
  return stems.slice(0, end < 0 ? Math.max(REACH, 0) + firstAsk(tokens.map((token) => token.word)) : end);
}

const ASK_WORDS = new Set([
  "seeking",
  "looking",
  "need",
  "want",
  "like",
  "love",
  "hear",
  "speak",
  "interview",
  "interviewing",
  "asking",
  "after",
  "talk",
  "hoping",
  "seek",
  "buscamos",
  "suchen",
  "cherchons",
]);

function firstAsk(words: readonly string[]): number {
  return Math.max(
    0,
    words.findIndex((word) => ASK_WORDS.has(word)),
  );
}

/** The wide callings by their words; the same for every query. */
const wide = new Phrases<readonly string[]>();
for (const { names, domains } of WIDE_CALLINGS)
  for (const name of names) wide.at(name.split(" ").map(singular), () => domains);

/** Any doctor may answer for a `family doctor`; but a `property manager` is no manager of just anything. */
function isWide({ name }: Calling): boolean {
  const own = words(name).map(singular);
  return wide.find(own).some(({ value, from, to }) => value.length > 0 || to - from === own.length);
}

function wideCallings(own: readonly string[]): readonly string[][] {
  return wide.find(own).map(({ value }) => [...value]);
}
