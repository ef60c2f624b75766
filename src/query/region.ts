/** Where a source must be, in the printed words; the place a story is about is none. */
import { collapsed } from "./text.ts";

/** `Lisbon`, `New South Wales`, `Raleigh, NC`, `the U.S.`, `the Gulf or Levant`. */
const NOT =
  "(?:Seeking|Looking|Any|Are|Is|Wanted|Need|Needed|Needs|Calling|Call|The|For|Who|Only|If|Please|ISO|Must|Based|Located)\\b";
const WORD = `(?:U\\.S\\.A?\\.?|U\\.K\\.?|D\\.C\\.|St\\.|(?!${NOT})[A-Z][\\p{L}'’-]*)`;
const PLACE = `(?:the\\s)?(${WORD}(?:(?:,\\s|\\s(?:(?:of|and|or|de|the)\\s)?|\\/)${WORD}){0,4})`;

const ANYWHERE: readonly RegExp[] = [
  new RegExp(
    `\\b(?:must|should|need\\sto|has\\sto|have\\sto)\\s(?:be\\s)?(?:currently\\s)?(?:live|living|reside|residing|based|located|work|in)(?:\\sand\\s\\w+)?\\s(?:with)?in\\s${PLACE}`,
    "u",
  ),
  new RegExp(
    `\\b(?:(?:currently|who\\s(?:are|is|live)|those|anyone|people|experts?|sources?|based|live|living|reside|residents?|located)\\s){1,3}(?:of|in|from)\\s${PLACE}`,
    "u",
  ),
  new RegExp(`\\b[Bb]ased\\sin\\s${PLACE}`, "u"),
  new RegExp(`\\b[Rr]esidents?\\sof\\s${PLACE}`, "u"),
  new RegExp(
    `\\b[Ii]n[- ]person\\b[^.!?\\n]{0,40}\\b(?:interviews?|recordings?|meetings?|filming)\\sin\\s${PLACE}`,
    "u",
  ),
  new RegExp(`(?<![\\p{L}-])${PLACE}[-‑]\\s?[Bb]ased\\b`, "u"),
  new RegExp(`\\b(${WORD}(?:\\s${WORD}){0,2})\\s(?:only|residents|sources only|experts only)\\b`, "u"),
];
/** In a headline the place may stand right before whom it seeks. */
const HEADLINE: readonly RegExp[] = [
  new RegExp(
    `\\b(?:[Ss]eeking|SEEKING|[Ll]ooking\\s[Ff]or|ISO|[Nn]eed(?:ed|ing)?:?|[Ww]anted:?|[Cc]alling(?:\\s[Aa]ll)?)\\s(?:a\\s|an\\s|[a-z]+\\s)?(U\\.?S\\.?A?\\b\\.?|U\\.?K\\.?\\b|EU|${WORD}(?:\\s${WORD})?,\\s[A-Z]{2})(?![\\p{L}'’])`,
    "u",
  ),
  new RegExp(`^(${WORD}(?:\\s${WORD})?(?:,\\s${WORD})?)(?:\\s|-)area\\b`, "u"),
  new RegExp(`\\((${WORD}(?:\\s${WORD})?)\\s(?:only|based)\\)`, "u"),
];

/** `Plant-based`, `based in Fact`: capital letters that name no place. */
const NO_PLACE =
  /^(?:plant|evidence|community|web|cloud|home|faith|team|skills?|ai|data|app|browser|science|research|values?|risk|performance|project|location|office|school|subscription|usage|token|blockchain|rules?|account|product|based|first|no|i|we|it|my|our|your|a|an|some|most|many|all|this|that|these|what|how|please|if|any|who|story|stories|articles?|interviews?|reddit|linkedin|tiktok|youtube|twitter|instagram|facebook|zoom|skype|email|pr|ceos?|cfos?|us\b.{0,2}magazine|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|tv|hr|it|md|phd|rn|dr|women|men|oil|water|bio|soy|nature|media)\b/i;
const WORTH_A_LOOK =
  /based|live|living|resid|located|in[- ]person|area\b|only\b|seeking|looking for|ISO|need|wanted|calling|people|experts?|sources?|anyone/i;

export function regionIn(summary: string | null, text: string): string | null {
  const headline = collapsed(summary ?? "");
  return (
    firstPlace(HEADLINE, headline) ??
    inProse(text) ??
    (WORTH_A_LOOK.test(headline) ? firstPlace(ANYWHERE, headline) : null)
  );
}

/** Printed in a field of its own. */
export function regionField(value: string | undefined): string | null {
  const region = collapsed(value ?? "");
  return region === "" || /^(?:n\/?a|none|no|any(?:where)?|worldwide|global|-+)$/i.test(region)
    ? null
    : region;
}

const PROSE = /\b(?:[Bb]ased\b|[Ll]ive\sin|[Ll]iving\sin|[Rr]esid|[Ll]ocated|[Ii]n[- ]person|[Mm]ust|only)/g;
/** How far round such a word its place stands. Characters. */
const REACH = 110;
/** Texts say where a source must be once or twice. */
const LOOKS = 12;

function inProse(text: string): string | null {
  let looks = 0;
  for (const { index } of text.matchAll(PROSE)) {
    if (looks++ >= LOOKS) return null;
    const near = collapsed(text.slice(Math.max(0, index - 40), index + REACH));
    const place = firstPlace(ANYWHERE, near);
    if (place !== null) return place;
  }
  return null;
}

function firstPlace(patterns: readonly RegExp[], text: string): string | null {
  if (text === "") return null;
  for (const pattern of patterns) {
    const place = pattern.exec(text)?.[1]?.replace(/[,\s]+$/, "");
    if (place !== undefined && !NO_PLACE.test(place)) return place;
  }
  return null;
}
