/** Where a piece will run is not what it is about: `experts to join us on our podcast` want no podcasters. */
import type { MatchableQuery } from "./reading.ts";

const MEDIA = "podcast|newsletter|magazine|blog|vlog|webinar|documentary|docuseries";
const NAMED = new RegExp(String.raw`\b(?:${MEDIA})s?\b`, "i");
/** What stands before the name of the medium: `our weekly`, `the Harbour Lights`. */
const BEFORE = String.raw`(?:[\w.’'&-]+\s+){0,4}?`;
/** `our podcast ads` are about podcasts after all. */
const MEDIUM = String.raw`(${MEDIA})\b(?!\s+(?:ad|advert|industry|market|host|listener|audience|producer|business|editing|platform)\w*)`;

const RUNS_IN: readonly RegExp[] = [
  String.raw`\b(?:our|my)\s+${BEFORE}${MEDIUM}`,
  String.raw`\b(?:guests?|interview\w*|appear\w*|join(?:ing)?\s+us|speak|record\w*|talk|experts?|voices?|discussion)\s+(?:on|for|in)\s+${BEFORE}${MEDIUM}`,
  String.raw`\b(?:episode|edition|issue|instal?lment|series|season)\s+(?:of|for)\s+${BEFORE}${MEDIUM}`,
  String.raw`\b(?:article|story|stories|piece|feature|column|segment|writ(?:e|ing|er)|report(?:er|ing)?|work(?:ing)?|run)\s+(?:for|in)\s+(?:an?|the|this|our|my)\s+${BEFORE}${MEDIUM}`,
  String.raw`,\s+an?\s+${BEFORE}${MEDIUM}\s+(?:for|about|that|which|hosted)\b`,
  String.raw`\b(?:am|are|is|['’]re|['’]m)\s+(?:launching|starting|producing|hosting|recording|developing)\s+an?\s+${BEFORE}${MEDIUM}`,
  String.raw`\b${MEDIUM}\s+(?:guests?|episode|interview|appearance|recording)s?\b`,
  String.raw`\b${MEDIUM}\b[^.!?\n]{0,50}\bguests\b`,
  String.raw`\bfor\s+${MEDIUM}(?=\s*(?:[:.,;!?)\n]|$))`,
  String.raw`\bfor\s+(?:an?|the)\s+(?:new\s+|upcoming\s+|weekly\s+|popular\s+)?${MEDIUM}\b`,
].map((source) => new RegExp(source, "gi"));

/** Media are the subject too where somebody asks about them in so many words. */
const ABOUT = new RegExp(
  String.raw`\b(?:about|into)\s+(?:\w+\s+)?(?:${MEDIA})s\b|\bcalling\s+all\s+(?:\w+\s+)?(?:${MEDIA})s\b|(?<!\b(?:am|are|is)\s|['’](?:m|re)\s)\b(?:start|grow|launch|promote|monetise|monetize|run|market)(?:ing)?\s+(?:an?|your|their|the)\s+(?:\w+\s+)?(?:${MEDIA})\b|\b(?:podcast(?:ers|ing)|bloggers|blogging)\b`,
  "i",
);

const NONE: ReadonlySet<string> = new Set();

/** The words of a query that say where it will run, and nothing else. */
export function mediumWords({ summary, query, category }: MatchableQuery): ReadonlySet<string> {
  const text = `${summary ?? ""}\n${query}`;
  if (!NAMED.test(text) || ABOUT.test(text)) return NONE;
  const media = RUNS_IN.flatMap((pattern) =>
    Array.from(text.matchAll(pattern), ([, medium]) => medium ?? ""),
  );
  const filed = NAMED.exec(category ?? "")?.[0].replace(/s$/i, "");
  const found = new Set<string>();
  for (const medium of filed === undefined ? media : [...media, filed])
    for (const word of [medium, `${medium}s`]) found.add(word.toLowerCase());
  return found;
}
