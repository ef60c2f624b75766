/** Her answer as the programs people use put it around the letter: above a quote, in their languages, as text or HTML. */

export interface Quoted {
  readonly words: string;
  /** The letter's text and subject. */
  readonly text: string;
  readonly subject: string;
}

export interface Body {
  readonly type: "text/plain" | "text/html";
  readonly body: string;
}

const WHO = "Sendalong <sendalong@example.test>";

const marked = (text: string) =>
  text
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");

const intro =
  (line: string) =>
  ({ words, text }: Quoted): Body => ({
    type: "text/plain",
    body: `${words}\n\n${line}\n\n${marked(text)}\n`,
  });

const html = (body: string): Body => ({ type: "text/html", body: `<html><body>${body}</body></html>\n` });

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\n", "<br>\n");
}

/** By the name a conversation gives them. */
export const CLIENTS: Readonly<Record<string, (quoted: Quoted) => Body>> = {
  Gmail: intro(`On Wed, Jan 20, 2027 at 4:02 PM ${WHO} wrote:`),
  "Gmail in German": intro(`Am Mi., 20. Jan. 2027 um 16:02 Uhr schrieb ${WHO}:`),
  "Gmail in French": intro(`Le mer. 20 janv. 2027 à 16:02, ${WHO} a écrit :`),
  "Gmail in Spanish": intro(
    "El mié, 20 ene 2027 a las 16:02, Sendalong (<sendalong@example.test>) escribió:",
  ),
  "Gmail in Italian": intro(`Il giorno mer 20 gen 2027 alle ore 16:02 ${WHO} ha scritto:`),
  Apple: ({ words, text }) => ({
    type: "text/plain",
    body: `${words}\n\nSent from my iPhone\n\n> On 20 Jan 2027, at 16:02, ${WHO} wrote:\n> \n${marked(text)}\n`,
  }),
  // Her answers, parted by " | ", stand between the lines of the quote.
  Thunderbird: ({ words, text }) => {
    const lines = marked(text).split("\n");
    const places = words.split(" | ");
    const size = Math.ceil(lines.length / (places.length + 1));
    const pieces = places.map((place, at) => [...lines.slice(at * size, (at + 1) * size), "", place, ""]);
    const rest = lines.slice(places.length * size);
    return {
      type: "text/plain",
      body: [`On 20/01/2027 16:02, Sendalong wrote:`, ...pieces.flat(), ...rest, ""].join("\n"),
    };
  },
  Outlook: ({ words, text, subject }) => ({
    type: "text/plain",
    body: `${words}\n\nGet Outlook for iOS\n________________________________\nFrom: ${WHO}\nSent: Wednesday, January 20, 2027 4:02 PM\nTo: Nell Hartigan <nell@example.test>\nSubject: ${subject}\n\n${text}\n`,
  }),
  "Outlook in German": ({ words, text, subject }) => ({
    type: "text/plain",
    body: `${words}\n\n________________________________\nVon: ${WHO}\nGesendet: Mittwoch, 20. Januar 2027 16:02\nAn: Nell Hartigan <nell@example.test>\nBetreff: ${subject}\n\n${text}\n`,
  }),
  Samsung: ({ words, text, subject }) => ({
    type: "text/plain",
    body: `${words}\n\n\nSent from my Galaxy\n\n\n-------- Original message --------\nFrom: ${WHO}\nDate: 20/01/2027 16:02 (GMT+01:00)\nTo: Nell Hartigan <nell@example.test>\nSubject: ${subject}\n\n${text}\n`,
  }),
  Yahoo: ({ words, text }) => ({
    type: "text/plain",
    body: `${words}\n\nSent from Yahoo Mail on Android\n \n  On Wed, 20 Jan 2027 at 16:02, ${WHO.replace(" <", "<")} wrote:   ${text}\n`,
  }),
  "Gmail in HTML": ({ words, text }) =>
    html(
      `<div dir="ltr">${escaped(words)}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Wed, Jan 20, 2027 at 4:02 PM Sendalong &lt;<a href="mailto:sendalong@example.test">sendalong@example.test</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">${escaped(text)}</blockquote></div>`,
    ),
  "Outlook in HTML": ({ words, text, subject }) =>
    html(
      `<div class="WordSection1"><p class="MsoNormal">${escaped(words)}</p><p class="MsoNormal">&nbsp;</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in"><p class="MsoNormal"><b>From:</b> Sendalong &lt;sendalong@example.test&gt;<br><b>Sent:</b> Wednesday, January 20, 2027 4:02 PM<br><b>To:</b> Nell Hartigan &lt;nell@example.test&gt;<br><b>Subject:</b> ${escaped(subject)}</p></div></div><p class="MsoNormal">${escaped(text)}</p></div>`,
    ),
  "Apple in HTML": ({ words, text }) =>
    html(
      `${escaped(words)}<br id="lineBreakAtBeginningOfMessage"><div><br><blockquote type="cite"><div>On 20 Jan 2027, at 16:02, Sendalong &lt;sendalong@example.test&gt; wrote:</div><br class="Apple-interchange-newline"><div>${escaped(text)}</div></blockquote></div>`,
    ),
  "Yahoo in HTML": ({ words, text }) =>
    html(
      `<div class="ydp1yahoo-style-wrap"><div dir="ltr">${escaped(words)}</div></div><div id="ydp2yahoo_quoted_1" class="ydp2yahoo_quoted"><div><div>On Wednesday, 20 January 2027 at 16:02:00 CET, Sendalong &lt;sendalong@example.test&gt; wrote:</div><div><br></div><div>${escaped(text)}</div></div></div>`,
    ),
};
