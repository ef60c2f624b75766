/** What a contact asks of the mails they get, in their own words; only the careful direction is read at all (DESIGN 4). */

export type Wish =
  | { readonly kind: "stop" }
  | { readonly kind: "forget" }
  | { readonly kind: "less" }
  /** `when` in their words: `june`, `3 weeks`. */
  | { readonly kind: "pause"; readonly when: string }
  | { readonly kind: "only"; readonly subjects: readonly string[] }
  /** Queries again, after a stop. */
  | { readonly kind: "resume" };

/** Only the beginning of an answer is looked at, and of it short sentences: a wish is not buried in a story. Characters. */
const READ_CHARS = 800;
const SENTENCE_CHARS = 120;

/** Case counts here: a greeting may be followed by a name. */
const POLITE =
  /^(?:(?:(?:[Hh]i|[Hh]ello|[Hh]ey|[Dd]ear|[Tt]hanks?(?: you)?|[Ss]orry)(?:[\s,]+\p{Lu}\p{Ll}[\p{L}'’-]*)?|[Oo]k(?:ay)?|[Pp]lease|[Pp]ls|[Kk]indly|[Bb]ut|[Aa]nd|[Yy]es|[Cc]ould you|[Cc]an you|[Ww]ould you|I(?:['’]d| would) (?:like|prefer)(?: you)? to|I want you to|[Mm]aybe|[Pp]erhaps|[Ff]or now|[Ff]rom now on)(?:[\s,]+|$))+/u;
const AFTER =
  /[\s,]*(?:please|pls|thanks?(?: you)?(?: so much)?|for now|if you can|if possible|from now on|best|cheers)?[\s,]*$/i;

const MAILS =
  "(?:quer(?:y|ies)|requests?|e-?mails?|mails?|messages?|these|those|them|this|it|anything|any more|anymore|more|of|media|journalists?['’]?|like|to me|me|from you|at all|any|the|your|list|these lists?)";
