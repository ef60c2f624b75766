/** ProfNet: `CATEGORY/TODAY: Title - Outlet (US) text`, the heading on a line of its own or run into the text. */
import { LIST_ZONE, NO_DEADLINE, readDeadline } from "../deadline.ts";
import { endOfText } from "../endings.ts";
import { addressIn, isListsOwn } from "../fields.ts";
import type { MediaQuery } from "../query.ts";
import { edition, mediaQuery, type Reader } from "../reader.ts";
import { regionField } from "../region.ts";
import { collapsed, orNull, type Sheet } from "../text.ts";

const HEAD =
  /(?:^|\n)[ \t>*]{0,6}(?:(\d{1,3})[.)]\s{1,4})?\*{0,2}((?:[A-Z][A-Z&' -]{2,40})(?:\/[A-Z][A-Z&' -]{2,40}){0,3}):\*{0,2}\s{1,4}(?=\S)/g;
/** A heading that lost its line: only with TODAY, behind the end of a sentence. */
const DRAWN_UP =
  /(?<=[^\d\s][.!?…][ \t])(?:(\d{1,3})[.)]\s{1,4})?(TODAY\/[A-Z][A-Z&' -]{2,40}|[A-Z][A-Z&' -]{2,40}\/TODAY):\s{1,4}(?=\S)/g;
/** The number of a heading, left behind on the line above. */
const PARTED_NUMBER = /\s(\d{1,3})[.)]\s*$/;
/** Between title and outlet; inside titles hyphens stand without blanks. */
const PARTING = /\s?[—–]\s?|\s-{1,2}\s/g;
const REGION = /\s?\(([A-Z]{2,3}|[A-Z][a-z]+(?: [A-Z][a-z]+)?)\)\.?/;
const TODAY = "TODAY";
const NEEDED =
  /\b(?:[Nn]eed(?:s)? (?:leads|responses|answers|replies)|[Dd]eadline)(?:\sis)?(?:\sby)?:?\s([^>]{3,60})/;
const CONTACT =
  /(?:^|\n|(?<=[.!?]\s))[ \t]{0,4}(?:>{2,3}|(?:Reply to|Contact|Email|E-mail):)\s*([^\n]{3,160})/i;
/** A heading is no longer than this. Characters. */
const HEADING = 260;

export const profnet: Reader = { service: "profnet", recognises, read };

function recognises({ source, plain }: Sheet): boolean {
  const isTheirs =
    /profnet|prnewswire/.test(source.from?.address ?? "") ||
    /profnet/i.test(source.subject ?? "") ||
    /\bProfNet\b/.test(plain);
  const heads = headsIn(plain);
  return heads.some((head) => isTheirs || head.isDated);
}

interface Head {
  readonly number: string | null;
  readonly category: string | null;
  readonly isDated: boolean;
  readonly at: number;
  readonly titleAt: number;
}

/** Only a heading that parts title and outlet is one; `IMPORTANT: read this` is prose. */
function headsIn(plain: string): Head[] {
  const drawnUp = plain.includes(TODAY) ? plain.matchAll(DRAWN_UP) : [];
  return [...plain.matchAll(HEAD), ...drawnUp]
    .sort((one, other) => one.index - other.index)
    .map((match) => {
      const words = (match[2] ?? "").split("/").map((word) => word.trim());
      const category = words.filter((word) => word !== TODAY).join("/");
      const parted =
        match[1] === undefined
          ? PARTED_NUMBER.exec(plain.slice(Math.max(0, match.index - 8), match.index))
          : null;
      return {
        number: match[1] ?? parted?.[1] ?? null,
        category: orNull(category),
        isDated: words.length > 1 && words.includes(TODAY),
        at: match.index - (parted?.[0].length ?? 0),
        titleAt: match.index + match[0].length,
      };
    })
    .filter((head, place, all) => head.titleAt !== all[place - 1]?.titleAt)
    .filter(({ titleAt }) => plain.slice(titleAt, titleAt + HEADING).search(PARTING) > 2);
}

function read(sheet: Sheet): ReturnType<Reader["read"]> {
  const heads = headsIn(sheet.plain);
  const queries = heads.map((head, place) =>
    readItem(sheet, head, heads[place + 1]?.at ?? sheet.plain.length, place === heads.length - 1),
  );
  return queries.length === 0 ? null : edition("profnet", null, queries, []);
}

