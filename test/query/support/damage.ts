/** What forwarding does to a text: each way takes an edition and gives the same one, the worse for wear. */

export interface Damage {
  readonly name: string;
  readonly apply: (text: string) => string;
}

const lines = (text: string): string[] => text.split(/\r?\n/);

/** Long lines are broken between words, as clients do on sending plain text. */
function wrapped(text: string, width: number): string {
  return lines(text)
    .map((line) => wrappedLine(line, width))
    .join("\n");
}

function wrappedLine(line: string, width: number): string {
  const rows: string[] = [];
  let row = "";
  for (const word of line.split(" ")) {
    if (row !== "" && row.length + 1 + word.length > width) {
      rows.push(row);
      row = word;
    } else row = row === "" && rows.length > 0 ? word : row === "" ? word : `${row} ${word}`;
  }
  return [...rows, row].join("\n");
}

const withoutBlankLines = (text: string): string =>
  lines(text)
    .filter((line) => line.trim() !== "")
    .join("\n");

/** "Extra line breaks were removed": the lines of a paragraph become one. */
const paragraphsJoined = (text: string): string =>
  lines(text)
    .join("\n")
    .split(/\n[ \t]*\n/)
    .map((paragraph) => paragraph.split("\n").join(" "))
    .join("\n\n");

const quoted = (text: string): string =>
  lines(text)
    .map((line) => (line === "" ? ">" : `> ${line}`))
    .join("\n");

let turn = 0;
const everyFifth = (space: string): string => (turn++ % 5 === 0 ? "\u00a0" : space);
const noBreakSpaces = (text: string): string => {
  turn = 0;
  return text
    .replace(/ /g, everyFifth)
    .replace(/:\u00a0/g, ": ")
    .replace(/: /g, ":\u00a0");
};

const ADDRESS = /(?<![\w:+.-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const mailtoAngles = (text: string): string =>
  text.replace(ADDRESS, (address) => `${address} <mailto:${address}>`);
const mailtoBrackets = (text: string): string =>
  text.replace(ADDRESS, (address) => `${address}[mailto:${address}]`);

/** Bold labels, as a client turns them into plain text. */
const stars = (text: string): string =>
  text.replace(
    /^((?:\d{1,2}\) )?)([A-Z][A-Za-z /]{2,28}:)/gm,
    (_whole, number: string, label: string) => `${number}*${label}*`,
  );
/** A client that prints where a link leads, behind the link. */
const linksInAngles = (text: string): string =>
  text.replace(/(?<![\w"(<=])https?:\/\/[^\s()<>]+(?=\s|$)/g, (link) => `<${link}>`);

export const DAMAGES: readonly Damage[] = [
  { name: "CRLF", apply: (text) => lines(text).join("\r\n") },
  { name: "wrapped at 76", apply: (text) => wrapped(text, 76) },
  { name: "wrapped at 72", apply: (text) => wrapped(text, 72) },
  { name: "wrapped at 60", apply: (text) => wrapped(text, 60) },
  { name: "blank lines lost", apply: withoutBlankLines },
  { name: "blank lines lost, then wrapped at 72", apply: (text) => wrapped(withoutBlankLines(text), 72) },
  { name: "paragraphs joined", apply: paragraphsJoined },
  { name: "paragraphs joined, then wrapped at 76", apply: (text) => wrapped(paragraphsJoined(text), 76) },
  { name: "quote marks", apply: quoted },
  { name: "wrapped at 72, then quoted twice", apply: (text) => quoted(quoted(wrapped(text, 72))) },
  { name: "no-break spaces", apply: noBreakSpaces },
  { name: "mailto in angles", apply: mailtoAngles },
  { name: "mailto in brackets", apply: mailtoBrackets },
  { name: "links in angles", apply: linksInAngles },
  { name: "blank lines doubled", apply: (text) => lines(text).join("\n\n") },
  { name: "blanks at line ends", apply: (text) => lines(text).join("  \n") },
  { name: "bold labels", apply: stars },
];

/** Everything on one line, then filled: what the roughest gateways leave. */
export const ROUGH: readonly Damage[] = [
  {
    name: "filled at 72",
    apply: (text) =>
      wrapped(
        lines(text)
          .filter((line) => line.trim() !== "")
          .join(" "),
        72,
      ),
  },
  {
    name: "one line",
    apply: (text) =>
      lines(text)
        .filter((line) => line.trim() !== "")
        .join(" "),
  },
];

/** A text as it was before white space, bold letters and brackets round links: the damage that words survive. */
export function wordsOf(text: string): string {
  return text
    .replace(/<(https?:[^>\s]+)>/g, "$1")
    .replace(/\*([A-Z][^*\n:]{1,40}:)\*/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
}
