/**
 * Dates and clocks in German, French, Spanish, Italian, Dutch and Portuguese, made English: the reader of deadlines
 * knows one language.
 */
import type { Zone } from "../time.ts";

type Language = "de" | "fr" | "es" | "it" | "nl" | "pt";

/** What a clock without a zone means in a language; of several countries the one whose hour comes first. */
const ZONES: Readonly<Record<Language, Zone>> = {
  de: "Europe/Berlin",
  fr: "Europe/Paris",
  es: "Europe/Madrid",
  it: "Europe/Rome",
  nl: "Europe/Amsterdam",
  pt: "Europe/Lisbon",
};

const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);
const DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" ");

/** Monday to Sunday, then January to December, in small letters; `=` where English has the same word. */
const NAMES: Readonly<Record<Language, string>> = {
  de: "montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz = mai juni juli = = oktober = dezember",
  fr: "lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
  es: "lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
  it: "lunedì martedì mercoledì giovedì venerdì sabato domenica gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
  nl: "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart = mei juni juli augustus = oktober = =",
  pt: "segunda terça quarta quinta sexta sábado domingo janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
};

/** Other words that name a time; the longer first. */
const WORDS: Readonly<Record<Language, readonly (readonly [string, string])[]>> = {
  de: [
    ["ende (?:der|dieser|diese) woche", "end of the week"],
    ["ende des monats|monatsende", "end of the month"],
    ["nächste[rn]? woche", "next week"],
    ["übermorgen", "the day after tomorrow"],
    ["heute", "today"],
    ["morgen", "tomorrow"],
    ["mittags?", "noon"],
    ["mitternacht", "midnight"],
    ["jänner", "January"],
    ["sonnabend", "Saturday"],
  ],
  fr: [
    ["(?:la )?fin (?:de (?:la|cette) )?semaine", "end of the week"],
    ["(?:la )?fin (?:du|de ce) mois", "end of the month"],
    ["la semaine prochaine", "next week"],
    ["après-demain", "the day after tomorrow"],
    ["aujourd['’]hui|ce soir", "today"],
    ["demain", "tomorrow"],
    ["midi", "noon"],
    ["minuit", "midnight"],
    ["fevrier", "February"],
    ["aout", "August"],
    ["decembre", "December"],
  ],
  es: [
    ["(?:el )?fin de (?:la |esta )?semana|finales de (?:la |esta )?semana", "end of the week"],
    ["(?:el )?fin de mes|finales de mes", "end of the month"],
    ["la (?:próxima semana|semana que viene)", "next week"],
    ["pasado mañana", "the day after tomorrow"],
    ["hoy", "today"],
    ["mañana", "tomorrow"],
    ["mediodía", "noon"],
    ["medianoche", "midnight"],
    ["setiembre", "September"],
  ],
  it: [
    ["(?:la )?fine (?:della |di questa )?settimana", "end of the week"],
    ["(?:la )?fine (?:del )?mese", "end of the month"],
    ["la (?:prossima settimana|settimana prossima)", "next week"],
    ["dopodomani", "the day after tomorrow"],
    ["oggi|stasera", "today"],
    ["domani", "tomorrow"],
    ["mezzogiorno", "noon"],
    ["mezzanotte", "midnight"],
  ],
  nl: [
    ["(?:het )?einde van de week", "end of the week"],
    ["(?:het )?einde van de maand", "end of the month"],
    ["volgende week", "next week"],
    ["overmorgen", "the day after tomorrow"],
    ["vandaag|vanavond", "today"],
    ["morgen", "tomorrow"],
    ["middernacht", "midnight"],
  ],
  pt: [
    ["(?:o )?(?:fim|final) da semana", "end of the week"],
    ["(?:o )?(?:fim|final) do mês", "end of the month"],
    ["a próxima semana", "next week"],
    ["depois de amanhã", "the day after tomorrow"],
    ["hoje", "today"],
    ["amanhã", "tomorrow"],
    ["meio-dia", "noon"],
    ["meia-noite", "midnight"],
  ],
};

