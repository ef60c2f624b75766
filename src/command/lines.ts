/** Lines that are not hers, or not a command of hers: quotes and what introduces them, signatures, greetings, courtesies. */

/** Text put before quoted lines; `|` is Elm's and Mutt users' mark. */
const QUOTED = /^\s{0,3}(?:>|\|\s|&gt;)/;

export const isQuoted = (line: string): boolean => QUOTED.test(line);

/** `ref: …` ties a ready-made answer to its letter and may stand anywhere. */
export const isRef = (line: string): boolean => /^\s*ref:\s*[a-z0-9]{20,40}\s*$/i.test(line);

/** "wrote", as mail programs write it in an intro line. */
const WROTE =
  /(?:\bwrote|\bwrites|\bschrieb|\bgeschrieben|a écrit|\bécrit|\bescribió|\bescribio|\bha scritto|\bescreveu|\bschreef|\bgeschreven|\bskrev|\bkirjoitti|\bnapisał|\bpisze|\bnapsal|\bnapísal|\bírta|\ba scris|\byazdı|\bpíše|\bnapisao|\brašė|\brakstīja|\bkirjutas|\bnapisa|\bnapisal|\bha escrit|\bescribiu|\bskrifaði|пишет|написал|пише|έγραψε|כתב|كتب|写道|寫道|のメール|님이 작성|さんは書きました|\bmenulis|đã viết|เขียน)/iu;
