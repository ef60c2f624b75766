import { expect, test } from "vitest";
import { htmlToText } from "../../src/message/html.ts";
import { parseMessage } from "../../src/message/parse.ts";
import { mailOf } from "./mail.ts";

const LONG =
  "A line of far more than eighty characters stays one line, because wrapping would tear addresses apart.";

test.each([
  ["a link's target is left out", '<a href="https://click.example.com/t?u=1">Read more</a>', "Read more"],
  [
    "an address is not repeated",
    'Jo &lt;<a href="mailto:jo@example.com">jo@example.com</a>&gt;',
    "Jo <jo@example.com>",
  ],
  [
    "a name keeps the address behind it",
    'From: <a href="mailto:jo@example.com?subject=x">Jo Doe</a>',
    "From: Jo Doe <jo@example.com>",
  ],
  ["no line is wrapped", `<p>${LONG}</p>`, LONG],
  [
    "one table row is a line",
    "<table><tr><th>Subject: </th><td>Bakers</td></tr><tr><th>From: </th><td>Jo</td></tr></table>",
    "Subject: Bakers\nFrom: Jo",
  ],
  ["a quote is marked", "<p>yes</p><blockquote>one<br>two</blockquote>", "yes\n\n> one\n> two"],
  ["a rule is a line", "above<hr>below", `above\n${"_".repeat(32)}\nbelow`],
  ["headings keep their case", "<h1>Summary</h1>", "Summary"],
  ["items are listed", "<ul><li>one</li><li>two</li></ul>", "* one\n* two"],
  [
    "what is hidden is not read",
    '<div style="display:none">secret</div><p>seen</p><style>p{}</style>',
    "seen",
  ],
  ["pictures are not described", 'a<img src="x.png" alt="Logo">b', "ab"],
])("%s", (_fact, html, expected) => {
  expect(
    htmlToText(html)
      .split("\n")
      .map((line) => line.trimEnd())
      .join("\n")
      .trim(),
  ).toBe(expected);
});

test("HTML nested deeper than the library can walk keeps its words", () => {
  expect(htmlToText(`${"<div>".repeat(5000)}words`)).toContain("words");
});

const alternative = (plain: string, html: string) =>
  Buffer.from(
    [
      "From: jo@example.com",
      'Content-Type: multipart/alternative; boundary="b"',
      "",
      "--b",
      "Content-Type: text/plain; charset=utf-8",
      "",
      plain,
      "--b",
      "Content-Type: text/html; charset=utf-8",
      "",
      html,
      "--b--",
      "",
    ].join("\r\n"),
  );

test.each([
  ["the plain part is preferred", "the plain words", "<p>the HTML words</p>", "the plain words"],
  ["an empty plain part is passed over", "", "<p>the HTML words</p>", "the HTML words"],
  ["a stub is passed over", "View online", `<p>View online</p><p>${LONG}</p>`, `View online\n\n${LONG}`],
  ["a note beside HTML is kept", "for ana", `<p>${LONG}</p>`, `for ana\n\n${LONG}`],
])("%s", async (_fact, plain, html, text) => {
  expect((await parseMessage(alternative(plain, html))).text.trim()).toBe(text);
});

test("padding of a preheader does not hide what follows", async () => {
  const padding = "&#847;&zwnj;&nbsp;".repeat(300);
  const message = await parseMessage(
    mailOf({ html: `<div>Preview</div><div>${padding}</div><p>Bakers wanted</p>` }),
  );
  expect(message.text.trim()).toMatch(/^Preview\s+Bakers wanted$/);
});
