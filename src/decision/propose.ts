/** The proposal: what an edition holds for her people (letter 2), or one letter for a whole backlog. */

import type { Message } from "../message/message.ts";
import type { Edition } from "../query/query.ts";
import { type Desk, letterHead, type Step, writeLetter } from "./desk.ts";
import { presentFar, stretchAmong } from "./far.ts";
import { isOpen } from "./intake.ts";
import { mutedStill, unknownRules } from "./lists.ts";
import { contactById, fitsSomebody, type Offered, presentQuery, titleOf } from "./present.ts";
import type { Item, KnownQuery, MailId, State } from "./state.ts";
import type { ProposalView } from "./views.ts";

/** Told by `unknownList`. */
const BY_SHAPE: readonly string[] = ["read-as-post", "read-by-labels"];

/** Items of one letter; the rest stands behind "more". */
const ITEMS = 12;

export interface Proposing {
  readonly queries: readonly KnownQuery[];
  readonly message: Message;
  readonly edition: Edition;
  readonly isProven: boolean;
  readonly now: Date;
}

/** The answer to a forward of hers, also when nobody fits. */
export function propose(
  step: Step,
  desk: Desk,
  { queries, message, edition, isProven, now }: Proposing,
): MailId {
  return writeProposal(step, desk, {
    key: `proposal:${message.key}`,
    inReplyTo: message.messageId,
    queries,
    beside: [],
    now,
    facts: {
      editions: [
        ...new Set(
          queries.flatMap((each) =>
            each.seenIn.filter((seen) => seen.mailKey === message.key).map((seen) => seen.edition),
          ),
        ),
      ],
      readCount: edition.queries.length,
      announced: edition.announced,
      problems: [...edition.problems, ...message.problems]
        .filter(({ code }) => !BY_SHAPE.includes(code))
        .map((each) => each.text),
      unproven: !isProven,
      unknownList: edition.service === "labelled" || edition.service === "post",
      backlog: null,
    },
  });
}

/** One proposal for what lists brought by themselves since then. */
export function proposeGathered(
  step: Step,
  desk: Desk,
  { queries, beside, since }: { readonly since: string } & Pick<Proposal, "queries" | "beside">,
  now: Date,
): void {
  writeProposal(step, desk, {
    key: `gathered:${since}`,
    inReplyTo: null,
    queries,
    beside,
    now,
    facts: {
      editions: [...new Set(queries.flatMap((each) => each.seenIn.at(-1)?.edition ?? []))],
      readCount: queries.length,
      announced: null,
      problems: [],
      unproven: false,
      unknownList: false,
      backlog: null,
    },
  });
}

/** One letter for all that waited. */
export function proposeBacklog(step: Step, desk: Desk, now: Date): void {
  const { backlog } = step.state;
  if (backlog === null) return;
  if (backlog.mails === 0) {
    step.state.backlog = null;
    step.because.push({ what: "leave", because: "nothing of what she asked to be read holds a query" });
    return;
  }
  const queries = backlog.queryIds.flatMap((id) => step.state.queries[id] ?? []);
  const closed = queries.filter((each) => !isOpen(each, now));
  writeProposal(step, desk, {
    key: `backlog:${now.toISOString()}`,
    inReplyTo: null,
    queries: queries.filter((each) => isOpen(each, now)),
    beside: [],
    now,
    facts: {
      editions: [],
      readCount: queries.length,
      announced: null,
      problems: [],
      unproven: false,
      unknownList: false,
      backlog: { mails: backlog.mails, closed: closed.length },
    },
  });
  step.state.backlog = null;
  step.because.push({ what: "proposal", because: "a backlog was read" });
}

interface Proposal {
  readonly key: string;
  readonly inReplyTo: string | null;
  readonly queries: readonly KnownQuery[];
  /** Queries that fit nobody and are told of only if one of them is the stretch of the day. */
  readonly beside: readonly KnownQuery[];
  readonly now: Date;
  readonly facts: Pick<
    ProposalView,
    "editions" | "readCount" | "announced" | "problems" | "unproven" | "unknownList" | "backlog"
  >;
}

