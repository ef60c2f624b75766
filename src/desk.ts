/** The desk as settings and contacts make it. */
import { compose, type Templates } from "./compose/compose.ts";
import type { Config } from "./config.ts";
import type { Contact } from "./contact/contact.ts";
import type { Arrival } from "./decision/arrive.ts";
import type { Desk } from "./decision/desk.ts";
import { edited } from "./decision/edits.ts";
import type { ServiceCard } from "./decision/lists.ts";
import { asksForMonth, monthsOfPreview, queriesAmong } from "./decision/preview.ts";
import type { State } from "./decision/state.ts";
import { compared } from "./match/compared.ts";
import type { Glance } from "./match/glance.ts";
import { learn, lessonOf, type Taught } from "./match/learn.ts";
import type { Matcher } from "./match/matcher.ts";
import type { Store } from "./store/store.ts";

export interface Tools {
  readonly matcher: Matcher;
  /** Another one on the same tables, which knows nobody. */
  readonly freshMatcher: () => Matcher;
  /** Whether a query may have anything to do with an interest. */
  readonly glanceFor: (interest: string) => Glance;
  readonly templates: Templates;
  readonly cards: readonly ServiceCard[];
  readonly zoneAt: Desk["zoneAt"];
  readonly related: Desk["related"];
}

/** @param state what her words changed of the contacts, for matching (deciding lays it over by itself), and her lessons. */
export function deskOf(
  config: Config,
  contacts: readonly Contact[],
  { edits, lessons }: Pick<State, "edits" | "lessons">,
  { matcher, freshMatcher, glanceFor, templates, cards, zoneAt, related }: Tools,
): Desk {
  const taught = taughtBy(lessons);
  matcher.teach(taught);
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
    followUp: config.followUp,
    propose: config.propose,
    contacts,
    cards,
    proposesFrom: taught.weights.proposeAt,
    zoneAt,
    related,
    wordNudge: (view, wording) => compose("nudge", view, templates, wording).text,
    match: (query) => matcher.match(query),
    lessonOf: (query, contactId, said) => lessonOf(matcher, query, contactId, said),
    compare: (before, after, queries) =>
      compared({ matcher: freshMatcher(), glanceFor, taught }, before, after, queries),
  };
}

/** `test ana: sourdough` looks a month back, further than the State does: a desk for such mails has what left it. */
export async function withMonth(
  desk: Desk,
  arrivals: readonly Pick<Arrival, "understood">[],
  store: Pick<Store<State>, "readArchive">,
  now: Date,
): Promise<Desk> {
  if (!arrivals.some(({ understood }) => asksForMonth(understood))) return desk;
  const months = await Promise.all(monthsOfPreview(now).map((month) => store.readArchive(month)));
  return { ...desk, closed: queriesAmong(months.flatMap((records) => [...records.values()])) };
}

const learnt = new WeakMap<State["lessons"], Taught>();

/** Worked out once for each state of her lessons: the same ones teach nothing new. */
function taughtBy(lessons: State["lessons"]): Taught {
  const taught = learnt.get(lessons) ?? learn(Object.values(lessons));
  learnt.set(lessons, taught);
  return taught;
}
