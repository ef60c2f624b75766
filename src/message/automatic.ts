/**
 * Mail that no person wrote (RFC 3834).
 *
 * Known by safe header fields and by how such subjects begin. `Precedence: bulk` and `List-*` are no sign of it:
 * list mail is our raw material.
 */
import { returnDay } from "./absence.ts";
import { hasNullSender, isDeliveryReport } from "./bounce.ts";
import { fieldValue, fieldValues } from "./header.ts";
import type { AutomaticReason, Bounce, Message } from "./message.ts";
import type { Mime } from "./mime.ts";
import { words } from "./words.ts";

/** A mail that made more hops goes round; RFC 5321 §6.3 allows 100, honest mail makes a dozen. */
const HOPS = 50;
/** What of the text is looked at for words of absence. Characters. */
const HEAD_CHARS = 2000;

/** Fields that only answering machines set. */
const AUTOREPLY_FIELDS = words(
  "x-autoreply|x-autorespond|x-autoresponder|x-auto-reply|x-autoreply-from|x-mail-autoreply|x-auto-reply-from",
);

/** How such subjects begin; then a colon, a dash or the end. */
const AUTOREPLY_SUBJECT = new RegExp(
  `^(?:${words(`
    auto(?:matic|mated)?[- ]?(?:reply|response|respons|responder|answer|antwort|svar|antwoord|risposta)|
    out[- ]of[- ](?:the[- ])?office(?: auto[- ]?reply| reply| message| notification)?|ooo|i am out of office|
    abwesenheits(?:notiz|nachricht|meldung|assistent)|abwesenheit|automatische (?:antwort|rückmeldung)|
    réponse automatique|absence du bureau|message d'absence|respuesta automática|fuera de (?:la )?oficina|
    risposta automatica|fuori (?:sede|ufficio)|resposta automática|fora do escritório|ausência temporária|
    automatisch antwoord|afwezig(?:heidsbericht)?|autosvar|automatisk svar|automatiskt svar|frånvaro|fraværende|
    automaattinen vastaus|poissaoloviesti|autoodpowiedź|odpowiedź automatyczna|automatická odpověď|
    automatická odpoveď|automatikus válasz|автоответ|автоматический ответ|автоматична відповідь|otomatik yanıt|
    otomatik cevap|răspuns automat|αυτόματη απάντηση|תשובה אוטומטית|رد تلقائي|自动回复|自動回覆|自動応答|自動返信|
    자동 회신|자동 응답
  `).join("|")})\\s*(?:[:：–—-]|$|\\(|\\[)`,
  "iu",
);

const ABSENCE = new RegExp(
  words(`
    out of (?:the )?office|\\bo\\.?o\\.?o\\b|\\baway\\b|vacation|holiday|\\bon leave|annual leave|parental leave|maternity|
    travell?ing|absen|urlaub|nicht im (?:büro|haus)|congé|en déplacement|vacaciones|ausente|de baja|ferie|fuori (?:sede|ufficio)|
    férias|fora do escritório|afwezig|vakantie|semester|frånvar|fravær|loma|poissa|urlop|nieobecn|dovolen|mimo kancelář|szabadság|
    házon kívül|отпуск|отсутств|відпуст|concediu|\\bizin|tatil|άδεια|חופש|إجازة|休暇|不在|休假|外出|휴가|부재
  `).join("|"),
  "iu",
);

/** Systems that ask the sender to prove to be a person. */
const CHALLENGE_SUBJECT = new RegExp(
  words(`
    ^(?:please )?(?:confirm|verify) (?:your )?(?:e-?mail|message|delivery|that you sent)|sender (?:verification|confirmation)|
    ^verification (?:required|needed) for (?:your )?(?:message|e-?mail)|your (?:e-?mail|message) (?:requires|needs) verification|
    ^\\[?(?:spamarrest|boxbe|bluebottle|knujon|mailblocks)|message (?:held|awaiting) .*(?:verification|confirmation)|
    to complete delivery of your message|challenge[- ]response
  `).join("|"),
  "iu",
);
const CHALLENGE_FIELDS = words("x-tmda-fingerprint|x-tmda-confirm-from|x-boxbe-challenge|x-spamarrest-probe");

const FEEDBACK_SUBJECT = /^\s*complaint about message from|^abuse report\b/i;
/** Apple Mail's answer to `List-Unsubscribe: <mailto:…>`. */
const UNSUBSCRIBED = /sent this e-?mail to unsubscribe/i;
/** Fields and Return-Path are the machine's own; a subject alone may be a list's. */
const READ_RECEIPT = /report-type="?disposition-notification/i;

