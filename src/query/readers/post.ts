/**
 * A single post that looks for a source: on a mailing list, in a forward, without any labels.
 *
 * Honest before eager: personal mail, answers, newsletters, articles, job offers, PR people looking for clients and
 * commands to the assistant are no queries. The whole text is the query.
 */
import { endOfText } from "../endings.ts";
import { isListsOwn } from "../fields.ts";
import { cleanLink } from "../links.ts";
import { deadlineInProse, seeksSource } from "../prose.ts";
import { edition, mediaQuery, type Reader } from "../reader.ts";
import { zoneOfSender } from "../sender.ts";
import type { Sheet } from "../text.ts";

const ANSWER = /^\s*(?:re|aw|sv|antw|vs|odp)\s*(?:\[\d+\])?:/i;
/** The page of a call on SourceBottle: `query.asp?ref=…&qid=71778`. */
const CALL_PAGE = /https?:\/\/(?:www\.)?sourcebottle\.com\/query\.asp\?[^\s<>"]*\bqid=\d+/i;

export const post: Reader = { service: "post", recognises, read };

function recognises({ source, plain }: Sheet): boolean {
  return !ANSWER.test(source.subject ?? "") && seeksSource(bodyOf(plain), source.subject);
}

function bodyOf(plain: string): string {
  return plain.slice(0, endOfText(plain, 0, plain.length, true)).trim();
}

function read(sheet: Sheet): ReturnType<Reader["read"]> {
  const { source } = sheet;
  const query = sheet.text.slice(0, endOfText(sheet.plain, 0, sheet.plain.length, true)).trim();
  const page = CALL_PAGE.exec(query)?.[0];
  const url = page === undefined ? null : cleanLink(page);
  const found = mediaQuery(
    "post",
    { query, url, site: url, deadline: deadlineInProse(query, source.sentAt, zoneOfSender(source.from)) },
    sheet,
  );
  const poster = source.from?.address ?? null;
  const toPoster =
    found.routes.every(({ kind }) => kind === "none") && poster !== null && !isListsOwn(poster, null);
  const routed = toPoster ? { ...found, routes: [{ kind: "address" as const, to: poster }] } : found;
  return edition(
    "post",
    null,
    [routed],
    [{ code: "read-as-post", text: "I do not know this list; its text was read as one query." }],
  );
}
