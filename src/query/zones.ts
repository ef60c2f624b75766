/** Time zone words, as lists and journalists print them, and the civil clock each one means (DESIGN 8). */
import { isZone, type Zone } from "../time.ts";

/**
 * Abbreviations. Summer and winter forms are one clock: lists print `EST` all year, and of `BST` in January
 * only London's clock can be meant.
 */
const ABBREVIATIONS: Readonly<Record<string, Zone>> = {
  ET: "America/New_York",
  EST: "America/New_York",
  EDT: "America/New_York",
  CT: "America/Chicago",
  CST: "America/Chicago",
  CDT: "America/Chicago",
  MT: "America/Denver",
  MST: "America/Denver",
  MDT: "America/Denver",
  PT: "America/Los_Angeles",
  PST: "America/Los_Angeles",
  PDT: "America/Los_Angeles",
  AKT: "America/Anchorage",
  AKST: "America/Anchorage",
  AKDT: "America/Anchorage",
  HT: "Pacific/Honolulu",
  HST: "Pacific/Honolulu",
  HAST: "Pacific/Honolulu",
  AST: "America/Halifax",
  ADT: "America/Halifax",
  NST: "America/St_Johns",
  NDT: "America/St_Johns",
  BRT: "America/Sao_Paulo",
  ART: "America/Argentina/Buenos_Aires",
  UTC: "Etc/UTC",
  GMT: "Europe/London",
  BST: "Europe/London",
  WET: "Europe/Lisbon",
  WEST: "Europe/Lisbon",
  CET: "Europe/Paris",
  CEST: "Europe/Paris",
  MEZ: "Europe/Berlin",
  MESZ: "Europe/Berlin",
  EET: "Europe/Athens",
  EEST: "Europe/Athens",
  MSK: "Europe/Moscow",
  TRT: "Europe/Istanbul",
  IDT: "Asia/Jerusalem",
  SAST: "Africa/Johannesburg",
  WAT: "Africa/Lagos",
  EAT: "Africa/Nairobi",
  GST: "Asia/Dubai",
  PKT: "Asia/Karachi",
  IST: "Asia/Kolkata",
  NPT: "Asia/Kathmandu",
  ICT: "Asia/Bangkok",
  WIB: "Asia/Jakarta",
  SGT: "Asia/Singapore",
  MYT: "Asia/Kuala_Lumpur",
  PHT: "Asia/Manila",
  HKT: "Asia/Hong_Kong",
  JST: "Asia/Tokyo",
  KST: "Asia/Seoul",
  AWST: "Australia/Perth",
  ACST: "Australia/Adelaide",
  ACDT: "Australia/Adelaide",
  AET: "Australia/Sydney",
  AEST: "Australia/Sydney",
  AEDT: "Australia/Sydney",
  NZT: "Pacific/Auckland",
  NZST: "Pacific/Auckland",
  NZDT: "Pacific/Auckland",
};

/** Names, lower-case, without `standard`, `daylight`, `summer` and `time`. */
const NAMES: Readonly<Record<string, Zone>> = {
  eastern: "America/New_York",
  "us eastern": "America/New_York",
  "new york": "America/New_York",
  central: "America/Chicago",
  "us central": "America/Chicago",
  mountain: "America/Denver",
  "us mountain": "America/Denver",
  arizona: "America/Phoenix",
  pacific: "America/Los_Angeles",
  "us pacific": "America/Los_Angeles",
  california: "America/Los_Angeles",
  alaska: "America/Anchorage",
  alaskan: "America/Anchorage",
  hawaii: "Pacific/Honolulu",
  hawaiian: "Pacific/Honolulu",
  "hawaii aleutian": "Pacific/Honolulu",
  atlantic: "America/Halifax",
  newfoundland: "America/St_Johns",
  "greenwich mean": "Europe/London",
  gmt: "Europe/London",
  british: "Europe/London",
  uk: "Europe/London",
  irish: "Europe/Dublin",
  "western european": "Europe/Lisbon",
  "central european": "Europe/Paris",
  "central europe": "Europe/Paris",
  romance: "Europe/Paris",
  "w europe": "Europe/Berlin",
  "eastern european": "Europe/Athens",
  "e europe": "Europe/Athens",
  israel: "Asia/Jerusalem",
  "south africa": "Africa/Johannesburg",
  gulf: "Asia/Dubai",
  india: "Asia/Kolkata",
  indian: "Asia/Kolkata",
  nepal: "Asia/Kathmandu",
  singapore: "Asia/Singapore",
  "hong kong": "Asia/Hong_Kong",
  china: "Asia/Shanghai",
  japan: "Asia/Tokyo",
  tokyo: "Asia/Tokyo",
  korea: "Asia/Seoul",
  "australian eastern": "Australia/Sydney",
  "aus eastern": "Australia/Sydney",
  "australian central": "Australia/Adelaide",
  "australian western": "Australia/Perth",
  "new zealand": "Pacific/Auckland",
  "coordinated universal": "Etc/UTC",
};

