/** Source of Sources: HARO's frame with upper-case labels, the deadline on three lines, the journalist's own address. */
import { countProblems, type Entry, headingOf, indexOf, titlesOf } from "../announced.ts";
import { type Deadline, LIST_ZONE, readDeadline } from "../deadline.ts";
import { addressIn, isListsOwn, type Key, type Labels, outletField, personField } from "../fields.ts";
import { type Item, numberedItems, type Style } from "../numbered.ts";
import type { MediaQuery } from "../query.ts";
import { edition, mediaQuery, type Reader } from "../reader.ts";
import { orNull, type Sheet } from "../text.ts";

const LABELS: Labels = new Map<string, Key>([
  ["summary", "summary"],
  ["category", "category"],
  ["name", "name"],
  ["email", "email"],
  ["muck rack url", "profile"],
  ["media outlet", "outlet"],
  ["media website", "website"],
  ["deadline date", "date"],
  ["deadline time", "time"],
  ["time zone", "zone"],
  ["query", "query"],
]);

const STYLE: Style = {
  labels: LABELS,
  inline:
    /(?:NAME|CATEGORY|EMAIL|MUCK\s+RACK\s+URL|MEDIA\s+OUTLET|MEDIA\s+WEBSITE|DEADLINE\s+DATE|DEADLINE\s+TIME|TIME\s+ZONE|QUERY):/g,
  requirementsAreField: () => false,
};

const HEADING = /\d\s{0,2}\)\s{0,8}[*_]{0,2}summary\s{0,4}[*_]{0,2}\s?:/i;

export const sos: Reader = { service: "sos", recognises, read };

function recognises({ source, plain }: Sheet): boolean {
  if (!HEADING.test(plain)) return false;
  return /@sourceofsources\.com$/.test(source.from?.address ?? "") || /DEADLINE\s+DATE\s?:/.test(plain);
}

function read(sheet: Sheet): ReturnType<Reader["read"]> {
  const index = indexOf(sheet.plain);
  const items = numberedItems(sheet, STYLE, titlesOf(index));
  const queries = items.map((item) => readItem(item, index, sheet));
  return edition("sos", index?.length ?? null, queries, countProblems(index, queries));
}

function readItem(item: Item, index: readonly Entry[] | null, sheet: Sheet): MediaQuery {
  const { fields } = item;
  const printed = addressIn(fields.get("email"));
  return mediaQuery(
    "sos",
    {
      number: item.number,
      summary: orNull(fields.get("summary")),
      category: orNull(fields.get("category")) ?? headingOf(index, item.number),
      ...outletField(fields.get("outlet"), fields.get("website")),
      journalist: personField(fields.get("name")),
      replyTo: printed === null || isListsOwn(printed, sheet.source.from) ? null : printed,
      deadline: threeLines(fields, sheet),
      query: item.query,
      flags: item.flags,
    },
    sheet,
  );
}

/** `2026-09-16`, `9:30 pm`, `Pacific Standard Time`, joined by single spaces as one printed value. */
function threeLines(fields: ReadonlyMap<Key, string>, { source }: Sheet): Deadline {
  const lines = [fields.get("date"), fields.get("time"), fields.get("zone")];
  return readDeadline(lines.filter((line) => line !== undefined).join(" "), source.sentAt, LIST_ZONE);
}
