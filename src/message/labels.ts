/**
 * The words clients print above a forwarded mail: the labels of its header and the line before it.
 * Sources: the clients named in test/message/forwards.ts, in the languages they ship.
 */
import { words } from "./words.ts";

export type Role = "from" | "to" | "cc" | "date" | "subject" | "reply-to" | "other";

/** Lower-case. A label that means two things in two languages stands where it is more often seen. */
const LABELS: Readonly<Record<Role, readonly string[]>> = {
  from: words(`
    from|od|fra|von|absender|de|expéditeur|expediteur|remitente|da|mittente|van|afzender|nadawca|
    de la|expeditorul|expeditor|från|fran|avsändare|lähettäjä|šalje|pošiljatelj|odesílatel|
    odosielateľ|feladó|kimden|gönderen|afsender|от|от кого|отправитель|від|від кого|відправник|
    подател|шаље|од|пошиљалац|saatja|kellelt|no|nuo|από|αποστολέας|מאת|השולח|من|المرسل|از|frá|nork|
    发件人|寄件者|寄件人|發件人|差出人|送信元|送信者|보낸 사람|보낸사람|보내는 사람|발신|발신자|발신인|từ|người gửi|จาก|dari|pengirim|
    remetente|avsender
  `),
  to: words(`
    to|komu|til|an|empfänger|para|destinatario|destinataire|vastaanottaja|à|a|pour|prima|za|címzett|
    aan|do|adresat|destinatarul|către|catre|pre|till|mottagare|kime|alıcı|кому|получатель|одержувач|
    до|за|прима|kellele|saaja|kam|iki|προς|παραλήπτης|אל|עבור|إلى|الى|المستلم|به|nori|per a|收件人|收件者|
    宛先|送信先|받는 사람|받는사람|수신|수신자|수신인|đến|tới|người nhận|ถึง|kepada|untuk|destinatário|modtager|mottaker
  `),
  cc: words(`
    cc|bcc|kopie|kopie (cc)|kopio|másolat|másolatot kap|kopi|kopia|dw|udw|kópia|копия|копія|копие|
    bilgi|copie à|copie|copia|copia per conoscenza|c.c|κοιν|κοιν.|κοινοποίηση|עותק|העתק|نسخة|
    نسخة إلى|koopia|抄送|副本|写し|참조|숨은참조|สำเนา|đồng gửi|tembusan|密送|密件抄送|cci|cco|ccn|skrytá kopie
  `),
  date: words(`
    date|sent|datum|dato|sendt|gesendet|gesendet am|fecha|enviado|enviado el|enviado em|enviada em|
    enviada|fecha de envío|data|inviato|inviato il|data di invio|päivämäärä|päiväys|lähetetty|envoyé|
    envoyé le|date d'envoi|dátum|elküldve|küldve|odesláno|odoslané|odoslaná|wysłano|wysłane|
    data wysłania|dată|trimis|trimisă|дата|отправлено|дата отправки|надіслано|відправлено|изпратено|
    послато|датум|tarih|gönderilen|gönderildi|gönderme tarihi|gönderilme tarihi|verzonden|skickat|
    poslano|kuupäev|saadetud|datums|nosūtīts|išsiųsta|ημερομηνία|στάλθηκε|תאריך|נשלח|نشرت|التاريخ|
    تاريخ|تاريخ الإرسال|تم الإرسال|أرسلت|日付|送信日時|送信日|日時|发送时间|发送日期|日期|时间|時間|寄件日期|傳送日期|發送時間|傳送時間|보낸 날짜|
    보낸날짜|날짜|일시|보낸 시간|발신일|ngày|đã gửi|วันที่|ส่ง|ส่งเมื่อ|tanggal|dikirim|dagsetning|sendt den|message du|
    data d'enviament|когда|время
  `),
  subject: words(`
    subject|předmět|emne|betreff|asunto|assunto|aihe|objet|sujet|predmet|naslov|tárgy|oggetto|
    onderwerp|temat|subiect|subiectul|тема|ämne|konu|teema|tēma|tema|zadeva|наслов|предмет|относно|
    θέμα|נושא|הנושא|الموضوع|موضوع|efni|件名|主题|主題|主旨|标题|標題|제목|chủ đề|tiêu đề|เรื่อง|หัวข้อ|subjek|
    perihal|assumpte|gaia
  `),
  "reply-to": words(`
    reply-to|reply to|odgovori na|odpověď na|odpovědět|svar til|antwoord aan|vastaus|vastausosoite|
    répondre à|antwort an|antwortadresse|válaszcím|rispondi a|odpowiedź-do|odpowiedz|responder a|
    răspuns către|ответ-кому|обратный адрес|odpovedať-pre|svara till|svar till|yanıt adresi|yanıtla|
    кому відповісти|返信先|回复|回覆|回复至|답장 주소
  `),
  other: words(`
    importance|priority|priorité|wichtigkeit|priorität|attachments|attachment|anlagen|anhänge|
    pièces jointes|adjuntos|datos adjuntos|anexos|allegati|bijlagen|bifogade filer|vedhæftede filer|
    vedlegg|liitteet|přílohy|załączniki|вложения|ekler|附件|添付ファイル|resent-from|organization|x-mailer|
    message-id|list-id|newsgroups|sensitivity|categories
  `),
};

