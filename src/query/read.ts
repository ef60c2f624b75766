/** A mail's text -> its queries: each original of a forward, else the mail itself, given to the reader that knows it. */
import { QUERIES } from "../bounds.ts";
import type { Message, Problem } from "../message/message.ts";
import type { Edition, MediaQuery } from "./query.ts";
import type { Reader } from "./reader.ts";
import { LISTS, READERS } from "./readers/all.ts";
import { type Source, sheetOf } from "./text.ts";

export type { Source } from "./text.ts";

/** Problems of a mail that leave its last query unsure. */
const CUT = new Set(["truncated", "too-large"]);

/** @returns null when no query was found. */
export function readSource(source: Source): Edition | null {
  return readWith(READERS, source);
}

/**
 * What a mail holds. Several editions in one mail make one list, `announced` their sum.
 *
 * An answer without originals holds none: what it quotes was read when it came. Whether an answer *with* originals
 * is one is for the caller to say.
 *
 * @param fallbackSentAt stands in where neither the inner nor the outer mail says when it was sent
 */
export function readEdition(message: Message, fallbackSentAt: Date | null): Edition | null {
  const outerAt = message.sentAt ?? fallbackSentAt;
  const found = message.originals.length === 0 ? readOwn(message, outerAt) : readForward(message, outerAt);
  return found === null ? null : marked(found, message.problems);
}

function readOwn(message: Message, sentAt: Date | null): Edition | null {
  if (message.isAnswer) return null;
  const { subject, text } = message;
  return readSource({
    from: message.from[0] ?? null,
    subject,
    sentAt,
    text,
    listId: message.list?.id ?? null,
  });
}

/** Where the originals hold less than they announce, or nothing, the cut between them may have gone through a list. */
function readForward(message: Message, outerAt: Date | null): Edition | null {
  const inner = message.originals
    .map((original) => readSource({ ...original, sentAt: original.sentAt ?? outerAt, listId: null }))
    .filter((found) => found !== null);
  const parts = merged(inner);
  if (parts !== null && (parts.announced === null || parts.queries.length >= parts.announced)) return parts;

  const [first] = message.originals;
  const sentAt = first?.sentAt ?? outerAt;
  const { text } = message;
  const whole = readWith(LISTS, {
    from: first?.from ?? null,
    subject: first?.subject ?? null,
    sentAt,
    text,
    listId: null,
  });
  return (whole?.queries.length ?? 0) > (parts?.queries.length ?? 0) ? whole : parts;
}

function readWith(readers: readonly Reader[], source: Source): Edition | null {
  const sheet = sheetOf(source);
  for (const reader of readers) {
    const found = reader.recognises(sheet) ? reader.read(sheet) : null;
    if (found !== null) return bounded(found);
  }
  return null;
}

function merged(editions: readonly Edition[]): Edition | null {
  const [first, ...others] = editions;
  if (first === undefined) return null;
  if (others.length === 0) return first;
  const counts = editions.map(({ announced }) => announced).filter((count) => count !== null);
  return bounded({
    service: first.service,
    announced: counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0),
    queries: editions.flatMap(({ queries }) => queries),
    problems: editions.flatMap(({ problems }) => problems),
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