/** Offsets that are not whole hours, minutes east of Greenwich: IANA has no plain name for them. */
const ODD_OFFSETS: Readonly<Record<number, Zone>> = {
  [-570]: "Pacific/Marquesas",
  [-210]: "America/St_Johns",
  210: "Asia/Tehran",
  270: "Asia/Kabul",
  330: "Asia/Kolkata",
  345: "Asia/Kathmandu",
  390: "Asia/Yangon",
  570: "Australia/Darwin",
  765: "Pacific/Chatham",
};

const TAIL = "(?:\\s+(?:standard|daylight|summer))?(?:\\s+time)?";
const longestFirst = (a: string, b: string): number => b.length - a.length;
const pattern = (words: readonly string[]): string =>
  [...words].sort(longestFirst).join("|").replace(/ /g, "[\\s-]+");

const NAME = new RegExp(
  `\\b(?:u\\.?s\\.?\\s+|aus\\.?\\s+)?(${pattern(Object.keys(NAMES))})${TAIL}(?![\\w'])`,
  "i",
);
const ABBREVIATION = new RegExp(`(?<![A-Za-z/])(${pattern(Object.keys(ABBREVIATIONS))})(?![A-Za-z/])`);
/** `et`, `pst` in small letters count only right behind a time. */
const SMALL = new RegExp(
  `(?<=\\d\\s{0,2}|[ap]\\.?m\\.?\\s{0,2}|noon\\s|midnight\\s)(${pattern(Object.keys(ABBREVIATIONS))})(?![a-z/])`,
  "i",
);
const OFFSET = /\b(?:UTC|GMT)\s?([+\-−–])\s?(\d{1,2})(?::?(\d{2}))?\b/;
const IANA =
  /\b(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific|US|Etc)\/[A-Za-z_]+(?:\/[A-Za-z_]+)?\b/;
const CITY = /\b([A-Z][a-zü]+(?:\s[A-Z][a-z]+)?)\s+(?:local\s+)?time\b/;

/** Right behind a clock a city alone will do: `5 p.m. London`. */
const CITY_BEHIND =
  /(?:[ap]\.?m\.?|:\d{2}|noon|midnight)[\s,(]{1,2}([A-Z][a-zü]+(?:\s[A-Z][a-z]+)?)(?=[\s,.;)]|$)/;

const US_ALIASES: Readonly<Record<string, Zone>> = {
  "US/Eastern": "America/New_York",
  "US/Central": "America/Chicago",
  "US/Mountain": "America/Denver",
  "US/Pacific": "America/Los_Angeles",
};

const CONTINENTS = ["America", "Europe", "Asia", "Australia", "Africa", "Pacific", "Atlantic"];

export interface PrintedZone {
  readonly zone: Zone;
  /** The words that named it, as printed. */
  readonly words: string;
}

/** The zone a deadline's words name; null when they name none. */
export function printedZone(text: string): PrintedZone | null {
  return byIana(text) ?? byOffset(text) ?? byName(text) ?? byAbbreviation(text) ?? byCity(text);
}

function byIana(text: string): PrintedZone | null {
  if (!text.includes("/")) return null;
  const words = IANA.exec(text)?.[0];
  if (words === undefined) return null;
  const zone = US_ALIASES[words] ?? words;
  return isZone(zone) ? { zone, words } : null;
}

function byOffset(text: string): PrintedZone | null {
  const [words, sign, hours, minutes] = OFFSET.exec(text) ?? [];
  if (words === undefined || hours === undefined) return null;
  const east = (Number(hours) * 60 + Number(minutes ?? 0)) * (sign === "+" ? 1 : -1);
  const zone = east % 60 === 0 ? wholeHours(east / 60) : ODD_OFFSETS[east];
  return zone !== undefined && isZone(zone) ? { zone, words } : null;
}

/** IANA turns the sign round: `Etc/GMT-2` lies two hours east. */
function wholeHours(east: number): Zone {
  if (east === 0) return "Etc/UTC";
  return `Etc/GMT${east > 0 ? "-" : "+"}${Math.abs(east)}`;
}

function byName(text: string): PrintedZone | null {
  const [words, name] = NAME.exec(text) ?? [];
  if (words === undefined || name === undefined) return null;
  const zone = NAMES[name.toLowerCase().replace(/[\s-]+/g, " ")];
  return zone === undefined ? null : { zone, words };
}

function byAbbreviation(text: string): PrintedZone | null {
  const words = ABBREVIATION.exec(text)?.[1] ?? SMALL.exec(text)?.[1];
  if (words === undefined) return null;
  const zone = ABBREVIATIONS[words.toUpperCase()];
  return zone === undefined ? null : { zone, words };
}

/** `Lisbon time`: the city stands in IANA's own names. */
function byCity(text: string): PrintedZone | null {
  const [whole, city] = CITY.exec(text) ?? CITY_BEHIND.exec(text) ?? [];
  if (whole === undefined || city === undefined) return null;
  const words = /time$/.test(whole) ? whole : city;
  const place = city.replace(/\s/g, "_");
  const zone = CONTINENTS.map((continent) => `${continent}/${place}`).find(isZone);
  return zone === undefined ? null : { zone, words };
}
