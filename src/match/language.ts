/** Which language a text is written in, by its small words; and the words that carry no subject. */
import type { Language } from "./words.ts";

const SMALL_WORDS: Readonly<Record<Language, string>> = {
  en: `a about above after again all also am an and any are as at be because been before being between both but by can could did do
does doing don down during each etc for from further get had has have having he her here hers him his how i if in into is it its just let
like ll m made make many may me might more most much must my no nor not now of off on once one only or other our out over own per
re s same she should so some such t than that the their them then there these they this those through to too two under until up us ve very
was we were what when where whether which while who whom whose why will with within without would yes you your yours`,
  es: `a al algo ante con como cual cuando de del desde donde dos el ella en entre es esta este esto fue ha han hasta hay la las le les lo
los mas me mi muy no nos o para pero poco por porque que quien se ser si sin sobre son su sus te tu un una uno unos y ya`,
  de: `aber als am an auch auf aus bei bin bis das dass dem den der des die doch du durch ein eine einem einen einer er es fur hat ich ihr im
in ist ja kann man mit nach nicht noch nun nur ob oder seit sich sie sind so uber um und uns unter vom von vor war was weil wenn wer wie
wir wird zu zum zur`,
  fr: `a au aux avec ce ces cette comme dans de des deux donc du elle en entre est et etre il ils je la le les leur leurs lui mais me meme
mes mon ne nos notre nous on ont ou par pas plus pour qu que quel quelle qui sa sans se ses si son sont sur ta te tu un une vos votre vous y`,
  pt: `a ao aos as ate com como da das de do dos e ela em entre era essa esse esta este eu foi ha isso isto ja la mais mas me mesmo muito na
nao nas no nos o os ou para pela pelo por porque quando que quem se sem ser seu seus so sobre sua suas tambem te tem um uma voce`,
  it: `a ad ai al alla anche che chi ci come con cui da dal dalla dei del della delle di dove e ed gli ha hanno i il in io la le lei li lo loro
ma me mi nei nel nella no noi non o per perche piu quando quanto questo se sei si sia sono su sua sul sulla suo ti tra tu un una uno`,
};

/**
 * What journalists write whatever their subject: worth little as evidence. English, as stems would be too coarse.
 */
const TRADE_WORDS = `able actually add additional address ahead almost already always amp analyst and another answer answers anyone anything
appropriate article articles ask asked asking author aspect available away based basic become begin best better big bio bonus brand brands brief
bring call called calls case change clear clients column com come comes comfortable coming comment comments common company consider
considered contact content contributor couple cover credential credentials credit current day days deadline describe description detail
details did different discuss early easy editor else email emails especially even ever every everyone everything exactly example
examples expert expertise experts explain explanation far fast favorite feature featured feel field fields find first five follow following
four friday full general give given gives go going good great group guest guide happen happened happy hard have headshot hear help helpful
helping helps hi hello high highly hope hoping idea ideal ideally ideas important include included includes including industry info
information inquiry insight insights instead interest interested interview interviews involved issue january february march april june
july august september october november december keep key kind know known large last later latest lead learn learned least leave less let
level link linkedin list little live local long look looking looks lot love main major making maybe mean means mention month months
monday morning name need needed needs new next nice note november number offer often ok old online open opinion options order others
outlet own page part particular particularly people per perhaps person personal perspective phone photo photos picture piece pitch
pitches place plan please plus point possible post practical prefer preferred preferably pretty previously probably problem problems
process professional professionals profile project provide public publication publish published put qualified query question questions quick
quote quoted quotes reach read reader readers ready real reason reasons recent recently recommend regarding related reply report reporter
reporting required respond response responses result right round said say saying says second section see seek seeking seen send sense
sent series serious set several share sharing short show side simple since single site small someone something sort source sources
speak speaking specialist specific start started still stories story subject submission submit such suggest suggestions sunday sure take
talk talking team tell text thank thanks thing things think third thought thoughts three thursday time times tip tips title today together
told tomorrow tonight top topic topics true try trying tuesday turn type understand update use used useful using usually various version via view
voice voices want wanted wants way ways website wednesday week weekly weeks welcome well went whole willing wish wonder word words work
working works world worth would write writer writing written wrong www year years yesterday yet zoom`;

const LANGUAGES = Object.keys(SMALL_WORDS) as Language[];
/** For each small word one bit a language, as LANGUAGES orders them. */
const small = new Map<string, number>();
LANGUAGES.forEach((language, at) => {
  for (const word of SMALL_WORDS[language].split(/\s+/)) small.set(word, (small.get(word) ?? 0) | (1 << at));
});
const trade = new Set(TRADE_WORDS.split(/\s+/));

/** Fewer small words than this say nothing. */
const LEAST_SMALL_WORDS = 3;

/** The language of a text by its folded words; English when in doubt. */
export function languageOf(words: Iterable<string>): Language {
  const counts = countSmall(words);
  let best: Language = "en";
  let most = Math.max(LEAST_SMALL_WORDS, counts[LANGUAGES.indexOf("en")] ?? 0);
  LANGUAGES.forEach((language, at) => {
    const count = counts[at] ?? 0;
    if (count > most) [best, most] = [language, count];
  });
  return best;
}

/** How many small words of each language, as LANGUAGES orders them. */
function countSmall(words: Iterable<string>): Uint32Array {
  const counts = new Uint32Array(LANGUAGES.length);
  for (const word of words) {
    const bits = small.get(word) ?? 0;
    for (let at = 0; bits >> at !== 0; at++) counts[at] = (counts[at] ?? 0) + ((bits >> at) & 1);
  }
  return counts;
}

export function isSmallWord(word: string, language: Language): boolean {
  return ((small.get(word) ?? 0) & (1 << LANGUAGES.indexOf(language))) !== 0;
}

export function isTradeWord(word: string): boolean {
  return trade.has(word);
}