const STOP = [
  /^(?:stop|unsubscribe|opt(?:ing)?[- ]?out|abmelden|abbestellen|stopp|désabonner|désinscrire|désinscription|baja|darme de baja|cancellami|uitschrijven|afmelden)(?: me)?$/i,
  new RegExp(
    `^(?:stop|don['’]?t|do not|no longer|never|quit)(?: ever)?(?: send| sending| forward| forwarding| e?-?mail| e?-?mailing| write| writing| share| sharing| pass| passing)(?: ${MAILS})*(?: on)?(?: ${MAILS})*$`,
    "i",
  ),
  new RegExp(`^(?:remove|take|unsubscribe|delete) me(?: (?:off|from|out of|of))?(?: ${MAILS})*$`, "i"),
  new RegExp(`^no (?:more|further)(?: ${MAILS})*$`, "i"),
  /^(?:i (?:don['’]?t|do not) want (?:any more|these|any|more)(?: of)?(?: (?:these|queries|mails?|e-?mails?|requests|any ?more))*)$/i,
  /^(?:bitte )?(?:keine (?:weiteren |mehr )?(?:anfragen|mails|e-mails)(?: mehr)?|nicht mehr (?:schicken|senden))$/i,
  /^(?:(?:merci de |veuillez )?ne (?:plus |m['’]envoyez plus )(?:rien )?(?:m['’]envoyer|envoyer)?.{0,20}|plus de (?:mails?|demandes))$/i,
  /^(?:no (?:me )?(?:envíes|envíe|mandes|mande) más.{0,20}|no más (?:correos|mensajes|consultas))$/i,
];
const FORGET =
  /^(?:forget (?:me|about me)|(?:delete|erase|remove) (?:me|all)?(?: of)? ?(?:my )?(?:personal )?(?:data|details|information|info|address|everything(?: you have)?(?: (?:on|about) me)?)(?: you (?:have|hold|keep))?(?: (?:on|about) me)?(?: from .{2,30})?|(?:i )?(?:invoke|exercise|claim) (?:my )?right to (?:be forgotten|erasure)|right to (?:be forgotten|erasure)|gdpr (?:erasure|deletion)(?: request)?)$/i;
const LESS = [
  new RegExp(`^(?:send(?: me)? )?(?:less|fewer)(?: often| frequent(?:ly)?| ${MAILS})*$`, "i"),
  new RegExp(`^not so (?:many|much|often)(?: ${MAILS})*$`, "i"),
  new RegExp(
    `^(?:that['’]s |this is |these are |it['’]s )?(?:(?:a bit |a little |way )?too (?:many|much|often))(?: ${MAILS})*$`,
    "i",
  ),
];
const PAUSE =
  /^(?:pause|hold off|hold|wait|stop|nothing|no (?:more )?(?:queries|mails?|e-?mails?|requests)|not|none|skip me|leave me out|i(?:['’]m| am) (?:away|out|busy|off|on leave|on holiday|travelling|traveling))(?: (?:these|them|this|me|it|sending|queries|mails|everything|now))* (?:till|til|until|before|for|till after|until after) (?:the )?(.{2,30})$/i;
const ONLY =
  /^(?:(?:just|only)(?: send(?: me)?)?|send(?: me)? only|i only want)(?: (?:ones?|queries|requests))?(?: (?:on|about|for))? (.{2,60})$|^(.{2,40}) only$/i;
/** "Only if there is time", "only just saw this", "just a thought": no subject. */
const NO_SUBJECT =
  /^(?:if|when|once|because|after|until|till|the|now|just|saw|got|read|one|two|a|an|i|we|you|he|she|they|it|this|that|these|those|my|your|for|to|in|on|at|by|with|not|available|free|have|had|today|tomorrow|yesterday|back|checking|wanted|wondering|fyi|so|by email|by mail|in writing|thanks?|read)\b|\d/i;
const RESUME =
  /^(?:start(?: sending)?(?: me)?(?: (?:again|queries|mails|these|them|requests))+|resume(?: (?:sending|these|queries|please))*|(?:you (?:can|may) )?send(?: me)?(?: (?:queries|these|mails|requests|them|more))* again|i(?:['’]d| would) like (?:to get )?(?:queries|these|them|more) again|put me back(?: on(?: the list)?)?|unstop|subscribe(?: me)?(?: again)?)$/i;

/** The wishes in the words they wrote themselves, each kind once, the firmest first. */
export function wishesIn(words: string): readonly Wish[] {
  const found = sentences(words.slice(0, READ_CHARS)).flatMap((each) => wishOf(each) ?? []);
  const kinds = new Set(found.map(({ kind }) => kind));
  const isFirm = kinds.has("stop") || kinds.has("forget");
  return found.filter(
    (each, at) =>
      found.findIndex(({ kind }) => kind === each.kind) === at &&
      !(each.kind === "stop" && kinds.has("forget")) &&
      (!isFirm || each.kind === "stop" || each.kind === "forget"),
  );
}

function sentences(words: string): readonly string[] {
  return words
    .split(/[.!?;\n]+(?=\s|$)|\n| [–—-] /)
    .map((each) =>
      each
        .replace(/["“”()]/g, "")
        .replace(/\s+/g, " ")
        .trim(),
    )
    .filter((each) => each !== "" && each.length <= SENTENCE_CHARS);
}

function wishOf(sentence: string): Wish | null {
  for (const said of [sentence, sentence.replace(POLITE, ""), sentence.replace(/^.*?,\s*/, "")]) {
    const wish = read(said.replace(AFTER, "").trim());
    if (wish !== null) return wish;
  }
  return null;
}

function read(said: string): Wish | null {
  if (FORGET.test(said)) return { kind: "forget" };
  const [, when = ""] = PAUSE.exec(said) ?? [];
  if (when !== "") return { kind: "pause", when };
  if (STOP.some((pattern) => pattern.test(said))) return { kind: "stop" };
  if (LESS.some((pattern) => pattern.test(said))) return { kind: "less" };
  if (RESUME.test(said)) return { kind: "resume" };
  const [, before, behind] = ONLY.exec(said) ?? [];
  const subjects = subjectsIn(before ?? behind ?? "");
  return subjects.length === 0 ? null : { kind: "only", subjects };
}

function subjectsIn(text: string): readonly string[] {
  const plain = text
    .replace(/\b(?:related )?(?:stuff|things|topics|subjects|stories|queries|requests|ones)\b/gi, " ")
    .replace(/\s+/g, " ")
    .trim();
  if (plain === "" || NO_SUBJECT.test(plain)) return [];
  const subjects = plain.split(/,| and | or |&/).map((each) => each.trim().toLowerCase());
  return subjects.every((each) => each !== "" && each.split(" ").length <= 3) ? subjects : [];
}
