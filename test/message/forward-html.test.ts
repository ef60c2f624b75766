/** The HTML that clients really write around a forward, people replaced. */
import { expect, test } from "vitest";
import { parseMessage } from "../../src/message/parse.ts";
import { mailOf } from "./mail.ts";

const QUERY = "<p>1) Summary: Bakers who bike</p><p>Deadline: 5 PM ET, 6 March</p>";

const GMAIL = `<div dir="ltr"><div>for ana</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>From: <strong class="gmail_sendername" dir="auto">Ann Lister</strong> <span dir="auto">&lt;<a href="mailto:ann@example.org">ann@example.org</a>&gt;</span><br>Date: Mon, Mar 2, 2026 at 6:02&#8239;PM<br>Subject: Bakers wanted<br>To:  &lt;<a href="mailto:jo@example.com">jo@example.com</a>&gt;<br></div><br><br>${QUERY}</div></div>`;

const OUTLOOK_WEB = `<html><body><div class="elementToProof" style="font-size:12pt">for ana</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri" style="font-size:11pt"><b>From:</b> Ann Lister &lt;ann@example.org&gt;<br><b>Sent:</b> Monday, March 2, 2026 6:02 PM<br><b>To:</b> Jo Owner &lt;jo@example.com&gt;<br><b>Subject:</b> Bakers wanted</font><div>&nbsp;</div></div>${QUERY}</body></html>`;

const OUTLOOK_DESKTOP = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {margin:0cm} --></style></head><body><div class="WordSection1"><p class="MsoNormal">for ana<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><div style="border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b><span lang="EN-US">From:</span></b><span lang="EN-US"> Ann Lister &lt;ann@example.org&gt; <br><b>Sent:</b> Monday, March 2, 2026 6:02 PM<br><b>To:</b> Jo Owner &lt;jo@example.com&gt;<br><b>Subject:</b> Bakers wanted<o:p></o:p></span></p></div><p class="MsoNormal"><o:p>&nbsp;</o:p></p>${QUERY}</div></body></html>`;

const APPLE = `<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head><body dir="auto">for ana<br><div><br><blockquote type="cite"><div>Begin forwarded message:</div><br class="Apple-interchange-newline"><div style="margin:0"><span><b>From: </b></span><span>Ann Lister &lt;<a href="mailto:ann@example.org">ann@example.org</a>&gt;<br></span></div><div style="margin:0"><span><b>Subject: </b></span><span><b>Bakers wanted</b><br></span></div><div style="margin:0"><span><b>Date: </b></span><span>March 2, 2026 at 6:02:00 PM EST<br></span></div><div style="margin:0"><span><b>To: </b></span><span>Jo Owner &lt;<a href="mailto:jo@example.com">jo@example.com</a>&gt;<br></span></div><br><div>${QUERY}</div></blockquote></div></body></html>`;

const IPHONE = `<html><body dir="auto"><div dir="ltr">for ana</div><div dir="ltr"><br>Sent from my iPhone</div><div dir="ltr"><br>Begin forwarded message:<br><br></div><blockquote type="cite"><div dir="ltr"><b>From:</b> <a href="mailto:ann@example.org">Ann Lister</a><br><b>Date:</b> March 2, 2026 at 6:02:00 PM EST<br><b>To:</b> Jo Owner &lt;<a href="mailto:jo@example.com">jo@example.com</a>&gt;<br><b>Subject:</b> <b>Bakers wanted</b><br><br></div></blockquote><blockquote type="cite"><div dir="ltr">${QUERY}</div></blockquote></body></html>`;

const THUNDERBIRD = `<html><body><p>for ana</p><div class="moz-forward-container"><br><br>-------- Forwarded Message --------<table class="moz-email-headers-table" cellspacing="0"><tbody><tr><th valign="BASELINE" align="RIGHT" nowrap="nowrap">Subject: </th><td>Bakers wanted</td></tr><tr><th>Date: </th><td>Mon, 2 Mar 2026 18:02:00 -0500</td></tr><tr><th>From: </th><td>Ann Lister <a class="moz-txt-link-rfc2396E" href="mailto:ann@example.org">&lt;ann@example.org&gt;</a></td></tr><tr><th>To: </th><td><a href="mailto:jo@example.com">jo@example.com</a></td></tr></tbody></table><br><br>${QUERY}</div></body></html>`;

