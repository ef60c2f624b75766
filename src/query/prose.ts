/** What free prose says: whether it seeks a source for a story, and until when. */
import { type Deadline, NO_DEADLINE, readDeadline } from "./deadline.ts";
import { DAY_WORDS } from "./languages.ts";
import { seeksAbroad } from "./prose-abroad.ts";
import { collapsed } from "./text.ts";

/** Shorter is a command or a greeting. Characters. */
const SHORTEST = 40;
/** Longer is a newsletter or an article. Characters. */
const LONGEST = 5000;
/** A post links to its outlet and a form, not to a dozen pages. */
const MOST_LINKS = 8;
const OBJECT =
  "(?:[\\w'’#/&,.-]+\\s+){0,6}?#?(?:sources?|experts?|interviewees?|case\\s+stud(?:y|ies)|spokes(?:person|people)|commentators?|contributors?|anecdotes?|quotes?|commentary)\\b";
const SEEKING =
  "(?:looking\\s+for|seeking|searching\\s+for|in\\s+search\\s+of|hoping\\s+to\\s+(?:speak|talk|interview|hear|find|connect|chat)|looking\\s+to\\s+(?:speak|talk|interview|hear|connect|chat|quote|feature|find)|after)(?!\\s+(?:the|that|this|my|your|our)\\s+(?!(?:right|best|perfect|latest|following|voices?)\\b))";
const STORY =
  "(?:story|stories|article|piece|feature|book|report|column|blog(?:\\s+post)?|podcast|episode|documentary|segment|series|essay|op-ed|profile|explainer|round-?up|gift\\s+guide|guide|newsletter|programme|show|package|issue|magazine|publication|directory|investigation)s?";
const ROLE =
  "(?:writer|journalist|reporter|editor|author|blogger|producer|freelancer|podcaster|columnist|magazine|newspaper|publication|podcast|newsroom|broadcaster|correspondent|(?:radio|tv|television|news)\\s+(?:programme|program|show|station|team))";

interface Sign {
  readonly pattern: RegExp;
  readonly points: number;
}

const NEEDS_A_VOICE =
  "to\\s+(?:quote|comment|speak|talk|explain|weigh\\s+in|discuss|interview|join|appear)\\b";

interface Call {
  readonly pattern: RegExp;
  /** Beginnings of words: in whatever the pattern finds stands one of them. */
  readonly stems: readonly string[];
}

