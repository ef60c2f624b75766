/** A query's sentences, each with what it is for: asking, telling, setting terms, or shutting somebody out. */

export type SentenceKind =
  /** Says whom or what the journalist wants. */
  | "ask"
  /** Says what the piece is about. */
  | "tell"
  /** How to answer, what is paid, where it runs: the same in every query. */
  | "terms"
  /** What is not wanted. */
  | "not";

export interface Sentence {
  readonly text: string;
  readonly kind: SentenceKind;
}

const ENDS =
  /(?<=[.!?…]["”’')\]]?)\s+(?=["“‘'(¿¡]?[\p{Lu}\p{N}*•-])|(?<=[\p{Ll})][.!?])(?=\p{Lu}\p{Ll})|\s*[\r\n\t]+\s*|\s+[•*]\s+|(?<=\?)\s*(?=\d+[.)])|\s+[-–]\s+(?=[A-Z])/u;

/** Whoever asks writes one of these, in the languages we know. Kept in parts so that each stays readable. */
const ASKS = anyOf([
  /\b(?:am)?(?:look|search|hunt|fish)ing\s+(?:\w+ly\s+)?(?:for(?!ward)|to\s+(?:interview|speak|talk|hear|connect|chat|feature|profile|quote|include|get)\b)/i,
  /\b(?:seek|seeks|seeking|needs?|needed|wanted|want|wants|requires?)\b(?!\s+to\s+(?:know|be|avoid|get|make|buy|save)\b)/i,
  /\b(?:like|love|hoping|hope|want|eager|keen|happy|trying|interested\s+in|grateful|glad|wish)\s+(?:to\s+|in\s+)?(?:hear|hearing|speak|speaking|talk|talking|interview|interviewing|chat|connect|include|quote|profile|feature)\b/i,
  /\b(?:would|i['’]d|we['’]d)\s+(?:also\s+|really\s+|especially\s+|particularly\s+)?(?:like|love|welcome|appreciate|value|be\s+(?:grateful|interested|glad|happy))\b/i,
  /\bwould\s+(?:be\s+(?:ideal|great|perfect|helpful|wonderful|welcome|best|useful)|round\s+(?:it|this|things)\s+(?:out|off))\b/i,
  /^\s*(?:so\s+|and\s+)?if\s+you(?:['’]re|\s+are)\s+(?:an?|the|in)\b/i,
  /\b(?:i['’]m|we['’]re|i\s+am|we\s+are)\s+(?:after|asking|interviewing|talking\s+to|speaking\s+to|collecting|profiling|gathering|inviting|surveying|lining\s+up)\b/i,
  /\b(?:interviewing|asking)\s+\w+/i,
  /\b(?:in\s+search\s+of|on\s+the\s+hunt\s+for|calling\s+all|call\s+for|bonus\s+(?:points\s+)?(?:if|for)|experts?\s+only|only\s+please|particularly|especially\s+welcome|(?:is|are|also|very|both)\s+welcome|welcome\s+too|please\s+weigh\s+in|weigh\s+in)\b/i,
  /\b(?:tell\s+(?:me|us)|share\s+(?:your|with\s+(?:me|us)|tips|an?)|explain|describe|walk\s+(?:me|us|readers)\s+through|recommend|comment\s+on|your\s+(?:thoughts|insights?|expertise|take|input))\b/i,
  /\b(?:what\s+i\s+(?:am\s+missing|need|want|cannot\s+tell)|missing\s+(?:is|piece))\b/i,
  /\b(?:buscamos|busco|necesit(?:o|amos)|(?:nos|me)\s+gustar[ií]a|quer(?:emos|ría|ríamos)|quisiera|quiero)\b/i,
  /\b(?:suchen?\s+(?:wir|ich|dafür|nach)|(?:wir|ich)\s+suchen?|suche|gesucht|möchten?\s+(?:wir|ich|mit)|gern\s+auch|würde\s+(?:ich\s+)?gern)\b/i,
  /\b(?:(?:nous|je)\s+cherch(?:e|ons)|cherchons|recherch(?:e|ons)|souhait(?:e|ons|erais)|j['’]aimerais|nous\s+aimerions|voudrais|voudrions)\b/i,
  /\b(?:procur(?:o|amos)|gostar[ií]a(?:mos)?|quero\s+(?:ouvir|falar)|queremos\s+(?:ouvir|falar)|cerchiamo|cerco|vorre(?:i|mmo))\b/i,
]);

/** What stands before a colon and is nobody. */
const NOBODY = String.raw`(?:questions|topics|details|tips|requirements|notes|examples|answers|links|guidelines|ideas|categories|terms|specifics|updates|deadlines)\b`;
/** `Stylists`, `Hosts and managers of small hotels`, `Teachers who run classes for beginners`. */
const PEOPLE = String.raw`(?!${NOBODY})(?:[\p{L}'’-]+\s+){0,2}?[\p{L}-]{3,}s(?:,?\s+(?:and|or|&)\s+[\p{L}-]+s)?(?:\s+(?:who|whose|with|at|in|of|from)\s[^:?.!,]{0,60})?`;

/** Those asked are called upon. */
const CALLS = anyOf([
  new RegExp(String.raw`^(?:#\w+\s+)?${PEOPLE}:\s`, "iu"),
  new RegExp(
    String.raw`^${PEOPLE},\s+(?:please\s+)?(?:share|tell|give|send|which|what|how|when|where|why|do|did|have|are|explain)\b`,
    "iu",
  ),
  // `Exterminators, please.`
  /\p{L}s,?\s+please\s*[.!]?$/iu,
]);

/** Whoever begins with one of these asks, whatever the sentence says of the answering further on. */
const PLAIN_ASKS = anyOf([
  /^(?:\W*(?:hi|hello)\W+)?(?:(?:i['’]m|i\s+am|we['’]re|we\s+are|am|are|currently|still)\s+)*(?:\w+ly\s+)?(?:look|search)ing\s+(?:\w+ly\s+)?(?:for(?!ward)|to\s+(?:interview|speak|talk|hear|connect|feature|quote))/i,
  /^(?:(?:i|we)\s+)?(?:(?:i['’]m|i\s+am|we['’]re|we\s+are)\s+)?(?:\w+ly\s+)?(?:seek|seeking)\b/i,
  /^(?:i|we)\s+(?:\w+\s+)?(?:need|want)\s+(?!to\b)/i,
  /^(?:i|we)(?:['’]d|\s+would)\s+(?:also\s+)?(?:like|love)\s+(?:to\s+(?:speak|talk|hear|interview|spend)|an?\b)/i,
]);

/** Sentences about the answering itself. */
const TERMS = anyOf([
  /\b(?:headshot|linkedin|backlink|do-?\s?follow|byline|credit\s+(?:plus|line|and)|link\s+(?:to|back|given)|website\s+(?:url|link)|subject\s+line|word\s+(?:limit|count|max)|max(?:imum)?\s+\d+\s+words|under\s+\d+\s+words|\d+\s*(?:-\s*\d+\s*)?words)\b/i,
  /\b(?:please|kindly|pls)\s+(?:include|reply|respond|send|provide|mention|submit|email|answer|attach|fill|review|make\s+sure|note|give|keep|add)\b(?!.*\b(?:who|expert|specialist)s?\b)/i,
  /\b(?:ai[\s-]generated|no\s+ai\b|chatgpt|written\s+by\s+ai|ai\s+(?:pitches|answers|responses)|ai\s+wrote)\b/i,
  /\b(?:do\s+not|don['’]t)\s+(?:follow\s+up|call|do\s+calls)\b/i,
  /\b(?:interviews?\s+(?:are|will\s+be|is)|by\s+zoom|google\s+meet|headphones\s+(?:and|or|are|required)|(?:need|have|own|use|wear|with)\s+(?:an?\s+)?(?:\w+\s+)?(?:headphones|microphone|mic)\b|record(?:ed)?\s+remotely|over\s+zoom|via\s+(?:zoom|email|phone)|on\s+the\s+phone|phone\s+(?:or|interview|call)|by\s+(?:email|phone)|email\s+(?:only|replies|answers|is)|voice\s+notes?|minutes\s+on\s+the)\b/i,
  /\b(?:cannot\s+pay|can['’]t\s+pay|unpaid|no\s+(?:fee|payment)|pr\s+(?:agenc(?:y|ies)|people|firms?|folks|reps?|representatives?|contacts?)|publicists?\b.{0,80}\b(?:welcome|(?:may|can|should|please)\s+(?:respond|reply|pitch|apply))|deadline|fact[\s-]checked|on\s+the\s+record|on\s+record|quotable|plagiarism|previously\s+published|published\s+on|will\s+be\s+published|(?:interviews?|segments?|episodes?|recordings?)\s+(?:would|will|may)\s+be\s+(?:recorded|used|aired|broadcast|shown)|the\s+article\s+will|hundreds\s+of\s+millions|short\s+deadline|quick\s+turn\s?around)\b/i,
  /^\s*(?:thank(?:s|\s+you)|cheers|best(?:\s+regards)?|hi\b|hello\b|looking\s+forward|i\s+look\s+forward|happy\s+holidays|let\s+me\s+know\s+if)/i,
  /\b(?:we\s+(?:check|will\s+run|can\s+provide|['’]ll\s+run)|send\s+(?:quotes|your\s+pitch)|light\s+editing|for\s+a\s+chance\s+to\s+be)\b/i,
  /https?:\/\//i,
]);

/** Sentences that shut out what they name. */
const NOTS = anyOf([
  /^\s*(?:rather\s+than|instead\s+of)\s/i,
  /^\s*(?:sorry,?\s+)?(?:but\s+)?(?:please,?\s+)?no\s+(?!matter|longer|experience\s+(?:needed|necessary)|one\b)/i,
  /\b(?:not\s+(?:looking\s+for|seeking|interested\s+in|accepting)|not\s+(?:need|want)|don['’]t\s+(?:need|want|pitch|send)|do\s+not\s+(?:need|want|pitch|send|answer|respond)|need\s+not\s+apply|isn['’]t\s+(?:for|about)|is\s+not\s+(?:for|about)|won['’]t\s+be\s+considered|will\s+not\s+(?:be\s+considered|get\s+a\s+response|be\s+answered)|will\s+be\s+(?:ignored|deleted)|not\s+(?:dealers|vendors|distributors|brands|companies|agencies))\b/i,
  /\b(?:i|we)(?:\s+already)?\s+have\s+(?:the|enough|plenty|all|my|spoken|talked)\b|\b(?:i|we)(?:['’]ve|\s+have)\s+(?:already|plenty)\b|\b(?:is|are)\s+(?:already\s+)?(?:in\s+hand|covered|taken\s+care\s+of)\b/i,
  /\b(?:reporting\s+is\s+done|all\s+of\s+that|i\s+can\s+tell\s+from\s+experience|no\s+(?:brokers|lawyers|dealers|chiropractors|vendors|distributors|brands|agencies|salespeople|spokespeople|coaches))\b/i,
  /\bplease\s+no\s+\w+/i,
  /\b(?:kein[e]?\s+\w+\s+(?:bitte|gesucht)|no\s+buscamos|pas\s+de\s+\w+)/i,
]);

/** What may stand in a "not" sentence and still be an ask: `I don't need a dentist. I need security people`. */
const SPLIT_NOT = /[;:–—]|,\s+(?:so|but|and\s+i|though)\s+/;

/** `I need a nurse, rather than another doctor`: only what comes after is shut out. */
const INSTEAD = /,?\s(?=(?:rather\sthan|instead\sof\s(?:an?|another))\s)/i;

/** `Hello all, I am looking for …`: what follows a greeting is a sentence of its own. */
const GREETED =
  /^\s*(?:hi|hello|hey|dear|greetings|good\s+(?:morning|afternoon|evening|day))\b[^,.!?:\n]{0,40}[,!:]\s*(?=\S)/i;
/** `…, please email me by Friday`: so is how to answer. */
const THEN_ANSWER =
  /[,;]?\s(?=(?:and\s)?(?:please|kindly|pls)\s(?:reply|respond|send|e-?mail|mail|contact|write|call|get\s+in\s+touch|dm|message|drop)\b)(?<=\S\s\S{1,60}\s\S{1,60}\s)/i;

/** Many blanks say no more than one. */
const BLANKS = /[^\S\r\n\t]{2,}/g;

/** A text's sentences in order. */
export function sentences(text: string): Sentence[] {
  return text
    .replaceAll(BLANKS, " ")
    .split(ENDS)
    .map((piece) => piece.replace(GREETED, ""))
    .flatMap((piece) => piece.split(THEN_ANSWER))
    .flatMap((piece) => piece.split(INSTEAD))
    .map((piece) => piece.trim())
    .filter((piece) => piece !== "")
    .flatMap((piece) => (NOTS.test(piece) ? partsOf(piece) : [{ text: piece, kind: kindOf(piece) }]));
}

/** Of a sentence that shuts somebody out only those parts do that say so. */
function partsOf(sentence: string): Sentence[] {
  return sentence
    .split(SPLIT_NOT)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => ({ text: part, kind: NOTS.test(part) ? "not" : kindOf(part) }));
}

/** Of one that shuts nobody out. */
function kindOf(sentence: string): Exclude<SentenceKind, "not"> {
  const terms = sentence.search(TERMS);
  const ask = terms < 0 ? -1 : sentence.search(PLAIN_ASKS);
  if (terms >= 0 && (ask < 0 || ask > terms)) return "terms";
  return ASKS.test(sentence) || CALLS.test(sentence) ? "ask" : "tell";
}

/** One pattern for many of the same flags: a text is walked once. */
function anyOf(patterns: readonly RegExp[]): RegExp {
  const sources = patterns.map(({ source }) => `(?:${source})`);
  return new RegExp(sources.join("|"), patterns[0]?.flags);
}