const ROLES: ReadonlyMap<string, Role> = new Map(
  Object.entries(LABELS).flatMap(([role, labels]) => labels.map((label) => [label, role as Role])),
);

/** No label is longer. Characters. */
const LABEL_CHARS = 30;
/** A value longer than this is cut: lists of addressees can be very long. */
const VALUE_CHARS = 2000;

export interface Labelled {
  /** As printed. */
  readonly label: string;
  /** Null when the label is none of a mail header that we know. */
  readonly role: Role | null;
  readonly value: string;
}

/** `Label: value`, `*Label:* value`, `Label：value`; null when the line is none. No pattern: it sees every line of every mail. */
export function labelledLine(line: string): Labelled | null {
  if (line.startsWith("|")) return tableRow(line);
  const colon = colonIn(line);
  if (colon < 1 || line.startsWith("//", colon + 1)) return null;
  const label = withoutStars(line.slice(0, colon));
  if (label === "" || label.length > LABEL_CHARS) return null;
  return { label, role: roleOf(label), value: withoutStars(line.slice(colon + 1, colon + 1 + VALUE_CHARS)) };
}

/** `| 发件人 | Jo<jo@example.com> |`: how 163.com prints its header. */
function tableRow(line: string): Labelled | null {
  const [before, label, value, after] = line.split("|", 5).map((cell) => cell.trim());
  if (before !== "" || after !== "" || !label || value === undefined || label.length > LABEL_CHARS)
    return null;
  return { label, role: roleOf(label), value: value.slice(0, VALUE_CHARS) };
}

function colonIn(line: string): number {
  const [narrow, wide] = [line.indexOf(":"), line.indexOf("\uff1a")];
  const colon = narrow < 0 || wide < 0 ? Math.max(narrow, wide) : Math.min(narrow, wide);
  return colon < LABEL_CHARS + 10 ? colon : -1;
}

/** Without the blanks around it, and the `*` that text made of HTML puts around what was bold. */
function withoutStars(text: string): string {
  const trimmed = text.trim();
  return /^\*|\*$/.test(trimmed) ? trimmed.replace(/^\*{1,2}\s*|\s*\*{1,2}$/g, "") : trimmed;
}

function roleOf(label: string): Role | null {
  const lower = label.toLowerCase();
  const known = ROLES.get(lower);
  if (known !== undefined || /^[ -~]*$/.test(lower)) return known ?? null;
  const plain = lower.normalize("NFC").replace(/\s+/g, " ");
  return ROLES.get(plain) ?? ROLES.get(plain.replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, "")) ?? null;
}

