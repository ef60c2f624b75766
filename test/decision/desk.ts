/** A desk, a contact and a query for rules to be tried on. */
import type { Contact, ContactId } from "../../src/contact/contact.ts";
import { contactWith } from "../../src/contact/contacts.ts";
import type { Desk } from "../../src/decision/desk.ts";
import {
  emptyState,
  type KnownQuery,
  type Outgoing,
  type Pass,
  type QueryId,
  type State,
} from "../../src/decision/state.ts";
import { loadServiceCards } from "../../src/tables/services.ts";

/** A Wednesday, 4 PM in Copenhagen and Madrid. */
export const NOW = new Date("2027-01-20T15:00:00Z");

export function contact(changes: Partial<Contact> & { readonly name: string }): Contact {
  return contactWith({
    id: changes.name.toLowerCase().replaceAll(" ", "-") as ContactId,
    addresses: [`${changes.name.split(" ")[0]?.toLowerCase()}@example.test`],
    interests: ["sourdough"],
    timezone: "Europe/Madrid",
    ...changes,
  });
}

export function query(
  changes: Partial<KnownQuery["query"]> = {},
  known: Partial<KnownQuery> = {},
): KnownQuery {
  return {
    id: "q1" as QueryId,
    identities: [],
    query: {
      number: "1",
      service: "haro",
      summary: "Why does my sourdough stall?",
      category: null,
      outlet: "Crumb & Kettle",
      outletUrl: null,
      journalist: "Priya Nandan",
      anonymous: false,
      replyTo: "reply+1@helpareporter.com",
      routes: [{ kind: "relay", to: "reply+1@helpareporter.com" }],
      url: null,
      deadlineAt: "2027-02-04T00:00:00.000Z",
      deadlineDate: null,
      deadlineText: "7:00 PM ET - 3 February",
      deadlineZone: "America/New_York",
      query: "Looking for bakers.",
      partial: false,
      requirements: null,
      region: null,
      refuses: [],
      warnings: [],
      ...changes,
    },
    seenIn: [],
    arrivedAt: NOW.toISOString(),
    closesAt: "2027-02-04T00:00:00.000Z",
    candidates: [],
    skipped: [],
    proposedIn: null,
    cameByItself: false,
    urgentAt: null,
    digests: [],
    ...known,
  };
}

export function desk(contacts: readonly Contact[], changes: Partial<Desk> = {}): Desk {
  return {
    owner: {
      name: "Nell Hartigan",
      addresses: ["nell@example.test"],
      zone: "Europe/Copenhagen",
      signature: null,
    },
    assistant: { name: "Sendalong", address: "sendalong@example.test" },
    smtpFrom: null,
    replyTo: "both",
    holdMs: 600_000,
    quietHours: ["18:00", "08:00"],
    weekends: false,
    perContactPerWeek: 2,
    digestAt: "07:30",
    propose: "as it comes",
    contacts,
    cards: loadServiceCards(),
    match: () => [],
    proposesFrom: 0.5,
    lessonOf: () => null,
    compare: (_before, _after, queries) => queries.map(() => ({ before: null, after: null })),
    zoneAt: (place) => (place.startsWith("Madrid") ? "Europe/Madrid" : null),
    related: () => [],
    wordNudge: () => "",
    ...changes,
  };
}

/** A query passed on so many days ago, with its mail. */
export function passedOn(
  to: Contact,
  days: number,
  changes: Partial<Pass> = {},
  mail: Partial<Outgoing> = {},
): Pick<State, "passes" | "outbox"> {
  const at = new Date(NOW.getTime() - days * 24 * 60 * 60 * 1000).toISOString();
  const queryId = (changes.queryId ?? `old-${days}`) as QueryId;
  const id = `${queryId}:${to.id}`;
  const mailId = `mail-${id}`;
  return {
    passes: {
      [id]: {
        id,
        queryId,
        contactId: to.id,
        mailId,
        decidedAt: at,
        note: null,
        answeredAt: null,
        answer: null,
        closedAt: null,
        remindedAt: null,
        snoozedUntil: null,
        nudges: [],
        ...changes,
      },
    },
    outbox: {
      [mailId]: {
        id: mailId,
        key: mailId,
        kind: "forward",
        toOwner: false,
        from: "sendalong@example.test",
        to: to.addresses[0] ?? "",
        contactId: to.id,
        messageId: mailId,
        otherIds: [],
        status: "sent",
        createdAt: at,
        leavesAt: at,
        subject: null,
        why: null,
        expiresAt: null,
        tries: 1,
        sentAt: at,
        handedOverAt: at,
        said: null,
        filed: true,
        ...mail,
      },
    },
  };
}

export function stateWith(...parts: readonly Partial<State>[]): State {
  return Object.assign(emptyState("store", "00"), ...parts, {
    passes: Object.assign({}, ...parts.map(({ passes }) => passes)),
    outbox: Object.assign({}, ...parts.map(({ outbox }) => outbox)),
  });
}