/** A day or a clock stands in it, in whatever language. */
const DATED = /\d{1,2}[:.h]\d{2}|\b(?:19|20)\d{2}\b|\d{1,2}[./]\d{1,2}[./]\d{2}|\d年|\d년/;
const ADDRESSED = /[<([]?\s*(?:mailto:)?[^\s<>()[\]"]{1,64}@[^\s<>()[\]"]{1,255}/;
const COLON_END = /[:：]\s*$/;

/** One whole intro line, `On Thu, Jan 21, 2027 at 9:00 AM Jo <jo@example.com> wrote:`. */
function isIntroLine(line: string): boolean {
  if (WROTE.test(line) && (COLON_END.test(line) || (DATED.test(line) && ADDRESSED.test(line)))) return true;
  return COLON_END.test(line) && DATED.test(line) && ADDRESSED.test(line);
}

/** What an intro that wraps begins with, so that a line of hers above it is never taken for its first half. */
const INTRO_START =
  /^\s*(?:on|am|le|el|il|em|op|den|w dniu|dnia|dne|dňa|în|in data|pe|ti|ke|to|la|su|ma|tor|fre|lør|søn|man|tir|ons|[a-zá-ž]{2,4}\.,?|[a-zá-ž]{2,4},|\d{1,4}[-./年 ]|[^\s]+,? \d{1,2}[., ]|в|у|пн|вт|ср|чт|пт|сб|вс|στις|בתאריך)/iu;

/** How many lines from here on are an intro; 0 when this is none. A long one wraps over two or three. */
export function introLines(lines: readonly string[], at: number): number {
  const first = lines[at] ?? "";
  if (isIntroLine(first)) return 1;
  if (!INTRO_START.test(first) || !DATED.test(first)) return wrappedAddress(lines, at);
  for (const count of [2, 3]) {
    const joined = lines.slice(at, at + count);
    if (joined.some((line) => line.trim() === "")) return 0;
    if (isIntroLine(joined.map((line) => line.trim()).join(" "))) return count;
  }
  return 0;
}

/** `Jo Owner <jo@example.com>` and `wrote:` on a line of its own. */
function wrappedAddress(lines: readonly string[], at: number): number {
  const [first = "", second = ""] = [lines[at], lines[at + 1]];
  return ADDRESSED.test(first) && second.trim().length < 40 && WROTE.test(second) && COLON_END.test(second)
    ? 2
    : 0;
}

/** `-----Original Message-----`, `________________`, `====`, `Begin forwarded message:`. */
const DIVIDER =
  /^\s*(?:[-_=*—–]{2,} ?\S.{0,60}\S ?[-_=*—–]{2,}|[_=*—–]{5,}|-{5,}|(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-mail)|début du message (?:réexpédié|transféré)|inicio del mensaje reenviado|inizio messaggio inoltrato|início da mensagem reencaminhada|begin doorgestuurd bericht) ?:?)\s*$/i;

export const isDivider = (line: string): boolean => DIVIDER.test(line);

/** A label of a header block, in any language: short, letters, then a colon. */
const LABELLED = /^\s*\*{0,2}([\p{L}][\p{L} .'’-]{0,24}?)\s*:\*{0,2}\s*(.*)$/u;
const FROM =
  /^(?:from|von|de|da|van|fra|från|od|feladó|expéditeur|remitente|mittente|lähettäjä|kimden|от|від|de la|发件人|寄件者|寄件人|差出人|보낸 사람|από|מאת|من|message du)$/iu;

/** Three `label: value` lines in a row with an address among them, or two that begin with `From`. */
export function isHeaderBlock(lines: readonly string[], at: number): boolean {
  const labels: string[] = [];
  let addressed = false;
  for (const line of lines.slice(at, at + 6)) {
    const [, label] = LABELLED.exec(line) ?? [];
    if (label === undefined && labels.length === 0) return false;
    if (label !== undefined) labels.push(label.trim());
    else if (line.trim() === "") break;
    addressed ||= ADDRESSED.test(line);
  }
  return FROM.test(labels[0] ?? "") ? labels.length > 1 : labels.length > 2 && addressed;
}

/** `-- ` (RFC 3676 §4.3), also with its blank eaten. */
const DELIMITER = /^\s*(?:--|—|––)\s*$/;
/** What phones and mail programs write below a mail by themselves. */
const SENT_FROM =
  /^\s*[[(<]?(?:(?:sent|send|get|download|composed|written|typed) (?:from|with|using|by|via|on|outlook|bluemail)\b|(?:von|mit) mein|gesendet (?:von|mit)|diese nachricht wurde von|envoyé (?:de|depuis|à partir|avec)|obtenir outlook|téléchargez|enviado (?:desde|do|de|a partir|con|pelo|mediante)|obtener outlook|obter o outlook|inviato (?:da|dal|con)|scarica outlook|ottieni outlook|verzonden (?:vanaf|vanuit|met|via)|verstuurd (?:vanaf|vanuit|met)|outlook voor|download outlook|sendt (?:fra|med)|hent outlook|skickat (?:från|med)|skickad från|hämta outlook|lähetetty|wysłane z|wysłano z|odesláno z|odoslané z|trimis de pe|elküldve|iphone'umdan|отправлено (?:с|из)|надіслано з|發自|发自|iphoneから送信|나의 iphone)/iu;

/** A signature begins here: a delimiter, or a line a phone adds. */
export const isSignature = (line: string): boolean => DELIMITER.test(line) || SENT_FROM.test(line);

const GREETING =
  /^(?:hi|hiya|hello|hey|dear|good (?:morning|afternoon|evening|day)|morning|evening|greetings|hallo|guten (?:tag|morgen|abend)|moin|servus|grüezi|liebe[rs]?|sehr geehrte[rs]?|bonjour|bonsoir|salut|coucou|cher|chère|hola|buen[oa]s (?:días|dias|tardes|noches)|estimad[oa]s?|querid[oa]s?|ciao|buongiorno|buonasera|salve|car[oa]|gentile|olá|ola|oi|bom dia|boa (?:tarde|noite)|prezad[oa]|hoi|goede?(?:morgen|middag|navond|dag)|beste|dag|hej|hejsan|hei|god (?:morgen|dag|aften|kveld|morgon)|kære|kjære|moi|terve|huomenta|cześć|dzień dobry|witam|ahoj|dobrý den|szia|merhaba|selam|günaydın|привет|здравствуйте|добрый (?:день|вечер)|доброе утро|вітаю|γεια|καλημέρα|שלום|مرحبا|こんにちは|おはよう|你好|您好|안녕하세요|namaste|aloha|g'day|yo)(?=$|[\s,.!:;、，])/iu;

/** `Hi Sendalong,`: a greeting and nothing that asks for anything. */
export function isGreeting(line: string): boolean {
  const said = line.trim();
  return (
    said.length <= 48 && GREETING.test(said) && !/\d|[:;].*\S/.test(said) && said.split(/\s+/).length <= 5
  );
}

const COURTESY =
  /^(?:(?:ok(?:ay)?|great|perfect|lovely|super|brilliant|wonderful|excellent|fab|cool|amazing)[,.!]* ?)*(?:(?:many )?thanks|thank you|thx|ty|cheers|ta|danke|merci|gracias|grazie|obrigad[oa]|bedankt|dank je|tak|tack|takk)?(?: (?:so|very) much| a lot| a million| again)?(?: for (?:this|these|those|that|the (?:list|digest|mail|email)|today))?[,.!]* ?(?:sendalong)?[.!]*$/i;

/** `Great, thanks!`: kind, and no command. */
export function isCourtesy(line: string): boolean {
  const said = line.trim();
  return said.length <= 60 && COURTESY.test(said);
}