const YAHOO = `<html><head></head><body><div class="yahoo-style-wrap"><div>for ana</div><div><br></div><div id="ydp1yahoo_quoted" class="ydp1yahoo_quoted"><div style="font-family:Helvetica"><div>----- Forwarded Message -----</div><div><b>From:</b> Ann Lister &lt;ann@example.org&gt;</div><div><b>To:</b> "jo@example.com" &lt;jo@example.com&gt;</div><div><b>Sent:</b> Monday, March 2, 2026 at 06:02:00 PM EST</div><div><b>Subject:</b> Bakers wanted</div><div><br></div><div>${QUERY}</div></div></div></div></body></html>`;

const NEW_OUTLOOK_MAC = `<html><body><div><p class="MsoNormal">for ana</p><div id="mail-editor-reference-message-container"><div><div style="border:none;border-top:solid #B5C4DF 1.0pt"><p class="MsoNormal"><b><span>From: </span></b><span>Ann Lister &lt;ann@example.org&gt;<br><b>Date: </b>Monday, 2 March 2026 at 18:02<br><b>To: </b>Jo Owner &lt;jo@example.com&gt;<br><b>Subject: </b>Bakers wanted</span></p></div>${QUERY}</div></div></div></body></html>`;

const PARAGRAPHS = `<p>for ana</p><p><b>From:</b> Ann Lister &lt;ann@example.org&gt;</p><p><b>Sent:</b> Monday, March 2, 2026 6:02 PM</p><p><b>To:</b> Jo Owner &lt;jo@example.com&gt;</p><p><b>Subject:</b> Bakers wanted</p>${QUERY}`;

test.each([
  ["Gmail", GMAIL],
  ["Outlook on the web", OUTLOOK_WEB],
  ["Outlook for Windows", OUTLOOK_DESKTOP],
  ["Outlook for Mac", NEW_OUTLOOK_MAC],
  ["Apple Mail", APPLE],
  ["iPhone, whose name links to the address", IPHONE],
  ["Thunderbird, whose header is a table", THUNDERBIRD],
  ["Yahoo", YAHOO],
  ["a client that prints each field as a paragraph", PARAGRAPHS],
])("%s: the original and the note are read from HTML alone", async (_client, html) => {
  const message = await parseMessage(mailOf({ subject: "bakers", html }));
  expect(message.originals).toHaveLength(1);
  expect(message.originals[0]).toMatchObject({
    from: { address: "ann@example.org", name: "Ann Lister" },
    to: [{ address: "jo@example.com" }],
    subject: "Bakers wanted",
    sentAt: new Date("2026-03-02T23:02:00Z"),
  });
  expect(message.originals[0]?.text.split(/\n+/)).toEqual([
    "1) Summary: Bakers who bike",
    "Deadline: 5 PM ET, 6 March",
  ]);
  expect(message.note).toBe("for ana");
});

const GMAIL_ANSWER = `<div dir="ltr">3b<br></div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Tue, Mar 3, 2026 at 10:14 AM Sendalong &lt;<a href="mailto:assistant@example.net">assistant@example.net</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex"><div>3 queries</div><div>3b Bea Long</div></blockquote></div>`;

const OUTLOOK_ANSWER = OUTLOOK_WEB.replace("for ana", "3b").replace(
  "ann@example.org",
  "assistant@example.net",
);

const APPLE_ANSWER = `<html><body dir="auto">3b<br id="lineBreakAtBeginningOfSignature"><div dir="ltr">Sent from my iPhone</div><div dir="ltr"><br><blockquote type="cite">On Mar 3, 2026, at 10:14 AM, Sendalong &lt;assistant@example.net&gt; wrote:<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">3b Bea Long</div></blockquote></body></html>`;

test.each([
  ["Gmail", GMAIL_ANSWER],
  ["Outlook", OUTLOOK_ANSWER],
  ["iPhone", APPLE_ANSWER],
])("%s: an answer in HTML alone is her words, without quote or signature", async (_client, html) => {
  const message = await parseMessage(
    mailOf({ subject: "Re: 3 queries", headers: ["In-Reply-To: <letter@example.net>"], html }),
  );
  expect(message.freeText).toBe("3b");
  expect(message.originals).toEqual([]);
  expect(message.isAnswer).toBe(true);
});