/** What a line of dashes, or of words alone, says of the mail below it. */
export type Mark = "forward" | "original" | "rule";

/** Words of the line that opens a forwarded mail, between dashes or (Apple Mail, MailMate) before a colon. Lower-case. */
const FORWARD_STEMS = words(`
  forwarded message|forwarded mail|forwarded email|forwarded by|fwd.msg|weitergeleitete|message transmis|
  message transféré|message réexpédié|courriel transféré|mensaje reenviado|mensagem reencaminhada|
  mensagem encaminhada|messaggio inoltrato|doorgestuurd|vidarebefordra|videresendt|edelleenlähetetty|
  välitetty viesti|przekazan|przekazywan|przesłana dalej|přeposlan|přeposílan|preposlan|továbbított|
  mesaj redirecționat|mesajul redirecționat|mesaj redirecţionat|proslijeđen|prosleđen|iletilmiş|
  iletilen|ileti başlangıcı|i̇leti başlangıcı|i̇letilmiş|i̇letilen|пересылаемо|пересланное|
  перенаправлен|переадресован|переслан|пересилається|препратен|проследђен|edastatud|pārsūtīt|
  persiųst|προωθημένο|προώθηση μηνύματος|הודעה שהועברה|הודעה מועברת|تم توجيهها|رسالة معاد توجيهها|
  الرسالة المعاد توجيهها|رسالة مُعاد|転送メッセージ|メッセージを転送|転送された|转发的邮件|转发邮件|轉寄郵件|轉寄的郵件|轉發|转发|전달된 메시지|
  전달된 메일|전달 메시지|원본 전달|tin nhắn được chuyển tiếp|thư được chuyển tiếp|pesan terusan|ข้อความที่ส่งต่อ|
  missatge reenviat
`);

const ORIGINAL_STEMS = words(`
  original message|original mail|original e-mail|original appointment|originalnachricht|
  ursprüngliche nachricht|message d'origine|message original|messaggio originale|mensaje original|
  mensagem original|oorspronkelijk bericht|originalmeddelande|ursprungligt meddelande|oprindelig|
  opprinnelig melding|alkuperäinen viesti|wiadomość oryginalna|oryginalna wiadomość|původní zpráva|
  pôvodná správa|eredeti üzenet|mesaj original|mesajul original|исходное сообщение|original besked|
  оригинальное сообщение|вихідне повідомлення|особисте повідомлення|özgün ileti|orijinal mesaj|
  izvorna poruka|αρχικό μήνυμα|הודעה מקורית|الرسالة الأصلية|原始邮件|原始郵件|元のメッセージ|원본 메시지|원본 메일|thư gốc|
  pesan asli|reply message|回复的原邮件
`);

/** Longer lines are prose. Characters. */
const MARK_CHARS = 100;
/** Without dashes around it, a longer line is a sentence. Characters. */
const ALONE_CHARS = 45;
const DASHED = /^[-–—_=*~]{2,}\s?([^-–—_=*~].*?)\s?[-–—_=*~]{2,}:?$/u;

/** `----- Any words -----` to its words; null when the line is no such line. */
export function dashedWords(line: string): string | null {
  return line.length > MARK_CHARS ? null : (DASHED.exec(line)?.[1] ?? null);
}

/** @param line trimmed and without quote marks; null when it opens nothing. */
export function markOf(line: string): Mark | null {
  if (line.length < 5 || line.length > MARK_CHARS || !/^[-–—_=*~]|[:：]$/.test(line)) return null;
  if (/^[-_]{20,}$/.test(line)) return "rule";
  const words =
    dashedWords(line) ?? (/[:：]$/.test(line) && line.length < ALONE_CHARS ? line.slice(0, -1) : null);
  if (words === null) return null;
  const plain = words.toLowerCase().normalize("NFC");
  if (FORWARD_STEMS.some((stem) => plain.includes(stem))) return "forward";
  return ORIGINAL_STEMS.some((stem) => plain.includes(stem)) ? "original" : null;
}
