import { expect, test } from "vitest";
import { parseMessage } from "../../src/message/parse.ts";
import { asHtml, mailOf } from "./mail.ts";

const BODY = "Bakers who bike: tell us how.\n\nDeadline: 5 PM ET, 6 March";

/** One forward of each client and language, as it prints it: [client, lines above the body, the instant it names]. */
const FORWARDS: readonly (readonly [string, readonly string[], string])[] = [
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

/** [what she did, the subject, how the text is sent] */
const CONDITIONS = [
  ["as sent", "Fwd: Bakers wanted", "text"],
  ["her own subject", "for today", "text"],
  ["no subject", null, "text"],
  ["HTML only", "Fwd: Bakers wanted", "html"],
] as const;

for (const [condition, subject, form] of CONDITIONS) {
  test.each(FORWARDS)(
    `${condition}, %s: sender, subject, date and text are the original's`,
    async (_client, above, sentAt) => {
      const text = [...above, "", BODY].join("\n");
      const message = await parseMessage(
        mailOf(form === "html" ? { subject, html: asHtml(text) } : { subject, text }),
      );
      expect(message.originals).toHaveLength(1);
      expect(message.originals[0]).toMatchObject({
        from: { address: "ann@example.org", name: "Ann Lister" },
        subject: "Bakers wanted",
        sentAt: new Date(sentAt),
        text: BODY,
        attached: false,
      });
      expect(message.originals[0]?.to[0]).toMatchObject({ address: "jo@example.com" });
      expect(message.note).toBeNull();
    },
  );
}

test("Yandex prints one line, and one at the end", async () => {
  const text = [
    "для Ани",
    "",
    "-------- Пересылаемое сообщение --------",
    '02.03.2026, 18:02, "Ann Lister" <ann@example.org>:',
    "",
    BODY,
    "",
    "-------- Конец пересылаемого сообщения --------",
  ].join("\n");
  const message = await parseMessage(mailOf({ subject: "для Ани", text }));
  expect(message.originals).toMatchObject([
    {
      from: { address: "ann@example.org", name: "Ann Lister" },
      sentAt: new Date("2026-03-02T23:02:00Z"),
      text: BODY,
    },
  ]);
  expect(message.note).toBe("для Ани");
});

const APPLE = [
  "Begin forwarded message:",
  "",
  "> From: Ann Lister <ann@example.org>",
  "> Subject: Bakers wanted",
  "> Date: March 2, 2026 at 6:02:11 PM EST",
  "> To: Jo Owner <jo@example.com>",
  ">",
  ...BODY.split("\n").map((line) => `> ${line}`),
];

test("Apple Mail quotes what it forwards, and the quote marks are taken off", async () => {
  const message = await parseMessage(
    mailOf({ subject: "Bakers", text: ["for ana", "", ...APPLE].join("\n") }),
  );
  expect(message.originals).toMatchObject([{ text: BODY, sentAt: new Date("2026-03-02T23:02:11Z") }]);
  expect(message.note).toBe("for ana");
});

test("a phone's signature above a forward is no note", async () => {
  const text = ["Sent from my iPhone", "", ...APPLE].join("\n");
  expect((await parseMessage(mailOf({ text }))).note).toBeNull();
});

test("a quote mark of the original's own stays", async () => {
  const text = [...APPLE, ">", "> > What is October Theory?"].join("\n");
  const { originals } = await parseMessage(mailOf({ text }));
  expect(originals[0]?.text.endsWith("\n> What is October Theory?")).toBe(true);
});

test("a forward of a forward holds both, in the order they stand", async () => {
  const text = [
    "two of them",
    "",
    "---------- Forwarded message ---------",
    "From: Cy Short <cy@example.com>",
    "Date: Tue, Mar 3, 2026 at 8:00 AM",
    "Subject: Fwd: Bakers wanted",
    "To: <jo@example.com>",
    "",
    "see below",
    "",
    "________________________________",
    "From: Ann Lister <ann@example.org>",
    "Sent: Monday, March 2, 2026 6:02 PM",
    "To: Cy Short <cy@example.com>",
    "Subject: Bakers wanted",
    "",
    BODY,
  ].join("\n");
  const message = await parseMessage(mailOf({ subject: "Fwd: Fwd: Bakers wanted", text }));
  expect(message.originals.map(({ from, text: body }) => [from?.address, body])).toEqual([
    ["cy@example.com", "see below"],
    ["ann@example.org", BODY],
  ]);
  expect(message.note).toBe("two of them");
});

test.each([
  ["an answer with a quoted header", "Re: Bakers wanted", OUTLOOK_HEADER()],
  [
    "an answer below an intro line",
    "Re: Bakers wanted",
    ["On Mon, Mar 2, 2026 at 6:02 PM, Ann <ann@example.org> wrote:", "> hi"],
  ],
  [
    "an answer without a subject",
    null,
    ["On Mon, Mar 2, 2026 at 6:02 PM, Ann <ann@example.org> wrote:", "> hi"],
  ],
  [
    "an answer to a mail that held a forward",
    "Bakers",
    ["On Mon, Mar 2, 2026 at 6:02 PM, Ann <ann@example.org> wrote:", ...APPLE.map((line) => `> ${line}`)],
  ],
])("%s passes nothing on", async (_case, subject, quote) => {
  const message = await parseMessage(mailOf({ subject, text: ["Happy to help.", "", ...quote].join("\n") }));
  expect(message.originals).toEqual([]);
  expect(message.freeText).toBe("Happy to help.");
});

function OUTLOOK_HEADER(): string[] {
  return [
    "From: Ann Lister <ann@example.org>",
    "Sent: Monday, March 2, 2026 6:02 PM",
    "To: Jo Owner <jo@example.com>",
    "Subject: Bakers wanted",
    "",
    "Do you know a baker?",
  ];
}

test.each([
  [
    "a label that is an outlet's",
    ["From: The Daily", "", "Experts on sleep", "", "Submit By: 3 March 3:00 PM"],
  ],
  [
    "the labels of a query",
    [
      "Summary: Sleep",
      "Name: Ann Lister",
      "Category: Health",
      "Email: q1@example.org",
      "Deadline: 7 PM 3 March 2026",
    ],
  ],
  ["a date and a subject in prose", ["Date: 3 March", "Subject: to change", "", "Come along."]],
])("%s is no forwarded header", async (_case, lines) => {
  expect((await parseMessage(mailOf({ subject: "Fwd: x", text: lines.join("\n") }))).originals).toEqual([]);
});
