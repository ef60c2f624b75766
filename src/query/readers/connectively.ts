/**
 * Connectively, as Featured.com sends it since 2026: headless alerts under sections and `5 alerts`.
 *
 * Each alert is a text, a login link, the outlet, `Answer by Sep 17th` and the link again; opportunities end in a
 * relay address. Read backwards from `Answer by`: that line alone is always there.
 */
import { QUERIES } from "../../bounds.ts";
import { countProblem } from "../announced.ts";
import { LIST_ZONE, readDeadline } from "../deadline.ts";
import { withoutTail } from "../endings.ts";
import { addressIn } from "../fields.ts";
import { cleanLink } from "../links.ts";
import type { MediaQuery } from "../query.ts";
import { edition, mediaQuery, type Reader } from "../reader.ts";
import { collapsed, orNull, type Sheet } from "../text.ts";

const COUNT = /(?:^|\n|[A-Z&]\s{1,3})[ \t*>]{0,6}(\d{1,3}) alerts?\b(?!\.)/g;
const DUE =
  /(?<=[\s>*\])])(?:Answer|View|Apply|Pitch|Respond|Reply|Submit|Request) by ([A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?)/g;
/** A link or a relay address, also in the brackets that plain-text copies put round it. */
const MARK = /[<([]?(?:https?:\/\/[^\s<>]*connectively\.us\/\S*|send\+[\d.]+@tmxmessenger\.com)[>)\]]?/g;
/** How far above its count a heading may stand. Characters. */
const HEADING = 200;
const CALLED = /\/(?:magic-link|experts|opportunities|questions|api\/auth)\b|tmxmessenger/;
/** Lines of the frame that stand above the first alert of a heading. */
const FRAME =
  /^(?:https?:\/\/(?:www\.)?connectively\.us\S*|(?:Q&A|OPPORTUNITY|BYLINED ARTICLE) ALERTS.*|(?:Questions|Opportunities|Requests) (?:for|matching)\b.*|None of the alerts\b.*|View (?:All|New) \w+(?: \w+)?.*|[-_*=]{5,}|\[image:.*\])$/i;

export const connectively: Reader = { service: "connectively", recognises, read };

function recognises({ source, plain }: Sheet): boolean {
  const isTheirs =
    /@(?:.*\.)?connectively\.us$/.test(source.from?.address ?? "") || /connectively\.us\b/i.test(plain);
  return (
    (isTheirs || /\b(?:Q&A|OPPORTUNITY) ALERTS\b/.test(plain)) &&
    /\bby [A-Z][a-z]{2}|\d alerts?\b/.test(plain)
  );
}

function read(sheet: Sheet): ReturnType<Reader["read"]> {
  const { plain } = sheet;
  const counts = [...plain.matchAll(COUNT)];
  const dues = [...plain.matchAll(DUE)].slice(0, QUERIES + 1);
  if (counts.length === 0 && dues.length === 0) return null;
  let from = 0;
  let category: string | null = null;
  let passed = 0;
  const queries: MediaQuery[] = [];
  for (const due of dues) {
    let heading: RegExpExecArray | undefined;
    for (; (counts[passed]?.index ?? plain.length) < due.index; passed++) heading = counts[passed];
    if (heading !== undefined) category = headingAbove(plain, heading) ?? category;
    const start = heading === undefined ? from : heading.index + heading[0].length;
    const alert = readAlert(sheet, start, due, category);
    if (alert !== null) queries.push(alert);
    from = behindMark(plain, due.index + due[0].length);
  }
  const announced = counts.length === 0 ? null : counts.reduce((sum, [, count]) => sum + Number(count), 0);
  const differs = announced !== null && announced !== queries.length;
  return edition(
    "connectively",
    announced,
    queries,
    differs ? [countProblem(announced, queries.length, [])] : [],
  );
}

/** `HEALTH` above `5 alerts`, on the line before or drawn onto the same. */
function headingAbove(plain: string, count: RegExpExecArray): string | null {
  const end = count.index + count[0].search(/\d/);
  const line =
    plain
      .slice(Math.max(0, end - HEADING), end)
      .trimEnd()
      .split("\n")
      .at(-1) ?? "";
  const words = collapsed(line.replace(/[*_>]/g, " "));
  const capitals = /(?:^|\s)([A-Z&][A-Z&,/-]*(?: [A-Z&][A-Z&,/-]*){0,6})$/.exec(words)?.[1];
  return capitals ?? (words.length > 0 && words.length <= 60 ? words : null);
}

/** The link that repeats itself behind the date belongs to the alert above. */
function behindMark(plain: string, at: number): number {
  const near = plain.slice(at, at + 1200);
  const mark = new RegExp(`^[\\s*]{0,8}${MARK.source}`).exec(near);
  return at + (mark?.[0].length ?? 0);
}

function readAlert(
  sheet: Sheet,
  start: number,
  due: RegExpExecArray,
  category: string | null,
): MediaQuery | null {
  const { plain } = sheet;
  const from = start + frameBefore(plain.slice(start, due.index));
  const block = plain.slice(from, due.index);
  const mark = [...block.matchAll(MARK)].filter(([link]) => CALLED.test(link)).at(-1);
  const split =
    mark === undefined ? lastLine(block) : { textEnd: mark.index, outletAt: mark.index + mark[0].length };
  const end = withoutTail(block.slice(0, split.textEnd));
  const query = sheet.text.slice(from, from + end).trim();
  if (query === "") return null;
  const target =
    mark?.[0] ?? plain.slice(due.index + due[0].length, behindMark(plain, due.index + due[0].length));
  const replyTo = target.includes("tmxmessenger") ? addressIn(target) : null;
  const url = replyTo === null ? pageOf(target) : null;
  return mediaQuery(
    "connectively",
    {
      category,
      outlet: orNull(block.slice(split.outletAt).replace(/[*_<>()[\]]+$/, "")),
      replyTo,
      url,
      site: url ?? (replyTo === null ? "https://connectively.us/" : null),
      deadline: readDeadline(due[1] ?? null, sheet.source.sentAt, LIST_ZONE),
      query,
    },
    sheet,
  );
}

/** How much of a block is frame: section names, descriptions, rules, buttons. */
function frameBefore(block: string): number {
  let at = 0;
  while (at < block.length) {
    const newline = block.indexOf("\n", at);
    if (newline === -1) return at;
    const line = collapsed(block.slice(at, newline).replace(/[*>]/g, " "));
    if (line !== "" && !FRAME.test(line) && !(line.length < 40 && line === line.toUpperCase())) return at;
    at = newline + 1;
  }
  return at;
}

/** Where the links are gone (HTML-only mail), the outlet is the last line before the date. */
function lastLine(block: string): { textEnd: number; outletAt: number } {
  const trimmed = block.trimEnd();
  const at = trimmed.lastIndexOf("\n");
  return { textEnd: at === -1 ? trimmed.length : at, outletAt: at === -1 ? trimmed.length : at };
}

/** `https://connectively.us/experts/questions/<slug>`, the login taken out. */
function pageOf(mark: string): string | null {
  const link = /https?:\S+/.exec(mark)?.[0].replace(/[>)\]]+$/, "");
  return link === undefined ? null : cleanLink(link);
}
