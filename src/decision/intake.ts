/** Queries into State: new ones matched and kept, known ones recognised as seen again. */
import { createHash } from "node:crypto";
import { farMatch } from "../match/stretch.ts";
import type { Message } from "../message/message.ts";
import { baseSubject } from "../message/subject.ts";
import { identitiesOf, isSameQuery } from "../query/identity.ts";
import type { Edition, MediaQuery, Service } from "../query/query.ts";
import { DAY_MS, instantOf, inZone, type Zone } from "../time.ts";
import type { Desk, Step } from "./desk.ts";
import { withLinks } from "./links.ts";
import {
  type Candidate,
  type Instant,
  type KnownQuery,
  openQuery,
  type QueryId,
  type Sighting,
  type State,
  storedQuery,
} from "./state.ts";

/** A day without an hour is taken to last until then in the outlet's zone (DESIGN 8). */
const CLOSE_OF_DAY = "17:00";

/** Candidates kept with a query; "more" shows no further. */
const CANDIDATES = 12;

const SERVICE_NAMES: Readonly<Record<Service, string | null>> = {
  haro: "HARO",
  sos: "Source of Sources",
  connectively: "Connectively",
  qwoted: "Qwoted",
  tmx: "TMX",
  profnet: "ProfNet",
  journorequest: "a journo request",
  labelled: null,
  post: null,
};

export interface TakingIn {
  readonly edition: Edition;
  readonly message: Message;
  readonly receivedAt: Date;
  /** No hand of hers forwarded it. */
  readonly cameByItself: boolean;
}

/** Takes an edition in. Returns its queries in the order they stood, known ones included. */
export function takeIn(
  step: Step,
  desk: Desk,
  { edition, message, receivedAt, cameByItself }: TakingIn,
): readonly KnownQuery[] {
  const label = editionLabel(edition, message, receivedAt, desk.owner.zone);
  const taken = edition.queries.map((query) => {
    const sighting: Sighting = {
      mailKey: message.key,
      edition: label,
      at: receivedAt.toISOString(),
      deadlineText: query.deadlineText,
    };
    const known = findKnown(step, query);
    const record =
      known === null
        ? newRecord(step, desk, {
            query,
            sighting,
            cameByItself,
            listDomain: domainOf(message),
            subject: subjectOf(edition, message, !cameByItself),
          })
        : seenAgain(known, query, sighting, receivedAt, desk);
    step.state.queries[record.id] = record;
    for (const identity of record.identities) step.state.identities[identity] = record.id;
    return record;
  });
  return [...new Map(taken.map((each) => [each.id, step.state.queries[each.id] ?? each])).values()];
}

function findKnown(step: Step, query: MediaQuery): KnownQuery | null {
  for (const identity of identitiesOf(query)) {
    const id = step.state.identities[identity];
    const known = id === undefined ? undefined : step.state.queries[id];
    if (known !== undefined) return known;
  }
  return (
    Object.values(step.state.queries).find((known) => isSameQuery(openQuery(known.query), query)) ?? null
  );
}

interface Arriving {
  readonly query: MediaQuery;
  readonly sighting: Sighting;
  readonly cameByItself: boolean;
  readonly listDomain: string | null;
  readonly subject: string | null;
}

/** Of a single post the mail's own, never a subject of hers; `Fwd:` and a list's `[tag]` say nothing of it. */
function subjectOf({ service, queries }: Edition, { originals, subject }: Message, isHers: boolean) {
  if (service !== "post" || queries.length > 1) return null;
  const said = baseSubject((isHers ? originals[0]?.subject : subject) ?? "");
  return said === "" ? null : said;
}

/** Whose mail the list's is: the original's sender, else the mail's own. */
function domainOf({ originals, from }: Message): string | null {
  const sender = originals.length > 0 ? originals[0]?.from : from[0];
  return sender?.address.split("@")[1]?.toLowerCase() ?? null;
}

function newRecord(
  step: Step,
  desk: Desk,
  { query, sighting, cameByItself, listDomain, subject }: Arriving,
): KnownQuery {
  const identities = identitiesOf(query);
  return {
    id: queryId(step.state.storeKey, identities[0] ?? query.query),
    identities,
    query: storedQuery(query),
    subject,
    seenIn: [sighting],
    arrivedAt: sighting.at,
    closesAt: closesAt(query, desk.owner.zone),
    candidates: candidatesFor(step.state, desk, query),
    skipped: [],
    proposedIn: null,
    cameByItself,
    listDomain,
    urgentAt: null,
    digests: [],
  };
}

