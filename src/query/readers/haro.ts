/**
 * HARO in its three eras: Shankman (2008), Cision (2010–2024), Featured.com (since 2025).
 *
 * One family: an INDEX, then items `N) Summary: …` with labels, a text, "Back to Top" and a rule.
 */
import { countProblems, type Entry, headingOf, indexOf, titlesOf } from "../announced.ts";
import { LIST_ZONE, readDeadline } from "../deadline.ts";
import { addressIn, isListsOwn, type Key, type Labels, outletField, personField } from "../fields.ts";
import { type Item, numberedItems, type Style } from "../numbered.ts";
import type { MediaQuery } from "../query.ts";
import { edition, mediaQuery, type Reader } from "../reader.ts";
import { regionField } from "../region.ts";
import { isRelay } from "../routes.ts";
import { orNull, type Sheet } from "../text.ts";

const LABELS: Labels = new Map<string, Key>([
  ["summary", "summary"],
  ["name", "name"],
  ["title", "title"],
  ["category", "category"],
  ["email", "email"],
  ["e-mail", "email"],
  ["haro journalist profile url", "profile"],
  ["journalist profile url", "profile"],
  ["muck rack url", "profile"],
  ["media outlet", "outlet"],
  ["media outlet/publication", "outlet"],
  ["media website", "website"],
  ["deadline", "deadline"],
  ["anonymous?", "anonymous"],
  ["specific geographic region?", "regional"],
  ["region", "region"],
  ["query", "query"],
  ["requirements", "requirements"],
]);

const INLINE =
  /(?:Name|Category|E-?mail|(?:(?:HARO\s+)?Journalist\s+Profile|Muck\s+Rack)\s+URL|Media\s+Outlet(?:\/Publication)?|Media\s+Website|Deadline|Query):|Anonymous\?|Specific\s+Geographic\s+Region\?|(?:Title|Region):/g;

/** Since January 2010 the list hides its journalists' addresses. */
const MASKED_SINCE = new Date("2010-02-01T00:00:00Z");

const STYLE: Style = {
  labels: LABELS,
  inline: INLINE,
  requirementsAreField: (fields) =>
    !/reply\s?\+\s?[\w-]+@helpareporter\.com/i.test(fields.get("email") ?? ""),
};

const HEADING = /\d\s{0,2}\)\s{0,8}[*_]{0,2}summary\s{0,4}[*_]{0,2}\s?:/i;

export const haro: Reader = { service: "haro", recognises, read };

function recognises({ source, plain }: Sheet): boolean {
  if (!HEADING.test(plain)) return false;
  if (/@(?:.*\.)?helpareporter\.(?:com|net)$/.test(source.from?.address ?? "")) return true;
  if (/@helpareporter\.(?:com|net)\b/i.test(plain)) return true;
  return /Media\s+Outlet(?:\/Publication)?\s?:/.test(plain) && !/DEADLINE DATE\s?:/i.test(plain);
}

function read(sheet: Sheet): ReturnType<Reader["read"]> {
  const index = indexOf(sheet.plain);
  const items = numberedItems(sheet, STYLE, titlesOf(index));
  const queries = items.map((item) => readItem(item, index, sheet));
  return edition("haro", index?.length ?? null, queries, countProblems(index, queries));
}

function readItem(item: Item, index: readonly Entry[] | null, sheet: Sheet): MediaQuery {
  const { fields } = item;
  const { outlet, outletUrl, anonymous } = outletField(fields.get("outlet"), fields.get("website"));
  const printed = addressIn(fields.get("email"));
  const replyTo = printed === null || isListsOwn(printed, sheet.source.from) ? null : printed;
  return mediaQuery(
    "haro",
    {
      number: item.number,
      summary: orNull(fields.get("summary")),
      category: orNull(fields.get("category")) ?? headingOf(index, item.number),
      outlet,
      outletUrl,
      journalist: personField(fields.get("name")),
      anonymous: anonymous || /^yes\b/i.test(fields.get("anonymous") ?? ""),
      replyTo,
      deadline: readDeadline(fields.get("deadline") ?? null, sheet.source.sentAt, LIST_ZONE),
      query: item.query,
      requirements: orNull(fields.get("requirements")),
      region: regionField(fields.get("region")),
      flags: item.flags,
      warnings: oddAddress(replyTo, sheet),
    },
    sheet,
  );
}

function oddAddress(replyTo: string | null, { source }: Sheet): string[] {
  if (replyTo === null || isRelay(replyTo) || source.sentAt === null || source.sentAt < MASKED_SINCE)
    return [];
  return [`HARO hides its journalists' addresses; ${replyTo} is none of its own.`];
}
