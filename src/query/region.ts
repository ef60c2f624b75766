/** Where a source must be, in the printed words; the place a story is about is none. */
import { collapsed } from "./text.ts";

/** `Lisbon`, `New South Wales`, `Raleigh, NC`, `the U.S.`, `the Gulf or Levant`. */
const NOT =
  "(?:Seeking|Looking|Any|Are|Is|Wanted|Need|Needed|Needs|Calling|Call|The|For|Who|Only|If|Please|ISO|Must|Based|Located)\\b";
const WORD = `(?:U\\.S\\.A?\\.?|U\\.K\\.?|D\\.C\\.|St\\.|(?!${NOT})[A-Z][A-Za-zÀ-ž'’-]*)`;
const PLACE = `(?:the\\s)?(${WORD}(?:(?:,\\s|\\s(?:(?:of|and|or|de|the)\\s)?|\\/)${WORD}){0,4})`;

interface Form {
  /** Words one of which is there wherever the pattern fits; looked for first, for that is cheap. */
  readonly cues: readonly string[];
  /** Common cues ask for another look before the text is made even. */
  readonly needs?: RegExp;
  readonly pattern: RegExp;
}

const ANYWHERE: readonly Form[] = [
  {
    cues: ["ust ", "should be ", "to be based", "to be located"],
    pattern: new RegExp(
      `\\b(?:[Mm]ust|[Ss]hould|need\\sto|has\\sto|have\\sto)\\s(?:be\\s)?(?:currently\\s)?(?:(?:live|living|reside|residing|based|located|work)(?:\\sand\\s\\w+)?\\s)?(?:with)?in\\s${PLACE}`,
    ),
  },
  { cues: ["ased in"], pattern: new RegExp(`\\b[Bb]ased\\sin\\s${PLACE}`) },
  {
    cues: [" live", " living in", "esid", "ocated in"],
    pattern: new RegExp(
      `\\b(?:lives?|living|resid(?:e|es|ing)|[Rr]esidents?|located)\\s(?:of|in)\\s${PLACE}`,
    ),
  },
  {
    cues: ["eeking", "ooking for", "peak to", "peak with", "ear from"],
    needs: /s\sin\s/,
    pattern: new RegExp(
      `\\b(?:[Ss]eeking|[Ll]ooking\\sfor|[Ss]peak\\s(?:to|with)|[Hh]ear\\sfrom)\\s[a-z][^.!?\\n]{2,40}s\\sin\\s${PLACE}`,
    ),
  },
  {
    cues: ["eed a", "eeds a", "eed two", "eed three"],
    needs: /\sin\s/,
    pattern: new RegExp(
      `\\b[Nn]eeds?\\s(?:an?|two|three)\\s[^.!?\\n]{2,40}\\sin\\s${PLACE}(?=\\s(?:to|who|for)\\b)`,
    ),
  },
  {
    cues: ["n-person"],
    pattern: new RegExp(
      `\\b[Ii]n-person\\b[^.!?\\n]{0,40}\\b(?:interviews?|recordings?|meetings?|filming)\\sin\\s${PLACE}`,
    ),
  },
  {
    cues: ["-based", "-Based"],
    pattern: new RegExp(`(?<![A-Za-zÀ-ž-])${PLACE}-\\s?[Bb]ased\\b`),
  },
  {
    cues: [" only", " residents"],
    pattern: new RegExp(
      `\\b(${WORD}(?:\\s${WORD}){0,2})\\s(?:residents|(?:sources|experts|residents)\\sonly)\\b|\\b(U\\.?S\\.?A?|U\\.?K\\.?|EU|Canada|Australia|Europe)\\s(?:only|ONLY)\\b|s\\sin\\s${PLACE}\\sonly\\b`,
    ),
  },
];
/** In a headline the place may stand right before whom it seeks. */
const HEADLINE: readonly RegExp[] = [
  new RegExp(
    `\\b(?:[Ss]eeking|SEEKING|[Ll]ooking\\s[Ff]or|ISO|[Nn]eed(?:ed|ing)?:?|[Ww]anted:?|[Cc]alling(?:\\s[Aa]ll)?)\\s(?:a\\s|an\\s|[a-z]+\\s)?(U\\.?S\\.?A?\\b\\.?|U\\.?K\\.?\\b|EU|${WORD}(?:\\s${WORD})?,\\s[A-Z]{2})(?![A-Za-zÀ-ž'’])`,
    "u",
  ),
  new RegExp(`^(${WORD}(?:\\s${WORD})?(?:,\\s${WORD})?)(?:\\s|-)area\\b`),
  new RegExp(`\\((${WORD}(?:\\s${WORD})?)\\s(?:only|based)\\)`),
];

/** `Plant-based`, `based in Fact`: capital letters that name no place. */
const NO_PLACE =
  /^(?:plant|evidence|community|web|cloud|home|faith|team|skills?|ai|data|app|browser|science|research|values?|risk|performance|project|location|office|school|subscription|usage|token|blockchain|rules?|account|product|based|first|no|i|we|it|my|our|your|a|an|some|most|many|all|this|that|these|what|how|please|if|any|who|story|stories|articles?|interviews?|reddit|linkedin|tiktok|youtube|twitter|instagram|facebook|zoom|skype|email|pr|ceos?|cfos?|us\b.{0,2}magazine|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|tv|hr|it|md|phd|rn|dr|women|men|oil|water|bio|soy|nature|media)\b/i;
export function regionIn(summary: string | null, text: string): string | null {
  const headline = collapsed(summary ?? "");
  return placeIn(HEADLINE, headline) ?? inProse(text) ?? inProse(headline);
}

/** Printed in a field of its own. */
export function regionField(value: string | undefined): string | null {
  const region = collapsed(value ?? "");
  return region === "" || /^(?:n\/?a|none|no|any(?:where)?|worldwide|global|-+)$/i.test(region)
    ? null
    : region;
}

/** How far round a cue its place stands. Characters. */
const BEFORE = 60;
const BEHIND = 110;
/** A text says where a source must be once or twice. */
const LOOKS = 3;

function inProse(text: string): string | null {
  for (const form of ANYWHERE)
    for (const cue of form.cues) {
      const place = near(text, cue, form);
      if (place !== null) return place;
    }
  return null;
}

function near(text: string, cue: string, { pattern, needs }: Form): string | null {
  let at = text.indexOf(cue);
  for (let looks = 0; at !== -1 && looks < LOOKS; looks++) {
    const around = text.slice(Math.max(0, at - BEFORE), at + BEHIND);
    const place = needs?.test(around) === false ? null : placeIn([pattern], collapsed(around));
    if (place !== null) return place;
    at = text.indexOf(cue, at + cue.length);
  }
  return null;
}

function placeIn(patterns: readonly RegExp[], text: string): string | null {
  if (text === "") return null;
  for (const pattern of patterns) {
    const match = pattern.exec(text);
    const place = (match?.[1] ?? match?.[2] ?? match?.[3])?.replace(/[,\s]+$/, "");
    if (place !== undefined && !NO_PLACE.test(place)) return place;
  }
  return null;
}