function writeProposal(
  step: Step,
  desk: Desk,
  { key, inReplyTo, queries, beside, now, facts }: Proposal,
): MailId {
  const fit = queries
    .filter((each) => fitsSomebody(step.state, desk, each))
    .toSorted((a, b) => urgency(a, b, now));
  const offered: Offered = new Map();
  const shown = fit
    .slice(0, ITEMS)
    .map((each, index) => presentQuery(step.state, desk, each, String(index + 1), now, offered));
  const far = stretchAmong(step.state, desk, [...queries, ...beside], fit.length, now);
  if (far !== null) shown.push(presentFar(step, desk, far, String(shown.length + 1), now));
  // Shown before and settled since: it suited somebody, so it is none of those that fit nobody.
  const onWord = queries.filter(
    (each) => !fit.includes(each) && namesOnWord(step.state, desk, each).length > 0,
  );
  const had = queries.filter(
    (each) => each.proposedIn !== null && !fit.includes(each) && !onWord.includes(each),
  );
  const nobody = queries.filter(
    (each) => ![...fit, ...had, ...onWord].includes(each) && each.id !== far?.known.id,
  );
  const head = letterHead(step, desk, key, now);
  const view: ProposalView = {
    ...head,
    ...facts,
    items: shown.map((each) => each.view),
    moreItems: Math.max(0, fit.length - ITEMS),
    fitNobody: nobody.length,
    sentOnWord: onWord.map(
      (each) =>
        `"${titleOf(each)}" goes to ${namesOnWord(step.state, desk, each).join(", ")} on your standing word`,
    ),
    listRules: [
      ...new Set(
        [...fit.slice(0, ITEMS), ...(far === null ? [] : [far.known])]
          .flatMap((each) => [unknownRules(desk, each), mutedStill(step.state, desk, each)])
          .filter((each) => each !== null),
      ),
    ],
    problems: [...facts.problems, ...had.map((each) => `You had "${titleOf(each)}" before.`)],
  };
  const items: Record<string, Item> = Object.fromEntries(shown.map((each) => [each.view.number, each.item]));
  const rest = queries.filter(
    (each) =>
      !had.includes(each) && !onWord.includes(each) && !shown.some(({ item }) => item.queryId === each.id),
  );
  const id = writeLetter(step, desk, "proposal", view, {
    key,
    now,
    inReplyTo,
    items,
    rest: rest.map((each) => each.id),
  });
  for (const { item } of shown) {
    const known = step.state.queries[item.queryId];
    if (known !== undefined && known.proposedIn === null)
      step.state.queries[known.id] = { ...known, proposedIn: id };
  }
  step.because.push({
    what: "proposal",
    because: `${shown.length} of ${queries.length} queries fit somebody`,
  });
  return id;
}

/** Who gets it without being asked about, not counting what was taken back. */
function namesOnWord(state: State, desk: Desk, known: KnownQuery): readonly string[] {
  return Object.values(state.passes).flatMap((pass) =>
    pass.queryId === known.id && pass.onWord != null && state.outbox[pass.mailId]?.status !== "cancelled"
      ? (contactById(desk, pass.contactId)?.name ?? [])
      : [],
  );
}

/** The soonest deadline first, those already closed behind, no deadline last; then the better match. */
function urgency(a: KnownQuery, b: KnownQuery, now: Date): number {
  return rank(a, now) - rank(b, now) || closing(a) - closing(b) || best(b) - best(a);
}

function rank(known: KnownQuery, now: Date): number {
  if (known.closesAt === null) return 1;
  return isOpen(known, now) ? 0 : 2;
}

function closing(known: KnownQuery): number {
  return known.closesAt === null ? 0 : new Date(known.closesAt).getTime();
}

function best(known: KnownQuery): number {
  return known.candidates[0]?.score ?? 0;
}
