/** What a reader of one service's format gives and is given. One file a reader in `readers/`. */
import type { Problem } from "../message/message.ts";
import { conditionsIn } from "./conditions.ts";
import { type Deadline, NO_DEADLINE } from "./deadline.ts";
import { INVISIBLE_WARNING, warningsIn } from "./hostile.ts";
import { withoutSecrets } from "./links.ts";
import type { Edition, MediaQuery, Service } from "./query.ts";
import { regionIn } from "./region.ts";
import { routesOf } from "./routes.ts";
import { type Sheet, withPlainBlanks } from "./text.ts";

export interface Reader {
  readonly service: Service;
  /** By the inner sender or by shape; cheap, for every mail is asked. */
  readonly recognises: (sheet: Sheet) => boolean;
  /** Null when no query stands in the mail after all. */
  readonly read: (sheet: Sheet) => Edition | null;
}

/** What a reader found; the rest follows from the text. */
export interface Draft {
  readonly number?: string | null;
  readonly summary?: string | null;
  readonly category?: string | null;
  readonly outlet?: string | null;
  readonly outletUrl?: string | null;
  readonly journalist?: string | null;
  readonly anonymous?: boolean;
  readonly replyTo?: string | null;
  readonly url?: string | null;
  /** Where the list itself takes answers. */
  readonly site?: string | null;
  readonly deadline?: Deadline;
  readonly query: string;
  readonly partial?: boolean;
  readonly requirements?: string | null;
  readonly region?: string | null;
  /** Bare lines of the list about what it takes. */
  readonly flags?: readonly string[];
  readonly warnings?: readonly string[];
}

export function mediaQuery(service: Service, draft: Draft, sheet: Sheet): MediaQuery {
  const query = withoutSecrets(draft.query);
  const plain = withPlainBlanks(query);
  const asked = draft.requirements ?? "";
  const whole = asked === "" ? plain : `${plain}\n\n${asked}`;
  const conditions = conditionsIn(whole, draft.flags);
  return {
    number: draft.number ?? null,
    service,
    summary: draft.summary ?? null,
    category: draft.category ?? null,
    outlet: draft.outlet ?? null,
    outletUrl: draft.outletUrl ?? null,
    journalist: draft.journalist ?? null,
    anonymous: draft.anonymous ?? false,
    replyTo: draft.replyTo ?? null,
    routes: routesOf(draft.replyTo ?? null, draft.site ?? null, plain, sheet.source.from),
    url: draft.url ?? null,
    ...(draft.deadline ?? NO_DEADLINE),
    query,
    partial: draft.partial ?? query === "",
    requirements: draft.requirements ?? conditions.requirements,
    region: draft.region ?? regionIn(draft.summary ?? null, whole),
    refuses: conditions.refuses,
    warnings: [
      ...warningsIn(plain),
      ...(sheet.hidesCharacters ? [INVISIBLE_WARNING] : []),
      ...(draft.warnings ?? []),
    ],
  };
}

export function edition(
  service: Service,
  announced: number | null,
  queries: readonly MediaQuery[],
  problems: readonly Problem[],
): Edition | null {
  if (queries.length === 0 && announced === null) return null;
  return { service, announced, queries, problems: [...problems, ...queries.flatMap(problemsOf)] };
}

function problemsOf(query: MediaQuery): Problem[] {
  const name = query.summary ?? query.outlet ?? query.query.slice(0, 60);
  const which = query.number === null ? `“${name}”` : `${query.number}) “${name}”`;
  const problems: Problem[] = [];
  if (query.query === "") problems.push({ code: "query-without-text", text: `${which} holds no text.` });
  else if (query.partial) problems.push({ code: "query-cut-off", text: `The text of ${which} is cut off.` });
  if (isUnread(query))
    problems.push({
      code: "deadline-not-read",
      text: `The deadline of ${which}, “${query.deadlineText}”, could not be read.`,
    });
  return problems;
}

/** Words such as "ASAP" name no day; figures that were not understood are told. */
function isUnread({ deadlineText, deadlineAt, deadlineDate }: MediaQuery): boolean {
  return deadlineAt === null && deadlineDate === null && /\d/.test(deadlineText ?? "");
}
