/** Every mail as .eml, and pages to look at them: a list by day, one page a mail. Nothing in them runs or loads. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inZone } from "../../time.ts";
import type { Month } from "./calendar.ts";
import { callOf, NELL, SENDALONG } from "./cast.ts";
import { escaped } from "./mails.ts";
import { partsOf } from "./parts.ts";
import type { Posted } from "./world.ts";

const MAILS = "mails";

export function writePages(folder: string, posted: readonly Posted[], month: Month): void {
  mkdirSync(join(folder, MAILS), { recursive: true });
  for (const [index, mail] of posted.entries()) {
    writeFileSync(join(folder, MAILS, `${nameOf(mail)}.eml`), mail.raw);
    const neighbours = { before: posted[index - 1], after: posted[index + 1] };
    writeFileSync(join(folder, MAILS, `${nameOf(mail)}.html`), mailPage(mail, month, neighbours));
  }
  writeFileSync(join(folder, "index.html"), indexPage(posted, month));
}

/** `017-sendalong-to-nell` */
function nameOf({ n, from, to }: Posted): string {
  const local = (address: string) => address.replace(/@.*/, "").replace(/[^a-z0-9]+/gi, "-");
  return `${String(n).padStart(3, "0")}-${local(from)}-to-${local(to[0] ?? "nobody")}`;
}

function indexPage(posted: readonly Posted[], month: Month): string {
  const days = new Map<string, Posted[]>();
  for (const mail of posted) {
    const day = inZone(mail.at, month.zone).toFormat("cccc d LLLL");
    days.set(day, [...(days.get(day) ?? []), mail]);
  }
  const sections = [...days].map(
    ([day, mails]) =>
      `<section><h2>${day}</h2><ul>${mails.map((mail) => `<li class="${roleOf(mail)}">${entry(mail, month)}</li>`).join("\n")}</ul></section>`,
  );
  return page(
    "A month with Sendalong",
    `<h1>A month with Sendalong</h1><p>Invented people, a made-up clock. ${posted.length} mails, in the order they were posted; the clock is Copenhagen's.</p>${sections.join("\n")}`,
  );
}

function entry(mail: Posted, month: Month): string {
  const clock = inZone(mail.at, month.zone).toFormat("HH:mm");
  return `<a href="${MAILS}/${nameOf(mail)}.html"><span class="head"><time>${clock}</time> <b>${escaped(names(mail, month))}</b></span> <span class="subject">${escaped(mail.message.subject ?? "no subject")}</span></a>`;
}

interface Neighbours {
  readonly before: Posted | undefined;
  readonly after: Posted | undefined;
}

function mailPage(mail: Posted, month: Month, { before, after }: Neighbours): string {
  const { message, raw, at } = mail;
  const { text, html, attached } = partsOf(raw);
  const link = (other: Posted | undefined, words: string) =>
    other === undefined ? "" : `<a href="${nameOf(other)}.html">${words}</a>`;
  const inner = attached.map((each) => `<h2>Attached mail</h2><pre>${escaped(partsOf(each).text)}</pre>`);
  return page(
    message.subject ?? "no subject",
    `<nav><a href="../index.html">All mails</a>${link(before, "Earlier")}${link(after, "Later")}</nav>
<h1>${escaped(message.subject ?? "no subject")}</h1>
<p>${escaped(names(mail, month))}, ${inZone(at, month.zone).toFormat("ccc d LLL yyyy, HH:mm")} · <a href="${nameOf(mail)}.eml">the .eml</a></p>
${html === null ? "" : `<h2>As a mail program shows it</h2><iframe sandbox="" title="The HTML part" srcdoc="${escaped(html)}"></iframe>`}
${html === null ? "" : "<h2>As plain text</h2>"}<pre>${escaped(text)}</pre>${inner.join("\n")}`,
  );
}

function names({ from, to, message }: Posted, { contacts }: Month): string {
  const sender = from === SENDALONG.address ? (message.from[0]?.name ?? from) : callOf(from, contacts);
  return `${sender} to ${to.map((address) => callOf(address, contacts)).join(" and ")}`;
}

function roleOf({ from, to }: Posted): string {
  if (from !== SENDALONG.address) return from === NELL.address ? "hers" : "came";
  return to.includes(NELL.address) ? "letter" : "left";
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body><main>${body}</main></body>
</html>
`;
}

const STYLE = `
:root { color-scheme: light dark; --ground: #fbfaf7; --text: #1f2421; --quiet: #5b635e; --line: #d9d6cc; --mark: #9a5b00; }
@media (prefers-color-scheme: dark) { :root { --ground: #171a18; --text: #e8e6df; --quiet: #a3aaa5; --line: #343a36; --mark: #e6b263; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font: 600 1.5rem/1.25 Georgia, serif; overflow-wrap: anywhere; }
h2 { font-size: 1rem; margin: 2rem 0 .5rem; color: var(--quiet); }
p { color: var(--quiet); }
a { color: inherit; }
nav { display: flex; gap: 1.25rem; } nav a { padding: .6rem 0; }
ul { list-style: none; margin: 0; padding: 0; }
li { border-top: 1px solid var(--line); border-left: 3px solid transparent; }
li.letter { border-left-color: var(--quiet); } li.left { border-left-color: var(--mark); }
li a { display: block; padding: .6rem .75rem; text-decoration: none; min-height: 44px; }
li a:hover .subject { text-decoration: underline; }
.head { display: block; font-size: .875rem; color: var(--quiet); } .head b { font-weight: 600; }
.subject { display: block; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: .875rem/1.5 ui-monospace, monospace; border: 1px solid var(--line); padding: 1rem; margin: 0; }
iframe { width: 100%; height: 70vh; border: 1px solid var(--line); background: #fff; color-scheme: light; }
`;
