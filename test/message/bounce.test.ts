import { expect, test } from "vitest";
import { parseMessage } from "../../src/message/parse.ts";
import { mailOf } from "./mail.ts";

const report = (...fields: string[]) =>
  Buffer.from(
    [
      "Return-Path: <>",
      "From: Mail Delivery System <MAILER-DAEMON@mx.example.net>",
      "To: jo@example.com",
      "Subject: Undelivered Mail Returned to Sender",
      "Date: Tue, 03 Mar 2026 10:14:00 -0500",
      "Auto-Submitted: auto-replied",
      'Content-Type: multipart/report; report-type=delivery-status; boundary="r"',
      "",
      "--r",
      "Content-Type: text/plain",
      "",
      "Your message could not be delivered.",
      "--r",
      "Content-Type: message/delivery-status",
      "",
      "Reporting-MTA: dns; mx.example.net",
      "",
      ...fields,
      "",
      "--r",
      "Content-Type: text/rfc822-headers",
      "",
      "From: jo@example.com",
      "Message-ID: <forward-1@example.com>",
      "Subject: Bakers wanted",
      "--r--",
      "",
    ].join("\r\n"),
  );

test("a report names recipient, status, action, the server's words and the mail that came back", async () => {
  const { bounce, automatic } = await parseMessage(
    report(
      "Final-Recipient: rfc822; Bea@Example.org",
      "Action: failed",
      "Status: 5.1.1",
      "Diagnostic-Code: smtp; 550 5.1.1",
      " <bea@example.org>: no such user",
    ),
  );
  expect(bounce).toEqual({
    recipients: [
      {
        address: "bea@example.org",
        status: "5.1.1",
        action: "failed",
        final: true,
        diagnostic: "smtp; 550 5.1.1 <bea@example.org>: no such user",
      },
    ],
    originalMessageId: "forward-1@example.com",
  });
  expect(automatic).toEqual({ why: "bounce", returnsOn: null });
});

test.each([
  ["a full mailbox may empty", ["Action: failed", "Status: 4.2.2"], false],
  ["a delay is not the end", ["Action: delayed", "Status: 4.4.1"], false],
  ["a code tells where no status stands", ["Action: failed", "Diagnostic-Code: smtp; 452 later"], false],
  ["failed is for good", ["Action: failed"], true],
])("%s", async (_fact, fields, final) => {
  const { bounce } = await parseMessage(report("Final-Recipient: rfc822; bea@example.org", ...fields));
  expect(bounce?.recipients[0]?.final).toBe(final);
});

test("the address she wrote to counts where the server rewrote it", async () => {
  const { bounce } = await parseMessage(
    report(
      "Original-Recipient: rfc822; bea@example.org",
      "Final-Recipient: rfc822; b42@inner.example.org",
      "Action: failed",
    ),
  );
  expect(bounce?.recipients.map(({ address }) => address)).toEqual(["bea@example.org"]);
});

test("a report of success is a receipt, not a bounce", async () => {
  const { bounce, automatic } = await parseMessage(
    report("Final-Recipient: rfc822; bea@example.org", "Action: delivered", "Status: 2.1.5"),
  );
  expect([bounce, automatic?.why]).toEqual([null, "receipt"]);
});

const COPY = ["", "Message-ID: <forward-1@example.com>", "From: jo@example.com", "To: bea@example.org"];

test.each([
  [
    "qmail",
    "failure notice",
    [
      "I'm afraid I wasn't able to deliver your message to the following addresses.",
      "",
      "<bea@example.org>:",
      "Remote host said: 550 5.1.1 no such user",
      "",
      "--- Below this line is a copy of the message.",
      ...COPY,
    ],
    true,
  ],
  [
    "Exim",
    "Mail delivery failed: returning message to sender",
    [
      "A message that you sent could not be delivered to one or more of its",
      "recipients. This is a permanent error. The following address(es) failed:",
      "",
      "  bea@example.org",
      "    host mx.example.org: 550 no such user",
      "",
      "------ This is a copy of the message, including all the headers. ------",
      ...COPY,
    ],
    true,
  ],
  [
    "Exchange of old",
    "Undeliverable: Bakers",
    [
      "Your message",
      "",
      "  To:      jo@example.com",
      "  Subject: Bakers",
      "",
      "did not reach the following recipient(s):",
      "",
      "bea@example.org on Tue, 3 Mar 2026 10:14:00 -0500",
      "    The recipient name is not recognized",
    ],
    true,
  ],
  [
    "Domino",
    "DELIVERY FAILURE: User bea not listed",
    [
      "Your message",
      "",
      "  Subject: Bakers",
      "",
      "was not delivered to:",
      "",
      "  bea@example.org",
      "",
      "because:",
      "",
      "  User bea (bea@example.org) not listed in public directory",
    ],
    true,
  ],
  [
    "Gmail",
    "Delivery Status Notification (Failure)",
    [
      "Delivery to the following recipient failed permanently:",
      "",
      "     bea@example.org",
      "",
      "550 5.1.1 no such user",
      "",
      "----- Original message -----",
      ...COPY,
    ],
    true,
  ],
  [
    "Exim, still trying",
    "Warning: message 1ab delayed 24 hours",
    [
      "A message that you sent has not yet been delivered to one or more of its",
      "recipients after more than 24 hours on the queue.",
      "",
      "  bea@example.org",
      "    450 try again",
    ],
    false,
  ],
  [
    "fields outside their part",
    "Returned mail",
    [
      "Your message could not be delivered.",
      "",
      "Final-Recipient: rfc822; bea@example.org",
      "Action: failed",
      "Status: 5.1.1",
    ],
    true,
  ],
])("%s says it in sentences", async (_system, subject, lines, final) => {
  const bytes = mailOf({ subject, text: lines.join("\n") });
  const daemon = Buffer.from(
    bytes.toString().replace("Jo Owner <jo@example.com>", "Mail Delivery <MAILER-DAEMON@mx.example.net>"),
  );
  const { bounce } = await parseMessage(daemon);
  expect(bounce?.recipients.map(({ address, final: isFinal }) => [address, isFinal])).toEqual([
    ["bea@example.org", final],
  ]);
  if (lines.includes(COPY[1] ?? "")) expect(bounce?.originalMessageId).toBe("forward-1@example.com");
});

test("a person who writes of undelivered mail bounces nothing", async () => {
  const text = "My mail could not be delivered to bea@example.org, do you know why?";
  expect((await parseMessage(mailOf({ subject: "Undelivered mail", text }))).bounce).toBeNull();
});
