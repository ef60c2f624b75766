/** Lines that are hers but ask for nothing: greetings, thanks, signatures, and the `ref:` line of a ready-made answer. */

/** `ref: …` ties an answer to its letter; a phone's signature may push it anywhere. */
export const isRef = (line: string): boolean => /^\s*ref:\s*[a-z0-9]{20,40}\s*$/i.test(line);

/** `-- ` (RFC 3676 §4.3), also with its blank eaten or made a dash by a phone. */
const DELIMITER = /^\s*(?:--|—|––)\s*$/;

export const isDelimiter = (line: string): boolean => DELIMITER.test(line);

/** What phones and mail programs write below a mail by themselves. */
const SENT_FROM = new RegExp(
  `^\\s*[[(<*]?(?:${[
    "(?:sent|composed|written|typed) (?:from|with|using|by|via|on my|on an?)(?!\\p{L})|get (?:outlook|bluemail)|download outlook",
    "von mein|gesendet (?:von|mit|über)|diese nachricht wurde von|holen sie sich outlook",
    "envoyé (?:de|depuis|à partir|avec)|obtenir outlook|téléchargez outlook|télécharger outlook",
    "enviado (?:desde|do|de|a partir|con|pelo|mediante)|obtener outlook|obter o outlook|obtenha o outlook",
    "inviato (?:da|dal|con)|scarica outlook|ottieni outlook|verzonden (?:vanaf|vanuit|met|via)|verstuurd (?:vanaf|vanuit|met)",
    "outlook voor|sendt (?:fra|med)|hent outlook|skickat (?:från|med)|skickad från|hämta outlook|lähetetty|wysłan[eo] z",
    "odesláno z|odoslané z|trimis de pe|elküldve|iphone'umdan|отправлено (?:с|из)|надіслано з|從我的|发自|發自|iphoneから送信|나의 iphone",
  ].join("|")})`,
  "iu",
);

/** A signature begins here: a delimiter, or a line a phone adds. */
export const isSignature = (line: string): boolean => DELIMITER.test(line) || SENT_FROM.test(line);

const HELLO = [
  "hi|hiya|hello|hey|dear|good (?:morning|afternoon|evening|day)|morning|greetings|g'day",
  "hallo|guten (?:tag|morgen|abend)|moin|servus|grüezi|liebe[rs]?|sehr geehrte[rs]?",
  "bonjour|bonsoir|salut|coucou|cher|chère|hola|buen[oa]s (?:días|dias|tardes|noches)|estimad[oa]s?|querid[oa]s?",
  "ciao|buongiorno|buonasera|salve|car[oa]|gentile|olá|ola|oi|bom dia|boa (?:tarde|noite)|prezad[oa]",
  "hoi|goede?(?:morgen|middag|navond|dag)|beste|dag|hej|hejsan|hei|god (?:morgen|dag|aften|kveld|morgon)|kære|kjære",
  "moi|terve|huomenta|cześć|dzień dobry|witam|ahoj|dobrý den|szia|merhaba|selam|günaydın",
  "привет|здравствуйте|добрый (?:день|вечер)|доброе утро|вітаю|γεια|καλημέρα|שלום|مرحبا",
  "こんにちは|おはよう|你好|您好|안녕하세요|namaste|aloha",
].join("|");
const GREETING = new RegExp(`^(?:${HELLO})(?=$|[\\s,.!:;、，])`, "iu");

/** `Hi Sendalong,`: a greeting and nothing that asks for anything. */
export function isGreeting(line: string): boolean {
  const said = line.trim();
  if (said.length > 48 || !GREETING.test(said)) return false;
  return !/\d|[:;].*\S/.test(said) && said.split(/\s+/).length <= 5;
}

/** What stands before a command on the same line: `Hi there, 1 3b`. */
export const GREETED =
  /^(?:hi|hiya|hello|hey|(?:good )?(?:morning|afternoon|evening))(?: there| sendalong)?[,.!]* +/i;

