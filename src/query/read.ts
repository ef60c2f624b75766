/** A mail's text -> its queries: each original of a forward, else the mail itself, given to the reader that knows it. */
import { QUERIES } from "../bounds.ts";
import type { Message, Problem } from "../message/message.ts";
import type { Edition, MediaQuery } from "./query.ts";
import type { Reader } from "./reader.ts";
import { READERS } from "./readers/all.ts";
import { type Source, sheetOf } from "./text.ts";

export type { Source } from "./text.ts";

/** Problems of a mail that leave its last query unsure. */
const CUT = new Set(["truncated", "too-large"]);

/** @returns null when no query was found. */
export function readSource(source: Source): Edition | null {
  const sheet = sheetOf(source);
  for (const reader of READERS) {
    const found = reader.recognises(sheet) ? reader.read(sheet) : null;
    if (found !== null) return bounded(found);
  }
  return null;
}

/**
 * What a mail holds. Several editions in one mail make one list, `announced` their sum.
 *
 * @param fallbackSentAt stands in where neither the inner nor the outer mail says when it was sent
 */
export function readEdition(message: Message, fallbackSentAt: Date | null): Edition | null {
  const outerAt = message.sentAt ?? fallbackSentAt;
  const listId = message.list?.id ?? null;
  const inner = message.originals
    .map((original) => readSource({ ...original, sentAt: original.sentAt ?? outerAt, listId: null }))
    .filter((found) => found !== null);
  const found = inner.length > 0 ? merged(inner) : readSource(ownSource(message, outerAt, listId));
  return found === null ? null : marked(found, message.problems);
}

function ownSource(message: Message, sentAt: Date | null, listId: string | null): Source {
  return { from: message.from[0] ?? null, subject: message.subject, sentAt, text: message.text, listId };
}

function merged(editions: readonly Edition[]): Edition {
  const [first, ...others] = editions;
  if (first === undefined || others.length === 0)
    return first ?? { service: "post", announced: null, queries: [], problems: [] };
  const announced = editions.map((each) => each.announced).filter((count) => count !== null);
  return bounded({
    service: first.service,
    announced: announced.length === 0 ? null : announced.reduce((sum, count) => sum + count, 0),
    queries: editions.flatMap((each) => each.queries),
    problems: editions.flatMap((each) => each.problems),
  });
}

function bounded(found: Edition): Edition {
  if (found.queries.length <= QUERIES) return found;
  const text = `The mail holds more than ${QUERIES} queries; the rest was not read.`;
  return {
    ...found,
    queries: found.queries.slice(0, QUERIES),
    problems: [...found.problems, { code: "too-many-queries", text }],
  };
}

/** Where the mail's own text was cut, its last query may be too. */
function marked(found: Edition, problems: readonly Problem[]): Edition {
  const last = found.queries.at(-1);
  if (last === undefined || !problems.some(({ code }) => CUT.has(code))) return found;
  const cut: MediaQuery = { ...last, partial: true };
  return { ...found, queries: [...found.queries.slice(0, -1), cut] };
}

export type { Reader };