function readItem(sheet: Sheet, head: Head, next: number, isLast: boolean): MediaQuery {
  const { plain } = sheet;
  const heading = splitHeading(plain.slice(head.titleAt, Math.min(next, head.titleAt + HEADING)));
  const textAt = head.titleAt + heading.length;
  const end = endOfText(plain, textAt, next, isLast);
  const block = plain.slice(textAt, end);
  const contact = CONTACT.exec(block);
  const printed = addressIn(contact?.[1]);
  const due = NEEDED.exec(block);
  const today = head.isDated ? { ...NO_DEADLINE, deadlineText: TODAY } : NO_DEADLINE;
  return mediaQuery(
    "profnet",
    {
      number: head.number,
      summary: heading.title,
      category: head.category,
      outlet: heading.outlet,
      replyTo: printed === null || isListsOwn(printed, sheet.source.from) ? null : printed,
      deadline:
        due === null ? today : readDeadline(firstSentence(due[1] ?? ""), sheet.source.sentAt, LIST_ZONE),
      query: sheet.text.slice(textAt, textAt + (contact === null ? end - textAt : contact.index)).trim(),
      region: regionField(heading.region ?? undefined),
    },
    sheet,
  );
}

/** `5:00 PM US/Eastern FEB 12.`: up to the stop, which is no part of `p.m.`. */
function firstSentence(words: string): string {
  return words.split(/\n\s*\n|(?<![ap]\.m)(?<=\.)\s/)[0] ?? words;
}

interface Heading {
  readonly title: string | null;
  readonly outlet: string | null;
  readonly region: string | null;
  /** Up to where the text starts. */
  readonly length: number;
}

function splitHeading(text: string): Heading {
  const line = headingLine(text);
  const region = REGION.exec(line);
  const partings = [...line.matchAll(PARTING)];
  if (region !== null && partings.some(({ index }) => index < region.index)) {
    const parting = partings.findLast(({ index }) => index < region.index);
    return heading(line, parting, region.index, region[1] ?? null, region.index + region[0].length);
  }
  const starter = STARTER.exec(line);
  if (line.length < 140 && starter === null)
    return heading(line, partings.at(-1), line.length, null, line.length);
  return runOn(line, partings[0]);
}

/** The line of the heading, with those below it that a wrap has parted from it: up to its parting, and its region. */
function headingLine(text: string): string {
  const lines = text.split("\n");
  let end = 0;
  for (const line of lines.slice(0, 3)) {
    end += line.length + 1;
    if (text.slice(0, end).search(PARTING) !== -1) break;
  }
  const below = text.slice(end).split("\n")[0] ?? "";
  const closesHeading = !REGION.test(text.slice(0, end)) && /^[^.?!(]{0,60}\((?:[A-Z]{2,3})\)/.test(below);
  const length = closesHeading ? end + below.length : end - 1;
  return text.slice(0, length).replace(/\n/g, " ");
}

/** No line break and no region: the outlet ends where a sentence starts, or with its capitals. */
function runOn(line: string, parting: RegExpExecArray | undefined): Heading {
  const from = parting === undefined ? 0 : parting.index + parting[0].length;
  const rest = line.slice(from);
  const starter = STARTER.exec(rest)?.index;
  const capitals = /^[A-Z0-9][A-Z0-9.&' -]*(?=\s[A-Z]?['’]?[a-z]|\s[A-Z][a-z'’])/.exec(rest)?.[0].length;
  const end = from + (capitals ?? starter ?? 0);
  return heading(line, parting, end, null, end);
}

const STARTER =
  /\s(?=(?:I['’]?m|I am|I['’]d|I['’]ve|I need|I want|We['’]?re|We are|We need|Looking for|Seeking|Need|How|What|Do you|Are you|Can you|Please|My|Our|Working on|Writing)\b)/;

function heading(
  line: string,
  parting: RegExpExecArray | undefined,
  end: number,
  region: string | null,
  length: number,
): Heading {
  if (parting === undefined) return { title: orNull(line.slice(0, end)), outlet: null, region, length };
  const outlet = collapsed(line.slice(parting.index + parting[0].length, end)).replace(/\*+$/, "");
  return { title: orNull(line.slice(0, parting.index)), outlet: orNull(outlet), region, length };
}
