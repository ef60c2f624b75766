/** Invented forwards in the shape each client gives them, in the languages that clients ship. */

/** What is passed on. */
export const BODY = "Bakers who bike: tell us how.\n\nDeadline: 5 PM ET, 6 March";

/** One forward of each client and language, as it prints it: [client, lines above the body, the instant it names]. */
export const FORWARDS: readonly (readonly [string, readonly string[], string])[] = [
  [
    "Gmail, English",
    [
      "---------- Forwarded message ---------",
      "From: Ann Lister <ann@example.org>",
      "Date: Mon, Mar 2, 2026 at 6:02 PM",
      "Subject: Bakers wanted",
      "To: <jo@example.com>",
    ],
    "2026-03-02T23:02:00Z",
  ],
  [
    "Gmail, Chinese",
    [
      "---------- Forwarded message ---------",
      "发件人： Ann Lister <ann@example.org>",
      "Date: 2026年3月2日周一 18:02",
      "Subject: Bakers wanted",
      "To:  <jo@example.com>",
    ],
    "2026-03-02T23:02:00Z",
  ],
  [
    "Gmail, Hebrew",
    [
      "---------- Forwarded message ---------",
      "מאת: ‪Ann Lister‬‏ <ann@example.org>",
      "‪Date: יום ב׳, 2 במרץ 2026 ב-18:02‬",
      "Subject: Bakers wanted",
      "To:  <jo@example.com>",
    ],
    "2026-03-02T23:02:00Z",
  ],
  [
    "Gmail, Arabic",
    [
      "---------- Forwarded message ---------",
      "من: Ann Lister <ann@example.org>",
      "Date: الاثنين، ٢ مارس ٢٠٢٦ في ٦:٠٢ م",
      "Subject: Bakers wanted",
      "To: <jo@example.com>",
    ],
    "2026-03-02T23:02:00Z",
  ],
  [
    "Gmail, Greek",
    [
      "---------- Forwarded message ---------",
      "Από: Ann Lister <ann@example.org>",
      "Date: Δευ 2 Μαρ 2026 στις 6:02 μ.μ.",
      "Subject: Bakers wanted",
      "To: <jo@example.com>",
    ],
    "2026-03-02T23:02:00Z",
  ],
  [
    "Gmail, Croatian, whose months mean others elsewhere",
    [
      "---------- Forwarded message ---------",
      "Šalje: Ann Lister <ann@example.org>",
      "Date: ned, 26. lis 2025. u 18:02",
      "Subject: Bakers wanted",
      "To: <jo@example.com>",
    ],
    "2025-10-26T23:02:00Z",
  ],
  [
    "Outlook, Chinese (simplified)",
    [
      "发件人: Ann Lister <ann@example.org>",
      "发送时间: 2026年3月2日 18:02",
      "收件人: Jo Owner <jo@example.com>",
      "主题: Bakers wanted",
    ],
    "2026-03-02T23:02:00Z",
  ],
  [
    "Outlook, Chinese (traditional)",
    [
      "寄件者: Ann Lister <ann@example.org>",
      "寄件日期: 2026年3月2日 下午 06:02",
      "收件者: Jo Owner <jo@example.com>",
      "主旨: Bakers wanted",
    ],
    "2026-03-02T23:02:00Z",
  ],
  [
    "QQ Mail",
    [
      "------------------ 原始邮件 ------------------",
      '发件人:                                                                 "Ann Lister"                          <ann@example.org>;',
      "发送时间: 2026年3月2日(星期一) 晚上6:02",
      '收件人: "Jo Owner"<jo@example.com>;',
      "",
      "主题: Bakers wanted",
    ],
    "2026-03-02T23:02:00Z",
  ],
  [
    "163.com",
    [
      "---- 转发的消息 ----",
      "| 发件人 | Ann Lister<ann@example.org> |",
      "| 发送日期 | 2026年03月02日 18:02 |",
      "| 收件人 | <jo@example.com> |",
      "| 主题 | Bakers wanted |",
    ],
    "2026-03-02T23:02:00Z",
  ],
  [
    "163.com of old",
    [
      "-------- 转发邮件信息 --------",
      '发件人："Ann Lister" <ann@example.org>',
      "发送日期：2026-03-02 18:02:00",
      "收件人：Jo Owner <jo@example.com>",
      "主题：Bakers wanted",
    ],
    "2026-03-02T23:02:00Z",
  ],
  [
    "Outlook, Japanese",
    [
      "差出人: Ann Lister <ann@example.org>",
      "送信日時: 2026年3月2日 18:02",
      "宛先: Jo Owner <jo@example.com>",
      "件名: Bakers wanted",
    ],
    "2026-03-02T23:02:00Z",
  ],
  [
    "Thunderbird, Japanese",
    [
      "-------- 転送されたメッセージ --------",
      "件名: \tBakers wanted",
      "日付: \tMon, 2 Mar 2026 18:02:00 -0500",
      "差出人: \tAnn Lister <ann@example.org>",
      "宛先: \tjo@example.com",
    ],
    "2026-03-02T23:02:00Z",
  ],
  [
    "Outlook, Korean",
    [
      "보낸 사람: Ann Lister <ann@example.org>",
      "보낸 날짜: 2026년 3월 2일 월요일 오후 6:02",
      "받는 사람: Jo Owner <jo@example.com>",
      "제목: Bakers wanted",
    ],
    "2026-03-02T23:02:00Z",
  ],
  [
    "Daum, Korean",
    [
      "--------- 원본 메일 ---------",
      "보낸사람: Ann Lister <ann@example.org>",
      "받는사람 : jo@example.com",
      "날짜: 2026년 3월 02일 월요일, 18시 02분 00초 -0500",
      "제목: Bakers wanted",
    ],
    "2026-03-02T23:02:00Z",
  ],
  [
    "Naver",
    [
      "-----Original Message-----",
      'From: "Ann Lister" <ann@example.org>',
      "To: <jo@example.com>",
      "Cc:",
      "Sent: 2026-03-03 (화) 08:02:00 (GMT+09:00)",
      "Subject: Bakers wanted",
    ],
    "2026-03-02T23:02:00Z",
  ],
  [
    "Outlook, Greek",
    [
      "Από: Ann Lister <ann@example.org>",
      "Στάλθηκε: Δευτέρα, 2 Μαρτίου 2026 6:02 μμ",
      "Προς: Jo Owner <jo@example.com>",
      "Θέμα: Bakers wanted",
    ],
    "2026-03-02T23:02:00Z",
  ],
  [
    "Outlook, Hebrew",
    [
      "מאת: Ann Lister <ann@example.org>",
      "נשלח: יום שני 02 מרץ 2026 18:02",
      "אל: Jo Owner <jo@example.com>",
      "נושא: Bakers wanted",
    ],
    "2026-03-02T23:02:00Z",
  ],
  [
    "Outlook, Arabic",
    [
      "من: Ann Lister <ann@example.org>",
      "تم الإرسال: الاثنين, 2 مارس, 2026 6:02 م",
      "إلى: Jo Owner <jo@example.com>",
      "الموضوع: Bakers wanted",
    ],
    "2026-03-02T23:02:00Z",
  ],
  [
    "mail.ru",
    [
      "-------- Пересылаемое сообщение --------",
      "От кого: Ann Lister <ann@example.org>",
      "Кому: jo@example.com",
      "Дата: Вторник, 3 марта 2026, 2:02 +03:00",
      "Тема: Bakers wanted",
    ],
    "2026-03-02T23:02:00Z",
  ],
  [
    "Apple Mail, Finnish, whose clock looks like a date",
    [
      "Välitetty viesti alkaa:",
      "",
      "Lähettäjä: Ann Lister <ann@example.org>",
      "Aihe: Bakers wanted",
      "Päivämäärä: 2. maaliskuuta 2026 klo 18.02.00 UTC-5",
      "Vastaanottaja: jo@example.com",
    ],
    "2026-03-02T23:02:00Z",
  ],
  [
    "Outlook, Bulgarian",
    [
      "От: Ann Lister <ann@example.org>",
      "Изпратено: понеделник, 2 март 2026 г. 18:02",
      "До: Jo Owner <jo@example.com>",
      "Относно: Bakers wanted",
    ],
    "2026-03-02T23:02:00Z",
  ],
  [
    "Proton",
    [
      "------- Forwarded Message -------",
      "From: Ann Lister <ann@example.org>",
      "Date: On Monday, March 2nd, 2026 at 6:02 PM",
      "Subject: Bakers wanted",
      "To: jo@example.com <jo@example.com>",
    ],
    "2026-03-02T23:02:00Z",
  ],
  [
    "Zoho, which repeats its line",
    [
      "============ Forwarded message ============",
      "From: Ann Lister <ann@example.org>",
      "To: <jo@example.com>",
      "Date: Mon, 02 Mar 2026 18:02:00 -0500",
      "Subject: Bakers wanted",
      "============ Forwarded message ============",
    ],
    "2026-03-02T23:02:00Z",
  ],
  [
    "Samsung",
    [
      "-------- Original message --------",
      "From: Ann Lister <ann@example.org> ",
      "Date: 3/2/26  6:02 PM  (GMT-05:00) ",
      "To: jo@example.com ",
      "Subject: Bakers wanted ",
    ],
    "2026-03-02T23:02:00Z",
  ],
  [
    "GMX, the date first",
    [
      "Gesendet: Montag, 02. März 2026 um 18:02 Uhr",
      'Von: "Ann Lister" <ann@example.org>',
      "An: jo@example.com",
      "Betreff: Bakers wanted",
    ],
    "2026-03-02T23:02:00Z",
  ],
  [
    "Outlook, a subject and addressees folded",
    [
      "From: Ann Lister <ann@example.org>",
      "Sent: Monday, March 2, 2026 6:02 PM",
      "To: Jo Owner <jo@example.com>; Bea Long",
      " <bea@example.com>; Cy Short <cy@example.com>",
      "Subject: Bakers wanted",
    ],
    "2026-03-02T23:02:00Z",
  ],
  [
    "Outlook's plain text of bold labels, an address linked twice",
    [
      "*From:* Ann Lister <ann@example.org<mailto:ann@example.org>>",
      "*Sent:* Monday, March 2, 2026 6:02 PM",
      "*To:* Jo Owner <jo@example.com<mailto:jo@example.com>>",
      "*Subject:* Bakers wanted",
    ],
    "2026-03-02T23:02:00Z",
  ],
  [
    "Gmail, Vietnamese",
    [
      "---------- Forwarded message ---------",
      "Từ: Ann Lister <ann@example.org>",
      "Date: Th 2, 2 thg 3, 2026 vào lúc 18:02",
      "Subject: Bakers wanted",
      "To: <jo@example.com>",
    ],
    "2026-03-02T23:02:00Z",
  ],
  [
    "Outlook, Thai, whose years count from 543 BC",
    [
      "จาก: Ann Lister <ann@example.org>",
      "ส่ง: 2 มีนาคม 2569 18:02",
      "ถึง: Jo Owner <jo@example.com>",
      "เรื่อง: Bakers wanted",
    ],
    "2026-03-02T23:02:00Z",
  ],
  [
    "a language of no table, by shape alone",
    [
      "--------- Ohun a fi ranṣẹ ---------",
      "Olùfiránṣẹ́: Ann Lister <ann@example.org>",
      "Ọjọ́: 2026-03-02 18:02",
      "Àkọlé: Bakers wanted",
      "Sí: jo@example.com",
    ],
    "2026-03-02T23:02:00Z",
  ],
];