/** That somebody is sought, by the writer of the mail. */
const SEEKS: readonly Call[] = [
  {
    pattern: new RegExp(`\\b(?:i|we)(?:\\s+am|\\s+are|['’]m|['’]re)\\s+(?:\\w+\\s+)?${SEEKING}\\b`, "i"),
    stems: ["look", "seek", "search", "hoping", "after"],
  },
  {
    pattern:
      /(?:^|[.!?:,;–—*-]\s*|\n[ \t]*\n\s*|query:?\s+|and\s+)(?:looking\s+for|seeking|iso|in\s+search\s+of|wanted:?|calling(?:\s+all)?|call\s+for|needed:?|need)\s(?!(?:the|that|this|my|your|our)\s)/i,
    stems: ["look", "seek", "iso", "search", "want", "call", "need"],
  },
  {
    // A line may begin in the middle of a sentence; with a capital letter it begins one.
    pattern:
      /\n\s*(?:Looking\s+for|LOOKING\s+FOR|Seeking|SEEKING|ISO|In\s+search\s+of|W(?:anted|ANTED):?|Calling(?:\s+all)?|Call\s+for|N(?:eeded|EEDED):?|Need)\s(?!(?:the|that|this|my|your|our)\s)/,
    stems: ["look", "seek", "iso", "search", "want", "call", "need"],
  },
  {
    pattern:
      /\b(?:sources?|experts?|case stud(?:y|ies)|interviewees?|commentators?)\s+(?:needed|wanted|sought)\b/i,
    stems: ["need", "want", "sought"],
  },
  {
    pattern: new RegExp(
      `\\b${ROLE}\\s+(?:is\\s+)?(?:seeks|seeking|needs|looking\\s+for|wants|requires)\\b`,
      "i",
    ),
    stems: ["seek", "need", "look", "want", "require"],
  },
  { pattern: new RegExp(`\\b(?:i|we)\\s+need\\s+(?:\\w+\\s+){1,5}${NEEDS_A_VOICE}`, "i"), stems: ["need"] },
  {
    pattern:
      /(?:would|['’]d)\s+(?:really\s+)?(?:love|like)\s+to\s+(?:hear\s+from|interview|include|feature|(?:speak|talk|chat|connect)\s+(?:(?:to|with|via)\s+)?(?!you\b|your\b|her\b|him\b|them\b|the\s+(?:journalist|reporter|writer|editor)))/i,
    stems: ["love", "like"],
  },
  {
    pattern: /\bif\s+you\b[^.!?\n]{0,120}(?:would|['’]d)\s+(?:love|like)\s+to\s+(?:speak|talk|chat|hear)/i,
    stems: ["love", "like"],
  },
  {
    pattern:
      /\b(?:are\s+there\s+any|is\s+there\s+any(?:one|body)|does\s+any(?:one|body)\s+(?:know|have)|any(?:one|body)\s+(?:who|out\s+there|available|able)|who\s+(?:can|could|would)\s+(?:speak|talk|comment|share|explain|discuss))\b/i,
    stems: ["there", "anyone", "anybody", "who"],
  },
];

/** One look for them all spares a mail most of the patterns, each of which costs as much. No stem begins another. */
const STEMS = new RegExp(`\\b(?:${[...new Set(SEEKS.flatMap(({ stems }) => stems))].join("|")})`, "gi");

/** That it is for the press. */
const PRESS: readonly Sign[] = [
  {
    pattern: new RegExp(
      `\\b(?:writing|working\\s+on|reporting|researching|producing|putting\\s+together|filming|recording|covering)\\s+(?:[\\w'’-]+\\s+){0,5}?${STORY}\\b`,
      "i",
    ),
    points: 2,
  },
  {
    pattern: new RegExp(
      `\\bfor\\s+(?:a|an|my|our|the|this|upcoming|directory)\\s+(?:[\\w'’-]+\\s+){0,5}?${STORY}\\b`,
      "i",
    ),
    points: 2,
  },
  {
    pattern: new RegExp(
      `\\b(?:${SEEKING}|need|speak\\s+(?:to|with)|talk\\s+(?:to|with)|hear\\s+from)\\s+(?:with\\s+|to\\s+|from\\s+)?${OBJECT}`,
      "i",
    ),
    points: 2,
  },
  {
    pattern:
      /\b(?:someone|somebody|anyone|anybody|people|experts?)\s+(?:who\s+(?:can|could)|able\s+to|to)\s+(?:comment|be\s+(?:quoted|interviewed)|speak\s+on\s+(?:the\s+record|camera)|go\s+on\s+the\s+record)\b/i,
    points: 2,
  },
  {
    pattern: new RegExp(
      `\\b${ROLE}\\s+(?:is\\s+)?(?:seeks|seeking|needs|looking\\s+for|wants|requires)\\b`,
      "i",
    ),
    points: 2,
  },
  { pattern: new RegExp(`(?:^|[.!?\\n]\\s*)${ROLE}\\s+here\\b`, "i"), points: 2 },
  { pattern: new RegExp(`\\b(?:freelance|staff|${ROLE})\\b`, "i"), points: 1 },
  {
    pattern:
      /\b(?:interview(?:s|ed|ees?)?|quot(?:e|ed|es)|comment(?:s|ary)?|on[- ]the[- ]record|off[- ]the[- ]record|(?:for|without) attribution|on background|on air|on camera|online written piece)\b/i,
    points: 1,
  },
  {
    pattern:
      /\b(?:deadline|asap|e-?mail me|dms?|drop me a line|get in touch|please (?:e-?mail|contact|send|message|reply))\b/i,
    points: 1,
  },
];
const SUBJECT =
  /\b(?:query|media (?:query|request|enquiry|inquiry)|source (?:request|call|needed)|sources? (?:needed|wanted|sought)|call[- ]?out|case stud(?:y|ies)|(?:press|expert|journo) ?request|seeking|looking for|iso)\b/i;

/** An offer of work. */
const WORK =
  /\b(?:join\s+our\s+team|apply\s+now|we['’]?re\s+hiring|we\s+are\s+hiring|send\s+(?:us\s+)?your\s+(?:cv|r[eé]sum[eé])|salary|job\s+(?:opening|description)|vacanc(?:y|ies))\b/i;
/** Prose that sounds alike and is none. */
const OTHERS: readonly RegExp[] = [
  /\b(?:my|our)\s+clients?\b|\b(?:requests?|queries|calls)\s+from\s+(?:reporters|journalists|the\s+media|editors|writers)|\bposition\s+(?:themselves|yourself|you|your\s+\w+)\s+as\b|\bgo-to\s+(?:media\s+)?(?:resource|expert|source)/i,
  /\bI\s+(?:represent|work\s+with)\s+(?:a|an|several|many|clients)\b|\b(?:he|she|they|who)\s+(?:is|are)\s+available\s+(?:for|to)\s+(?:interview|comment|speak)|\bfor\s+immediate\s+release\b|\bpress\s+release\b/i,
  /\byour\s+(?:readers|audience|coverage|recent\s+(?:story|article|piece)|journalism)\b|\bwould\s+you\s+be\s+interested\b|\bthought\s+(?:you|this)\s+might\b|\bI\s+(?:saw|read|enjoyed|loved)\s+your\b/i,
  WORK,
  /\b(?:terms\s+and\s+conditions\s+apply|limited\s+time|free\s+trial|book\s+(?:a|your)\s+(?:call|demo)|buy\s+now|shop\s+now|your\s+order|invoice|verify\s+your)\b/i,
  /\b(?:register\s+(?:by|now|here|today)|rsvp|call\s+for\s+papers|dissertation)\b/i,
  /(?:^|\n)\s*On\s[^\n]{5,120}\swrote:\s*(?:\n|$)/,
];
const NEWSLETTER =
  /\b(?:read more|continue reading|view (?:this )?(?:email )?in (?:your )?browser|read the full|in this issue|this week['’]s (?:stories|newsletter)|subscribe now|share this post)\b/gi;

/** Whether free prose, by itself, is a journalist's call for sources. */
export function seeksSource(text: string, subject: string | null): boolean {
  if (text.length < SHORTEST || text.length > LONGEST) return false;
  // Most mail seeks nobody: that is asked first.
  if (!isCall(text, subject) && !seeksAbroad(text)) return false;
  if (OTHERS.some((pattern) => pattern.test(text))) return false;
  return (
    (text.match(NEWSLETTER)?.length ?? 0) <= 1 && (text.match(/https?:\/\//g)?.length ?? 0) <= MOST_LINKS
  );
}

function isCall(text: string, subject: string | null): boolean {
  if (!seeksSomebody(text)) return false;
  return points(PRESS, text) + (SUBJECT.test(subject ?? "") ? 2 : 0) >= 2;
}

function seeksSomebody(text: string): boolean {
  const found = new Set(text.match(STEMS)?.map((stem) => stem.toLowerCase()));
  return SEEKS.some(({ pattern, stems }) => stems.some((stem) => found.has(stem)) && pattern.test(text));
}

/** Newspapers look for reporters, too. */
export function offersWork(text: string): boolean {
  return WORK.test(text);
}

/** Beside a hashtag plainer words will do. */
const ASKING = new RegExp(`\\b(?:${SEEKING}|needs?|needed|wanted)\\b`, "i");

/** Whether prose that bears a call's hashtag does ask for somebody. */
export function asksForSomebody(text: string): boolean {
  if (text.length < SHORTEST || text.length > LONGEST || OTHERS.some((pattern) => pattern.test(text)))
    return false;
  return seeksSomebody(text) || points(PRESS, text) >= 3 || ASKING.test(text);
}

function points(signs: readonly Sign[], text: string): number {
  return signs.reduce((sum, { pattern, points: worth }) => sum + (pattern.test(text) ? worth : 0), 0);
}

const MARKER =
  /\b(?:deadline(?:\s+(?:is|of))?:?|(?:respond|reply|answers?|responses?|get\s+back|need(?:ed)?|be\s+in\s+touch|contact\s+me|e-?mail\s+me|pitch(?:es)?|submissions?|comments?)\b[^.!?\n]{0,40}\b(?:by|before|until)|no\s+later\s+than|closes?(?:\s+on)?|by|before|until)\s+(?:the\s+)?|(?<!\p{L})(?:bis(?:\s+(?:zum|spätestens))?|spätestens(?:\s+(?:am|bis))?|avant(?:\s+le)?|d['’]ici(?:\s+(?:à|au|le))?|jusqu['’]aux?|antes\s+del?|hasta(?:\s+el)?|entro(?:\s+(?:il|le))?|voor|uiterlijk|até(?:\s+[ao])?|frist|date\s+limite|fecha\s+límite|scadenza|prazo)[\s:]+/giu;
const WEEKDAY = "(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?";
const MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*";
/** Words that name a day; a clock alone names none in prose. */
const CORE = new RegExp(
  `^(?:${WEEKDAY}|today|tonight|tomorrow|eod|eow|cob|eom|\\d{4}-\\d{2}-\\d{2}|\\d{1,2}\\/\\d{1,2}(?:\\/\\d{2,4})?|${MONTH}|end|(?:${DAY_WORDS})(?:-feira)?)$`,
  "iu",
);
const ALSO =
  /^(?:\d{1,2}(?:st|nd|rd|th)?|\d{4}|\d{1,2}[:.]\d{2}(?:am|pm)?|\d{1,2}(?:am|pm)|[ap]\.?m\.?|noon|midday|midnight|next|this|of|the|day|week|month|business|at|on|by|to|morning|afternoon|evening|[-–—]|[ecmp][sd]?t|gmt|bst|utc|cest?|eastern|pacific|central|mountain|time|uk|london|uhr|uur|um|am|à|de|del|du|le|la|il|el|alle|ore|las|às|om|\d{1,2}h(?:\d{2})?|h|abends?|mittags?|soir|noche|sera|avond|noite|er|den|dem)$/iu;
/** `AEST`, in capitals: `via` and `and` are none. */
const ZONE_WORD = /^[A-Z]{2,5}$/;
const TRAILING =
  /(?:\s+(?:of|the|at|on|by|to|this|next|um|am|à|de|del|du|le|la|il|el|alle|ore|las|às|om|den|dem|[-–—]))+$/i;
/** Words that look like a date and name no day: `by May`, `by the end`. */
const NO_DAY = new RegExp(
  `^(?:the|this|next|(?:end\\s+of\\s+)?(?:the\\s+)?${MONTH}(?:\\s+\\d{4})?|(?:the\\s+)?end(?!\\s+of\\b).*)$`,
  "i",
);
/** A date is no longer than this. Words. */
const DATE_WORDS = 10;

/** A day word in a sentence that asks, without a word of deadline before it. */
const BARE = new RegExp(
  `\\b(?:today|tonight|tomorrow|this\\s+(?:afternoon|evening|morning)|${WEEKDAY})\\b(?:\\s?(?:\\/|or)\\s?(?:today|tomorrow|${WEEKDAY})\\b)?`,
  "i",
);
const ASKS = /call|write|looking|seeking|hoping|need|available|speak|talk|chat|interview|comment|hear|asap/i;

/**
 * Until when prose wants its answers.
 *
 * "by Friday noon" is read; of "a source today" only the words are kept, for whether they are a deadline is a guess.
 */
export function deadlineInProse(text: string, sentAt: Date | null, zone: string): Deadline {
  for (const marker of text.matchAll(MARKER)) {
    const words = dateWords(
      text.slice(marker.index + marker[0].length, marker.index + marker[0].length + 90),
    );
    if (words !== null) return readDeadline(words, sentAt, zone);
  }
  for (const sentence of text.split(/(?<=[.!?])\s+|\n\s*\n/)) {
    const words = ASKS.test(sentence) ? BARE.exec(sentence)?.[0] : undefined;
    if (words !== undefined) return { ...NO_DEADLINE, deadlineText: collapsed(words) };
  }
  return NO_DEADLINE;
}

/** The date at the head of the words, as printed; null when they name no day. */
function dateWords(words: string): string | null {
  const taken: string[] = [];
  let isDay = false;
  for (const token of collapsed(words).split(" ").slice(0, DATE_WORDS)) {
    const bare = token.replace(/^[(]|[),.;:!?]+$/g, "");
    const namesDay = bare !== "" && bare.split("/").every((part) => CORE.test(part));
    if (!namesDay && !CORE.test(bare) && !ALSO.test(bare) && !ZONE_WORD.test(bare)) break;
    isDay ||= namesDay || CORE.test(bare);
    taken.push(token);
    if (/[.;!?)]$/.test(token) && !/[ap]\.m\.$|^\d{1,2}\.$/i.test(token)) break;
  }
  const named = taken
    .join(" ")
    .replace(/[(),.;:!?]+$/, "")
    .replace(TRAILING, "");
  return isDay && !NO_DAY.test(named) ? named : null;
}