const GLAD =
  "great|perfect|lovely|super|brilliant|wonderful|excellent|fab|cool|amazing|ok|okay|all good here|got it";
/** As a pattern; in the languages her people write. */
export const THANKS =
  "(?:many )?thanks|thank you|thx|ty|cheers|ta|danke|vielen dank|merci|gracias|grazie|obrigad[oa]|bedankt|dank je|tak|tack|takk";
const COURTESY = new RegExp(
  `^(?:(?:${GLAD})[,.!]* ?){0,3}(?:(?:${THANKS})(?: you)?)?(?: (?:so|very) much| a lot| a million| again)?` +
    `(?: for (?:this|these|those|that|today|the (?:list|digest|mail|email)))?[,.!]* ?(?:sendalong)?[.!]*$`,
  "i",
);

/** `Great, thanks!`: kind, and no command. A lone "ok" may be meant as a yes and is none of these. */
export function isCourtesy(line: string): boolean {
  const said = line.trim();
  if (said.length > 60 || /^ok(?:ay)?[.!]*$/i.test(said)) return false;
  return COURTESY.test(said) || SEE_BELOW.test(said);
}

/** What stands above a quote that she answers line by line. */
const SEE_BELOW =
  /^(?:(?:please )?see (?:my (?:answers|comments|replies) )?|(?:my )?(?:answers|comments|replies) )?(?:below|inline|in[- ]between)(?: in \S+)?[.:,!]*$/i;

const FAREWELL =
  /^(?:(?:all|very|my|many|with)? ?(?:kind(?:est)?|best|warm(?:est)?) ?(?:regards|wishes)?|regards|sincerely|yours(?: truly| sincerely)?|bye|xx?|(?:viele |liebe |beste |herzliche )?grüße|lg|vg|mfg|cordialement|bien à vous|saludos|un saludo|saluti|groet(?:en|jes)?|hilsen|mvh|hälsningar)[,.!]*$/iu;

/**
 * A line that only ends her mail: a farewell, thanks, a phone's line, her name, or one of her signature.
 *
 * @param own her name and the lines of her signature, as she wrote them
 */
export function isEnding(line: string, own: readonly string[]): boolean {
  const said = plain(line);
  if (said === "" || isCourtesy(line) || isSignature(line) || FAREWELL.test(line.trim())) return true;
  return own.some((each) => plain(each) === said || plain(each.split(" ")[0] ?? "") === said);
}

/** Letters and digits alone: `– Nell` is `Nell`. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Below a command, whatever stands between: she has thought again. */
const TAKEN_BACK =
  /^(?:oh|hm+|er+m?|ah)?[, ]*(?:actually|wait(?! for)|hold (?:on|off|that|it|them)|hang on|scratch (?:that|it)|never ?mind|oops|on second thoughts?|(?:please )?(?:don['’]?t|do not)(?! (?:forget|worry|hesitate|print|reply|click|open))|no,? (?:wait|don)|sorry,? (?:no|wait|not|i me|don|actually|scratch)|i mean[t,]|correction|forget (?:it|that|what)|not (?:yet|now)(?!\p{L})|cancel (?:that|it|all)|but(?!\p{L}))/iu;
/** On the line right below a command: it is a condition of it. */
const CONDITION =
  /^(?:if|unless|only (?:if|when|after|once)|when|once(?! again)|after|before|until|till|except|provided|as (?:long|soon) as|assuming|not)(?!\p{L})/iu;

/** Whether prose below a command takes it back or ties it to a condition; then it cannot be surely meant. */
export function takesBack(line: string, isRightBelow: boolean): boolean {
  const sentences = line.trim().split(/(?<=[.!?…]) +/);
  if (sentences.some((sentence) => TAKEN_BACK.test(sentence))) return true;
  return isRightBelow && CONDITION.test(line.trim()) && !line.trim().endsWith("?");
}
