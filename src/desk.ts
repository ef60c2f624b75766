/** The desk as settings and contacts make it. */
import { compose, type Templates } from "./compose/compose.ts";
import type { Config } from "./config.ts";
import type { Contact } from "./contact/contact.ts";
import type { Desk } from "./decision/desk.ts";
import { edited } from "./decision/edits.ts";
import type { ServiceCard } from "./decision/lists.ts";
import type { State } from "./decision/state.ts";
import { PROPOSES_FROM } from "./match/match.ts";
import type { Matcher } from "./match/matcher.ts";

export interface Tools {
  readonly matcher: Matcher;
  readonly templates: Templates;
  readonly cards: readonly ServiceCard[];
}

/** @param edits what her words changed of the contacts, for matching; deciding lays them over by itself. */
export function deskOf(
  config: Config,
  contacts: readonly Contact[],
  edits: State["edits"],
  { matcher, templates, cards }: Tools,
): Desk {
  matcher.sync(edited(contacts, edits));
  const { name, addresses, timezone, signature } = config.owner;
  return {
    owner: { name, addresses, zone: timezone, signature },
    assistant: config.assistant,
    smtpFrom: config.smtp.from,
    replyTo: config.replyTo,
    holdMs: config.holdMs,
    quietHours: config.quietHours,
    weekends: config.weekends,
    perContactPerWeek: config.perContactPerWeek,
    digestAt: config.owner.digestAt,
    propose: config.propose,
    contacts,
    cards,
    proposesFrom: PROPOSES_FROM,
    wordNudge: (view, wording) => compose("nudge", view, templates, wording).text,
    match: (query) => matcher.match(query),
  };
}