/** Words between the parts of a date, and what clocks are printed with. */
const BETWEEN =
  /(?<![\p{L}\p{N}'’])(?:le|la|el|il|lo|los|las|den|dem|der|am|um|gegen|bis|spätestens|vers|à|avant|a|de|del|di|do|da|das|às|as|os|op|om|voor|alle|ore|entro|antes|ante|hasta|até|jusqu['’]à|jusqu['’]au|dia|día|feira|uiterlijk|abends?|soir|noche|sera|avond|noite|h|hrs)(?![\p{L}\p{N}])\.?|d['’]ici|-feira/giu;
const HOUR =
  /(?<![\d:.,])(\d{1,2})(?:\s?[:.h]\s?(\d{2}))?\s?(?:uhr|uur|horas|heures|h)(?:\s?(\d{2})(?!\d))?(?!\p{L})/giu;
const POINTED_HOUR = /(?<=\b(?:um|om|alle|ore|às)\s)(\d{1,2})[.,](\d{2})(?!\d)/giu;
/** `alle ore 12`: without its minutes it would pass for a year or a day. */
const BARE_HOUR = /(?<=(?<!\p{L})(?:um|à|alle|ore|às|om|las)\s)(\d{1,2})(?![\d:]|\.\s?\p{L}|\s\p{L}{3,})/giu;

interface Entry {
  readonly language: Language;
  /** Alternatives, as a pattern writes them. */
  readonly words: string;
  readonly pattern: RegExp;
  readonly english: string;
}

const ENTRIES: readonly Entry[] = (Object.keys(NAMES) as Language[]).flatMap((language) => [
  ...WORDS[language].map(([words, english]) => entry(language, words, english)),
  ...NAMES[language]
    .split(" ")
    .flatMap((name, at) => (name === "=" ? [] : [entry(language, name, [...DAYS, ...MONTHS][at] ?? "")])),
]);

function entry(language: Language, words: string, english: string): Entry {
  return { language, words, english, pattern: new RegExp(whole(words), "giu") };
}

function whole(words: string): string {
  return `(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`;
}

/** One look for any of them. */
const ANY = new RegExp(whole([...ENTRIES.map(({ words }) => words), "uhr", "uur"].join("|")), "iu");

export interface English {
  readonly words: string;
  /** What a clock printed without a zone means in that language. */
  readonly zone: Zone;
}

/** Null for words that are English, or of a language we do not know. */
export function inEnglish(printed: string): English | null {
  if (!ANY.test(printed)) return null;
  const language = languageOf(printed);
  const words = ENTRIES.filter((each) => each.language === language).reduce(
    (text, { pattern, english }) => text.replace(pattern, ` ${english} `),
    printed.replace(POINTED_HOUR, "$1:$2").replace(HOUR, clock).replace(BARE_HOUR, "$1:00"),
  );
  return {
    words: words
      .replace(BETWEEN, " ")
      .replace(/(\d)(?:er|º|ª|\.)(?=\s)/giu, "$1")
      .replace(/\s+/g, " ")
      .trim(),
    zone: ZONES[language],
  };
}

function clock(_whole: string, hour: string, minute?: string, behind?: string): string {
  return `${hour}:${minute ?? behind ?? "00"}`;
}

/** The one most of whose words are there: `mai`, `morgen` and `agosto` are words of two. */
function languageOf(printed: string): Language {
  const counts = new Map<Language, number>(
    /uhr/i.test(printed) ? [["de", 1]] : /uur/i.test(printed) ? [["nl", 1]] : [],
  );
  for (const { language, pattern } of ENTRIES) {
    const found = printed.match(pattern)?.length ?? 0;
    if (found > 0) counts.set(language, (counts.get(language) ?? 0) + found);
  }
  return [...counts].sort((one, other) => other[1] - one[1])[0]?.[0] ?? "de";
}

/** Names of days and months and words for them, single ones, as a pattern writes them. */
export const DAY_WORDS: string = ENTRIES.flatMap(({ words }) => words.split("|"))
  .filter((word) => !/[ ?(]/.test(word))
  .join("|");