/**
 * The earliest deadline still ahead counts; every printed one stays with its sighting; routes are gathered.
 */
function seenAgain(
  known: KnownQuery,
  query: MediaQuery,
  sighting: Sighting,
  now: Date,
  desk: Desk,
): KnownQuery {
  if (known.seenIn.some((each) => each.mailKey === sighting.mailKey)) return known;
  const old = known.query;
  const next = closesAt(query, desk.owner.zone);
  const isBetter =
    next !== null &&
    new Date(next) > now &&
    (known.closesAt === null || new Date(known.closesAt) <= now || next < known.closesAt);
  const routes = [
    ...old.routes,
    ...query.routes.filter(
      (route) => !old.routes.some((each) => each.kind === route.kind && each.to === route.to),
    ),
  ];
  const fresh = storedQuery(query);
  const deadline = isBetter
    ? {
        deadlineAt: fresh.deadlineAt,
        deadlineDate: fresh.deadlineDate,
        deadlineText: fresh.deadlineText,
        deadlineZone: fresh.deadlineZone,
      }
    : {};
  return {
    ...known,
    identities: [...new Set([...known.identities, ...identitiesOf(query)])],
    query: { ...old, routes, ...deadline },
    closesAt: isBetter ? next : known.closesAt,
    seenIn: [...known.seenIn, sighting],
  };
}

/** When a query closes; null: no deadline given. */
function closesAt(query: MediaQuery, ownerZone: Zone): Instant | null {
  if (query.deadlineAt !== null) return query.deadlineAt.toISOString();
  if (query.deadlineDate === null) return null;
  return instantOf(query.deadlineDate, CLOSE_OF_DAY, query.deadlineZone ?? ownerZone).toISOString();
}

/** Who a query may suit, best first, those who are plainly no match left out but for one far match. */
function candidatesFor(state: State, desk: Desk, query: MediaQuery): readonly Candidate[] {
  const matches = withLinks(state, desk.match(query));
  const near = matches.filter(({ zone, learnt }) => zone !== "silent" || learnt !== undefined);
  const far = farMatch(matches)?.match;
  const kept = [...near.slice(0, CANDIDATES), ...(far === undefined || near.includes(far) ? [] : [far])];
  return kept.map(({ zone: _zone, ...candidate }) => candidate);
}

/** Made from the query itself, so that the same query has the same id after any restart. */
function queryId(storeKey: string, identity: string): QueryId {
  return `q${createHash("sha256").update(`${storeKey} ${identity}`).digest("hex").slice(0, 16)}` as QueryId;
}

/** `HARO, Wed noon`: the list and when it came, by the original's own date in her zone. */
function editionLabel(edition: Edition, message: Message, receivedAt: Date, zone: Zone): string {
  const original = message.originals.find((each) => each.sentAt !== null) ?? message.originals[0];
  const at = inZone(original?.sentAt ?? message.sentAt ?? receivedAt, zone);
  return `${listName(edition.service, message)}, ${at.toFormat("ccc")} ${partOfDay(at.hour)}`;
}

/** The list's name, else its sender's. */
export function listName(service: Service, message: Message): string {
  const from = message.originals[0]?.from ?? message.from[0];
  return SERVICE_NAMES[service] ?? from?.name ?? from?.address ?? "a list";
}

function partOfDay(hour: number): string {
  if (hour < 11) return "morning";
  if (hour < 14) return "noon";
  return hour < 18 ? "afternoon" : "evening";
}

/** Whether a query still has time. */
export function isOpen(known: KnownQuery, now: Date): boolean {
  return known.closesAt === null || new Date(known.closesAt) > now;
}

/** After this nothing about a query is asked any more: 14 days past its deadline, 30 after arrival without one. */
export function leavesStateAt(known: KnownQuery): Date {
  const last = known.seenIn.at(-1)?.at ?? known.arrivedAt;
  return known.closesAt === null
    ? new Date(new Date(last).getTime() + 30 * DAY_MS)
    : new Date(new Date(known.closesAt).getTime() + 14 * DAY_MS);
}