export interface AutomaticContext {
  readonly mime: Mime;
  readonly bounce: Bounce | null;
  /** The mail's own text, tidied. */
  readonly text: string;
  readonly subject: string | null;
  readonly sentAt: Date | null;
}

/** Null when a person, or a list, may have written it. */
export function automaticOf(context: AutomaticContext): Message["automatic"] {
  const why = reasonOf(context);
  if (why === null) return null;
  const returnsOn = saysBack(why, context) ? returnDay(context.text, context.sentAt) : null;
  return { why: returnsOn === null ? why : "out-of-office", returnsOn };
}

/** Nobody need write "out of office": an automatic answer that names a day of being back is one. */
function saysBack(why: AutomaticReason, { mime, text }: AutomaticContext): boolean {
  const isAnswer = why === "other" && submittedOf(mime)?.startsWith("auto-replied") === true;
  return why === "out-of-office" || (isAnswer && BACK.test(text.slice(0, HEAD_CHARS)));
}

const BACK =
  /(?<!\p{L})(?:(?:am|be|i'm) back|back (?:on|in|at|from)|return(?:ing)? on|wieder da|zurück|de retour|di ritorno|de vuelta|de volta|terug|tilbage|tillbaka)(?!\p{L})/iu;

/** Auto-Submitted as printed, lower-case; null when absent. */
export function submittedOf({ fields }: Mime): string | null {
  return fieldValue(fields, "auto-submitted")?.toLowerCase() ?? null;
}

function reasonOf(context: AutomaticContext): AutomaticReason | null {
  const { mime, bounce } = context;
  if (bounce !== null) return "bounce";
  if (isFeedback(context)) return "feedback";
  if (isReceipt(mime)) return "receipt";
  if (isLoop(mime)) return "loop";
  if (isChallenge(context)) return "challenge";
  if (isAutoReply(context)) return isAbsence(context) ? "out-of-office" : "other";
  return isMachines(mime) ? "other" : null;
}

function isFeedback({ mime, subject, text }: AutomaticContext): boolean {
  const hasReport = mime.parts.some(({ contentType }) => contentType === "message/feedback-report");
  const hasMail = mime.parts.some(({ contentType }) => contentType === "message/rfc822");
  const isComplaint = hasMail && FEEDBACK_SUBJECT.test(subject ?? "");
  return (
    hasReport || isComplaint || (submittedOf(mime) !== null && UNSUBSCRIBED.test(text.slice(0, HEAD_CHARS)))
  );
}

function isReceipt(mime: Mime): boolean {
  return (
    mime.parts.some(({ contentType }) => contentType === "message/disposition-notification") ||
    READ_RECEIPT.test(fieldValue(mime.fields, "content-type") ?? "") ||
    isDeliveryReport(mime)
  );
}

function isLoop({ fields }: Mime): boolean {
  return fieldValues(fields, "received").length > HOPS;
}

function isChallenge({ mime, subject }: AutomaticContext): boolean {
  if (CHALLENGE_FIELDS.some((name) => fieldValue(mime.fields, name) !== null)) return true;
  const isUnasked =
    submittedOf(mime) !== null || hasNullSender(mime) || fieldValue(mime.fields, "in-reply-to") !== null;
  return isUnasked && CHALLENGE_SUBJECT.test(subject ?? "");
}

function isAutoReply({ mime, subject }: AutomaticContext): boolean {
  const { fields } = mime;
  if (submittedOf(mime)?.startsWith("auto-replied")) return true;
  if (AUTOREPLY_FIELDS.some((name) => fieldValue(fields, name) !== null)) return true;
  if (/^auto[_-]?reply$/i.test(fieldValue(fields, "precedence") ?? "")) return true;
  const isList = fieldValue(fields, "list-id") !== null;
  return !isList && AUTOREPLY_SUBJECT.test(subject ?? "");
}

/** Exchange sends its `Automatic reply: …` only for absences, so that its subject alone is enough. */
function isAbsence({ mime, subject, text }: AutomaticContext): boolean {
  const said = [submittedOf(mime) ?? "", subject ?? "", text.slice(0, HEAD_CHARS)].join("\n");
  return /^automatic reply:/i.test(subject ?? "") || ABSENCE.test(said);
}

function isMachines(mime: Mime): boolean {
  const submitted = submittedOf(mime);
  if (submitted !== null && !/^no\b/.test(submitted)) return true;
  return /\ball\b/i.test(fieldValue(mime.fields, "x-auto-response-suppress") ?? "") || hasNullSender(mime);
}
